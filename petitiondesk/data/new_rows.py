"""The rows of new petitions, ready to be written: made apart from the database, also by another process."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from petitiondesk.data.clocks import clock_rows, next_columns
from petitiondesk.data.database import Beat, no_beat
from petitiondesk.data.petition_rows import PARTS, columns_of, part_rows_of
from petitiondesk.data.search import Unindexed, unindexed
from petitiondesk.data.tables import ClockRow, PetitionRow
from petitiondesk.domain.clocks import Clock
from petitiondesk.domain.petition import Petition

T = TypeVar("T")

Insert = tuple[str, list[tuple[Any, ...]]]
"""A statement with its rows."""


@dataclass(frozen=True)
class NewRows:
    """What new petitions are written as: statements in their order, and what is to be indexed.

    The words of the index are made when they are written: they are four times as long as the texts.
    """

    inserts: list[Insert]
    unindexed: list[Unindexed]


def new_rows(timed: Sequence[tuple[Petition, Sequence[Clock]]], beat: Beat = no_beat) -> NewRows:
    """What new petitions with their limits are written as."""

    def beaten(made: T) -> T:
        beat()
        return made

    petitions = [petition for petition, _ in timed]
    inserts = [
        into(PetitionRow, (beaten({**columns_of(p), **_next(clocks)}) for p, clocks in timed))
    ]
    for part, table in PARTS.items():
        rows = [row for p in petitions if getattr(p, part) for row in part_rows_of(p, part)]
        if rows:
            inserts.append(into(table, rows))
    inserts.append(into(ClockRow, (row for p, some in timed for row in clock_rows(p.id, some))))
    written = [(text, rows) for text, rows in inserts if rows]
    return NewRows(written, [beaten(unindexed(p)) for p in petitions])


def into(table: Any, rows: Iterable[Mapping[str, Any]]) -> Insert:
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
