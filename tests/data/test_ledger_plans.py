"""The ledger's first lines are read from an index in its order."""

from datetime import date

import pytest

from petitiondesk.data.ledger_sql import ordered, selected
from petitiondesk.domain.ledger import DueFilter, LedgerFilter, Order, SortKey
from petitiondesk.domain.terms import Channel, State
from petitiondesk.services.desk import Desk

TODAY = date(2026, 3, 2)
ARCHIVED = frozenset({State.ARCHIVED})
LETTERS = frozenset({Channel.LETTER})


def steps(desk: Desk, shown: LedgerFilter, order: Order) -> list[str]:
    chosen = selected(shown, order, TODAY, first=True)
    text = f"""EXPLAIN QUERY PLAN SELECT p.id FROM {chosen.tables} WHERE {chosen.condition}
        ORDER BY {ordered(order, chosen, blind=False)} LIMIT 32"""  # noqa: S608 - the program's own
    return [step for *_, step in desk.context.registry.database.sql(text, chosen.values)]


def test_petitions_of_one_state_are_read_without_those_of_others(desk: Desk) -> None:
    shown = LedgerFilter(states=ARCHIVED, channels=LETTERS, first=date(2025, 3, 2))
    assert steps(desk, shown, Order()) == ["SEARCH p USING INDEX states (state=? AND list_key>?)"]


def test_hits_of_other_states_than_those_asked_for_are_not_looked_at(desk: Desk) -> None:
    hits, asked = steps(desk, LedgerFilter(words="补贴", states=ARCHIVED), Order())
    assert hits.startswith("SCAN search VIRTUAL TABLE")
    assert asked == "SEARCH p USING INDEX states (state=? AND list_key=?)"


@pytest.mark.parametrize(
    ("shown", "order"),
    [
        (LedgerFilter(), Order()),
        (LedgerFilter(), Order(SortKey.STATE)),
        (LedgerFilter(states=ARCHIVED), Order(SortKey.RECEIVED, descending=False)),
        (LedgerFilter(channels=LETTERS, due=DueFilter.OPEN), Order()),
        (LedgerFilter(due=DueFilter.OVERDUE), Order(SortKey.DUE)),
    ],
)
def test_the_first_lines_come_in_the_order_of_an_index(
    desk: Desk, shown: LedgerFilter, order: Order
) -> None:
    (step,) = steps(desk, shown, order)
    assert "USING INDEX" in step
