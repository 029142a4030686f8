"""A clerk with an old ledger."""

from collections.abc import Sequence
from pathlib import Path

import openpyxl
from pytestqt.qtbot import QtBot

from petitiondesk.ui.dialogs.import_dialog import ImportDialog
from petitiondesk.ui.models.rows_model import RowsModel
from petitiondesk.ui.views.chips import Chip
from petitiondesk.ui.views.table import DeskTable

HEADINGS = ("序号", "信访日期", "信访形式", "信访人", "概况", "主要内容", "承办科室", "满意否")


def old_ledger(path: Path, rows: int = 30, unreadable: Sequence[int] = ()) -> Path:
    """A ledger as offices keep it: title, headings, rows, a total; some dates cannot be read."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "台账"
    sheet.append(["2023年信访台账"])
    sheet.append(list(HEADINGS))
    for n in range(rows):
        day = "不详" if n in unreadable else f"2023-0{n % 9 + 1}-1{n % 9}"
        sheet.append(
            [n + 1, day, "来信", "王建国", f"反映机耕路损坏之{n}", "路面下陷", "经管站", "满意"]
        )
    sheet.append(["合计", rows])
    book.save(path)
    return path


class ImportRobot:
    """Reads what the dialog says and presses its buttons."""

    def __init__(self, dialog: ImportDialog, qtbot: QtBot) -> None:
        self.dialog = dialog
        self._qtbot = qtbot
        self.wait()

    def wait(self) -> "ImportRobot":
        self._qtbot.waitUntil(lambda: not self.dialog.is_working(), timeout=20000)
        return self

    def go_on(self) -> "ImportRobot":
        """The next step."""
        assert self.dialog.forward.isEnabled()
        self.dialog.forward.click()
        return self.wait()

    def to_preview(self) -> "ImportRobot":
        """Through the steps with what they propose."""
        while self.stage() in ("sheets", "columns"):
            self.go_on()
        return self

    def bring(self) -> "ImportRobot":
        self.to_preview()
        self.dialog.bring.click()
        return self.wait()

    def stage(self) -> str:
        view = self.dialog.view
        stages = {
            "start": view.start, "password": view.password, "sheets": view.sheets,
            "columns": view.columns, "busy": view.busy, "preview": view.preview,
            "report": view.report, "undo": view.undo, "failed": view.failed,
        }  # fmt: skip
        return next(name for name, stage in stages.items() if stage is view.currentWidget())

    def read_as(self) -> dict[str, str]:
        """Heading → what its column is read as, as the combo boxes say."""
        return {h: combo.currentText() for h, combo in self.dialog.view.columns.combos.items()}

    def choose(self, heading: str, text: str) -> None:
        """Choose in the combo box of a column, as the list of it shows."""
        combo = self.dialog.view.columns.combos[heading]
        assert combo.findText(text) >= 0
        combo.setCurrentIndex(combo.findText(text))

    def past(self) -> list[tuple[str, ...]]:
        """The imports there were: file, how many, what became of them."""
        model = self.dialog.past
        return [
            tuple(str(model.index(row, column).data()) for column in (1, 2, 3))
            for row in range(model.rowCount())
        ]

    def chips(self) -> list[str]:
        """The counts above the lists; those of an earlier reading are on their way out."""
        flow = self.dialog.view.preview.chips.layout()
        assert flow is not None
        items = [flow.itemAt(n) for n in range(flow.count())]
        chips = [item.widget() for item in items if item is not None]
        return [chip.text() for chip in chips if isinstance(chip, Chip)]

    def tabs(self) -> list[str]:
        tabs = self.dialog.view.preview.tabs
        return [tabs.tabText(n) for n in range(tabs.count()) if tabs.isTabVisible(n)]

    def rows(self, tab: str) -> list[tuple[str, ...]]:
        """The texts of a list, by the name of its tab."""
        tabs = self.dialog.view.preview.tabs
        place = next(n for n in range(tabs.count()) if tabs.tabText(n) == tab)
        page = tabs.widget(place)
        table = page.findChild(DeskTable) if page is not None else None
        assert table is not None
        model = table.model()
        assert isinstance(model, RowsModel)
        columns = range(model.columnCount())
        return [
            tuple(str(model.index(row, column).data()) for column in columns)
            for row in range(model.rowCount())
        ]
