"""What is entered at the steps of a synthetic petition's main course."""

from datetime import date, timedelta

from petitiondesk.domain.calendar import chinese_date
from petitiondesk.domain.petition import Claim
from petitiondesk.domain.terms import (
    Adoption,
    Channel,
    Decision,
    DeliveryManner,
    DeliveryProof,
    NoticeManner,
    PauseKind,
    PetitionClass,
    PetitionerView,
    Rating,
    RefusalGround,
    ReplyManner,
    State,
)
from petitiondesk.services.synthetic_case import Case, Next
from petitiondesk.services.synthetic_text import between, pick, some

REVIEWS = frozenset({State.IN_REVIEW, State.IN_REREVIEW})
"""States that begin with a written decision."""

_GROUNDS = (
    (RefusalGround.NO_AUTHORITY,) * 5
    + (RefusalGround.IN_PROGRESS,) * 3
    + (RefusalGround.LITIGATION,) * 2
    + (RefusalGround.REVIEWED,)
)
_DECISIONS = (
    (Decision.SUPPORT,) * 4 + (Decision.PARTLY,) * 3 + (Decision.EXPLAIN,) * 4 + (Decision.DECLINE,)
)
_ADOPTIONS = (Adoption.ADOPTED, Adoption.PARTLY, Adoption.PARTLY, Adoption.NOT_ADOPTED)
_MANNERS = (ReplyManner.WRITTEN,) * 6 + (ReplyManner.IN_PERSON,) * 2 + (ReplyManner.PHONE,)
_SIGNED = (DeliveryManner.IN_PERSON, DeliveryProof.SIGNED)
_POSTED = (DeliveryManner.POST, DeliveryProof.POST_RECEIPT)
_REFUSED = (DeliveryManner.IN_PERSON, DeliveryProof.REFUSED)
_SERVED = (*[_SIGNED] * 6, *[_POSTED] * 5, _REFUSED)
_SERVED_ONLINE = (*[(DeliveryManner.ONLINE, DeliveryProof.SIGNED)] * 3, _SIGNED, _POSTED)
_VIEWS = (
    (PetitionerView.AGREES,) * 6 + (PetitionerView.SILENT,) * 4 + (PetitionerView.DISAGREES,) * 2
)
_RATINGS = (
    *[Rating.SATISFIED] * 6, *[Rating.FAIRLY] * 3, *[Rating.DISSATISFIED] * 2, *[Rating.NONE] * 4,
)  # fmt: skip
_PAUSES = ((PauseKind.PAPERS, "pause_papers"),) * 3 + ((PauseKind.OTHER_CASE, "pause_other"),)


# --- to the section ------------------------------------------------------------------------------


def notice(case: Case, on: date) -> dict[str, object]:
    """How the petitioner is told on the day ``on``, where there is one to tell (Art. 23)."""
    if not case.named:
        return {}
    if case.facts.channel is Channel.ONLINE:
        return {"notice_manner": NoticeManner.ONLINE}
    there = case.spoken and on == case.matter.received
    return {"notice_manner": NoticeManner.ON_THE_SPOT if there else NoticeManner.WRITTEN}


def instruction(case: Case, section: str) -> dict[str, object]:
    """A leader's instruction."""
    return {"leader": case.say("leaders"), "instruction": case.say("instructions", section)}


def routing(case: Case, section: str) -> dict[str, object]:
    """To which section, to whom there, and by when; co-sections come from the course."""
    rng = case.rng
    inputs: dict[str, object] = {"section": section}
    if case.chance(0.6):
        inputs["handler"] = pick(rng, case.words.handlers[section])
    if case.chance(0.7):
        inputs["section_due_on"] = case.day + timedelta(days=pick(rng, (15, 20, 30)))
    if case.chance(0.15):
        inputs |= instruction(case, section)
    return inputs


def pause(case: Case) -> dict[str, object]:
    """Why it stands still."""
    kind, texts = pick(case.rng, _PAUSES)
    return {"pause_kind": kind, "pause_reason": case.say(texts)}


# --- the answer ----------------------------------------------------------------------------------


def draft(case: Case, section: str) -> str:
    """The section's draft of the reply."""
    rng, topic, words = case.rng, case.matter.topic, case.words
    first, second = some(rng, topic.findings, 2)
    measures = some(rng, topic.measures, 3)
    base, basis = words.several(rng, "bases", 2)
    middle = words.say(rng, "reply_middles")
    basis = basis if case.chance(0.5) else ""
    text = "".join((words.say(rng, "visits"), first, second, base, basis, middle, *measures))
    visited = chinese_date(case.day - timedelta(days=between(rng, 1, 4)))
    return text.format_map(case.slots | {"visited": visited, "section": section})


