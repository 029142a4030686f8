"""The main job by the keyboard alone, first start to first return; and the presses that a letter takes."""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

import openpyxl
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from petitiondesk.domain.ledger import LedgerFilter, Order
from petitiondesk.domain.petition import Petition
from petitiondesk.domain.terms import Channel, PetitionClass, State
from petitiondesk.services.desk import Desk
from petitiondesk.ui.dialogs.first_run import FirstRun
from petitiondesk.ui.dialogs.return_workbook import WorkbookDialog
from petitiondesk.ui.dialogs.step import StepDialog
from petitiondesk.ui.dialogs.unlock import UnlockDialog
from petitiondesk.ui.pages.returns import ReturnsPage
from petitiondesk.ui.views.fields import LabelledField
from petitiondesk.ui.window import DeskWindow
from tests.robots.clerk import CTRL
from tests.robots.keys import Keys
from tests.ui import session_room
from tests.ui.session_room import Room
from tests.ui.window_room import Opened, case_page

MOST_PRESSES = 25
"""For a typical letter, besides the text itself (issue 7)."""

LONG_PASSWORD = "liang ke song shu 1987 nian"
"""Letters and digits: a field for passwords takes no input method."""

Act = Callable[[Keys], object]

room = session_room.room

COURSE: Mapping[str, Act] = {
    "受理告知": lambda keys: keys.to("告知方式").over("书面告知").next(),
    "拟办": lambda keys: keys.type("建议转农田建设科"),
    "登记批示": lambda keys: keys.type("周副局长").next().type("请十日内报结果"),
    "转办": lambda keys: keys.over("农田建设科").next().type("赵敏").next(),
    "科室签收": lambda _keys: None,
    "登记科室答复": lambda keys: keys.type("已由施工单位修复"),
    "答复": lambda keys: (
        keys.to("答复方式").over("书面").next().to("对第 1 项的决定").over("支持").next()
    ),
    "送达": lambda keys: keys.over("当面送达").next().over("已签收").next(),
    "办结": lambda keys: keys.over("同意").next(),
    "归档": lambda _keys: None,
}
"""The button of each step from the letter to the archive → what is typed in its window."""


def newest(desk: Desk) -> Petition:
    row = desk.ledger.first(LedgerFilter(), Order(), 1)[0]
    return desk.petitions.case(row.id).petition


def said_at_fields(window: DeskWindow) -> list[str]:
    """What was refused, where the form was not saved."""
    fields = window.page("register").findChildren(LabelledField)
    return [f"{f.label.text()}: {f.finding_text()}" for f in fields if f.finding_text()]


def a_letter(clerk: Keys, window: DeskWindow, qtbot: QtBot) -> None:
    """Register a typical letter from the open window, and nothing else."""
    clerk.press(Qt.Key.Key_N, CTRL)
    qtbot.waitUntil(lambda: window.shell.current_page() == "register" and not window.is_making())
    clerk.enter(3).type("王建国")  # over both dates and the pages
    clerk.enter(2).type("13800000000")  # over the sex
    clerk.enter().type("青石镇河湾村4组")
    clerk.enter(5).type("反映机耕路被工程车压坏")  # over four boxes
    clerk.enter().type("路面多处下陷，秋收时农机无法通行。")
    clerk.press(Qt.Key.Key_Tab).enter().type("修复四组机耕路")
    clerk.enter(2).type("农村农业")  # a claim is what it is taken for
    clerk.go_on().type("青石镇河湾村")
    clerk.press(Qt.Key.Key_Return, CTRL)


def test_a_typical_letter_takes_at_most_25_presses_beside_its_text(
    opened: Opened, desk: Desk, qtbot: QtBot
) -> None:
    window, messages = opened
    clerk = Keys(window)
    a_letter(clerk, window, qtbot)
    messages.assert_no_errors()
    assert said_at_fields(window) == []
    petition = newest(desk)
    person = petition.petitioners[0]
    assert (person.name, person.phone, person.address) == (
        "王建国", "13800000000", "青石镇河湾村4组",
    )  # fmt: skip
    assert petition.channel is Channel.LETTER
    assert petition.received_on == desk.ledger.today
    assert petition.summary == "反映机耕路被工程车压坏"
    assert petition.content == "路面多处下陷，秋收时农机无法通行。"
    assert [claim.text for claim in petition.claims] == ["修复四组机耕路"]
    assert petition.petition_class is PetitionClass.CLAIM
    assert petition.topic == "农村农业"
    assert petition.place == "青石镇河湾村"
    assert clerk.presses <= MOST_PRESSES


