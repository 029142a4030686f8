"""What may be entered about a petition: name, Chinese label, kind of value.

One table for the registration form, the step dialogs, the case page, corrections, exports and
`show`: a field is described here once. Most names are attributes of `Petition`; the names in
`ROUTING_FIELDS` are parts of the lead section's routing, read and written through `read` and
`write`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum
from typing import cast

from petitiondesk.domain import terms
from petitiondesk.domain.messages import N_
from petitiondesk.domain.petition import Petition, Routing


class Kind(Enum):
    """What sort of value a field takes, and so which control enters it."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    DATE = "date"
    COUNT = "count"
    FLAG = "flag"
    TERM = "term"
    SECTION = "section"
    SECTIONS = "sections"
    TOPIC = "topic"
    PETITIONERS = "petitioners"
    CLAIMS = "claims"
    PETITION = "petition"


@dataclass(frozen=True)
class Field:
    """One field: ``limit`` is the longest text in characters; ``term`` its vocabulary."""

    name: str
    zh: str
    kind: Kind = Kind.TEXT
    term: type[terms.Term] | None = None
    limit: int = 200


_ALL = (
    Field("external_no", N_("外部编号")),
    Field("query_code", N_("查询码")),
    Field("channel", N_("信访形式"), Kind.TERM, terms.Channel),
    Field("sender", N_("来文单位")),
    Field("sender_ref", N_("来文文号")),
    Field("sender_date", N_("来文日期"), Kind.DATE),
    Field("report_by", N_("限报日期"), Kind.DATE),
    Field("made_on", N_("信访日期"), Kind.DATE),
    Field("received_on", N_("收到日期"), Kind.DATE),
    Field("petitioners", N_("信访人"), Kind.PETITIONERS),
    Field("anonymous", N_("匿名"), Kind.FLAG),
    Field("confidential", N_("要求保密"), Kind.FLAG),
    Field("joint_letter", N_("联名"), Kind.FLAG),
    Field("people_present", N_("信访人数"), Kind.COUNT),
    Field("people_affected", N_("涉及人数"), Kind.COUNT),
    Field("summary", N_("概况"), limit=400),
    Field("content", N_("主要内容"), Kind.LONG_TEXT, limit=1_000_000),
    Field("claims", N_("诉求"), Kind.CLAIMS),
    Field("petition_class", N_("诉求类别"), Kind.TERM, terms.PetitionClass),
    Field("purpose", N_("信访目的"), Kind.TERM, terms.Purpose),
    Field("topic", N_("内容分类"), Kind.TOPIC),
    Field("cause", N_("信访原因")),
    Field("hot_topic", N_("热点")),
    Field("region_code", N_("属地代码")),
    Field("place", N_("问题属地")),
    Field("complained_of", N_("被反映单位或个人")),
    Field("repeat", N_("重复件"), Kind.FLAG),
    Field("repeats_id", N_("首件"), Kind.PETITION),
    Field("urgent", N_("紧急"), Kind.FLAG),
    Field("litigation", N_("涉法涉诉"), Kind.FLAG),
    Field("backlog", N_("积案"), Kind.FLAG),
    Field("publishable", N_("同意公开"), Kind.FLAG),
    Field("pages", N_("页数"), Kind.COUNT),
    Field("notes", N_("备注"), Kind.LONG_TEXT, limit=100_000),
    Field("procedure", N_("办理程序"), Kind.TERM, terms.Procedure),
    Field("proposal", N_("拟办意见"), Kind.LONG_TEXT, limit=20_000),
    Field("leader", N_("批示领导")),
    Field("instruction", N_("领导批示"), Kind.LONG_TEXT, limit=20_000),
    Field("section", N_("主办科室"), Kind.SECTION),
    Field("co_sections", N_("协办科室"), Kind.SECTIONS),
    Field("handler", N_("承办人")),
    Field("section_due_on", N_("科室答复期限"), Kind.DATE),
    Field("section_received_on", N_("签收日期"), Kind.DATE),
    Field("return_reason", N_("退回理由"), Kind.LONG_TEXT, limit=20_000),
    Field("draft", N_("科室答复内容"), Kind.LONG_TEXT, limit=1_000_000),
    Field("revision", N_("修改要求"), Kind.LONG_TEXT, limit=20_000),
    Field("reply", N_("答复内容"), Kind.LONG_TEXT, limit=1_000_000),
    Field("reply_manner", N_("答复方式"), Kind.TERM, terms.ReplyManner),
    Field("reply_number", N_("答复文号")),
    Field("replied_on", N_("答复日期"), Kind.DATE),
    Field("delivery_manner", N_("送达方式"), Kind.TERM, terms.DeliveryManner),
    Field("delivery_proof", N_("送达凭证"), Kind.TERM, terms.DeliveryProof),
    Field("delivered_on", N_("送达日期"), Kind.DATE),
    Field("petitioner_view", N_("信访人意见"), Kind.TERM, terms.PetitionerView),
    Field("office_rating", N_("对信访部门评价"), Kind.TERM, terms.Rating),
    Field("section_rating", N_("对责任单位评价"), Kind.TERM, terms.Rating),
    Field("concluded_on", N_("办结日期"), Kind.DATE),
    Field("closed_on", N_("结束日期"), Kind.DATE),
    Field("withdrawn_reason", N_("撤回说明"), Kind.LONG_TEXT, limit=20_000),
    Field("refusal_ground", N_("不予受理依据"), Kind.TERM, terms.RefusalGround),
    Field("refusal_remedy", N_("救济途径"), Kind.LONG_TEXT, limit=20_000),
    Field("forwarded_to", N_("转送单位")),
    Field("archive_ref", N_("档号")),
    Field("retention", N_("保管期限"), Kind.TERM, terms.Retention),
    Field("archived_on", N_("归档日期"), Kind.DATE),
    # Kept by the program; shown, never entered.
    Field("number", N_("登记编号")),
    Field("registered_on", N_("登记日期"), Kind.DATE),
    Field("state", N_("状态"), Kind.TERM, terms.State),
    Field("due_on", N_("办理期限"), Kind.DATE),
)

