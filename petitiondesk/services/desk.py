"""A desk: one open registry with every use case on it. The composition root builds it."""

from dataclasses import dataclass, replace
from pathlib import Path

from petitiondesk.data import registry as registry_files
from petitiondesk.data.registry import Registry
from petitiondesk.domain.calendar import Calendar
from petitiondesk.domain.office import Office, Person, Section
from petitiondesk.infra.calendars import shipped_calendar
from petitiondesk.services import synthetic
from petitiondesk.services.archive import ArchiveService
from petitiondesk.services.attachments import AttachmentService
from petitiondesk.services.briefs import BriefService
from petitiondesk.services.cleaning import clean_office, clean_text
from petitiondesk.services.clocks import ClockService
from petitiondesk.services.context import Context, Now
from petitiondesk.services.exporting import ExportService
from petitiondesk.services.filling import FillService
from petitiondesk.services.forms import FormService
from petitiondesk.services.importing import ImportService
from petitiondesk.services.ledger import LedgerService
from petitiondesk.services.letters import LetterService
from petitiondesk.services.matching import MatchingService
from petitiondesk.services.office import OfficeService
from petitiondesk.services.petitions import PetitionService
from petitiondesk.services.reception import ReceptionService
from petitiondesk.services.returns import ReturnService
from petitiondesk.services.section_sheets import SectionSheetService
from petitiondesk.services.verify import VerifyService


@dataclass(frozen=True)
class Desk:
    """The services of one open registry."""

    folder: Path
    office: OfficeService
    petitions: PetitionService
    attachments: AttachmentService
    ledger: LedgerService
    matching: MatchingService
    exports: ExportService
    imports: ImportService
    archive: ArchiveService
    reception: ReceptionService
    verify: VerifyService
    filling: FillService
    clocks: ClockService
    letters: LetterService
    sheets: SectionSheetService
    returns: ReturnService
    forms: FormService
    briefs: BriefService
    context: Context

    def offer_synthetic_sections(self) -> None:
        """Add the sections the synthetic petitions are routed to, where the office lacks them."""
        office = self.office.office()
        have = {section.name for section in office.sections}
        new = [s for s in synthetic.sections() if s.name not in have]
        if not new:
            return
        sections = tuple(Section(s.name) for s in new)
        staff = tuple(Person(name, section=s.name) for s in new for name in s.handlers)
        self.office.save(
            replace(office, sections=office.sections + sections, staff=office.staff + staff)
        )

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
    clean_office(office).check()
    registry, recovery_key = registry_files.create(
        folder, clean_text(account, one_line=True), password
    )
    desk = _desk(registry, now)
    desk.office.save(office)
    return desk, recovery_key


def open_desk(folder: Path, password: str, now: Now) -> Desk:
    """Open a registry.

    Raises:
        RegistryError, StorageError, WrongPassword: see `data.registry.open_registry`.
    """
    return _desk(registry_files.open_registry(folder, password), now)


def is_registry(folder: Path) -> bool:
    """Whether a registry is in ``folder``."""
    return registry_files.is_registry(folder)


def accounts_of(folder: Path) -> tuple[str, ...]:
    """Names of the accounts of a registry, without opening it.

    Raises:
        RegistryError: there is none, or its key file cannot be read.
    """
    return registry_files.accounts(folder)


def recover_desk(folder: Path, recovery_key: str, new_password: str, now: Now) -> Desk:
    """Open a registry with its recovery key and give the account a new password."""
    return _desk(registry_files.recover(folder, recovery_key, new_password), now)


def _desk(registry: Registry, now: Now, calendar: Calendar | None = None) -> Desk:
    context = Context(registry, now, calendar or shipped_calendar())
    petitions = PetitionService(context)
    returns = ReturnService(context)
    desk = Desk(
        folder=registry.folder,
        office=OfficeService(context),
        petitions=petitions,
        attachments=AttachmentService(context),
        ledger=LedgerService(context),
        matching=MatchingService(context),
        exports=ExportService(context),
        imports=ImportService(context),
        archive=ArchiveService(context),
        reception=ReceptionService(context),
        verify=VerifyService(context),
        filling=FillService(context),
        clocks=ClockService(context),
        letters=LetterService(context),
        sheets=SectionSheetService(context, petitions),
        returns=returns,
        forms=FormService(context, returns),
        briefs=BriefService(context),
        context=context,
    )
    desk.clocks.renew()
    return desk
