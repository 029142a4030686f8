"""Making and opening registries: the lock, the keys, what was begun and not ended."""

import contextlib
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

from petitiondesk.data import checks, key_change, wrapping
from petitiondesk.data import keys as key_file
from petitiondesk.data.driver_errors import MISSING
from petitiondesk.data.folder import ATTACHMENTS_DB, KEYS, REGISTRY_DB, refuse_other_folders
from petitiondesk.data.registry import Registry
from petitiondesk.domain.errors import DamagedRegistry, RegistryError, StorageError
from petitiondesk.domain.messages import Message
from petitiondesk.domain.record import Event
from petitiondesk.infra.lock import InstanceLock


def create(folder: Path, account: str, password: str) -> tuple[Registry, str]:
    """Make a new registry in a folder that does not exist yet or is empty.

    Returns the open registry and the recovery key, which is kept nowhere.

    Raises:
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
        registry = Registry(folder, data_key, account, lock)
        registry.connect(fresh=True)
        key_file.write(folder / KEYS, keys)
    except BaseException:
        lock.free()
        _clear(folder, existed=existed)
        raise
    return registry, recovery


def open_registry(
    folder: Path, password: str, account: str | None = None, *, read_only: bool = False
) -> Registry:
    """Open a registry with an account's password; without a name, the one whose password it is.

    ``read_only`` opens of a damaged one what can be opened; nothing is written.

    Raises:
        RegistryError: no registry there, in use, damaged, or newer than this program.
        StorageError: the folder cannot be read or written.
        WrongPassword: the password is another one.
    """
    if read_only:
        return _looked_at(folder, password, account)
    with _held(folder) as (lock, keys):
        data_key, name = key_file.unlock(keys, account, password)
        registry = _opened(folder, data_key, name, lock)
    if not key_file.has_pair(keys, name):
        registry.set_password(name, password)
    return registry


def load_ahead() -> None:
    """What an opening needs of every registry alike: the cipher's library, the tables as they must be."""
    wrapping.load_ahead()
    checks.load_ahead()


def recover(
    folder: Path, recovery_key: str, new_password: str, account: str | None = None
) -> Registry:
    """Open a registry with its recovery key and give an account (the first) a new password.

    Raises:
        WrongPassword: the recovery key does not fit.
        RegistryError, StorageError: as `open_registry`.
    """
    with _held(folder) as (lock, keys):
        data_key = key_file.recover(keys, recovery_key)
        name = account or next(iter(keys.accounts), "")
        registry = _opened(folder, data_key, name, lock)
    try:
        registry.set_password(name, new_password)
    except BaseException:
        registry.close()
        raise
    return registry


def open_with_key(folder: Path, data_key: bytearray, account: str) -> Registry:
    """Open a registry whose data key is known already: one that was just laid out from a backup.

    Raises:
        RegistryError, StorageError: as `open_registry`.
    """
    with _held(folder) as (lock, _keys):
        return _opened(folder, bytearray(data_key), account, lock)


def with_new_key(
    registry: Registry, draft: Event, progress: Callable[[int, int | None], None]
) -> Registry:
    """Encrypt everything anew with a new data key; return the registry, opened with it.

    ``draft`` is the event that tells of it. The old registry is closed. However it ends, the folder
    holds the old key's files or the new one's, whole (`data.key_change`).

    Raises:
        RegistryError, StorageError, Cancelled: nothing was changed; ``registry`` is open as before,
            unless the last renames failed: then it is closed, and the next opening makes them good.
    """
    folder, account = registry.folder, registry.account
    new_key = key_change.prepare(registry, draft, progress)
    lock = registry.hand_over()
    assert lock is not None
    try:
        key_change.finish(folder)
    except BaseException:
        lock.free()
        raise
    return _opened(folder, new_key, account, lock)


def _keys_in(folder: Path) -> key_file.KeyFile:
    for name in (REGISTRY_DB, ATTACHMENTS_DB):
        path = folder / name
        if not path.exists():  # SQLite would make a new one
            raise DamagedRegistry(Message(MISSING, path=str(path)))
        if path.stat().st_size == 0:  # and take this one for new
            raise DamagedRegistry(
                Message(
                    "登记簿文件已损坏或不是登记簿：{path}。没有改动任何内容，请从备份恢复。",
                    path=str(path),
                )
            )
    return key_file.read(folder / KEYS)


@contextlib.contextmanager
def _held(folder: Path) -> Iterator[tuple[InstanceLock, key_file.KeyFile]]:
    """The folder's lock and keys, once a change of the key that was begun is ended or undone.

    The lock is freed when the block raises.
    """
    refuse_other_folders(folder)
    lock = InstanceLock(folder)
    lock.take()
    try:
        key_change.finish(folder)
        yield lock, _keys_in(folder)
    except BaseException:
        lock.free()
        raise


def _looked_at(folder: Path, password: str, account: str | None) -> Registry:
    refuse_other_folders(folder)
    lock: InstanceLock | None = InstanceLock(folder)
    try:
        assert lock is not None
        lock.take()
    except StorageError:
        lock = None  # a disk that cannot be written any more can still be read
    registry = None
    try:
        data_key, name = key_file.unlock(key_file.read(folder / KEYS), account, password)
        registry = Registry(folder, data_key, name, lock, read_only=True)
        registry.look()
    except BaseException:
        if registry is not None:
            registry.close()
        elif lock is not None:
            lock.free()
        raise
    return registry


def _opened(folder: Path, data_key: bytearray, account: str, lock: InstanceLock) -> Registry:
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
