"""The backups of a window: one a day by itself, one when leaving, and what the status bar says."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from petitiondesk.domain.errors import Cancelled, DeskError
from petitiondesk.domain.messages import Message
from petitiondesk.infra.i18n import render, tr
from petitiondesk.services.backup import BackupService
from petitiondesk.services.backup_state import Standing
from petitiondesk.services.backup_words import reminder, status
from petitiondesk.services.context import Progress as Told
from petitiondesk.ui.dialogs.backup_work import Backing, rehearsal_words
from petitiondesk.ui.dialogs.leaving import LeavingDialog
from petitiondesk.ui.dialogs.writing import run
from petitiondesk.ui.messages import Action, Messages
from petitiondesk.ui.tasks import Tasks

_LOOK_AGAIN_MS = 60_000


class Backups(QObject):
    """Makes the day's backup in the background, rehearses the newest each month, minds midnight.

    ``changed``: how the backups stand was written anew; ``settings_asked``: its page should come up.
    """

    changed = Signal()
    settings_asked = Signal()

    def __init__(
        self, service: BackupService, tasks: Tasks, messages: Messages, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._service = service
        self._tasks = tasks
        self._messages = messages
        self._tried_on: object = None
        self._busy = False
        self._clock = QTimer(self, interval=_LOOK_AGAIN_MS)
        self._clock.timeout.connect(self.look)
        # Not out of another work's end: that may be the end of the window too.
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._rehearse_by_itself)

    def start(self) -> None:
        """Begin to mind the days; a backup that is missing or too old is said once a day."""
        try:
            told = reminder(self._service.state()) if self._service.may_remind() else None
        except DeskError as error:
            self._messages.error(error)
            return
        if told is not None:
            self._messages.warn(told, Action(tr("打开备份设置"), self.settings_asked.emit))
        self._clock.start()
        self.look()

    def status(self) -> tuple[str, bool]:
        """The line for the status bar, and whether it tells of trouble."""
        state = self._service.state()
        return render(status(state)), state.standing in (Standing.TROUBLE, Standing.OLD)

    def look(self) -> None:
        """Make the day's backup where it is still to be made; once a day without being asked."""
        try:
            state = self._service.state()
        except DeskError:
            return  # the registry's disk is gone: whoever works hears that from what she does
        if self._busy or state.today == self._tried_on:
            return
        self._tried_on = state.today
        if self._service.due_today():
            self._run(self._service.make, self._made_by_itself, Message("每日备份"))
        elif self._service.rehearsal_due():
            self._rehearse_by_itself()
        self.changed.emit()

    def may_leave(self, parent: QWidget) -> bool:
        """Make a backup before the registry closes where something changed; False to stay.

        What goes wrong is said once, and the clerk may leave all the same.
        """
        try:
            if not self._service.due_at_exit():
                return True
        except DeskError:
            return True  # the registry cannot be read: nobody is kept from leaving
        self._clock.stop()
        dialog = LeavingDialog(self._tasks, Backing(self._service.make), parent)
        left = run(dialog)
        self.changed.emit()
        if not left:
            self._clock.start()
        return left

    # --- inside ---------------------------------------------------------------------------------

    def _run(
        self, act: Callable[[Told], object], on_done: Callable[[object], None], title: Message
    ) -> None:
        self._busy = True
        self._tasks.run(
            Backing(act), on_done, self._failed, self._finished,
            title=title, quiet=True, keeping=True,
        )  # fmt: skip

    def _made_by_itself(self, _made: object) -> None:
        if self._service.rehearsal_due():
            self._soon.start()

    def _rehearse_by_itself(self) -> None:
        self._run(self._service.rehearse, self._rehearsed, Message("演练恢复"))

    def _rehearsed(self, _done: object) -> None:
        done = self._service.state().memory.rehearsed
        if done is not None and not done.sound:
            self._messages.warn(rehearsal_words(done.faults, done.missing))

    def _failed(self, error: DeskError) -> None:
        if not isinstance(error, Cancelled):
            self._messages.warn(error.message)

    def _finished(self) -> None:
        self._busy = False
        self.changed.emit()
