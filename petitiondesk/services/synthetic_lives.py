"""Synthetic petitions as the office would have registered and handled them, day by day."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from petitiondesk.domain import workflow
from petitiondesk.domain.clocks import Clock, Timing
from petitiondesk.domain.copying import replace
from petitiondesk.domain.numbering import Pattern
from petitiondesk.domain.office import Office
from petitiondesk.domain.petition import Petition
from petitiondesk.domain.record import Event, changes_between
from petitiondesk.domain.terms import State
from petitiondesk.services.cleaning import clean_petition
from petitiondesk.services.context import NOTHING, with_limits
from petitiondesk.services.synthetic import OF_OTHERS, Story

_BETWEEN_STEPS = timedelta(minutes=25)


@dataclass(frozen=True)
class Life:
    """A petition at the end of its story: with its limits, and a draft event for each step."""

    petition: Petition
    clocks: tuple[Clock, ...]
    events: tuple[Event, ...]


@dataclass
class Ground:
    """Where synthetic petitions begin in a registry; ``actor`` registers and handles them.

    No event is later than ``now``: the office's clock would seem to have been set back.
    ``first_id`` is the id of the first story; ``sequences`` holds the next number of each year,
    ``archive`` the next one of each year and retention: both are counted on.
    """

    office: Office
    timing: Timing
    now: datetime
    actor: str
    first_id: int
    sequences: dict[int, int]
    archive: dict[tuple[int, str], int]
    _patterns: tuple[Pattern, Pattern] = field(init=False)

    def __post_init__(self) -> None:
        self._patterns = (
            Pattern(self.office.number_pattern),
            Pattern(self.office.archive_pattern, extra=("retention",)),
        )

    def live(self, story: Story) -> Life:
        """Register a story and take it through its steps."""
        day = story.facts.received_on
        assert day is not None
        sequence = self.sequences[day.year]
        self.sequences[day.year] += 1
        first = replace(
            clean_petition(story.facts),
            id=self.first_id + story.index,
            year=day.year,
            sequence=sequence,
            number=self._patterns[0].format(day.year, sequence),
            registered_on=day,
            state=State.REGISTERED,
            repeats_id=None if story.repeats is None else self.first_id + story.repeats,
        )
        return self._through(first, story)

    def _through(self, first: Petition, story: Story) -> Life:
        moment = self._morning(story.facts.received_on or date.min, first.id)
        now, clocks = with_limits(first, self.timing)
        events = [self._event(workflow.REGISTER, NOTHING, now, moment, moment.date())]
        for name, inputs, on in story.steps:
            moment = max(self._morning(on, first.id), moment + _BETWEEN_STEPS)
            given = self._with_ids(inputs)
            if name == "route" and not given.get("section_due_on"):
                given["section_due_on"] = self.timing.section_due(on)
            changed = workflow.perform(now, workflow.STEP[name], given, on)
            if name == "archive":
                changed = self._filed(changed, on)
            changed, clocks = with_limits(changed, self.timing)
            events.append(self._event(name, now, changed, moment, on))
            now = changed
        return Life(now, clocks, tuple(events))

    def _filed(self, petition: Petition, on: date) -> Petition:
        """The petition with its archive reference: the next one, or its own if it was filed before."""
        assert petition.retention is not None
        if petition.archive_ref:
            return petition
        key = (on.year, petition.retention.value)
        sequence = self.archive[key]
        self.archive[key] += 1
        reference = self._patterns[1].format(on.year, sequence, retention=petition.retention.zh)
        return replace(
            petition, archive_ref=reference, archive_year=on.year, archive_sequence=sequence
        )

    def _event(
        self, kind: str, before: Petition, after: Petition, moment: datetime, on: date
    ) -> Event:
        at = min(moment, self.now)
        return Event(0, after.id, kind, at, on, self.actor, changes_between(before, after))

    def _morning(self, on: date, salt: int) -> datetime:
        """A moment of the office's morning, different for each petition but always the same."""
        clock = time(8 + salt % 4, salt * 7 % 60, salt * 13 % 60)
        return datetime.combine(on, clock, tzinfo=self.now.tzinfo)

    def _with_ids(self, inputs: Mapping[str, object]) -> dict[str, object]:
        """The inputs with the ids of the petitions that a story names by their index."""
        given = dict(inputs)
        for name in OF_OTHERS:
            index = given.get(name)
            if isinstance(index, int):
                given[name] = self.first_id + index
        return given
