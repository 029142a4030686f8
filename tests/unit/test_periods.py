"""Periods of returns: which days, what they are called, what they are compared with."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from petitiondesk.domain.errors import InvalidInput
from petitiondesk.domain.returns.period import Period, PeriodKind, compared_with

DAYS = st.dates(date(2001, 1, 1), date(2090, 12, 31))
REGULAR = st.sampled_from([kind for kind in PeriodKind if kind is not PeriodKind.CUSTOM])


@st.composite
def periods(draw: st.DrawFn) -> Period:
    if draw(st.booleans()):
        return Period.of(draw(REGULAR), draw(DAYS))
    start = draw(DAYS)
    return Period.between(start, start + timedelta(days=draw(st.integers(0, 400))))


@pytest.mark.parametrize(
    ("kind", "text", "start", "end", "zh"),
    [
        (PeriodKind.DAY, "2026-03-02", "2026-03-02", "2026-03-02", "2026年3月2日"),
        (PeriodKind.WEEK, "2026-W01", "2025-12-29", "2026-01-04", "2025年12月29日至2026年1月4日"),
        (PeriodKind.MONTH, "2024-02", "2024-02-01", "2024-02-29", "2024年2月"),
        (PeriodKind.QUARTER, "2026-Q4", "2026-10-01", "2026-12-31", "2026年第四季度"),
        (PeriodKind.HALF_YEAR, "2026-H1", "2026-01-01", "2026-06-30", "2026年上半年"),
        (PeriodKind.YEAR, "2026", "2026-01-01", "2026-12-31", "2026年"),
        (PeriodKind.CUSTOM, "2026-03-02..2026-04-15", "2026-03-02", "2026-04-15",
         "2026年3月2日至2026年4月15日"),
    ],
)  # fmt: skip
def test_a_period_is_read_as_it_is_written_and_named_as_papers_name_it(
    kind: PeriodKind, text: str, start: str, end: str, zh: str
) -> None:
    period = Period.parse(kind, text)
    assert (period.start.isoformat(), period.end.isoformat(), period.zh) == (start, end, zh)
    assert str(period) == text


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (PeriodKind.MONTH, "2026-13"),
        (PeriodKind.MONTH, "2026-3"),
        (PeriodKind.QUARTER, "2026-Q5"),
        (PeriodKind.HALF_YEAR, "2026-H0"),
        (PeriodKind.WEEK, "2026-W54"),
        (PeriodKind.DAY, "2026-02-29"),
        (PeriodKind.YEAR, "26"),
        (PeriodKind.CUSTOM, "2026-03-02"),
    ],
)
def test_what_is_no_period_is_refused_with_an_example(kind: PeriodKind, text: str) -> None:
    with pytest.raises(InvalidInput, match="请按"):
        Period.parse(kind, text)


def test_a_period_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(InvalidInput, match="早于"):
        Period.between(date(2026, 3, 2), date(2026, 3, 1))


@given(periods())
def test_a_period_reads_back_and_its_neighbours_leave_no_gap(period: Period) -> None:
    assert Period.parse(period.kind, str(period)) == period
    assert period.previous().end + timedelta(days=1) == period.start
    assert period.next().start == period.end + timedelta(days=1)
    assert period.next().previous() == period
    assert period.start in period
    assert period.end in period


@given(REGULAR, DAYS)
def test_every_day_lies_in_exactly_one_period_of_a_kind(kind: PeriodKind, day: date) -> None:
    period = Period.of(kind, day)
    assert day in period
    assert Period.of(kind, period.start) == Period.of(kind, period.end) == period


@given(periods())
def test_the_same_period_a_year_before_has_as_many_months_and_ends_about_a_year_earlier(
    period: Period,
) -> None:
    before = period.last_year()
    assert before.kind is period.kind
    assert 364 <= (period.start - before.start).days <= 366
    assert 364 <= (period.end - before.end).days <= 366


@given(periods(), st.data())
def test_the_cut_off_compared_with_lies_as_far_in_its_period(
    period: Period, data: st.DataObject
) -> None:
    cut_off = period.start + timedelta(days=data.draw(st.integers(0, 500)))
    for base in (period.previous(), period.last_year()):
        compared, until = compared_with(period, cut_off, base)
        assert compared == base
        if cut_off >= period.end:
            assert until - base.end == cut_off - period.end
        else:
            assert base.start <= until <= base.end


@given(periods(), DAYS)
def test_the_cut_off_offered_is_a_day_of_the_period_that_is_over_where_there_is_one(
    period: Period, today: date
) -> None:
    offered = period.default_cut_off(today)
    assert offered in period
    if today > period.start:
        assert offered < today
