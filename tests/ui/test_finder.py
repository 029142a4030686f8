"""The one search box: who searches, searches as ever; who wants something done finds it by its name."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from petitiondesk.domain.ledger import LedgerFilter
from petitiondesk.domain.ledger_views import SavedView
from petitiondesk.domain.petition import Petition, Petitioner
from petitiondesk.domain.terms import PetitionClass
from petitiondesk.infra.i18n import speaking, use_language
from petitiondesk.infra.pinyin import letters
from petitiondesk.ui.command_list import CommandList
from petitiondesk.ui.commands import Command, fitting
from petitiondesk.ui.pages.ledger import LedgerPage
from petitiondesk.ui.pages.settings import PARTS
from petitiondesk.ui.places import rail_items
from petitiondesk.ui.shortcuts import SHORTCUTS, Where
from petitiondesk.ui.window import DeskWindow
from tests.factory import a_petition
from tests.ui.hands import CTRL, click, press
from tests.ui.window_room import Opened


def type_in(window: DeskWindow, text: str) -> None:
    """What an input method gives to the box, or keys do."""
    box = window.shell.search
    box.setFocus()
    box.selectAll()
    commit = QInputMethodEvent()
    commit.setCommitString(text)
    QApplication.sendEvent(box, commit)


def offered(window: DeskWindow) -> list[str]:
    shown = window.finder.list
    return [offer.text for offer in shown.offers()] if shown.isVisible() else []


def ledger(window: DeskWindow) -> LedgerPage:
    page = window.page("ledger")
    assert isinstance(page, LedgerPage)
    return page


def commands(window: DeskWindow) -> list[Command]:
    return CommandList(window).commands()


# --- who searches -----------------------------------------------------------------------------------


def test_words_and_enter_search_the_ledger_as_ever(opened: Opened) -> None:
    window, _ = opened
    window.context.desk.petitions.register(a_petition())
    type_in(window, "机耕路")
    assert offered(window)[0] == "在台账里查找“机耕路”"
    press(window.shell.search, Qt.Key.Key_Return)
    assert window.shell.current_page() == "ledger"
    assert ledger(window).model.shown == LedgerFilter(words="机耕路")
    assert not window.finder.list.isVisible()
    assert window.shell.search.text() == "机耕路"


def test_words_that_are_also_a_command_are_searched_by_enter(opened: Opened) -> None:
    window, _ = opened
    type_in(window, "备份")
    assert "现在备份" in offered(window)
    press(window.shell.search, Qt.Key.Key_Return)
    assert ledger(window).model.shown == LedgerFilter(words="备份")


def test_the_first_petitions_are_listed_masked_and_open_by_the_arrow_and_enter(
    opened: Opened, qtbot: QtBot
) -> None:
    window, _ = opened
    petition = window.context.desk.petitions.register(a_petition())
    type_in(window, "机耕路")
    qtbot.waitUntil(lambda: any(petition.number in text for text in offered(window)))
    (line,) = [text for text in offered(window) if petition.number in text]
    assert "王＊" in line
    assert "王建国" not in line
    press(window.shell.search, Qt.Key.Key_Down)
    press(window.shell.search, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.shell.current_page() == "case")
    assert window.shell.search.text() == "机耕路", "to go on from there"


def test_a_sealed_petition_is_listed_shut(opened: Opened, qtbot: QtBot) -> None:
    window, _ = opened
    sealed = window.context.desk.petitions.register(
        a_petition(
            petition_class=PetitionClass.ACCUSATION,
            summary="检举机耕路工程",
            petitioners=(Petitioner("李四"),),
        )
    )
    type_in(window, sealed.number)
    qtbot.waitUntil(lambda: any("（密）" in text for text in offered(window)))
    assert not [text for text in offered(window) if "李四" in text or "检举机" in text]


def test_what_one_had_chosen_stays_chosen_when_the_petitions_come(
    opened: Opened, qtbot: QtBot
) -> None:
    window, _ = opened
    petition = window.context.desk.petitions.register(a_petition(summary="台账登记有误"))
    type_in(window, "台账")
    press(window.shell.search, Qt.Key.Key_Down)
    before = window.finder.list.current()
    assert before is not None
    qtbot.waitUntil(lambda: any(petition.number in text for text in offered(window)))
    assert window.finder.list.current() == before


def test_what_was_found_for_other_words_does_not_come_in_late(opened: Opened, qtbot: QtBot) -> None:
    window, _ = opened
    petition = window.context.desk.petitions.register(a_petition())
    type_in(window, "机耕路")
    qtbot.waitUntil(lambda: any(petition.number in text for text in offered(window)))
    type_in(window, "机耕路边")
    window.finder._search()
    type_in(window, ">")
    qtbot.waitUntil(lambda: not window.context.tasks.is_busy())
    assert not [text for text in offered(window) if petition.number in text]


# --- who wants something done -----------------------------------------------------------------------


def test_what_can_be_done_is_found_by_words_initials_and_english(opened: Opened) -> None:
    window, _ = opened
    known = commands(window)
    for typed, wanted in (
        ("djxj", "登记新件"),
        ("登记", "登记新件"),
        ("register a pet", "登记新件"),
        ("备份", "设置：备份"),
        ("bf", "设置：备份"),
        ("backup", "设置：备份"),
        ("qx", "期限"),
        ("deadl", "期限"),
        ("cqw", "超期未办结的件"),
    ):
        found = [command.title for command in fitting(typed, known, ())]
        assert wanted in found, typed
        assert len(found) < len(known) / 2, f"{typed} says nothing"


def test_a_command_runs_by_enter_and_comes_first_the_next_time(
    opened: Opened, qtbot: QtBot
) -> None:
    window, _ = opened
    type_in(window, ">期限规则")
    assert offered(window)[0] == "设置：期限规则"
    press(window.shell.search, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.shell.current_page() == "settings")
    assert window.shell.search.text() == ""

    press(window, Qt.Key.Key_K, CTRL)
    assert offered(window)[0] == "设置：期限规则"
    type_in(window, ">期")
    assert offered(window)[0] == "设置：期限规则"


def test_the_wide_sign_of_chinese_typing_limits_to_actions_too(
    opened: Opened, qtbot: QtBot
) -> None:
    window, _ = opened
    petition = window.context.desk.petitions.register(a_petition(summary="台账登记有误"))
    type_in(window, "＞台账")
    qtbot.wait(200)
    assert not [text for text in offered(window) if petition.number in text or "查找" in text]
    type_in(window, "＞没有这样的事")
    assert offered(window) == ["没有叫这个的。"]
    press(window.shell.search, Qt.Key.Key_Return)
    assert window.shell.current_page() == "today", "what is only for actions is not searched"


def test_a_click_does_what_enter_does(opened: Opened, qtbot: QtBot) -> None:
    window, _ = opened
    type_in(window, ">档案")
    shown = window.finder.list.list
    place = next(n for n, text in enumerate(offered(window)) if text == "档案")
    click(shown.viewport(), shown.visualItemRect(shown.item(place)).center())
    qtbot.waitUntil(lambda: window.shell.current_page() == "archive")


def test_arrows_go_round_and_escape_puts_the_list_away_then_empties_then_leaves(
    opened: Opened,
) -> None:
    window, _ = opened
    box = window.shell.search
    type_in(window, ">打印")
    count = len(offered(window))
    assert count >= 3
    for _ in range(count):
        press(box, Qt.Key.Key_Down)
    assert window.finder.list.list.currentRow() == 0
    press(box, Qt.Key.Key_Up)
    assert window.finder.list.list.currentRow() == count - 1
    press(box, Qt.Key.Key_Escape)
    assert (offered(window), box.text()) == ([], ">打印")
    press(box, Qt.Key.Key_Escape)
    assert (box.text(), box.hasFocus()) == ("", True)
    press(box, Qt.Key.Key_Escape)
    assert not box.hasFocus()


def test_while_an_input_method_composes_no_key_is_taken(opened: Opened) -> None:
    window, _ = opened
    box = window.shell.search
    type_in(window, ">打印")
    composing = QInputMethodEvent("dy", [])
    QApplication.sendEvent(box, composing)
    before = window.finder.list.list.currentRow()
    press(box, Qt.Key.Key_Down)
    press(box, Qt.Key.Key_Escape)
    assert window.finder.list.list.currentRow() == before
    assert offered(window)


def test_the_list_goes_with_the_keyboard(opened: Opened) -> None:
    window, _ = opened
    type_in(window, "打印")
    assert offered(window)
    window.shell.new.setFocus()
    assert offered(window) == []


def test_the_line_chosen_is_told_to_a_screen_reader(opened: Opened) -> None:
    window, _ = opened
    type_in(window, ">锁定")
    assert window.shell.search.accessibleDescription() == "锁定，操作，Ctrl+L"


# --- what there is ----------------------------------------------------------------------------------


def test_every_page_every_part_of_the_settings_and_every_key_of_the_window_can_be_found(
    opened: Opened,
) -> None:
    window, _ = opened
    known = {command.key: command for command in commands(window)}
    assert {f"page:{item.key}" for item in rail_items()} <= known.keys()
    assert {f"setting:{part[0]}" for part in PARTS} <= known.keys()
    shown = {command.keys for command in known.values()}
    keys = {s.shown for s in SHORTCUTS if s.where is Where.DESK}
    without = {"Ctrl+K", "Alt+1 … Alt+9", "Ctrl+1 … Ctrl+8"}
    assert keys - without <= shown
    assert {f"Ctrl+{n}" for n in range(1, 9)} <= shown


def test_commands_are_told_apart_and_named_in_the_readers_language(opened: Opened) -> None:
    window, _ = opened
    chinese = commands(window)
    assert len({command.key for command in chinese}) == len(chinese)
    with speaking("en"):
        english = {command.key: command.title for command in commands(window)}
    assert english["page:ledger"] == "Ledger"
    use_language("zh_CN")


def test_a_saved_view_is_shown_by_its_name(opened: Opened, qtbot: QtBot) -> None:
    window, _ = opened
    shown = LedgerFilter(words="水渠")
    window.context.desk.views.save(SavedView("水渠的件", shown))
    type_in(window, ">sqdj")
    assert offered(window) == ["视图：水渠的件"]
    press(window.shell.search, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.shell.current_page() == "ledger")
    qtbot.waitUntil(lambda: ledger(window).model.shown == shown)


def test_a_page_of_the_manual_is_asked_for_by_its_name(opened: Opened, qtbot: QtBot) -> None:
    window, _ = opened
    type_in(window, ">快捷键一览")
    with qtbot.waitSignal(window.manual_asked) as asked:
        press(window.shell.search, Qt.Key.Key_Return)
    assert asked.args == ["shortcuts"]


def test_every_action_can_be_run(
    opened: Opened, busy_case: Petition, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    """None leads to a control that is not there; those that open a dialog open it."""
    window, messages = opened
    opened_dialogs: list[str] = []

    def note(dialog: object) -> int:
        opened_dialogs.append(type(dialog).__name__)
        return 0

    monkeypatch.setattr("PySide6.QtWidgets.QDialog.exec", note)
    for command in commands(window):
        if command.key.startswith(("action:", "list:", "page:", "setting:")):
            command.run()
            qtbot.waitUntil(lambda: not window.context.tasks.is_busy())
            QTest.qWait(40)
    wanted = {
        "FilterDialog",
        "ColumnsDialog",
        "ImportDialog",
        "SectionSheetsDialog",
        "PrintPreview",
    }
    assert wanted <= set(opened_dialogs)
    assert opened_dialogs.count("PrintPreview") == 3
    assert "导出台账" in messages.file_titles
    assert [str(error) for error in messages.errors] == [
        "还没有选备份的文件夹。请在设置的“备份”里选一个。"
    ]


def test_initials_of_words_are_those_of_everyday_reading() -> None:
    assert letters("查找 Excel") == "cz excel"
    assert letters("登记新件") == "djxj"
