"""The doors of the desk: the first run, and the password of a registry. They give an open desk.

Every start goes through the door with the password; the others are loaded when they are opened.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from petitiondesk.domain.backups import SUFFIX, VOLUME_SUFFIX
from petitiondesk.domain.errors import DamagedRegistry, DeskError, RegistryError
from petitiondesk.domain.messages import Message
from petitiondesk.infra.i18n import render
from petitiondesk.services.door import accounts_of, is_registry, registry_at
from petitiondesk.ui.dialogs import unlock
from petitiondesk.ui.dialogs.writing import run
from petitiondesk.ui.entrance import RegistryEntrance
from petitiondesk.ui.look import Look
from petitiondesk.ui.views.dialogs import ErrorDialog

if TYPE_CHECKING:  # the door is painted before the registry's modules are loaded
    from petitiondesk.domain.office import Office
    from petitiondesk.services.context import Now
    from petitiondesk.services.desk import Desk
    from petitiondesk.ui.dialogs.damage_work import Damage


@dataclass(frozen=True)
class Doors:
    """Asks until a registry is open or the clerk gives up.

    ``offered`` is where a new registry is proposed; ``demo`` opens the demo registry.
    """

    look: Look
    now: "Now"
    offered: Path
    demo: "Callable[[], Desk]"

    def open(self, folder: Path | None, *, locked: bool = False, last: str = "") -> "Desk | None":
        """The desk of ``folder``, or of the first run; None when the clerk leaves.

        ``last`` is the account that is proposed. A folder that is no registry any more is said, and leads to the first run.
        """
        if folder is not None and not is_registry(folder):
            self._say(_vanished(folder))
            folder = None
        while True:
            if folder is None:
                desk, folder = self._first_run()
                if desk is not None or folder is None:
                    return desk
            try:
                outcome, desk, folder = self._unlock(folder, last, locked=locked)
            except DeskError as error:
                self._say(error)
                folder, locked = None, False
            else:
                if desk is not None or outcome is unlock.Outcome.QUIT:
                    return desk

    def open_given(self, given: Path, present: Path | None) -> "Desk | None":
        """The desk of a registry that was double-clicked, or of one restored from such a backup.

        ``present`` is the registry of this PC, to compare a backup with; None when the clerk turns
        back, or it is neither, which is said.
        """
        folder = registry_at(given)
        if folder is not None:
            return self.open(folder)
        try:
            _need_backup(given)
        except DeskError as error:
            self._say(error)
            return None
        back = self._restored(given, present)
        return self.open(back) if back is not None else None

    def practise(self) -> "Desk | None":
        """The registry of invented petitions; the first run's where it cannot be opened."""
        desk, folder = self._demo()
        return desk if desk is not None or folder is None else self.open(folder)

    def _first_run(self) -> "tuple[Desk | None, Path | None]":
        """A new registry, open; or the folder of another to open; or nothing."""
        from petitiondesk.services.desk import new_desk
        from petitiondesk.ui.dialogs import first_run

        made: list[Desk] = []

        def create(folder: Path, office: "Office", account: str, password: str) -> str:
            desk, recovery = new_desk(folder, office, account, password, self.now)
            made.append(desk)
            return recovery

        dialog = first_run.FirstRun(self.look, self.offered, create)
        accepted = dialog.exec()
        outcome, folder = dialog.outcome, dialog.folder
        dialog.deleteLater()
        if made:
            return made[0], None
        if not accepted:
            return None, None
        if outcome is first_run.Outcome.DEMO:
            return self._demo()
        if outcome is first_run.Outcome.RESTORE:
            return self._restore()
        return None, folder

    def _restore(self) -> "tuple[Desk | None, Path | None]":
        """The folder of a registry that was restored, to open; or the first run once more."""
        folder = self._restored()
        return (None, folder) if folder is not None else self._first_run()

    def _restored(self, file: Path | None = None, present: Path | None = None) -> Path | None:
        """The folder of a registry that the wizard restored and that is to be opened now."""
        from petitiondesk.ui.dialogs.restore import RestoreWizard

        beside = present.parent if present is not None else self.offered.parent
        wizard = RestoreWizard(self.look, file, present=present, beside=beside, now=self.now)
        return wizard.folder if run(wizard) else None

    def _demo(self) -> "tuple[Desk | None, Path | None]":
        try:
            return self.demo(), None
        except DeskError as error:
            self._say(error)
            return self._first_run()

    def _unlock(
        self, folder: Path, last: str, *, locked: bool
    ) -> "tuple[unlock.Outcome, Desk | None, Path | None]":
        entrance = RegistryEntrance(folder, self.now)
        try:
            accounts = accounts_of(folder)
        except DamagedRegistry as error:
            from petitiondesk.ui.dialogs.damage_work import Damage

            return self._damaged(Damage(folder, error))
        door = unlock.UnlockDialog(self.look, folder, accounts, entrance, last=last, locked=locked)
        door.exec()
        outcome, other = door.outcome, door.other
        door.deleteLater()
        if outcome is unlock.Outcome.DAMAGED and entrance.damage is not None:
            return self._damaged(entrance.damage)
        return outcome, entrance.desk, other

    def _damaged(self, found: "Damage") -> "tuple[unlock.Outcome, Desk | None, Path | None]":
        """The registry open for reading, or another in its place, or nothing."""
        from petitiondesk.ui.dialogs import damage

        dialog = damage.DamageDialog(self.look, found, self.now)
        dialog.exec()
        outcome, desk, other = dialog.outcome, dialog.desk, dialog.other
        dialog.deleteLater()
        if outcome is damage.Outcome.OPEN_OTHER:
            return unlock.Outcome.OPEN_OTHER, None, other
        return unlock.Outcome.QUIT, desk, None

    def _say(self, error: DeskError) -> None:
        dialog = ErrorDialog(render(error.message))
        dialog.exec()
        dialog.deleteLater()


def _need_backup(file: Path) -> None:
    """Go on where a file is a backup that can be read.

    Raises:
        DeskError: it is none, or a part of one; the sentence says what to open.
    """
    from petitiondesk.services.restoring import inspect

    if file.suffix == VOLUME_SUFFIX:
        raise RegistryError(
            Message(
                "这是备份的附件，单独打不开：{name}。请打开同一个文件夹里的备份文件，"
                "它的名字以 {suffix} 结尾；附件会一起回来。没有改动任何内容。",
                name=file.name,
                suffix=SUFFIX,
            )
        )
    if file.is_dir() or not file.exists():
        raise _vanished(file)
    inspect(file)


def _vanished(folder: Path) -> RegistryError:
    return RegistryError(
        Message(
            "没有找到登记簿：{path}。它可能被移走了，或者所在的盘没有接上。"
            "没有改动任何内容，请接上后再打开，或者选另一个登记簿。",
            path=str(folder),
        )
    )
