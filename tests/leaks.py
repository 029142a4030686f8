"""Looking for what must not be anywhere: every spelling of a marker, in every file, zips opened."""

import base64
import io
import json
import os
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from xml.sax.saxutils import escape

_CODES = ("utf-8", "utf-16-le", "utf-16-be", "gb18030")


def spellings(marker: str) -> set[bytes]:
    """How a text may stand in a file: encodings, JSON and XML escapes, base64, hex."""
    plain = marker.encode()
    found = {marker.encode(code) for code in _CODES}
    found.add(json.dumps(marker)[1:-1].encode())
    found.add(escape(marker).encode())
    found.add("".join(f"&#{ord(c)};" for c in marker).encode())
    found.add(plain.hex().encode())
    for shift in range(3):  # base64 of a text that holds it at any place
        coded = base64.b64encode(b"\0" * shift + plain)
        found.add(coded[4 if shift else 0 : len(coded) // 4 * 4 - 4])
    return {spelling for spelling in found if len(spelling) >= 6}


def raw_spellings(key: bytes) -> set[bytes]:
    """How a key may stand in a file: as it is, in hex, in base64."""
    return {key, key.hex().encode(), key.hex().upper().encode(), base64.b64encode(key)[:-4]}


class Search:
    """Markers by name; `look` goes through folders and says what was found where."""

    def __init__(self, markers: Mapping[str, set[bytes]]) -> None:
        self._markers = markers
        self.looked: Counter[str] = Counter()

    def look(self, kind: str, *places: Path) -> list[str]:
        """``kind/file: marker`` for each marker found in a file of the places."""
        found = []
        for path in sorted(p for place in places for p in _files(place)):
            try:
                whole = path.read_bytes()
            except FileNotFoundError:  # another program's, gone between listing and reading
                continue
            self.looked[kind] += 1
            for part, data in contents(path.name, whole):
                found += [f"{kind}: {part}: {name}" for name in self.held(data)]
            found += [f"{kind}: the name {path.name}: {n}" for n in self.held(path.name.encode())]
        return found

    def held(self, data: bytes) -> list[str]:
        """Names of the markers in ``data``."""
        return [
            name
            for name, spelt in self._markers.items()
            if any(spelling in data for spelling in spelt)
        ]


def contents(name: str, data: bytes) -> Iterator[tuple[str, bytes]]:
    """A file, and what is in it where it is a zip (workbooks, letters, backups), to any depth."""
    yield name, data
    if data[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for inner in archive.namelist():
                yield from contents(f"{name}/{inner}", archive.read(inner))


def _files(place: Path) -> Iterator[Path]:
    """Every file below; what another program takes away meanwhile is left out."""
    if place.is_file():
        yield place
    for folder, _, names in os.walk(place):
        yield from (path for path in (Path(folder) / name for name in names) if path.is_file())
