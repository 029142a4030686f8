"""The import dialog: preview, import, report; every row of the file is accounted for."""

import time
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from petitiondesk.domain.errors import FileProblem, StorageError
from petitiondesk.domain.messages import Message
from petitiondesk.services.desk import Desk
from petitiondesk.services.importing import ImportReport, ImportService, Preview
from petitiondesk.ui.dialogs.import_dialog import ImportDialog
from petitiondesk.ui.look import Look
from tests.robots.importing import ImportRobot, old_ledger
from tests.ui.bench import Bench, bench


@pytest.fixture
def around(desk: Desk, look: Look) -> Iterator[Bench]:
    with bench(desk, look) as result:
        yield result


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    """The window: what a dialog belongs to keeps it alive."""
    widget = QWidget()
    qtbot.addWidget(widget)
    return widget


def opened(around: Bench, parent: QWidget, qtbot: QtBot, path: Path) -> ImportRobot:
    dialog = ImportDialog(around.context, path, parent, opener=lambda _: False)
    dialog.show()
    return ImportRobot(dialog, qtbot)


def test_the_preview_says_what_the_file_holds_and_writes_nothing(
    around: Bench, parent: QWidget, qtbot: QtBot, desk: Desk, tmp_path: Path
) -> None:
    path = old_ledger(tmp_path / "旧台账.xlsx", unreadable=(4, 7))
    robot = opened(around, parent, qtbot, path)
    assert robot.stage() == "preview"
    assert robot.dialog.view.preview.file.text() == "旧台账.xlsx（工作表：台账）"
    assert robot.chips() == ["28 件新的", "2 行不能导入", "3 行标题、合计等，略过"]
    assert robot.tabs() == ["各列的含义", "前 20 行", "不能导入的行", "略过的行"]
    assert ("承办科室", "主办科室") in robot.rows("各列的含义")
    assert ("满意否", "没有对应的项，写入备注") in robot.rows("各列的含义")
    assert len(robot.rows("前 20 行")) == 20
    assert robot.rows("前 20 行")[0] == (
        "3", "2023-01-10", "来信", "王建国", "反映机耕路损坏之0", "经管站", "",
    )  # fmt: skip
    assert [row[:2] for row in robot.rows("不能导入的行")] == [("台账", "7"), ("台账", "10")]
    assert robot.dialog.bring.text() == "导入 28 件"
    assert robot.dialog.bring.hasFocus()
    assert desk.ledger.total() == 0
    robot.dialog.reject()
    assert not robot.dialog.isVisible()


def test_importing_reports_every_row_and_lists_those_left_out(
    around: Bench, parent: QWidget, qtbot: QtBot, desk: Desk, tmp_path: Path
) -> None:
    path = old_ledger(tmp_path / "旧台账.xlsx", unreadable=(4, 7))
    robot = opened(around, parent, qtbot, path)
    with qtbot.waitSignal(robot.dialog.imported) as signal:
        robot.dialog.bring.click()
    robot.wait()
    report: ImportReport = signal.args[0]
    page = robot.dialog.view.report
    assert (report.imported, report.rejected, report.skipped) == (28, 2, 3)
    assert desk.ledger.total() == 28
    assert robot.stage() == "report"
    assert page.headline.text() == "已导入 28 件"
    assert page.numbers.text() == "登记编号 信〔2023〕1号 至 信〔2023〕28号"
    rejects = tmp_path / "旧台账-未导入.xlsx"
    assert str(rejects) in page.rejects.text()
    sheet = openpyxl.load_workbook(rejects).active
    assert sheet is not None
    cells = [str(cell) for row in sheet.iter_rows(values_only=True) for cell in row if cell]
    assert "反映机耕路损坏之4" in cells
    assert around.went == [("written", None)]
    with qtbot.waitSignal(robot.dialog.accepted):
        robot.dialog.finish.click()


def test_the_same_file_again_adds_nothing_and_spares_the_earlier_list(
    around: Bench, parent: QWidget, qtbot: QtBot, desk: Desk, tmp_path: Path
) -> None:
    path = old_ledger(tmp_path / "旧台账.xlsx", rows=5, unreadable=(2,))
    opened(around, parent, qtbot, path).bring().dialog.accept()
    robot = opened(around, parent, qtbot, path)
    assert "4 件以前导入过" in robot.chips()
    assert robot.dialog.bring.text() == "另存不能导入的 1 行"
    robot.bring()
    assert robot.dialog.view.report.headline.text() == "没有新的信访件"
    assert desk.ledger.total() == 4
    assert (tmp_path / "旧台账-未导入.xlsx").exists()
    assert (tmp_path / "旧台账-未导入-2.xlsx").exists()
    assert around.went == [("written", None)]


