"""How it stands with the backups of a registry."""

from dataclasses import dataclass
from datetime import date
from enum import Enum

from petitiondesk.domain.backups import OLD_AFTER
from petitiondesk.services.backup_memory import Memory


class Standing(Enum):
    """How it stands with the backups; what is worst comes first."""

    NO_FOLDER = "no_folder"
    TROUBLE = "trouble"
    NEVER = "never"
    OLD = "old"
    GOOD = "good"


@dataclass(frozen=True)
class State:
    """How it stands: what is remembered, the day, whether the registry holds a petition to be lost."""

    memory: Memory
    today: date
    holds: bool = True

    @property
    def days(self) -> int | None:
        """Days since the newest good backup; None without one."""
        last = self.memory.last
        return None if last is None else max(0, (self.today - last.at.date()).days)

    @property
    def standing(self) -> Standing:
        """What to say first."""
        if self.memory.folder is None:
            return Standing.NO_FOLDER
        if self.memory.trouble is not None:
            return Standing.TROUBLE
        if self.days is None:
            return Standing.NEVER
        return Standing.OLD if self.days > OLD_AFTER else Standing.GOOD

    @property
    def reminds(self) -> bool:
        """Whether the clerk is to be reminded: there is something to lose, and no backup of late."""
        return self.holds and (self.days is None or self.days > OLD_AFTER)