FIELDS: dict[str, Field] = {field.name: field for field in _ALL}

ROUTING_FIELDS = {
    "section": "section",
    "handler": "handler",
    "section_due_on": "due_on",
    "section_received_on": "received_on",
    "return_reason": "return_reason",
}
"""Field name → attribute of the lead section's `Routing`."""

FACTS = (
    "channel", "received_on", "made_on", "external_no", "query_code", "pages",
    "sender", "sender_ref", "sender_date", "report_by",
    "petitioners", "anonymous", "confidential", "joint_letter",
    "people_present", "people_affected",
    "summary", "content", "claims",
    "petition_class", "purpose", "topic", "cause", "hot_topic", "place", "region_code",
    "complained_of", "repeat", "repeats_id",
    "urgent", "litigation", "backlog", "publishable", "notes",
)  # fmt: skip
"""What the registration form enters, in the order the paper form reads."""


def read(petition: Petition, name: str) -> object:
    """The value of a field, also of those that live in the lead section's routing."""
    if name in ROUTING_FIELDS:
        routing = _lead(petition, name)
        default = Routing(section="")
        return getattr(routing or default, ROUTING_FIELDS[name])
    return getattr(petition, name)


def write(petition: Petition, values: Mapping[str, object]) -> Petition:
    """The petition with these fields changed; routing fields change the lead section's routing."""
    plain = {n: v for n, v in values.items() if n not in ROUTING_FIELDS and n != "co_sections"}
    changed = replace(petition, **plain) if plain else petition  # type: ignore[arg-type]
    for name in values:
        if name in ROUTING_FIELDS:
            changed = _write_lead(changed, name, values[name])
    if "co_sections" in values:
        changed = _write_co_sections(changed, cast("Sequence[str]", values["co_sections"]))
    return changed


def _lead(petition: Petition, name: str) -> Routing | None:
    """The routing a field belongs to: the reason of a return stands in one that is closed."""
    if name == "return_reason":
        return next((r for r in reversed(petition.routings) if r.lead), None)
    return petition.lead_routing


def can_write(petition: Petition, name: str) -> bool:
    """Whether the petition has a place for the field: a routing field needs its routing."""
    return name not in ROUTING_FIELDS or _lead(petition, name) is not None


def _write_lead(petition: Petition, name: str, value: object) -> Petition:
    lead = _lead(petition, name)
    if lead is None:
        raise KeyError(name)
    changed = replace(lead, **{ROUTING_FIELDS[name]: value})  # type: ignore[arg-type]
    return replace(petition, routings=tuple(changed if r is lead else r for r in petition.routings))


def _write_co_sections(petition: Petition, names: Sequence[str]) -> Petition:
    lead = petition.lead_routing
    kept = [r for r in petition.routings if r.lead or not r.current or r.section in names]
    have = {r.section for r in kept if r.current and not r.lead}
    day: date | None = lead.routed_on if lead else None
    due = lead.due_on if lead else None
    new = [Routing(n, lead=False, routed_on=day, due_on=due) for n in names if n not in have]
    return replace(petition, routings=(*kept, *new))
