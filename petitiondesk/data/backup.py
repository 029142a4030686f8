"""Making a backup (备份), and looking whether one is good.

The registry is copied by ``VACUUM INTO``: one consistent state of it while others write, still
encrypted by the same key. Everything is written into a working folder of the destination, looked at
there, and only then gets its name; however it ends, no half backup is left.
"""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from petitiondesk.data import backup_file, keys, wrapping
from petitiondesk.data.backup_file import KEYS, REGISTRY
from petitiondesk.data.backup_meter import Growth, Meter, Progress
from petitiondesk.data.backup_places import minding, need_folder, need_room, scratch
from petitiondesk.data.backup_sql import (
    Connection,
    connected,
    contents,
    faults,
    ticking,
)
from petitiondesk.data.backup_volumes import Filled, Volumes, set_aside
from petitiondesk.domain import history
from petitiondesk.domain.backups import (
    DAMAGED,
    SUFFIX,
    BadBackup,
    Found,
    Manifest,
    Stamp,
    to_remove,
)
from petitiondesk.domain.errors import RegistryError
from petitiondesk.infra.replacing import replace_patiently

_ATTACHMENTS = "attachments.db"

NO_CHANGE = (
    history.LOG_IN,
    history.LOG_IN_FAILED,
    history.BACKUP,
    history.RESTORE,
)
"""Kinds of events that make no new backup necessary."""


@dataclass(frozen=True)
class Original:
    """What is backed up: a registry's folder and the key of its files."""

    folder: Path
    data_key: bytes | bytearray

    @property
    def registry_key(self) -> str:
        """The key of ``registry.db``, 64 hex digits."""
        return wrapping.derive(self.data_key, "registry")


@dataclass(frozen=True)
class Made:
    """A backup that was made and is good, and what happened to the volumes beside it."""

    path: Path
    manifest: Manifest
    filled: Filled


def make(
    original: Original, target: Path, made_at: datetime, program: str, progress: Progress
) -> Made:
    """Make the backup ``target`` and look at it; where there is one already, a number is added.

    Raises:
        StorageError: the folder is missing, full, read-only, or its disk fails; nothing is left of it.
        DamagedRegistry: the registry cannot be read.
        BadBackup: what was written is not good; it is kept under a name that says so.
        Cancelled: from ``progress``.
    """
    folder = target.parent
    need_folder(folder)
    meter = Meter(progress)
    volumes = Volumes(folder, original.data_key)
    attachments = original.folder / _ATTACHMENTS
    with minding(folder):
        size = (original.folder / REGISTRY).stat().st_size
        fresh = sum(volumes.missing(attachments).values())
        need_room(folder, 2 * size + fresh)
        meter.expect(5 * size + fresh)
        with scratch(folder, volumes.mark) as work:
            copied = _copied(original, work, meter)
            filled = volumes.fill(attachments, meter)
            manifest = _manifest(original, work, (made_at, program), (copied, volumes))
            packed, files = work / f"new{SUFFIX}", [work / REGISTRY, work / KEYS]
            manifest = backup_file.pack(packed, manifest, files, meter)
            target = _free_name(target)
            try:
                # What was packed is opened, and then compared with what the disk gives back of it.
                _need_sound(packed, work, manifest, original.data_key, meter)
                backup_file.look_at(packed, manifest, files, meter)
            except BadBackup as error:
                replace_patiently(packed, target.with_name(target.name + DAMAGED))
                raise backup_file.damaged(target) from error
            replace_patiently(packed, target)
    return Made(target, manifest, filled)


def check(path: Path, work: Path, data_key: bytes | bytearray, meter: Meter) -> Manifest:
    """Look whether a backup is good: every byte, every page, and that it holds what it says.

    ``work`` is an empty working folder; the files of the backup stay in it.

    Raises:
        BadBackup: it is damaged.
        StorageError: it cannot be read, or ``work`` not be written.
        Cancelled: from the meter.
    """
    backup_file.check_seal(path, meter)
    manifest = backup_file.unpack(path, work, meter)
    _need_sound(path, work, manifest, data_key, meter)
    return manifest


