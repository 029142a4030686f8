"""Writing a ledger (台账) as an Excel workbook, row by row, in constant memory.

The file is made beside its target and renamed over it when complete: a failure or a stop leaves an
older file exactly as it was. Texts stay texts, whatever they begin with.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from pathlib import Path
from typing import Any, TypeAlias

from petitiondesk.exchange.excel_text import (
    CELL_UNITS,
    line_count,
    pieces,
    safe_text,
    sheet_name,
    utf16_units,
)
from petitiondesk.exchange.quick_book import QuickBook, quick_book
from petitiondesk.exchange.safe_file import replacing

SHEET_ROWS = 1_048_576
"""Rows of one Excel sheet; a longer ledger goes on in a second sheet."""

REPORT_EVERY = 4
"""Rows between two calls of ``on_row``."""

OVERFLOW_SHEET = "续文"
"""Name of the sheet that holds the full text of cells longer than Excel allows."""

_TITLE_ROW, _NOTE_ROW, _HEADER_ROW = range(3)
_LETTERS = {"font_name": "宋体", "font_size": 11}
_LINE_POINTS = 16.0
_MAX_POINTS = 409.0
_DATE_WIDTH = 11.5
"""Narrower than this Excel shows a date as ########."""

Value: TypeAlias = str | date | int | None


