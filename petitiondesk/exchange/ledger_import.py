"""Reading an old ledger: every row becomes a petition's facts or is listed with the reason why not.

Nothing is written here and nothing is guessed silently: a row keeps its original cells, and what
could not be read stands in its notes and warnings.
"""

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from petitiondesk.domain.errors import FileProblem
from petitiondesk.domain.messages import Message
from petitiondesk.exchange.cells import cell_text
from petitiondesk.exchange.header import Header, HeaderColumn, find_header, header_at
from petitiondesk.exchange.headings import SERIAL, heading_key
from petitiondesk.exchange.ledger_map import LedgerMap, load_map
from petitiondesk.exchange.reading import RawSheet, read_workbook
from petitiondesk.exchange.row_facts import RowReader
from petitiondesk.exchange.row_kinds import RowSorter
from petitiondesk.exchange.workbook import (
    REPORT_EVERY,
    Column,
    ColumnKind,
    Sheet,
    no_report,
    write_ledger,
)

__all__ = [
    "Header",
    "LedgerFile",
    "LedgerMap",
    "LedgerRow",
    "SkippedRow",
    "find_header",
    "fingerprint",
    "load_map",
    "read_ledger",
    "write_rejects",
]


@dataclass(frozen=True)
class LedgerRow:
    """One petition's row.

    Attributes:
        sheet: the sheet's name.
        row: the row as Excel counts it, from 1.
        headings: the sheet's column heads, one per cell; "" for the column of row numbers.
        cells: the cells' texts as they were.
        facts: typed values by the names of `Petition`'s fields; besides them "section",
            "co_sections" (texts), "handler" and "routed_on". ``petitioners`` is a tuple of
            `Petitioner`; "notes" has a labelled line for everything that has no field.
        warnings: what deserves a second look.
        problem: why the row cannot become a petition, or None.
    """

    sheet: str
    row: int
    headings: tuple[str, ...]
    cells: tuple[str, ...]
    facts: dict[str, object]
    warnings: tuple[Message, ...] = ()
    problem: Message | None = None


@dataclass(frozen=True)
class SkippedRow:
    """A row that is no petition (title, head, total, signature …) and why it was left out."""

    sheet: str
    row: int
    cells: tuple[str, ...]
    reason: Message


@dataclass
class LedgerFile:
    """A ledger as read: each non-empty row of the file is in ``rows`` or in ``skipped``, once.

    ``headers`` is by sheet name; ``columns`` is heading → field, or None for the notes.
    """

    name: str
    sheets: tuple[str, ...] = ()
    headers: dict[str, Header] = field(default_factory=dict)
    columns: dict[str, str | None] = field(default_factory=dict)
    rows: list[LedgerRow] = field(default_factory=list)
    skipped: list[SkippedRow] = field(default_factory=list)

    @property
    def good(self) -> list[LedgerRow]:
        """The rows that can become petitions."""
        return [row for row in self.rows if row.problem is None]

    @property
    def rejected(self) -> list[LedgerRow]:
        """The rows with a problem."""
        return [row for row in self.rows if row.problem is not None]


def read_ledger(
    path: Path, map: LedgerMap | None = None, on_row: Callable[[int], None] = no_report
) -> LedgerFile:
    """Read the ledger ``path``.

    Args:
        path: any file `read_workbook` reads.
        map: what a map file says, or None to go by the usual column names.
        on_row: called with the number of rows so far, about every 200; may raise `Cancelled`.

    Raises:
        FileProblem: the file cannot be read, is no ledger, or lacks what ``map`` names.
        Cancelled: from ``on_row``.
    """
    rules = map or LedgerMap()
    sheets = [sheet for sheet in read_workbook(path) if sheet.rows]
    ledger = LedgerFile(path.name, tuple(sheet.name for sheet in sheets))
    for sheet in sheets:
        if rules.sheet in (None, sheet.name):
            _read_sheet(ledger, sheet, rules, on_row)
        else:
            _skip_all(ledger, sheet, Message("对照文件没有选这个工作表。"))
    _check(ledger, rules)
    on_row(len(ledger.rows))
    return ledger


