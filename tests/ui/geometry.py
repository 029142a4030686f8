"""What is wrong with a screen by its geometry: texts that are cut, controls over each other or too small.

Every function looks at what can be seen below a widget and gives a sentence for each fault. A text that
is cut is no fault where it stands in the tool tip as a whole.
"""

from collections.abc import Iterator
from itertools import combinations

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QCalendarWidget,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QListView,
    QScrollArea,
    QScrollBar,
    QSizeGrip,
    QSplitterHandle,
    QStyle,
    QStyleOptionComboBox,
    QStyleOptionFrame,
    QTabBar,
    QTableView,
    QTabWidget,
    QWidget,
)

from petitiondesk.ui import tokens as sizes
from petitiondesk.ui.models.rows_model import RowsModel
from petitiondesk.ui.style import font
from petitiondesk.ui.views.chips import Chip
from petitiondesk.ui.views.choice_card import ChoiceCard
from petitiondesk.ui.views.cover import Cover
from petitiondesk.ui.views.form_grid import FormGrid
from petitiondesk.ui.views.grid_cells import GridTable
from petitiondesk.ui.views.offer_list import OfferList
from petitiondesk.ui.views.rail import RailButton
from petitiondesk.ui.views.table import DeskTable
from petitiondesk.ui.views.toasts import Toast, ToastArea

SMALLEST = 24
"""The least side of what is clicked, in pixels (WCAG 2.2, 2.5.8)."""

_SLACK = 1
"""Pixels by which Qt rounds."""

_HEADER_ROOM = 32
"""Of a heading's section: what the style sheet and Qt keep free on both sides."""

_ARROW = 16

_OVER_OTHERS = (Toast, ToastArea, Cover, OfferList)
"""What lies over everything else on purpose."""

_SHEETS = (GridTable, FormGrid)
"""Tables with as many columns as a paper has: a return's, the superior's. These go sideways."""

_READABLE = 40
"""What must be seen of a heading whose tool tip says the rest, in pixels."""

_ROWS, _LONG, _SPARE = 30, 180, 12
"""Rows of a table that are looked at; of a long text what must be seen, and room that goes to waste."""

_OF_QT = (QAbstractScrollArea, QTabWidget, QTabBar, QLineEdit, QComboBox, QAbstractSpinBox,
          QCalendarWidget, QHeaderView)  # fmt: skip
"""Whose parts are Qt's own business."""


def faults(root: QWidget, room: QSize | None = None) -> list[str]:
    """Everything that is wrong below ``root``, on a screen with ``room`` for a window."""
    root.grab()  # some widgets only know when they paint that their text is cut
    screen = root.screen().availableSize()  # what a dialog opens on, whatever the window has
    found = list(beyond_the_screen(root.window(), room.expandedTo(screen) if room else screen))
    for widget in seen(root):
        found += cut(widget)
        found += over_each_other(widget)
        found += outside(widget)
        found += too_wide(widget)
        found += too_small(widget)
    return found


def seen(root: QWidget) -> list[QWidget]:
    """What can be seen of a screen, itself first; what lies inside Qt's own controls left out."""
    every = [root]
    for widget in every:
        if isinstance(widget, _OF_QT) and not isinstance(widget, (QAbstractScrollArea, QTabWidget)):
            continue
        every += children(widget)
    return every


def children(widget: QWidget) -> list[QWidget]:
    """What can be seen of the parts of a widget."""
    return [
        part
        for part in widget.children()
        if isinstance(part, QWidget)
        and part.isVisible()
        and not part.isWindow()
        and not isinstance(part, (QScrollBar, QSizeGrip, *_OVER_OTHERS))
    ]


def called(widget: QWidget) -> str:
    """A widget in words."""
    text = getattr(widget, "text", None)
    said = widget.accessibleName() or (str(text()) if callable(text) else "")
    return f"{type(widget).__name__} “{said or widget.objectName()}”"


# --- texts ------------------------------------------------------------------------------------------


def cut(widget: QWidget) -> Iterator[str]:
    """A text that does not fit."""
    if isinstance(widget, QLabel):
        yield from _label(widget)
    elif isinstance(widget, RailButton):
        room = widget.width() - sizes.S
        yield from _told(widget, QFontMetrics(font(sizes.CAPTION)), widget.text(), room)
    elif isinstance(widget, (QAbstractButton, Chip)) and not isinstance(widget, ChoiceCard):
        yield from _button(widget)
    elif isinstance(widget, QComboBox):
        yield from _combo(widget)
    elif isinstance(widget, QLineEdit):
        yield from _line(widget)
    elif isinstance(widget, QTabBar):
        yield from _tabs(widget)
    elif isinstance(widget, QTableView):
        yield from _headings(widget)
        yield from _cells(widget)
    elif isinstance(widget, QListView):
        yield from _items(widget)


