"""One case as plain data, for `petitiondesk show` and for scripts."""

from typing import Any

from petitiondesk.domain import record
from petitiondesk.domain.clocks import Clock
from petitiondesk.domain.history import petitioners_of
from petitiondesk.domain.ledger import SEALED
from petitiondesk.domain.masking import TextMask, mask
from petitiondesk.domain.narrative import detail, headline
from petitiondesk.domain.record import Event
from petitiondesk.infra.i18n import LANGUAGES, render, speaking, term, tr
from petitiondesk.services.petitions import Case


def shown(case: Case, *, masked: bool = True) -> dict[str, Any]:
    """Facts, state, clocks with explanations, and history of a case, as JSON values.

    Masked as lists are, and shut where the case is sealed, unless ``masked`` is false.
    """
    petition = mask(case.petition) if masked else case.petition
    shut = masked and case.petition.sealed
    hide = TextMask(petitioners_of(case.events)) if masked else None
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
                "what": render(headline(event, shut=shut)),
                "detail": tr(SEALED) if shut else _told(event, hide),
                "hash": event.hash,
            }
            for event in case.events
        ],
    }


def _told(event: Event, hide: TextMask | None) -> str:
    text = render(detail(event, hide, whole=True))
    return hide(text) if hide else text


def _clock(clock: Clock) -> dict[str, Any]:
    return {
        "code": clock.rule.code,
        "title": render(clock.title),
        "bound": clock.bound.value,
        "started_on": clock.started_on.isoformat(),
        "warn_on": clock.nominal_on.isoformat(),
        "due_on": clock.due_on.isoformat(),
        "ended_on": clock.ended_on.isoformat() if clock.ended_on else None,
        "paused": clock.paused,
        "explanation": render(clock.explanation),
        "explanations": {name: _explained(clock, name) for name in LANGUAGES},
    }


def _explained(clock: Clock, language: str) -> str:
    with speaking(language):
        return render(clock.explanation)
