"""What the steps of `workflow.STEPS` do by themselves, besides writing what was entered.

Each effect takes the petition, the day of the step, and the inputs, and gives the changed petition.
"""

from collections.abc import Callable, Mapping
from datetime import date

from petitiondesk.domain import fields
from petitiondesk.domain.copying import replace
from petitiondesk.domain.petition import (
    Extension,
    FollowUp,
    Hearing,
    Pause,
    Petition,
    Relief,
    Review,
    Routing,
    Urging,
)
from petitiondesk.domain.terms import Decision, Procedure, ReviewLevel

Inputs = Mapping[str, object]
"""Field name (`fields.FIELDS`) → value entered for a step."""

Effect = Callable[[Petition, date, Inputs], Petition]
"""What a step changes by itself."""

SUPPORTED = (Decision.SUPPORT, Decision.PARTLY)
"""Decisions whose carrying out is followed up (Art. 32)."""


# --- the ordinary course -------------------------------------------------------------------------


def accept(petition: Petition, on: date, inputs: Inputs) -> Petition:
    """Acceptance (受理), and the notice of it where one was given."""
    return replace(told(petition, on, inputs), accepted_on=on)


def told(petition: Petition, on: date, inputs: Inputs) -> Petition:
    """The petitioner was told (告知) if a manner is given; the first day of it counts."""
    if not inputs.get("notice_manner"):
        return petition
    return replace(petition, notified_on=petition.notified_on or on)


def close_routings(petition: Petition, on: date, _: Inputs) -> Petition:
    """No section holds it any longer."""
    closed = tuple(replace(r, returned_on=r.returned_on or on) for r in petition.routings)
    return replace(petition, routings=closed)


def open_routing(petition: Petition, on: date, inputs: Inputs) -> Petition:
    """A new lead section, to be named by the inputs."""
    closed = close_routings(petition, on, inputs)
    return replace(closed, routings=(*closed.routings, Routing(section="", routed_on=on)))


def receive(petition: Petition, on: date, _: Inputs) -> Petition:
    """The lead section has it in hand."""
    return fields.write(petition, {"section_received_on": on})


def submit(petition: Petition, on: date, _: Inputs) -> Petition:
    """The lead section answered; its draft is what the reply begins with."""
    lead = petition.lead_routing
    routings = tuple(
        replace(r, answered_on=on, received_on=r.received_on or on) if r is lead else r
        for r in petition.routings
    )
    return replace(petition, routings=routings, reply=petition.reply or petition.draft)


def revise(petition: Petition, _: date, __: Inputs) -> Petition:
    """The section holds it again: the answer sent back stands no longer."""
    lead = petition.lead_routing
    routings = tuple(replace(r, answered_on=None) if r is lead else r for r in petition.routings)
    return replace(petition, routings=routings, reply="")


def reply(petition: Petition, on: date, _: Inputs) -> Petition:
    """The bureau's answer went out."""
    return replace(petition, replied_on=on)


def on_spot(petition: Petition, on: date, _: Inputs) -> Petition:
    """Answered, served and concluded in one (现场答复)."""
    return replace(petition, replied_on=on, delivered_on=on, concluded_on=on)


def deliver(petition: Petition, on: date, _: Inputs) -> Petition:
    """The answer reached the petitioner: the window for review opens."""
    return replace(petition, delivered_on=on)


def conclude(petition: Petition, on: date, _: Inputs) -> Petition:
    """The limit of Art. 34 is met."""
    return replace(petition, concluded_on=on)


def remember_state(petition: Petition, _: date, __: Inputs) -> Petition:
    """Where to return to from being archived, merged, or objected to."""
    return replace(petition, came_from=petition.state)


def archive(petition: Petition, on: date, _: Inputs) -> Petition:
    """Into the archive; from here on it is read only."""
    return replace(petition, archived_on=on)


# --- while it is handled -------------------------------------------------------------------------


def co_answer(petition: Petition, on: date, inputs: Inputs) -> Petition:
    """A co-handling section answered; which one, the inputs say."""
    chosen = inputs.get("co_section")
    routings = tuple(
        replace(r, answer=str(inputs.get("co_answer", "")), answered_on=on)
        if r.current and not r.lead and r.section == chosen
        else r
        for r in petition.routings
    )
    return replace(petition, routings=routings)


def open_extension(petition: Petition, on: date, _: Inputs) -> Petition:
    """An extension approved on the day of the step."""
    return replace(petition, extensions=(*petition.extensions, Extension(on=on)))


def open_pause(petition: Petition, on: date, inputs: Inputs) -> Petition:
    """Handling stands still from the day of the step."""
    remembered = remember_state(petition, on, inputs)
    return replace(remembered, pauses=(*petition.pauses, Pause(started_on=on)))


def resume(petition: Petition, on: date, _: Inputs) -> Petition:
    """Handling goes on: the day of the step counts again."""
    pauses = tuple(replace(p, ended_on=p.ended_on or on) for p in petition.pauses)
    return replace(petition, pauses=pauses)


def open_urging(petition: Petition, on: date, _: Inputs) -> Petition:
    """An urging of the section that holds it."""
    urging = Urging(on=on, section=petition.lead_section)
    return replace(petition, urgings=(*petition.urgings, urging))


