"""Time limits: every due date here was counted on paper first.

The free days it was counted with (State Council's yearly notices; make-up workdays in brackets):
2024  1 Jan; 10-17 Feb (4, 18 Feb); 4-6 Apr (7 Apr); 1-5 May (28 Apr, 11 May); 8-10 Jun;
      15-17 Sep (14 Sep); 1-7 Oct (29 Sep, 12 Oct)
2025  1 Jan; 28 Jan - 4 Feb (26 Jan, 8 Feb); 4-6 Apr; 1-5 May (27 Apr); 31 May - 2 Jun;
      1-8 Oct (28 Sep, 11 Oct)
2026  1-3 Jan (4 Jan); 15-23 Feb (14, 28 Feb); 4-6 Apr; 1-5 May (9 May); 19-21 Jun; 25-27 Sep;
      1-7 Oct (20 Sep, 10 Oct)
"""

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from petitiondesk.domain.calendar import Calendar, Rolling
from petitiondesk.domain.clocks import (
    Clock,
    DueStanding,
    DueTerm,
    Stop,
    clock_standing,
    main_clock,
    main_due,
    next_clock,
    reckon,
    running,
    standing,
)
from petitiondesk.domain.fields import write
from petitiondesk.domain.petition import (
    Extension,
    Hearing,
    Pause,
    Petition,
    Petitioner,
    Review,
    Routing,
)
from petitiondesk.domain.rules import NATIONAL, Rule, Rulebook, Unit
from petitiondesk.domain.terms import (
    Channel,
    PauseKind,
    PetitionClass,
    Procedure,
    ReplyManner,
    ReviewLevel,
    State,
    StatutoryRoute,
)
from petitiondesk.domain.workflow import STEP, perform
from petitiondesk.infra.calendars import shipped_calendar
from tests.factory import STEP_INPUTS

CALENDAR = shipped_calendar()
RULES = Rulebook()
PAPERS = PauseKind.PAPERS


def day(text: str) -> date:
    return date.fromisoformat(text)


def clocks(petition: Petition, rulebook: Rulebook = RULES) -> dict[str, Clock]:
    return {clock.rule.code: clock for clock in running(petition, CALENDAR, rulebook)}


def claim(received: str) -> Petition:
    return Petition(received_on=day(received), petition_class=PetitionClass.CLAIM)


def own(code: str, **changes: object) -> Rulebook:
    """The rules of a province that has one rule of its own."""
    changed = replace(NATIONAL[code], **changes)  # type: ignore[arg-type]
    return Rulebook((replace(NATIONAL.with_rule(changed), since=day("2004-01-01")),))


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
    assert main_due([clock]) == day(due)


@pytest.mark.parametrize(
    ("received", "due"),
    [
        # Wed 7, 8, Fri 9 Feb; Spring Festival; Sunday 18 made up, Mon 19
        ("2024-02-06", "2024-02-19"),
        # leap day Thu 29 Feb, Fri 1 Mar, Mon 4, 5, 6
        ("2024-02-28", "2024-03-06"),
        # Sunday 28 Apr made up, 29, 30; Labour Day; Mon 6, Tue 7 May
        ("2024-04-26", "2024-05-07"),
        # Thu 9, Fri 10, Saturday 11 made up, Mon 13, Tue 14
        ("2024-05-08", "2024-05-14"),
        # Fri 13, Saturday 14 made up; Mid-autumn; Wed 18, 19, 20
        ("2024-09-12", "2024-09-20"),
        # Sunday 29 made up, 30 Sep; National Day; Tue 8, 9, 10 Oct
        ("2024-09-27", "2024-10-10"),
        # Mon 30, Tue 31 Dec; New Year; Thu 2, Fri 3, Mon 6 Jan
        ("2024-12-27", "2025-01-06"),
        # Fri 24, Sunday 26 made up, Mon 27 Jan; Spring Festival; Wed 5, Thu 6 Feb
        ("2025-01-23", "2025-02-06"),
        # Thu 3 Apr; Tomb-sweeping; Mon 7, 8, 9, 10
        ("2025-04-02", "2025-04-10"),
        # Sunday 27 made up, 28, 29, 30 Apr; Labour Day; Tue 6 May
        ("2025-04-25", "2025-05-06"),
        # National Day; Thu 9, Fri 10, Saturday 11 made up, Mon 13, Tue 14
        ("2025-09-30", "2025-10-14"),
        # Fri 13, Saturday 14 made up; Spring Festival; Tue 24, 25, 26 Feb
        ("2026-02-12", "2026-02-26"),
        # Fri 27, Saturday 28 made up, Mon 2, 3, 4 Mar
        ("2026-02-26", "2026-03-04"),
        # Fri 8, Saturday 9 made up, Mon 11, 12, 13 May
        ("2026-05-07", "2026-05-13"),
        # Thu 31 Dec; Fri 1 Jan by its date, weekend; Mon 4, 5, 6, 7 Jan, a year not arranged yet
        ("2026-12-30", "2027-01-07"),
    ],
)
def test_an_item_is_objected_to_within_five_working_days(received: str, due: str) -> None:
    item = replace(claim(received), channel=Channel.FORWARDED)
    clock = clocks(item)["C3"]
    assert (clock.nominal_on, clock.due_on) == (day(due), day(due))


