"""The import dialog: preview, import, report; every row of the file is accounted for."""

import time
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLineEdit,
    QTableView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from petitiondesk.domain.errors import FileProblem, StorageError
from petitiondesk.domain.messages import Message
from petitiondesk.domain.terms import Channel, PetitionClass, Rating
from petitiondesk.infra.i18n import use_language
from petitiondesk.services.desk import Desk
from petitiondesk.services.importing import ImportReport, ImportService, Preview
from petitiondesk.ui.dialogs.import_dialog import ImportDialog
from petitiondesk.ui.pages.ledger import LedgerPage
from tests.exchange.ledger_files import ledger
from tests.factory import take
from tests.ledgers.catalogue import LEDGERS
from tests.ledgers.shapes_files import PASSWORD
from tests.robots.importing import ImportRobot, old_ledger
from tests.ui.bench import Bench


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
    robot = opened(around, parent, qtbot, path).to_preview()
    assert robot.stage() == "preview"
    assert robot.dialog.view.preview.file.text() == "旧台账.xlsx（工作表：台账）"
    assert robot.chips() == ["28 件新的", "2 行不能导入", "3 行标题、合计等，略过"]
    assert robot.tabs() == ["前 20 行", "不能导入的行", "略过的行"]
    assert "没有诉求类别，这些件都按“申诉求决”登记" in robot.dialog.view.preview.notices.text()
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
    robot = opened(around, parent, qtbot, path).to_preview()
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
    robot = opened(around, parent, qtbot, path).to_preview()
    assert "4 件以前导入过" in robot.chips()
    assert len(robot.rows("以前导入过的")) == 4
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
    robot = opened(around, parent, qtbot, path).to_preview()
    assert not robot.dialog.bring.isEnabled()
    assert robot.dialog.cancel.hasFocus()


def test_a_file_that_cannot_be_read_is_said_and_another_can_be_chosen(
    around: Bench, parent: QWidget, qtbot: QtBot, tmp_path: Path
) -> None:
    wrong = tmp_path / "通讯录.xlsx"
    wrong.write_bytes(b"%PDF-1.7")
    robot = opened(around, parent, qtbot, wrong)
    assert robot.stage() == "failed"
    failed = robot.dialog.view.failed
    assert "“通讯录.xlsx”不是表格文件" in failed.sentence.text()
    assert failed.other.hasFocus()
    around.messages.files = [old_ledger(tmp_path / "旧台账.xlsx", rows=3)]
    failed.other.click()
    robot.wait().to_preview()
    assert robot.chips()[0] == "3 件新的"
    around.messages.assert_no_errors()


def test_the_preview_counts_everybody_whom_the_ledger_counted(
    around: Bench, parent: QWidget, qtbot: QtBot, tmp_path: Path
) -> None:
    rows = [["收到日期", "信访人", "概况"]] + [
        ["2023-05-07", who, "路灯不亮"] for who in ("张三、李四等12人", "王五、赵六", "钱七")
    ]
    robot = opened(around, parent, qtbot, ledger(tmp_path / "旧台账.xlsx", rows)).to_preview()
    assert [row[3] for row in robot.rows("前 20 行")] == ["张三 等12人", "王五 等2人", "钱七"]


def test_a_ledger_with_names_of_its_own_is_told_what_they_mean_once(
    around: Bench, parent: QWidget, qtbot: QtBot, desk: Desk, tmp_path: Path
) -> None:
    rows = [["本子"], ["哪天", "谁", "啥事"], ["2023.5.7", "张三", "路灯不亮"]]
    robot = opened(around, parent, qtbot, ledger(tmp_path / "怪表.xlsx", rows))
    assert robot.stage() == "sheets"
    assert not robot.dialog.forward.isEnabled()
    assert robot.dialog.view.sheets.trouble.text() == "请勾选至少一个工作表。"
    robot.dialog.view.sheets.tick("台账", ticked=True)
    robot.go_on()
    page = robot.dialog.view.columns
    assert robot.read_as() == dict.fromkeys(["哪天", "谁", "啥事"], "写入备注")
    assert "还没有一列是收到日期" in page.lacking.text()
    assert not robot.dialog.forward.isEnabled()
    for heading, text in (("哪天", "收到日期"), ("谁", "信访人"), ("啥事", "概况")):
        robot.choose(heading, text)
    assert page.lacking.isHidden()
    page.name.setText("老王的本子")
    robot.bring()
    (petition,) = desk.context.registry.petitions.all()
    assert (petition.petitioners[0].name, petition.summary) == ("张三", "路灯不亮")

    rows[2:] = [["2023.6.7", "李四", "水管爆裂"]]
    again = opened(around, parent, qtbot, ledger(tmp_path / "怪表二.xlsx", rows))
    again.dialog.view.sheets.tick("台账", ticked=True)
    again.go_on()
    assert again.read_as() == {"哪天": "收到日期", "谁": "信访人", "啥事": "概况"}
    assert "老王的本子" in again.dialog.view.columns.told.text()
    again.bring()
    assert desk.ledger.total() == 2