def test_nothing_new_and_nothing_wrong_leaves_nothing_to_press(
    around: Bench, parent: QWidget, qtbot: QtBot, tmp_path: Path
) -> None:
    path = old_ledger(tmp_path / "旧台账.xlsx", rows=3)
    opened(around, parent, qtbot, path).bring().dialog.accept()
    robot = opened(around, parent, qtbot, path)
    assert not robot.dialog.bring.isEnabled()
    assert robot.dialog.cancel.hasFocus()


def test_a_file_that_is_no_ledger_is_said_and_another_can_be_chosen(
    around: Bench, parent: QWidget, qtbot: QtBot, tmp_path: Path
) -> None:
    wrong = tmp_path / "通讯录.xlsx"
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.append(["随便", "什么"])
    book.save(wrong)
    robot = opened(around, parent, qtbot, wrong)
    assert robot.stage() == "failed"
    failed = robot.dialog.view.failed
    assert "“通讯录.xlsx”不像信访台账" in failed.sentence.text()
    assert failed.other.hasFocus()
    around.messages.files = [old_ledger(tmp_path / "旧台账.xlsx", rows=3)]
    failed.other.click()
    robot.wait()
    assert robot.chips()[0] == "3 件新的"
    around.messages.assert_no_errors()


def test_an_import_that_fails_is_said_and_the_preview_stays(
    around: Bench, parent: QWidget, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> ImportReport:
        raise StorageError(Message("磁盘已满，没有导入任何内容。"))

    robot = opened(around, parent, qtbot, old_ledger(tmp_path / "旧台账.xlsx", rows=3))
    monkeypatch.setattr(ImportService, "run", fail)
    robot.bring()
    assert around.messages.said() == ["磁盘已满，没有导入任何内容。"]
    assert robot.stage() == "preview"
    assert robot.dialog.bring.isEnabled()
    assert robot.chips() == ["3 件新的", "3 行标题、合计等，略过"]


def test_stopping_an_import_goes_back_to_the_preview_with_nothing_imported(
    around: Bench, parent: QWidget, qtbot: QtBot, desk: Desk, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    robot = opened(around, parent, qtbot, old_ledger(tmp_path / "旧台账.xlsx", rows=3))
    monkeypatch.setattr(ImportService, "run", _patient(ImportService.run, robot))
    robot.dialog.bring.click()
    assert robot.stage() == "busy"
    robot.dialog.view.busy.stop.click()
    assert robot.dialog.view.busy.text.text() == "正在停止"
    robot.wait()
    assert robot.stage() == "preview"
    assert desk.ledger.total() == 0
    around.messages.assert_no_errors()


def _patient(real: object, robot: ImportRobot) -> object:
    """The service's run that begins only after it was stopped, as a long one would be caught."""

    def run(self: ImportService, preview: Preview, *args: object, **more: object) -> object:
        # The worker may be here before the dialog has been handed its task.
        while (task := robot.dialog._task) is None or not task.progress.cancelled():
            time.sleep(0.01)
        return real(self, preview, *args, **more)  # type: ignore[operator]

    return run


def test_closing_during_an_import_stops_it_first(
    around: Bench, parent: QWidget, qtbot: QtBot, desk: Desk, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    robot = opened(around, parent, qtbot, old_ledger(tmp_path / "旧台账.xlsx", rows=3))
    monkeypatch.setattr(ImportService, "run", _patient(ImportService.run, robot))
    robot.dialog.bring.click()
    robot.dialog.reject()
    assert robot.dialog.isVisible()
    robot.wait()
    assert not robot.dialog.isVisible()
    assert desk.ledger.total() == 0
    around.messages.assert_no_errors()


def test_a_list_that_cannot_be_written_does_not_look_like_a_failed_import(
    around: Bench, parent: QWidget, qtbot: QtBot, desk: Desk, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    robot = opened(
        around, parent, qtbot, old_ledger(tmp_path / "旧台账.xlsx", rows=3, unreadable=(1,))
    )
    real = ImportService._write_rejects

    def locked(self: ImportService, preview: Preview, path: Path | None) -> Path | None:
        if path is not None and path.parent == tmp_path:
            raise FileProblem(Message("不能写入这个文件夹。"))
        return real(self, preview, path)

    monkeypatch.setattr(ImportService, "_write_rejects", locked)
    robot.bring()
    page = robot.dialog.view.report
    assert desk.ledger.total() == 2
    assert page.headline.text() == "已导入 2 件"
    assert "不能写入这个文件夹。" in page.problem.text()
    assert not page.open.isVisible()
    elsewhere = tmp_path / "别处"
    elsewhere.mkdir()
    around.messages.files = [elsewhere / "清单.xlsx"]
    page.save.click()
    robot.wait()
    assert (elsewhere / "清单.xlsx").exists()
    assert not page.problem.isVisible()
    page.open.click()  # no program for it on this machine
    assert "打不开这个文件" in page.problem.text()
