"""A table of numbers: cells are walked one by one, and a number that has cases opens them."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyleOptionViewItem,
)

from petitiondesk.infra.i18n import tr
from petitiondesk.ui import tokens as sizes
from petitiondesk.ui.look import Look
from petitiondesk.ui.style import font
from petitiondesk.ui.views.painting import CELL_PAD, HEADING_EDGE, focus_ring
from petitiondesk.ui.views.pill_delegate import CellDelegate
from petitiondesk.ui.views.table import DeskTable

KEY_ROLE = int(Qt.ItemDataRole.UserRole) + 60
"""Whether a cell's number has a list behind it."""
MUTED_ROLE = int(Qt.ItemDataRole.UserRole) + 61
"""Whether a cell only stands beside another (上年同期, 同比)."""
TOTAL_ROLE = int(Qt.ItemDataRole.UserRole) + 62
"""Whether a cell is in the line of totals."""

WIDEST_LABEL = 200
"""No label takes more, in pixels."""
_MOST_SPARE = 40
"""A column of a small table grows by so much where there is room, in pixels."""
_LINE = 17
"""Height of a line of a heading, in pixels."""

Index = QModelIndex | QPersistentModelIndex


class GridDelegate(CellDelegate):
    """Numbers at the right; what is only compared is muted, totals are bold, links show on hover."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """The cell, with a ring where the keyboard is."""
        super().paint(painter, option, index)
        view = self.view()
        if view.hasFocus() and view.currentIndex() == index:
            ring = QRectF(QRect(option.rect)).adjusted(1, 1, -1, -2)
            focus_ring(painter, ring, self._look)

    def paint_content(self, painter: QPainter, rect: QRect, index: Index) -> None:
        """The number, underlined where the mouse offers to open it."""
        typeface = font(sizes.BODY, bold=bool(index.data(TOTAL_ROLE)))
        hovered = bool(index.data(KEY_ROLE)) and self._is_hovered(index)
        typeface.setUnderline(hovered)
        painter.setFont(typeface)
        ink = "accent" if hovered else "muted" if index.data(MUTED_ROLE) else "text"
        painter.setPen(self._look.colour(ink))
        room = rect.adjusted(4, 0, -CELL_PAD, 0)
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(room, flags, str(index.data(Qt.ItemDataRole.DisplayRole) or ""))

    def _is_hovered(self, index: Index) -> bool:
        view = self.view()
        return isinstance(view, GridTable) and view.hovered == index

    def _is_current(self, index: Index) -> bool:
        return False  # the ring is the mark


class GridTable(DeskTable):
    """A `DeskTable` whose cells are chosen one by one. ``opened(index)`` on a click as well.

    Headings wrap at blanks, so that English needs no wider columns; call `fit` after the model has
    other columns.
    """

    def __init__(self, look: Look, name: str) -> None:
        super().__init__(look, name, framed=True)
        self.hovered = QPersistentModelIndex()
        self._least: Sequence[int] = ()
        self._labels = 0
        self.doubleClicked.disconnect(self.opened)  # the first click has opened it
        self.setItemDelegate(GridDelegate(look, self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        rows, columns = self.verticalHeader(), self.horizontalHeader()
        rows.setVisible(True)  # inside the table, which is its parent
        rows.setAccessibleName(tr("行"))
        rows.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        rows.setTextElideMode(Qt.TextElideMode.ElideRight)
        rows.setHighlightSections(False)
        rows.setSectionsClickable(False)
        columns.setSectionsMovable(False)
        columns.setSectionsClickable(False)
        columns.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        columns.setStretchLastSection(False)
        columns.setTextElideMode(Qt.TextElideMode.ElideNone)
        columns.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        columns.setDefaultAlignment(flags | Qt.AlignmentFlag(int(Qt.TextFlag.TextWordWrap)))

    def fit(self, widths: Sequence[int], labels: int) -> None:
        """Give the columns and the labels their widths, in pixels; what is left is shared.

        The headings get as many lines as they need.
        """
        self._least, self._labels = widths, labels
        metrics = QFontMetrics(font(sizes.CAPTION, bold=True))
        model = self.model()
        lines = 1
        room = self.width() - labels - sum(widths) - 2 * CELL_PAD
        spare = min(_MOST_SPARE, max(0, room // max(1, len(widths))))
        for column, least in enumerate(widths):
            width = least + spare
            self.setColumnWidth(column, width)
            text = str(model.headerData(column, Qt.Orientation.Horizontal) or "")
            place = QRect(0, 0, width - 2 * CELL_PAD - HEADING_EDGE, 1000)
            height = metrics.boundingRect(place, int(Qt.TextFlag.TextWordWrap), text).height()
            lines = max(lines, round(height / metrics.lineSpacing()))
        self.horizontalHeader().setFixedHeight(lines * _LINE + 18)
        self.verticalHeader().setFixedWidth(labels)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width again."""
        super().resizeEvent(event)
        if self._least:
            self.fit(self._least, self._labels)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The hand over a number that can be opened."""
        super().mouseMoveEvent(event)
        self._hover(self.indexAt(event.position().toPoint()))

    def leaveEvent(self, event: QEvent) -> None:
        """Nothing is offered any more."""
        super().leaveEvent(event)
        self._hover(QModelIndex())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click opens the number it began on."""
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if event.button() is Qt.MouseButton.LeftButton and index == self.currentIndex():
            self._open(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens; Home and End go along the line, with Ctrl to the first and last line."""
        key, current = event.key(), self.currentIndex()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(current)
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End) and current.isValid():
            self._to_end(current, first=key == Qt.Key.Key_Home, along=not event.modifiers())
        else:
            super().keyPressEvent(event)

    def _to_end(self, current: QModelIndex, *, first: bool, along: bool) -> None:
        model = self.model()
        last_row, last_column = model.rowCount() - 1, model.columnCount() - 1
        row, column = current.row(), current.column()
        if along:
            column = 0 if first else last_column
        else:
            row = 0 if first else last_row
        self.setCurrentIndex(model.index(row, column))

    def _open(self, index: QModelIndex) -> None:
        if index.isValid() and index.data(KEY_ROLE):
            self.opened.emit(index)

    def _hover(self, index: QModelIndex) -> None:
        if index == self.hovered:
            return
        for place in (self.hovered, QPersistentModelIndex(index)):
            if place.isValid():
                self.viewport().update(self.visualRect(place))
        self.hovered = QPersistentModelIndex(index)
        offered = index.isValid() and index.data(KEY_ROLE)
        shape = Qt.CursorShape.PointingHandCursor if offered else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(shape)
