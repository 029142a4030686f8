"""One program at a time in one registry folder."""

from pathlib import Path

from filelock import FileLock, Timeout

from petitiondesk.domain.errors import RegistryError, StorageError
from petitiondesk.domain.messages import Message


class InstanceLock:
    """The lock file of a registry folder; the system frees it when the process ends, however."""

    def __init__(self, folder: Path) -> None:
        self._lock = FileLock(folder / "registry.lock", timeout=0)
        self._folder = folder

    def take(self) -> None:
        """Take the lock.

        Raises:
            RegistryError: another program has the registry open.
            StorageError: the folder cannot be written.
        """
        try:
            self._lock.acquire()
        except Timeout as error:
            raise RegistryError(
                Message(
                    "这个登记簿已在另一个窗口或程序里打开。没有改动任何内容，请用那个窗口，或者先把它关掉。"
                )
            ) from error
        except OSError as error:
            raise StorageError(
                Message(
                    "登记簿所在的文件夹不能写入：{path}。没有改动任何内容，请检查文件夹权限，或者把登记簿移到能写入的地方。",
                    path=str(self._folder),
                )
            ) from error

    def free(self) -> None:
        """Give the lock back."""
        self._lock.release()
