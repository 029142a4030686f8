"""Synthetic petitions with full histories, for the demo registry, trials and measurements.

The same count, seed, last day and years give the same stories on every machine. Shares, seasons
and lengths follow what small offices report; `synthetic_text` says why nobody real is in them.
"""

from bisect import bisect_left
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate
from random import Random

from petitiondesk.domain.petition import Petition
from petitiondesk.domain.terms import State
from petitiondesk.infra.calendars import shipped_calendar
from petitiondesk.services.synthetic_case import Taken
from petitiondesk.services.synthetic_forms import Writer
from petitiondesk.services.synthetic_steps import LONGEST, Course
from petitiondesk.services.synthetic_text import Phrases, Section

_WEEK = (1.3, 1.15, 1.1, 1.05, 1.0, 0.3, 0.2)
_OPEN = tuple(state for state in State if state.is_open)
OF_OTHERS = ("repeats_id", "merged_into_id")
"""Inputs that name another petition."""

_RIPE = 0.25
"""Part of `LONGEST` that a petition has been there before it may wait in a state."""
_NEWEST = 24
"""How many of the newest stories mostly wait: enough for every open state in the smallest demo."""
_SPARE = 8
"""From when no more of them are left to themselves: states still owed, and so many."""


@dataclass(frozen=True)
class Story:
    """One petition as it was registered, and what was done with it.

    ``index`` counts the stories from 0; ``repeats`` is the index of the earlier story about the
    same matter, or None. ``facts`` has the registration fields only, without ids and numbers;
    ``steps`` are step name (`workflow.STEP`), inputs, and day. In them ``repeats_id`` and
    ``merged_into_id`` (`OF_OTHERS`) hold the index of an earlier story, and an ``archive`` step has
    no ``archive_ref``: whoever registers the stories gives ids and numbers.
    """

    index: int
    facts: Petition
    steps: tuple[Taken, ...]
    repeats: int | None = None


def sections() -> tuple[Section, ...]:
    """The ten sections, with handlers, that the stories route to."""
    return Phrases().sections


YEARS = 3
"""Over how many years the petitions come in."""


def stories(count: int, seed: int, until: date, years: int = YEARS) -> Iterator[Story]:
    """``count`` stories received in the ``years`` before ``until``, ordered by ``received_on``.

    No step lies after ``until``; the newest stories are still open, in every open state.
    """
    rng = Random(seed)  # noqa: S311 - made-up petitions, no secret
    first = until - timedelta(days=365 * years)
    calendar = shipped_calendar()
    span = [first + timedelta(days=n) for n in range((until - first).days + 1)]
    workdays = [day for day in span if calendar.is_workday(day)]
    words = Phrases()
    course = Course(rng, words, workdays)
    writer = Writer(rng, words)
    waiting = _Waiting(rng, workdays, until)
    for index, day in enumerate(_received(rng, count, span)):
        halt = waiting.state(day, count - index)
        matter = writer.write(index, day, halt)
        steps = course.steps(matter, halt)
        yield Story(index, matter.facts, steps, None if matter.overlooked else matter.earlier)


def _received(rng: Random, count: int, span: Sequence[date]) -> list[date]:
    """The days on which petitions arrive: fewer at weekends, slowly growing."""
    weights = accumulate(_WEEK[day.weekday()] * (1 + n / 3000) for n, day in enumerate(span))
    return sorted(rng.choices(span, cum_weights=tuple(weights), k=count))


class _Waiting:
    """Says which petitions still wait, and for what.

    Left alone, the newest would stand almost all with a section, and no list would show the rest;
    so a part of them waits in each open state in turn, beginning with those that take longest to
    come to.
    """

    def __init__(self, rng: Random, workdays: Sequence[date], until: date) -> None:
        self._rng = rng
        self._workdays = workdays
        self._until = until
        self._begin()

    def _begin(self) -> None:
        self._queue = deque(sorted(_OPEN, key=LONGEST.__getitem__, reverse=True))
        self._owed = set(_OPEN)

    def state(self, received: date, rank: int) -> State | None:
        """The open state that the ``rank``-th newest petition waits in, or None."""
        if rank == _NEWEST:
            self._begin()
        age = (self._until - received).days
        share = 0.45 if age < 45 else 0.25 if age < 75 else 0.03 if age < 110 else 0.0
        if rank <= _NEWEST:
            share = 1.0 if rank <= len(self._owed) + _SPARE else 0.75
        if self._rng.random() >= share:
            return None
        days = len(self._workdays) - 1 - bisect_left(self._workdays, received)
        for state in self._queue:
            if days >= LONGEST[state] * _RIPE:
                self._queue.remove(state)
                self._queue.append(state)
                self._owed.discard(state)
                return state
        return None
