"""What may come before a synthetic petition goes to a section: objection, merging, ways out."""

from collections.abc import Generator, Iterator

from petitiondesk.domain.terms import PetitionClass, State
from petitiondesk.services import synthetic_entries as entries
from petitiondesk.services.synthetic_after import filing
from petitiondesk.services.synthetic_aside import Asides
from petitiondesk.services.synthetic_case import Case, Next
from petitiondesk.services.synthetic_text import between

_QUICK = 0.22
"""Pace of the simple procedure: ten working days in all."""


def left(case: Case, asides: Asides) -> Iterator[Next]:
    """After a way out: the sender is told, the papers are filed."""
    asides.clear()
    asides.after_leaving()
    yield from filing(case)


def early(case: Case, asides: Asides) -> Generator[Next, None, bool]:
    """What may come before all else; whether it left the office by that."""
    halt, facts = case.halt, case.facts
    sent = facts.channel.from_superior
    if halt is State.OBJECTED or (halt is None and sent and case.chance(0.12)):
        return (yield from _objected(case, asides))
    if halt is None and case.matter.joins_before is not None and case.chance(0.85):
        case.later(0, 2)
        if case.day < case.matter.joins_before:
            return (yield from _merged(case, asides))
    if halt is State.STATUTORY or (halt is None and case.is_claim and case.chance(0.03)):
        yield from _statutory(case, asides)
        return True
    way_out = _exit(case) if halt is None else None
    if way_out is not None:
        asides.clear()
        case.later(0, 5)
        yield way_out
        yield from left(case, asides)
        return True
    if case.is_claim and (halt is State.PAUSED or (halt is None and case.chance(0.05))):
        yield from _simplified(case, asides)
    return False


def _objected(case: Case, asides: Asides) -> Generator[Next, None, bool]:
    """Not ours, says the office; the sender agrees to take it back, or does not."""
    asides.drop("accept")
    case.later(0, 4)
    yield entries.objection(case)
    case.later(2, 5)
    agreed = case.chance(0.6)
    yield entries.objection_answer(case, agreed=agreed)
    if agreed:
        asides.clear()
        yield from filing(case)
        return True
    asides.accept(between(case.rng, 0, 1))
    return False


def _merged(case: Case, asides: Asides) -> Generator[Next, None, bool]:
    """Into the earlier petition that is still handled; sometimes that proves wrong."""
    reason = case.say("merge_reasons")
    yield "merge", {"merged_into_id": case.matter.earlier, "merge_reason": reason}
    if not case.chance(0.45):
        asides.clear()
        return True
    case.later(3, 10)
    yield "unmerge", {"merge_reason": case.say("unmerge_reasons")}
    return False


def _statutory(case: Case, asides: Asides) -> Iterator[Next]:
    """Art. 31(1) to (5): another procedure settles it."""
    asides.clear()
    case.later(0, 5)
    begun, result = entries.statutory(case)
    yield begun
    case.later(20, 90)
    yield "statutory_result", {"statutory_result": result}
    asides.after_leaving()
    asides.after_reply({}, {})
    yield from filing(case)


def _exit(case: Case) -> Next | None:
    """An exit before routing, as often as offices have them."""
    accusation = case.facts.petition_class is PetitionClass.ACCUSATION
    if accusation and case.chance(0.35):
        return entries.forward(case)
    if case.spoken and not accusation and case.chance(0.2):
        return entries.on_spot(case)
    draw = case.rng.random()
    if draw < 0.05:
        return entries.forward(case)
    if draw < 0.085:
        return entries.refuse(case)
    return entries.withdraw(case) if draw < 0.1 else None


def _simplified(case: Case, asides: Asides) -> Iterator[Next]:
    """By the simple procedure (简易办理), which goes quickly."""
    case.simple, case.slow = True, False
    case.pace = min(case.pace, _QUICK)
    asides.drop("accept")
    asides.accept(between(case.rng, 0, 1))
    case.later(0, 4)
    yield "simplify", {"procedure_reason": case.say("simplify_reasons")}
