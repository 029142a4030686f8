"""A return with its figures, and the entries each figure was counted from.

An `Extract` holds, for one basis, one line per entry: what it is about (a petition's id; a reception
day or visit), how many people, and the facts of `indicators.FACTS`. A figure is the number of lines
that fit its measure, or the sum of their people; the case list behind it is those very lines.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import cached_property
from operator import itemgetter
from typing import Any

from petitiondesk.domain.record import decode, encode
from petitiondesk.domain.returns.indicators import (
    FACTS,
    TOTAL,
    Basis,
    Measure,
    Rate,
    Row,
    Table,
)
from petitiondesk.domain.returns.period import Period, PeriodKind
from petitiondesk.domain.terms import Term

Subject = int | str
"""A petition's id, a reception day ``2026-03-04``, or one of its visits ``2026-03-04#2``."""

Line = tuple[Any, ...]
"""(subject, people, *facts in the order of the extract's ``facts``)."""


class When(Term):
    """The return's own period, or one it is compared with."""

    NOW = "now", "本期"
    LAST_YEAR = "last_year", "上年同期"
    PREVIOUS = "previous", "上期"


@dataclass(frozen=True)
class Extract:
    """The entries of one basis in one period, in the order of their subjects.

    ``facts`` names what stands in a line; a return kept by an older program may know fewer.
    """

    basis: Basis
    lines: tuple[Line, ...] = ()
    facts: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """The program's own facts, unless the extract was kept with others."""
        if not self.facts:
            object.__setattr__(self, "facts", FACTS[self.basis])

    def counted(self, names: Sequence[str]) -> Mapping[tuple[Any, ...], tuple[int, int]]:
        """(entries, people) by the values of the facts ``names``."""
        places = [self.facts.index(name) + 1 for name in names]
        found: dict[tuple[Any, ...], list[int]] = {}
        for alike, count in self._alike.items():
            cell = found.setdefault(tuple([alike[place] for place in places]), [0, 0])
            cell[0] += count
            cell[1] += count * alike[0]
        return {key: (cell[0], cell[1]) for key, cell in found.items()}

    @cached_property
    def _alike(self) -> Counter[Line]:
        """How many lines say the same of people and facts: a month's thousands are some hundred."""
        return Counter(map(itemgetter(slice(1, None)), self.lines))

    def fitting(self, where: Mapping[str, Sequence[Any]]) -> Iterator[Line]:
        """The entries whose facts have the values wanted."""
        tests = [(self.facts.index(name) + 2, values) for name, values in where.items()]
        return (line for line in self.lines if all(line[place] in ok for place, ok in tests))


@dataclass(frozen=True)
class Key:
    """Names one figure: ``table/row/column``, with ``@last_year`` or ``@previous`` behind it.

    Of a rate the table is ``rate``, the row its code, the column ``part`` or ``whole``.
    """

    table: str
    row: str
    column: str
    when: When = When.NOW

    def __str__(self) -> str:
        """As it is written in files."""
        behind = "" if self.when is When.NOW else f"@{self.when.value}"
        return f"{self.table}/{self.row}/{self.column}{behind}"

    @classmethod
    def parse(cls, text: str) -> "Key":
        """The key that was written.

        Raises:
            ValueError: it is not of that form.
        """
        table, _, rest = text.partition("/")
        row, _, last = rest.rpartition("/")
        column, _, when = last.partition("@")
        if not table or not column:
            raise ValueError(text)
        return cls(table, row, column, When(when or "now"))


@dataclass(frozen=True)
class Ratio:
    """A rate with its two counts."""

    part: int
    whole: int
    rest: bool = False

    @property
    def value(self) -> Fraction | None:
        """Between 0 and 1; None where there is nothing to divide by, written "—"."""
        if not self.whole:
            return None
        share = Fraction(self.part, self.whole)
        return 1 - share if self.rest else share


def change(this: int, base: int) -> Fraction | None:
    """同比 or 环比: (this − base) / base; None for a base of zero, written "—"."""
    return Fraction(this - base, base) if base else None


