"""One limit on one petition."""

from dataclasses import dataclass
from datetime import date

from petitiondesk.domain.clocks.reckoning import Reckoning
from petitiondesk.domain.messages import Message
from petitiondesk.domain.rules import Bound, Rule


@dataclass(frozen=True)
class Clock:
    """One limit on one petition, and how its dates were found.

    ``subject`` is the section or body it binds, "" for the office; ``ended_on`` the day the work was
    done, None while it runs.
    """

    reckoning: Reckoning
    ended_on: date | None = None
    subject: str = ""
    bound: Bound = Bound.OFFICE

    @property
    def rule(self) -> Rule:
        """The rule it follows."""
        return self.reckoning.rule

    @property
    def started_on(self) -> date:
        """The day it started on, which is not counted."""
        return self.reckoning.start

    @property
    def nominal_on(self) -> date:
        """The date by which the desk warns."""
        return self.reckoning.nominal_on

    @property
    def due_on(self) -> date:
        """The last day on which it is still met."""
        return self.reckoning.due_on

    @property
    def paused(self) -> bool:
        """Whether it stands still, so that its last day is not known yet."""
        return self.ended_on is None and self.reckoning.still_stopped is not None

    @property
    def duty(self) -> bool:
        """Whether somebody in the bureau is late when it is not met."""
        return self.bound in (Bound.OFFICE, Bound.SECTION)

    @property
    def explanation(self) -> Message:
        """One printable line that accounts for ``due_on``."""
        return self.reckoning.line

    @property
    def title(self) -> Message:
        """What is to be done by then, and by which section."""
        if self.subject:
            return Message("{title} · {subject}", title=Message(self.rule.zh), subject=self.subject)
        return Message(self.rule.zh)
