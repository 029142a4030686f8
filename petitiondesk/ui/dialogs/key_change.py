"""The registry is being encrypted anew: how far it is, and a way back until it is ready."""

from collections.abc import Callable
from functools import partial

from petitiondesk.domain.errors import DeskError
from petitiondesk.domain.messages import Message
from petitiondesk.infra.i18n import tr
from petitiondesk.services.desk import Desk, change_data_key
from petitiondesk.ui.counting import counting
from petitiondesk.ui.look import Look
from petitiondesk.ui.tasks import Progress, Tasks
from petitiondesk.ui.views.dialogs import DeskDialog
from petitiondesk.ui.views.progress import ProgressPanel


class KeyChangeDialog(DeskDialog):
    """Runs the change in the background. ``desk`` is the new one, or ``error`` why there is none.

    Nothing else may use the registry meanwhile; ``on_bug`` is the crash hook's.
    """

    HELP = "accounts"

    def __init__(self, look: Look, old: Desk, on_bug: Callable[[BaseException], None]) -> None:
        super().__init__(
            tr("正在更换数据密钥"),
            tr("整个登记簿正在重新加密。请不要关电脑；万一断电，登记簿仍是换之前或换之后的样子。"),
        )
        self.desk: Desk | None = None
        self.error: DeskError | None = None
        self.progress = ProgressPanel(look)
        self.body.addWidget(self.progress)
        self.body.addStretch(1)
        self.setMinimumWidth(560)
        # This thread's connections too: Windows replaces no file that is open.
        old.release()
        self.tasks = Tasks(on_bug, self._failed, old.release)
        self._task = self.tasks.run(
            partial(_change, old), self._done, self._failed, self._ended, Message("重新加密")
        )
        self.progress.follow(self._task)
        self.progress.show()  # at once: nothing else shows that something is under way

    def reject(self) -> None:
        """Escape and the window's cross ask to stop; it closes when that is done."""
        self._task.cancel()

    def _done(self, desk: Desk) -> None:
        self.desk = desk

    def _failed(self, error: DeskError) -> None:
        self.error = error

    def _ended(self) -> None:
        self.done(0)


def _change(old: Desk, progress: Progress) -> Desk:
    new = change_data_key(old, counting(progress))
    new.release()  # what this thread has open of it
    return new
