"""Taking a backup apart: into files that can be opened, and beside the registry that is there now."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from sqlcipher3 import dbapi2 as sqlcipher

from petitiondesk.data import backup, backup_file, keys, wrapping
from petitiondesk.data.backup_file import KEYS, REGISTRY
from petitiondesk.data.backup_meter import Meter
from petitiondesk.data.backup_places import minding
from petitiondesk.data.backup_sql import Connection, connected, is_damage
from petitiondesk.data.backup_volumes import Volumes, prepare
from petitiondesk.data.folder import ATTACHMENTS_DB
from petitiondesk.data.registry import Registry
from petitiondesk.domain import history
from petitiondesk.domain.backups import (
    MOST_SHOWN,
    Comparison,
    Manifest,
    Missing,
    Newer,
    Standing,
)
from petitiondesk.domain.errors import RegistryError
from petitiondesk.domain.messages import Message
from petitiondesk.domain.terms import LetterKind


def keys_in(path: Path, work: Path) -> keys.KeyFile:
    """The key file of a backup: who may open it.

    Raises:
        BadBackup: the backup is damaged.
        StorageError: it cannot be read, or ``work`` not be written.
    """
    backup_file.unpack_keys(path, work)
    try:
        return keys.read(work / KEYS)
    except RegistryError as error:
        raise backup_file.damaged(path) from error


def lay_out(
    path: Path, folder: Path, data_key: bytes | bytearray, meter: Meter
) -> tuple[Manifest, tuple[str, ...]]:
    """Make the files of a registry out of a backup and the volumes beside it.

    Returns what the backup says of itself, and the names of volumes that are damaged. What no volume
    holds is missing then: `missing_from` names it.

    Raises:
        BadBackup: the backup is damaged; ``folder`` must not be used.
        StorageError: something cannot be read or written.
        Cancelled: from the meter.
    """
    manifest = backup.check(path, folder, data_key, meter)
    with minding(folder), connected(folder / ATTACHMENTS_DB, _key(data_key)) as target:
        prepare(target)
        damaged = Volumes(path.parent, data_key).take(target, meter)
    return manifest, damaged


def missing_from(registry: Registry) -> tuple[Missing, ...]:
    """Files that an open registry refers to and does not hold."""
    has = registry.attachments.has
    return tuple(missing for sha, missing in _referred(registry) if not has(sha))


def compare(copy: Path, present: Path, data_key: bytes | bytearray) -> Comparison:
    """What the registry in ``present`` has that the unpacked ``registry.db`` ``copy`` lacks."""
    there = present / REGISTRY
    if not there.is_file():
        return Comparison(Standing.UNKNOWN)
    key = wrapping.derive(data_key, "registry")
    try:
        with connected(copy, key) as old, connected(there, key) as new:
            return _compared(old, new)
    except sqlcipher.DatabaseError as error:
        if is_damage(error):
            return Comparison(Standing.UNKNOWN)
        with minding(present):
            raise


# --- inside ---------------------------------------------------------------------------------------


def _key(data_key: bytes | bytearray) -> str:
    return wrapping.derive(data_key, "attachments")


def _referred(registry: Registry) -> Iterator[tuple[str, Missing]]:
    files = (
        "SELECT a.sha256, p.number, a.name FROM attachments a "
        "JOIN petitions p ON p.id = a.petition_id ORDER BY p.id, a.position"
    )
    attached = set()
    for sha, number, name in registry.database.sql(files).fetchall():
        attached.add((sha, number))
        yield sha, Missing(number, Message("{text}", text=name))
    letters = (
        "SELECT l.sha256, p.number, l.kind, l.number FROM letters l "
        "JOIN petitions p ON p.id = l.petition_id ORDER BY p.id, l.position"
    )
    for sha, number, kind, ref in registry.database.sql(letters).fetchall():
        if (sha, number) not in attached:
            yield sha, Missing(number, _letter(LetterKind(kind), ref))
    for kind, sha in registry.settings.office().templates.items():
        yield sha, Missing("", Message(LetterKind(kind).zh))
    for row in registry.returns.all():
        yield row.sha256, Missing("", row.period.return_name)
    for form in registry.forms.all():
        for sha in form.contents():
            yield sha, Missing("", Message("{text}", text=form.name))


def _letter(kind: LetterKind, number: str) -> Message:
    return Message("{kind}　{number}", kind=kind, number=number) if number else Message(kind.zh)


def _compared(old: Connection, new: Connection) -> Comparison:
    common = _common(old, new)
    ahead, fresh = _work(old, common), _work(new, common)
    rows = new.execute(
        "SELECT p.number, count(*), max(e.kind IN (?, ?)), max(e.on_day), max(e.seq) AS last "
        "FROM events e JOIN petitions p ON p.id = e.petition_id "
        "WHERE e.seq > ? GROUP BY e.petition_id ORDER BY last DESC",
        (*sorted(history.STANDING), common),
    ).fetchall()
    newer = tuple(
        Newer(number, int(count), bool(registered), date.fromisoformat(on))
        for number, count, registered, on, _ in rows[:MOST_SHOWN]
    )
    if ahead:
        standing = Standing.APART if fresh else Standing.BACKUP_NEWER
    else:
        standing = Standing.PRESENT_NEWER if fresh else Standing.SAME
    office = fresh - sum(int(row[1]) for row in rows)
    return Comparison(standing, newer, len(rows), office, ahead)


def _work(connection: Connection, after: int) -> int:
    """Entries after number ``after``, without those that change nothing."""
    marks = ", ".join("?" * len(backup.NO_CHANGE))
    found = connection.execute(
        f"SELECT count(*) FROM events WHERE seq > ? AND kind NOT IN ({marks})",  # noqa: S608
        (after, *backup.NO_CHANGE),
    ).fetchone()
    return int(found[0])


def _count(connection: Connection) -> int:
    return int(connection.execute("SELECT count(*) FROM events").fetchone()[0])


def _common(old: Connection, new: Connection) -> int:
    """How many entries both have: the chain makes all before an equal one equal too."""
    low, high = 0, min(_count(old), _count(new))
    while low < high:
        middle = (low + high + 1) // 2
        if _hash(old, middle) == _hash(new, middle):
            low = middle
        else:
            high = middle - 1
    return low


def _hash(connection: Connection, seq: int) -> bytes:
    row = connection.execute("SELECT hash FROM events WHERE seq = ?", (seq,)).fetchone()
    return bytes(row[0]) if row else b""
