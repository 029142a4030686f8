"""Restoring a backup into a new folder; no desk needs to be open.

The present registry is never touched: what comes back stands beside it, under another name.
"""

import contextlib
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from petitiondesk.data import backup, backup_file, backup_restore, keys
from petitiondesk.data.backup_file import REGISTRY
from petitiondesk.data.backup_meter import Meter
from petitiondesk.data.backup_places import minding, need_folder, need_room, scratch
from petitiondesk.domain import history
from petitiondesk.domain.backups import Comparison, Found, Manifest, Missing, Standing
from petitiondesk.domain.errors import DeskError, RegistryError, WrongPassword
from petitiondesk.domain.messages import Message
from petitiondesk.domain.record import Changes
from petitiondesk.infra.replacing import replace_patiently
from petitiondesk.infra.wiping import wipe
from petitiondesk.services.context import Now, Progress, no_progress
from petitiondesk.services.desk import Desk, open_laid_out
from petitiondesk.services.door import is_registry

_OURS = ("registry.", "attachments.", "keys.json", "tries.json")
"""How the names of a registry's files begin: what a restoring that was cut off may have left."""


@dataclass(frozen=True)
class Restored:
    """A registry that came back: where, what files it lacks, what `verify` found besides."""

    folder: Path
    manifest: Manifest
    missing: tuple[Missing, ...]
    faults: tuple[Message, ...]


def inspect(file: Path) -> Manifest:
    """What a backup says of itself, without a password.

    Raises:
        BadBackup: it is none, damaged, or of a newer program.
        StorageError: it cannot be read.
    """
    return backup_file.manifest_of(file)


def backups_in(folder: Path) -> list[Found]:
    """Every backup in a folder, of whatever registry, newest first; and files nobody can read.

    Raises:
        StorageError: the folder is missing or cannot be read.
    """
    return backup.found_in(folder)


def accounts_in(file: Path, beside: Path) -> tuple[str, ...]:
    """Names of the accounts whose passwords open a backup.

    Args:
        file: the backup.
        beside: a folder for a working folder, e.g. where it will be restored to.

    Raises:
        BadBackup, StorageError: see `inspect`.
    """
    with _working(beside) as work:
        return backup_restore.keys_in(file, work).accounts


def check(
    file: Path, account: str | None, password: str, beside: Path, progress: Progress = no_progress
) -> Manifest:
    """Look whether a backup is good: every byte and page, and that it holds what it says.

    Raises:
        WrongPassword: the password is another one.
        BadBackup, StorageError, Cancelled: see `data.backup.check`.
    """
    with _unlocked(file, account, password, beside) as (data_key, work):
        return backup.check(file, work, data_key, _meter(file, progress))


def compare(
    file: Path,
    account: str | None,
    password: str,
    present: Path | None,
    beside: Path,
    progress: Progress = no_progress,
) -> Comparison:
    """Look whether a backup is good, and what the present registry has that it lacks.

    Args:
        file: the backup.
        account: whose password it is; None: whosever fits.
        password: the password that held when the backup was made, or the recovery key.
        present: the folder of the registry that is there now, open or not; None without one.
        beside: a folder for a working folder.
        progress: told in bytes.

    Raises:
        WrongPassword, BadBackup, StorageError, Cancelled: see `check`.
    """
    with _unlocked(file, account, password, beside) as (data_key, work):
        manifest = backup.check(file, work, data_key, _meter(file, progress))
        if present is None or not is_registry(present):
            return Comparison(Standing.UNKNOWN)
        if _id_of(present) not in (manifest.registry, ""):
            return Comparison(Standing.OTHER)
        return backup_restore.compare(work / REGISTRY, present, data_key)


