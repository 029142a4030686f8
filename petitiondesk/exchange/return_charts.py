"""The charts of a return's summary: Excel's own, over the cells of the tables' sheets."""

from collections.abc import Mapping, Sequence
from typing import Any

from petitiondesk.domain.returns.grid import Grid

ROWS = 16
"""Rows of the sheet that one chart covers."""

_FONT = "宋体"
_COLOURS = ("#1F5FBF", "#A9C4EB", "#B3261E")
_GRID_LINES = {"visible": True, "line": {"color": "#E2E5EA", "width": 0.75}}
_MOST_BARS = 12
"""Topics in the chart; the table has them all."""


class Charts:
    """Writes the charts of a summary sheet.

    ``tables`` maps a table's code to its grid and to the row, from 0, where its figures begin on the
    sheet of its name.
    """

    def __init__(self, book: Any, sheet: Any, tables: Mapping[str, tuple[Grid, int]]) -> None:
        self._book = book
        self._sheet = sheet
        self._tables = tables

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
        lines = [line for line in grid.lines if not line.total]
        chart = self._book.add_chart(
            {"type": kind, "subtype": "stacked"} if stacked else {"type": kind}
        )
        chosen = [next(n for n, c in enumerate(grid.columns, 1) if c.zh == name) for name in series]
        last = first + min(len(lines), _MOST_BARS if kind == "bar" else len(lines)) - 1
        for colour, column in zip(_COLOURS, chosen, strict=False):
            chart.add_series(
                {
                    "name": [grid.zh, first - 1, column],
                    "categories": [grid.zh, first, 0, last, 0],
                    "values": [grid.zh, first, column, last, column],
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
