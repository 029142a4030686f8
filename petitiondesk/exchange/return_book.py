"""The return as a workbook: summary with charts and signatures, its tables, overdue cases, the proof.

The last sheet (核验, `exchange.return_proof`) repeats every figure with its key and the cell it stands
in, the fingerprint of the record, and a check sum over all of it.
"""

import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from fractions import Fraction
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_cell_to_rowcol, xl_rowcol_to_cell

from petitiondesk.domain.ledger import LedgerRow
from petitiondesk.domain.returns.figures import Difference, Key, Return
from petitiondesk.domain.returns.grid import NOTHING, Grid, grids
from petitiondesk.domain.returns.period import PeriodKind
from petitiondesk.domain.returns.small_numbers import Folded
from petitiondesk.exchange.excel_text import safe_text
from petitiondesk.exchange.office_crypto import encrypt
from petitiondesk.exchange.return_charts import ROWS as CHART_ROWS
from petitiondesk.exchange.return_charts import Charts
from petitiondesk.exchange.return_proof import PROOF, check_sum, name_of, proof_facts
from petitiondesk.exchange.safe_file import replacing

SUMMARY = "汇总"
OVERDUE = "超期件"
CHANGES = "与上一版的差异"
NOTES = "口径"

_FONT = "宋体"
_HEAD_COLOUR = "#E7F0FC"
_LABEL_WIDTH = 18.0
_NUMBER_WIDTH = 9.5


@dataclass(frozen=True)
class Details:
    """What stands around the figures: who fills it in, when, the overdue, the earlier version.

    ``numbers`` names the petitions of ``differences`` by their registration numbers; ``folded`` are
    the rows that no chart shows by themselves (`domain.returns.small_numbers`).
    """

    filled_by: str
    made_at: datetime
    overdue: Sequence[LedgerRow] = ()
    differences: Sequence[Difference] = ()
    numbers: Mapping[int, str] | None = None
    folded: Folded = field(default_factory=dict)


def title_of(value: Return) -> str:
    """What the workbook and its printed pages are called."""
    kind = value.period.kind
    name = "统计表" if kind is PeriodKind.CUSTOM else kind.zh
    return f"{value.office}信访{name}（{value.period.zh}）"


def write_return(
    path: Path,
    value: Return,
    details: Details,
    password: str = "",
    before_keeping: Callable[[], None] = lambda: None,
) -> None:
    """Write a return to the .xlsx file ``path``; with a password, encrypted.

    The same arguments without a password give the same bytes. ``before_keeping`` is called when the
    file is whole but not yet in its place; if it raises, no file is left.

    Raises:
        FileProblem: the target is open elsewhere, read-only, or its folder is missing.
        StorageError: the disk is full or failed.
    """
    data = return_bytes(value, details)
    with replacing(path) as file:
        file.write_bytes(encrypt(data, password) if password else data)
        before_keeping()


def return_bytes(value: Return, details: Details) -> bytes:
    """The workbook, whole in memory: a return has some hundred figures."""
    buffer = io.BytesIO()
    options = {
        "in_memory": True,
        "default_format_properties": {"font_name": _FONT, "font_size": 11},
    }
    book = xlsxwriter.Workbook(buffer, options)
    created = details.made_at.replace(tzinfo=None, microsecond=0)
    book.set_properties({"title": safe_text(title_of(value))[:250], "created": created})
    _Book(book, value, details).write()
    book.close()
    return buffer.getvalue()


