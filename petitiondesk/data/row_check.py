"""The rows of petitions as they stand, and where they differ from what must stand there."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from petitiondesk.data.clocks import clock_rows, next_columns
from petitiondesk.data.database import Database
from petitiondesk.data.petition_rows import PARTS, columns_of, list_columns, part_rows_of
from petitiondesk.data.search import search_text, words_in
from petitiondesk.domain.clocks import Clock
from petitiondesk.domain.petition import Petition
from petitiondesk.domain.record import Record
from petitiondesk.domain.terms import State

_BATCH = 500
_END = 1 << 62


@dataclass
class StoredRows:
    """All rows of one petition; ``row`` is empty where only rows of its parts are left.

    ``words`` is how many words of it the search index holds, None where it is not in it.
    """

    row: Record = field(default_factory=dict)
    parts: dict[str, list[Record]] = field(default_factory=dict)
    clocks: list[Record] = field(default_factory=list)
    words: int | None = None


@dataclass(frozen=True)
class Misfit:
    """What of a petition's rows is not what it must be: fields by name, and three derived things."""

    fields: tuple[str, ...]
    lists: bool
    clocks: bool
    search: bool


def stored_rows(database: Database) -> Iterator[tuple[int, StoredRows]]:
    """Every petition's rows by id, some hundred at a time; callers hold a reading transaction."""
    ids = [row[0] for row in database.sql("SELECT id FROM petitions ORDER BY id").fetchall()]
    after = -_END
    for start in range(0, max(len(ids), 1), _BATCH):
        until = ids[start + _BATCH - 1] if start + _BATCH < len(ids) else _END
        yield from sorted(_between(database, after + 1, until).items())
        after = until


def misfit(petition: Petition, clocks: Sequence[Clock], stored: StoredRows) -> Misfit:
    """How the stored rows differ from those of ``petition`` with its limits."""
    wanted, lists = columns_of(petition), list_columns(petition)
    names = [n for n, value in wanted.items() if n not in lists and stored.row[n] != value]
    names += [part for part in PARTS if stored.parts.get(part, []) != part_rows_of(petition, part)]
    due = next_columns(clocks)
    words = None if petition.state is State.VOID else len(search_text(petition).split())
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
    for row in _rows(database, "search_docsize", "id", first, last):
        found.setdefault(row["id"], StoredRows()).words = words_in(row["sz"])
    return found


def _rows(database: Database, table: str, key: str, first: int, last: int) -> Iterator[Record]:
    order = key if key == "id" else f"{key}, position"
    text = f"SELECT * FROM {table} WHERE {key} BETWEEN ? AND ? ORDER BY {order}"  # noqa: S608 - our own names
    cursor = database.sql(text, (first, last))
    names = cursor.names
    for values in cursor.fetchall():
        yield dict(zip(names, values, strict=True))
