"""Tab as a screen is read, Enter as a press; and the walk over the scenes can find fault."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QCheckBox,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from petitiondesk.ui.look import Look
from petitiondesk.ui.views.buttons import Button, IconButton, PlainButton
from petitiondesk.ui.views.cards import CountCard
from petitiondesk.ui.views.chips import FilterChip
from petitiondesk.ui.views.choice_card import ChoiceCard
from petitiondesk.ui.views.dialogs import AskDialog, DeskDialog
from petitiondesk.ui.views.rail import RailButton, RailItem
from tests.ui import tabbing
from tests.ui.geometry import called
from tests.ui.hands import press, show_active
from tests.ui.test_help_targets import of_the_program

BUTTONS: dict[type[QAbstractButton], Callable[[Look], QAbstractButton]] = {
    Button: lambda look: Button(look, "保存"),
    IconButton: lambda look: IconButton(look, "close", "去掉"),
    PlainButton: lambda look: PlainButton("保存"),
    CountCard: lambda look: CountCard(look, "待拟办", "register"),
    FilterChip: lambda look: FilterChip(look, "来信"),
    ChoiceCard: lambda look: ChoiceCard(look, "register", "新建", "从空的登记簿开始"),
    RailButton: lambda look: RailButton(look, RailItem("today", "今日", "today"), 0),
}


def test_every_kind_of_button_is_known_here() -> None:
    kinds = {kind for kind in of_the_program(QAbstractButton) if not issubclass(kind, QCheckBox)}
    assert {kind for kind in kinds if not BUTTONS.keys() & set(kind.__mro__[1:])} == set(BUTTONS)


@pytest.mark.parametrize("kind", BUTTONS)
@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_enter_presses_a_button_as_the_space_bar_does(
    look: Look, qtbot: QtBot, kind: type[QAbstractButton], key: Qt.Key
) -> None:
    button = BUTTONS[kind](look)
    qtbot.addWidget(button)
    show_active(qtbot, button)
    with qtbot.waitSignal(button.clicked):
        press(button, key)


def test_enter_on_no_is_no_though_yes_is_what_enter_stands_for(qtbot: QtBot) -> None:
    ask = AskDialog("重新制作恢复密钥", "旧的马上作废。", "制作", "不做")
    qtbot.addWidget(ask)
    show_active(qtbot, ask)
    assert ask.yes.hasFocus()
    press(ask.yes, Qt.Key.Key_Tab)
    press(ask.no, Qt.Key.Key_Return)
    assert not ask.result()
    assert not ask.isVisible()


def test_what_comes_later_is_reached_where_it_stands(look: Look, qtbot: QtBot) -> None:
    dialog = DeskDialog("办理", "")
    qtbot.addWidget(dialog)
    last = QLineEdit()
    dialog.body.addWidget(last)
    show_active(qtbot, dialog)
    first = QLineEdit()
    dialog.body.insertWidget(1, first)
    first.show()
    first.setFocus()
    press(first, Qt.Key.Key_Tab)
    assert last.hasFocus()
    press(last, Qt.Key.Key_Backtab)
    assert first.hasFocus()


# --- the walk can find fault ------------------------------------------------------------------------


class _Unmarked(QPushButton):
    """Looks the same with the keyboard and without."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.setStyleSheet("QPushButton, QPushButton:focus { border: none; }")


def _shown(qtbot: QtBot, *parts: QWidget, down: bool = True) -> QWidget:
    sheet = QWidget()
    qtbot.addWidget(sheet)
    line = QVBoxLayout(sheet) if down else QHBoxLayout(sheet)
    for part in parts:
        line.addWidget(part)
    parts[0].setFocus()
    show_active(qtbot, sheet)
    return sheet


def test_a_sheet_in_order_has_no_fault(look: Look, qtbot: QtBot) -> None:
    parts = [Button(look, name) for name in ("保存", "取消")]
    assert tabbing.faults(_shown(qtbot, *parts)) == []


def test_a_stop_that_shows_no_keyboard_is_found(look: Look, qtbot: QtBot) -> None:
    found = tabbing.faults(_shown(qtbot, _Unmarked("保存"), Button(look, "取消")))
    assert found == ["_Unmarked “保存” does not show that it has the keyboard"]


@pytest.mark.parametrize("marked", [True, False])
def test_the_ring_is_looked_for_where_tab_scrolled_away_from(
    look: Look, qtbot: QtBot, marked: bool
) -> None:
    middle = Button(look, "保存") if marked else _Unmarked("保存")
    page = _shown(qtbot, Button(look, "修改"), middle, Button(look, "取消"))
    page.setMinimumHeight(2000)
    area = QScrollArea()
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(page)
    sheet = _shown(qtbot, area)
    sheet.resize(300, 200)
    found = [fault for fault in tabbing.faults(sheet) if "保存" in fault]
    assert found == [f"{called(middle)} does not show that it has the keyboard"] * (not marked)


@pytest.mark.parametrize("down", [True, False])
def test_a_jump_against_the_reading_is_found(look: Look, qtbot: QtBot, down: bool) -> None:
    one, two, three = (Button(look, name) for name in ("一", "二", "三"))
    sheet = _shown(qtbot, one, two, three, down=down)
    QWidget.setTabOrder(one, three)
    QWidget.setTabOrder(three, two)
    way = "up" if down else "back"
    assert f"after Button “三” Tab goes {way} to Button “二”" in tabbing.faults(sheet)


def test_a_control_that_tab_passes_over_is_found(look: Look, qtbot: QtBot) -> None:
    passed = Button(look, "取消")
    passed.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
    line = QLineEdit()
    found = tabbing.faults(_shown(qtbot, line, QLineEdit(), passed))
    assert found == ["Button “取消” is not reached by a key"]


def test_a_text_that_keeps_tab_for_itself_is_found(qtbot: QtBot) -> None:
    found = tabbing.faults(_shown(qtbot, QLineEdit(), QPlainTextEdit()))
    assert "QPlainTextEdit “” does not let go of the keyboard" in found


def test_the_keyboard_goes_on_from_what_is_hidden_under_it(look: Look, qtbot: QtBot) -> None:
    dialog = DeskDialog("办理", "")
    qtbot.addWidget(dialog)
    before, gone, after = (QLineEdit() for _ in range(3))
    for field in (before, gone, after):
        dialog.body.addWidget(field)
    gone.setFocus()
    show_active(qtbot, dialog)
    gone.hide()
    assert after.hasFocus()


def test_tab_on_a_page_as_a_whole_comes_to_the_first_thing_in_it(look: Look, qtbot: QtBot) -> None:
    dialog = DeskDialog("办理", "")
    qtbot.addWidget(dialog)
    page, inside = QWidget(), QLineEdit()
    QVBoxLayout(page).addWidget(inside)
    for part in (QLineEdit(), page, QLineEdit()):
        dialog.body.addWidget(part)
    show_active(qtbot, dialog)
    page.setFocus()
    press(page, Qt.Key.Key_Tab)
    assert inside.hasFocus()
