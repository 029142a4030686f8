"""A whole window with a clerk in front of it, for tests of what pages share."""

from collections.abc import Iterator
from contextlib import contextmanager

from pytestqt.qtbot import QtBot

from petitiondesk.services.desk import Desk
from petitiondesk.ui.look import Look
from petitiondesk.ui.pages.case import CasePage
from petitiondesk.ui.tasks import Tasks
from petitiondesk.ui.window import DeskWindow
from tests.ui.bench import PATIENT
from tests.ui.fakes import RecordedMessages
from tests.ui.hands import show_active

PAGES = ("today", "register", "reception", "ledger", "case", "returns", "archive", "settings")
Opened = tuple[DeskWindow, RecordedMessages]


def no_bug(bug: BaseException) -> None:
    raise AssertionError(repr(bug))


@contextmanager
def on_screen(desk: Desk, look: Look, qtbot: QtBot) -> Iterator[Opened]:
    """The window of a desk, active; a bug in the background fails the test."""
    messages = RecordedMessages()
    bugs: list[BaseException] = []
    tasks = Tasks(bugs.append, messages.error, desk.release, PATIENT)
    window = DeskWindow(desk, look, tasks, messages)
    qtbot.addWidget(window)
    window.resize(1366, 768)
    show_active(qtbot, window)
    yield window, messages
    window.hide()
    assert tasks.shutdown()
    assert bugs == []


def open_case(qtbot: QtBot, window: DeskWindow, petition_id: int) -> CasePage:
    """Open a case, and wait until it is on the screen."""
    window.open_case(petition_id)
    qtbot.waitUntil(lambda: window.shell.current_page() == "case" and not window.is_making())
    return case_page(window)


def case_page(window: DeskWindow) -> CasePage:
    page = window.page("case")
    assert isinstance(page, CasePage)
    return page
