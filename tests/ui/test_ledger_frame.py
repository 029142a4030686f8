"""The frame around the keyboard's cell does not depend on how soon the first lines are read."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from petitiondesk.domain.ledger import Found, LedgerFilter
from petitiondesk.domain.terms import State
from petitiondesk.services.desk import Desk
from petitiondesk.services.ledger import LedgerService, TakesLonger
from petitiondesk.ui.look import Look
from petitiondesk.ui.models import ledger_model
from petitiondesk.ui.models.ledger_columns import COLUMN
from petitiondesk.ui.pages.ledger import LedgerPage
from tests.factory import a_petition
from tests.ui.bench import bench
from tests.ui.hands import show_active


@pytest.mark.parametrize("patience", [0.0, 60.0])
def test_the_keyboard_in_the_ledger_has_its_frame_however_late_the_lines_come(
    desk: Desk, look: Look, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, patience: float
) -> None:
    monkeypatch.setattr(ledger_model, "PATIENCE", patience)
    for n in range(3):
        desk.petitions.register(a_petition(summary=f"反映第{n}条水渠"))
    with bench(desk, look) as around:
        ledger = LedgerPage(around.context)
        qtbot.addWidget(ledger)
        show_active(qtbot, ledger)
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
    monkeypatch.setattr(ledger_model, "PATIENCE", -1.0)
    monkeypatch.setattr(LedgerService, "first", _impatient(LedgerService.first))
    for n in range(3):
        desk.petitions.register(a_petition(summary=f"反映第{n}条水渠"))
    counted = threading.Event()
    found = LedgerService.found

    def slowly(*args: Any) -> Found:
        assert counted.wait(20)
        return found(*args)

    monkeypatch.setattr(LedgerService, "found", slowly)
    with bench(desk, look) as around:
        ledger = LedgerPage(around.context)
        qtbot.addWidget(ledger)
        show_active(qtbot, ledger)
        ledger.show_filter(LedgerFilter(states=frozenset({State.REGISTERED})))
        assert ledger.model.rowCount() == 0
        assert ledger.view.totals.text() == "正在查找…"
        qtbot.waitUntil(lambda: ledger.model.rowCount() == 3)
        assert ledger.model.index(0, COLUMN["summary"]).data() == "反映第2条水渠"
        counted.set()
        qtbot.waitUntil(lambda: not around.context.tasks.is_busy())
        assert ledger.view.totals.text().startswith("3 件")


def _impatient(first: Callable[..., Any]) -> Callable[..., Any]:
    """A small registry has its lines at hand before anybody could grow impatient."""

    def asked(service: LedgerService, *args: Any, **also: Any) -> Any:
        if args[3:] == (-1.0,):
            raise TakesLonger
        return first(service, *args, **also)

    return asked
