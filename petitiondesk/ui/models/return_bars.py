"""The small chart beside a table of a return: its largest rows in its main column."""

from dataclasses import dataclass

from petitiondesk.domain.returns.figures import Key, Return
from petitiondesk.infra.i18n import tr

CHARTED = ("batches", "received")
"""The columns a table is drawn by; it has one of them, or no chart."""
MOST = 6
"""How many rows are drawn; the table has them all."""


@dataclass(frozen=True)
class Bar:
    """One row: its label, its number, and which figure it is."""

    name: str
    number: int
    key: Key


@dataclass(frozen=True)
class Bars:
    """What is drawn: the title of the column, and the rows, the largest first."""

    title: str = ""
    rows: tuple[Bar, ...] = ()


def bars_of(value: Return, code: str) -> Bars:
    """The chart of the table ``code``; without rows where it has no column to draw or only zeros."""
    table = next((table for table in value.tables if table.code == code), None)
    if table is None or table.fact is None:
        return Bars()
    measure = next((m for m in table.columns if m.code in CHARTED), None)
    if measure is None:
        return Bars()
    keys = {row: Key(table.code, row.key, measure.code) for row in table.rows}
    rows = [Bar(tr(row.zh), value.value(key), key) for row, key in keys.items()]
    largest = sorted((bar for bar in rows if bar.number), key=lambda bar: -bar.number)
    return Bars(tr(measure.zh), tuple(largest[:MOST]))
