"""Painting whole rows of a table at once.

A view that asks a model and a delegate for each cell crosses between Qt and Python some two thousand
times a screen, and each crossing may have to wait for a thread that works beside the window. A model
that offers its rows as they look (`OffersRows`) is painted with about one crossing a text.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from operator import attrgetter
from typing import Protocol, runtime_checkable

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QTableView

from petitiondesk.ui import tokens as sizes
from petitiondesk.ui.look import Look
from petitiondesk.ui.style import font
from petitiondesk.ui.views.painting import CELL_PAD, Pill, paint_box, paint_pill_in

_MARK = 3
"""Width of the mark at the left of the current row, in pixels."""
_KEPT = 4096
"""Texts that are kept cut."""


@dataclass(frozen=True)
class RowLook:
    """How a row looks: a text for each column of the model, its pill, and whether it is checked."""

    texts: tuple[str, ...]
    pill: Pill | None = None
    checked: bool = False


@runtime_checkable
class OffersRows(Protocol):
    """A table model that tells at once how a row looks."""

    def look_of(self, row: int) -> RowLook | None:
        """How the row looks; None where there is nothing to show."""


@dataclass(frozen=True)
class _Column:
    """A column in sight: its place in the model, and where it stands in the viewport."""

    place: int
    left: int
    width: int


class RowPainter:
    """Paints the rows of a table as a cell's delegates would (`pill_delegate`)."""

    def __init__(self, look: Look) -> None:
        self._look = look
        self._pill_font = font(sizes.CAPTION)
        self._pill_metrics = QFontMetrics(self._pill_font)
        self._fitted = _Fitted()

    def paint(
        self, table: QTableView, model: OffersRows, shown: QRect, pills: Collection[int], box: int
    ) -> None:
        """Paint what lies in ``shown`` of the viewport.

        ``pills`` are the columns that hold the row's pill, ``box`` the one with its check box.
        """
        first = table.rowAt(shown.top())
        # From the left, also where one reads from the right: the ground begins with the first.
        columns = sorted(_columns(table, shown), key=attrgetter("left"))
        if first < 0 or not columns:
            return
        last = table.rowAt(shown.bottom())
        last = last if last >= 0 else table.model().rowCount() - 1
        height, top = table.rowHeight(first), table.rowViewportPosition(first)
        rows = {
            top + (number - first) * height: model.look_of(number)
            for number in range(first, last + 1)
        }
        with QPainter(table.viewport()) as painter:
            self._grounds(painter, table, columns, range(first, last + 1), top, height)
            self._texts(painter, table, columns, rows, height, {*pills, box})
            for column in columns:
                for at, row in rows.items():
                    cell = QRect(column.left, at, column.width, height)
                    if row is not None and column.place in pills and row.pill is not None:
                        paint_pill_in(
                            painter, cell, row.pill, self._look, self._pill_font, self._pill_metrics
                        )
                    elif row is not None and column.place == box:
                        paint_box(painter, cell, self._look, checked=row.checked)
            self._mark(painter, table, columns[0].left, height)

    def _grounds(
        self,
        painter: QPainter,
        table: QTableView,
        columns: list[_Column],
        numbers: range,
        top: int,
        height: int,
    ) -> None:
        """The ground of rows that are chosen, and the line under each."""
        left, width = columns[0].left, columns[-1].left + columns[-1].width - columns[0].left
        line = self._look.colour("line")
        for area in chosen_areas(table):
            for row in range(max(area.start, numbers.start), min(area.stop, numbers.stop)):
                at = top + (row - numbers.start) * height
                painter.fillRect(left, at, width, height, self._look.colour("accent_soft"))
        for place in range(len(numbers)):
            painter.fillRect(left, top + (place + 1) * height - 1, width, 1, line)

    def _texts(
        self,
        painter: QPainter,
        table: QTableView,
        columns: list[_Column],
        rows: dict[int, RowLook | None],
        height: int,
        without: Collection[int],
    ) -> None:
        self._fitted.use(table.font())
        down = self._fitted.baseline(height)
        painter.setFont(table.font())
        painter.setPen(self._look.colour("text"))
        for column in columns:
            if column.place in without:
                continue
            left, width = column.left + CELL_PAD, column.width - 2 * CELL_PAD
            for at, row in rows.items():
                text = row.texts[column.place] if row is not None else ""
                if text:
                    painter.drawText(left, at + down, self._fitted.text(text, width))

    def _mark(self, painter: QPainter, table: QTableView, left: int, height: int) -> None:
        """The mark that shows where the keyboard is."""
        current = table.currentIndex()
        if current.isValid() and left <= 0 and table.hasFocus():
            at = table.rowViewportPosition(current.row())
            painter.fillRect(left, at, _MARK, height, self._look.colour("accent"))


def chosen_areas(table: QTableView) -> list[range]:
    """The rows that are chosen, by stretches: all of them by number may be a million."""
    model = table.selectionModel()
    areas = model.selection().toList() if table.model() is not None else []
    return [range(area.top(), area.bottom() + 1) for area in areas]


class _Fitted:
    """Texts cut to the width of their cells, each cut once."""

    def __init__(self) -> None:
        self._font = QFont()
        self._metrics = QFontMetrics(self._font)
        self._cut: dict[tuple[str, int], str] = {}

    def use(self, used: QFont) -> None:
        """Cut for this font from now on."""
        if used != self._font:
            self._font, self._metrics = QFont(used), QFontMetrics(used)
            self._cut.clear()

    def baseline(self, height: int) -> int:
        """Where a line of text stands in a cell of some height, in pixels from its top."""
        return (height - self._metrics.height()) // 2 + self._metrics.ascent()

    def text(self, text: str, width: int) -> str:
        """As much of the text as fits into so many pixels, with an ellipsis where it is cut."""
        cut = self._cut.get((text, width))
        if cut is None:
            if len(self._cut) >= _KEPT:
                self._cut.clear()
            cut = self._metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)
            self._cut[text, width] = cut
        return cut


def _columns(table: QTableView, shown: QRect) -> Iterator[_Column]:
    """The columns in ``shown``, as they are read."""
    header = table.horizontalHeader()
    for visual in range(header.count()):
        place = header.logicalIndex(visual)
        width = header.sectionSize(place)
        if width:
            left = header.sectionViewportPosition(place)
            if left + width > shown.left() and left <= shown.right():
                yield _Column(place, left, width)
