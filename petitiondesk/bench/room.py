"""A whole window with a registry open in it, used as a clerk uses it.

What it offers is what a clerk does (click a page, type into the search box, drag the scroll bar) and
what a clerk waits for: that what was asked for is painted. Nothing of the window's inside is touched.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from PySide6.QtCore import QEventLoop, QPoint, Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from petitiondesk.bench.answers import Answers
from petitiondesk.bench.given import SIZE
from petitiondesk.bench.hands import PaintWatch, click, press, shows_lines
from petitiondesk.bench.registries import opened
from petitiondesk.bench.stopwatch import own_time
from petitiondesk.services.desk import Desk
from petitiondesk.ui.look import Look
from petitiondesk.ui.messages import WindowMessages
from petitiondesk.ui.models.ledger_columns import COLUMN
from petitiondesk.ui.pages.ledger import LedgerPage
from petitiondesk.ui.style import Scheme
from petitiondesk.ui.tasks import Tasks
from petitiondesk.ui.window import DeskWindow

_PATIENCE = 120.0
"""Seconds after which an answer that does not come ends the run."""
_LOOK_MS = 2


@dataclass
class Room:
    """A window on a desk, and the answers its dialogs get."""

    app: QApplication
    desk: Desk
    window: DeskWindow
    tasks: Tasks
    answers: Answers

    @property
    def ledger(self) -> LedgerPage:
        """The ledger page, made when it is first asked for."""
        page = self.window.page("ledger")
        assert isinstance(page, LedgerPage)
        return page

    # --- what a clerk does ----------------------------------------------------------------------

    def go(self, key: str) -> None:
        """Click a page on the rail."""
        click(self.window.shell.rail.button(key))

    def search(self, words: str) -> None:
        """Search: the words arrive at once, as from an input method; then Enter."""
        self.window.shell.search.setText(words)
        press(self.window.shell.search, Qt.Key.Key_Return)

    def sort_by(self, column: str) -> None:
        """Click on the heading of a column of the ledger."""
        header = self.ledger.view.table.horizontalHeader()
        place = COLUMN[column]
        middle = header.sectionViewportPosition(place) + header.sectionSize(place) // 2
        click(header.viewport(), QPoint(middle, header.height() // 2))

    def jump(self, row: int) -> None:
        """Drag the scroll bar of the ledger until ``row`` is on top, as far as it goes."""
        self.ledger.view.table.verticalScrollBar().setValue(row)

    # --- what a clerk waits for -----------------------------------------------------------------

    def ledger_shows(self) -> bool:
        """Whether every line in sight is there, or the page says that there is none."""
        return shows_lines(self.ledger)

    def painted_ledger(self, act: Callable[[], object]) -> float:
        """Seconds from an action until the ledger's lines that it asks for are painted."""
        view = self.ledger.view
        return self.painted(act, self.ledger_shows, view.table.viewport(), view.empty)

    def painted(
        self, act: Callable[[], object], shows: Callable[[], bool], *watched: QWidget
    ) -> float:
        """Seconds from an action until one of ``watched`` was painted while it ``shows`` what was asked.

        Raises:
            TimeoutError: that did not come about.
        """
        watch = PaintWatch(*watched)
        until = perf_counter() + _PATIENCE
        try:
            begun = own_time()
            act()
            while True:
                self._live()
                at = watch.take()
                if at is not None and shows():
                    return at - begun
                _patient(until)
        finally:
            watch.end()

    def wait(self, done: Callable[[], bool]) -> None:
        """Let the window live until ``done``.

        Raises:
            TimeoutError: that did not come about.
        """
        until = perf_counter() + _PATIENCE
        while not done():
            self._live()
            _patient(until)

    def pause(self, milliseconds: int) -> None:
        """Let the window live for a while."""
        loop = QEventLoop()
        QTimer.singleShot(milliseconds, loop.quit)
        loop.exec()

    def calm(self) -> None:
        """Let everything that follows an action end: counts, layouts, what is shown late."""
        for _ in range(2):  # what ends may begin something
            self.wait(lambda: not self.tasks.is_busy() and not self.window.is_making())
            self.pause(10)
        self.check()

    def check(self) -> None:
        """Nothing went wrong so far; what did is raised."""
        if self.answers.trouble:
            raise self.answers.trouble[0]

    def _live(self) -> None:
        """One turn of the event loop; waits for an event, if only for the one that comes soon."""
        tick = QTimer(singleShot=True)
        tick.start(_LOOK_MS)
        self.app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)


@contextmanager
def room(app: QApplication, folder: Path, size: int) -> Iterator[Room]:
    """A window on a registry of ``size`` petitions, shown and calm; closed at the end.

    Raises:
        DeskError: the registry cannot be opened.
    """
    desk = opened(folder, size)
    answers = Answers()
    tasks = Tasks(answers.trouble.append, answers.trouble.append, desk.release)
    window = DeskWindow(desk, Look(app, Scheme.LIGHT), tasks, answers)
    answers.window = WindowMessages(window, window.shell.toasts)
    try:
        window.resize(*SIZE)
        window.show()
        window.activateWindow()
        made = Room(app, desk, window, tasks, answers)
        window.prepare()
        made.calm()
        yield made
        made.check()
    finally:
        window.hide()
        window.deleteLater()
        tasks.shutdown()
        desk.close()


def _patient(until: float) -> None:
    if perf_counter() > until:
        raise TimeoutError("what was waited for did not come about")
