"""Ledger queries: a filter and an order become one indexed walk over ids, then a fetch of the rows seen."""

import contextlib
import time
from array import array
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from petitiondesk.data.backup_sql import Tick
from petitiondesk.data.database import Database
from petitiondesk.data.ledger_sql import (
    Selected,
    by_state,
    ordered,
    selected,
    states_of,
    typed,
    walked,
)
from petitiondesk.data.tables import NO_DAY
from petitiondesk.domain.ledger import SEALED, DueFilter, Found, LedgerFilter, LedgerRow, Order, Who
from petitiondesk.domain.masking import TextMask, mask_name
from petitiondesk.domain.petition import Petitioner
from petitiondesk.domain.terms import Channel, PetitionClass, State

_BATCH = 500
_WALK, _HITS = 0.012, 0.06
"""Seconds that the quicker way to the first lines is tried at first: an index, hits in their order."""
_FEW = 0.1
"""The part of all petitions up to which those of some states are found by the index of states."""

_ROW = """id, number, received_on, channel, petition_class, summary, petitioner, petitioner_count,
    organisation, anonymous, topic, place, lead_section, state, due_on, concluded_on, people_present,
    repeat, sealed, archive_ref, next_due_on, next_code"""

_NAMED = "petition_id, name, id_number, phone, address, organisation"


class _TooFar(Exception):
    """Walking does not lead to enough petitions in time."""


def _within(patience: float, tick: Tick | None) -> Tick:
    """What raises when it takes longer, or what ``tick`` raises."""
    until = time.monotonic() + patience

    def turn() -> None:
        if tick is not None:
            tick()
        if time.monotonic() > until:
            raise _TooFar

    return turn


