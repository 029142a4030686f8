"""A registry (登记簿): the folder with its two encrypted files and the wrapped key."""

import contextlib
import shutil
from collections.abc import Iterator
from pathlib import Path

from petitiondesk.data import keys as key_file
from petitiondesk.data import schema
from petitiondesk.data.archive import Archive
from petitiondesk.data.attachments import AttachmentStore
from petitiondesk.data.clocks import Clocks
from petitiondesk.data.database import Database
from petitiondesk.data.events import Events
from petitiondesk.data.forms import Forms
from petitiondesk.data.imports import Imports
from petitiondesk.data.ledger import Ledger
from petitiondesk.data.migrations import migrate
from petitiondesk.data.petitions import Petitions
from petitiondesk.data.receptions import Receptions
from petitiondesk.data.returns import Returns
from petitiondesk.data.search import SearchIndex
from petitiondesk.data.settings import Settings
from petitiondesk.data.sheets import Sheets
from petitiondesk.domain.errors import RegistryError, StorageError
from petitiondesk.domain.messages import Message
from petitiondesk.infra.lock import InstanceLock

REGISTRY_DB = "registry.db"
ATTACHMENTS_DB = "attachments.db"
KEYS = "keys.json"
SUFFIX = ".petition"


class Registry:
    """An open registry and its repositories. Made by `create` or `open_registry`.

    ``identity`` (16 hex digits) tells one registry from another in files that go out and come back,
    ``seal_key`` proves that such a file was written by it; both are derived from the data key, so
    that a backup has them too.
    """

    def __init__(self, folder: Path, data_key: bytes, account: str, lock: InstanceLock) -> None:
        self.folder = folder
        self.account = account
        self._lock = lock
        self.database = Database(folder / REGISTRY_DB, key_file.derive(data_key, "registry"))
        self._attachments = Database(
            folder / ATTACHMENTS_DB, key_file.derive(data_key, "attachments")
        )
        self.identity = key_file.derive(data_key, "identity")[:16]
        self.seal_key = bytes.fromhex(key_file.derive(data_key, "section sheets"))
        self.search = SearchIndex(self.database)
        self.petitions = Petitions(self.database, self.search)
        self.events = Events(self.database)
        self.ledger = Ledger(self.database)
        self.settings = Settings(self.database)
        self.imports = Imports(self.database)
        self.archive = Archive(self.database)
        self.receptions = Receptions(self.database)
        self.sheets = Sheets(self.database)
        self.clocks = Clocks(self.database)
        self.returns = Returns(self.database)
        self.forms = Forms(self.database)
        self.attachments = AttachmentStore(self._attachments)

    @contextlib.contextmanager
    def transaction(self) -> Iterator[None]:
        """One durable change of the registry, whole or not at all."""
        with self.database.transaction():
            yield

    @contextlib.contextmanager
    def reading(self) -> Iterator[None]:
        """One consistent view of the registry."""
        with self.database.reading():
            yield

    def release(self) -> None:
        """Close the calling thread's connections, when its work in the background ends."""
        self.database.release()
        self._attachments.release()

    def close(self) -> None:
        """Close the files and free the folder."""
        self.release()
        self._lock.free()

    def connect(self, *, fresh: bool) -> None:
        """Open both files; make their tables when ``fresh``, lift an older schema otherwise."""
        self.database.open()
        self._attachments.open()
        if fresh:
            schema.create(self.database)
            schema.create_attachments(self._attachments)
        else:
            migrate(self.database)


def create(folder: Path, account: str, password: str) -> tuple[Registry, str]:
    """Make a new registry in a folder that does not exist yet or is empty.

    Returns the open registry and the recovery key, which is kept nowhere.

    Raises:
        InvalidInput: the password is too weak or the account has no name.
        RegistryError: something is in the folder already.
        StorageError: the folder cannot be made or written.
    """
    keys, data_key, recovery = key_file.create(account, password)
    existed = folder.exists()
    try:
        if existed and (not folder.is_dir() or any(folder.iterdir())):
            raise RegistryError(
                Message(
                    "这里已经有文件了，没有覆盖：{path}。请另选一个名字，或者打开已有的登记簿。",
                    path=str(folder),
                )
            )
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StorageError(
            Message(
                "不能在这里建立登记簿：{path}。没有留下任何文件，请换一个能写入的文件夹。",
                path=str(folder),
            )
        ) from error
    lock = InstanceLock(folder)
    try:
        lock.take()
        registry = Registry(folder, data_key, account.strip(), lock)
        registry.connect(fresh=True)
        key_file.write(folder / KEYS, keys)
    except BaseException:
        lock.free()
        _clear(folder, existed=existed)
        raise
    return registry, recovery


def open_registry(folder: Path, password: str) -> Registry:
    """Open a registry with its account's password.

    Raises:
        RegistryError: no registry there, in use, damaged, or newer than this program.
        StorageError: the folder cannot be read or written.
        WrongPassword: the password is another one.
    """
    keys = _keys_in(folder)
    data_key, account = key_file.unlock(keys, password)
    return _opened(folder, data_key, account)


def recover(folder: Path, recovery_key: str, new_password: str) -> Registry:
    """Open a registry with its recovery key and give its account a new password.

    Raises:
        WrongPassword: the recovery key does not fit.
        InvalidInput, RegistryError, StorageError: as `open_registry`.
    """
    keys = _keys_in(folder)
    changed, data_key = key_file.recover(keys, recovery_key, new_password)
    registry = _opened(folder, data_key, keys.accounts[0])
    key_file.write(folder / KEYS, changed)
    return registry


def is_registry(folder: Path) -> bool:
    """Whether a folder holds a registry's files."""
    return all((folder / name).is_file() for name in (KEYS, REGISTRY_DB))


def accounts(folder: Path) -> tuple[str, ...]:
    """Names of the accounts of a registry, without opening it."""
    return _keys_in(folder).accounts


def _keys_in(folder: Path) -> key_file.KeyFile:
    if not is_registry(folder):
        raise RegistryError(
            Message(
                "这里没有信访登记簿：{path}。没有改动任何内容，请选登记簿所在的文件夹。",
                path=str(folder),
            )
        )
    for name in (REGISTRY_DB, ATTACHMENTS_DB):
        path = folder / name
        if not path.exists() or path.stat().st_size == 0:  # SQLite would make a new one of it
            raise RegistryError(
                Message(
                    "登记簿文件已损坏或不是登记簿：{path}。没有改动任何内容，请从备份恢复。",
                    path=str(path),
                )
            )
    return key_file.read(folder / KEYS)


def _opened(folder: Path, data_key: bytes, account: str) -> Registry:
    lock = InstanceLock(folder)
    lock.take()
    registry = Registry(folder, data_key, account, lock)
    try:
        registry.connect(fresh=False)
    except BaseException:
        registry.close()
        raise
    return registry


def _clear(folder: Path, *, existed: bool) -> None:
    if existed:
        for path in folder.iterdir():
            path.unlink()
    else:
        shutil.rmtree(folder, ignore_errors=True)
