"""Each step as a sentence: its headline, and the particulars that it wrote.

What an event wrote holds only what it changed: a step taken a second time tells what is different.
"""

from collections.abc import Callable, Mapping
from typing import Any

from petitiondesk.domain import history, workflow
from petitiondesk.domain.messages import N_, Message, done
from petitiondesk.domain.money import yuan
from petitiondesk.domain.record import Event
from petitiondesk.domain.terms import (
    Appraisal,
    Channel,
    DeliveryManner,
    DeliveryProof,
    NoticeManner,
    PauseKind,
    PetitionerView,
    Rating,
    RefusalGround,
    ReplyManner,
    ReviewResult,
    StatutoryRoute,
    Term,
    UrgingGround,
)

NOTHING = Message("")
_After = Mapping[str, Any]


def tells(kind: str) -> bool:
    """Whether a kind of event is a step."""
    return kind in _STEPS


def step_headline(event: Event) -> Message:
    """What was done, in a few words."""
    if event.kind == "route":
        return _route(event)
    said = _STEPS[event.kind][0](event.written)
    # A step taken a second time changed only what is different: "答复：" would be all that is said.
    step = workflow.STEP.get(event.kind)
    return Message(done(step.zh)) if step is not None and "" in said.params.values() else said


def step_detail(event: Event) -> Message:
    """The particulars, without the note; `NOTHING` where there are none."""
    if event.kind == "co_answer":
        return _co_answer(event)
    return _STEPS[event.kind][1](event.written)


def newest(written: _After, part: str) -> dict[str, Any]:
    """The newest entry of a list after the event."""
    entries = written.get(part) or [{}]
    last: dict[str, Any] = entries[-1]
    return last


def _co_answer(event: Event) -> Message:
    place = history.entry_of(event, "routings")
    if place is None:
        return NOTHING
    answered = event.changes["routings"][1][place]
    return Message(
        "{section}：{text}", section=answered["section"], text=answered.get("answer", "")
    )


def _term(kind: type[Term], after: _After, name: str) -> object:
    value = after.get(name)
    return kind(value) if value else ""


def _lead(after: _After) -> dict[str, Any]:
    """The lead section's routing after the event: the last one, current or just returned."""
    leads = [r for r in after.get("routings", []) if r.get("lead", True)]
    return leads[-1] if leads else {}


def _registered(after: _After) -> Message:
    channel = Channel(after.get("channel", Channel.LETTER))
    if after.get("sender"):
        return Message(
            "{channel}，{sender}{ref}，收到 {on}",
            channel=channel,
            sender=after["sender"],
            ref=after.get("sender_ref", ""),
            on=after.get("received_on", ""),
        )
    return Message("{channel}，收到 {on}", channel=channel, on=after.get("received_on", ""))


def _route(event: Event) -> Message:
    """From where to where: the office (办公室) routes, unless a lead section had it."""
    before, _ = event.changes.get("routings", [None, None])
    held = [r for r in before or [] if r.get("lead", True) and not r.get("returned_on")]
    origin: object = held[-1]["section"] if held else Message("办公室")
    section = _lead(event.written).get("section", "")
    return Message("转办：由 {origin} 到 {section}", origin=origin, section=section)


def _routed(after: _After) -> Message:
    lead = _lead(after)
    others = [
        r["section"]
        for r in after.get("routings", [])
        if not r.get("lead", True) and not r.get("returned_on")
    ]
    if others:
        return Message(
            "限 {due} 前答复；协办 {others}", due=lead.get("due_on", "—"), others=tuple(others)
        )
    return Message("限 {due} 前答复", due=lead.get("due_on", "—"))


def _text(name: str) -> Callable[[_After], Message]:
    def show(after: _After) -> Message:
        return Message("{text}", text=after[name]) if after.get(name) else NOTHING

    return show


def _plain(name: str) -> Callable[[_After], Message]:
    return lambda _after: Message(name)


def _nothing(_after: _After) -> Message:
    return NOTHING


def _parts(text: str, **parts: object) -> Message:
    """All parts in a text, or the first that changed where not all did."""
    there = [part for part in parts.values() if part]
    if len(there) == len(parts):
        return Message(text, **parts)
    return Message("{text}", text=there[0]) if there else NOTHING


def _delivered(after: _After) -> Message:
    return _parts(
        N_("{manner}，{proof}"),
        manner=_term(DeliveryManner, after, "delivery_manner"),
        proof=_term(DeliveryProof, after, "delivery_proof"),
    )


def _concluded(after: _After) -> Message:
    view = _term(PetitionerView, after, "petitioner_view")
    return Message("信访人{view}", view=view) if view else NOTHING


def _entry_term(kind: type[Term], part: str, name: str) -> Callable[[_After], Message]:
    """The term in an entry just written."""

    def show(after: _After) -> Message:
        value = newest(after, part).get(name)
        return Message("{text}", text=kind(value)) if value else NOTHING

    return show


def _entry_text(part: str, name: str) -> Callable[[_After], Message]:
    return lambda after: Message("{text}", text=newest(after, part).get(name, ""))


def _accepted(after: _After) -> Message:
    manner = _term(NoticeManner, after, "notice_manner")
    return Message("{manner}", manner=manner) if manner else NOTHING


def _extended(after: _After) -> Message:
    entry = newest(after, "extensions")
    return Message(
        "{approver}批准延长 {days} 日：{reason}",
        approver=entry.get("approver", ""),
        days=entry.get("days", 0),
        reason=entry.get("reason", ""),
    )


def _urged(after: _After) -> Message:
    entry = newest(after, "urgings")
    return Message(
        "{ground}；限 {due} 前回复：{request}",
        ground=UrgingGround(entry.get("ground", UrgingGround.OTHER)),
        due=entry.get("due_on", "—"),
        request=entry.get("request", ""),
    )


