"""Use case: bringing an old ledger in. Every row of the file is accounted for."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from petitiondesk.domain import history
from petitiondesk.domain.fields import FIELDS
from petitiondesk.domain.messages import N_, Message
from petitiondesk.domain.numbering import Pattern
from petitiondesk.domain.petition import Petition, Routing
from petitiondesk.domain.terms import State
from petitiondesk.exchange.ledger_import import (
    LedgerFile,
    LedgerMap,
    LedgerRow,
    SkippedRow,
    fingerprint,
    load_map,
    read_ledger,
    write_rejects,
)
from petitiondesk.services.cleaning import clean_petition
from petitiondesk.services.context import Context, Progress, no_progress

_BATCH = 500
_TO_ROUTING = ("section", "co_sections", "handler", "routed_on", "due_on")


@dataclass(frozen=True)
class Preview:
    """What a file would bring: its columns and what each means, its first rows, its counts."""

    file: LedgerFile
    new: tuple[LedgerRow, ...]
    known: tuple[LedgerRow, ...]

    @property
    def rejected(self) -> tuple[LedgerRow, ...]:
        """Rows that cannot become petitions, each with its problem."""
        return tuple(self.file.rejected)

    @property
    def columns(self) -> Mapping[str, str | None]:
        """Heading → Chinese label of the field it fills, or None where it goes to the notes."""
        return {h: _label(name) if name else None for h, name in self.file.columns.items()}


@dataclass(frozen=True)
class ImportReport:
    """What became of each row: ``imported + known + rejected + skipped`` are all rows of the file."""

    imported: int
    known: int
    rejected: int
    skipped: int
    warned: int
    rejects_path: Path | None
    first_number: str = ""
    last_number: str = ""
    warnings: tuple[Message, ...] = field(default=())


class ImportService:
    """Reads old ledgers into the registry."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._registry = context.registry

    def preview(
        self, path: Path, map_path: Path | None = None, progress: Progress = no_progress
    ) -> Preview:
        """Read a file without writing anything.

        Raises:
            FileProblem: it cannot be read or is no ledger.
        """
        rules: LedgerMap | None = load_map(map_path) if map_path else None
        ledger = read_ledger(path, rules, lambda n: progress(n, None))
        seen: set[str] = set()
        new: list[LedgerRow] = []
        known: list[LedgerRow] = []
        with self._registry.reading():
            stored = self._registry.imports.known(fingerprint(row) for row in ledger.good)
        for row in ledger.good:
            mark = fingerprint(row)
            (known if mark in stored or mark in seen else new).append(row)
            seen.add(mark)
        return Preview(ledger, tuple(new), tuple(known))

    def run(
        self,
        preview: Preview,
        rejects_path: Path | None = None,
        progress: Progress = no_progress,
    ) -> ImportReport:
        """Bring the new rows of a preview in, in one transaction, numbered by their dates.

        Rows that cannot be brought in are written to ``rejects_path`` with the reason.

        Raises:
            Cancelled: from ``progress``; nothing was imported.
            StorageError: the disk did not take it; nothing was imported.
        """
        numbers: list[str] = []
        rows = sorted(preview.new, key=lambda row: (_registered(row), row.sheet, row.row))
        with self._registry.transaction():
            for start in range(0, len(rows), _BATCH):
                numbers += self._write(rows[start : start + _BATCH], preview.file.name)
                progress(len(numbers), len(rows))
        written = self._write_rejects(preview, rejects_path)
        warned = [row for row in preview.new if row.warnings]
        return ImportReport(
            imported=len(numbers),
            known=len(preview.known),
            rejected=len(preview.rejected),
            skipped=len(preview.file.skipped),
            warned=len(warned),
            rejects_path=written,
            first_number=numbers[0] if numbers else "",
            last_number=numbers[-1] if numbers else "",
            warnings=tuple(_warnings(warned)),
        )

    def _write(self, rows: Sequence[LedgerRow], file: str) -> list[str]:
        office = self._context.office()
        pattern = Pattern(office.number_pattern)
        next_id = self._registry.petitions.next_id()
        sequences: dict[int, int] = {}
        petitions = []
        for offset, row in enumerate(rows):
            year = _registered(row).year
            if year not in sequences:
                sequences[year] = self._registry.petitions.next_sequence(year)
            petition = replace(
                _petition(row.facts),
                id=next_id + offset,
                year=year,
                sequence=sequences[year],
                number=pattern.format(year, sequences[year]),
                registered_on=_registered(row),
            )
            sequences[year] += 1
            petitions.append(clean_petition(petition))
        notes = [f"{file}，{row.sheet}，第 {row.row} 行" for row in rows]
        self._context.write_new(petitions, history.IMPORT, notes)
        self._registry.imports.add(
            (fingerprint(row), p.id) for row, p in zip(rows, petitions, strict=True)
        )
        return [p.number for p in petitions]

    def _write_rejects(self, preview: Preview, path: Path | None) -> Path | None:
        rows: list[LedgerRow | SkippedRow] = [*preview.rejected]
        if path is None or not rows:
            return None
        write_rejects(path, rows, self._context.now().replace(tzinfo=None))
        return path


