"""The backup that is made before the registry closes; it never keeps anybody from leaving."""

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from petitiondesk.domain.errors import Cancelled, DeskError
from petitiondesk.domain.messages import Message
from petitiondesk.infra.i18n import render, tr
from petitiondesk.ui.tasks import Progress, Task, Tasks
from petitiondesk.ui.views.cards import TroubleLine, label
from petitiondesk.ui.views.dialogs import DeskDialog
from petitiondesk.ui.views.still_bar import StillBar


class LeavingDialog(DeskDialog):
    """Makes the backup with a bar. Accepted: the window may close; rejected: the clerk stays.

    Where it goes wrong the clerk may try again, leave without, or stay.
    """

    HELP = "backup"

    def __init__(
        self, tasks: Tasks, work: Callable[[Progress], object], parent: QWidget | None = None
    ) -> None:
        super().__init__(tr("关闭前备份"), tr("登记簿里有还没备份的内容，关闭前先备份。"), parent)
        self.setMinimumWidth(480)
        self._tasks = tasks
        self._work = work
        self._task: Task | None = None
        self.bar = StillBar(tr("备份的进度"))
        self.text = label("", "caption")
        self.trouble = TroubleLine()
        self.body.addWidget(self.bar)
        self.body.addWidget(self.text)
        self.elsewhere = label(
            tr("要换文件夹，先点“不关闭”，再到“设置”的“备份”里选。"), "caption", wrap=True
        )
        self.body.addWidget(self.trouble)
        self.body.addWidget(self.elsewhere)
        self.stay = self.add_button(tr("不关闭"), accepts=False)
        self.leave = self.add_button(tr("不备份，直接关闭"))
        self.again = self.add_button(tr("再试一次"), "primary")
        self.again.clicked.connect(self._begin)
        self.leave.clicked.connect(self._leave_without)
        self._show_busy(busy=True)

    def showEvent(self, event: QShowEvent) -> None:
        """Begin as soon as it can be seen."""
        super().showEvent(event)
        QTimer.singleShot(0, self._begin_first)

    def reject(self) -> None:
        """Stay: a backup under way is stopped, nothing of it is kept."""
        if self._task is not None:
            self._task.cancel()
        super().reject()

    def _begin_first(self) -> None:
        if self._task is None and self.trouble.isHidden():
            self._begin()

    def _begin(self) -> None:
        self._show_busy(busy=True)
        self._task = self._tasks.run(
            self._work, self._done, self._failed, title=Message("备份"), quiet=True, keeping=True
        )
        self._task.progressed.connect(self._progressed)

    def _progressed(self, done: int, total: int | None, text: Message) -> None:
        # In thousandths: more bytes than Qt can count in a bar are nothing unusual.
        self.bar.show_part(done, total)
        self.text.setText(render(text))

    def _done(self, _made: object) -> None:
        self._task = None
        self.accept()

    def _failed(self, error: DeskError) -> None:
        self._task = None
        if isinstance(error, Cancelled):
            return
        self._show_busy(busy=False)
        self.trouble.say(render(error.message))
        self.adjustSize()  # the sentence needs more room than the bar in whose place it stands
        self.again.setFocus()  # Enter loses nothing

    def _leave_without(self) -> None:
        if self._task is not None:
            self._task.cancel()
        self.accept()

    def _show_busy(self, *, busy: bool) -> None:
        self.bar.setVisible(busy)
        self.bar.begin()
        self.text.setVisible(busy)
        self.text.setText("")
        self.again.setVisible(not busy)
        self.elsewhere.setVisible(not busy)
        if busy:
            self.trouble.hide()
