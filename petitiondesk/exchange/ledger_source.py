"""A ledger file that is open but not read yet: its sheets, and what its columns seem to mean."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from petitiondesk.exchange.cells import brief
from petitiondesk.exchange.header import Header, HeaderColumn, find_header, header_at, likely_row
from petitiondesk.exchange.headings import NAMES, SERIAL, field_of, heading_key
from petitiondesk.exchange.ledger_map import LedgerMap
from petitiondesk.exchange.reading import RawSheet, read_workbook
from petitiondesk.exchange.row_kinds import RowSorter

SAMPLES = 3
"""Different values of a column that are shown beside its heading."""

_LOOKED_AT = 200
"""Rows after which the values that were found are enough; a column without any is looked through."""


@dataclass(frozen=True)
class FoundSheet:
    """A sheet of the file that is not empty.

    ``rows`` counts the rows with anything in them; ``head_row`` is where the column heads stand (from
    1), a guess where ``is_ledger`` is False.
    """

    name: str
    rows: int
    head_row: int
    is_ledger: bool


@dataclass(frozen=True)
class SourceColumn:
    """A heading of the file, the field it is read as ("" for the notes), and its first values.

    ``serial`` columns count the rows and are not brought in.
    """

    heading: str
    field: str
    samples: tuple[str, ...]
    serial: bool = False


@dataclass(frozen=True)
class LedgerSource:
    """An open file: its name and its sheets that are not empty."""

    path: Path
    sheets: tuple[RawSheet, ...]

    @property
    def found(self) -> tuple[FoundSheet, ...]:
        """What is known of each sheet before anybody chose anything."""
        return tuple(_found(sheet) for sheet in self.sheets)

    def headings(self, rules: LedgerMap) -> list[tuple[str, ...]]:
        """The headings of each sheet that ``rules`` reads."""
        headers = (header_of(sheet, rules) for sheet in self.sheets if rules.reads(sheet.name))
        return [tuple(c.heading for c in header.columns) for header in headers if header]

    def columns(self, rules: LedgerMap) -> tuple[SourceColumn, ...]:
        """The headings of the sheets that ``rules`` reads, each once, as ``rules`` reads them."""
        columns: dict[str, SourceColumn] = {}
        for sheet in self.sheets:
            header = header_of(sheet, rules) if rules.reads(sheet.name) else None
            if header is None:
                continue
            sorter = RowSorter(sheet, header)
            for at, column in enumerate(header.columns):
                key = heading_key(column.heading)
                here = _column(column, sheet, header, sorter, at)
                if column.field is None and not here.samples:
                    continue  # an empty column beside the table
                columns[key] = _together(columns[key], here) if key in columns else here
        return tuple(columns.values())


def open_source(path: Path, password: str = "") -> LedgerSource:
    """Open a file.

    Raises:
        FileProblem: see `read_workbook`.
    """
    return LedgerSource(path, tuple(s for s in read_workbook(path, password) if s.rows))


def header_of(sheet: RawSheet, rules: LedgerMap) -> Header | None:
    """The sheet's head, with what ``rules`` say in place of the usual names.

    A field that ``rules`` give to a heading is taken from every other column. Where two columns of
    the sheet are to have one field, the likelier name has it, of equal ones the first.
    """
    row, chosen = rules.row_of(sheet.name), rules.headings
    header = header_at(sheet, row, chosen) if row else find_header(sheet, chosen)
    if header is None or not rules.headings:
        return header
    columns = _chosen(header.columns, rules.headings)
    return Header(header.first_row, header.last_row, columns, header.year)


def _chosen(
    columns: Sequence[HeaderColumn], headings: Mapping[str, str]
) -> tuple[HeaderColumn, ...]:
    chosen = {heading_key(heading): name for heading, name in headings.items()}
    claimed = set(chosen.values())
    owner: dict[str, tuple[int, int]] = {}
    for at, column in enumerate(columns):
        name = chosen.get(heading_key(column.heading))
        if name is None and column.field not in claimed:
            name = column.field
        if name:
            usual = field_of(column.heading)
            rank = usual[1] if usual and usual[0] == name else len(NAMES)
            owner[name] = min(owner.get(name, (rank, at)), (rank, at))
    fields = {at: name for name, (_, at) in owner.items()}
    return tuple(HeaderColumn(c.heading, fields.get(at)) for at, c in enumerate(columns))


def _found(sheet: RawSheet) -> FoundSheet:
    header = find_header(sheet)
    rows = sum(1 for row in sheet.rows if any(cell != "" for cell in row))
    head_row = header.first_row if header else likely_row(sheet)
    return FoundSheet(sheet.name, rows, head_row, header is not None)


def _column(
    column: HeaderColumn, sheet: RawSheet, header: Header, sorter: RowSorter, at: int
) -> SourceColumn:
    samples: dict[str, None] = {}
    for place in range(header.last_row, len(sheet.rows)):
        row = sheet.rows[place]
        if row[at] != "" and sorter.reason(place) is None:
            samples[brief(row[at])] = None
        if len(samples) == SAMPLES or (samples and place > header.last_row + _LOOKED_AT):
            break
    serial = column.field == SERIAL
    field = "" if serial else column.field or ""
    return SourceColumn(column.heading, field, tuple(samples), serial)


def _together(one: SourceColumn, other: SourceColumn) -> SourceColumn:
    """The same heading in two sheets."""
    samples = tuple(dict.fromkeys((*one.samples, *other.samples)))[:SAMPLES]
    return SourceColumn(one.heading, one.field or other.field, samples, one.serial or other.serial)
