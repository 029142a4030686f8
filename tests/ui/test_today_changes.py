"""What changed since the last working day, on the Today page: counted from the record, each opens its list."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from petitiondesk.domain.ledger import LedgerFilter
from petitiondesk.domain.petition import Petition
from petitiondesk.services.desk import Desk
from petitiondesk.services.recently import (
    ANSWERED,
    ARCHIVED,
    CONCLUDED,
    OVERDUE,
    REGISTERED,
    Recently,
)
from petitiondesk.ui.look import Look
from petitiondesk.ui.pages.ledger_filter import chip_texts
from petitiondesk.ui.pages.today import TodayPage
from tests.factory import WHOLE_COURSE, a_desk, a_petition, reopened, take
from tests.ui.bench import Bench, bench

FRIDAY, MONDAY = date(2026, 3, 6), date(2026, 3, 9)


def changes(desk: Desk) -> Recently:
    return desk.recently.since_last_workday()


def ids(*petitions: Petition) -> tuple[int, ...]:
    return tuple(petition.id for petition in petitions)


@pytest.fixture
def monday(folder: Path) -> Iterator[tuple[Desk, dict[str, Petition]]]:
    """A Monday after a Friday on which much was done, and a Thursday that is told no more."""
    desk = a_desk(folder, FRIDAY - timedelta(days=1))
    old = desk.petitions.register(a_petition())
    done = desk.petitions.register(a_petition())
    desk = reopened(desk, FRIDAY)
    new = desk.petitions.register(a_petition(received_on=FRIDAY))
    take(desk, done, *WHOLE_COURSE)
    undone = take(desk, old, "answer_on_spot")
    desk.mending.take_back(undone.id, "记错了件")
    desk = reopened(desk, MONDAY)
    yield desk, {"old": old, "done": done, "new": new}
    desk.close()


def test_over_a_weekend_friday_is_told_and_what_was_taken_back_is_not(
    monday: tuple[Desk, dict[str, Petition]],
) -> None:
    desk, known = monday
    told = changes(desk)
    assert told.since == FRIDAY
    assert told.petitions[REGISTERED] == ids(known["new"])
    assert told.petitions[ANSWERED] == ids(known["done"])
    assert told.petitions[CONCLUDED] == ids(known["done"])
    assert told.petitions[ARCHIVED] == ids(known["done"])
    assert told.petitions[OVERDUE] == ()


def test_a_limit_that_ran_out_meanwhile_is_told_once(folder: Path) -> None:
    desk = a_desk(folder, FRIDAY)
    late = desk.petitions.register(a_petition(received_on=FRIDAY))
    row = desk.ledger.rows([late.id])[0]
    assert row.next_due_on is not None
    desk = reopened(desk, row.next_due_on + timedelta(days=1))
    first = changes(desk)
    desk = reopened(desk, row.next_due_on + timedelta(days=8))
    assert first.petitions[OVERDUE] == (late.id,)
    assert changes(desk).petitions[OVERDUE] == ()
    desk.close()


def test_more_entries_than_anybody_reads_are_not_gone_through_and_that_is_said(
    desk: Desk, look: Look, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = [desk.petitions.register(a_petition()) for _ in range(5)]
    assert changes(desk).whole
    monkeypatch.setattr("petitiondesk.services.recently.LISTED", 3)
    told = changes(desk)
    assert (told.petitions[REGISTERED], told.whole) == (ids(*made[-3:]), False)
    with bench(desk, look) as around:
        page = TodayPage(around.context)
        qtbot.addWidget(page)
        page.refresh()
        qtbot.waitUntil(lambda: "只数了最近的一部分" in page.view.since_day.text())


def test_the_end_of_a_long_record_is_looked_at_and_no_more(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("petitiondesk.services.recently.MOST", 2)
    monkeypatch.setattr("petitiondesk.data.recent._BATCH", 1)
    made = [desk.petitions.register(a_petition()) for _ in range(3)]
    told = changes(desk)
    assert (told.petitions[REGISTERED], told.whole) == (ids(*made[-2:]), False)


@pytest.fixture
def page(
    monday: tuple[Desk, dict[str, Petition]], look: Look, qtbot: QtBot
) -> Iterator[tuple[TodayPage, Bench]]:
    with bench(monday[0], look) as around:
        page = TodayPage(around.context)
        qtbot.addWidget(page)
        page.resize(1278, 700)
        page.show()
        page.refresh()
        qtbot.waitUntil(lambda: not around.context.tasks.is_busy())
        yield page, around


def test_each_change_opens_the_petitions_it_counts(
    page: tuple[TodayPage, Bench], monday: tuple[Desk, dict[str, Petition]]
) -> None:
    today, around = page
    assert [b.text() for b in today.view.changes.values()] == [
        "登记 1 件", "答复 1 件", "办结 1 件", "归档 1 件",
    ]  # fmt: skip
    assert "2026-03-06" in today.view.since_day.text()
    today.view.changes[REGISTERED].click()
    shown = LedgerFilter(ids=ids(monday[1]["new"]))
    assert around.went == [("ledger", shown)]
    assert chip_texts(shown) == [("ids", "选出的 1 件")]


def test_what_was_registered_while_the_page_was_reading_is_counted_too(
    desk: Desk, look: Look, qtbot: QtBot
) -> None:
    with bench(desk, look) as around:
        page = TodayPage(around.context)
        qtbot.addWidget(page)
        for _ in range(3):
            page.refresh()
            desk.petitions.register(a_petition())
        page.refresh()
        qtbot.waitUntil(lambda: not around.context.tasks.is_busy())
        assert page.view.changes[REGISTERED].text() == "登记 3 件"


def test_a_quiet_day_says_so(desk: Desk, look: Look, qtbot: QtBot) -> None:
    with bench(desk, look) as around:
        page = TodayPage(around.context)
        qtbot.addWidget(page)
        page.show()
        page.refresh()
        qtbot.waitUntil(lambda: not around.context.tasks.is_busy())
        assert page.view.no_change.isVisible()
        assert page.view.changes == {}
