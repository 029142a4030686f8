"""An encrypted SQLite file: opening, transactions, closing, and the words for what goes wrong.

Everything that is particular to SQLite and SQLCipher's connection stays here. Each thread that asks
has its own connection; `release` closes the calling thread's.
"""

import contextlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import peewee
from playhouse.sqlcipher_ext import SqlCipherDatabase
from sqlcipher3 import dbapi2 as sqlcipher

from petitiondesk.domain.errors import DeskError, RegistryError, StorageError
from petitiondesk.domain.messages import N_, Message

APPLICATION_ID = 0x50657464  # "Petd": tells `file` and us whose database it is
BUSY_SECONDS = 10

_PRAGMAS = (
    ("journal_mode", "wal"),
    ("synchronous", "full"),
    ("foreign_keys", "on"),
    ("temp_store", "memory"),  # no text of a petition in a temporary file
    ("cache_size", -65536),  # 64 MiB: the index pages of a million petitions
    ("busy_timeout", BUSY_SECONDS * 1000),
)


class Database:
    """One SQLCipher file, opened with a raw key of 64 hex digits."""

    def __init__(self, path: Path, key: str) -> None:
        self.path = path
        self._peewee = SqlCipherDatabase(
            str(path), passphrase=f"x'{key}'", pragmas=_PRAGMAS, lock_type="immediate"
        )

    def open(self) -> None:
        """Connect and check that the key fits and the file is ours.

        Raises:
            RegistryError: the file is damaged, not ours, or was made with another key.
            StorageError: the folder or file cannot be opened.
        """
        with self._translated():
            self._peewee.connect(reuse_if_open=True)
            found = self.scalar("PRAGMA application_id")
        if found not in (0, APPLICATION_ID):
            self.close()
            raise RegistryError(Message("这个文件不是信访登记簿。没有改动任何内容，请另选登记簿。"))

    def close(self) -> None:
        """Close the calling thread's connection; the last one folds the WAL into the file."""
        with self._translated():
            self._peewee.close()

    release = close

    @contextlib.contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing: what the block writes is durable when it ends, or undone if it raises.

        A transaction inside another is part of it.
        """
        with self._whole("IMMEDIATE"):
            yield

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
        """Execute a peewee query here."""
        with self._translated():
            return query.execute(self._peewee)

    def sql(self, text: str, parameters: Sequence[object] | Mapping[str, object] = ()) -> Any:
        """Execute plain SQL and return its cursor; ``:name`` takes its value from a mapping."""
        with self._translated():
            return self._peewee.execute_sql(text, parameters)

    def sql_many(self, text: str, rows: Sequence[Sequence[object]]) -> None:
        """Execute plain SQL once a row, with the statement prepared once."""
        with self._translated():
            self._peewee.connection().executemany(text, rows)

    def scalar(self, text: str, parameters: Sequence[object] = ()) -> Any:
        """The first column of the first row, or None."""
        row = self.sql(text, parameters).fetchone()
        return row[0] if row else None

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
            try:
                yield
                self._peewee.execute_sql("COMMIT")
            except BaseException:
                if self.in_transaction:
                    self._peewee.execute_sql("ROLLBACK")
                raise

    @contextlib.contextmanager
    def _translated(self) -> Iterator[None]:
        """Turn the driver's errors into sentences, once, here."""
        try:
            yield
        except (peewee.DatabaseError, sqlcipher.Error) as error:
            mended = translated(error, self.path)
            if mended is None:
                raise
            raise mended from error


def translated(error: Exception, path: Path) -> DeskError | None:
    """The user's word for a driver error, or None where it is a bug of ours."""
    text = str(error)
    for part, kind, sentence in _SENTENCES:
        if part in text:
            return kind(Message(sentence, path=str(path)))
    return None


_FULL = N_(
    "磁盘已满，这一步没有保存，之前的内容都在。请腾出空间后再保存一次；填写的内容还在窗口里。"
)
_BUSY = N_(
    "登记簿正被另一个程序使用，这一步没有保存。请关掉另一个程序后再试；填写的内容还在窗口里。"
)
_READ_ONLY = N_(
    "登记簿所在的文件夹不能写入：{path}。没有改动任何内容，请检查文件夹权限，或者把登记簿移到能写入的地方。"
)
_DAMAGED = N_("登记簿文件已损坏或不是登记簿：{path}。没有改动任何内容，请从备份恢复。")
_DISK = N_("读写磁盘时出错，这一步没有保存，之前的内容都在。请检查磁盘或U盘是否接好：{path}。")

_SENTENCES: tuple[tuple[str, type[DeskError], str], ...] = (
    ("database or disk is full", StorageError, _FULL),
    ("database is locked", StorageError, _BUSY),
    ("attempt to write a readonly database", StorageError, _READ_ONLY),
    ("unable to open database file", StorageError, _READ_ONLY),
    ("file is not a database", RegistryError, _DAMAGED),
    ("database disk image is malformed", RegistryError, _DAMAGED),
    ("disk I/O error", StorageError, _DISK),
)