class _Book:
    """One workbook under way: formats, and in which cell each figure stands."""

    def __init__(self, book: Any, value: Return, details: Details) -> None:
        self._book = book
        self._value = value
        self._details = details
        self._places: dict[str, str] = {}
        border = {"border": 1, "border_color": "#9AA5B5", "valign": "vcenter"}
        add = book.add_format
        self._plain = add({"valign": "top", "text_wrap": True})
        self._title = add({"bold": True, "font_size": 16, "align": "center", "valign": "vcenter"})
        self._note = add({"font_color": "#5A6475", "text_wrap": True, "valign": "vcenter"})
        self._head = add(
            {**border, "bold": True, "bg_color": _HEAD_COLOUR, "align": "center", "text_wrap": True}
        )
        self._label = add({**border, "text_wrap": True})
        self._number = add({**border, "align": "right", "num_format": "#,##0"})
        self._share = add({**border, "align": "right", "num_format": "0.0%"})
        self._text = add({**border, "align": "left", "text_wrap": True, "num_format": "@"})
        self._dash = add({**border, "align": "right"})
        self._day = add({**border, "align": "center", "num_format": "yyyy-mm-dd"})
        self._total = {
            "label": add({**border, "bold": True}),
            "number": add({**border, "bold": True, "align": "right", "num_format": "#,##0"}),
            "share": add({**border, "bold": True, "align": "right", "num_format": "0.0%"}),
        }

    def write(self) -> None:
        """Every sheet, in the order the superior reads them."""
        overview, rates, *tables = grids(self._value)
        summary = self._book.add_worksheet(SUMMARY)
        for grid in tables:
            self._table_sheet(grid)
        self._overdue()
        if self._details.differences:
            self._changes()
        self._summary(summary, overview, rates, tables)
        self._notes(tables)
        self._proof()
        summary.activate()

    # --- sheets ---------------------------------------------------------------------------------

    def _summary(self, sheet: Any, overview: Grid, rates: Grid, tables: Sequence[Grid]) -> None:
        columns = 8
        sheet.set_column(0, 0, _LABEL_WIDTH)
        sheet.set_column(1, columns - 1, 12)
        row = self._top(sheet, columns, title_of(self._value))
        if self._value.is_nil():
            sheet.merge_range(
                row,
                0,
                row,
                columns - 1,
                "本期没有收到、也没有办结信访事项（零报告）。",
                self._plain,
            )
            row += 1
        row = self._grid(sheet, row, overview) + 1
        row = self._grid(sheet, row, rates, SUMMARY) + 1
        charts_at = row
        if not self._value.is_nil():
            self._charts(sheet, row, tables)
            row = charts_at + 2 * CHART_ROWS + 1
        self._signatures(sheet, row, columns)
        self._print(sheet, columns, landscape=False)

    def _table_sheet(self, grid: Grid) -> None:
        sheet = self._book.add_worksheet(grid.zh)
        columns = len(grid.columns) + 1
        sheet.set_column(0, 0, _LABEL_WIDTH)
        sheet.set_column(1, columns - 1, _NUMBER_WIDTH)
        row = self._top(sheet, max(columns, 6), f"{grid.zh}（{self._value.period.zh}）")
        self._grid(sheet, row, grid, grid.zh)
        sheet.freeze_panes(row + 1, 1)
        self._print(sheet, max(columns, 6), landscape=True, header=row)

    def _overdue(self) -> None:
        sheet = self._book.add_worksheet(OVERDUE)
        columns = (("登记编号", 18), ("收到日期", 12), ("信访形式", 12), ("概况", 48), ("科室", 14),
                   ("办结期限", 12), ("超期天数", 10))  # fmt: skip
        for place, (_, width) in enumerate(columns):
            sheet.set_column(place, place, width)
        row = self._top(
            sheet,
            len(columns),
            f"截止 {self._value.cut_off.isoformat()} 超期未办结的信访件（{len(self._details.overdue)} 件）",
        )
        for place, (heading, _) in enumerate(columns):
            sheet.write_string(row, place, heading, self._head)
        sheet.freeze_panes(row + 1, 1)
        for one in self._details.overdue:
            row += 1
            due = one.due_on
            days = (self._value.cut_off - due).days if due else 0
            texts = (one.number, None, one.channel.zh, one.summary, one.section)
            for place, text in enumerate(texts):
                if text is not None:
                    sheet.write_string(row, place, safe_text(text), self._text)
            self._write_day(sheet, row, 1, one.received_on)
            self._write_day(sheet, row, 5, due)
            sheet.write_number(row, 6, days, self._number)
        if not self._details.overdue:
            sheet.merge_range(row + 1, 0, row + 1, len(columns) - 1, "没有。", self._label)
        self._print(sheet, len(columns), landscape=True, header=2)

    def _changes(self) -> None:
        sheet = self._book.add_worksheet(CHANGES)
        headings = (("表", 14), ("行", 16), ("栏", 14), ("上一版", 10), ("本版", 10), ("移出", 40), ("移入", 40))  # fmt: skip
        for place, (_, width) in enumerate(headings):
            sheet.set_column(place, place, width)
        row = self._top(
            sheet,
            len(headings),
            f"第 {self._value.version} 版与第 {self._value.version - 1} 版不同的数字",
        )
        for place, (heading, _) in enumerate(headings):
            sheet.write_string(row, place, heading, self._head)
        for found in self._details.differences:
            row += 1
            for place, text in enumerate(name_of(self._value, found.key)):
                sheet.write_string(row, place, safe_text(text), self._text)
            sheet.write_number(row, 3, found.before, self._number)
            sheet.write_number(row, 4, found.after, self._number)
            for place, subjects in ((5, found.gone), (6, found.come)):
                sheet.write_string(row, place, self._named(subjects), self._text)
        self._print(sheet, len(headings), landscape=True, header=2)

    def _notes(self, tables: Sequence[Grid]) -> None:
        sheet = self._book.add_worksheet(NOTES)
        for place, width in enumerate((16, 16, 60)):
            sheet.set_column(place, place, width)
        row = self._top(sheet, 3, "统计口径")
        for place, heading in enumerate(("表", "栏或指标", "口径")):
            sheet.write_string(row, place, heading, self._head)
        for table, column, note in self._basis_lines(tables):
            row += 1
            for place, text in enumerate((table, column, note)):
                sheet.write_string(row, place, text, self._label)
        row += 1
        sheet.merge_range(
            row,
            0,
            row,
            2,
            "各数均按截止日当日终了时的情况统计。批次为件数，人次为来访、来信等的人数之和。",
            self._plain,
        )
        self._print(sheet, 3, landscape=False, header=2)

    def _basis_lines(self, tables: Sequence[Grid]) -> Iterator[tuple[str, str, str]]:
        for rate in self._value.rates:
            yield "主要指标", rate.zh, rate.note
        for grid in tables:
            for column in dict.fromkeys(grid.columns):
                if not column.percent:
                    yield grid.zh, column.zh, column.note

    def _proof(self) -> None:
        sheet = self._book.add_worksheet(PROOF)
        sheet.set_column(0, 0, 44)
        sheet.set_column(1, 1, 30)
        sheet.set_column(2, 2, 24)
        sheet.write_string(0, 0, "本页由登记台生成，供核对和汇总使用，请勿改动。", self._note)
        facts = proof_facts(self._value)
        figures = {str(key): self._value.value(key) for key in self._value.figure_keys()}
        row = 1
        for name, fact in {**facts, "校验码": check_sum(facts, figures)}.items():
            sheet.write_string(row, 0, name, self._label)
            if isinstance(fact, int):
                sheet.write_number(row, 1, fact, self._number)
            else:
                sheet.write_string(row, 1, safe_text(str(fact)), self._text)
            row += 1
        for place, heading in enumerate(("数字", "值", "所在单元格", "名称")):
            sheet.write_string(row, place, heading, self._head)
        for key, number in figures.items():
            row += 1
            sheet.write_string(row, 0, safe_text(key), self._label)
            sheet.write_number(row, 1, number, self._number)
            sheet.write_string(row, 2, safe_text(self._places.get(key, "")), self._label)
            names = "·".join(name_of(self._value, Key.parse(key)))
            sheet.write_string(row, 3, safe_text(names), self._label)
        sheet.set_column(3, 3, 40)
        self._print(sheet, 4, landscape=True)

    # --- parts of a sheet -----------------------------------------------------------------------

    def _top(self, sheet: Any, columns: int, title: str) -> int:
        """Title and note; the row after them."""
        value = self._value
        sheet.set_default_row(18)
        sheet.merge_range(0, 0, 0, columns - 1, safe_text(title), self._title)
        sheet.set_row(0, 30)
        filled = value.made_on or self._details.made_at.date()
        version = f"第 {value.version} 版" if value.version else "未上报"
        note = (
            f"单位：{value.office}    期间：{value.period.start.isoformat()} 至 "
            f"{value.period.end.isoformat()}    截止日：{value.cut_off.isoformat()}    "
            f"填报日期：{filled.isoformat()}    {version}"
        )
        sheet.merge_range(1, 0, 1, columns - 1, safe_text(note), self._note)
        sheet.set_row(1, 34)
        return 2

    def _grid(self, sheet: Any, row: int, grid: Grid, home: str = "") -> int:
        """A grid from ``row`` on; the row after it. ``home`` is the sheet that its figures belong to."""
        sheet.write_string(row, 0, grid.head, self._head)
        for place, column in enumerate(grid.columns, 1):
            sheet.write_string(row, place, column.zh, self._head)
        sheet.set_row(row, 32)
        for line in grid.lines:
            row += 1
            sheet.write_string(
                row, 0, safe_text(line.zh), self._total["label"] if line.total else self._label
            )
            for place, cell in enumerate(line.cells, 1):
                self._cell(sheet, row, place, cell.value, total=line.total)
                if home and cell.key is not None:
                    self._places[str(cell.key)] = f"{home}!{xl_rowcol_to_cell(row, place)}"
        return row + 1

    def _cell(
        self, sheet: Any, row: int, place: int, value: int | Fraction | str | None, *, total: bool
    ) -> None:
        if value is None:
            sheet.write_string(row, place, NOTHING, self._dash)
        elif isinstance(value, Fraction):
            sheet.write_number(
                row, place, float(value), self._total["share"] if total else self._share
            )
        elif isinstance(value, int):
            sheet.write_number(row, place, value, self._total["number"] if total else self._number)
        else:
            sheet.write_string(row, place, safe_text(value), self._text)

    def _write_day(self, sheet: Any, row: int, place: int, day: date | None) -> None:
        if day is None:
            sheet.write_blank(row, place, None, self._day)
        else:
            sheet.write_datetime(row, place, datetime(day.year, day.month, day.day), self._day)

    def _named(self, subjects: Sequence[int | str]) -> str:
        numbers = self._details.numbers or {}
        names = [numbers.get(s, str(s)) if isinstance(s, int) else s for s in subjects]
        return safe_text("、".join(names))

    def _signatures(self, sheet: Any, row: int, columns: int) -> None:
        half = columns // 2
        lines = (
            (f"填表人：{self._details.filled_by}", "审核人："),
            ("负责人：", "（单位盖章）"),
        )
        for left, right in lines:
            sheet.set_row(row, 26)
            sheet.merge_range(row, 0, row, half - 1, safe_text(left), self._plain)
            sheet.merge_range(row, half, row, columns - 1, right, self._plain)
            row += 1

    def _print(
        self, sheet: Any, columns: int, *, landscape: bool, header: int | None = None
    ) -> None:
        sheet.set_paper(9)
        if landscape:
            sheet.set_landscape()
        sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
        sheet.fit_to_pages(1, 0)
        sheet.set_footer(f"&C第 &P 页，共 &N 页&R{self._value.fingerprint[:16]}")
        if header is not None:
            sheet.repeat_rows(0, header)

    def _charts(self, sheet: Any, row: int, tables: Sequence[Grid]) -> None:
        """The charts, below each other in two columns."""
        charts = Charts(
            self._book,
            sheet,
            {grid.code: (grid, self._first_row(grid)) for grid in tables},
            self._details.folded,
        )
        charts.write(row)

    def _first_row(self, grid: Grid) -> int:
        """The row on the grid's own sheet where its figures begin."""
        key = next(c.key for line in grid.lines for c in line.cells if c.key is not None)
        _, _, cell = self._places[str(key)].partition("!")
        return int(xl_cell_to_rowcol(cell)[0])
