"""What stands around a cell of the superior's workbook, by which it is known again in a newer one."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from petitiondesk.domain.forms import PLACEHOLDER, Binding, FormSheet, Place, cell_of
from petitiondesk.domain.returns.names import plain

Headings = tuple[tuple[str, ...], tuple[str, ...]]
"""Texts to the left of a cell, and above it, the nearest first."""

_NEAREST = 3


def headings(sheet: FormSheet, place: Place) -> Headings:
    """What a cell is headed by, so that it is known again in a newer workbook.

    A title over all columns says nothing of one cell, and often names the month; it is left out.
    """
    row, column = place
    return (
        _headed(sheet, ((row, c) for c in range(column - 1, 0, -1))),
        _headed(sheet, ((r, column) for r in range(row - 1, 0, -1))),
    )


def _headed(sheet: FormSheet, places: Iterator[Place]) -> tuple[str, ...]:
    found: dict[Place, str] = {}
    for place in places:
        area = sheet.area(place)
        if area is not None and area.left == 1 and area.right >= sheet.columns:
            continue
        at = (area.top, area.left) if area else place
        cell = sheet.cells.get(at)
        if cell is None or cell.formula or cell.number or PLACEHOLDER.search(cell.text):
            continue
        text = plain(cell.text)
        if text and at not in found:
            found[at] = text
            if len(found) == _NEAREST:
                break
    return tuple(found.values())


def carried(
    bindings: Sequence[Binding], before: Sequence[FormSheet], after: Sequence[FormSheet]
) -> tuple[tuple[Binding, ...], tuple[Binding, ...]]:
    """Bindings of a workbook in its newer version: those that go on, and those that are lost.

    A cell goes on where what heads it is the same; it is looked for at its old place first, then
    anywhere on the sheet of the same name (the only sheet, where there is one), and must be found
    there exactly once.
    """
    old, kept, lost = {sheet.name: sheet for sheet in before}, [], []
    for binding in bindings:
        sheet = _same(binding.sheet, before, after)
        found = sheet and _again(old[binding.sheet], sheet, binding.place)
        if sheet and found:
            kept.append(replace(binding, sheet=sheet.name, cell=cell_of(*found)))
        else:
            lost.append(binding)
    return tuple(kept), tuple(lost)


def _same(name: str, before: Sequence[FormSheet], after: Sequence[FormSheet]) -> FormSheet | None:
    named = next((sheet for sheet in after if sheet.name == name), None)
    return after[0] if named is None and len(before) == len(after) == 1 else named


def _again(before: FormSheet, after: FormSheet, place: Place) -> Place | None:
    wanted = headings(before, place)
    if not any(wanted):
        return None
    if headings(after, place) == wanted and _open(after, place):
        return place
    cells = ((r, c) for r in range(1, after.rows + 1) for c in range(1, after.columns + 1))
    found = [
        p
        for p in cells
        if after.anchor(p) == p and _open(after, p) and headings(after, p) == wanted
    ]
    return found[0] if len(found) == 1 else None


def _open(sheet: FormSheet, place: Place) -> bool:
    """Whether a cell can be bound and holds no heading."""
    cell = sheet.cells.get(place)
    words = cell is not None and not cell.number and not PLACEHOLDER.search(cell.text)
    return sheet.refusal(place) is None and not (words and cell is not None and plain(cell.text))