@pytest.mark.parametrize(
    ("received", "channel", "nominal", "due"),
    [
        # 2 + 15
        ("2026-03-02", Channel.LETTER, "2026-03-17", "2026-03-17"),
        # Jan 5 + 10: Spring Festival, to Sunday 18, made up
        ("2024-01-26", Channel.VISIT, "2024-02-10", "2024-02-18"),
        # 14 + 15 = 29: the leap day, a Thursday
        ("2024-02-14", Channel.LETTER, "2024-02-29", "2024-02-29"),
        # Feb 14 + 1: no leap day, Saturday, to Monday
        ("2025-02-14", Channel.LETTER, "2025-03-01", "2025-03-03"),
        # Sep 14 + 1: National Day 1-8, Thursday 9
        ("2025-09-16", Channel.ONLINE, "2025-10-01", "2025-10-09"),
        # Dec 13 + 2: New Year 1-3, Sunday 4 made up
        ("2025-12-18", Channel.LETTER, "2026-01-02", "2026-01-04"),
        # Jan 1 + 14: Saturday made up
        ("2026-01-30", Channel.LETTER, "2026-02-14", "2026-02-14"),
        # Apr 6 + 9: Saturday made up
        ("2026-04-24", Channel.LETTER, "2026-05-09", "2026-05-09"),
        # 5 + 15: Saturday of Dragon Boat 19-21, Monday 22
        ("2026-06-05", Channel.ASSIGNED, "2026-06-20", "2026-06-22"),
        # 2 + 15: Spring Festival 15-23, Tuesday 24
        ("2026-02-02", Channel.FORWARDED, "2026-02-17", "2026-02-24"),
    ],
)
def test_a_petitioner_is_told_within_fifteen_days(
    received: str, channel: Channel, nominal: str, due: str
) -> None:
    petition = replace(claim(received), channel=channel, petitioners=(WANG,))
    clock = clocks(petition)["C2" if channel.from_superior else "C1"]
    assert (clock.nominal_on, clock.due_on) == (day(nominal), day(due))


WANG = Petitioner("王建国", address="青石镇河湾村")


@pytest.mark.parametrize(
    ("received", "extensions", "nominal", "due"),
    [
        # 90: Mar 29 + Apr 30 + May 31: Sunday, to Monday
        ("2026-03-02", (30,), "2026-05-31", "2026-06-01"),
        # 75: Mar 29 + Apr 30 + 16: Saturday, to Monday
        ("2026-03-02", (15,), "2026-05-16", "2026-05-18"),
        # 90: Jul 28 + Aug 31 + Sep 30 + 1: National Day 1-8, Thursday 9
        ("2025-07-03", (30,), "2025-10-01", "2025-10-09"),
        # 90: Dec 30 + Jan 31 + Feb 29: the leap day
        ("2023-12-01", (30,), "2024-02-29", "2024-02-29"),
        # 90: Nov 27 + Dec 31 + Jan 31 + 1: Sunday, to Monday
        ("2025-11-03", (10, 20), "2026-02-01", "2026-02-02"),
        # 90: Dec 30 + Jan 31 + Feb 28 + 1: Saturday, to Monday
        ("2024-12-01", (30,), "2025-03-01", "2025-03-03"),
        # 70: Aug 21 + Sep 30 + 19: Monday
        ("2026-08-10", (10,), "2026-10-19", "2026-10-19"),
        # 80: Jul 20 + Aug 31 + 29: Sunday made up, it stands
        ("2024-07-11", (20,), "2024-09-29", "2024-09-29"),
    ],
)
def test_an_extension_runs_from_the_end_of_the_sixty_days(
    received: str, extensions: tuple[int, ...], nominal: str, due: str
) -> None:
    granted = tuple(Extension(day(received), n, "周副局长", "情况复杂") for n in extensions)
    clock = clocks(replace(claim(received), extensions=granted))["C5"]
    assert (clock.nominal_on, clock.due_on) == (day(nominal), day(due))


