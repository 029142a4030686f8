"""The manual on the screen: opened by a key, beside whatever stands there."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from petitiondesk.domain import workflow
from petitiondesk.domain.petition import Petition
from petitiondesk.services.desk import Desk
from petitiondesk.ui.dialogs.step import StepDialog
from petitiondesk.ui.help.window import HelpWindow
from petitiondesk.ui.help_key import HelpKey
from petitiondesk.ui.look import Look
from petitiondesk.ui.pages.settings import BACKUP, SettingsPage
from petitiondesk.ui.places import _CLASSES
from tests.ui import help_room
from tests.ui.hands import CTRL, press, show_active
from tests.ui.help_room import focused, shown
from tests.ui.window_room import Opened, open_case

key = help_room.key
manual = help_room.manual


@pytest.mark.parametrize("page", _CLASSES)
def test_f1_opens_the_manual_at_the_page_on_screen(
    key: HelpKey, opened: Opened, busy_case: Petition, page: str, qtbot: QtBot
) -> None:
    window, _ = opened
    if page == "case":
        open_case(qtbot, window, busy_case.id)
    else:
        window.page(page)
        window.show_page(page)
    press(focused(), Qt.Key.Key_F1)
    assert shown(key, qtbot).name == page
    assert not shown(key, qtbot).isModal()


def test_f1_looks_at_where_the_keyboard_is(key: HelpKey, opened: Opened, qtbot: QtBot) -> None:
    window, _ = opened
    press(window.shell, Qt.Key.Key_K, CTRL)
    press(focused(), Qt.Key.Key_F1)
    assert shown(key, qtbot).name == "search"
    window.show_page("settings")
    settings = window.page("settings")
    assert isinstance(settings, SettingsPage)
    settings.show_part(BACKUP)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    settings.backup.form.choose.setFocus()
    press(focused(), Qt.Key.Key_F1)
    assert shown(key, qtbot).name == "backup"
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.shell.rail.button("settings").setFocus()
    press(focused(), Qt.Key.Key_F1)
    assert shown(key, qtbot).name == "settings", "on the rail: what the window shows"


def test_a_question_mark_opens_the_list_of_keys_but_never_in_a_text(
    key: HelpKey, opened: Opened, qtbot: QtBot
) -> None:
    window, _ = opened
    search = window.shell.search
    search.setFocus()
    QTest.keyClicks(search, "?")
    assert search.text() == "?"
    assert key.window() is None
    window.shell.rail.button("today").setFocus()
    QTest.keyClicks(focused(), "?")
    assert shown(key, qtbot).name == "shortcuts"


def test_there_is_one_manual_and_it_stays_where_it_was_put(
    key: HelpKey, manual: HelpWindow, qtbot: QtBot
) -> None:
    manual.move(30, 40)
    place = manual.geometry()
    key.open("today")
    assert key.window() is manual
    assert manual.geometry() == place
    assert manual.name == "today"


def test_the_manual_can_be_read_beside_a_modal_dialog_and_outlives_it(
    key: HelpKey, opened: Opened, busy_case: Petition, look: Look, qtbot: QtBot
) -> None:
    window, _ = opened
    key.open("today")
    desk: Desk = window.context.desk
    dialog = StepDialog(desk, look, workflow.STEP["urge"], [busy_case], print, window)
    dialog.setModal(True)
    show_active(qtbot, dialog)
    press(focused(), Qt.Key.Key_F1)
    manual = shown(key, qtbot)
    assert manual.name == "steps"
    assert manual.parentWidget() is dialog
    # As the window system sends them: what stands behind a modal dialog gets no keys.
    QTest.keyClick(manual.windowHandle(), Qt.Key.Key_F, CTRL)
    assert manual.view.search.hasFocus()
    dialog.done(QDialog.DialogCode.Rejected)
    dialog.deleteLater()
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None)
    assert key.window() is manual
    assert manual.isVisible()
    assert manual.parentWidget() is None


def test_a_dialog_that_takes_the_manual_along_leaves_the_key_working(
    key: HelpKey, qtbot: QtBot
) -> None:
    dialog = QDialog()
    dialog.setModal(True)
    show_active(qtbot, dialog)
    key.open("door")
    first = key.window()
    assert first is not None
    assert first.parentWidget() is dialog
    del first
    dialog.setParent(None)
    dialog.deleteLater()
    qtbot.waitUntil(lambda: key.window() is None)
    key.open("door")
    assert shown(key, qtbot).name == "door"


def test_the_button_in_the_status_bar_asks_for_help(opened: Opened, qtbot: QtBot) -> None:
    window, _ = opened
    with qtbot.waitSignal(window.shell.help_requested):
        window.shell.help.click()
