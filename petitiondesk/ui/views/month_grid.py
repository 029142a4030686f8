"""The month's grid: a table of days painted like a wall calendar, moved about by keys."""

from dataclasses import replace
from datetime import date, timedelta
from enum import Enum

from PySide6.QtCore import QModelIndex, QRect, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from petitiondesk.infra.i18n import tr
from petitiondesk.ui import tokens as sizes
from petitiondesk.ui.look import Look
from petitiondesk.ui.models.month_model import CELL_ROLE, DayCell, DayCounts
from petitiondesk.ui.models.rows_model import Index
from petitiondesk.ui.style import font, set_property
from petitiondesk.ui.views.painting import Pill, focus_ring, paint_pill, pill_size, rounded

_LEAST = QSize(72, 66)
"""The smallest cell: a day, its mark, and two lines of numbers."""

_HEAD = 25
_PILL = 18
_STEP = 19
"""From one line of numbers to the next."""
_PAD = 5
_TIGHT, _BETWEEN = 4, 2
"""Beside a word that stands on its colour without an icon, and between two; in pixels."""

_STEPS = {
    Qt.Key.Key_Left: timedelta(days=-1),
    Qt.Key.Key_Right: timedelta(days=1),
    Qt.Key.Key_Up: timedelta(days=-7),
    Qt.Key.Key_Down: timedelta(days=7),
}
_MONTHS = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}