PROVINCE = own("C5", stops_for=(PAPERS, PauseKind.HEARING))
"""A province whose rules let the limit to conclude stop."""


def paused(petition: Petition, *times: tuple[str, str]) -> Petition:
    pauses = tuple(Pause(PAPERS, day(a), day(b) if b else None) for a, b in times)
    return replace(petition, pauses=pauses)


@pytest.mark.parametrize(
    ("received", "times", "nominal", "due"),
    [
        # 10-19 Mar are 10 days; 1 May + 10, a Monday
        ("2026-03-02", [("2026-03-10", "2026-03-20")], "2026-05-11", "2026-05-11"),
        # across the year's end: 30 Dec - 5 Jan are 7; 30 Jan + 7, a Friday
        ("2025-12-01", [("2025-12-30", "2026-01-06")], "2026-02-06", "2026-02-06"),
        # over the leap day: 26 Feb - 1 Mar are 5; Jan 22 + Feb 29 + 9 = 9 Mar, + 5, a Thursday
        ("2024-01-09", [("2024-02-26", "2024-03-02")], "2024-03-14", "2024-03-14"),
        # two pauses, 3 + 4; 1 May + 7, a Friday
        ("2026-03-02", [("2026-03-10", "2026-03-13"), ("2026-04-01", "2026-04-05")],
         "2026-05-08", "2026-05-08"),
        # two that overlap, 10-14 and 12-17 Mar: 10 to 16 are 7
        ("2026-03-02", [("2026-03-10", "2026-03-15"), ("2026-03-12", "2026-03-17")],
         "2026-05-08", "2026-05-08"),
        # one that begins after the end changes nothing: 1 May, Labour Day, Wednesday 6
        ("2026-03-02", [("2026-05-04", "2026-05-20")], "2026-05-01", "2026-05-06"),
        # the start day is not counted anyway: 2 Mar counts not, 3 and 4 are lost; 1 May + 2
        ("2026-03-02", [("2026-03-02", "2026-03-05")], "2026-05-03", "2026-05-06"),
        # resumed on the same day: nothing is lost
        ("2026-03-02", [("2026-03-10", "2026-03-10")], "2026-05-01", "2026-05-06"),
        # Aug 29 + Sep 30 + 1 = 1 Oct; 10-18 Aug are 9: Saturday 10 Oct, made up
        ("2026-08-02", [("2026-08-10", "2026-08-19")], "2026-10-10", "2026-10-10"),
    ],
)  # fmt: skip
def test_where_a_province_lets_the_sixty_days_stop_paused_days_do_not_count(
    received: str, times: list[tuple[str, str]], nominal: str, due: str
) -> None:
    clock = clocks(paused(claim(received), *times), PROVINCE)["C5"]
    assert (clock.nominal_on, clock.due_on) == (day(nominal), day(due))


def test_by_the_national_rules_a_pause_does_not_stop_the_sixty_days() -> None:
    stopped = paused(claim("2026-03-02"), ("2026-03-10", "2026-03-20"))
    assert clocks(stopped)["C5"].due_on == day("2026-05-06")
    assert "暂停" not in str(clocks(stopped)["C5"].explanation)


