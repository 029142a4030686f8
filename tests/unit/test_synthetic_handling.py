"""How synthetic petitions are handled: lawfully in every step, and as a small office would."""

from datetime import date

import pytest

from petitiondesk.domain.canonical import canonical_json
from petitiondesk.domain.record import to_record
from petitiondesk.domain.terms import (
    Decision,
    PetitionClass,
    ReplyManner,
    State,
)
from petitiondesk.domain.workflow import STEPS
from petitiondesk.infra.dictionaries import phrases
from petitiondesk.services.synthetic import OF_OTHERS, stories
from tests.unit.synthetic_lives import UNTIL, acted_out, lives, sample

OPEN = {state for state in State if state.is_open}
AFTER_TEN_YEARS = "appraise"
"""The appraisal of a volume comes when its retention is over, later than any story ends."""


def test_every_step_is_lawful_and_accepted_and_taken_in_order() -> None:
    for story in (life.story for life in lives()):
        days = [story.facts.received_on, *(on for _, _, on in story.steps)]
        known = [d for d in days if d is not None]
        assert known == sorted(known)


@pytest.mark.parametrize("seed", [1, 2, 3, 7])
def test_every_step_of_the_table_occurs_that_can_within_three_years(seed: int) -> None:
    taken = {name for story in sample(1000, seed) for name, _, _ in story.steps}
    assert taken == {step.name for step in STEPS} - {AFTER_TEN_YEARS}


@pytest.mark.parametrize(("count", "seed"), [(300, 1), (400, 2026), (500, 7), (500, 8)])
def test_petitions_wait_in_every_open_state(count: int, seed: int) -> None:
    assert {life.petition.state for life in lives(count, seed)} >= OPEN


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_newest_of_the_smallest_demo_wait_in_every_open_state(seed: int) -> None:
    assert {life.petition.state for life in lives(300, seed)[-24:]} >= OPEN


@pytest.mark.parametrize("until", [date(2026, 2, 24), date(2025, 10, 8), date(2026, 1, 1)])
def test_after_a_holiday_too_they_wait_in_every_open_state(until: date) -> None:
    assert {acted_out(story).petition.state for story in stories(300, 4, until)} >= OPEN


def test_what_waits_is_something_that_can() -> None:
    for petition in (life.petition for life in lives(1000, 1)):
        if petition.state is State.OBJECTED:
            assert petition.channel.from_superior
        if petition.state in (State.IN_REVIEW, State.IN_REREVIEW):
            assert petition.petition_class is PetitionClass.CLAIM
            assert petition.reply_manner is ReplyManner.WRITTEN
            assert petition.petitioners


def test_the_newest_are_mostly_open_and_the_oldest_mostly_filed() -> None:
    finished = [life.petition.state for life in lives()]
    assert sum(state.is_open for state in finished[-20:]) >= 12
    assert sum(state is State.ARCHIVED for state in finished[:200]) >= 165


def test_some_are_late() -> None:
    late = 0
    for petition in (life.petition for life in lives()):
        received = petition.received_on
        assert received is not None
        late += ((petition.concluded_on or UNTIL) - received).days > 62
    assert 10 <= late <= 150


def test_nearly_everybody_is_told_in_time_and_a_few_too_late() -> None:
    told = lives(1000, 1)
    owed = [clock for life in told if (clock := life.clock("C1", "C2"))]
    in_time = sum(clock.ended_on is not None and clock.ended_on <= clock.due_on for clock in owed)
    assert 0.93 <= in_time / len(owed) < 1
    accepted = sum(life.took("accept") for life in told)
    assert accepted / len(told) > 0.7
    assert 0.005 <= sum(life.accepted_late for life in told) / accepted <= 0.05
    assert any(clock.ended_on is None and clock.due_on >= UNTIL for clock in owed)


def test_most_items_of_a_superior_are_reported_in_time_and_some_late() -> None:
    owed = [clock for life in lives(1000, 1) if (clock := life.clock("C9"))]
    in_time = sum(clock.ended_on is not None and clock.ended_on <= clock.due_on for clock in owed)
    assert 0.7 <= in_time / len(owed) < 1
    assert any(clock.ended_on and clock.ended_on > clock.due_on for clock in owed)


