"""Nothing on the desk moves by itself, so that nobody has to ask for less motion."""

import ast
import time
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QProgressBar, QWidget
from pytestqt.qtbot import QtBot

import petitiondesk
from petitiondesk.domain.messages import Message
from petitiondesk.ui.look import Look
from petitiondesk.ui.tasks import Progress, Tasks
from petitiondesk.ui.views.progress import ProgressPanel
from petitiondesk.ui.views.still_bar import StillBar
from tests.ui.fakes import RecordedMessages
from tests.ui.window_room import Opened, no_bug

_MOVING = ("Animation", "QMovie", "QTimeLine", "AnimationGroup", "QGraphicsEffect")


def _pictures(widget: QWidget, times: int = 6) -> set[bytes]:
    found = set()
    for _ in range(times):
        QTest.qWait(60)
        picture = widget.grab().toImage()
        found.add(bytes(picture.constBits()))
    return found


def _imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("PySide6"):
            yield from (name.name for name in node.names)


def test_no_module_of_the_window_makes_anything_move() -> None:
    files = list(Path(petitiondesk.__file__).parent.rglob("*.py"))
    moving = [
        (file.name, name) for file in files for name in _imported(file) if name.endswith(_MOVING)
    ]
    assert moving == []
    bars = [file.stem for file in files if "QProgressBar" in _imported(file)]
    assert bars == ["still_bar"]


def test_qt_s_own_bar_would_run_to_and_fro(look: Look, qtbot: QtBot) -> None:
    """Why the desk has one of its own."""
    bar = QProgressBar()
    qtbot.addWidget(bar)
    bar.setRange(0, 0)
    bar.show()
    assert len(_pictures(bar)) > 1


def test_work_of_unknown_length_is_an_empty_bar_that_keeps_still(look: Look, qtbot: QtBot) -> None:
    bar = StillBar("备份的进度")
    qtbot.addWidget(bar)
    bar.show()
    bar.show_part(7, None)
    assert len(_pictures(bar)) == 1
    assert bar.value() == 0
    bar.show_part(3 << 40, 4 << 40)  # bytes of a large file
    assert bar.value() / bar.maximum() == 0.75


def test_a_window_at_rest_keeps_still(opened: Opened, qtbot: QtBot, qapp: QApplication) -> None:
    window, _ = opened
    blinking = qapp.cursorFlashTime()
    qapp.setCursorFlashTime(0)  # the cursor's beat is the system's
    qtbot.waitUntil(lambda: not window.context.tasks.is_busy() and not window.is_making())
    QTest.qWait(50)
    try:
        assert len(_pictures(window)) == 1
    finally:
        qapp.setCursorFlashTime(blinking)


def test_work_of_unknown_length_says_how_long_it_has_taken(look: Look, qtbot: QtBot) -> None:
    messages = RecordedMessages()
    tasks = Tasks(no_bug, messages.error)
    panel = ProgressPanel(look)
    qtbot.addWidget(panel)

    def work(progress: Progress) -> None:
        while not progress.cancelled():
            time.sleep(0.005)

    task = tasks.run(work, title=Message("正在统计"))
    panel.follow(task)
    qtbot.waitUntil(lambda: panel.rest.text() == "已用 1 秒", timeout=5000)
    task.cancel()
    assert tasks.shutdown()