def test_a_pause_in_the_extension_counts_as_well() -> None:
    extended = replace(
        claim("2026-03-02"), extensions=(Extension(day("2026-04-20"), 30, "周副局长", "复杂"),)
    )
    # 31 May; 20-24 May are 5: 5 June, a Friday
    clock = clocks(paused(extended, ("2026-05-20", "2026-05-25")), PROVINCE)["C5"]
    assert clock.due_on == day("2026-06-05")
    assert str(clock.explanation) == (
        "收到 2026-03-02 起 60 日 → 2026-05-01（条例第三十四条）"
        "；延期 30 日（周副局长 2026-04-20 批准：复杂）→ 2026-05-31"
        "；2026-05-20 至 2026-05-24 暂停（等待补充材料），不计 5 日 → 2026-06-05"
    )


def test_while_it_is_paused_nothing_is_due_and_nothing_is_late() -> None:
    stopped = paused(claim("2026-03-02"), ("2026-03-10", ""))
    clock = clocks(stopped, PROVINCE)["C5"]
    assert clock.paused
    assert clock_standing(clock, day("2026-12-01")).term is DueTerm.PAUSED
    assert next_clock([clock]) is None
    assert "2026-03-10 起暂停" in str(clock.explanation)


@pytest.mark.parametrize(
    ("accepted", "nominal"),
    [
        # Mar 21 + Apr 30 + 9: Saturday made up
        ("2026-03-10", "2026-05-09"),
        # Feb 19 + Mar 31 + 10: a Wednesday
        ("2024-02-10", "2024-04-10"),
        # Dec 1 + Jan 31 + 28: a Friday
        ("2024-12-30", "2025-02-28"),
    ],
)
def test_the_sixty_days_run_from_acceptance_where_it_was_noted(accepted: str, nominal: str) -> None:
    petition = replace(claim("2024-01-02"), accepted_on=day(accepted))
    clock = clocks(petition)["C5"]
    assert clock.due_on == day(nominal)
    assert str(clock.explanation).startswith(f"受理 {accepted} 起 60 日")
    received = clocks(petition, own("C5", starts=NATIONAL["C1"].starts))["C5"]
    assert received.started_on == day("2024-01-02")


def test_handled_anew_the_sixty_days_begin_again() -> None:
    again = replace(claim("2026-03-02"), reopened_on=day("2026-06-01"))
    # Jun 29 + Jul 31: a Friday
    assert clocks(again)["C5"].due_on == day("2026-07-31")
    assert str(clocks(again)["C5"].explanation).startswith("重新办理 2026-06-01 起")


def simple(received: str, accepted: str = "") -> Petition:
    return replace(
        claim(received),
        procedure=Procedure.SIMPLE,
        accepted_on=day(accepted) if accepted else None,
        petitioners=(WANG,),
    )


def test_the_simple_procedure_has_limits_in_working_days() -> None:
    # Thu 9, Fri 10, Saturday 11 Oct made up
    assert clocks(simple("2025-09-30"))["C11"].due_on == day("2025-10-11")
    # Sunday 20 Sep made up, 21, 22
    assert clocks(simple("2026-09-18"))["C11"].due_on == day("2026-09-22")
    # 22, 23, 24; Mid-autumn; 28, 29, 30 Sep; National Day; 8, 9, Saturday 10, Mon 12 Oct
    assert clocks(simple("2026-09-18", "2026-09-21"))["C11C"].due_on == day("2026-10-12")
    # 31 Dec; 2, 3, 6, 7, 8, 9, 10, 13, 14 Jan
    assert clocks(simple("2024-12-30", "2024-12-30"))["C11C"].due_on == day("2025-01-14")
    assert clocks(simple("2026-09-18")).keys() == {"C11", "C11C"}


def test_a_pause_takes_working_days_out_of_the_simple_procedure() -> None:
    # 3, 4 Mar; 5-9 paused; 10, 11, 12, 13, 16, 17, 18, 19
    petition = paused(simple("2026-03-02", "2026-03-02"), ("2026-03-05", "2026-03-10"))
    assert clocks(petition)["C11C"].due_on == day("2026-03-19")