def _heard(after: _After) -> Message:
    entry = newest(after, "hearings")
    return Message(
        "{first} 至 {last}，{place}",
        first=entry.get("started_on", ""),
        last=entry.get("ended_on", ""),
        place=entry.get("place", ""),
    )


def _relieved(after: _After) -> Message:
    entry = newest(after, "reliefs")
    return Message(
        "{amount} 元，{fund}", amount=yuan(entry.get("amount", 0)), fund=entry.get("fund", "")
    )


def _asked_for_review(after: _After) -> Message:
    return Message("复查复核机关：{body}", body=newest(after, "reviews").get("body", ""))


def _statutory(after: _After) -> Message:
    return _parts(
        N_("{route}；{statute}"),
        route=_term(StatutoryRoute, after, "statutory_route"),
        statute=after.get("statute", ""),
    )


def _section(text: str) -> Callable[[_After], Message]:
    return lambda after: Message(text, section=_lead(after).get("section", ""))


_STEPS: Mapping[str, tuple[Callable[[_After], Message], Callable[[_After], Message]]] = {
    workflow.REGISTER: (_plain(done("登记")), _registered),
    "propose": (_plain(done("拟办")), _text("proposal")),
    "instruct": (
        lambda after: Message("批示：{leader}", leader=after.get("leader", "")),
        _text("instruction"),
    ),
    "route": (_plain(done("转办")), _routed),
    "receive": (
        _section(N_("{section} 签收")),
        lambda after: (
            Message("承办人：{handler}", handler=_lead(after)["handler"])
            if _lead(after).get("handler")
            else NOTHING
        ),
    ),
    "return": (
        _section(N_("{section} 退回")),
        lambda after: Message("{text}", text=_lead(after).get("return_reason", "")),
    ),
    "submit": (_section(N_("{section} 报来答复")), _text("draft")),
    "revise": (_plain(done("退回修改")), _text("revision")),
    "reply": (
        lambda after: Message("答复：{manner}", manner=_term(ReplyManner, after, "reply_manner")),
        _text("reply_number"),
    ),
    "deliver": (_plain(done("送达")), _delivered),
    "conclude": (_plain(done("办结")), _concluded),
    "archive": (
        lambda after: Message("归档：{ref}", ref=after.get("archive_ref", "")),
        _nothing,
    ),
    "answer_on_spot": (_plain(done("现场答复并办结")), _text("reply")),
    "forward": (
        lambda after: Message("转送：{body}", body=after.get("forwarded_to", "")),
        _nothing,
    ),
    "refuse": (
        _plain(done("不予受理")),
        lambda after: Message("{ground}", ground=_term(RefusalGround, after, "refusal_ground")),
    ),
    "withdraw": (_plain(done("信访人撤回")), _text("withdrawn_reason")),
    "accept": (_plain(done("受理告知")), _accepted),
    "co_answer": (_plain(done("登记协办意见")), _nothing),
    "progress": (_plain(done("办理进展")), _nothing),
    "extend": (_plain(done("延期")), _extended),
    "pause": (_plain(done("暂停")), _entry_term(PauseKind, "pauses", "kind")),
    "resume": (_plain(done("恢复办理")), _nothing),
    "urge": (_plain(done("督办")), _urged),
    "urge_answer": (_plain(done("登记督办回复")), _entry_text("urgings", "answer")),
    "hearing": (_plain(done("登记听证")), _heard),
    "assign_leader": (_plain(done("明确包案领导")), _text("responsible_leader")),
    "simplify": (_plain(done("适用简易办理")), _text("procedure_reason")),
    "convert": (_plain(done("转为普通程序")), _text("procedure_reason")),
    "relief": (_plain(done("登记救助")), _relieved),
    "link": (_plain(done("关联首件")), _nothing),
    "unlink": (_plain(done("解除关联")), _nothing),
    "report": (_plain(done("报结")), _text("report_ref")),
    "rate": (
        _plain(done("登记评价")),
        lambda after: Message("{text}", text=_term(Rating, after, "office_rating")),
    ),
    "follow_up": (_plain(done("跟踪执行")), _entry_text("follow_ups", "text")),
    "request_review": (_plain(done("登记复查申请")), _asked_for_review),
    "decide_review": (
        _plain(done("登记复查意见")),
        _entry_term(ReviewResult, "reviews", "result"),
    ),
    "request_rereview": (_plain(done("登记复核申请")), _asked_for_review),
    "decide_rereview": (
        _plain(done("登记复核意见")),
        _entry_term(ReviewResult, "reviews", "result"),
    ),
    "finish": (_plain(done("终结")), _text("finish_ground")),
    "hand_over": (
        lambda after: Message("移送：{body}", body=after.get("forwarded_to", "")),
        _nothing,
    ),
    "statutory": (_plain(done("导入法定途径")), _statutory),
    "statutory_result": (_plain(done("法定途径办结")), _text("statutory_result")),
    "object": (_plain(done("提出异议")), _text("objection_reason")),
    "objection_agreed": (_plain(done("对方同意退回")), _text("objection_answer")),
    "objection_refused": (_plain(done("对方不同意，继续办理")), _text("objection_answer")),
    "merge": (_plain(done("并案")), _text("merge_reason")),
    "unmerge": (_plain(done("撤销并案")), _text("merge_reason")),
    "redo": (_plain(done("重新办理")), _text("reopen_reason")),
    "appraise": (
        _plain(done("登记鉴定")),
        lambda after: Message("{text}", text=_term(Appraisal, after, "appraisal")),
    ),
    "reopen": (_plain(done("启卷")), _text("reopen_reason")),
}
