"""Synthetic petitions in a registry: the same for the same seed, and sound like real ones."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from petitiondesk.domain.errors import Cancelled
from petitiondesk.domain.ledger import LedgerFilter, Order
from petitiondesk.domain.petition import Petition
from petitiondesk.domain.terms import State
from petitiondesk.services import synthetic_rows
from petitiondesk.services.desk import Desk, new_desk
from petitiondesk.services.verify import Report
from tests.factory import ACCOUNT, OFFICE, PASSWORD, TODAY, a_desk, a_petition, at, take
from tests.services.conftest import MANY, Filled

LARGER = 630


def filled_with(folder: Path, seed: int) -> Report:
    desk = a_desk(folder)
    desk.offer_synthetic_sections()
    assert desk.filling.fill(40, seed, TODAY) == 40
    report = desk.verify.verify()
    desk.close()
    return report


@pytest.fixture(scope="module")
def larger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A registry filled in more than one batch; tests only read it."""
    desk = a_desk(tmp_path_factory.mktemp("larger") / "信访登记.petition")
    desk.offer_synthetic_sections()
    desk.filling.fill(LARGER, 5, TODAY)
    yield desk
    desk.close()


def by_id(desk: Desk) -> dict[int, Petition]:
    return {p.id: p for p in desk.context.registry.petitions.all()}


def test_the_same_seed_fills_two_registries_alike_and_another_seed_otherwise(
    tmp_path: Path,
) -> None:
    first = filled_with(tmp_path / "a.petition", 5)
    assert first.sound
    assert first.petitions == 40
    assert first.fingerprint == filled_with(tmp_path / "b.petition", 5).fingerprint
    assert first.fingerprint != filled_with(tmp_path / "c.petition", 6).fingerprint


def test_two_processes_fill_a_registry_as_one_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    alone = filled_with(tmp_path / "a.petition", 5)
    monkeypatch.setattr(synthetic_rows, "BATCH", 15)
    batches = filled_with(tmp_path / "b.petition", 5)
    monkeypatch.undo()
    monkeypatch.setattr(synthetic_rows, "_BESIDE", 1)
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    beside = filled_with(tmp_path / "c.petition", 5)
    assert beside.sound
    assert beside.fingerprint == alone.fingerprint
    assert batches.sound


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


def test_what_is_merged_leads_to_the_first_petition_of_the_same_people(larger: Desk) -> None:
    petitions = by_id(larger)
    merged = [p for p in petitions.values() if p.state is State.MERGED]
    assert merged
    for petition in merged:
        first = petitions[petition.merged_into_id or 0]
        assert first.petitioners == petition.petitioners
        assert first.state is not State.MERGED
        assert (petition.id, petition.number) in larger.petitions.case(first.id).merged


def test_a_link_leads_to_the_first_petition_of_another_batch_too(larger: Desk) -> None:
    petitions = by_id(larger)
    linked = {e.petition_id for e in larger.context.registry.events.all() if e.kind == "link"}
    repeats = [p for p in petitions.values() if p.repeats_id]
    assert any(p.id in linked for p in repeats)
    assert any((p.repeats_id or 0) <= 500 < p.id for p in repeats)
    for petition in repeats:
        assert petition.repeat
        assert petitions[petition.repeats_id or 0].petitioners == petition.petitioners


def test_a_volume_that_was_opened_again_keeps_its_reference(larger: Desk) -> None:
    events = larger.context.registry.events.all()
    opened = {e.petition_id for e in events if e.kind == "reopen" and e.petition_id}
    filed = [p for i, p in by_id(larger).items() if i in opened and p.state is State.ARCHIVED]
    assert filed
    for petition in filed:
        own = larger.petitions.case(petition.id).events
        kinds = [e.kind for e in own if "archive_ref" in e.changes]
        assert kinds == ["archive"]
    references = [p.archive_ref for p in by_id(larger).values() if p.archive_ref]
    assert len(set(references)) == len(references)


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


def test_a_registry_filled_at_night_holds_no_entry_of_the_coming_morning(tmp_path: Path) -> None:
    night = at(TODAY, 0, 40)
    desk, _ = new_desk(tmp_path / "信访登记.petition", OFFICE, ACCOUNT, PASSWORD, night)
    desk.offer_synthetic_sections()
    desk.filling.fill(60, 3, TODAY)
    events = list(desk.context.registry.events.all())
    assert {e.on for e in events} >= {TODAY}
    assert max(e.at for e in events) == night()
    assert desk.condition.notices() == ()
    desk.close()


def test_a_fill_that_is_stopped_leaves_whole_petitions(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(synthetic_rows, "BATCH", 50)

    def stop(_done: int, _total: int | None) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        desk.filling.fill(70, 3, TODAY, stop)
    assert desk.ledger.count(LedgerFilter())[0] == 50
    assert desk.verify.verify().sound


def test_the_sections_are_offered_once(desk: Desk) -> None:
    desk.offer_synthetic_sections()
    office = desk.office.office()
    desk.offer_synthetic_sections()
    assert desk.office.office() == office
    names = [section.name for section in office.sections]
    assert len(set(names)) == len(names) > 10
