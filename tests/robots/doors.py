"""A clerk at the door: the first run, and unlocking."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from petitiondesk.ui.dialogs.first_run import FirstRun
from petitiondesk.ui.dialogs.unlock import UnlockDialog
from tests.ui.hands import press

GOOD_PASSWORD = "好记的一句话 2026"


class FirstRunRobot:
    """Goes through the pages of the first run with the keyboard."""

    def __init__(self, dialog: FirstRun) -> None:
        self.dialog = dialog

    def start(self) -> "FirstRunRobot":
        press(self.dialog.welcome.new, Qt.Key.Key_Return)
        return self

    def office(self, name: str) -> "FirstRunRobot":
        self.dialog.office.name.setText(name)
        return self.enter(self.dialog.office.name)

    def sections(self, *names: str) -> "FirstRunRobot":
        self.dialog.sections.sections.setPlainText("\n".join(names))
        return self.forward()

    def account(
        self, name: str = "张敏", password: str = GOOD_PASSWORD, again: str | None = None
    ) -> "FirstRunRobot":
        page = self.dialog.account
        page.account.setText(name)
        page.password.setText(password)
        page.again.setText(password if again is None else again)
        return self

    def make(self) -> "FirstRunRobot":
        return self.enter(self.dialog.account.again)

    def forward(self) -> "FirstRunRobot":
        self.dialog.next.click()
        return self

    def back(self) -> "FirstRunRobot":
        self.dialog.back.click()
        return self

    def enter(self, widget: QWidget) -> "FirstRunRobot":
        press(widget, Qt.Key.Key_Return)
        return self

    def escape(self) -> "FirstRunRobot":
        press(self.dialog, Qt.Key.Key_Escape)
        return self

    def page(self) -> str:
        dialog = self.dialog
        names = ("welcome", "office", "sections", "account", "key")
        return names[dialog.stack.currentIndex()]


class UnlockRobot:
    """Chooses an account and types passwords at the door."""

    def __init__(self, dialog: UnlockDialog) -> None:
        self.dialog = dialog

    def choose(self, account: str) -> "UnlockRobot":
        self.dialog.password_page.who.set_value(account)
        return self

    def try_password(self, password: str) -> "UnlockRobot":
        edit = self.dialog.password_page.password
        edit.setText(password)
        press(edit, Qt.Key.Key_Return)
        return self

    def forget(self) -> "UnlockRobot":
        self.dialog.password_page.forgot.click()
        return self

    def recover(self, key: str, password: str, again: str | None = None) -> "UnlockRobot":
        page = self.dialog.recovery_page
        page.key.setText(key)
        page.password.setText(password)
        page.again.setText(password if again is None else again)
        press(page.again, Qt.Key.Key_Return)
        return self

    def escape(self) -> "UnlockRobot":
        press(self.dialog, Qt.Key.Key_Escape)
        return self

    def said(self) -> str:
        pages = (self.dialog.password_page, self.dialog.recovery_page)
        return pages[self.dialog.stack.currentIndex()].trouble.text()
