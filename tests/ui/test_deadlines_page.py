"""The Deadlines page: the month like a wall calendar, what is due on its days."""

from datetime import date, timedelta

import pytest
from PySide6.QtCore import QSizeF, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QScrollArea, QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from petitiondesk.domain.clocks import DueStanding, DueTerm
from petitiondesk.domain.ledger import SEALED, DueFilter, LedgerFilter
from petitiondesk.infra.i18n import use_language
from petitiondesk.services.calendar_days import CalendarDay, DayKind
from petitiondesk.services.clocks import Deadline
from petitiondesk.services.desk import Desk
from petitiondesk.ui import tokens as sizes
from petitiondesk.ui.dialogs.print_preview import PrintPreview
from petitiondesk.ui.models.month_model import DayCell, DayCounts, MonthModel, grid_days
from petitiondesk.ui.pages.deadlines import DeadlinesPage
from petitiondesk.ui.style import font
from petitiondesk.ui.views.deadlines_view import HOLIDAYS
from petitiondesk.ui.views.month_grid import Manner, month_later, shown_counts
from tests.factory import TODAY, a_petition, take
from tests.ui.bench import Bench
from tests.ui.deadlines_room import DUE_DAY, go, listed, settle, show
from tests.ui.hands import press
from tests.ui.window_room import Opened


@pytest.fixture
def page(around: Bench, qtbot: QtBot) -> DeadlinesPage:
    return show(around, qtbot)


def cell(page: DeadlinesPage, day: date) -> str:
    """What is said of a day of the grid."""
    index = page.month.grid.index_of(day)
    return str(index.data(Qt.ItemDataRole.AccessibleTextRole))


# --- the month ------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_a_narrow_day_keeps_the_words_of_four_counts(language: str) -> None:
    """As wide and high as on a screen of 1366 × 768 at 150 %; only a narrower one says numbers alone."""
    use_language(language)
    counts = DayCounts(overdue=1, soon=2, later=3, other=4)
    cell = DayCell(
        CalendarDay(TODAY, DayKind.ORDINARY, "", worked=True),
        inside=True,
        today=False,
        counts=counts,
    )
    metrics = QFontMetrics(font(sizes.CAPTION))
    shown = {width: shown_counts(cell, QSizeF(width, 40), metrics)[0] for width in (60, 100)}
    assert shown == {60: Manner.NUMBERS, 100: Manner.WORDS}
    assert shown_counts(cell, QSizeF(100, 80), metrics)[0] is Manner.PILLS
    icons = [pill.icon for pill in cell.pills(words=False)]
    assert len(set(icons)) == 4, "without words, no two are told apart by colour alone"


def test_a_day_says_on_hover_what_the_others_are() -> None:
    def said(counts: DayCounts) -> str:
        entry = CalendarDay(TODAY, DayKind.ORDINARY, "", worked=True)
        return DayCell(entry, inside=True, today=False, counts=counts).sentence()

    told = "2 项到期，待办 1，其他 1（已暂停、信访人可以申请或由别的单位办）"
    assert said(DayCounts(later=1, other=1)).endswith(told)
    assert "其他" not in said(DayCounts(later=1))


def test_the_month_begins_today_and_says_what_is_due_on_each_day(
    desk: Desk, around: Bench, qtbot: QtBot
) -> None:
    desk.petitions.register(a_petition())
    page = show(around, qtbot)
    assert page.view.month.month.text() == "2026年3月"
    assert page.view.month.total.text() == "本月 1 项到期"
    assert cell(page, TODAY) == "2026-03-02 星期一，今天，没有到期的"
    assert cell(page, DUE_DAY) == "2026-03-17 星期二，1 项到期，待办 1"
    assert "没有到期的" in page.view.month.nothing.sentence.text()
    go(page, DUE_DAY, qtbot)
    assert listed(page) == [
        ["告知", "信〔2026〕1号", "反映机耕路被工程车压坏，要求修复", "", "还有 15 天"]
    ]
    assert page.view.month.day_note.text() == "1 项到期"


def test_days_that_are_free_and_days_that_are_worked_are_marked(
    page: DeadlinesPage, qtbot: QtBot
) -> None:
    go(page, date(2026, 2, 17), qtbot)
    assert cell(page, date(2026, 2, 17)) == "2026-02-17 星期二，春节放假，没有到期的"
    assert cell(page, date(2026, 2, 14)).startswith("2026-02-14 星期六，春节调休上班")
    assert "休息" in cell(page, date(2026, 2, 7))
    grid = page.month.grid
    marks = [grid.cell(grid.index_of(date(2026, 2, n))) for n in (14, 17, 24)]
    assert [m.mark().text if m and m.mark() else "" for m in marks] == ["班", "休", ""]  # type: ignore[union-attr]


