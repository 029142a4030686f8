"""What the user or the machine can mend.

Everything else that is raised is a bug and goes to the crash dialog. Each message says what
happened, what was kept, and what to do.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from petitiondesk.domain.messages import Message


class DeskError(Exception):
    """A mendable error with a calm sentence for the user."""

    def __init__(self, message: Message) -> None:
        super().__init__(str(message))
        self.message = message


class Severity(Enum):
    """Whether a finding stops the step or only asks for a second look."""

    REFUSE = "refuse"
    WARN = "warn"


@dataclass(frozen=True)
class Finding:
    """Something about one input: which field (its name in `fields.FIELDS`), how grave, and what."""

    field: str
    severity: Severity
    message: Message


class InvalidInput(DeskError):
    """Inputs of a step that cannot stand; ``findings`` says which and why."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__(findings[0].message)
        self.findings = tuple(findings)


def refused(field: str, message: Message) -> InvalidInput:
    """The error that says one thing is wrong at ``field``."""
    return InvalidInput([Finding(field, Severity.REFUSE, message)])


def stop_at_refusals(findings: Sequence[Finding]) -> None:
    """Go on unless a finding refuses.

    Raises:
        InvalidInput: one does; it holds all that refuse.
    """
    refusals = [finding for finding in findings if finding.severity is Severity.REFUSE]
    if refusals:
        raise InvalidInput(refusals)


def need_reason(reason: str) -> None:
    """Go on where a reason is given: blanks are none.

    Raises:
        InvalidInput: there is none.
    """
    if not reason.strip():
        raise refused("reason", Message("请写明原因：它会留在经过里。"))


class StepNotAllowed(DeskError):
    """The step is not lawful in the petition's present state."""


class NotAllowed(DeskError):
    """The account that works has not the right for it."""


class NotFound(DeskError):
    """No such petition, event or attachment."""


class WrongPassword(DeskError):
    """Neither the password nor the recovery key opens the registry.

    ``wait`` is how many seconds to wait before the next try.
    """

    def __init__(self, message: Message, wait: int = 0) -> None:
        super().__init__(message)
        self.wait = wait


class TooSoon(WrongPassword):
    """A try before the waiting time was over; nothing was tried."""

    def __init__(self, wait: int) -> None:
        super().__init__(Message("密码输错了几次，请过 {n} 秒再试。", n=wait), wait)


class RegistryError(DeskError):
    """The registry folder itself: missing, in use, damaged, too new, not a registry."""


class DamagedRegistry(RegistryError):
    """A file of the registry is damaged: pages that fail their checksum, cut short, missing."""


class StorageError(DeskError):
    """The disk: full, read-only, locked, gone."""


class FileProblem(DeskError):
    """A file brought in or written out: unreadable, not a ledger, open in another program."""


class Cancelled(DeskError):
    """The user stopped a long piece of work; nothing of it was kept."""

    def __init__(self) -> None:
        super().__init__(Message("已按您的要求停止，没有保存任何改动。"))
