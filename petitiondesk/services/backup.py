"""Backups of the open registry: made, looked at, thinned out, rehearsed, taken along.

`docs/moving.md` tells the clerk what they are for; `data.backup` what is in one.
"""

import shutil
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from petitiondesk import __version__
from petitiondesk.data import backup, backup_restore
from petitiondesk.data.backup import Made, Original
from petitiondesk.data.backup_meter import Meter
from petitiondesk.data.backup_places import has_room, need_folder, need_room, scratch
from petitiondesk.data.backup_volumes import mark_of
from petitiondesk.domain import history
from petitiondesk.domain.backups import (
    BadBackup,
    Found,
    Manifest,
    Missing,
    file_name,
)
from petitiondesk.domain.errors import Cancelled, DeskError, FileProblem, StorageError, refused
from petitiondesk.domain.messages import Message
from petitiondesk.domain.record import Changes
from petitiondesk.domain.rights import Right
from petitiondesk.services.backup_memory import KEY, Last, Memory, Rehearsed, from_json, to_json
from petitiondesk.services.backup_state import State
from petitiondesk.services.backup_words import note_beside
from petitiondesk.services.context import Context, Progress, no_progress

if TYPE_CHECKING:  # the window asks at every start how the backups stand
    from petitiondesk.services.verify import Report


_REMINDED = "backup_reminded_on"


@dataclass(frozen=True)
class Rehearsal:
    """How a full rehearsal ended: of which backup, what `verify` found, what was missing."""

    name: str
    report: "Report"
    missing: tuple[Missing, ...]
    faults: tuple[Message, ...]


