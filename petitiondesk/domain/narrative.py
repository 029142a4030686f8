"""The record as sentences: what happened, in a headline and a detail.

2026-03-02 09:14 登记员 转办：由 办公室 到 农田建设科，限 2026-04-01 前答复；协办 法规科
"""

from collections.abc import Callable, Mapping
from typing import Any

from petitiondesk.domain import history, workflow
from petitiondesk.domain.messages import N_, Message
from petitiondesk.domain.narrative_correction import Hide, corrected
from petitiondesk.domain.narrative_registry import registry_detail
from petitiondesk.domain.record import Event
from petitiondesk.domain.terms import (
    Appraisal,
    Channel,
    DeliveryManner,
    DeliveryProof,
    LetterKind,
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

_After = Mapping[str, Any]
NOTHING = Message("")


def headline(event: Event, *, shut: bool = False) -> Message:
    """What was done, in a few words; of a sealed case (``shut``) the step and nothing else."""
    if shut and event.kind in workflow.STEP:
        return Message(workflow.STEP[event.kind].zh)
    if event.kind == "route":
        return _route(event)
    if event.kind not in _STEPS:
        return _OTHERS[event.kind]
    said = _STEPS[event.kind][0](_after(event))
    # A step taken a second time changed only what is different: "答复：" would be all that is said.
    step = workflow.STEP.get(event.kind)
    return Message(step.zh) if step is not None and "" in said.params.values() else said


def knows(kind: str) -> bool:
    """Whether a kind of event is one that this program can tell of."""
    return kind in _STEPS or kind in _OTHERS


def detail(event: Event, hide: Hide | None = None, *, whole: bool = False) -> Message:
    """The particulars of it: an empty message where there are none.

    ``hide`` masks what a correction tells of the petitioners; its long texts are cut unless ``whole``.
    """
    if event.kind in _STEPS:
        return _with_note(_step_detail(event), event)
    if event.kind == history.CORRECT:
        return corrected(event, hide, whole=whole)
    if event.kind == history.LETTER:
        letter = _newest(_after(event), "letters")
        kind = LetterKind(letter.get("kind", LetterKind.ANSWER))
        return Message("{kind}　{number}", kind=kind, number=letter.get("number", ""))
    if event.kind == history.ATTACH:
        return Message("{names}", names="、".join(a["name"] for a in _added(event)))
    of_registry = registry_detail(event)
    if of_registry is not None:
        return of_registry
    return Message("{text}", text=event.note) if event.note else NOTHING


def told(event: Event, *, number: str = "", shut: bool = False) -> Message:
    """Headline and particulars in one; ``number`` names its petition, ``shut`` tells no particulars."""
    what, more = headline(event, shut=shut), NOTHING if shut else detail(event)
    if number:
        what = Message("{what}　{number}", what=what, number=number)
    if more is NOTHING:
        return what
    return Message("{what}，{detail}" if event.kind in _STEPS else "{what}：{detail}",
                   what=what, detail=more)  # fmt: skip


def sentence(event: Event) -> Message:
    """The whole entry: when, who, what, as it stands in the first lines of this module."""
    when = f"{event.at:%Y-%m-%d %H:%M}"
    return Message("{when} {who} {what}", when=when, who=event.actor, what=told(event))


def _step_detail(event: Event) -> Message:
    if event.kind == "co_answer":
        return _co_answer(event)
    return _STEPS[event.kind][1](_after(event))


def _with_note(told: Message, event: Event) -> Message:
    """A step's note says where it came from; of some steps it is all there is to tell."""
    if not event.note:
        return told
    if told is NOTHING:
        return Message("{text}", text=event.note)
    return Message("{detail}（{note}）", detail=told, note=event.note)


def _after(event: Event) -> _After:
    return {name: after for name, (_, after) in event.changes.items() if after is not None}


def _co_answer(event: Event) -> Message:
    place = history.entry_of(event, "routings")
    if place is None:
        return NOTHING
    answered = event.changes["routings"][1][place]
    return Message(
        "{section}：{text}", section=answered["section"], text=answered.get("answer", "")
    )


def _added(event: Event) -> list[dict[str, Any]]:
    before, after = event.changes.get("attachments", [None, None])
    return [item for item in after or [] if item not in (before or [])]


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
    section = _lead(_after(event)).get("section", "")
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
            "限 {due} 前答复；协办 {others}", due=lead.get("due_on", "—"), others="、".join(others)
        )
    return Message("限 {due} 前答复", due=lead.get("due_on", "—"))