def _label(name: str) -> str:
    return FIELDS[name].zh if name in FIELDS else _OTHER_LABELS.get(name, name)


_OTHER_LABELS = {
    "serial": N_("序号（不导入）"), "organisation": N_("单位名称"), "sex": N_("性别"), "id_number": N_("证件号码"),
    "phone": N_("电话"), "address": N_("住址"), "postcode": N_("邮编"), "group": N_("联名或集体访"),
    "first": N_("初次"), "concluded": N_("是否办结"), "outcome": N_("办理情况"), "routed_on": N_("转办日期"),
}  # fmt: skip


def _registered(row: LedgerRow) -> date:
    facts = row.facts
    day = facts.get("registered_on") or facts["received_on"]
    assert isinstance(day, date)
    return day


def _petition(facts: Mapping[str, Any]) -> Petition:
    """The petition an old row tells of, in the state the row proves."""
    names = {n for n in facts if n in Petition.__dataclass_fields__ and n not in _TO_ROUTING}
    petition = Petition(**{name: facts[name] for name in names - {"state"}})
    if facts.get("section"):
        petition = replace(petition, routings=_routings(petition, facts))
    if len(petition.summary) > FIELDS["summary"].limit:
        petition = _shortened(petition)
    if not petition.petitioners:
        petition = replace(petition, anonymous=True)
    return _with_state(petition, facts.get("state"))


def _shortened(petition: Petition) -> Petition:
    """A summary too long for its field stands whole in the notes, unless the content holds it."""
    notes = petition.notes
    if petition.summary not in petition.content:
        notes = "\n".join(filter(None, [notes, f"{FIELDS['summary'].zh}：{petition.summary}"]))
    return replace(petition, summary=petition.summary[:60], notes=notes)


def _routings(petition: Petition, facts: Mapping[str, Any]) -> tuple[Routing, ...]:
    day = facts.get("routed_on") or petition.received_on
    lead = Routing(
        section=facts["section"],
        handler=facts.get("handler", ""),
        routed_on=day,
        due_on=facts.get("due_on"),
        received_on=day,
        answered_on=petition.replied_on or petition.concluded_on,
    )
    others = facts.get("co_sections", ())
    return (lead, *(Routing(name, lead=False, routed_on=day) for name in others))


def _with_state(petition: Petition, said: State | None) -> Petition:
    """The state a row proves: concluded if it says so or holds a dated answer, else with a section.

    An old ledger closes a line by its answer; left as "to be delivered" it would flood the desk.
    """
    closed = petition.concluded_on or (petition.replied_on if petition.reply else None)
    if said in (State.CONCLUDED, State.ARCHIVED) and closed is None:
        closed = petition.replied_on or petition.received_on
    if closed is not None and petition.report_by is not None:
        petition = replace(petition, reported_on=closed)
    if said is State.ARCHIVED and petition.archive_ref and petition.retention:
        return replace(petition, state=said, concluded_on=closed)
    if closed is not None:
        return replace(petition, state=State.CONCLUDED, concluded_on=closed)
    if petition.lead_routing is not None:
        return replace(petition, state=State.IN_PROGRESS)
    return replace(petition, state=State.REGISTERED)


def _warnings(rows: Iterable[LedgerRow]) -> Iterable[Message]:
    for row in rows:
        for message in row.warnings:
            yield Message("{sheet} 第 {row} 行：{what}", sheet=row.sheet, row=row.row, what=message)
