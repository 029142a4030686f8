"""Which earlier step can be corrected so that a letter no longer lacks something.

The service says in a sentence what is lacking. The way to it is found by trying: the newest step
whose correction would fill an empty field, and after which the service no longer says so.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from petitiondesk.domain import fields, history
from petitiondesk.domain.fields import FIELDS, Kind
from petitiondesk.domain.messages import Message
from petitiondesk.domain.petition import Petition
from petitiondesk.domain.record import Event
from petitiondesk.domain.terms import Decision, State

_TRIED: dict[Kind, object] = {
    Kind.TEXT: "—",
    Kind.LONG_TEXT: "—",
    Kind.SECTION: "—",
    Kind.DATE: date(2000, 1, 1),
    Kind.COUNT: 1,
}
"""What an empty field is filled with to see whether the lack goes; it is written nowhere."""

Lacking = Callable[[Petition], Sequence[Message]]
"""What a petition lacks for the letter."""


def step_to_correct(
    petition: Petition, events: Sequence[Event], lack: Message, lacking: Lacking
) -> Event | None:
    """The event whose correction mends ``lack``; None where no correction does."""
    if petition.state is State.ARCHIVED:
        return None  # read only
    for event in reversed(history.standing(events)):
        for name in history.correctable(event):
            filled = _filled(petition, event, name)
            if filled is not None and lack not in lacking(filled):
                return event
    return None


def _filled(petition: Petition, event: Event, name: str) -> Petition | None:
    """The petition with one empty field of the event filled; None for one that is not empty."""
    if name == "claims":
        decided = tuple(
            replace(c, decision=c.decision or Decision.EXPLAIN) for c in petition.claims
        )
        return replace(petition, claims=decided) if decided != petition.claims else None
    entry = history.entry_of(event, fields.part_of(name) or "")
    value = _TRIED.get(FIELDS[name].kind)
    if value is None or not fields.can_write(petition, name, entry):
        return None
    if fields.read(petition, name, entry) not in (None, "", 0):
        return None
    return fields.write(petition, {name: value}, entry)
