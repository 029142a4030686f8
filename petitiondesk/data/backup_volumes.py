"""Volumes (附件卷): the attachments beside the backups, each content in one of them once.

Attachments may be many gigabytes, change never and grow slowly; sticks are slow and often hold no
file over 4 GB. So the backups of a folder share SQLCipher files of at most `MOST` bytes, with the
tables and the key of ``attachments.db``, and each backup adds what none holds yet.

    附件-1a2b3c4d-001.petitionattachments

The eight digits are derived from the data key: after a change of that key new volumes begin.
"""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sqlcipher3 import dbapi2 as sqlcipher

from petitiondesk.data import schema, wrapping
from petitiondesk.data.backup_meter import Meter
from petitiondesk.data.backup_places import minding, unfaithful
from petitiondesk.data.backup_sql import (
    Connection,
    Reader,
    connected,
    contents,
    is_damage,
)
from petitiondesk.data.database import APPLICATION_ID
from petitiondesk.domain.backups import DAMAGED, VOLUME_SUFFIX
from petitiondesk.domain.errors import DeskError

MOST = 1 << 30
"""Bytes of one volume; a single larger content (`attachments.MAX_SIZE` at most) still fits in one."""

_BATCH = 64 << 20
"""Bytes between two commits: a stick takes its time over each."""

_NAME = "附件"


@dataclass(frozen=True)
class Filled:
    """What `fill` did: contents copied; volumes set aside as damaged; contents that are unreadable."""

    copied: int = 0
    set_aside: tuple[str, ...] = ()
    unreadable: tuple[str, ...] = ()


class Volumes:
    """The volumes of one data key in one folder. ``mark`` is their eight digits."""

    def __init__(self, folder: Path, data_key: bytes | bytearray, most: int = MOST) -> None:
        self.folder = folder
        self.mark = mark_of(data_key)
        self._key = wrapping.derive(data_key, "attachments")
        self._most = most

    def paths(self) -> list[Path]:
        """The volumes there are, oldest first."""
        found = self.folder.glob(f"{_NAME}-{self.mark}-*{VOLUME_SUFFIX}")
        return sorted(found, key=lambda path: (_number(path), path.name))

    def missing(self, attachments: Path) -> dict[str, int]:
        """SHA-256 → size of the contents of ``attachments.db`` that no readable volume holds."""
        held = {sha for _, found in self._held() for sha in found}
        with minding(self.folder), connected(attachments, self._key) as source:
            return {sha: size for sha, size in contents(source).items() if sha not in held}

    def fill(self, attachments: Path, meter: Meter) -> Filled:
        """Copy what no volume holds yet; a volume that cannot be read is set aside and made anew.

        However it is stopped, what was copied before stands.

        Raises:
            StorageError: the folder cannot be written.
            Cancelled: from the meter.
        """
        aside = self._set_aside()
        with minding(self.folder):
            wanted = self.missing(attachments)
            with Reader(attachments, self._key) as source:
                bad = list(self._poured(source, wanted, meter))
        return Filled(len(wanted) - len(bad), aside, tuple(bad))

    def take(self, target: Connection, meter: Meter) -> tuple[str, ...]:
        """Copy every content into ``attachments.db``; returns names of volumes that are damaged."""
        have = set(contents(target))
        damaged = []
        for path in self.paths():
            held = self._index(path)
            if held is None:
                damaged.append(path.name)
                continue
            wanted = {sha: size for sha, size in held.items() if sha not in have}
            with minding(self.folder), Reader(path, self._key) as volume:
                taken = _taken(volume, target, wanted, meter)
            have |= taken
            if len(taken) < len(wanted):
                damaged.append(path.name)
        return tuple(damaged)

    # --- inside ---------------------------------------------------------------------------------

    def _held(self) -> Iterator[tuple[Path, dict[str, int]]]:
        """Each volume that can be read and what it holds."""
        for path in self.paths():
            found = self._index(path)
            if found is not None:
                yield path, found

    def _index(self, path: Path) -> dict[str, int] | None:
        """What a volume holds; None where it is damaged."""
        with minding(self.folder):
            try:
                with connected(path, self._key) as volume:
                    return contents(volume)
            except sqlcipher.DatabaseError as error:
                if is_damage(error):
                    return None
                raise

    def _set_aside(self) -> tuple[str, ...]:
        """Rename volumes that cannot be read, so that their contents are copied anew."""
        damaged = [path for path in self.paths() if self._index(path) is None]
        return tuple(set_aside(path).name for path in damaged)

    def _poured(self, source: Reader, wanted: dict[str, int], meter: Meter) -> Iterator[str]:
        """Pour the contents into volumes; yields what could not be copied."""
        left = dict(wanted)
        while left:
            path = self._next_volume(next(iter(left.values())))
            with connected(path, self._key) as volume:
                prepare(volume)
                tried, bad = self._pour(source, volume, left, meter)
            with Reader(path, self._key) as written:  # anew: not from the memory of the writer
                faithful = all(s in bad or written.is_whole(s) for s in tried)
            if not faithful:
                set_aside(path)
                raise unfaithful(self.folder)
            yield from bad
            for sha in tried:
                del left[sha]

    def _pour(
        self, source: Reader, volume: Connection, left: dict[str, int], meter: Meter
    ) -> tuple[list[str], list[str]]:
        """Fill one volume with one content at least; what was tried, and what of it was unreadable."""
        tried: list[str] = []
        bad: list[str] = []
        room = self._most - _size(volume)
        for batch in _batches(left):
            fitting = list(_fitting(batch, left, room, first=not tried))
            with _writing(volume):
                for sha in fitting:
                    meter.add(left[sha])
                    if not source.copy(sha, left[sha], volume):
                        bad.append(sha)
                    tried.append(sha)
            room -= sum(left[sha] for sha in fitting)
            if fitting != batch:
                break
        return tried, bad

    def _next_volume(self, size: int) -> Path:
        """The newest volume while it has room for ``size`` bytes, or the next one's name."""
        paths = self.paths()
        if paths and paths[-1].stat().st_size + size <= self._most:
            return paths[-1]
        number = max(map(_number, paths), default=0) + 1
        return self.folder / f"{_NAME}-{self.mark}-{number:03}{VOLUME_SUFFIX}"


