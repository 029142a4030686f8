"""What a page needs around it in a test: recorded messages, recorded ways, dialogs answered."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from petitiondesk.domain.ledger import LedgerFilter
from petitiondesk.services.desk import Desk
from petitiondesk.ui.look import Look
from petitiondesk.ui.pages.base import PageContext
from petitiondesk.ui.tasks import Tasks
from tests.ui.fakes import RecordedMessages

PATIENT = 20.0
"""Seconds that a window in a test waits for what it glances at, where the machine is busy."""


@dataclass
class Bench:
    """A page's surroundings. ``went`` lists where it wanted to go: (kind, argument)."""

    messages: RecordedMessages = field(default_factory=RecordedMessages)
    went: list[tuple[str, object]] = field(default_factory=list)
    context: PageContext = field(init=False)

    def open_case(self, petition_id: int) -> None:
        self.went.append(("case", petition_id))

    def open_ledger(self, shown: LedgerFilter) -> None:
        self.went.append(("ledger", shown))

    def open_register(self) -> None:
        self.went.append(("register", None))

    def open_reception(self, day: date | None = None) -> None:
        self.went.append(("reception", day))

    def register_visit(self, day: date, number: int) -> None:
        self.went.append(("register_visit", (day, number)))

    def open_settings(self, part: str) -> None:
        self.went.append(("settings", part))

    def written(self, petition_id: int | None = None) -> None:
        self.went.append(("written", None))

    def when_a_dialog_opens(self, act: Callable[[Any], object]) -> None:
        """Do something in the next modal dialog, as a person would; closes it if it stays open."""
        waiting = [100]

        def look_for_it() -> None:
            dialog = QApplication.activeModalWidget()
            focused = QApplication.focusWidget()
            if dialog is None or focused is None or not dialog.isAncestorOf(focused):
                waiting[0] -= 1
                if waiting[0]:
                    QTimer.singleShot(10, look_for_it)
                return
            try:
                act(dialog)
            finally:
                if dialog.isVisible():
                    dialog.close()

        QTimer.singleShot(0, look_for_it)


@contextmanager
def bench(desk: Desk, look: Look, patience: float = PATIENT) -> Iterator[Bench]:
    """A desk's bench; a bug in the background fails the test.

    The window waits ``patience`` seconds for what it glances at.
    """
    bugs: list[BaseException] = []
    around = Bench()
    tasks = Tasks(bugs.append, around.messages.error, desk.release, patience)
    around.context = PageContext(desk, look, tasks, around.messages, around)
    yield around
    assert tasks.shutdown()
    assert bugs == []
