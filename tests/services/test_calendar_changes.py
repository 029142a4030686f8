"""A changed calendar: what moves is shown, exactly and in time; done once confirmed; taken back."""

import random
import sys
import time
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from petitiondesk.domain import history
from petitiondesk.domain.calendar import Calendar
from petitiondesk.domain.errors import Cancelled, InvalidInput
from petitiondesk.domain.ledger import SEALED
from petitiondesk.domain.office import Office, with_calendar
from petitiondesk.domain.terms import Channel
from petitiondesk.infra.calendars import parse_calendar
from petitiondesk.services.calendar_days import DayKind, with_days, year_of
from petitiondesk.services.clocks import Preview
from petitiondesk.services.desk import Desk
from tests.factory import TODAY, a_desk, a_petition, take
from tests.services.conftest import Filled
from tests.services.registries import (
    every_limit,
    listed,
    reckoned_anew,
    register_open,
    with_day,
)

A_DAY = date(2026, 3, 25)
"""A Wednesday of an ordinary week."""


@pytest.fixture
def peopled(desk: Desk) -> Desk:
    """The test office with a hundred open petitions."""
    register_open(desk, 100)
    return desk


def preview(desk: Desk, newer: Calendar) -> Preview:
    """The preview of a newer calendar, checked against reckoning everything."""
    found = desk.clocks.preview_calendar(newer)
    wanted = with_calendar(desk.office.office(), newer)
    assert listed(found) == reckoned_anew(desk, wanted)
    return found


def free(desk: Desk, day: date) -> Preview:
    """The preview of one more holiday."""
    return preview(desk, with_day(desk.clocks.calendar(), day, free=True))


# --- many petitions -------------------------------------------------------------------------------


@pytest.mark.parametrize("count", [1_000, pytest.param(10_000, marks=pytest.mark.slow)])
def test_one_more_holiday_lists_exactly_the_dates_that_move_and_taking_it_back_restores_them(
    desk: Desk, capsys: pytest.CaptureFixture[str], count: int
) -> None:
    register_open(desk, count)
    newer = with_day(desk.clocks.calendar(), A_DAY, free=True)
    began = time.perf_counter()
    found = desk.clocks.preview_calendar(newer)
    took = time.perf_counter() - began
    began = time.perf_counter()
    wanted = reckoned_anew(desk, with_calendar(desk.office.office(), newer))
    all_took = time.perf_counter() - began
    with capsys.disabled():
        sys.stdout.write(
            f"\n{count} open petitions, {len(found.moves)} dates move: preview {took:.2f} s, "
            f"reckoning all of them {all_took:.2f} s\n"
        )
    assert listed(found) == wanted
    assert len(found.moves) > count / 100
    assert took < all_took / 2

    before = every_limit(desk)
    seq = desk.clocks.apply(found, "省政府通知全省放假一天")
    assert every_limit(desk) != before
    back = desk.clocks.preview_take_back(seq)
    assert [(m.petition_id, m.code, m.after, m.before) for m in back.moves] == [
        (m.petition_id, m.code, m.before, m.after) for m in found.moves
    ]
    desk.clocks.take_back(seq, back, "通知取消了")
    assert every_limit(desk) == before


# --- against reckoning everything -----------------------------------------------------------------


@pytest.mark.parametrize("seed", range(8))
def test_whatever_days_change_the_preview_lists_what_moves_and_nothing_else(
    filled: Filled, seed: int
) -> None:
    """Several days at once, in a row or apart, made free or worked, over three years and the next."""
    rng = random.Random(seed)
    desk = filled.desk
    first = TODAY - timedelta(days=rng.randrange(-400, 900))
    newer = Calendar()
    for _ in range(rng.randrange(1, 9)):
        day = first + timedelta(days=rng.randrange(40))
        year = newer if day.year in newer.years else year_of(desk.clocks.calendar(), day.year)
        newer = newer.updated(with_day(year, day, free=rng.random() < 0.6))
    preview(desk, newer)


@pytest.mark.parametrize("seed", range(3))
def test_open_petitions_of_every_kind_move_as_reckoned(peopled: Desk, seed: int) -> None:
    rng = random.Random(seed)
    days = rng.sample([TODAY + timedelta(days=n) for n in range(-60, 70)], 5)
    year = year_of(peopled.clocks.calendar(), TODAY.year)
    for day in days:
        if day.year == TODAY.year:
            year = with_day(year, day, free=rng.random() < 0.6)
    found = preview(peopled, year)
    peopled.clocks.apply(found, "调整放假")
    assert peopled.verify.verify().faults == ()


