"""Reading what is left of the tables of one damaged file.

SQLCipher gives a page whole or not at all, so whatever can be read is what was written. A table is
read by its key in ranges; one that cannot be read is read from both ends up to the damage, and key by
key between. The file is only read.
"""

import contextlib
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from petitiondesk.data.cursor import torn
from petitiondesk.data.database import Database
from petitiondesk.data.driver_errors import DAMAGED
from petitiondesk.domain.errors import DamagedRegistry, DeskError, RegistryError, StorageError
from petitiondesk.domain.messages import Message
from petitiondesk.domain.record import Record

_WINDOW = 400
"""Keys that are read at once."""

_SAMPLE = 24
_PATIENT = 8000
"""Failures (some 7 ms each) after which what lies between damaged pages is only sampled."""
_LAST = (1 << 63) - 1

Ranges = list[tuple[int, int]]
"""Keys that could not be read: first and last, both included."""


@dataclass
class Table:
    """What could be read of one table: rows by column name, and the ranges of keys that could not."""

    rows: list[Record] = field(default_factory=list)
    lost: Ranges = field(default_factory=list)

    @property
    def whole(self) -> bool:
        """Whether every row was read."""
        return not self.lost

    def misses(self, key: int) -> bool:
        """Whether a row of this key may have been lost."""
        return any(first <= key <= last for first, last in self.lost)


