"""The way into one registry, as the door uses it: by a password, or by the recovery key."""

from pathlib import Path

from petitiondesk.domain.errors import DamagedRegistry
from petitiondesk.services.context import Now
from petitiondesk.services.desk import Desk, open_desk, recover_desk, seconds_to_wait
from petitiondesk.ui.dialogs.damage_work import Damage


class RegistryEntrance:
    """Opens ``folder``; ``desk`` is what was opened (`ui.dialogs.unlock.Entrance`)."""

    def __init__(self, folder: Path, now: Now) -> None:
        self._folder = folder
        self._now = now
        self.desk: Desk | None = None
        self.damage: Damage | None = None

    def open(self, account: str, password: str) -> None:
        """Open with an account's password.

        Raises:
            DamagedRegistry: it is damaged; ``damage`` has what the ways on need.
        """
        try:
            self.desk = open_desk(self._folder, password, self._now, account)
        except DamagedRegistry as error:
            self.damage = Damage(self._folder, error, account, password)
            raise

    def recover(self, account: str, recovery_key: str, new_password: str) -> None:
        """Open with the recovery key, and give an account a new password."""
        self.desk = recover_desk(self._folder, recovery_key, new_password, self._now, account)

    def rest(self, account: str, *, recovery: bool) -> int:
        """Seconds until the next try of that kind is allowed."""
        return seconds_to_wait(self._folder, self._now, None if recovery else account)