def _told(widget: QWidget, metrics: QFontMetrics, text: str, room: int) -> Iterator[str]:
    need = metrics.horizontalAdvance(text)
    if need > room + _SLACK and text not in widget.toolTip():
        yield f"{called(widget)}: “{text}” needs {need} and has {room}"


def _label(label: QLabel) -> Iterator[str]:
    text = label.text()
    plain = label.textFormat() is Qt.TextFormat.PlainText or "<" not in text
    if not text or not plain or text in label.toolTip():
        return
    room = label.contentsRect().adjusted(label.margin(), 0, -label.margin(), 0)
    wrap = Qt.TextFlag.TextWordWrap if label.wordWrap() else Qt.TextFlag(0)
    metrics = label.fontMetrics()
    need = metrics.boundingRect(QRect(0, 0, room.width(), 100_000), wrap.value, text)
    if not label.wordWrap():
        need.setWidth(max(metrics.horizontalAdvance(line) for line in text.split("\n")))
    if need.width() > room.width() + _SLACK or need.height() > room.height() + _SLACK:
        size = f"{need.width()}×{need.height()}"
        yield f"{called(label)}: “{text}” needs {size} and has {room.width()}×{room.height()}"


def _button(button: QAbstractButton | Chip) -> Iterator[str]:
    need = button.sizeHint()
    told = button.text() in button.toolTip()
    if not button.text() or (told and button.width() >= button.minimumSizeHint().width()):
        return
    if need.width() > button.width() + _SLACK or need.height() > button.height() + 4:
        size = f"{need.width()}×{need.height()}"
        yield f"{called(button)}: needs {size} and has {button.width()}×{button.height()}"


def _combo(combo: QComboBox) -> Iterator[str]:
    option = QStyleOptionComboBox()
    combo.initStyleOption(option)
    field = QStyle.SubControl.SC_ComboBoxEditField
    room = combo.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, field, combo)
    edit = combo.lineEdit()
    width = edit.width() - 4 if edit is not None else room.width()
    yield from _told(combo, combo.fontMetrics(), combo.currentText(), width)


def _line(line: QLineEdit) -> Iterator[str]:
    """A hint in a field; what is typed scrolls."""
    if line.text():
        return
    option = QStyleOptionFrame()
    line.initStyleOption(option)
    inside = QStyle.SubElement.SE_LineEditContents
    room = line.style().subElementRect(inside, option, line).width() - 4
    room -= sum(24 for action in line.actions() if not action.icon().isNull())
    yield from _told(line, line.fontMetrics(), line.placeholderText(), room)


def _tabs(bar: QTabBar) -> Iterator[str]:
    for place in range(bar.count()):
        if bar.isTabVisible(place):
            room = bar.tabRect(place).width()
            yield from _told(bar, bar.fontMetrics(), bar.tabText(place), room - sizes.S)
    beyond = bar.count() and bar.tabRect(bar.count() - 1).right() > bar.width() + _SLACK
    if beyond and not bar.usesScrollButtons():
        yield f"{called(bar)}: its tabs go beyond it"


def _headings(table: QTableView) -> Iterator[str]:
    header = table.horizontalHeader()
    model: QAbstractItemModel | None = table.model()
    if model is None or header.isHidden():
        return
    metrics = QFontMetrics(font(sizes.CAPTION, bold=True))
    across = Qt.Orientation.Horizontal
    for place in range(model.columnCount()):
        if header.isSectionHidden(place):
            continue
        text = str(model.headerData(place, across, Qt.ItemDataRole.DisplayRole) or "")
        told = model.headerData(place, across, Qt.ItemDataRole.ToolTipRole) == text
        sorted_by = header.isSortIndicatorShown() and header.sortIndicatorSection() == place
        room = header.sectionSize(place) - _HEADER_ROOM - (_ARROW if sorted_by else 0)
        wraps = header.defaultAlignment() & Qt.TextFlag.TextWordWrap
        box = QRect(0, 0, room, 10_000)
        flags = Qt.TextFlag.TextWordWrap.value if wraps else 0
        need = metrics.boundingRect(box, flags, text)
        width = min(need.width(), _READABLE) if told else need.width()
        if width > room + _SLACK or need.height() > header.height():
            yield f"{called(table)}: heading “{text}” needs {need.width()} and has {room}"