def test_a_column_that_is_chosen_otherwise_is_read_so(
    around: Bench, parent: QWidget, qtbot: QtBot, desk: Desk, tmp_path: Path
) -> None:
    robot = opened(around, parent, qtbot, old_ledger(tmp_path / "旧台账.xlsx", rows=2))
    assert robot.stage() == "columns"
    assert robot.read_as()["承办科室"] == "主办科室"
    assert robot.dialog.forward.hasFocus()
    robot.choose("承办科室", "写入备注")
    robot.choose("满意否", "对信访部门评价")
    robot.bring()
    petition = next(iter(desk.context.registry.petitions.all()))
    assert (petition.lead_section, petition.office_rating) == ("", Rating.SATISFIED)
    assert petition.notes == "承办科室：经管站"


def test_two_columns_for_one_field_are_pointed_out(
    around: Bench, parent: QWidget, qtbot: QtBot, tmp_path: Path
) -> None:
    robot = opened(around, parent, qtbot, old_ledger(tmp_path / "旧台账.xlsx", rows=2))
    robot.choose("主要内容", "概况")
    doubt = robot.dialog.view.columns.doubt
    assert "“概况”“主要内容”都导入为概况" in doubt.text()
    robot.choose("主要内容", "主要内容")
    assert doubt.isHidden()


def test_what_the_ledger_does_not_say_is_chosen_for_all(
    around: Bench, parent: QWidget, qtbot: QtBot, desk: Desk, tmp_path: Path
) -> None:
    rows = [["收到日期", "信访人", "概况"], ["2023.5.7", "张三", "路灯不亮"]]
    robot = opened(around, parent, qtbot, ledger(tmp_path / "来访.xlsx", rows))
    page = robot.dialog.view.columns
    page.channel.set_value(Channel.VISIT)
    page.petition_class.set_value(PetitionClass.SUGGESTION)
    robot.to_preview()
    assert robot.dialog.view.preview.notices.isHidden()
    robot.bring()
    (petition,) = desk.context.registry.petitions.all()
    assert (petition.channel, petition.petition_class) == (Channel.VISIT, PetitionClass.SUGGESTION)


def test_only_the_sheets_that_are_ticked_come_in(
    around: Bench, parent: QWidget, qtbot: QtBot, desk: Desk, tmp_path: Path
) -> None:
    robot = opened(around, parent, qtbot, LEDGERS["monthly_sheets"](tmp_path))
    assert robot.stage() == "sheets"
    assert robot.dialog.view.sheets.chosen() == {"1月": 0, "2月": 0, "3月": 0}
    robot.dialog.view.sheets.tick("2月", ticked=False)
    robot.bring()
    assert [p.external_no for p in desk.context.registry.petitions.all()] == ["1-1", "3-1"]


def test_a_workbook_behind_a_password_asks_for_it_until_it_is_right(
    around: Bench, parent: QWidget, qtbot: QtBot, desk: Desk, tmp_path: Path
) -> None:
    robot = opened(around, parent, qtbot, LEDGERS["locked_xls"](tmp_path))
    assert robot.stage() == "password"
    page = robot.dialog.view.password
    page.password.setText("不是它")
    robot.go_on()
    assert robot.stage() == "password"
    assert "打开密码不对" in page.trouble.text()
    page.password.setText(PASSWORD)
    robot.go_on()
    assert robot.stage() == "columns"
    robot.bring()
    assert desk.ledger.total() == 1


def test_every_step_can_be_gone_back_on(
    around: Bench, parent: QWidget, qtbot: QtBot, tmp_path: Path
) -> None:
    robot = opened(around, parent, qtbot, old_ledger(tmp_path / "旧台账.xlsx", rows=2))
    robot.choose("承办科室", "写入备注")
    robot.to_preview()
    seen = [robot.stage()]
    for _ in range(3):
        robot.dialog.back.click()
        seen.append(robot.stage())
    assert seen == ["preview", "columns", "sheets", "start"]
    assert robot.dialog.view.start.choose.hasFocus()


def test_an_import_is_taken_back_right_after_it(
    around: Bench, parent: QWidget, qtbot: QtBot, desk: Desk, tmp_path: Path
) -> None:
    path = old_ledger(tmp_path / "旧台账.xlsx", rows=3)
    robot = opened(around, parent, qtbot, path).bring()
    robot.dialog.view.report.undo.click()
    assert robot.stage() == "undo"
    page = robot.dialog.view.undo
    assert page.headline.text() == "撤销“旧台账.xlsx”的导入（3 件）"
    assert robot.dialog.take_back.text() == "撤销这 3 件"
    robot.dialog.take_back.click()
    robot.wait()
    assert page.trouble.text() == "请写明撤销的原因。"
    page.reason.setText("导错了文件")
    with qtbot.waitSignal(robot.dialog.undone) as signal:
        robot.dialog.take_back.click()
    robot.wait()
    assert signal.args == [3]
    assert robot.dialog.view.report.headline.text() == "已撤销“旧台账.xlsx”的导入"
    assert robot.dialog.view.report.undo.isHidden()
    assert desk.ledger.total() == 0
    assert around.went == [("written", None)] * 2
    again = opened(around, parent, qtbot, path).to_preview()
    assert again.chips()[0] == "3 件新的"


