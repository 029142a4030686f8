"""The arrangement on the Deadlines page: days changed, files, years of the program, taking back."""

import threading
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from petitiondesk.services.calendar_days import DayKind, with_days, year_of
from petitiondesk.services.clocks import ClockService, Preview
from petitiondesk.services.desk import Desk
from petitiondesk.ui.dialogs.moves import MovesDialog
from petitiondesk.ui.look import Look
from petitiondesk.ui.pages.deadlines import DeadlinesPage
from petitiondesk.ui.views.deadlines_view import HOLIDAYS
from tests.factory import a_desk, a_petition
from tests.robots.moves import MovesRobot
from tests.ui.bench import Bench, bench
from tests.ui.deadlines_room import DUE_DAY, go, listed, settle, show

Tell = Callable[[int, int | None], None]


@pytest.fixture
def page(around: Bench, qtbot: QtBot) -> DeadlinesPage:
    return show(around, qtbot)


def change(page: DeadlinesPage, first: date, last: date, kind: DayKind, name: str = "") -> None:
    view = page.view.holidays
    view.first.set_value(first)
    view.last.set_value(last)
    view.kind.set_value(kind)
    view.name.setText(name)
    view.change.click()


def states(page: DeadlinesPage) -> list[str]:
    model = page.holidays.spans
    return [f"{row.span.name} {row.span.first:%m-%d}" for row in model.rows() if row.changed]


def test_the_year_is_listed_and_a_row_fills_the_form(page: DeadlinesPage) -> None:
    page.view.show_part(HOLIDAYS)
    view = page.view.holidays
    assert (view.year.text(), view.state.text()) == ("2026", "随程序提供")
    assert view.count.text() == "放假 33 天，调休上班 6 天"
    names = [row.span.name for row in page.holidays.spans.rows()]
    view.spans.setCurrentIndex(page.holidays.spans.index(names.index("清明节"), 0))
    assert view.first.text() == "2026-04-04"
    assert view.last.text() == "2026-04-06"
    assert view.kind.value() is DayKind.FREE
    view.before.click()
    assert (view.year.text(), view.state.text()) == ("2025", "随程序提供")


def test_a_changed_day_waits_shows_what_moves_and_is_done_once_confirmed(
    desk: Desk, around: Bench, qtbot: QtBot
) -> None:
    case = desk.petitions.register(a_petition())
    page = go(show(around, qtbot), DUE_DAY, qtbot)
    page.view.show_part(HOLIDAYS)
    change(page, DUE_DAY, DUE_DAY, DayKind.FREE, "采茶节")
    assert states(page) == ["采茶节 03-17"]
    assert page.view.holidays.state.text() == "有未确认的改动"
    assert desk.clocks.calendar().is_workday(DUE_DAY)

    robot = MovesRobot.confirms("县里放假")
    page.view.holidays.preview.click()
    qtbot.waitUntil(lambda: bool(desk.clocks.changes()))
    qtbot.waitUntil(lambda: not page.holidays.unsaved())
    settle(page, qtbot)
    assert robot.rows == [["信〔2026〕1号", "告知", "2026-03-17", "2026-03-18", "在办",
                     "反映机耕路被工程车压坏，要求修复"]]  # fmt: skip
    assert states(page) == []
    assert page.view.holidays.state.text() == "本单位录入"
    assert around.messages.said() == ["已更改，1 项期限变动。可以在“期限”的“放假安排”里撤销。"]
    assert ("written", None) in around.went
    assert desk.petitions.case(case.id).events[-1].note == "告知 2026-03-17 → 2026-03-18"
    go(page, date(2026, 3, 18), qtbot)
    assert [row[0] for row in listed(page)] == ["告知"]
    assert [row.reason for row in page.holidays.changes.rows()] == ["县里放假"]


def test_a_change_is_taken_back_after_its_own_preview(
    desk: Desk, around: Bench, qtbot: QtBot
) -> None:
    desk.petitions.register(a_petition())
    newer = with_days(
        year_of(desk.clocks.calendar(), 2026), DUE_DAY, DUE_DAY, DayKind.FREE, "采茶节"
    )
    desk.clocks.apply(desk.clocks.preview_calendar(newer), "县里放假")
    page = show(around, qtbot)
    assert page.view.holidays.take_back.isEnabled()
    robot = MovesRobot.confirms("通知取消了")
    page.view.holidays.take_back.click()
    qtbot.waitUntil(lambda: len(desk.clocks.changes()) == 2)
    qtbot.waitUntil(lambda: page.holidays.changes.rowCount() == 2)
    assert [row[2:4] for row in robot.rows] == [["2026-03-18", "2026-03-17"]]
    assert not page.view.holidays.take_back.isEnabled()  # the newest took one back
    page.view.holidays.changes.setCurrentIndex(page.holidays.changes.index(1, 0))
    assert not page.view.holidays.take_back.isEnabled()  # it was taken back
    assert desk.clocks.calendar().is_workday(DUE_DAY)


