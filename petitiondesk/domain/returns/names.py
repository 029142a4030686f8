"""Names of indicators: what a cell or a placeholder of the superior's workbook may ask for.

Every figure of a return has one full name, ``表.行.栏`` (``信访形式.来信.批次``; tables of a single row
``表.栏``), and a short one, ``行.栏``, where no other figure has the same. ``.上年同期``, ``.上期``,
``.同比`` and ``.环比`` behind a compared count name its comparisons. A rate is named by itself
(``按期办结率``), its counts by ``.分子`` and ``.分母``. Then there are the facts of the return (单位, 期间,
填报日期 …). Blanks and full-width forms make no difference.
"""

import difflib
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property

from petitiondesk.domain.errors import refused
from petitiondesk.domain.messages import N_, Message
from petitiondesk.domain.returns.figures import Key, Return, When, change
from petitiondesk.domain.returns.indicators import Measure, Row, Table
from petitiondesk.domain.terms import Term

Value = int | Fraction | date | str | None
"""A count, a share between 0 and 1, a day, a text; None where there is nothing to divide by."""

PROPOSED = 3
"""How many names a refusal proposes."""


class Sort(Term):
    """What an indicator is, by how it may be written."""

    COUNT = "count", N_("数量")
    SHARE = "share", N_("比率")
    DAY = "day", N_("日期")
    TEXT = "text", N_("文字")


@dataclass(frozen=True)
class Facts:
    """What a return does not know by itself: who fills in the workbook, and on which day."""

    filled_by: str
    filled_on: date


@dataclass(frozen=True)
class Indicator:
    """One name: the full one, the group it is listed under, and how its value is found.

    ``key`` is that of a count; a share, a comparison or a fact has none.
    """

    name: str
    group: str
    sort: Sort
    short: str
    value: Callable[[], Value]
    key: Key | None = None


