"""The desk's table: rows with lines between them, fast cells, columns that move and hide."""

from collections.abc import Sequence
from typing import cast

from PySide6.QtCore import (
    QAbstractItemModel,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    Qt,
    Signal,
)
from PySide6.QtGui import QAction, QFocusEvent, QFontMetrics, QKeyEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QMenu, QTableView, QWidget

from petitiondesk.infra.i18n import tr
from petitiondesk.ui import tokens as sizes
from petitiondesk.ui.look import Look
from petitiondesk.ui.style import font
from petitiondesk.ui.views.filler import Filler
from petitiondesk.ui.views.painted_rows import OffersRows, RowPainter
from petitiondesk.ui.views.pill_delegate import (
    CellDelegate,
    CheckDelegate,
    PillDelegate,
    turn_over,
)

_ROUNDS = 3
"""A scroll bar that comes or goes changes the width, the width the columns, and these the scroll bar."""

_HEADING_ROOM = 34
"""What a heading needs beside its text, in pixels: the style sheet keeps 12 free on either side, Qt 4."""

_FILLS = 120
"""The width of the column that takes what is left, while others can yield; in pixels."""


class DeskTable(QTableView):
    """A table view preset. ``opened(QModelIndex)`` on double click or Enter.

    ``framed`` draws it as a card of its own; inside a flush `Card` leave it off. After `setModel`,
    name the columns that hold pills or the check box. Space turns over the row's check box.
    """

    opened = Signal(QModelIndex)
    columns_changed = Signal()
    placing = Signal()
    """Columns and scroll bars are placed next: who shares the width among columns does it now."""

    def __init__(
        self, look: Look, name: str, *, framed: bool = False, compact: bool = False
    ) -> None:
        super().__init__()
        self._look = look
        self._rows: OffersRows | None = None
        self._check_column = -1
        self._pill_columns: set[int] = set()
        self._painter = RowPainter(look)
        self._fixed_columns: set[int] = set()
        self._filler: Filler | None = None
        self.setAccessibleName(name)
        if framed:
            self.setProperty("frame", "card")
            self.setViewportMargins(1, 1, 1, 1)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setItemDelegate(CellDelegate(look, self))
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setMinimumSectionSize(sizes.COMPACT)
        self.set_compact(compact=compact)
        self._prepare_header()
        self.doubleClicked.connect(self.opened)
        look.changed.connect(self.viewport().update)

    def set_compact(self, *, compact: bool) -> None:
        """Rows of 28 instead of 34."""
        self.verticalHeader().setDefaultSectionSize(sizes.COMPACT if compact else sizes.CONTROL)

    def rows_in_sight(self) -> tuple[int, int]:
        """The first row and the last of which at least half can be seen; -1 where there is none."""
        half = self.verticalHeader().defaultSectionSize() // 2
        return self.rowAt(half), self.rowAt(self.viewport().height() - half)

    def set_pill_columns(self, columns: Sequence[int]) -> None:
        """These columns hold pills (`PILL_ROLE`)."""
        self._pill_columns.update(columns)
        for column in columns:
            self.setItemDelegateForColumn(column, PillDelegate(self._look, self))

    def set_check_column(self, column: int) -> None:
        """This column holds the check box (CheckStateRole); it has no place in the column menu."""
        self._check_column = column
        self._fixed_columns.add(column)
        self.setItemDelegateForColumn(column, CheckDelegate(self._look, self))
        self.horizontalHeader().setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
        self.setColumnWidth(column, 36)

    def set_widths(
        self, widths: Sequence[int], stretch: int = -1, spare: Sequence[int] = ()
    ) -> None:
        """Starting widths of the columns, no heading cut; ``stretch`` takes what is left.

        Where that is less than its own, the columns of ``spare`` go; then the others yield (`Filler`).
        """
        for column, width in enumerate(widths):
            self.setColumnWidth(column, max(width, self.heading_width(column)))
        if stretch >= 0 and self._filler is None:
            width = self.columnWidth(stretch)
            least = max(self.heading_width(stretch), width if spare else min(width, _FILLS))
            self._filler = Filler(self, stretch, least, spare, yield_=True)

    def columns_menu(self, parent: QWidget | None = None) -> QMenu:
        """A menu with every column to show or hide; the last one shown cannot be hidden."""
        menu = QMenu(tr("显示的列"), parent or self)
        header, model = self.horizontalHeader(), self.model()
        order = sorted(range(header.count()), key=header.visualIndex)
        shown = [c for c in order if not header.isSectionHidden(c) and c not in self._fixed_columns]
        for column in (column for column in order if column not in self._fixed_columns):
            text = model.headerData(column, Qt.Orientation.Horizontal)
            action = QAction(str(text or ""), menu, checkable=True)
            action.setChecked(column in shown)
            action.setEnabled(shown != [column])
            action.setData(column)
            menu.addAction(action)
        menu.triggered.connect(self._toggle_column)
        return menu

    def show_column(self, column: int, *, visible: bool) -> None:
        """Show or hide a column and say so."""
        self.setColumnHidden(column, not visible)
        self.columns_changed.emit()

    def updateGeometries(self) -> None:
        """Place headings and scroll bars, again where a scroll bar that came or went left another width.

        Qt alone places them once, with the columns of the width before.
        """
        for _ in range(_ROUNDS):
            width = self.viewport().width()
            self.placing.emit()
            super().updateGeometries()
            if self.viewport().width() == width:
                break

    def setModel(self, model: QAbstractItemModel | None) -> None:
        """Take a model, and see once whether it offers whole rows."""
        offered: object = model
        self._rows = offered if isinstance(offered, OffersRows) else None
        super().setModel(model)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Whole rows at once where the model offers them, else cell by cell."""
        if self._rows is None:
            super().paintEvent(event)
            return
        self._painter.paint(self, self._rows, event.rect(), self._pill_columns, self._check_column)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The current row stays in sight where the table becomes lower, and when it is first shown."""
        super().resizeEvent(event)
        current, before = self.currentIndex(), event.oldSize().height()
        if current.isValid():
            end = self.rowViewportPosition(current.row()) + self.rowHeight(current.row())
            if end > self.viewport().height() and (before < 0 or end <= before):
                self.scrollTo(current)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The keyboard is on a row at once: Qt finds none where one reads from the right."""
        super().focusInEvent(event)
        self.stand_on_a_row()

    def stand_on_a_row(self) -> None:
        """Put the keyboard on the first row where it is on none; nothing is chosen, nothing scrolls."""
        model = cast("QAbstractItemModel | None", self.model())  # Qt's stubs know no None
        if self.currentIndex().isValid() or model is None or not model.rowCount():
            return
        header = self.horizontalHeader()
        order = sorted(range(header.count()), key=header.visualIndex)
        first = next((column for column in order if not header.isSectionHidden(column)), 0)
        self.setAutoScroll(False)
        keep = QItemSelectionModel.SelectionFlag.NoUpdate
        self.selectionModel().setCurrentIndex(model.index(0, first), keep)
        self.setAutoScroll(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, Space checks, Home and End go to the first and last row."""
        key, current = event.key(), self.currentIndex()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and current.isValid():
            self.opened.emit(current)
        elif key == Qt.Key.Key_Space and current.isValid() and self._check_column >= 0:
            turn_over(self.model(), current.siblingAtColumn(self._check_column))
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End) and self.model() is not None:
            row = 0 if key == Qt.Key.Key_Home else self.model().rowCount() - 1
            self.setCurrentIndex(self.model().index(row, max(0, current.column())))
        else:
            super().keyPressEvent(event)

    def currentChanged(
        self,
        current: QModelIndex | QPersistentModelIndex,
        previous: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """The mark at the left of the current row moves with it."""
        super().currentChanged(current, previous)
        for index in (current, previous):
            if index.isValid():
                top = self.rowViewportPosition(index.row())
                self.viewport().update(0, top, 4, self.rowHeight(index.row()))

    def heading_width(self, column: int) -> int:
        """What the heading of a column needs, in pixels."""
        if column in self._fixed_columns:
            return self.columnWidth(column)
        model, across = self.model(), Qt.Orientation.Horizontal
        text = str(model.headerData(column, across, Qt.ItemDataRole.DisplayRole) or "")
        metrics = QFontMetrics(font(sizes.CAPTION, bold=True))
        return metrics.horizontalAdvance(text) + _HEADING_ROOM if text else 0

    def _prepare_header(self) -> None:
        header = self.horizontalHeader()
        header.setSectionsMovable(True)
        header.setHighlightSections(False)
        header.setStretchLastSection(True)
        header.setMinimumSectionSize(36)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setTextElideMode(Qt.TextElideMode.ElideRight)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self._open_columns_menu)
        header.sectionMoved.connect(self.columns_changed)

    def _open_columns_menu(self, place: QPoint) -> None:
        menu = self.columns_menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.horizontalHeader().mapToGlobal(place))

    def _toggle_column(self, action: QAction) -> None:
        self.show_column(int(action.data()), visible=action.isChecked())
