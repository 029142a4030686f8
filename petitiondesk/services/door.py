"""What the door asks of a registry before its password is given; light, as `data.folder` is."""

from pathlib import Path
from typing import TYPE_CHECKING

from petitiondesk.data import folder as registry_folder
from petitiondesk.data.tries import RECOVERY

if TYPE_CHECKING:  # the door is painted before the registry's modules are loaded
    from petitiondesk.services.context import Now


def is_registry(folder: Path) -> bool:
    """Whether a registry is in ``folder``."""
    return registry_folder.is_registry(folder)


def registry_at(path: Path) -> Path | None:
    """The folder of the registry that is at ``path``, or that a file at ``path`` belongs to."""
    folder = path.parent if path.is_file() else path
    return folder if is_registry(folder) else None


def accounts_of(folder: Path) -> tuple[str, ...]:
    """Names of the accounts of a registry, without opening it.

    Raises:
        RegistryError: there is none, or its key file cannot be read.
    """
    return registry_folder.accounts(folder)


def seconds_to_wait(folder: Path, now: "Now", account: str | None) -> int:
    """Seconds until an account's password may be tried again; without one, the recovery key."""
    return registry_folder.tries_of(folder).rest(RECOVERY if account is None else account, now())