class Catalogue:
    """Every indicator of one return, by name."""

    def __init__(self, value: Return, facts: Facts) -> None:
        self._return = value
        self._facts = facts

    @cached_property
    def indicators(self) -> tuple[Indicator, ...]:
        """All of them: facts first, rates next, then the tables' cells in the return's order."""
        return (*self._of_facts(), *self._of_rates(), *self._of_tables())

    def find(self, name: str) -> Indicator:
        """The indicator that ``name`` means.

        Raises:
            InvalidInput: there is none of that name, or several; the nearest are proposed.
        """
        known = self._by_name.get(plain(name), ())
        if len(known) == 1:
            return known[0]
        if known:
            raise refused(
                "name",
                Message(
                    "“{name}”可以指几个指标，请写全：{names}。",
                    name=name.strip(),
                    names=tuple(i.name for i in known[: PROPOSED + 1]),
                ),
            )
        near = self.nearest(name)
        if not near:
            raise refused("name", Message("没有叫“{name}”的指标。", name=name.strip()))
        raise refused(
            "name",
            Message(
                "没有叫“{name}”的指标。是不是：{names}？",
                name=name.strip(),
                names=tuple(near),
            ),
        )

    def nearest(self, name: str) -> list[str]:
        """The names that are most like ``name``, at most `PROPOSED`, the likest first."""
        wanted = plain(name)
        found = difflib.get_close_matches(wanted, self._by_name, PROPOSED, 0.5)
        if wanted:
            found += [known for known in self._by_name if wanted in known]
        names = (self._by_name[known][0].name for known in found)
        return list(dict.fromkeys(names))[:PROPOSED]

    @cached_property
    def _by_name(self) -> Mapping[str, Sequence[Indicator]]:
        """Plain name → what it may mean. A full name is never put in doubt by a short one."""
        full: dict[str, list[Indicator]] = {}
        short: dict[str, list[Indicator]] = {}
        for indicator in self.indicators:
            full.setdefault(plain(indicator.name), []).append(indicator)
            if indicator.short:
                short.setdefault(plain(indicator.short), []).append(indicator)
        return {**short, **full}

    # --- what there is --------------------------------------------------------------------------

    def _of_facts(self) -> Iterator[Indicator]:
        value, facts = self._return, self._facts
        known: tuple[tuple[str, Sort, Value], ...] = (
            ("单位", Sort.TEXT, value.office),
            ("期间", Sort.TEXT, value.period.zh),
            ("年", Sort.COUNT, value.period.start.year),
            ("月", Sort.COUNT, value.period.start.month),
            ("开始日期", Sort.DAY, value.period.start),
            ("结束日期", Sort.DAY, value.period.end),
            ("截止日期", Sort.DAY, value.cut_off),
            ("填报日期", Sort.DAY, facts.filled_on),
            ("填表人", Sort.TEXT, facts.filled_by),
        )
        for name, sort, fact in known:
            yield Indicator(name, FACTS_GROUP, sort, "", _always(fact))

    def _of_rates(self) -> Iterator[Indicator]:
        value = self._return
        for rate in value.rates:
            for when in (w for w in (When.NOW, When.LAST_YEAR) if w in value.extracts):
                name = rate.zh + _BEHIND[when]
                yield Indicator(name, RATES_GROUP, Sort.SHARE, "", _share(value, rate.code, when))
                for part, behind in (("part", ".分子"), ("whole", ".分母")):
                    key = Key("rate", rate.code, part, when)
                    count = _count(value, key)
                    yield Indicator(name + behind, RATES_GROUP, Sort.COUNT, "", count, key)

    def _of_tables(self) -> Iterator[Indicator]:
        for table in self._return.tables:
            for row in table.all_rows():
                for measure in table.columns:
                    yield from self._of_cell(table, row, measure)

    def _of_cell(self, table: Table, row: Row, measure: Measure) -> Iterator[Indicator]:
        value, key = self._return, Key(table.code, row.key, measure.code)
        short = measure.zh if table.fact is None else f"{row.zh}.{measure.zh}"
        full = f"{table.zh}.{short}"
        yield Indicator(full, table.zh, Sort.COUNT, short, _count(value, key), key)
        if not measure.compared:
            return
        for when, changed in ((When.LAST_YEAR, ".同比"), (When.PREVIOUS, ".环比")):
            if when in value.extracts:
                base = Key(table.code, row.key, measure.code, when)
                for behind, sort, find in (
                    (_BEHIND[when], Sort.COUNT, _count(value, base)),
                    (changed, Sort.SHARE, _change(value, key, base)),
                ):
                    yield Indicator(full + behind, table.zh, sort, short + behind, find)


FACTS_GROUP = N_("报表情况")
RATES_GROUP = N_("比率")

_BEHIND = {When.NOW: "", When.LAST_YEAR: ".上年同期", When.PREVIOUS: ".上期"}


def resolve(name: str, value: Return, facts: Facts) -> Value:
    """What ``name`` is in a return; for many names make one `Catalogue`.

    Raises:
        InvalidInput: there is none of that name, or several.
    """
    return Catalogue(value, facts).find(name).value()


_WORDS = {
    "年": N_("年份"), "月": N_("月份"), "开始日期": N_("期间开始日期"), "结束日期": N_("期间结束日期"),
    "截止日期": N_("统计截止日期"), "填报日期": N_("填报日期"), "填表人": N_("填表人"),
}  # fmt: skip
"""Part of a name → the sentence that says it, where it is none itself."""


def words_of(name: str) -> tuple[str, ...]:
    """The parts of an indicator's name, or of a list's column, as sentences of the catalogue.

    Sections, topics and what nobody knows stay as they are.
    """
    return tuple(_WORDS.get(part, part) for part in re.split(r"[.:]", name))


def plain(name: str) -> str:
    """A name as it is compared: without blanks, full-width forms as plain ones."""
    return "".join(unicodedata.normalize("NFKC", name).split())


def _always(value: Value) -> Callable[[], Value]:
    return lambda: value


def _count(value: Return, key: Key) -> Callable[[], Value]:
    return lambda: value.value(key)


def _share(value: Return, code: str, when: When) -> Callable[[], Value]:
    return lambda: value.ratio(code, when).value


def _change(value: Return, this: Key, base: Key) -> Callable[[], Value]:
    return lambda: change(value.value(this), value.value(base))
