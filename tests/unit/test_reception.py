"""Reception days as values: what can stand, what lists show, what is planned, how they are kept."""

from dataclasses import replace
from datetime import date, time

import pytest

from petitiondesk.domain import reception, reception_plan
from petitiondesk.domain.calendar import Calendar
from petitiondesk.domain.canonical import canonical_json
from petitiondesk.domain.errors import Finding, Severity
from petitiondesk.domain.reception import ReceptionDay, Visit, VisitOutcome
from petitiondesk.infra.calendars import shipped_calendar

WEDNESDAY = date(2026, 3, 4)
DAY = ReceptionDay(WEDNESDAY, leader="周副局长")
LEADERS = ("周副局长", "李局长", "欧阳副局长")


def said(findings: list[Finding]) -> list[tuple[str, bool]]:
    return [(f.field, f.severity is Severity.REFUSE) for f in findings]


# --- what can stand -------------------------------------------------------------------------------


def test_a_day_needs_a_leader_and_ends_after_it_begins() -> None:
    day = ReceptionDay(WEDNESDAY, begins=time(11), ends=time(9))
    assert said(reception.check_day(day, Calendar())) == [("leader", True), ("ends", True)]
    assert reception.check_day(replace(DAY, begins=time(9), ends=time(11)), Calendar()) == []


@pytest.mark.parametrize(
    ("day", "word"), [(date(2026, 10, 1), "国庆节假期"), (date(2026, 3, 7), "休息日")]
)
def test_a_day_of_rest_is_pointed_out_and_not_refused(day: date, word: str) -> None:
    findings = reception.check_day(replace(DAY, day=day), shipped_calendar())
    assert said(findings) == [("day", False)]
    assert word in str(findings[0].message)


@pytest.mark.parametrize(
    ("visit", "wrong"),
    [
        (Visit(matter=""), ["matter"]),
        (Visit(outcome=VisitOutcome.LEFT), []),
        (Visit(matter="修路", people=0), ["people"]),
        (Visit(matter="修路", outcome=VisitOutcome.REGISTERED), ["outcome"]),
        (Visit(matter="修路", outcome=VisitOutcome.REGISTERED, petition_id=3), []),
        (Visit(matter="路" * 4001), ["matter"]),
        (Visit(name="张三、李四等12人", matter="修路", people=12), []),
    ],
)
def test_a_visit_tells_what_it_was_about_and_what_came_of_it(
    visit: Visit, wrong: list[str]
) -> None:
    assert [f.field for f in reception.check_visit(visit)] == wrong


def test_only_a_change_of_what_was_filled_in_wants_a_reason() -> None:
    before = Visit(1, "王建国", matter="修路")
    assert not reception.overwrites(before, replace(before, leader_word="三日内去看"))
    assert not reception.overwrites(before, replace(before, people=3, confidential=True))
    assert reception.overwrites(before, replace(before, matter="赔偿"))
    opened = replace(before, confidential=True)
    assert reception.overwrites(opened, before)


def test_visits_are_numbered_within_their_day() -> None:
    day = DAY.with_visit(Visit(2, matter="乙")).with_visit(Visit(1, matter="甲"))
    assert [v.matter for v in day.visits] == ["甲", "乙"]
    assert day.next_number() == 3
    assert day.with_visit(Visit(2, matter="丙")).visit(2) == Visit(2, matter="丙")
    assert day.without_visit(2).visit(2) is None
    assert DAY.next_number() == 1


# --- what lists show ------------------------------------------------------------------------------


def test_lists_mask_names_and_show_nothing_of_what_is_sealed() -> None:
    day = replace(
        DAY,
        visits=(
            Visit(1, "王建国", matter="修路", petition_id=7),
            Visit(2, "欧阳修", matter="检举", leader_word="转纪检", confidential=True),
            Visit(3, "李四", matter="举报", petition_id=8),
            Visit(4, "", matter="", outcome=VisitOutcome.LEFT, confidential=True),
        ),
    )
    first, second, third, fourth = reception.mask(day, {8}).visits
    assert (first.name, first.matter) == ("王＊", "修路")
    assert {second.name, second.matter, second.leader_word} == {"（密）"}
    assert (third.name, third.matter, third.leader_word) == ("（密）", "（密）", "")
    assert (fourth.name, fourth.matter) == ("", "")


# --- the petition a visit becomes -----------------------------------------------------------------


def test_the_form_is_filled_in_from_the_visit() -> None:
    visit = Visit(1, "王建国", 3, "路坏了\n要求修复" + "。" * 500, "三日内去看", confidential=True)
    form = reception.petition_form(DAY, visit)
    assert (form.channel.zh, form.received_on, form.received_by_leader) == (
        "来访", WEDNESDAY, "周副局长",
    )  # fmt: skip
    assert [p.name for p in form.petitioners] == ["王建国"]
    assert (form.people_present, form.confidential, form.anonymous) == (3, True, False)
    assert form.summary.startswith("路坏了 要求修复")
    assert len(form.summary) == 400
    assert form.content == visit.matter
    assert form.notes == "接访领导意见：三日内去看"
    assert reception.petition_form(DAY, Visit(1, matter="路")).anonymous


# --- planning -------------------------------------------------------------------------------------


def test_a_month_is_planned_with_the_leaders_in_turn() -> None:
    days = reception_plan.suggest(date(2026, 3, 20), 2, (1, 2, 3, 4, 5), LEADERS, Calendar())
    assert [(d.day.day, d.leader) for d in days] == [
        (4, "周副局长"), (11, "李局长"), (18, "欧阳副局长"), (25, "周副局长"),
    ]  # fmt: skip


def test_a_holiday_gives_way_to_the_next_working_day_that_is_free() -> None:
    # In 2025 the national holiday ran from Wednesday 1 to Wednesday 8 October.
    days = reception_plan.suggest(date(2025, 10, 1), 2, (1, 2), LEADERS, shipped_calendar())
    assert [d.day for d in days] == [date(2025, 10, 9), date(2025, 10, 10)]


def test_a_day_that_is_on_the_roster_is_not_planned_again() -> None:
    days = reception_plan.suggest(
        date(2026, 3, 1), 2, (1, 2), LEADERS, Calendar(), taken=[WEDNESDAY]
    )
    assert [d.day for d in days] == [date(2026, 3, 11)]


def test_the_turn_goes_on_after_the_leader_who_received_last() -> None:
    assert reception_plan.in_turn(LEADERS, "李局长") == ("欧阳副局长", "周副局长", "李局长")
    assert reception_plan.in_turn(LEADERS, "已调走的") == LEADERS


# --- as it is kept --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "day",
    [
        ReceptionDay(WEDNESDAY),
        ReceptionDay(
            WEDNESDAY, "周副局长", "赵敏", "一楼接访室", time(8, 30), time(11), "带资料",
            (Visit(1, "买买提·艾山", 2, "王𠮷的路", "看", VisitOutcome.REGISTERED, 5),
             Visit(2, outcome=VisitOutcome.LEFT, confidential=True)),
        ),
    ],
)  # fmt: skip
def test_a_day_comes_back_from_its_record_as_it_was(day: ReceptionDay) -> None:
    record = reception.to_record(day)
    assert reception.from_record(record) == day
    assert "null" not in canonical_json(record)


def test_a_record_holds_only_what_is_filled_in() -> None:
    day = replace(DAY, begins=time(9), visits=(Visit(1, matter="路"),))
    assert reception.to_record(day) == {
        "day": "2026-03-04",
        "leader": "周副局长",
        "begins": "09:00",
        "visits": [{"number": 1, "matter": "路"}],
    }
