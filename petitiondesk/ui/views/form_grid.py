"""The grid that shows a sheet of the superior's workbook as it is: merged cells, widths, heights."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from petitiondesk.domain.forms import FormSheet, Place
from petitiondesk.infra.i18n import tr
from petitiondesk.ui import tokens as sizes
from petitiondesk.ui.look import Look
from petitiondesk.ui.models.form_model import FACE_ROLE, KIND_ROLE, Face, SheetModel
from petitiondesk.ui.style import Tone, font

_CHARACTER, _POINT = 7.5, 4 / 3
"""Pixels of a character of width and of a point of height, as Excel shows them at 100 %."""
_NARROWEST, _LOWEST, _TALLEST, _WIDEST = 16, 22, 160, 420
_PAD = 4
_SIGN = 14


class FormGrid(QTableView):
    """Shows a `SheetModel`. ``chosen(place)`` on click, Enter or F2; ``cleared(place)`` on Delete.

    ``pointed(place)`` whenever another cell becomes the current one.
    """

    chosen = Signal(tuple)
    cleared = Signal(tuple)
    pointed = Signal(tuple)

    def __init__(self, look: Look, model: SheetModel) -> None:
        super().__init__()
        self._sheet_model = model
        self._own_heights: list[int] = []
        self.setModel(model)
        self.setAccessibleName(tr("上级报表的表格"))
        self.setItemDelegate(_CellDelegate(look, self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
            header.setMinimumSectionSize(2)
            header.setHighlightSections(False)
            header.setSectionsClickable(False)
            header.setDefaultAlignment(Qt.AlignmentFlag.AlignCenter)
        self.clicked.connect(self._choose)
        look.changed.connect(self.viewport().update)

    def lay_out(self) -> None:
        """Give columns, rows and merged cells the sizes of the model's sheet."""
        sheet = self._sheet_model.sheet
        self.clearSpans()
        across, down = self.horizontalHeader(), self.verticalHeader()
        for column in range(sheet.columns):
            width = sheet.widths.get(column + 1, 8.43)
            across.setSectionHidden(column, width == 0)
            if width:
                wide = int(width * _CHARACTER) + 5
                across.resizeSection(column, max(_NARROWEST, min(wide, _WIDEST)))
        down.setDefaultSectionSize(_LOWEST)
        down.setFixedWidth(44)
        for row in self._own_heights:  # of the sheet before
            down.setSectionHidden(row, False)  # noqa: FBT003 - Qt's own signature
            down.resizeSection(row, _LOWEST)
        self._own_heights = [row - 1 for row in sheet.heights if row <= sheet.rows]
        for row in self._own_heights:
            height = sheet.heights[row + 1]
            down.setSectionHidden(row, height == 0)
            if height:
                down.resizeSection(row, max(_LOWEST, min(int(height * _POINT), _TALLEST)))
        self._merge(sheet)

    def _merge(self, sheet: FormSheet) -> None:
        for area in sheet.merged:
            rows = min(area.bottom, sheet.rows) - area.top + 1
            columns = min(area.right, sheet.columns) - area.left + 1
            if rows > 0 and columns > 0 and rows * columns > 1:
                self.setSpan(area.top - 1, area.left - 1, rows, columns)

    def place(self, index: QModelIndex | QPersistentModelIndex) -> Place:
        """The cell of an index; of a merged one its first."""
        return self._sheet_model.sheet.anchor((index.row() + 1, index.column() + 1))

    def go_to(self, place: Place) -> None:
        """Make a cell the current one and bring it into sight."""
        index = self._sheet_model.index(place[0] - 1, place[1] - 1)
        self.setCurrentIndex(index)
        self.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and F2 choose, Delete clears; the rest moves."""
        index = self.currentIndex()
        if not index.isValid():
            super().keyPressEvent(event)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2, Qt.Key.Key_Space):
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                event.ignore()  # Ctrl+Enter is the dialog's
            else:
                self._choose(index)
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.cleared.emit(self.place(index))
        else:
            super().keyPressEvent(event)

    def currentChanged(
        self,
        current: QModelIndex | QPersistentModelIndex,
        previous: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Say where one is."""
        super().currentChanged(current, previous)
        if current.isValid():
            self.pointed.emit(self.place(current))

    def _choose(self, index: QModelIndex) -> None:
        self.chosen.emit(self.place(index))


class _CellDelegate(QStyledItemDelegate):
    """A cell with its lines; what is filled in stands on the accent's ground, trouble on the late one's."""

    def __init__(self, look: Look, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._look = look

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Ground, text, lines, and a frame around the current cell."""
        look, rect = self._look, QRect(option.rect)
        face, kind = index.data(FACE_ROLE), index.data(KIND_ROLE)
        ink, ground = look.colour("text"), look.colour("surface")
        if isinstance(face, Face):
            tones = look.tone(Tone.LATE if face.problem else Tone.ACCENT)
            ink, ground = tones.ink, tones.soft
        elif kind == "formula":
            ink = look.colour("muted")
        painter.fillRect(rect, ground)
        painter.setPen(ink)
        painter.setFont(font(sizes.CAPTION))
        text = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        if isinstance(face, Face) and face.problem:  # not by its colour alone
            sign = QRectF(rect.right() - _SIGN - 3, rect.top() + 3, _SIGN, _SIGN)
            look.icons.paint(painter, sign, "warning", ink)
        number = kind == "number" and face is None
        side = Qt.AlignmentFlag.AlignRight if number else Qt.AlignmentFlag.AlignHCenter
        flags = int(side | Qt.AlignmentFlag.AlignVCenter) | int(Qt.TextFlag.TextWordWrap)
        room = rect.adjusted(_PAD, 1, -_PAD, -1)
        if kind == "formula" or rect.height() < 2 * painter.fontMetrics().height():
            flags &= ~int(Qt.TextFlag.TextWordWrap)
            text = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, flags, text)
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, look.colour("line"))
        painter.fillRect(rect.right(), rect.top(), 1, rect.height(), look.colour("line"))
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(look.colour("accent"))
            painter.drawRect(rect.adjusted(0, 0, -1, -1))
            if option.state & QStyle.StateFlag.State_HasFocus:
                painter.drawRect(rect.adjusted(1, 1, -2, -2))
                painter.drawRect(rect.adjusted(2, 2, -3, -3))
