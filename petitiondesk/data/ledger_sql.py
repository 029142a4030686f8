"""A ledger's filter and order as SQL.

All that a filter or an order asks stands in one covering index, ``ledger``, in the order of the list
key (`data.list_keys`): a page is read by walking it, and no text of a petition is touched. Three things
are found otherwise: limits that press and what a search hits, because they are few by nature, and the
petitions of one state, which lie close together by time. Each but the hits has an index that covers as
much.
"""

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from petitiondesk.data.list_keys import after_day, day_key, sql_value
from petitiondesk.data.search import match_expression
from petitiondesk.data.tables import RUNNING
from petitiondesk.domain.clocks import SOON_DAYS
from petitiondesk.domain.ledger import DateBasis, DueFilter, LedgerFilter, Order, SortKey
from petitiondesk.domain.petition import TOPIC_JOINT
from petitiondesk.domain.terms import State

_OPEN = [state.value for state in State if state.is_open]

Part = tuple[str, tuple[object, ...]]
"""A condition, and its values."""


@dataclass(frozen=True)
class Selected:
    """What a filter lets through: the tables to read from, and the conditions."""

    tables: str
    condition: str
    values: tuple[object, ...]
    list_key: str = "p.list_key"
    """What the list key is called in the order."""
    by_order: bool = False
    """The order's own index is walked, which has the day received and the id behind it."""
    walks: bool = False
    """The order's own index, ``o``, is the outer loop."""


def selected(shown: LedgerFilter, order: Order, today: date, *, first: bool = False) -> Selected:
    """The rows that a filter lets through, for reading them in an order, or only the ``first`` ones."""
    parts = _asked(shown, today)
    words = typed(shown)
    expression = match_expression(words)
    list_key = "p.list_key"
    by_order = first and _has_index(shown, order) and order.key is not SortKey.STATE
    if words and shown.blind:
        parts.append(("(NOT p.sealed OR p.number = ?)", (words,)))
    if expression:
        parts.insert(0, ("search MATCH ?", (expression,)))
        index = "ledger"
        if 0 < len(shown.states) <= _ASKED_STATES:
            # Where no hit is of these states, nothing is read; a look-up for each state and hit.
            parts.append(_of(shown.states))
            index = "states"
        tables = f"search CROSS JOIN petitions p INDEXED BY {index} ON p.list_key = search.rowid"
        # To give its hits in order costs FTS5 ten times what sorting them costs, but it gives the
        # first of them at once. The plus keeps SQLite from asking for it.
        in_order = first and order.key is SortKey.RECEIVED
        list_key = "search.rowid" if in_order else "+search.rowid"
    elif words:
        parts.append(("0", ()))
        tables = "petitions p"
    elif shown.due in _PRESSING and not shown.ids and not by_order:
        parts.append((f"p.{RUNNING}", ()))  # for SQLite to see that the index has them all
        tables = "petitions p INDEXED BY pressing"
    elif len(shown.states) == 1 and not shown.ids:
        parts.insert(0, _of(shown.states))
        tables = _STATES
    elif order.key is SortKey.STATE and _has_index(shown, order):
        tables = _STATES
    else:
        tables = "petitions p" if shown.ids or by_order else _LEDGER
    condition, values = _joined(parts)
    return Selected(tables, condition, values, list_key, by_order)


def walked(shown: LedgerFilter, order: Order, today: date) -> Selected | None:
    """The same, by walking the order's own index and asking of each petition whether it is let through.

    None where the order has no index, or what is let through is found by an index of its own. Quick
    where the filter lets many through; where it lets few through, the walk leads far.
    """
    if (
        shown.words.strip()
        or order.key is SortKey.RECEIVED
        or _are_few(shown)
        or _has_index(shown, order)
    ):
        return None
    if order.key is SortKey.SECTION and shown.blind:
        return None
    if order.key is SortKey.NUMBER:  # its index does not hold the day
        tables = f"{_by('year_sequence')} CROSS JOIN petitions p ON p.id = o.id"
    elif order.key is SortKey.STATE:
        tables = _STATES
    else:
        tables = f"{_by(order.key.value + '_received_on_id')} {_LET_THROUGH}"
    condition, values = _joined(_asked(shown, today))
    return Selected(tables, condition, values, walks=order.key is not SortKey.STATE)


def states_of(shown: LedgerFilter) -> frozenset[State]:
    """The states that a filter lets through; empty where any may be."""
    if shown.states or shown.due is not DueFilter.OPEN:
        return shown.states
    return frozenset(state for state in State if state.is_open)


def by_state(shown: LedgerFilter, today: date) -> Selected:
    """The same, by the index of the states that it names: for states in which few petitions are."""
    condition, values = _joined([_of(states_of(shown)), *_asked(shown, today)])
    return Selected(_STATES, condition, values)


def _of(states: Collection[State]) -> Part:
    """The petitions of these states, looked up in an index."""
    values = tuple(sorted(state.value for state in states))
    return f"p.state IN ({', '.join('?' * len(values))})", values


