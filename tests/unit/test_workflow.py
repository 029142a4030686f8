"""The steps of handling, and how the record mends them."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from petitiondesk.domain import history
from petitiondesk.domain.errors import StepNotAllowed
from petitiondesk.domain.fields import FIELDS
from petitiondesk.domain.petition import Claim, Petition, Petitioner
from petitiondesk.domain.record import Changes, Event, Record, difference, fold, to_record
from petitiondesk.domain.terms import (
    Channel,
    Decision,
    PetitionClass,
    Procedure,
    ReplyManner,
    State,
)
from petitiondesk.domain.workflow import ONWARD, REGISTER, STEP, STEPS, Step, lawful, perform
from tests.factory import STEP_INPUTS, WAYS, a_petition_for

RECEIVED = date(2026, 3, 2)
S = State


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
        current = perform(current, STEP[name], STEP_INPUTS[name], RECEIVED + timedelta(days=n))
    return current


TO_REPLY = WAYS[State.REPLIED]

_ANY = {"relief", "link"}
_WORKING = _ANY | {"accept", "assign_leader", "withdraw", "merge"}
_UNROUTED = _WORKING | {"route", "simplify", "forward", "refuse", "statutory"}
_SECTION = _WORKING | {"return", "submit", "co_answer", "progress", "extend", "pause", "urge",
                       "hearing", "statutory"}  # fmt: skip
_ANSWERED = _ANY | {"rate"}

OFFERED: dict[State, set[str]] = {
    S.REGISTERED: _UNROUTED | {"propose", "instruct", "answer_on_spot"},
    S.PROPOSED: _UNROUTED | {"instruct"},
    S.INSTRUCTED: _UNROUTED,
    S.ROUTED: _SECTION | {"receive"},
    S.RETURNED: _UNROUTED | {"propose", "instruct"},
    S.IN_PROGRESS: _SECTION,
    S.PAUSED: _WORKING - {"merge"}
    | {"resume", "co_answer", "progress", "extend", "urge", "hearing"},
    S.UNDER_REVIEW: _WORKING | {"revise", "reply", "co_answer", "progress", "extend", "hearing"},
    S.STATUTORY: _ANY | {"statutory_result", "withdraw"},
    S.OBJECTED: _ANY | {"objection_agreed", "objection_refused"},
    S.REPLIED: _ANY | {"deliver"},
    S.DELIVERED: _ANSWERED | {"conclude", "request_review", "redo"},
    S.CONCLUDED: _ANSWERED | {"archive", "request_review", "finish", "redo"},
    S.IN_REVIEW: _ANSWERED | {"decide_review", "hearing"},
    S.REVIEWED: _ANSWERED | {"request_rereview", "archive", "finish", "redo"},
    S.IN_REREVIEW: _ANSWERED | {"decide_rereview", "hearing"},
    S.REREVIEWED: _ANSWERED | {"archive", "finish", "redo"},
    S.FINISHED: _ANSWERED | {"archive"},
    S.WITHDRAWN: _ANY | {"archive", "redo"},
    S.NOT_ACCEPTED: _ANY | {"archive", "redo"},
    S.FORWARDED_ON: _ANY | {"archive", "redo"},
    S.SENT_BACK: _ANY | {"archive", "redo", "report"},
    S.MERGED: {"unmerge"},
    S.ARCHIVED: {"reopen", "appraise"},
    S.VOID: set(),
}
"""State → the steps an office may take there on an ordinary claim that came by letter."""


def in_state(state: State, **overrides: Any) -> Petition:
    sent = {"channel": a_petition_for(state).channel}
    if state is S.VOID:  # no step leads there: only undoing a whole import
        return replace(a_registered(), state=state)
    return after(*WAYS[state], petition=replace(a_registered(), **sent | overrides))


@pytest.mark.parametrize("state", State)
def test_each_state_offers_the_steps_of_the_table_and_no_others(state: State) -> None:
    petition = in_state(state)
    assert petition.state is state
    assert {step.name for step in lawful(petition)} == OFFERED[state]


@pytest.mark.parametrize("state", State)
def test_a_step_that_is_not_lawful_is_refused_in_words(state: State) -> None:
    petition = in_state(state)
    for step in STEPS:
        if step.name in OFFERED[state]:
            continue
        with pytest.raises(StepNotAllowed) as refused:
            perform(petition, step, STEP_INPUTS[step.name], date(2026, 5, 1))
        words = str(refused.value)
        assert petition.number in words
        assert step.zh in words
        assert "记录没有改动" in words
        assert petition == in_state(state)


@pytest.mark.parametrize("step", [step for step in STEPS if step.labels], ids=lambda s: s.name)
def test_a_step_has_names_of_its_own_for_fields_that_it_asks_for(step: Step) -> None:
    assert {name for name, _ in step.labels} <= set(step.fields)
    assert all(step.field(name).zh == zh != FIELDS[name].zh for name, zh in step.labels)


@pytest.mark.parametrize("step", STEPS, ids=lambda s: s.name)
def test_no_step_asks_for_a_reason_with_the_name_of_two_uses(step: Step) -> None:
    for name in step.fields:
        asked = step.field(name).zh
        assert "或" not in asked
        assert "复查复核" not in asked


def offered(petition: Petition) -> set[str]:
    return {step.name for step in lawful(petition)}


def test_every_state_but_the_filed_ones_is_open() -> None:
    closed = {S.CONCLUDED, S.REVIEWED, S.REREVIEWED, S.FINISHED, S.WITHDRAWN, S.NOT_ACCEPTED,
              S.FORWARDED_ON, S.SENT_BACK, S.MERGED, S.ARCHIVED, S.VOID}  # fmt: skip
    assert {state for state in State if not state.is_open} == closed


def test_every_open_state_has_a_step_that_leads_on() -> None:
    for state in WAYS:
        assert STEP[ONWARD[state]] in lawful(in_state(state))


def test_an_item_of_a_superior_may_be_objected_to_once_and_is_reported() -> None:
    sent = in_state(S.REGISTERED, channel=Channel.ASSIGNED)
    assert {"object"} == offered(sent) - offered(a_registered())
    accepted = after("accept", petition=sent)
    assert "object" not in offered(accepted)
    refused = after("object", "objection_refused", petition=sent)
    assert (refused.state, "object" in offered(refused)) == (S.REGISTERED, False)
    replied = in_state(S.REPLIED, channel=Channel.ASSIGNED)
    assert "report" in offered(replied)
    assert "report" not in offered(after("report", petition=replied))


def test_an_accusation_is_handed_over_and_never_forwarded_with_a_notice_of_its_content() -> None:
    accusation = replace(a_registered(), petition_class=PetitionClass.ACCUSATION)
    names = offered(accusation)
    assert "hand_over" in names
    assert names.isdisjoint({"forward", "statutory", "simplify"})


def test_a_suggestion_has_no_extension_and_no_review() -> None:
    suggestion = PetitionClass.SUGGESTION
    assert "extend" not in offered(in_state(S.IN_PROGRESS, petition_class=suggestion))
    served = offered(in_state(S.CONCLUDED, petition_class=suggestion))
    assert served.isdisjoint({"request_review", "finish"})


def test_what_was_answered_by_phone_is_not_reviewed() -> None:
    told = replace(in_state(S.DELIVERED), reply_manner=ReplyManner.PHONE)
    assert "request_review" not in offered(told)


def test_a_simple_procedure_can_be_left_but_not_entered_twice() -> None:
    simple = after("simplify", petition=a_registered())
    assert simple.procedure is Procedure.SIMPLE
    assert {"simplify", "convert"} & offered(simple) == {"convert"}
    ordinary = after("convert", petition=simple)
    assert ordinary.procedure is Procedure.ORDINARY


@pytest.mark.parametrize("before", ["propose", "instruct"])
def test_a_merger_is_reversible_and_returns_to_where_the_case_stood(before: str) -> None:
    stood = after(before)
    merged = after("merge", petition=stood)
    assert (merged.state, merged.merged_into_id) == (S.MERGED, 1)
    again = after("unmerge", petition=merged)
    assert again.state is stood.state
    assert (again.merged_into_id, again.closed_on, again.came_from) == (None, None, None)


def test_a_pause_returns_to_the_section_as_it_was() -> None:
    for way in (("route",), ("route", "receive")):
        stood = after(*way)
        paused = after("pause", petition=stood)
        assert paused.state is S.PAUSED
        resumed = after("resume", petition=paused)
        assert resumed.state is stood.state
        assert resumed.pauses[0].ended_on is not None


def test_what_is_withdrawn_in_a_pause_is_paused_no_longer() -> None:
    again = after("withdraw", "redo", petition=in_state(S.PAUSED))
    assert all(pause.ended_on for pause in again.pauses)


def test_a_volume_that_is_opened_again_stands_where_it_stood_and_keeps_its_reference() -> None:
    filed = after("archive", petition=in_state(S.REVIEWED))
    again = after("reopen", petition=filed)
    assert (again.state, again.archived_on) == (S.REVIEWED, None)
    assert again.archive_ref == filed.archive_ref


def test_handling_anew_empties_the_last_answer_and_begins_the_limits_again() -> None:
    again = after("redo", petition=in_state(S.REVIEWED))
    assert again.state is S.REGISTERED
    assert (again.reply, again.replied_on, again.concluded_on, again.present_reviews) == (
        "",
        None,
        None,
        (),
    )
    assert again.reopened_on == date(2026, 3, 3)
    assert again.lead_routing is None


def test_each_co_handling_section_gives_its_own_answer() -> None:
    routed = perform(
        a_registered(),
        STEP["route"],
        {"section": "建设科", "co_sections": ("法规科", "经管站")},
        date(2026, 3, 3),
    )
    one = perform(
        routed,
        STEP["co_answer"],
        {"co_section": "经管站", "co_answer": "账目无误。"},
        date(2026, 3, 9),
    )
    assert [(r.section, r.answer) for r in one.routings] == [
        ("建设科", ""), ("法规科", ""), ("经管站", "账目无误。"),
    ]  # fmt: skip
    both = after("co_answer", petition=one)
    assert both.routings[1].answer == STEP_INPUTS["co_answer"]["co_answer"]
    assert "co_answer" in offered(one)
    assert "co_answer" not in offered(both)


def test_one_urging_is_answered_before_the_next() -> None:
    urged = after("route", "urge")
    assert urged.urgings[0].section == "农田建设科"
    assert {"urge", "urge_answer"} & offered(urged) == {"urge_answer"}
    assert {"urge", "urge_answer"} & offered(after("urge_answer", petition=urged)) == {"urge"}


def test_only_what_was_supported_is_followed_up() -> None:
    declined = replace(in_state(S.CONCLUDED), claims=(Claim("修路", Decision.DECLINE),))
    supported = replace(declined, claims=(Claim("修路", Decision.PARTLY),))
    assert "follow_up" not in offered(declined)
    assert "follow_up" in offered(supported)


def test_every_step_has_a_name_of_its_own_and_a_form_of_known_fields() -> None:
    assert len(STEP) == len(STEPS)
    assert REGISTER not in STEP
    for step in STEPS:
        assert len(set(step.fields)) == len(step.fields)
        assert set(STEP_INPUTS[step.name]) >= set(step.needs)


def test_routing_names_the_sections_the_handler_and_the_dates() -> None:
    inputs = {**STEP_INPUTS["route"], "section_due_on": date(2026, 3, 20)}
    petition = perform(a_registered(), STEP["route"], inputs, date(2026, 3, 3))
    lead = petition.lead_routing
    assert lead is not None
    assert (lead.section, lead.handler) == ("农田建设科", "赵敏")
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
    assert [r.section for r in again.routings] == ["农田建设科", "法规科", "经管科"]
    first = again.routings[0]
    assert first.return_reason == STEP_INPUTS["return"]["return_reason"]
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
    assert after("route", "receive", "submit").reply == STEP_INPUTS["submit"]["draft"]
    assert after(*TO_REPLY).reply == STEP_INPUTS["reply"]["reply"]
    assert after(*TO_REPLY).draft == STEP_INPUTS["submit"]["draft"]


def test_answered_on_the_spot_is_concluded_in_one_form() -> None:
    petition = after("answer_on_spot")
    assert petition.state is State.CONCLUDED
    day = date(2026, 3, 3)
    assert (petition.replied_on, petition.delivered_on, petition.concluded_on) == (day, day, day)
    assert petition.routings == ()


def test_each_claim_is_answered_with_the_reply() -> None:
    reviewed = after("route", "receive", "submit")
    decided = (Claim("请求修路", Decision.SUPPORT, "四月底前修好"),)
    inputs = {**STEP_INPUTS["reply"], "claims": decided}
    assert perform(reviewed, STEP["reply"], inputs, date(2026, 3, 9)).claims == decided


def test_a_step_writes_only_the_fields_of_its_own_form() -> None:
    inputs = {**STEP_INPUTS["propose"], "summary": "改过的概况"}
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
    events, _ = recorded(*TO_REPLY)
    petition = after(*TO_REPLY)
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


def test_a_correction_reaches_the_routing_it_was_made_in_also_after_another() -> None:
    events, _ = recorded("route", "return", "route")
    petition = after("route", "return", "route")
    first = history.correct(petition, events[1], {"handler": "龚雪梅"})
    assert [r.handler for r in first.routings if r.lead] == ["龚雪梅", "赵敏"]
    last = history.correct(petition, events[3], {"handler": "龚雪梅"})
    assert [r.handler for r in last.routings if r.lead] == ["赵敏", "龚雪梅"]


def test_a_correction_reaches_the_entry_its_step_wrote() -> None:
    steps = ("route", "relief", "relief", "hearing", "urge", "urge_answer")
    events, _ = recorded(*steps)
    petition = after(*steps)
    mended = history.correct(petition, events[2], {"relief_amount": 1})
    assert [r.amount for r in mended.reliefs] == [1, 200_000]
    mended = history.correct(petition, events[6], {"urge_answer": "改正的回复"})
    assert mended.urgings[0].answer == "改正的回复"
    assert history.recorded(petition, events[3], "relief_amount") == 200_000


def test_what_is_archived_is_read_only_until_it_is_opened_again() -> None:
    events, _ = recorded("forward", "archive")
    with pytest.raises(StepNotAllowed, match="启卷"):
        history.correct(after("forward", "archive"), events[0], {"summary": "改"})
    opened = after("forward", "archive", "reopen")
    assert history.correct(opened, events[0], {"summary": "改"}).summary == "改"
