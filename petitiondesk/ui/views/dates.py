"""Dates typed the way clerks type them. Today is always told, never read from the clock."""

import re
import unicodedata
from datetime import date, timedelta

from PySide6.QtCore import QDate, QLocale, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QFrame, QLineEdit, QToolButton, QVBoxLayout, QWidget

from petitiondesk.domain.messages import Message
from petitiondesk.infra.i18n import language, tr
from petitiondesk.ui.look import Look

_WORDS = {
    "今天": 0, "今日": 0, "昨天": -1, "明天": 1, "前天": -2, "后天": 2,
    "today": 0, "yesterday": -1, "tomorrow": 1,
}  # fmt: skip
_FULL = re.compile(r"(\d{4})\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*日?")
_SHORT = re.compile(r"(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*[日号]?")
_DIGITS = re.compile(r"(\d{4})?(\d{2})(\d{2})")


def parse_date(text: str, today: date, *, past: bool = False) -> date | None:
    """The date that ``text`` means, or None.

    Knows 2026-11-23, 20261123, 2026年11月23日, 11-23, 1123 and words such as 今天. Without a year
    it is this year's, or with ``past`` the latest such day that is not after today.
    """
    plain = unicodedata.normalize("NFKC", text).strip().casefold()
    if plain in _WORDS:
        return today + timedelta(days=_WORDS[plain])
    for pattern in (_FULL, _DIGITS, _SHORT):
        found = pattern.fullmatch(plain)
        if found:
            return _made([int(part) for part in found.groups() if part], today, past=past)
    return None


def _made(parts: list[int], today: date, *, past: bool) -> date | None:
    year, month, day = parts if len(parts) == 3 else [today.year, *parts]
    if len(parts) == 2 and past and (month, day) > (today.month, today.day):
        year -= 1
    try:
        return date(year, month, day)
    except ValueError:
        return None


