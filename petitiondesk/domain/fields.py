"""What may be entered about a petition: name, Chinese label, kind of value.

One table for the registration form, the step dialogs, the case page, corrections, exports and
`show`: a field is described here once. Most names are attributes of `Petition`; the names in
`ROUTING_FIELDS` are parts of the lead section's routing, those in `ENTRY_FIELDS` of the newest entry
of a list (extensions, pauses, reviews …); both are read and written through `read` and `write`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import cast

from petitiondesk.domain import terms
from petitiondesk.domain.copying import replace
from petitiondesk.domain.messages import N_
from petitiondesk.domain.petition import (
    Extension,
    FollowUp,
    Hearing,
    Pause,
    Petition,
    Relief,
    Review,
    Routing,
    Urging,
)


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
    OWN_CO_SECTION = "own_co_section"
    MONEY = "money"


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
    Field("sender_level", N_("来文层级"), Kind.TERM, terms.SuperiorLevel),
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
    Field("accepted_on", N_("受理日期"), Kind.DATE),
    Field("notified_on", N_("告知日期"), Kind.DATE),
    Field("notice_manner", N_("告知方式"), Kind.TERM, terms.NoticeManner),
    Field("procedure_reason", N_("适用或转换程序的理由"), Kind.LONG_TEXT, limit=20_000),
    Field("responsible_leader", N_("包案领导")),
    Field("received_by_leader", N_("接访领导")),
    Field("objection_reason", N_("异议理由"), Kind.LONG_TEXT, limit=20_000),
    Field("objected_on", N_("提出异议日期"), Kind.DATE),
    Field("objection_answer", N_("对方对异议的答复"), Kind.LONG_TEXT, limit=20_000),
    Field("statutory_route", N_("法定途径"), Kind.TERM, terms.StatutoryRoute),
    Field("statute", N_("适用的法律法规")),
    Field("statutory_due_on", N_("法定办理期限"), Kind.DATE),
    Field("statutory_result", N_("法定途径办理结果"), Kind.LONG_TEXT, limit=100_000),
    Field("adoption", N_("建议采纳情况"), Kind.TERM, terms.Adoption),
    Field("legal_basis", N_("法律依据"), Kind.LONG_TEXT, limit=20_000),
    Field("delivery_place", N_("送达地点")),
    Field("delivery_witness", N_("见证人")),
    Field("reported_on", N_("报结日期"), Kind.DATE),
    Field("report_ref", N_("报结文号")),
    Field("report_text", N_("报结内容"), Kind.LONG_TEXT, limit=100_000),
    Field("finished_on", N_("终结日期"), Kind.DATE),
    Field("finish_ground", N_("终结依据"), Kind.LONG_TEXT, limit=20_000),
    Field("merged_into_id", N_("并入的主件"), Kind.PETITION),
    Field("merge_reason", N_("并案或恢复的理由"), Kind.LONG_TEXT, limit=20_000),
    Field("reopened_on", N_("重新办理日期"), Kind.DATE),
    Field("reopen_reason", N_("重新办理或启卷的理由"), Kind.LONG_TEXT, limit=20_000),
    Field("appraised_on", N_("鉴定日期"), Kind.DATE),
    Field("appraisal", N_("鉴定意见"), Kind.TERM, terms.Appraisal),
    Field("appraisal_note", N_("鉴定说明"), Kind.LONG_TEXT, limit=20_000),
    # Entries of lists
    Field("co_section", N_("协办科室"), Kind.OWN_CO_SECTION),
    Field("co_answer", N_("协办意见"), Kind.LONG_TEXT, limit=100_000),
    Field("progress", N_("办理进展"), Kind.LONG_TEXT, limit=20_000),
    Field("extension_on", N_("延期批准日期"), Kind.DATE),
    Field("extension_days", N_("延长天数"), Kind.COUNT),
    Field("extension_approver", N_("批准延期的负责人")),
    Field("extension_reason", N_("延期理由"), Kind.LONG_TEXT, limit=20_000),
    Field("pause_kind", N_("暂停事由"), Kind.TERM, terms.PauseKind),
    Field("pause_reason", N_("暂停说明"), Kind.LONG_TEXT, limit=20_000),
    Field("pause_from", N_("暂停日期"), Kind.DATE),
    Field("pause_until", N_("恢复日期"), Kind.DATE),
    Field("hearing_from", N_("听证开始"), Kind.DATE),
    Field("hearing_until", N_("听证结束"), Kind.DATE),
    Field("hearing_place", N_("听证地点")),
    Field("hearing_chair", N_("听证主持人")),
    Field("hearing_record", N_("听证记录"), Kind.LONG_TEXT, limit=100_000),
    Field("urged_on", N_("督办日期"), Kind.DATE),
    Field("urge_ground", N_("督办情形"), Kind.TERM, terms.UrgingGround),
    Field("urge_request", N_("督办要求"), Kind.LONG_TEXT, limit=20_000),
    Field("urge_due_on", N_("督办回复期限"), Kind.DATE),
    Field("urge_answer", N_("督办回复"), Kind.LONG_TEXT, limit=100_000),
    Field("relief_on", N_("救助日期"), Kind.DATE),
    Field("relief_amount", N_("救助金额（元）"), Kind.MONEY),
    Field("relief_fund", N_("救助资金来源")),
    Field("review_on", N_("收到申请日期"), Kind.DATE),
    Field("review_body", N_("复查复核机关")),
    Field("review_ours", N_("由本单位办理复查复核"), Kind.FLAG),
    Field("review_request", N_("复查复核请求"), Kind.LONG_TEXT, limit=100_000),
    Field("review_decided_on", N_("作出意见日期"), Kind.DATE),
    Field("review_result", N_("复查复核结果"), Kind.TERM, terms.ReviewResult),
    Field("review_number", N_("复查复核文号")),
    Field("review_opinion", N_("复查复核意见"), Kind.LONG_TEXT, limit=100_000),
    Field("follow_up_on", N_("跟踪日期"), Kind.DATE),
    Field("follow_up_text", N_("执行情况"), Kind.LONG_TEXT, limit=20_000),
    Field("follow_up_done", N_("已执行到位"), Kind.FLAG),
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

_BLANK: dict[str, object] = {
    "routings": Routing(section=""),
    "extensions": Extension(),
    "pauses": Pause(),
    "hearings": Hearing(),
    "urgings": Urging(),
    "reliefs": Relief(),
    "reviews": Review(),
    "follow_ups": FollowUp(),
}
"""List → an entry with nothing in it."""

ENTRY_FIELDS: dict[str, tuple[str, str]] = {
    "co_section": ("routings", "section"),
    "co_answer": ("routings", "answer"),
    "extension_on": ("extensions", "on"),
    "extension_days": ("extensions", "days"),
    "extension_approver": ("extensions", "approver"),
    "extension_reason": ("extensions", "reason"),
    "pause_kind": ("pauses", "kind"),
    "pause_reason": ("pauses", "reason"),
    "pause_from": ("pauses", "started_on"),
    "pause_until": ("pauses", "ended_on"),
    "hearing_from": ("hearings", "started_on"),
    "hearing_until": ("hearings", "ended_on"),
    "hearing_place": ("hearings", "place"),
    "hearing_chair": ("hearings", "chair"),
    "hearing_record": ("hearings", "record"),
    "urged_on": ("urgings", "on"),
    "urge_ground": ("urgings", "ground"),
    "urge_request": ("urgings", "request"),
    "urge_due_on": ("urgings", "due_on"),
    "urge_answer": ("urgings", "answer"),
    "relief_on": ("reliefs", "on"),
    "relief_amount": ("reliefs", "amount"),
    "relief_fund": ("reliefs", "fund"),
    "review_on": ("reviews", "requested_on"),
    "review_body": ("reviews", "body"),
    "review_ours": ("reviews", "ours"),
    "review_request": ("reviews", "request"),
    "review_decided_on": ("reviews", "decided_on"),
    "review_result": ("reviews", "result"),
    "review_number": ("reviews", "number"),
    "review_opinion": ("reviews", "opinion"),
    "follow_up_on": ("follow_ups", "on"),
    "follow_up_text": ("follow_ups", "text"),
    "follow_up_done": ("follow_ups", "done"),
}
"""Field name → the list it belongs to, and the attribute of its entries."""

NOTED = frozenset({"progress"})
"""Fields that only the note of their step's event holds (`workflow.Step.noted`)."""

