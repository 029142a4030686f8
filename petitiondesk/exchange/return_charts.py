"""The charts of a return's summary: Excel's own, over the cells of the tables' sheets."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from petitiondesk.domain.returns.grid import Grid
from petitiondesk.domain.returns.small_numbers import Folded, fold
from petitiondesk.exchange.excel_text import safe_text

ROWS = 16
"""Rows of the sheet that one chart covers."""

_FONT = "宋体"
_COLOURS = ("#1F5FBF", "#A9C4EB", "#B3261E")
_GRID_LINES = {"visible": True, "line": {"color": "#E2E5EA", "width": 0.75}}
_MOST_BARS = 12
"""Topics in the chart; the table has them all."""


CHARTED = {"topic": ("batches",), "section": ("on_time", "late", "overdue")}
"""Tables whose rows may have to be folded → the columns that their charts show."""

DATA_SHEET = "图表数据"
"""Where a chart's numbers stand when they are not those of the table; only then there is one."""

_DATA_NOTE = "图表用数：件数很少且含密件的类别合并到“其他”；各统计表仍是准确数。"


class Charts:
    """Writes the charts of a summary sheet.

    ``tables`` maps a table's code to its grid and to the row, from 0, where its figures begin on the
    sheet of its name. ``hidden`` are the rows that are drawn together as 其他.
    """

    def __init__(
        self,
        book: Any,
        sheet: Any,
        tables: Mapping[str, tuple[Grid, int]],
        hidden: Folded,
    ) -> None:
        self._book = book
        self._sheet = sheet
        self._tables = tables
        self._hidden = hidden
        self._data: Any = None
        self._data_row = 2

    def write(self, row: int) -> None:
        """Four charts in two columns, from ``row`` on."""
        self._chart(row, 0, "column", "按信访形式（批次）", "channel", ("批次", "上年同期"))
        self._chart(row, 4, "bar", "按内容分类（批次）", "topic", ("批次合计",))
        below = row + ROWS
        done = ("按期办结", "超期办结", "超期未结")
        self._chart(below, 0, "column", "科室办结情况", "section", done, stacked=True)
        self._chart(below, 4, "column", "按诉求类别（批次）", "class", ("批次", "上年同期"))

    def _chart(
        self, row: int, place: int, kind: str, title: str, table: str, series: Sequence[str],
        *, stacked: bool = False,
    ) -> None:  # fmt: skip
        """A native chart of columns of a table's own sheet, its total left out."""
        grid, first = self._tables[table]
        lines = sum(not line.total for line in grid.lines)
        chart = self._book.add_chart(
            {"type": kind, "subtype": "stacked"} if stacked else {"type": kind}
        )
        chosen = [next(n for n, c in enumerate(grid.columns, 1) if c.zh == name) for name in series]
        place_of_data = grid.zh
        if self._hidden.get(table):
            place_of_data = DATA_SHEET
            first, lines = self._fold(grid, self._hidden[table], chosen)
            chosen = list(range(1, len(chosen) + 1))
        last = first + min(lines, _MOST_BARS if kind == "bar" else lines) - 1
        for colour, column in zip(_COLOURS, chosen, strict=False):
            chart.add_series(
                {
                    "name": [place_of_data, first - 1, column],
                    "categories": [place_of_data, first, 0, last, 0],
                    "values": [place_of_data, first, column, last, column],
                    "fill": {"color": colour},
                    "border": {"none": True},
                    "gap": 60,
                }
            )
        font = {"name": _FONT, "size": 9}
        chart.set_title({"name": title, "name_font": {"name": _FONT, "size": 11}, "overlay": False})
        chart.set_x_axis(
            {"num_font": font, "major_gridlines": _GRID_LINES if kind == "bar" else None}
        )
        chart.set_y_axis(
            {
                "num_font": font,
                "reverse": kind == "bar",
                "major_gridlines": {"visible": False} if kind == "bar" else _GRID_LINES,
            }
        )
        chart.set_legend(
            {"none": True} if len(series) == 1 else {"position": "bottom", "font": font}
        )
        chart.set_size({"width": 352 if place else 394, "height": ROWS * 20 - 8})
        self._sheet.insert_chart(row, place, chart)

    def _fold(self, grid: Grid, hidden: Collection[str], columns: Sequence[int]) -> tuple[int, int]:
        """Write a chart's own numbers, hidden rows added up; returns the first row and how many."""
        if self._data is None:
            self._data = self._book.add_worksheet(DATA_SHEET)
            self._data.set_column(0, 0, 24)
            self._data.write_string(0, 0, _DATA_NOTE)
        rows = []
        for line in grid.lines:
            if not line.total:
                key = line.cells[columns[0] - 1].key
                cells = [line.cells[column - 1].value for column in columns]
                counts = [value if isinstance(value, int) else 0 for value in cells]
                rows.append((key.row if key else "", line.zh, counts))
        head = self._data_row
        self._data.write_string(head, 0, grid.head)
        for place, column in enumerate(columns, 1):
            self._data.write_string(head, place, grid.columns[column - 1].zh)
        found = fold(rows, hidden)
        for row, (_, name, counts) in enumerate(found, head + 1):
            self._data.write_string(row, 0, safe_text(name))
            for place, number in enumerate(counts, 1):
                self._data.write_number(row, place, number)
        self._data_row = head + len(found) + 3
        return head + 1, len(found)
