"""The merged cells of an .ods workbook, which calamine does not tell of.

OpenDocument 1.3 part 3, 9.1.4: the first cell of a merged range says how many rows and columns it
covers (``number-rows-spanned``); repeated rows and cells are written once.
"""

import io
import zipfile
from collections.abc import Iterator

from lxml import etree

Merge = tuple[tuple[int, int], tuple[int, int]]
"""Top left and bottom right cell of a merged range (row, column; from 0)."""

_TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"
_SHEET, _ROW = f"{{{_TABLE}}}table", f"{{{_TABLE}}}table-row"
_CELLS = (f"{{{_TABLE}}}table-cell", f"{{{_TABLE}}}covered-table-cell")


def ods_merges(data: bytes) -> dict[str, list[Merge]]:
    """Sheet → its merged ranges; empty for a workbook of another kind, or one that is damaged."""
    found: dict[str, list[Merge]] = {}
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if "content.xml" not in archive.namelist():
                return {}
            with archive.open("content.xml") as part:
                for name, merge in _walk(part):
                    found.setdefault(name, []).append(merge)
    except (etree.XMLSyntaxError, zipfile.BadZipFile):
        return {}
    return found


def _walk(part: object) -> Iterator[tuple[str, Merge]]:
    name, at = "", 0
    events = etree.iterparse(
        part, events=("start", "end"), tag=(_SHEET, _ROW), resolve_entities=False, huge_tree=True
    )
    for event, element in events:
        if element.tag == _SHEET:
            if event == "start":
                name, at = element.get(f"{{{_TABLE}}}name", ""), 0
        elif event == "end":
            for merge in _of_row(element, at):
                yield name, merge
            at += _number(element, "number-rows-repeated")
            element.clear()


def _of_row(row: etree._Element, at: int) -> Iterator[Merge]:
    column = 0
    for cell in row:
        if cell.tag not in _CELLS:
            continue
        down, across = _number(cell, "number-rows-spanned"), _number(cell, "number-columns-spanned")
        if down > 1 or across > 1:
            yield (at, column), (at + down - 1, column + across - 1)
        column += _number(cell, "number-columns-repeated")


def _number(element: etree._Element, name: str) -> int:
    text = element.get(f"{{{_TABLE}}}{name}", "")
    return int(text) if text.isascii() and text.isdigit() else 1
