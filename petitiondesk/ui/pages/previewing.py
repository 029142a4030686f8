"""A change of the calendar or the rules from the page: reckoned, shown, done once confirmed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from petitiondesk.domain.errors import DeskError
from petitiondesk.domain.messages import N_, Message
from petitiondesk.services.clocks import Preview
from petitiondesk.ui.counting import counting
from petitiondesk.ui.dialogs.moves import Apply, MovesDialog
from petitiondesk.ui.dialogs.writing import run
from petitiondesk.ui.pages.base import PageContext
from petitiondesk.ui.tasks import Progress, Task

Tell = Callable[[int, int | None], None]
"""Hears of progress: done, of how many."""

Reckon = Callable[[Tell], Preview]
"""Reckons the preview, with progress."""


@dataclass(frozen=True)
class Proposal:
    """What is to be shown: the dialog's title, its remarks, its button, and how it is done."""

    title: str
    yes: str
    apply: Apply
    remarks: Sequence[str] = ()


class Previewing(QObject):
    """Runs previews one at a time. ``done(Preview)`` when a change was made."""

    done = Signal(object)

    def __init__(self, context: PageContext, page: QWidget) -> None:
        super().__init__(page)
        self._context = context
        self._page = page
        self._task: Task | None = None
        self._shown: tuple[Preview, Proposal] | None = None
        # The dialog opens after the task was let go, not from inside its end.
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._show)

    def is_busy(self) -> bool:
        """Whether something is being reckoned or shown."""
        return self._task is not None or self._shown is not None

    def start(self, reckon: Reckon, proposal: Proposal) -> None:
        """Reckon in the background, then show it; a second asking meanwhile is not heard."""
        if self.is_busy():
            return

        def work(progress: Progress) -> tuple[Preview, Proposal]:
            return reckon(counting(progress, N_("已推算 {n} 件"))), proposal

        self._task = self._context.tasks.run(
            work, self._reckoned, self._fail, title=Message("正在推算期限")
        )

    def _reckoned(self, answer: tuple[Preview, Proposal]) -> None:
        self._task = None
        preview, _ = answer
        if not preview.changes:
            self._context.messages.notice(Message("与现在的没有不同，没有要改的。"))
            return
        self._shown = answer
        self._soon.start()

    def _fail(self, error: DeskError) -> None:
        self._task = None
        self._context.messages.error(error)

    def _show(self) -> None:
        assert self._shown is not None
        preview, proposal = self._shown
        dialog = MovesDialog(
            self._context,
            preview,
            proposal.apply,
            proposal.title,
            proposal.yes,
            proposal.remarks,
            self._page.window(),
        )
        try:
            if not run(dialog):
                return
        finally:
            self._shown = None
        self._context.messages.notice(
            Message(
                "已更改，{n} 项期限变动。可以在“期限”的“放假安排”里撤销。", n=len(preview.moves)
            )
        )
        self._context.go.written()
        self.done.emit(preview)
