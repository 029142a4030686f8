"""The way into one registry, as the door uses it: by a password, or by the recovery key."""

from pathlib import Path
from typing import TYPE_CHECKING

from petitiondesk.domain.errors import DamagedRegistry
from petitiondesk.services.door import seconds_to_wait

if TYPE_CHECKING:  # the door is painted before the registry's modules are loaded
    from petitiondesk.services.context import Now
    from petitiondesk.services.desk import Desk
    from petitiondesk.ui.dialogs.damage_work import Damage


class RegistryEntrance:
    """Opens ``folder``; ``desk`` is what was opened (`ui.dialogs.unlock.Entrance`)."""

    def __init__(self, folder: Path, now: "Now") -> None:
        self._folder = folder
        self._now = now
        self.desk: Desk | None = None
        self.damage: Damage | None = None

    def open(self, account: str, password: str) -> None:
        """Open with an account's password.

        Raises:
            DamagedRegistry: it is damaged; ``damage`` has what the ways on need.
        """
        from petitiondesk.services.desk import open_desk

        try:
            self.desk = open_desk(self._folder, password, self._now, account)
        except DamagedRegistry as error:
            from petitiondesk.ui.dialogs.damage_work import Damage

            self.damage = Damage(self._folder, error, account, password)
            raise

    def recover(self, account: str, recovery_key: str, new_password: str) -> None:
        """Open with the recovery key, and give an account a new password."""
        from petitiondesk.services.desk import recover_desk

        self.desk = recover_desk(self._folder, recovery_key, new_password, self._now, account)

    def rest(self, account: str, *, recovery: bool) -> int:
        """Seconds until the next try of that kind is allowed."""
        return seconds_to_wait(self._folder, self._now, None if recovery else account)
