"""What a screen would say in grey: no state, limit or mark may be told by its colour alone."""

from collections.abc import Iterator

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QTableView, QWidget

from petitiondesk.ui.models.month_model import CELL_ROLE, DayCell
from petitiondesk.ui.style import Tone
from petitiondesk.ui.views.chips import Chip
from petitiondesk.ui.views.painting import Pill
from petitiondesk.ui.views.pill_delegate import PILL_ROLE
from tests.ui.geometry import seen

_SIGNS = (Tone.SOON, Tone.LATE, Tone.SEALED)
"""Tones of what must not be overlooked: these have a sign besides their word."""

_ROWS = 40


def faults(root: QWidget) -> list[str]:
    """Marks below ``root`` that only their colour tells from another."""
    found: list[str] = []
    tones: dict[tuple[str, str], Tone] = {}
    for pill in pills(root):
        if not pill.text.strip():
            found.append(f"a mark in {pill.tone.value} has no word")
        if pill.tone in _SIGNS and not pill.icon:
            found.append(f"“{pill.text}” warns by its colour and has no sign")
        if tones.setdefault((pill.text, pill.icon), pill.tone) is not pill.tone:
            found.append(f"“{pill.text}” differs from itself by its colour alone")
    return found


def pills(root: QWidget) -> Iterator[Pill]:
    """Every mark on a screen."""
    for widget in seen(root):
        if isinstance(widget, Chip):
            yield widget.pill
        elif isinstance(widget, QTableView):
            yield from _of_cells(widget)


def _of_cells(table: QTableView) -> Iterator[Pill]:
    model = table.model()
    for row in range(min(model.rowCount(QModelIndex()), _ROWS)):
        for column in range(model.columnCount(QModelIndex())):
            index = model.index(row, column, QModelIndex())
            cell, pill = index.data(CELL_ROLE), index.data(PILL_ROLE)
            if isinstance(cell, DayCell):
                yield from cell.pills()
            elif isinstance(pill, Pill):
                yield pill