class Ledger:
    """Lines, counts and ids of the petitions a filter shows."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def rows(self, ids: Sequence[int]) -> list[LedgerRow]:
        """The lines of these petitions, in the order given."""
        found = {}
        people = self.named(ids)
        for start in range(0, len(ids), _BATCH):
            some = ids[start : start + _BATCH]
            source = f"petitions WHERE id IN ({', '.join('?' * len(some))})"
            for values in self._db.read_together(_ROW, source, some):
                found[values[0]] = _line(values, people.get(values[0], ()))
        return [found[i] for i in ids if i in found]

    def named(self, ids: Sequence[int]) -> dict[int, list[Petitioner]]:
        """Who must not be named in the texts of these petitions, for `domain.text_masking`."""
        found: dict[int, list[Petitioner]] = {}
        for start in range(0, len(ids), _BATCH):
            some = ids[start : start + _BATCH]
            source = f"petitioners WHERE petition_id IN ({', '.join('?' * len(some))})"
            for petition_id, name, number, phone, address, organisation in self._db.read_together(
                _NAMED, source, some
            ):
                person = Petitioner(name, id_number=number, phone=phone, address=address,
                                    organisation=bool(organisation))  # fmt: skip
                found.setdefault(petition_id, []).append(person)
        return found

    def first(
        self, shown: LedgerFilter, order: Order, today: date, limit: int, tick: Tick | None = None
    ) -> list[int]:
        """Ids of the first petitions shown; what ``tick`` raises while they are looked for comes out."""
        narrowed, blind = self._by_number(shown), shown.blind
        rest = self._rest(narrowed, order, today, first=not narrowed.words)
        quick = walked(narrowed, order, today) or selected(narrowed, order, today, first=True)
        if quick != rest:
            # Which of the two is the quicker nobody knows before: each is tried for a while.
            seconds = _HITS if narrowed.words else _WALK
            for way, patience in ((quick, seconds), (rest, 3 * seconds), (quick, 9 * seconds)):
                with contextlib.suppress(_TooFar):
                    return self._first(way, order, limit, _within(patience, tick), blind=blind)
        return self._first(rest, order, limit, tick, blind=blind)

    def _rest(
        self, shown: LedgerFilter, order: Order, today: date, *, first: bool = False
    ) -> Selected:
        """How all that a filter lets through is found; for the ``first`` some there may be a quicker way."""
        states = states_of(shown)
        if states and not shown.words.strip() and not shown.ids:
            counts = dict(self._db.read("SELECT state, petitions FROM state_tally"))
            few = sum(counts.get(state.value, 0) for state in states)
            if few < sum(counts.values()) * _FEW:
                return by_state(shown, today)
        return selected(shown, order, today, first=first)

    def _first(
        self, chosen: Selected, order: Order, limit: int, tick: Tick | None, *, blind: bool
    ) -> list[int]:
        text = f"""SELECT p.id AS id FROM {chosen.tables} WHERE {chosen.condition}
            ORDER BY {ordered(order, chosen, blind=blind)} LIMIT ?"""  # noqa: S608 - our own text
        with self._db.ticking(tick) if tick else contextlib.nullcontext():
            # The rows of a select with a limit come as it orders them.
            found = self._db.read_together("id", f"({text})", (*chosen.values, limit))
            return [petition_id for (petition_id,) in found]

    def found(
        self, shown: LedgerFilter, order: Order, today: date, tick: Tick = lambda: None
    ) -> Found:
        """Every petition shown, in order, and how many people they are; ``tick`` may raise to stop."""
        chosen = self._rest(self._by_number(shown), order, today)
        text = f"""SELECT p.id, p.people_present FROM {chosen.tables} WHERE {chosen.condition}
            ORDER BY {ordered(order, chosen, blind=shown.blind)}"""  # noqa: S608 - our own text
        ids, people = array("q"), 0
        with self._db.ticking(tick):
            for rows in self._db.batches(text, chosen.values):
                ids.extend([row[0] for row in rows])
                people += sum(row[1] or 0 for row in rows)
                tick()
        return Found(ids, people)

    def count(self, shown: LedgerFilter, today: date) -> tuple[int, int]:
        """How many petitions (件次) and how many people (人次) are shown."""
        chosen = selected(self._by_number(shown), Order(), today)
        text = f"""SELECT count(*), sum(p.people_present)
            FROM {chosen.tables} WHERE {chosen.condition}"""  # noqa: S608 - our own text
        ((count, people),) = self._db.read(text, chosen.values)
        return count, people or 0

    def pressing(self, today: date) -> tuple[int, int]:
        """How many petitions are overdue, and how many have a limit that presses."""
        overdue, soon = (
            self.count(LedgerFilter(due=due), today)[0]
            for due in (DueFilter.OVERDUE, DueFilter.SOON)
        )
        return overdue, soon

    def _by_number(self, shown: LedgerFilter) -> LedgerFilter:
        """The filter for one petition where a registration number was typed into the search box."""
        text = "SELECT id FROM petitions WHERE number = ? AND state <> 'void'"
        number = typed(shown)
        owner = self._db.scalar(text, (number,)) if number and not shown.ids else None
        return replace(shown, words="", ids=(owner,)) if owner is not None else shown

    def by_state(self) -> dict[State, int]:
        """How many petitions stand in each state; void ones are no petitions of the office."""
        text = "SELECT state, petitions FROM state_tally WHERE petitions <> 0"
        states = {State(state): count for state, count in self._db.read(text)}
        return {state: count for state, count in states.items() if state is not State.VOID}

    def by_month(self, first: date, last: date) -> dict[tuple[int, int], int]:
        """Petitions received in each (year, month) from that of ``first`` to that of ``last``."""
        text = "SELECT month, petitions FROM month_tally WHERE month BETWEEN ? AND ?"
        rows = self._db.read(text, (first.isoformat()[:7], last.isoformat()[:7]))
        return {(int(key[:4]), int(key[5:])): count for key, count in rows if count}

    def by_topic(self, first: date, last: date) -> list[tuple[str, int, int]]:
        """The first-level topics of the period, how many petitions each has, how many are sealed."""
        text = """SELECT topic, sum(petitions), sum(sealed) FROM day_tally
            WHERE day BETWEEN ? AND ? GROUP BY 1"""
        rows = self._db.read(text, (first.isoformat(), last.isoformat()))
        return [(topic, count, sealed) for topic, count, sealed in rows if topic and count]


def _line(values: Sequence[Any], named: Sequence[Petitioner]) -> LedgerRow:
    """A line from the columns `_ROW`; what its texts quote of the petitioners is masked."""
    (
        petition_id, number, received, channel, petition_class, summary, name, count, organisation,
        anonymous, topic, place, section, state, due, concluded, people, repeat, sealed, reference,
        next_due, next_code,
    ) = values  # fmt: skip
    hide = TextMask(named)
    shown_name = name if organisation else mask_name(name)
    return LedgerRow(
        id=petition_id,
        number=number,
        received_on=date.fromisoformat(received) if received else None,
        channel=Channel(channel),
        petition_class=PetitionClass(petition_class),
        summary=SEALED if sealed else hide(summary),
        petitioner=Who(SEALED) if sealed else Who(shown_name, count, bool(anonymous)),
        topic=topic,
        place=SEALED if sealed else hide(place),
        section=SEALED if sealed and section else section,
        state=State(state),
        due_on=date.fromisoformat(due) if due else None,
        concluded_on=date.fromisoformat(concluded) if concluded else None,
        people_present=people,
        repeat=bool(repeat),
        sealed=bool(sealed),
        archive_ref=reference,
        next_due_on=date.fromisoformat(next_due) if next_due != NO_DAY else None,
        next_code=next_code,
    )
