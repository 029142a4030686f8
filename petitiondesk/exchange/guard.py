"""A look at a workbook before calamine reads it.

calamine trusts the counts a file states and the far corner of its cells, and asks for that much
memory at once; a refusal ends the whole program, not just the reading. So a file that would make it
do so is found here first. The same look tells whether serial dates count from 1904.
"""

import re
import struct
import zipfile
from collections.abc import Iterator

LARGEST = 30_000_000
"""Cells of one sheet, empty ones included: above a full sheet of an office's columns."""

_DIMENSION = re.compile(rb'<(?:\w+:)?dimension ref="[A-Z]+[0-9]+:([A-Z]+)([0-9]+)"')
_CELL = re.compile(rb'<(?:\w+:)?c r="([A-Z]+)([0-9]+)"')
_EPOCH_1904 = re.compile(rb'date1904="(?:1|true)"')
_FREE, _SMALL = 0xFFFFFFFA, 4096
_DATE_MODE, _STRINGS, _SHEET, _EXTENT, _END = 0x22, 0xFC, 0x85, 0x200, 0x0A


class TooLarge(Exception):
    """A sheet reaches so far that it cannot be held in memory."""


class Damaged(Exception):
    """The file contradicts itself."""


def xlsx_epoch_1904(archive: zipfile.ZipFile) -> bool:
    """Check the sheets' extents; whether serial dates count from 1904.

    Raises:
        TooLarge: a sheet has a cell so far out that everything before it cannot be held.
    """
    for name in archive.namelist():
        if name.startswith("xl/worksheets/") and name.endswith(".xml"):
            with archive.open(name) as part:
                head = part.read(4096)
                match = _DIMENSION.search(head)
                # Some programs leave the extent out: then every cell has to be looked at.
                corner = _extent(match) if match else _corner(head + part.read())
            if corner > LARGEST:
                raise TooLarge(name)
    return _EPOCH_1904.search(archive.read("xl/workbook.xml")) is not None


def _extent(match: re.Match[bytes]) -> int:
    return _column(match[1]) * int(match[2])


def _corner(xml: bytes) -> int:
    columns = rows = 0
    for match in _CELL.finditer(xml):
        columns, rows = max(columns, _column(match[1])), max(rows, int(match[2]))
    return columns * rows


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def xls_epoch_1904(data: bytes) -> bool:
    """Check what an old .xls states of its size; whether serial dates count from 1904.

    Raises:
        Damaged: it states more strings than it has bytes for, or a sheet larger than .xls can be.
    """
    stream = _book_stream(data)
    epoch_1904 = False
    sheets = []
    for kind, body in _records(stream, 0):
        if kind == _DATE_MODE:
            epoch_1904 = body[:1] == b"\1"
        elif kind == _SHEET and len(body) >= 4:
            sheets.append(struct.unpack_from("<I", body)[0])
        elif kind == _STRINGS and (len(body) < 8 or _counted(body) > len(stream) // 3):
            raise Damaged("strings")  # one takes three bytes at least
    for start in sheets:
        extent = next((body for kind, body in _records(stream, start) if kind == _EXTENT), b"")
        form = "<IIHH" if len(extent) >= 14 else "<HHHH"
        if len(extent) >= 10:
            first, last, left, right = struct.unpack_from(form, extent)
            if not (first <= last <= 65_536 and left <= right <= 256):
                raise Damaged("extent")
    return epoch_1904


def _records(stream: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """The records from ``at`` to the end mark: two bytes kind, two bytes length, content."""
    while at + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, at)
        if kind == _END:
            return
        yield kind, stream[at + 4 : at + 4 + size]
        at += 4 + size


def _counted(body: bytes) -> int:
    return int(struct.unpack_from("<I", body, 4)[0])


def _book_stream(data: bytes) -> bytes:
    """The stream "Workbook" (or "Book") of a compound file; b"" when it cannot be followed."""
    try:
        return _named_stream(data)
    except struct.error:
        return b""


def _named_stream(data: bytes) -> bytes:
    size = 1 << min(struct.unpack_from("<H", data, 30)[0], 16)
    sectors = [n for n in struct.unpack_from("<109I", data, 76) if n < _FREE]
    links = _numbers(b"".join(data[(n + 1) * size : (n + 2) * size] for n in sectors))
    root, small_links = (struct.unpack_from("<I", data, at)[0] for at in (48, 60))
    body = data[size:]  # sector 0 follows the header
    folder = _follow(body, links, root, size)
    for at in range(0, len(folder) - 127, 128):
        name = folder[at : at + 64].decode("utf-16-le", "replace").rstrip("\0").lower()
        if name not in ("workbook", "book"):
            continue
        start, length = struct.unpack_from("<II", folder, at + 116)
        if length >= _SMALL:
            return _follow(body, links, start, size)
        # Small streams stand in sectors of 64 bytes inside the root entry's own stream.
        inner = _follow(body, links, struct.unpack_from("<I", folder, 116)[0], size)
        return _follow(inner, _numbers(_follow(body, links, small_links, size)), start, 64)
    return b""


def _numbers(data: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(data) // 4}I", data[: len(data) // 4 * 4])


def _follow(data: bytes, links: tuple[int, ...], start: int, size: int) -> bytes:
    found: list[bytes] = []
    while start < len(links) and len(found) < len(links):
        found.append(data[start * size : (start + 1) * size])
        start = links[start]
    return b"".join(found)
