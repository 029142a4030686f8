"""Behaviour of the settings' two parts about the record: checking it, and reading it."""

from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

from petitiondesk.domain.errors import DeskError
from petitiondesk.domain.messages import Message
from petitiondesk.domain.rights import Right
from petitiondesk.infra.i18n import render, term, tr, trn
from petitiondesk.services.journal import PAGE, Concern
from petitiondesk.services.verify import Report, VerifyService
from petitiondesk.ui.counting import counting
from petitiondesk.ui.dialogs.print_preview import preview
from petitiondesk.ui.models.journal_model import JournalModel
from petitiondesk.ui.pages.base import PageContext
from petitiondesk.ui.pages.case_print import print_foot
from petitiondesk.ui.prints.keys import fingerprint_sheet, grouped
from petitiondesk.ui.style import Tone
from petitiondesk.ui.tasks import Progress
from petitiondesk.ui.views.verify_view import JournalForm, VerifyForm


class VerifyPart(QObject):
    """Checks everything in the background, and compares a fingerprint that was printed."""

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self._context = context
        self.form = VerifyForm(context.look)
        self.report: Report | None = None
        form = self.form
        form.check.clicked.connect(self.check)
        form.copy.clicked.connect(self.copy)
        form.print.clicked.connect(self.print)
        form.compare.clicked.connect(self.compare)
        form.typed.returnPressed.connect(self.compare)
        form.typed.textEdited.connect(self._forget_answer)

    def check(self) -> None:
        """Check the whole registry; the strip below shows how far it is, and stops it."""
        self.form.check.setEnabled(False)
        self._context.tasks.run(
            partial(_verify, self._context.desk.verify),
            self._checked,
            self._failed,
            self._ended,
            Message("核验登记簿"),
            keeping=True,
        )

    def copy(self) -> None:
        """Put the fingerprint on the clipboard."""
        if self.report is not None:
            QGuiApplication.clipboard().setText(grouped(self.report.fingerprint))
            self._context.messages.notice(Message("指纹已经复制。"))

    def print(self) -> None:
        """Print the fingerprint, to be kept apart from the PC."""
        report, desk, context = self.report, self._context.desk, self._context
        if report is None:
            return
        sheet = fingerprint_sheet(
            report.fingerprint,
            report.events,
            desk.context.now(),
            desk.office.office().name,
            print_foot(context),
        )
        record = partial(desk.journal.printed, sheet.title)
        preview(context.look, context.messages, sheet, record, self.form.window())

    def compare(self) -> None:
        """Say what the fingerprint that was typed belongs to."""
        self.form.typed_field.set_finding(None)
        self.form.answer.setText("")
        try:
            said = self._context.desk.verify.check_fingerprint(self.form.typed.text())
        except DeskError as error:
            self.form.typed_field.set_finding(error.message)
        else:
            self.form.answer.setText(render(said))

    def _forget_answer(self) -> None:
        self.form.typed_field.set_finding(None)
        self.form.answer.setText("")

    def _checked(self, report: Report) -> None:
        self.report = report
        if report.sound:
            said, tone = tr("没有发现问题"), Tone.GOOD
        else:
            said, tone = trn("发现 {n} 处问题", len(report.faults)), Tone.LATE
        told = [render(message) for message in (*report.losses, *report.faults)]
        self.form.show_result(said, grouped(report.fingerprint), told, tone)
        self.form.counts.setText(
            tr(
                "信访件 {petitions} 件，经过 {events} 条，附件 {files} 个，都逐一核对过。",
                petitions=f"{report.petitions:,}",
                events=f"{report.events:,}",
                files=f"{report.attachments:,}",
            )
        )

    def _failed(self, error: DeskError) -> None:
        self._context.messages.error(error)

    def _ended(self) -> None:
        self.form.check.setEnabled(True)


class JournalPart(QObject):
    """The registry's own record, a page at a time."""

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self._context = context
        self.form = JournalForm(context.look, [(str(c), term(c)) for c in Concern])
        self.model = JournalModel()
        self.form.table.setModel(self.model)
        self.form.table.set_widths(self.model.widths(), stretch=2)
        self.form.concern.changed.connect(self.show_newest)
        self.form.actor.changed.connect(self.show_newest)
        self.form.older.clicked.connect(self.show_older)

    def refresh(self) -> None:
        """Read the newest again."""
        with self._context.saying_errors():
            actors = self._context.desk.journal.actors()
            items = [(actor, actor) for actor in actors]
            self.form.actor.set_items(items, tr("所有人"))
            self.show_newest()

    def show_newest(self) -> None:
        """Show the newest entries that are asked for."""
        with self._context.saying_errors():
            found = self._context.desk.journal.entries(*self._asked())
            self.model.set_rows(found)
            self._say(more=len(found) == PAGE)

    def show_older(self) -> None:
        """Add the next older ones."""
        rows = self.model.rows()
        if not rows:
            return
        with self._context.saying_errors():
            found = self._context.desk.journal.entries(*self._asked(), rows[-1].seq)
            self.model.set_rows([*rows, *found])
            self.form.table.setCurrentIndex(self.model.index(len(rows) - 1, 0))
            self._say(more=len(found) == PAGE)

    def _asked(self) -> tuple[Concern | None, str]:
        concern = self.form.concern.value()
        return (Concern(str(concern)) if concern else None), str(self.form.actor.value() or "")

    def _say(self, *, more: bool) -> None:
        count = self.model.rowCount()
        said = trn("列出最近的 {n} 条。", count) if more else trn("共 {n} 条，都在这里。", count)
        said = said if count else tr("没有这样的记录。")
        if not self._context.desk.accounts.may(Right.ACCOUNTS):
            said += tr("这里只有您自己的；全部由管理员查看。")
        self.form.said.setText(said)
        self.form.older.setEnabled(more)


def _verify(service: VerifyService, progress: Progress) -> Report:
    return service.verify(counting(progress))
