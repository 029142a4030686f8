"""The frame of the restore wizard: its pages, its buttons, and the runner of its long works."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtWidgets import QWidget

from petitiondesk.domain.errors import DeskError
from petitiondesk.domain.messages import Message
from petitiondesk.infra.i18n import tr
from petitiondesk.ui.look import Look
from petitiondesk.ui.models.backups_model import BackupsModel, MissingModel, NewerModel
from petitiondesk.ui.tasks import Progress, Task, Tasks, tasks_of_a_door
from petitiondesk.ui.views.dialogs import DeskDialog
from petitiondesk.ui.views.first_run_view import DoorPage
from petitiondesk.ui.views.pages import Pages
from petitiondesk.ui.views.restore_view import (
    ChoicePage,
    ComparisonPage,
    DonePage,
    PlacePage,
    WhoPage,
    WorkBar,
)

T = TypeVar("T")


class RestoreFrame(DeskDialog):
    """Pages in their order; what may be pressed; one work at a time in the background."""

    HELP = "restore"

    def __init__(self, look: Look, parent: QWidget | None) -> None:
        super().__init__(tr("从备份恢复"), "", parent)
        self._look = look
        self._task: Task | None = None
        self._tasks: Tasks | None = None
        self._add_pages()
        self.resize(760, 600)

    def is_chosen(self) -> bool:
        """Whether a backup is chosen that can be restored."""
        raise NotImplementedError

    def failed(self, error: DeskError) -> None:
        """A work ended with an error."""
        raise NotImplementedError

    def _add_pages(self) -> None:
        look = self._look
        self.choice, self.who = ChoicePage(look), WhoPage()
        self.comparison, self.place, self.end = (
            ComparisonPage(look), PlacePage(look), DonePage(look),
        )  # fmt: skip
        self.found, self.newer, self.missing = BackupsModel(), NewerModel(), MissingModel()
        for table, model in (
            (self.choice.backups, self.found),
            (self.comparison.newer, self.newer),
            (self.end.missing, self.missing),
        ):
            table.setModel(model)
            table.set_widths(model.widths(), stretch=len(model.columns) - 1)
        self.stack = Pages()
        for page in self._pages():
            self.stack.addWidget(page)
        self.body.addWidget(self.stack, 1)
        self.work = WorkBar()
        self.body.addWidget(self.work)
        self.work.hide()
        self.leave = self.add_button(tr("取消"))
        self.back = self.add_button(tr("上一步"))
        self.next = self.add_button(tr("下一步"), "primary")
        self.next.setDefault(True)

    def _pages(self) -> tuple[DoorPage, ...]:
        return (self.choice, self.who, self.comparison, self.place, self.end)

    def _go(self, page: DoorPage) -> None:
        self.stack.setCurrentWidget(page)
        at_end = page is self.end
        self.back.setVisible(page not in (self.choice, self.end))
        self.leave.setText(tr("以后再打开") if at_end else tr("取消"))
        self.next.setText(
            tr("打开恢复的登记簿") if at_end
            else tr("开始恢复") if page is self.place
            else tr("下一步")
        )  # fmt: skip
        for button in (self.leave, self.next):
            button.setAccessibleName(button.text())
        self._allow()
        self._first(page).setFocus()

    def _first(self, page: DoorPage) -> QWidget:
        """Where the keyboard begins."""
        first: dict[DoorPage, QWidget] = {
            self.choice: self.choice.backups if self.found.rows() else self.choice.choose_folder,
            self.who: self.who.password,
            self.comparison: self.next,
            self.place: self.place.folder,
            self.end: self.next,
        }
        return first[page]

    def _allow(self) -> None:
        busy = self._task is not None
        chosen = self.stack.currentWidget() is not self.choice or self.is_chosen()
        self.stack.setEnabled(not busy)
        self.back.setEnabled(not busy)
        self.next.setEnabled(not busy and chosen)

    # --- works ----------------------------------------------------------------------------------

    def _run(self, work: Callable[[Progress], T], on_done: Callable[[T], None], title: str) -> None:
        self.work.show_work(title)
        # The door has no runner; made when asked, so that a wizard nobody ran leaves no thread.
        self._tasks = self._tasks or tasks_of_a_door()
        self._task = self._tasks.run(work, on_done, self.failed, title=Message("恢复"), quiet=True)
        self._task.progressed.connect(self._progressed)
        self._allow()

    def _progressed(self, done: int, total: int | None, _text: Message) -> None:
        self.work.show_part(done, total)

    def _settle(self) -> None:
        self._task = None
        self.work.hide()
        self._allow()

    def done(self, result: int) -> None:
        """Nothing runs on, and no password is kept."""
        self.who.password.clear()
        if self._tasks is not None:
            self._tasks.shutdown()
        self._tasks = None
        super().done(result)
