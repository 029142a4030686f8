"""The registration slip (登记表/办理单) of a case, as the paper form has it.

What is not known yet stays blank, to be written by hand while the slip goes round the house.
"""

from collections.abc import Iterator, Sequence
from datetime import date

from petitiondesk.domain.clocks import Clock
from petitiondesk.domain.fields import FIELDS
from petitiondesk.domain.ledger import SEALED
from petitiondesk.domain.masking import mask
from petitiondesk.domain.petition import TOPIC_JOINT, Claim, Petition, Petitioner, Routing
from petitiondesk.domain.terms import Term
from petitiondesk.infra.i18n import render, term, tr
from petitiondesk.services.petitions import Case
from petitiondesk.ui.printing import Sheet
from petitiondesk.ui.prints.markup import (
    NOTHING,
    Markup,
    blank,
    cell,
    heading,
    joined,
    paragraph,
    row,
    strong,
    table,
    text,
    unframed,
)

_LABEL, _VALUE = 17, 33
"""Widths of a label and of a short value, in percent."""

_GAP = Markup("　")
_SHORT = 400
"""Up to so many characters of content the form has room for larger boxes on its one page."""

_FLAGS = ("urgent", "repeat", "joint_letter", "litigation", "backlog", "publishable")


def slip(case: Case, office: str, foot: str, *, opened: bool) -> Sheet:
    """The slip of a case, masked and shut as the case page shows it unless it was ``opened``."""
    petition = case.petition if opened else mask(case.petition, tr(SEALED))
    shut = case.petition.sealed and not opened
    title = tr("信访事项登记办理表")
    top = unframed(
        cell(text(tr("登记编号：{number}", number=petition.number)), width=50),
        cell(text(tr("状态：{state}", state=term(petition.state))), width=50, align="right"),
    )
    rows = [*_facts(petition, shut=shut), *_matter(petition, shut=shut), *_limits(case.clocks),
            *_handling(petition), *_outcome(petition)]  # fmt: skip
    body = [heading(text(tr("{office}信访事项登记办理表", office=office))), top, table(rows)]
    body.append(paragraph(text(_caution(shut=shut, opened=opened)), "note"))
    return Sheet(f"{title} {petition.number}", "".join(body), petition.number, foot)


def _caution(*, shut: bool, opened: bool) -> str:
    if shut:
        return tr("密件：没有写明原因打开，不印身份和内容。")
    if opened:
        return tr("含完整个人信息，请妥善保管。")
    return tr("姓名、证件、电话、住址已遮盖。")


# --- parts of the form ---------------------------------------------------------------------------


def _facts(petition: Petition, *, shut: bool) -> Iterator[Markup]:
    yield _pair(
        (_zh("channel"), term(petition.channel)), (_zh("received_on"), _day(petition.received_on))
    )
    if petition.sender:
        source = tr("，").join(p for p in (petition.sender, petition.sender_ref) if p)
        yield _pair((_zh("sender"), source), (_zh("report_by"), _day(petition.report_by)))
    who = text(tr(SEALED)) if shut else _people(petition)
    yield _wide(_zh("petitioners"), who)
    yield _pair(
        (_zh("people_present"), str(petition.people_present)),
        (_zh("received_by_leader"), petition.received_by_leader)
        if petition.received_by_leader
        else (_zh("registered_on"), _day(petition.registered_on)),
    )
    yield _pair(
        (_zh("petition_class"), term(petition.petition_class)),
        (_zh("purpose"), term(petition.purpose)),
    )
    topic = petition.topic.replace(TOPIC_JOINT, " › ")
    yield _pair((_zh("topic"), topic), (_zh("place"), petition.place))
    if petition.complained_of:
        yield _wide(_zh("complained_of"), text(petition.complained_of))
    flags = [_zh(name) for name in _FLAGS if getattr(petition, name)]
    if flags:
        yield _wide(tr("标记"), text(tr("、").join(flags)))


def _people(petition: Petition) -> Markup:
    if not petition.petitioners and petition.anonymous:
        return text(tr("匿名"))
    return joined([_person(person) for person in petition.petitioners])


def _person(person: Petitioner) -> Markup:
    parts = [strong(text(person.name)) if person.name else NOTHING, text(term(person.sex))]
    for label, value in (
        (term(person.id_kind) or tr("证件"), person.id_number),
        (tr("电话"), person.phone),
        (tr("住址"), person.address),
    ):
        parts.append(text(f"{label} {value}") if value else NOTHING)
    return joined(parts, _GAP)


