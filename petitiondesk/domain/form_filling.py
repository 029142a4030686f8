"""What goes into the superior's workbook: values as cells get them, the rows of lists, and what is told."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from petitiondesk.domain.form_headings import headings
from petitiondesk.domain.forms import LAST_ROW, PLACEHOLDER, FormSheet, Manner, Place
from petitiondesk.domain.messages import Message
from petitiondesk.domain.returns.names import Value, plain

NOTHING = "—"
"""Written where there is nothing to divide by."""

Written = int | Decimal | float | date | str
"""What a cell gets: a number, a day, or a text."""


def written(value: Value, manner: Manner) -> Written:
    """A value as the cell gets it."""
    if value is None:
        return NOTHING
    if manner is Manner.TEXT:
        return as_text(value)
    if isinstance(value, Fraction):
        return percent(value) if manner is Manner.PERCENT else float(value)
    return value


def as_text(value: Value) -> str:
    """A value as words, in Chinese as the workbook is: ``12``, ``85.71%``, ``2026年3月31日``."""
    if value is None:
        return NOTHING
    if isinstance(value, Fraction):
        return f"{percent(value)}%"
    if isinstance(value, date):
        return f"{value.year}年{value.month}月{value.day}日"
    return str(value)


def percent(value: Fraction) -> Decimal:
    """A hundred times a share, rounded half up to two places, without zeros at the end."""
    exact = Decimal(value.numerator * 100) / Decimal(value.denominator)
    rounded = exact.quantize(Decimal("0.01"), ROUND_HALF_UP)
    return rounded.quantize(Decimal(1)) if rounded == rounded.to_integral() else rounded.normalize()


def suitable(value: Value, sheet: FormSheet, place: Place) -> Manner:
    """How a value is best written into a cell, by the cell's format and the headings above it."""
    if isinstance(value, Fraction) or value is None:
        if place in sheet.percent:
            return Manner.NUMBER
        above = "".join(headings(sheet, place)[1])
        return Manner.PERCENT if "%" in above or "％" in above else Manner.TEXT
    if isinstance(value, date):
        return Manner.NUMBER if place in sheet.day else Manner.TEXT
    return Manner.TEXT if isinstance(value, str) else Manner.NUMBER


# --- lists -----------------------------------------------------------------------------------------


def list_name(name: str) -> tuple[str, str] | None:
    """List and column of ``超期件:编号``; None for the name of an indicator."""
    head, colon, column = plain(name).partition(":")
    return (head, column) if colon and head and column else None


def list_end(text: str) -> str:
    """The list whose last row a cell marks, ``{{/超期件}}``; "" for any other text."""
    found = PLACEHOLDER.fullmatch(text.strip())
    return plain(found[1])[1:] if found and plain(found[1]).startswith("/") else ""


def room(sheet: FormSheet, first: int, columns: Sequence[int], name: str) -> int:
    """How many rows a list has, from the row ``first`` on.

    To the row that says ``{{/名称}}``, if one does. Otherwise as far down as the list's cells are
    empty, can be written, and have a look of their own as those of the first row do, and the row
    holds no words; a list whose first row has no look of its own and nothing below has no end.
    """
    marked = (p[0] for p, cell in sheet.cells.items() if list_end(cell.text) == name)
    ends = [row for row in marked if row >= first]
    if ends:
        return min(ends) - first + 1
    lowest = max((p[0] for p, cell in sheet.cells.items() if cell.text), default=first)
    looks = [(first, column) in sheet.styled for column in columns]
    row = first + 1
    while row <= LAST_ROW and _free(sheet, row, columns, looks):
        if row > max(lowest, sheet.rows):
            return LAST_ROW - first + 1
        row += 1
    return row - first


def _free(sheet: FormSheet, row: int, columns: Sequence[int], looks: Sequence[bool]) -> bool:
    for column, look in zip(columns, looks, strict=True):
        place = (row, column)
        if sheet.text(place) or sheet.refusal(place) or sheet.anchor(place) != place:
            return False
        if look != (place in sheet.styled):
            return False
    across = (sheet.cells.get((row, column)) for column in range(1, sheet.columns + 1))
    return not any(c.text and not c.number and not c.formula for c in across if c is not None)


# --- the whole of it ------------------------------------------------------------------------------


@dataclass(frozen=True)
class Mixed:
    """Texts for the placeholders of a cell that holds other words too, by their plain names."""

    texts: Mapping[str, str]


Content = Written | Mixed | None
"""What a cell gets; None empties it."""


@dataclass(frozen=True)
class Extra:
    """A sheet of its own at the end, for the rows of a list that the workbook has no room for."""

    name: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Written, ...], ...]


@dataclass(frozen=True)
class Filling:
    """Everything that is written: contents by sheet and cell, and the sheets added."""

    cells: Mapping[str, Mapping[Place, Content]]
    extras: tuple[Extra, ...] = ()


@dataclass(frozen=True)
class Remark:
    """Something the office is told before a workbook is written; ``grave`` if something will be amiss.

    Of what is ``kept`` as it is, the message is only its name.
    """

    message: Message
    grave: bool = False
    kept: bool = False
