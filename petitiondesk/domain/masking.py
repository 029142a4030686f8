"""What a list, a print or an export shows of a person (《个人信息保护法》 Art. 6, 28, 51).

Masked: surname only, ID first six and last four, phone first three and last four, address up to the
village or street. Masks keep the original's length hidden except for IDs and phones, whose shape
the office needs to tell two of them apart. What texts quote of the petitioners is masked alike
(`text_masking`). Of a sealed petition nothing stays but what `OPEN_TEXTS` names.
"""

from collections.abc import Callable
from dataclasses import fields, replace
from functools import cache, partial
from typing import Any

from petitiondesk.domain.ledger import SEALED, Who
from petitiondesk.domain.masks import MASK, mask_address, mask_id, mask_name, mask_phone
from petitiondesk.domain.petition import Letter, Petition, Petitioner
from petitiondesk.domain.terms import Term
from petitiondesk.domain.text_masking import TextMask

__all__ = ["MASK", "TextMask", "mask", "mask_address", "mask_id", "mask_name", "mask_people",
           "mask_person", "mask_phone", "petitioner_label", "shut_sections", "who_of"]  # fmt: skip

OPEN_TEXTS = frozenset(
    {"number", "external_no", "sender", "sender_ref", "topic", "reply_number", "archive_ref",
     "report_ref"}
)  # fmt: skip
"""Texts of a sealed petition that stay: numbers of papers, the body that sent it on, and the topic,
which the returns count by. Every other text is shut, also one that `Petition` gets later."""

OPEN_ENTRY_TEXTS = frozenset(
    {("reviews", "body"), ("reviews", "number"), ("letters", "number"), ("letters", "sha256")}
)
"""The same of the entries of its lists: (list, text). Dates stay for the clocks."""

_NUMBERS = frozenset(
    {"number", "external_no", "query_code", "sender_ref", "topic", "region_code", "reply_number",
     "archive_ref", "report_ref", "sha256"}
)  # fmt: skip
"""Texts that are numbers or terms: they name nobody, and what looks like a phone in them is none."""

_EMPTIED = frozenset({"petitioners", "claims", "attachments"})
"""Lists of a sealed petition that are not even counted."""

_Change = Callable[[str, str, str], str]
"""Gets the list that a text stands in ("" for none), the text's name, and the text."""


def who_of(petitioners: tuple[Petitioner, ...], *, anonymous: bool, masked: bool) -> Who:
    """Who petitions, for a list's one cell."""
    if not petitioners:
        return Who(anonymous=anonymous)
    first = petitioners[0]
    name = first.name if first.organisation or not masked else mask_name(first.name)
    return Who(name, len(petitioners), anonymous)


def petitioner_label(petitioners: tuple[Petitioner, ...], *, anonymous: bool, masked: bool) -> str:
    """The same in Chinese, as it goes into forms and letters: 王＊, 刘＊ 等6人, 匿名."""
    return who_of(petitioners, anonymous=anonymous, masked=masked).zh


def _without_names(letter: Letter, people: tuple[Petitioner, ...]) -> Letter:
    """A letter to the petitioners names them no more than a list does."""
    if not letter.kind.to_petitioner or not letter.addressee:
        return letter
    return replace(letter, addressee=petitioner_label(people, anonymous=False, masked=True) or MASK)


def shut_sections(petition: Petition) -> Petition:
    """The petition for reckoning its clocks: what their explanations quote is masked as in lists.

    Of a sealed one they name neither section nor reason. Whom the notice is for still counts.
    """
    return replace(mask(petition), petitioners=petition.petitioners)


def mask(petition: Petition, shut: str = SEALED) -> Petition:
    """The petition as a list may show it: names, papers, phones, addresses; sealed texts shut.

    What the texts of an ordinary petition quote of its petitioners is masked as well. ``shut`` is
    what stands for a text of a sealed one.
    """
    shown = mask_people(petition, shut)
    if petition.sealed:
        return shown
    hide = TextMask(petition.petitioners)
    return _changed(shown, lambda _part, name, text: text if name in _NUMBERS else hide(text))


def mask_people(petition: Petition, shut: str = SEALED) -> Petition:
    """As `mask`, but the texts of an ordinary petition as they were written: to work with them."""
    if petition.sealed:
        emptied: dict[str, Any] = dict.fromkeys(_EMPTIED, ())
        return _changed(replace(petition, **emptied), partial(_shut, shut))
    people = tuple(map(mask_person, petition.petitioners))
    letters = tuple(_without_names(letter, petition.petitioners) for letter in petition.letters)
    return replace(petition, petitioners=people, letters=letters)


def mask_person(person: Petitioner) -> Petitioner:
    """A petitioner as a list may show one."""
    return replace(
        person,
        name=person.name if person.organisation else mask_name(person.name),
        id_number=mask_id(person.id_number),
        phone=mask_phone(person.phone),
        address=mask_address(person.address),
        postcode="",
    )


def _shut(shut: str, part: str, name: str, text: str) -> str:
    """A text of a sealed petition as it is shown."""
    if part == "routings":
        return shut if name == "section" else ""  # that there is one is all that is told
    stays = (part, name) in OPEN_ENTRY_TEXTS if part else name in OPEN_TEXTS
    return text if stays else shut


def _changed(petition: Petition, change: _Change) -> Petition:
    """The petition with every text changed, those of its lists' entries too; petitioners stay."""
    new: dict[str, Any] = {}
    for field in fields(petition):
        value = getattr(petition, field.name)
        if _is_text(value):
            new[field.name] = change("", field.name, value)
        elif isinstance(value, tuple) and field.name != "petitioners":
            new[field.name] = tuple(_entry(field.name, entry, change) for entry in value)
    return replace(petition, **new)


def _entry(part: str, entry: Any, change: _Change) -> Any:
    """The entry itself where nothing changes: a case may have hundreds."""
    new = {}
    for name in _names(entry.__class__):
        text = getattr(entry, name)
        if _is_text(text) and (changed := change(part, name, text)) != text:
            new[name] = changed
    return replace(entry, **new) if new else entry


@cache
def _names(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))


def _is_text(value: object) -> bool:
    """Something written by hand: a `Term` is a str too."""
    return isinstance(value, str) and not isinstance(value, Term) and bool(value)
