"""Recusal (回避, Art. 28(3), 30(3)): who must not get a sealed petition because it complains of them.

A section counts as complained of when the petition names it, a part of its name, or one of its
people. Nothing else is concluded from a name: who is a relative of whom no registry knows.
"""

from collections.abc import Iterator, Mapping, Sequence

from petitiondesk.domain.errors import Finding, Severity
from petitiondesk.domain.messages import Message
from petitiondesk.domain.petition import Petition
from petitiondesk.domain.section_sheet import complained_of

People = Mapping[str, Sequence[str]]
"""Section → the names of its people."""

NOBODY: People = {}

_HANDLERS = ("handler",)
_LEADERS = ("leader", "responsible_leader")


def check_receivers(
    petition: Petition, values: Mapping[str, object], people: People
) -> Iterator[Finding]:
    """Findings on the sections, bodies and persons that a step or a correction would give it to.

    Refused is who would get the papers. A leader is only warned of: what a leader has written is
    recorded as it was, and the clerk is to know that it should have been another.
    """
    if not petition.sealed:
        return
    co_sections = values.get("co_sections")
    sections = [("section", values.get("section"))]
    if isinstance(co_sections, tuple):
        sections += [("co_sections", name) for name in co_sections]
    for field, name in sections:
        if isinstance(name, str) and complained_of(petition, name, people.get(name, ())):
            yield Finding(field, Severity.REFUSE, _section(name))
    body = values.get("forwarded_to")
    if isinstance(body, str) and complained_of(petition, body):
        yield Finding("forwarded_to", Severity.REFUSE, _body(body))
    for field in (*_HANDLERS, *_LEADERS):
        name = values.get(field)
        if isinstance(name, str) and len(name.strip()) > 1 and _names(petition, name):
            refuse = field in _HANDLERS
            yield Finding(field, Severity.REFUSE if refuse else Severity.WARN, _person(name))


def sections_barred(petition: Petition, people: People) -> list[str]:
    """The sections that hold a sealed petition and must not, lead and co-handling, each once."""
    if not petition.sealed:
        return []
    held = dict.fromkeys(r.section for r in petition.routings if r.current)
    return [name for name in held if complained_of(petition, name, people.get(name, ()))]


def _names(petition: Petition, person: str) -> bool:
    return "".join(person.split()) in "".join(petition.complained_of.split())


def _section(name: str) -> Message:
    return Message("这件反映的正是“{section}”，不能转给该科室（条例第三十条）。", section=name)


def _body(name: str) -> Message:
    return Message("这件反映的正是“{body}”，不能转给它（条例第三十条）。", body=name)


def _person(name: str) -> Message:
    return Message("这件反映的正是“{name}”本人，应当回避（条例第二十八条）。", name=name)
