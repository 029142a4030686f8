"""Petitions every text of which can be recognised, so that a test sees wherever one comes out.

They are built from the fields of `Petition` themselves: a text that is added to it later is in them
without anybody thinking of it.
"""

from dataclasses import fields, replace
from datetime import date
from typing import Any, get_type_hints

from petitiondesk.domain import workflow
from petitiondesk.domain.masking import OPEN_ENTRY_TEXTS, OPEN_TEXTS
from petitiondesk.domain.petition import (
    Attachment,
    Claim,
    Extension,
    FollowUp,
    Hearing,
    Letter,
    Pause,
    Petition,
    Petitioner,
    Relief,
    Review,
    Routing,
    Urging,
)
from petitiondesk.domain.terms import (
    Channel,
    IdKind,
    LetterKind,
    PauseKind,
    PetitionClass,
    Retention,
    ReviewLevel,
    State,
    UrgingGround,
)
from petitiondesk.services.desk import Desk
from tests.factory import TODAY

SECTION = "农田建设科"
PERSON = Petitioner(
    "魏晓渝",
    id_kind=IdKind.RESIDENT,
    id_number="110101199003074610",
    phone="13912345678",
    address="某县青石镇河湾村4组12号",
    postcode="054001",
)
QUOTED = f"{PERSON.name}（{PERSON.id_number}，{PERSON.phone}，住{PERSON.address}）"
NAMES = (PERSON.name, PERSON.id_number, PERSON.phone, PERSON.address, "河湾村4组12号")
"""What no list, print or export of an ordinary petition shows."""

ENTRIES: dict[str, tuple[type, dict[str, Any]]] = {
    "petitioners": (Petitioner, {}),
    "claims": (Claim, {}),
    "routings": (Routing, {"section": SECTION, "routed_on": TODAY, "received_on": TODAY,
                           "due_on": TODAY}),
    "extensions": (Extension, {"on": TODAY, "days": 10}),
    "pauses": (Pause, {"kind": PauseKind.PAPERS, "started_on": TODAY, "ended_on": TODAY}),
    "hearings": (Hearing, {"started_on": TODAY, "ended_on": TODAY}),
    "urgings": (Urging, {"on": TODAY, "ground": UrgingGround.OTHER, "due_on": TODAY}),
    "reliefs": (Relief, {"on": TODAY, "amount": 100}),
    "reviews": (Review, {"level": ReviewLevel.REVIEW, "requested_on": TODAY}),
    "follow_ups": (FollowUp, {"on": TODAY}),
    "letters": (Letter, {"kind": LetterKind.ACCEPTANCE, "made_on": TODAY}),
    "attachments": (Attachment, {"size": 1}),
}  # fmt: skip
"""List → its kind of entry, and what an entry needs to stand."""

_FIXED = {"number", "topic"}
_NUMBERS = {"external_no", "query_code", "sender_ref", "region_code", "reply_number", "archive_ref",
            "report_ref", "sha256", "postcode", "id_number", "phone"}  # fmt: skip

_OFFICIALS = {"sender", "leader", "responsible_leader", "received_by_leader", "section", "handler",
              "approver", "chair", "body"}  # fmt: skip
"""Texts that name sections, bodies and people of the office: they quote no petitioner."""


def lists_of_texts() -> set[str]:
    """The lists of a petition, which `ENTRIES` must know."""
    return {f.name for f in fields(Petition) if str(f.type).startswith("tuple[")}


def sealed_petition(**facts: Any) -> tuple[Petition, set[str]]:
    """An accusation with a mark in every text, and the marks that must not be seen."""
    marks: set[str] = set()

    def text(part: str, name: str) -> str:
        mark = f"秘{chr(0x8C00 + len(marks))}{chr(0x9A00 + len(marks))}密"
        marks.add(mark)
        stays = (part, name) in OPEN_ENTRY_TEXTS if part else name in OPEN_TEXTS
        return "" if stays or name in _FIXED else mark

    petition = _filled(text, petition_class=PetitionClass.ACCUSATION, **facts)
    return petition, {mark for mark in marks if mark in repr(petition)}


def ordinary_petition(**facts: Any) -> Petition:
    """A petition every text of which quotes its petitioner in full."""

    def text(part: str, name: str) -> str:
        if name in _FIXED | _NUMBERS or (part, name) == ("letters", "addressee"):
            return ""
        return "赵敏" if name in _OFFICIALS else QUOTED

    petition = _filled(text, **facts)
    letters = tuple(replace(letter, addressee=PERSON.name) for letter in petition.letters)
    return replace(petition, petitioners=(PERSON,), letters=letters)


def _filled(text: Any, **facts: Any) -> Petition:
    values: dict[str, Any] = {}
    hints = get_type_hints(Petition)
    for field in fields(Petition):
        if hints[field.name] is str:
            values[field.name] = text("", field.name)
        elif field.name in ENTRIES:
            kind, fixed = ENTRIES[field.name]
            own = get_type_hints(kind)
            texts = {f.name: text(field.name, f.name) for f in fields(kind) if own[f.name] is str}
            values[field.name] = (kind(**{**texts, **fixed}),)
    values |= {
        "channel": Channel.FORWARDED,
        "received_on": TODAY,
        "registered_on": TODAY,
        "state": State.IN_PROGRESS,
        "topic": "农村农业_农田水利",
    }
    return Petition(**{**values, **facts})


def put(desk: Desk, petition: Petition) -> Petition:
    """Write a petition as it is, with the event that begins it."""
    registry = desk.context.registry
    with registry.transaction():
        sequence = registry.petitions.next_sequence(TODAY.year)
        numbered = desk.petitions.numbered(petition, desk.context.office(), sequence)
        numbered = replace(numbered, id=registry.petitions.next_id())
        (written,) = desk.context.write_new([numbered], workflow.REGISTER)
    return written


def archived(day: date = TODAY) -> dict[str, Any]:
    """Facts of a petition that has been filed."""
    return {"state": State.ARCHIVED, "concluded_on": day, "archived_on": day,
            "archive_year": day.year, "archive_ref": f"档{day.year}-1",
            "retention": Retention.YEARS_30}  # fmt: skip
