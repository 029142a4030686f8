"""A petition as labelled lines: what the case page shows, in the order a reader asks for it."""

from collections.abc import Sequence

from petitiondesk.domain.fields import FIELDS, Kind, read
from petitiondesk.domain.petition import TOPIC_JOINT, Petition, Petitioner
from petitiondesk.domain.terms import Term
from petitiondesk.infra.i18n import begun, term, tr
from petitiondesk.ui.pages.case_lists import lists

Lines = list[tuple[str, str]]

_FACTS = (
    "received_on", "made_on", "petition_class", "purpose", "topic", "place", "region_code",
    "external_no", "query_code", "sender", "sender_level", "sender_ref", "sender_date", "report_by", "pages",
    "complained_of", "cause", "hot_topic", "people_affected", "registered_on",
    "received_by_leader",
)  # fmt: skip
_FLAGS = ("anonymous", "confidential", "joint_letter", "urgent", "litigation", "backlog",
          "publishable")  # fmt: skip
_HANDLING = (
    "accepted_on", "notified_on", "notice_manner", "objected_on", "statutory_route", "statute",
    "statutory_due_on", "procedure", "responsible_leader", "leader", "section", "co_sections", "handler", "section_due_on",
    "section_received_on", "adoption", "reply_manner", "reply_number", "replied_on", "delivery_manner",
    "delivery_proof", "delivery_place", "delivery_witness", "delivered_on", "petitioner_view", "office_rating", "section_rating",
    "concluded_on", "reported_on", "report_ref", "finished_on", "reopened_on", "closed_on",
    "refusal_ground", "forwarded_to", "archive_ref", "retention", "archived_on", "appraised_on",
    "appraisal",
)  # fmt: skip


_TEXTS = (
    "procedure_reason", "objection_reason", "objection_answer", "proposal", "instruction", "draft",
    "revision", "reply", "legal_basis", "statutory_result", "report_text", "withdrawn_reason", "refusal_remedy",
    "merge_reason", "finish_ground", "reopen_reason", "appraisal_note",
)  # fmt: skip


def facts(petition: Petition) -> Lines:
    """Petitioners and the short facts of the registration that are filled in."""
    lines = [_person(person, place) for place, person in enumerate(petition.petitioners)]
    if not lines and petition.anonymous:
        lines = [(tr("信访人"), tr("匿名"))]
    lines += _phones(petition.petitioners)
    lines.append((tr("信访人数"), str(petition.people_present)))
    lines += _filled(petition, _FACTS)
    flags = [tr(FIELDS[name].zh) for name in _FLAGS if getattr(petition, name)]
    if flags:
        lines.append((tr("标记"), tr("、").join(flags)))
    return lines


def long_texts(petition: Petition) -> Lines:
    """The content, the claims, the notes."""
    texts = [(tr("主要内容"), petition.content)]
    if petition.claims:
        lines = [f"{n}. {claim.text}" for n, claim in enumerate(petition.claims, 1)]
        texts.append((tr("诉求"), "\n".join(lines)))
    if petition.notes:
        texts.append((tr("备注"), petition.notes))
    return texts


def handling(petition: Petition) -> Lines:
    """The short facts of the handling that are filled in."""
    return _filled(petition, _HANDLING)


def reply_texts(petition: Petition) -> Lines:
    """The longer texts of the handling."""
    texts = [(tr(FIELDS[name].zh), str(getattr(petition, name))) for name in _TEXTS]
    decided = [
        f"{n}. {claim.text}　{term(claim.decision)}"
        for n, claim in enumerate(petition.claims, 1)
        if claim.decision
    ]
    if decided:
        texts.append((tr("逐项决定"), "\n".join(decided)))
    texts += lists(petition)
    return [(heading, text) for heading, text in texts if text]


def _filled(petition: Petition, names: Sequence[str]) -> Lines:
    lines = []
    for name in names:
        text = shown_value(name, read(petition, name))
        if text:
            lines.append((tr(FIELDS[name].zh), text))
    return lines


def shown_value(name: str, value: object) -> str:
    """A field's value as a reader sees it; "" for an empty one."""
    if value in (None, "", ()):
        return ""
    if isinstance(value, Term):
        return begun(term(value))
    if isinstance(value, bool):
        return tr("是") if value else ""
    if isinstance(value, tuple):
        return tr("、").join(str(item) for item in value)
    if FIELDS[name].kind is Kind.TOPIC:
        return str(value).replace(TOPIC_JOINT, " › ")
    return str(value)


def _person(person: Petitioner, place: int) -> tuple[str, str]:
    parts = [person.name, term(person.sex), person.id_number, person.address]
    text = tr("，").join(part for part in parts if part)
    return (tr("信访人") if place == 0 else tr("信访人 {n}", n=place + 1), text)


def _phones(people: Sequence[Petitioner]) -> Lines:
    phones = [person.phone for person in people if person.phone]
    return [(tr("电话"), tr("、").join(phones))] if phones else []
