"""The ledger's table: cells with a frame around the one that the keyboard is in, rows chosen as in Excel."""

from PySide6.QtCore import (
    QAbstractItemModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QAbstractItemView

from petitiondesk.ui.look import Look
from petitiondesk.ui.views.painted_rows import chosen_areas
from petitiondesk.ui.views.table import DeskTable

_COPY_CELL = QKeySequence("Ctrl+Shift+C")
_CORRECT = Qt.Key.Key_F2


class LedgerTable(DeskTable):
    """Shift and the mouse choose several rows, Left and Right go from cell to cell.

    ``copy_wanted(whole)``: the rows chosen (True) or the framed cell are to be copied.
    ``correct_wanted``: the framed cell is to be corrected (F2). ``all_wanted``: Ctrl+A.
    ``ticks_wanted(rows)``: Space on several rows. ``rested``: the keyboard came to another row.
    ``menu_wanted(QPoint)``: the menu of a row, at a place on the screen.
    """

    copy_wanted = Signal(bool)
    correct_wanted = Signal()
    all_wanted = Signal()
    ticks_wanted = Signal(object)
    rested = Signal()
    menu_wanted = Signal(QPoint)

    def __init__(self, look: Look, name: str) -> None:
        super().__init__(look, name, framed=True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)

    def setModel(self, model: QAbstractItemModel | None) -> None:
        """Show ``model``; connected behind Qt's own, which forgets the framed cell last of all."""
        super().setModel(model)
        if model is not None:
            model.modelReset.connect(self._frame_first)
            model.rowsInserted.connect(self._frame_first)

    def _frame_first(self) -> None:
        """Frame a cell where the keyboard waits in the table and no row was there until now.

        Qt does so only as the keyboard comes, and finds nothing when the rows come later than it.
        """
        if self.hasFocus():
            self.stand_on_a_row()

    def chosen_count(self) -> int:
        """How many rows are chosen by Shift or the mouse."""
        return sum(len(area) for area in chosen_areas(self))

    def chosen_rows(self) -> list[int]:
        """The rows chosen, from the top."""
        return sorted({row for area in chosen_areas(self) for row in area})

    def selectAll(self) -> None:
        """A million rows are not chosen one by one: whoever owns the table ticks them."""
        self.all_wanted.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copying, correcting, ticking several; the rest as every table of the desk."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_wanted.emit(True)  # noqa: FBT003 - a signal's value has no keyword
        elif QKeySequence(event.keyCombination()) == _COPY_CELL:
            self.copy_wanted.emit(False)  # noqa: FBT003
        elif event.key() == _CORRECT:
            self.correct_wanted.emit()
        elif event.key() == Qt.Key.Key_Space and self.chosen_count() > 1:
            self.ticks_wanted.emit(self.chosen_rows())
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The menu of the row under the mouse, or of the framed cell by the menu key."""
        by_mouse = event.reason() == QContextMenuEvent.Reason.Mouse
        place = event.pos() if by_mouse else self.visualRect(self.currentIndex()).center()
        if self.currentIndex().isValid():
            self.menu_wanted.emit(self.viewport().mapToGlobal(place))

    def currentChanged(
        self,
        current: QModelIndex | QPersistentModelIndex,
        previous: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """The frame moves; whoever shows more of the row is told."""
        super().currentChanged(current, previous)
        for index in (current, previous):
            if index.isValid():
                self.viewport().update(self.visualRect(index))
        if current.row() != previous.row():
            self.rested.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The rows, and the frame over them."""
        super().paintEvent(event)
        current = self.currentIndex()
        if not self.hasFocus() or not current.isValid() or self.isColumnHidden(current.column()):
            return
        with QPainter(self.viewport()) as painter:
            painter.setPen(QPen(self._look.colour("accent"), 1))
            painter.drawRect(self.visualRect(current).adjusted(1, 0, -1, -2))
