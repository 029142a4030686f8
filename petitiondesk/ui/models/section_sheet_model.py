"""The lists around section sheets: the sections with what waits there, and what a sheet would record."""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar

from PySide6.QtCore import Qt, Signal

from petitiondesk.domain.ledger import SEALED
from petitiondesk.domain.messages import N_, Message
from petitiondesk.domain.section_answers import Item, Verdict
from petitiondesk.infra.i18n import render, tr, trn
from petitiondesk.services.section_readings import ItemKey, Reading, RowReading
from petitiondesk.services.section_writing import SectionDue
from petitiondesk.ui.models.fitted import fitted
from petitiondesk.ui.models.rows_model import Column, Index, RowsModel
from petitiondesk.ui.style import Tone
from petitiondesk.ui.views.painting import Pill
from petitiondesk.ui.views.pill_delegate import PILL_ROLE

R = TypeVar("R")
_WHOLE = 300
"""Characters of a section's text that are shown below the list."""

CHECK = 0
"""The column of the check boxes."""


class ChoiceModel(RowsModel[R], Generic[R]):
    """Rows with a check box in the first column, where ``can`` says that a row may be chosen."""

    chosen_changed = Signal()

    def __init__(self, columns: Sequence[Column[R]], can: Callable[[R], bool]) -> None:
        super().__init__((Column("check", "", 36, lambda _: ""), *columns))
        self._can = can
        self._chosen: set[int] = set()

    def load(self, rows: Sequence[R], chosen: Collection[int] | None = None) -> None:
        """Show rows; those at ``chosen`` are checked, by default all that may be."""
        everything = {n for n, row in enumerate(rows) if self._can(row)}
        self._chosen = everything if chosen is None else everything & set(chosen)
        self.set_rows(rows)
        self.chosen_changed.emit()

    def chosen(self) -> list[R]:
        """The rows that are checked."""
        return [row for n, row in enumerate(self.rows()) if n in self._chosen]

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        """The check box, where there is one."""
        row = self.row(index.row()) if index.isValid() else None
        if row is not None and index.column() == CHECK:
            if role == Qt.ItemDataRole.CheckStateRole and self._can(row):
                on = index.row() in self._chosen
                return Qt.CheckState.Checked if on else Qt.CheckState.Unchecked
            if role == Qt.ItemDataRole.AccessibleTextRole:
                return super().data(self.index(index.row(), CHECK + 1))
            return None
        return super().data(index, role)

    def setData(self, index: Index, value: Any, role: int = int(Qt.ItemDataRole.EditRole)) -> bool:
        """Check a row."""
        row = self.row(index.row()) if index.isValid() else None
        if role != Qt.ItemDataRole.CheckStateRole or row is None or not self._can(row):
            return False
        if Qt.CheckState(value) is Qt.CheckState.Checked:
            self._chosen.add(index.row())
        else:
            self._chosen.discard(index.row())
        self.dataChanged.emit(index, index, [Qt.ItemDataRole.CheckStateRole])
        self.chosen_changed.emit()
        return True


def _count(number: int) -> str:
    return str(number) if number else "—"


def _kept_back(due: SectionDue) -> str:
    if due.kept_back:
        return trn("{n} 件密件反映本科室，不写进表里", due.kept_back)
    return "" if due.cases else tr("没有要答复的件")


SECTIONS: tuple[Column[SectionDue], ...] = (
    Column("section", N_("科室"), 220, lambda d: d.section),
    Column("cases", N_("在办"), 80, lambda d: _count(d.cases), lambda d: d.cases),
    Column("fresh", N_("新转办"), 80, lambda d: _count(d.fresh), lambda d: d.fresh),
    Column("note", N_("说明"), 300, _kept_back),
)


class SectionsModel(ChoiceModel[SectionDue]):
    """The sections to write sheets for; those with cases are checked."""

    def __init__(self) -> None:
        super().__init__(SECTIONS, lambda due: due.cases > 0)


@dataclass(frozen=True)
class Line:
    """One line of what sheets told: an item of a row, or a remark on a row or a sheet.

    ``key`` names the item within its reading, ``reading`` which of them it belongs to.
    """

    reading: int
    key: ItemKey | None
    number: str
    what: str
    text: str
    verdict: Verdict
    reason: str

    @property
    def whole(self) -> str:
        """What the section wrote, as far as a few lines hold it, and what is to be said of it."""
        text = self.text if len(self.text) <= _WHOLE else self.text[:_WHOLE] + "…"
        return "\n".join(filter(None, (text, self.reason)))

    @property
    def choosable(self) -> bool:
        """Whether it can be recorded."""
        return self.key is not None and self.verdict is Verdict.NEW


def lines_of(readings: Sequence[Reading]) -> list[Line]:
    """What the sheets tell besides what is in the record already; trouble first."""
    found = [line for n, reading in enumerate(readings) for line in _lines(n, reading)]
    rank = [Verdict.WRONG, Verdict.CONFLICT, Verdict.NEW]
    return sorted(found, key=lambda line: (line.reading, rank.index(line.verdict)))


def _lines(place: int, reading: Reading) -> Iterator[Line]:
    sheet = render(reading.sheet.label)
    for remark in reading.remarks:
        yield Line(place, None, "", sheet, "", Verdict.WRONG, render(remark))
    for row in reading.rows:
        for problem in row.problems:
            where = tr("第 {row} 行", row=row.at)
            yield Line(place, None, row.number, where, "", Verdict.WRONG, render(problem))
        for item in row.items:
            if item.verdict is not Verdict.KNOWN:
                yield _line(place, row, item)


def _line(place: int, row: RowReading, item: Item) -> Line:
    text = tr(SEALED) if row.sealed and item.text else " ".join(item.text.split())
    reason = render(item.reason) if item.reason else ""
    return Line(
        place,
        (row.petition_id, item.kind),
        row.number,
        tr(item.kind.value),
        text,
        item.verdict,
        reason,
    )


def refused_line(line: Line, reason: Message) -> Line:
    """The line of something that could not be recorded any more."""
    return replace(line, verdict=Verdict.CONFLICT, reason=render(reason))


_PILLS = {
    Verdict.NEW: ("plus", Tone.GOOD),
    Verdict.KNOWN: ("check", Tone.NEUTRAL),
    Verdict.CONFLICT: ("warning", Tone.SOON),
    Verdict.WRONG: ("warning", Tone.LATE),
}


def verdict_pill(verdict: Verdict) -> Pill:
    """A verdict as a pill."""
    icon, tone = _PILLS[verdict]
    return Pill(tr(verdict.value), icon, tone)


LINES: tuple[Column[Line], ...] = (
    Column("number", N_("编号"), 128, lambda line: line.number),
    Column("what", N_("事项"), 96, lambda line: line.what),
    Column("verdict", N_("情况"), 110, lambda line: tr(line.verdict.value)),
    Column("text", N_("科室填写"), 220, lambda line: line.text),
    Column("reason", N_("原因和提醒"), 300, lambda line: line.reason),
)


class LinesModel(ChoiceModel[Line]):
    """What the sheets told, with boxes for what can be recorded."""

    PILL = 3

    def __init__(self) -> None:
        super().__init__(LINES, lambda line: line.choosable)

    def widths(self) -> list[int]:
        """Room for the pills in the reader's language."""
        return fitted(self.columns, {}, {"verdict": [verdict_pill(v) for v in Verdict]})

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        """The verdict as a pill as well."""
        row = self.row(index.row()) if index.isValid() else None
        if role == PILL_ROLE and row is not None and index.column() == self.PILL:
            return verdict_pill(row.verdict)
        return super().data(index, role)
