"""The week of limits beside the month: what is due from Monday to Sunday, across the month's end too."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from petitiondesk.services.desk import Desk
from petitiondesk.ui.look import Look
from petitiondesk.ui.models.deadline_models import DueModel
from petitiondesk.ui.pages.deadlines import DeadlinesPage
from tests.factory import a_desk, a_petition
from tests.ui.bench import Bench, bench
from tests.ui.deadlines_room import DUE_DAY, go, show


@pytest.fixture
def page(desk: Desk, look: Look, qtbot: QtBot) -> Iterator[tuple[DeadlinesPage, Bench]]:
    """Three notices due on the Tuesday."""
    for _ in range(3):
        desk.petitions.register(a_petition())
    with bench(desk, look) as around:
        yield show(around, qtbot), around


def days(page: DeadlinesPage) -> list[date]:
    return [row.due_on for row in page.month.due.rows()]


def test_the_week_of_the_chosen_day_is_listed_with_its_days(
    page: tuple[DeadlinesPage, Bench], qtbot: QtBot
) -> None:
    deadlines, _ = page
    go(deadlines, DUE_DAY + timedelta(days=2), qtbot)
    assert days(deadlines) == []
    view = deadlines.view.month
    view.week.click()
    assert days(deadlines) == [DUE_DAY] * 3
    assert view.day.title.text() == "03-16 周一 — 03-22 周日"
    assert not view.due.isColumnHidden(DueModel.DAY)
    assert view.due.horizontalHeader().visualIndex(DueModel.DAY) == 0
    go(deadlines, DUE_DAY + timedelta(days=7), qtbot)
    assert days(deadlines) == []
    assert view.nothing.sentence.text() == "这一周没有到期的。"


def test_a_week_goes_on_past_the_months_end_and_the_months_counts_do_not(
    folder: Path, look: Look, qtbot: QtBot
) -> None:
    """What is due on 31 March stands in the week of 1 April, and in March's own list alone."""
    desk = a_desk(folder, date(2026, 3, 16))
    desk.petitions.register(a_petition(received_on=date(2026, 3, 16)))
    with bench(desk, look) as around:
        deadlines = show(around, qtbot)
        deadlines.view.month.week.click()
        go(deadlines, date(2026, 4, 1), qtbot)
        assert days(deadlines) == [date(2026, 3, 31)]
        assert deadlines.month.shown() == []
        assert deadlines.view.month.total.text() == "本月没有到期的"
        go(deadlines, date(2026, 3, 30), qtbot)
        assert [row.due_on for row in deadlines.month.shown()] == [date(2026, 3, 31)]
    desk.close()


def test_whoever_looks_at_weeks_has_the_week_again(
    page: tuple[DeadlinesPage, Bench], qtbot: QtBot
) -> None:
    deadlines, around = page
    deadlines.view.month.week.click()
    again = show(around, qtbot)
    assert again.view.month.week.isChecked()
    again.view.month.week.click()
    assert not show(around, qtbot).view.month.week.isChecked()
