"""The Returns page: a period counted, its numbers opened; the office's work in March."""

from datetime import date, time

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from petitiondesk.domain.messages import Message
from petitiondesk.domain.petition import Petition
from petitiondesk.domain.reception import ReceptionDay, Visit, VisitOutcome
from petitiondesk.domain.returns.figures import Key, When
from petitiondesk.domain.returns.grid import grids
from petitiondesk.domain.returns.indicators import TOTAL
from petitiondesk.domain.returns.period import Period, PeriodKind
from petitiondesk.domain.terms import Channel, PetitionClass, State
from petitiondesk.infra.i18n import tr, use_language
from petitiondesk.services.desk import Desk
from petitiondesk.ui.look import Look
from petitiondesk.ui.pages.returns import ReturnsPage
from petitiondesk.ui.pages.returns_count import first_period
from petitiondesk.ui.tasks import Progress
from petitiondesk.ui.views.dates import CalendarPopup
from tests.factory import TODAY, a_petition, take
from tests.robots.returns import ReturnsRobot
from tests.ui.bench import Bench, bench
from tests.ui.hands import press, show_active
from tests.ui.window_room import Opened

MARCH = Period.parse(PeriodKind.MONTH, "2026-03")
FIRST = date(2026, 3, 1)
LETTERS = Key("channel", "letter", "batches")
PEOPLE = Key("channel", "visit", "people")


def a_month(desk: Desk) -> list[Petition]:
    """What came in by the first of March: three letters, a visit of seven, one under seal."""
    forms = [a_petition(received_on=FIRST, channel=Channel.LETTER) for _ in range(3)]
    forms.append(a_petition(received_on=FIRST, channel=Channel.VISIT, people_present=7))
    forms.append(
        a_petition(
            received_on=FIRST, channel=Channel.VISIT, petition_class=PetitionClass.ACCUSATION
        )
    )
    return [desk.petitions.register(form) for form in forms]


@pytest.fixture
def month(desk: Desk) -> list[Petition]:
    return a_month(desk)


@pytest.fixture
def robot(around: Bench, month: list[Petition], qtbot: QtBot) -> ReturnsRobot:
    page = ReturnsPage(around.context)
    qtbot.addWidget(page)
    page.resize(1240, 680)
    show_active(qtbot, page)
    return ReturnsRobot(page, around, qtbot)


# --- the period -----------------------------------------------------------------------------------


def test_in_the_first_days_of_a_month_the_month_before_comes_up(robot: ReturnsRobot) -> None:
    robot.look()
    value = robot.page.count.value
    assert value is not None
    assert str(value.period) == "2026-02"
    assert value.cut_off == date(2026, 2, 28)
    assert "期间已经过完" in robot.view.count.said.text()
    assert str(first_period(date(2026, 3, 20))) == "2026-03"


def test_march_shows_exactly_the_numbers_of_the_service(robot: ReturnsRobot, desk: Desk) -> None:
    robot.look().type_period("2026-03")
    value = desk.returns.reckon(MARCH)
    assert robot.page.count.value == value
    assert value.value(LETTERS) == 3
    said = robot.view.count.said.text()
    assert "2026年3月" in said
    assert "2026-03-01" in said
    assert "期间还没有过完" in said
    assert "今天的不在内" in said
    for grid in grids(value):
        robot.table(tr(grid.zh))
        shown = robot.rows()
        assert list(shown) == [tr(line.zh) for line in grid.lines]
        for line in grid.lines:
            counts = [cell.value for cell in line.cells if cell.key is not None]
            texts = shown[tr(line.zh)]
            keyed = [
                text
                for text, cell in zip(texts, line.cells, strict=True)
                if cell.key is not None
            ]  # fmt: skip
            assert keyed == [f"{number:,}" for number in counts]


def test_a_day_typed_means_the_period_it_lies_in(robot: ReturnsRobot) -> None:
    robot.look().type_period("3-1")
    assert robot.view.count.period.field.text() == "2026-03"
    robot.kind(PeriodKind.QUARTER)
    assert robot.view.count.period.field.text() == "2026-Q1"
    robot.type_period("2026-02-11")
    assert robot.view.count.period.field.text() == "2026-Q1"
    robot.kind(PeriodKind.YEAR).type_period("2025")
    assert robot.page.count.value is not None
    assert str(robot.page.count.value.period) == "2025"