def served(on: str, **more: object) -> Petition:
    """A claim whose written answer was delivered."""
    base = replace(
        claim("2024-01-02"),
        state=State.CONCLUDED,
        reply_manner=ReplyManner.WRITTEN,
        delivered_on=day(on),
        concluded_on=day(on),
    )
    return replace(base, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("delivered", "due"),
    [
        # Mar 29 + 1: a Wednesday
        ("2026-03-02", "2026-04-01"),
        # Sep 29 + 1: National Day 1-8, Thursday 9
        ("2025-09-01", "2025-10-09"),
        # Jan 1 + Feb 29: the leap day
        ("2024-01-30", "2024-02-29"),
        # Jan 1 + Feb 28 + 1: Saturday, to Monday
        ("2025-01-30", "2025-03-03"),
    ],
)
def test_a_review_may_be_asked_for_within_thirty_days(delivered: str, due: str) -> None:
    clock = clocks(served(delivered))["C7"]
    assert clock.due_on == day(due)
    assert not clock.duty
    late = day(due) + timedelta(days=1)
    assert clock_standing(clock, day(due)).term is DueTerm.OPEN_RIGHT
    assert clock_standing(clock, late).term is DueTerm.LAPSED


def reviewed(requested: str, level: ReviewLevel, **more: object) -> Petition:
    review = Review(level, requested_on=day(requested), body="县人民政府", ours=True)
    return served("2024-02-01", reviews=(review,), state=State.IN_REVIEW, **more)


def test_a_review_is_decided_within_thirty_days() -> None:
    # Mar 15 + 15: a Wednesday
    assert clocks(reviewed("2026-03-16", ReviewLevel.REVIEW))["C7D"].due_on == day("2026-04-15")
    # Dec 28 + 2: New Year 1-3, Sunday 4 made up
    assert clocks(reviewed("2025-12-03", ReviewLevel.REVIEW))["C7D"].due_on == day("2026-01-04")


def test_the_time_of_a_hearing_does_not_count_in_a_re_review() -> None:
    plain = reviewed("2026-05-08", ReviewLevel.REREVIEW)
    # May 23 + 7: Sunday, to Monday
    assert clocks(plain)["C8D"].due_on == day("2026-06-08")
    # 20, 21, 22 May are 3: 7 + 3, a Wednesday
    heard = replace(plain, hearings=(Hearing(day("2026-05-20"), day("2026-05-22")),))
    assert clocks(heard)["C8D"].due_on == day("2026-06-10")
    # 18-26 May are 9: from 11 May 30 days are 10 June, + 9 = 19, Dragon Boat, Monday 22
    long = reviewed(
        "2026-05-11",
        ReviewLevel.REREVIEW,
        hearings=(Hearing(day("2026-05-18"), day("2026-05-26")),),
    )
    assert clocks(long)["C8D"].due_on == day("2026-06-22")
    # a review's own limit does not stop for it (Art. 35 says nothing of hearings)
    review = reviewed("2026-05-08", ReviewLevel.REVIEW, hearings=heard.hearings)
    assert clocks(review)["C7D"].due_on == day("2026-06-08")


def test_a_re_review_may_be_asked_for_within_thirty_days_of_the_review() -> None:
    review = Review(requested_on=day("2026-03-16"), body="县人民政府", decided_on=day("2026-04-07"))
    found = clocks(served("2026-03-02", reviews=(review,), state=State.REVIEWED))
    # Apr 23 + 7: a Thursday
    assert found["C8"].due_on == day("2026-05-07")
    assert found["C7"].ended_on == day("2026-03-16")
    assert found["C7D"].ended_on == day("2026-04-07")
    assert not found["C7D"].duty  # another body decides it


def test_an_answer_by_phone_opens_no_window_and_a_statutory_route_none_either() -> None:
    assert "C7" not in clocks(served("2026-03-02", reply_manner=ReplyManner.PHONE))
    route = StatutoryRoute.LITIGATION
    assert clocks(served("2026-03-02", statutory_route=route)) == {}


def test_a_statutory_route_keeps_its_own_date() -> None:
    petition = replace(
        claim("2026-03-02"),
        statutory_route=StatutoryRoute.ADMINISTRATIVE,
        statute="《行政处罚法》第六十条",
        statutory_due_on=day("2026-05-31"),
        state=State.STATUTORY,
    )
    found = clocks(petition)
    assert found.keys() == {"CS"}
    assert found["CS"].due_on == day("2026-05-31")  # a Sunday, but a named date does not roll
    assert "《行政处罚法》第六十条规定 2026-05-31 前" in str(found["CS"].explanation)


