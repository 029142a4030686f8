"""Floors of what goes out in bulk: the same work with nothing around it.

Each is measured beside the program's own action in one run (`petitiondesk.bench.runner`).
"""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import python_calamine
import xlsxwriter

from petitiondesk.data.returns import counting
from petitiondesk.domain.returns.indicators import FACTS, Basis, tables
from petitiondesk.domain.returns.period import Period
from petitiondesk.domain.returns.wanted import wanted

Query = tuple[str, Mapping[str, object]]
"""A statement and its values."""


def return_aggregates(period: Period, cut_off: date, group_people: int) -> list[Query]:
    """The bare aggregates of a return: one for each basis and period that it takes.

    Each groups the very entries that the return counts by all the facts that it tells them apart by,
    so that every figure could be added up from its rows.
    """
    found = []
    for each in wanted(period, cut_off, tables((), ())):
        if each.basis is Basis.RECEPTION:  # days and visits: no petition, and no SQL of its own
            continue
        names = tuple(each.facts or FACTS[each.basis])
        text, values = counting(each.basis, each.period, each.cut_off, group_people, names)
        by = ", ".join(f'"{name}"' for name in names)
        grouped = f"SELECT {by}, count(*), sum(people) FROM ({text}) GROUP BY {by}"  # noqa: S608 - our own text
        found.append((grouped, values))
    return found


def exported_cells(path: Path) -> list[list[object]]:
    """The cells of a ledger that the program wrote; an empty one is None."""
    sheet = python_calamine.CalamineWorkbook.from_path(path).get_sheet_by_index(0)
    return [[None if value == "" else value for value in row] for row in sheet.to_python()]


def write_cells(path: Path, rows: Sequence[Sequence[object]]) -> None:
    """The same ready cells with the same formats, by XlsxWriter alone in constant memory.

    By the method of each kind of cell, which is quicker than XlsxWriter's ``write`` and writes the same.
    """
    options = {
        "constant_memory": True,
        "tmpdir": str(path.parent),
        "default_format_properties": {"font_name": "宋体", "font_size": 11},
    }
    book = xlsxwriter.Workbook(str(path), options)
    top = {"valign": "top"}
    text = book.add_format({**top, "text_wrap": True, "num_format": "@"})
    day = book.add_format({**top, "align": "center", "num_format": "yyyy-mm-dd"})
    number = book.add_format({**top, "align": "center", "num_format": "0"})
    sheet = book.add_worksheet()
    for at, row in enumerate(rows):
        for column, value in enumerate(row):
            if isinstance(value, str):
                sheet.write_string(at, column, value, text)
            elif isinstance(value, date | datetime):
                sheet.write_datetime(at, column, value, day)
            elif value is not None:
                sheet.write_number(at, column, value, number)
    book.close()


def read_and_hash(connection: Any) -> str:
    """Decrypt and check every page of a registry, and hash the record's JSON; its fingerprint."""
    connection.execute("PRAGMA cipher_integrity_check").fetchall()
    digest = ""
    last = 0
    while rows := connection.execute(_EVENTS, (last,)).fetchall():
        for _, changes in rows:
            digest = hashlib.sha256((digest + changes).encode("utf-8", "surrogatepass")).hexdigest()
        last = rows[-1][0]
    return digest


_EVENTS = "SELECT seq, changes FROM events WHERE seq > ? ORDER BY seq LIMIT 4000"


def vacuum_and_check(connection: Any, target: Path) -> None:
    """A second floor of a backup: SQLite's own copy of the file, and its own look at the copy.

    Beside ``cp``, which moves the same bytes without reading what they say.
    """
    connection.execute("VACUUM INTO ?", (str(target),))
    connection.execute("ATTACH ? AS copy", (str(target),))
    try:
        connection.execute("PRAGMA copy.quick_check").fetchall()
    finally:
        connection.execute("DETACH copy")
