"""A styled application, and what every kit test needs."""

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from petitiondesk.domain.petition import Claim, Petition
from petitiondesk.services.desk import Desk
from petitiondesk.ui.look import Look
from petitiondesk.ui.style import Scheme
from petitiondesk.ui.tasks import Tasks
from petitiondesk.ui.window import DeskWindow
from tests.factory import a_petition, take
from tests.ui.fakes import RecordedMessages
from tests.ui.window_room import Opened


@pytest.fixture(autouse=True)
def _nothing_lives_on() -> Iterator[None]:
    """What a test's window asked to be deleted goes with the test, not in the midst of the next.

    Windows are hidden first: one that is collected with the keyboard in it tells its fields so when
    they are half gone.
    """
    yield
    if QCoreApplication.instance() is not None:
        for window in QApplication.topLevelWidgets():
            window.hide()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.fixture
def look(qapp: QApplication) -> Look:
    """The application in its light dress."""
    return Look(qapp, Scheme.LIGHT)


@pytest.fixture
def opened(desk: Desk, look: Look, qtbot: QtBot) -> Iterator[Opened]:
    with_messages = RecordedMessages()
    bugs: list[BaseException] = []
    tasks = Tasks(bugs.append, with_messages.error, desk.release)
    window = DeskWindow(desk, look, tasks, with_messages)
    qtbot.addWidget(window)
    window.resize(1366, 768)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    yield window, with_messages
    window.hide()
    assert tasks.shutdown()
    assert bugs == []


@pytest.fixture
def busy_case(desk: Desk, tmp_path: Any) -> Petition:
    """A case with claims, files and a repeat."""
    first = desk.petitions.register(a_petition())
    petition = desk.petitions.register(
        a_petition(repeat=True, repeats_id=first.id, claims=(Claim("修路"), Claim("赔偿")))
    )
    scan = tmp_path / "来信.jpg"
    scan.write_bytes(b"\xff\xd8")
    desk.attachments.attach(petition.id, [scan])
    return take(desk, petition, "propose", "instruct", "route", "receive", "submit")
