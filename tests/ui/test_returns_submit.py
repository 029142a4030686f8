"""Submitting a return: frozen, compared with what was corrected since, written out."""

import io
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from petitiondesk.domain.petition import Petition
from petitiondesk.domain.returns.figures import Key
from petitiondesk.domain.returns.period import Period, PeriodKind
from petitiondesk.domain.terms import Channel
from petitiondesk.exchange.office_crypto import decrypt, is_encrypted
from petitiondesk.exchange.return_reading import read_return
from petitiondesk.services.desk import Desk
from petitiondesk.ui.pages.returns import ReturnsPage
from petitiondesk.ui.pages.returns_files import ReturnFiles, workbook_name
from tests.factory import TODAY, a_petition
from tests.robots.returns import ReturnsRobot
from tests.ui.bench import Bench
from tests.ui.hands import press, show_active

MARCH = Period.parse(PeriodKind.MONTH, "2026-03")
FIRST = date(2026, 3, 1)
LETTERS = Key("channel", "letter", "batches")


@pytest.fixture
def letter(desk: Desk) -> Petition:
    """One of two letters of the first of March."""
    desk.petitions.register(a_petition(received_on=FIRST, channel=Channel.LETTER))
    return desk.petitions.register(a_petition(received_on=FIRST, channel=Channel.LETTER))


@pytest.fixture
def robot(around: Bench, letter: Petition, qtbot: QtBot) -> ReturnsRobot:
    page = ReturnsPage(around.context)
    qtbot.addWidget(page)
    page.resize(1240, 680)
    show_active(qtbot, page)
    return ReturnsRobot(page, around, qtbot).look().choose(PeriodKind.MONTH, "2026-03")


def corrected(desk: Desk, petition: Petition) -> None:
    """The letter was a visit after all."""
    case = desk.petitions.case(petition.id)
    desk.mending.correct(
        petition.id, case.events[0].seq, {"channel": Channel.VISIT}, "登记时选错了"
    )


def test_a_submitted_return_is_frozen_and_says_so(robot: ReturnsRobot, desk: Desk) -> None:
    said: list[str] = []

    def act(dialog: Any) -> None:
        said.extend([dialog.sentence.text(), dialog.facts.text(), dialog.yes.text()])
        dialog.yes.click()
        robot.wait()

    robot.in_dialog(act)
    robot.view.count.submit.click()
    robot.wait()
    sentence, facts, yes = said
    assert "不再改变" in sentence
    assert "2026年3月" in facts
    assert "统计到 2026-03-01" in facts
    assert "没有统计到期末" in facts
    assert yes == "上报第 1 版"
    frozen = robot.view.count.frozen
    assert frozen.isVisible()
    assert frozen.sentence.text() == "第 1 版，2026-03-02 上报"
    assert not robot.view.count.submit.isEnabled()
    assert [row.version for row in desk.returns.versions(MARCH)] == [1]


def test_the_workbook_is_offered_right_after_submitting(
    robot: ReturnsRobot, around: Bench, tmp_path: Path
) -> None:
    robot.submit()
    assert [str(m) for m in around.messages.notices] == ["第 1 版已上报，数字和件都已冻结。"]
    path = tmp_path / "三月.xlsx"
    around.messages.files = [path]
    robot.in_dialog(lambda dialog: dialog.yes.click())
    around.messages.actions[0].run()
    robot.wait()
    received = read_return(path)
    assert received.version == 1
    assert received.figures[LETTERS] == 2
    assert received.faults == ()


def test_a_frozen_return_keeps_its_numbers_and_cases_when_a_case_is_corrected(
    robot: ReturnsRobot, desk: Desk, letter: Petition
) -> None:
    robot.submit()
    corrected(desk, letter)
    robot.look().table("信访形式")
    assert robot.rows()["来信"][0] == "2"
    robot.click_number(LETTERS)
    assert len(robot.listed()) == 2
    robot.view.count.frozen.leave.click()
    robot.wait()
    assert not robot.view.count.frozen.isVisible()
    assert robot.rows()["来信"][0] == "1"
    assert "本期已上报第 1 版" in robot.view.count.earlier.sentence.text()
    robot.view.count.earlier.button.click()
    robot.wait()
    assert robot.rows()["来信"][0] == "2"