def test_from_the_first_start_to_the_first_return_everything_is_typed(
    room: Room, tmp_path: Path
) -> None:
    """Keys only, and what an input method commits; also a file's name, and the password at the door."""
    book = tmp_path / "月报.xlsx"
    room.visitor.expect(FirstRun, _begin)
    session = room.session()
    assert session.start()
    window = room.shown(session)
    desk, clerk = window.context.desk, Keys(window)
    room.qtbot.waitUntil(window.isActiveWindow)
    assert [section.name for section in desk.office.office().sections] == ["农田建设科", "办公室"]
    a_letter(clerk, window, room.qtbot)
    assert said_at_fields(window) == []
    case = newest(desk)
    _find(clerk, window, room.qtbot)
    for name, act in COURSE.items():
        refused: list[str] = []
        room.visitor.expect(StepDialog, partial(_fill_in, clerk, act, refused))
        clerk.push(name)
        assert (room.visitor.faults, refused, room.visitor.plan) == ([], [], []), name
        room.qtbot.wait(1)
    assert desk.petitions.case(case.id).petition.state is State.ARCHIVED
    room.visitor.expect(WorkbookDialog, lambda _dialog: clerk.push("选择位置…"))
    room.visitor.expect(QFileDialog, partial(_name_the_file, clerk, book))
    _write_the_return(clerk, window, room.qtbot, book)
    assert "来信" in _told_in(book)
    room.visitor.expect(UnlockDialog, lambda door: Keys(door).type(LONG_PASSWORD).enter())
    clerk.press(Qt.Key.Key_L, CTRL)
    room.qtbot.waitUntil(lambda: session.window is not None and session.window is not window)
    assert newest(room.shown(session).context.desk).number == case.number


def _begin(dialog: FirstRun) -> None:
    """The first run: office, sections, name, password twice, the key copied down."""
    clerk = Keys(dialog)
    clerk.enter().type("某县农业农村局").enter()
    clerk.type("农田建设科").enter().type("办公室").press(Qt.Key.Key_Return, CTRL)
    clerk.type("张敏").next().type(LONG_PASSWORD).next().type(LONG_PASSWORD).enter()
    assert dialog.stack.currentWidget() is dialog.key, dialog.account.new.trouble.text()
    clerk.press(Qt.Key.Key_Space).press(Qt.Key.Key_Return, CTRL)


def _fill_in(clerk: Keys, act: Act, refused: list[str], dialog: StepDialog) -> None:
    act(clerk)
    clerk.press(Qt.Key.Key_Return, CTRL)
    if dialog.isVisible():
        refused.extend(f.finding_text() for f in dialog.findChildren(LabelledField))


def _name_the_file(clerk: Keys, path: Path, dialog: QFileDialog) -> None:
    clerk.over(str(path)).enter()
    if dialog.isVisible():  # the list of files with such a name took the first Enter
        clerk.enter()


def _told_in(path: Path) -> set[object]:
    book = openpyxl.load_workbook(path)
    return {cell.value for sheet in book for row in sheet.iter_rows() for cell in row}


def _find(clerk: Keys, window: DeskWindow, qtbot: QtBot) -> None:
    """Ctrl+K, a word, Enter: the ledger; Enter again: the case."""
    clerk.press(Qt.Key.Key_K, CTRL).type("机耕路").press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.shell.current_page() == "ledger")
    qtbot.waitUntil(lambda: not window.context.tasks.is_busy())
    clerk.to("台账").press(Qt.Key.Key_Home).press(Qt.Key.Key_Return)
    qtbot.waitUntil(case_page(window).isVisible)


def _write_the_return(clerk: Keys, window: DeskWindow, qtbot: QtBot, path: Path) -> None:
    """Down the rail to the returns, the workbook's window, where the file goes."""
    clerk.to("台账").press(Qt.Key.Key_Down).press(Qt.Key.Key_Down).press(Qt.Key.Key_Space)
    page = window.page("returns")
    assert isinstance(page, ReturnsPage)
    qtbot.waitUntil(lambda: page.count.value is not None and not page.is_reading())
    clerk.push("导出工作簿…")
    qtbot.waitUntil(path.exists)
    qtbot.waitUntil(lambda: not window.context.tasks.is_busy())
