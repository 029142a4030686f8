"""An encrypted SQLite file: opening, transactions, closing, and the words for what goes wrong.

Each thread that asks has its own connection (`connection`); `release` closes the calling thread's.
"""

import contextlib
import json
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import peewee
from sqlcipher3 import dbapi2 as sqlcipher

from petitiondesk.data.backup_sql import STEPS, Tick, ticking
from petitiondesk.data.connection import BUSY_SECONDS, keyed
from petitiondesk.data.cursor import Cursor, need_whole
from petitiondesk.data.driver_errors import GONE, ONLY_READING, TORN, WRITING, translated
from petitiondesk.domain.errors import DamagedRegistry, RegistryError, StorageError
from petitiondesk.domain.messages import Message
from petitiondesk.infra.wiping import wipe

APPLICATION_ID = 0x50657464  # "Petd": tells `file` and us whose database it is
_AT_ONCE = 0.03
"""Seconds that the window's thread waits for another of this program: nobody feels it."""
_LONG = 0.1
"""Seconds after which another's writing is taken for an import: the window waits no moment for it."""
_TURN_SECONDS = 600
"""Seconds that other threads wait for their turn to write: an import of tens of thousands is one
transaction, and the day's backup is noted after it."""
_KEPT = 4096
"""KiB of pages that the window's connection keeps."""
_LOG_LONG = 4 << 20
"""Bytes of the log: as much as SQLite lets gather by itself."""
Beat = Callable[[], None]
"""Called every few milliseconds of long work, which may rest or stop there."""
_FEW = 8
"""Rows that are written between two beats: some milliseconds."""
_ZERO = "\\u0000"
"""How JSON writes a zero in a text."""


def no_beat() -> None:
    """For work that nobody waits beside."""