def _need_sound(
    path: Path, work: Path, manifest: Manifest, data_key: bytes | bytearray, meter: Meter
) -> None:
    """Go on where the files of a backup, as they lie in ``work``, are whole and hold what it says."""
    try:
        known = keys.read(work / KEYS)
    except RegistryError as error:
        raise backup_file.damaged(path) from error
    with minding(work), connected(work / REGISTRY, wrapping.derive(data_key, "registry")) as copy:
        with ticking(copy, meter.tick):
            if faults(copy):
                raise backup_file.damaged(path)
            meter.add(manifest.files[0].size)
        if (known.registry, *_state(copy)) != (
            manifest.registry, manifest.schema, manifest.events, manifest.petitions,
            manifest.fingerprint,
        ):  # fmt: skip
            raise backup_file.damaged(path)


def found_in(folder: Path, registry: str | None = None) -> list[Found]:
    """The backups in a folder, newest first; of one registry, and those that nobody can read.

    Raises:
        StorageError: the folder cannot be read.
    """
    need_folder(folder)
    found = []
    with minding(folder):
        for path in folder.glob(f"*{SUFFIX}*"):
            if path.name.endswith(SUFFIX):
                each = Found(path, _readable(path))
            elif DAMAGED in path.name:
                each = Found(path, None)
            else:
                continue
            if registry is None or each.manifest is None or each.manifest.registry == registry:
                found.append(each)
    return sorted(found, key=_age, reverse=True)


def rotate(folder: Path, newest: Made, registry: str) -> tuple[str, ...]:
    """Remove the backups of a registry that no rule keeps; returns their names."""
    stamps = [
        Stamp(each.path.name, each.manifest.registry, each.manifest.made_at)
        for each in found_in(folder, registry)
        if each.manifest is not None
    ]
    today = newest.manifest.made_at.date()
    gone = to_remove(stamps, registry, today, {newest.path.name})
    with minding(folder):
        for name in gone:
            (folder / name).unlink(missing_ok=True)
    return gone


def set_aside_backup(path: Path) -> Path:
    """Mark a backup as damaged by its name; returns the new path.

    Raises:
        StorageError: the folder cannot be written.
    """
    with minding(path.parent):
        return set_aside(path)


# --- inside ---------------------------------------------------------------------------------------


def _copied(original: Original, work: Path, meter: Meter) -> dict[str, int]:
    """Copy registry and keys into the working folder; returns the contents of attachments there are."""
    growing = Growth(work / REGISTRY, meter)
    with (
        connected(original.folder / REGISTRY, original.registry_key) as source,
        ticking(source, growing.tick),
    ):
        source.execute("VACUUM INTO ?", (str(work / REGISTRY),))
    growing.tick()
    (work / KEYS).write_bytes((original.folder / KEYS).read_bytes())
    # After the registry: whatever its rows refer to is there.
    key = wrapping.derive(original.data_key, "attachments")
    with connected(original.folder / _ATTACHMENTS, key) as attachments:
        return contents(attachments)


def _manifest(
    original: Original,
    work: Path,
    made: tuple[datetime, str],
    attachments: tuple[dict[str, int], Volumes],
) -> Manifest:
    held, volumes = attachments
    with connected(work / REGISTRY, original.registry_key) as copy:
        schema, events, petitions, fingerprint = _state(copy)
    return Manifest(
        program=made[1],
        schema=schema,
        registry=keys.read(work / KEYS).registry,
        made_at=made[0].replace(microsecond=0),
        events=events,
        petitions=petitions,
        fingerprint=fingerprint,
        files=(),  # their sums are known when they are packed
        contents=len(held),
        bytes=sum(held.values()),
        volumes=volumes.mark,
    )


def _state(copy: Connection) -> tuple[int, int, int, str]:
    """Schema, counts of events and petitions, the newest event's hash."""
    last = copy.execute("SELECT hash FROM events ORDER BY seq DESC LIMIT 1").fetchone()
    schema, events, petitions = (
        int(copy.execute(query).fetchone()[0])
        for query in (
            "PRAGMA user_version",
            "SELECT count(*) FROM events",
            "SELECT count(*) FROM petitions",
        )
    )
    return schema, events, petitions, bytes(last[0]).hex() if last else ""


def _free_name(path: Path) -> Path:
    """``path``, or with a number behind where a backup of that second is there already."""
    number, free = 1, path
    while free.exists():
        number += 1
        free = path.with_name(f"{path.stem}-{number}{SUFFIX}")
    return free


def _readable(path: Path) -> Manifest | None:
    try:
        return backup_file.manifest_of(path)
    except BadBackup:
        return None


def _age(found: Found) -> tuple[float, str]:
    """When it was made; of one that cannot be read, when its file was written."""
    if found.manifest is not None:
        return found.manifest.made_at.timestamp(), found.path.name
    return found.path.stat().st_mtime, found.path.name
