"""The rows of petitions as they stand, and where they differ from what must stand there."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from petitiondesk.data.clocks import clock_rows, next_columns
from petitiondesk.data.database import Database
from petitiondesk.data.events import COLUMNS
from petitiondesk.data.petition_rows import PARTS, columns_of, list_columns, part_rows_of
from petitiondesk.data.search import said_in, word_count, words_in
from petitiondesk.domain.clocks import Clock
from petitiondesk.domain.petition import Petition
from petitiondesk.domain.record import Record
from petitiondesk.domain.terms import State

_BATCH = 200
_FIRST, _LAST = -(1 << 63), (1 << 63) - 1


@dataclass
class StoredRows:
    """All rows of one petition; ``row`` is empty where only rows of its parts are left.

    ``words`` is how many words of it the search index holds, None where it is not in it; ``events``
    are rows for `data.events.Link`.
    """

    row: Record = field(default_factory=dict)
    parts: dict[str, list[Record]] = field(default_factory=dict)
    clocks: list[Record] = field(default_factory=list)
    words: int | None = None
    events: list[Sequence[Any]] = field(default_factory=list)


@dataclass(frozen=True)
class Misfit:
    """What of a petition's rows is not what it must be: fields by name, and three derived things."""

    fields: tuple[str, ...]
    lists: bool
    clocks: bool
    search: bool


def stored_rows(database: Database) -> Iterator[list[tuple[int, StoredRows]]]:
    """Every petition's rows by id, some hundred at a time; callers hold a reading transaction.

    Rows and events that belong to no petition come in their place.
    """
    first = _FIRST
    while True:
        ids = database.sql(
            "SELECT id FROM petitions WHERE id >= ? ORDER BY id LIMIT ?", (first, _BATCH)
        ).fetchall()
        last = ids[-1][0] if len(ids) == _BATCH else _LAST
        yield sorted(_between(database, first, last).items())
        if last == _LAST:
            return
        first = last + 1


def with_events(database: Database, petition_ids: Collection[int]) -> set[int]:
    """Those of ``petition_ids`` that have an event."""
    text = "SELECT 1 FROM events WHERE petition_id = ? LIMIT 1"
    return {i for i in petition_ids if database.sql(text, (i,)).fetchone()}


def misfit(petition: Petition, clocks: Sequence[Clock], stored: StoredRows) -> Misfit:
    """How the stored rows differ from those of ``petition`` with its limits."""
    wanted, lists = columns_of(petition), list_columns(petition)
    names: list[str] = []
    if not wanted.items() <= stored.row.items():  # one look for most, a name for each that differs
        names += [n for n, value in wanted.items() if n not in lists and stored.row[n] != value]
    names += [
        part
        for part in PARTS
        if (part in stored.parts or getattr(petition, part))
        and stored.parts.get(part, []) != part_rows_of(petition, part)
    ]
    due = next_columns(clocks)
    words = None if petition.state is State.VOID else word_count(said_in(petition))
    return Misfit(
        fields=tuple(names),
        lists=any(stored.row[name] != value for name, value in lists.items()),
        clocks=stored.clocks != clock_rows(petition.id, clocks)
        or (stored.row["next_due_on"], stored.row["next_code"]) != due,
        search=stored.words != words,
    )


def _between(database: Database, first: int, last: int) -> dict[int, StoredRows]:
    found: dict[int, StoredRows] = {}
    for row in _rows(database, "petitions", "id", first, last):
        found[row["id"]] = StoredRows(row)
    for part, table in PARTS.items():
        for row in _rows(database, table._meta.table_name, "petition_id", first, last):
            found.setdefault(row["petition_id"], StoredRows()).parts.setdefault(part, []).append(
                row
            )
    for row in _rows(database, "clocks", "petition_id", first, last):
        found.setdefault(row["petition_id"], StoredRows()).clocks.append(row)
    _add_words(database, found)
    events = database.sql(
        f"SELECT {COLUMNS} FROM events WHERE petition_id BETWEEN ? AND ? ORDER BY petition_id, seq",  # noqa: S608 - our own names
        (first, last),
    )
    for row in events.fetchall():
        found.setdefault(row[1], StoredRows()).events.append(row)
    return found


def _add_words(database: Database, found: Mapping[int, StoredRows]) -> None:
    """How many words of each petition the search index holds, by the key that its row has there."""
    by_key = {stored.row["list_key"]: stored for stored in found.values() if stored.row}
    keys = list(by_key)
    text = f"SELECT id, sz FROM search_docsize WHERE id IN ({', '.join('?' * len(keys))})"  # noqa: S608 - our own text
    for key, size in database.sql(text, keys).fetchall():
        by_key[key].words = words_in(size)


def _rows(database: Database, table: str, key: str, first: int, last: int) -> Iterator[Record]:
    order = key if key == "id" else f"{key}, position"
    text = f"SELECT * FROM {table} WHERE {key} BETWEEN ? AND ? ORDER BY {order}"  # noqa: S608 - our own names
    cursor = database.sql(text, (first, last))
    names = cursor.names
    for values in cursor.fetchall():
        yield dict(zip(names, values, strict=True))
