"""How a synthetic petition is handled: a lawful course of steps, day by day, up to a last day.

The course is that of a real small office: most go to proposal, instruction, section, reply and
archive within the limit; some are answered on the spot, sent on, refused, withdrawn, objected to,
merged, returned by the wrong section or sent back for revision, and some are late. What leaves the
state as it is comes from `synthetic_aside`, what follows the answer from `synthetic_after`.
"""

from collections.abc import Generator, Iterator, Sequence
from datetime import date
from random import Random

from petitiondesk.domain.terms import ReplyManner, State
from petitiondesk.domain.workflow import STEP, Back
from petitiondesk.services import synthetic_entries as entries
from petitiondesk.services.synthetic_after import anew, filing, reviews
from petitiondesk.services.synthetic_aside import Asides
from petitiondesk.services.synthetic_case import Case, Next, Taken
from petitiondesk.services.synthetic_early import early, left
from petitiondesk.services.synthetic_forms import Matter
from petitiondesk.services.synthetic_text import Phrases, between, pick

LONGEST = {
    State.REGISTERED: 0, State.PROPOSED: 2, State.INSTRUCTED: 4, State.OBJECTED: 4,
    State.STATUTORY: 5, State.ROUTED: 6, State.RETURNED: 15, State.IN_PROGRESS: 9, State.PAUSED: 14,
    State.UNDER_REVIEW: 33, State.REPLIED: 37, State.DELIVERED: 43, State.IN_REVIEW: 58,
    State.IN_REREVIEW: 93,
}  # fmt: skip
"""Open state → the working days after which a petition that shall wait in it does, at the longest."""

_TO_REPORT = 54
"""Working days from arrival to the report, at the longest of an ordinary course."""
_STILL_HANDLED = frozenset(
    {State.REGISTERED, State.PROPOSED, State.INSTRUCTED, State.ROUTED, State.RETURNED,
     State.IN_PROGRESS, State.PAUSED, State.UNDER_REVIEW, State.OBJECTED}
)  # fmt: skip


class Course:
    """Takes petitions through their steps.

    ``workdays`` are the days on which the office works, ascending to the last one; steps fall on
    them.
    """

    def __init__(self, rng: Random, words: Phrases, workdays: Sequence[date]) -> None:
        self._rng = rng
        self._words = words
        self._workdays = workdays

    def steps(self, matter: Matter, halt: State | None) -> tuple[Taken, ...]:
        """The steps taken on ``matter`` by the last day, or until it waits in ``halt``.

        Sets the matter's `settled_on`.
        """
        case = Case(self._rng, self._words, self._workdays, matter, halt)
        asides = Asides(case)
        taken: list[Taken] = []
        state = came_from = State.REGISTERED
        place = case.at
        course = iter(()) if halt is State.REGISTERED else _course(case, asides)
        asides.on_arrival()
        for name, inputs in course:
            if case.at > case.last:
                break
            for aside, entered, at in asides.due(state, place, case.at, name):
                taken.append((aside, entered, case.day_at(at)))
            place = case.at
            taken.append((name, inputs, case.day))
            state, came_from = _led_to(name, state, came_from)
            if state not in _STILL_HANDLED:
                matter.settled_on = min(matter.settled_on, _settled(case, state))
            if state is halt:
                break
        for aside, entered, at in asides.due(state, place, case.last):
            taken.append((aside, entered, case.day_at(at)))
        return tuple(taken)


def _led_to(name: str, state: State, came_from: State) -> tuple[State, State]:
    """The state after a step, and the one to come back to."""
    target = STEP[name].target
    if isinstance(target, Back):
        return came_from, came_from
    return (state, came_from) if target is None else (target, state)


def _settled(case: Case, state: State) -> date:
    """From when nothing can be merged into it: never, if it is merged itself."""
    return case.matter.received if state is State.MERGED else case.day


# --- the course ----------------------------------------------------------------------------------


