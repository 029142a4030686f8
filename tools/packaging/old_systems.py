"""Old systems (glibc 2.28): the C library that the program was built for goes along.

Qt's own binaries ask for a newer one than Kylin V10 or UOS 20 have (docs/decisions/0020). Newer
systems never use it: `launcher.sh` looks.
"""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

from asking import said_by

PARTS = (
    "ld-linux-x86-64.so.2", "libc.so.6", "libm.so.6", "libdl.so.2", "libpthread.so.0", "librt.so.1",
    "libutil.so.1", "libresolv.so.2",
)  # fmt: skip
"""The C library's files, all of one version."""

_SYSTEM = Path("/lib/x86_64-linux-gnu")
_VERSION = re.compile(r"\(GLIBC_(\d+)\.(\d+)")
_NOTICE = Path("/usr/share/doc/libc6/copyright")
_LAUNCHER = Path(__file__).with_name("launcher.sh")


def add_c_library(tree: Path) -> tuple[int, int]:
    """Add this system's C library to ``tree``; returns the newest version that the tree asks for."""
    needed = newest_asked_for(tree)
    folder = tree / "_internal" / "glibc"
    folder.mkdir()
    for name in PARTS:
        shutil.copy(_SYSTEM / name, folder / name)
    notice = tree / "_internal" / "resources" / "licences" / "system" / "libc6.txt"
    shutil.copy(_NOTICE, notice)
    return needed


def newest_asked_for(tree: Path) -> tuple[int, int]:
    """The newest version of the C library that any file in ``tree`` asks for, as (2, 34)."""
    found = [(0, 0)]
    for path in programs(tree):
        text = said_by("objdump", "-T", str(path))
        found += [(int(major), int(minor)) for major, minor in _VERSION.findall(text)]
    return max(found)


def programs(tree: Path) -> Iterator[Path]:
    """Every program and library in ``tree``, links left out."""
    for path in sorted(tree.rglob("*")):
        if path.is_file() and not path.is_symlink():
            with path.open("rb") as file:
                if file.read(4) == b"\x7fELF":
                    yield path


def add_launcher(tree: Path, needed: tuple[int, int]) -> None:
    """Write the file that starts the program, with the version of the C library that it looks for."""
    text = _LAUNCHER.read_text("utf-8")
    major, minor = needed
    for mark, value in (("NEEDED", f"{major}.{minor}"), ("MAJOR", major), ("MINOR", minor)):
        text = text.replace(f"@{mark}@", str(value))
    (tree / "petitiondesk").write_text(text, "utf-8")
