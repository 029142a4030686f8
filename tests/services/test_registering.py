"""Registering petitions and taking them step by step to the archive."""

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from petitiondesk.domain.errors import InvalidInput, NotFound, Severity, StepNotAllowed
from petitiondesk.domain.ledger import LedgerFilter, Order
from petitiondesk.domain.petition import Petition, Petitioner
from petitiondesk.domain.terms import Channel, PetitionClass, ReplyManner, State
from petitiondesk.domain.workflow import STEPS
from petitiondesk.services.desk import Desk, open_desk
from tests.factory import (
    ACCOUNT,
    BEIJING,
    PASSWORD,
    STEP_INPUTS,
    TODAY,
    WHOLE_COURSE,
    a_desk,
    a_petition,
    at,
    reopened,
    take,
)


def test_a_petition_gets_the_years_next_number_and_its_record_begins(desk: Desk) -> None:
    assert desk.petitions.next_number() == "信〔2026〕1号"
    first = desk.petitions.register(a_petition())
    second = desk.petitions.register(a_petition())
    assert (first.number, second.number) == ("信〔2026〕1号", "信〔2026〕2号")
    assert desk.petitions.next_number() == "信〔2026〕3号"

    case = desk.petitions.case(first.id)
    assert case.petition == first
    assert [(e.kind, e.actor, e.on, e.at) for e in case.events] == [
        ("register", ACCOUNT, TODAY, datetime(2026, 3, 2, 9, 14, tzinfo=BEIJING))
    ]


def test_numbers_begin_again_with_the_year_and_old_ones_stay(folder: Path) -> None:
    desk = a_desk(folder, date(2025, 12, 31))
    last = desk.petitions.register(a_petition(received_on=date(2025, 12, 31)))
    desk = reopened(desk, date(2026, 1, 4))
    first = desk.petitions.register(a_petition(received_on=date(2025, 12, 31)))
    assert (last.number, first.number) == ("信〔2025〕1号", "信〔2026〕1号")
    assert desk.verify.verify().sound
    desk.close()


def test_a_claim_is_due_sixty_days_after_it_came_and_an_accusation_has_no_such_limit(
    desk: Desk,
) -> None:
    claim = desk.petitions.register(a_petition())
    accusation = desk.petitions.register(a_petition(petition_class=PetitionClass.ACCUSATION))
    told, clock = desk.petitions.case(claim.id).clocks
    assert (told.rule.code, clock.rule.code) == ("C1", "C5")
    assert claim.due_on == clock.due_on == TODAY + timedelta(days=60 + 5)  # 劳动节: to 6 May
    assert "60 日" in str(clock.explanation)
    assert accusation.due_on is None


def test_what_was_registered_is_found_by_its_number(desk: Desk) -> None:
    petition = desk.petitions.register(a_petition())
    assert desk.petitions.case_by_number("信〔2026〕1号").petition == petition
    with pytest.raises(NotFound, match="信〔2026〕2号"):
        desk.petitions.case_by_number("信〔2026〕2号")
    with pytest.raises(NotFound):
        desk.petitions.case(99)


def test_a_form_is_told_what_to_look_at_twice_and_is_registered_all_the_same(desk: Desk) -> None:
    form = a_petition(petitioners=(Petitioner("王建国", phone="12"),), made_on=TODAY)
    findings = desk.petitions.check(form)
    assert [f.severity for f in findings] == [Severity.WARN]
    assert "不像电话号码" in str(findings[0].message)
    assert desk.petitions.register(form).petitioners[0].phone == "12"


def test_a_petition_goes_the_whole_way_and_each_step_is_in_its_record(desk: Desk) -> None:
    petition = desk.petitions.register(a_petition())
    for step in WHOLE_COURSE:
        petition = take(desk, petition, step)
        assert desk.petitions.case(petition.id).events[-1].kind == step
    assert petition.state is State.ARCHIVED
    assert petition.reply == "路面已于三月十日修复。"
    assert petition.archive_ref == "WS·2026-30年-0001"
    assert [r.section for r in petition.routings] == ["农田建设科", "法规科"]
    case = desk.petitions.case(petition.id)
    assert [e.kind for e in case.events] == ["register", *WHOLE_COURSE]
    assert [step.name for step in case.steps] == ["appraise", "reopen"]
    assert desk.verify.verify().sound


def test_another_program_reads_what_this_one_wrote(desk: Desk) -> None:
    petition = take(desk, desk.petitions.register(a_petition()), *WHOLE_COURSE[:4])
    desk.close()
    again = open_desk(desk.folder, PASSWORD, at())
    assert again.petitions.case(petition.id).petition == petition
    again.close()


def test_a_case_offers_each_step_where_it_is_lawful_and_refuses_it_elsewhere(desk: Desk) -> None:
    for step in STEPS:
        petition = desk.petitions.register(a_petition())
        if step in desk.petitions.case(petition.id).steps:
            linked = petition.id == 1 and {"merged_into_id", "repeats_id"} & set(step.needs)
            if not linked:
                assert take(desk, petition, step.name).state is (step.target or petition.state)
            continue
        with pytest.raises(StepNotAllowed, match="已登记"):
            take(desk, petition, step.name)
        assert desk.petitions.case(petition.id).petition == petition


