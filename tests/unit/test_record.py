"""Petitions and changes as JSON: nothing is lost on the way to the record and back."""

import dataclasses
import json
from dataclasses import replace
from datetime import UTC, date, datetime
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints

from hypothesis import given
from hypothesis import strategies as st

from petitiondesk.domain.canonical import canonical_json
from petitiondesk.domain.petition import Claim, Petition, Petitioner, Routing
from petitiondesk.domain.record import (
    GENESIS,
    Event,
    changed_scalars,
    changes_between,
    difference,
    fold,
    from_record,
    inverse,
    scalars,
    to_record,
)
from petitiondesk.domain.terms import Channel, Decision, State, Term

SCALARS: dict[Any, st.SearchStrategy[Any]] = {
    str: st.text(max_size=12),
    int: st.integers(-5, 10**9),
    bool: st.booleans(),
    date: st.dates(),
}


def values(hint: Any) -> st.SearchStrategy[Any]:
    """Values of a field's type."""
    if isinstance(hint, UnionType):
        inner = next(part for part in get_args(hint) if part is not type(None))
        return st.none() | values(inner)
    if get_origin(hint) is tuple:
        return st.lists(built(get_args(hint)[0]), max_size=3).map(tuple)
    if issubclass(hint, Term):
        return st.sampled_from(list(hint))
    return SCALARS[hint]


def built(cls: type) -> st.SearchStrategy[Any]:
    hints = get_type_hints(cls)
    return st.builds(cls, **{f.name: values(hints[f.name]) for f in dataclasses.fields(cls)})


PETITIONS: st.SearchStrategy[Petition] = built(Petition)


@given(PETITIONS, PETITIONS)
def test_records_and_their_differences_lose_nothing(one: Petition, other: Petition) -> None:
    """Asked of the same two, as it takes far longer to think two petitions up than to look at them."""
    _comes_back_from_its_record_as_it_went(one)
    _a_difference_leads_from_one_record_to_the_other_and_back(one, other)
    _what_changed_is_told_without_the_whole_records(one, other)
    _nothing_changed_is_an_empty_difference(one)


def _comes_back_from_its_record_as_it_went(petition: Petition) -> None:
    assert from_record(to_record(petition)) == petition
    assert from_record(json.loads(canonical_json(to_record(petition)))) == petition


def _a_difference_leads_from_one_record_to_the_other_and_back(
    one: Petition, other: Petition
) -> None:
    before, after = to_record(one), to_record(other)
    changes = difference(before, after)
    assert fold(before, changes) == after
    assert fold(after, inverse(changes)) == before
    assert inverse(inverse(changes)) == changes


def _what_changed_is_told_without_the_whole_records(one: Petition, other: Petition) -> None:
    for before, after in ((one, other), (one, one), (Petition(), other), (one, Petition())):
        assert changes_between(before, after) == difference(to_record(before), to_record(after))
        old, new = scalars(before), scalars(after)
        wanted = {name: value for name, value in new.items() if old[name] != value}
        assert changed_scalars(before, after) == wanted


def _nothing_changed_is_an_empty_difference(petition: Petition) -> None:
    assert difference(to_record(petition), to_record(replace(petition))) == {}


def test_a_record_holds_only_what_is_not_empty() -> None:
    petition = Petition(
        channel=Channel.VISIT,
        received_on=date(2026, 3, 2),
        petitioners=(Petitioner("阿依古丽·买买提"),),
        claims=(Claim("修路", Decision.PARTLY),),
        routings=(Routing("建设科", lead=False),),
    )
    assert to_record(Petition()) == {}
    assert to_record(petition) == {
        "channel": "visit",
        "received_on": "2026-03-02",
        "petitioners": [{"name": "阿依古丽·买买提"}],
        "claims": [{"text": "修路", "decision": "partly"}],
        "routings": [{"section": "建设科", "lead": False}],
    }


def test_folding_leaves_the_record_it_was_given_alone() -> None:
    before = to_record(Petition(summary="甲"))
    fold(before, {"summary": ["甲", None], "topic": [None, "农村农业"]})
    assert before == {"summary": "甲"}


def test_rare_characters_are_written_as_they_are() -> None:
    text = canonical_json(to_record(Petition(summary="𠮷㛃")))
    assert text == '{"summary":"𠮷㛃"}'


def an_event(**overrides: Any) -> Event:
    event = Event(
        seq=3,
        petition_id=1,
        kind="propose",
        at=datetime(2026, 3, 2, 9, 30, tzinfo=UTC),
        on=date(2026, 3, 2),
        actor="登记员",
        changes={"state": [None, State.PROPOSED.value]},
    )
    return replace(event, **overrides)


def test_an_event_hashes_the_same_each_time_and_otherwise_when_anything_differs() -> None:
    first = an_event().chained(GENESIS)
    assert first == an_event().chained(GENESIS)
    assert len(first) == 64
    changed: list[dict[str, Any]] = [
        {"seq": 4},
        {"petition_id": 2},
        {"kind": "instruct"},
        {"at": datetime(2026, 3, 2, 9, 31, tzinfo=UTC)},
        {"on": date(2026, 3, 3)},
        {"actor": "管理员"},
        {"changes": {}},
        {"note": "口误"},
        {"refers_to": 1},
    ]
    hashes = {an_event(**change).chained(GENESIS) for change in changed}
    assert len(hashes | {first}) == len(changed) + 1
    assert an_event().chained("1" * 64) != first
    assert an_event(hash="anything").chained(GENESIS) == first
