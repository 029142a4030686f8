"""A clerk at the archive."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from petitiondesk.ui.models.volumes_model import COLUMN
from petitiondesk.ui.pages.archive import ArchivePage
from tests.ui.hands import press


class ArchiveRobot:
    """Looks through the catalogue."""

    def __init__(self, page: ArchivePage, qtbot: QtBot) -> None:
        self.page = page
        self._qtbot = qtbot

    def look(self) -> "ArchiveRobot":
        """Come to the page and wait until it is read."""
        self.page.refresh()
        return self.wait()

    def wait(self) -> "ArchiveRobot":
        self._qtbot.waitUntil(lambda: not self.page.is_reading(), timeout=5000)
        return self

    def column(self, name: str) -> list[str]:
        model = self.page.model
        return [str(model.index(row, COLUMN[name]).data() or "") for row in range(model.rowCount())]

    def only(self, place: int) -> "ArchiveRobot":
        """Choose a retention by its button."""
        self.page.view.retention.choose(place)
        return self.wait()

    def year(self, year: int) -> "ArchiveRobot":
        combo = self.page.view.year
        combo.setCurrentIndex(combo.findData(year))
        return self.wait()

    def years(self) -> list[str]:
        combo = self.page.view.year
        return [combo.itemText(n) for n in range(combo.count())]

    def enter(self, row: int) -> None:
        table = self.page.view.table
        table.selectRow(row)
        press(table, Qt.Key.Key_Return)

    def double_click(self, row: int) -> None:
        table = self.page.view.table
        place: QPoint = table.visualRect(self.page.model.index(row, 1)).center()
        button, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        QTest.mouseClick(table.viewport(), button, none, place)
        QTest.mouseDClick(table.viewport(), button, none, place)
