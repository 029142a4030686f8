"""The rows of a statement, and whether they are whole."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from typing import Any

import peewee


class Cursor:
    """The rows of a statement; a page that cannot be read further on is said like everything else."""

    def __init__(self, cursor: Any, translated: Callable[[], AbstractContextManager[None]]) -> None:
        self._cursor = cursor
        self._translated = translated

    @property
    def names(self) -> list[str]:
        """The names of the columns."""
        return [column[0] for column in self._cursor.description]

    def fetchone(self) -> Any:
        """The next row, or None."""
        with self._translated():
            return self._cursor.fetchone()

    def fetchall(self) -> list[Any]:
        """The rows that are left."""
        with self._translated():
            rows: list[Any] = self._cursor.fetchall()
            return rows

    def __iter__(self) -> Iterator[Any]:
        return iter(self.fetchall())


def need_whole(rows: Sequence[Any]) -> None:
    """Go on where no text of the rows has lost its end."""
    if any(map(torn, rows)):
        raise peewee.DatabaseError("database disk image is malformed: zeros in a text")


def torn(row: Any) -> bool:
    """Whether a text of the row has lost its end."""
    values = row.values() if isinstance(row, dict) else row
    return any("\0" in value for value in values if isinstance(value, str))
