"""The folder a backup goes to, or is restored to: room, working files, words for what is wrong."""

import contextlib
import errno
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from sqlcipher3 import dbapi2 as sqlcipher

from petitiondesk.domain.errors import DamagedRegistry, DeskError, StorageError
from petitiondesk.domain.messages import N_, Message

_SPARE = 4 << 20
"""Bytes that must be free beyond what is known to be needed: file tables, journals."""

_KEPT = N_("登记簿和以前的备份都没有改动。")

_MISSING = N_(
    "找不到文件夹：{folder}。U 盘或移动硬盘可能没有接上。{kept}请接上后再试，或者另选一个文件夹。"
)
_FULL = N_("盘已满：{folder}。{kept}请腾出空间，或者另选一个盘。")
_TOO_LARGE = N_(
    "这个盘放不下这么大的文件：{folder}。U 盘常用的 FAT32 格式，一个文件最大 4 GB。"
    "{kept}请换一个 exFAT 或 NTFS 格式的盘。"
)
_READ_ONLY = N_(
    "文件夹不能写入：{folder}。盘可能有写保护，或者没有权限。{kept}请检查后再试，或者另选一个文件夹。"
)
_OTHER = N_("读写磁盘时出错：{folder}。{kept}请检查盘是否接好再试；还不行，就换一个盘。")
_UNFAITHFUL = N_(
    "写到盘里的内容读回来不一样：{folder}。这个盘可能要坏了。{kept}请换一个盘来放备份。"
)
_DAMAGED = N_(
    "登记簿的文件有损坏，没有做成备份：{path}。以前的备份都在，没有改动任何内容。"
    "请关掉程序重新打开，按提示恢复或抢救。"
)


@contextlib.contextmanager
def minding(folder: Path) -> Iterator[None]:
    """Turn what goes wrong in ``folder`` while the block runs into one sentence.

    Raises:
        StorageError: the folder is missing, full, read-only, or its disk failed.
        DamagedRegistry: what was to be copied is damaged.
    """
    try:
        yield
    except OSError as error:
        raise _explained(error, folder) from error
    except sqlcipher.Error as error:
        raise _explained_sql(error, folder) from error


def unfaithful(folder: Path) -> StorageError:
    """The error that says a disk does not give back what was written to it."""
    return _sentence(_UNFAITHFUL, folder)


def need_folder(folder: Path) -> None:
    """Go on where ``folder`` is there.

    Raises:
        StorageError: it is not.
    """
    if not folder.is_dir():
        raise _sentence(_MISSING, folder)


def need_room(folder: Path, size: int) -> None:
    """Go on where ``size`` bytes and a little more are free in ``folder``.

    Raises:
        StorageError: they are not; says how much is needed and free.
    """
    free = shutil.disk_usage(folder).free
    if free < size + _SPARE:
        raise StorageError(
            Message(
                "盘的空间不够：需要 {needed} MB，只剩 {free} MB。{kept}请腾出空间，或者另选一个盘。",
                needed=_megabytes(size + _SPARE),
                free=f"{free >> 20:,}",
                kept=Message(_KEPT),
            )
        )


def has_room(folder: Path, size: int) -> bool:
    """Whether ``size`` bytes and a little more are free in ``folder``."""
    try:
        return shutil.disk_usage(folder).free >= size + _SPARE
    except OSError:
        return False


@contextlib.contextmanager
def scratch(folder: Path, mark: str) -> Iterator[Path]:
    """A working folder inside ``folder``, removed at the end, with those that a crash left.

    Never the computer's common temporary folder. ``mark`` tells our registry's from another's.
    """
    prefix = f".~{mark}-"
    for left in folder.glob(f"{prefix}*"):
        shutil.rmtree(left, ignore_errors=True)
    made = Path(tempfile.mkdtemp(prefix=prefix, dir=folder))
    try:
        yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)


def _explained(error: OSError, folder: Path) -> StorageError:
    if not folder.is_dir():
        return _sentence(_MISSING, folder)
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return _sentence(_FULL, folder)
    if error.errno == errno.EFBIG:
        return _sentence(_TOO_LARGE, folder)
    if isinstance(error, PermissionError) or error.errno == errno.EROFS:
        return _sentence(_READ_ONLY, folder)
    return _sentence(_OTHER, folder)


def _explained_sql(error: sqlcipher.Error, folder: Path) -> DeskError:
    text = str(error)
    if not folder.is_dir():
        return _sentence(_MISSING, folder)
    if "malformed" in text or "not a database" in text:
        return DamagedRegistry(Message(_DAMAGED, path=folder.name))
    if "full" in text:
        return _sentence(_FULL, folder)
    if "readonly" in text or "unable to open" in text:
        return _sentence(_READ_ONLY, folder)
    return _sentence(_OTHER, folder)


def _sentence(text: str, folder: Path) -> StorageError:
    return StorageError(Message(text, folder=str(folder), kept=Message(_KEPT)))


def _megabytes(size: int) -> str:
    return f"{-(-size >> 20):,}"