def test_an_earlier_import_is_taken_back_from_the_list(
    around: Bench, parent: QWidget, qtbot: QtBot, desk: Desk, tmp_path: Path
) -> None:
    empty = ImportDialog(around.context, parent=parent)
    empty.show()
    assert empty.view.start.none.isVisible()
    assert not empty.view.start.past.isVisible()
    opened(around, parent, qtbot, old_ledger(tmp_path / "旧台账.xlsx", rows=3)).bring()
    dialog = ImportDialog(around.context, parent=parent)
    dialog.show()
    robot = ImportRobot(dialog, qtbot)
    assert robot.past() == [("旧台账.xlsx", "3", "已导入")]
    start = dialog.view.start
    assert not start.undo.isEnabled()
    start.past.selectRow(0)
    start.undo.click()
    dialog.view.undo.reason.setText("重复的台账")
    dialog.take_back.click()
    robot.wait()
    assert desk.ledger.total() == 0
    dialog._show_start()
    assert robot.past() == [("旧台账.xlsx", "3", "2026-03-02 已撤销")]
    start.past.selectRow(0)
    assert not start.undo.isEnabled()


def test_an_import_that_was_worked_on_says_why_it_stays(
    around: Bench, parent: QWidget, qtbot: QtBot, desk: Desk, tmp_path: Path
) -> None:
    robot = opened(around, parent, qtbot, old_ledger(tmp_path / "旧台账.xlsx", rows=3)).bring()
    take(desk, desk.petitions.case(2).petition, "submit")
    robot.dialog.view.report.undo.click()
    robot.dialog.view.undo.reason.setText("导错了文件")
    robot.dialog.take_back.click()
    robot.wait()
    assert robot.stage() == "undo"
    assert "信〔2023〕2号" in robot.dialog.view.undo.trouble.text()
    robot.dialog.back.click()
    assert robot.stage() == "report"
    assert desk.ledger.total() == 3


def test_an_import_that_fails_is_said_and_the_preview_stays(
    around: Bench, parent: QWidget, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> ImportReport:
        raise StorageError(Message("磁盘已满，没有导入任何内容。"))

    robot = opened(around, parent, qtbot, old_ledger(tmp_path / "旧台账.xlsx", rows=3)).to_preview()
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
    robot = opened(around, parent, qtbot, old_ledger(tmp_path / "旧台账.xlsx", rows=3)).to_preview()
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
    robot = opened(around, parent, qtbot, old_ledger(tmp_path / "旧台账.xlsx", rows=3)).to_preview()
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


def test_the_ledgers_button_opens_the_steps_and_shows_what_came_in(
    around: Bench, qtbot: QtBot, desk: Desk, tmp_path: Path
) -> None:
    page = LedgerPage(around.context)
    qtbot.addWidget(page)
    page.show()
    around.messages.files = [old_ledger(tmp_path / "旧台账.xlsx", rows=3)]

    def bring(dialog: ImportDialog) -> None:
        robot = ImportRobot(dialog, qtbot)
        assert robot.stage() == "start"
        dialog.view.start.choose.click()
        robot.wait().bring()
        dialog.finish.click()

    around.when_a_dialog_opens(bring)
    page.view.bring.click()
    qtbot.waitUntil(lambda: page.model.rowCount() == 3)
    assert around.messages.file_titles == ["选择旧台账"]


def test_the_wheel_over_a_column_changes_nothing(
    around: Bench, parent: QWidget, qtbot: QtBot, tmp_path: Path
) -> None:
    robot = opened(around, parent, qtbot, old_ledger(tmp_path / "旧台账.xlsx", rows=3))
    before = robot.read_as()
    combo = robot.dialog.view.columns.combos["概况"]
    combo.setFocus()
    place = QPointF(combo.rect().center())
    wheel = QWheelEvent(
        place, combo.mapToGlobal(place), QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(combo, wheel)
    assert robot.read_as() == before


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_every_control_of_the_steps_has_a_name(
    around: Bench, parent: QWidget, qtbot: QtBot, tmp_path: Path, language: str
) -> None:
    use_language(language)
    robot = opened(around, parent, qtbot, LEDGERS["three_ledgers"](tmp_path))
    seen = []
    while robot.stage() != "report":
        stage = robot.dialog.view.currentWidget()
        assert stage is not None
        seen.append(robot.stage())
        for kind in (QAbstractButton, QLineEdit, QComboBox, QTableView):
            for control in stage.findChildren(kind):
                if control.isVisible():
                    assert control.accessibleName(), (robot.stage(), control)
        if robot.stage() == "preview":
            robot.dialog.bring.click()
            robot.wait()
        else:
            robot.go_on()
    assert seen == ["sheets", "columns", "preview"]