class ColumnKind(Enum):
    """How a column is written and shown."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    DATE = "date"
    COUNT = "count"


@dataclass(frozen=True)
class Column:
    """A column: heading, kind, and width in characters (a Chinese character takes two)."""

    heading: str
    kind: ColumnKind
    width: float


@dataclass(frozen=True)
class Sheet:
    """What stands around the rows: sheet name, title, and a line with office, filter and date.

    ``printed`` is how many of the first columns go on paper, all when None. A sheet of A4 holds a
    readable list of about fourteen; what stands to the right is for the screen, and does not make
    the rows higher.
    """

    name: str
    title: str
    note: str
    columns: tuple[Column, ...]
    printed: int | None = None


def no_report(_count: int) -> None:
    """The default ``on_row``: nobody waits for progress."""


def write_ledger(
    path: Path,
    sheet: Sheet,
    rows: Iterable[Sequence[Value]],
    on_row: Callable[[int], None] = no_report,
    *,
    created: datetime,
    before_keeping: Callable[[int], None] = no_report,
) -> int:
    """Write ``rows`` to the workbook ``path`` and return their number.

    Args:
        path: the .xlsx file; an older one is replaced only by a complete new one.
        sheet: title, note and columns.
        rows: one value per column: text, date, whole number, or None for empty.
        on_row: called with the number of rows so far, every 20 rows and while the file is packed;
            may raise `Cancelled`.
        created: the document's date; the same arguments give the same bytes.
        before_keeping: called with the number of rows when the file is whole but not yet in its
            place; if it raises, no file is left.

    Raises:
        FileProblem: the target is open elsewhere, read-only, or its folder is missing.
        StorageError: the disk is full or failed.
        Cancelled: from ``on_row``.
    """
    with replacing(path) as file:
        with quick_book(file, {"default_format_properties": _LETTERS}) as book:
            # No author: who exported is in the registry's own record, not in a file that travels.
            book.set_properties({"title": safe_text(sheet.title)[:250], "created": created})
            count = _LedgerWriter(book, sheet).write_all(rows, on_row)
            book.watch(lambda: on_row(count))
        before_keeping(count)
    return count


class _LedgerWriter:
    """Writes the rows of one ledger over as many sheets as they need."""

    def __init__(self, book: QuickBook, sheet: Sheet) -> None:
        self._book = book
        self._sheet = sheet
        self._formats = _formats(book)
        self._cell_formats = [self._formats[c.kind.value] for c in sheet.columns]
        self._widths = [_shown_width(c) for c in sheet.columns]
        self._printed = sheet.printed or len(sheet.columns)
        self._pages = 0
        self._page: Any = None
        self._at = 0
        self._overflow: _Overflow | None = None

    def write_all(self, rows: Iterable[Sequence[Value]], on_row: Callable[[int], None]) -> int:
        """Write every row; returns their number."""
        count = 0
        self._begin_page()
        for values in rows:
            if self._at >= SHEET_ROWS:
                self._end_page()
                self._begin_page()
            self._write_row(values)
            self._at += 1
            count += 1
            if count % REPORT_EVERY == 0:
                on_row(count)
        self._end_page()
        on_row(count)
        return count

    def _write_row(self, values: Sequence[Value]) -> None:
        page, at, widths, formats = self._page, self._at, self._widths, self._cell_formats
        lines, printed = 1, self._printed
        for column, value in enumerate(values):
            style = formats[column]
            if value is None or value == "":
                continue  # the column has its format
            if isinstance(value, str):
                # isprintable() is a quick no for every character that needs a second look.
                if not value.isprintable() or value[:3] == "<r>":
                    value = safe_text(value)
                size = len(value)
                if size > CELL_UNITS // 2 and utf16_units(value) > CELL_UNITS:
                    value = self._set_aside(value, column)
                if column < printed and (size * 2 > widths[column] or "\n" in value):
                    lines = max(lines, line_count(value, widths[column]))
                page.put_text(at, column, value, style)
            elif isinstance(value, date):
                page.put_day(at, column, value, style)
            else:
                page.put_number(at, column, value, style)
        if len(values) != len(widths):
            raise ValueError(f"{len(values)} values for {len(widths)} columns")
        if lines > 1:
            page.set_row(at, min(_MAX_POINTS, lines * _LINE_POINTS + 4))

    def _set_aside(self, text: str, column: int) -> str:
        if self._overflow is None:
            self._overflow = _Overflow(self._book, self._formats)
        place = self._overflow.keep(
            self._page.get_name(), self._at + 1, self._sheet.columns[column].heading, text
        )
        marker = f"……〔全文见“{OVERFLOW_SHEET}”第{place}行起〕"
        return next(pieces(text)) + marker

    def _begin_page(self) -> None:
        self._pages += 1
        sheet, page = (
            self._sheet,
            self._book.add_worksheet(sheet_name(self._sheet.name, self._pages)),
        )
        for column, width in enumerate(self._widths):
            page.set_column(column, column, width, self._cell_formats[column])
        _print_setup(page)
        page.set_default_row(_LINE_POINTS + 4)
        self._across(page, _TITLE_ROW, sheet.title, "title", 30)
        self._across(page, _NOTE_ROW, sheet.note, "note", 18)
        for column, each in enumerate(sheet.columns):
            page.write_string(_HEADER_ROW, column, safe_text(each.heading), self._formats["header"])
        heights = (
            line_count(c.heading, w) for c, w in zip(sheet.columns, self._widths, strict=True)
        )
        page.set_row(_HEADER_ROW, max(heights, default=1) * _LINE_POINTS + 9)
        page.freeze_panes(_HEADER_ROW + 1, 0)
        page.repeat_rows(_HEADER_ROW)
        self._page, self._at = page, _HEADER_ROW + 1

    def _across(self, page: Any, row: int, text: str, style: str, points: float) -> None:
        page.set_row(row, points)
        last = self._printed - 1
        text = safe_text(text)
        if last > 0:
            page.merge_range(row, 0, row, last, "", self._formats[style])
        page.write_string(row, 0, text, self._formats[style])

    def _end_page(self) -> None:
        self._page.autofilter(_HEADER_ROW, 0, self._at - 1, len(self._widths) - 1)
        if self._printed < len(self._widths):
            self._page.print_area(0, 0, self._at - 1, self._printed - 1)


class _Overflow:
    """The extra sheet with texts too long for a cell, in pieces that follow one another."""

    _COLUMNS = (("工作表", 16.0), ("行", 8.0), ("列", 16.0), ("段", 6.0), ("文字", 100.0))

    def __init__(self, book: QuickBook, formats: dict[str, Any]) -> None:
        self._formats = formats
        self._page = book.add_worksheet(OVERFLOW_SHEET)
        self._at = 1
        for column, (heading, width) in enumerate(self._COLUMNS):
            self._page.set_column(column, column, width)
            self._page.write_string(0, column, heading, formats["header"])
        self._page.freeze_panes(1, 0)
        self._page.repeat_rows(0)
        _print_setup(self._page)

    def keep(self, sheet: str, row: int, heading: str, text: str) -> int:
        """Write all of ``text`` and return the Excel row where it starts."""
        first = self._at + 1
        for number, piece in enumerate(pieces(text), 1):
            long, count = self._formats["long_text"], self._formats["count"]
            self._page.write_string(self._at, 0, sheet, long)
            self._page.write_number(self._at, 1, row, count)
            self._page.write_string(self._at, 2, safe_text(heading), long)
            self._page.write_number(self._at, 3, number, count)
            self._page.write_string(self._at, 4, piece, long)
            self._page.set_row(self._at, _MAX_POINTS)
            self._at += 1
        return first


def _shown_width(column: Column) -> float:
    return max(column.width, _DATE_WIDTH) if column.kind is ColumnKind.DATE else column.width


def _print_setup(page: Any) -> None:
    # Lines come from the printed grid, not from cell borders: an empty cell then costs nothing.
    page.hide_gridlines(0)
    page.set_landscape()
    page.set_paper(9)  # A4
    page.fit_to_pages(1, 0)
    page.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
    page.set_footer("&C第 &P 页 共 &N 页")


def _formats(book: QuickBook) -> dict[str, Any]:
    cell: dict[str, object] = {"valign": "top"}
    looks: dict[str, dict[str, object]] = {
        "title": {"bold": True, "font_size": 16, "align": "center", "valign": "vcenter"},
        "note": {"font_size": 10, "font_color": "#5A6475", "valign": "vcenter"},
        "header": {
            "border": 1,
            "border_color": "#A6ADB8",
            "bold": True,
            "align": "center",
            "valign": "vcenter",
            "text_wrap": True,
            "bg_color": "#E7F0FC",
        },
        "text": {**cell, "text_wrap": True, "num_format": "@"},
        "long_text": {**cell, "text_wrap": True, "num_format": "@"},
        "date": {**cell, "num_format": "yyyy-mm-dd", "align": "center"},
        "count": {**cell, "num_format": "0", "align": "center"},
    }
    return {name: book.add_format(look) for name, look in looks.items()}