@dataclass(frozen=True)
class Return:
    """A return (报表): whose, of which days, counted at the end of ``cut_off``.

    ``fingerprint`` is the hash of the last of the ``events`` that had been recorded by then; it ties
    the figures to the record. ``version`` is 0 until it is submitted, then counts from 1.
    """

    office: str
    period: Period
    cut_off: date
    tables: tuple[Table, ...]
    rates: tuple[Rate, ...]
    extracts: Mapping[When, Mapping[Basis, Extract]] = field(repr=False)
    fingerprint: str = ""
    events: int = 0
    version: int = 0
    made_on: date | None = None

    def table(self, code: str) -> Table:
        """The table of this code."""
        return next(table for table in self.tables if table.code == code)

    def rate(self, code: str) -> Rate:
        """The rate of this code."""
        return next(rate for rate in self.rates if rate.code == code)

    def value(self, key: Key) -> int:
        """The figure of this key: batches (批次) or person-times (人次)."""
        measure, row = self._measure(key)
        return self._sum(key.when, measure, row)

    def ratio(self, code: str, when: When = When.NOW) -> Ratio:
        """The rate of this code."""
        rate = self.rate(code)
        part = self._sum(when, rate.part, None)
        return Ratio(part, self._sum(when, rate.whole, None), rate.rest)

    def cases(self, key: Key) -> list[Line]:
        """The entries behind a figure: as many as it counts, or with as many people."""
        measure, row = self._measure(key)
        where: dict[str, Sequence[Any]] = dict(measure.where)
        if row is not None:
            name, value = row
            if name in where and value not in where[name]:
                return []
            where[name] = (value,)
        return list(self._extract(key.when, measure.basis).fitting(where))

    def facts(self, key: Key) -> tuple[str, ...]:
        """What the lines of `cases` tell behind subject and people, by name."""
        measure, _ = self._measure(key)
        return self._extract(key.when, measure.basis).facts

    def figure_keys(self) -> Iterator[Key]:
        """Every figure, table by table, row by row, this period before the others; then the rates."""
        for table in self.tables:
            for row in table.all_rows():
                for measure in table.columns:
                    for when in When if measure.compared else (When.NOW,):
                        if when in self.extracts:
                            yield Key(table.code, row.key, measure.code, when)
        for rate in self.rates:
            for when in self.extracts:
                if when is not When.PREVIOUS:
                    yield Key("rate", rate.code, "part", when)
                    yield Key("rate", rate.code, "whole", when)

    @cached_property
    def key_set(self) -> frozenset[Key]:
        """Every key there is, to ask whether one is among them."""
        return frozenset(self.figure_keys())

    def is_nil(self) -> bool:
        """Whether nothing came in and nothing was concluded: a nil return (零报告)."""
        return all(not self.value(key) for key in self.figure_keys() if key.when is When.NOW)

    def _measure(self, key: Key) -> tuple[Measure, tuple[str, str] | None]:
        """What counts the figure, and the row's fact with its value; None for a total."""
        if key.table == "rate":
            rate = self.rate(key.row)
            return (rate.part if key.column == "part" else rate.whole), None
        table = self.table(key.table)
        measure = table.measure(key.column)
        return measure, None if table.fact is None or key.row == TOTAL else (table.fact, key.row)

    def _sum(self, when: When, measure: Measure, row: tuple[str, str] | None) -> int:
        names = tuple(dict.fromkeys([*([row[0]] if row else []), *measure.where]))
        tests = [(names.index(name), wanted) for name, wanted in measure.where.items()]
        if row is not None:
            tests.append((0, (row[1],)))
        total = 0
        for values, (entries, people) in self._counted(when, measure.basis, names).items():
            if all(values[place] in wanted for place, wanted in tests):
                total += people if measure.people else entries
        return total

    def _extract(self, when: When, basis: Basis) -> Extract:
        return self.extracts[when].get(basis, Extract(basis))

    def _counted(
        self, when: When, basis: Basis, names: tuple[str, ...]
    ) -> Mapping[tuple[Any, ...], tuple[int, int]]:
        place = (when, basis, names)
        if place not in self._counts:
            self._counts[place] = self._extract(when, basis).counted(names)
        return self._counts[place]

    @cached_property
    def _counts(self) -> dict[Any, Mapping[tuple[Any, ...], tuple[int, int]]]:
        return {}


