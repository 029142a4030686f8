"""Valid petitions, offices and desks for tests: defaults that stand, and overrides by keyword."""

import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from petitiondesk.domain.office import Office, Person, Section
from petitiondesk.domain.petition import Claim, Petition, Petitioner
from petitiondesk.domain.terms import (
    Appraisal,
    Channel,
    Decision,
    DeliveryManner,
    DeliveryProof,
    NoticeManner,
    PauseKind,
    PetitionClass,
    PetitionerView,
    Rating,
    RefusalGround,
    ReplyManner,
    Retention,
    ReviewResult,
    State,
    StatutoryRoute,
    UrgingGround,
)
from petitiondesk.domain.workflow import STEP
from petitiondesk.services.desk import Desk, new_desk, open_desk

TODAY = date(2026, 3, 2)
PASSWORD = "马到成功 2026"
ACCOUNT = "登记员"
BEIJING = timezone(timedelta(hours=8))

OFFICE = Office(
    name="某县农业农村局",
    sections=(Section("办公室"), Section("农田建设科"), Section("经管站"), Section("法规科")),
    staff=(
        Person("周副局长", leader=True),
        Person("赵敏", section="农田建设科"),
        Person("钱进", section="经管站"),
    ),
    topics=("农村农业", "农村农业_农田水利", "农村农业_土地承包", "城乡建设_物业管理", "教育文体"),
)


def at(day: date = TODAY, hour: int = 9, minute: int = 14) -> Callable[[], datetime]:
    """A clock that stands still."""
    moment = datetime(day.year, day.month, day.day, hour, minute, tzinfo=BEIJING)
    return lambda: moment


def a_petition(**overrides: Any) -> Petition:
    """A registration form that needs nothing more."""
    form = Petition(
        received_on=TODAY,
        petitioners=(Petitioner("王建国", phone="13800000000", address="青石镇河湾村4组"),),
        summary="反映机耕路被工程车压坏，要求修复",
        content="去年九月以来，水渠工程的车辆每天从四组机耕路经过，路面多处下陷，秋收时农机无法通行。",
        topic="农村农业_农田水利",
        place="青石镇河湾村",
    )
    return replace(form, **overrides)


def a_desk(folder: Path, day: date = TODAY, **office: Any) -> Desk:
    """A new registry with the test office, open."""
    desk, _ = new_desk(folder, replace(OFFICE, **office), ACCOUNT, PASSWORD, at(day))
    return desk


def reopened(desk: Desk, day: date = TODAY) -> Desk:
    """The same registry, closed and opened again."""
    desk.close()
    return open_desk(desk.folder, PASSWORD, at(day))


