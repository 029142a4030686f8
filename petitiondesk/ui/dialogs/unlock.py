"""The door: at the start, and again after the desk was locked."""

from collections.abc import Sequence
from enum import Enum
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QTimer
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from petitiondesk.domain.errors import (
    DamagedRegistry,
    DeskError,
    InvalidInput,
    TooSoon,
    WrongPassword,
)
from petitiondesk.infra.i18n import render, tr, trn
from petitiondesk.ui.look import Look
from petitiondesk.ui.messages import Messages, WindowMessages
from petitiondesk.ui.views.dialogs import DeskDialog
from petitiondesk.ui.views.new_password import Trouble, take_up
from petitiondesk.ui.views.pages import Pages
from petitiondesk.ui.views.toasts import ToastArea
from petitiondesk.ui.views.unlock_view import PasswordPage, RecoveryPage


class Outcome(Enum):
    """How the door was left."""

    OPENED = "opened"
    RECOVERED = "recovered"
    OPEN_OTHER = "open_other"
    DAMAGED = "damaged"
    QUIT = "quit"


class Entrance(Protocol):
    """Opens the registry of the door; raises what is wrong."""

    def open(self, account: str, password: str) -> None:
        """Open with an account's password."""

    def recover(self, account: str, recovery_key: str, new_password: str) -> None:
        """Open with the recovery key, and give an account a new password."""

    def rest(self, account: str, *, recovery: bool) -> int:
        """Seconds until the next try of that kind is allowed."""


