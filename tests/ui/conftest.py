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
from tests.factory import a_petition, take
from tests.ui.bench import Bench, bench
from tests.ui.window_room import Opened, on_screen


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
def around(desk: Desk, look: Look) -> Iterator[Bench]:
    """What a page needs around it."""
    with bench(desk, look) as made:
        yield made


@pytest.fixture
def opened(desk: Desk, look: Look, qtbot: QtBot) -> Iterator[Opened]:
    with on_screen(desk, look, qtbot) as window:
        yield window


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