class CalendarEdit(QLineEdit):
    """A text field over a calendar: Up and Down step, Alt+Down or the icon opens the calendar.

    What the text means, how it steps and settles, is for the fields made of it.
    """

    def __init__(self, look: Look, tip: str) -> None:
        super().__init__()
        self._look = look
        self._action = self.addAction(
            look.icons.icon("calendar"), QLineEdit.ActionPosition.TrailingPosition
        )
        self._action.setToolTip(tip)
        for button in self.findChildren(QToolButton):
            button.setAccessibleName(tip)
        self._action.triggered.connect(self.open_calendar)
        look.changed.connect(self._redraw)

    def shown_day(self) -> date:
        """The day the calendar opens on."""
        raise NotImplementedError

    def pick(self, day: date) -> None:
        """Take the day that was picked in the calendar."""
        raise NotImplementedError

    def step(self, steps: int) -> None:
        """Go on (1) or back (-1)."""
        raise NotImplementedError

    def settle(self) -> None:
        """Take what is typed, when the field is left."""
        raise NotImplementedError

    def open_calendar(self) -> None:
        """Open the calendar under the field."""
        popup = CalendarPopup(self._look, self, self.shown_day())
        popup.picked.connect(self._picked)
        popup.move(self.mapToGlobal(QPoint(0, self.height() + 2)))
        popup.show()
        popup.calendar.setFocus()

    def sizeHint(self) -> QSize:
        """Room for an ISO date or the hint, and the icon."""
        texts = ("2026-11-23", self.placeholderText())
        width = max(self.fontMetrics().horizontalAdvance(text) for text in texts) + 60
        return QSize(width, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """No narrower than its text."""
        return QSize(self.sizeHint().width() - 10, super().minimumSizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and Down step; with Alt they open the calendar."""
        step = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        elif event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.open_calendar()
        else:
            self.step(step)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Settle also when the focus goes without Enter."""
        self.settle()
        super().focusOutEvent(event)

    def _picked(self, value: object) -> None:
        if isinstance(value, date):
            self.pick(value)
        self.setFocus()

    def _redraw(self) -> None:
        self._action.setIcon(self._look.icons.icon("calendar"))


class DateField(CalendarEdit):
    """A date that is typed; Up and Down move a day, Alt+Down or the icon opens a calendar.

    ``value()`` is None when the field is empty or holds no date (`problem` tells them apart).
    The text settles to ISO when the field is left. ``changed(date or None)``.
    """

    changed = Signal(object)

    def __init__(
        self,
        look: Look,
        name: str,
        today: date,
        value: date | None = None,
        *,
        past: bool = False,
    ) -> None:
        super().__init__(look, tr("打开日历（Alt+↓）"))
        self._today = today
        self._past = past
        self._what = name
        self._told: date | None = value
        self.setAccessibleName(name)
        self.setPlaceholderText(tr("年-月-日"))
        self.set_value(value)
        self.textChanged.connect(self._tell)
        self.editingFinished.connect(self.settle)

    def set_today(self, today: date) -> None:
        """The desk may stay open over midnight."""
        self._today = today

    def value(self) -> date | None:
        """The date, or None."""
        return parse_date(self.text(), self._today, past=self._past)

    def set_value(self, value: date | None) -> None:
        """Show a date, or nothing."""
        self.setText(value.isoformat() if value else "")

    def problem(self) -> Message | None:
        """What is wrong with the text, or None."""
        if not self.text().strip() or self.value() is not None:
            return None
        return Message("{what}不是有效的日期，请写成 2026-11-23 的样子。", what=self._what)

    def sizeHint(self) -> QSize:
        """A form's dates are all of one width."""
        hint = super().sizeHint()
        return QSize(max(150, hint.width()), hint.height())

    def shown_day(self) -> date:
        """The date, or today."""
        return self.value() or self._today

    def pick(self, day: date) -> None:
        """Show the day picked."""
        self.set_value(day)

    def step(self, steps: int) -> None:
        """A day on or back; from an empty field to today."""
        now = self.value()
        self.set_value(self._today if now is None else now + timedelta(days=steps))

    def settle(self) -> None:
        """Write a date that was typed some other way as ISO."""
        value = self.value()
        if value is not None:
            self.set_value(value)

    def _tell(self) -> None:
        value = self.value()
        if value != self._told:
            self._told = value
            self.changed.emit(value)


class CalendarPopup(QFrame):
    """A month to pick a day from; Enter or a click picks, Escape closes. ``picked(date)``."""

    picked = Signal(object)

    def __init__(self, look: Look, parent: QWidget, value: date) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("calendarPopup")
        self.setProperty("frame", "toast")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.calendar = QCalendarWidget()
        self.calendar.setAccessibleName(tr("日历"))
        self.calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self.calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.calendar.setSelectedDate(QDate(value.year, value.month, value.day))
        self.calendar.activated.connect(self._pick)
        self.calendar.clicked.connect(self._pick)
        self._colour(look)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4, 4, 4, 4)
        layout.addWidget(self.calendar)

    def _colour(self, look: Look) -> None:
        """The calendar's own red and black are not of this house."""
        self.calendar.setLocale(QLocale(language()))
        weekend = QTextCharFormat()
        weekend.setForeground(look.colour("late"))
        for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self.calendar.setWeekdayTextFormat(day, weekend)
        heads = QTextCharFormat()
        heads.setForeground(look.colour("muted"))
        heads.setBackground(look.colour("surface"))
        self.calendar.setHeaderTextFormat(heads)
        for name, icon, text in (
            ("qt_calendar_prevmonth", "chevron-left", tr("上个月")),
            ("qt_calendar_nextmonth", "chevron-right", tr("下个月")),
        ):
            for button in self.calendar.findChildren(QToolButton, name):
                button.setIcon(look.icons.icon(icon))
                button.setAccessibleName(text)

    def _pick(self, chosen: QDate) -> None:
        self.picked.emit(date(chosen.year(), chosen.month(), chosen.day()))
        self.close()