class UnlockDialog(DeskDialog):
    """Asks for the password until it opens. ``outcome`` says how it ended; ``other`` what to open.

    ``entrance`` does the opening. ``last`` is the account that is proposed. ``locked`` is the door
    after Ctrl+L: no other registry, and Escape does nothing, as leaving means quitting the program.
    """

    HELP = "door"

    def __init__(
        self,
        look: Look,
        folder: Path,
        accounts: Sequence[str],
        entrance: Entrance,
        *,
        last: str = "",
        locked: bool = False,
        messages: Messages | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(tr("登记簿已锁定") if locked else tr("打开登记簿"), "", parent)
        self._look = look
        self._folder = folder
        self._entrance = entrance
        self._locked = locked
        self._messages = messages
        self._rest = 0
        self._why = ""
        self.outcome = Outcome.QUIT
        self.other: Path | None = None
        self.password_page = PasswordPage(look, folder, accounts)
        self.recovery_page = RecoveryPage(folder, accounts)
        for choice in (self.password_page.who, self.recovery_page.who):
            choice.set_value(last)
        self._clock = QTimer(self, interval=1000)
        self._fill()
        self._show_password_page()

    def _fill(self) -> None:
        self.stack = Pages()
        self.stack.addWidget(self.password_page)
        self.stack.addWidget(self.recovery_page)
        self.body.addWidget(self.stack, 1)
        self.quit = self.add_button(tr("退出程序"))
        self.back = self.add_button(tr("返回"))
        self.go = self.add_button("", "primary")
        self.go.setDefault(True)
        self.password_page.other.setVisible(not self._locked)
        self.setMinimumWidth(520)
        self.resize(520, 500)
        self.quit.clicked.connect(self._quit)
        self.back.clicked.connect(self._show_password_page)
        self.go.clicked.connect(self._try)
        self.password_page.forgot.clicked.connect(self._show_recovery_page)
        self.password_page.other.clicked.connect(self._choose_other)
        self.password_page.who.changed.connect(self._ask_rest)
        self._clock.timeout.connect(self._tick)

    # --- pages ----------------------------------------------------------------------------------

    def _show_password_page(self) -> None:
        self._show(self.password_page, tr("解锁") if self._locked else tr("打开"))
        self.password_page.password.setFocus()

    def _show_recovery_page(self) -> None:
        self.recovery_page.who.set_value(self.password_page.who.value())
        self._show(self.recovery_page, tr("设新密码并打开"))
        self.recovery_page.key.setFocus()

    def _show(self, page: QWidget, words: str) -> None:
        self._trouble().say("")
        self.stack.setCurrentWidget(page)
        self.back.setVisible(page is self.recovery_page)
        self.quit.setVisible(page is self.password_page)
        self.go.setText(words)
        self.go.setAccessibleName(words)
        self._ask_rest()

    def _on_recovery(self) -> bool:
        return self.stack.currentWidget() is self.recovery_page

    def _secret(self) -> QLineEdit:
        """The field that is wrong when the door stays shut."""
        return self.recovery_page.key if self._on_recovery() else self.password_page.password

    def _account(self) -> str:
        page = self.recovery_page if self._on_recovery() else self.password_page
        return str(page.who.value() or "")

    def _trouble(self) -> Trouble:
        pages = (self.password_page, self.recovery_page)
        return pages[self.stack.currentIndex()].trouble

    # --- opening --------------------------------------------------------------------------------

    def _try(self) -> None:
        if self._rest:
            return
        self._trouble().say("")
        if not self._on_recovery():
            self._attempt(Outcome.OPENED)
            return
        problem = self.recovery_page.new.problem()
        if problem is not None:
            self.recovery_page.new.object_to(problem)
            return
        self._attempt(Outcome.RECOVERED)

    def _act(self) -> None:
        if self._on_recovery():
            page = self.recovery_page
            self._entrance.recover(self._account(), page.key.text(), page.password.text())
        else:
            self._entrance.open(self._account(), self.password_page.password.text())

    def _attempt(self, outcome: Outcome) -> None:
        try:
            self._act()
        except InvalidInput as error:
            self.recovery_page.new.object_to(error.findings[0])
        except WrongPassword as error:
            self._why = "" if isinstance(error, TooSoon) else render(error.message)
            take_up(self._secret())
            self._wait(error.wait)
        except DeskError as error:
            if isinstance(error, DamagedRegistry) and not self._on_recovery():
                self.outcome = Outcome.DAMAGED
                self.accept()
            else:
                self._trouble().say(render(error.message))
        else:
            self.outcome = outcome
            self.accept()

    def _ask_rest(self) -> None:
        """Waiting that is still due, from before or from another start of the program."""
        self._why = ""
        self._wait(self._entrance.rest(self._account(), recovery=self._on_recovery()))

    def _wait(self, seconds: int) -> None:
        """No further try for some seconds; what is typed stays and may be mended meanwhile."""
        self._rest = seconds
        if seconds:
            self._clock.start()
        self._say_rest()

    def _tick(self) -> None:
        self._rest = max(0, self._rest - 1)
        if not self._rest:
            self._clock.stop()
        self._say_rest()

    def _say_rest(self) -> None:
        self.go.setEnabled(not self._rest)
        text = self._why
        if self._rest:
            why = text or tr("密码输错过几次，要等一会儿。")
            text = why + "\n" + trn("{n} 秒后可以再试。", self._rest)
        self._trouble().say(text, self._secret())

    # --- leaving --------------------------------------------------------------------------------

    def _choose_other(self) -> None:
        messages = self._messages or WindowMessages(
            self, ToastArea(self._look, self, self.stack)
        )  # made when asked: one kept here would make a cycle
        chosen = messages.choose_folder(tr("选择登记簿的文件夹"), self._folder.parent)
        if chosen is not None:
            self.other = chosen
            self.outcome = Outcome.OPEN_OTHER
            self.accept()

    def _quit(self) -> None:
        self.outcome = Outcome.QUIT
        super().reject()

    def done(self, result: int) -> None:
        """Leave no password and no key behind."""
        self._clock.stop()
        self.password_page.password.clear()
        self.recovery_page.key.clear()
        self.recovery_page.new.clear()
        super().done(result)

    def reject(self) -> None:
        """Escape: back to the password, or out; a locked desk stays locked."""
        if self._on_recovery():
            self._show_password_page()
        elif not self._locked:
            self._quit()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Closing the window means quitting, also while it is locked."""
        self._quit()
        event.accept()
