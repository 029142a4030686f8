"""A clerk at the superior's desk, with a pile of returns."""

import random
from pathlib import Path

from pytestqt.qtbot import QtBot

from petitiondesk.domain.returns.period import Period, PeriodKind
from petitiondesk.exchange.office_crypto import encrypt
from petitiondesk.exchange.return_book import Details, return_bytes
from petitiondesk.ui.dialogs.consolidation import ConsolidationDialog
from petitiondesk.ui.views.chips import Chip
from tests.services.test_consolidation import MADE, MARCH, a_return


def a_pile(folder: Path, *offices: str, password: str = "", period: str = "2026-03") -> list[Path]:
    """A return of each office, as it travels; encrypted with a password."""
    rng = random.Random(7)
    folder.mkdir(exist_ok=True)
    paths = []
    for office in offices:
        kind = PeriodKind.MONTH
        value = a_return(office, rng, MARCH if period == "2026-03" else Period.parse(kind, period))
        data = return_bytes(value, Details("张敏", MADE))
        path = folder / f"{office}.xlsx"
        path.write_bytes(encrypt(data, password) if password else data)
        paths.append(path)
    return paths


class ConsolidationRobot:
    """Chooses, takes together, reads what is wrong."""

    def __init__(self, dialog: ConsolidationDialog, qtbot: QtBot) -> None:
        self.dialog = dialog
        self._qtbot = qtbot

    def wait(self) -> "ConsolidationRobot":
        self._qtbot.waitUntil(lambda: not self.dialog.is_working(), timeout=30000)
        return self

    def start(self) -> "ConsolidationRobot":
        self.dialog.yes.click()
        return self.wait()

    def save(self) -> "ConsolidationRobot":
        self.dialog.save.click()
        return self.wait()

    def chips(self) -> list[str]:
        """The counts above the list; those of an earlier run are on their way out."""
        flow = self.dialog.view.result.chips.layout()
        assert flow is not None
        items = [flow.itemAt(n) for n in range(flow.count())]
        chips = [item.widget() for item in items if item is not None]
        return [chip.text() for chip in chips if isinstance(chip, Chip)]

    def problems(self) -> list[list[str]]:
        model = self.dialog.model
        return [
            [str(model.index(row, column).data()) for column in range(model.columnCount())]
            for row in range(model.rowCount())
        ]

    def trouble(self) -> str:
        line = self.dialog.view.choices.trouble
        return "" if line.isHidden() else line.text()
