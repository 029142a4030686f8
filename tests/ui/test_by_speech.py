"""The main job through the accessibility interface alone: what a screen reader hears and does."""

from collections.abc import Callable, Iterator
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from petitiondesk.domain.ledger import LedgerFilter, Order
from petitiondesk.domain.terms import State
from petitiondesk.services.desk import Desk
from petitiondesk.ui.look import Look
from petitiondesk.ui.messages import WindowMessages
from petitiondesk.ui.pages.returns import ReturnsPage
from petitiondesk.ui.tasks import Tasks
from petitiondesk.ui.window import DeskWindow
from tests.robots.reader import Reader
from tests.ui.bench import Bench
from tests.ui.hands import show_active

Act = Callable[[], object]


@pytest.fixture
def window(desk: Desk, look: Look, qtbot: QtBot) -> Iterator[DeskWindow]:
    """The window as an office has it, with its notices."""
    bugs: list[BaseException] = []
    tasks = Tasks(bugs.append, bugs.append, desk.release)
    window = DeskWindow(desk, look, tasks)
    qtbot.addWidget(window)
    window.resize(1366, 768)
    show_active(qtbot, window)
    yield window
    window.hide()
    assert tasks.shutdown()
    assert bugs == []


def test_the_main_job_is_done_by_what_a_screen_reader_is_told(
    window: DeskWindow, desk: Desk, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader = Reader(window)

    def gone(dialog: QWidget) -> None:
        """A press through the interface takes a moment; what is refused would stay open."""
        qtbot.waitUntil(lambda: not dialog.isVisible())

    reader.press("登记")
    qtbot.waitUntil(window.page("register").isVisible)
    reader.write("姓名", "王建国").write("电话", "13800000000").write("住址", "青石镇河湾村4组")
    reader.write("概况", "反映机耕路被工程车压坏").write("主要内容", "路面多处下陷，农机无法通行。")
    reader.press("增加诉求").write("第 1 项诉求", "修复四组机耕路")
    reader.write("问题属地", "青石镇").press("保存")
    qtbot.waitUntil(lambda: desk.ledger.total() == 1)
    qtbot.waitUntil(lambda: "打开" in reader.names())
    reader.press("打开")
    qtbot.waitUntil(window.page("case").isVisible)

    def step(name: str, *written: tuple[str, str], leave: str = "日期") -> None:
        taken: list[str] = []

        def act(dialog: QWidget) -> None:
            for field, text in written:
                reader.write(field, text)
            reader.leave(leave)
            reader.press(name)
            gone(dialog)
            taken.append(name)

        Bench().when_a_dialog_opens(act)
        reader.press(name)
        qtbot.waitUntil(lambda: taken == [name])

    step("受理告知", ("告知方式", "书面告知"))
    step("拟办", ("拟办意见", "建议转农田建设科"))
    step("登记批示", ("批示领导", "周副局长"), ("领导批示", "请十日内报结果"))
    step("转办", ("主办科室", "农田建设科"), ("承办人", "赵敏"))
    step("科室签收")
    step("登记科室答复", ("科室答复内容", "已由施工单位修复"))
    step("答复", ("答复方式", "书面"), ("对第 1 项的决定", "支持"))
    step("送达", ("送达方式", "当面送达"), ("送达凭证", "已签收"))
    step("办结", ("信访人意见", "同意"))
    step("归档")
    row = desk.ledger.first(LedgerFilter(), Order(), 1)[0]
    assert row.state is State.ARCHIVED

    path = tmp_path / "月报.xlsx"
    monkeypatch.setattr(WindowMessages, "choose_file_save", lambda *_: path)
    reader.press("报表")
    page = window.page("returns")
    assert isinstance(page, ReturnsPage)
    qtbot.waitUntil(lambda: page.count.value is not None and not page.is_reading())

    def choose(dialog: QWidget) -> None:
        reader.press("选择位置…")
        gone(dialog)

    Bench().when_a_dialog_opens(choose)
    reader.press("导出工作簿…")
    qtbot.waitUntil(path.exists)
    qtbot.waitUntil(lambda: not window.context.tasks.is_busy())
    assert openpyxl.load_workbook(path).sheetnames
