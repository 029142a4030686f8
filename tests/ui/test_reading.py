"""A page reads only while it is in sight, and only what was asked last."""

import threading
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QStackedWidget, QWidget
from pytestqt.qtbot import QtBot

from petitiondesk.domain.errors import Cancelled, DeskError
from petitiondesk.domain.messages import Message
from petitiondesk.ui.reading import Reading
from petitiondesk.ui.tasks import Progress, Task, Tasks

TITLE = Message("正在读取")


@pytest.fixture
def tasks(qtbot: QtBot) -> Iterator[Tasks]:
    runner = Tasks(lambda bug: None, lambda error: None)
    yield runner
    assert runner.shutdown()


class Month:
    """A month that is read until somebody says that it is whole."""

    def __init__(self) -> None:
        self.begun, self.whole = threading.Event(), threading.Event()
        self.read: list[str] = []
        self.errors: list[DeskError] = []

    def __call__(self, progress: Progress) -> str:
        self.begun.set()
        while not self.whole.wait(0.001):
            progress.check()
        return "whole"

    def ask(self, reading: Reading) -> Task:
        task = reading.ask(self, self.read.append, self.errors.append, TITLE)
        assert self.begun.wait(20)
        return task


class Window(QStackedWidget):
    """Two pages, of which the first is in sight."""

    def __init__(self) -> None:
        super().__init__()
        self.page = QWidget()
        self.addWidget(self.page)
        self.addWidget(QWidget())


@pytest.fixture
def pages(qtbot: QtBot) -> Window:
    stack = Window()
    qtbot.addWidget(stack)
    stack.show()
    return stack


def test_a_page_that_is_left_reads_no_further(qtbot: QtBot, tasks: Tasks, pages: Window) -> None:
    month, reading = Month(), Reading(tasks, pages.page)
    month.ask(reading)
    pages.setCurrentIndex(1)
    assert not reading.is_under_way()
    qtbot.waitUntil(lambda: not tasks.is_busy())
    assert (month.read, month.errors) == ([], []), "nobody waits for it, nobody is told"


def test_a_window_that_is_minimised_still_wants_the_answer(
    qtbot: QtBot, tasks: Tasks, pages: Window
) -> None:
    month, reading = Month(), Reading(tasks, pages.page)
    month.ask(reading)
    pages.showMinimized()
    month.whole.set()
    qtbot.waitUntil(lambda: not reading.is_under_way())
    assert month.read == ["whole"]


def test_only_the_last_question_is_answered(qtbot: QtBot, tasks: Tasks, pages: Window) -> None:
    reading = Reading(tasks, pages.page)
    october, november = Month(), Month()
    october.ask(reading)
    november.whole.set()
    november.ask(reading)
    qtbot.waitUntil(lambda: not reading.is_under_way())
    assert (october.read, november.read) == ([], ["whole"])


def test_who_stops_the_work_is_told_that_it_stopped(
    qtbot: QtBot, tasks: Tasks, pages: Window
) -> None:
    month, reading = Month(), Reading(tasks, pages.page)
    month.ask(reading).cancel()
    qtbot.waitUntil(lambda: not reading.is_under_way())
    assert [type(error) for error in month.errors] == [Cancelled]
