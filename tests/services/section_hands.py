"""A section at its sheet: what people do to it in Excel, by another library."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from petitiondesk.services.desk import Desk

HEADER = 5
"""Row of the headings, as Excel counts."""

Filled = Mapping[str, Mapping[str, object]]
"""Registration number → heading → what is typed there."""


class Sheet:
    """One workbook, open; saved by `close`."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.book = openpyxl.load_workbook(path)
        page = self.book["办理表"]
        assert isinstance(page, Worksheet)
        self.page = page

    @property
    def columns(self) -> dict[str, int]:
        """Heading → column."""
        return {str(cell.value): cell.column or 0 for cell in self.page[HEADER] if cell.value}

    def row(self, number: str) -> int:
        """The row of a case."""
        place = self.columns["登记编号"]
        for at in range(HEADER + 1, self.page.max_row + 1):
            if self.page.cell(at, place).value == number:
                return at
        raise LookupError(number)

    def cell(self, number: str, heading: str) -> Any:
        """A case's cell."""
        return self.page.cell(self.row(number), self.columns[heading])

    def type(self, filled: Filled) -> "Sheet":
        """Type into cells."""
        for number, cells in filled.items():
            for heading, value in cells.items():
                self.cell(number, heading).value = value
        return self

    def save(self, path: Path | None = None) -> Path:
        """Save it, where it was or elsewhere."""
        self.book.save(path or self.path)
        return path or self.path


def written(desk: Desk, folder: Path, section: str = "农田建设科", password: str = "") -> Path:
    """The section's sheet in a new file."""
    path = folder / f"{section}-{len(list(folder.glob('*.xlsx')))}.xlsx"
    desk.sheets.write(section, path, password)
    return path


def filled(path: Path, cells: Filled) -> Path:
    """The sheet after the section wrote into it."""
    return Sheet(path).type(cells).save()