STEP_INPUTS: dict[str, dict[str, object]] = {
    "propose": {"proposal": "建议转农田建设科办理。"},
    "instruct": {"leader": "周副局长", "instruction": "请农田建设科实地核实。"},
    "route": {"section": "农田建设科", "co_sections": ("法规科",), "handler": "赵敏"},
    "receive": {},
    "return": {"return_reason": "路权属经管站，请改转。"},
    "submit": {"draft": "经现场核实，已由施工单位修复。"},
    "revise": {"revision": "请写明修复日期。"},
    "reply": {"reply": "路面已于三月十日修复。", "reply_manner": ReplyManner.WRITTEN,
              "reply_number": "农信函〔2026〕3号"},
    "deliver": {"delivery_manner": DeliveryManner.IN_PERSON, "delivery_proof": DeliveryProof.SIGNED},
    "conclude": {"petitioner_view": PetitionerView.AGREES},
    "archive": {"retention": Retention.YEARS_30},
    "answer_on_spot": {"reply": "当场说明了补贴发放办法。", "reply_manner": ReplyManner.IN_PERSON},
    "forward": {"forwarded_to": "县自然资源局"},
    "refuse": {"refusal_ground": RefusalGround.NO_AUTHORITY, "refusal_remedy": "请向县法院提出。"},
    "withdraw": {"withdrawn_reason": "信访人来电撤回。"},
    "accept": {"notice_manner": NoticeManner.WRITTEN},
    "co_answer": {"co_section": "法规科", "co_answer": "施工单位应负修复责任。"},
    "progress": {"progress": "已到现场勘验。"},
    "extend": {"extension_days": 30, "extension_approver": "周副局长",
               "extension_reason": "需委托鉴定"},
    "pause": {"pause_kind": PauseKind.PAPERS, "pause_reason": "等待鉴定报告。"},
    "resume": {},
    "urge": {"urge_ground": UrgingGround.OVERDUE, "urge_request": "请尽快答复。",
             "urge_due_on": TODAY + timedelta(days=7)},
    "urge_answer": {"urge_answer": "已安排施工单位进场。"},
    "hearing": {"hearing_from": TODAY, "hearing_until": TODAY, "hearing_place": "局二楼会议室",
                "hearing_chair": "周副局长", "hearing_record": "双方陈述并质证。"},
    "assign_leader": {"responsible_leader": "周副局长"},
    "simplify": {"procedure_reason": "事实清楚，争议不大。"},
    "convert": {"procedure_reason": "需要现场勘验。"},
    "relief": {"relief_amount": 200_000, "relief_fund": "临时救助金"},
    "link": {"repeats_id": 1},
    "unlink": {},
    "report": {"report_ref": "农报〔2026〕5号", "report_text": "已按期办结。"},
    "rate": {"office_rating": Rating.SATISFIED},
    "follow_up": {"follow_up_text": "路面已修复三分之二。"},
    "request_review": {"review_body": "县人民政府", "review_request": "请求撤销处理意见。"},
    "decide_review": {"review_result": ReviewResult.UPHELD, "review_opinion": "维持原处理意见。"},
    "request_rereview": {"review_body": "市人民政府"},
    "decide_rereview": {"review_result": ReviewResult.UPHELD, "review_opinion": "维持复查意见。"},
    "finish": {"finish_ground": "已经复核（第三十六条）。"},
    "hand_over": {"forwarded_to": "县纪委监委"},
    "statutory": {"statutory_route": StatutoryRoute.ADMINISTRATIVE, "statute": "《行政处罚法》"},
    "statutory_result": {"statutory_result": "已作出行政处罚决定。"},
    "object": {"objection_reason": "该事项属县自然资源局职权。"},
    "objection_agreed": {"objection_answer": "同意退回。"},
    "objection_refused": {"objection_answer": "请继续办理。"},
    "merge": {"merged_into_id": 1, "merge_reason": "同一事项。"},
    "unmerge": {"merge_reason": "核实后不是同一事项。"},
    "redo": {"reopen_reason": "复查撤销原意见。"},
    "appraise": {"appraisal": Appraisal.KEEP, "appraisal_note": "仍有查考价值。",
                 "retention": Retention.PERMANENT},
    "reopen": {"reopen_reason": "补充送达回证。"},
}  # fmt: skip
"""Inputs that suit each step of the workflow table; links lead to the registry's first petition."""

WHOLE_COURSE = ("propose", "instruct", "route", "receive", "submit", "reply", "deliver",
                "conclude", "archive")  # fmt: skip


_TO_REPLY = ("route", "receive", "submit", "reply")
_TO_END = (*_TO_REPLY, "deliver", "conclude")

