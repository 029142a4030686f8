"""Painting of table cells: text, pills, check boxes; no widget per row, no style per cell.

Each delegate asks the model for one role only, so that a screen of cells is painted in a few
milliseconds whatever the model holds.
"""

from typing import cast

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QFontMetrics, QHelpEvent, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
)

from petitiondesk.infra.i18n import tr
from petitiondesk.ui import tokens as sizes
from petitiondesk.ui.look import Look
from petitiondesk.ui.style import font
from petitiondesk.ui.views.painting import BOX, CELL_PAD, Pill, paint_box, paint_pill_in, pill_size

PILL_ROLE = int(Qt.ItemDataRole.UserRole) + 40
"""A `painting.Pill`, or None for an empty cell."""

_CHECKED = (Qt.CheckState.Checked, Qt.CheckState.Checked.value)

Index = QModelIndex | QPersistentModelIndex


class CellDelegate(QStyledItemDelegate):
    """Ground, row line, mark of the current row, and the text with an ellipsis."""

    def __init__(self, look: Look, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._look = look

    def view(self) -> QAbstractItemView:
        """The view; asked of Qt, as a reference kept here would make a cycle."""
        return cast(QAbstractItemView, self.parent())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one cell."""
        rect = QRect(option.rect)
        state = option.state
        tokens = self._look
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, tokens.colour("accent_soft"))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, tokens.colour("line"))
        self.paint_content(painter, rect, index)
        mirrored = self.view().isRightToLeft()
        edge = rect.right() >= self.view().viewport().width() - 1 if mirrored else rect.left() <= 0
        if edge and self._is_current(index):
            left = rect.right() - 2 if mirrored else rect.left()
            painter.fillRect(left, rect.top(), 3, rect.height(), tokens.colour("accent"))

    def paint_content(self, painter: QPainter, rect: QRect, index: Index) -> None:
        """Paint what is in the cell."""
        painter.setFont(self.view().font())
        painter.setPen(self._look.colour("text"))
        text = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        room = rect.adjusted(CELL_PAD, 0, -CELL_PAD, 0)
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
        painter.drawText(room, flags, shown)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """The width of the whole text."""
        text = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        width = QFontMetrics(self.view().font()).horizontalAdvance(text)
        return QSize(width + 2 * CELL_PAD + 2, sizes.COMPACT)

    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: Index,
    ) -> bool:
        """What is cut, or what the model says, as a tool tip."""
        if not index.isValid():
            return False
        told = index.data(Qt.ItemDataRole.ToolTipRole)
        cut = self.sizeHint(option, index).width() > view.visualRect(index).width() + 1
        text = told or (self.whole_text(index) if cut else "")
        QToolTip.showText(event.globalPos(), str(text), view)
        return True

    def whole_text(self, index: Index) -> str:
        """The text when it is cut."""
        return str(index.data(Qt.ItemDataRole.DisplayRole) or "")

    def _is_current(self, index: Index) -> bool:
        view = self.view()
        return view.hasFocus() and view.currentIndex().row() == index.row()


class PillDelegate(CellDelegate):
    """A pill: icon, word and colour together."""

    def __init__(self, look: Look, view: QAbstractItemView) -> None:
        super().__init__(look, view)
        self._font = font(sizes.CAPTION)
        self._metrics = QFontMetrics(self._font)

    def paint_content(self, painter: QPainter, rect: QRect, index: Index) -> None:
        """Paint the pill, no wider than the cell."""
        pill = index.data(PILL_ROLE)
        if not isinstance(pill, Pill):
            return
        painter.save()
        paint_pill_in(painter, rect, pill, self._look, self._font, self._metrics)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """The pill and the room around it."""
        pill = index.data(PILL_ROLE)
        width = pill_size(pill, self._metrics).width() if isinstance(pill, Pill) else 0
        return QSize(width + 2 * CELL_PAD, sizes.COMPACT)

    def whole_text(self, index: Index) -> str:
        """The pill's word."""
        pill = index.data(PILL_ROLE)
        return pill.text if isinstance(pill, Pill) else ""


class CheckDelegate(CellDelegate):
    """A check box for choosing rows; the model keeps what is chosen (CheckStateRole)."""

    def paint_content(self, painter: QPainter, rect: QRect, index: Index) -> None:
        """Paint the box."""
        painter.save()
        checked = index.data(Qt.ItemDataRole.CheckStateRole) in _CHECKED
        paint_box(painter, rect, self._look, checked=checked)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """The box and the room around it."""
        return QSize(BOX + 2 * CELL_PAD, sizes.COMPACT)

    def whole_text(self, index: Index) -> str:
        """What the box is for."""
        return tr("选中这一行")

    def editorEvent(
        self,
        event: QEvent,
        model: QAbstractItemModel,
        option: QStyleOptionViewItem,
        index: Index,
    ) -> bool:
        """A click anywhere in the cell, or Space, turns the box over."""
        clicked = event.type() == QEvent.Type.MouseButtonRelease and isinstance(event, QMouseEvent)
        space = (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Space
        )
        if not (clicked or space):
            return False
        turn_over(model, index)
        return True


def turn_over(model: QAbstractItemModel, index: Index) -> bool:
    """Check what was not checked, and the other way round."""
    checked = index.data(Qt.ItemDataRole.CheckStateRole) in _CHECKED
    state = Qt.CheckState.Unchecked if checked else Qt.CheckState.Checked
    return model.setData(index, state.value, Qt.ItemDataRole.CheckStateRole)
