"""Common kinds (常用件): what petitions of one kind have in common, to begin a form with.

A kind holds what the matter is, never who wrote: no petitioner, no date, no text of a letter.
"""

from dataclasses import dataclass, fields, replace
from typing import Any

from petitiondesk.domain.petition import Petition
from petitiondesk.domain.record import from_record as facts_from
from petitiondesk.domain.record import to_record as facts_to

NAME_LENGTH = 20
"""Characters of a kind's name: it stands in a menu."""
MOST = 40
"""Kinds that can be kept."""

HELD = ("channel", "petition_class", "topic", "place", "purpose", "cause", "hot_topic", "summary",
        "claims", "sender", "sender_level", "urgent", "publishable")  # fmt: skip
"""Fields that a kind holds."""


@dataclass(frozen=True)
class CommonKind:
    """A kind: its name, and the facts it gives; only those of `HELD`."""

    name: str
    facts: Petition

    @classmethod
    def of(cls, name: str, form: Petition) -> "CommonKind":
        """What is common of a form."""
        return cls(name, replace(Petition(), **{n: getattr(form, n) for n in HELD}))


def begun(form: Petition, kind: CommonKind) -> Petition:
    """A form with the kind's facts where it has none of its own; the channel is the kind's."""
    empty = {f.name: f.default for f in fields(Petition)}
    taken = {
        name: value
        for name in HELD
        if (value := getattr(kind.facts, name)) != empty[name]
        and getattr(form, name) == empty[name]
    }
    return replace(form, **{**taken, "channel": kind.facts.channel})


def to_record(kind: CommonKind) -> dict[str, Any]:
    """A kind as JSON values."""
    return {"name": kind.name, "facts": facts_to(kind.facts)}


def from_record(value: object) -> CommonKind | None:
    """What `to_record` made; None where this version cannot read it."""
    try:
        return CommonKind.of(str(value["name"]), facts_from(value["facts"]))  # type: ignore[index]
    except (KeyError, TypeError, ValueError):
        return None
