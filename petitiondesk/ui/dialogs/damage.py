"""The door of a damaged registry: look at it, restore a backup, or salvage what is left."""

from enum import Enum
from pathlib import Path

from PySide6.QtWidgets import QWidget

from petitiondesk.domain.errors import Cancelled, DeskError
from petitiondesk.domain.messages import Message
from petitiondesk.infra.i18n import render, tr
from petitiondesk.services.context import Now
from petitiondesk.services.desk import Desk
from petitiondesk.services.salvage import Salvaged, list_lines
from petitiondesk.ui.dialogs.damage_work import Damage, Salvaging, proposed
from petitiondesk.ui.dialogs.restore import RestoreWizard
from petitiondesk.ui.look import Look
from petitiondesk.ui.messages import Messages, WindowMessages
from petitiondesk.ui.tasks import Task, Tasks, tasks_of_a_door
from petitiondesk.ui.views.damage_view import SalvagedPage, SalvagePage, WaysPage
from petitiondesk.ui.views.dialogs import DeskDialog
from petitiondesk.ui.views.first_run_view import DoorPage
from petitiondesk.ui.views.pages import Pages
from petitiondesk.ui.views.restore_view import WorkBar
from petitiondesk.ui.views.toasts import ToastArea


class Outcome(Enum):
    """How the dialog was left."""

    LOOK = "look"
    OPEN_OTHER = "open_other"
    QUIT = "quit"


class DamageDialog(DeskDialog):
    """Offers the ways on. ``outcome`` says which; ``desk`` is open for reading, ``other`` to be opened.

    Nothing is written into the damaged registry, whichever way is taken.
    """

    HELP = "damage"

    def __init__(
        self,
        look: Look,
        damage: Damage,
        now: Now,
        *,
        messages: Messages | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(tr("登记簿有损坏"), "", parent)
        self._look = look
        self._damage = damage
        self._now = now
        self._messages = messages
        self._task: Task | None = None
        self._tasks: Tasks | None = None
        self.outcome = Outcome.QUIT
        self.desk: Desk | None = None
        self.other: Path | None = None
        self.ways = WaysPage(look, damage.error)
        self.place, self.end = SalvagePage(look), SalvagedPage()
        self.stack = Pages()
        for page in (self.ways, self.place, self.end):
            self.stack.addWidget(page)
        self.body.addWidget(self.stack, 1)
        self.work = WorkBar()
        self.body.addWidget(self.work)
        self.work.hide()
        self.leave = self.add_button(tr("退出程序"))
        self.back = self.add_button(tr("上一步"))
        self.next = self.add_button(tr("开始抢救"), "primary")
        self.next.setDefault(True)
        self._connect()
        self.resize(680, 520)
        self._go(self.ways)

    def _connect(self) -> None:
        self.ways.look_at.clicked.connect(self._look_at)
        self.ways.restore.clicked.connect(self._restore)
        self.ways.salvage.clicked.connect(self._ask_place)
        self.place.choose.clicked.connect(self._choose_place)
        self.leave.clicked.connect(self.reject)
        self.back.clicked.connect(self._back)
        self.next.clicked.connect(self._next)
        readable = self._damage.password is not None
        self.ways.look_at.setVisible(readable)
        self.ways.salvage.setVisible(readable)

    # --- going on -------------------------------------------------------------------------------

    def _go(self, page: DoorPage) -> None:
        self.stack.setCurrentWidget(page)
        at_end = page is self.end
        self.back.setVisible(page is self.place)
        self.next.setVisible(page is not self.ways)
        self.next.setText(tr("打开抢救的登记簿") if at_end else tr("开始抢救"))
        self.next.setAccessibleName(self.next.text())
        self._allow()
        first = {self.ways: self.ways.restore, self.place: self.place.folder, self.end: self.next}
        first[page].setFocus()

    def _allow(self) -> None:
        busy = self._task is not None
        self.stack.setEnabled(not busy)
        self.back.setEnabled(not busy)
        self.next.setEnabled(not busy)
        self.leave.setText(tr("停止") if busy else tr("退出程序"))
        self.leave.setAccessibleName(self.leave.text())

    def _back(self) -> None:
        self._go(self.ways)

    def _next(self) -> None:
        if self.stack.currentWidget() is self.place:
            self._salvage()
        else:
            self._leave(Outcome.OPEN_OTHER)

    def _leave(self, outcome: Outcome) -> None:
        self.outcome = outcome
        self.accept()

    # --- the three ways -------------------------------------------------------------------------

    def _look_at(self) -> None:
        self.ways.say("")
        try:
            self.desk = self._damage.look_at(self._now)
        except DeskError as error:
            self.ways.say(render(error.message))
        else:
            self._leave(Outcome.LOOK)

    def _restore(self) -> None:
        self.ways.say("")
        wizard = RestoreWizard(
            self._look,
            self._damage.backups(self._now),
            present=self._damage.folder,
            now=self._now,
            parent=self,
        )
        accepted = wizard.exec() == wizard.DialogCode.Accepted
        folder = wizard.folder
        wizard.deleteLater()
        if folder is not None:
            self.other = folder
        if accepted and folder is not None:
            self._leave(Outcome.OPEN_OTHER)

    def _ask_place(self) -> None:
        self.place.say("")
        self.place.folder.setText(str(proposed(self._damage.folder)))
        self._go(self.place)

    def _choose_place(self) -> None:
        now = Path(self.place.folder.text().strip() or str(proposed(self._damage.folder)))
        asker = self._messages or WindowMessages(self, ToastArea(self._look, self, self.stack))
        chosen = asker.choose_folder(tr("抢救出来的登记簿放在哪个文件夹里"), now.parent)
        if chosen is not None:
            self.place.folder.setText(str(chosen / now.name))

    def _salvage(self) -> None:
        text = self.place.folder.text().strip()
        into = Path(text).expanduser()
        if not text or not into.is_absolute():
            self.place.say(tr("请写完整的文件夹路径，或者点“换一个位置”。"))
            self.place.folder.setFocus()
            return
        self.place.say("")
        self.work.show_work(tr("正在抢救"))
        self._tasks = self._tasks or tasks_of_a_door()
        work = Salvaging(self._damage, into, self._now)
        self._task = self._tasks.run(
            work, self._salvaged, self._failed, title=Message("抢救"), quiet=True
        )
        self._task.progressed.connect(self._progressed)
        self._allow()

    def _progressed(self, done: int, total: int | None, _text: Message) -> None:
        self.work.show_part(done, total)

    def _settle(self) -> None:
        self._task = None
        self.work.hide()
        self._allow()

    def _failed(self, error: DeskError) -> None:
        self._settle()
        if isinstance(error, Cancelled):
            self.place.say(tr("已经停止，没有留下任何文件。"))
        else:
            self.place.say(render(error.message))

    def _salvaged(self, result: Salvaged) -> None:
        self._settle()
        self.other = result.folder
        head, *lines = list_lines(result)
        self.end.told.setText(head)
        self.end.place.setText(tr("清单在：{path}", path=result.listed))
        self.end.lost.setPlainText("\n".join(lines))
        self._go(self.end)

    # --- leaving --------------------------------------------------------------------------------

    def reject(self) -> None:
        """Stop a salvage under way; else leave the program."""
        if self._task is not None:
            self._task.cancel()
            return
        super().reject()

    def done(self, result: int) -> None:
        """Nothing runs on."""
        if self._tasks is not None:
            self._tasks.shutdown()
        self._tasks = None
        super().done(result)
