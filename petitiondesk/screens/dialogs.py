"""Scenes of the dialogs of pages: filters, prints, limits, reception days, returns, accounts."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from PySide6.QtWidgets import QWidget

from petitiondesk import __version__
from petitiondesk.data.backup_places import need_folder
from petitiondesk.domain.ledger import LedgerFilter
from petitiondesk.domain.returns.period import Period, PeriodKind
from petitiondesk.infra.i18n import tr
from petitiondesk.screens.pages import counted
from petitiondesk.screens.studio import Pose, Scene, Studio, shown, unwritten
from petitiondesk.services.calendar_days import DayKind, with_days, year_of
from petitiondesk.ui.dialogs.accounts import (
    NewAccountDialog,
    OwnPasswordDialog,
    ResetPasswordDialog,
    RoleDialog,
)
from petitiondesk.ui.dialogs.key_change import KeyChangeDialog
from petitiondesk.ui.dialogs.leaving import LeavingDialog
from petitiondesk.ui.dialogs.ledger_columns import ColumnsDialog
from petitiondesk.ui.dialogs.left_open import LeftOpenDialog
from petitiondesk.ui.dialogs.moves import MovesDialog
from petitiondesk.ui.dialogs.moving import MovingDialog
from petitiondesk.ui.dialogs.naming import NameDialog, NewViewDialog, kind_name_dialog
from petitiondesk.ui.dialogs.print_preview import PrintPreview
from petitiondesk.ui.dialogs.reception import DayDialog, VisitDialog
from petitiondesk.ui.dialogs.reception_plan import PlanDialog
from petitiondesk.ui.dialogs.recovery_key import RecoveryKeyDialog
from petitiondesk.ui.dialogs.return_submit import CompareDialog, SubmitDialog
from petitiondesk.ui.dialogs.return_workbook import WorkbookDialog
from petitiondesk.ui.help.window import HelpWindow
from petitiondesk.ui.left_open import LeftOpen
from petitiondesk.ui.pages.deadlines_words import title, told_changes
from petitiondesk.ui.pages.ledger import LedgerPage
from petitiondesk.ui.pages.returns_work import compare
from petitiondesk.ui.prints.slip import slip
from petitiondesk.ui.tasks import Progress, Tasks
from petitiondesk.ui.views.dialogs import CrashDialog
from petitiondesk.ui.views.field_form import FormContext
from petitiondesk.ui.views.ledger_view import FilterDialog

RECOVERY_KEY = "7QK2-MXTC-B3HW-5RJV-PGYZ-6FS2-E4UM-KDQC"
"""Of no registry."""

_REPORT = f"PetitionDesk {__version__}\nValueError\n  petitiondesk/ui/pages/case.py:112 _fill\n"

Made = Callable[[Studio], QWidget]


def _posed(make: Made) -> Pose:
    def pose(studio: Studio) -> Iterator[QWidget]:
        yield from shown(make(studio))

    return pose


def _filter(studio: Studio) -> QWidget:
    desk = studio.desk
    form = FormContext(studio.look, desk.office.office(), desk.ledger.today)
    return FilterDialog(form, studio.window)


def _view_name(studio: Studio) -> QWidget:
    """A view of this month: its days can go along with the day."""
    desk = studio.desk
    shown = LedgerFilter(first=desk.ledger.today.replace(day=1), last=desk.ledger.today)
    return NewViewDialog(shown, desk.views.spans(shown), unwritten, studio.window)


def _columns(studio: Studio) -> QWidget:
    page = studio.show("ledger")
    assert isinstance(page, LedgerPage)
    return ColumnsDialog(studio.look, page.columns.lines(), studio.window)


def print_preview(studio: Studio) -> Iterator[QWidget]:
    """The preview of a slip."""
    case = studio.desk.petitions.case(studio.matter.running.id)
    sheet = slip(case, studio.desk.office.office().name, "", opened=False)
    messages = studio.window.context.messages
    yield from shown(PrintPreview(studio.look, messages, sheet, unwritten, studio.window))


def _moves(studio: Studio) -> QWidget:
    """What one more holiday would move."""
    clocks, day = studio.desk.clocks, studio.desk.ledger.today + timedelta(days=9)
    newer = with_days(year_of(clocks.calendar(), day.year), day, day, DayKind.FREE, "采茶节")
    context = studio.window.context
    found = clocks.preview_calendar(newer)
    remarks = told_changes(clocks.calendar(), newer)
    words = title([day.year]), tr("确认更改"), remarks
    return MovesDialog(context, found, _never, *words, studio.window)


def _never(*_: object) -> int:
    raise AssertionError("a scene writes nothing")


def _reception_day(studio: Studio) -> date:
    return studio.desk.ledger.today


def _day(studio: Studio) -> QWidget:
    value = studio.desk.reception.day(_reception_day(studio)).value
    return DayDialog(studio.desk, studio.look, value, studio.window)


def _visit(studio: Studio) -> QWidget:
    day = _reception_day(studio)
    visit = studio.desk.reception.day(day).value.visits[0]
    return VisitDialog(studio.desk, day, visit, studio.window)


def _plan(studio: Studio) -> QWidget:
    today = studio.desk.ledger.today
    return PlanDialog(studio.desk, studio.look, today.replace(month=today.month + 4), studio.window)


def _submit(studio: Studio) -> Iterator[QWidget]:
    """One more version of a month that was submitted: counted up to another day."""
    month = Period.of(PeriodKind.MONTH, studio.desk.ledger.today).previous()
    value = studio.desk.returns.reckon(month, month.start + timedelta(days=20))
    dialog = SubmitDialog(studio.window.context, value, studio.window)
    dialog.show()
    studio.wait(lambda: not dialog.is_working())
    yield from shown(dialog)


def _compare(studio: Studio) -> QWidget:
    returns = studio.desk.returns
    month = Period.of(PeriodKind.MONTH, studio.desk.ledger.today).previous()
    row = returns.versions(month)[-1]
    now = returns.reckon(month, month.start + timedelta(days=20))
    found = compare(returns, replace(row, cut_off=now.cut_off), now)
    return CompareDialog(studio.window.context, found, studio.window)


def _workbook(studio: Studio) -> Iterator[QWidget]:
    value = counted(studio).count.value
    assert value is not None
    yield from shown(WorkbookDialog(value, studio.window))


def _role(studio: Studio) -> QWidget:
    account = studio.desk.accounts.all()[-1].account
    return RoleDialog(studio.desk, account, studio.window)


def _reset(studio: Studio) -> QWidget:
    return ResetPasswordDialog(studio.desk, "陈静", studio.window)


def _recovery_key(studio: Studio) -> QWidget:
    return RecoveryKeyDialog(studio.look, RECOVERY_KEY, unwritten, studio.window)


def _key_change(studio: Studio) -> Iterator[QWidget]:
    """A change of the data key, of a registry of its own, done in a moment."""
    with studio.scratch_desk() as desk:
        dialog = KeyChangeDialog(studio.look, desk, studio.faults.append)
        ended: list[int] = []
        dialog.finished.connect(ended.append)
        dialog.show()
        yield dialog
        studio.wait(lambda: bool(ended))
        dialog.tasks.shutdown()
        assert dialog.desk is not None, dialog.error
        dialog.desk.close()
        dialog.deleteLater()


def _leaving(studio: Studio) -> Iterator[QWidget]:
    """The backup before closing did not succeed: the stick is not in."""
    tasks = Tasks(studio.faults.append, unwritten, studio.desk.release)

    def work(_progress: Progress) -> object:
        need_folder(Path("E:\\信访备份"))
        raise AssertionError("a scene makes no backup")

    dialog = LeavingDialog(tasks, work, studio.window)
    dialog.show()
    studio.wait(dialog.trouble.isVisible)
    yield from shown(dialog)
    tasks.shutdown()


def _left_open(studio: Studio) -> QWidget:
    texts = ((tr("拟办意见"), "建议由业务科室到现场核实，与施工单位协商修复。"),)
    left = LeftOpen(f"{tr('拟办')}　{studio.matter.running.number}", texts)
    return LeftOpenDialog([left], studio.window)


def _moving(studio: Studio) -> QWidget:
    return MovingDialog(studio.window)


def _crash(studio: Studio) -> QWidget:
    return CrashDialog(_REPORT, studio.window)


def _manual(name: str) -> Pose:
    def pose(studio: Studio) -> Iterator[QWidget]:
        window = HelpWindow(studio.look)
        window.go(name)
        yield from shown(window)

    return pose


DIALOGS: Mapping[str, Scene] = {
    "filter": Scene(_posed(_filter), FilterDialog),
    "columns": Scene(_posed(_columns), ColumnsDialog),
    "view-name": Scene(_posed(_view_name), NewViewDialog),
    "kind-name": Scene(
        _posed(lambda studio: kind_name_dialog(unwritten, studio.window)), NameDialog
    ),
    "print": Scene(print_preview, PrintPreview),
    "moves": Scene(_posed(_moves), MovesDialog),
    "reception-day": Scene(_posed(_day), DayDialog),
    "reception-visit": Scene(_posed(_visit), VisitDialog),
    "reception-plan": Scene(_posed(_plan), PlanDialog),
    "submit": Scene(_submit, SubmitDialog),
    "compare": Scene(_posed(_compare), CompareDialog),
    "workbook": Scene(_workbook, WorkbookDialog),
    "account-new": Scene(
        _posed(lambda studio: NewAccountDialog(studio.desk, studio.window)), NewAccountDialog
    ),
    "account-role": Scene(_posed(_role), RoleDialog),
    "account-reset": Scene(_posed(_reset), ResetPasswordDialog),
    "account-own": Scene(
        _posed(lambda studio: OwnPasswordDialog(studio.desk, studio.window)), OwnPasswordDialog
    ),
    "recovery-key-new": Scene(_posed(_recovery_key), RecoveryKeyDialog),
    "key-change": Scene(_key_change, KeyChangeDialog),
    "leaving": Scene(_leaving, LeavingDialog),
    "left-open": Scene(_posed(_left_open), LeftOpenDialog),
    "moving": Scene(_posed(_moving), MovingDialog),
    "crash": Scene(_posed(_crash), CrashDialog),
    "manual": Scene(_manual("index"), HelpWindow),
    "manual-page": Scene(_manual("register"), HelpWindow),
    "manual-keys": Scene(_manual("shortcuts"), HelpWindow),
}
"""Name → scene of a dialog of a page, or of the manual."""
