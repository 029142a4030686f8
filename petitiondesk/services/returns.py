"""Returns: counted from the registry, shown with their cases, submitted and kept, compared."""

import json
import zlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from petitiondesk.domain import history
from petitiondesk.domain.canonical import canonical_json
from petitiondesk.domain.errors import refused
from petitiondesk.domain.ledger import LedgerRow
from petitiondesk.domain.messages import Message
from petitiondesk.domain.office import Office
from petitiondesk.domain.petition import TOPIC_JOINT
from petitiondesk.domain.record import Changes, Record
from petitiondesk.domain.returns import figures
from petitiondesk.domain.returns.figures import (
    Difference,
    Extract,
    Key,
    Line,
    Return,
    Subject,
    Submitted,
    When,
    with_rows,
)
from petitiondesk.domain.returns.indicators import RATES, TOTAL, Basis, tables
from petitiondesk.domain.returns.period import Period, mark_of
from petitiondesk.domain.returns.small_numbers import folded
from petitiondesk.domain.returns.wanted import Wanted, wanted
from petitiondesk.exchange.return_book import Details, write_return
from petitiondesk.exchange.return_charts import CHARTED
from petitiondesk.services.context import Context, Progress, no_progress


@dataclass(frozen=True)
class Entry:
    """One line of the list behind a figure: a petition's ledger line, or a reception day or visit.

    ``visit`` numbers the visit within its ``day``; 0 for the day itself. ``people`` is what it adds
    to a figure that counts people.
    """

    subject: Subject
    people: int
    row: LedgerRow | None = None
    day: date | None = None
    visit: int = 0