def urge_answer(petition: Petition, on: date, _: Inputs) -> Petition:
    """The day of the answer to the newest urging."""
    *others, last = petition.urgings
    return replace(petition, urgings=(*others, replace(last, answered_on=on)))


def open_hearing(petition: Petition, _: date, __: Inputs) -> Petition:
    """A hearing, with the days that are entered."""
    return replace(petition, hearings=(*petition.hearings, Hearing()))


def open_relief(petition: Petition, on: date, _: Inputs) -> Petition:
    """Relief granted on the day of the step."""
    return replace(petition, reliefs=(*petition.reliefs, Relief(on=on)))


def simplify(petition: Petition, _: date, __: Inputs) -> Petition:
    """The limits of the simple procedure (简易办理) hold."""
    return replace(petition, procedure=Procedure.SIMPLE)


def convert(petition: Petition, _: date, __: Inputs) -> Petition:
    """The ordinary limits hold, from the same acceptance."""
    return replace(petition, procedure=Procedure.ORDINARY)


def link(petition: Petition, _: date, __: Inputs) -> Petition:
    """A repeat (重复件) of the petition named."""
    return replace(petition, repeat=True)


def unlink(petition: Petition, _: date, __: Inputs) -> Petition:
    """The link was wrong."""
    return replace(petition, repeat=False, repeats_id=None)


# --- after the answer ----------------------------------------------------------------------------


def report(petition: Petition, on: date, _: Inputs) -> Petition:
    """The sender has the result (报结)."""
    return replace(petition, reported_on=on)


def open_follow_up(petition: Petition, on: date, _: Inputs) -> Petition:
    """A look at how a supported decision is carried out."""
    return replace(petition, follow_ups=(*petition.follow_ups, FollowUp(on=on)))


def open_review(petition: Petition, on: date, _: Inputs) -> Petition:
    """A review asked for; what it reviews has been concluded."""
    review = Review(ReviewLevel.REVIEW, requested_on=on)
    concluded = petition.concluded_on or petition.delivered_on
    return replace(petition, reviews=(*petition.reviews, review), concluded_on=concluded)


def open_rereview(petition: Petition, on: date, _: Inputs) -> Petition:
    """A re-review asked for."""
    review = Review(ReviewLevel.REREVIEW, requested_on=on)
    return replace(petition, reviews=(*petition.reviews, review))


def decide_review(petition: Petition, on: date, _: Inputs) -> Petition:
    """The day of the decision just written."""
    *others, last = petition.reviews
    return replace(petition, reviews=(*others, replace(last, decided_on=on)))


def finish(petition: Petition, on: date, _: Inputs) -> Petition:
    """The matter has come to its end (终结): the same facts are not accepted again (Art. 36)."""
    return replace(petition, finished_on=on)


# --- other ways ----------------------------------------------------------------------------------


def close(petition: Petition, on: date, _: Inputs) -> Petition:
    """It left without being concluded; a pause that still ran ends with it."""
    return replace(resume(petition, on, {}), closed_on=on)


def close_with_notice(petition: Petition, on: date, inputs: Inputs) -> Petition:
    """It left, and the petitioner was told where to."""
    return close(told(petition, on, inputs), on, inputs)


def object_to(petition: Petition, on: date, _: Inputs) -> Petition:
    """The sender was told that it is not ours."""
    return replace(petition, objected_on=on)


def unmerge(petition: Petition, _: date, __: Inputs) -> Petition:
    """It is a case of its own again."""
    return replace(petition, merged_into_id=None, closed_on=None)


_OF_A_ROUND = (
    "replied_on", "delivered_on", "concluded_on", "closed_on", "reply_manner", "reply_number",
    "delivery_manner", "delivery_proof", "petitioner_view", "office_rating", "section_rating",
    "reply", "draft", "refusal_ground", "refusal_remedy", "forwarded_to", "withdrawn_reason",
    "reported_on", "report_ref", "report_text", "adoption", "legal_basis", "statutory_route", "statute",
    "statutory_due_on", "statutory_result", "accepted_on", "came_from", "extensions",
)  # fmt: skip
"""What the next round of handling writes anew; the record keeps what stood in them."""


def redo(petition: Petition, on: date, inputs: Inputs) -> Petition:
    """Handled anew: the answers of the last round are emptied, the limits begin on this day."""
    fresh = Petition()
    emptied = {name: getattr(fresh, name) for name in _OF_A_ROUND}
    open_again = replace(
        petition,
        **emptied,
        reopened_on=on,
        reviews=tuple(replace(review, former=True) for review in petition.reviews),
        urgings=tuple(u for u in petition.urgings if u.answered_on),
        claims=tuple(replace(c, decision=None, answer="") for c in petition.claims),
    )
    return close_routings(open_again, on, inputs)


def appraise(petition: Petition, on: date, _: Inputs) -> Petition:
    """The retention period has passed and somebody decided what follows; the record stays."""
    return replace(petition, appraised_on=on)


def reopen(petition: Petition, _: date, __: Inputs) -> Petition:
    """Out of the archive, to be added to or reviewed; its reference stays."""
    return replace(petition, archived_on=None)