def _by(index: str) -> str:
    return f"petitions o INDEXED BY petitionrow_{index}"


def _asked(shown: LedgerFilter, today: date) -> list[Part]:
    """What is asked of each petition, apart from the words searched for."""
    return [*_period(shown), *_choices(shown), *due_parts(shown.due, today), *_in_force(shown)]


def _joined(parts: list[Part]) -> Part:
    condition = " AND ".join(text for text, _ in parts) or "1"
    return condition, tuple(v for _, values in parts for v in values)


def typed(shown: LedgerFilter) -> str:
    """What was typed into the search box, without halves of characters, which SQLite does not take."""
    return shown.words.strip().encode(errors="ignore").decode()


_LEDGER = "petitions p INDEXED BY ledger"
_STATES = "petitions p INDEXED BY states"
_ASKED_STATES = 3
"""Up to how many states are looked up for each hit."""
_LET_THROUGH = f"CROSS JOIN {_LEDGER} ON p.list_key = {sql_value('o.')}"
"""What a filter asks of each petition that another index names stands in the covering one."""


_PRESSING = frozenset({DueFilter.OVERDUE, DueFilter.SOON, DueFilter.PRESSING})


def _are_few(shown: LedgerFilter) -> bool:
    """Whether the filter has an index of its own that leads to few petitions."""
    return bool(shown.ids) or shown.due in _PRESSING


def _has_index(shown: LedgerFilter, order: Order) -> bool:
    """Whether what is asked for has an index that is in its order: all in another order, limits by day."""
    if order.key is SortKey.RECEIVED:
        return False
    due = shown.due if order.key is SortKey.DUE and _are_few(shown) else None
    return shown == LedgerFilter(blind=shown.blind, due=due)


def ordered(order: Order, selection: Selected, *, blind: bool) -> str:
    """The terms of ORDER BY."""
    if order.key is SortKey.RECEIVED:
        terms = [selection.list_key]
    elif order.key is SortKey.NUMBER:
        terms = ["o.year", "o.sequence"] if selection.walks else ["p.year", "p.sequence"]
    elif selection.walks:
        terms = [f"o.{order.key.value}", "o.received_on", "o.id"]
    elif order.key is SortKey.SECTION and blind:
        terms = ["iif(p.sealed, '', p.lead_section)", selection.list_key]
    elif selection.by_order:
        terms = [f"p.{order.key.value}", "p.received_on", "p.id"]
    else:
        terms = [f"p.{order.key.value}", selection.list_key]
    return ", ".join(f"{term} {'DESC' if order.descending else 'ASC'}" for term in terms)


def _period(shown: LedgerFilter) -> Iterator[Part]:
    if shown.basis is not DateBasis.RECEIVED:
        if shown.first:
            yield f"p.{shown.basis.value} >= ?", (shown.first.isoformat(),)
        if shown.last:
            yield f"p.{shown.basis.value} <= ?", (shown.last.isoformat(),)
    elif shown.first or shown.last:
        yield "p.list_key >= ?", (day_key(shown.first or date.min),)
        if shown.last:
            yield "p.list_key < ?", (after_day(shown.last),)


def _choices(shown: LedgerFilter) -> Iterator[Part]:
    for column, terms in (
        ("channel", shown.channels),
        ("petition_class", shown.classes),
        ("state", shown.states),
    ):
        if terms:
            marks = ", ".join("?" * len(terms))
            # The plus: once a petition is found, it is asked, not looked up again for each term.
            yield f"+p.{column} IN ({marks})", tuple(sorted(term.value for term in terms))
    if shown.topic:
        below = shown.topic + TOPIC_JOINT
        yield "(p.topic = ? OR p.topic >= ? AND p.topic < ?)", (
            shown.topic, below, below + "\U0010ffff",
        )  # fmt: skip
    if shown.section:
        yield "p.lead_section = ?", (shown.section,)
        if shown.blind:
            yield "NOT p.sealed", ()


def due_parts(due: DueFilter | None, today: date) -> Iterator[Part]:
    """The conditions of a filter by limits."""
    last = (today + timedelta(days=SOON_DAYS)).isoformat()
    if due is DueFilter.OPEN:
        yield f"+p.state IN ({', '.join('?' * len(_OPEN))})", tuple(_OPEN)
    elif due is DueFilter.OVERDUE:
        yield "p.next_due_on < ?", (today.isoformat(),)
    elif due is DueFilter.SOON:
        yield "p.next_due_on BETWEEN ? AND ?", (today.isoformat(), last)
    elif due is DueFilter.PRESSING:
        yield "p.next_due_on <= ?", (last,)


def _in_force(shown: LedgerFilter) -> Iterator[Part]:
    """Void petitions only where their state or the very ids are named."""
    if shown.ids:
        yield "p.id IN (SELECT value FROM json_each(?))", (json.dumps(shown.ids),)
    elif State.VOID not in shown.states:
        yield "p.state <> 'void'", ()