def test_a_holiday_that_is_worked_after_all_brings_limits_back_from_behind_it(desk: Desk) -> None:
    case = desk.petitions.register(a_petition(received_on=date(2026, 2, 5)))
    assert _notice(desk, case.id) == date(2026, 2, 24)  # 20 Feb is in the Spring Festival
    worked = with_day(desk.clocks.calendar(), date(2026, 2, 20), free=False)
    (move,) = [m for m in preview(desk, worked).moves if m.code == "C1"]
    assert (move.before, move.after) == (date(2026, 2, 24), date(2026, 2, 20))


def test_a_saturday_that_is_made_up_for_shortens_working_days(desk: Desk) -> None:
    case = desk.petitions.register(a_petition(channel=Channel.FORWARDED, sender="市信访局"))
    saturday = with_day(desk.clocks.calendar(), date(2026, 3, 7), free=False)
    (move,) = preview(desk, saturday).moves
    assert (move.petition_id, move.code) == (case.id, "C3")
    assert (move.before, move.after) == (date(2026, 3, 9), date(2026, 3, 7))


def test_two_days_in_a_row_push_a_limit_past_both(desk: Desk) -> None:
    desk.petitions.register(a_petition())  # the notice is due on Tuesday, 17 March
    year = year_of(desk.clocks.calendar(), 2026)
    both = with_days(year, date(2026, 3, 17), date(2026, 3, 18), DayKind.FREE, "临时放假")
    (move,) = preview(desk, both).moves
    assert (move.before, move.after) == (date(2026, 3, 17), date(2026, 3, 19))


def test_a_limit_in_a_year_that_nobody_confirmed_moves_when_the_year_comes(folder: Path) -> None:
    november = date(2026, 11, 20)
    desk = a_desk(folder, november)
    case = desk.petitions.register(a_petition(received_on=november))
    conclude = desk.petitions.case(case.id).clocks[-1]
    assert conclude.due_on == date(2027, 1, 19)  # a Tuesday
    assert "2027 年放假安排尚未录入" in str(conclude.explanation)
    announced = parse_calendar('[2027]\nholidays = ["元旦 01-01..01-03", "春节 01-18..01-20"]')
    found = preview(desk, announced)
    assert [(m.code, m.before, m.after) for m in found.moves] == [
        ("C5", conclude.due_on, date(2027, 1, 21))
    ]
    desk.clocks.apply(found, "2027 年放假安排公布")
    conclude = desk.petitions.case(case.id).clocks[-1]
    assert conclude.due_on == date(2027, 1, 21)
    assert "尚未录入" not in str(conclude.explanation)
    desk.close()


def test_limits_that_were_met_move_too_and_say_so(desk: Desk) -> None:
    case = take(desk, desk.petitions.register(a_petition()), "accept")
    move = next(m for m in free(desk, date(2026, 3, 17)).moves if m.petition_id == case.id)
    assert (move.code, move.ended_on) == ("C1", TODAY)


def test_a_sealed_petition_moves_without_saying_what_it_is(desk: Desk) -> None:
    desk.petitions.register(a_petition(confidential=True, summary="举报某某"))
    (move,) = free(desk, date(2026, 3, 17)).moves
    assert move.summary == SEALED


def test_what_left_the_house_has_no_limit_that_could_move(desk: Desk) -> None:
    case = desk.petitions.register(a_petition())
    due = case.due_on
    assert due is not None
    assert [m.code for m in free(desk, due).moves] == ["C5"]
    take(desk, case, "withdraw")
    assert free(desk, due).moves == ()


# --- doing it -------------------------------------------------------------------------------------


def test_the_case_tells_what_moved_and_why(desk: Desk) -> None:
    case = desk.petitions.register(a_petition())
    assert case.due_on == date(2026, 5, 6)  # the sixtieth day is 1 May, free until the 5th
    seq = desk.clocks.apply(free(desk, date(2026, 5, 6)), "县里统一放假")
    assert desk.petitions.case(case.id).petition.due_on == date(2026, 5, 7)
    events = desk.petitions.case(case.id).events
    assert (events[-1].kind, events[-1].refers_to) == (history.RETIME, seq)
    assert "办结 2026-05-06 → 2026-05-07" in events[-1].note
    assert desk.clocks.changes()[0].reason == "县里统一放假"