def test_an_office_that_passes_petitions_on_has_fifteen_days_for_it() -> None:
    petition = claim("2026-02-02")
    assert "C4" not in clocks(petition)
    # 17 Feb, Spring Festival, Tuesday 24
    assert clocks(petition, own("C4", enabled=True))["C4"].due_on == day("2026-02-24")


def test_a_section_does_not_lose_the_days_of_a_pause() -> None:
    petition = replace(
        claim("2026-03-02"), routings=(Routing("建设科", routed_on=day("2026-03-04")),)
    )
    stopped = paused(petition, ("2026-03-10", "2026-03-20"))
    # 3 April + 10: a Monday
    assert clocks(stopped)["C10"].due_on == day("2026-04-13")


def test_a_case_keeps_the_rules_it_began_under() -> None:
    shorter = replace(NATIONAL["C5"], days=45, article="省实施办法第二十条")
    book = Rulebook((replace(NATIONAL.with_rule(shorter), since=day("2026-03-01")),))
    # Feb 1 + Mar 31 + 28: a Tuesday, still sixty; then 45: Mar 29 + 16, a Thursday
    assert clocks(claim("2026-02-27"), book)["C5"].due_on == day("2026-04-28")
    assert clocks(claim("2026-03-02"), book)["C5"].due_on == day("2026-04-16")
    assert "省实施办法第二十条" in str(clocks(claim("2026-03-02"), book)["C5"].explanation)


def test_nobody_need_be_told_who_cannot_be_reached() -> None:
    for people in ((), (Petitioner("王建国"),), (Petitioner("", address="青石镇"),)):
        assert "C1" not in clocks(replace(claim("2026-03-02"), petitioners=people))


def test_the_notice_is_met_by_telling_by_answering_and_by_sending_on() -> None:
    petition = replace(claim("2026-03-02"), petitioners=(WANG,))
    for name in ("notified_on", "replied_on", "concluded_on", "closed_on"):
        told = write(petition, {name: day("2026-03-09")})
        assert clocks(told)["C1"].ended_on == day("2026-03-09")


def test_the_objection_lapses_with_acceptance_and_ends_with_the_objection() -> None:
    item = replace(claim("2026-03-02"), channel=Channel.FORWARDED)
    assert clocks(item)["C3"].ended_on is None
    assert clocks(replace(item, accepted_on=day("2026-03-04")))["C3"].ended_on == day("2026-03-04")
    assert clocks(replace(item, objected_on=day("2026-03-05")))["C3"].ended_on == day("2026-03-05")


def test_an_urging_is_answered_by_the_day_it_names() -> None:
    urged = perform(
        routed(claim("2026-03-02")), STEP["urge"], STEP_INPUTS["urge"], day("2026-03-04")
    )
    clock = clocks(urged)["CU"]
    assert (clock.due_on, clock.subject) == (day("2026-03-09"), "建设科")
    answered = perform(urged, STEP["urge_answer"], {"urge_answer": "已办"}, day("2026-03-08"))
    assert clocks(answered)["CU"].ended_on == day("2026-03-08")


def test_several_limits_run_at_once_and_the_offices_own_comes_first() -> None:
    petition = replace(claim("2026-03-02"), petitioners=(WANG,))
    found = running(routed(petition, section_due_on=day("2026-03-10")), CALENDAR, RULES)
    assert [c.rule.code for c in found] == ["C1", "C5", "C10"]
    following = next_clock(found)
    assert following is not None
    assert following.rule.code == "C1"
    main = main_clock(found)
    assert main is not None
    assert main.rule.code == "C5"


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
    item = replace(claim("2025-09-30"), channel=Channel.FORWARDED)
    assert str(clocks(item)["C3"].explanation) == (
        "收到 2025-09-30 起 5 个工作日，跳过周末和节假日（国庆节、中秋节）9 天 → 2025-10-14（条例第二十三条第三款）"
    )
    weekend = str(clocks(replace(item, received_on=day("2026-03-05")))["C3"].explanation)
    assert (
        weekend
        == "收到 2026-03-05 起 5 个工作日，跳过周末 2 天 → 2026-03-12（条例第二十三条第三款）"
    )


