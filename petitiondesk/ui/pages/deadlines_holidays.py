"""The holiday arrangement: a year's table, days changed in it, yearly files, past changes."""

from collections.abc import Sequence
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from petitiondesk.domain.calendar import Calendar
from petitiondesk.domain.errors import Finding, InvalidInput, Severity
from petitiondesk.domain.messages import Message
from petitiondesk.domain.rights import Right
from petitiondesk.infra.calendars import FIRST_YEAR, LAST_YEAR
from petitiondesk.infra.i18n import tr, trn
from petitiondesk.services.calendar_days import DayKind, spans_of, with_days, year_of
from petitiondesk.services.clocks import Preview
from petitiondesk.ui.models.deadline_models import ChangesModel, SpanRow, SpansModel, what
from petitiondesk.ui.pages.base import PageContext
from petitiondesk.ui.pages.deadlines_drafts import Drafts
from petitiondesk.ui.pages.deadlines_words import changed_days, title, told_changes
from petitiondesk.ui.pages.previewing import Previewing, Proposal, Tell
from petitiondesk.ui.restricted import restrict
from petitiondesk.ui.style import Tone
from petitiondesk.ui.views.holidays_view import HolidaysView
from petitiondesk.ui.views.painting import Pill


class Holidays(QObject):
    """Behaviour of the arrangement. Days are changed in a draft, which a preview then shows.

    ``changed``: the calendar or the rules are others now.
    """

    changed = Signal()

    def __init__(self, context: PageContext, view: HolidaysView, page: QWidget) -> None:
        super().__init__(page)
        self._context = context
        self._view = view
        self._clocks = context.desk.clocks
        self.year = context.desk.ledger.today.year
        self._calendar = Calendar()
        self._drafts = Drafts(context.desk.office)
        self.spans = SpansModel()
        self.changes = ChangesModel()
        self.previewing = Previewing(context, page)
        self._fill(view)
        self._connect(view)

    def refresh(self) -> None:
        """Read calendar and past changes again; what is not confirmed stays."""
        with self._context.saying_errors():
            self._calendar = self._clocks.calendar()
            self._show_year()
            self._show_offered()
            self._show_changes()

    def show_year(self, year: int) -> None:
        """Turn to a year."""
        self.year = min(max(year, FIRST_YEAR), LAST_YEAR)
        with self._context.saying_errors():
            self._show_year()

    def unsaved(self) -> bool:
        """Whether days were changed that nobody has confirmed."""
        return bool(self._drafts.years())

    # --- showing --------------------------------------------------------------------------------

    def _base(self, year: int) -> Calendar:
        return year_of(self._calendar, year)

    def _present(self) -> Calendar:
        """The year as it would be."""
        return self._drafts.get(self.year) or self._base(self.year)

    def _show_year(self) -> None:
        view, year = self._view, self._present()
        base = self._base(self.year)
        rows = [
            SpanRow(span, bool(changed_days(base, year, span.first, span.last)))
            for span in spans_of(year)
        ]
        self.spans.set_rows(rows)
        view.year.setText(str(self.year))
        view.state.show_pill(self._state())
        free, worked = len(year.holidays), len(year.workdays)
        view.count.setText(tr("放假 {free} 天，调休上班 {worked} 天", free=free, worked=worked))
        view.show_no_spans("" if rows else tr("这一年没有录入节假日。"))
        view.note.setText(self._note())
        pending = self.unsaved()
        view.preview.setEnabled(pending)
        view.drop.setEnabled(pending)
        today = self._context.desk.ledger.today
        for field in (view.first, view.last):  # so that a day without its year is of this one
            field.set_today(today if today.year == self.year else date(self.year, 1, 1))

    def _state(self) -> Pill:
        if self._drafts.get(self.year) is not None:
            return Pill(tr("有未确认的改动"), "edit", Tone.SOON)
        if not self._calendar.confirmed(self.year):
            return Pill(tr("尚未录入"), "info", Tone.SOON)
        own = self.year in self._clocks.own_years()
        return Pill(tr("本单位录入") if own else tr("随程序提供"), "check", Tone.GOOD)

    def _note(self) -> str:
        if self.unsaved():
            days = sum(len(self._changed_days(year)) for year in self._drafts.years())
            return trn("改了 {n} 天，还没有确认；查看影响并确认以后才生效。", days)
        if not self._calendar.confirmed(self.year):
            return tr(
                "{year} 年的安排公布以后，导入年度文件，或者在这里逐段录入。"
                "在这之前，期限暂按周末和固定节日推算。",
                year=str(self.year),
            )
        return tr("选中一行可以改它；月-日前面可以不写年份。改动要查看影响并确认以后才生效。")

    def _show_offered(self) -> None:
        offered = self._clocks.offered_years()
        adopt = self._view.adopt
        adopt.setText(tr("采用新版带来的 {years} 年", years=tr("、").join(map(str, offered))))
        adopt.setAccessibleName(adopt.text())
        adopt.setVisible(bool(offered))

    def _show_changes(self) -> None:
        changes = self._clocks.changes()
        self.changes.set_rows(changes)
        self._view.changes.setCurrentIndex(self.changes.index(0, 0))
        self._view.show_no_changes(
            "" if changes else tr("还没有改过日历和规则。改过的会列在这里，可以撤销。")
        )
        self._show_take_back()

    def _show_take_back(self, *_: object) -> None:
        change = self.changes.row(self._view.changes.currentIndex().row())
        can = change is not None and not change.taken_back and change.undoes is None
        self._view.take_back.setEnabled(can)

    # --- changing days --------------------------------------------------------------------------

    def _choose_span(self, *_: object) -> None:
        row = self.spans.row(self._view.spans.currentIndex().row())
        if row is not None:
            self._view.first.set_value(row.span.first)
            self._view.last.set_value(row.span.last)
            self._view.kind.set_value(row.span.kind)
            self._view.name.setText(row.span.name)
            self._show_findings(())

    def change_days(self) -> None:
        """Put the days of the form into the draft of their year."""
        view = self._view
        first, last = view.first.value(), view.last.value() or view.first.value()
        kind = view.kind.value()
        assert isinstance(kind, DayKind)
        if first is None or last is None:
            missing = view.first.problem() or view.last.problem() or Message("请填写日期。")
            self._show_findings([Finding("first", Severity.REFUSE, missing)])
            return
        try:
            if first.year != self.year and first.year == last.year:
                self.show_year(first.year)
            draft = with_days(self._present(), first, last, kind, view.name.text())
        except InvalidInput as error:
            self._show_findings(error.findings)
            return
        self._show_findings(())
        same = draft == self._base(self.year) and self._calendar.confirmed(self.year)
        with self._context.saying_errors():
            self._drafts.put(self.year, None if same else draft)
            self._show_year()

    def drop(self) -> None:
        """Forget what was not confirmed."""
        with self._context.saying_errors():
            self._drafts.clear()
            self._show_year()

    def preview_draft(self) -> None:
        """Show what the changed days would move."""
        self._propose(self._drafts.merged())

    def _changed_days(self, year: int) -> list[date]:
        base = self._base(year)
        return changed_days(
            base, self._drafts.get(year) or base, date(year, 1, 1), date(year, 12, 31)
        )

    def _show_findings(self, findings: Sequence[Finding]) -> None:
        by_name = {finding.field: finding for finding in findings}
        for name, field in self._view.fields.items():
            field.set_finding(by_name.get(name))
        first = next((n for n in self._view.fields if n in by_name), None)
        if first is not None:
            self._view.fields[first].control.setFocus()

    # --- files, years of the program, taking back -----------------------------------------------

    def bring(self) -> None:
        """Choose a yearly file, and show what it would move."""
        filters = [tr("放假安排文件 (*.toml *.txt)"), tr("所有文件 (*)")]
        path = self._context.messages.choose_file_open(tr("导入年度文件"), filters)
        if path is None:
            return
        with self._context.saying_errors():
            self._propose(self._clocks.read_update(path))

    def export(self) -> None:
        """Write the year shown as a file that can be edited and carried."""
        name = tr("放假安排 {year}.toml", year=str(self.year))
        path = self._context.messages.choose_file_save(
            tr("导出这一年"), [tr("放假安排文件 (*.toml)")], Path.home() / name
        )
        if path is None:
            return
        with self._context.saying_errors():
            self._clocks.write_update(path, self.year)
            self._context.messages.notice(
                Message("{year} 年放假安排已写到“{name}”。", year=str(self.year), name=path.name)
            )

    def adopt(self) -> None:
        """Show what the years of a newer program would move."""
        years = self._clocks.offered_years()
        self.previewing.start(
            partial(self._clocks.preview_shipped, years),
            Proposal(title(years), tr("确认更改"), self._clocks.apply),
        )

    def take_back(self) -> None:
        """Show what taking the chosen change back would move."""
        change = self.changes.row(self._view.changes.currentIndex().row())
        if change is None:
            return
        clocks, seq = self._clocks, change.seq

        def apply(preview: Preview, reason: str, tell: Tell) -> int:
            return clocks.take_back(seq, preview, reason, tell)

        self.previewing.start(
            partial(clocks.preview_take_back, seq),
            Proposal(
                tr("撤销：{what}", what=what(change)),
                tr("撤销这项更改"),
                apply,
                [tr("当时的原因：{reason}", reason=change.reason)],
            ),
        )

    def _propose(self, newer: Calendar) -> None:
        remarks = told_changes(self._calendar, newer)
        self.previewing.start(
            partial(self._clocks.preview_calendar, newer),
            Proposal(title(newer.years), tr("确认更改"), self._clocks.apply, remarks),
        )

    def _settle(self, preview: Preview) -> None:
        """What was confirmed is a draft no more; so is what lay in the same years."""
        with self._context.saying_errors():
            calendar = self._clocks.calendar()
            self._drafts.retain(lambda year, draft: year_of(calendar, year) != draft)
        self.refresh()
        self.changed.emit()

    # --- parts ----------------------------------------------------------------------------------

    def _turn(self, years: int, _checked: bool = False) -> None:
        self.show_year(self.year + years)

    def _fill(self, view: HolidaysView) -> None:
        view.spans.setModel(self.spans)
        view.spans.set_widths(self.spans.widths(), stretch=SpansModel.STATE)
        view.spans.set_pill_columns([SpansModel.KIND, SpansModel.STATE])
        view.changes.setModel(self.changes)
        view.changes.set_widths(self.changes.widths(), stretch=ChangesModel.REASON)
        view.changes.set_pill_columns([ChangesModel.STATE])

    def _connect(self, view: HolidaysView) -> None:
        view.before.clicked.connect(partial(self._turn, -1))
        view.after.clicked.connect(partial(self._turn, 1))
        view.spans.selectionModel().currentChanged.connect(self._choose_span)
        view.spans.clicked.connect(self._choose_span)
        view.spans.opened.connect(view.first.setFocus)
        view.changes.selectionModel().currentChanged.connect(self._show_take_back)
        for button, act in (
            (view.change, self.change_days),
            (view.preview, self.preview_draft),
            (view.drop, self.drop),
            (view.bring, self.bring),
            (view.export, self.export),
            (view.adopt, self.adopt),
            (view.take_back, self.take_back),
        ):
            button.clicked.connect(act)
        view.name.returnPressed.connect(self.change_days)
        restrict(
            self._context.desk, Right.SETTINGS, view.change, view.preview, view.drop, view.bring,
            view.adopt, view.take_back,
        )  # fmt: skip
        self.previewing.done.connect(self._settle)
