"""The connections to an encrypted SQLite file: their key, and what each begins with."""

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

from playhouse.sqlcipher_ext import SqlCipherDatabase
from sqlcipher3 import dbapi2 as sqlcipher

from petitiondesk.domain.errors import StorageError
from petitiondesk.domain.messages import Message
from petitiondesk.infra.wiping import wipe

BUSY_SECONDS = 10
"""How long one waits for another that writes."""

_READING = (
    ("cipher_log_level", "none"),  # what is damaged is said by us, not on the console
    ("temp_store", "memory"),  # no text of a petition in a temporary file
    ("cache_size", -16384),  # 16 MiB a connection
    ("busy_timeout", BUSY_SECONDS * 1000),
)
_WRITING = (
    *_READING,
    ("journal_mode", "wal"),
    ("synchronous", "full"),
    ("foreign_keys", "on"),
)
_MENDING = (("writable_schema", "on"), *_READING)
"""With it SQLite opens a file that is shorter than its header says; nothing is written by it."""

_guarding = True


@contextlib.contextmanager
def unguarded() -> Iterator[None]:
    """Leave out locking and wiping what SQLite frees, on connections that are made in the block.

    For made-up petitions in a process that ends with them (`services.filling`): writing is two to
    four times as fast. SQLCipher can turn it on later, but not off again.
    """
    global _guarding  # as SQLCipher has it: for the whole process
    _guarding = False
    try:
        yield
    finally:
        _guarding = True


class Keyed(SqlCipherDatabase):  # type: ignore[misc]
    """peewee's database with its key in one buffer: each connection is given it, none keeps its text."""

    def __init__(self, path: str, key: bytearray, **options: Any) -> None:
        super().__init__(path, **options)
        self._key = key

    def _connect(self) -> Any:
        if not any(self._key):
            raise StorageError(Message("登记簿已经关闭。没有改动任何内容，请重新打开。"))
        connection = sqlcipher.connect(self.database, isolation_level=None, **self.connect_params)
        try:
            if _guarding:
                connection.execute("PRAGMA cipher_memory_security = on")  # wiped when it is freed
            statement = f"PRAGMA key = \"x'{self._key.decode('ascii')}'\""
            connection.execute(statement)
            wipe(statement)
            self._add_conn_hooks(connection)
        except BaseException:
            connection.close()
            raise
        return connection


def keyed(path: Path, key: bytearray, *, read_only: bool, mending: bool) -> Keyed:
    """The connections to a file, not opened yet; ``key`` is held, not copied."""
    return Keyed(
        _uri(path) if read_only else str(path),
        key,
        pragmas=_MENDING if mending else _READING if read_only else _WRITING,
        lock_type="immediate",
        uri=read_only,
    )


def _uri(path: Path) -> str:
    """The file for reading only, as SQLite's URI; a share's ``//server`` stays in the path."""
    text = path.absolute().as_posix()
    return f"file://{quote(text if text.startswith('/') else '/' + text)}?mode=ro"
