"""What a page reads beside the window: the newest question only, and only while the page is in sight."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget

from petitiondesk.domain.errors import Cancelled, DeskError
from petitiondesk.domain.messages import Message
from petitiondesk.ui.tasks import Progress, Task, Tasks

T = TypeVar("T")


class Reading(QObject):
    """The question that a page has under way, if any.

    A month of a large registry takes seconds to read. Who has turned to another page meanwhile would
    feel that in each of its actions; when the page comes up again it asks again.
    """

    def __init__(self, tasks: Tasks, page: QWidget) -> None:
        super().__init__(page)
        self._tasks = tasks
        self._task: Task | None = None
        page.installEventFilter(self)

    def ask(
        self,
        work: Callable[[Progress], T],
        on_done: Callable[[T], None],
        on_error: Callable[[DeskError], None],
        title: Message,
        *,
        glance: bool = False,
    ) -> Task:
        """Ask instead of what was asked before, of which nothing more is heard.

        ``on_error`` hears `Cancelled` only where somebody stopped the work that is returned. A
        ``glance`` may be waited for (`Tasks.wait`).
        """

        def done(value: T) -> None:
            if task is self._task:
                on_done(value)

        def failed(error: DeskError) -> None:
            if task is self._task or not isinstance(error, Cancelled):
                on_error(error)

        self.stop()
        self._task = task = self._tasks.run(
            work, done, failed, title=title, quick=True, glance=glance
        )
        return task

    def is_under_way(self) -> bool:
        """Whether the answer is not there yet."""
        return self._task is not None and not self._task.ended

    def stop(self) -> None:
        """Nobody waits for the answer any more."""
        if self._task is not None:
            self._task.cancel()
            self._task = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The page goes out of sight; a window that is only minimised will want the answer."""
        if event.type() == QEvent.Type.Hide and not event.spontaneous():
            self.stop()
        return super().eventFilter(watched, event)
