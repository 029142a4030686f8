"""How far a service says it is, as the window shows it."""

from petitiondesk.domain.messages import Message
from petitiondesk.services.context import Progress as Told
from petitiondesk.ui.tasks import Progress


def counting(progress: Progress, text: str = "") -> Told:
    """Show what a service tells; ``text`` is a sentence of the catalogue, with what is done as ``{n}``."""

    def tell(done: int, total: int | None) -> None:
        progress.report(done, total, Message(text, n=f"{done:,}"))

    return tell


def megabytes(progress: Progress) -> Told:
    """As `counting`, for a service that tells bytes."""

    def tell(done: int, total: int | None) -> None:
        progress.report(done, total, Message("{done} MB", done=f"{done >> 20:,}"))

    return tell