def month_later(day: date, months: int) -> date:
    """The same day of another month, or that month's last where it is shorter."""
    number = day.year * 12 + day.month - 1 + months
    first = date(number // 12, number % 12 + 1, 1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return min(first + timedelta(days=day.day - 1), last)


class MonthGrid(QTableView):
    """``wanted(date)``: go to a day, of this month or another; ``home``: to today.

    ``entered``: Enter or a double click on the chosen day.
    """

    wanted = Signal(object)
    home = Signal()
    entered = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setAccessibleName(tr("到期日历"))
        set_property(self, "frame", "card")
        self.setViewportMargins(1, 1, 1, 1)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setItemDelegate(_DayDelegate(look, self))
        self.setCornerButtonEnabled(False)
        rows = self.verticalHeader()
        rows.hide()
        rows.setMinimumSectionSize(_LEAST.height())
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        heads = self.horizontalHeader()
        heads.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        heads.setMinimumSectionSize(_LEAST.width())
        heads.setSectionsClickable(False)
        heads.setHighlightSections(False)
        heads.setDefaultAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setMinimumSize(_LEAST.width() * 7 + 4, _LEAST.height() * 6 + 40)
        self.clicked.connect(self._click)
        self.doubleClicked.connect(self.entered)
        look.changed.connect(self.viewport().update)

    def chosen(self) -> date | None:
        """The day the keyboard is on."""
        cell = self.currentIndex().data(CELL_ROLE)
        return cell.day if isinstance(cell, DayCell) else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move the day, also into the next month; PgUp and PgDn the month; Home is today."""
        key, day = Qt.Key(event.key()), self.chosen()
        if key == Qt.Key.Key_Home:
            self.home.emit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.entered.emit()
        elif day is not None and key in _STEPS:
            self.wanted.emit(day + _STEPS[key])
        elif day is not None and key in _MONTHS:
            self.wanted.emit(month_later(day, _MONTHS[key]))
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        """Its smallest; it takes what room there is."""
        return self.minimumSize()

    def _click(self, index: QModelIndex) -> None:
        cell = index.data(CELL_ROLE)
        if isinstance(cell, DayCell):
            self.wanted.emit(cell.day)


_EACH = DayCounts(1, 1, 1, 1)


class Manner(Enum):
    """How the counts of a day are shown."""

    PILLS = "pills"
    """Icon and word, one under the other."""
    WORDS = "words"
    """Words alone, side by side."""
    NUMBERS = "numbers"
    """Icon and number, side by side."""


def shown_counts(cell: DayCell, room: QSizeF, metrics: QFontMetrics) -> tuple[Manner, list[Pill]]:
    """What is due on a day, in the fullest manner that finds room.

    Icons want room for every kind, so that days of one width are alike.
    """
    pills = cell.pills()
    full = _widths(Manner.PILLS, [*pills, *replace(cell, counts=_EACH).pills()], metrics)
    if not pills or (max(full) <= room.width() and len(pills) * _STEP <= room.height()):
        return Manner.PILLS, pills
    words = _widths(Manner.WORDS, pills, metrics)
    if max(words) <= room.width() and _lines(words, room.width()) * _STEP <= room.height():
        return Manner.WORDS, pills
    return Manner.NUMBERS, cell.pills(words=False)


def _widths(manner: Manner, pills: list[Pill], metrics: QFontMetrics) -> list[int]:
    if manner is Manner.WORDS:
        return [metrics.horizontalAdvance(pill.text) + 2 * _TIGHT for pill in pills]
    return [pill_size(pill, metrics).width() for pill in pills]


def _lines(widths: list[int], room: float) -> int:
    """Into how many lines these wrap."""
    lines, used = 1, 0
    for width in widths:
        if used and used + width > room + 1:
            lines, used = lines + 1, 0
        used += width + _BETWEEN
    return lines


class _DayDelegate(QStyledItemDelegate):
    """One day: its number, its mark and holiday, and what is due."""

    def __init__(self, look: Look, view: MonthGrid) -> None:
        super().__init__(view)
        self._look = look
        self._small = font(sizes.CAPTION)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint the day."""
        cell = index.data(CELL_ROLE)
        if not isinstance(cell, DayCell):
            return
        painter.save()
        rect = QRect(option.rect)
        self._ground(painter, rect, cell, index)
        self._head(painter, rect, cell)
        if cell.inside:
            self._counts(painter, rect, cell)
        painter.restore()

    def _ground(self, painter: QPainter, rect: QRect, cell: DayCell, index: Index) -> None:
        look, view = self._look, self.parent()
        assert isinstance(view, MonthGrid)
        here = view.currentIndex() == index
        ground = "surface" if cell.entry.worked and cell.inside else "ground"
        painter.fillRect(rect, look.colour("accent_soft" if here else ground))
        line = look.colour("line")
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, line)
        if index.column() < 6:
            painter.fillRect(rect.right(), rect.top(), 1, rect.height(), line)
        if here:
            ring = QRectF(rect).adjusted(1, 1, -2, -2)
            if view.hasFocus():
                focus_ring(painter, ring, look)
            else:
                rounded(painter, ring, sizes.RADIUS, border=look.colour("accent"))

    def _head(self, painter: QPainter, rect: QRect, cell: DayCell) -> None:
        look = self._look
        box = QRectF(rect.left() + 3, rect.top() + 4, 24, 20)
        text = "text" if cell.entry.worked and cell.inside else "muted"
        if cell.today:
            rounded(painter, box, 10, look.colour("accent"))
            text = "on_accent"
        painter.setFont(font(sizes.BODY, bold=cell.inside))
        painter.setPen(look.colour(text))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(cell.day.day))
        mark = cell.mark()
        if mark is not None and cell.inside:
            self._mark(painter, rect, box.right() + 1, cell, mark)

    def _mark(self, painter: QPainter, rect: QRect, left: float, cell: DayCell, mark: Pill) -> None:
        """休 or 班 at the right, the holiday's name before it where there is room."""
        metrics = QFontMetrics(self._small)
        width = _widths(Manner.WORDS, [mark], metrics)[0]
        place = QRectF(rect.right() - 3 - width, rect.top() + 5, width, _PILL)
        self._word(painter, place, mark)
        room = QRectF(left, rect.top() + 5, place.left() - left - 3, _PILL)
        if metrics.horizontalAdvance(cell.entry.name[:2]) <= room.width():
            name = metrics.elidedText(
                cell.entry.name, Qt.TextElideMode.ElideRight, int(room.width())
            )
            painter.drawText(
                room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, name
            )

    def _counts(self, painter: QPainter, rect: QRect, cell: DayCell) -> None:
        """With words, one under the other; else words alone side by side; else numbers with their icons."""
        room = QRectF(rect).adjusted(_PAD, _HEAD + 1, -_PAD, -1)
        metrics = QFontMetrics(self._small)
        manner, pills = shown_counts(cell, room.size(), metrics)
        left, top = room.left(), room.top()
        for pill in pills:
            width = _widths(manner, [pill], metrics)[0]
            beyond = manner is Manner.PILLS or left + width > room.right() + 1
            if left > room.left() and beyond:
                left, top = room.left(), top + _STEP
            place = QRectF(left, top, width, _PILL)
            if manner is Manner.WORDS:
                self._word(painter, place, pill)
            else:
                paint_pill(painter, place, pill, self._look, self._small)
            left += width + _BETWEEN

    def _word(self, painter: QPainter, place: QRectF, pill: Pill) -> None:
        """A word on its colour."""
        colours = self._look.tone(pill.tone)
        rounded(painter, place, 4, colours.soft)
        painter.setFont(self._small)
        painter.setPen(colours.ink)
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, pill.text)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """The smallest cell."""
        return _LEAST
