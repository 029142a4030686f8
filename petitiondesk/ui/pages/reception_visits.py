"""The visits of one reception day: noting, changing, registering, opening, printing."""

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from petitiondesk.domain.reception import LABELS, ReceptionDay, Visit
from petitiondesk.infra.i18n import tr, trn
from petitiondesk.services.reception import DayView
from petitiondesk.ui.days import full_day, times
from petitiondesk.ui.dialogs.print_preview import preview
from petitiondesk.ui.dialogs.reception import VisitDialog
from petitiondesk.ui.dialogs.step import ReasonDialog
from petitiondesk.ui.dialogs.writing import run
from petitiondesk.ui.models.reception_models import VISIT_COLUMN, VisitsModel
from petitiondesk.ui.pages.base import PageContext
from petitiondesk.ui.pages.case_print import print_foot
from petitiondesk.ui.prints.reception_list import reception_list
from petitiondesk.ui.views.reception_view import ReceptionView


class Visits(QObject):
    """Behaviour of the day at the right of the page; ``changed`` when something was written.

    Names stay masked, and what is sealed shut, until the day is opened with a reason; turning to
    another day masks them again.
    """

    changed = Signal()

    def __init__(self, context: PageContext, view: ReceptionView, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._reception = context.desk.reception
        self._view = view
        self._open = False
        self.shown: DayView | None = None
        self.model = VisitsModel()
        view.visits.setModel(self.model)
        view.visits.set_widths(self.model.widths(), stretch=VISIT_COLUMN["matter"])
        view.visits.selectionModel().currentRowChanged.connect(self._show_buttons)
        view.visits.opened.connect(self._open_row)
        for button, act in (
            (view.visit, self.add),
            (view.register, self.register),
            (view.open, self.open_petition),
            (view.change_visit, self.change),
            (view.remove_visit, self.remove),
            (view.reveal, self.reveal),
            (view.print, self.print_list),
        ):
            button.clicked.connect(act)

    # --- showing --------------------------------------------------------------------------------

    def show(self, shown: DayView | None) -> None:
        """Show a day's visits, or that no day is chosen."""
        if shown is None or self.shown is None or shown.value.day != self.shown.value.day:
            self._open = False
        number = self._number()
        self.shown = shown
        view, day = self._view, shown.value if shown else None
        self.model.show_day(shown, opened=self._open)
        view.day.title.setText(_heading(day) if day else tr("没有选中的日子"))
        view.facts.setText(_facts(day) if day else "")
        view.facts.setVisible(bool(view.facts.text()))
        view.show_no_visits("" if day and day.visits else tr("还没有来访记录。"))
        places = [n for n, row in enumerate(self.model.rows()) if row.visit.number == number]
        view.visits.setCurrentIndex(self.model.index(next(iter(places), 0), 0))
        masked = shown is not None and shown.masked != shown.value
        view.reveal.setVisible(masked and not self._open)
        view.print.setEnabled(day is not None)
        view.visit.setEnabled(day is not None)
        self._show_buttons()

    def _show_buttons(self, *_: object) -> None:
        """What may be done with the visit chosen."""
        visit, view = self._chosen(), self._view
        linked = visit is not None and visit.petition_id is not None
        view.register.setVisible(not linked)
        view.register.setEnabled(visit is not None)
        view.open.setVisible(linked)
        view.change_visit.setEnabled(visit is not None)
        view.remove_visit.setEnabled(visit is not None and not linked)

    def _number(self) -> int:
        row = self.model.row(self._view.visits.currentIndex().row())
        return row.visit.number if row else 0

    def _chosen(self) -> Visit | None:
        """The visit chosen, whole."""
        return self.shown.value.visit(self._number()) if self.shown else None

    # --- writing --------------------------------------------------------------------------------

    def add(self) -> None:
        """Note a visit."""
        if self.shown is not None:
            self._dialog(self.shown.value.day, None)

    def change(self) -> None:
        """Change the visit chosen; one that is shut asks for the reason to open the day first."""
        visit = self._chosen()
        if self.shown is None or visit is None:
            return
        if visit.number in self.shown.shut and not self._open:
            self.reveal()
            if not self._open:
                return
        self._dialog(self.shown.value.day, visit)

    def _dialog(self, day: date, visit: Visit | None) -> None:
        with self._context.saying_errors():
            if run(VisitDialog(self._context.desk, day, visit, self._view.window())):
                self.changed.emit()

    def remove(self) -> None:
        """Take off a visit that was noted by mistake."""
        visit = self._chosen()
        if self.shown is not None and visit is not None:
            self._with_reason(
                tr("去掉第 {n} 号来访", n=visit.number),
                tr("名单里不再列出这次来访；去掉本身留有记录。"),
                tr("去掉"),
                partial(self._reception.remove_visit, self.shown.value.day, visit.number),
            )

    # --- going to the petition ------------------------------------------------------------------

    def register(self) -> None:
        """Go to the registration form with what is known of the visit."""
        visit = self._chosen()
        if self.shown is not None and visit is not None:
            self._context.go.register_visit(self.shown.value.day, visit.number)

    def open_petition(self) -> None:
        """Go to the petition that the visit became."""
        visit = self._chosen()
        if visit is not None and visit.petition_id is not None:
            self._context.go.open_case(visit.petition_id)

    def _open_row(self, *_: object) -> None:
        """Enter and double click: the petition where there is one, else the visit."""
        visit = self._chosen()
        linked = visit is not None and visit.petition_id is not None
        act = self.open_petition if linked else self.change
        act()

    # --- opening and printing -------------------------------------------------------------------

    def reveal(self) -> None:
        """Ask for the reason and show the day unmasked."""
        if self.shown is None:
            return
        day = self.shown.value.day

        def write(reason: str) -> None:
            self._reception.reveal(day, reason)
            self._open = True

        self._with_reason(
            tr("查看完整信息"),
            tr("谁在什么时候、为什么查看，会留下记录。离开这一天后重新遮盖。"),
            tr("查看"),
            write,
        )

    def print_list(self) -> None:
        """Preview the day's list, as masked as it is on screen."""
        if self.shown is None:
            return
        context, shown = self._context, self.shown
        with context.saying_errors():
            office = context.desk.office.office().name
            sheet = reception_list(shown, office, print_foot(context), opened=self._open)
            record = partial(self._reception.printed, shown.value.day, sheet.title)
            preview(context.look, context.messages, sheet, record, self._view.window())

    def _with_reason(self, title: str, text: str, yes: str, write: Callable[[str], object]) -> None:
        if run(ReasonDialog(title, text, yes, write, self._view.window())):
            self.changed.emit()


def _heading(day: ReceptionDay) -> str:
    return full_day(day.day)


def _facts(day: ReceptionDay) -> str:
    """Who receives, with whom, where and when, and how many came, in one line."""
    colon = tr("：")
    parts = [f"{tr(LABELS['leader'])}{colon}{day.leader}"]
    parts += [f"{tr(LABELS['deputy'])}{colon}{day.deputy}"] if day.deputy else []
    parts += [part for part in (day.place, times(day)) if part]
    if day.visits:
        parts.append(trn("{n} 批，{people} 人次", len(day.visits), people=day.people()))
    parts += [day.note] if day.note else []
    return " · ".join(parts)