def test_nothing_is_changed_without_a_reason(peopled: Desk) -> None:
    before = every_limit(peopled)
    with pytest.raises(InvalidInput, match="请写明原因"):
        peopled.clocks.apply(free(peopled, A_DAY), "  ")
    assert every_limit(peopled) == before
    assert peopled.clocks.changes() == []


def test_a_calendar_that_says_the_same_changes_nothing(desk: Desk) -> None:
    same = desk.clocks.preview_calendar(year_of(desk.clocks.calendar(), 2026))
    assert not same.changes
    assert desk.clocks.preview_calendar(desk.clocks.calendar()) == same
    with pytest.raises(InvalidInput, match="没有要改的"):
        desk.clocks.apply(same, "再导入一次")


def test_a_petition_registered_after_the_preview_is_not_moved_unseen(desk: Desk) -> None:
    desk.petitions.register(a_petition())
    found = free(desk, date(2026, 3, 17))
    desk.petitions.register(a_petition())
    with pytest.raises(InvalidInput, match="请重新预览"):
        desk.clocks.apply(found, "放假")
    assert desk.verify.verify().sound
    desk.clocks.apply(free(desk, date(2026, 3, 17)), "放假")
    assert desk.verify.verify().sound


def test_what_does_not_matter_may_be_written_after_the_preview(desk: Desk) -> None:
    case = desk.petitions.register(a_petition())
    found = free(desk, date(2026, 3, 17))
    desk.petitions.printed(case.id, "登记表")
    assert desk.clocks.apply(found, "放假")


def test_settings_saved_after_the_preview_are_not_lost(desk: Desk) -> None:
    desk.petitions.register(a_petition())
    found = free(desk, date(2026, 3, 17))
    desk.office.save(_renamed(desk))
    with pytest.raises(InvalidInput, match="请重新预览"):
        desk.clocks.apply(found, "放假")
    assert desk.office.office().name == "某县林业局"


def test_stopping_in_the_middle_changes_nothing(peopled: Desk) -> None:
    before = every_limit(peopled)
    found = free(peopled, A_DAY)

    def stop(done: int, total: int | None) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        peopled.clocks.apply(found, "放假", stop)
    with pytest.raises(Cancelled):
        peopled.clocks.preview_calendar(with_day(peopled.clocks.calendar(), A_DAY, free=True), stop)
    assert every_limit(peopled) == before
    assert peopled.clocks.changes() == []


def test_progress_ends_at_the_last_petition(peopled: Desk) -> None:
    told: list[tuple[int, int | None]] = []
    newer = with_day(peopled.clocks.calendar(), A_DAY, free=True)
    peopled.clocks.preview_calendar(newer, lambda done, total: told.append((done, total)))
    assert told[-1][0] == told[-1][1]


# --- taking it back -------------------------------------------------------------------------------


def test_changes_are_taken_back_newest_first_and_stay_in_the_list(peopled: Desk) -> None:
    before = every_limit(peopled)
    clocks = peopled.clocks
    one = clocks.apply(free(peopled, A_DAY), "第一次")
    two = clocks.apply(free(peopled, A_DAY + timedelta(days=1)), "第二次")
    with pytest.raises(InvalidInput, match="又改过同一处"):
        clocks.preview_take_back(one)
    for seq in (two, one):
        clocks.take_back(seq, clocks.preview_take_back(seq), "误录")
    assert every_limit(peopled) == before
    assert [(c.reason, c.taken_back, c.undoes) for c in clocks.changes()] == [
        ("误录", False, one), ("误录", False, two), ("第二次", True, None), ("第一次", True, None),
    ]  # fmt: skip
    assert {str(what) for c in clocks.changes() for what in c.what} == {"2026 年放假安排"}
    assert peopled.verify.verify().sound


def test_other_settings_are_no_change_of_the_calendar(desk: Desk) -> None:
    desk.office.save(_renamed(desk))
    assert desk.clocks.changes() == []


def _notice(desk: Desk, petition_id: int) -> date:
    clocks = desk.petitions.case(petition_id).clocks
    return next(c.due_on for c in clocks if c.rule.code == "C1")


def _renamed(desk: Desk) -> Office:
    return replace(desk.office.office(), name="某县林业局")
