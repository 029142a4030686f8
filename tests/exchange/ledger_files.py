"""Messy ledgers for the tests, and the check that nothing of them is lost."""

from collections.abc import Sequence
from pathlib import Path

import xlsxwriter

from petitiondesk.exchange.ledger_import import LedgerFile
from petitiondesk.exchange.reading import read_workbook

PLAIN = ["编号", "信访人", "收到日期", "概况"]


def ledger(
    path: Path,
    rows: Sequence[Sequence[object]],
    merges: Sequence[tuple[int, int, int, int]] = (),
    name: str = "台账",
) -> Path:
    """A workbook with ``rows``; ``merges`` are (top, left, bottom, right) from 0."""
    book = xlsxwriter.Workbook(str(path), {"default_date_format": "yyyy/m/d"})
    page = book.add_worksheet(name)
    for top, left, bottom, right in merges:
        page.merge_range(top, left, bottom, right, "")
    for at, row in enumerate(rows):
        for column, value in enumerate(row):
            if isinstance(value, str) and value:
                page.write_string(at, column, value)
            elif value is not None and value != "":
                page.write(at, column, value)
    book.close()
    return path


def csv(path: Path, *lines: str) -> Path:
    path.write_text("\n".join(lines), encoding="gb18030")
    return path


def accounted(path: Path, found: LedgerFile) -> None:
    """Every non-empty row of the file is in exactly one of the two lists."""
    there = [
        (sheet.name, at)
        for sheet in read_workbook(path)
        for at, row in enumerate(sheet.rows, 1)
        if any(cell != "" for cell in row)
    ]
    listed = [(r.sheet, r.row) for r in found.rows] + [(s.sheet, s.row) for s in found.skipped]
    assert sorted(listed) == sorted(there)


def skipped(found: LedgerFile) -> dict[int, str]:
    return {each.row: str(each.reason) for each in found.skipped}