def test_late_near_far_and_other_limits_are_counted_apart() -> None:
    def due(term: DueTerm) -> Deadline:
        return Deadline(1, "", "", "C1", "", "", True, TODAY, TODAY, DueStanding(term))

    kinds = (DueTerm.OVERDUE, DueTerm.SOON, DueTerm.RUNNING, DueTerm.PAUSED, DueTerm.OPEN_RIGHT)
    counts = DayCounts.of([due(kind) for kind in kinds])
    assert (counts.overdue, counts.soon, counts.later, counts.other) == (1, 1, 1, 2)
    assert counts.total == 5


@pytest.mark.parametrize(
    ("key", "day"),
    [
        (Qt.Key.Key_Right, date(2026, 3, 3)),
        (Qt.Key.Key_Left, date(2026, 3, 1)),
        (Qt.Key.Key_Down, date(2026, 3, 9)),
        (Qt.Key.Key_Up, date(2026, 2, 23)),  # into the month before
        (Qt.Key.Key_PageDown, date(2026, 4, 2)),
        (Qt.Key.Key_PageUp, date(2026, 2, 2)),
    ],
)
def test_keys_move_the_day_and_the_month(
    page: DeadlinesPage, qtbot: QtBot, key: Qt.Key, day: date
) -> None:
    grid = page.view.month.grid
    press(grid, key)
    settle(page, qtbot)
    assert grid.chosen() == day
    assert page.view.month.month.text() == f"{day.year}年{day.month}月"
    press(grid, Qt.Key.Key_Home)
    settle(page, qtbot)
    assert grid.chosen() == TODAY


def test_a_month_later_is_the_same_day_or_the_last() -> None:
    assert month_later(date(2026, 1, 31), 1) == date(2026, 2, 28)
    assert month_later(date(2026, 12, 31), 1) == date(2027, 1, 31)
    assert month_later(date(2026, 1, 15), -1) == date(2025, 12, 15)
    assert grid_days(date(2026, 2, 1)) == (date(2026, 1, 26), date(2026, 3, 1))


def test_enter_opens_the_only_case_and_else_goes_to_the_list(
    desk: Desk, around: Bench, qtbot: QtBot
) -> None:
    first = desk.petitions.register(a_petition())
    page = show(around, qtbot)
    go(page, DUE_DAY, qtbot)
    press(page.view.month.grid, Qt.Key.Key_Return)
    assert around.went == [("case", first.id)]
    second = desk.petitions.register(a_petition())
    page.refresh()
    settle(page, qtbot)
    page.activateWindow()
    press(page.view.month.grid, Qt.Key.Key_Return)
    assert page.view.month.due.hasFocus()
    press(page.view.month.due, Qt.Key.Key_Down)
    press(page.view.month.due, Qt.Key.Key_Return)
    assert around.went[-1] == ("case", second.id)
    press(page.view.month.due, Qt.Key.Key_Escape)
    assert page.view.month.grid.hasFocus()


def test_a_click_on_a_day_of_the_next_month_turns_the_page(
    page: DeadlinesPage, qtbot: QtBot
) -> None:
    grid = page.view.month.grid
    place = grid.visualRect(page.month.grid.index_of(date(2026, 4, 1))).center()
    QTest.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=place)
    settle(page, qtbot)
    assert grid.chosen() == date(2026, 4, 1)
    assert page.view.month.month.text() == "2026年4月"


def test_sealed_cases_stay_shut_in_the_list(desk: Desk, around: Bench, qtbot: QtBot) -> None:
    desk.petitions.register(a_petition(confidential=True, summary="举报某某"))
    page = go(show(around, qtbot), DUE_DAY, qtbot)
    assert [row[2] for row in listed(page)] == [SEALED]


def test_whose_limits_are_shown_can_be_chosen(desk: Desk, around: Bench, qtbot: QtBot) -> None:
    take(desk, desk.petitions.register(a_petition()), "route")
    page = go(show(around, qtbot), date(2026, 4, 1), qtbot)
    view = page.view.month
    assert [view.filter.itemText(n) for n in range(view.filter.count())] == [
        "全部", "本单位的", "农田建设科", "法规科",
    ]  # fmt: skip
    assert [row[3] for row in listed(page)] == ["农田建设科", "法规科"]
    view.filter.set_value("法规科")
    view.filter.changed.emit("法规科")
    assert [row[3] for row in listed(page)] == ["法规科"]
    view.filter.set_value("\0own")
    view.filter.changed.emit("\0own")
    assert listed(page) == []
    assert [str(d.title) for d in page.month.shown()] == []
    go(page, DUE_DAY, qtbot)
    assert [row[0] for row in listed(page)] == ["告知"]


