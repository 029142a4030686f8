"""Steps that stand in a damaged write-ahead log (``registry.db-wal``) and are lost.

SQLite reads the log up to the first frame whose checksum fails and leaves the rest out without a
word: right after a power cut, when the rest was never acknowledged, and wrong after damage. The
frames behind tell the two apart. Format: https://sqlite.org/fileformat2.html#the_write_ahead_log
"""

import struct
from collections.abc import Iterator
from pathlib import Path

from petitiondesk.data.database import Database

_HEADER, _FRAME = 32, 24


def is_cut(database: Database) -> bool:
    """Whether pages are missing at the end of the file that the log does not hold either.

    Without a log SQLite notices a file that was cut; with one it takes the missing pages for empty.
    To be asked before anything else: folding the log in would fill the end with zeros.
    """
    page, path = int(database.scalar("PRAGMA page_size")), Path(f"{database.path}-wal")
    wanted = int(database.scalar("PRAGMA page_count"))
    there = database.path.stat().st_size // page
    if there >= wanted or not path.exists():
        return False
    held = {number for number, _, _ in _frames(path, 0, page)}
    return any(number not in held for number in range(there + 1, wanted + 1))


def lost_commits(database: Database) -> int:
    """How many steps were written behind the point up to which SQLite reads the log.

    One may be a step that a power cut interrupted; two or more were acknowledged. To be asked when
    the file has just been opened, before the log is begun anew.
    """
    path = Path(f"{database.path}-wal")
    if not path.exists() or path.stat().st_size <= _HEADER + _FRAME:
        return 0
    read = max(0, int(database.sql("PRAGMA wal_checkpoint(PASSIVE)").fetchone()[1]))
    with path.open("rb") as file:
        head = file.read(_HEADER)
        salts = head[16:24] if read or _whole(head) else file.read(_FRAME)[8:16]
    page = int(database.scalar("PRAGMA page_size"))
    return sum(bool(commit) and own == salts for _, commit, own in _frames(path, read, page))


def _frames(path: Path, skipped: int, page: int) -> Iterator[tuple[int, int, bytes]]:
    """Of each frame: its page, the pages of the file if it ends a step (else 0), and its salts."""
    place = _HEADER + skipped * (_FRAME + page)
    with path.open("rb") as file:
        while True:
            file.seek(place)
            frame = file.read(_FRAME)
            if len(frame) < _FRAME:
                return
            number, commit = struct.unpack_from(">2I", frame)
            yield number, commit, frame[8:16]
            place += _FRAME + page


def _whole(head: bytes) -> bool:
    """Whether the log's header has its checksum."""
    order = ">" if head[3] & 1 else "<"
    words = struct.unpack(f"{order}6I", head[:24])
    first = second = 0
    for one, other in zip(words[::2], words[1::2], strict=True):
        first = (first + one + second) & 0xFFFFFFFF
        second = (second + other + first) & 0xFFFFFFFF
    return struct.unpack(">2I", head[24:32]) == (first, second)
