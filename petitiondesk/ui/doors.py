"""The doors of the desk: the first run, and the password of a registry. They give an open desk."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from petitiondesk.domain.errors import DeskError, RegistryError
from petitiondesk.domain.messages import Message
from petitiondesk.domain.office import Office
from petitiondesk.infra.i18n import render
from petitiondesk.services.context import Now
from petitiondesk.services.desk import (
    Desk,
    accounts_of,
    is_registry,
    new_desk,
    open_desk,
    recover_desk,
)
from petitiondesk.ui.dialogs import first_run, unlock
from petitiondesk.ui.look import Look
from petitiondesk.ui.views.dialogs import ErrorDialog


@dataclass(frozen=True)
class Doors:
    """Asks until a registry is open or the clerk gives up.

    ``offered`` is where a new registry is proposed; ``demo`` opens the demo registry.
    """

    look: Look
    now: Now
    offered: Path
    demo: Callable[[], Desk]

    def open(self, folder: Path | None, *, locked: bool = False) -> Desk | None:
        """The desk of ``folder``, or of the first run; None when the clerk leaves.

        A folder that is no registry any more is said, and leads to the first run.
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
                outcome, desk, folder = self._unlock(folder, locked=locked)
            except DeskError as error:
                self._say(error)
                folder, locked = None, False
            else:
                if desk is not None or outcome is unlock.Outcome.QUIT:
                    return desk

    def _first_run(self) -> tuple[Desk | None, Path | None]:
        """A new registry, open; or the folder of another to open; or nothing."""
        made: list[Desk] = []

        def create(folder: Path, office: Office, account: str, password: str) -> str:
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
        return None, folder

    def _demo(self) -> tuple[Desk | None, Path | None]:
        try:
            return self.demo(), None
        except DeskError as error:
            self._say(error)
            return self._first_run()

    def _unlock(
        self, folder: Path, *, locked: bool
    ) -> tuple[unlock.Outcome, Desk | None, Path | None]:
        opened: list[Desk] = []
        door = unlock.UnlockDialog(
            self.look,
            folder,
            accounts_of(folder),
            lambda password: opened.append(open_desk(folder, password, self.now)),
            lambda key, new: opened.append(recover_desk(folder, key, new, self.now)),
            locked=locked,
        )
        door.exec()
        outcome, other = door.outcome, door.other
        door.deleteLater()
        return outcome, (opened[0] if opened else None), other

    def _say(self, error: DeskError) -> None:
        dialog = ErrorDialog(render(error.message))
        dialog.exec()
        dialog.deleteLater()


def _vanished(folder: Path) -> RegistryError:
    return RegistryError(
        Message(
            "没有找到登记簿：{path}。它可能被移走了，或者所在的盘没有接上。"
            "没有改动任何内容，请接上后再打开，或者选另一个登记簿。",
            path=str(folder),
        )
    )
