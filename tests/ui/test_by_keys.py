"""The main job by the keyboard alone, and what it costs in presses to register a letter."""

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from petitiondesk.domain.ledger import LedgerFilter, Order
from petitiondesk.domain.petition import Petition
from petitiondesk.domain.terms import Channel, PetitionClass, State
from petitiondesk.services.desk import Desk
from petitiondesk.ui.pages.returns import ReturnsPage
from petitiondesk.ui.views.fields import LabelledField
from petitiondesk.ui.window import DeskWindow
from tests.robots.clerk import CTRL
from tests.robots.keys import Keys
from tests.ui.bench import Bench
from tests.ui.window_room import Opened, case_page

MOST_PRESSES = 25
"""For a typical letter, besides the text itself (issue 7)."""

Act = Callable[[Keys], object]


@pytest.fixture
def topics(desk: Desk) -> None:
    """The office has the topics that the form offers."""
    assert "农村农业" in desk.office.office().topics


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


def test_the_main_job_needs_no_mouse(
    opened: Opened, desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    window, messages = opened
    clerk = Keys(window)
    a_letter(clerk, window, qtbot)
    case = newest(desk)
    _find(clerk, window, qtbot)

    def step(name: str, act: Act = lambda _clerk: None) -> None:
        dialogs = Bench()
        opened: list[str] = []
        refused: list[str] = []

        def do(dialog: QWidget) -> None:
            opened.append(name)
            act(clerk)
            clerk.press(Qt.Key.Key_Return, CTRL)
            if dialog.isVisible():
                refused.extend(f.finding_text() for f in dialog.findChildren(LabelledField))

        dialogs.when_a_dialog_opens(do)
        clerk.push(name)
        assert (opened, refused) == ([name], [])
        qtbot.wait(1)

    step("受理告知", lambda keys: keys.to("告知方式").over("书面告知").next())
    step("拟办", lambda keys: keys.type("建议转农田建设科"))
    step("领导批示", lambda keys: keys.type("周副局长").next().type("请十日内报结果"))
    step("转办", lambda keys: keys.over("农田建设科").next().type("赵敏").next())
    step("科室签收")
    step("登记科室答复", lambda keys: keys.type("已由施工单位修复"))
    step(
        "答复",
        lambda keys: (
            keys.to("答复方式").over("书面").next(),
            keys.to("对第 1 项的决定").over("支持").next(),
        ),
    )
    step("送达", lambda keys: keys.over("当面送达").next().over("已签收").next())
    step("办结", lambda keys: keys.over("同意").next())
    step("归档")
    assert desk.petitions.case(case.id).petition.state is State.ARCHIVED
    _write_the_return(clerk, window, qtbot, messages.files, tmp_path / "月报.xlsx")
    messages.assert_no_errors()
    book = openpyxl.load_workbook(tmp_path / "月报.xlsx")
    told = {cell.value for sheet in book for row in sheet.iter_rows() for cell in row}
    assert "来信" in told


def _find(clerk: Keys, window: DeskWindow, qtbot: QtBot) -> None:
    """Ctrl+K, a word, Enter: the ledger; Enter again: the case."""
    clerk.press(Qt.Key.Key_K, CTRL).type("机耕路").press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.shell.current_page() == "ledger")
    qtbot.waitUntil(lambda: not window.context.tasks.is_busy())
    clerk.to("台账").press(Qt.Key.Key_Home).press(Qt.Key.Key_Return)
    qtbot.waitUntil(case_page(window).isVisible)


def _write_the_return(
    clerk: Keys, window: DeskWindow, qtbot: QtBot, files: list[Path], path: Path
) -> None:
    clerk.to("台账").press(Qt.Key.Key_Down).press(Qt.Key.Key_Down).press(Qt.Key.Key_Space)
    page = window.page("returns")
    assert isinstance(page, ReturnsPage)
    qtbot.waitUntil(lambda: page.count.value is not None and not page.is_reading())
    files.append(path)
    dialogs = Bench()
    dialogs.when_a_dialog_opens(lambda _dialog: clerk.push("选择位置…"))
    clerk.push("导出工作簿…")
    qtbot.waitUntil(path.exists)
    qtbot.waitUntil(lambda: not window.context.tasks.is_busy())
