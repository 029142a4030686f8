"""Archives that are the same to the byte when they are made of the same files."""

import hashlib
import lzma
import tarfile
from collections.abc import Iterator
from pathlib import Path

_FILTERS = [{"id": lzma.FILTER_X86}, {"id": lzma.FILTER_LZMA2, "preset": 9}]
"""Jumps of programs made comparable first: five per cent less."""


def write_tar(tree: Path, path: Path, folder: str, epoch: int) -> Path:
    """Pack ``tree`` as ``folder`` into a .tar.xz whose times are ``epoch``; returns its path."""

    def plain(entry: tarfile.TarInfo) -> tarfile.TarInfo:
        entry.mtime = epoch
        entry.uid = entry.gid = 0
        entry.uname = entry.gname = "root"
        return entry

    with (
        lzma.open(
            path, "wb", format=lzma.FORMAT_XZ, check=lzma.CHECK_CRC64, filters=_FILTERS
        ) as out,
        tarfile.open(fileobj=out, mode="w", format=tarfile.GNU_FORMAT) as packed,
    ):
        for file in _sorted(tree):
            packed.add(file, folder / file.relative_to(tree), recursive=False, filter=plain)
    return path


def write_sums(folder: Path) -> None:
    """Write ``SHA256SUMS`` of all files in ``folder``, as ``sha256sum -c`` reads it."""
    lines = [
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n"
        for path in sorted(folder.iterdir())
        if path.is_file() and path.name != "SHA256SUMS"
    ]
    (folder / "SHA256SUMS").write_text("".join(lines), "utf-8")


def _sorted(tree: Path) -> Iterator[Path]:
    yield tree
    yield from sorted(tree.rglob("*"), key=lambda path: path.relative_to(tree).parts)
