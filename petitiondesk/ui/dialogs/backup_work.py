"""Long works of the backups, for the runner; none knows a window."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from petitiondesk.domain.messages import Message
from petitiondesk.services.backup import BackupService
from petitiondesk.services.context import Progress as Told
from petitiondesk.ui.counting import megabytes
from petitiondesk.ui.tasks import Progress


@dataclass(frozen=True)
class Backing:
    """A work of the backup service."""

    act: Callable[[Told], object]

    def __call__(self, progress: Progress) -> object:
        """Do it and say how far it is."""
        return self.act(megabytes(progress))


@dataclass(frozen=True)
class TakingAlong:
    """Making the copy that is taken along."""

    service: BackupService
    folder: Path

    def __call__(self, told: Told) -> Path:
        """Make it; returns its folder."""
        return self.service.take_along(self.folder, told)


def rehearsal_words(faults: int, missing: int) -> Message:
    """How a rehearsal ended, in one sentence."""
    if not faults and not missing:
        return Message("演练过了：最新的备份能完整恢复，附件都在。")
    return Message(
        "演练恢复发现问题：记录里 {faults} 处，缺附件 {missing} 个。登记簿没有改动。请再做一次备份，再演练一次。",
        faults=faults,
        missing=missing,
    )
