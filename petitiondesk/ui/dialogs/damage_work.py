"""The work of a salvage, and its sentences; they do not know the dialog."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from petitiondesk.domain.errors import DamagedRegistry, DeskError
from petitiondesk.domain.messages import N_
from petitiondesk.infra.i18n import tr
from petitiondesk.services.context import Now
from petitiondesk.services.desk import Desk, open_desk
from petitiondesk.ui.counting import counting
from petitiondesk.ui.tasks import Progress

if TYPE_CHECKING:  # every door knows `Damage`; the salvage itself is rare
    from petitiondesk.services.salvage import Salvaged


@dataclass(frozen=True)
class Damage:
    """A registry that did not open, and who tried: with these it can be read as far as it goes.

    Without a ``password`` not even the key file can be read.
    """

    folder: Path
    error: DamagedRegistry
    account: str = ""
    password: str | None = None

    def look_at(self, now: Now) -> Desk:
        """The registry, open for reading only.

        Raises:
            DeskError: not even that.
        """
        return open_desk(
            self.folder, self.password or "", now, self.account or None, read_only=True
        )

    def backups(self, now: Now) -> Path | None:
        """The folder that the office chose for its backups, where that can still be read."""
        if self.password is None:
            return None
        try:
            desk = self.look_at(now)
        except DeskError:
            return None
        try:
            return desk.backups.folder()
        except DeskError:
            return None
        finally:
            desk.close()


@dataclass(frozen=True)
class Salvaging:
    """Brings what can be read into a new folder."""

    damage: Damage
    into: Path
    now: Now

    def __call__(self, progress: Progress) -> "Salvaged":
        """Do it."""
        from petitiondesk.services.salvage import salvage

        damage = self.damage
        assert damage.password is not None
        account = damage.account or None
        return salvage(
            damage.folder,
            self.into,
            damage.password,
            self.now,
            account,
            counting(progress, N_("正在读")),
        )


def proposed(folder: Path) -> Path:
    """A name beside the damaged registry that is free."""
    number, word = 1, tr("抢救")
    while True:
        name = f"{folder.stem}-{word}{'' if number == 1 else number}"
        path = folder.with_name(f"{name}{folder.suffix}")
        if not path.exists():
            return path
        number += 1
