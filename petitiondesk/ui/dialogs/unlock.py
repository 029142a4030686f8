"""The door: at the start, and again after the desk was locked."""

from collections.abc import Callable, Sequence
from enum import Enum
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QLineEdit, QStackedWidget, QWidget

from petitiondesk.domain.errors import DeskError, InvalidInput, WrongPassword
from petitiondesk.infra.i18n import render, tr, trn
from petitiondesk.ui.look import Look
from petitiondesk.ui.messages import Messages, WindowMessages
from petitiondesk.ui.views.dialogs import DeskDialog
from petitiondesk.ui.views.toasts import ToastArea
from petitiondesk.ui.views.unlock_view import PasswordPage, RecoveryPage, Trouble


class Outcome(Enum):
    """How the door was left."""

    OPENED = "opened"
    RECOVERED = "recovered"
    OPEN_OTHER = "open_other"
    QUIT = "quit"


def growing_delay(wrong: int) -> int:
    """Seconds to wait after so many wrong passwords in a row: none at first, a minute at most."""
    return 0 if wrong < 3 else min(60, 2 ** (wrong - 2))


class UnlockDialog(DeskDialog):
    """Asks for the password until it opens. ``outcome`` says how it ended; ``other`` what to open.

    ``open_with(password)`` and ``recover(recovery_key, new_password)`` do the opening and raise
    what is wrong. ``locked`` is the door after Ctrl+L: no other registry, and Escape does nothing,
    as leaving means quitting the program.
    """

    def __init__(
        self,
        look: Look,
        folder: Path,
        accounts: Sequence[str],
        open_with: Callable[[str], None],
        recover: Callable[[str, str], None],
        *,
        locked: bool = False,
        delay: Callable[[int], int] = growing_delay,
        messages: Messages | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(tr("登记簿已锁定") if locked else tr("打开登记簿"), "", parent)
        self._look = look
        self._folder = folder
        self._open_with = open_with
        self._recover_with = recover
        self._locked = locked
        self._delay = delay
        self._messages = messages
        self._wrong = 0
        self._rest = 0
        self._why = ""
        self._secret: QLineEdit | None = None
        self.outcome = Outcome.QUIT
        self.other: Path | None = None
        self.password_page = PasswordPage(look, folder, accounts)
        self.recovery_page = RecoveryPage()
        self._clock = QTimer(self, interval=1000)
        self._fill()
        self._show_password_page()

    def _fill(self) -> None:
        self.stack = QStackedWidget()
        self.stack.addWidget(self.password_page)
        self.stack.addWidget(self.recovery_page)
        self.body.addWidget(self.stack, 1)
        self.quit = self.add_button(tr("退出程序"))
        self.back = self.add_button(tr("返回"))
        self.go = self.add_button("", "primary")
        self.go.setDefault(True)
        self.password_page.other.setVisible(not self._locked)
        self.setMinimumSize(520, 440)
        self.quit.clicked.connect(self._quit)
        self.back.clicked.connect(self._show_password_page)
        self.go.clicked.connect(self._try)
        self.password_page.forgot.clicked.connect(self._show_recovery_page)
        self.password_page.other.clicked.connect(self._choose_other)
        self._clock.timeout.connect(self._tick)

    # --- pages ----------------------------------------------------------------------------------

    def _show_password_page(self) -> None:
        self._show(self.password_page, tr("解锁") if self._locked else tr("打开"))
        self.password_page.password.setFocus()

    def _show_recovery_page(self) -> None:
        self._show(self.recovery_page, tr("设新密码并打开"))
        self.recovery_page.key.setFocus()

    def _show(self, page: QWidget, words: str) -> None:
        self.stack.setCurrentWidget(page)
        self.back.setVisible(page is self.recovery_page)
        self.quit.setVisible(page is self.password_page)
        self.go.setText(words)
        self.go.setAccessibleName(words)

    def _trouble(self) -> Trouble:
        pages = (self.password_page, self.recovery_page)
        return pages[self.stack.currentIndex()].trouble

    # --- opening --------------------------------------------------------------------------------

    def _try(self) -> None:
        if self._rest:
            return
        self._trouble().say("")
        if self.stack.currentWidget() is self.recovery_page:
            self._try_recovery()
        else:
            self._attempt(self._open, Outcome.OPENED, self.password_page.password)

    def _open(self) -> None:
        self._open_with(self.password_page.password.text())

    def _try_recovery(self) -> None:
        page = self.recovery_page
        if page.password.text() != page.again.text():
            page.trouble.say(tr("两次输入的密码不一样，请再输一次。"), page.again)
            _take_up(page.again)
            return
        self._attempt(self._recover, Outcome.RECOVERED, page.key)

    def _recover(self) -> None:
        page = self.recovery_page
        self._recover_with(page.key.text(), page.password.text())

    def _attempt(self, act: Callable[[], None], outcome: Outcome, secret: QLineEdit) -> None:
        try:
            act()
        except InvalidInput as error:
            self._trouble().say(render(error.message), self.recovery_page.password)
            _take_up(self.recovery_page.password)
        except WrongPassword as error:
            self._wrong += 1
            self._why, self._secret = render(error.message), secret
            _take_up(secret)
            self._wait(self._delay(self._wrong))
        except DeskError as error:
            self._trouble().say(render(error.message))
        else:
            self.outcome = outcome
            self.accept()

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
        on_recovery = self.stack.currentWidget() is self.recovery_page
        control = self.recovery_page.key if on_recovery else self.password_page.password
        text = self._why if control is self._secret else ""
        if self._rest:
            text = "\n".join(filter(None, [text, trn("{n} 秒后可以再试。", self._rest)]))
        self._trouble().say(text, control)

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

    def reject(self) -> None:
        """Escape: back to the password, or out; a locked desk stays locked."""
        if self.stack.currentWidget() is self.recovery_page:
            self._show_password_page()
        elif not self._locked:
            self._quit()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Closing the window means quitting, also while it is locked."""
        self._quit()
        event.accept()


def _take_up(edit: QLineEdit) -> None:
    """Put the keyboard into ``edit`` with its text selected, to be typed over or mended."""
    edit.setFocus(Qt.FocusReason.OtherFocusReason)
    edit.selectAll()