def _text(name: str) -> Callable[[_After], Message]:
    def show(after: _After) -> Message:
        return Message("{text}", text=after[name]) if after.get(name) else NOTHING

    return show


def _plain(zh: str) -> Callable[[_After], Message]:
    return lambda _after: Message(zh)


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


def _newest(after: _After, part: str) -> dict[str, Any]:
    """The newest entry of a list after the event."""
    entries = after.get(part) or [{}]
    newest: dict[str, Any] = entries[-1]
    return newest


def _entry_term(kind: type[Term], part: str, name: str) -> Callable[[_After], Message]:
    """The term in an entry just written."""

    def show(after: _After) -> Message:
        value = _newest(after, part).get(name)
        return Message("{text}", text=kind(value)) if value else NOTHING

    return show


def _entry_text(part: str, name: str) -> Callable[[_After], Message]:
    return lambda after: Message("{text}", text=_newest(after, part).get(name, ""))


def _accepted(after: _After) -> Message:
    manner = _term(NoticeManner, after, "notice_manner")
    return Message("{manner}", manner=manner) if manner else NOTHING


def _extended(after: _After) -> Message:
    entry = _newest(after, "extensions")
    return Message(
        "{approver}批准延长 {days} 日：{reason}",
        approver=entry.get("approver", ""),
        days=entry.get("days", 0),
        reason=entry.get("reason", ""),
    )


def _urged(after: _After) -> Message:
    entry = _newest(after, "urgings")
    return Message(
        "{ground}；限 {due} 前回复：{request}",
        ground=UrgingGround(entry.get("ground", UrgingGround.OTHER)),
        due=entry.get("due_on", "—"),
        request=entry.get("request", ""),
    )


def _heard(after: _After) -> Message:
    entry = _newest(after, "hearings")
    return Message(
        "{first} 至 {last}，{place}",
        first=entry.get("started_on", ""),
        last=entry.get("ended_on", ""),
        place=entry.get("place", ""),
    )


def yuan(fen: int) -> str:
    """An amount of money as it is written: 1,200.50."""
    return f"{fen // 100:,}.{fen % 100:02}"


def _relieved(after: _After) -> Message:
    entry = _newest(after, "reliefs")
    return Message(
        "{amount} 元，{fund}", amount=yuan(entry.get("amount", 0)), fund=entry.get("fund", "")
    )


def _asked_for_review(after: _After) -> Message:
    return Message("复查复核机关：{body}", body=_newest(after, "reviews").get("body", ""))


def _statutory(after: _After) -> Message:
    return _parts(
        N_("{route}；{statute}"),
        route=_term(StatutoryRoute, after, "statutory_route"),
        statute=after.get("statute", ""),
    )


def _section(text: str) -> Callable[[_After], Message]:
    return lambda after: Message(text, section=_lead(after).get("section", ""))


