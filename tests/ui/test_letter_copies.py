"""Copies of letters in a session: private while the desk is open, gone when it is locked or left."""

from pathlib import Path

import pytest

from petitiondesk.infra.copies import Copies
from petitiondesk.ui.dialogs.unlock import UnlockDialog
from petitiondesk.ui.window import DeskWindow
from tests.factory import PASSWORD
from tests.robots.doors import UnlockRobot
from tests.ui import session_room
from tests.ui.session_room import Room

room = session_room.room
registry = session_room.registry
pytestmark = pytest.mark.usefixtures("registry")


def a_copy(window: DeskWindow) -> Path:
    copy = window.context.copies.folder() / "受理告知书.docx"
    copy.write_bytes(b"letter")
    return copy


def test_locking_removes_the_copies_and_the_next_session_has_its_own(room: Room) -> None:
    session, window = room.opened(room.offered)
    copy = a_copy(window)
    room.visitor.expect(UnlockDialog, lambda door: UnlockRobot(door).try_password(PASSWORD))
    room.lock(session)
    room.qtbot.waitUntil(lambda: session.window is not None and session.window is not window)
    assert not copy.parent.exists()
    assert a_copy(room.shown(session)).parent != copy.parent


def test_leaving_removes_the_copies(room: Room) -> None:
    session, window = room.opened(room.offered)
    copy = a_copy(window)
    session.leave()
    assert not copy.parent.exists()
    assert list((room.home / "copies").iterdir()) == []


def test_another_language_leaves_the_copies_that_are_open(room: Room) -> None:
    session, window = room.opened(room.offered)
    copy = a_copy(window)
    window.language_asked.emit("en")
    room.qtbot.waitUntil(lambda: session.window is not None and session.window is not window)
    assert copy.exists()
    assert room.shown(session).context.copies.folder() == copy.parent


def test_the_next_start_removes_what_a_crash_left(room: Room) -> None:
    left = Copies(room.home / "copies").folder()
    (left.with_suffix(".lock")).unlink()  # the system has freed it; nobody owns the folder
    (left / "受理告知书.docx").write_bytes(b"letter")
    room.opened(room.offered)
    assert not left.exists()