def _check(ledger: LedgerFile, rules: LedgerMap) -> None:
    """Refuse a file that is no ledger or lacks what the map file names."""
    name = ledger.name
    if rules.sheet is not None and rules.sheet not in ledger.sheets:
        raise FileProblem(
            Message("“{name}”里没有名为“{sheet}”的工作表。", name=name, sheet=rules.sheet)
        )
    if not ledger.headers:
        raise _no_ledger(name)
    there = {heading_key(heading) for heading in ledger.columns}
    missing = [each for each in rules.columns.values() if heading_key(each) not in there]
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
    header = _header(sheet, rules)
    if header is None:
        _skip_all(ledger, sheet, Message("这个工作表里没有找到台账的列名。"))
        return
    ledger.headers[sheet.name] = header
    for column in header.columns:
        ledger.columns.setdefault(column.heading, column.field)
    reader = RowReader(
        header,
        year=rules.year or header.year,
        epoch_1904=sheet.epoch_1904,
        defaults=rules.defaults,
    )
    _read_rows(ledger, sheet, header, reader, on_row)


def _read_rows(
    ledger: LedgerFile,
    sheet: RawSheet,
    header: Header,
    reader: RowReader,
    on_row: Callable[[int], None],
) -> None:
    sorter = RowSorter(sheet, header)
    headings = tuple("" if c.field == SERIAL else c.heading for c in header.columns)
    for at, cells in enumerate(sheet.rows):
        if not any(cell != "" for cell in cells):
            continue
        texts = tuple(map(cell_text, cells))
        reason = sorter.reason(at)
        if reason is not None:
            ledger.skipped.append(SkippedRow(sheet.name, at + 1, texts, reason))
            if sorter.continues(at) and ledger.rows and ledger.rows[-1].sheet == sheet.name:
                _join(ledger, sorter.own_lines(at))
            continue
        read = reader.read(cells)
        warnings = tuple(read.warnings)
        ledger.rows.append(
            LedgerRow(sheet.name, at + 1, headings, texts, read.facts, warnings, read.problem)
        )
        if len(ledger.rows) % REPORT_EVERY == 0:
            on_row(len(ledger.rows))


def _header(sheet: RawSheet, rules: LedgerMap) -> Header | None:
    """The sheet's head, with what the map file says in place of the usual names."""
    if rules.header_row is not None:
        header = header_at(sheet, rules.header_row, rules.columns)
    else:
        header = find_header(sheet, rules.columns)
    if header is None or not rules.columns:
        return header
    chosen = {heading_key(heading): name for name, heading in rules.columns.items()}
    columns = []
    for column in header.columns:
        name = chosen.get(heading_key(column.heading))
        if name is None and column.field not in rules.columns:
            name = column.field
        columns.append(HeaderColumn(column.heading, name))
    return Header(header.first_row, header.last_row, tuple(columns), header.year)


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


def fingerprint(row: LedgerRow) -> str:
    """SHA-256 (64 hex digits) of what the row says, wherever in whatever file it stands.

    Headings count, their order and the column of row numbers do not.
    """
    said = sorted(
        (heading_key(heading), " ".join(text.split()))
        for heading, text in zip(row.headings, row.cells, strict=True)
        if heading and text.strip()
    )
    text = json.dumps(said, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def write_rejects(path: Path, rows: Sequence[LedgerRow | SkippedRow], created: datetime) -> int:
    """Write rows that were not brought in, with the reason and their original cells.

    Returns the number of rows; raises what `write_ledger` raises.
    """
    width = max((len(row.cells) for row in rows), default=0)
    kind = ColumnKind
    columns = (
        Column("工作表", kind.TEXT, 14),
        Column("行号", kind.COUNT, 7),
        Column("未导入的原因", kind.LONG_TEXT, 32),
        *(Column(f"原第{n}列", kind.LONG_TEXT, 18) for n in range(1, width + 1)),
    )
    note = f"共 {len(rows)} 行。改正后可以把这些行另存为台账再导入。"
    return write_ledger(
        path,
        Sheet("未导入", "未导入的行", note, columns),
        _reject_rows(rows, width),
        created=created,
    )


def _reject_rows(
    rows: Sequence[LedgerRow | SkippedRow], width: int
) -> Iterator[list[str | int | None]]:
    for row in rows:
        reason = row.reason if isinstance(row, SkippedRow) else row.problem
        rest: list[None] = [None] * (width - len(row.cells))
        texts = [text or None for text in row.cells]
        yield [row.sheet, row.row, "" if reason is None else str(reason), *texts, *rest]
