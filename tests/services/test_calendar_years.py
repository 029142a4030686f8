"""The office's calendar: its years as files, day by day, and those a newer program brings."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from petitiondesk.domain.errors import FileProblem, InvalidInput
from petitiondesk.domain.ledger import SEALED
from petitiondesk.domain.terms import PetitionClass, State
from petitiondesk.infra.calendars import parse_calendar
from petitiondesk.services.calendar_days import DayKind, spans_of, with_days, year_of
from petitiondesk.services.desk import Desk
from tests.factory import TODAY, a_desk, a_petition, take
from tests.services.registries import every_limit, listed, reckoned_anew, register_open

# --- the yearly file ------------------------------------------------------------------------------


def test_a_year_is_carried_to_the_next_office_on_a_stick(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "放假安排 2026.toml"
    path.write_text("旧的", encoding="utf-8")
    desk.clocks.write_update(path, 2026)
    assert path.read_bytes().startswith(b"\xef\xbb\xbf# ")  # for old Windows editors
    assert b"[2026]\r\n" in path.read_bytes()
    assert desk.clocks.read_update(path) == year_of(desk.clocks.calendar(), 2026)
    assert not desk.clocks.preview_calendar(desk.clocks.read_update(path)).changes
    assert [p.name for p in tmp_path.iterdir() if p.suffix == ".toml"] == [path.name]


def test_a_year_that_is_not_confirmed_comes_as_a_form_to_fill_in(
    desk: Desk, tmp_path: Path
) -> None:
    path = tmp_path / "2027.toml"
    desk.clocks.write_update(path, 2027)
    year = desk.clocks.read_update(path)
    assert year.years == {2027}
    assert sorted(year.holidays) == [
        date(2027, 1, 1), date(2027, 5, 1), date(2027, 5, 2),
        date(2027, 10, 1), date(2027, 10, 2), date(2027, 10, 3),
    ]  # fmt: skip
    assert not desk.clocks.calendar().confirmed(2027)


def test_a_file_that_cannot_be_written_is_said(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(FileProblem, match="找不到"):
        desk.clocks.write_update(tmp_path / "U盘" / "2026.toml", 2026)


# --- the days of a year ---------------------------------------------------------------------------


def test_the_year_day_by_day(desk: Desk) -> None:
    days = {entry.day: entry for entry in desk.clocks.days(date(2026, 1, 1), date(2026, 12, 31))}
    assert len(days) == 365
    assert (days[date(2026, 2, 17)].kind, days[date(2026, 2, 17)].name) == (DayKind.FREE, "春节")
    assert days[date(2026, 2, 14)].kind is DayKind.MADE_UP
    assert days[date(2026, 2, 14)].worked
    assert not days[date(2026, 3, 7)].worked
    assert all(d.worked == desk.clocks.calendar().is_workday(d.day) for d in days.values())


def test_the_spans_of_a_year_say_all_its_special_days(desk: Desk) -> None:
    year = year_of(desk.clocks.calendar(), 2026)
    spring = next(s for s in spans_of(year) if s.name == "春节" and s.kind is DayKind.FREE)
    assert (spring.first, spring.last, spring.days) == (date(2026, 2, 15), date(2026, 2, 23), 9)
    assert sum(s.days for s in spans_of(year)) == len(year.holidays) + len(year.workdays)


def test_days_are_made_free_worked_and_ordinary_again(desk: Desk) -> None:
    year = year_of(desk.clocks.calendar(), 2026)
    long = with_days(year, date(2026, 3, 5), date(2026, 3, 8), DayKind.FREE, " 采茶节 ")
    assert [long.holiday_name(date(2026, 3, n)) for n in (4, 5, 8, 9)] == [
        "",
        "采茶节",
        "采茶节",
        "",
    ]
    worked = with_days(long, date(2026, 3, 5), date(2026, 3, 8), DayKind.MADE_UP, "采茶节")
    assert sorted(worked.workdays.keys() - year.workdays.keys()) == [
        date(2026, 3, 7), date(2026, 3, 8)
    ]  # fmt: skip
    assert all(worked.is_workday(date(2026, 3, n)) for n in (5, 6, 7, 8))
    assert with_days(worked, date(2026, 3, 5), date(2026, 3, 8), DayKind.ORDINARY) == year


@pytest.mark.parametrize(
    ("first", "last", "kind", "name", "field"),
    [
        ((2026, 3, 5), (2026, 3, 4), DayKind.FREE, "节", "last"),
        ((2025, 3, 5), (2025, 3, 5), DayKind.FREE, "节", "first"),
        ((2026, 12, 31), (2027, 1, 1), DayKind.FREE, "元旦", "first"),
        ((2026, 3, 5), (2026, 3, 5), DayKind.FREE, " ", "name"),
        ((2026, 3, 7), (2026, 3, 7), DayKind.MADE_UP, "", "name"),
    ],
)
def test_days_that_cannot_be_meant_are_found_fault_with(
    desk: Desk,
    first: tuple[int, int, int],
    last: tuple[int, int, int],
    kind: DayKind,
    name: str,
    field: str,
) -> None:
    year = year_of(desk.clocks.calendar(), 2026)
    with pytest.raises(InvalidInput) as found:
        with_days(year, date(*first), date(*last), kind, name)
    assert [f.field for f in found.value.findings] == [field]


# --- years that the program brings ----------------------------------------------------------------


def test_a_year_that_a_newer_program_brings_waits_until_it_is_adopted(folder: Path) -> None:
    desk = a_desk(folder, calendar_until=2025)
    register_open(desk, 60)
    assert desk.clocks.offered_years() == (2026,)
    found = desk.clocks.preview_shipped([2026])
    assert listed(found) == reckoned_anew(desk, found.office)
    assert found.moves
    before = every_limit(desk)
    seq = desk.clocks.apply(found, "采用 2026 年放假安排")
    assert desk.clocks.offered_years() == ()
    assert desk.verify.verify().sound
    assert [str(w) for w in desk.clocks.changes()[0].what] == [
        "采用随程序更新的放假安排，到 2026 年"
    ]
    desk.clocks.take_back(seq, desk.clocks.preview_take_back(seq), "误点")
    assert every_limit(desk) == before
    assert desk.clocks.offered_years() == (2026,)
    desk.close()


def test_a_year_that_the_office_entered_is_not_offered(folder: Path) -> None:
    desk = a_desk(folder, calendar_until=2025)
    own = parse_calendar('[2026]\nholidays = ["元旦 01-01..01-03"]')
    desk.clocks.apply(desk.clocks.preview_calendar(own), "自己录入")
    assert desk.clocks.offered_years() == ()
    assert desk.clocks.own_years() == {2026}
    desk.close()


# --- the list of what is due ----------------------------------------------------------------------


def test_the_month_lists_what_is_due_and_keeps_sealed_cases_shut(desk: Desk) -> None:
    take(desk, desk.petitions.register(a_petition()), "route")
    desk.petitions.register(
        a_petition(petition_class=PetitionClass.ACCUSATION, summary="举报某某", received_on=TODAY)
    )
    due = desk.clocks.between(date(2026, 3, 1), date(2026, 4, 30))
    assert [(str(d.title), d.due_on.isoformat(), d.subject) for d in due] == [
        ("告知", "2026-03-17", ""), ("告知", "2026-03-17", ""), ("科室答复", "2026-04-01", "农田建设科"),
        ("科室答复", "2026-04-01", "法规科"),
    ]  # fmt: skip
    assert [d.summary for d in due].count(SEALED) == 1
    assert all("举报" not in d.summary for d in due)


def test_what_was_due_before_a_day_and_is_late(desk: Desk) -> None:
    long_ago = TODAY - timedelta(days=100)
    desk.petitions.register(a_petition(received_on=long_ago))
    assert desk.clocks.overdue_before(TODAY) == 2  # notice and conclusion
    assert desk.clocks.overdue_before(long_ago) == 0
    case = desk.petitions.register(a_petition())
    assert case.state is State.REGISTERED
    assert desk.clocks.overdue_before(TODAY + timedelta(days=90)) == 2  # late is what is late today
