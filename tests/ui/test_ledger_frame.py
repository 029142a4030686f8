"""The frame around the keyboard's cell does not depend on how soon the first lines are read."""

import pytest
from pytestqt.qtbot import QtBot

from petitiondesk.domain.ledger import LedgerFilter
from petitiondesk.domain.terms import State
from petitiondesk.services.desk import Desk
from petitiondesk.ui.look import Look
from petitiondesk.ui.models import ledger_model
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
