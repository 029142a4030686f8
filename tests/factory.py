"""Valid petitions, offices and desks for tests: defaults that stand, and overrides by keyword."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from petitiondesk.domain.office import Office, Person, Section
from petitiondesk.domain.petition import Petition, Petitioner
from petitiondesk.domain.terms import (
    DeliveryManner,
    DeliveryProof,
    PetitionerView,
    RefusalGround,
    ReplyManner,
    Retention,
)
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
}  # fmt: skip
"""Inputs that suit each step of the workflow table."""

WHOLE_COURSE = ("propose", "instruct", "route", "receive", "submit", "reply", "deliver",
                "conclude", "archive")  # fmt: skip


def take(desk: Desk, petition: Petition, *steps: str, on: date = TODAY) -> Petition:
    """Take a petition through steps with inputs that suit them."""
    for step in steps:
        petition = desk.petitions.perform(petition.id, step, STEP_INPUTS[step], on)
    return petition
