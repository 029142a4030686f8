"""The first run: a new registry in a few calm pages, or the way to another one, or the demo."""

from enum import Enum
from pathlib import Path

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QWidget

from petitiondesk.domain.errors import DeskError, InvalidInput
from petitiondesk.domain.messages import Message
from petitiondesk.domain.office import Office, Section
from petitiondesk.domain.petition import TOPIC_JOINT
from petitiondesk.infra.dictionaries import default_topics
from petitiondesk.infra.i18n import render, tr
from petitiondesk.ui.dialogs.first_run_work import Create, Making, folder_problem
from petitiondesk.ui.look import Look
from petitiondesk.ui.messages import Messages, WindowMessages
from petitiondesk.ui.tasks import Tasks
from petitiondesk.ui.views.dialogs import DeskDialog
from petitiondesk.ui.views.fields import LabelledField
from petitiondesk.ui.views.first_run_view import (
    AccountPage,
    DoorPage,
    KeyPage,
    OfficePage,
    SectionsPage,
    WelcomePage,
)
from petitiondesk.ui.views.pages import Pages
from petitiondesk.ui.views.toasts import ToastArea

STEPS = 4


class Outcome(Enum):
    """How the first run ended."""

    CREATED = "created"
    OPEN_OTHER = "open_other"
    RESTORE = "restore"
    DEMO = "demo"


