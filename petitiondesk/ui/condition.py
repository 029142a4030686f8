"""Minding the state of the registry while the window is open: what the strip says, the daily check."""

from PySide6.QtCore import QObject, QTimer

from petitiondesk.domain.errors import Cancelled, DeskError
from petitiondesk.domain.messages import N_, Message
from petitiondesk.infra.i18n import render, tr
from petitiondesk.services.condition import ConditionService
from petitiondesk.ui.counting import counting
from petitiondesk.ui.messages import Messages
from petitiondesk.ui.tasks import Progress, Task, Tasks
from petitiondesk.ui.views.damage_view import ConditionStrip
from petitiondesk.ui.views.dialogs import DeskDialog

_LOOK_AGAIN_MS = 60_000


class ConditionWatch(QObject):
    """Keeps ``strip`` true to what ``service`` says, and reads every page once a day in the background."""

    def __init__(
        self,
        service: ConditionService,
        strip: ConditionStrip,
        tasks: Tasks,
        messages: Messages,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._service = service
        self._strip = strip
        self._tasks = tasks
        self._messages = messages
        self._busy = False
        self._tidying: Task | None = None
        self._clock = QTimer(self, interval=_LOOK_AGAIN_MS)
        self._clock.timeout.connect(self.look)
        strip.more.clicked.connect(self._show_all)

    def start(self) -> None:
        """Begin to mind the state."""
        self._clock.start()
        self.look()

    def show(self) -> None:
        """Say what is to be said now."""
        try:
            said = tuple(render(message) for message in self._service.notices())
        except DeskError as error:
            said = (render(error.message),)
        self._strip.say(said)

    def look(self) -> None:
        """Say what is to be said, and begin what is done beside the window where it is due."""
        self.show()
        if self._tidying is None or self._tidying.ended:  # it may wait behind an export
            self._tidying = self._tasks.run(self._tidy, on_error=_left_for_later, quiet=True)
        try:
            due = not self._busy and self._service.check_due()
        except DeskError:
            return
        if due:
            self._busy = True
            self._tasks.run(
                self._check, None, self._failed, self._finished,
                title=Message("检查登记簿"), quiet=True, keeping=True,
            )  # fmt: skip

    def _tidy(self, progress: Progress) -> None:
        if self._service.fold_due():
            self._service.fold()
        self._service.tidy(progress.check)

    def _check(self, progress: Progress) -> None:
        self._service.check(counting(progress, N_("检查登记簿")))

    def _failed(self, error: DeskError) -> None:
        if not isinstance(error, Cancelled):
            self._messages.warn(error.message)

    def _finished(self) -> None:
        self._busy = False
        self.show()

    def _show_all(self) -> None:
        dialog = DeskDialog(tr("登记簿的状况"), "\n\n".join(self._strip.said), self._strip.window())
        dialog.add_button(tr("知道了"), "primary", accepts=True).setDefault(True)
        dialog.exec()
        dialog.deleteLater()


def _left_for_later(_error: DeskError) -> None:
    """What could not be merged now is merged in a minute; a registry in trouble is said elsewhere."""