def test_what_was_due_before_the_month_is_said_and_leads_to_the_ledger(
    desk: Desk, around: Bench, qtbot: QtBot
) -> None:
    desk.petitions.register(a_petition(received_on=TODAY - timedelta(days=100)))
    page = show(around, qtbot)
    line = page.view.month.late
    assert line.sentence.text() == "2 项在本月之前到期，现在已经超期。"
    line.button.click()
    assert around.went == [("ledger", LedgerFilter(due=DueFilter.OVERDUE))]


def test_a_year_that_nobody_confirmed_is_said_and_can_be_entered(
    page: DeadlinesPage, qtbot: QtBot
) -> None:
    line = page.view.month.unconfirmed
    assert line.isHidden()
    go(page, date(2027, 1, 4), qtbot)
    assert line.isVisible()
    assert line.sentence.text().startswith("2027 年放假安排尚未录入")
    line.button.click()
    assert page.view.parts.value() == HOLIDAYS
    assert page.view.holidays.year.text() == "2027"
    assert page.view.holidays.state.text() == "尚未录入"


def test_the_month_is_printed_as_it_is_shown_and_the_record_says_so(
    desk: Desk, around: Bench, qtbot: QtBot
) -> None:
    desk.petitions.register(a_petition(summary="a & b <i>"))
    desk.petitions.register(a_petition(confidential=True, summary="举报某某"))
    page = show(around, qtbot)
    seen: list[str] = []

    def look_at(dialog: PrintPreview) -> None:
        seen.append(dialog.pages.document.toPlainText())
        dialog._choose = _to_paper
        dialog.print()

    around.when_a_dialog_opens(look_at)
    page.month.print_month()
    assert "2026年3月到期事项" in seen[0]
    assert "a & b <i>" in seen[0]
    assert "举报" not in seen[0]
    assert "合计 2 项" in seen[0]
    last = desk.context.registry.events.last()
    assert last is not None
    assert (last.kind, last.note) == ("print", "2026年3月到期事项")


def _to_paper(printer: QPrinter, _parent: QWidget) -> bool:
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName("/dev/null")
    return True


# --- the window -----------------------------------------------------------------------------------


def test_the_page_is_on_the_rail_after_the_ledger(opened: Opened, qtbot: QtBot) -> None:
    window, messages = opened
    window.shell.rail.button("deadlines").click()
    qtbot.waitUntil(lambda: window.shell.current_page() == "deadlines")
    page = window.page("deadlines")
    assert isinstance(page, DeadlinesPage)
    settle(page, qtbot)
    assert page.view.month.grid.hasFocus()
    messages.assert_no_errors()


@pytest.mark.parametrize("language", ["zh_CN", "en"])
@pytest.mark.parametrize("size", [(1366, 768), (911, 512)])
def test_everything_has_a_name_and_nothing_scrolls_sideways(
    desk: Desk, opened: Opened, qtbot: QtBot, language: str, size: tuple[int, int]
) -> None:
    use_language(language)
    window, _ = opened
    window.resize(*size)
    window.show_page("deadlines")
    page = window.page("deadlines")
    assert isinstance(page, DeadlinesPage)
    settle(page, qtbot)
    for part in ("due", HOLIDAYS):
        page.view.show_part(part)
        qtbot.wait(20)
        frame = window.shell.stack.currentWidget()
        assert isinstance(frame, QScrollArea)
        assert frame.horizontalScrollBar().maximum() == 0
    nameless = [
        type(widget).__name__
        for widget in page.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not widget.accessibleName()
        and not getattr(widget, "text", str)()
        and not widget.objectName().startswith("qt_")
    ]
    assert nameless == []


def test_the_grid_is_a_proper_model(desk: Desk, qtmodeltester: ModelTester) -> None:
    model = MonthModel()
    first, last = grid_days(TODAY)
    model.show(TODAY, TODAY, desk.clocks.days(first, last), {})
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]
    assert (model.rowCount(), model.columnCount()) == (6, 7)
    assert not model.index_of(date(2027, 1, 1)).isValid()
