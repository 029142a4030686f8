"""One case as plain data, for `petitiondesk show` and for scripts."""

from dataclasses import replace
from typing import Any

from petitiondesk.domain import masking, record
from petitiondesk.domain.clocks import Clock
from petitiondesk.domain.ledger import SEALED
from petitiondesk.domain.narrative import detail, headline
from petitiondesk.domain.petition import Petition
from petitiondesk.infra.i18n import render, term
from petitiondesk.services.petitions import Case

_SHUT = ("summary", "content", "place", "complained_of", "draft", "reply", "notes", "claims")


def shown(case: Case, *, masked: bool = True) -> dict[str, Any]:
    """Facts, state, clocks with explanations, and history of a case, as JSON values.

    Masked as lists are, and shut where the case is sealed, unless ``masked`` is false.
    """
    petition = mask(case.petition) if masked else case.petition
    shut = masked and case.petition.sealed
    return {
        "number": petition.number,
        "state": petition.state.value,
        "state_text": term(petition.state),
        "facts": record.to_record(petition),
        "clocks": [_clock(clock) for clock in case.clocks],
        "next_steps": [step.name for step in case.steps],
        "history": [
            {
                "seq": event.seq,
                "at": event.at.isoformat(timespec="seconds"),
                "on": event.on.isoformat(),
                "kind": event.kind,
                "actor": event.actor,
                "what": render(headline(event)),
                "detail": SEALED if shut else render(detail(event)),
                "hash": event.hash,
            }
            for event in case.events
        ],
    }


def mask(petition: Petition) -> Petition:
    """The petition as a list may show it: names, papers, phones, addresses; sealed texts shut."""
    people = tuple(
        replace(
            person,
            name=person.name if person.organisation else masking.mask_name(person.name),
            id_number=masking.mask_id(person.id_number),
            phone=masking.mask_phone(person.phone),
            address=masking.mask_address(person.address),
            postcode="",
        )
        for person in petition.petitioners
    )
    if not petition.sealed:
        return replace(petition, petitioners=people)
    texts: dict[str, Any] = {n: SEALED for n in _SHUT if n != "claims" and getattr(petition, n)}
    routings = tuple(replace(r, section=SEALED, handler="", answer="") for r in petition.routings)
    return replace(petition, petitioners=(), claims=(), routings=routings, attachments=(), **texts)


def _clock(clock: Clock) -> dict[str, Any]:
    return {
        "code": clock.rule.code,
        "started_on": clock.started_on.isoformat(),
        "warn_on": clock.nominal_on.isoformat(),
        "due_on": clock.due_on.isoformat(),
        "ended_on": clock.ended_on.isoformat() if clock.ended_on else None,
        "explanation": render(clock.explanation),
    }
