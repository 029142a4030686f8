"""A date without its year gets one only where a reader would be sure, and it is said from where."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from petitiondesk.exchange.years import NEAR, Years, beside, day_of

DAYS = st.dates(date(2000, 1, 1), date(2040, 12, 31))


def years(*rows: tuple[int, date], **known: int) -> Years:
    return Years(lambda: list(rows), **known)


def test_what_somebody_said_needs_no_source() -> None:
    found = years(given=2023, title=2020).arrival(5, 5, 7)
    assert found is not None
    assert (found.day, found.source) == (date(2023, 5, 7), None)


@pytest.mark.parametrize(
    ("known", "words"),
    [({"title": 2023}, "标题或工作表名称里的年份"), ({"file": 2023}, "文件名里的年份")],
)
def test_a_title_or_a_files_name_tells_the_year(known: dict[str, int], words: str) -> None:
    found = years(**known).arrival(5, 5, 7)
    assert found is not None
    assert (found.day, str(found.source)) == (date(2023, 5, 7), words)


def test_no_day_is_made_up_that_the_year_does_not_have() -> None:
    assert years(title=2023).arrival(5, 2, 29) is None
    assert years((1, date(2024, 2, 27))).arrival(2, 2, 29) is not None


@given(DAYS, st.integers(-NEAR + 1, NEAR - 1))
def test_a_row_near_a_dated_one_gets_its_own_year_back(above: date, distance: int) -> None:
    day = date.fromordinal(above.toordinal() + distance)
    found = years((3, above)).arrival(4, day.month, day.day)
    # Half a year away both ways the same day of the year fits twice: then there is none.
    assert found is None or found.day == day


@given(DAYS, DAYS)
def test_a_row_between_two_others_is_completed_near_both_or_not_at_all(
    above: date, below: date
) -> None:
    found = years((1, above), (9, below)).arrival(5, 6, 15)
    if found is not None:
        assert abs((found.day - above).days) <= NEAR
        assert abs((found.day - below).days) <= NEAR


@given(DAYS, DAYS)
def test_a_date_of_the_same_row_lies_on_the_side_it_must(known: date, other: date) -> None:
    later = beside(known, other.month, other.day, after=True)
    earlier = beside(known, other.month, other.day, after=False)
    assert later is None or known <= later.day
    assert earlier is None or earlier.day <= known
    if (other.month, other.day) != (2, 29):
        assert later is not None
        assert earlier is not None
        assert (later.day - known).days <= 366


def test_there_is_no_thirtieth_of_february() -> None:
    assert day_of(2024, 2, 30) is None
