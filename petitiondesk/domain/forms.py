"""The superior's own workbook (上级报表): what of it is kept, and what its cells are bound to.

Rows and columns count from 1, cells are named as in the workbook (``B5``). A name is either an
indicator (`returns.names`) or a column of a list, ``超期件:编号``: then the cell is the first of the
rows that the workbook has room for.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from petitiondesk.domain.messages import N_, Message
from petitiondesk.domain.terms import Term

Place = tuple[int, int]
"""Row and column of a cell, from 1."""

PLACEHOLDER = re.compile(r"[{｛]{2}\s*([^{}｛｝]+?)\s*[}｝]{2}")
"""``{{ 按期办结率 }}``; full-width braces are read too, as a Chinese keyboard writes them."""


class Manner(Term):
    """How a value is written into its cell.

    A share as a number is the fraction itself (0.8571), which the cell's own format shows; as
    percent it is a hundred times that, rounded to two places, for a column that is headed "%".
    A day as a number is the date; as text ``2026年3月31日``.
    """

    NUMBER = "number", N_("数值")
    PERCENT = "percent", N_("百分数（不带％号）")
    TEXT = "text", N_("文字")


@dataclass(frozen=True)
class Binding:
    """One cell and what it is bound to."""

    sheet: str
    cell: str
    name: str
    manner: Manner = Manner.NUMBER

    @property
    def place(self) -> Place:
        """Row and column."""
        return place_of(self.cell)


@dataclass(frozen=True)
class Form:
    """A kept workbook. ``sha256`` names its content, out of its password if it came behind one.

    ``original`` names the content as it came, where ``locked``: it proves the password that the
    filled copy gets.
    """

    name: str
    file_name: str
    sha256: str
    bindings: tuple[Binding, ...] = ()
    original: str = ""

    @property
    def locked(self) -> bool:
        """Whether it came behind a password."""
        return bool(self.original)

    def contents(self) -> tuple[str, ...]:
        """Every content it refers to."""
        return (self.sha256, self.original) if self.original else (self.sha256,)

    def bound(self, sheet: str, cell: str) -> Binding | None:
        """What a cell is bound to."""
        return next((b for b in self.bindings if (b.sheet, b.cell) == (sheet, cell)), None)

    def with_binding(self, binding: Binding) -> "Form":
        """With a cell bound, or bound to something else."""
        kept = self.without(binding.sheet, binding.cell).bindings
        order = sorted((*kept, binding), key=lambda b: (b.sheet, b.place))
        return replace(self, bindings=tuple(order))

    def without(self, sheet: str, cell: str) -> "Form":
        """With a cell bound to nothing."""
        kept = tuple(b for b in self.bindings if (b.sheet, b.cell) != (sheet, cell))
        return replace(self, bindings=kept)


# --- the workbook as it is shown -------------------------------------------------------------------


@dataclass(frozen=True)
class Area:
    """Cells from one corner to the other, both included."""

    top: int
    left: int
    bottom: int
    right: int

    def __contains__(self, place: Place) -> bool:
        """Whether the cell lies in it."""
        return self.top <= place[0] <= self.bottom and self.left <= place[1] <= self.right

    def __str__(self) -> str:
        """``A1:C3``, or ``A1`` for a single cell."""
        first, last = cell_of(self.top, self.left), cell_of(self.bottom, self.right)
        return first if first == last else f"{first}:{last}"

    @classmethod
    def parse(cls, text: str) -> "Area":
        """The area ``A1:C3`` or ``B5``.

        Raises:
            ValueError: it is no such area.
        """
        first, _, last = text.replace("$", "").partition(":")
        (top, left), (bottom, right) = place_of(first), place_of(last or first)
        return cls(min(top, bottom), min(left, right), max(top, bottom), max(left, right))


@dataclass(frozen=True, slots=True)
class FormCell:
    """A cell that has something: its text as shown, whether a formula or a number made it."""

    text: str
    formula: bool = False
    number: bool = False


@dataclass(frozen=True)
class FormSheet:
    """A sheet as it is shown for binding. ``widths`` are in characters, ``heights`` in points.

    ``shut`` maps areas to the reason why their cells cannot be bound; ``percent`` and ``day`` are
    the cells whose own format shows a share or a date, ``styled`` those that have a look of their own.
    """

    name: str
    rows: int
    columns: int
    cells: Mapping[Place, FormCell] = field(repr=False)
    merged: tuple[Area, ...] = ()
    widths: Mapping[int, float] = field(default_factory=dict)
    heights: Mapping[int, float] = field(default_factory=dict)
    shut: tuple[tuple[Area, Message], ...] = ()
    percent: frozenset[Place] = frozenset()
    day: frozenset[Place] = frozenset()
    styled: frozenset[Place] = field(default=frozenset(), repr=False)
    protected: bool = False
    hidden: bool = False

    def text(self, place: Place) -> str:
        """What a cell says; "" for an empty one."""
        cell = self.cells.get(place)
        return cell.text if cell else ""

    @cached_property
    def _area(self) -> Mapping[Place, Area]:
        """The merged area of each cell that is part of one, as far as the sheet is used."""
        return {
            (row, column): area
            for area in self.merged
            for row in range(area.top, min(area.bottom, self.rows) + 1)
            for column in range(area.left, min(area.right, self.columns) + 1)
        }

    def area(self, place: Place) -> Area | None:
        """The merged area that a cell is part of."""
        return self._area.get(place)

    def anchor(self, place: Place) -> Place:
        """The cell that holds what is shown at ``place``: the first of its merged area."""
        area = self.area(place)
        return (area.top, area.left) if area else place

    def refusal(self, place: Place) -> Message | None:
        """Why a cell cannot be bound; None when it can."""
        cell = self.cells.get(place)
        if cell is not None and cell.formula:
            return Message(
                "{cell} 里是公式，填写会把它冲掉。请选公式引用的单元格。", cell=cell_of(*place)
            )
        return next((why for area, why in self.shut if place in area), None)


# --- names of cells --------------------------------------------------------------------------------

_CELL = re.compile(r"\$?([A-Za-z]{1,3})\$?([1-9][0-9]*)")
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384


def cell_of(row: int, column: int) -> str:
    """``B5`` for row 5, column 2."""
    return f"{column_of(column)}{row}"


def column_of(column: int) -> str:
    """``AB`` for column 28."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def place_of(cell: str) -> Place:
    """Row and column of ``B5``.

    Raises:
        ValueError: it names no cell.
    """
    found = _CELL.fullmatch(cell)
    if found is None:
        raise ValueError(cell)
    column = 0
    for letter in found[1].upper():
        column = column * 26 + ord(letter) - 64
    row = int(found[2])
    if row > LAST_ROW or column > LAST_COLUMN:
        raise ValueError(cell)
    return row, column
