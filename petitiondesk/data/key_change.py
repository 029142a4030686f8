"""Another data key (数据密钥) for a registry: everything is encrypted anew, whole or not at all.

The folder ``new-key`` in the registry's own takes complete copies of the three files under the new
key. When they are there, checked and durable, the file ``ready`` is put beside them: from then on
the change has happened. `finish` moves them into their places, and does so again at the next opening
if the program was ended in between; without ``ready`` it removes the copies, and nothing has
changed.
"""

import os
import secrets
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from petitiondesk.data import keys as key_file
from petitiondesk.data import wrapping
from petitiondesk.data.database import Database
from petitiondesk.data.events import Events
from petitiondesk.data.settings import Settings
from petitiondesk.domain.errors import RegistryError, StorageError
from petitiondesk.domain.messages import Message
from petitiondesk.domain.record import Event
from petitiondesk.infra.replacing import replace_patiently, settle

if TYPE_CHECKING:
    from petitiondesk.data.registry import Registry

FOLDER = "new-key"
KEPT = "outward keys"
"""Key in ``desk_state``: `outward_keys` as they were before the first change."""

_READY = "ready"
_FILES = ("registry.db", "attachments.db", "keys.json")
_PURPOSES = {"registry.db": "registry", "attachments.db": "attachments"}

Progress = Callable[[int, int | None], None]


def outward_keys(data_key: bytearray) -> list[str]:
    """The registry's identity and seal key (hex) by which its files come back, from the data key."""
    return [wrapping.derive(data_key, "identity")[:16], wrapping.derive(data_key, "section sheets")]


def prepare(registry: "Registry", draft: Event, progress: Progress) -> bytearray:
    """Make the copies under a new key, check them, and put ``ready`` beside them; return the key.

    The registry stays open and as it was; nobody may write it any more until `finish`.

    Raises:
        RegistryError: the key file holds an entry that is not ours.
        StorageError: there is not enough room, or the disk failed; the copies are removed.
        Cancelled: from ``progress``.
    """
    folder = registry.folder / FOLDER
    new_key = bytearray(secrets.token_bytes(wrapping.KEY_BYTES))
    keys = key_file.rekeyed(registry.key_file(), registry.data_key, new_key)
    _need_room(registry.folder)
    try:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        for done, name in enumerate(_PURPOSES):
            progress(done, len(_FILES))
            _copy(registry, folder / name, new_key)
        _tell(registry, folder / "registry.db", new_key, draft)
        _check(folder / "registry.db", new_key)
        progress(2, len(_FILES))
        key_file.write(folder / "keys.json", keys)
        for name in _FILES:
            _sync(folder / name)
        settle(folder)
        progress(len(_FILES), len(_FILES))
        (folder / _READY).touch()
        _sync(folder / _READY)
        settle(folder)
    except OSError as error:
        shutil.rmtree(folder, ignore_errors=True)
        raise StorageError(
            Message("磁盘出错，没有更换密钥，登记簿没有改动。请检查磁盘空间和文件夹权限后再试。")
        ) from error
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return new_key


def finish(folder: Path) -> None:
    """End a change that was begun: move the new files into place, or remove them.

    Nobody may have the registry open; the caller holds its lock.

    Raises:
        StorageError: the disk failed; the next call goes on where this one stopped.
    """
    copies = folder / FOLDER
    if not copies.exists():
        return
    if not (copies / _READY).exists():
        shutil.rmtree(copies, ignore_errors=True)
        return
    try:
        for name in _FILES:
            if (copies / name).exists():
                for rest in ("-wal", "-shm"):  # of the old file: they must not meet the new one
                    (folder / f"{name}{rest}").unlink(missing_ok=True)
                replace_patiently(copies / name, folder / name)
        settle(folder)
        (copies / _READY).unlink()
        shutil.rmtree(copies, ignore_errors=True)
    except OSError as error:
        raise StorageError(
            Message(
                "换密钥的最后一步没有做完：{path}不能写入。登记的内容都在，请检查文件夹后再打开一次，程序会接着做完。",
                path=str(folder),
            )
        ) from error


def _copy(registry: "Registry", target: Path, new_key: bytearray) -> None:
    """One file whole under the new key."""
    purpose = _PURPOSES[target.name]
    source = Database(registry.folder / target.name, wrapping.derive(registry.data_key, purpose))
    source.open()
    try:
        source.sql("VACUUM INTO ?", (str(target),))
    finally:
        source.close()
    copy = Database(target, wrapping.derive(registry.data_key, purpose))
    copy.open()
    try:
        # Not in WAL mode: SQLCipher encrypts the file page by page in one transaction.
        copy.sql("PRAGMA journal_mode = delete")
        copy.sql(f"PRAGMA rekey = \"x'{wrapping.derive(new_key, purpose)}'\"")
    finally:
        copy.close()
    _check(target, new_key)


def _check(path: Path, new_key: bytearray) -> None:
    """Read a copy whole: a disk that failed while it was encrypted does not always say so.

    Raises:
        StorageError: it is not whole.
    """
    copy = Database(path, wrapping.derive(new_key, _PURPOSES[path.name]))
    try:
        copy.open()
        faults = copy.sql("PRAGMA cipher_integrity_check").fetchall()
        faults += [row for row in copy.sql("PRAGMA quick_check").fetchall() if row[0] != "ok"]
    except RegistryError:
        faults = [path.name]
    finally:
        copy.close()
    if faults:
        raise StorageError(
            Message("磁盘出错，没有更换密钥，登记簿没有改动。请检查磁盘空间和文件夹权限后再试。")
        )


def _tell(registry: "Registry", path: Path, new_key: bytearray, draft: Event) -> None:
    """Write into the copy that the key was changed."""
    copy = Database(path, wrapping.derive(new_key, "registry"))
    copy.open()
    try:
        with copy.transaction():
            Settings(copy).remember(KEPT, [registry.identity, registry.seal_key.hex()])
            Events(copy).append([draft])
    finally:
        copy.close()


def _need_room(folder: Path) -> None:
    """Refuse where the copies would not fit.

    Raises:
        StorageError: with the megabytes needed and free.
    """
    try:
        needed = sum(path.stat().st_size for path in folder.iterdir() if path.is_file())
        free = shutil.disk_usage(folder).free
    except OSError:
        return  # what is wrong is said when the copies are made
    if free < needed * 2:  # the copy, and what SQLite keeps beside it while it encrypts
        raise StorageError(
            Message(
                "磁盘空间不够：换密钥要 {needed} MB，只剩 {free} MB。登记簿没有改动，请腾出空间后再试。",
                needed=max(1, needed * 2 >> 20),
                free=free >> 20,
            )
        )


def _sync(path: Path) -> None:
    with path.open("r+b") as file:  # Windows syncs only what may be written
        os.fsync(file.fileno())
