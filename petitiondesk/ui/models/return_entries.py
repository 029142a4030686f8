"""What stands behind a figure, as the ledger shows it: petitions, or reception days and visits."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import QObject

from petitiondesk.domain.messages import N_
from petitiondesk.domain.reception import VisitOutcome
from petitiondesk.domain.returns.figures import Line
from petitiondesk.domain.returns.indicators import Basis, Measure
from petitiondesk.domain.terms import ReviewLevel, ReviewResult
from petitiondesk.infra.i18n import term, tr
from petitiondesk.services.returns import Entry
from petitiondesk.ui.days import full_day
from petitiondesk.ui.models import ledger_columns as ledger
from petitiondesk.ui.models.fitted import fitted
from petitiondesk.ui.models.return_lists import pill_data
from petitiondesk.ui.models.rows_model import Column, Index
from petitiondesk.ui.models.windowed_rows import WindowedRows

_REVIEWS = frozenset({Basis.REVIEW_ASKED, Basis.REVIEW_DECIDED, Basis.REVIEW_OPEN})
_SHOWN = (
    "number",
    "received",
    "channel",
    "summary",
    "petitioner",
    "topic",
    "section",
    "state",
    "due",
)
"""The ledger's columns in the list, by name."""


@dataclass(frozen=True)
class CaseLine:
    """One line of the list: an entry with what was known of it when the figure was counted."""

    entry: Entry
    facts: Mapping[str, Any]


def case_lines(
    facts: Sequence[str], lines: Sequence[Line], entries: Sequence[Entry]
) -> list[CaseLine]:
    """The list's lines of the entries that ``lines`` name, in their order; ``facts`` names what they tell."""
    return [
        CaseLine(entry, dict(zip(facts, line[2:], strict=True)))
        for line, entry in zip(lines, entries, strict=True)
    ]


def columns_for(measure: Measure) -> tuple[Column[CaseLine], ...]:
    """The columns that suit a figure: the ledger's; of reviews which; of reception days theirs."""
    if measure.basis is Basis.RECEPTION:
        return _RECEPTION
    aside = (_REVIEW,) if measure.basis in _REVIEWS else ()
    return (*_PETITION, *aside, _PEOPLE)


class EntriesModel(WindowedRows[Line, CaseLine]):
    """The lines behind one figure. A line of a petition that is no longer there says so."""

    def __init__(self, measure: Measure, today: date, parent: QObject | None = None) -> None:
        super().__init__(columns_for(measure), parent)
        self._today = today
        self._place = {column.name: place for place, column in enumerate(self.columns)}

    def widths(self) -> list[int]:
        """As in the ledger; the others as wide as their headings."""
        known = ledger.widths()
        return [
            known[ledger.COLUMN[column.name]] if column.name in _SHOWN else width
            for column, width in zip(self.columns, fitted(self.columns), strict=True)
        ]

    def place(self, name: str) -> int | None:
        """Where a column stands; None where the list does not have it."""
        return self._place.get(name)

    def data(self, index: Index, role: int = 0) -> Any:
        """How the limit stands as a pill as well."""
        line = self.row(index.row()) if index.isValid() else None
        if line is not None and index.column() == self._place.get("due"):
            row = line.entry.row
            pill = ledger.due_pill(row, self._today) if row is not None else None
            return pill_data(pill, role)
        return super().data(index, role)


def _ledger_column(name: str) -> Column[CaseLine]:
    spec = ledger.COLUMNS[ledger.COLUMN[name]]

    def text(line: CaseLine) -> str:
        if line.entry.row is not None:
            return spec.text(line.entry.row)
        return tr("已不在登记簿") if name == "number" else ""

    return Column(name, spec.zh, 0, text)


def _visit(line: CaseLine) -> str:
    entry = line.entry
    return tr("第 {n} 批来访", n=entry.visit) if entry.visit else tr("接访日")


def _day(line: CaseLine) -> str:
    day = line.entry.day
    return full_day(day) if day else ""


def _outcome(line: CaseLine) -> str:
    outcome = line.facts.get("outcome")
    return term(VisitOutcome(outcome)) if outcome else ""


def _review(line: CaseLine) -> str:
    level, result = line.facts.get("review"), line.facts.get("result")
    words = [term(ReviewLevel(level))] if level else []
    words += [term(ReviewResult(result))] if result else []
    return tr("，").join(words)


_PETITION = tuple(_ledger_column(name) for name in _SHOWN)
_PEOPLE: Column[CaseLine] = Column(
    "people", N_("人次"), 64, lambda line: str(line.entry.people), lambda line: line.entry.people
)
_REVIEW: Column[CaseLine] = Column("review", N_("复查复核"), 140, _review)
_RECEPTION: tuple[Column[CaseLine], ...] = (
    Column("day", N_("接访日"), 190, _day, lambda line: line.entry.day),
    Column("visit", N_("类别"), 150, _visit),
    _PEOPLE,
    Column("outcome", N_("接谈结果"), 200, _outcome),
)
