"""The main job with keyboard and mouse only, read afterwards by another process.

Run by `test_on_screen` on a real display: lists that pop up take the keyboard there as they do on a
desk, which the offscreen platform cannot show.
"""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTableView, QWidget
from pytestqt.qtbot import QtBot

from petitiondesk.services.desk import Desk
from petitiondesk.ui.look import Look
from petitiondesk.ui.views.fields import LabelledField
from petitiondesk.ui.window import DeskWindow
from tests.factory import PASSWORD
from tests.robots.clerk import CTRL, Clerk
from tests.ui.bench import Bench
from tests.ui.window_room import on_screen

ENTER = Qt.Key.Key_Return
Act = Callable[[QWidget], object]


@pytest.fixture
def window(desk: Desk, look: Look, qtbot: QtBot) -> Iterator[DeskWindow]:
    with on_screen(desk, look, qtbot) as (window, messages):
        yield window
        messages.assert_no_errors()


def test_a_petition_is_taken_from_the_letter_to_the_archive(
    window: DeskWindow, desk: Desk, qtbot: QtBot
) -> None:
    clerk, dialogs = Clerk(window), Bench()
    assert (window.width(), window.height()) == (1366, 768), "the window opens too small to work in"

    # Ctrl+N, the form from top to bottom, Ctrl+Enter.
    clerk.press(Qt.Key.Key_N, CTRL)
    form = window.page("register")
    clerk.into(form, "姓名").type("王建国").into(form, "电话").type("13800000000")
    clerk.into(form, "住址").type("青石镇河湾村4组")
    clerk.into(form, "概况").type("反映机耕路被工程车压坏")
    clerk.into(form, "主要内容").type("路面多处下陷，秋收时农机无法通行。")
    clerk.into(form, "问题属地").type("青石镇")
    clerk.press(ENTER, CTRL)
    assert desk.ledger.total() == 1

    # Ctrl+K finds it, Enter opens it.
    clerk.press(Qt.Key.Key_K, CTRL).type("机耕路").press(ENTER)
    ledger = window.page("ledger")
    table = ledger.findChild(QTableView, "ledgerTable")
    assert table is not None
    qtbot.waitUntil(lambda: table.model().rowCount() == 1)  # on a busy PC it may take a moment
    clerk.click(table)
    table.setFocus()
    clerk.press(Qt.Key.Key_Home).press(ENTER)
    case = window.page("case")
    qtbot.waitUntil(case.isVisible)

    def step(button: str, act: Act) -> None:
        refused: list[str] = []
        opened: list[str] = []

        def do(dialog: QWidget) -> None:
            opened.append(dialog.windowTitle())
            act(dialog)
            clerk.press(ENTER, CTRL)
            if dialog.isVisible():
                refused.extend(f.finding_text() for f in dialog.findChildren(LabelledField))

        dialogs.when_a_dialog_opens(do)
        clerk.click(clerk.button(case, button))
        assert len(opened) == 1, f"{button} opened no dialog"
        assert refused == [], f"{button} was refused"
        qtbot.wait(1)

    step("拟办", lambda d: clerk.type("建议转农田建设科"))
    step("登记批示", lambda d: clerk.type("周副局长").next().type("请十日内报结果"))
    step("转办", lambda d: clerk.over("农田建设科").next().type("赵敏").next())
    step("科室签收", lambda d: None)
    step("登记科室答复", lambda d: clerk.type("已由施工单位修复"))
    step("答复", lambda d: clerk.into(d, "答复方式").over("书面").next())
    step("送达", lambda d: clerk.over("当面送达").next().over("已签收").next())
    step("办结", lambda d: clerk.over("同意").next())
    step("归档", lambda d: None)

    number = desk.ledger.rows([1])[0].number
    window.hide()
    desk.close()
    told = another_process_shows(desk, number)
    assert told["state"] == "archived"
    assert [event["kind"] for event in told["history"]] == [
        "register", "propose", "instruct", "route", "receive", "submit", "reply", "deliver",
        "conclude", "archive",
    ]  # fmt: skip
    assert told["facts"]["routings"][0]["section"] == "农田建设科"
    assert told["facts"]["reply"] == "已由施工单位修复"
    assert told["facts"]["archive_ref"] == "WS·2026-永久-0001"
    assert told["facts"]["petitioners"][0]["name"] == "王＊"


def another_process_shows(desk: Desk, number: str) -> dict[str, Any]:
    command = [sys.executable, "-m", "petitiondesk", "show", str(desk.folder), number, "--json"]
    done = subprocess.run(
        command,
        env={**os.environ, "PETITIONDESK_PASSWORD": PASSWORD},
        capture_output=True,
        text=True,
        check=True,
    )
    told: dict[str, Any] = json.loads(done.stdout)
    return told
