"""A clean system to try a package in: Debian's base, one Chinese font, an ordinary user, no Python.

Made with debootstrap, so by root only. What runs in it has no network, sees processes of its own
only, and everything that it started ends with it; nothing stays mounted.
"""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from asking import said_by

USER = "office"
_MIRROR = "http://deb.debian.org/debian"
_DESKTOP = ("fonts-wqy-microhei", "libegl1", "libgl1", "libxcb1")
"""What every Chinese desktop has; the last three are what the package asks for."""

_SOCKETS = Path("/tmp/.X11-unix")  # noqa: S108 - where X servers are found
_ENVIRONMENT = ("PATH=/usr/sbin:/usr/bin:/sbin:/bin", "LANG=C.UTF-8")
_INTO = 'mkdir -p "$1" && mount --bind "$0" "$1" && shift && exec chroot "$@"'


class CleanRoot:
    """The system of a Debian ``suite`` in ``folder``, which must not exist yet."""

    def __init__(self, folder: Path, suite: str) -> None:
        self.folder = folder
        self.suite = suite

    def make(self) -> None:
        """Fetch and unpack it, with what a desktop brings.

        Raises:
            subprocess.CalledProcessError: it could not be had.
        """
        self.folder.parent.mkdir(parents=True, exist_ok=True)
        said_by("debootstrap", "--variant=minbase", self.suite, str(self.folder), _MIRROR)
        for command in (
            ("apt-get", "-q", "update"),
            ("apt-get", "-q", "-y", "--no-install-recommends", "install", *_DESKTOP),
            ("useradd", "--create-home", USER),
        ):
            said_by("chroot", str(self.folder), "env", *_ENVIRONMENT, *command)

    def run(
        self, *command: str, user: str = "root", display: str = "", check: bool = True
    ) -> subprocess.CompletedProcess[str]:
        """Run a command in it, without a network; ``display`` is an X server outside of it.

        Raises:
            subprocess.CalledProcessError: it failed, and ``check`` was asked for.
        """
        home = "/root" if user == "root" else f"/home/{user}"
        told = [*_ENVIRONMENT, f"HOME={home}"]
        if display:
            told += [f"DISPLAY={display}", "QT_QPA_PLATFORM=xcb"]
        done = subprocess.run(  # noqa: S603 - into a system of our own
            [_found("unshare"), "--net", "--mount", "--pid", "--fork", "--kill-child",
             f"--mount-proc={self.folder / 'proc'}", "sh", "-c", _INTO, str(_SOCKETS),
             str(self.folder / "tmp/.X11-unix"), f"--userspec={user}:{user}", str(self.folder),
             "env", "-i", *told, *command],
            capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL,
        )  # fmt: skip
        if check and done.returncode:
            error = subprocess.CalledProcessError(done.returncode, command)
            error.add_note(done.stdout + done.stderr)
            raise error
        return done

    def files(self, *below: str) -> frozenset[str]:
        """Every path below the folders named."""
        return frozenset(
            str(path.relative_to(self.folder))
            for name in below
            for path in (self.folder / name).rglob("*")
        )

    def remove(self) -> None:
        """Delete it."""
        shutil.rmtree(self.folder)


@contextmanager
def desktop() -> Iterator[str]:
    """An X server with a window manager, as ``:7``; any user of this machine may show windows."""
    _SOCKETS.mkdir(exist_ok=True)
    quiet = subprocess.DEVNULL
    read, write = os.pipe()
    server = [_found("Xvfb"), "-displayfd", str(write), "-screen", "0", "1366x768x24", "-ac",
              "-nolisten", "tcp"]  # fmt: skip
    with subprocess.Popen(server, pass_fds=[write], stderr=quiet) as screen:  # noqa: S603
        os.close(write)
        with os.fdopen(read) as pipe:
            display = f":{pipe.readline().strip()}"
        manager = [_found("openbox"), "--sm-disable"]
        told = os.environ | {"DISPLAY": display}
        with subprocess.Popen(manager, env=told, stdout=quiet, stderr=quiet) as windows:  # noqa: S603
            try:
                yield display
            finally:
                windows.terminate()
                screen.terminate()


def _found(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        raise FileNotFoundError(name)
    return found
