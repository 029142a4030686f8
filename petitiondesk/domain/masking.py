"""What a list, a print or an export shows of a person (《个人信息保护法》 Art. 6, 28, 51).

Masked: surname only, ID first six and last four, phone first three and last four, address up to the
village or street. Masks keep the original's length hidden except for IDs and phones, whose shape
the office needs to tell two of them apart.
"""

from dataclasses import replace
from typing import Any

from petitiondesk.domain.ledger import SEALED
from petitiondesk.domain.petition import Letter, Petition, Petitioner

MASK = "＊"
_SHUT = ("summary", "content", "place", "complained_of", "proposal", "instruction", "draft",
         "revision", "reply", "notes", "withdrawn_reason", "forwarded_to", "procedure_reason",
         "objection_reason", "objection_answer", "statute", "statutory_result", "report_text",
         "finish_ground", "merge_reason", "reopen_reason", "refusal_remedy", "delivery_place",
         "delivery_witness", "responsible_leader", "appraisal_note", "legal_basis")  # fmt: skip
_SHUT_ENTRIES = {
    "extensions": ("reason",),
    "pauses": ("reason",),
    "hearings": ("place", "chair", "record"),
    "urgings": ("section", "request", "answer"),
    "reliefs": ("fund",),
    "reviews": ("request", "opinion"),
    "follow_ups": ("text",),
    "letters": ("addressee",),
}
"""List → the texts of its entries that a sealed petition does not show; dates stay for the clocks."""
COMPOUND_SURNAMES = frozenset(
    ("欧阳", "司马", "诸葛", "上官", "夏侯", "东方", "皇甫", "尉迟", "公孙", "慕容", "令狐", "宇文",
     "长孙", "司徒", "鲜于", "轩辕", "南宫", "万俟", "闻人", "端木")
)  # fmt: skip


def mask_name(name: str) -> str:
    """Surname and one mark: 王建国 → 王＊; of a name with ``·`` only the first character stays."""
    text = name.strip()
    if not text:
        return ""
    surname = text[:2] if text[:2] in COMPOUND_SURNAMES and len(text) > 2 else text[:1]
    return surname + MASK


def mask_id(number: str) -> str:
    """First six and last four characters: 110101＊＊＊＊＊＊＊＊1234; shorter ones lose all but two."""
    if len(number) < 14:
        return number[:2] + MASK * max(len(number) - 2, 0)
    return number[:6] + MASK * (len(number) - 10) + number[-4:]


def mask_phone(phone: str) -> str:
    """First three and last four characters: 138＊＊＊＊0000; shorter ones lose all but two."""
    if len(phone) < 8:
        return phone[:2] + MASK * max(len(phone) - 2, 0)
    return phone[:3] + MASK * (len(phone) - 7) + phone[-4:]


def mask_address(address: str) -> str:
    """Up to the village, street or town: 青石镇河湾村4组 → 青石镇河湾村＊."""
    ends = [address.rfind(c) for c in "村镇乡街道路区县市"]
    cut = max(ends) + 1
    if cut <= 0:
        return address[:2] + MASK if address else ""
    return address[:cut] + (MASK if cut < len(address) else "")


def petitioner_label(petitioners: tuple[Petitioner, ...], *, anonymous: bool, masked: bool) -> str:
    """Who petitions, in a list's one cell: 王＊, 刘＊ 等6人, 匿名. In Chinese: it goes into forms."""
    if not petitioners:
        return "匿名" if anonymous else ""
    first = petitioners[0]
    name = first.name if first.organisation or not masked else mask_name(first.name)
    others = f" 等{len(petitioners)}人" if len(petitioners) > 1 else ""
    return (name or ("匿名" if anonymous else "")) + others


def _without_names(letter: Letter, people: tuple[Petitioner, ...]) -> Letter:
    """A letter to the petitioners names them no more than a list does."""
    if not letter.kind.to_petitioner or not letter.addressee:
        return letter
    return replace(letter, addressee=petitioner_label(people, anonymous=False, masked=True) or MASK)


def shut_sections(petition: Petition) -> Petition:
    """The petition for reckoning its clocks: of a sealed one no explanation names section or reason."""
    return (
        replace(mask(petition), petitioners=petition.petitioners) if petition.sealed else petition
    )


def mask(petition: Petition) -> Petition:
    """The petition as a list may show it: names, papers, phones, addresses; sealed texts shut."""
    people = tuple(
        replace(
            person,
            name=person.name if person.organisation else mask_name(person.name),
            id_number=mask_id(person.id_number),
            phone=mask_phone(person.phone),
            address=mask_address(person.address),
            postcode="",
        )
        for person in petition.petitioners
    )
    if not petition.sealed:
        letters = tuple(_without_names(letter, petition.petitioners) for letter in petition.letters)
        return replace(petition, petitioners=people, letters=letters)
    texts: dict[str, Any] = {n: SEALED for n in _SHUT if getattr(petition, n)}
    routings = tuple(
        replace(r, section=SEALED, handler="", answer="", return_reason="")
        for r in petition.routings
    )
    for part, names in _SHUT_ENTRIES.items():
        entries = getattr(petition, part)
        texts[part] = tuple(
            replace(e, **{n: SEALED for n in names if getattr(e, n)}) for e in entries
        )
    return replace(petition, petitioners=(), claims=(), routings=routings, attachments=(), **texts)
