"""Chinese typed with a real input method: keys go to it, and what it commits comes to the desk.

Run by `test_on_screen` on a real display, in a session bus of its own where the one that
``QT_IM_MODULE`` names has pinyin. Pictures are left in ``PETITIONDESK_PICTURES`` where that names a folder.
"""

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QTableView, QWidget
from pytestqt.qtbot import QtBot

from petitiondesk.services.desk import Desk
from petitiondesk.ui.application import application
from petitiondesk.ui.look import Look
from petitiondesk.ui.pages.register import RegisterPage
from petitiondesk.ui.window import DeskWindow
from tests.factory import a_petition
from tests.ui.window_room import on_screen

BUS_SECONDS = 20
FCITX_IS_ON = "2"
METHOD = os.environ.get("QT_IM_MODULE", "")
NAMES = {"ibus": ("wangjianguo", "王建国"), "fcitx": ("zhangsan", "张三")}
"""A name that the dictionary of each knows."""

XDOTOOL, IBUS, FCITX = (str(shutil.which(name)) for name in ("xdotool", "ibus", "fcitx-remote"))


@pytest.fixture(scope="session")
def qapp(qapp_args: list[str], pytestconfig: pytest.Config) -> QApplication:
    """The application as a start makes it: with the way to the input method."""
    return application()


@pytest.fixture
def window(desk: Desk, look: Look, qtbot: QtBot) -> Iterator[DeskWindow]:
    desk.petitions.register(a_petition(summary="反映西街路灯不亮"))
    desk.petitions.register(a_petition(summary="反映水渠塌方"))
    with on_screen(desk, look, qtbot) as (window, messages):
        yield window
        messages.assert_no_errors()


class Hands:
    """Keys of the X server: they go through the input method, unlike those that Qt's tests send."""

    def __init__(self, qtbot: QtBot) -> None:
        self._qtbot = qtbot

    def press(self, *keys: str) -> None:
        for key in keys:
            subprocess.run([XDOTOOL, "key", "--clearmodifiers", key], check=True)
            self._qtbot.wait(60)

    def spell(self, letters: str) -> None:
        self.press(*letters)
        self._qtbot.wait(400)

    def take(self) -> None:
        """Take the first candidate."""
        self.press("space")
        self._qtbot.wait(300)


def picture(name: str) -> None:
    folder = os.environ.get("PETITIONDESK_PICTURES")
    if folder:
        screen = QApplication.primaryScreen()
        screen.grabWindow(0).save(str(Path(folder) / f"{name}.png"))


def said_by(*command: str) -> str:
    """What a program says; whether it failed does not count, only which engine answers."""
    done = subprocess.run(command, capture_output=True, check=False, text=True)
    return done.stdout.strip()


def wake_engine(qtbot: QtBot, hands: Hands) -> None:
    """Have pinyin in the window that has the keyboard."""
    until = time.monotonic() + BUS_SECONDS
    while time.monotonic() < until:
        if METHOD == "fcitx":
            hands.press("ctrl+space")  # fcitx' own key, as the clerk has it
            qtbot.wait(500)
            if said_by(FCITX) == FCITX_IS_ON:
                return
        else:
            said_by(IBUS, "engine", "libpinyin")
            qtbot.wait(500)
            if said_by(IBUS, "engine") == "libpinyin":
                return
    raise TimeoutError("the input method does not answer")


def focus(qtbot: QtBot, widget: QWidget) -> None:
    widget.setFocus(Qt.FocusReason.OtherFocusReason)
    qtbot.waitUntil(widget.hasFocus)


def test_chinese_is_typed_into_the_form_and_into_the_search_box(
    window: DeskWindow, qtbot: QtBot
) -> None:
    hands = Hands(qtbot)
    window.show_page("register")
    qtbot.waitUntil(lambda: window.shell.current_page() == "register")
    page = window.page("register")
    assert isinstance(page, RegisterPage)
    name = page.form.people.rows[0].name
    focus(qtbot, name)
    wake_engine(qtbot, hands)

    letters, known = NAMES[METHOD]
    hands.spell(letters)
    assert name.text() == "", "nothing is in the field while it is being composed"
    picture("composing-name")
    hands.take()
    assert name.text() == known

    # Enter belongs to the input method while it composes: the field is not left.
    summary = page.form.fields["summary"].control
    assert isinstance(summary, QLineEdit)
    focus(qtbot, summary)
    hands.spell("ludeng")
    picture("composing-summary")
    hands.press("Return")
    assert summary.hasFocus()
    assert summary.text() == "ludeng", "the input method gives the letters themselves for Enter"
    hands.press("ctrl+a", "BackSpace")
    hands.spell("ludeng")
    hands.take()
    assert summary.text() == "路灯"
    hands.press("Return")
    qtbot.waitUntil(lambda: not summary.hasFocus())

    # Ctrl+K, Chinese, Enter.
    hands.press("ctrl+k")
    qtbot.waitUntil(window.shell.search.hasFocus)
    hands.spell("ludeng")
    picture("composing-search")
    assert window.shell.search.text() == ""
    hands.take()
    assert window.shell.search.text() == "路灯"
    hands.press("Return")
    table = window.page("ledger").findChild(QTableView, "ledgerTable")
    assert table is not None
    lines = table.model()
    qtbot.waitUntil(lambda: lines.rowCount() == 1 and table.isVisible())
    qtbot.wait(300)  # until the screen has it too
    picture("found")
