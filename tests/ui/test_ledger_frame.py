"""The frame around the keyboard's cell does not depend on how soon the first lines are read."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from petitiondesk.domain.errors import Cancelled, DeskError
from petitiondesk.domain.ledger import Found, LedgerFilter, LedgerRow
from petitiondesk.domain.messages import Message
from petitiondesk.domain.terms import State
from petitiondesk.services.desk import Desk
from petitiondesk.services.ledger import LedgerService
from petitiondesk.ui.look import Look
from petitiondesk.ui.models.ledger_columns import COLUMN
from petitiondesk.ui.pages.ledger import LedgerPage
from tests.factory import a_petition
from tests.ui.bench import Bench, bench
from tests.ui.hands import show_active


def in_sight(around: Bench, qtbot: QtBot) -> LedgerPage:
    ledger = LedgerPage(around.context)
    qtbot.addWidget(ledger)
    show_active(qtbot, ledger)
    return ledger


def three_ditches(desk: Desk) -> None:
    for n in range(3):
        desk.petitions.register(a_petition(summary=f"反映第{n}条水渠"))


@pytest.mark.parametrize("patience", [0.0, 60.0])
def test_the_keyboard_in_the_ledger_has_its_frame_however_late_the_lines_come(
    desk: Desk, look: Look, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, patience: float
) -> None:
    three_ditches(desk)
    with bench(desk, look, patience) as around:
        ledger = in_sight(around, qtbot)
        table = ledger.view.table
        table.setFocus()
        for shown in (LedgerFilter(), LedgerFilter(states=frozenset({State.REGISTERED}))):
            ledger.show_filter(shown)
            qtbot.waitUntil(lambda: not around.context.tasks.is_busy())
            assert ledger.model.rowCount() == 3
            assert (table.currentIndex().row(), table.currentIndex().column()) == (0, 0)
            assert table.chosen_count() == 0, "nothing is chosen by it"


def test_lines_that_were_not_waited_for_come_before_all_are_counted(
    desk: Desk, look: Look, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = threading.Event()
    first, found = LedgerService.first, LedgerService.found

    def late(*args: Any, **also: Any) -> list[LedgerRow]:
        assert read.wait(20)
        return first(*args, **also)

    monkeypatch.setattr(LedgerService, "first", late)
    three_ditches(desk)
    counted = threading.Event()

    def slowly(*args: Any) -> Found:
        assert counted.wait(20)
        return found(*args)

    monkeypatch.setattr(LedgerService, "found", slowly)
    with bench(desk, look, 0.01) as around:
        ledger = in_sight(around, qtbot)
        ledger.show_filter(LedgerFilter(states=frozenset({State.REGISTERED})))
        assert ledger.model.rowCount() == 0
        assert ledger.view.totals.text() == "正在查找…"
        read.set()
        qtbot.waitUntil(lambda: ledger.model.rowCount() == 3)
        assert ledger.model.index(0, COLUMN["summary"]).data() == "反映第2条水渠"
        counted.set()
        qtbot.waitUntil(lambda: not around.context.tasks.is_busy())
        assert ledger.view.totals.text().startswith("3 件")


def test_the_lines_before_stay_for_a_moment_and_then_give_way_to_those_that_are_found(
    desk: Desk, look: Look, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A table that is emptied and filled again at each search would flicker."""
    three_ditches(desk)
    with bench(desk, look, 0.01) as around:
        ledger = in_sight(around, qtbot)
        ledger.show_filter(LedgerFilter())
        qtbot.waitUntil(lambda: not around.context.tasks.is_busy())
        read = threading.Event()
        first = LedgerService.first

        def late(*args: Any, **also: Any) -> list[LedgerRow]:
            assert read.wait(20)
            return first(*args, **also)

        monkeypatch.setattr(LedgerService, "first", late)
        ledger.show_filter(LedgerFilter(words="第1条"))
        assert ledger.model.shown == LedgerFilter(words="第1条")
        assert ledger.model.rowCount() == 3
        assert ledger.model.index(0, COLUMN["summary"]).data() == "反映第2条水渠"
        assert ledger.model.selected_ids() == []
        qtbot.waitUntil(lambda: ledger.model.rowCount() == 0)
        read.set()
        qtbot.waitUntil(lambda: not around.context.tasks.is_busy())
        assert ledger.model.rowCount() == 1
        assert ledger.model.index(0, COLUMN["summary"]).data() == "反映第1条水渠"


def test_a_search_that_cannot_be_read_leaves_what_was_shown(
    desk: Desk, look: Look, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.petitions.register(a_petition(summary="反映水渠"))
    with bench(desk, look) as around:
        ledger = in_sight(around, qtbot)
        ledger.show_filter(LedgerFilter())
        qtbot.waitUntil(lambda: not around.context.tasks.is_busy())

        def torn(*_: Any, **__: Any) -> list[LedgerRow]:
            raise DeskError(Message("读不出来。"))

        monkeypatch.setattr(LedgerService, "first", torn)
        ledger.show_filter(LedgerFilter(words="水渠"))
        assert [str(error.message) for error in around.messages.errors] == ["读不出来。"]
        assert ledger.model.shown == LedgerFilter()
        assert ledger.model.rowCount() == 1
        assert ledger.view.totals.text() == "1 件，1 人次"


def test_the_rest_of_a_list_is_looked_for_no_further_once_the_clerk_is_elsewhere(
    desk: Desk, look: Look, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.petitions.register(a_petition())
    ended: list[str] = []
    begun = threading.Event()

    def slowly(_: LedgerService, __: Any, ___: Any, check: Callable[[], None]) -> Found:
        begun.set()
        try:
            while True:
                check()
        except Cancelled:
            ended.append("cancelled")
            raise

    with bench(desk, look) as around:
        ledger = in_sight(around, qtbot)
        monkeypatch.setattr(LedgerService, "found", slowly)
        ledger.show_filter(LedgerFilter())
        assert begun.wait(20)
        assert ended == []
        ledger.hide()
        qtbot.waitUntil(lambda: not around.context.tasks.is_busy())
        assert ended == ["cancelled"]
        assert around.messages.errors == []
