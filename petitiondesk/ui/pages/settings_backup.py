"""Behaviour of the settings' part for backups: nothing to save, each button acts at once."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from petitiondesk.domain.errors import DeskError
from petitiondesk.domain.messages import Message
from petitiondesk.infra.i18n import begun, render, tr
from petitiondesk.services.backup_memory import Rehearsed
from petitiondesk.services.backup_state import State
from petitiondesk.services.backup_words import moment
from petitiondesk.services.context import Progress as Told
from petitiondesk.ui.dialogs.backup_work import Backing, TakingAlong, rehearsal_words
from petitiondesk.ui.dialogs.moving import MovingDialog
from petitiondesk.ui.dialogs.restore import RestoreWizard
from petitiondesk.ui.dialogs.writing import run
from petitiondesk.ui.messages import Action
from petitiondesk.ui.models.backups_model import BackupsModel
from petitiondesk.ui.opening import open_file
from petitiondesk.ui.pages.base import PageContext
from petitiondesk.ui.views.backup_view import BackupForm


class BackupPart(QObject):
    """Where backups go, how they stand, and what can be done.

    ``restored(Path)``: a backup was restored to this folder and is to be opened now.
    """

    restored = Signal(object)

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self._context = context
        self._service = context.desk.backups
        self.form = BackupForm(context.look)
        self.setParent(self.form)  # so that work that ends late finds neither
        self.found = BackupsModel()
        form = self.form
        form.backups.setModel(self.found)
        form.backups.set_widths(self.found.widths(), stretch=len(self.found.columns) - 1)
        form.choose.clicked.connect(self.choose_folder)
        form.make.clicked.connect(self.make)
        form.take_along.clicked.connect(self.take_along)
        form.rehearse.clicked.connect(self.rehearse)
        form.restore.clicked.connect(self.restore)
        form.backups.opened.connect(self.restore)
        form.help.clicked.connect(self.explain)

    def refresh(self) -> None:
        """Read again how the backups stand; a folder that is missing is said in its place."""
        state = self._service.state()
        form, memory = self.form, state.memory
        form.folder.setText(str(memory.folder) if memory.folder else tr("还没有选"))
        form.last.setText(_last(state))
        form.rehearsed.setText(_rehearsed(memory.rehearsed))
        for button in (form.make, form.rehearse):
            button.setEnabled(memory.folder is not None)
        told = render(memory.trouble) if memory.trouble else ""
        try:
            self.found.set_rows(self._service.list())
        except DeskError as error:
            self.found.set_rows([])
            told = told or render(error.message)
        form.trouble.say(told)

    # --- buttons --------------------------------------------------------------------------------

    def choose_folder(self) -> None:
        """Ask where the backups are to go."""
        title = tr("备份放在哪个文件夹里")
        chosen = self._context.messages.choose_folder(title, self._service.folder() or Path.home())
        if chosen is not None:
            with self._context.saying_errors():
                self._service.choose_folder(chosen)
            self._show()

    def make(self) -> None:
        """Make a backup now."""
        self._run(self._service.make, self._made, Message("正在备份"))

    def rehearse(self) -> None:
        """Rehearse the newest backup now."""
        self._run(self._service.rehearse, self._rehearsed, Message("正在演练恢复"))

    def take_along(self) -> None:
        """Ask for a stick and make the copy that is taken along."""
        title = tr("带走的备份放在哪里（例如 U 盘）")
        chosen = self._context.messages.choose_folder(title, Path.home())
        if chosen is not None:
            work = TakingAlong(self._service, chosen)
            self._run(work, self._taken, Message("正在做带走的备份"))

    def restore(self) -> None:
        """Go through the restore wizard; what came back may be opened at once."""
        desk = self._context.desk
        row = self.form.backups.currentIndex().row()
        chosen = self.found.row(row)
        wizard = RestoreWizard(
            self._context.look,
            chosen.path if chosen else self._service.folder(),
            present=desk.folder,
            now=desk.context.now,
            messages=None,
            parent=self.form.window(),
        )
        if run(wizard) and wizard.folder is not None:
            self.restored.emit(wizard.folder)

    def explain(self) -> None:
        """Show how the registry moves to another PC."""
        run(MovingDialog(self.form.window()))

    # --- inside ---------------------------------------------------------------------------------

    def _run(
        self, act: Callable[[Told], object], on_done: Callable[[object], None], title: Message
    ) -> None:
        self._enable(on=False)
        self._context.tasks.run(
            Backing(act), on_done, self._context.messages.error, self._show,
            title=title, keeping=True,
        )  # fmt: skip

    def _enable(self, *, on: bool) -> None:
        form = self.form
        for button in (form.make, form.take_along, form.rehearse, form.restore, form.choose):
            button.setEnabled(on)

    def _show(self) -> None:
        self._enable(on=True)
        with self._context.saying_errors():
            self.refresh()
        self._context.go.written()

    def _made(self, _made: object) -> None:
        self._context.messages.notice(Message("备份已做好，打开检查过，是完好的。"))

    def _rehearsed(self, _done: object) -> None:
        done = self._service.state().memory.rehearsed
        if done is None:
            return
        told = rehearsal_words(done.faults, done.missing)
        (self._context.messages.notice if done.sound else self._context.messages.warn)(told)

    def _taken(self, folder: object) -> None:
        assert isinstance(folder, Path)
        self._context.messages.notice(
            Message("带走的备份在“{name}”里。请安全弹出 U 盘，妥善保管。", name=folder.name),
            Action(tr("打开文件夹"), _Opening(folder)),
        )


class _Opening:
    """Shows a folder; a plain object, so that the notice holds no page."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def __call__(self) -> None:
        open_file(self._folder)


def _last(state: State) -> str:
    last = state.memory.last
    if last is None:
        return tr("还没有")
    return begun(render(moment(last.at, state)))


def _rehearsed(done: Rehearsed | None) -> str:
    if done is None:
        return tr("还没有演练。每月自动把最新的备份完整恢复一次，检查后删掉。")
    day, following = f"{done.at:%Y-%m-%d}", done.next_on.isoformat()
    if done.sound:
        return tr("{day} 演练过，能完整恢复。下一次：{next}", day=day, next=following)
    return tr("{day} 演练发现问题：记录里 {faults} 处，缺附件 {missing} 个。",
              day=day, faults=done.faults, missing=done.missing)  # fmt: skip
