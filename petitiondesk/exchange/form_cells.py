"""Cells written into a worksheet's part: the bytes of those cells change, and nothing beside them."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date

from petitiondesk.domain.form_filling import Content, Mixed
from petitiondesk.domain.forms import PLACEHOLDER, Area, Place, cell_of, place_of
from petitiondesk.domain.returns.names import plain
from petitiondesk.exchange.form_sheet import Sheet
from petitiondesk.exchange.form_texts import Rich, plain_rich
from petitiondesk.exchange.form_xml import (
    Edit,
    Node,
    mended,
    opened,
    prefixed,
    quoted,
    tag,
    with_attribute,
    without_attribute,
)

Serial = Callable[[date], int]
"""A day as the workbook counts days."""


def with_cells(sheet: Sheet, contents: Mapping[Place, Content], serial: Serial) -> bytes:
    """The worksheet's part with ``contents`` in it.

    A cell keeps its style and every attribute but its type; formulas stay, but the results that
    were kept with them are taken out: they are of other numbers now.
    """
    edits = [*_results_out(sheet), *_dimension(sheet, contents)]
    by_row: dict[int, dict[int, Content]] = {}
    for (row, column), content in contents.items():
        by_row.setdefault(row, {})[column] = content
    body, missing = sheet.body, []
    for row, columns in sorted(by_row.items()):
        cells = {
            column: _written(sheet, (row, column), content, serial)
            for column, content in sorted(columns.items())
        }
        if row in sheet.rows:
            edits += _in_row(sheet, row, cells)
        else:
            name = prefixed(body, "row")
            missing.append((row, f'<{name} r="{row}">{"".join(cells.values())}</{name}>'))
    return mended(sheet.data, [*edits, *_rows_in(sheet, missing)])


def _in_row(sheet: Sheet, row: int, cells: Mapping[int, str]) -> Iterator[Edit]:
    """Edits of a row that is there: cells replaced, or put in before the next one."""
    line = sheet.rows[row]
    start_tag = tag(sheet.data, line)
    if any((row, column) not in sheet.cells for column in cells):
        start_tag = without_attribute(start_tag, "spans")  # a hint that would be wrong now
    if line.inner == line.end:
        new = opened(start_tag) + "".join(cells.values()).encode()
        yield Edit(line.start, (row,), line.end, new + f"</{prefixed(line, 'row')}>".encode())
        return
    if start_tag != tag(sheet.data, line):
        yield Edit(line.start, (row,), line.inner, start_tag)
    there = sorted(column for r, column in sheet.cells if r == row)
    for column, cell in cells.items():
        old = sheet.cells.get((row, column))
        if old is not None:
            yield Edit(old.start, (row, column), old.end, cell.encode())
        else:
            after = next((c for c in there if c > column), None)
            at = sheet.cells[(row, after)].start if after else line.close
            yield Edit(at, (row, column), at, cell.encode())


def _rows_in(sheet: Sheet, missing: list[tuple[int, str]]) -> Iterator[Edit]:
    """Edits that put in rows that were not there."""
    if not missing:
        return
    body = sheet.body
    if body.inner == body.end:
        rows = "".join(text for _, text in missing)
        new = opened(tag(sheet.data, body)) + rows.encode()
        yield Edit(body.start, (0,), body.end, new + f"</{prefixed(body, 'sheetData')}>".encode())
        return
    there = sorted(sheet.rows)
    for row, text in missing:
        after = next((r for r in there if r > row), None)
        at = sheet.rows[after].start if after else body.close
        yield Edit(at, (row,), at, text.encode())


def _written(sheet: Sheet, place: Place, content: Content, serial: Serial) -> str:
    """The element of a cell with its content."""
    old = sheet.cells.get(place)
    name = prefixed(old or sheet.body, "c")
    prefix = (old or sheet.body).prefix
    style = sheet.style(place)
    start = f'<{name} r="{cell_of(*place)}"' + (f' s="{quoted(style)}"' if style else "")
    if isinstance(content, Mixed):
        return f'{start} t="inlineStr">{_mixed(sheet, place, content).inline(prefix)}</{name}>'
    if content is None or content == "":
        return f"{start}/>"
    if isinstance(content, str):
        return f'{start} t="inlineStr">{plain_rich(content).inline(prefix)}</{name}>'
    number = str(serial(content)) if isinstance(content, date) else repr_of(content)
    value = f"{prefix}:v" if prefix else "v"
    return f"{start}><{value}>{number}</{value}></{name}>"


def _mixed(sheet: Sheet, place: Place, content: Mixed) -> Rich:
    text = sheet.text(place) or plain_rich("")
    return text.replaced(PLACEHOLDER, lambda found: content.texts[plain(found[1])])


def repr_of(number: object) -> str:
    """A number as the workbook writes it, to the last digit."""
    return repr(number) if isinstance(number, float) else str(number)


def _results_out(sheet: Sheet) -> Iterator[Edit]:
    """Edits that take the kept result out of every cell with a formula, and the type it had."""
    for place, cell in sheet.cells.items():
        value = cell.child("v")
        if cell.child("f") is None or value is None or not value.text:
            continue
        start_tag = tag(sheet.data, cell)
        bare = without_attribute(start_tag, "t")
        if bare != start_tag:
            yield Edit(cell.start, place, cell.inner, bare)
        yield Edit(value.start, place, value.end, b"")


def _dimension(sheet: Sheet, contents: Mapping[Place, Content]) -> Iterator[Edit]:
    """The extent that the sheet states, where a cell outside it is written."""
    node: Node | None = sheet.root.child("dimension")
    if node is None or not contents:
        return
    try:
        first, _, last = node.get("ref").partition(":")
        known = Area(*place_of(first), *place_of(last or first))
    except ValueError:
        return
    rows, columns = zip(*contents, strict=True)
    wide = Area(min(known.top, *rows), min(known.left, *columns),
                max(known.bottom, *rows), max(known.right, *columns))  # fmt: skip
    if wide != known:
        new = with_attribute(tag(sheet.data, node), "ref", str(wide))
        yield Edit(node.start, (0,), node.inner, new)
