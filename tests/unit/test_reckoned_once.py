"""Limits that many petitions of a day have in common are counted once, and stay each one's own."""

from dataclasses import replace
from datetime import date

from petitiondesk.domain.calendar import Calendar
from petitiondesk.domain.clocks import Timing, reckon
from petitiondesk.domain.petition import Extension, Pause, Petition
from petitiondesk.domain.rules import NATIONAL, Rulebook
from petitiondesk.domain.terms import PauseKind, Procedure

DAY = date(2026, 3, 2)


def test_the_same_limit_of_the_same_day_is_counted_once() -> None:
    calendar = Calendar()
    first = reckon(NATIONAL["C5"], DAY, calendar)
    assert reckon(NATIONAL["C5"], DAY, calendar) is first
    assert reckon(NATIONAL["C5"], DAY, Calendar()) == first


def test_another_rule_of_the_same_code_counts_for_itself() -> None:
    calendar = Calendar()
    assert reckon(NATIONAL["C5"], DAY, calendar).days == 60
    for days in range(
        1, 60
    ):  # values that come and go, so that a later one may stand in their place
        assert reckon(replace(NATIONAL["C5"], days=days), DAY, calendar).days == days


def test_extensions_and_pauses_are_those_of_their_petition() -> None:
    timing = Timing(Calendar(), Rulebook())
    plain = Petition(received_on=DAY, registered_on=DAY)
    extended = replace(plain, extensions=(Extension(on=DAY, days=30),))
    stopped = replace(
        plain,
        procedure=Procedure.SIMPLE,
        pauses=(Pause(PauseKind.PAPERS, date(2026, 3, 4), date(2026, 3, 9)),),
    )
    for petition in (plain, extended, stopped):
        known = timing.clocks(petition)
        assert known == Timing(Calendar(), Rulebook()).clocks(petition)
    assert timing.clocks(plain) != timing.clocks(extended)