@dataclass(frozen=True)
class Submitted:
    """A submitted return as the list shows it; ``sha256`` names the kept file."""

    id: int
    period: Period
    version: int
    cut_off: date
    submitted_on: date
    sha256: str


@dataclass(frozen=True)
class Difference:
    """A figure that two versions of a return give differently, and the entries that came or went."""

    key: Key
    before: int
    after: int
    gone: tuple[Subject, ...]
    come: tuple[Subject, ...]


def differences(before: Return, after: Return) -> list[Difference]:
    """What a later version says differently of the return's own period.

    A figure that kept its number but exchanged a case is a difference too. A figure that only one of
    them has counts as 0 in the other.
    """
    keys = dict.fromkeys(k for r in (before, after) for k in r.figure_keys() if k.when is When.NOW)
    found = []
    for key in keys:
        old, new = _entries(before, key), _entries(after, key)
        if old != new:
            found.append(
                Difference(
                    key,
                    _value(before, key),
                    _value(after, key),
                    tuple(s for s in old if s not in new),
                    tuple(s for s in new if s not in old),
                )
            )
    return found


def _entries(value: Return, key: Key) -> dict[Subject, list[int]]:
    """The people of each entry behind a figure; none of a figure the return does not have."""
    found: dict[Subject, list[int]] = {}
    if key in value.key_set:
        for line in value.cases(key):
            found.setdefault(line[0], []).append(line[1])
    return found


def _value(value: Return, key: Key) -> int:
    return value.value(key) if key in value.key_set else 0


def with_rows(table: Table, extracts: Mapping[When, Mapping[Basis, Extract]]) -> Table:
    """The table with a row for each value that occurs and has none, so that the rows make the total.

    A section that was renamed, or a topic no longer in the dictionary, stands after the fixed rows.
    """
    if table.fact is None:
        return table
    fixed = {row.key for row in table.rows}
    found: set[str] = set()
    for extracted in extracts.values():
        for basis in {measure.basis for measure in table.columns}:
            if basis in extracted:
                found.update(str(values[0]) for values in extracted[basis].counted((table.fact,)))
    more = tuple(Row(name, name) for name in sorted(found - fixed))
    rows = (*(r for r in table.rows if r.key), *more, *(r for r in table.rows if not r.key))
    return Table(table.code, table.zh, table.fact, rows, table.columns, table.head)


# --- values <-> JSON -----------------------------------------------------------------------------


def to_record(value: Return) -> dict[str, Any]:
    """The return as JSON, with the measures it was counted by, its figures, and every entry."""
    return {
        "office": value.office,
        "kind": value.period.kind.value,
        "start": value.period.start.isoformat(),
        "end": value.period.end.isoformat(),
        "cut_off": value.cut_off.isoformat(),
        "version": value.version,
        "made_on": value.made_on.isoformat() if value.made_on else None,
        "fingerprint": value.fingerprint,
        "events": value.events,
        "tables": [encode(table) for table in value.tables],
        "rates": [encode(rate) for rate in value.rates],
        "figures": {str(key): value.value(key) for key in value.figure_keys()},
        "entries": {
            when.value: {
                basis.value: {"facts": extract.facts, "lines": extract.lines}
                for basis, extract in extracts.items()
            }
            for when, extracts in value.extracts.items()
        },
    }


def from_record(record: Mapping[str, Any]) -> Return:
    """The return that `to_record` wrote."""
    made = record["made_on"]
    return Return(
        office=record["office"],
        period=Period(
            PeriodKind(record["kind"]),
            date.fromisoformat(record["start"]),
            date.fromisoformat(record["end"]),
        ),
        cut_off=date.fromisoformat(record["cut_off"]),
        tables=tuple(decode(Table, table) for table in record["tables"]),
        rates=tuple(decode(Rate, rate) for rate in record["rates"]),
        extracts={
            When(when): {
                Basis(basis): Extract(
                    Basis(basis), tuple(map(tuple, kept["lines"])), tuple(kept["facts"])
                )
                for basis, kept in extracts.items()
            }
            for when, extracts in record["entries"].items()
        },
        fingerprint=record["fingerprint"],
        events=record["events"],
        version=record["version"],
        made_on=date.fromisoformat(made) if made else None,
    )
