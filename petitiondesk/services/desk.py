"""A desk: one open registry with every use case on it. The composition root builds it."""

from dataclasses import dataclass
from pathlib import Path

from petitiondesk.data import registry as registry_files
from petitiondesk.data.registry import Registry
from petitiondesk.domain.calendar import Calendar
from petitiondesk.domain.office import Office
from petitiondesk.infra.calendars import shipped_calendar
from petitiondesk.services.context import Context, Now
from petitiondesk.services.ledger import LedgerService
from petitiondesk.services.matching import MatchingService
from petitiondesk.services.office import OfficeService
from petitiondesk.services.petitions import PetitionService
from petitiondesk.services.verify import VerifyService


@dataclass(frozen=True)
class Desk:
    """The services of one open registry."""

    folder: Path
    office: OfficeService
    petitions: PetitionService
    ledger: LedgerService
    matching: MatchingService
    verify: VerifyService
    context: Context

    def release(self) -> None:
        """Close the calling thread's connections."""
        self.context.registry.release()

    def close(self) -> None:
        """Close the registry."""
        self.context.registry.close()


def new_desk(
    folder: Path, office: Office, account: str, password: str, now: Now
) -> tuple[Desk, str]:
    """Make a registry for an office and open it; return the desk and the recovery key to show once.

    Raises:
        InvalidInput: the office or the password cannot stand.
        RegistryError, StorageError: the folder is taken or cannot be written.
    """
    office.check()
    registry, recovery_key = registry_files.create(folder, account, password)
    desk = _desk(registry, now)
    desk.office.save(office)
    return desk, recovery_key


def open_desk(folder: Path, password: str, now: Now) -> Desk:
    """Open a registry.

    Raises:
        RegistryError, StorageError, WrongPassword: see `data.registry.open_registry`.
    """
    return _desk(registry_files.open_registry(folder, password), now)


def recover_desk(folder: Path, recovery_key: str, new_password: str, now: Now) -> Desk:
    """Open a registry with its recovery key and give the account a new password."""
    return _desk(registry_files.recover(folder, recovery_key, new_password), now)


def _desk(registry: Registry, now: Now, calendar: Calendar | None = None) -> Desk:
    context = Context(registry, now, calendar or shipped_calendar())
    return Desk(
        folder=registry.folder,
        office=OfficeService(context),
        petitions=PetitionService(context),
        ledger=LedgerService(context),
        matching=MatchingService(context),
        verify=VerifyService(context),
        context=context,
    )