class BackupService:
    """The backups of one registry. Only one runs at a time: the window's worker takes them in turn."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._registry = context.registry

    # --- how it stands --------------------------------------------------------------------------

    def folder(self) -> Path | None:
        """Where the backups go; None before the office chose."""
        return self._memory().folder

    def state(self) -> State:
        """How it stands now."""
        return State(self._memory(), self._context.today, self._registry.petitions.next_id() > 1)

    def changed(self) -> bool:
        """Whether something was recorded since the newest good backup."""
        last = self._memory().last
        newest = self._registry.events.newest_besides(backup.NO_CHANGE)
        return newest > (last.events if last else 0)

    def due_at_exit(self) -> bool:
        """Whether leaving asks for a backup: a folder is chosen and something was recorded."""
        return self._works() and self.folder() is not None and self.changed()

    def due_today(self) -> bool:
        """Whether the day's backup is still to be made."""
        memory = self._memory()
        last = memory.last
        return (
            self._works()
            and memory.folder is not None
            and (
                last is None or last.at.date() != self._context.today or memory.trouble is not None
            )
        )

    def rehearsal_due(self) -> bool:
        """Whether the newest backup is to be rehearsed: never yet, or a month ago."""
        memory = self._memory()
        if memory.folder is None or memory.last is None or not self._works():
            return False
        done = memory.rehearsed
        return done is None or self._context.today >= done.next_on

    def list(self) -> list[Found]:
        """The backups of this registry in the folder, newest first, and files nobody can read.

        Raises:
            StorageError: the folder is missing or cannot be read.
        """
        folder = self.folder()
        return backup.found_in(folder, self._registry.key_file().registry) if folder else []

    # --- doing ----------------------------------------------------------------------------------

    def choose_folder(self, folder: Path) -> None:
        """Let the backups go to ``folder`` from now on; what lies in the old one stays there.

        Raises:
            NotAllowed: the account has not the right.
            InvalidInput: it is the registry's own folder.
            StorageError: there is no such folder.
        """
        self._context.need(Right.BACKUP)
        need_folder(folder)
        if folder.resolve().is_relative_to(self._registry.folder.resolve()):
            raise refused(
                "folder",
                Message("备份不能放在登记簿自己的文件夹里：它坏了，备份也跟着没了。请另选一个文件夹，最好在另一个盘上。"),
            )  # fmt: skip
        memory = self._memory()
        if folder != memory.folder:
            memory = Memory(folder=folder)
        self._remember(replace(memory, trouble=None))

    def make(self, progress: Progress = no_progress) -> Made:
        """Make a backup, look at it, note it in the record, and remove the old ones no rule keeps.

        Trouble is remembered until a backup is good again.

        Raises:
            InvalidInput: no folder is chosen.
            StorageError, BadBackup, DamagedRegistry: see `data.backup.make`.
            Cancelled: from ``progress``; nothing is kept of it.
        """
        folder = self._chosen()
        try:
            made = self._made(folder / self._name(), progress)
        except Cancelled:
            raise
        except DeskError as error:
            self._remember(replace(self._memory(), trouble=error.message))
            raise
        last = Last(made.manifest.made_at, made.path.name, made.manifest.events)
        trouble = _unreadable(made)
        with self._registry.transaction():
            self._note(made, folder)
            self._remember(replace(self._memory(), last=last, trouble=trouble))
        backup.rotate(folder, made, made.manifest.registry)
        return made

    def rehearse(self, progress: Progress = no_progress) -> Rehearsal:
        """Restore the newest backup into a working folder, check everything, remove it again.

        A backup that fails is set aside. The working folder lies beside the backups, or beside the
        registry where there is no room; never in the computer's common temporary folder.

        Raises:
            InvalidInput: no folder is chosen, or there is no backup yet.
            StorageError: no room, or a disk fails.
            BadBackup: the newest backup is damaged; it is marked as such.
            Cancelled: from ``progress``.
        """
        newest = next((f for f in self.list() if f.manifest is not None), None)
        if newest is None or newest.manifest is None:
            raise refused("backup", Message("还没有备份可以演练。请先做一次备份。"))
        try:
            done = self._rehearsed(newest.path, newest.manifest, progress)
        except BadBackup as error:
            backup.set_aside_backup(newest.path)
            self._remember(replace(self._memory(), last=None, trouble=error.message))
            raise
        result = Rehearsed(
            self._context.now().replace(microsecond=0),
            done.name, len(done.faults), len(done.missing),
        )  # fmt: skip
        self._remember(replace(self._memory(), rehearsed=result))
        return done

    def take_along(self, folder: Path, progress: Progress = no_progress) -> Path:
        """Make a backup with all attachments in a new sub-folder, for another PC; returns that.

        Raises:
            NotAllowed: the account has not the right.
            StorageError, BadBackup, DamagedRegistry, Cancelled: nothing is left of it.
        """
        self._context.need(Right.BACKUP)
        need_folder(folder)
        now = self._context.now()
        into = _new_folder(folder / f"{self._registry.folder.stem}-带走-{now:%Y-%m-%d-%H%M%S}")
        try:
            made = self._made(into / self._name(), progress)
            (into / "说明.txt").write_text(note_beside(made.path.name), "utf-8-sig", newline="\r\n")
        except BaseException:
            shutil.rmtree(into, ignore_errors=True)
            raise
        with self._registry.transaction():
            self._note(made, into)
        return into

    def write(self, target: Path, progress: Progress = no_progress) -> Made:
        """Make one backup somewhere else: in a folder, or as this very file; nothing is rotated.

        Raises:
            NotAllowed: the account has not the right.
            FileProblem: something is there already.
            StorageError, BadBackup, DamagedRegistry, Cancelled: see `data.backup.make`.
        """
        self._context.need(Right.BACKUP)
        if target.is_dir():
            target /= self._name()
        elif target.exists():
            raise FileProblem(
                Message("“{name}”已经有了，没有覆盖。请另起一个名字。", name=target.name)
            )
        made = self._made(target, progress)
        with self._registry.transaction():
            self._note(made, target.parent)
        return made

    # --- inside ---------------------------------------------------------------------------------

    def _works(self) -> bool:
        """Whether the registry may be written: one opened for reading makes no backups by itself."""
        return not self._registry.database.read_only

    def may_remind(self) -> bool:
        """Whether the clerk was not reminded today; from then on she was. A desk is unlocked often."""
        today = self._context.today.isoformat()
        with self._registry.reading():
            if self._registry.settings.remembered(_REMINDED) == today:
                return False
        if self.state().reminds and not self._registry.read_only:
            with self._registry.transaction():
                self._registry.settings.remember(_REMINDED, today)
        return True

    def _chosen(self) -> Path:
        folder = self.folder()
        if folder is None:
            raise refused("folder", Message("还没有选备份的文件夹。请在设置的“备份”里选一个。"))
        return folder

    def _name(self) -> str:
        return file_name(self._registry.folder.stem, self._context.now())

    def _made(self, target: Path, progress: Progress) -> Made:
        original = Original(self._registry.folder, self._registry.data_key)
        return backup.make(original, target, self._context.now(), __version__, progress)

    def _rehearsed(self, path: Path, manifest: Manifest, progress: Progress) -> Rehearsal:
        from petitiondesk.services.verify import VerifyService

        size = 2 * manifest.size + manifest.bytes
        places = (path.parent, self._registry.folder.parent)
        place = next((p for p in places if has_room(p, size)), None)
        if place is None:
            need_room(path.parent, size)
            raise AssertionError("room came while it was asked for")
        meter = Meter(progress, 3 * manifest.size + path.stat().st_size + manifest.bytes)
        with scratch(place, mark_of(self._registry.data_key)) as work:
            backup_restore.lay_out(path, work, self._registry.data_key, meter)
            copy = self._registry.sibling(work)
            try:
                missing = backup_restore.missing_from(copy)
                report = VerifyService(replace(self._context, registry=copy)).verify(progress)
            finally:
                copy.close()
        faults = report.faults
        if (report.petitions, report.fingerprint) != (manifest.petitions, manifest.fingerprint):
            faults += (Message("恢复出来的件数或指纹与备份写的不同。"),)
        return Rehearsal(path.name, report, missing, faults)

    def _note(self, made: Made, folder: Path) -> None:
        """Write the event; a folder is named without the way to it, where a person may be named."""
        facts: Changes = {
            "name": [None, made.path.name],
            "petitions": [None, made.manifest.petitions],
            "events": [None, made.manifest.events],
            "folder": [None, folder.name],
        }
        event = self._context.event(history.BACKUP, None, facts)
        self._registry.events.append([event])

    def _memory(self) -> Memory:
        return from_json(self._registry.settings.remembered(KEY))

    def _remember(self, memory: Memory) -> None:
        with self._registry.transaction():
            self._registry.settings.remember(KEY, to_json(memory))


def _unreadable(made: Made) -> Message | None:
    """What is to be said where attachments of the registry itself could not be read."""
    count = len(made.filled.unreadable)
    if not count:
        return None
    return Message(
        "备份做好了，但登记簿里有 {count} 个附件读不出来，备份里没有它们。请核验登记簿，从以前的备份里找回。",
        count=count,
    )


def _new_folder(path: Path) -> Path:
    try:
        path.mkdir()
    except OSError as error:
        raise StorageError(
            Message(
                "文件夹不能写入：{folder}。没有留下任何文件，请检查盘是否有写保护，或者另选一个。",
                folder=str(path.parent),
            )
        ) from error
    return path
