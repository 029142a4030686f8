"""Writing a section sheet (科室办理表): a workbook that a section fills in with Excel or WPS.

The fixed cells are locked and the sheet is protected without a password: that is against slips.
Against anything else there is the seal (`section_seal`), by which the desk knows its own sheet again.
"""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

from petitiondesk.exchange.excel_text import line_count, safe_text
from petitiondesk.exchange.section_columns import (
    ANSWERS,
    BREAK,
    FIXED,
    NUMBER,
    YES,
    AnswerColumn,
    FixedValue,
)
from petitiondesk.exchange.section_formats import formats, print_setup, row_height
from petitiondesk.exchange.section_full import FullText, full_place, write_full
from petitiondesk.exchange.section_seal import SEAL_SHEET, Seal, SealedRow, digest, dump
from petitiondesk.exchange.workbook import ColumnKind

SHEET, FULL_SHEET = "办理表", "案情全文"
"""Names of the sheet to fill in, and of the one with the texts that are too long for it."""

SHORT = 160
"""Characters of the content that stand in the row itself; the rest is in `FULL_SHEET`."""

HEADER_ROW = 4
"""Row of the headings (from 0); above it title, particulars, how to fill it in, and two groups."""

_FIRST = HEADER_ROW + 1
_REPEATED = 2
"""Columns on the left that stay in sight and are printed on every page: mark and number."""

_LEAST_LINES = 6
"""A row is at least so high: room for an answer, which does not make a locked row grow."""

_BREAK = next(n for n, column in enumerate(FIXED) if column.name == BREAK)
_SCALE = 76
"""Per cent at which each half of the sheet fills a page of A4 across."""

_HOW = (
    "怎样填：只填右边浅黄色的各栏，左边各栏是锁定的，请不要改动。日期按 2026-03-05 这样填写。"
    "要退回的，在“退回”栏选“是”并写明理由；还没有办完的，可以先填签收和进展交回来，答复以后再填。"
    "填好后保存，交回办公室。"
)


@dataclass(frozen=True)
class FormRow:
    """A case of the sheet: which it is, its fixed cells by column, what is filled in already.

    ``texts`` are the long texts in full: (what it is, text).
    """

    petition_id: int
    lead: bool
    routed_on: date | None
    values: Mapping[str, FixedValue]
    known: Mapping[str, FixedValue]
    texts: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True)
class Form:
    """A sheet to be written: whose, for whom, its number and day, its rows, the section's staff."""

    identity: str
    office: str
    section: str
    serial: int
    made_on: date
    rows: Sequence[FormRow]
    staff: Sequence[str] = ()


def build(form: Form, key: bytes, created: datetime) -> bytes:
    """The workbook; the same arguments give the same bytes.

    Args:
        form: what goes in.
        key: the registry's, for the seal.
        created: the document's date.
    """
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(
        stream,
        {"in_memory": True, "default_format_properties": {"font_name": "宋体", "font_size": 10}},
    )
    book.set_properties({"title": safe_text(_title(form))[:250], "created": created})
    _Writer(book, form, key).write()
    book.close()
    return stream.getvalue()


def short(text: str) -> str:
    """The beginning of a long text as it stands in the row."""
    if len(text) <= SHORT:
        return text
    return f"{text[:SHORT].rstrip()}……（全文见“{FULL_SHEET}”）"


def _title(form: Form) -> str:
    return f"{form.office}信访件科室办理表"