def _course(case: Case, asides: Asides) -> Iterator[Next]:
    halt = case.halt
    case.slow = halt is None and case.chance(0.07)
    if halt is not None:
        case.keep(case.last - case.at, max(1, LONGEST[halt]))
    elif case.facts.report_by and case.chance(0.85):
        case.slow = False
        case.keep(case.place_by(case.facts.report_by) - case.at, _TO_REPORT)
    if (yield from early(case, asides)):
        return
    yield from _before_routing(case)
    section = case.section()
    if halt is State.RETURNED or (halt is None and case.chance(0.08)):
        yield from _returned(case, case.other_section(section), section)
        if case.chance(0.06):
            case.later(1, 4)
            yield entries.forward(case)
            yield from left(case, asides)
            return
    yield from _with_section(case, asides, section)
    if halt is None and case.chance(0.025):
        case.later(2, 15)
        yield entries.withdraw(case)
        yield from left(case, asides)
        return
    if (yield from _answer(case, asides, section)):
        yield anew(case, asides)
        yield from _with_section(case, asides, section, again=True)
        yield from _answer(case, asides, section, again=True)
    yield from filing(case)


def _before_routing(case: Case) -> Iterator[Next]:
    if case.simple:
        return
    draw = 0.0 if case.halt is not None else case.rng.random()
    if draw < 0.65:
        case.later(0, 2)
        yield "propose", {"proposal": case.say("proposals", case.section())}
    if draw < 0.5 or draw > 0.9:
        case.later(0, 2)
        yield "instruct", entries.instruction(case, case.section())


def _returned(case: Case, wrong: str, right: str) -> Iterator[Next]:
    """The wrong section sends it back, before or after signing for it."""
    case.later(0, 2)
    yield "route", entries.routing(case, wrong)
    if case.chance(0.3):
        yield _receive(case, wrong)
    case.later(1, 6)
    yield "return", {"return_reason": case.say("return_reasons", right)}


def _receive(case: Case, section: str) -> Next:
    case.later(0, 3)
    return "receive", {"handler": pick(case.rng, case.words.handlers[section])}


def _with_section(
    case: Case, asides: Asides, section: str, *, again: bool = False
) -> Iterator[Next]:
    case.later(0, 2)
    routed = entries.routing(case, section)
    if not again:
        if case.chance(0.12):
            routed["co_sections"] = (case.other_section(section),)
        asides.with_section(routed)
    yield "route", routed
    if case.simple and case.halt is None and case.chance(0.3):
        case.simple, case.pace = False, 1.0
        asides.convert()
    if case.halt is not None or case.chance(0.88):
        yield _receive(case, section)


def _answer(
    case: Case, asides: Asides, section: str, *, again: bool = False
) -> Generator[Next, None, bool]:
    """From the section's work to the conclusion; whether it is to be handled anew."""
    halt = case.halt
    # The limit of Art. 34 does not stop, so a petition that has it is extended, not paused.
    stops = case.simple or not case.is_claim
    if stops and (halt is State.PAUSED or (halt is None and case.chance(0.12))):
        yield from _paused(case, asides)
    case.later(*((38, 75) if case.slow else (4, 24)))
    drafted = entries.draft(case, section)
    yield "submit", {"draft": drafted}
    if halt is None and case.chance(0.1):
        case.later(0, 2)
        yield "revise", {"revision": case.say("revisions")}
        case.later(1, 6)
        yield "submit", {"draft": drafted}
    case.later(0, 4)
    replied = entries.reply(case, drafted)
    yield "reply", replied
    asides.answered()
    case.later(0, 6)
    yield "deliver", entries.delivery(case, replied)
    asides.after_leaving()
    case.later(0, 5)
    concluded = entries.opinion(case)
    yield "conclude", concluded
    asides.after_reply(replied, concluded)
    written = replied["reply_manner"] is ReplyManner.WRITTEN
    if again or not (written and case.is_claim and case.named):
        return False
    return (yield from reviews(case, asides))


def _paused(case: Case, asides: Asides) -> Iterator[Next]:
    """Waiting for papers or another case, for which nobody urges the section."""
    asides.drop("urge")
    case.later(1, 3)
    yield "pause", entries.pause(case)
    case.at += between(case.rng, 2, 12)  # at no pace: these days do not count
    yield "resume", {}
