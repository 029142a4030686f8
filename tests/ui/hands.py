"""A clerk's hands: keys and clicks on real widgets. Chinese is set as text, never typed by key."""

from typing import TypeVar

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
NONE = Qt.KeyboardModifier.NoModifier

_W = TypeVar("_W", bound=QWidget)


def press(widget: QWidget | None, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
    """Press and release a key on ``widget``."""
    assert widget is not None
    QTest.keyClick(widget, key, modifiers)


def click(widget: QWidget, place: QPoint) -> None:
    """Click with the left button at ``place``."""
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton, NONE, place)


def show_active(qtbot: QtBot, window: QWidget) -> None:
    """Show a window and wait until it is active, as window shortcuts need."""
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)


def shown(qtbot: QtBot, page: _W) -> _W:
    """The page on the screen at the size of a small window, closed when the test ends."""
    qtbot.addWidget(page)
    page.resize(1200, 680)
    show_active(qtbot, page)
    return page
