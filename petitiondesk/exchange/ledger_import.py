"""Reading an old ledger: every row becomes a petition's facts or is listed with the reason why not.

Nothing is written here and nothing is guessed silently: a row keeps its original cells, and what
could not be read stands in its notes and warnings.
"""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from pathlib import Path

from petitiondesk.domain.errors import FileProblem
from petitiondesk.domain.messages import Message
from petitiondesk.exchange.cells import Cell, cell_text, read_date
from petitiondesk.exchange.header import Header, year_named
from petitiondesk.exchange.headings import SERIAL, heading_key
from petitiondesk.exchange.ledger_file import LedgerFile, LedgerRow, SkippedRow
from petitiondesk.exchange.ledger_map import LedgerMap
from petitiondesk.exchange.ledger_source import LedgerSource, header_of, open_source
from petitiondesk.exchange.reading import RawSheet
from petitiondesk.exchange.row_facts import ARRIVAL, RowReader
from petitiondesk.exchange.row_kinds import RowSorter
from petitiondesk.exchange.usual import left_open
from petitiondesk.exchange.workbook import REPORT_EVERY, no_report
from petitiondesk.exchange.years import Years

_DITTO = frozenset({"同上", "〃", "″", "仝上"})
"""Cells that say "as above" in words or with a mark."""


def read_ledger(
    path: Path,
    rules: LedgerMap | None = None,
    on_row: Callable[[int], None] = no_report,
    password: str = "",
) -> LedgerFile:
    """Read the ledger ``path``: `read_source` of the file, opened for this alone."""
    return read_source(open_source(path, password), rules, on_row)


def read_source(
    source: LedgerSource,
    rules: LedgerMap | None = None,
    on_row: Callable[[int], None] = no_report,
) -> LedgerFile:
    """Read the rows of an open file.

    Args:
        source: any file that `open_source` opens.
        rules: what a map file or the clerk says, or None to go by the usual column names.
        on_row: called with the number of rows so far, about every 20; may raise `Cancelled`.

    Raises:
        FileProblem: the file is no ledger, or lacks what ``rules`` name.
        Cancelled: from ``on_row``.
    """
    rules = rules or LedgerMap()
    ledger = LedgerFile(source.path.name, tuple(sheet.name for sheet in source.sheets))
    for sheet in source.sheets:
        if rules.reads(sheet.name):
            _read_sheet(ledger, sheet, rules, on_row)
        else:
            _skip_all(ledger, sheet, Message("没有选这个工作表。"))
    _check(ledger, rules)
    on_row(len(ledger.rows))
    return ledger


def _check(ledger: LedgerFile, rules: LedgerMap) -> None:
    """Refuse a file that is no ledger or lacks what the rules name."""
    name = ledger.name
    for sheet in rules.sheets or ():
        if sheet not in ledger.sheets:
            raise FileProblem(
                Message("“{name}”里没有名为“{sheet}”的工作表。", name=name, sheet=sheet)
            )
    if not ledger.headers:
        raise _no_ledger(name)
    there = {heading_key(heading) for heading in ledger.columns}
    missing = [heading for heading in rules.headings if heading_key(heading) not in there]
    if missing:
        raise FileProblem(
            Message(
                "“{name}”里找不到对照文件所说的列“{heading}”，没有导入。请核对列名。",
                name=name,
                heading="、".join(missing),
            )
        )


def _no_ledger(name: str) -> FileProblem:
    return FileProblem(
        Message(
            "“{name}”不像信访台账：前几十行里没有找到列名"
            "（如信访日期、信访人、概况、主要内容），没有导入任何内容。"
            "如果列名与众不同，请用对照文件说明。",
            name=name,
        )
    )


def _read_sheet(
    ledger: LedgerFile, sheet: RawSheet, rules: LedgerMap, on_row: Callable[[int], None]
) -> None:
    header = header_of(sheet, rules)
    if header is None:
        _skip_all(ledger, sheet, Message("这个工作表里没有找到台账的列名。"))
        return
    ledger.headers[sheet.name] = header
    for column in header.columns:
        ledger.columns[column.heading] = ledger.columns.get(column.heading) or column.field
    for each in left_open(header, rules):
        ledger.left_open.setdefault(each, []).append(sheet.name)
    years = Years(
        partial(_dated_rows, sheet, header),
        given=rules.year,
        title=header.year,
        file=year_named(Path(ledger.name).stem),
    )
    reader = RowReader(header, years, epoch_1904=sheet.epoch_1904, defaults=rules.defaults)
    _read_rows(ledger, sheet, header, reader, on_row)


def _dated_rows(sheet: RawSheet, header: Header) -> list[tuple[int, date]]:
    """The rows with a whole date of arrival."""
    columns = [n for n, c in enumerate(header.columns) if c.field in ARRIVAL]
    found = []
    for at in range(header.last_row, len(sheet.rows)):
        cells = sheet.rows[at]
        readings = (read_date(cells[n], epoch_1904=sheet.epoch_1904).value for n in columns)
        day = next(filter(None, readings), None)
        if day is not None:
            found.append((at, day))
    return found


def _read_rows(
    ledger: LedgerFile,
    sheet: RawSheet,
    header: Header,
    reader: RowReader,
    on_row: Callable[[int], None],
) -> None:
    sorter = RowSorter(sheet, header)
    headings = tuple("" if c.field == SERIAL else c.heading for c in header.columns)
    above: Sequence[Cell] = ()
    for at, cells in enumerate(sheet.rows):
        if not any(cell != "" for cell in cells):
            continue
        reason = sorter.reason(at)
        if reason is not None:
            texts = tuple(map(cell_text, cells))
            ledger.skipped.append(SkippedRow(sheet.name, at + 1, texts, reason))
            if sorter.continues(at) and ledger.rows and ledger.rows[-1].sheet == sheet.name:
                _join(ledger, sorter.own_lines(at))
            continue
        if above and not _DITTO.isdisjoint(cells):
            cells = [up if c in _DITTO else c for c, up in zip(cells, above, strict=True)]
        above = cells
        read = reader.read(cells, at)
        texts, warnings = tuple(map(cell_text, cells)), tuple(read.warnings)
        row = LedgerRow(sheet.name, at + 1, headings, texts, read.facts, warnings, read.problem)
        ledger.rows.append(row)
        if row.problem is not None:
            ledger.rejected.append(row)
        if len(ledger.rows) % REPORT_EVERY == 0:
            on_row(len(ledger.rows))


def _skip_all(ledger: LedgerFile, sheet: RawSheet, reason: Message) -> None:
    for at, cells in enumerate(sheet.rows):
        if any(cell != "" for cell in cells):
            texts = tuple(map(cell_text, cells))
            ledger.skipped.append(SkippedRow(sheet.name, at + 1, texts, reason))


def _join(ledger: LedgerFile, lines: Sequence[str]) -> None:
    """Add a continuation row's own cells to the notes of the petition above."""
    if lines:
        facts = ledger.rows[-1].facts
        facts["notes"] = "\n".join([*filter(None, [str(facts.get("notes", ""))]), *lines])
