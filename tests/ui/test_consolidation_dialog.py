"""Taking returns together in the window: files in, every problem named, one workbook out."""

from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from petitiondesk.domain.returns.consolidation import Fault
from petitiondesk.domain.returns.period import PeriodKind
from petitiondesk.infra.i18n import use_language
from petitiondesk.ui.dialogs.consolidation import ConsolidationDialog
from tests.robots.consolidation import ConsolidationRobot, a_pile
from tests.ui.bench import Bench
from tests.ui.hands import press, show_active


@pytest.fixture
def robot(around: Bench, qtbot: QtBot) -> ConsolidationRobot:
    dialog = ConsolidationDialog(around.context)
    qtbot.addWidget(dialog)
    show_active(qtbot, dialog)
    return ConsolidationRobot(dialog, qtbot)


def dropped(*paths: Path) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return data


def test_a_folder_of_sound_returns_gives_one_workbook(
    robot: ConsolidationRobot, around: Bench, tmp_path: Path
) -> None:
    a_pile(tmp_path / "报来", "东乡", "西乡", "北镇")
    assert not robot.dialog.yes.isEnabled()
    around.messages.files = [tmp_path / "报来"]
    robot.dialog.view.choices.box.folder.click()
    assert "3 个文件" in robot.dialog.view.choices.box.said.text()
    robot.start()
    assert robot.chips() == ["计入 3 份", "2026年3月"]
    assert robot.problems() == []
    assert robot.dialog.view.result.fine.isVisible()
    path = tmp_path / "汇总.xlsx"
    around.messages.files = [path]
    robot.save()
    assert robot.dialog.saved == path
    assert openpyxl.load_workbook(path).sheetnames
    assert "已写好" in robot.dialog.view.result.whole.text()


def test_what_is_dropped_is_taken_and_counts_once(
    robot: ConsolidationRobot, tmp_path: Path
) -> None:
    first, second = a_pile(tmp_path / "报来", "东乡", "西乡")
    box = robot.dialog.view.choices.box
    assert box.take(dropped(first))
    assert box.take(dropped(tmp_path / "报来"))
    assert robot.dialog.paths == [first, second]
    assert not box.take(QMimeData())


def test_who_has_not_reported_and_what_cannot_be_read_is_named(
    robot: ConsolidationRobot, around: Bench, tmp_path: Path
) -> None:
    a_pile(tmp_path / "报来", "东乡", "西乡")
    (tmp_path / "报来" / "坏的.xlsx").write_bytes(b"not a workbook")
    offices = tmp_path / "名单.csv"
    offices.write_text("单位\n东乡\n西乡\n北镇\n", "utf-8")
    robot.dialog.add([tmp_path / "报来"])
    around.messages.files = [offices]
    robot.dialog.view.choices.offices.choose.click()
    assert robot.dialog.view.choices.offices.name.text() == "名单.csv：3 个单位"
    robot.start()
    assert robot.chips()[:2] == ["计入 2 份", "名单上 3 个单位"]
    problems = robot.problems()
    assert [line[0] for line in problems] == ["读不了", "没有报送"]
    assert problems[0][2] == "坏的.xlsx"
    assert problems[1][1] == "北镇"
    assert [line[4] for line in problems] == ["没有计入", "没有计入"]
    table = robot.dialog.view.result.table
    table.setCurrentIndex(robot.dialog.model.index(1, 0))
    assert robot.dialog.view.result.whole.text() == "没有收到报表。"


def test_encrypted_returns_need_their_password(robot: ConsolidationRobot, tmp_path: Path) -> None:
    robot.dialog.add(a_pile(tmp_path / "报来", "东乡", password="春耕 2026"))
    robot.start()
    assert robot.chips()[0] == "计入 0 份"
    assert not robot.dialog.save.isEnabled()
    robot.dialog.again.click()
    robot.dialog.view.choices.password.setText("春耕 2026")
    robot.start()
    assert robot.chips()[0] == "计入 1 份"
    assert robot.dialog.save.isEnabled()


def test_another_period_may_be_asked_for(robot: ConsolidationRobot, tmp_path: Path) -> None:
    a_pile(tmp_path / "报来", "东乡", "西乡")
    robot.dialog.add([tmp_path / "报来", *a_pile(tmp_path / "二月", "北镇", period="2026-02")])
    chooser = robot.dialog.view.choices.period
    chooser.kind.setCurrentIndex(chooser.kind.findData(str(PeriodKind.MONTH)))
    chooser.field.setText("2026-02")
    press(chooser.field, Qt.Key.Key_Return)
    robot.start()
    assert robot.chips()[:2] == ["计入 1 份", "2026年2月"]
    assert {line[0] for line in robot.problems()} == {"期间不符"}


def test_a_blank_form_that_asks_for_nothing_is_refused_before_anything(
    robot: ConsolidationRobot, around: Bench, tmp_path: Path
) -> None:
    book = openpyxl.Workbook()
    book.active.append(["来信", ""])  # type: ignore[union-attr]
    form = tmp_path / "空白表.xlsx"
    book.save(form)
    robot.dialog.add(a_pile(tmp_path / "报来", "东乡"))
    choices = robot.dialog.view.choices
    around.messages.files = [form]
    choices.form.choose.click()
    robot.start()
    assert "占位" in robot.trouble()
    assert robot.dialog.consolidated is None
    choices.form.clear.click()
    robot.start()
    assert robot.trouble() == ""
    assert robot.chips()[0] == "计入 1 份"


def test_a_folder_without_returns_is_said(robot: ConsolidationRobot, tmp_path: Path) -> None:
    robot.dialog.add([tmp_path])
    assert "没有报表文件" in robot.trouble()
    assert not robot.dialog.yes.isEnabled()


def test_closing_stops_what_is_under_way(robot: ConsolidationRobot, tmp_path: Path) -> None:
    robot.dialog.add(a_pile(tmp_path / "报来", *[f"第{n}乡" for n in range(12)]))
    robot.dialog.yes.click()
    robot.dialog.reject()
    robot.wait()
    assert not robot.dialog.isVisible()
    assert robot.dialog.consolidated is None


def test_the_list_of_problems_keeps_its_columns_in_english(
    robot: ConsolidationRobot, tmp_path: Path, qtmodeltester: ModelTester
) -> None:
    robot.dialog.add(a_pile(tmp_path / "报来", "东乡"))
    (tmp_path / "报来" / "坏的.xlsx").write_bytes(b"x")
    robot.dialog.add([tmp_path / "报来"])
    robot.start()
    qtmodeltester.check(robot.dialog.model)  # type: ignore[no-untyped-call]
    use_language("en")
    widths = robot.dialog.model.widths()
    assert all(width >= 90 for width in widths)
    assert len(widths) == 5
    assert {p.fault for p in robot.dialog.model.rows()} == {Fault.UNREADABLE}