def _matter(petition: Petition, *, shut: bool) -> Iterator[Markup]:
    yield _wide(_zh("summary"), text(petition.summary))
    yield _wide(_zh("content"), text(petition.content))
    if petition.claims:
        yield _wide(_zh("claims"), _claims(petition.claims))
    elif shut:
        yield _wide(_zh("claims"), text(tr(SEALED)))
    if petition.notes:
        yield _wide(_zh("notes"), text(petition.notes))


def _claims(claims: Sequence[Claim]) -> Markup:
    """Each claim with the decision on it (Art. 32)."""
    return joined([_claim(n, claim) for n, claim in enumerate(claims, 1)])


def _claim(place: int, claim: Claim) -> Markup:
    decision = strong(text(term(claim.decision))) if claim.decision else NOTHING
    line = joined([text(f"{place}. {claim.text}"), decision], _GAP)
    return joined([line, text(claim.answer)])


def _limits(clocks: Sequence[Clock]) -> Iterator[Markup]:
    if clocks:
        lines = [
            joined([strong(text(tr(c.rule.zh))), text(render(c.explanation))], _GAP) for c in clocks
        ]
        yield _wide(tr("期限"), joined(lines))


def _room(petition: Petition) -> int:
    """How many lines a box that is filled in by hand gets."""
    return 4 if len(petition.content) <= _SHORT else 2


def _handling(petition: Petition) -> Iterator[Markup]:
    room = _room(petition)
    yield _wide(_zh("proposal"), text(petition.proposal) or blank(room))
    instruction = joined([text(petition.instruction), text(petition.leader)])
    yield _wide(_zh("instruction"), instruction or blank(room))
    sections = joined([_routing(routing) for routing in petition.routings])
    yield _wide(tr("转办情况"), sections or blank(room // 2))


def _routing(routing: Routing) -> Markup:
    part = tr("主办") if routing.lead else tr("协办")
    head = _GAP.join([strong(text(f"{part} {routing.section}")), text(routing.handler)])
    dates = [
        f"{what} {_day(day)}"
        for what, day in (
            (tr("转出"), routing.routed_on),
            (tr("限期"), routing.due_on),
            (tr("签收"), routing.received_on),
            (tr("退回"), routing.returned_on),
            (tr("报来"), routing.answered_on),
        )
        if day is not None
    ]
    said = [text(routing.return_reason), text(routing.answer)]
    return joined([Markup(head), text(tr("，").join(dates)), *said])


def _outcome(petition: Petition) -> Iterator[Markup]:
    how = [term(petition.reply_manner), petition.reply_number, _day(petition.replied_on)]
    reply = joined([text(petition.reply), text(tr("，").join(p for p in how if p))])
    yield _wide(tr("答复"), reply or blank(_room(petition)))
    other = _left(petition)
    if other:
        yield _wide(tr("去向"), other)
    served = [term(petition.delivery_manner), term(petition.delivery_proof),
              _day(petition.delivered_on)]  # fmt: skip
    yield _pair(
        (tr("送达情况"), tr("，").join(p for p in served if p)),
        (_zh("concluded_on"), _day(petition.concluded_on)),
    )
    yield _pair(
        (_zh("petitioner_view"), term(petition.petitioner_view)),
        (_zh("archive_ref"), petition.archive_ref),
    )
    yield _pair(
        (_zh("office_rating"), term(petition.office_rating)),
        (_zh("section_rating"), term(petition.section_rating)),
    )


def _left(petition: Petition) -> Markup:
    """How it left by another way than an answer: forwarded, not accepted, withdrawn, merged."""
    names = ("forwarded_to", "refusal_ground", "refusal_remedy", "withdrawn_reason",
             "statutory_route", "statute", "merge_reason", "closed_on")  # fmt: skip
    known = ((name, getattr(petition, name)) for name in names)
    return joined([text(f"{_zh(n)}{tr('：')}{_shown(value)}") for n, value in known if value])


# --- cells ---------------------------------------------------------------------------------------


def _zh(name: str) -> str:
    """A field's label in the reader's language."""
    return tr(FIELDS[name].zh)


def _shown(value: object) -> str:
    if isinstance(value, Term):
        return term(value)
    return _day(value) if isinstance(value, date) else str(value)


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _pair(*pairs: tuple[str, str]) -> Markup:
    cells = []
    for label, value in pairs:
        cells.append(cell(text(label), head=True, width=_LABEL))
        cells.append(cell(text(value), width=_VALUE))
    return row(*cells)


def _wide(label: str, content: Markup) -> Markup:
    return row(cell(text(label), head=True, width=_LABEL), cell(content, span=3))
