"""What the consolidation dialog does in the background, and how it counts what came in."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from petitiondesk.domain.messages import N_
from petitiondesk.domain.returns.consolidation import Consolidated
from petitiondesk.domain.returns.period import Period
from petitiondesk.infra.i18n import trn
from petitiondesk.services import consolidating
from petitiondesk.ui.counting import counting
from petitiondesk.ui.models.return_words import period_text
from petitiondesk.ui.style import Tone
from petitiondesk.ui.tasks import Progress
from petitiondesk.ui.views.painting import Pill


@dataclass(frozen=True)
class Consolidating:
    """Reads and adds up; knows the service and not the dialog."""

    paths: tuple[Path, ...]
    offices: Path | None
    form: Path | None
    period: Period | None
    password: str

    def __call__(self, progress: Progress) -> Consolidated:
        """Read and add up."""
        expected = consolidating.read_offices(self.offices) if self.offices else ()
        progress.check()
        return consolidating.consolidate_files(
            self.paths,
            expected=expected,
            period=self.period,
            form=self.form,
            password=self.password,
            progress=counting(progress, N_("已读 {n} 份")),
        )


@dataclass(frozen=True)
class Saving:
    """Writes the workbook."""

    value: Consolidated
    path: Path
    now: datetime

    def __call__(self, progress: Progress) -> Path:
        """Write it; an older file stays as it was if this fails."""
        progress.check()
        consolidating.write(self.value, self.path, self.now)
        return self.path


def pills(value: Consolidated) -> list[Pill]:
    """How many were counted, of how many, of which period, and how many problems there are."""
    kept_out = sum(1 for problem in value.problems if not problem.counted)
    counted = len(value.counted)
    found = [Pill(trn("计入 {n} 份", counted), "check", Tone.GOOD if counted else Tone.LATE)]
    if value.expected:
        found.append(Pill(trn("名单上 {n} 个单位", value.expected), "info"))
    if value.period is not None:
        found.append(Pill(period_text(value.period), "calendar"))
    if kept_out:
        found.append(Pill(trn("{n} 处没有计入", kept_out), "warning", Tone.LATE))
    rest = len(value.problems) - kept_out
    if rest:
        found.append(Pill(trn("{n} 处计入了，但要核对", rest), "warning", Tone.SOON))
    return found
