"""Backups (备份): what one says of itself, and which old ones go (轮换)."""

from collections.abc import Callable, Collection, Hashable
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from pathlib import Path

from petitiondesk.domain.errors import RegistryError
from petitiondesk.domain.messages import Message

FORMAT = 1
"""Of the backup file; a newer one is refused in words."""

SUFFIX = ".petitionbackup"
VOLUME_SUFFIX = ".petitionattachments"
"""Of the volumes with the attachments, which lie beside the backups."""

DAMAGED = ".damaged"
"""Put behind the name of a backup that did not verify: it is kept for the expert, not restored."""

DAYS, WEEKS, MONTHS = 7, 4, 12
"""How many days, ISO weeks and months keep their newest backup (design, section 3)."""

OLD_AFTER = 7
"""Days after which the clerk is reminded that there is no newer good backup."""

REHEARSED_FOR = 30
"""Days that a full rehearsal (演练) of the newest backup stands."""


class BadBackup(RegistryError):
    """A backup file that is not whole, not a backup, or not what its manifest says."""


@dataclass(frozen=True)
class FileSum:
    """A file inside a backup: its name, its size in bytes, its SHA-256 (64 hex digits)."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """What a backup says of itself in clear text: no names, neither of persons nor of the office.

    ``registry`` is the id in ``keys.json`` (32 hex digits); ``made_at`` local time with its offset;
    ``fingerprint`` the last event's hash ("" for an empty record); ``contents`` and ``bytes`` the
    attachments it needs from the volumes beside it, whose names carry ``volumes`` (8 hex digits).
    """

    program: str
    schema: int
    registry: str
    made_at: datetime
    events: int
    petitions: int
    fingerprint: str
    files: tuple[FileSum, ...]
    contents: int
    bytes: int
    volumes: str
    format: int = FORMAT

    @property
    def size(self) -> int:
        """Bytes of the files inside."""
        return sum(file.size for file in self.files)


@dataclass(frozen=True)
class Found:
    """A backup file in a folder; ``manifest`` is None where it cannot be read, or was set aside."""

    path: Path
    manifest: Manifest | None


@dataclass(frozen=True)
class Stamp:
    """A backup as the rotation sees it: its file name, whose it is, when it was made."""

    name: str
    registry: str
    made_at: datetime


class Standing(Enum):
    """How a backup stands to the registry that is there now."""

    SAME = "same"
    PRESENT_NEWER = "present_newer"
    BACKUP_NEWER = "backup_newer"
    APART = "apart"  # both were worked on since
    OTHER = "other"  # another registry's
    UNKNOWN = "unknown"  # there is none, or it cannot be read


@dataclass(frozen=True)
class Newer:
    """A petition with entries that the backup lacks: how many, and the day of the last."""

    number: str
    events: int
    registered: bool
    last_on: date


@dataclass(frozen=True)
class Comparison:
    """What is lost by going on with a backup instead of the present registry.

    ``newer`` are the petitions with entries that the backup lacks, newest first and `MOST_SHOWN` at
    most of ``total``; ``office`` counts such entries that belong to no petition, ``ahead`` the entries
    that only the backup has.
    """

    standing: Standing
    newer: tuple[Newer, ...] = ()
    total: int = 0
    office: int = 0
    ahead: int = 0


@dataclass(frozen=True)
class Missing:
    """A file that a backup came back without: of which petition ("" for the office), its name."""

    number: str
    name: Message


MOST_SHOWN = 200
"""Petitions that a comparison lists."""


def file_name(stem: str, at: datetime) -> str:
    """The name of a backup of the registry ``stem``: ``信访登记-2026-03-02-091400.petitionbackup``."""
    return f"{stem}-{at:%Y-%m-%d-%H%M%S}{SUFFIX}"


def to_remove(
    stamps: Collection[Stamp], registry: str, today: date, keep: Collection[str] = ()
) -> tuple[str, ...]:
    """Names of the backups of ``registry`` that no rule keeps, oldest first.

    Kept is the newest of each of the last 7 days, 4 ISO weeks and 12 months that have any: an
    office that was closed for a month loses none by it. What bears a day after ``today`` (a clock
    that was wrong) is neither counted nor removed; nor are ``keep`` and backups of others.
    """
    own = sorted(
        (s for s in stamps if s.registry == registry and s.made_at.date() <= today),
        key=lambda stamp: (stamp.made_at, stamp.name),
        reverse=True,
    )
    kept = set(keep)
    for count, period in _RULES:
        newest: dict[Hashable, str] = {}
        for stamp in own:
            newest.setdefault(period(stamp.made_at.date()), stamp.name)
        kept.update(list(newest.values())[:count])
    return tuple(stamp.name for stamp in reversed(own) if stamp.name not in kept)


def _day(day: date) -> Hashable:
    return day


def _week(day: date) -> Hashable:
    return day.isocalendar()[:2]


def _month(day: date) -> Hashable:
    return day.year, day.month


_RULES: tuple[tuple[int, Callable[[date], Hashable]], ...] = (
    (DAYS, _day),
    (WEEKS, _week),
    (MONTHS, _month),
)
