"""The small chart beside a table of a return: its largest rows in its main column."""

from collections.abc import Collection
from dataclasses import dataclass

from petitiondesk.domain.returns.figures import Key, Return
from petitiondesk.domain.returns.indicators import Measure
from petitiondesk.domain.returns.small_numbers import fold
from petitiondesk.infra.i18n import tr

CHARTED = ("batches", "received")
"""The columns a table is drawn by; it has one of them, or no chart."""


@dataclass(frozen=True)
class Bar:
    """One row: its label, its number, and which figure it is; None for several rows together."""

    name: str
    number: int
    key: Key | None


@dataclass(frozen=True)
class Bars:
    """What is drawn: the title of the column, and the rows, the largest first."""

    title: str = ""
    rows: tuple[Bar, ...] = ()


def bars_of(value: Return, code: str, hidden: Collection[str] = ()) -> Bars:
    """The chart of the table ``code``; without rows where it has no column to draw or only zeros.

    ``hidden`` are the rows that are drawn together (`domain.returns.small_numbers`).
    """
    column = charted_column(value, code)
    if column is None:
        return Bars()
    rows = [
        (row.key, row.zh, [value.value(Key(code, row.key, column.code))])
        for row in value.table(code).rows
    ]
    bars = [
        Bar(tr(name), number, None if key is None else Key(code, key, column.code))
        for key, name, (number,) in fold(rows, hidden)
    ]
    largest = sorted((bar for bar in bars if bar.number), key=lambda bar: -bar.number)
    return Bars(tr(column.zh), tuple(largest))


def charted_column(value: Return, code: str) -> Measure | None:
    """The column that the table ``code`` is drawn by; None where it has no chart."""
    table = next((table for table in value.tables if table.code == code), None)
    if table is None or table.fact is None:
        return None
    return next((m for m in table.columns if m.code in CHARTED), None)
