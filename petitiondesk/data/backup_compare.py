"""Comparing a backup, while it is read back from the disk, with the files that were packed into it."""

import contextlib
import struct
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import IO


def place_of(file: IO[bytes], info: zipfile.ZipInfo) -> int:
    """Where the bytes of a member begin: behind its local header of 30 bytes, name and extra field."""
    file.seek(info.header_offset + 26)
    name, extra = struct.unpack("<HH", file.read(4))
    return int(info.header_offset + 30 + name + extra)


class Comparison(contextlib.ExitStack):
    """Compares the bytes of a file, taken one piece after the other, with files that stand in it."""

    def __init__(self, places: Iterable[tuple[int, Path]]) -> None:
        super().__init__()
        self.same = True
        self._at = 0
        self._places = [
            (start, start + path.stat().st_size, self.enter_context(path.open("rb")))
            for start, path in places
        ]

    def take(self, piece: bytes) -> None:
        """The next piece."""
        begin, end = self._at, self._at + len(piece)
        for start, stop, file in self._places:
            low, high = max(begin, start), min(end, stop)
            if low < high and piece[low - begin : high - begin] != file.read(high - low):
                self.same = False
        self._at = end