def test_without_a_reason_nothing_is_done_and_the_dialog_stays(
    desk: Desk, around: Bench, qtbot: QtBot
) -> None:
    desk.petitions.register(a_petition())
    page = show(around, qtbot)
    change(page, DUE_DAY, DUE_DAY, DayKind.FREE, "采茶节")
    said: list[str] = []

    def act(dialog: MovesDialog) -> None:
        dialog.yes.click()
        qtbot.waitUntil(lambda: bool(dialog.reason_field.finding_text()))
        said.append(dialog.reason_field.finding_text())
        dialog.no.click()

    MovesRobot(act)
    page.view.holidays.preview.click()
    qtbot.waitUntil(lambda: bool(said))
    qtbot.waitUntil(lambda: not page.holidays.previewing.is_busy())
    assert said == ["请写明原因：它会留在经过里。"]
    assert desk.clocks.changes() == []
    assert states(page) == ["采茶节 03-17"]
    page.view.holidays.drop.click()
    assert states(page) == []


def test_stopping_while_it_is_written_changes_nothing(
    desk: Desk, around: Bench, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.petitions.register(a_petition())
    page = show(around, qtbot)
    change(page, DUE_DAY, DUE_DAY, DayKind.FREE, "采茶节")
    asked = threading.Event()
    write = type(desk.clocks).apply

    def slow(clocks: ClockService, preview: Preview, reason: str, tell: Tell) -> int:
        def wait(done: int, total: int | None) -> None:
            asked.wait(8)
            tell(done, total)

        return write(clocks, preview, reason, wait)

    monkeypatch.setattr(type(desk.clocks), "apply", slow)
    page.holidays.drop()
    change(page, DUE_DAY, DUE_DAY, DayKind.FREE, "采茶节")

    def act(dialog: MovesDialog) -> None:
        dialog.reason.setPlainText("放假")
        dialog.yes.click()
        dialog.no.click()
        asked.set()

    MovesRobot(act)
    page.view.holidays.preview.click()
    qtbot.waitUntil(asked.is_set)
    qtbot.waitUntil(lambda: not page.holidays.previewing.is_busy())
    assert desk.clocks.changes() == []
    assert desk.clocks.calendar().is_workday(DUE_DAY)
    assert page.holidays.unsaved()


def test_days_are_entered_for_a_year_that_is_not_announced_yet(
    desk: Desk, around: Bench, qtbot: QtBot
) -> None:
    page = show(around, qtbot)
    page.show_year(2027)
    view = page.view.holidays
    assert "2027 年的安排公布以后" in view.note.text()
    change(page, date(2027, 2, 6), date(2027, 2, 12), DayKind.FREE, "春节")
    change(page, date(2027, 2, 13), date(2027, 2, 13), DayKind.MADE_UP, "春节")
    assert "改了 8 天" in view.note.text()
    robot = MovesRobot.confirms("国务院办公厅通知")
    view.preview.click()
    qtbot.waitUntil(lambda: desk.clocks.calendar().confirmed(2027))
    qtbot.waitUntil(lambda: not page.holidays.unsaved())
    assert desk.clocks.calendar().holiday_name(date(2027, 2, 8)) == "春节"
    assert desk.clocks.calendar().is_workday(date(2027, 2, 13))
    assert view.state.text() == "本单位录入"
    assert robot.title == "更改放假安排：2027 年"


@pytest.mark.parametrize(
    ("first", "last", "name", "field", "said"),
    [
        ("", "", "节", "first", "请填写日期。"),
        ("2026-02-30", "", "节", "first", "第一天不是有效的日期，请写成 2026-11-23 的样子。"),
        ("2026-03-17", "2026-03-16", "节", "last", "最后一天应不早于第一天。"),
        ("2026-03-17", "", "", "name", "请填写是哪个节，例如“国庆节”。"),
    ],
)
def test_days_that_cannot_be_meant_are_found_fault_with(
    page: DeadlinesPage, first: str, last: str, name: str, field: str, said: str
) -> None:
    view = page.view.holidays
    view.first.setText(first)
    view.last.setText(last)
    view.name.setText(name)
    view.change.click()
    assert {n: f.finding_text() for n, f in view.fields.items() if f.finding_text()} == {
        field: said
    }
    assert not page.holidays.unsaved()


def test_a_day_changed_back_is_no_change(page: DeadlinesPage) -> None:
    change(page, DUE_DAY, DUE_DAY, DayKind.FREE, "采茶节")
    change(page, DUE_DAY, DUE_DAY, DayKind.ORDINARY)
    assert not page.holidays.unsaved()
    assert not page.view.holidays.preview.isEnabled()


def test_days_that_wait_to_be_confirmed_outlive_the_window(
    page: DeadlinesPage, around: Bench, qtbot: QtBot
) -> None:
    change(page, DUE_DAY, DUE_DAY, DayKind.FREE, "采茶节")
    page.hide()
    again = show(around, qtbot)
    assert states(again) == ["采茶节 03-17"]
    again.view.holidays.drop.click()
    assert not show(around, qtbot).holidays.unsaved()


def test_the_yearly_file_is_brought_in_from_a_stick(
    desk: Desk, around: Bench, qtbot: QtBot, tmp_path: Path
) -> None:
    page = show(around, qtbot)
    path = tmp_path / "2027.toml"
    path.write_text('[2027]\nholidays = ["元旦 01-01..01-03"]', encoding="utf-8")
    around.messages.files = [path]
    robot = MovesRobot.confirms("2027 年通知")
    page.view.holidays.bring.click()
    qtbot.waitUntil(lambda: desk.clocks.calendar().confirmed(2027))
    qtbot.waitUntil(lambda: not page.holidays.previewing.is_busy())
    assert robot.said.startswith("没有期限会变动")
    around.messages.files = [path]
    page.view.holidays.bring.click()  # once more: it says the same
    qtbot.waitUntil(lambda: "与现在的没有不同，没有要改的。" in around.messages.said())


def test_a_file_that_is_no_arrangement_is_said(
    page: DeadlinesPage, around: Bench, tmp_path: Path
) -> None:
    path = tmp_path / "台账.toml"
    path.write_text("信访台账", encoding="utf-8")
    around.messages.files = [path]
    page.view.holidays.bring.click()
    (said,) = around.messages.said()
    assert said.endswith("现有日历没有改动。")


def test_a_year_is_written_for_the_next_office(
    page: DeadlinesPage, around: Bench, desk: Desk, tmp_path: Path
) -> None:
    path = tmp_path / "放假安排 2026.toml"
    around.messages.files = [path]
    page.view.holidays.export.click()
    assert desk.clocks.read_update(path).years == {2026}
    assert around.messages.said() == ["2026 年放假安排已写到“放假安排 2026.toml”。"]


def test_years_of_a_newer_program_wait_to_be_adopted(
    folder: Path, look: Look, qtbot: QtBot
) -> None:
    desk = a_desk(folder, calendar_until=2025)
    desk.petitions.register(a_petition(received_on=date(2026, 2, 5)))
    with bench(desk, look) as around:
        page = show(around, qtbot)
        adopt = page.view.holidays.adopt
        assert adopt.text() == "采用新版带来的 2026 年"
        robot = MovesRobot.confirms("采用")
        adopt.click()
        qtbot.waitUntil(lambda: desk.clocks.offered_years() == ())
        qtbot.waitUntil(adopt.isHidden)
        assert [row[1] for row in robot.rows] == ["告知", "办结"]
        page.hide()
    desk.close()


def test_a_second_asking_is_not_heard_while_one_is_reckoned(
    page: DeadlinesPage, around: Bench, qtbot: QtBot
) -> None:
    change(page, DUE_DAY, DUE_DAY, DayKind.FREE, "采茶节")
    asked: list[str] = []

    def act(dialog: MovesDialog) -> None:
        asked.append(dialog.windowTitle())
        dialog.no.click()

    MovesRobot(act)
    page.view.holidays.preview.click()
    page.view.holidays.preview.click()
    qtbot.waitUntil(lambda: bool(asked))
    qtbot.waitUntil(lambda: not page.holidays.previewing.is_busy())
    qtbot.wait(50)
    assert asked == ["更改放假安排：2026 年"]