def test_more_than_half_of_those_over_sixty_days_were_extended() -> None:
    long = []
    for life in lives(1000, 1):
        petition = life.petition
        if life.clock("C5") is None or petition.accepted_on is None or petition.reopened_on:
            continue
        ended = petition.concluded_on or (UNTIL if petition.state.is_open else None)
        if ended is not None and (ended - petition.accepted_on).days > 60:
            long.append(petition)
    assert len(long) >= 15
    assert sum(bool(petition.extensions) for petition in long) > len(long) / 2
    for petition in (life.petition for life in lives(1000, 1)):
        for extension in petition.extensions:
            assert extension.days in (15, 20, 30)
            assert extension.approver in phrases()["general"]["leaders"]


def test_what_is_rare_in_an_office_is_rare() -> None:
    told = lives(1000, 1)
    for name in ("simplify", "pause", "hearing", "relief", "assign_leader", "statutory", "merge",
                 "request_review", "reopen", "urge", "object"):  # fmt: skip
        assert 1 <= sum(life.took(name) > 0 for life in told) <= 80, name


def test_every_co_section_answers_before_the_section_does() -> None:
    answered = [r for life in lives(1000, 1) for r in life.petition.routings if not r.lead]
    assert len(answered) > 50
    for life in lives(1000, 1):
        if life.petition.replied_on:
            assert all(r.answer for r in life.petition.routings if not r.lead)


def test_a_pause_stands_only_where_it_stops_the_limit_to_conclude() -> None:
    paused = [life for life in lives(1000, 1) if life.petition.pauses]
    assert {life.petition.petition_class for life in paused} == set(PetitionClass)
    for life in paused:
        claim = life.petition.petition_class is PetitionClass.CLAIM
        assert not claim or life.took("simplify")
        for pause in life.petition.pauses:
            assert pause.started_on is not None
            assert pause.ended_on is None or pause.started_on < pause.ended_on


def test_what_is_merged_is_merged_into_an_earlier_one_that_is_still_handled() -> None:
    told = lives(1000, 1)
    merged = 0
    for life in told:
        for name, inputs, on in life.story.steps:
            if name != "merge":
                continue
            merged += 1
            assert life.story.repeats == inputs["merged_into_id"]
            assert isinstance(inputs["merged_into_id"], int)
            first = told[inputs["merged_into_id"]]
            assert not first.took("merge")
            ends = [first.petition.replied_on, first.petition.closed_on]
            assert all(end is None or on < end for end in ends)
    assert merged >= 5


def test_a_link_found_later_leads_to_the_petition_of_the_same_people() -> None:
    told = lives(1000, 1)
    linked = [life for life in told if life.took("link")]
    assert len(linked) >= 5
    for life in linked:
        assert life.story.repeats is None
        assert not life.story.facts.repeat
        first = life.petition.repeats_id
        if life.took("link") > life.took("unlink"):
            assert first is not None
            assert told[first].story.facts.petitioners == life.story.facts.petitioners
    for story in (life.story for life in told):
        for _, inputs, _ in story.steps:
            for name in OF_OTHERS:
                assert inputs.get(name, -1) < story.index  # type: ignore[operator]


def test_only_a_revoked_decision_is_handled_anew() -> None:
    anew = [life for life in lives(1000, 1) if life.took("redo")]
    for life in anew:
        names = [name for name, _, _ in life.story.steps]
        before = names[names.index("redo") - 1]
        assert before in ("decide_review", "decide_rereview")
        result = life.story.steps[names.index("redo") - 1][1]["review_result"]
        assert result == "revoked"
    assert anew


def test_suggestions_are_answered_with_what_became_of_them() -> None:
    for petition in (life.petition for life in lives()):
        suggested = petition.petition_class is PetitionClass.SUGGESTION
        if suggested and petition.replied_on and petition.routings:
            assert petition.adoption is not None


def test_only_supported_claims_are_followed_up() -> None:
    followed = [life.petition for life in lives(1000, 1) if life.petition.follow_ups]
    assert followed
    for petition in (petition for petition in followed if petition.reopened_on is None):
        decisions = {claim.decision for claim in petition.claims}
        assert decisions & {Decision.SUPPORT, Decision.PARTLY}


def test_the_record_of_a_story_can_be_written() -> None:
    for life in lives():
        canonical_json(to_record(life.petition)).encode("utf-8")


def test_no_placeholder_is_left_in_what_was_entered() -> None:
    for story in sample(1000, 1):
        for _, inputs, _ in story.steps:
            assert not any("{" in value for value in inputs.values() if isinstance(value, str))
