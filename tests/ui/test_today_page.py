"""The Today page: counts that open their lists, what presses first, room on a small screen."""

import threading
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from petitiondesk.domain.errors import StorageError
from petitiondesk.domain.ledger import DueFilter, LedgerFilter
from petitiondesk.domain.messages import Message
from petitiondesk.domain.terms import State
from petitiondesk.services.desk import Desk
from petitiondesk.services.ledger import Day, LedgerService
from petitiondesk.ui.look import Look
from petitiondesk.ui.models.ledger_columns import COLUMN, SUMMARY_LEAST
from petitiondesk.ui.pages.today import TodayPage
from tests.factory import TODAY, a_petition, reopened, take
from tests.ui.bench import Bench, bench
from tests.ui.hands import press


@pytest.fixture
def page(desk: Desk, look: Look, qtbot: QtBot) -> Iterator[tuple[TodayPage, Bench]]:
    with bench(desk, look) as around:
        page = TodayPage(around.context)
        qtbot.addWidget(page)
        page.resize(1200, 700)
        page.show()
        yield page, around


def test_each_count_opens_the_list_it_counts(page: tuple[TodayPage, Bench], desk: Desk) -> None:
    today, around = page
    new, _, routed = (desk.petitions.register(a_petition()) for _ in range(3))
    take(desk, routed, "route")
    take(desk, new, "propose")
    today.refresh()
    cards = today.view.cards
    said = {key: card.accessibleName() for key, card in cards.items()}
    assert said["propose"] == "待拟办：1"
    assert said["route"] == "待转科室：1"
    assert said["section"] == "科室办理中：1"
    press(cards["propose"], Qt.Key.Key_Return)
    assert around.went == [("ledger", LedgerFilter(states=frozenset({State.REGISTERED})))]
    for key, card in cards.items():
        card.click()
        kind, shown = around.went[-1]
        assert kind == "ledger"
        assert isinstance(shown, LedgerFilter)
        assert f"：{desk.ledger.count(shown)[0]}" in said[key], key


def test_what_is_late_stands_first_and_opens(
    folder: Any, desk: Desk, look: Look, qtbot: QtBot
) -> None:
    late = desk.petitions.register(a_petition(summary="最早的一件"))
    again = reopened(desk, TODAY + timedelta(days=100))
    again.petitions.register(a_petition(received_on=TODAY + timedelta(days=100)))
    with bench(again, look) as around:
        page = TodayPage(around.context)
        qtbot.addWidget(page)
        page.refresh()
        row = page.model.row_at(0)
        assert row is not None
        assert row.number == late.number
        assert page.view.cards["overdue"].accessibleDescription().startswith("最久")
        page.view.table.opened.emit(page.model.index(0, 0))
        page.view.all.click()
    assert around.went == [("case", late.id), ("ledger", LedgerFilter(due=DueFilter.PRESSING))]
    again.close()


def test_a_day_without_anything_pressing_offers_to_register(
    page: tuple[TodayPage, Bench],
) -> None:
    today, around = page
    today.refresh()
    assert today.view.nothing.isVisible()
    assert today.view.nothing.button is not None
    today.view.nothing.button.click()
    assert around.went == [("register", None)]


def test_on_a_narrow_screen_the_summary_keeps_its_room_and_others_give_way(
    page: tuple[TodayPage, Bench], qtbot: QtBot
) -> None:
    today, _ = page
    table = today.view.table
    qtbot.waitUntil(lambda: not table.isColumnHidden(COLUMN["section"]))
    table.setVisible(True)
    table.setFixedWidth(420)
    qtbot.waitUntil(lambda: table.isColumnHidden(COLUMN["section"]))
    assert table.columnWidth(COLUMN["summary"]) >= SUMMARY_LEAST
    assert not table.isColumnHidden(COLUMN["due"])
    assert table.isColumnHidden(COLUMN["state"]), "a column that Today never shows stays away"


def test_counts_that_cannot_be_read_are_said_and_the_old_ones_stay(
    page: tuple[TodayPage, Bench], desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    today, around = page
    desk.petitions.register(a_petition())
    today.refresh()

    def no_disk() -> Any:
        raise StorageError(Message("磁盘读不出来。"))

    monkeypatch.setattr(desk.ledger, "day", no_disk)
    today.refresh()
    assert around.messages.said() == ["磁盘读不出来。"]
    assert today.view.cards["propose"].accessibleName() == "待拟办：1"


def test_counts_that_take_long_come_when_they_are_there_and_the_old_ones_stay_until_then(
    desk: Desk, look: Look, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    counted, day = threading.Event(), LedgerService.day

    def slowly(service: LedgerService) -> Day:
        assert counted.wait(20)
        return day(service)

    with bench(desk, look, 0.01) as around:
        page = TodayPage(around.context)
        qtbot.addWidget(page)
        page.show()
        desk.petitions.register(a_petition())
        page.refresh()
        qtbot.waitUntil(lambda: not around.context.tasks.is_busy())
        desk.petitions.register(a_petition())
        monkeypatch.setattr(LedgerService, "day", slowly)
        page.refresh()
        card = page.view.cards["propose"]
        assert card.accessibleName() == "待拟办：1"
        counted.set()
        qtbot.waitUntil(lambda: card.accessibleName() == "待拟办：2")
