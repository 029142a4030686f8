"""What tests of the manual share: its window come up, and where the keyboard is."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from petitiondesk.ui.help.window import HelpWindow
from petitiondesk.ui.help_key import HelpKey
from petitiondesk.ui.look import Look


def shown(key: HelpKey, qtbot: QtBot) -> HelpWindow:
    """The manual, once it is the active window."""
    window = key.window()
    assert window is not None
    qtbot.waitUntil(window.isActiveWindow)
    return window


@pytest.fixture
def key(qapp: QApplication, look: Look) -> Iterator[HelpKey]:
    """F1, on this application."""
    made = HelpKey(qapp, look)
    yield made
    made.end()


@pytest.fixture
def manual(key: HelpKey, qtbot: QtBot) -> HelpWindow:
    """The manual, open at the ledger's page."""
    key.open("ledger")
    return shown(key, qtbot)


def focused() -> QWidget:
    """What the keyboard is in."""
    here = QApplication.focusWidget()
    assert here is not None
    return here
