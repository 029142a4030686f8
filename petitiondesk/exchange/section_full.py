"""The second sheet of a section sheet: in full what a row only begins, in pieces a row can show."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from petitiondesk.exchange.cells import Cell
from petitiondesk.exchange.excel_text import line_count, pieces, safe_text
from petitiondesk.exchange.section_columns import FULL_NUMBER, FULL_PART, FULL_PLACE, FULL_TEXT
from petitiondesk.exchange.section_formats import print_setup, row_height
from petitiondesk.exchange.section_seal import normal

FULL_HEADINGS = (FULL_NUMBER, FULL_PART, FULL_PLACE, FULL_TEXT)
"""Headings of its columns, in order."""

_WIDTHS = (15.0, 9.0, 5.0, 96.0)
_LINES = 26
"""Lines of a piece: as many as Excel's highest row shows."""


@dataclass(frozen=True)
class FullText:
    """One long text: of which case, what it is, and the text."""

    number: str
    part: str
    text: str


def full_place(number: Cell, part: Cell, piece: Cell) -> str:
    """Which piece a row holds, for its digest."""
    return " ".join(("full", normal(number), normal(part), normal(piece)))


def write_full(
    page: Any, looks: dict[str, Any], texts: Iterable[FullText]
) -> list[tuple[str, str, str, str]]:
    """Write the texts; the rows as they were written."""
    for place, (heading, width) in enumerate(zip(FULL_HEADINGS, _WIDTHS, strict=True)):
        page.set_column(place, place, width)
        page.write_string(0, place, heading, looks["header"])
    rows = [
        (full.number, full.part, str(n), piece)
        for full in texts
        for n, piece in enumerate(_blocks(safe_text(full.text)), 1)
    ]
    for at, cells in enumerate(rows, 1):
        for place, cell in enumerate(cells):
            page.write_string(at, place, cell, looks["fixed"])
        page.set_row(at, row_height(line_count(cells[-1], _WIDTHS[-1])))
    page.protect("", {"format_columns": True, "format_rows": True})
    page.freeze_panes(1, 1)
    print_setup(page)
    page.repeat_rows(0)
    page.fit_to_pages(1, 0)
    return rows


def _blocks(text: str) -> Iterator[str]:
    """A text in pieces of at most `_LINES` lines of the column."""
    block: list[str] = []
    used = 0
    room = int(_WIDTHS[-1] / 2) * (_LINES - 2)
    for line in text.split("\n"):
        for piece in pieces(line, room) if line else [""]:
            lines = line_count(piece, _WIDTHS[-1])
            if block and used + lines > _LINES:
                yield "\n".join(block)
                block, used = [], 0
            block.append(piece)
            used += lines
    if block:
        yield "\n".join(block)
