"""Whichever way the first lines are found, they are the beginning of the whole list, in its order."""

import math
from collections.abc import Iterator
from datetime import timedelta

import pytest

from petitiondesk.data import ledger as ways
from petitiondesk.domain.ledger import DateBasis, DueFilter, LedgerFilter, Order, SortKey
from petitiondesk.domain.terms import Channel, State
from petitiondesk.services.desk import Desk
from tests.factory import TODAY, a_desk

_LINES = 50


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A registry of some hundred petitions; tests only read it."""
    desk = a_desk(tmp_path_factory.mktemp("ways") / "信访登记.petition")
    desk.offer_synthetic_sections()
    desk.filling.fill(420, 7, TODAY)
    yield desk
    desk.close()


def filters(desk: Desk) -> dict[str, LedgerFilter]:
    office = desk.office.office()
    section, topic = office.sections[0].name, office.topics[0].split("·")[0]
    return {
        "section": LedgerFilter(section=section),
        "topic": LedgerFilter(topic=topic),
        "open": LedgerFilter(due=DueFilter.OPEN),
        "registered": LedgerFilter(states=frozenset({State.REGISTERED})),
        "void": LedgerFilter(states=frozenset({State.VOID, State.ARCHIVED})),
        "year": LedgerFilter(first=TODAY - timedelta(days=365), last=TODAY),
        "concluded": LedgerFilter(first=TODAY - timedelta(days=365), basis=DateBasis.CONCLUDED),
        "letters": LedgerFilter(channels=frozenset({Channel.LETTER}), section=section),
        "blind": LedgerFilter(section=section, blind=True),
        "nothing": LedgerFilter(section="没有的科室"),
        "words": LedgerFilter(words="反映", due=DueFilter.OPEN),
        "overdue": LedgerFilter(due=DueFilter.OVERDUE),
        "pressing": LedgerFilter(due=DueFilter.PRESSING, section=section),
        "pressing, blind": LedgerFilter(due=DueFilter.PRESSING, section=section, blind=True),
        "words that press": LedgerFilter(words="反映", due=DueFilter.PRESSING, section=section),
        "words and states": LedgerFilter(words="反映", states=frozenset({State.REGISTERED})),
        "words, blind": LedgerFilter(words="反映", blind=True),
    }


@pytest.fixture(params=["as it comes", "the order's index", "all that is asked for"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """With the time that it is given, without an end, and given up at once."""
    seconds = {"the order's index": math.inf, "all that is asked for": -math.inf}
    if request.param in seconds:
        monkeypatch.setattr(ways, "_WALK", seconds[request.param])
        monkeypatch.setattr(ways, "_HITS", seconds[request.param])
    return str(request.param)


@pytest.mark.parametrize("few", [0.0, 0.1, 2.0])
def test_the_first_lines_are_the_beginning_of_the_list(
    filled: Desk, way: str, few: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ways, "_FEW", few)
    for name, shown in filters(filled).items():
        for key in SortKey:
            for descending in (False, True):
                order = Order(key, descending=descending)
                whole = filled.ledger.ids(shown, order)
                first = [row.id for row in filled.ledger.first(shown, order, _LINES)]
                assert first == whole[:_LINES], (name, order, way)


def test_a_list_found_by_its_states_is_the_list_found_by_looking_at_all(
    filled: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, shown in filters(filled).items():
        for key in SortKey:
            order = Order(key, descending=True)
            monkeypatch.setattr(ways, "_FEW", 0.0)
            by_all = filled.ledger.found(shown, order)
            monkeypatch.setattr(ways, "_FEW", 2.0)
            assert filled.ledger.found(shown, order) == by_all, (name, order)
