"""Saved views of the ledger: kept with the registry, renamed, changed, put back."""

from datetime import date
from pathlib import Path

import pytest

from petitiondesk.domain.errors import InvalidInput
from petitiondesk.domain.ledger import DateBasis, DueFilter, LedgerFilter, Order, SortKey
from petitiondesk.domain.ledger_views import (
    MOST,
    NAME_LENGTH,
    ColumnSet,
    SavedView,
    Span,
    columns_from_record,
    from_record,
    spans_of,
    to_record,
)
from petitiondesk.domain.terms import Channel, PetitionClass, State
from petitiondesk.services.desk import Desk
from tests.factory import a_desk, reopened

WHOLE = SavedView(
    "水利科未办结",
    LedgerFilter(
        basis=DateBasis.CONCLUDED,
        first=date(2026, 1, 1),
        last=date(2026, 6, 30),
        channels=frozenset({Channel.LETTER, Channel.VISIT}),
        classes=frozenset({PetitionClass.CLAIM}),
        topic="农村农业",
        section="水利科",
        states=frozenset({State.ROUTED, State.IN_PROGRESS}),
        due=DueFilter.SOON,
        words="水渠",
    ),
    Order(SortKey.DUE, descending=False),
    ColumnSet(("check", "summary", "number"), frozenset({"channel"}), {"number": 200}),
)


def test_a_view_is_there_again_after_the_registry_was_closed(folder: Path) -> None:
    desk = a_desk(folder)
    desk.views.save(WHOLE)
    again = reopened(desk)
    assert again.views.views() == (WHOLE,)
    again.close()


def _received(first: date, last: date | None) -> SavedView:
    return SavedView("期间", LedgerFilter(first=first, last=last, section="水利科"))


@pytest.mark.parametrize(
    ("span", "then"),
    [
        (Span.MONTH, date(2026, 5, 1)),
        (Span.YEAR, date(2026, 1, 1)),
        (Span.LAST_30, date(2026, 4, 6)),
    ],
)
def test_a_period_that_goes_along_is_reckoned_on_the_day_it_is_opened(
    folder: Path, span: Span, then: date
) -> None:
    desk = a_desk(folder, date(2026, 3, 20))
    view = _received(span.first(date(2026, 3, 20)), date(2026, 3, 20))
    assert span in desk.views.spans(view.shown)
    desk.views.save(view.going_with(span))
    later = reopened(desk, date(2026, 5, 5))
    (kept,) = later.views.views()
    assert later.views.opened(kept) == LedgerFilter(
        first=then, last=date(2026, 5, 5), section="水利科"
    )
    later.close()


def test_fixed_days_stay_as_they_were_saved(folder: Path) -> None:
    desk = a_desk(folder, date(2026, 3, 20))
    view = _received(date(2026, 3, 1), date(2026, 3, 20))
    desk.views.save(view)
    later = reopened(desk, date(2026, 5, 5))
    assert later.views.opened(later.views.views()[0]) == view.shown
    later.close()


@pytest.mark.parametrize(
    ("first", "last", "spans"),
    [
        (date(2026, 1, 1), None, (Span.MONTH, Span.YEAR)),
        (date(2026, 1, 1), date(2026, 1, 31), (Span.MONTH, Span.YEAR)),
        (date(2026, 1, 1), date(2026, 1, 9), ()),
        (date(2025, 12, 12), date(2026, 1, 10), (Span.LAST_30,)),
        (None, date(2026, 1, 10), ()),
    ],
)
def test_only_days_that_reach_today_can_go_along(
    first: date | None, last: date | None, spans: tuple[Span, ...]
) -> None:
    assert spans_of(LedgerFilter(first=first, last=last), date(2026, 1, 10)) == spans


def test_a_view_of_an_older_version_has_fixed_days_and_an_unknown_period_is_left_out() -> None:
    kept = to_record(WHOLE)
    del kept["span"]
    assert from_record(kept) == WHOLE
    assert from_record({**kept, "span": "since_the_flood"}) == WHOLE


def test_a_view_of_the_same_name_is_changed_and_can_be_put_back(desk: Desk) -> None:
    desk.views.save(WHOLE)
    other = SavedView(WHOLE.name, LedgerFilter(words="道路"))
    before = desk.views.save(other)
    assert desk.views.views() == (other,)
    desk.views.put_back(before)
    assert desk.views.views() == (WHOLE,)


def test_a_view_keeps_its_place_under_another_name(desk: Desk) -> None:
    for name in ("甲", "乙", "丙"):
        desk.views.save(SavedView(name, LedgerFilter()))
    desk.views.rename("乙", "丁")
    assert [view.name for view in desk.views.views()] == ["甲", "丁", "丙"]
    with pytest.raises(InvalidInput):
        desk.views.rename("丁", "丙")
    desk.views.remove("甲")
    assert [view.name for view in desk.views.views()] == ["丁", "丙"]


@pytest.mark.parametrize("name", ["", "  \n ", "长" * (NAME_LENGTH + 1)])
def test_a_name_that_says_nothing_or_too_much_is_refused(desk: Desk, name: str) -> None:
    with pytest.raises(InvalidInput):
        desk.views.save(SavedView(name, LedgerFilter()))
    assert desk.views.views() == ()


def test_there_is_an_end_to_how_many_views_are_kept(desk: Desk) -> None:
    for n in range(MOST):
        desk.views.save(SavedView(f"视图{n}", LedgerFilter()))
    with pytest.raises(InvalidInput):
        desk.views.save(SavedView("再来一个", LedgerFilter()))


def test_what_a_later_version_does_not_know_is_left_out_and_the_view_stays() -> None:
    kept = to_record(WHOLE)
    kept["states"] = ["routed", "flown_to_the_moon"]
    kept["sort"], kept["due"], kept["first"] = "colour", 7, "昨天"
    kept["columns"]["widths"] = {"number": 4, "summary": "wide"}
    view = from_record(kept)
    assert view is not None
    assert view.shown.states == {State.ROUTED}
    assert (view.order.key, view.shown.due, view.shown.first) == (SortKey.RECEIVED, None, None)
    assert view.columns == ColumnSet(WHOLE.columns.order, WHOLE.columns.hidden, {})  # type: ignore[union-attr]
    assert from_record({"words": "没有名字"}) is None
    assert columns_from_record("乱的") is None


def test_columns_of_an_older_version_are_read(desk: Desk) -> None:
    desk.office.remember("ledger_columns", {"order": ["check", "number"], "hidden": ["channel"]})
    assert desk.views.columns() == ColumnSet(("check", "number"), frozenset({"channel"}), {})