class FirstRun(DeskDialog):
    """The first run. Accepted with ``outcome``; ``folder`` says what to open.

    ``create`` runs through ``tasks`` when they are given, directly otherwise. What was typed stays
    when going back and forth. Rejected when the user closes it before anything was made; once a
    registry is made it closes only when its recovery key has been copied down.
    """

    HELP = "door"

    def __init__(
        self,
        look: Look,
        folder: Path,
        create: Create,
        *,
        tasks: Tasks | None = None,
        messages: Messages | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(tr("信访登记台"), "", parent)
        self._look = look
        self._create = create
        self._tasks = tasks
        self._messages = messages
        self._busy = False
        self._recovery_key = ""
        self.outcome: Outcome | None = None
        self.folder = folder
        self._add_pages()
        self.account.folder.setText(str(folder))
        self.resize(680, 620)
        self.leave = self.add_button(tr("退出"), accepts=False)
        self.back = self.add_button(tr("上一步"))
        self.print = self.add_button(tr("打印"))
        self.next = self.add_button(tr("下一步"), "primary")
        self._connect()
        self._go(self.welcome)

    def _add_pages(self) -> None:
        self.welcome = WelcomePage(self._look)
        self.office = OfficePage(_step(1))
        self.sections = SectionsPage(_step(2))
        self.account = AccountPage(self._look, _step(3))
        self.key = KeyPage(self._look, _step(4))
        self.stack = Pages()
        for page in self._pages():
            self.stack.addWidget(page)
        self.body.addWidget(self.stack, 1)

    def _pages(self) -> tuple[DoorPage, ...]:
        return (self.welcome, self.office, self.sections, self.account, self.key)

    def _connect(self) -> None:
        self.welcome.new.clicked.connect(self._start)
        self.welcome.open.clicked.connect(self._open_other)
        self.welcome.restore.clicked.connect(self._restore)
        self.welcome.demo.clicked.connect(self._demo)
        self.back.clicked.connect(self._back)
        self.print.clicked.connect(self._print_key)
        self.next.clicked.connect(self._next)
        self.next.setToolTip("Ctrl+Enter")  # in the list of sections Enter is a new line
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self._go_on)
        self.account.choose.clicked.connect(self._choose_folder)
        self.key.kept.toggled.connect(self._allow)

    # --- going on -------------------------------------------------------------------------------

    def _start(self) -> None:
        self._go(self.office)

    def _back(self) -> None:
        self._go(self._pages()[self.stack.currentIndex() - 1])

    def _go_on(self) -> None:
        """As the button, where there is one and it may be pressed."""
        if self.next.isVisible():
            self.next.click()

    def _next(self) -> None:
        page = self.stack.currentWidget()
        self._clear()
        if page is self.key:
            self.accept()
        elif page is self.account:
            self._make()
        else:
            self._check(
                Office(name=self.office.name.text()) if page is self.office else self._said()
            )

    def _check(self, office: Office) -> None:
        try:
            office.check()
        except InvalidInput as error:
            self._show_findings(error)
        else:
            self._go(self._pages()[self.stack.currentIndex() + 1])

    def _go(self, page: DoorPage) -> None:
        self.account.office = self.office.name.text().strip()
        self.stack.setCurrentWidget(page)
        self.leave.setVisible(page is self.welcome)
        self.back.setVisible(page in (self.office, self.sections, self.account))
        self.next.setVisible(page is not self.welcome)
        self.print.setVisible(page is self.key)
        words = {self.account: tr("建立登记簿"), self.key: tr("完成")}
        self.next.setText(words.get(page, tr("下一步")))
        self.next.setAccessibleName(self.next.text())
        self.next.setDefault(page is not self.welcome)
        self._allow()
        self._first(page).setFocus()

    def _allow(self) -> None:
        """What may be pressed now."""
        copied = self.stack.currentWidget() is not self.key or self.key.kept.isChecked()
        self.stack.setEnabled(not self._busy)
        self.back.setEnabled(not self._busy)
        self.next.setEnabled(not self._busy and copied)

    def _first(self, page: DoorPage) -> QWidget:
        """Where the keyboard begins on a page."""
        if page is self.account and self.account.account.text():
            return self.account.password
        first: dict[DoorPage, QWidget] = {
            self.welcome: self.welcome.new,
            self.office: self.office.name,
            self.sections: self.sections.sections,
            self.account: self.account.account,
            self.key: self.key.kept,
        }
        return first[page]

    def _open_other(self) -> None:
        chosen = self._asker().choose_folder(tr("选择登记簿的文件夹"), self.folder.parent)
        if chosen is not None:
            self.folder = chosen
            self._end(Outcome.OPEN_OTHER)

    def _restore(self) -> None:
        self._end(Outcome.RESTORE)

    def _demo(self) -> None:
        self._end(Outcome.DEMO)

    def _end(self, outcome: Outcome) -> None:
        self.outcome = outcome
        super().accept()

    # --- making the registry --------------------------------------------------------------------

    def _said(self) -> Office:
        """The office as entered, with the topics that come with the program."""
        lines = self.sections.sections.toPlainText().splitlines()
        return Office(
            name=self.office.name.text().strip(),
            sections=tuple(Section(line.strip()) for line in lines if line.strip()),
            topics=tuple(TOPIC_JOINT.join(path) for path in default_topics()),
        )

    def _make(self) -> None:
        page = self.account
        folder = page.folder.text().strip()
        problem = page.new.problem() or folder_problem(folder)
        if problem is not None:
            self._show_findings(InvalidInput([problem]))
            return
        self.folder = Path(folder).expanduser()
        account = page.account.text().strip()
        work = Making(self._create, self.folder, self._said(), account, page.password.text())
        self._set_busy(busy=True)
        if self._tasks is not None:
            title = Message("正在建立登记簿")
            self._tasks.run(work, self._made, self._failed, title=title)
            return
        try:
            key = work()
        except DeskError as error:
            self._failed(error)
        else:
            self._made(key)
        finally:
            self._set_busy(busy=False)

    def _made(self, recovery_key: str) -> None:
        self._set_busy(busy=False)
        self.account.new.clear()
        self.outcome = Outcome.CREATED
        self._recovery_key = recovery_key
        self.key.show_key(recovery_key)
        self._go(self.key)

    def _print_key(self) -> None:
        from petitiondesk.ui.dialogs.print_preview import preview
        from petitiondesk.ui.prints.keys import recovery_sheet

        office = self.office.name.text().strip()
        sheet = recovery_sheet(
            self._recovery_key, office, self.folder.stem, tr("信访登记台"), first=True
        )
        preview(self._look, self._asker(), sheet, _not_recorded, self)

    def _failed(self, error: DeskError) -> None:
        # First of all: a control that is disabled does not take the keyboard.
        self._set_busy(busy=False)
        if isinstance(error, InvalidInput):
            self._show_findings(error)
        else:
            self.account.say(render(error.message))
            self.account.folder.setFocus()

    def _set_busy(self, *, busy: bool) -> None:
        self._busy = busy
        self._allow()

    # --- findings -------------------------------------------------------------------------------

    def _fields(self) -> dict[str, tuple[DoorPage, LabelledField]]:
        account = self.account
        return {
            "name": (self.office, self.office.name_field),
            "sections": (self.sections, self.sections.sections_field),
            "account": (account, account.account_field),
            "folder": (account, account.folder_field),
        }

    def _clear(self) -> None:
        for page in self._pages():
            page.say("")
        self.account.new.trouble.say("")
        for _, field in self._fields().values():
            field.set_finding(None)

    def _show_findings(self, error: InvalidInput) -> None:
        finding = error.findings[0]
        if finding.field in ("password", "again"):
            self._go(self.account)
            self.account.new.object_to(finding)
            return
        page, field = self._fields().get(finding.field, (self.account, None))
        self._go(page)
        if field is None:
            page.say(render(finding.message))
            return
        field.set_finding(finding)
        field.control.setFocus()
        if isinstance(field.control, QLineEdit):
            field.control.selectAll()

    # --- folders, closing -----------------------------------------------------------------------

    def _choose_folder(self) -> None:
        now = Path(self.account.folder.text().strip() or str(self.folder))
        chosen = self._asker().choose_folder(tr("登记簿放在哪个文件夹里"), now.parent)
        if chosen is not None:
            self.account.folder.setText(str(chosen / (now.name or self.folder.name)))

    def _asker(self) -> Messages:
        """The channel for folder dialogs; made when asked, as one kept here would make a cycle."""
        return self._messages or WindowMessages(self, ToastArea(self._look, self, self.stack))

    def done(self, result: int) -> None:
        """Leave no password and no key behind."""
        self.account.new.clear()
        self._recovery_key = ""
        super().done(result)

    def reject(self) -> None:
        """Close, unless a registry is being made or its key has not been copied down."""
        if self._busy:
            return
        if self.outcome is Outcome.CREATED:
            self.key.say(tr("登记簿已经建好。请先抄下恢复密钥，勾选上面这一项，再点“完成”。"))
            self.key.kept.setFocus()
            return
        super().reject()


def _not_recorded() -> None:
    """The registry that was just made opens when the first run ends; its record begins with that."""


def _step(number: int) -> str:
    return tr("第 {number} 步，共 {count} 步", number=number, count=STEPS)
