"""What the first run checks before, and does when, it makes a registry."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from petitiondesk.domain.errors import Finding, Severity
from petitiondesk.domain.messages import Message
from petitiondesk.domain.office import Office
from petitiondesk.ui.tasks import Progress

Create = Callable[[Path, Office, str, str], str]
"""Makes a registry (folder, office, account, password) and returns its recovery key."""


@dataclass(frozen=True)
class Making:
    """The work of making the registry; knows nothing of the dialog."""

    create: Create
    folder: Path
    office: Office
    account: str
    password: str

    def __call__(self, progress: Progress | None = None) -> str:
        """Make it; returns the recovery key."""
        return self.create(self.folder, self.office, self.account, self.password)


def folder_problem(folder: str) -> Finding | None:
    """What is wrong with a folder as it was typed."""
    if not folder:
        message = Message("请填写登记簿放在哪个文件夹。")
        return Finding("folder", Severity.REFUSE, message)
    if not Path(folder).expanduser().is_absolute():
        message = Message("请写完整的文件夹路径，或者点“选择”。")
        return Finding("folder", Severity.REFUSE, message)
    return None
