"""Registries for the tests of changing calendar and rules: many open petitions, all kinds of limits."""

import random
from dataclasses import replace
from datetime import date, timedelta

from petitiondesk.domain import workflow
from petitiondesk.domain.calendar import Calendar
from petitiondesk.domain.clocks import Timing
from petitiondesk.domain.office import Office
from petitiondesk.domain.petition import Pause, Petition, Routing, Urging
from petitiondesk.domain.terms import Channel, PauseKind, PetitionClass, Procedure, State
from petitiondesk.services.clocks import Move, Preview
from petitiondesk.services.desk import Desk
from tests.factory import TODAY, a_petition

_BATCH = 500

Moved = tuple[int, str, str, date | None, date | None, date | None]
"""Petition, rule, section, day before, day after, day it was met."""


def register_open(desk: Desk, count: int, seed: int = 1) -> None:
    """Register open petitions of the last ninety days, as an import does: one event each."""
    rng = random.Random(seed)
    context = desk.context
    for start in range(0, count, _BATCH):
        with context.registry.transaction():
            first = context.registry.petitions.next_id()
            sequence = context.registry.petitions.next_sequence(TODAY.year)
            office = context.office()
            batch = [
                desk.petitions.numbered(_open(rng, first + n), office, sequence + n)
                for n in range(min(_BATCH, count - start))
            ]
            context.write_new(batch, workflow.REGISTER)


def _open(rng: random.Random, petition_id: int) -> Petition:
    received = TODAY - timedelta(days=rng.randrange(90))
    later = min(TODAY, received + timedelta(days=rng.randrange(12)))
    channel = rng.choice(list(Channel))
    section = Routing("农田建设科", routed_on=later)
    return a_petition(
        id=petition_id,
        channel=channel,
        sender="市信访局" if channel.from_superior else "",
        report_by=received + timedelta(days=70) if channel is Channel.ASSIGNED else None,
        petition_class=rng.choices(list(PetitionClass), (2, 1, 7))[0],
        procedure=rng.choices(list(Procedure), (4, 1))[0],
        received_on=received,
        registered_on=TODAY,
        accepted_on=rng.choice([None, later]),
        notified_on=rng.choice([None, None, later]),
        state=State.ROUTED,
        routings=rng.choice([(), (section,), (section, replace(section, lead=False))]),
        pauses=rng.choice([(), (), _pause(received)]),
        urgings=rng.choice([(), (Urging(later, due_on=later), Urging(later, due_on=TODAY))]),
    )


def _pause(received: date) -> tuple[Pause, ...]:
    first = received + timedelta(days=4)
    last = received + timedelta(days=9)
    return (Pause(PauseKind.PAPERS, first, last if last <= TODAY else None),)


def reckoned_anew(desk: Desk, office: Office) -> list[Moved]:
    """What `office` would move, found by reckoning every limit of every petition twice."""
    context = desk.context
    with context.registry.reading():
        now, then = context.timing(), context.timing(office)
        petitions = list(context.registry.petitions.all())
    return sorted((m for p in petitions for m in _moved(p, now, then)), key=repr)


def _moved(petition: Petition, now: Timing, then: Timing) -> list[Moved]:
    """Limits paired off in the order in which the rules make them, one rule and section at a time."""
    found: list[Moved] = []
    shut = petition.sealed
    old, new = list(now.clocks(petition)), list(then.clocks(petition))
    for code, subject in {(c.rule.code, c.subject) for c in (*old, *new)}:
        before = [c for c in old if (c.rule.code, c.subject) == (code, subject)]
        after = [c for c in new if (c.rule.code, c.subject) == (code, subject)]
        for place in range(max(len(before), len(after))):
            one = before[place] if place < len(before) else None
            other = after[place] if place < len(after) else None
            days = (one.due_on if one else None, other.due_on if other else None)
            ended = (other or one).ended_on  # type: ignore[union-attr]
            if days[0] != days[1]:
                found.append((petition.id, code, "" if shut else subject, *days, ended))
    return found


def listed(preview: Preview) -> list[Moved]:
    """A preview's moves, to compare with `reckoned_anew`."""
    return sorted((_told(move) for move in preview.moves), key=repr)


def _told(move: Move) -> Moved:
    section = str(move.title.params.get("subject", ""))
    return (move.petition_id, move.code, section, move.before, move.after, move.ended_on)


def every_limit(desk: Desk) -> object:
    """Every petition with its record and its limits, to compare before and after."""
    context = desk.context
    with context.registry.reading():
        petitions = list(context.registry.petitions.all())
        return petitions, context.registry.clocks.rows([p.id for p in petitions])


def with_day(calendar: Calendar, day: date, *, free: bool) -> Calendar:
    """The day's year with the day free or worked, as an update file would bring it."""
    holidays = {d: n for d, n in calendar.holidays.items() if d.year == day.year and d != day}
    workdays = {d: n for d, n in calendar.workdays.items() if d.year == day.year and d != day}
    if free:
        holidays[day] = "临时放假"
    elif day.weekday() >= 5:
        workdays[day] = "临时上班"
    return Calendar(holidays, workdays, frozenset({day.year}))
