"""The services of an open registry, each made when it is first asked for.

At the start the first page waits for what it shows and for nothing else: a service's modules are
loaded with it, above all the libraries of Excel and Word files.
"""

from functools import cached_property
from typing import TYPE_CHECKING

from petitiondesk.services.context import Context

if TYPE_CHECKING:
    from petitiondesk.services.accounts import AccountService
    from petitiondesk.services.archive import ArchiveService
    from petitiondesk.services.attachments import AttachmentService
    from petitiondesk.services.backup import BackupService
    from petitiondesk.services.briefs import BriefService
    from petitiondesk.services.clocks import ClockService
    from petitiondesk.services.common_kinds import CommonKindService
    from petitiondesk.services.condition import ConditionService
    from petitiondesk.services.exporting import ExportService
    from petitiondesk.services.filling import FillService
    from petitiondesk.services.forms import FormService
    from petitiondesk.services.importing import ImportService
    from petitiondesk.services.journal import JournalService
    from petitiondesk.services.ledger import LedgerService
    from petitiondesk.services.ledger_views import LedgerViewService
    from petitiondesk.services.letters import LetterService
    from petitiondesk.services.matching import MatchingService
    from petitiondesk.services.mending import MendingService
    from petitiondesk.services.office import OfficeService
    from petitiondesk.services.petitions import PetitionService
    from petitiondesk.services.practice import PracticeService
    from petitiondesk.services.recently import RecentlyService
    from petitiondesk.services.reception import ReceptionService
    from petitiondesk.services.returns import ReturnService
    from petitiondesk.services.section_sheets import SectionSheetService
    from petitiondesk.services.suggestions import SuggestionService
    from petitiondesk.services.verify import VerifyService


class Services:
    """Every use case on one open registry."""

    def __init__(self, context: Context) -> None:
        self.context = context

    @cached_property
    def accounts(self) -> "AccountService":
        """Accounts and their rights."""
        from petitiondesk.services.accounts import AccountService

        return AccountService(self.context)

    @cached_property
    def office(self) -> "OfficeService":
        """The office's settings."""
        from petitiondesk.services.office import OfficeService

        return OfficeService(self.context)

    @cached_property
    def petitions(self) -> "PetitionService":
        """Registering and steps."""
        from petitiondesk.services.petitions import PetitionService

        return PetitionService(self.context)

    @cached_property
    def mending(self) -> "MendingService":
        """Corrections, and steps taken back."""
        from petitiondesk.services.mending import MendingService

        return MendingService(self.context)

    @cached_property
    def attachments(self) -> "AttachmentService":
        """Scans and files of petitions."""
        from petitiondesk.services.attachments import AttachmentService

        return AttachmentService(self.context)

    @cached_property
    def ledger(self) -> "LedgerService":
        """What the ledger shows, and the day."""
        from petitiondesk.services.ledger import LedgerService

        return LedgerService(self.context)

    @cached_property
    def practice(self) -> "PracticeService":
        """Practice with an invented petition."""
        from petitiondesk.services.practice import PracticeService

        return PracticeService(self.context)

    @cached_property
    def common_kinds(self) -> "CommonKindService":
        """What a form can begin with."""
        from petitiondesk.services.common_kinds import CommonKindService

        return CommonKindService(self.context)

    @cached_property
    def suggestions(self) -> "SuggestionService":
        """What was entered before, offered again."""
        from petitiondesk.services.suggestions import SuggestionService

        return SuggestionService(self.context)

    @cached_property
    def matching(self) -> "MatchingService":
        """Earlier petitions on perhaps the same matter."""
        from petitiondesk.services.matching import MatchingService

        return MatchingService(self.context)

    @cached_property
    def exports(self) -> "ExportService":
        """The ledger written out."""
        from petitiondesk.services.exporting import ExportService

        return ExportService(self.context)

    @cached_property
    def recently(self) -> "RecentlyService":
        """What changed since the last working day."""
        from petitiondesk.services.recently import RecentlyService

        return RecentlyService(self.context)

    @cached_property
    def views(self) -> "LedgerViewService":
        """The ledger's saved views and columns."""
        from petitiondesk.services.ledger_views import LedgerViewService

        return LedgerViewService(self.context)

    @cached_property
    def imports(self) -> "ImportService":
        """Old ledgers brought in."""
        from petitiondesk.services.importing import ImportService

        return ImportService(self.context)

    @cached_property
    def archive(self) -> "ArchiveService":
        """Volumes, retention, appraisal."""
        from petitiondesk.services.archive import ArchiveService

        return ArchiveService(self.context)

    @cached_property
    def reception(self) -> "ReceptionService":
        """Reception days and their visits."""
        from petitiondesk.services.reception import ReceptionService

        return ReceptionService(self.context)

    @cached_property
    def verify(self) -> "VerifyService":
        """The record checked against the rows."""
        from petitiondesk.services.verify import VerifyService

        return VerifyService(self.context)

    @cached_property
    def journal(self) -> "JournalService":
        """What happened, by whom."""
        from petitiondesk.services.journal import JournalService

        return JournalService(self.context)

    @cached_property
    def filling(self) -> "FillService":
        """Synthetic petitions for trials."""
        from petitiondesk.services.filling import FillService

        return FillService(self.context)

    @cached_property
    def clocks(self) -> "ClockService":
        """Rules, calendar, running limits."""
        from petitiondesk.services.clocks import ClockService

        return ClockService(self.context)

    @cached_property
    def letters(self) -> "LetterService":
        """Letters from templates."""
        from petitiondesk.services.letters import LetterService

        return LetterService(self.context)

    @cached_property
    def sheets(self) -> "SectionSheetService":
        """Workbooks for the sections and back."""
        from petitiondesk.services.section_sheets import SectionSheetService

        return SectionSheetService(self.context, self.petitions)

    @cached_property
    def returns(self) -> "ReturnService":
        """Returns to the superior bureau."""
        from petitiondesk.services.returns import ReturnService

        return ReturnService(self.context)

    @cached_property
    def forms(self) -> "FormService":
        """The superior's own workbooks."""
        from petitiondesk.services.forms import FormService

        return FormService(self.context, self.returns)

    @cached_property
    def briefs(self) -> "BriefService":
        """Analysis meetings: brief and minutes."""
        from petitiondesk.services.briefs import BriefService

        return BriefService(self.context)

    @cached_property
    def backups(self) -> "BackupService":
        """Backups and their rehearsal."""
        from petitiondesk.services.backup import BackupService

        return BackupService(self.context)

    @cached_property
    def condition(self) -> "ConditionService":
        """What is to be said of the registry's state."""
        from petitiondesk.services.condition import ConditionService

        return ConditionService(self.context)
