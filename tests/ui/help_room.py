"""What tests of the manual share: its window come up, and where the keyboard is."""

from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from petitiondesk.ui.help.window import HelpWindow
from petitiondesk.ui.help_key import HelpKey


def shown(key: HelpKey, qtbot: QtBot) -> HelpWindow:
    """The manual, once it is the active window."""
    window = key.window()
    assert window is not None
    qtbot.waitUntil(window.isActiveWindow)
    return window


def focused() -> QWidget:
    """What the keyboard is in."""
    here = QApplication.focusWidget()
    assert here is not None
    return here
