"""A second counting of a return, by plain loops over the record: nothing of `domain.returns` but names.

It walks all events, rebuilds each petition from nothing, and counts figure by figure as the forms
describe them, so that a return can be held against it. Slow and simple on purpose.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from petitiondesk.domain import history, record
from petitiondesk.domain.clocks import Timing
from petitiondesk.domain.petition import Petition
from petitiondesk.domain.terms import (
    Adoption,
    Channel,
    PetitionClass,
    Rating,
    ReviewLevel,
    ReviewResult,
    SuperiorLevel,
)
from petitiondesk.services.desk import Desk

Counts = dict[str, int]


@dataclass
class Registry:
    """What the events tell: petitions with their limits, reception days, who repeats whom."""

    petitions: list[Petition] = field(default_factory=list)
    limits: dict[int, dict[str, tuple[date, date | None]]] = field(default_factory=dict)
    standing_still: set[int] = field(default_factory=set)
    repeats: dict[int, list[date]] = field(default_factory=dict)
    receptions: dict[str, Any] = field(default_factory=dict)
    sections: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()


def walk(desk: Desk) -> Registry:
    """Read every event once."""
    context = desk.context
    records: dict[int, dict[str, Any]] = {}
    found = Registry()
    for event in context.registry.events.all():
        if event.petition_id is not None:
            _apply(records.setdefault(event.petition_id, {}), event)
        elif event.kind == history.RECEPTION:
            _apply(found.receptions, event)
    office = context.office()
    found.sections = office.open_sections()
    for path in office.topics:
        top = path.split("_")[0]
        if top not in found.topics:
            found.topics += (top,)
    timing = context.timing()
    for one in records.values():
        _add(found, record.from_record(one), timing)
    return found


def _apply(values: dict[str, Any], event: record.Event) -> None:
    for name, (_, after) in event.changes.items():
        if after is None:
            values.pop(name, None)
        else:
            values[name] = after


def _add(found: Registry, petition: Petition, timing: Timing) -> None:
    if petition.state.value == "void":
        return
    found.petitions.append(petition)
    limits = found.limits.setdefault(petition.id, {})
    for clock in timing.clocks(petition):
        limits[clock.rule.code] = (clock.due_on, clock.ended_on)
        if clock.paused and clock.due_on == petition.due_on:
            found.standing_still.add(petition.id)
    if petition.repeats_id is not None and petition.received_on is not None:
        found.repeats.setdefault(petition.repeats_id, []).append(petition.received_on)


def recount(found: Registry, start: date, end: date, cut: date, group: int = 5) -> Counts:
    """Every figure of one period, by its key as `Key` writes it, without comparisons."""
    until = min(end, cut)
    counts: Counts = {}
    received = [p for p in found.petitions if _within(p.received_on, start, until)]
    concluded = [p for p in found.petitions if _within(p.concluded_on, start, until)]
    waiting = [p for p in found.petitions if _waits(p, until, cut)]
    _channels(counts, received, group)
    _classes(counts, received, concluded)
    _topics(counts, received, found.topics)
    _sections(counts, found, received, concluded, waiting, cut)
    _levels(counts, found, received, start, until, cut)
    _reviews(counts, found, start, until, cut)
    _reception(counts, found, start, until)
    _suggestions(counts, concluded)
    _rates(counts, found, received, concluded, start, until, cut)
    return counts


def _within(day: date | None, start: date, until: date) -> bool:
    return day is not None and start <= day <= until


def _by(day: date | None, cut: date) -> bool:
    return day is not None and day <= cut


def _waits(p: Petition, until: date, cut: date) -> bool:
    """In hand at the end of the cut-off day."""
    return (
        p.received_on is not None
        and p.received_on <= until
        and not _by(p.concluded_on, cut)
        and not _by(p.closed_on, cut)
    )


def _put(counts: Counts, table: str, row: str, **columns: int) -> None:
    for column, number in columns.items():
        counts[f"{table}/{row}/{column}"] = number


def _people(petitions: list[Petition]) -> int:
    total = 0
    for p in petitions:
        total += p.people_present
    return total


def _group(p: Petition, group: int) -> bool:
    return p.channel in (Channel.VISIT, Channel.OUTREACH) and p.people_present >= group


def _channels(counts: Counts, received: list[Petition], group: int) -> None:
    for row in [*[c.value for c in Channel], "total"]:
        some = [p for p in received if row in ("total", p.channel.value)]
        _put(
            counts, "channel", row,
            batches=len(some),
            people=_people(some),
            first=len([p for p in some if not p.repeat]),
            repeat=len([p for p in some if p.repeat]),
            group_batches=len([p for p in some if _group(p, group)]),
            group_people=_people([p for p in some if _group(p, group)]),
            joint=len([p for p in some if p.joint_letter]),
        )  # fmt: skip


def _classes(counts: Counts, received: list[Petition], concluded: list[Petition]) -> None:
    for row in [*[c.value for c in PetitionClass], "total"]:
        some = [p for p in received if row in ("total", p.petition_class.value)]
        _put(
            counts, "class", row,
            batches=len(some),
            people=_people(some),
            first=len([p for p in some if not p.repeat]),
            repeat=len([p for p in some if p.repeat]),
            concluded=len([p for p in concluded if row in ("total", p.petition_class.value)]),
        )  # fmt: skip


def _topics(counts: Counts, received: list[Petition], topics: tuple[str, ...]) -> None:
    tops = {p.id: p.topic.split("_")[0] for p in received}
    for row in [*topics, *sorted(set(tops.values()) - {*topics, ""}), "", "total"]:
        some = [p for p in received if row in ("total", tops[p.id])]
        for channel in Channel:
            number = len([p for p in some if p.channel is channel])
            counts[f"topic/{row}/{channel.value}"] = number
        counts[f"topic/{row}/batches"] = len(some)


def _late(found: Registry, p: Petition, cut: date) -> bool:
    """Past its limit at the end of the cut-off day, the limit not standing still."""
    return _by(p.due_on, cut) and p.id not in found.standing_still


def _in_time(p: Petition) -> bool:
    assert p.concluded_on is not None
    return p.due_on is None or p.concluded_on <= p.due_on


def _sections(
    counts: Counts,
    found: Registry,
    received: list[Petition],
    concluded: list[Petition],
    waiting: list[Petition],
    cut: date,
) -> None:
    named = {p.lead_section for p in (*received, *concluded, *waiting)}
    for row in [*found.sections, *sorted(named - {*found.sections, ""}), "", "total"]:
        mine = [p for p in received if row in ("total", p.lead_section)]
        done = [p for p in concluded if row in ("total", p.lead_section)]
        open_ones = [p for p in waiting if row in ("total", p.lead_section)]
        _put(
            counts, "section", row,
            received=len(mine),
            accepted=len([p for p in mine if _accepted(p, cut)]),
            concluded=len(done),
            on_time=len([p for p in done if _in_time(p)]),
            late=len([p for p in done if not _in_time(p)]),
            open=len(open_ones),
            overdue=len([p for p in open_ones if _late(found, p, cut)]),
        )  # fmt: skip


def _accepted(p: Petition, cut: date) -> bool:
    if p.accepted_on is not None:
        return p.accepted_on <= cut
    if p.replied_on is not None:
        return p.replied_on <= cut
    return _by(p.concluded_on, cut)


def _levels(
    counts: Counts, found: Registry, received: list[Petition], start: date, until: date, cut: date
) -> None:
    for row in [*[level.value for level in SuperiorLevel], "", "total"]:
        of_row = [p for p in found.petitions if row in ("total", p.sender_level or "")]
        mine = [p for p in received if row in ("total", p.sender_level or "")]
        sent = [p for p in mine if p.channel is Channel.FORWARDED]
        given = [p for p in mine if p.channel is Channel.ASSIGNED]
        due = reported = in_time = 0
        for p in of_row:
            limit, ended = found.limits[p.id].get("C9", (None, None))
            if not _within(limit, start, until):
                continue
            due += 1
            if _by(ended, cut):
                reported += 1
                in_time += ended <= limit  # type: ignore[operator]
        _put(
            counts, "level", row,
            forwarded=len(sent), forwarded_people=_people(sent),
            assigned=len(given), assigned_people=_people(given),
            report_due=due, reported=reported, report_on_time=in_time,
        )  # fmt: skip


def _reviews(counts: Counts, found: Registry, start: date, until: date, cut: date) -> None:
    names = {
        ReviewResult.UPHELD: "upheld",
        ReviewResult.CHANGED: "changed",
        ReviewResult.REVOKED: "revoked",
        ReviewResult.DISMISSED: "dismissed",
    }
    for row in [*[level.value for level in ReviewLevel], "total"]:
        numbers = dict.fromkeys(["asked", "decided", *names.values(), "open"], 0)
        for p in found.petitions:
            for review in p.reviews:
                if row not in ("total", review.level.value):
                    continue
                numbers["asked"] += _within(review.requested_on, start, until)
                if _within(review.decided_on, start, until):
                    numbers["decided"] += 1
                    if review.result is not None:
                        numbers[names[review.result]] += 1
                asked = _by(review.requested_on, until)
                numbers["open"] += asked and not _by(review.decided_on, cut)
        _put(counts, "review", row, **numbers)


def _reception(counts: Counts, found: Registry, start: date, until: date) -> None:
    numbers = dict.fromkeys(["days", "visits", "people", "registered", "answered", "directed"], 0)
    for day, value in found.receptions.items():
        if not _within(date.fromisoformat(day), start, until):
            continue
        numbers["days"] += 1
        for visit in value.get("visits", []):
            numbers["visits"] += 1
            numbers["people"] += visit.get("people", 1)
            if visit.get("outcome") in ("registered", "answered", "directed"):
                numbers[visit["outcome"]] += 1
    _put(counts, "reception", "total", **numbers)


def _suggestions(counts: Counts, concluded: list[Petition]) -> None:
    some = [p for p in concluded if p.petition_class is PetitionClass.SUGGESTION]
    _put(
        counts, "suggestion", "total",
        concluded=len(some),
        adopted=len([p for p in some if p.adoption is Adoption.ADOPTED]),
        partly=len([p for p in some if p.adoption is Adoption.PARTLY]),
        not_adopted=len([p for p in some if p.adoption is Adoption.NOT_ADOPTED]),
    )  # fmt: skip


def _rates(
    counts: Counts,
    found: Registry,
    received: list[Petition],
    concluded: list[Petition],
    start: date,
    until: date,
    cut: date,
) -> None:
    def put(code: str, part: int, whole: int) -> None:
        _put(counts, "rate", code, part=part, whole=whole)

    told = [_told(found, p, cut) for p in received]
    put("accepted_in_time", told.count("in time"), len(told) - told.count(""))
    answers = list(_met(found, start, until, cut, by_answer=True))
    put("answered_in_time", answers.count(True), len(answers))
    ends = list(_met(found, start, until, cut, by_answer=False))
    put("concluded_in_time", ends.count(True), len(ends))
    served = [p for p in found.petitions if _within(p.delivered_on, start, until)]
    rated = [p for p in served if p.office_rating in (Rating.SATISFIED, Rating.FAIRLY, Rating.DISSATISFIED)]  # fmt: skip
    silent = [p for p in served if p.office_rating in (None, Rating.NONE) and _days_after(p.delivered_on, 30) <= cut]  # fmt: skip
    put("rated", len(rated), len(rated) + len(silent))
    content = [p for p in rated if p.office_rating is not Rating.DISSATISFIED]
    put("satisfied", len(content), len(rated))
    put("repeated", len([p for p in received if p.repeat]), len(received))
    first = [p for p in concluded if not p.repeat]
    put("resolved_at_once", len([p for p in first if _came_again(found, p, cut)]), len(first))
    old = [
        p
        for p in found.petitions
        if p.backlog
        and _by(p.received_on, until)
        and not (p.concluded_on and p.concluded_on < start)
        and not (p.closed_on and p.closed_on < start)
    ]
    solved = [p for p in old if _within(p.concluded_on, start, until)]
    put("backlog_resolved", len(solved), len(old))


def _days_after(day: date | None, days: int) -> date:
    assert day is not None
    return day + timedelta(days=days)


def _told(found: Registry, p: Petition, cut: date) -> str:
    """How the notice stands; "" where none is owed or its limit still runs."""
    for code in ("C1", "C2", "C11"):
        if code in found.limits[p.id]:
            due, ended = found.limits[p.id][code]
            if _by(ended, cut):
                return "in time" if ended <= due else "late"  # type: ignore[operator]
            return "overdue" if due <= cut else ""
    return ""


def _met(
    found: Registry, start: date, until: date, cut: date, *, by_answer: bool
) -> Iterator[bool]:
    """Of each petition due in the period: whether it was done in time."""
    for p in found.petitions:
        if not _within(p.due_on, start, until):
            continue
        done = p.concluded_on
        if by_answer and p.replied_on is not None:
            done = p.replied_on
        if _by(done, cut):
            yield done <= p.due_on  # type: ignore[operator]
        elif not _by(p.closed_on, cut) and _late(found, p, cut):
            yield False


def _came_again(found: Registry, p: Petition, cut: date) -> bool:
    days = found.repeats.get(p.id, [])
    return any(p.concluded_on is not None and p.concluded_on <= day <= cut for day in days)