@pytest.mark.parametrize("kind", [PetitionClass.SUGGESTION, PetitionClass.ACCUSATION])
def test_suggestions_and_accusations_have_no_sixty_days(kind: PetitionClass) -> None:
    petition = replace(claim("2026-03-02"), petition_class=kind)
    assert clocks(petition) == {}
    assert main_due(clocks(petition).values()) is None


def test_an_assigned_petition_is_due_when_the_sender_says_though_a_sunday() -> None:
    assigned = replace(claim("2026-03-02"), channel=Channel.ASSIGNED, report_by=day("2026-04-05"))
    clock = clocks(assigned)["C9"]
    assert clock.nominal_on == clock.due_on == day("2026-04-05")
    assert "2026-04-05 前报结（条例第二十二条）" in str(clock.explanation)
    assert main_due(clocks(assigned).values()) == day("2026-04-05")


def test_the_sixty_days_come_first_when_the_sender_allows_longer() -> None:
    assigned = replace(claim("2026-03-02"), report_by=day("2026-06-30"))
    # Mar 29 + Apr 30 + 1 = 1 May, Labour Day to the 5th
    assert main_due(clocks(assigned).values()) == day("2026-05-06")


def routed(petition: Petition, **inputs: object) -> Petition:
    return perform(petition, STEP["route"], {"section": "建设科", **inputs}, day("2026-03-04"))


def test_a_section_has_thirty_days_unless_the_office_says_otherwise() -> None:
    suggestion = replace(claim("2026-03-02"), petition_class=PetitionClass.SUGGESTION)
    clock = clocks(routed(suggestion))["C10"]
    # Mar 27 + 3 = 3 April, a Friday
    assert clock.due_on == day("2026-04-03")
    assert str(clock.explanation) == "转办 2026-03-04 起 30 日 → 2026-04-03（本单位规定）"
    shorter = clocks(routed(suggestion), Rulebook(section_days=15))["C10"]
    assert shorter.due_on == day("2026-03-19")


def test_the_date_set_at_routing_stands_and_the_petition_is_listed_by_it() -> None:
    suggestion = replace(claim("2026-03-02"), petition_class=PetitionClass.SUGGESTION)
    petition = routed(suggestion, section_due_on=day("2026-03-22"))  # a Sunday
    assert clocks(petition)["C10"].due_on == day("2026-03-22")
    assert "建设科 2026-03-22 前答复" in str(clocks(petition)["C10"].explanation)
    assert main_due(clocks(petition).values()) == day("2026-03-22")


def test_a_claim_is_listed_by_the_law_not_by_the_section() -> None:
    petition = routed(claim("2026-03-02"), section_due_on=day("2026-03-20"))
    assert main_due(clocks(petition).values()) == day("2026-05-06")


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
    assert ended == {"C5": day("2026-04-10"), "C9": None}
    reported = replace(petition, reported_on=day("2026-04-12"))
    assert clocks(reported)["C9"].ended_on == day("2026-04-12")
    filed = replace(petition, state=State.ARCHIVED)
    assert clocks(filed)["C9"].ended_on == day("2026-04-10")


@pytest.mark.parametrize("state", [State.WITHDRAWN, State.NOT_ACCEPTED, State.FORWARDED_ON])
def test_nothing_is_owed_on_a_petition_that_left_by_an_exit(state: State) -> None:
    petition = replace(
        claim("2026-03-02"),
        state=state,
        report_by=day("2026-04-30"),
        routings=(Routing("建设科", routed_on=day("2026-03-04")),),
    )
    assert clocks(petition) == {}
    assert main_clock(clocks(petition).values()) is None
    filed = replace(petition, state=State.ARCHIVED, archived_on=day("2026-05-20"))
    assert main_clock(clocks(filed).values()) is None