_STEPS: Mapping[str, tuple[Callable[[_After], Message], Callable[[_After], Message]]] = {
    workflow.REGISTER: (_plain(N_("登记")), _registered),
    "propose": (_plain(N_("拟办")), _text("proposal")),
    "instruct": (
        lambda after: Message("批示：{leader}", leader=after.get("leader", "")),
        _text("instruction"),
    ),
    "route": (_plain(N_("转办")), _routed),
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
    "revise": (_plain(N_("退回修改")), _text("revision")),
    "reply": (
        lambda after: Message("答复：{manner}", manner=_term(ReplyManner, after, "reply_manner")),
        _text("reply_number"),
    ),
    "deliver": (_plain(N_("送达")), _delivered),
    "conclude": (_plain(N_("办结")), _concluded),
    "archive": (
        lambda after: Message("归档：{ref}", ref=after.get("archive_ref", "")),
        _nothing,
    ),
    "answer_on_spot": (_plain(N_("现场答复并办结")), _text("reply")),
    "forward": (
        lambda after: Message("转送：{body}", body=after.get("forwarded_to", "")),
        _nothing,
    ),
    "refuse": (
        _plain(N_("不予受理")),
        lambda after: Message("{ground}", ground=_term(RefusalGround, after, "refusal_ground")),
    ),
    "withdraw": (_plain(N_("信访人撤回")), _text("withdrawn_reason")),
    "accept": (_plain(N_("受理告知")), _accepted),
    "co_answer": (_plain(N_("登记协办意见")), _nothing),
    "progress": (_plain(N_("办理进展")), _nothing),
    "extend": (_plain(N_("延期")), _extended),
    "pause": (_plain(N_("暂停")), _entry_term(PauseKind, "pauses", "kind")),
    "resume": (_plain(N_("恢复办理")), _nothing),
    "urge": (_plain(N_("督办")), _urged),
    "urge_answer": (_plain(N_("登记督办回复")), _entry_text("urgings", "answer")),
    "hearing": (_plain(N_("登记听证")), _heard),
    "assign_leader": (_plain(N_("明确包案领导")), _text("responsible_leader")),
    "simplify": (_plain(N_("适用简易办理")), _text("procedure_reason")),
    "convert": (_plain(N_("转为普通程序")), _text("procedure_reason")),
    "relief": (_plain(N_("登记救助")), _relieved),
    "link": (_plain(N_("关联首件")), _nothing),
    "unlink": (_plain(N_("取消关联")), _nothing),
    "report": (_plain(N_("报结")), _text("report_ref")),
    "rate": (
        _plain(N_("登记评价")),
        lambda after: Message("{text}", text=_term(Rating, after, "office_rating")),
    ),
    "follow_up": (_plain(N_("跟踪执行")), _entry_text("follow_ups", "text")),
    "request_review": (_plain(N_("登记复查申请")), _asked_for_review),
    "decide_review": (
        _plain(N_("登记复查意见")),
        _entry_term(ReviewResult, "reviews", "result"),
    ),
    "request_rereview": (_plain(N_("登记复核申请")), _asked_for_review),
    "decide_rereview": (
        _plain(N_("登记复核意见")),
        _entry_term(ReviewResult, "reviews", "result"),
    ),
    "finish": (_plain(N_("终结")), _text("finish_ground")),
    "hand_over": (
        lambda after: Message("移送：{body}", body=after.get("forwarded_to", "")),
        _nothing,
    ),
    "statutory": (_plain(N_("导入法定途径")), _statutory),
    "statutory_result": (_plain(N_("法定途径办结")), _text("statutory_result")),
    "object": (_plain(N_("提出异议")), _text("objection_reason")),
    "objection_agreed": (_plain(N_("对方同意退回")), _text("objection_answer")),
    "objection_refused": (_plain(N_("对方不同意，继续办理")), _text("objection_answer")),
    "merge": (_plain(N_("并案")), _text("merge_reason")),
    "unmerge": (_plain(N_("撤销并案")), _text("merge_reason")),
    "redo": (_plain(N_("重新办理")), _text("reopen_reason")),
    "appraise": (
        _plain(N_("登记鉴定")),
        lambda after: Message("{text}", text=_term(Appraisal, after, "appraisal")),
    ),
    "reopen": (_plain(N_("启卷")), _text("reopen_reason")),
}

_OTHERS: Mapping[str, Message] = {
    history.IMPORT: Message("从旧台账导入"),
    history.UNDO_IMPORT: Message("撤销整次导入"),
    history.CORRECT: Message("更正"),
    history.TAKE_BACK: Message("撤销上一步"),
    history.ATTACH: Message("加入附件"),
    history.DETACH: Message("移出附件"),
    history.OPEN_SEALED: Message("查看完整信息"),
    history.OFFICE: Message("更改单位设置"),
    history.EXPORT: Message("导出"),
    history.LETTER: Message("制作文书"),
    history.PRINT: Message("打印"),
    history.RETIME: Message("期限变动"),
    history.RECEPTION: Message("接访安排"),
    history.RETURN: Message("上报报表"),
    history.SHEET: Message("科室办理表"),
    history.FORM: Message("上级报表"),
    history.ACCOUNT: Message("账户变动"),
    history.PASSWORD: Message("更改密码"),
    history.KEY_CHANGE: Message("更换密钥"),
    history.LOG_IN: Message("打开了登记簿"),
    history.LOG_IN_FAILED: Message("密码输错"),
    history.BACKUP: Message("备份"),
    history.RESTORE: Message("从备份恢复了登记簿"),
    history.SALVAGE: Message("抢救数据"),
}
