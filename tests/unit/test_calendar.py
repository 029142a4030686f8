"""The office's calendar: which days are worked, and on which day a limit ends."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from petitiondesk.domain.calendar import Calendar, Rolling
from petitiondesk.domain.errors import FileProblem
from petitiondesk.infra.calendars import parse_calendar, read_calendar, shipped_calendar

CALENDAR = shipped_calendar()
DAYS = st.dates(date(2004, 1, 1), date(2028, 12, 31))


def day(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("text", "worked"),
    [
        ("2024-02-29", True),  # the leap day, a Thursday
        ("2024-02-09", True),  # New Year's Eve 2024 was not among the free days
        ("2025-01-28", False),  # New Year's Eve 2025 was
        ("2024-02-18", True),  # a Sunday made up for the Spring Festival
        ("2025-10-11", True),  # a Saturday made up for National Day
        ("2025-10-12", False),  # the Sunday after it
        ("2025-10-08", False),  # a Wednesday of the eight-day holiday
        ("2026-01-02", False),  # a Friday between New Year's Day and a Saturday
        ("2026-01-04", True),  # the Sunday made up for it
        ("2026-05-09", True),  # a Saturday made up for Labour Day
        ("2015-09-03", False),  # the one holiday of 2015 that never came again
    ],
)
def test_make_up_days_are_worked_and_holiday_periods_are_not(text: str, worked: bool) -> None:
    assert CALENDAR.is_workday(day(text)) is worked
    assert CALENDAR.is_rest_day(day(text)) is not worked


def test_a_weekend_inside_a_holiday_period_belongs_to_the_holiday() -> None:
    assert CALENDAR.is_statutory_holiday(day("2025-10-04"))  # Saturday
    assert CALENDAR.holiday_name(day("2025-10-06")) == "中秋节"
    assert not CALENDAR.is_statutory_holiday(day("2025-10-18"))  # an ordinary Saturday


@pytest.mark.parametrize(
    ("start", "days", "end"),
    [
        # Thu 8 Feb 2024: Fri 9 (1), 10-17 free, Sun 18 made up (2), 19 (3), 20 (4), 21 (5)
        ("2024-02-08", 5, "2024-02-21"),
        # Tue 30 Sep 2025: 1-8 free, 9 (1), 10 (2), Sat 11 made up (3), Sun free, 13 (4), 14 (5)
        ("2025-09-30", 5, "2025-10-14"),
        # Wed 31 Dec 2025: 1-3 free, Sun 4 made up (1), 5 (2), 6 (3), 7 (4), 8 (5)
        ("2025-12-31", 5, "2026-01-08"),
        # Thu 30 Apr 2026: 1-5 free, Wed 6 (1), 7 (2), 8 (3), Sat 9 made up (4)
        ("2026-04-30", 4, "2026-05-09"),
        # Tue 27 Feb 2024: 28 (1), the leap day 29 (2), Fri 1 Mar (3)
        ("2024-02-27", 3, "2024-03-01"),
        # A start on a free day counts no differently: Sat 8 Jun 2024, Mon 10 free, Tue 11 (1)
        ("2024-06-08", 1, "2024-06-11"),
        ("2024-06-08", 0, "2024-06-08"),
    ],
)
def test_working_days_skip_free_days_and_do_not_count_the_start(
    start: str, days: int, end: str
) -> None:
    assert CALENDAR.add_working_days(day(start), days) == day(end)


def test_working_days_cannot_be_counted_backwards() -> None:
    with pytest.raises(ValueError, match="-1"):
        CALENDAR.add_working_days(day("2026-03-02"), -1)


def test_the_office_may_choose_which_last_days_roll() -> None:
    sunday, holiday = day("2026-03-08"), day("2026-10-01")
    assert CALENDAR.roll(sunday) == day("2026-03-09")
    assert CALENDAR.roll(sunday, Rolling.HOLIDAYS) == sunday
    assert CALENDAR.roll(holiday, Rolling.HOLIDAYS) == day("2026-10-08")
    assert CALENDAR.roll(holiday, Rolling.NEVER) == holiday


def test_a_make_up_day_ends_a_holiday_even_on_a_sunday() -> None:
    assert CALENDAR.roll(day("2024-02-11")) == day("2024-02-18")
    assert CALENDAR.roll(day("2024-02-18")) == day("2024-02-18")


def test_a_year_without_its_arrangement_still_knows_the_holidays_with_a_date() -> None:
    assert CALENDAR.confirmed(2026)
    assert not CALENDAR.confirmed(2027)
    assert CALENDAR.roll(day("2027-01-01")) == day("2027-01-04")  # Fri, Sat, Sun free
    assert CALENDAR.unconfirmed(day("2026-12-31"), day("2028-01-01")) == (2027, 2028)


@given(DAYS, st.integers(0, 260))
def test_so_many_working_days_lie_between_start_and_end(start: date, days: int) -> None:
    end = CALENDAR.add_working_days(start, days)
    span = ((start + timedelta(days=n)) for n in range(1, (end - start).days + 1))
    assert sum(CALENDAR.is_workday(d) for d in span) == days
    assert days == 0 or CALENDAR.is_workday(end)


@given(DAYS)
def test_a_rolled_day_is_the_first_working_day_from_it_on(last: date) -> None:
    rolled = CALENDAR.roll(last)
    assert CALENDAR.is_workday(rolled)
    waited = (last + timedelta(days=n) for n in range((rolled - last).days))
    assert not any(map(CALENDAR.is_workday, waited))
    assert last <= CALENDAR.roll(last, Rolling.HOLIDAYS) <= rolled


def test_the_shipped_calendar_has_every_year_with_its_main_holidays() -> None:
    for year in range(2004, 2027):
        assert CALENDAR.confirmed(year)
        names = {n for d, n in CALENDAR.holidays.items() if d.year == year}
        assert {"元旦", "春节", "劳动节", "国庆节"} <= names
        assert CALENDAR.is_statutory_holiday(date(year, 10, 1))
    assert all(d.weekday() >= 5 for d in CALENDAR.workdays)
    assert not CALENDAR.holidays.keys() & CALENDAR.workdays.keys()


def test_the_yearly_file_replaces_its_year_and_no_other() -> None:
    late = parse_calendar('[2026]\nholidays = ["元旦 01-01", "国庆节 10-01..10-08"]\nworkdays = []')
    updated = CALENDAR.updated(late)
    assert updated.is_statutory_holiday(day("2026-10-08"))
    assert updated.is_workday(day("2026-01-02"))
    assert updated.holiday_name(day("2025-10-06")) == "中秋节"
    new = CALENDAR.updated(parse_calendar('[2027]\nholidays = ["元旦 01-01..01-03"]'))
    assert new.confirmed(2027)
    assert new.confirmed(2026)


@pytest.mark.parametrize(
    "text",
    [
        '[2027]\nholidays = ["元旦 01-01..13-02"]',
        '[2027]\nholidays = ["春节 02-29"]',  # 2027 is no leap year
        '[2027]\nholidays = ["国庆节 10-08..10-01"]',
        '[2027]\nholidays = ["国庆节 10-01..12-01"]',
        '[2027]\nholidays = ["10-01"]',
        '[2027]\nholidays = "元旦 01-01"',
        '[2027]\nholiday = ["元旦 01-01"]',
        '[next]\nholidays = ["元旦 01-01"]',
        '[2027]\nholidays = ["元旦 01-01"]\nworkdays = ["元旦 01-01"]',
        "not a calendar",
    ],
)
def test_a_calendar_file_with_a_slip_is_refused_in_words(text: str) -> None:
    with pytest.raises(FileProblem) as refused:
        parse_calendar(text)
    assert "现有日历没有改动" in str(refused.value)


def test_a_calendar_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(FileProblem, match="2027.toml"):
        read_calendar(tmp_path / "2027.toml")


def test_a_calendar_saved_by_notepad_with_a_mark_at_its_head_is_read(tmp_path: Path) -> None:
    path = tmp_path / "2027.toml"
    path.write_text('[2027]\nholidays = ["元旦 01-01"]', encoding="utf-8-sig")
    assert read_calendar(path).confirmed(2027)


def test_an_empty_calendar_works_from_monday_to_friday() -> None:
    empty = Calendar()
    assert empty.is_workday(day("2026-02-17"))
    assert not empty.is_workday(day("2026-02-21"))
    assert not empty.is_workday(day("2026-10-01"))
