"""What every page is given, and what it may ask of the window around it."""

from dataclasses import dataclass
from typing import Protocol

from petitiondesk.domain.ledger import LedgerFilter
from petitiondesk.services.desk import Desk
from petitiondesk.ui.look import Look
from petitiondesk.ui.messages import Messages
from petitiondesk.ui.tasks import Tasks


class Navigator(Protocol):
    """Going elsewhere in the window."""

    def open_case(self, petition_id: int) -> None:
        """Show a case."""

    def open_ledger(self, shown: LedgerFilter) -> None:
        """Show the ledger narrowed to ``shown``."""

    def open_register(self) -> None:
        """Show the registration form."""

    def written(self) -> None:
        """Something was written: counts and lists elsewhere are out of date."""


@dataclass(frozen=True)
class PageContext:
    """The services, the look and the channels of one window."""

    desk: Desk
    look: Look
    tasks: Tasks
    messages: Messages
    go: Navigator


class Page(Protocol):
    """A page of the window."""

    def refresh(self) -> None:
        """Read again what is shown; called each time the page comes up."""
