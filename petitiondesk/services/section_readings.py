"""A section sheet that came back, row by row: what is new, what conflicts, what is wrong."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from petitiondesk.domain import history, workflow
from petitiondesk.domain.errors import NotFound, Severity
from petitiondesk.domain.messages import Message
from petitiondesk.domain.petition import Petition
from petitiondesk.domain.section_answers import Item, ItemKind, Row, Verdict, plan
from petitiondesk.domain.section_sheet import SectionSheet, SheetCase
from petitiondesk.domain.validation import check_step
from petitiondesk.exchange.section_reading import ReadRow, ReadSheet
from petitiondesk.services.cleaning import clean_inputs, clean_text
from petitiondesk.services.context import Context

ItemKey = tuple[int, ItemKind]
"""Petition id and kind: names one item of a reading."""


@dataclass(frozen=True)
class RowReading:
    """A row as it stands against the case now. ``at`` counts as Excel does.

    ``problems`` say which cells could not be understood; ``sealed`` that lists show nothing of it.
    """

    at: int
    petition_id: int
    number: str
    sealed: bool
    items: tuple[Item, ...]
    problems: tuple[Message, ...] = ()


@dataclass(frozen=True)
class Reading:
    """What a sheet would record, and what is to be said of it; nothing is written yet."""

    name: str
    sheet: SectionSheet
    rows: tuple[RowReading, ...]
    source: ReadSheet

    def items(self, verdict: Verdict) -> list[tuple[RowReading, Item]]:
        """The items of one verdict, in the sheet's order."""
        return [(row, item) for row in self.rows for item in row.items if item.verdict is verdict]

    @property
    def new(self) -> list[ItemKey]:
        """The keys of what can be recorded."""
        return [(row.petition_id, item.kind) for row, item in self.items(Verdict.NEW)]

    @property
    def remarks(self) -> list[Message]:
        """What is to be said of the sheet besides its rows."""
        return list(_remarks(self.source))


def _remarks(source: ReadSheet) -> Iterator[Message]:
    for at in source.strays:
        yield Message("第 {row} 行不是办公室发出的件，没有读。", row=at)
    for at in source.repeated:
        yield Message("第 {row} 行与前面的一行是同一件，没有读。", row=at)
    for number in source.missing:
        yield Message("{number}的那一行被删去了，没有读到它的答复。", number=number)


def sheet_of(source: ReadSheet) -> SectionSheet:
    """The sheet as its seal tells."""
    seal = source.seal
    cases = tuple(SheetCase(r.petition_id, r.lead, r.routed_on) for r in seal.rows)
    return SectionSheet(seal.serial, seal.section, seal.made_on, cases)


class Comparer:
    """Compares rows with the cases as they stand. Callers hold the reading or the transaction."""

    def __init__(self, context: Context, section: str) -> None:
        self._context = context
        self._registry = context.registry
        self._section = section
        self._timing = context.timing()

    def row(self, read: ReadRow) -> RowReading:
        """One row: its items, with what the steps themselves would say of them."""
        case = SheetCase(read.case.petition_id, read.case.lead, read.case.routed_on)
        try:
            petition = self._registry.petitions.get(case.petition_id)
        except NotFound as error:
            lost = Item(ItemKind.RECEIPT, Verdict.CONFLICT, "", reason=error.message)
            return RowReading(
                read.at, case.petition_id, read.case.number, sealed=True, items=(lost,)
            )
        cleaned = replace(
            read.answers,
            handler=clean_text(read.answers.handler, one_line=True),
            return_reason=clean_text(read.answers.return_reason),
            progress=clean_text(read.answers.progress),
            answer=clean_text(read.answers.answer),
        )
        row = Row(petition, self._section, case, cleaned, self._noted(petition.id))
        items = tuple(self._tried(petition, plan(row, self._context.today)))
        return RowReading(
            read.at, petition.id, petition.number, petition.sealed, items, read.problems
        )

    def _noted(self, petition_id: int) -> list[str]:
        """The notes of progress that stand in the case's record."""
        events = self._registry.events.of_petition(petition_id)
        return [e.note for e in history.standing(events) if e.kind == "progress"]

    def _tried(self, petition: Petition, items: list[Item]) -> Iterator[Item]:
        """The items after trying each new one in memory: what a step refuses is wrong."""
        today, people = self._context.today, self._context.office().people()
        for item in items:
            if item.verdict is not Verdict.NEW or item.on is None:
                yield item
                continue
            step, inputs = workflow.STEP[item.step], clean_inputs(item.inputs)
            clocks = self._timing.clocks(petition)
            findings = check_step(petition, step, inputs, item.on, today, clocks, people)
            refused = [f for f in findings if f.severity is Severity.REFUSE]
            if refused:
                yield replace(item, verdict=Verdict.WRONG, reason=refused[0].message)
                continue
            petition = workflow.perform(petition, step, inputs, item.on)
            yield replace(item, reason=findings[0].message) if findings else item
