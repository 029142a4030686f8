"""The record as sentences: what happened, in a headline and a detail.

2026-03-02 09:14 登记员 转办：农田建设科　限 2026-04-01 前答复；协办 法规科
"""

from collections.abc import Callable, Mapping
from typing import Any

from petitiondesk.domain import history, workflow
from petitiondesk.domain.fields import FIELDS
from petitiondesk.domain.messages import N_, Message
from petitiondesk.domain.record import Event
from petitiondesk.domain.terms import (
    Channel,
    DeliveryManner,
    DeliveryProof,
    PetitionerView,
    RefusalGround,
    ReplyManner,
    Term,
)

_After = Mapping[str, Any]
NOTHING = Message("")


def headline(event: Event, *, shut: bool = False) -> Message:
    """What was done, in a few words; of a sealed case (``shut``) the step and nothing else."""
    if shut and event.kind in workflow.STEP:
        return Message(workflow.STEP[event.kind].zh)
    if event.kind in _STEPS:
        return _STEPS[event.kind][0](_after(event))
    return _OTHERS[event.kind]


def detail(event: Event) -> Message:
    """The particulars of it: an empty message where there are none."""
    after = _after(event)
    if event.kind in _STEPS:
        return _STEPS[event.kind][1](after)
    if event.kind == history.CORRECT:
        names = Message("、".join(FIELDS[n].zh for n in event.changes if n in FIELDS))
        return Message("{fields}；原因：{reason}", fields=names, reason=event.note)
    if event.kind == history.ATTACH:
        return Message("{names}", names="、".join(a["name"] for a in _added(event)))
    return Message("{text}", text=event.note) if event.note else NOTHING


def fields_changed(event: Event) -> tuple[str, ...]:
    """Names of the fields an event changed that a reader knows, for the history's details."""
    return tuple(name for name in event.changes if name in FIELDS)


def _after(event: Event) -> _After:
    return {name: after for name, (_, after) in event.changes.items() if after is not None}


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


def _delivered(after: _After) -> Message:
    return Message(
        "{manner}，{proof}",
        manner=_term(DeliveryManner, after, "delivery_manner"),
        proof=_term(DeliveryProof, after, "delivery_proof"),
    )


def _concluded(after: _After) -> Message:
    view = _term(PetitionerView, after, "petitioner_view")
    return Message("信访人{view}", view=view) if view else NOTHING


def _section(text: str) -> Callable[[_After], Message]:
    return lambda after: Message(text, section=_lead(after).get("section", ""))


_STEPS: Mapping[str, tuple[Callable[[_After], Message], Callable[[_After], Message]]] = {
    workflow.REGISTER: (_plain(N_("登记")), _registered),
    "propose": (_plain(N_("拟办")), _text("proposal")),
    "instruct": (
        lambda after: Message("批示：{leader}", leader=after.get("leader", "")),
        _text("instruction"),
    ),
    "route": (_section(N_("转办：{section}")), _routed),
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
}

_OTHERS: Mapping[str, Message] = {
    history.IMPORT: Message("从旧台账导入"),
    history.CORRECT: Message("更正"),
    history.TAKE_BACK: Message("撤销上一步"),
    history.ATTACH: Message("加入附件"),
    history.DETACH: Message("移出附件"),
    history.OPEN_SEALED: Message("查看完整信息"),
    history.OFFICE: Message("更改单位设置"),
    history.EXPORT: Message("导出台账"),
}
