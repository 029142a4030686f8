"""From the facts of an old ledger's row to a petition, in the state the row proves."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from petitiondesk.domain.copying import replace
from petitiondesk.domain.fields import FIELDS
from petitiondesk.domain.messages import Message
from petitiondesk.domain.petition import Petition, Routing
from petitiondesk.domain.superiors import level_of
from petitiondesk.domain.terms import State

_TO_ROUTING = ("section", "co_sections", "handler", "routed_on", "due_on")


_BLANK = Petition()


def registered(facts: Mapping[str, Any]) -> date:
    """The day an old row counts as registered: as it says, else when it was received."""
    day = facts.get("registered_on") or facts["received_on"]
    assert isinstance(day, date)
    return day


def petition_of(facts: Mapping[str, Any]) -> Petition:
    """The petition an old row tells of, in the state the row proves."""
    names = {n for n in facts if n in Petition.__dataclass_fields__ and n not in _TO_ROUTING}
    petition = replace(_BLANK, **{name: facts[name] for name in names - {"state"}})
    if petition.sender and petition.sender_level is None:
        petition = replace(petition, sender_level=level_of(petition.sender))
    if facts.get("section"):
        petition = replace(petition, routings=_routings(petition, facts))
    if len(petition.summary) > FIELDS["summary"].limit:
        petition = _shortened(petition)
    if not petition.petitioners:
        petition = replace(petition, anonymous=True)
    return _with_state(petition, facts.get("state"))


def _shortened(petition: Petition) -> Petition:
    """A summary too long for its field stands whole in the notes, unless the content holds it."""
    notes = petition.notes
    if petition.summary not in petition.content:
        notes = "\n".join(filter(None, [notes, f"{FIELDS['summary'].zh}：{petition.summary}"]))
    return replace(petition, summary=petition.summary[:60], notes=notes)


def _routings(petition: Petition, facts: Mapping[str, Any]) -> tuple[Routing, ...]:
    day = facts.get("routed_on") or petition.received_on
    lead = Routing(
        section=facts["section"],
        handler=facts.get("handler", ""),
        routed_on=day,
        due_on=facts.get("due_on"),
        received_on=day,
        answered_on=petition.replied_on or petition.concluded_on,
    )
    others = facts.get("co_sections", ())
    return (lead, *(Routing(name, lead=False, routed_on=day) for name in others))


def _with_state(petition: Petition, said: State | None) -> Petition:
    """The state a row proves: concluded if it says so or holds a dated answer, else with a section.

    An old ledger closes a line by its answer; left as "to be delivered" it would flood the desk. What
    the row says and does not prove stands in the notes.
    """
    found = _proven(petition, said)
    if said is None or found.state is said or (said in _DONE and found.state in _DONE):
        return found
    return replace(found, notes="\n".join(filter(None, [found.notes, f"原台账状态：{said.zh}"])))


_DONE = frozenset({State.REPLIED, State.DELIVERED, State.CONCLUDED, State.ARCHIVED})
_EXITS = frozenset({State.WITHDRAWN, State.NOT_ACCEPTED, State.FORWARDED_ON})
"""States of petitions that left without an answer of the office."""


def _proven(petition: Petition, said: State | None) -> Petition:
    closed = petition.concluded_on or (petition.replied_on if petition.reply else None)
    if said in _EXITS:
        left = closed or petition.replied_on or petition.received_on
        return replace(petition, state=said, concluded_on=None, closed_on=left)
    if said in (State.CONCLUDED, State.ARCHIVED) and closed is None:
        closed = petition.replied_on or petition.received_on
    if closed is not None and petition.report_by is not None:
        petition = replace(petition, reported_on=closed)
    if said is State.ARCHIVED and petition.archive_ref and petition.retention:
        return replace(petition, state=said, concluded_on=closed)
    if closed is not None:
        return replace(petition, state=State.CONCLUDED, concluded_on=closed)
    if petition.lead_routing is not None:
        return replace(petition, state=State.IN_PROGRESS)
    return replace(petition, state=State.REGISTERED)


def unproven(facts: Mapping[str, Any]) -> Message | None:
    """That a row's state is not taken over as it says, or None; for the preview."""
    said = facts.get("state")
    if said is None or said is State.CONCLUDED:
        return None
    found = petition_of(facts).state
    if found is said or (said in _DONE and found in _DONE):
        return None
    return Message("原状态“{said}”没有相应的日期或材料，登记为“{found}”。", said=said, found=found)