WAYS: dict[State, tuple[str, ...]] = {
    State.REGISTERED: (),
    State.PROPOSED: ("propose",),
    State.INSTRUCTED: ("instruct",),
    State.ROUTED: ("route",),
    State.RETURNED: ("route", "return"),
    State.IN_PROGRESS: ("route", "receive"),
    State.PAUSED: ("route", "receive", "pause"),
    State.UNDER_REVIEW: ("route", "receive", "submit"),
    State.STATUTORY: ("statutory",),
    State.OBJECTED: ("object",),
    State.REPLIED: _TO_REPLY,
    State.DELIVERED: (*_TO_REPLY, "deliver"),
    State.CONCLUDED: _TO_END,
    State.IN_REVIEW: (*_TO_END, "request_review"),
    State.REVIEWED: (*_TO_END, "request_review", "decide_review"),
    State.IN_REREVIEW: (*_TO_END, "request_review", "decide_review", "request_rereview"),
    State.REREVIEWED: (*_TO_END, "request_review", "decide_review", "request_rereview",
                       "decide_rereview"),
    State.FINISHED: (*_TO_END, "request_review", "decide_review", "request_rereview",
                     "decide_rereview", "finish"),
    State.WITHDRAWN: ("withdraw",),
    State.NOT_ACCEPTED: ("refuse",),
    State.FORWARDED_ON: ("forward",),
    State.SENT_BACK: ("object", "objection_agreed"),
    State.MERGED: ("merge",),
    State.ARCHIVED: ("forward", "archive"),
}  # fmt: skip
"""State → a way to it from registration; `a_petition_for` gives a petition that may go it."""


def a_petition_for(state: State, **overrides: Any) -> Petition:
    """A form whose petition can reach ``state``: only a superior's item can be objected to."""
    superior = state in (State.OBJECTED, State.SENT_BACK)
    sent = {"channel": Channel.FORWARDED, "sender": "市信访局"} if superior else {}
    return a_petition(**{**sent, **overrides})


def in_state(desk: Desk, state: State, **overrides: Any) -> Petition:
    """A petition of the registry in ``state``; petition 1 must be there for a merger."""
    if state is State.VOID:
        return a_void_petition(desk)
    petition = desk.petitions.register(a_petition_for(state, **overrides))
    return take(desk, petition, *WAYS[state])


def a_void_petition(desk: Desk) -> Petition:
    """A petition that came in with an import which was undone: no step leads there."""
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "旧台账.csv"
        path.write_text("姓名,概况,主要内容,收到日期\n张三,路灯不亮,路灯坏了,2026-02-03\n", "utf-8")
        report = desk.imports.run(desk.imports.preview(path))
    assert report.import_id is not None
    desk.imports.past.undo(report.import_id, "导错了文件")
    return next(p for p in desk.context.registry.petitions.all() if p.state is State.VOID)


_SUITED: dict[str, tuple[State, tuple[str, ...], dict[str, Any]]] = {
    "convert": (State.REGISTERED, ("simplify",), {}),
    "submit": (State.ROUTED, ("co_answer",), {}),
    "urge_answer": (State.ROUTED, ("urge",), {}),
    "unlink": (State.REGISTERED, ("link",), {}),
    "report": (State.CONCLUDED, (), {"channel": Channel.ASSIGNED}),
    "follow_up": (State.CONCLUDED, (), {"claims": (Claim("修复路面", Decision.SUPPORT),)}),
    "hand_over": (State.REGISTERED, (), {"petition_class": PetitionClass.ACCUSATION}),
    "object": (State.REGISTERED, (), {"channel": Channel.FORWARDED}),
    "finish": (State.REREVIEWED, (), {}),
}


def suited(desk: Desk, name: str) -> Petition:
    """A petition of the registry that the step is lawful for, besides petition 1."""
    if not desk.ledger.total():
        desk.petitions.register(a_petition())
    first = next(state for state in State if state in STEP[name].sources)
    state, steps, overrides = _SUITED.get(name, (first, (), {}))
    return take(desk, in_state(desk, state, **overrides), *steps)


def take(desk: Desk, petition: Petition, *steps: str, on: date = TODAY) -> Petition:
    """Take a petition through steps with inputs that suit them."""
    for step in steps:
        petition = desk.petitions.perform(petition.id, step, STEP_INPUTS[step], on)
    return petition
