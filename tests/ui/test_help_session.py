"""The manual from the door to the desk and back: there when it is asked for, gone when it is locked."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from petitiondesk.ui.dialogs.unlock import UnlockDialog
from petitiondesk.ui.help.window import HelpWindow
from petitiondesk.ui.window import DeskWindow
from tests.factory import PASSWORD
from tests.robots.doors import UnlockRobot
from tests.ui import session_room
from tests.ui.hands import press
from tests.ui.session_room import Room

room = session_room.room
registry = session_room.registry
pytestmark = pytest.mark.usefixtures("registry")


def manuals() -> list[HelpWindow]:
    return [w for w in QApplication.topLevelWidgets() if isinstance(w, HelpWindow)]


def ask(room: Room, window: DeskWindow, page: str) -> None:
    """Click on 帮助, and wait for the manual to come up at ``page``."""
    window.activateWindow()
    room.qtbot.waitUntil(window.isActiveWindow)
    window.shell.help.click()
    room.qtbot.waitUntil(lambda: visible() == [page])


def visible() -> list[str]:
    return [w.name for w in manuals() if w.isVisible()]


def test_f1_at_the_door_opens_the_page_of_the_door_and_the_manual_outlives_it(
    room: Room,
) -> None:
    def ask_and_open(door: UnlockDialog) -> None:
        room.qtbot.waitUntil(door.isActiveWindow)
        press(QApplication.focusWidget(), Qt.Key.Key_F1)
        (manual,) = manuals()
        assert manual.name == "door"
        assert manual.parentWidget() is door
        room.qtbot.waitUntil(manual.isActiveWindow)
        QTest.keyClick(manual.windowHandle(), Qt.Key.Key_Escape)
        assert not manual.isVisible(), "it takes keys beside a modal door"
        UnlockRobot(door).try_password(PASSWORD)

    room.remember(room.offered)
    room.visitor.expect(UnlockDialog, ask_and_open)
    session = room.session()
    assert session.start()
    window = room.shown(session)
    ask(room, window, "today")


def test_the_help_button_opens_the_page_that_the_window_shows(room: Room) -> None:
    _, window = room.opened(room.offered)
    window.show_page("archive")
    room.qtbot.waitUntil(lambda: window.shell.current_page() == "archive")
    ask(room, window, "archive")


def test_a_locked_desk_leaves_no_window_of_the_manual_behind(room: Room) -> None:
    session, window = room.opened(room.offered)
    ask(room, window, "today")
    window.activateWindow()

    def come_back(door: UnlockDialog) -> None:
        assert visible() == []
        UnlockRobot(door).try_password(PASSWORD)

    room.visitor.expect(UnlockDialog, come_back)
    room.lock(session)
    again = room.shown(session)
    ask(room, again, "today")


def test_another_language_is_the_manuals_too(room: Room) -> None:
    session, window = room.opened(room.offered)
    window.show_page("ledger")
    room.qtbot.waitUntil(lambda: window.shell.current_page() == "ledger")
    ask(room, window, "ledger")
    window.language_asked.emit("en")
    room.qtbot.waitUntil(lambda: session.window is not None and session.window is not window)
    room.qtbot.waitUntil(lambda: visible() == ["ledger"])
    (manual,) = [w for w in manuals() if w.isVisible()]
    assert manual.view.page.accessibleName() == "Ledger"
