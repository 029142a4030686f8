"""Which backups stay and which go."""

from datetime import date, datetime, timedelta
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from petitiondesk.domain.backups import Stamp, file_name, to_remove
from tests.factory import BEIJING, at

OWN, OTHER = "a" * 32, "b" * 32
TODAY = date(2026, 3, 2)
START = datetime(2026, 3, 2, 17, 30, tzinfo=BEIJING)

moments = st.integers(min_value=0, max_value=800 * 24 * 60).map(
    lambda minutes: START - timedelta(minutes=minutes)
)
backups = st.lists(st.tuples(moments, st.sampled_from([OWN, OTHER])), max_size=60).map(
    lambda drawn: [Stamp(f"{n:03}", registry, moment) for n, (moment, registry) in enumerate(drawn)]
)


def stamp(moment: datetime, registry: str = OWN) -> Stamp:
    return Stamp(file_name("信访登记", moment), registry, moment)


def kept(stamps: list[Stamp], today: date = TODAY) -> list[Stamp]:
    gone = to_remove(stamps, OWN, today)
    return [each for each in stamps if each.name not in gone]


def test_a_backup_is_named_after_its_registry_and_the_moment() -> None:
    assert file_name("信访登记", at()()) == "信访登记-2026-03-02-091400.petitionbackup"


def test_two_years_of_daily_backups_leave_seven_days_four_weeks_and_twelve_months() -> None:
    daily = [stamp(START - timedelta(days=n)) for n in range(730)]
    days = [each.made_at.date() for each in kept(daily)]
    assert days[:7] == [TODAY - timedelta(days=n) for n in range(7)]
    weeks = [date(2026, 3, 2), date(2026, 3, 1), date(2026, 2, 22), date(2026, 2, 15)]
    assert all(day in days for day in weeks)
    months = {(day.year, day.month) for day in days}
    assert len(months) == 12
    assert date(2025, 4, 30) in days
    assert len(days) == 7 + 2 + 10, "a backup may stand for its day, its week and its month at once"


def test_of_many_backups_of_one_day_the_newest_stays() -> None:
    morning, noon, evening = (stamp(START - timedelta(hours=n)) for n in (8, 5, 0))
    assert kept([noon, evening, morning]) == [evening]


def test_an_office_that_was_closed_for_a_month_loses_no_day() -> None:
    before = [stamp(START - timedelta(days=n)) for n in range(40, 47)]
    assert kept(before) == before


def test_what_a_wrong_clock_dated_ahead_pushes_nothing_out() -> None:
    ahead = [stamp(START + timedelta(days=n)) for n in range(300, 310)]
    mine = stamp(START)
    assert kept([*ahead, mine]) == [*ahead, mine]


@given(backups)
def test_the_newest_always_stays(stamps: list[Stamp]) -> None:
    own = [each for each in stamps if each.registry == OWN]
    newest = max(own, key=lambda each: (each.made_at, each.name), default=None)
    assert newest is None or newest.name not in to_remove(stamps, OWN, TODAY)


@given(backups)
def test_backups_of_another_registry_are_never_touched(stamps: list[Stamp]) -> None:
    gone = to_remove(stamps, OWN, TODAY)
    assert all(each.registry == OWN for each in stamps if each.name in gone)
    alone = [each for each in stamps if each.registry == OWN]
    assert to_remove(alone, OWN, TODAY) == gone


@given(backups, st.randoms())
def test_the_order_in_which_a_folder_lists_them_does_not_matter(
    stamps: list[Stamp], random: Random
) -> None:
    mixed = list(stamps)
    random.shuffle(mixed)
    assert to_remove(mixed, OWN, TODAY) == to_remove(stamps, OWN, TODAY)


@given(backups)
def test_rotating_twice_removes_nothing_more(stamps: list[Stamp]) -> None:
    assert to_remove(kept(stamps), OWN, TODAY) == ()


@given(backups)
def test_each_of_the_last_days_weeks_and_months_keeps_its_newest(stamps: list[Stamp]) -> None:
    own = sorted((s for s in stamps if s.registry == OWN), key=lambda s: (s.made_at, s.name))
    left = {each.name for each in kept(stamps)}
    for form, count in (("%Y-%m-%d", 7), ("%G-%V", 4), ("%Y-%m", 12)):
        newest = {each.made_at.strftime(form): each.name for each in own}
        for period in sorted(newest)[-count:]:
            assert newest[period] in left
    assert len(left & {each.name for each in own}) <= 7 + 4 + 12


@given(backups, st.integers(min_value=0, max_value=59))
def test_what_is_to_be_kept_whatever_its_age_is_kept(stamps: list[Stamp], place: int) -> None:
    asked = [each.name for each in stamps[place : place + 1]]
    assert not set(to_remove(stamps, OWN, TODAY, asked)) & set(asked)