class ReturnService:
    """Returns of this office."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._registry = context.registry

    def default_cut_off(self, period: Period) -> date:
        """The last day of the period that is over."""
        return period.default_cut_off(self._context.today)

    def reckon(
        self, period: Period, cut_off: date | None = None, progress: Progress = no_progress
    ) -> Return:
        """Count a return; nothing is written. ``cut_off`` counts to the end of its day.

        Raises:
            InvalidInput: the period or the cut-off has not come.
            Cancelled: from ``progress``.
        """
        cut_off = cut_off or self.default_cut_off(period)
        self._check(period, cut_off)
        with self._registry.reading():
            office = self._context.office()
            plain = tables(_sections(office), _topics(office))
            extracts = self._extracts(wanted(period, cut_off, plain), office.group_people, progress)
            last = self._registry.events.last()
        filled = []
        for table in plain:
            progress(1, 1)
            filled.append(with_rows(table, extracts))
        return Return(
            office=office.name,
            period=period,
            cut_off=cut_off,
            tables=tuple(filled),
            rates=RATES,
            extracts=extracts,
            fingerprint=last.hash if last else "",
            events=last.seq if last else 0,
        )

    def entries(self, lines: Iterable[Line]) -> list[Entry]:
        """The lists' lines of what stands behind a figure, as many as there are entries, masked."""
        found = list(lines)
        ids = [line[0] for line in found if isinstance(line[0], int)]
        with self._registry.reading():
            rows = {row.id: row for row in self._rows(ids)}
        return [_entry(line, rows) for line in found]

    def overdue(self, value: Return) -> list[LedgerRow]:
        """The petitions that were overdue at the cut-off, the longest overdue first."""
        ids = [line[0] for line in value.cases(Key("section", TOTAL, "overdue"))]
        with self._registry.reading():
            rows = self._rows(ids)
        return sorted(rows, key=lambda row: (row.due_on or date.max, row.id))

    def folded(self, value: Return, code: str, columns: Sequence[str]) -> frozenset[str]:
        """The rows of a table that a chart of these columns must not show by themselves."""
        with self._registry.reading():
            return folded(value, code, columns, self._sealed_among)

    # --- submitting -----------------------------------------------------------------------------

    def submit(self, value: Return, note: str = "") -> Return:
        """Keep a return as it is with its figures and case lists; the next version of its period.

        Raises:
            InvalidInput: a version of the period has the same figures and cases already, or the
                registry has changed since it was counted.
            StorageError: the disk did not take it; nothing was submitted.
        """
        with self._registry.transaction():
            if self._registry.events.newest_besides(history.LOOKING) > value.events:
                raise refused(
                    "period",
                    Message("统计以后登记簿又有了新的记录，没有上报。请重新统计，核对后再上报。"),
                )
            earlier = self._registry.returns.of_period(value.period)
            if earlier:
                newest = self._kept(earlier[-1])
                if newest.cut_off == value.cut_off and not figures.differences(newest, value):
                    raise refused(
                        "period",
                        Message("与第 {n} 版完全相同，没有再次上报。", n=earlier[-1].version),
                    )
            frozen = replace(value, version=len(earlier) + 1, made_on=self._context.today)
            sha256 = self._registry.attachments.put_bytes(_packed(frozen))
            row = Submitted(
                self._registry.returns.next_id(),
                frozen.period,
                frozen.version,
                frozen.cut_off,
                self._context.today,
                sha256,
            )
            self._registry.returns.add(row)
            changes = {row_name(row): [None, row_record(row)]}
            event = self._context.event(history.RETURN, None, changes, note=note)
            self._registry.events.append([event])
        return frozen

    def submitted(self) -> list[Submitted]:
        """Every submitted return, newest period first."""
        with self._registry.reading():
            return self._registry.returns.all()

    def versions(self, period: Period) -> list[Submitted]:
        """The versions submitted of a period, oldest first."""
        with self._registry.reading():
            return self._registry.returns.of_period(period)

    def open(self, row: Submitted) -> Return:
        """A submitted return, as it was."""
        with self._registry.reading():
            return self._kept(row)

    def differences(self, row: Submitted, value: Return | None = None) -> list[Difference]:
        """What ``value`` (or the registry as it is now) says differently of a submitted return."""
        kept = self.open(row)
        return figures.differences(kept, value or self.reckon(row.period, row.cut_off))

    # --- files ----------------------------------------------------------------------------------

    def write(self, value: Return, path: Path, password: str = "") -> None:
        """Write a return as a workbook, with what changed since the version before; an event.

        With a password the file is encrypted, for the stick it travels on.

        Raises:
            FileProblem, StorageError: the file could not be written; an older one is as it was.
        """
        earlier = [v for v in self.versions(value.period) if v.version < (value.version or 10**9)]
        found = self.differences(earlier[-1], value) if earlier else []
        ids = {s for d in found for s in (*d.gone, *d.come) if isinstance(s, int)}
        with self._registry.reading():
            numbers = {row.id: row.number for row in self._rows(sorted(ids))}
        details = Details(
            filled_by=self._registry.account,
            made_at=self._context.now(),
            overdue=self.overdue(value),
            differences=found,
            numbers=numbers,
            folded={code: self.folded(value, code, shown) for code, shown in CHARTED.items()},
        )
        changes: Changes = {
            "return": [None, mark_of(value.period, value.version)],
            "encrypted": [None, bool(password)],
        }

        def log() -> None:
            # The record is written before the file is in its place: no export goes unrecorded.
            with self._registry.transaction():
                self._registry.events.append([self._context.event(history.EXPORT, None, changes)])

        write_return(path, value, details, password, log)

    # --- parts ----------------------------------------------------------------------------------

    def _check(self, period: Period, cut_off: date) -> None:
        today = self._context.today
        if period.start > today:
            raise refused("period", Message("这个期间还没有开始，没有可以统计的。"))
        if not period.start <= cut_off <= today:
            raise refused(
                "cut_off",
                Message(
                    "截止日应在 {start} 到 {today} 之间。",
                    start=period.start.isoformat(),
                    today=today.isoformat(),
                ),
            )

    def _extracts(
        self, asked: Sequence[Wanted], group_people: int, progress: Progress
    ) -> Mapping[When, Mapping[Basis, Extract]]:
        found: dict[When, dict[Basis, Extract]] = {}
        for done, each in enumerate(asked, 1):
            found.setdefault(each.when, {})[each.basis] = self._extract(each, group_people)
            progress(done, len(asked))
        return found

    def _extract(self, asked: Wanted, group_people: int) -> Extract:
        if asked.basis is Basis.RECEPTION:
            return self._received(asked.period, asked.cut_off)
        return self._registry.returns.extract(
            asked.basis, asked.period, asked.cut_off, group_people, asked.facts
        )

    def _received(self, period: Period, cut_off: date) -> Extract:
        """The reception days that were held, and their visits."""
        lines: list[Line] = []
        for day in self._registry.receptions.between(period.start, min(period.end, cut_off)):
            name = day.day.isoformat()
            lines.append((name, day.people(), "day", ""))
            lines += [
                (f"{name}#{v.number}", v.people, "visit", v.outcome.value if v.outcome else "")
                for v in day.visits
            ]
        return Extract(Basis.RECEPTION, tuple(lines))

    def _rows(self, ids: Sequence[int]) -> list[LedgerRow]:
        return [
            row
            for start in range(0, len(ids), 500)
            for row in self._registry.ledger.rows(ids[start : start + 500])
        ]

    def _sealed_among(self, ids: Collection[int]) -> set[int]:
        return {row.id for row in self._rows(sorted(ids)) if row.sealed}

    def _kept(self, row: Submitted) -> Return:
        packed = b"".join(self._registry.attachments.chunks(row.sha256))
        return figures.from_record(json.loads(zlib.decompress(packed)))


def row_name(row: Submitted) -> str:
    """How the record names a submitted return: ``month 2026-03 v1``."""
    return mark_of(row.period, row.version)


def row_record(row: Submitted) -> Record:
    """What the record keeps of a submitted return; the file that ``sha256`` names has the rest."""
    return {
        "id": row.id,
        "cut_off": row.cut_off.isoformat(),
        "submitted_on": row.submitted_on.isoformat(),
        "sha256": row.sha256,
    }


def _packed(value: Return) -> bytes:
    return zlib.compress(canonical_json(figures.to_record(value)).encode(), 6)


def _sections(office: Office) -> tuple[str, ...]:
    """The sections in the office's order; a retired one has a row only where it has figures."""
    return office.open_sections()


def _topics(office: Office) -> tuple[str, ...]:
    """The first levels of the office's topics, in their order, each once."""
    return tuple(dict.fromkeys(path.split(TOPIC_JOINT)[0] for path in office.topics))


def _entry(line: Line, rows: Mapping[int, LedgerRow]) -> Entry:
    subject, people = line[0], line[1]
    if isinstance(subject, int):
        return Entry(subject, people, row=rows.get(subject))
    day, _, visit = subject.partition("#")
    return Entry(subject, people, day=date.fromisoformat(day), visit=int(visit or 0))
