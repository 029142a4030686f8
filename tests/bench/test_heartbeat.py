"""The heartbeat: a window that stands still is noticed, with what it was doing."""

import time

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from petitiondesk.bench.heartbeat import Heartbeat


def read_the_whole_list() -> None:
    time.sleep(0.15)


def test_a_stall_is_found_with_the_act_and_the_code_that_made_it(
    qapp: QApplication, qtbot: QtBot
) -> None:
    heart = Heartbeat()
    heart.start()
    qtbot.wait(40)
    heart.begin("open the list")
    QTimer.singleShot(0, read_the_whole_list)
    qtbot.wait(300)
    seen = heart.stop()

    # What came before belongs to the test before it: a window that is taken down.
    longest = max((gap for gap in seen.gaps if gap.doing), key=lambda gap: gap.length)
    assert longest.length >= 0.15
    assert longest.doing == "open the list"
    assert longest.cpu < 0.15  # it slept: no work of its own
    assert any("read_the_whole_list" in stack for _, stack in longest.stacks)
    assert longest.as_json()["length_ms"] >= 150
    assert seen.acts == {"open the list": [longest.length]}
