"""Petitions read from their rows: one with a single statement, many with one for each table."""

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import Any

from peewee import BooleanField

from petitiondesk.data.database import Database
from petitiondesk.data.petition_rows import NAMES, PARTS
from petitiondesk.data.tables import PetitionRow
from petitiondesk.domain.petition import Petition
from petitiondesk.domain.record import Record, from_record

_AT_ONCE = 500
"""Values that are asked for with IN, in one statement."""


def one(database: Database, column: str, value: object) -> Petition | None:
    """The petition whose ``column``, an own name of the program, has this value; None where none has."""
    rows = database.read(f"SELECT {_own()} FROM petitions WHERE {column} = ? LIMIT 1", (value,))  # noqa: S608
    if not rows:
        return None
    petition_id = rows[0][0]
    record = _record(PetitionRow, rows[0])
    for number, *entry in sorted(
        database.read(_parts_of_one(), (petition_id,) * len(PARTS)), key=_by_place
    ):
        part, table = list(PARTS.items())[number]
        record.setdefault(part, []).append(_record(table, entry[1:]))
    return from_record(record)


def by_ids(database: Database, ids: Sequence[int]) -> list[Petition]:
    """The petitions with these ids, in their order; unknown ids are left out."""
    found: dict[int, Petition] = {}
    for start in range(0, len(ids), _AT_ONCE):
        some = ids[start : start + _AT_ONCE]
        among = f"IN ({', '.join('?' * len(some))})"
        rows = database.read(f"SELECT {_own()} FROM petitions WHERE id {among}", some)  # noqa: S608
        found.update((p.id, p) for p in _whole(database, rows, among, some))
    return [found[i] for i in ids if i in found]


def after(database: Database, last: int, count: int) -> list[Petition]:
    """The next petitions by id after ``last``."""
    text = f"SELECT {_own()} FROM petitions WHERE id > ? ORDER BY id LIMIT ?"  # noqa: S608
    rows = database.read(text, (last, count))
    if not rows:
        return []
    return list(_whole(database, rows, "BETWEEN ? AND ?", (rows[0][0], rows[-1][0])))


def _whole(
    database: Database, rows: Sequence[Any], among: str, values: Sequence[object]
) -> Iterable[Petition]:
    """The petitions of these rows, with their parts."""
    records = {row[0]: _record(PetitionRow, row) for row in rows}
    for part, table in PARTS.items():
        text = f"""SELECT petition_id, {_columns(table)} FROM {table._meta.table_name}
            WHERE petition_id {among} ORDER BY petition_id, position"""  # noqa: S608
        for owner, *entry in database.read(text, values):
            records[owner].setdefault(part, []).append(_record(table, entry))
    return map(from_record, records.values())


def _by_place(row: Sequence[Any]) -> Any:
    return row[:2]


@cache
def _own() -> str:
    """The columns of a petition's own row, ``id`` first."""
    return _columns(PetitionRow)


@cache
def _parts_of_one() -> str:
    """All parts of one petition: number of the part, position, columns, empty ones to the same width."""
    width = max(len(_names(table)) for table in PARTS.values())
    return " UNION ALL ".join(
        f"SELECT {number}, position, {_columns(table)}{', NULL' * (width - len(_names(table)))} "  # noqa: S608
        f"FROM {table._meta.table_name} WHERE petition_id = ?"
        for number, table in enumerate(PARTS.values())
    )


def _columns(table: Any) -> str:
    return ", ".join(f'"{name}"' for name in _names(table))


@cache
def _names(table: Any) -> tuple[str, ...]:
    """The columns that are fields of the value, not how it is found."""
    names = [field.column_name for field in table._meta.sorted_fields]
    if table is PetitionRow:
        return tuple(name for name in names if name in NAMES)
    return tuple(n for n in names if n not in _KEY and not n.startswith("match_"))


_KEY = frozenset({"petition_id", "position"})


@cache
def _readers(table: Any) -> tuple[tuple[str, Callable[[Any], Any] | None], ...]:
    """Each column, and what makes a flag of it: SQLite keeps them as 0 and 1."""
    flags = {f.column_name for f in table._meta.sorted_fields if isinstance(f, BooleanField)}
    return tuple((name, bool if name in flags else None) for name in _names(table))


def _record(table: Any, row: Sequence[Any]) -> Record:
    """A row as JSON, without its empty values."""
    return {
        name: read(value) if read else value
        for (name, read), value in zip(_readers(table), row, strict=False)
        if value is not None
    }