def mark_of(data_key: bytes | bytearray) -> str:
    """The eight digits in the names of a data key's volumes."""
    return wrapping.derive(data_key, "volumes")[:8]


def set_aside(path: Path) -> Path:
    """Rename a damaged file: it is kept for an expert and no longer used; returns the new path."""
    target = path.with_name(path.name + DAMAGED)
    number = 1
    while target.exists():
        number += 1
        target = path.with_name(f"{path.name}{DAMAGED}{number}")
    path.rename(target)
    return target


def _taken(volume: Reader, target: Connection, wanted: dict[str, int], meter: Meter) -> set[str]:
    """Copy contents out of a volume; returns those that came whole."""
    taken = set()
    for batch in _batches(wanted):
        with _writing(target):
            for sha in batch:
                meter.add(wanted[sha])
                if volume.copy(sha, wanted[sha], target):
                    taken.add(sha)
    return taken


@contextlib.contextmanager
def _writing(connection: Connection) -> Iterator[None]:
    """One transaction; what is whole stays when the user stops in the middle of it."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except DeskError:
        connection.execute("COMMIT")
        raise
    connection.execute("COMMIT")


def prepare(volume: Connection) -> None:
    """Make the tables of a new volume."""
    if volume.execute("PRAGMA user_version").fetchone()[0]:
        return
    volume.execute("BEGIN IMMEDIATE")
    for statement in schema.ATTACHMENTS:
        volume.execute(statement)
    volume.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    volume.execute(f"PRAGMA user_version = {schema.ATTACHMENTS_SCHEMA}")
    volume.execute("COMMIT")


def _batches(wanted: dict[str, int]) -> Iterator[list[str]]:
    """The contents in their order, in parts of about `_BATCH` bytes."""
    batch: list[str] = []
    size = 0
    for sha, length in wanted.items():
        batch.append(sha)
        size += length
        if size >= _BATCH:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _fitting(batch: list[str], sizes: dict[str, int], room: int, *, first: bool) -> Iterator[str]:
    """As many from the front as there is room for; the very first whatever its size."""
    for sha in batch:
        if sizes[sha] > room and not first:
            return
        yield sha
        room -= sizes[sha]
        first = False


def _size(connection: Connection) -> int:
    pages, size = (
        connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "page_size")
    )
    return int(pages) * int(size)


def _number(path: Path) -> int:
    """The number in a volume's name; 0 where somebody renamed it."""
    text = path.stem.rsplit("-", 1)[-1]
    return int(text) if text.isdecimal() else 0
