"""The steps of handling, and how the record mends them."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from petitiondesk.domain import history
from petitiondesk.domain.errors import StepNotAllowed
from petitiondesk.domain.petition import Claim, Petition, Petitioner
from petitiondesk.domain.record import Changes, Event, Record, difference, fold, to_record
from petitiondesk.domain.terms import (
    Decision,
    DeliveryManner,
    DeliveryProof,
    PetitionerView,
    RefusalGround,
    ReplyManner,
    Retention,
    State,
)
from petitiondesk.domain.workflow import REGISTER, STEP, STEPS, lawful, perform

RECEIVED = date(2026, 3, 2)
S = State

INPUTS: dict[str, dict[str, object]] = {
    "propose": {"proposal": "建议转建设科办理。"},
    "instruct": {"leader": "周局长", "instruction": "请建设科办理。"},
    "route": {"section": "建设科", "co_sections": ("法规科",), "handler": "方正",
              "section_due_on": date(2026, 3, 20)},
    "receive": {"handler": "方正"},
    "return": {"return_reason": "不属本科职责。"},
    "submit": {"draft": "已修复。"},
    "revise": {"revision": "请写明日期。"},
    "reply": {"reply": "三月十日已修复。", "reply_manner": ReplyManner.WRITTEN},
    "deliver": {"delivery_manner": DeliveryManner.POST,
                "delivery_proof": DeliveryProof.POST_RECEIPT},
    "conclude": {"petitioner_view": PetitionerView.AGREES},
    "archive": {"archive_ref": "WS·2026-30年-0001", "retention": Retention.YEARS_30},
    "answer_on_spot": {"reply": "已当场说明。", "reply_manner": ReplyManner.IN_PERSON},
    "forward": {"forwarded_to": "县教育局"},
    "refuse": {"refusal_ground": RefusalGround.LITIGATION, "refusal_remedy": "请向法院提出。"},
    "withdraw": {"withdrawn_reason": "信访人来电撤回。"},
}  # fmt: skip


def a_registered() -> Petition:
    return Petition(
        id=1,
        number="信〔2026〕1号",
        received_on=RECEIVED,
        petitioners=(Petitioner("王建国"),),
        summary="反映道路损坏",
        content="村里的道路被压坏。",
        claims=(Claim("请求修路"),),
    )


def after(*steps: str, petition: Petition | None = None) -> Petition:
    """The petition after the named steps, one a day."""
    current = petition or a_registered()
    for n, name in enumerate(steps, start=1):
        current = perform(current, STEP[name], INPUTS[name], RECEIVED + timedelta(days=n))
    return current


_TO_SECTION = ("route", "receive")
_TO_REPLY = (*_TO_SECTION, "submit", "reply")

OFFERED: dict[State, tuple[tuple[str, ...], set[str]]] = {
    S.REGISTERED: ((), {"propose", "instruct", "route", "answer_on_spot", "forward", "refuse",
                        "withdraw"}),
    S.PROPOSED: (("propose",), {"instruct", "route", "forward", "refuse", "withdraw"}),
    S.INSTRUCTED: (("instruct",), {"route", "forward", "refuse", "withdraw"}),
    S.ROUTED: (("route",), {"receive", "return", "submit", "withdraw"}),
    S.RETURNED: (("route", "return"), {"propose", "instruct", "route", "forward", "refuse",
                                       "withdraw"}),
    S.IN_PROGRESS: (_TO_SECTION, {"return", "submit", "withdraw"}),
    S.UNDER_REVIEW: ((*_TO_SECTION, "submit"), {"revise", "reply", "withdraw"}),
    S.REPLIED: (_TO_REPLY, {"deliver"}),
    S.DELIVERED: ((*_TO_REPLY, "deliver"), {"conclude"}),
    S.CONCLUDED: ((*_TO_REPLY, "deliver", "conclude"), {"archive"}),
    S.WITHDRAWN: (("withdraw",), {"archive"}),
    S.NOT_ACCEPTED: (("refuse",), {"archive"}),
    S.FORWARDED_ON: (("forward",), {"archive"}),
    S.ARCHIVED: (("forward", "archive"), set()),
}  # fmt: skip
"""State → a way to it, and the steps an office may take there."""


@pytest.mark.parametrize("state", State)
def test_each_state_offers_the_steps_of_the_table_and_no_others(state: State) -> None:
    way, offered = OFFERED[state]
    petition = after(*way)
    assert petition.state is state
    assert {step.name for step in lawful(state)} == offered


@pytest.mark.parametrize("state", State)
def test_a_step_that_is_not_lawful_is_refused_in_words(state: State) -> None:
    way, offered = OFFERED[state]
    petition = after(*way)
    for step in STEPS:
        if step.name in offered:
            continue
        with pytest.raises(StepNotAllowed) as refused:
            perform(petition, step, INPUTS[step.name], date(2026, 5, 1))
        words = str(refused.value)
        assert petition.number in words
        assert step.zh in words
        assert "记录没有改动" in words
        assert petition == after(*way)


def test_every_state_but_the_filed_ones_is_open() -> None:
    closed = {S.CONCLUDED, S.WITHDRAWN, S.NOT_ACCEPTED, S.FORWARDED_ON, S.ARCHIVED}
    assert {state for state in State if not state.is_open} == closed


def test_every_step_has_a_name_of_its_own_and_a_form_of_known_fields() -> None:
    assert len(STEP) == len(STEPS)
    assert REGISTER not in STEP
    for step in STEPS:
        assert len(set(step.fields)) == len(step.fields)
        assert set(INPUTS[step.name]) >= set(step.needs)


def test_routing_names_the_sections_the_handler_and_the_dates() -> None:
    petition = after("route")
    lead = petition.lead_routing
    assert lead is not None
    assert (lead.section, lead.handler) == ("建设科", "方正")
    assert lead.routed_on == date(2026, 3, 3)
    assert lead.due_on == date(2026, 3, 20)
    assert petition.co_sections == ("法规科",)
    co = petition.routings[1]
    assert (co.routed_on, co.due_on, co.lead) == (lead.routed_on, lead.due_on, False)


def test_returned_and_routed_again_keeps_both_routings() -> None:
    returned = after("route", "receive", "return")
    assert returned.lead_routing is None
    assert returned.co_sections == ()
    again = perform(returned, STEP["route"], {"section": "经管科"}, date(2026, 3, 9))
    assert [r.section for r in again.routings] == ["建设科", "法规科", "经管科"]
    first = again.routings[0]
    assert first.return_reason == "不属本科职责。"
    assert first.returned_on == date(2026, 3, 5)
    assert first.received_on == date(2026, 3, 4)
    assert again.lead_section == "经管科"
    assert again.lead_routing is not None
    assert again.lead_routing.routed_on == date(2026, 3, 9)


def test_a_section_may_answer_without_signing_for_it_first() -> None:
    petition = after("route", "submit")
    lead = petition.lead_routing
    assert lead is not None
    assert lead.received_on == lead.answered_on == date(2026, 3, 4)


def test_the_draft_is_where_the_reply_begins() -> None:
    assert after("route", "receive", "submit").reply == "已修复。"
    assert after(*_TO_REPLY).reply == "三月十日已修复。"
    assert after(*_TO_REPLY).draft == "已修复。"


def test_answered_on_the_spot_is_concluded_in_one_form() -> None:
    petition = after("answer_on_spot")
    assert petition.state is State.CONCLUDED
    day = date(2026, 3, 3)
    assert (petition.replied_on, petition.delivered_on, petition.concluded_on) == (day, day, day)
    assert petition.routings == ()


def test_each_claim_is_answered_with_the_reply() -> None:
    reviewed = after("route", "receive", "submit")
    decided = (Claim("请求修路", Decision.SUPPORT, "四月底前修好"),)
    inputs = {**INPUTS["reply"], "claims": decided}
    assert perform(reviewed, STEP["reply"], inputs, date(2026, 3, 9)).claims == decided


def test_a_step_writes_only_the_fields_of_its_own_form() -> None:
    inputs = {**INPUTS["propose"], "summary": "改过的概况"}
    petition = perform(a_registered(), STEP["propose"], inputs, date(2026, 3, 3))
    assert petition.summary == "反映道路损坏"


def test_only_accusations_and_the_confidential_are_sealed() -> None:
    petition = a_registered()
    assert not petition.sealed
    assert replace(petition, confidential=True).sealed


# --- taking back and correcting ----------------------------------------------------------------


def recorded(*steps: str) -> tuple[list[Event], list[Record]]:
    """The events of a petition taken through ``steps``, and its record after each."""
    petition = a_registered()
    records = [to_record(petition)]
    events = [an_event(1, REGISTER, difference({}, records[0]))]
    for name in steps:
        petition = after(name, petition=petition)
        records.append(to_record(petition))
        events.append(an_event(len(events) + 1, name, difference(records[-2], records[-1])))
    return events, records


def an_event(seq: int, kind: str, changes: Changes) -> Event:
    moment = datetime(2026, 3, 2, 9, tzinfo=UTC)
    return Event(seq, 1, kind, moment, RECEIVED, "登记员", changes)


def test_the_events_rebuild_the_record() -> None:
    events, records = recorded("route", "return", "route", "receive", "submit", "reply")
    for n in range(len(events)):
        assert history.rebuild(events[: n + 1]) == records[n]


def test_taking_steps_back_one_by_one_restores_each_record_exactly() -> None:
    events, records = recorded("propose", "route", "receive", "return", "route", "submit")
    for earlier in reversed(records[:-1]):
        _, changes = history.take_back(events)
        events.append(an_event(len(events) + 1, history.TAKE_BACK, changes))
        assert history.rebuild(events) == earlier


def test_a_step_taken_back_can_be_taken_otherwise() -> None:
    events, records = recorded("propose", "refuse")
    refused, changes = history.take_back(events)
    assert refused.kind == "refuse"
    assert fold(records[-1], changes) == records[1]
    events.append(an_event(4, history.TAKE_BACK, changes))
    assert [e.kind for e in history.standing(events)] == [REGISTER, "propose"]


def test_registration_cannot_be_taken_back() -> None:
    events, _ = recorded()
    with pytest.raises(StepNotAllowed, match="更正"):
        history.take_back(events)


def test_other_acts_on_the_petition_are_not_steps_to_take_back() -> None:
    events, _ = recorded("propose")
    events.append(an_event(3, history.OPEN_SEALED, {}))
    assert history.take_back(events)[0].kind == "propose"


def test_a_correction_changes_what_the_step_recorded_and_keeps_the_state() -> None:
    events, _ = recorded(*_TO_REPLY)
    petition = after(*_TO_REPLY)
    reply = events[-1]
    corrected = history.correct(
        petition, reply, {"reply_number": "信函〔2026〕3号", "replied_on": date(2026, 3, 5)}
    )
    assert corrected.state is State.REPLIED
    assert corrected.reply_number == "信函〔2026〕3号"
    assert corrected.replied_on == date(2026, 3, 5)
    assert corrected.reply == petition.reply


def test_a_correction_of_the_registration_may_change_any_fact() -> None:
    events, _ = recorded("route")
    petition = after("route")
    corrected = history.correct(petition, events[0], {"summary": "反映桥梁损坏", "repeat": True})
    assert (corrected.summary, corrected.repeat) == ("反映桥梁损坏", True)
    assert (corrected.state, corrected.routings) == (petition.state, petition.routings)


def test_a_correction_of_the_handler_reaches_the_section_that_has_it() -> None:
    events, _ = recorded("route")
    corrected = history.correct(after("route"), events[-1], {"handler": "龚雪梅"})
    assert corrected.lead_routing is not None
    assert corrected.lead_routing.handler == "龚雪梅"


@pytest.mark.parametrize("name", ["summary", "state", "concluded_on"])
def test_a_field_that_was_not_on_the_form_is_not_corrected_there(name: str) -> None:
    events, _ = recorded("propose")
    with pytest.raises(StepNotAllowed, match="不能在这一步里更正"):
        history.correct(after("propose"), events[-1], {name: ""})


def test_a_section_that_no_longer_has_it_is_not_corrected() -> None:
    events, _ = recorded("route", "return")
    with pytest.raises(StepNotAllowed):
        history.correct(after("route", "return"), events[1], {"handler": "龚雪梅"})
