"""What every page is given, and what it may ask of the window around it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from petitiondesk.domain.errors import DeskError
from petitiondesk.domain.ledger import LedgerFilter
from petitiondesk.infra.copies import Copies
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

    def open_reception(self, day: date | None = None) -> None:
        """Show the reception days: this one, or the next."""

    def register_visit(self, day: date, number: int) -> None:
        """Show the registration form filled in from a visit of a reception day."""

    def open_settings(self, part: str) -> None:
        """Show a part of the settings (its key in `pages.settings`)."""

    def written(self, petition_id: int | None = None) -> None:
        """Something was written, to this petition if one is named: what is shown is out of date."""


@dataclass(frozen=True)
class PageContext:
    """The services, the look and the channels of one window; where copies for other programs go."""

    desk: Desk
    look: Look
    tasks: Tasks
    messages: Messages
    go: Navigator
    copies: Copies = field(default_factory=Copies)

    @contextmanager
    def saying_errors(self) -> Iterator[None]:
        """Say what the machine or the user can mend; the page stays as it was. Bugs go on."""
        try:
            yield
        except DeskError as error:
            self.messages.error(error)


class Page(Protocol):
    """A page of the window."""

    def refresh(self) -> None:
        """Read again what is shown; called each time the page comes up."""
