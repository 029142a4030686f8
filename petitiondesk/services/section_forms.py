"""What goes into a section sheet: a case as the section may see it, row by row."""

from dataclasses import replace

from petitiondesk.domain.clocks import Clock, Timing
from petitiondesk.domain.ledger import SEALED
from petitiondesk.domain.masking import mask, petitioner_label
from petitiondesk.domain.petition import TOPIC_JOINT, Claim, Petition, Routing
from petitiondesk.domain.section_sheet import SheetCase, routing_of
from petitiondesk.domain.terms import State
from petitiondesk.exchange.section_sheet import FormRow, short

SEALED_CONTENT = "密件：内容和信访人不写进表里，由办公室当面交办。"
"""Stands for the content of a sealed case; in Chinese, for the sheet is a document of the office."""


def form_row(
    petition: Petition, section: str, case: SheetCase, timing: Timing, *, fresh: bool
) -> FormRow:
    """One case as its section sees it: petitioners masked, of a sealed case nothing of its content."""
    routing = routing_of(petition, section, case)
    assert routing is not None, "only cases that the section holds go into its sheet"
    # The section's own routings stay readable in a sealed case: they hold its own dates only.
    seen = replace(mask(petition), routings=petition.routings)
    clock = _clock(seen, routing, timing)
    content, claims = _content(seen), _claims(seen.claims)
    return FormRow(
        petition.id,
        case.lead,
        case.routed_on,
        {
            "fresh": "新" if fresh else "",
            "number": petition.number,
            "received_on": petition.received_on,
            "channel": petition.channel.zh,
            "petition_class": petition.petition_class.zh,
            "topic": petition.topic.replace(TOPIC_JOINT, "›"),
            "summary": seen.summary,
            "content": short(content),
            "claims": short(claims),
            "petitioner": SEALED if petition.sealed else _petitioner(petition),
            "part": "主办" if routing.lead else "协办",
            "routed_on": routing.routed_on,
            "due_on": clock.due_on if clock else routing.due_on,
            "basis": str(clock.explanation) if clock else "",
            "urging": _wanted(seen, routing),
        },
        {"received_on": routing.received_on, "handler": routing.handler},
        [(n, t) for n, t in (("主要内容", content), ("诉求", claims)) if short(t) != t],
    )


def _petitioner(petition: Petition) -> str:
    return petitioner_label(petition.petitioners, anonymous=petition.anonymous, masked=True)


def _content(seen: Petition) -> str:
    return SEALED_CONTENT if seen.sealed else seen.content


def _claims(claims: tuple[Claim, ...]) -> str:
    if len(claims) < 2:
        return "".join(claim.text for claim in claims)
    return "\n".join(f"{n}. {claim.text}" for n, claim in enumerate(claims, 1))


def _clock(petition: Petition, routing: Routing, timing: Timing) -> Clock | None:
    """The clock of the section's answer (C10); they come in the order of the routings in force."""
    ours = [clock for clock in timing.clocks(petition) if clock.rule.code == "C10"]
    counted = [r for r in petition.routings if r.current and r.routed_on is not None]
    if len(ours) != len(counted):
        return None  # the office has switched the rule off
    return next((c for c, r in zip(ours, counted, strict=True) if r is routing), None)


def _wanted(seen: Petition, routing: Routing) -> str:
    """Urgings that wait for an answer, and what is to be changed in an answer sent back."""
    lines = [
        f"督办（{u.on.isoformat() if u.on else ''}）：{u.request}"
        + (f"，{u.due_on.isoformat()} 前回复" if u.due_on else "")
        for u in seen.urgings
        if u.answered_on is None and routing.lead
    ]
    sent_back = seen.state is State.IN_PROGRESS and routing.lead and routing.answered_on is None
    if sent_back and seen.revision and seen.draft:
        lines.append(f"退回修改：{seen.revision}")
    return "\n".join(lines)
