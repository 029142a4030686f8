"""Reading what is left of a damaged registry, and writing it into a new folder (抢救).

SQLCipher gives a page whole or not at all, so whatever can be read is what was written. A table is
read by its key in ranges; a range that cannot be read is halved until the rows between damaged pages
are found. The damaged files are only read.
"""

import contextlib
import random
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from petitiondesk.data import keys as key_file
from petitiondesk.data import wrapping
from petitiondesk.data.attachments import AttachmentStore
from petitiondesk.data.database import Database
from petitiondesk.data.events import Link
from petitiondesk.data.folder import ATTACHMENTS_DB, KEYS, REGISTRY_DB
from petitiondesk.data.petition_rows import PARTS
from petitiondesk.data.registry import Registry
from petitiondesk.data.tables import SCHEMA
from petitiondesk.domain.errors import DamagedRegistry, DeskError, RegistryError, StorageError
from petitiondesk.domain.messages import Message
from petitiondesk.domain.record import Record
from petitiondesk.infra.lock import InstanceLock
from petitiondesk.infra.wiping import wipe

_CHUNK = 400
_SAMPLE = 24
_SMALLEST_EVENT = 100
"""Bytes: no event takes less, so that the size of the file says how many there can be."""

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


@dataclass
class Survivors:
    """What is left: links of the record, the rows of petitions and their parts, the small tables.

    ``noted`` is the number of the newest event as it was noted beside the record, 0 if unknown.
    """

    links: list[Link] = field(default_factory=list)
    noted: int = 0
    head: tuple[int, bytes] | None = None
    petitions: Table = field(default_factory=Table)
    parts: dict[str, Table] = field(default_factory=dict)
    small: dict[str, Table] = field(default_factory=dict)


SMALL = ("settings", "accounts", "receptions", "returns", "forms", "sheets", "imports",
         "imported_rows", "desk_state")  # fmt: skip
"""Tables without petitions, each read from both ends up to the first damage."""


@contextlib.contextmanager
def damaged(folder: Path, password: str, account: str | None) -> Iterator["Damaged"]:
    """A damaged registry, opened for reading what is left.

    Raises:
        WrongPassword: the password is another one.
        RegistryError: the key file is lost, it is open elsewhere, or nothing can be read.
    """
    lock: InstanceLock | None = InstanceLock(folder)
    try:
        assert lock is not None
        lock.take()
    except StorageError:
        lock = None  # a disk that cannot be written any more can still be read
    try:
        data_key, name = key_file.unlock(key_file.read(folder / KEYS), account, password)
        left = Damaged(folder, data_key, name)
        try:
            yield left
        finally:
            left.close()
            wipe(data_key)
    finally:
        if lock is not None:
            lock.free()


class Damaged:
    """A damaged registry. ``account`` is whose password opened it."""

    def __init__(self, folder: Path, data_key: bytearray, account: str) -> None:
        self.folder = folder
        self.account = account
        self._data_key = data_key
        self._registry = _Reader(folder / REGISTRY_DB, wrapping.derive(data_key, "registry"))
        self._contents = _Reader(folder / ATTACHMENTS_DB, wrapping.derive(data_key, "attachments"))

    def close(self) -> None:
        """Close both files."""
        self._registry.close()
        self._contents.close()

    def survivors(self, progress: Callable[[int, int | None], None]) -> Survivors:
        """Everything that can be read.

        Raises:
            RegistryError: not even the list of tables can be read, or it is of another schema.
            Cancelled: from ``progress``.
        """
        reader = self._registry
        version = reader.scalar("PRAGMA user_version")
        if version is None:
            raise DamagedRegistry(
                Message(
                    "登记簿文件的开头坏了，里面的内容读不出来，不能抢救：{path}。"
                    "没有改动任何内容，请从备份恢复。",
                    path=str(reader.path),
                )
            )
        if version != SCHEMA:
            raise RegistryError(
                Message(
                    "这个登记簿是用别的版本的程序写的，不能抢救。没有改动任何内容，请用当时的版本打开，或者从备份恢复。"
                )
            )
        found = Survivors()
        head = reader.rows("SELECT seq, hash FROM head WHERE id = 1")
        if head:
            found.head = (head[0]["seq"], head[0]["hash"])
            found.noted = head[0]["seq"]
        most = max(
            found.noted,
            reader.scalar("SELECT max(seq) FROM events") or reader.size // _SMALLEST_EVENT,
        )
        events = reader.table("events", "seq", most, progress)
        found.links = [Link(tuple(row.values())) for row in events.rows]
        owners = [row["petition_id"] or 0 for row in events.rows]
        most = max(
            [*owners, reader.scalar("SELECT max(id) FROM petitions") or max([0, *owners]) + _CHUNK]
        )
        found.petitions = reader.table("petitions", "id", most, progress)
        for part, model in PARTS.items():
            found.parts[part] = reader.table(model._meta.table_name, "petition_id", most, progress)
        for name in SMALL:
            found.small[name] = reader.small(name)
        return found

    def contents(self) -> tuple[list[str], bool]:
        """The hashes of the contents that are listed, and whether the list is whole."""
        table = self._contents.small("contents")
        return [str(row["sha256"]) for row in table.rows], table.whole

    def content(self, sha256: str) -> bytes | None:
        """One content, or None if not all of it can be read."""
        try:
            store = AttachmentStore(self._contents.database())
            if not store.intact(sha256):
                return None
            return b"".join(store.chunks(sha256))
        except DeskError:
            return None
        finally:
            self._contents.close()

    def new_registry(self, folder: Path) -> Registry:
        """An empty registry of the same keys in a folder of its own; the caller closes it.

        Raises:
            StorageError: the folder cannot be made.
        """
        try:
            folder.mkdir()
            shutil.copyfile(self.folder / KEYS, folder / KEYS)
        except OSError as error:
            raise StorageError(
                Message(
                    "不能在这里建立登记簿：{path}。没有留下任何文件，请换一个能写入的文件夹。",
                    path=str(folder),
                )
            ) from error
        registry = Registry(folder, bytearray(self._data_key), self.account, None)
        try:
            registry.connect(fresh=True)
        except BaseException:
            registry.close()
            raise
        return registry


def put_back(registry: Registry, survivors: Survivors) -> None:
    """Write the record as it survived into a new registry, each entry with its number and hash."""
    database = registry.database
    database.sql_many(
        "INSERT INTO events (seq, petition_id, kind, at, on_day, actor, changes, note, refers_to, "
        "hash) VALUES (?,?,?,?,?,?,?,?,?,?)",
        [link.row for link in survivors.links],
    )
    last = survivors.links[-1] if survivors.links else None
    if survivors.head is not None and (last is None or survivors.noted >= last.seq):
        database.sql("INSERT INTO head (id, seq, hash) VALUES (1, ?, ?)", survivors.head)
    elif last is not None:
        database.sql("INSERT INTO head (id, seq, hash) VALUES (1, ?, ?)", (last.seq, last.row[-1]))


def put_rows(registry: Registry, table: str, rows: Sequence[Record]) -> None:
    """Write rows of one of the `SMALL` tables as they were."""
    if rows:
        names = list(rows[0])
        marks = ", ".join("?" for _ in names)
        columns = ", ".join(f'"{name}"' for name in names)
        registry.database.sql_many(
            f"INSERT INTO {table} ({columns}) VALUES ({marks})",  # noqa: S608 - our own names
            [tuple(row.values()) for row in rows],
        )


class _Reader:
    """One damaged file. After each failure it is opened anew, as SQLite keeps failing otherwise."""

    def __init__(self, path: Path, key: str) -> None:
        self.path = path
        self._key = key
        self._database: Database | None = None

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
        if any("\0" in value for row in rows for value in row if isinstance(value, str)):
            return None  # the rest of a long text was on a page behind the end of a cut file
        return [dict(zip(cursor.names, row, strict=True)) for row in rows]

    def rows(self, text: str) -> list[Record]:
        """The rows of a query, none if they cannot be read."""
        return self.try_rows(text) or []

    def scalar(self, text: str) -> int | None:
        """The number that a query gives, None if it cannot be read."""
        rows = self.try_rows(text)
        return next(iter(rows[0].values())) if rows else None

    def table(
        self, name: str, key: str, most: int, progress: Callable[[int, int | None], None]
    ) -> Table:
        """A table with a number for a key from 1 to ``most``, and beyond where it can be read."""
        found = Table()
        if self._unreadable(name, key, most):
            found.lost.append((1, most))
            return found
        for first in range(1, most + 1, _CHUNK):
            progress(first, most)
            self._range(found, name, key, first, min(first + _CHUNK - 1, most))
        beyond = self.try_rows(_BEYOND.format(table=name, key=key), (most,))
        found.rows += beyond or []
        found.lost = _joined(found.lost)
        return found

    def small(self, name: str) -> Table:
        """A small table: all of it, or its rows before the first damage and behind the last."""
        whole = self.try_rows(f"SELECT * FROM {name}")  # noqa: S608 - our own names
        if whole is not None:
            return Table(whole)
        found: dict[tuple[object, ...], Record] = {}
        for order in ("", "DESC"):
            for row in self._until_damage(f"SELECT * FROM {name} ORDER BY 1 {order} LIMIT ?"):  # noqa: S608
                found[tuple(row.values())] = row
        return Table(list(found.values()), [(0, 0)])

    def _until_damage(self, text: str) -> list[Record]:
        """As many rows as can be read in order, found by doubling and halving the number asked for."""
        rows: list[Record] = []
        good, bad = 0, 1
        while (more := self.try_rows(text, (bad,))) is not None:
            if len(more) < bad:
                return more
            rows, good, bad = more, bad, bad * 2
        while bad - good > 1:
            middle = (good + bad) // 2
            more = self.try_rows(text, (middle,))
            if more is None:
                bad = middle
            else:
                rows, good = more, middle
        return rows

    def _unreadable(self, name: str, key: str, most: int) -> bool:
        """Whether nothing of a table can be read, going by rows here and there."""
        chance = random.Random(most)  # noqa: S311 - a sample
        text = f"SELECT 1 FROM {name} WHERE {key} = ?"  # noqa: S608 - our own names
        places = [chance.randint(1, max(most, 1)) for _ in range(_SAMPLE)]
        return all(self.try_rows(text, (place,)) is None for place in places)

    def _range(self, found: Table, name: str, key: str, first: int, last: int) -> None:
        text = f"SELECT * FROM {name} WHERE {key} BETWEEN ? AND ? ORDER BY {key}"  # noqa: S608
        rows = self.try_rows(text, (first, last))
        if rows is not None:
            found.rows += rows
        elif first == last:
            found.lost.append((first, last))
        else:
            middle = (first + last) // 2
            self._range(found, name, key, first, middle)
            self._range(found, name, key, middle + 1, last)


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
