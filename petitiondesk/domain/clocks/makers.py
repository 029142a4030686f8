"""The single clocks: when each of the rules' limits begins and ends on a petition.

C1 to C11 as the rules number them, CS a statute's own date, CU the answer to an urging.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from petitiondesk.domain.calendar import ONE_DAY, Calendar
from petitiondesk.domain.clocks.clock import Clock
from petitiondesk.domain.clocks.reckoning import Reckoning, Stop, reckon, remember, remembered
from petitiondesk.domain.messages import Message
from petitiondesk.domain.petition import Extension, Petition, Review, Routing
from petitiondesk.domain.rules import Bound, Rule, RuleSet, Starts
from petitiondesk.domain.terms import (
    PauseKind,
    PetitionClass,
    Procedure,
    ReplyManner,
    ReviewLevel,
    State,
)


def _is_claim(petition: Petition) -> bool:
    return petition.petition_class is PetitionClass.CLAIM and petition.statutory_route is None


def _can_be_told(petition: Petition) -> bool:
    """Art. 23(2) exempts from the notice where name or address is unclear."""
    return any(p.name.strip() and p.address.strip() for p in petition.petitioners)


def _told_on(petition: Petition) -> date | None:
    """When the petitioner was told: by a notice, or by the answer or the exit itself."""
    days = (petition.notified_on, petition.replied_on, petition.concluded_on, petition.closed_on)
    return next((day for day in days if day is not None), None)


def _pauses(petition: Petition) -> Iterator[Stop | tuple[PauseKind, date, None]]:
    """The petition's pauses and hearings; a hearing takes its last day with it."""
    for pause in petition.pauses:
        if pause.kind is None or pause.started_on is None:
            continue
        if pause.ended_on is None:
            yield pause.kind, pause.started_on, None
        else:
            yield Stop(pause.kind, pause.started_on, pause.ended_on)
    for hearing in petition.hearings:
        if hearing.started_on and hearing.ended_on:
            yield Stop(PauseKind.HEARING, hearing.started_on, hearing.ended_on + ONE_DAY)


def _counted(
    petition: Petition,
    rule: Rule,
    start: date,
    ended: date | None,
    calendar: Calendar,
    event: Starts | None = None,
    extensions: Iterable[Extension] = (),
) -> Clock:
    pauses = tuple(_pauses(petition)) if petition.pauses or petition.hearings else ()
    reckoning = reckon(rule, start, calendar, event=event, extensions=extensions, pauses=pauses)
    return Clock(reckoning, ended, bound=rule.bound)


def _notice(petition: Petition, rules: RuleSet, calendar: Calendar) -> Iterator[Clock]:
    """C1 and C2, Art. 23: the written notice, on a direct petition or on one sent to us."""
    start = petition.received_on
    if start is None or petition.procedure is Procedure.SIMPLE or not _can_be_told(petition):
        return
    code = "C2" if petition.channel.from_superior else "C1"
    yield _counted(petition, rules[code], start, _told_on(petition), calendar)


def _objection(petition: Petition, rules: RuleSet, calendar: Calendar) -> Iterator[Clock]:
    """C3, Art. 23(3): the right to say that an item is not ours; accepting it ends the right."""
    start = petition.received_on
    if start is None or not petition.channel.from_superior:
        return
    ended = petition.objected_on or petition.accepted_on
    yield _counted(petition, rules["C3"], start, ended, calendar)


def _passing_on(petition: Petition, rules: RuleSet, calendar: Calendar) -> Iterator[Clock]:
    """C4, Art. 22: only of an office that is a petition office itself, hence off by default."""
    start = petition.received_on
    if start is None or not rules["C4"].enabled:
        return
    routed = next((r.routed_on for r in petition.routings if r.routed_on), None)
    yield _counted(petition, rules["C4"], start, routed or petition.closed_on, calendar)


def _began(petition: Petition, rule: Rule) -> tuple[date, Starts] | None:
    """The day handling began and how it is called: begun anew, accepted, or else received."""
    if petition.reopened_on is not None:
        return petition.reopened_on, Starts.REOPENED
    if petition.accepted_on is not None and rule.starts is Starts.ACCEPTED:
        return petition.accepted_on, Starts.ACCEPTED
    return (petition.received_on, Starts.RECEIVED) if petition.received_on else None


def _conclude(petition: Petition, rules: RuleSet, calendar: Calendar) -> Iterator[Clock]:
    """C5 with C6, Art. 34: claims only. Without a day of acceptance, receipt stands for it."""
    if not _is_claim(petition) or petition.procedure is Procedure.SIMPLE:
        return
    began = _began(petition, rules["C5"])
    if began is not None:
        start, event = began
        ended = petition.concluded_on
        yield _counted(
            petition, rules["C5"], start, ended, calendar, event, petition.extensions
        )  # fmt: skip


def _simple(petition: Petition, rules: RuleSet, calendar: Calendar) -> Iterator[Clock]:
    """C11: acceptance and conclusion by the simple procedure, in working days."""
    if not _is_claim(petition) or petition.procedure is not Procedure.SIMPLE:
        return
    if petition.received_on is not None:
        told = petition.accepted_on or _told_on(petition)
        yield _counted(petition, rules["C11"], petition.received_on, told, calendar)
    began = _began(petition, rules["C11C"])
    if began is not None:
        start, event = began
        ended = petition.concluded_on
        yield _counted(petition, rules["C11C"], start, ended, calendar, event)