def restore(
    file: Path,
    into: Path,
    account: str | None,
    password: str,
    now: Now,
    progress: Progress = no_progress,
) -> Restored:
    """Make a registry out of a backup, in a folder that does not exist yet.

    It is made and verified beside the target under the name ``….part`` and then renamed, so that
    what stands at ``into`` is whole.

    Raises:
        RegistryError: something is at ``into`` already; it was not touched.
        WrongPassword, BadBackup: see `check`; nothing is left.
        StorageError, Cancelled: nothing is left.
    """
    _need_nothing_at(into)
    staged = _staging(into)
    try:
        with minding(into.parent):
            need_folder(into.parent)
            staged.mkdir()
            found = backup_restore.keys_in(file, staged)
            data_key, name = _key_of(found, account, password)
            manifest = inspect(file)
            size = 2 * manifest.size + manifest.bytes
            need_room(into.parent, size)
            meter = Meter(progress, 3 * manifest.size + file.stat().st_size + manifest.bytes)
            try:
                backup_restore.lay_out(file, staged, data_key, meter)
                desk = open_laid_out(staged, data_key, name, now)
            finally:
                wipe(data_key)
        missing, faults = _settled(desk, file, manifest)
        with minding(into.parent):
            if into.is_dir():
                into.rmdir()  # it is empty: looked at above
            replace_patiently(staged, into)
    except BaseException:
        shutil.rmtree(staged, ignore_errors=True)
        raise
    return Restored(into, manifest, missing, faults)


# --- inside ---------------------------------------------------------------------------------------


def _settled(
    desk: Desk, file: Path, manifest: Manifest
) -> tuple[tuple[Missing, ...], tuple[Message, ...]]:
    """Verify what was laid out, write into its record where it came from, and close it."""
    try:
        registry = desk.context.registry
        missing = backup_restore.missing_from(registry)
        report = desk.verify.verify()
        facts: Changes = {
            "name": [None, file.name],
            "made_at": [None, f"{manifest.made_at:%Y-%m-%d %H:%M}"],
            "petitions": [None, manifest.petitions],
            "events": [None, manifest.events],
            "missing": [None, len(missing)],
        }
        with registry.transaction():
            registry.events.append([desk.context.event(history.RESTORE, None, facts)])
    finally:
        desk.close()
    # What is missing is told by its name; verify knows only its hash.
    faults = tuple(f for f in report.faults if not (missing and "sha" in f.params))
    return missing, faults


def _key_of(found: keys.KeyFile, account: str | None, secret: str) -> tuple[bytearray, str]:
    """The data key and whose password it was; the recovery key, typed instead, opens for the first.

    Raises:
        WrongPassword: it is neither.
    """
    try:
        return keys.unlock(found, account, secret)
    except WrongPassword:
        if not keys.looks_like_recovery(secret):
            raise
        return keys.recover(found, secret), account or next(iter(found.accounts), "")


def _need_nothing_at(into: Path) -> None:
    if into.exists() and (not into.is_dir() or any(into.iterdir())):
        raise RegistryError(
            Message(
                "这里已经有文件了，没有覆盖：{path}。恢复总是放进新文件夹，请另起一个名字。",
                path=str(into),
            )
        )


def _staging(into: Path) -> Path:
    """The folder it is made in; what was left there by a restoring that was cut off is removed."""
    staged = into.with_name(into.name + ".part")
    if staged.exists():
        if not staged.is_dir() or not all(path.name.startswith(_OURS) for path in staged.iterdir()):
            raise RegistryError(
                Message("这里已经有文件了，没有覆盖：{path}。请另起一个名字。", path=str(staged))
            )
        with minding(into.parent):
            shutil.rmtree(staged)
    return staged


@contextlib.contextmanager
def _working(beside: Path) -> Iterator[Path]:
    need_folder(beside)
    with minding(beside), scratch(beside, "restore") as work:
        yield work


@contextlib.contextmanager
def _unlocked(
    file: Path, account: str | None, password: str, beside: Path
) -> Iterator[tuple[bytearray, Path]]:
    """The data key of a backup and a working folder; both are gone after the block."""
    with _working(beside) as work:
        manifest = inspect(file)
        need_room(beside, manifest.size)
        data_key, _ = _key_of(backup_restore.keys_in(file, work), account, password)
        try:
            yield data_key, work
        finally:
            wipe(data_key)


def _meter(file: Path, progress: Progress) -> Meter:
    return Meter(progress, 3 * file.stat().st_size)


def _id_of(folder: Path) -> str:
    """The id of the registry in a folder; "" where its key file cannot be read."""
    try:
        return keys.read(folder / backup_file.KEYS).registry
    except DeskError:
        return ""
