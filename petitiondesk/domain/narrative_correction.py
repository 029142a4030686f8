"""A correction as a sentence: each field with what stood there before and what stands there now.

收到日期：2026-03-01 → 2026-03-02；问题属地：河湾村 → 柳树村；原因：听错村名
"""

from collections.abc import Callable, Iterator
from itertools import zip_longest
from os.path import commonprefix
from typing import Any

from petitiondesk.domain.fields import ENTRY_FIELDS, FIELDS, ROUTING_FIELDS, Field, Kind
from petitiondesk.domain.masking import mask_person
from petitiondesk.domain.messages import N_, Message
from petitiondesk.domain.money import yuan
from petitiondesk.domain.petition import Claim, Petitioner
from petitiondesk.domain.record import Event, Record, decode

Hide = Callable[[str], str]
"""Masks what a text says of the petitioners."""

SHORT = 60
"""Characters of a long text that are told of, where a glance must do."""

_BEFORE_CHANGE = 12
"""Characters of these that lead up to the change."""

_NOTHING = "—"

_IN_LISTS = {("routings", attribute): name for name, attribute in ROUTING_FIELDS.items()} | {
    place: name for name, place in ENTRY_FIELDS.items() if name != "co_section"
}
"""List and attribute of its entries → field; a section is the lead unless its entry says otherwise."""


def corrected(event: Event, hide: Hide | None, *, whole: bool) -> Message:
    """What the correction changed, and why; masked by ``hide``, long texts cut unless ``whole``."""
    told: Message | None = None
    for field, before, after in _changes(event):
        one = _told(field, _value(field, before, hide), _value(field, after, hide), whole=whole)
        told = one if told is None else Message("{first}；{second}", first=told, second=one)
    if told is None:
        return Message("{text}", text=event.note)
    return Message("{fields}；原因：{reason}", fields=told, reason=event.note)


def _changes(event: Event) -> Iterator[tuple[Field, Any, Any]]:
    """Each field that was changed, with both values as they stand in the record."""
    for name, (before, after) in event.changes.items():
        if name in FIELDS:
            yield FIELDS[name], before, after
            continue
        entries: Iterator[tuple[Record, Record]]
        entries = zip_longest(before or [], after or [], fillvalue={})
        for was, now in entries:
            for attribute in dict.fromkeys((*was, *now)):
                field = _IN_LISTS.get((name, attribute))
                if field == "section" and not {**was, **now}.get("lead", True):
                    field = "co_section"
                if field is not None and was.get(attribute) != now.get(attribute):
                    yield FIELDS[field], was.get(attribute), now.get(attribute)


def _told(field: Field, before: object, after: object, *, whole: bool) -> Message:
    title = Message(field.zh)
    if before == after:  # masked, both look the same
        return Message("{field}：有改动", field=title)
    if isinstance(before, str) and isinstance(after, str) and not whole:
        start = max(0, len(commonprefix([before, after])) - _BEFORE_CHANGE)
        before, after = _cut(before, start), _cut(after, start)
    return Message("{field}：{before} → {after}", field=title, before=before, after=after)


def _cut(text: str, start: int) -> str:
    """A long text from shortly before the change on; masked by now, so that a cut bares no name."""
    if len(text) <= SHORT:
        return text
    end = "…" if len(text) > start + SHORT else ""
    return ("…" if start else "") + text[start : start + SHORT] + end


def _value(field: Field, value: Any, hide: Hide | None) -> object:
    """A value as it is told: a text, or what is said in the reader's language."""
    if field.kind is Kind.FLAG:
        return Message(N_("是") if value else N_("否"))
    if value in (None, "", []):
        return _NOTHING
    if field.kind is Kind.TERM and field.term is not None:
        return field.term(value)
    if field.kind is Kind.MONEY:
        return yuan(value)
    if field.kind is Kind.PETITIONERS:
        people = [decode(Petitioner, entry) for entry in value]
        return "、".join(_person(mask_person(p) if hide else p) for p in people)
    claims = field.kind is Kind.CLAIMS
    text = "；".join(_claim(decode(Claim, c)) for c in value) if claims else str(value)
    return hide(text) if hide else text


def _person(person: Petitioner) -> str:
    kind = person.id_kind.zh if person.id_kind else ""
    sex = person.sex.zh if person.sex else ""
    parts = (
        person.name,
        sex,
        kind,
        person.id_number,
        person.phone,
        person.address,
        person.postcode,
    )
    return " ".join(part for part in parts if part)


def _claim(claim: Claim) -> str:
    parts = (claim.text, claim.decision.zh if claim.decision else "", claim.answer)
    return " ".join(part for part in parts if part)
