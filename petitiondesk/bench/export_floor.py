"""The floor of an export: the cells of a workbook that came out, written once more with nothing around it."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import python_calamine
import xlsxwriter


def exported_cells(path: Path) -> list[list[object]]:
    """The cells of a ledger that the program wrote; an empty one is None."""
    sheet = python_calamine.CalamineWorkbook.from_path(path).get_sheet_by_index(0)
    return [[None if value == "" else value for value in row] for row in sheet.to_python()]


def write_cells(path: Path, rows: Sequence[Sequence[object]]) -> None:
    """The same ready cells with the same formats, by XlsxWriter alone in constant memory.

    By the method of each kind of cell, which is quicker than XlsxWriter's ``write`` and writes the same.
    """
    options = {
        "constant_memory": True,
        "tmpdir": str(path.parent),
        "default_format_properties": {"font_name": "宋体", "font_size": 11},
    }
    book = xlsxwriter.Workbook(str(path), options)
    top = {"valign": "top"}
    text = book.add_format({**top, "text_wrap": True, "num_format": "@"})
    day = book.add_format({**top, "align": "center", "num_format": "yyyy-mm-dd"})
    number = book.add_format({**top, "align": "center", "num_format": "0"})
    sheet = book.add_worksheet()
    for at, row in enumerate(rows):
        for column, value in enumerate(row):
            if isinstance(value, str):
                sheet.write_string(at, column, value, text)
            elif isinstance(value, date):
                sheet.write_datetime(at, column, value, day)
            elif isinstance(value, float | int):
                sheet.write_number(at, column, value, number)
    book.close()