def test_a_day_picked_in_the_calendar_means_its_period(robot: ReturnsRobot) -> None:
    robot.look()
    field = robot.view.count.period.field
    field.setFocus()
    press(field, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    popup = field.findChild(CalendarPopup)
    assert popup is not None
    popup.calendar.clicked.emit(QDate(2025, 7, 19))
    robot.wait()
    assert robot.page.count.value is not None
    assert str(robot.page.count.value.period) == "2025-07"


def test_what_is_no_period_is_said_and_the_table_stays(robot: ReturnsRobot) -> None:
    robot.look().type_period("三月")
    view = robot.view.count
    assert view.trouble.isVisible()
    assert "2026-03" in view.trouble.text()
    assert robot.shows() == "tables"
    robot.type_period("2026-03")
    assert not view.trouble.isVisible()


def test_the_neighbours_are_a_button_or_a_key_away(robot: ReturnsRobot) -> None:
    robot.look()
    chooser = robot.view.count.period
    chooser.after.click()
    robot.wait()
    assert chooser.field.text() == "2026-03"
    assert not chooser.after.isEnabled()  # April has not begun
    press(chooser.field, Qt.Key.Key_Down)
    press(chooser.field, Qt.Key.Key_Down)
    robot.wait()
    assert robot.page.count.value is not None
    assert str(robot.page.count.value.period) == "2026-01"


def test_any_other_days_are_from_and_to(robot: ReturnsRobot) -> None:
    robot.look().kind(PeriodKind.CUSTOM)
    chooser = robot.view.count.period
    assert chooser.first.isVisible()
    assert not chooser.field.isVisible()
    chooser.first.set_value(date(2026, 2, 20))
    chooser.last.set_value(FIRST)
    chooser.last.editingFinished.emit()
    robot.wait()
    assert robot.page.count.value is not None
    assert str(robot.page.count.value.period) == "2026-02-20..2026-03-01"
    assert robot.page.count.value.value(Key("channel", TOTAL, "batches")) == 5
    chooser.last.set_value(date(2026, 2, 1))
    chooser.last.editingFinished.emit()
    assert "结束日期早于开始日期" in robot.view.count.trouble.text()


def test_a_later_cut_off_counts_what_came_since(robot: ReturnsRobot, desk: Desk) -> None:
    desk.petitions.register(a_petition(received_on=TODAY, channel=Channel.LETTER))
    robot.look().type_period("2026-03")
    robot.table("信访形式")
    assert robot.rows()["来信"][0] == "3"
    field = robot.view.count.cut_off
    field.set_value(TODAY)
    field.editingFinished.emit()
    robot.wait()
    assert robot.rows()["来信"][0] == "4"


def test_a_cut_off_that_has_not_come_is_refused_calmly(robot: ReturnsRobot) -> None:
    robot.look().type_period("2026-03")
    field = robot.view.count.cut_off
    field.set_value(date(2026, 3, 20))
    field.editingFinished.emit()
    robot.wait()
    assert robot.shows() == "empty"
    assert "2026-03-02" in robot.view.count.empty.sentence.text()
    assert not robot.view.count.submit.isEnabled()
    assert not robot.view.count.write.isEnabled()


def test_an_answer_that_comes_too_late_is_dropped(robot: ReturnsRobot) -> None:
    robot.look()
    count = robot.page.count
    count.show_period(MARCH)
    count.show_period(Period.parse(PeriodKind.YEAR, "2025"))
    count.show_period(Period.parse(PeriodKind.MONTH, "2026-01"))
    robot.wait()
    assert count.value is not None
    assert str(count.value.period) == "2026-01"
    assert robot.view.count.period.field.text() == "2026-01"


def test_a_count_that_is_stopped_says_so_and_can_begin_again(
    robot: ReturnsRobot, around: Bench
) -> None:
    robot.look()

    def hold(progress: Progress) -> None:
        while not progress.cancelled():
            progress.report(0, None, Message(""))

    before = around.context.tasks.run(hold, on_error=lambda error: None, quick=True)
    robot.page.count.show_period(MARCH)
    robot.view.count.progress.cancel.click()
    before.cancel()
    robot.wait()
    assert robot.shows() == "empty"
    assert "统计停下了" in robot.view.count.empty.sentence.text()
    button = robot.view.count.empty.button
    assert button is not None
    button.click()
    robot.wait()
    assert robot.shows() == "tables"


def test_a_month_without_petitions_is_a_nil_return(robot: ReturnsRobot) -> None:
    robot.look().type_period("2026-01")
    assert "零报告" in robot.view.count.said.text()
    assert robot.view.count.submit.isEnabled()


# --- the list behind a number -----------------------------------------------------------------------


def test_a_click_on_a_number_lists_exactly_what_it_counts(
    robot: ReturnsRobot, month: list[Petition]
) -> None:
    robot.look().type_period("2026-03").table("信访形式").click_number(LETTERS)
    assert robot.shows() == "cases"
    assert [line[0] for line in robot.listed()] == [p.number for p in month[:3]]
    cases = robot.view.count.cases
    assert cases.title.text() == "信访形式 · 来信 · 批次：3 批次"
    assert "收到日期在本期" in cases.basis.text()
    assert "统计到 2026-03-01" in cases.basis.text()


def test_person_times_are_the_sum_of_the_lines(robot: ReturnsRobot) -> None:
    robot.look().type_period("2026-03").table("信访形式").click_number(PEOPLE)
    model = robot.page.count.cases.model
    assert model is not None
    people = model.place("people")
    assert people is not None
    assert sorted(line[people] for line in robot.listed()) == ["1", "7"]
    assert "8 人次" in robot.view.count.cases.title.text()
    assert "合计 8 人次" in robot.view.count.cases.basis.text()


def test_every_number_of_the_month_opens_a_list_of_its_length(robot: ReturnsRobot) -> None:
    robot.look().type_period("2026-03")
    value = robot.page.count.value
    assert value is not None
    keys = [key for key in value.figure_keys() if value.value(key) and key.when is When.NOW]
    assert len(keys) > 20
    for key in keys:
        robot.page.count.open_figure(key)
        robot.wait()
        model = robot.page.count.cases.model
        assert model is not None
        lines = [model.row(place) for place in range(model.rowCount())]
        people = sum(line.entry.people for line in lines if line is not None)
        counted = people if key.column.endswith("people") else len(lines)
        assert counted == value.value(key), key


def test_a_sealed_case_stays_shut_in_the_list(robot: ReturnsRobot) -> None:
    robot.look().type_period("2026-03")
    robot.page.count.open_figure(Key("class", "accusation", "batches"))
    robot.wait()
    assert len(robot.listed()) == 1
    (line,) = robot.listed()
    assert line[3:5] == ["（密）", "（密）"]


def test_nothing_behind_a_zero_is_said_calmly(robot: ReturnsRobot) -> None:
    robot.look().type_period("2026-03").table("信访形式")
    robot.click_number(Key("channel", "fax", "batches"))
    cases = robot.view.count.cases
    assert cases.nothing.isVisible()
    assert not cases.table.isVisible()
    assert "0" in cases.nothing.sentence.text()


def test_the_visits_of_a_reception_day_are_listed_and_opened(
    robot: ReturnsRobot, desk: Desk, around: Bench
) -> None:
    desk.reception.save(ReceptionDay(FIRST, leader="周副局长", begins=time(9), place="接待室"))
    desk.reception.add_visit(
        FIRST, Visit(people=3, matter="路灯", outcome=VisitOutcome.ANSWERED)
    )  # fmt: skip
    robot.look().type_period("2026-03").table("领导接访")
    robot.click_number(Key("reception", TOTAL, "people"))
    (line,) = robot.listed()
    assert line == ["2026-03-01 星期日", "第 1 批来访", "3", "当场答复"]
    press(robot.view.count.cases.table, Qt.Key.Key_Return)
    assert around.went == [("reception", FIRST)]
    robot.page.count.open_figure(Key("reception", TOTAL, "days"))
    robot.wait()
    assert "1 个接访日" in robot.view.count.cases.title.text()


def test_a_review_is_listed_with_what_it_decided(robot: ReturnsRobot, desk: Desk) -> None:
    way = ("route", "receive", "submit", "reply", "deliver", "request_review", "decide_review")
    petition = take(desk, desk.petitions.register(a_petition(received_on=FIRST)), *way)
    assert petition.state is not State.REGISTERED
    robot.look().type_period("2026-03")
    field = robot.view.count.cut_off
    field.set_value(TODAY)
    field.editingFinished.emit()
    robot.wait()
    robot.page.count.open_figure(Key("review", "review", "decided"))
    robot.wait()
    (line,) = robot.listed()
    assert line[0] == petition.number
    assert "复查，维持" in line


def test_the_whole_way_is_made_with_the_keyboard(
    robot: ReturnsRobot, month: list[Petition], around: Bench
) -> None:
    robot.look().type_period("2026-03").table("信访形式")
    grid = robot.view.count.tables.grid
    grid.setFocus()
    assert grid.currentIndex() == robot.cell(LETTERS)
    press(grid, Qt.Key.Key_Return)
    robot.wait()
    table = robot.view.count.cases.table
    assert table.hasFocus()
    press(table, Qt.Key.Key_Down)
    press(table, Qt.Key.Key_Return)
    assert around.went == [("case", month[1].id)]
    press(table, Qt.Key.Key_Escape)
    assert robot.shows() == "tables"
    assert grid.hasFocus()
    press(grid, Qt.Key.Key_End)
    assert grid.currentIndex().column() == robot.page.count.model.columnCount() - 1
    press(grid, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    assert grid.currentIndex().row() == robot.page.count.model.rowCount() - 1
    press(grid, Qt.Key.Key_Home)
    press(grid, Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    assert grid.currentIndex() == robot.cell(LETTERS)


def test_a_share_opens_nothing_but_is_explained(robot: ReturnsRobot) -> None:
    robot.look().type_period("2026-03").table("主要指标")
    model, grid = robot.page.count.model, robot.view.count.tables.grid
    share = model.index(0, 2)
    grid.setFocus()
    grid.setCurrentIndex(share)
    press(grid, Qt.Key.Key_Return)
    assert robot.shows() == "tables"
    told = share.data(Qt.ItemDataRole.ToolTipRole)
    assert "按期告知 0 ÷ 应告知 0" in told
    assert "第二十三条" in told
    assert "口径：收到日期在本期" in told


def test_the_chart_says_how_many_bars_it_has_no_room_for(robot: ReturnsRobot) -> None:
    tables = robot.look().type_period("2026-03").table("信访形式").view.count.tables
    assert tables.chart.count() == 2
    assert tables.more.isHidden()
    tables.show_chart([(f"第 {n} 类", 20 - n) for n in range(20)])
    assert 0 < tables.chart.count() < 20
    assert tables.more.text() == f"还有 {20 - tables.chart.count()} 项"


def test_a_bar_of_the_chart_opens_the_same_list(robot: ReturnsRobot) -> None:
    robot.look().type_period("2026-03").table("信访形式")
    tables = robot.view.count.tables
    assert tables.chart_card.isVisible()
    assert tables.chart.accessibleDescription() == "来信：3；来访：2"
    tables.chart.activated.emit(0)
    robot.wait()
    assert len(robot.listed()) == 3
    robot.page.count.cases.close()
    robot.table("主要指标")
    assert not tables.chart_card.isVisible()
    robot.table("诉求类别")
    assert tables.chart_card.isVisible()
    robot.page.resize(1240, 440)
    robot.wait()
    assert not tables.chart_card.isVisible()  # the list of tables is shown whole first


def test_coming_back_to_the_page_keeps_the_list_and_counts_again(
    robot: ReturnsRobot, desk: Desk
) -> None:
    robot.look().type_period("2026-03").table("信访形式").click_number(LETTERS)
    desk.petitions.register(a_petition(received_on=FIRST, channel=Channel.LETTER))
    robot.look()
    assert robot.shows() == "cases"
    assert len(robot.listed()) == 4


def test_a_number_that_can_be_opened_offers_the_hand(robot: ReturnsRobot) -> None:
    robot.look().type_period("2026-03").table("主要指标")
    grid = robot.view.count.tables.grid
    number = robot.cell(Key("rate", "repeated", "whole"))
    share = number.siblingAtColumn(2)
    for index, shape in (
        (number, Qt.CursorShape.PointingHandCursor),
        (share, Qt.CursorShape.ArrowCursor),
    ):
        QTest.mouseMove(grid.viewport(), grid.visualRect(index).center())
        robot.wait()
        assert grid.hovered == index
        assert grid.viewport().cursor().shape() is shape
        assert not grid.grab().isNull()


def test_a_narrower_window_takes_back_what_the_columns_had_to_spare(robot: ReturnsRobot) -> None:
    robot.look().table("领导接访")
    grid = robot.view.count.tables.grid
    wide = grid.columnWidth(0)
    least = robot.page.count.model.widths()[0]
    assert wide > least
    robot.page.resize(840, 680)
    robot.wait()
    assert least <= grid.columnWidth(0) < wide


def test_the_place_in_the_table_is_kept_when_it_is_counted_again(robot: ReturnsRobot) -> None:
    robot.look().type_period("2026-03").table("信访形式")
    grid = robot.view.count.tables.grid
    grid.setCurrentIndex(robot.cell(PEOPLE))
    robot.look()
    assert grid.currentIndex() == robot.cell(PEOPLE)
    assert robot.view.count.tables.list.currentItem().text() == "信访形式"


# --- in the window ----------------------------------------------------------------------------------


def test_the_page_is_on_the_rail_between_deadlines_and_archive(
    opened: Opened, qtbot: QtBot
) -> None:
    window, messages = opened
    press(window, Qt.Key.Key_6, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: window.shell.current_page() == "returns")
    assert window.shell.rail.button("returns").isChecked()
    qtbot.waitUntil(lambda: not window.context.tasks.is_busy())
    messages.assert_no_errors()


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_the_numbers_are_the_same_in_both_languages(
    desk: Desk, look: Look, month: list[Petition], qtbot: QtBot, language: str
) -> None:
    use_language(language)
    with bench(desk, look) as around:
        page = ReturnsPage(around.context)
        qtbot.addWidget(page)
        page.show()
        robot = ReturnsRobot(page, around, qtbot).look().choose(PeriodKind.MONTH, "2026-03")
        robot.view.count.tables.list.setCurrentRow(2)
        place = robot.cell(LETTERS)
        assert place.data() == "3"
