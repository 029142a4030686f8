"""Synthetic petitions in a registry: the same for the same seed, and sound like real ones."""

from datetime import date
from pathlib import Path

import pytest

from petitiondesk.domain.errors import Cancelled
from petitiondesk.domain.ledger import LedgerFilter, Order
from petitiondesk.domain.terms import State
from petitiondesk.services.desk import Desk
from petitiondesk.services.verify import Report
from tests.factory import TODAY, a_desk, a_petition, take
from tests.services.conftest import MANY, Filled


def filled_with(folder: Path, seed: int) -> Report:
    desk = a_desk(folder)
    desk.offer_synthetic_sections()
    assert desk.filling.fill(40, seed, TODAY) == 40
    report = desk.verify.verify()
    desk.close()
    return report


def test_the_same_seed_fills_two_registries_alike_and_another_seed_otherwise(
    tmp_path: Path,
) -> None:
    first = filled_with(tmp_path / "a.petition", 5)
    assert first.sound
    assert first.petitions == 40
    assert first.fingerprint == filled_with(tmp_path / "b.petition", 5).fingerprint
    assert first.fingerprint != filled_with(tmp_path / "c.petition", 6).fingerprint


def test_a_filled_registry_is_sound(filled: Filled) -> None:
    report = filled.desk.verify.verify()
    assert report.sound, [str(fault) for fault in report.faults]
    assert report.petitions == MANY
    assert report.events > MANY * 4


def test_every_state_is_there_to_try(filled: Filled) -> None:
    assert {p.state for p in filled.petitions} >= {s for s in State if s.is_open}
    assert State.ARCHIVED in {p.state for p in filled.petitions}


def test_histories_lie_in_the_past_and_in_order(filled: Filled) -> None:
    events = list(filled.desk.context.registry.events.all())
    assert max(e.on for e in events) <= TODAY
    for petition in filled.petitions[::20]:
        days = [e.on for e in filled.desk.petitions.case(petition.id).events]
        assert days == sorted(days)


def test_numbers_have_no_gaps_within_a_year(filled: Filled) -> None:
    assert filled.desk.context.registry.petitions.gaps() == []


def test_filling_goes_on_after_what_is_there(desk: Desk) -> None:
    own = desk.petitions.register(a_petition())
    desk.offer_synthetic_sections()
    desk.filling.fill(30, 3, TODAY)
    assert desk.petitions.case(own.id).petition == own
    assert desk.ledger.count(LedgerFilter())[0] == 31
    after = desk.petitions.register(a_petition())
    assert after.id == 32
    assert desk.verify.verify().sound


def test_the_handling_of_a_synthetic_petition_goes_on_by_hand(desk: Desk) -> None:
    desk.offer_synthetic_sections()
    desk.filling.fill(30, 3, TODAY)
    waiting = desk.ledger.ids(LedgerFilter(states=frozenset({State.REGISTERED})), Order())
    petition = desk.petitions.case(waiting[0]).petition
    assert take(desk, petition, "withdraw", "archive").state is State.ARCHIVED
    assert desk.verify.verify().sound


def test_nothing_is_filled_in_after_the_day_that_is_named(desk: Desk) -> None:
    until = date(2025, 6, 30)
    desk.filling.fill(30, 3, until)
    days = [p.received_on for p in desk.context.registry.petitions.all()]
    assert max(d for d in days if d) <= until


def test_a_fill_that_is_stopped_leaves_whole_petitions(desk: Desk) -> None:
    def stop(_done: int, _total: int | None) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        desk.filling.fill(700, 3, TODAY, stop)
    assert desk.ledger.count(LedgerFilter())[0] == 500
    assert desk.verify.verify().sound


def test_the_sections_are_offered_once(desk: Desk) -> None:
    desk.offer_synthetic_sections()
    office = desk.office.office()
    desk.offer_synthetic_sections()
    assert desk.office.office() == office
    names = [section.name for section in office.sections]
    assert len(set(names)) == len(names) > 10
