"""A desk with the registration page in it, for the tests of that page."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

import pytest
from pytestqt.qtbot import QtBot

from petitiondesk.domain.errors import StorageError
from petitiondesk.domain.ledger import LedgerFilter
from petitiondesk.domain.messages import Message
from petitiondesk.services.desk import Desk
from petitiondesk.ui.look import Look
from petitiondesk.ui.pages.base import PageContext
from petitiondesk.ui.pages.register import RegisterPage
from petitiondesk.ui.tasks import Tasks
from tests.robots.register import RegisterRobot
from tests.ui.fakes import RecordedMessages
from tests.ui.hands import show_active

FULL = Message("磁盘空间不够，没有保存；腾出空间后再试。")


@dataclass
class Going:
    """Records where the page sent the window."""

    opened: list[int] = field(default_factory=list)
    reception: list[date | None] = field(default_factory=list)
    writes: int = 0

    def open_case(self, petition_id: int) -> None:
        self.opened.append(petition_id)

    def open_ledger(self, shown: LedgerFilter) -> None:
        raise AssertionError(shown)

    def open_register(self) -> None:
        raise AssertionError

    def open_reception(self, day: date | None = None) -> None:
        self.reception.append(day)

    def register_visit(self, day: date, number: int) -> None:
        raise AssertionError((day, number))

    def open_settings(self, part: str) -> None:
        raise AssertionError(part)

    def written(self, petition_id: int | None = None) -> None:
        self.writes += 1


@dataclass
class Room:
    """A desk, what the window around the page recorded, and a way to open the page in it."""

    desk: Desk
    look: Look
    tasks: Tasks
    qtbot: QtBot
    messages: RecordedMessages = field(default_factory=RecordedMessages)
    going: Going = field(default_factory=Going)

    def context(self) -> PageContext:
        return PageContext(self.desk, self.look, self.tasks, self.messages, self.going)

    def open(self) -> RegisterRobot:
        page = RegisterPage(self.context())
        self.qtbot.addWidget(page)
        page.resize(1278, 684)
        show_active(self.qtbot, page)
        page.refresh()
        return RegisterRobot(page)

    def count(self) -> int:
        return self.desk.ledger.count(LedgerFilter())[0]


@pytest.fixture
def room(desk: Desk, look: Look, qtbot: QtBot) -> Iterator[Room]:
    bugs: list[BaseException] = []
    tasks = Tasks(bugs.append, lambda error: bugs.append(error), desk.release)
    yield Room(desk, look, tasks, qtbot)
    assert tasks.shutdown()
    assert bugs == []


def full_disk(*_: object, **__: object) -> None:
    raise StorageError(FULL)
