"""The first start of a new version says what is new, once, and the first version of all does not."""

import shutil
from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import QApplication

from petitiondesk import __version__
from petitiondesk.infra import preferences
from petitiondesk.ui.dialogs.first_run import FirstRun
from petitiondesk.ui.dialogs.unlock import UnlockDialog
from petitiondesk.ui.help.window import HelpWindow
from tests.factory import PASSWORD
from tests.robots.doors import FirstRunRobot, UnlockRobot
from tests.ui import session_room
from tests.ui.conftest import look
from tests.ui.session_room import Room

__all__ = ["look"]

room = session_room.room


def pages_of_the_manual() -> list[str]:
    return [
        window.name
        for window in QApplication.topLevelWidgets()
        if isinstance(window, HelpWindow) and window.isVisible()
    ]


def test_after_an_upgrade_the_manual_opens_once_at_what_is_new(
    room: Room, empty_registry: Path
) -> None:
    shutil.copytree(empty_registry, room.offered)
    room.remember(room.offered)
    preferences.save(room.path, replace(preferences.load(room.path), version="0.0.9"))
    room.visitor.expect(UnlockDialog, lambda d: UnlockRobot(d).try_password(PASSWORD))
    session = room.session()
    assert session.start()
    room.shown(session)
    assert pages_of_the_manual() == ["news"]
    assert preferences.load(room.path).version == __version__
    session.leave()
    assert pages_of_the_manual() == []
    room.opened(room.offered)
    assert pages_of_the_manual() == []


def test_the_first_start_of_all_has_no_news(room: Room) -> None:
    def go_through(dialog: FirstRun) -> None:
        robot = FirstRunRobot(dialog).start().office("某县民政局").sections("办公室", "救助科")
        robot.account("张敏").make()
        dialog.key.kept.setChecked(True)
        robot.forward()

    room.visitor.expect(FirstRun, go_through)
    session = room.session()
    assert session.start()
    room.shown(session)
    assert pages_of_the_manual() == []
    assert preferences.load(room.path).version == __version__
