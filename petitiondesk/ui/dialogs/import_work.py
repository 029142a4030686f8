"""What the import dialog does in the background, and how it counts a file."""

from dataclasses import dataclass
from pathlib import Path

from petitiondesk.domain.messages import N_
from petitiondesk.infra.i18n import trn
from petitiondesk.services.importing import (
    ImportReport,
    ImportService,
    LedgerMap,
    LedgerSource,
    Preview,
)
from petitiondesk.ui.counting import counting
from petitiondesk.ui.style import Tone
from petitiondesk.ui.tasks import Progress
from petitiondesk.ui.views.painting import Pill


@dataclass(frozen=True)
class Opening:
    """Opens a file; None when it asks for a password and none was given."""

    service: ImportService
    path: Path
    password: str

    def __call__(self, progress: Progress) -> LedgerSource | None:
        """Open the file."""
        progress.check()
        if not self.password and self.service.needs_password(self.path):
            return None
        source = self.service.open(self.path, self.password)
        progress.check()
        return source


@dataclass(frozen=True)
class Reading:
    """Reads the rows of an open file without writing anything."""

    service: ImportService
    source: LedgerSource
    rules: LedgerMap

    def __call__(self, progress: Progress) -> Preview:
        """Read the file."""
        return self.service.preview_source(
            self.source, self.rules, counting(progress, N_("已读 {n} 行"))
        )


@dataclass(frozen=True)
class Importing:
    """Brings the new rows in; the list of those left out is written afterwards, by `Listing`.

    Once rows are in, a list that cannot be written must not look like a failed import.
    """

    service: ImportService
    preview: Preview

    def __call__(self, progress: Progress) -> ImportReport:
        """Bring the rows in."""
        return self.service.run(self.preview, progress=counting(progress, N_("已登记 {n} 件")))


@dataclass(frozen=True)
class Listing:
    """Writes the rows that cannot be brought in, with the reasons: a run with nothing new in it."""

    service: ImportService
    preview: Preview
    path: Path

    def __call__(self, progress: Progress) -> Path:
        """Write the list."""
        progress.check()
        self.service.run(self.preview, self.path)
        return self.path


@dataclass(frozen=True)
class Undoing:
    """Takes a whole import back."""

    service: ImportService
    import_id: int
    reason: str

    def __call__(self, progress: Progress) -> int:
        """Make its petitions void."""
        return self.service.past.undo(
            self.import_id, self.reason, counting(progress, N_("已撤销 {n} 件"))
        )


def free_name(source: Path) -> Path:
    """Where the list goes: beside the file it came from, never over an earlier list."""
    first = source.with_name(f"{source.stem}-未导入.xlsx")
    number = 2
    path = first
    while path.exists():
        path = first.with_stem(f"{first.stem}-{number}")
        number += 1
    return path


def counts(preview: Preview) -> list[Pill]:
    """How many rows of each kind, as pills; kinds that do not occur are left out."""
    new, known, rejected = len(preview.new), len(preview.known), len(preview.rejected)
    skipped = len(preview.file.skipped)
    warned = sum(1 for row in preview.new if row.warnings)
    pills = [
        (new, trn("{n} 件新的", new), "check", Tone.GOOD),
        (known, trn("{n} 件以前导入过", known), "info", Tone.NEUTRAL),
        (rejected, trn("{n} 行不能导入", rejected), "warning", Tone.LATE),
        (warned, trn("{n} 件有提醒", warned), "warning", Tone.SOON),
        (skipped, trn("{n} 行标题、合计等，略过", skipped), "info", Tone.NEUTRAL),
    ]
    return [Pill(text, icon, tone) for count, text, icon, tone in pills if count]