def _cells(table: QTableView) -> Iterator[str]:
    """A column whose cells are cut, beside one that has room to spare."""
    model: QAbstractItemModel | None = table.model()
    if not isinstance(table, DeskTable) or not isinstance(model, RowsModel):
        return
    header = table.horizontalHeader()
    lacks, spare = {}, {}
    for column in range(model.columnCount()):
        fixed = header.sectionResizeMode(column) is QHeaderView.ResizeMode.Fixed  # a check box
        if header.isSectionHidden(column) or fixed:
            continue
        needs = [
            table.sizeHintForIndex(model.index(row, column)).width()
            for row in range(min(_ROWS, model.rowCount()))
        ]
        room = header.sectionSize(column)
        lacks[column] = min(max(needs, default=0), _LONG) - room
        spare[column] = room - max([table.heading_width(column), *needs])
    for column, lack in lacks.items():
        most = max(spare.values())
        if lack > _SLACK and most > _SPARE:
            text = model.headerData(column, Qt.Orientation.Horizontal)
            yield f"{called(table)}: cells of “{text}” lack {lack} beside {most} to spare"


def _items(view: QListView) -> Iterator[str]:
    model: QAbstractItemModel | None = view.model()
    room = view.viewport().width()
    if model is None or view.viewMode() is not QListView.ViewMode.ListMode:
        return
    for row in range(model.rowCount()):
        index = model.index(row, view.modelColumn(), QModelIndex())
        need = view.sizeHintForIndex(index).width()
        if need > room + _SLACK and not index.data(Qt.ItemDataRole.ToolTipRole):
            yield f"{called(view)}: “{index.data()}” needs {need} and has {room}"


# --- places -----------------------------------------------------------------------------------------


def over_each_other(widget: QWidget) -> Iterator[str]:
    """Parts of a widget that share pixels."""
    if isinstance(widget, _OF_QT):
        return
    parts = [p for p in children(widget) if not isinstance(p, QSplitterHandle)]
    for one, other in combinations(parts, 2):
        common = one.geometry().intersected(other.geometry())
        if common.width() > _SLACK and common.height() > _SLACK:
            size = f"{common.width()}×{common.height()}"
            yield f"{called(one)} and {called(other)} overlap by {size}"


def beyond_the_screen(window: QWidget, room: QSize) -> Iterator[str]:
    """A window that the screen does not show as a whole."""
    size = window.size()
    if size.width() > room.width() + _SLACK or size.height() > room.height() + _SLACK:
        has = f"{room.width()}×{room.height()}"
        yield f"{called(window)} is {size.width()}×{size.height()} large, the screen {has}"


def outside(widget: QWidget) -> Iterator[str]:
    """Parts that stick out of a widget; what scrolls may."""
    if isinstance(widget, _OF_QT) or isinstance(widget.parent(), QAbstractScrollArea):
        return
    room = widget.rect().adjusted(-_SLACK, -_SLACK, _SLACK, _SLACK)
    for part in children(widget):
        if not part.geometry().isEmpty() and not room.contains(part.geometry()):
            yield f"{called(part)} is partly outside {called(widget)}"


def too_wide(widget: QWidget) -> Iterator[str]:
    """A page, list or table that has to be scrolled sideways, or cannot be and is cut."""
    if not isinstance(widget, QAbstractScrollArea) or isinstance(widget, _SHEETS):
        return
    if isinstance(widget, (QScrollArea, QAbstractItemView)):
        more = widget.horizontalScrollBar().maximum()
        inner = widget.widget() if isinstance(widget, QScrollArea) else None
        if inner is not None:
            more = max(more, inner.width() - widget.viewport().width())
        if more > _SLACK:
            yield f"{called(widget)} is {more} wider than its place"


def too_small(widget: QWidget) -> Iterator[str]:
    """What is clicked and hard to hit."""
    if isinstance(widget, (QAbstractButton, QComboBox, QLineEdit)) and widget.isEnabled():
        side = min(widget.width(), widget.height())
        if side < SMALLEST:
            yield f"{called(widget)} is only {widget.width()}×{widget.height()}"