def test_a_correction_shows_as_a_difference_with_the_case_that_went(
    robot: ReturnsRobot, desk: Desk, letter: Petition
) -> None:
    robot.submit()
    corrected(desk, letter)
    seen: list[Any] = []

    def act(dialog: Any) -> None:
        seen.append(dialog.sentence.text())
        seen.append(dialog.model.rows())
        dialog.close_button.click()

    robot.in_dialog(act)
    robot.view.count.frozen.compare.click()
    robot.wait()
    sentence, lines = seen
    assert f"登记簿里已有更正，{len(lines)} 处不同" in sentence
    by_name = {line.name: line for line in lines}
    went = by_name["信访形式 · 来信 · 批次"]
    assert (went.before, went.after, went.gone, went.come) == (2, 1, letter.number, "")
    assert by_name["信访形式 · 来访 · 批次"].come == letter.number
    (row,) = robot.list_submitted()
    assert row[-1] == f"登记簿里已有更正，{len(lines)} 处不同"


def test_a_new_version_asks_for_the_reason_and_keeps_it(
    robot: ReturnsRobot, desk: Desk, letter: Petition
) -> None:
    robot.submit()
    corrected(desk, letter)
    asked: list[Any] = []

    def submit_again(dialog: Any) -> None:
        asked.append(dialog.yes.text())
        asked.append(dialog.table.isVisible())
        dialog.yes.click()
        asked.append(dialog.reason_field.finding_text())
        dialog.reason.setPlainText("形式登记错了")
        dialog.yes.click()
        robot.wait()

    def compare(dialog: Any) -> None:
        robot.in_dialog(submit_again)
        dialog.again.click()

    robot.in_dialog(compare)
    robot.view.count.frozen.compare.click()
    robot.wait()
    assert asked == ["上报第 2 版", True, "请写明为什么要再报一版。"]
    assert robot.view.count.frozen.sentence.text().startswith("第 2 版")
    assert [row.version for row in desk.returns.versions(MARCH)] == [1, 2]
    assert desk.context.registry.events.last().note == "形式登记错了"  # type: ignore[union-attr]


def test_the_same_return_is_not_submitted_twice(robot: ReturnsRobot) -> None:
    robot.submit()
    robot.view.count.frozen.leave.click()
    robot.wait()
    allowed: list[bool] = []

    def act(dialog: Any) -> None:
        allowed.append(dialog.yes.isEnabled())
        assert "完全相同" in dialog.sentence.text()
        dialog.no.click()

    robot.in_dialog(act)
    robot.view.count.submit.click()
    robot.wait()
    assert allowed == [False]


def test_what_was_registered_meanwhile_stops_the_submission_and_is_counted_then(
    robot: ReturnsRobot, desk: Desk
) -> None:
    trouble: list[str] = []

    def act(dialog: Any) -> None:
        desk.petitions.register(a_petition(received_on=FIRST, channel=Channel.LETTER))
        dialog.yes.click()
        robot.wait()
        trouble.append(dialog.trouble.text())
        dialog.no.click()

    robot.in_dialog(act)
    robot.view.count.submit.click()
    robot.wait()
    assert "统计以后登记簿又有了新的记录" in trouble[0]
    assert desk.returns.submitted() == []
    robot.table("信访形式")
    assert robot.rows()["来信"][0] == "3"


def test_submitted_returns_are_listed_compared_and_opened(
    robot: ReturnsRobot, desk: Desk, letter: Petition
) -> None:
    assert robot.list_submitted() == []
    assert robot.view.submitted.nothing.isVisible()
    robot.back_to_count().submit()
    february = desk.returns.reckon(Period.parse(PeriodKind.MONTH, "2026-02"))
    desk.returns.submit(february)
    corrected(desk, letter)
    robot.look()
    rows = robot.list_submitted()
    assert [row[1:5] for row in rows] == [
        ["2026年3月", "第 1 版", "2026-03-01", "2026-03-02"],
        ["2026年2月", "第 1 版", "2026-02-28", "2026-03-02"],
    ]
    robot.view.submitted.compare_all.click()
    robot.wait()
    compared = [row[-1] for row in robot.list_submitted()]
    assert "登记簿里已有更正" in compared[0]
    assert compared[1] == "与现在一致"
    table = robot.view.submitted.table
    table.selectRow(1)
    table.setFocus()
    press(table, Qt.Key.Key_Return)
    robot.wait()
    assert robot.view.count.isVisible()
    assert robot.view.count.frozen.isVisible()
    assert robot.page.count.value is not None
    assert str(robot.page.count.value.period) == "2026-02"


def test_a_workbook_with_a_password_opens_only_with_it(
    robot: ReturnsRobot, around: Bench, tmp_path: Path
) -> None:
    path = tmp_path / "三月.xlsx"
    around.messages.files = [path]
    findings: list[str] = []

    def act(dialog: Any) -> None:
        dialog.encrypt.setChecked(True)
        dialog.first.setText("春耕 2026")
        dialog.again.setText("春耕 2025")
        dialog.yes.click()
        findings.append(dialog.again_field.finding_text())
        dialog.again.setText("春耕 2026")
        dialog.yes.click()

    robot.in_dialog(act)
    robot.view.count.write.click()
    robot.wait()
    assert findings == ["两次输入的密码不一样，请再输一次。"]
    data = path.read_bytes()
    assert is_encrypted(data)
    book = openpyxl.load_workbook(io.BytesIO(decrypt(data, "春耕 2026")))
    assert "核验" in book.sheetnames
    assert [str(m) for m in around.messages.notices] == [
        "已写好“三月.xlsx”，打开时要输入刚才的密码。"
    ]


