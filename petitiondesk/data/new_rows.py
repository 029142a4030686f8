"""The rows of new petitions, ready to be written: made apart from the database, also by another process."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeVar

from petitiondesk.data.clocks import clock_rows, next_columns
from petitiondesk.data.database import Beat, no_beat
from petitiondesk.data.petition_rows import PARTS, columns_of, part_rows_of
from petitiondesk.data.search import INSERT, indexed
from petitiondesk.data.tables import ClockRow, PetitionRow
from petitiondesk.domain.clocks import Clock
from petitiondesk.domain.petition import Petition

T = TypeVar("T")

Inserts = list[tuple[str, list[tuple[Any, ...]]]]
"""Statements with their rows, in the order to write them in."""


def new_rows(timed: Sequence[tuple[Petition, Sequence[Clock]]], beat: Beat = no_beat) -> Inserts:
    """What new petitions with their limits are written as, search index included."""

    def beaten(made: T) -> T:
        beat()
        return made

    petitions = [petition for petition, _ in timed]
    inserts: Inserts = [
        into(PetitionRow, (beaten({**columns_of(p), **_next(clocks)}) for p, clocks in timed))
    ]
    for part, table in PARTS.items():
        rows = [row for p in petitions if getattr(p, part) for row in part_rows_of(p, part)]
        if rows:
            inserts.append(into(table, rows))
    inserts.append(into(ClockRow, (row for p, some in timed for row in clock_rows(p.id, some))))
    # In the order of their keys: at a smaller one FTS5 writes out what it has gathered.
    inserts.append((INSERT, sorted(beaten(indexed(p)) for p in petitions)))
    return [(text, rows) for text, rows in inserts if rows]


def into(table: Any, rows: Iterable[Mapping[str, Any]]) -> tuple[str, list[tuple[Any, ...]]]:
    """The statement that writes rows of a table, and the rows; all name the same columns in order."""
    names: list[str] = []
    values = []
    for row in rows:
        names = names or list(row)
        values.append(tuple(row.values()))
    columns = ", ".join(f'"{name}"' for name in names)
    marks = ", ".join("?" for _ in names)
    text = f'INSERT INTO "{table._meta.table_name}" ({columns}) VALUES ({marks})'  # noqa: S608 - our own names
    return text, values


def _next(clocks: Sequence[Clock]) -> Mapping[str, str]:
    """The columns of a petition's first limit."""
    due_on, code = next_columns(clocks)
    return {"next_due_on": due_on, "next_code": code}