def test_a_section_gets_the_offices_own_limit_unless_a_date_is_named(desk: Desk) -> None:
    own = take(desk, desk.petitions.register(a_petition()), "route")
    lead = own.lead_routing
    assert lead is not None
    assert lead.due_on == desk.petitions.suggested_section_due(TODAY) == date(2026, 4, 1)

    named = {**STEP_INPUTS["route"], "section_due_on": date(2026, 3, 9)}
    petition = desk.petitions.register(a_petition())
    other = desk.petitions.perform(petition.id, "route", named, TODAY).lead_routing
    assert other is not None
    assert other.due_on == date(2026, 3, 9)


def test_a_petition_the_section_sends_back_is_routed_anew_and_both_routings_stay(
    desk: Desk,
) -> None:
    petition = take(desk, desk.petitions.register(a_petition()), "route", "return")
    assert petition.lead_section == ""
    again = desk.petitions.perform(petition.id, "route", {"section": "经管站"}, TODAY)
    assert again.lead_section == "经管站"
    assert [r.section for r in again.routings if r.lead] == ["农田建设科", "经管站"]
    assert again.routings[0].return_reason == "路权属经管站，请改转。"


def test_an_accusation_is_never_routed_to_whom_it_accuses(desk: Desk) -> None:
    form = a_petition(petition_class=PetitionClass.ACCUSATION, complained_of="农田建设科科长")
    petition = desk.petitions.register(form)
    with pytest.raises(InvalidInput, match="不能转给该科室"):
        take(desk, petition, "route")
    routed = desk.petitions.perform(petition.id, "route", {"section": "法规科"}, TODAY)
    assert routed.lead_section == "法规科"


def test_a_step_keeps_only_the_fields_of_its_own_form(desk: Desk) -> None:
    petition = desk.petitions.register(a_petition())
    inputs = {"proposal": "建议转办。", "summary": "换掉的概况", "archive_ref": "X-1"}
    after = desk.petitions.perform(petition.id, "propose", inputs, TODAY)
    assert (after.proposal, after.summary, after.archive_ref) == (
        "建议转办。",
        petition.summary,
        "",
    )


def test_answering_on_the_spot_concludes_in_one_form(desk: Desk) -> None:
    petition = desk.petitions.register(a_petition(channel=Channel.VISIT))
    done = take(desk, petition, "answer_on_spot")
    assert done.state is State.CONCLUDED
    assert done.replied_on == done.delivered_on == done.concluded_on == TODAY
    assert done.reply_manner is ReplyManner.IN_PERSON


def test_a_repeat_knows_its_first_and_the_first_its_repeats(desk: Desk) -> None:
    first = desk.petitions.register(a_petition())
    later = desk.petitions.register(a_petition(repeat=True, repeats_id=first.id))
    assert desk.petitions.case(later.id).first == first
    assert desk.petitions.case(first.id).later == ((later.id, later.number),)


# --- several at once ----------------------------------------------------------------------------


def three(desk: Desk) -> list[Petition]:
    return [desk.petitions.register(a_petition(summary=f"反映第{n}件事")) for n in (1, 2, 3)]


def test_several_are_routed_at_once_and_those_refused_are_named_with_the_reason(
    desk: Desk,
) -> None:
    first, second, third = three(desk)
    take(desk, second, "withdraw")
    result = desk.petitions.perform_many(
        [first.id, second.id, third.id], "route", STEP_INPUTS["route"], TODAY
    )
    assert result.done == (first.id, third.id)
    ((number, why),) = result.refused
    assert number == second.number
    assert "已撤回" in str(why)
    shown = desk.ledger.ids(LedgerFilter(states=frozenset({State.ROUTED})), Order())
    assert sorted(shown) == [first.id, third.id]
    assert desk.verify.verify().sound


def test_one_that_the_step_does_not_suit_leaves_the_others_whole(desk: Desk) -> None:
    first, second, _ = three(desk)
    accused = desk.petitions.register(
        a_petition(petition_class=PetitionClass.ACCUSATION, complained_of="农田建设科")
    )
    result = desk.petitions.perform_many(
        [first.id, accused.id, second.id], "route", STEP_INPUTS["route"], TODAY
    )
    assert result.done == (first.id, second.id)
    assert [number for number, _ in result.refused] == [accused.number]
    assert desk.petitions.case(accused.id).petition == accused
    assert len(desk.petitions.case(accused.id).events) == 1


def test_several_are_archived_with_references_that_follow_one_another(desk: Desk) -> None:
    concluded = [take(desk, p, "answer_on_spot") for p in three(desk)]
    desk.petitions.perform_many([p.id for p in concluded], "archive", STEP_INPUTS["archive"], TODAY)
    references = [desk.petitions.case(p.id).petition.archive_ref for p in concluded]
    assert references == [f"WS·2026-30年-{n:04}" for n in (1, 2, 3)]


def test_a_petition_to_link_is_offered_by_the_number_or_a_part_of_it(desk: Desk) -> None:
    for _ in range(12):
        desk.petitions.register(a_petition())

    def offered(text: str) -> list[str]:
        return [number for _, number in desk.petitions.numbers_like(text, 4)]

    assert offered("1") == [f"信〔2026〕{n}号" for n in (12, 11, 10, 1)]
    assert offered("12号") == offered("2026〕12") == ["信〔2026〕12号"]
    assert offered("信") == offered("2026") == [f"信〔2026〕{n}号" for n in (12, 11, 10, 9)]
    assert offered("甲") == []