def test_a_written_file_is_opened_on_request_and_a_failure_is_said(
    robot: ReturnsRobot, around: Bench, tmp_path: Path
) -> None:
    opened: list[Path] = []

    def opener(path: Path) -> bool:
        opened.append(path)
        return len(opened) == 1

    files = ReturnFiles(around.context, robot.page, opener)
    around.messages.files = [tmp_path / "三月.xlsx"]
    robot.in_dialog(lambda dialog: dialog.yes.click())
    assert robot.page.count.value is not None
    files.write_workbook(robot.page.count.value)
    robot.wait()
    around.messages.actions[0].run()
    assert opened == [tmp_path / "三月.xlsx"]
    around.messages.assert_no_errors()
    around.messages.actions[0].run()
    assert "打不开“三月.xlsx”" in str(around.messages.errors[0])


def test_a_folder_that_is_gone_is_said_and_nothing_written(
    robot: ReturnsRobot, around: Bench, tmp_path: Path
) -> None:
    around.messages.files = [tmp_path / "没有" / "三月.xlsx"]
    robot.in_dialog(lambda dialog: dialog.yes.click())
    robot.view.count.write.click()
    robot.wait()
    assert len(around.messages.errors) == 1
    assert around.messages.notices == []


def test_brief_and_minutes_are_for_the_half_year_and_the_year(
    robot: ReturnsRobot, around: Bench, tmp_path: Path
) -> None:
    view = robot.view.count
    assert not view.brief.isVisible()
    assert not view.minutes.isVisible()
    robot.choose(PeriodKind.HALF_YEAR, "2026-H1")
    assert view.brief.isVisible()
    around.messages.files = [tmp_path / "研判.docx", tmp_path / "纪要.docx"]
    view.brief.click()
    robot.wait()
    view.minutes.click()
    robot.wait()
    around.messages.assert_no_errors()
    for name in ("研判.docx", "纪要.docx"):
        assert (tmp_path / name).read_bytes().startswith(b"PK")


def test_a_later_version_says_so_in_its_file_name(robot: ReturnsRobot, desk: Desk) -> None:
    value = desk.returns.reckon(MARCH)
    assert workbook_name(value) == "信访月报 2026年3月.xlsx"
    desk.returns.submit(value)
    desk.petitions.register(a_petition(received_on=FIRST))
    second = desk.returns.submit(desk.returns.reckon(MARCH), "补登")
    assert workbook_name(second) == "信访月报 2026年3月 第 2 版.xlsx"
    days = desk.returns.reckon(Period.between(FIRST, TODAY))
    assert workbook_name(days) == "信访统计表 2026年3月1日至2026年3月2日.xlsx"


def test_a_group_registered_late_shows_as_persons_too(robot: ReturnsRobot, desk: Desk) -> None:
    robot.submit()
    desk.petitions.register(a_petition(received_on=FIRST, people_present=3))
    found: list[Any] = []

    def act(dialog: Any) -> None:
        found.extend(dialog.model.rows())
        dialog.close_button.click()

    robot.in_dialog(act)
    robot.page.submitted.compare(desk.returns.submitted()[0])
    robot.wait()
    total = next(line for line in found if line.name == "信访形式 · 合计 · 人次")
    assert total.after - total.before == 3


def test_the_list_of_submitted_returns_writes_the_workbook_of_one(
    robot: ReturnsRobot, around: Bench, tmp_path: Path
) -> None:
    robot.submit().list_submitted()
    around.messages.files = [tmp_path / "一版.xlsx"]
    robot.in_dialog(lambda dialog: dialog.yes.click())
    robot.view.submitted.write.click()
    robot.wait()
    assert read_return(tmp_path / "一版.xlsx").version == 1


def test_the_doors_to_the_superiors_forms_and_to_consolidation_open(robot: ReturnsRobot) -> None:
    titles: list[str] = []

    def look(dialog: Any) -> None:
        titles.append(dialog.windowTitle())
        dialog.reject()

    for button in (robot.view.forms, robot.view.consolidate):
        robot.in_dialog(look)
        button.click()
        robot.wait()
    assert titles == ["上级报表：2026年3月", "汇总下级报表"]