class Database:
    """One SQLCipher file, opened with a raw key of 64 hex digits.

    ``read_only`` never writes a byte of the file or its WAL; ``mending`` is reading what is left of
    a damaged file.
    """

    def __init__(
        self, path: Path, key: str, *, read_only: bool = False, mending: bool = False
    ) -> None:
        self.path = path
        self.read_only = read_only or mending
        self._key = bytearray(key, "ascii")
        self._file: tuple[int, int] | None = None
        self._torn = False
        self._writing = threading.Lock()
        self._brief = False
        self._since = 0.0
        self._own = threading.local()  # of the thread: inside a transaction, torn, hurried
        self._peewee = keyed(path, self._key, read_only=self.read_only, mending=mending)

    def beside(self, path: Path) -> "Database":
        """Another file with the same key, for reading only."""
        return Database(path, self._key.decode("ascii"), read_only=True)

    def open(self) -> None:
        """Connect and check that the key fits and the file is ours.

        Raises:
            RegistryError: the file is damaged, not ours, or was made with another key.
            StorageError: the folder or file cannot be opened.
        """
        with self._translated():
            self._peewee.connect(reuse_if_open=True)
            found = self.scalar("PRAGMA application_id")
        self._file = _identity(self.path)
        if found not in (0, APPLICATION_ID):
            self.close()
            raise RegistryError(Message("这个文件不是信访登记簿。没有改动任何内容，请另选登记簿。"))

    def close(self) -> None:
        """Close the calling thread's connection; the last one folds the WAL into the file."""
        with self._translated():
            self._peewee.close()

    release = close

    def never_wait(self) -> None:
        """Tell the calling thread at once when another of this program is writing.

        For the window's: waiting for an import, it would paint nothing. Nor does it ever copy what
        was written from the log into the file, as SQLite does at a commit once the log is a little
        long; others do (`fold`). While the day's check reads the file, an import leaves much in the
        log, and the next step that is saved would have to copy it. And it keeps few pages: all are
        let go when another connection has written, each by a call of the system.
        """
        self._own.hurried = True
        self.sql("PRAGMA wal_autocheckpoint = 0")
        self.sql(f"PRAGMA cache_size = -{_KEPT}")

    def log_is_long(self) -> bool:
        """Whether there may be much in the log that is not in the file yet."""
        log = Path(f"{self.path}-wal")
        return not self.read_only and log.exists() and log.stat().st_size > _LOG_LONG

    def fold(self) -> None:
        """Copy what is in the log into the file, as far as nobody reads the older pages."""
        self.sql("PRAGMA wal_checkpoint(PASSIVE)").fetchall()

    def forget(self) -> None:
        """Overwrite the key, once no thread connects any more."""
        wipe(self._key)

    @contextlib.contextmanager
    def transaction(self, *, brief: bool = False) -> Iterator[None]:
        """All or nothing: what the block writes is durable when it ends, or undone if it raises.

        A transaction inside another is part of it. One thread of this program writes at a time, the
        others wait a while, or not at all (`never_wait`) unless it is a ``brief`` one.

        Raises:
            StorageError: the file is no longer where it was opened, or only opened for reading, or
                is being written into.
        """
        if self.read_only:
            raise StorageError(Message(ONLY_READING))
        with self._alone(brief=brief), self._whole("IMMEDIATE"):
            self._stay()
            yield
            self._stay()

    @contextlib.contextmanager
    def reading(self) -> Iterator[None]:
        """One consistent view of the file for all queries of the block."""
        with self._whole("DEFERRED"):
            yield

    @property
    def in_transaction(self) -> bool:
        """Whether the calling thread has one open; tests assert that none is left."""
        return not self._peewee.is_closed() and bool(self._peewee.connection().in_transaction)

    def create_tables(self, models: Sequence[type[peewee.Model]]) -> None:
        """Create tables and indices of models that are bound to no database."""
        with self._translated():
            for model in models:
                peewee.SchemaManager(model, self._peewee).create_all(safe=False)

    def run(self, query: Any) -> Any:
        """Execute a peewee query here; its rows are read at once, as a page further on may be damaged.

        Raises:
            DamagedRegistry: a page cannot be read. SQLCipher gives the last page of a long row as
                zeros, without an error, when its HMAC fails; no text of ours holds a zero.
        """
        with self._translated():
            found = query.execute(self._peewee)
            if isinstance(found, peewee.CursorWrapper):
                found.fill_cache()
                need_whole(found.row_cache)
            return found

    def read(self, text: str, parameters: Sequence[object] = ()) -> list[Any]:
        """The rows of plain SQL, looked at as `run` looks at its own.

        Raises:
            DamagedRegistry: a page cannot be read.
        """
        with self._translated():
            rows: list[Any] = self._peewee.execute_sql(text, parameters).fetchall()
            need_whole(rows)
            return rows

    def read_together(
        self, columns: str, source: str, parameters: Sequence[object] = ()
    ) -> list[list[Any]]:
        """``columns`` of the rows of ``source`` (a table, its conditions, or a select in brackets).

        As `read` gives them, in one step: SQLite hands the interpreter over at each step to whatever
        thread waits for it, and takes it back after a while. Beside an import, fifty lines for the
        window take longer to step through than to find. No column holds bytes.

        Raises:
            DamagedRegistry: a page cannot be read.
        """
        text = f"SELECT json_group_array(json_array({columns})) FROM {source}"  # noqa: S608 - our own text
        with self._translated():
            ((together,),) = self._peewee.execute_sql(text, parameters).fetchall()
            rows: list[list[Any]] = json.loads(together)
            if _ZERO in together:  # quicker to find than by going through all values
                need_whole(rows)
            return rows

    def batches(self, text: str, parameters: Sequence[object]) -> Iterator[list[Any]]:
        """The rows of plain SQL, a thousand at a time, as they are found."""
        with self._translated():
            cursor = self._peewee.execute_sql(text, parameters)
        while True:
            with self._translated():
                rows: list[Any] = cursor.fetchmany(1000)
            if not rows:
                return
            yield rows

    def sql(self, text: str, parameters: Sequence[object] | Mapping[str, object] = ()) -> Cursor:
        """Execute plain SQL and return its cursor; ``:name`` takes its value from a mapping."""
        with self._translated():
            return Cursor(self._peewee.execute_sql(text, parameters), self._translated)

    def sql_many(self, text: str, rows: Sequence[Sequence[object]], beat: Beat = no_beat) -> None:
        """Execute plain SQL once a row; ``beat`` is called every few rows, and may rest there."""
        few = max(len(rows), 1) if beat is no_beat else _FEW
        for start in range(0, len(rows), few):
            with self._translated():
                self._peewee.connection().executemany(text, rows[start : start + few])
            beat()

    @contextlib.contextmanager
    def ticking(self, tick: Tick, steps: int = STEPS) -> Iterator[None]:
        """Call ``tick`` while the calling thread's statements in the block run, also a long one.

        What it raises stops the statement, and comes out of the block.
        """
        with self._translated():
            connection = self._peewee.connection()
        with ticking(connection, tick, steps):
            yield

    def scalar(self, text: str, parameters: Sequence[object] = ()) -> Any:
        """The first column of the first row, or None."""
        row = self.sql(text, parameters).fetchone()
        return row[0] if row else None

    @contextlib.contextmanager
    def _alone(self, *, brief: bool) -> Iterator[None]:
        """The one thread of this program that writes, or the same once more."""
        if self.in_transaction:
            yield
            return
        come = self._writing.acquire(timeout=self._patience())
        if not come and not (self._brief and self._writing.acquire(timeout=BUSY_SECONDS)):
            raise StorageError(Message(WRITING))
        self._brief, self._since = brief, time.monotonic()
        try:
            yield
        finally:
            self._brief = False
            self._writing.release()

    def _patience(self) -> float:
        if not getattr(self._own, "hurried", False):
            return _TURN_SECONDS
        return 0.0 if time.monotonic() - self._since > _LONG else _AT_ONCE

    def _stay(self) -> None:
        """Go on while the file that was opened is still the one at ``path``.

        Where a stick was pulled or a folder removed, Linux goes on writing to a file that nobody
        will find again; a step must not be taken as saved then.
        """
        if self._file is not None and _identity(self.path) != self._file:
            raise StorageError(Message(GONE, path=str(self.path.parent)))

    @contextlib.contextmanager
    def _whole(self, kind: str) -> Iterator[None]:
        """BEGIN … COMMIT around the block, or nothing inside another transaction.

        Not peewee's own: when the disk is full SQLite rolls back by itself, and peewee's second
        ROLLBACK then hides what happened.
        """
        with self._translated():
            if self.in_transaction:
                yield
                return
            self._peewee.execute_sql(f"BEGIN {kind}")
            self._own.inside = True
            try:
                yield
                self._peewee.execute_sql("COMMIT")
            except BaseException:
                if self.in_transaction:
                    self._peewee.execute_sql("ROLLBACK")
                raise
            finally:
                self._own.inside = False
                self._drop_torn()

    def _drop_torn(self) -> None:
        """Give up the thread's connection after damage, once no transaction runs on it.

        SQLCipher reports a page that fails its HMAC once, and keeps it in its cache as zeros: what is
        read next would be wrong and look right. The next query connects anew.
        """
        if getattr(self._own, "torn", False) and not getattr(self._own, "inside", False):
            self._own.torn = False
            with contextlib.suppress(peewee.DatabaseError, sqlcipher.Error):
                self._peewee.close()

    @contextlib.contextmanager
    def _translated(self) -> Iterator[None]:
        """Turn the driver's errors into sentences, once, here."""
        try:
            yield
        except (peewee.DatabaseError, sqlcipher.Error) as error:
            mended = translated(error, self.path)
            if mended is None:
                raise
            if self._torn and "readonly" in str(error):  # SQLCipher writes no more after damage
                mended = DamagedRegistry(Message(TORN))
            if isinstance(mended, DamagedRegistry):
                self._torn = self._own.torn = True
                self._drop_torn()
            raise mended from error


def _identity(path: Path) -> tuple[int, int] | None:
    """What tells a file from another that takes its place; None where there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino
