"""Reading what is left of a damaged registry, and writing it into a new folder (抢救).

How tables with unreadable pages are read is told in `damaged_file`.
"""

import contextlib
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from petitiondesk.data import keys as key_file
from petitiondesk.data import wrapping
from petitiondesk.data.attachments import AttachmentStore
from petitiondesk.data.damaged_file import DamagedFile, Table
from petitiondesk.data.folder import ATTACHMENTS_DB, KEYS, REGISTRY_DB
from petitiondesk.data.petition_rows import PARTS
from petitiondesk.data.registry import Registry
from petitiondesk.data.tables import SCHEMA
from petitiondesk.domain.errors import DamagedRegistry, DeskError, RegistryError, StorageError
from petitiondesk.domain.messages import Message
from petitiondesk.domain.record import Record
from petitiondesk.infra.lock import InstanceLock
from petitiondesk.infra.wiping import wipe

_SMALLEST_EVENT = 100
"""Bytes: no event takes less, so that the size of the file says how many there can be."""


_BEYOND_KNOWN = 400
"""Petitions that are looked for beyond the last one that an event names, where nothing tells more."""


@dataclass(frozen=True)
class Window:
    """What could be read of the petitions with ids from ``first`` to ``last``, and of their parts."""

    first: int
    last: int
    petitions: Table
    parts: dict[str, Table]


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
        self._registry = DamagedFile(folder / REGISTRY_DB, wrapping.derive(data_key, "registry"))
        self._contents = DamagedFile(
            folder / ATTACHMENTS_DB, wrapping.derive(data_key, "attachments")
        )

    def close(self) -> None:
        """Close both files."""
        self._registry.close()
        self._contents.close()

    def need_readable(self) -> None:
        """Go on where there is something to salvage.

        Raises:
            RegistryError: not even the list of tables can be read, or it is of another schema.
        """
        version = self._registry.scalar("PRAGMA user_version")
        if version is None:
            raise DamagedRegistry(
                Message(
                    "登记簿文件的开头坏了，里面的内容读不出来，不能抢救：{path}。"
                    "没有改动任何内容，请从备份恢复。",
                    path=str(self._registry.path),
                )
            )
        if version != SCHEMA:
            raise RegistryError(
                Message(
                    "这个登记簿是用别的版本的程序写的，不能抢救。没有改动任何内容，请用当时的版本打开，或者从备份恢复。"
                )
            )

    def head(self) -> tuple[int, bytes] | None:
        """Number and hash of the newest event, as noted beside the record; None if unreadable."""
        rows = self._registry.rows("SELECT seq, hash FROM head WHERE id = 1")
        return (rows[0]["seq"], rows[0]["hash"]) if rows else None

    def events(self, noted: int) -> Iterator[list[Record]]:
        """The rows of events by number, some hundred at a time; ``noted`` is the newest known of."""
        reader = self._registry
        newest = reader.scalar("SELECT max(seq) FROM events")
        most = max(noted, newest or reader.size // _SMALLEST_EVENT)
        for _, (table,) in reader.windows([("events", "seq")], most):
            yield table.rows

    def petitions(self, newest: int) -> Iterator[Window]:
        """The petitions by id with their parts; ``newest`` is the last that an event names."""
        most = self._registry.scalar("SELECT max(id) FROM petitions") or newest + _BEYOND_KNOWN
        tables = [(model._meta.table_name, "petition_id") for model in PARTS.values()]
        tables.insert(0, ("petitions", "id"))
        for (first, last), (rows, *parts) in self._registry.windows(tables, max(most, newest)):
            yield Window(first, last, rows, dict(zip(PARTS, parts, strict=True)))

    def small(self) -> dict[str, Table]:
        """The `SMALL` tables by name."""
        return {name: self._registry.small(name) for name in SMALL}

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
            self._contents.close()
            return None

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


def put_rows(registry: Registry, table: str, rows: Sequence[Record]) -> None:
    """Write rows of a table as they were."""
    if rows:
        names = list(rows[0])
        marks = ", ".join("?" for _ in names)
        columns = ", ".join(f'"{name}"' for name in names)
        registry.database.sql_many(
            f"INSERT INTO {table} ({columns}) VALUES ({marks})",  # noqa: S608 - our own names
            [tuple(row.values()) for row in rows],
        )
