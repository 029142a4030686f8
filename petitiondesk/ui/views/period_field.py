"""Which days a return covers: kind, period, and for any other days from and to."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from petitiondesk.domain.errors import InvalidInput
from petitiondesk.domain.messages import Message
from petitiondesk.domain.returns.period import Period, PeriodKind
from petitiondesk.infra.i18n import begun, term, tr
from petitiondesk.ui import tokens as sizes
from petitiondesk.ui.look import Look
from petitiondesk.ui.style import set_property
from petitiondesk.ui.views.buttons import IconButton
from petitiondesk.ui.views.cards import label
from petitiondesk.ui.views.choice import TermCombo
from petitiondesk.ui.views.dates import CalendarEdit, DateField, parse_date

_BESIDE = 56
"""Room in a combo box for its frame and arrow, in pixels."""


class PeriodField(CalendarEdit):
    """A period as it is written (2026-03, 2026-Q1), or any day in it; Up and Down go to the next.

    Alt+Down or the icon opens a calendar: the period that holds the day picked is chosen.
    ``changed(Period)`` once the text is settled; what cannot be read is told by ``refused(Message)``.
    """

    changed = Signal(object)
    refused = Signal(object)

    def __init__(self, look: Look, period: Period, today: date) -> None:
        super().__init__(look, tr("打开日历，选期间里的任何一天（Alt+↓）"))
        self._today = today
        self._period = period
        self.setAccessibleName(tr("期间"))
        self.setText(str(period))
        self.returnPressed.connect(self.settle)

    def set_today(self, today: date) -> None:
        """The desk may stay open over midnight."""
        self._today = today

    def period(self) -> Period:
        """The period last settled on."""
        return self._period

    def set_period(self, period: Period) -> None:
        """Show a period without telling anyone."""
        self._period = period
        self.setText(str(period))
        set_property(self, "finding", "")

    def settle(self) -> None:
        """Take what is typed; it may be a period or any day in it."""
        text = self.text().strip()
        if text == str(self._period):
            set_property(self, "finding", "")
            return
        try:
            period = Period.parse(self._period.kind, text)
        except InvalidInput as error:
            day = parse_date(text, self._today)
            if day is None:
                set_property(self, "finding", "refuse")
                self.refused.emit(error.findings[0].message)
                return
            period = Period.of(self._period.kind, day)
        self._choose(period)

    def step(self, steps: int) -> None:
        """Go to the next period (1) or the one before (-1)."""
        self._choose(self._period.next() if steps > 0 else self._period.previous())

    def shown_day(self) -> date:
        """The period's first day."""
        return self._period.start

    def pick(self, day: date) -> None:
        """Choose the period that holds the day."""
        self._choose(Period.of(self._period.kind, day))

    def _choose(self, period: Period) -> None:
        different = period != self._period
        self.set_period(period)
        if different:
            self.changed.emit(period)


class PeriodChooser(QWidget):
    """Kind, the period with its neighbours, or two dates. ``changed(Period)``, ``refused(Message)``.

    ``empty`` adds a first kind that stands for no choice; `period` is None then.
    """

    changed = Signal(object)
    refused = Signal(object)

    def __init__(self, look: Look, period: Period, today: date, empty: str | None = None) -> None:
        super().__init__()
        self._today = today
        self.kind = TermCombo(tr("报表"), PeriodKind, empty)
        names = [begun(term(kind)) for kind in PeriodKind] + ([empty] if empty else [])
        widest = max(self.kind.fontMetrics().horizontalAdvance(name) for name in names)
        self.kind.setFixedWidth(widest + _BESIDE)
        self.before = IconButton(look, "chevron-left", tr("上一期"))
        self.field = PeriodField(look, period, today)
        self.after = IconButton(look, "chevron-right", tr("下一期"))
        self.first = DateField(look, tr("从"), today, period.start, past=True)
        self.to = label(tr("到"), "caption")
        self.last = DateField(look, tr("到"), today, period.end, past=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(sizes.XS)
        self._single: tuple[QWidget, ...] = (self.before, self.field, self.after)
        self._double: tuple[QWidget, ...] = (self.first, self.to, self.last)
        row.addWidget(self.kind)
        row.addSpacing(sizes.XS)
        for widget in (*self._single, *self._double):
            row.addWidget(widget)
        if empty is None:
            self.kind.set_value(str(period.kind))
        for control in (self.kind, self.field, self.first, self.last):
            control.setProperty("compact", "true")
        self._show_kind()
        self._connect()

    def set_today(self, today: date) -> None:
        """The desk may stay open over midnight."""
        self._today = today
        for edit in (self.field, self.first, self.last):
            edit.set_today(today)

    def period(self) -> Period | None:
        """The period chosen; None where none is."""
        return self.field.period() if self.kind.value() is not None else None

    def set_period(self, period: Period) -> None:
        """Show a period without telling anyone."""
        self.kind.blockSignals(True)  # noqa: FBT003 - Qt's own signature
        self.kind.set_value(str(period.kind))
        self.kind.blockSignals(False)  # noqa: FBT003
        self._take(period)
        self._show_kind()

    def _take(self, period: Period) -> None:
        self.field.set_period(period)
        for edit, day in ((self.first, period.start), (self.last, period.end)):
            edit.blockSignals(True)  # noqa: FBT003
            edit.set_value(day)
            edit.blockSignals(False)  # noqa: FBT003

    def _connect(self) -> None:
        self.kind.changed.connect(self._turn)
        self.before.clicked.connect(self._back)
        self.after.clicked.connect(self._forth)
        self.field.changed.connect(self._settled)
        self.field.refused.connect(self.refused)
        for edit in (self.first, self.last):
            edit.editingFinished.connect(self._days)

    def _show_kind(self) -> None:
        kind = self.kind.value()
        custom = kind is PeriodKind.CUSTOM
        for widget in self._single:
            widget.setVisible(kind is not None and not custom)
        for widget in self._double:
            widget.setVisible(custom)

    def _turn(self) -> None:
        """Another kind: the period of it that today, or else the end of the one before, lies in."""
        kind = self.kind.value()
        self._show_kind()
        if not isinstance(kind, PeriodKind):
            self.changed.emit(None)
            return
        now = self.field.period()
        if kind is PeriodKind.CUSTOM:
            period = Period.between(now.start, min(now.end, max(now.start, self._today)))
        else:
            period = Period.of(kind, min(now.end, max(now.start, self._today)))
        self._take(period)
        self.changed.emit(period)

    def _back(self) -> None:
        self.field.step(-1)

    def _forth(self) -> None:
        self.field.step(1)

    def _settled(self, period: Period) -> None:
        self._take(period)
        self.changed.emit(period)

    def _days(self) -> None:
        first, last = self.first.value(), self.last.value()
        if first is None or last is None:
            empty = Message("请填写从哪天到哪天。")
            self.refused.emit(self.first.problem() or self.last.problem() or empty)
            return
        try:
            period = Period.between(first, last)
        except InvalidInput as error:
            self.refused.emit(error.findings[0].message)
            return
        if period != self.field.period():
            self._settled(period)
