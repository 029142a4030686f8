"""The consolidation as a workbook: totals, one column per office, the list of problems."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import xlsxwriter

from petitiondesk.domain.returns.consolidation import Consolidated, Names
from petitiondesk.domain.returns.figures import Key, When
from petitiondesk.domain.returns.grid import NOTHING
from petitiondesk.domain.returns.indicators import RATES
from petitiondesk.exchange.excel_text import line_count, safe_text
from petitiondesk.exchange.safe_file import replacing

_FONT = "宋体"
_LINE_POINTS = 16.0
_PROBLEM_WIDTHS = (14, 24, 36, 60, 10)


def write_consolidated(path: Path, value: Consolidated, made_at: datetime) -> None:
    """Write the .xlsx file ``path``.

    Raises:
        FileProblem: the target is open elsewhere, read-only, or its folder is missing.
        StorageError: the disk is full or failed.
    """
    with replacing(path) as file:
        options = {
            "constant_memory": True,
            "tmpdir": str(file.parent),
            "default_format_properties": {"font_name": _FONT, "font_size": 11},
        }
        book = xlsxwriter.Workbook(str(file), options)
        created = made_at.replace(tzinfo=None, microsecond=0)
        book.set_properties({"title": _title(value), "created": created})
        _Book(book, value).write()
        book.close()


def _title(value: Consolidated) -> str:
    period = value.period
    return f"信访{period.kind.zh}汇总（{period.zh}）" if period else "信访报表汇总"


class _Book:
    def __init__(self, book: Any, value: Consolidated) -> None:
        self._book = book
        self._value = value
        border = {"border": 1, "border_color": "#9AA5B5", "valign": "vcenter"}
        self._title = book.add_format({"bold": True, "font_size": 16, "valign": "vcenter"})
        self._note = book.add_format({"font_color": "#5A6475"})
        self._head = book.add_format(
            {**border, "bold": True, "bg_color": "#E7F0FC", "align": "center", "text_wrap": True}
        )
        self._text = book.add_format({**border, "text_wrap": True})
        self._number = book.add_format({**border, "num_format": "#,##0"})
        self._bold = book.add_format({**border, "bold": True, "num_format": "#,##0"})
        self._share = book.add_format({**border, "num_format": "0.0%", "align": "right"})
        self._section = book.add_format({"bold": True, "font_size": 12})

    def write(self) -> None:
        """Totals, offices, problems."""
        self._totals()
        self._offices()
        self._problems()

    # Rows are written from the top down only: the workbook is made in constant memory.

    def _top(self, name: str, widths: Sequence[float]) -> tuple[Any, int]:
        sheet = self._book.add_worksheet(name)
        for place, width in enumerate(widths):
            sheet.set_column(place, place, width)
        sheet.set_paper(9)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.set_footer("&C第 &P 页，共 &N 页")
        sheet.set_row(0, 28)
        sheet.write_string(0, 0, f"{_title(self._value)}　{name}", self._title)
        value = self._value
        expected = f"应报 {value.expected} 个单位，" if value.expected else ""
        note = f"{expected}计入 {len(value.counted)} 个单位，问题 {len(value.problems)} 条"
        sheet.write_string(1, 0, note, self._note)
        return sheet, 3

    def _totals(self) -> None:
        sheet, row = self._top("合计", [22, *[11.0] * 14])
        row = self._rates(sheet, row)
        for table, lines in self._tables().items():
            columns = list(dict.fromkeys(column for cells in lines.values() for column in cells))
            sheet.write_string(row, 0, table, self._section)
            row += 1
            sheet.write_string(row, 0, "", self._head)
            for place, column in enumerate(columns, 1):
                sheet.write_string(row, place, safe_text(column), self._head)
            for name, cells in lines.items():
                row += 1
                sheet.write_string(row, 0, safe_text(name), self._text)
                for place, column in enumerate(columns, 1):
                    if column in cells:
                        sheet.write_number(row, place, cells[column], self._number)
            row += 2

    def _rates(self, sheet: Any, row: int) -> int:
        have = [rate for rate in RATES if Key("rate", rate.code, "whole") in self._value.totals]
        if not have:
            return row
        for place, heading in enumerate(("主要指标", "分子", "分母", "比率")):
            sheet.write_string(row, place, heading, self._head)
        for rate in have:
            row += 1
            ratio = self._value.ratio(rate.code, rest=rate.rest)
            sheet.write_string(row, 0, rate.zh, self._text)
            sheet.write_number(row, 1, ratio.part, self._number)
            sheet.write_number(row, 2, ratio.whole, self._number)
            if ratio.value is None:
                sheet.write_string(row, 3, NOTHING, self._share)
            else:
                sheet.write_number(row, 3, float(ratio.value), self._share)
        return row + 2

    def _tables(self) -> Mapping[str, Mapping[str, Mapping[str, int]]]:
        """Table → row → column → total, in the order they come in; this period only."""
        found: dict[str, dict[str, dict[str, int]]] = {}
        for key, number in self._value.totals.items():
            if key.table != "rate" and key.when is When.NOW:
                table, row, column = self._value.names[key]
                found.setdefault(table, {}).setdefault(row, {})[column] = number
        return found

    def _offices(self) -> None:
        offices = self._value.counted
        sheet, row = self._top("各单位", [14, 16, 16, 11, *[12.0] * len(offices)])
        headings = ("表", "行", "栏", "合计", *(one.office for one in offices))
        for place, heading in enumerate(headings):
            sheet.write_string(row, place, safe_text(heading), self._head)
        sheet.freeze_panes(row + 1, 4)
        # Hundreds of offices do not fit on one sheet of paper: names and totals on each instead.
        sheet.set_print_scale(70)
        sheet.repeat_rows(row)
        sheet.repeat_columns(0, 3)
        for key, names, total in self._lines():
            row += 1
            for place, text in enumerate(names):
                sheet.write_string(row, place, safe_text(text), self._text)
            sheet.write_number(row, 3, total, self._bold)
            for place, one in enumerate(offices, 4):
                if key in one.figures:
                    sheet.write_number(row, place, one.figures[key], self._number)

    def _lines(self) -> Iterator[tuple[Key, Names, int]]:
        for key, total in self._value.totals.items():
            yield key, self._value.names[key], total

    def _problems(self) -> None:
        sheet, row = self._top("问题", _PROBLEM_WIDTHS)
        for place, heading in enumerate(("问题", "单位", "文件", "说明", "是否计入")):
            sheet.write_string(row, place, heading, self._head)
        sheet.freeze_panes(row + 1, 0)
        sheet.repeat_rows(row)
        for one in self._value.problems:
            row += 1
            texts = (
                one.fault.zh,
                one.office,
                one.file,
                str(one.message),
                "是" if one.counted else "否",
            )
            lines = max(map(line_count, texts, _PROBLEM_WIDTHS))
            sheet.set_row(row, _LINE_POINTS * lines + 2)
            for place, text in enumerate(texts):
                sheet.write_string(row, place, safe_text(text), self._text)
        if not self._value.problems:
            sheet.write_string(row + 1, 0, "没有发现问题。", self._note)