def _reviews(petition: Petition, rules: RuleSet, calendar: Calendar) -> Iterator[Clock]:
    """C7 and C8, Art. 35-36: the petitioner's windows, and the deciding body's limits."""
    if not _is_claim(petition):
        return
    review = _review(petition, ReviewLevel.REVIEW)
    rereview = _review(petition, ReviewLevel.REREVIEW)
    served = petition.delivered_on if petition.reply_manner is ReplyManner.WRITTEN else None
    for code, start, asked in (
        ("C7", served, review),
        ("C8", review.decided_on if review else None, rereview),
    ):
        if start is not None:
            ended = (asked.requested_on if asked else None) or petition.finished_on
            yield _counted(petition, rules[code], start, ended, calendar)
        if asked is not None and asked.requested_on is not None:
            rule = rules[code + "D"]
            clock = _counted(petition, rule, asked.requested_on, asked.decided_on, calendar)
            bound = rule.bound if asked.ours else Bound.OTHER_BODY
            yield Clock(clock.reckoning, clock.ended_on, asked.body, bound)


def _review(petition: Petition, level: ReviewLevel) -> Review | None:
    return next((r for r in reversed(petition.present_reviews) if r.level is level), None)


def _named(
    rule: Rule, start: date, day: date, ended: date | None, line: Message, subject: str = ""
) -> Clock:
    """A clock whose date somebody set: a named date does not roll (Civil Code Art. 203)."""
    reckoning = Reckoning(rule, rule.starts, start, named=day, named_by=line)
    return Clock(reckoning, ended, subject, rule.bound)


def _report_back(petition: Petition, rules: RuleSet, _: Calendar) -> Iterator[Clock]:
    """C9, Art. 22: until it was reported; what is archived has been."""
    day = petition.report_by
    if day is None:
        return
    rule = rules["C9"]
    line = Message(
        "来文要求 {due} 前{title}（{article}）",
        due=day.isoformat(),
        title=Message(rule.zh),
        article=Message(rule.article),
    )
    filed = petition.concluded_on if petition.state is State.ARCHIVED else None
    started = petition.received_on or day
    yield _named(rule, started, day, petition.reported_on or filed, line)


def _sections(petition: Petition, rules: RuleSet, calendar: Calendar) -> Iterator[Clock]:
    """C10: each section's answer, by the date set at routing or the office's own days, rolled."""
    for routing in petition.routings:
        if routing.current and routing.routed_on is not None:
            yield _section(petition, routing, routing.routed_on, rules["C10"], calendar)


def _section(
    petition: Petition, routing: Routing, start: date, rule: Rule, calendar: Calendar
) -> Clock:
    ended = _answered(petition, routing)
    if routing.due_on is None:
        clock = _counted(petition, rule, start, ended, calendar)
        return Clock(clock.reckoning, ended, routing.section, rule.bound)
    key = (id(rule), start, routing.due_on, routing.section)
    found = remembered(calendar, rule, key)
    if found is None:
        line = Message(
            "转办时要求{section} {due} 前答复（{article}）",
            section=routing.section,
            due=routing.due_on.isoformat(),
            article=Message(rule.article),
        )
        named = _named(rule, start, routing.due_on, ended, line, routing.section)
        found = remember(calendar, key, named.reckoning)
    return Clock(found, ended, routing.section, rule.bound)


def _answered(petition: Petition, routing: Routing) -> date | None:
    """An answer sent back for revision (退回修改) is no answer: its clock runs on.

    A co-handling section that never answered is not waited for once the reply went out.
    """
    if not routing.lead:
        return routing.answered_on or petition.replied_on or petition.concluded_on
    with_section = petition.state in (State.ROUTED, State.IN_PROGRESS, State.PAUSED)
    return None if with_section else routing.answered_on or petition.concluded_on


def _statutory(petition: Petition, rules: RuleSet, _: Calendar) -> Iterator[Clock]:
    """CS, Art. 31: the statute's own date, as the office noted it."""
    day = petition.statutory_due_on
    if day is None:
        return
    rule = rules["CS"]
    line = Message(
        "{statute}规定 {due} 前{title}（{article}）",
        statute=petition.statute,
        due=day.isoformat(),
        title=Message(rule.zh),
        article=Message(rule.article),
    )
    yield _named(rule, petition.received_on or day, day, petition.concluded_on, line)


def _urgings(petition: Petition, rules: RuleSet, _: Calendar) -> Iterator[Clock]:
    """CU: the answer to each urging; what has been concluded needs none."""
    rule = rules["CU"]
    for urging in petition.urgings:
        if urging.due_on is None or urging.on is None:
            continue
        line = Message(
            "{on} 督办，要求 {due} 前回复（{article}）",
            on=urging.on.isoformat(),
            due=urging.due_on.isoformat(),
            article=Message(rule.article),
        )
        ended = urging.answered_on or petition.concluded_on
        yield _named(rule, urging.on, urging.due_on, ended, line, urging.section)


MAKERS: tuple[Callable[[Petition, RuleSet, Calendar], Iterator[Clock]], ...] = (
    _notice,
    _objection,
    _passing_on,
    _conclude,
    _reviews,
    _report_back,
    _sections,
    _simple,
    _statutory,
    _urgings,
)
"""Each gives the clocks of its rules on a petition, in the order of the rules."""
