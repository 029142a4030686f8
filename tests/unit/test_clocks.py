"""Time limits: every due date here was counted on paper first."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from petitiondesk.domain.calendar import Rolling
from petitiondesk.domain.clocks import (
    CONCLUDE,
    Clock,
    DueStanding,
    DueTerm,
    Limits,
    Rule,
    Unit,
    explain,
    main_clock,
    main_due,
    running,
    standing,
    timed,
)
from petitiondesk.domain.petition import Petition, Routing
from petitiondesk.domain.terms import Channel, PetitionClass, State
from petitiondesk.domain.workflow import STEP, perform
from petitiondesk.infra.calendars import shipped_calendar

CALENDAR = shipped_calendar()
LIMITS = Limits()


def day(text: str) -> date:
    return date.fromisoformat(text)


def clocks(petition: Petition, limits: Limits = LIMITS) -> dict[str, Clock]:
    return {clock.rule.code: clock for clock in running(petition, CALENDAR, limits)}


def claim(received: str) -> Petition:
    return Petition(received_on=day(received), petition_class=PetitionClass.CLAIM)


@pytest.mark.parametrize(
    ("received", "nominal", "due"),
    [
        # Dec 0 + Jan 31 + Feb 29: the leap day itself, a Thursday
        ("2023-12-31", "2024-02-29", "2024-02-29"),
        # Jan 29 + Feb 29 + 2: Saturday, to Monday
        ("2024-01-02", "2024-03-02", "2024-03-04"),
        # Dec 18 + Jan 31 + 11: Spring Festival 10-17 Feb, Sunday 18 is made up
        ("2023-12-13", "2024-02-11", "2024-02-18"),
        # Dec 25 + Jan 31 + 4: a Sunday, but made up, so it stands
        ("2023-12-06", "2024-02-04", "2024-02-04"),
        # Feb 24 + Mar 31 + 5: Tomb-sweeping 4-6 Apr, Sunday 7 is made up
        ("2024-02-05", "2024-04-05", "2024-04-07"),
        # Mar 29 + Apr 30 + 1: Labour Day 1-5 May, Monday 6
        ("2024-03-02", "2024-05-01", "2024-05-06"),
        # Mar 19 + Apr 30 + 11: Saturday made up
        ("2024-03-12", "2024-05-11", "2024-05-11"),
        # Jul 13 + Aug 31 + 16: Mid-autumn 15-17 Sep, Wednesday 18
        ("2024-07-18", "2024-09-16", "2024-09-18"),
        # Aug 28 + Sep 30 + 2: National Day 1-7 Oct, Tuesday 8
        ("2024-08-03", "2024-10-02", "2024-10-08"),
        # Aug 18 + Sep 30 + 12: Saturday made up
        ("2024-08-13", "2024-10-12", "2024-10-12"),
        # Nov 28 + Dec 31 + 1: New Year's Day 2025, a Wednesday, to Thursday
        ("2024-11-02", "2025-01-01", "2025-01-02"),
        # Nov 0 + Dec 31 + 29: Spring Festival 28 Jan - 4 Feb, Wednesday 5
        ("2024-11-30", "2025-01-29", "2025-02-05"),
        # Dec 0 + Jan 31 + Feb 28 + 1: Saturday, to Monday
        ("2024-12-31", "2025-03-01", "2025-03-03"),
        # Mar 29 + Apr 30 + 1: Labour Day 1-5 May, Tuesday 6
        ("2025-03-02", "2025-05-01", "2025-05-06"),
        # Apr 28 + May 31 + 1: Dragon Boat 31 May - 2 Jun, Tuesday 3
        ("2025-04-02", "2025-06-01", "2025-06-03"),
        # May 30 + Jun 30: Monday
        ("2025-05-01", "2025-06-30", "2025-06-30"),
        # Jul 1 + Aug 31 + 28: Sunday made up
        ("2025-07-30", "2025-09-28", "2025-09-28"),
        # Aug 29 + Sep 30 + 1: National Day and Mid-autumn 1-8 Oct, Thursday 9
        ("2025-08-02", "2025-10-01", "2025-10-09"),
        # Aug 19 + Sep 30 + 11: Saturday made up
        ("2025-08-12", "2025-10-11", "2025-10-11"),
        # Nov 27 + Dec 31 + 2: New Year 1-3 Jan, Sunday 4 is made up
        ("2025-11-03", "2026-01-02", "2026-01-04"),
        # Dec 15 + Jan 31 + 14: Saturday made up before the Spring Festival
        ("2025-12-16", "2026-02-14", "2026-02-14"),
        # Dec 13 + Jan 31 + 16: Spring Festival 15-23 Feb, Tuesday 24
        ("2025-12-18", "2026-02-16", "2026-02-24"),
        # Dec 1 + Jan 31 + 28: Saturday made up after it
        ("2025-12-30", "2026-02-28", "2026-02-28"),
        # Jan 30 + Feb 28 + 2: no leap day, a Monday
        ("2026-01-01", "2026-03-02", "2026-03-02"),
        # Feb 25 + Mar 31 + 4: Tomb-sweeping 4-6 Apr, Tuesday 7
        ("2026-02-03", "2026-04-04", "2026-04-07"),
        # Apr 9 + May 31 + 20: Dragon Boat 19-21 Jun, Monday 22
        ("2026-04-21", "2026-06-20", "2026-06-22"),
        # Jul 4 + Aug 31 + 25: Mid-autumn 25-27 Sep, Monday 28
        ("2026-07-27", "2026-09-25", "2026-09-28"),
        # Aug 29 + Sep 30 + 1: National Day 1-7 Oct, Thursday 8
        ("2026-08-02", "2026-10-01", "2026-10-08"),
        # Nov 12 + Dec 31 + 17: Sunday of a year not yet arranged, to Monday
        ("2026-11-18", "2027-01-17", "2027-01-18"),
        # Nov 28 + Dec 31 + 1: New Year's Day needs no arrangement; Fri, Sat, Sun, Monday 4
        ("2026-11-02", "2027-01-01", "2027-01-04"),
    ],
)
def test_a_claim_is_concluded_within_sixty_days(received: str, nominal: str, due: str) -> None:
    clock = clocks(claim(received))["C5"]
    assert (clock.nominal_on, clock.due_on) == (day(nominal), day(due))
    assert clock.started_on == day(received)
    assert main_due(claim(received), CALENDAR, LIMITS) == day(due)


def test_a_due_date_explains_itself_in_one_line() -> None:
    assert str(clocks(claim("2025-07-01"))["C5"].explanation) == (
        "收到 2025-07-01 起 60 日 → 2025-08-30（条例第三十四条）；逢节假日顺延至 2025-09-01"
    )
    assert str(clocks(claim("2025-12-18"))["C5"].explanation) == (
        "收到 2025-12-18 起 60 日 → 2026-02-16（条例第三十四条）；逢节假日（春节）顺延至 2026-02-24"
    )


def test_a_due_date_in_a_year_not_yet_arranged_says_so() -> None:
    line = str(clocks(claim("2026-11-18"))["C5"].explanation)
    assert line.startswith(
        "收到 2026-11-18 起 60 日 → 2027-01-17（条例第三十四条）；逢节假日顺延至 2027-01-18"
    )
    assert "2027 年放假安排尚未录入" in line
    assert "尚未录入" not in str(clocks(claim("2026-08-02"))["C5"].explanation)


def test_a_limit_in_working_days_counts_them() -> None:
    objection = Rule("C3", "异议", 5, Unit.WORKING, "收到", "条例第二十三条")
    start = day("2025-09-30")  # 9, 10, Saturday 11 made up, 13, 14 October
    nominal, due = timed(objection, 5, start, CALENDAR, Rolling.REST_DAYS)
    assert nominal == due == day("2025-10-14")
    line = str(explain(objection, start, 5, nominal, due, CALENDAR))
    assert line == "收到 2025-09-30 起 5 个工作日 → 2025-10-14（条例第二十三条）"


@pytest.mark.parametrize("kind", [PetitionClass.SUGGESTION, PetitionClass.ACCUSATION])
def test_suggestions_and_accusations_have_no_sixty_days(kind: PetitionClass) -> None:
    petition = replace(claim("2026-03-02"), petition_class=kind)
    assert clocks(petition) == {}
    assert main_due(petition, CALENDAR, LIMITS) is None


def test_an_assigned_petition_is_due_when_the_sender_says_though_a_sunday() -> None:
    assigned = replace(claim("2026-03-02"), channel=Channel.ASSIGNED, report_by=day("2026-04-05"))
    clock = clocks(assigned)["C9"]
    assert clock.nominal_on == clock.due_on == day("2026-04-05")
    assert "2026-04-05 前报结（条例第二十二条）" in str(clock.explanation)
    assert main_due(assigned, CALENDAR, LIMITS) == day("2026-04-05")


def test_the_sixty_days_come_first_when_the_sender_allows_longer() -> None:
    assigned = replace(claim("2026-03-02"), report_by=day("2026-06-30"))
    # Mar 29 + Apr 30 + 1 = 1 May, Labour Day to the 5th
    assert main_due(assigned, CALENDAR, LIMITS) == day("2026-05-06")


def routed(petition: Petition, **inputs: object) -> Petition:
    return perform(petition, STEP["route"], {"section": "建设科", **inputs}, day("2026-03-04"))


def test_a_section_has_thirty_days_unless_the_office_says_otherwise() -> None:
    suggestion = replace(claim("2026-03-02"), petition_class=PetitionClass.SUGGESTION)
    clock = clocks(routed(suggestion))["C10"]
    # Mar 27 + 3 = 3 April, a Friday
    assert clock.due_on == day("2026-04-03")
    assert str(clock.explanation) == "转办 2026-03-04 起 30 日 → 2026-04-03（本单位规定）"
    shorter = clocks(routed(suggestion), Limits(section_days=15))["C10"]
    assert shorter.due_on == day("2026-03-19")


def test_the_date_set_at_routing_stands_and_the_petition_is_listed_by_it() -> None:
    suggestion = replace(claim("2026-03-02"), petition_class=PetitionClass.SUGGESTION)
    petition = routed(suggestion, section_due_on=day("2026-03-22"))  # a Sunday
    assert clocks(petition)["C10"].due_on == day("2026-03-22")
    assert "建设科 2026-03-22 前答复" in str(clocks(petition)["C10"].explanation)
    assert main_due(petition, CALENDAR, LIMITS) == day("2026-03-22")


def test_a_claim_is_listed_by_the_law_not_by_the_section() -> None:
    petition = routed(claim("2026-03-02"), section_due_on=day("2026-03-20"))
    assert main_due(petition, CALENDAR, LIMITS) == day("2026-05-06")


def test_the_section_clock_ends_with_its_answer_and_runs_on_when_it_is_sent_back() -> None:
    petition = perform(routed(claim("2026-03-02")), STEP["receive"], {}, day("2026-03-05"))
    assert clocks(petition)["C10"].ended_on is None
    answered = perform(petition, STEP["submit"], {"draft": "已核实"}, day("2026-03-20"))
    assert clocks(answered)["C10"].ended_on == day("2026-03-20")
    back = perform(answered, STEP["revise"], {"revision": "补充依据"}, day("2026-03-21"))
    assert clocks(back)["C10"].ended_on is None


def test_a_section_that_returned_it_owes_no_answer() -> None:
    petition = perform(
        routed(claim("2026-03-02")), STEP["return"], {"return_reason": "非本科"}, day("2026-03-06")
    )
    assert "C10" not in clocks(petition)
    assert "C5" in clocks(petition)


def test_the_clocks_end_when_the_petition_is_concluded() -> None:
    petition = replace(
        claim("2026-03-02"),
        report_by=day("2026-04-30"),
        state=State.CONCLUDED,
        concluded_on=day("2026-04-10"),
    )
    ended = {code: clock.ended_on for code, clock in clocks(petition).items()}
    assert ended == {"C5": day("2026-04-10"), "C9": day("2026-04-10")}


@pytest.mark.parametrize("state", [State.WITHDRAWN, State.NOT_ACCEPTED, State.FORWARDED_ON])
def test_nothing_is_owed_on_a_petition_that_left_by_an_exit(state: State) -> None:
    petition = replace(
        claim("2026-03-02"),
        state=state,
        report_by=day("2026-04-30"),
        routings=(Routing("建设科", routed_on=day("2026-03-04")),),
    )
    assert clocks(petition) == {}
    assert main_clock(petition, CALENDAR, LIMITS) is None
    filed = replace(petition, state=State.ARCHIVED, archived_on=day("2026-05-20"))
    assert main_clock(filed, CALENDAR, LIMITS) is None


def test_an_office_may_have_a_shorter_limit_and_no_rolling() -> None:
    strict = Limits(conclude_days=45, rolling=Rolling.NEVER)
    clock = clocks(claim("2025-08-20"), strict)["C5"]
    # Aug 11 + Sep 30 + 4 = 4 October, in the holiday
    assert clock.nominal_on == clock.due_on == day("2025-10-04")


DUE = date(2026, 3, 31)


@pytest.mark.parametrize(
    ("ended", "today", "expected", "words"),
    [
        (None, "2026-03-25", DueStanding(DueTerm.RUNNING, 6), "还有 6 天"),
        (None, "2026-03-26", DueStanding(DueTerm.SOON, 5), "还有 5 天"),
        (None, "2026-03-31", DueStanding(DueTerm.SOON, 0), "今天到期"),
        (None, "2026-04-01", DueStanding(DueTerm.OVERDUE, 1), "超期 1 天"),
        ("2026-03-31", "2026-06-01", DueStanding(DueTerm.ON_TIME, 0), "按期"),
        ("2026-03-20", "2026-06-01", DueStanding(DueTerm.ON_TIME, 11), "按期"),
        ("2026-04-03", "2026-06-01", DueStanding(DueTerm.LATE, 3), "逾期 3 天办结"),
    ],
)
def test_a_limit_stands_as_the_list_says(
    ended: str | None, today: str, expected: DueStanding, words: str
) -> None:
    found = standing(DUE, day(ended) if ended else None, day(today))
    assert found == expected
    assert str(found.message) == words


def test_without_a_due_date_nothing_is_late() -> None:
    assert standing(None, None, DUE) == DueStanding(DueTerm.NONE)
    assert str(standing(None, None, DUE).message) == "—"


def test_the_warning_goes_by_the_date_before_rolling() -> None:
    nominal, due = day("2025-10-01"), day("2025-10-09")
    assert standing(due, None, day("2025-09-26")).term is DueTerm.RUNNING
    assert standing(due, None, day("2025-09-26"), nominal).term is DueTerm.SOON
    assert standing(due, None, day("2025-10-05"), nominal).term is DueTerm.SOON
    assert standing(due, None, day("2025-10-09"), nominal) == DueStanding(DueTerm.SOON, 0)
    assert standing(due, None, day("2025-10-10"), nominal) == DueStanding(DueTerm.OVERDUE, 1)


@given(st.dates(date(2004, 1, 1), date(2027, 12, 31)), st.integers(1, 120))
def test_a_due_date_is_the_first_working_day_from_the_counted_date(start: date, days: int) -> None:
    nominal, due = timed(CONCLUDE, days, start, CALENDAR, Rolling.REST_DAYS)
    assert (nominal - start).days == days
    assert CALENDAR.is_workday(due)
    between = (nominal + timedelta(days=n) for n in range((due - nominal).days))
    assert not any(CALENDAR.is_workday(d) for d in between)
    narrow = timed(CONCLUDE, days, start, CALENDAR, Rolling.HOLIDAYS)[1]
    assert nominal <= narrow <= due