class DamagedFile:
    """One damaged file. After each failure it is opened anew, as SQLite keeps failing otherwise."""

    def __init__(self, path: Path, key: str) -> None:
        self.path = path
        self._key = key
        self._database: Database | None = None
        self._failures = 0

    @property
    def size(self) -> int:
        """Bytes of the file."""
        return self.path.stat().st_size if self.path.exists() else 0

    def database(self) -> Database:
        """The file, open."""
        if self._database is None:
            database = Database(self.path, self._key, mending=True)
            database.open()
            self._database = database
        return self._database

    def close(self) -> None:
        """Close the file; the next question opens it anew."""
        if self._database is not None:
            database, self._database = self._database, None
            with contextlib.suppress(DeskError):
                database.close()

    def try_rows(self, text: str, parameters: Sequence[object] = ()) -> list[Record] | None:
        """The rows of a query, None if not all of them can be read."""
        try:
            cursor = self.database().sql(text, parameters)
            rows = cursor.fetchall()
        except (RegistryError, StorageError):
            self.close()
            return None
        if any(map(torn, rows)):
            return None
        return [dict(zip(cursor.names, row, strict=True)) for row in rows]

    def rows(self, text: str) -> list[Record]:
        """The rows of a query, none if they cannot be read."""
        return self.try_rows(text) or []

    def scalar(self, text: str) -> int | None:
        """The number that a query gives, None if it cannot be read."""
        rows = self.try_rows(text)
        return next(iter(rows[0].values())) if rows else None

    def windows(
        self, tables: Sequence[tuple[str, str]], most: int
    ) -> Iterator[tuple[tuple[int, int], list[Table]]]:
        """Tables (name, column with the key) side by side, by windows of keys (first, last).

        The keys are numbers from 1 to ``most``; the last window holds what can be read beyond.
        """
        unreadable = {name for name, key in tables if self._unreadable(name, key, most)}
        for first in range(1, most + 1, _WINDOW):
            last = min(first + _WINDOW - 1, most)
            yield (first, last), [
                Table(lost=[(first, last)]) if name in unreadable
                else self._window(name, key, first, last)
                for name, key in tables
            ]  # fmt: skip
        yield (
            (most + 1, _LAST),
            [
                Table(self.try_rows(_BEYOND.format(table=name, key=key), (most,)) or [])
                for name, key in tables
            ],
        )

    def small(self, name: str) -> Table:
        """A small table: all of it, or its rows before the first damage and behind the last."""
        whole = self.try_rows(f"SELECT * FROM {name}")  # noqa: S608 - our own names
        if whole is not None:
            return Table(whole)
        found: dict[tuple[object, ...], Record] = {}
        for order in ("", "DESC"):
            text = f"SELECT * FROM {name} ORDER BY 1 {order} LIMIT ?"  # noqa: S608
            rows, _ = self._until_damage(text, (-1,))
            # The driver looks one row ahead: the row before the damage has to be asked for.
            for row in self.try_rows(text, (len(rows) + 1,)) or rows:
                found[tuple(row.values())] = row
        return Table(list(found.values()), [(0, 0)])

    def _unreadable(self, name: str, key: str, most: int) -> bool:
        """Whether nothing of a table can be read, going by rows here and there."""
        chance = random.Random(most)  # noqa: S311 - a sample
        text = f"SELECT 1 FROM {name} WHERE {key} = ?"  # noqa: S608 - our own names
        places = [chance.randint(1, max(most, 1)) for _ in range(_SAMPLE)]
        return all(self.try_rows(text, (place,)) is None for place in places)

    def _window(self, name: str, key: str, first: int, last: int) -> Table:
        """The rows of a range of keys."""
        found = Table()
        self._range(found, name, key, first, last)
        found.lost = _joined(found.lost)
        return found

    def _range(self, found: Table, name: str, key: str, first: int, last: int) -> None:
        """Read the rows of a range of keys in order; note which keys could not be read."""
        rows, whole = self._from_one_end(name, key, first, last)
        found.rows += rows
        if whole:
            return
        first = rows[-1][key] + 1 if rows else first
        behind, _ = self._from_one_end(name, key, first, last, "DESC")
        last = behind[-1][key] - 1 if behind else last
        self._between(found, name, key, first, last)
        found.rows += reversed(behind)

    def _from_one_end(
        self, name: str, key: str, first: int, last: int, order: str = ""
    ) -> tuple[list[Record], bool]:
        """The rows up to the first damage, and whether there was none.

        The rows of the key next to the damage are left out: there may be more of them behind it.
        """
        text = f"SELECT * FROM {name} WHERE {key} BETWEEN ? AND ? ORDER BY {key} {order}"  # noqa: S608
        rows, whole = self._until_damage(text, (first, last))
        if not whole and rows:
            edge = rows[-1][key]
            rows = [row for row in rows if row[key] != edge]
        return rows, whole

    def _until_damage(self, text: str, parameters: Sequence[object]) -> tuple[list[Record], bool]:
        """The rows of a query up to the first that cannot be read, and whether all could be."""
        rows: list[Record] = []
        try:
            cursor = self.database().sql(text, parameters)
            while (row := cursor.fetchone()) is not None:
                if torn(row):
                    raise DamagedRegistry(Message(DAMAGED, path=str(self.path)))
                rows.append(dict(zip(cursor.names, row, strict=True)))
        except (RegistryError, StorageError):
            self._failures += 1
            self.close()
            return rows, False
        return rows, True

    def _between(self, found: Table, name: str, key: str, first: int, last: int) -> None:
        """Between two damaged places: key by key, or, where there are very many, by samples."""
        step = 1 if self._failures < _PATIENT else max(1, (last - first + 1) // 8)
        text = f"SELECT * FROM {name} WHERE {key} = ?"  # noqa: S608 - our own names
        while first <= last:
            rows = self.try_rows(text, (first,))
            if rows is None:
                self._failures += 1
                found.lost.append((first, min(first + step - 1, last)))
                first += step
                continue
            found.rows += rows
            first += 1
            if step > 1:
                self._range(found, name, key, first, last)
                return


_BEYOND = "SELECT * FROM {table} WHERE {key} > ? ORDER BY {key}"


def _joined(ranges: Ranges) -> Ranges:
    """Ranges that touch made one."""
    joined: Ranges = []
    for first, last in sorted(ranges):
        if joined and first <= joined[-1][1] + 1:
            joined[-1] = (joined[-1][0], max(last, joined[-1][1]))
        else:
            joined.append((first, last))
    return joined
