"""Synthetic stories acted out, each step checked as the desk would check it."""

from dataclasses import dataclass
from datetime import date
from functools import cache

from petitiondesk.domain import validation
from petitiondesk.domain.clocks import Clock, Timing
from petitiondesk.domain.errors import Severity
from petitiondesk.domain.petition import Petition
from petitiondesk.domain.rules import Rulebook
from petitiondesk.domain.workflow import STEP, lawful, perform
from petitiondesk.infra.calendars import shipped_calendar
from petitiondesk.services.synthetic import Story, stories

UNTIL = date(2026, 9, 30)
TIMING = Timing(shipped_calendar(), Rulebook())


@dataclass(frozen=True)
class Life:
    """A story acted out: the petition after all its steps, and the days of acceptance come late."""

    story: Story
    petition: Petition
    accepted_late: int

    def clock(self, *codes: str) -> Clock | None:
        """The first of the petition's limits with one of the codes."""
        clocks = TIMING.clocks(self.petition)
        return next((clock for clock in clocks if clock.rule.code in codes), None)

    def took(self, name: str) -> int:
        """How often the step was taken."""
        return sum(name == taken for taken, _, _ in self.story.steps)


@cache
def sample(count: int = 500, seed: int = 7) -> tuple[Story, ...]:
    return tuple(stories(count, seed, UNTIL))


@cache
def lives(count: int = 500, seed: int = 7) -> tuple[Life, ...]:
    return tuple(acted_out(story) for story in sample(count, seed))


def acted_out(story: Story) -> Life:
    """Each step as the desk would check it; only a notice may be late, and is said to be."""
    petition, late = story.facts, 0
    for name, inputs, on in story.steps:
        step = STEP[name]
        assert step in lawful(petition), (story.index, name)
        assert set(inputs) <= set(step.fields)
        numbered = dict(inputs)
        if name == "archive":
            assert "archive_ref" not in inputs
            numbered["archive_ref"] = "WS·2026-30年-0001"
        clocks = TIMING.clocks(petition)
        found = validation.check_step(petition, step, numbered, on, UNTIL, clocks)
        if name == "accept" and [(f.field, f.severity) for f in found] == [("on", Severity.WARN)]:
            late += 1
        else:
            assert found == [], (story.index, name, [str(f.message) for f in found])
        petition = perform(petition, step, numbered, on)
    return Life(story, petition, late)
