"""One program at a time in one registry folder, on this computer and on a shared folder.

Within one computer the system's file lock says so, and frees itself when the process ends, however.
File locks do not reach across every shared folder, so beside the lock stands ``registry.inuse``
while a registry is open: which computer has it (no person's name), written anew every 20 seconds.
Another computer that finds it compares its time with that of a file it has just written in the same
folder. Both times come from the same file system, so that the clocks of the computers do not matter.
"""

import contextlib
import hashlib
import json
import os
import platform
import threading
import time
import uuid
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from petitiondesk.domain.errors import RegistryError, StorageError
from petitiondesk.domain.messages import Message

LOCK = "registry.lock"
IN_USE = "registry.inuse"
_PROBE = "registry.inuse.now"

BEAT = 20.0
"""Seconds between two signs of life."""
STALE = 90.0
"""Seconds without a sign of life after which a computer counts as gone."""


@dataclass(frozen=True)
class Machine:
    """A computer: its name for people, and what tells it from another of the same name."""

    host: str
    mark: str


def this_machine() -> Machine:
    """This computer. The mark is a hash: the address of its network card is nobody's business."""
    host = platform.node()
    mark = hashlib.sha256(f"{host} {uuid.getnode():x}".encode("utf-8", "surrogatepass"))
    return Machine(host, mark.hexdigest()[:16])


class InstanceLock:
    """The lock of a registry folder. ``beat`` and ``stale`` are in seconds."""

    def __init__(
        self,
        folder: Path,
        machine: Machine | None = None,
        *,
        beat: float = BEAT,
        stale: float = STALE,
    ) -> None:
        self._lock = FileLock(folder / LOCK, timeout=0)
        self._folder = folder
        self._machine = machine or this_machine()
        self._beat = beat
        self._stale = stale
        self._sign = b""
        self._ended = threading.Event()
        self._seen = time.time()
        self._taken_over = False

    def take(self) -> None:
        """Take the lock.

        Raises:
            RegistryError: another program or another computer has the registry open.
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
            raise self._not_writable() from error
        try:
            self._claim()
        except OSError as error:
            self._withdraw()
            self._lock.release()
            raise self._not_writable() from error
        except RegistryError:
            self._lock.release()
            raise

    def hold(self) -> None:
        """Go on while the registry is still this computer's, before something is written.

        A computer that slept for minutes may find that another has opened the registry meanwhile.

        Raises:
            RegistryError: another computer has taken it over.
        """
        if self._sign and time.time() - self._seen > self._stale / 2:
            self._renew()
        if self._taken_over:
            raise RegistryError(
                Message(
                    "这台电脑停了一会儿，登记簿已经在另一台电脑上打开。这一步没有保存，之前的内容都在。"
                    "请在那台电脑上继续，或者等那边关掉后，在这里锁定（Ctrl+L）再打开。"
                )
            )

    def free(self) -> None:
        """Give the lock back."""
        self._ended.set()
        if self._sign and not self._taken_over:
            with contextlib.suppress(OSError):  # a stick that was pulled
                if self._holder() == self._sign:
                    (self._folder / IN_USE).unlink()
        self._sign = b""
        with contextlib.suppress(OSError):
            self._lock.release()

    def _claim(self) -> None:
        """Write the sign of life unless another computer gives one."""
        other = self._other_host()
        if other is not None:
            raise RegistryError(
                Message(
                    "这个登记簿正在另一台电脑（{host}）上打开。没有改动任何内容，请先在那台电脑上关掉。"
                    "如果那台电脑已经关机或断网，请等两分钟再打开。",
                    host=other,
                )
            )
        body = {
            "host": self._machine.host,
            "machine": self._machine.mark,
            "since": time.strftime("%Y-%m-%d %H:%M"),
            "process": os.getpid(),
        }
        self._sign = json.dumps(body, ensure_ascii=False).encode("utf-8", "surrogatepass")
        (self._folder / IN_USE).write_bytes(self._sign)
        self._seen = time.time()
        threading.Thread(target=self._live, name="registry in use", daemon=True).start()

    def _withdraw(self) -> None:
        """Remove a sign of life that could not be written whole."""
        if self._sign:
            with contextlib.suppress(OSError):
                (self._folder / IN_USE).unlink()
        self._sign = b""

    def _other_host(self) -> str | None:
        """The name of another computer that has the registry open now, or None."""
        path = self._folder / IN_USE
        try:
            content = path.read_bytes()
            if not content:
                return None  # the disk was full when it was written: nobody got in by it
            body = json.loads(content)
            host, mark = str(body["host"]), str(body["machine"])
        except FileNotFoundError:
            return None
        except (ValueError, KeyError, TypeError):
            host, mark = "?", ""
        if mark == self._machine.mark:
            return None  # this computer's file lock was free: what wrote it has crashed
        probe = self._folder / _PROBE
        probe.write_bytes(b"")
        try:
            age = probe.stat().st_mtime - path.stat().st_mtime
        except FileNotFoundError:
            return None  # closed just now
        finally:
            probe.unlink(missing_ok=True)
        return host if age < self._stale else None

    def _live(self) -> None:
        while not self._ended.wait(self._beat):
            self._renew()

    def _renew(self) -> None:
        """Give a sign of life, or notice that the registry was taken over."""
        try:
            if self._holder() != self._sign:
                self._taken_over = True
                self._ended.set()
                return
            # Over the same bytes: whoever reads at this moment finds them whole.
            with (self._folder / IN_USE).open("r+b") as file:
                file.write(self._sign)
                os.fsync(file.fileno())
            self._seen = time.time()
        except OSError:
            return  # the folder is gone for now: what is written there says so

    def _holder(self) -> bytes:
        return (self._folder / IN_USE).read_bytes()

    def _not_writable(self) -> StorageError:
        return StorageError(
            Message(
                "登记簿所在的文件夹不能写入：{path}。没有改动任何内容，请检查文件夹权限，或者把登记簿移到能写入的地方。",
                path=str(self._folder),
            )
        )
