"""Connections of their own for copying: backups are made beside the clerk's work, not in its way.

`data.database.Database` keeps one connection a thread for the registry, with its journal for many
readers (WAL). A copy on a stick or a share must be one plain file, so these are plain connections.
"""

import contextlib
import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2 as sqlcipher

Connection = Any
"""A connection of ``sqlcipher3``, which ships no types."""

Tick = Callable[[], None]
"""Called now and then during a long statement; what it raises stops the statement."""

STEPS = 2_000
"""SQLite's own steps between two ticks: some milliseconds."""

_BUSY_SECONDS = 10


@contextlib.contextmanager
def connected(path: Path, key: str) -> Iterator[Connection]:
    """A connection to a SQLCipher file with a raw key of 64 hex digits; made where there is none."""
    connection = sqlcipher.connect(str(path), isolation_level=None, timeout=_BUSY_SECONDS)
    try:
        connection.execute(f"PRAGMA key = \"x'{key}'\"")
        connection.execute("PRAGMA cipher_log_level = NONE")  # what is damaged is said in words
        connection.execute("PRAGMA temp_store = memory")
        connection.execute("PRAGMA synchronous = full")
        connection.execute("PRAGMA foreign_keys = on")
        yield connection
    finally:
        connection.close()


@contextlib.contextmanager
def ticking(connection: Connection, tick: Tick, steps: int = STEPS) -> Iterator[None]:
    """Call ``tick`` while the block's statements run; what it raises comes out of the block.

    ``steps`` are SQLite's own, between two ticks; in a check of a whole file each page is one.
    """
    raised: list[BaseException] = []

    def step() -> int:
        try:
            tick()
        except BaseException as error:  # noqa: B036 - handed on below, past SQLite
            raised.append(error)
            return 1
        return 0

    connection.set_progress_handler(step, steps)
    try:
        yield
    except Exception:
        if raised:  # SQLite said that it was interrupted, in whatever words
            # Taken out: a connection that is given up keeps its handler, and what that holds.
            raise raised.pop() from None
        raise
    finally:
        with contextlib.suppress(sqlcipher.ProgrammingError):  # given up after damage
            connection.set_progress_handler(None, 0)
    if raised:
        raise raised.pop()


def faults(connection: Connection) -> list[str]:
    """What is damaged in a whole file that ``VACUUM INTO`` has made.

    SQLite's check reads every page of it once: none is free, and one that nothing refers to is named.
    SQLCipher looks at the HMAC of each page that is read, so that its own check would only read
    everything a second time (a test tears every single page).
    """
    try:
        found = connection.execute("PRAGMA quick_check").fetchall()
    except sqlcipher.DatabaseError as error:
        if not is_damage(error):
            raise
        return [str(error)]
    return [str(row[0]) for row in found if row[0] != "ok"]


def is_damage(error: sqlcipher.Error) -> bool:
    """Whether an error tells of the file's content, not of its disk or of who else uses it."""
    return not any(part in str(error) for part in _PASSING)


_PASSING = ("locked", "full", "I/O", "unable to open", "readonly", "interrupted", "memory")


class Reader:
    """Reads the contents of attachments out of one file.

    Once SQLCipher has met a damaged page it gives nothing more through that connection, so the file
    is opened anew: a damaged page costs one content, not all that follow.
    """

    def __init__(self, path: Path, key: str) -> None:
        self._file = (path, key)
        self._open = contextlib.ExitStack()
        self._connection: Connection | None = None

    def __enter__(self) -> "Reader":
        return self

    def __exit__(self, *_raised: object) -> None:
        self._close()

    def pieces(self, sha256: str) -> Iterator[tuple[int, bytes]]:
        """Position and bytes of the pieces; where one is unreadable they end, and no hash will fit."""
        try:
            if self._connection is None:
                self._connection = self._open.enter_context(connected(*self._file))
            yield from self._connection.execute(
                "SELECT position, data FROM chunks WHERE sha256 = ? ORDER BY position", (sha256,)
            )
        except sqlcipher.DatabaseError as error:
            self._close()
            if not is_damage(error):
                raise

    def is_whole(self, sha256: str) -> bool:
        """Whether a content can be read and has its hash."""
        digest = hashlib.sha256()
        for _, data in self.pieces(sha256):
            digest.update(data)
        return digest.hexdigest() == sha256

    def copy(self, sha256: str, size: int, target: Connection) -> bool:
        """Copy a content inside the target's transaction.

        False, and nothing is copied, where what was read has not its hash.
        """
        target.execute("SAVEPOINT one")
        target.execute("INSERT INTO contents (sha256, size) VALUES (?, ?)", (sha256, size))
        digest = hashlib.sha256()
        for position, data in self.pieces(sha256):
            digest.update(data)
            target.execute(
                "INSERT INTO chunks (sha256, position, data) VALUES (?, ?, ?)",
                (sha256, position, data),
            )
        good = digest.hexdigest() == sha256
        if not good:
            target.execute("ROLLBACK TO one")
        target.execute("RELEASE one")
        return good

    def _close(self) -> None:
        self._open.close()
        self._connection = None


def contents(connection: Connection) -> dict[str, int]:
    """SHA-256 → size in bytes of every content of attachments in a file, in a fixed order.

    A file without tables holds none: its making was cut short.
    """
    if not connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
        return {}
    return dict(connection.execute("SELECT sha256, size FROM contents ORDER BY sha256").fetchall())
