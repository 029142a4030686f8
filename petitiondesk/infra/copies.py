"""Copies of kept files for other programs (Word, WPS): a private folder for each session.

Petitions must not pass through the computer's common temporary folder, so the folders lie in the
user's own cache. A session leaves nothing behind; what a crash left goes when the next one begins.
"""

import os
import secrets
import shutil
import stat
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from platformdirs import user_cache_path

from petitiondesk.domain.errors import StorageError
from petitiondesk.domain.messages import Message

if TYPE_CHECKING:  # loaded with the first folder: the start waits for no lock
    from filelock import FileLock


class Copies:
    """The folder of one session, which nobody else may enter; made when it is first asked for.

    ``base`` holds the folders of all sessions of this user. Beside each lies its lock file, which
    the system frees when the program ends, however it ends: so a folder without an owner is known.
    """

    def __init__(self, base: Path | None = None) -> None:
        self._base = base or user_cache_path("petitiondesk", appauthor=False) / "copies"
        self._folder: Path | None = None
        self._lock: FileLock | None = None

    def folder(self) -> Path:
        """Where this session's copies go.

        Raises:
            StorageError: it could not be made.
        """
        if self._folder is None or not self._folder.is_dir():
            self._give_up()
            try:
                self._folder = self._made()
            except OSError as error:
                raise StorageError(
                    Message(
                        "存放副本的文件夹不能写入：{path}。登记簿没有改动，请检查磁盘空间和权限，或者改用“另存为”。",
                        path=str(self._base),
                    )
                ) from error
        return self._folder

    def guard(self, path: Path) -> None:
        """Make a copy read-only: Word then asks where changes are to go instead of losing them."""
        path.chmod(stat.S_IREAD)

    def clear(self) -> None:
        """Remove this session's copies, and those of sessions that ended badly.

        What another program still holds open (on Windows) stays until the next time.
        """
        self._give_up()
        folders = [path for path in self._base.glob("*") if path.is_dir() and not path.is_symlink()]
        for folder in folders:
            lock = self._lock_of(folder)
            try:
                lock.acquire()
            except OSError:  # a TimeoutError: its session is at work
                continue
            _remove(folder)
            _free(lock)

    def _made(self) -> Path:
        self._base.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder = self._base / secrets.token_hex(8)
        # The lock first: a folder that is there without its lock belongs to nobody.
        self._lock = self._lock_of(folder)
        self._lock.acquire()
        folder.mkdir(mode=0o700)
        return folder

    def _give_up(self) -> None:
        if self._folder is not None:
            _remove(self._folder)
        if self._lock is not None:
            _free(self._lock)
        self._folder = self._lock = None

    @staticmethod
    def _lock_of(folder: Path) -> "FileLock":
        from filelock import FileLock

        return FileLock(folder.with_suffix(".lock"), timeout=0)


def _free(lock: "FileLock") -> None:
    lock.release()
    Path(lock.lock_file).unlink(missing_ok=True)


def _remove(folder: Path) -> None:
    shutil.rmtree(folder, onerror=_writable_then)


def _writable_then(act: Callable[[str], object], path: str, _why: object) -> None:
    """Windows removes nothing that is read-only; what is in use there stays."""
    try:
        os.chmod(path, stat.S_IWRITE)
        act(path)
    except OSError:
        return