def test_an_office_may_have_a_shorter_limit_and_no_rolling() -> None:
    strict = own("C5", days=45, rolling=Rolling.NEVER)
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
        ("2026-04-03", "2026-06-01", DueStanding(DueTerm.LATE, 3), "超期 3 天办结"),
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
    rule = replace(NATIONAL["C5"], days=days)
    found = reckon(rule, start, CALENDAR)
    assert (found.nominal_on - start).days == days
    assert CALENDAR.is_workday(found.due_on)
    rolled = (found.due_on - found.nominal_on).days
    between = (found.nominal_on + timedelta(days=n) for n in range(rolled))
    assert not any(CALENDAR.is_workday(d) for d in between)
    narrow = reckon(replace(rule, rolling=Rolling.HOLIDAYS), start, CALENDAR).due_on
    assert found.nominal_on <= narrow <= found.due_on


ANY_DAY = st.dates(date(2023, 11, 1), date(2027, 3, 1))
PAUSES = st.lists(
    st.builds(
        lambda kind, first, days: Stop(kind, first, first + timedelta(days=days)),
        st.sampled_from(PauseKind), ANY_DAY, st.integers(0, 40),
    ),
    max_size=4,
)  # fmt: skip
EXTENSIONS = st.lists(
    st.builds(
        Extension, st.just(date(2026, 1, 5)), st.integers(1, 30), st.just("局长"), st.just("复杂")
    ),
    max_size=2,
)


@given(
    st.sampled_from([r for r in NATIONAL.rules if r.days]),
    ANY_DAY, st.sampled_from(Rolling), PAUSES, EXTENSIONS, st.sets(st.sampled_from(PauseKind)),
)  # fmt: skip
def test_the_printed_line_counted_again_step_by_step_yields_the_date(
    rule: Rule, start: date, rolling: Rolling, pauses: list[Stop], extensions: list[Extension],
    stops: set[PauseKind],
) -> None:  # fmt: skip
    rule = replace(rule, rolling=rolling, stops_for=tuple(stops))
    found = reckon(rule, start, CALENDAR, extensions=extensions, pauses=pauses)
    assert (
        by_hand(str(found.line), CALENDAR, stops_working=rule.unit is Unit.WORKING) == found.due_on
    )
    assert found.start < found.due_on
    assert found.nominal_on <= found.due_on


def by_hand(line: str, calendar: Calendar, *, stops_working: bool) -> date:
    """Do the sum that a printed line describes, knowing only the line and the calendar on the wall."""
    first, *others = line.split("；")
    counted = re.match(r"\S+ (\S+) 起 (\d+) (日|个工作日)(?:，跳过\D*?(\d+) 天)? → (\S+?)（", first)
    assert counted, first
    start, days, unit, skipped, reached = counted.groups()
    at = day(start) + timedelta(days=int(days) + int(skipped or 0))
    assert at == day(reached)
    assert (unit == "个工作日") == stops_working
    if stops_working and not others:
        passed = [day(start) + timedelta(days=n + 1) for n in range((at - day(start)).days)]
        assert sum(map(calendar.is_workday, passed)) == int(days)
    for part in others:
        if moved := re.match(r"延期 (\d+) 日（.*）→ (\S+)", part):
            at += timedelta(days=int(moved[1]))
            assert at == day(moved[2])
        elif stop := re.match(r"(\S+) 至 (\S+) 暂停（.*），不计 (\d+) 日 → (\S+)", part):
            assert (day(stop[2]) - day(stop[1])).days + 1 == int(stop[3])
            at += timedelta(days=int(stop[3]))
            assert at == day(stop[4])
        elif rolled := re.match(r"逢节假日(?:（.*）)?顺延至 (\S+)", part):
            while calendar.is_rest_day(at):
                at += timedelta(days=1)
            assert at == day(rolled[1])
        else:
            assert re.match(r"\d{4} 年放假安排尚未录入", part), part
    return at


@given(ANY_DAY, st.integers(1, 60), PAUSES)
def test_no_pause_ever_makes_a_limit_shorter(start: date, days: int, pauses: list[Stop]) -> None:
    for unit in Unit:
        rule = replace(NATIONAL["C8D"], days=days, unit=unit, stops_for=tuple(PauseKind))
        assert (
            reckon(rule, start, CALENDAR, pauses=pauses).due_on
            >= reckon(rule, start, CALENDAR).due_on
        )
