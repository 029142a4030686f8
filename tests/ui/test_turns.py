"""Turns of the event loop: what is put off lets keys be taken first; sizes are reckoned once."""

from time import sleep

from PySide6.QtCore import QEventLoop, QSize, Qt, QTimer
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from petitiondesk.ui.look import Look
from petitiondesk.ui.turns import next_turn, take_all_turns
from petitiondesk.ui.views.history import HistoryEntry, HistoryList
from petitiondesk.ui.views.layouts import FlowLayout


def test_what_is_put_off_comes_after_what_is_due(qtbot: QtBot) -> None:
    owner, done = QWidget(), list[str]()
    qtbot.addWidget(owner)
    QTimer.singleShot(1, lambda: done.append("a beat of the window"))
    sleep(0.01)
    next_turn(owner, lambda: done.append("the page is painted"))
    qtbot.waitUntil(lambda: len(done) == 2)
    assert done == ["a beat of the window", "the page is painted"]


def test_what_is_put_off_for_a_page_that_is_gone_is_left(qtbot: QtBot) -> None:
    done: list[str] = []
    owner = QWidget()
    next_turn(owner, lambda: done.append("painted"))
    owner.deleteLater()
    qtbot.wait(30)
    assert done == []


class Counting(QLabel):
    """Counts how often it is measured."""

    asked = 0

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt
        self.asked += 1
        return super().sizeHint()


def test_a_row_is_measured_again_only_when_something_in_it_changed(qtbot: QtBot) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    row = FlowLayout(host)
    word = Counting("转办")
    row.addWidget(word)
    row.addWidget(QLineEdit())
    row.sizeHint(), row.heightForWidth(300)
    before = word.asked
    for _ in range(5):
        row.sizeHint(), row.heightForWidth(300)
    assert word.asked == before
    narrow = row.sizeHint().width()
    word.setText("转办到农田建设科并请其十日内报结果")
    qtbot.waitUntil(lambda: row.sizeHint().width() > narrow)
    word.hide()
    qtbot.waitUntil(lambda: row.sizeHint().width() < narrow)


def a_moment_on_a_busy_pc() -> None:
    """Other programs have the processors meanwhile: all timers are due in the same turn."""
    loop = QEventLoop()
    QTimer.singleShot(20, loop.quit)
    sleep(0.04)
    loop.exec()


def squeezed(history: HistoryList) -> list[str]:
    """The events whose line is lower than its texts."""
    inner = history.widget()
    assert inner is not None
    lines = inner.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
    return [
        line.accessibleName()
        for line in lines
        if line.isVisible() and line.height() < line.heightForWidth(line.width())
    ]


def test_a_long_history_is_laid_out_once_no_turn_is_left(look: Look, qtbot: QtBot) -> None:
    history = HistoryList(look)
    qtbot.addWidget(history)
    history.resize(380, 380)
    history.show()
    events = [HistoryEntry(f"办结 {n}", "2026-11-23", "信访人同意") for n in range(30)]
    history.set_entries(events, len(events))
    for _ in range(6):  # the beginning is painted in turns of its own
        a_moment_on_a_busy_pc()
        if squeezed(history):
            break
    assert squeezed(history), "the time alone is enough, and this shows nothing"
    take_all_turns(5)
    assert squeezed(history) == []
    assert history.verticalScrollBar().maximum() > 0
