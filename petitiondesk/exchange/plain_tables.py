"""Tables that are not workbooks though they may be called .xls: HTML, Excel's 2003 XML, CSV."""

import csv
import io
from dataclasses import dataclass, field
from html.parser import HTMLParser

from petitiondesk.exchange.cells import Cell

_ROW = {"tr", "row"}
_CELL = {"td", "th", "cell"}
_SHEET = {"table", "worksheet"}
_SILENT = {"style", "script", "title", "xml", "documentproperties"}
_WIDEST = 400
"""Columns a cell may span: more is formatting of an empty page, not a table."""


@dataclass
class Grid:
    """One table: its rows, and which cells (row, column; from 0) repeat a merged cell above."""

    name: str = ""
    rows: list[list[Cell]] = field(default_factory=list)
    filled: set[tuple[int, int]] = field(default_factory=set)


def read_csv(text: str) -> Grid:
    """The table in ``text``; commas, tabs and semicolons are tried as separators."""
    head = "\n".join(text.splitlines()[:20])
    delimiter = max(",\t;；|", key=head.count) if head else ","
    # The standard limit of 128 KB per field is less than a long petition with its enclosures.
    csv.field_size_limit(max(131_072, len(text)))
    rows: list[list[Cell]] = [
        list(row) for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    ]
    return Grid(rows=rows)


def read_markup(text: str) -> list[Grid]:
    """The tables of an HTML page or of an Excel 2003 XML workbook, with merges filled downwards."""
    reader = _TableReader()
    reader.feed(text)
    reader.close()
    return [grid for grid in reader.grids if any(any(row) for row in grid.rows)]


class _TableReader(HTMLParser):
    """Collects table cells; tables inside a cell count as the cell's text."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.grids: list[Grid] = []
        self._depth = 0
        self._silent = 0
        self._cell_depth = 0
        self._text: list[str] | None = None
        self._spans: dict[int, tuple[int, Cell]] = {}
        self._shape = (1, 1)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open a table, row or cell."""
        tag, found = tag.rpartition(":")[2], {k.rpartition(":")[2]: v or "" for k, v in attrs}
        if tag in _SILENT:
            self._silent += 1
        elif tag in _SHEET:
            self._depth += 1
            if self._depth == 1:
                self.grids.append(Grid(found.get("name", "")))
                self._spans = {}
        elif tag in _ROW and self._at_cell_level():
            self._new_row(found)
        elif tag in _CELL and self._depth and self._at_cell_level():
            self._new_cell(found)
        elif tag in {"br", "p", "div"} and self._text:
            self._text.append("\n")

    def handle_endtag(self, tag: str) -> None:
        """Close a table, row or cell."""
        tag = tag.rpartition(":")[2]
        if tag in _SILENT:
            self._silent = max(0, self._silent - 1)
        elif tag in _SHEET:
            if self._at_cell_level():
                self._end_cell()
            self._depth = max(0, self._depth - 1)
        elif (tag in _CELL or tag in _ROW) and self._at_cell_level():
            self._end_cell()

    def handle_data(self, data: str) -> None:
        """Text of the cell that is open."""
        if self._text is not None and not self._silent:
            self._text.append(data)

    def _at_cell_level(self) -> bool:
        """Whether a tag is of the table itself, not of one inside a cell; cells may lack </td>."""
        return self._text is None or self._depth == self._cell_depth

    def _new_row(self, found: dict[str, str]) -> None:
        self._end_cell()
        if not self.grids:
            self.grids.append(Grid())
        self._depth = max(1, self._depth)
        rows = self.grids[-1].rows
        for _ in range(len(rows) + 1, min(_number(found, "index", 0), 1_048_576)):
            rows.append([])
        rows.append([])
        self._fill_down()

    def _new_cell(self, found: dict[str, str]) -> None:
        self._end_cell()
        if not self.grids[-1].rows:
            self._new_row({})
        row = self.grids[-1].rows[-1]
        row += [""] * (min(_number(found, "index", 0), _WIDEST) - 1 - len(row))
        down = max(_number(found, "rowspan", 1), _number(found, "mergedown", 0) + 1)
        across = max(_number(found, "colspan", 1), _number(found, "mergeacross", 0) + 1)
        self._shape = (down, min(across, _WIDEST))
        self._text, self._cell_depth = [], self._depth

    def _end_cell(self) -> None:
        if self._text is None:
            return
        value = "".join(self._text).strip()
        self._text = None
        row = self.grids[-1].rows[-1]
        down, across = self._shape
        for offset in range(across):
            shown = value if offset == 0 else ""
            if down > 1:
                self._spans[len(row)] = (down - 1, shown)
            row.append(shown)
        self._fill_down()

    def _fill_down(self) -> None:
        grid = self.grids[-1]
        row = grid.rows[-1]
        while len(row) in self._spans:
            column = len(row)
            left, value = self._spans.pop(column)
            if left > 1:
                self._spans[column] = (left - 1, value)
            if value != "":
                grid.filled.add((len(grid.rows) - 1, column))
            row.append(value)


def _number(found: dict[str, str], name: str, default: int) -> int:
    text = found.get(name, "")
    return int(text) if text.isascii() and text.isdigit() else default