def reply(case: Case, drafted: str) -> dict[str, object]:
    """The bureau's reply, with a decision on each claim."""
    rng, facts, words = case.rng, case.facts, case.words
    opening = words.say(rng, "reply_openings")
    slots = case.slots | {"made": chinese_date(facts.made_on or case.day)}
    manner = ReplyManner.ONLINE if facts.channel is Channel.ONLINE else pick(rng, _MANNERS)
    if case.halt in REVIEWS:
        manner = ReplyManner.WRITTEN
    inputs: dict[str, object] = {
        "reply": opening.format_map(slots) + drafted + words.say(rng, "reply_closings"),
        "reply_manner": manner,
    }
    if manner is ReplyManner.WRITTEN:
        inputs["reply_number"] = f"信函〔{case.day.year}〕{between(rng, 1, 999)}号"
    if facts.claims:
        inputs["claims"] = tuple(_decided(case, claim) for claim in facts.claims)
    if facts.petition_class is PetitionClass.SUGGESTION:
        inputs["adoption"] = pick(rng, _ADOPTIONS)
    return inputs


def _decided(case: Case, claim: Claim) -> Claim:
    measure = pick(case.rng, case.matter.topic.measures).format_map(case.slots)
    return Claim(claim.text, pick(case.rng, _DECISIONS), measure)


def delivery(case: Case, replied: dict[str, object]) -> dict[str, object]:
    """How the reply was served; a refusal needs a witness."""
    online = replied["reply_manner"] is ReplyManner.ONLINE
    manner, proof = pick(case.rng, _SERVED_ONLINE if online else _SERVED)
    inputs: dict[str, object] = {"delivery_manner": manner, "delivery_proof": proof}
    if manner is DeliveryManner.IN_PERSON:
        inputs["delivery_place"] = case.say("delivery_places")
    if proof is DeliveryProof.REFUSED:
        inputs["delivery_witness"] = case.say("witnesses")
    return inputs


def opinion(case: Case) -> dict[str, object]:
    """What the petitioner said of the answer when it was concluded."""
    if not case.named:
        return {}
    inputs: dict[str, object] = {"petitioner_view": pick(case.rng, _VIEWS)}
    return inputs | ratings(case) if case.chance(0.7) else inputs


def ratings(case: Case) -> dict[str, object]:
    """The two ratings (满意度)."""
    return {
        "office_rating": pick(case.rng, _RATINGS),
        "section_rating": pick(case.rng, _RATINGS),
    }


# --- ways out ------------------------------------------------------------------------------------


def on_spot(case: Case) -> Next:
    """Answered while the petitioner was there, or on the phone."""
    phone = case.facts.channel is Channel.PHONE
    return "answer_on_spot", {
        "reply": case.words.say(case.rng, "spot"),
        "reply_manner": ReplyManner.PHONE if phone else ReplyManner.IN_PERSON,
        "petitioner_view": pick(case.rng, _VIEWS),
    }


def forward(case: Case) -> Next:
    """To another body; an accusation to the one that may look into it (Art. 30)."""
    if case.facts.petition_class is PetitionClass.ACCUSATION:
        return "hand_over", {"forwarded_to": "县纪委监委", **notice(case, case.day)}
    return "forward", {"forwarded_to": case.another_body(), **notice(case, case.day)}


def refuse(case: Case) -> Next:
    """Not accepted, with ground and remedy."""
    ground = pick(case.rng, _GROUNDS)
    remedy = case.words.refusals[ground.value]
    return "refuse", {"refusal_ground": ground, "refusal_remedy": remedy, **notice(case, case.day)}


def withdraw(case: Case) -> Next:
    """Withdrawn by the petitioner."""
    return "withdraw", {"withdrawn_reason": case.words.say(case.rng, "withdrawn_reasons")}


def objection(case: Case) -> Next:
    """Told to the sender: not ours (Art. 23(3))."""
    reason = case.words.say(case.rng, "objection_reasons")
    return "object", {"objection_reason": reason.format_map({"other": case.another_body()})}


def objection_answer(case: Case, *, agreed: bool) -> Next:
    """What the sender said to the objection."""
    text = case.words.say(case.rng, "objection_agreed" if agreed else "objection_refused")
    answer = text.format_map({"other": case.another_body()})
    return ("objection_agreed" if agreed else "objection_refused"), {"objection_answer": answer}


def statutory(case: Case) -> tuple[Next, str]:
    """Onto a statutory route with its own date (Art. 31), and how that will end."""
    found = case.words.statutory_route(case.rng, case.matter.topic.name)
    due_on = case.day + timedelta(days=pick(case.rng, (45, 60, 90, 180)))
    inputs: dict[str, object] = {"statutory_route": found.route, "statute": found.statute}
    return (
        "statutory",
        {**inputs, "statutory_due_on": due_on, **notice(case, case.day)},
    ), found.result
