"""A PC with a person at it: the dialogs of a session answered in turn, as they come."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from petitiondesk import __version__
from petitiondesk.infra import preferences
from petitiondesk.infra.copies import Copies
from petitiondesk.services.desk import Desk
from petitiondesk.session import Session
from petitiondesk.ui.dialogs.unlock import UnlockDialog
from petitiondesk.ui.doors import Doors
from petitiondesk.ui.idle import steady_seconds
from petitiondesk.ui.look import Look
from petitiondesk.ui.window import DeskWindow
from tests.factory import PASSWORD, at
from tests.robots.doors import UnlockRobot
from tests.ui.hands import CTRL, press

Act = Callable[[Any], object]


class Visitor(QObject):
    """A person who answers each dialog in turn; a dialog that nobody expects fails the test."""

    def __init__(self) -> None:
        super().__init__()
        self.plan: list[tuple[type[QWidget], Act]] = []
        self.faults: list[BaseException] = []
        self._timer = QTimer(self, interval=10)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    def expect(self, kind: type[QWidget], act: Act) -> "Visitor":
        self.plan.append((kind, act))
        return self

    def _look(self) -> None:
        dialog = QApplication.activeModalWidget()
        if dialog is None or dialog.property("met"):
            return
        dialog.setProperty("met", True)
        try:
            assert self.plan, f"nobody expected a {type(dialog).__name__}"
            kind, act = self.plan.pop(0)
            assert isinstance(dialog, kind), f"a {type(dialog).__name__}, not a {kind.__name__}"
            act(dialog)
        except BaseException as fault:  # noqa: B036 - told in the test, not to the crash hook
            self.faults.append(fault)
            dialog.close()


@dataclass
class Room:
    """A PC with a person at it: its preferences, where registries go, and the sessions begun."""

    look: Look
    home: Path
    app: QApplication
    qtbot: QtBot
    visitor: Visitor
    clock: Callable[[], float] = steady_seconds
    demo: Callable[[], Desk] | None = None
    ends: list[Session] = field(default_factory=list)

    @property
    def path(self) -> Path:
        return self.home / "desk.json"

    @property
    def offered(self) -> Path:
        return self.home / "信访登记.petition"

    def session(self) -> Session:
        def no_demo() -> Desk:
            raise AssertionError("nobody asked for the demo")

        doors = Doors(self.look, at(), self.offered, self.demo or no_demo)
        session = Session(self.app, doors, self.path, Copies(self.home / "copies"), self.clock)
        self.ends.append(session)
        return session

    def remember(self, folder: Path) -> None:
        kept = preferences.Preferences(last_registry=str(folder), version=__version__)
        preferences.save(self.path, kept)

    def opened(self, folder: Path) -> tuple[Session, DeskWindow]:
        """A session with the window of ``folder`` on the screen."""
        self.remember(folder)
        self.visitor.expect(UnlockDialog, lambda d: UnlockRobot(d).try_password(PASSWORD))
        session = self.session()
        assert session.start()
        return session, self.shown(session)

    def shown(self, session: Session) -> DeskWindow:
        self.qtbot.waitUntil(lambda: session.window is not None)
        window = session.window
        assert window is not None
        self.qtbot.waitUntil(window.isVisible)
        return window

    def lock(self, session: Session) -> None:
        """Ctrl+L, and through the door that follows (which the visitor answers)."""
        assert session.window is not None
        session.window.activateWindow()
        self.qtbot.waitUntil(session.window.isActiveWindow)
        press(session.window.shell, Qt.Key.Key_L, CTRL)
        self.qtbot.waitUntil(lambda: self.visitor.plan == [])


@pytest.fixture
def room(look: Look, tmp_path: Path, qapp: QApplication, qtbot: QtBot) -> Iterator[Room]:
    """A PC on which no registry is; at the end every dialog must have come that was expected."""
    room = Room(look, tmp_path, qapp, qtbot, Visitor())
    yield room
    for session in room.ends:
        session.leave()
    room.visitor.deleteLater()
    assert room.visitor.faults == []
    assert room.visitor.plan == []


@pytest.fixture
def registry(room: Room, empty_registry: Path) -> Path:
    """A registry of the test office where the documents are."""
    shutil.copytree(empty_registry, room.offered)
    return room.offered