class _Writer:
    """Writes one form into one workbook."""

    def __init__(self, book: Any, form: Form, key: bytes) -> None:
        self._form = form
        self._key = key
        self._looks = formats(book)
        self._page = book.add_worksheet(SHEET)
        self._full = book.add_worksheet(FULL_SHEET) if any(r.texts for r in form.rows) else None
        self._hidden = book.add_worksheet(SEAL_SHEET)
        self._last = len(FIXED) + len(ANSWERS) - 1

    def write(self) -> None:
        """All sheets."""
        heads = self._heads()
        self._headings()
        rows = tuple(self._row(_FIRST + n, row) for n, row in enumerate(self._form.rows))
        self._validate(_FIRST, _FIRST + len(rows) - 1)
        self._finish(_FIRST + len(rows) - 1)
        form = self._form
        texts = self._texts(self._full) if self._full is not None else ()
        seal = Seal(form.identity, form.section, form.serial, form.made_on, heads, rows, texts)
        for at, cell in enumerate(dump(seal, self._key)):
            self._hidden.write_string(at, 0, cell)
        for at, name in enumerate(form.staff):
            self._hidden.write_string(at, 1, safe_text(name))
        self._hidden.protect()
        self._hidden.very_hidden()

    def _heads(self) -> tuple[str, ...]:
        """Title, particulars and how to fill it in; and the first page's title for the second.

        The texts begin right of the columns that every page repeats.
        """
        form, page = self._form, self._page
        fresh = sum(bool(row.values.get("fresh")) for row in form.rows)
        sheet = f"{form.section}　　第 {form.serial} 号"
        particulars = (
            f"办理科室：{sheet}　　日期：{form.made_on.isoformat()}　　"
            f"共 {len(form.rows)} 件，其中新转办 {fresh} 件"
        )
        left, cut, answers = _REPEATED, _BREAK, len(FIXED)
        heads = (
            (0, left, cut - 1, _title(form), "title"),
            (1, left, cut - 1, particulars, "line"),
            (2, left, cut - 1, _HOW, "how"),
            (0, cut, self._last, f"答复栏　　{sheet}", "title"),
        )
        groups = (
            (3, 0, left - 1, "", "group"),
            (3, left, cut - 1, "案情（办公室填写，锁定）", "group"),
            (3, cut, answers - 1, "要求（锁定）", "group"),
            (3, answers, self._last, "由科室填写", "answer_group"),
        )
        for at, points in enumerate((30, 20, 44, 20, 34)):
            page.set_row(at, points)
        for at, first, last, text, look in (*heads, *groups):
            page.merge_range(at, first, at, last, "", self._looks[look])
            page.write_string(at, first, safe_text(text), self._looks[look])
        return tuple(
            digest(self._key, form.serial, f"head {n}", safe_text(text))
            for n, (_, _, _, text, _) in enumerate(heads)
        )

    def _headings(self) -> None:
        page = self._page
        for at, column in enumerate(FIXED):
            page.set_column(at, at, column.width)
            page.write_string(HEADER_ROW, at, column.heading, self._looks["header"])
        for at, answer in enumerate(ANSWERS, len(FIXED)):
            page.set_column(at, at, answer.width)
            page.write_string(HEADER_ROW, at, answer.heading, self._looks["answer_header"])

    def _row(self, at: int, row: FormRow) -> SealedRow:
        lines, cells = _LEAST_LINES, {}
        number = str(row.values[NUMBER])
        for place, column in enumerate(FIXED):
            value = row.values.get(column.name)
            value = safe_text(value) if isinstance(value, str) else value
            lines = max(lines, self._fixed(at, place, value, column.width))
            dated = column.kind is ColumnKind.DATE
            where = f"{number} {column.name}"
            cells[column.name] = digest(self._key, self._form.serial, where, value, dated=dated)
        for place, answer in enumerate(ANSWERS, len(FIXED)):
            self._answer(at, place, answer, row.known.get(answer.name))
        self._page.set_row(at, row_height(lines))
        return SealedRow(row.petition_id, row.lead, row.routed_on, number, cells)

    def _fixed(self, at: int, place: int, value: FixedValue, width: float) -> int:
        """Write a fixed cell; the lines that it takes."""
        page, looks = self._page, self._looks
        if isinstance(value, date):
            page.write_datetime(at, place, value, looks["fixed_date"])
            return 1
        look = looks["fresh"] if place == 0 else looks["fixed"]
        if value:
            page.write_string(at, place, value, look)
            return line_count(value, width)
        page.write_blank(at, place, None, look)
        return 1

    def _answer(self, at: int, place: int, column: AnswerColumn, known: FixedValue) -> None:
        dated = column.kind is ColumnKind.DATE
        look = self._looks["answer_date" if dated else "answer"]
        if isinstance(known, date):
            self._page.write_datetime(at, place, known, look)
        elif known:
            self._page.write_string(at, place, safe_text(known), look)
        else:
            self._page.write_blank(at, place, None, look)

    def _validate(self, first: int, last: int) -> None:
        """Lists and date checks, with a hint at each cell of the section's columns."""
        routed = xl_col_to_name(next(n for n, c in enumerate(FIXED) if c.name == "routed_on"))
        staff = len(self._form.staff)
        for place, column in enumerate(ANSWERS, len(FIXED)):
            rule: dict[str, object] = {"validate": "any"}
            if column.kind is ColumnKind.DATE:
                rule = {
                    "validate": "date",
                    "criteria": "between",
                    "minimum": f"=${routed}{first + 1}",
                    "maximum": "=TODAY()",
                    "error_title": "请核对日期",
                    "error_message": f"{column.heading}应是日期，不早于转办日期，也不晚于今天。",
                }
            elif column.name == "returned":
                rule = {
                    "validate": "list",
                    "source": [YES],
                    "error_title": "请选择",
                    "error_message": "要退回的选“是”，其他情况请留空。",
                }
            elif column.name == "handler" and staff:
                rule = {
                    "validate": "list",
                    "source": f"='{SEAL_SHEET}'!$B$1:$B${staff}",
                    "show_error": False,
                }
            hint = {"input_title": column.heading, "input_message": column.hint}
            self._page.data_validation(first, place, last, place, {**rule, **hint})

    def _finish(self, last: int) -> None:
        """Protection, frozen panes, and two pages of A4 side by side: the case, then the answers."""
        page, split = self._page, len(FIXED)
        page.protect(
            "",
            {"format_columns": True, "format_rows": True, "autofilter": True, "objects": True},
        )
        page.autofilter(HEADER_ROW, 0, last, self._last)
        page.freeze_panes(_FIRST, _REPEATED)
        print_setup(page)
        page.repeat_rows(HEADER_ROW)
        page.repeat_columns(0, _REPEATED - 1)
        page.set_v_pagebreaks([_BREAK])
        page.print_area(0, 0, last, self._last)
        page.set_print_scale(_SCALE)
        page.set_footer(f"&L{_footer(self._form)}&C第 &P 页 共 &N 页")
        page.set_selection(_FIRST, split, _FIRST, split)
        page.activate()

    def _texts(self, page: Any) -> tuple[str, ...]:
        """The second sheet; digests of its pieces."""
        texts = [
            FullText(str(row.values[NUMBER]), part, text)
            for row in self._form.rows
            for part, text in row.texts
        ]
        written = write_full(page, self._looks, texts)
        page.set_footer(f"&L{_footer(self._form)}&C第 &P 页 共 &N 页")
        return tuple(
            digest(self._key, self._form.serial, full_place(*cells[:3]), cells[3])
            for cells in written
        )


def _footer(form: Form) -> str:
    # "&" begins a code in a footer; doubled it is a character.
    return safe_text(f"{form.section} 第 {form.serial} 号").replace("&", "&&")[:100]