FACTS = (
    "channel", "received_on", "made_on", "external_no", "query_code", "pages",
    "sender", "sender_level", "sender_ref", "sender_date", "report_by",
    "petitioners", "anonymous", "confidential", "joint_letter",
    "people_present", "people_affected",
    "summary", "content", "claims",
    "petition_class", "purpose", "topic", "cause", "hot_topic", "place", "region_code",
    "complained_of", "repeat", "repeats_id",
    "urgent", "litigation", "backlog", "publishable", "received_by_leader", "notes",
)  # fmt: skip
"""What the registration form enters, in the order the paper form reads."""


def part_of(name: str) -> str | None:
    """The list of the petition that a field belongs to, or None for a field of the petition itself."""
    if name in ROUTING_FIELDS:
        return "routings"
    return ENTRY_FIELDS[name][0] if name in ENTRY_FIELDS else None


def read(petition: Petition, name: str, entry: int | None = None) -> object:
    """The value of a field, also of those that live in an entry of a list.

    ``entry`` is the place of the entry; without it the lead section's routing, or the newest entry.
    """
    part = part_of(name)
    if part is None:
        return "" if name in NOTED else getattr(petition, name)
    place = _place(petition, name, entry)
    value = getattr(petition, part)[place] if place is not None else _BLANK[part]
    return getattr(value, _attribute(name))


