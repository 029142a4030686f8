"""Finding a ledger's column heads under merged titles, in one row or two."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from petitiondesk.exchange.cells import Cell, clean
from petitiondesk.exchange.headings import SERIAL, field_of, heading_key
from petitiondesk.exchange.reading import RawSheet

SEARCH_ROWS = 40
"""Rows from the top in which the head is looked for; titles and notes never take more."""

_LONGEST_HEADING = 30
_ESSENTIAL = frozenset({"summary", "content"})
_DATES = frozenset({"received_on", "made_on", "registered_on"})
_YEAR = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})(?:\s*年|(?![0-9]))")


@dataclass(frozen=True)
class HeaderColumn:
    """One column: its heading as read, and the field it means or None (kept in the notes)."""

    heading: str
    field: str | None


@dataclass(frozen=True)
class Header:
    """Where the heads stand (rows as Excel counts them, from 1) and what the columns mean.

    ``year`` is the one year named in the title or the sheet's name, or None.
    """

    first_row: int
    last_row: int
    columns: tuple[HeaderColumn, ...]
    year: int | None = None

    @property
    def fields(self) -> frozenset[str]:
        """The fields that have a column."""
        return frozenset(c.field for c in self.columns if c.field is not None)


def find_header(sheet: RawSheet, chosen: Mapping[str, str] | None = None) -> Header | None:
    """The head of a ledger, or None when ``sheet`` has none.

    A head has the summary or content and a date of arrival among its known columns, or one of
    these and three more. ``chosen`` (heading → field) adds a map file's names.
    """
    extra = {heading_key(heading): name for heading, name in (chosen or {}).items() if name}
    best: tuple[tuple[int, bool, int], int, int, list[str]] | None = None
    for at in range(min(SEARCH_ROWS, len(sheet.rows))):
        for rows, headings in _candidates(sheet, at):
            score = _score(headings, extra)
            # A second row counts when it adds a column, or when merged cells say it belongs.
            merged = rows == 2 and any(row == at + 1 for row, _ in sheet.filled)
            worth = (score, merged, -rows)
            if score and (best is None or worth > best[0]):
                best = (worth, at, rows, headings)
    if best is None:
        return None
    _, at, rows, headings = best
    return Header(at + 1, at + rows, _columns(headings), _year(sheet, at))


def header_at(sheet: RawSheet, row: int, chosen: Mapping[str, str]) -> Header | None:
    """The head in ``row`` (from 1) as a map file says; None when the sheet is shorter.

    ``chosen`` (heading → field) helps to tell whether a second row belongs to the head.
    """
    if row > len(sheet.rows):
        return None
    keys = {heading_key(heading) for heading in chosen}
    found = _candidates(sheet, row - 1)
    rows, headings = max(
        found, key=lambda c: (sum(heading_key(h) in keys for h in c[1]), _score(c[1], {}), -c[0])
    )
    return Header(row, row - 1 + rows, _columns(headings), _year(sheet, row - 1))


def likely_row(sheet: RawSheet) -> int:
    """The row (from 1) that looks most like column heads where no name is known: most short texts."""
    shown = sheet.rows[:SEARCH_ROWS]
    filled = [
        sum(1 for c in row if isinstance(c, str) and 0 < len(c.strip()) <= _LONGEST_HEADING)
        for row in shown
    ]
    return filled.index(max(filled)) + 1 if filled else 1


def year_named(text: str) -> int | None:
    """The year that a title or a file's name tells, when it names only one."""
    years = set(_YEAR.findall(text))
    return int(years.pop()) if len(years) == 1 else None


def _candidates(sheet: RawSheet, at: int) -> list[tuple[int, list[str]]]:
    """The headings of row ``at`` alone and of ``at`` with the row below it."""
    top = [_heading(cell) for cell in sheet.rows[at]]
    found = [(1, top)]
    if at + 1 < len(sheet.rows):
        below = sheet.rows[at + 1]
        if all(isinstance(c, str) and len(c.strip()) <= _LONGEST_HEADING for c in below):
            found.append((2, _combined(top, [_heading(cell) for cell in below])))
    return found


def _heading(cell: Cell) -> str:
    return " ".join(clean(cell).split()) if isinstance(cell, str) else ""


def _combined(top: list[str], below: list[str]) -> list[str]:
    """Two rows of heads as one: the group's name is put before a part that says little alone."""
    headings: list[str] = []
    group = ""
    for upper, lower in zip(top, below, strict=True):
        group = upper or (group if lower else "")
        if not lower or lower == group:
            headings.append(upper or lower)
        elif field_of(group + lower) is not None:
            headings.append(group + lower)
        elif field_of(lower) is not None and field_of(group) != field_of(lower):
            headings.append(lower)
        else:
            headings.append(group + lower)
    return headings


def _score(headings: list[str], extra: Mapping[str, str]) -> int:
    """Number of different fields recognised, 0 when too few for a ledger."""
    fields = {found[0] for found in map(field_of, headings) if found} - {SERIAL}
    fields |= {extra[key] for key in map(heading_key, headings) if key in extra}
    essential, dated = bool(fields & _ESSENTIAL), bool(fields & _DATES)
    enough = 2 if essential and dated else 4 if essential or dated else 99
    return len(fields) if len(fields) >= enough else 0


def _columns(headings: list[str]) -> tuple[HeaderColumn, ...]:
    """Give each field to the column whose name stands first in the table of names."""
    owner: dict[str, tuple[int, int]] = {}
    for at, heading in enumerate(headings):
        if found := field_of(heading):
            field, rank = found
            owner[field] = min(owner.get(field, (rank, at)), (rank, at))
    winners = {at: field for field, (_, at) in owner.items()}
    return tuple(
        HeaderColumn(heading or f"第{at + 1}列", winners.get(at))
        for at, heading in enumerate(headings)
    )


def _year(sheet: RawSheet, head: int) -> int | None:
    """The year the title or the sheet's name tells, when they name only one."""
    title = [cell for row in sheet.rows[:head] for cell in row if isinstance(cell, str)]
    return year_named(sheet.name) or year_named(" ".join(title))