def write(petition: Petition, values: Mapping[str, object], entry: int | None = None) -> Petition:
    """The petition with these fields changed, each in the petition itself or in its list's entry.

    Raises:
        KeyError: a field's list has no such entry.
    """
    plain = {n: v for n, v in values.items() if part_of(n) is None and n != "co_sections"}
    changed = replace(petition, **plain) if plain else petition  # type: ignore[arg-type]
    for name, value in values.items():
        if part_of(name) is not None:
            changed = _write_entry(changed, name, value, entry)
    if "co_sections" in values:
        changed = _write_co_sections(changed, cast("Sequence[str]", values["co_sections"]))
    return changed


def can_write(petition: Petition, name: str, entry: int | None = None) -> bool:
    """Whether the petition has a place for the field: one in a list needs its entry."""
    return part_of(name) is None or _place(petition, name, entry) is not None


def _attribute(name: str) -> str:
    return ROUTING_FIELDS[name] if name in ROUTING_FIELDS else ENTRY_FIELDS[name][1]


def _place(petition: Petition, name: str, entry: int | None) -> int | None:
    """Where in its list the field stands: the entry asked for, the lead's routing, or the newest."""
    entries = getattr(petition, part_of(name) or "")
    if entry is not None:
        return entry if entry < len(entries) else None
    if name not in ROUTING_FIELDS:
        return len(entries) - 1 if entries else None
    # The reason of a return stands in a routing that is closed; all else in the one in force.
    closed_too = name == "return_reason"
    leads = [n for n, r in enumerate(entries) if r.lead and (closed_too or r.current)]
    return leads[-1] if leads else None


def _write_entry(petition: Petition, name: str, value: object, entry: int | None) -> Petition:
    part, place = part_of(name) or "", _place(petition, name, entry)
    if place is None:
        raise KeyError(name)
    entries = list(getattr(petition, part))
    entries[place] = replace(entries[place], **{_attribute(name): value})
    return replace(petition, **{part: tuple(entries)})  # type: ignore[arg-type]


def _write_co_sections(petition: Petition, names: Sequence[str]) -> Petition:
    lead = petition.lead_routing
    kept = [r for r in petition.routings if r.lead or not r.current or r.section in names]
    have = {r.section for r in kept if r.current and not r.lead}
    day: date | None = lead.routed_on if lead else None
    due = lead.due_on if lead else None
    new = [Routing(n, lead=False, routed_on=day, due_on=due) for n in names if n not in have]
    return replace(petition, routings=(*kept, *new))
