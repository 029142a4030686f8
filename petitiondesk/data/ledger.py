"""Ledger queries: a filter and an order become one indexed walk over ids, then one fetch of rows."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from functools import reduce
from operator import and_
from typing import Any

from peewee import SQL, fn

from petitiondesk.data.database import Database
from petitiondesk.data.search import match_expression
from petitiondesk.data.tables import NO_DAY, PetitionRow
from petitiondesk.data.void import in_force
from petitiondesk.domain.clocks import SOON_DAYS
from petitiondesk.domain.ledger import SEALED, DueFilter, LedgerFilter, LedgerRow, Order, SortKey
from petitiondesk.domain.masking import TextMask, mask_name
from petitiondesk.domain.petition import TOPIC_JOINT, Petitioner
from petitiondesk.domain.terms import Channel, PetitionClass, State

_OPEN = [state.value for state in State if state.is_open]
_P = PetitionRow
_BATCH = 500

_ROW = (_P.id, _P.number, _P.received_on, _P.channel, _P.petition_class, _P.summary, _P.petitioner,
        _P.petitioner_count, _P.organisation, _P.anonymous, _P.topic, _P.place, _P.lead_section,
        _P.state, _P.due_on, _P.concluded_on, _P.people_present, _P.repeat, _P.sealed,
        _P.archive_ref, _P.next_due_on, _P.next_code)  # fmt: skip


class Ledger:
    """Windows, counts and ids of the petitions a filter shows."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def window(
        self, shown: LedgerFilter, order: Order, today: date, offset: int, limit: int
    ) -> list[LedgerRow]:
        """Rows ``offset`` … ``offset + limit`` of the ledger, masked."""
        ids = self.ids(shown, order, today, offset, limit)
        return self.rows(ids)

    def rows(self, ids: Sequence[int]) -> list[LedgerRow]:
        """The lines of these petitions, in the order given."""
        found = {}
        people = self.named(ids)
        for values in self._db.run(_P.select(*_ROW).where(_P.id.in_(ids)).tuples()):
            found[values[0]] = _line(values, people.get(values[0], ()))
        return [found[i] for i in ids if i in found]

    def named(self, ids: Sequence[int]) -> dict[int, list[Petitioner]]:
        """Who must not be named in the texts of these petitions, for `domain.text_masking`."""
        found: dict[int, list[Petitioner]] = {}
        for start in range(0, len(ids), _BATCH):
            some = ids[start : start + _BATCH]
            text = f"""SELECT petition_id, name, id_number, phone, address, organisation
                FROM petitioners WHERE petition_id IN ({", ".join("?" * len(some))})"""  # noqa: S608
            for petition_id, name, number, phone, address, organisation in self._db.sql(text, some):
                person = Petitioner(name, id_number=number, phone=phone, address=address,
                                    organisation=bool(organisation))  # fmt: skip
                found.setdefault(petition_id, []).append(person)
        return found

    def ids(
        self,
        shown: LedgerFilter,
        order: Order,
        today: date,
        offset: int = 0,
        limit: int | None = None,
    ) -> list[int]:
        """Ids of the petitions shown, in order."""
        query = _P.select(_P.id).where(_condition(shown, today))
        query = query.order_by(*_order(order, blind=shown.blind))
        if limit is not None:
            query = query.limit(limit).offset(offset)
        return [row[0] for row in self._db.run(query.tuples())]

    def count(self, shown: LedgerFilter, today: date) -> tuple[int, int]:
        """How many petitions (件次) and how many people (人次) are shown."""
        query = _P.select(fn.COUNT(_P.id), fn.SUM(_P.people_present)).where(
            _condition(shown, today)
        )
        count, people = next(iter(self._db.run(query.tuples())))
        return int(count), int(people or 0)

    def by_state(self) -> dict[State, int]:
        """How many petitions stand in each state; void ones are no petitions of the office."""
        query = _P.select(_P.state, fn.COUNT(_P.id)).where(in_force()).group_by(_P.state)
        return {State(state): count for state, count in self._db.run(query.tuples())}

    def by_month(self, first: date, last: date) -> dict[tuple[int, int], int]:
        """Petitions received in each (year, month) of the period."""
        month = fn.SUBSTR(_P.received_on, 1, 7)
        query = (
            _P.select(month, fn.COUNT(_P.id))
            .where(_P.received_on.between(first.isoformat(), last.isoformat()) & in_force())
            .group_by(month)
        )
        return {(int(key[:4]), int(key[5:])): count for key, count in self._db.run(query.tuples())}

    def by_topic(self, first: date, last: date) -> list[tuple[str, int, int]]:
        """The first-level topics of the period, how many petitions each has, how many are sealed."""
        query = (
            _P.select(_P.topic, fn.COUNT(_P.id), fn.SUM(_P.sealed))
            .where(_P.received_on.between(first.isoformat(), last.isoformat()) & in_force())
            .group_by(_P.topic)
        )
        totals: dict[str, list[int]] = {}
        for path, count, sealed in self._db.run(query.tuples()):
            total = totals.setdefault(path.split(TOPIC_JOINT)[0], [0, 0])
            total[0] += count
            total[1] += int(sealed or 0)
        return [(topic, count, sealed) for topic, (count, sealed) in totals.items() if topic]


def _condition(shown: LedgerFilter, today: date) -> Any:
    """What a filter lets through: void petitions only where their state or the very ids are named."""
    parts = [*_period(shown), *_choices(shown), *_due(shown.due, today)]
    if shown.words.strip():
        expression = match_expression(shown.words)
        parts.append(
            _P.id.in_(SQL("(SELECT rowid FROM search WHERE search MATCH ?)", [expression]))
            if expression
            else SQL("0")
        )
        if shown.blind:
            parts.append(~_P.sealed | (_P.number == shown.words.strip()))
    if shown.ids:
        parts.append(_P.id.in_(shown.ids))
    elif State.VOID not in shown.states:
        parts.append(in_force())
    return reduce(and_, parts, SQL("1"))


def _period(shown: LedgerFilter) -> Iterable[Any]:
    column = getattr(_P, shown.basis.value)
    if shown.first:
        yield column >= shown.first.isoformat()
    if shown.last:
        yield column <= shown.last.isoformat()


def _choices(shown: LedgerFilter) -> Iterable[Any]:
    for column, terms in (
        (_P.channel, shown.channels),
        (_P.petition_class, shown.classes),
        (_P.state, shown.states),
    ):
        if terms:
            yield column.in_(sorted(term.value for term in terms))
    if shown.topic:
        below = shown.topic + TOPIC_JOINT
        yield (_P.topic == shown.topic) | ((_P.topic >= below) & (_P.topic < below + "\U0010ffff"))
    if shown.section:
        yield _P.lead_section == shown.section
        if shown.blind:
            yield ~_P.sealed


def _due(due: DueFilter | None, today: date) -> Iterable[Any]:
    if due is None:
        return
    last = (today + timedelta(days=SOON_DAYS)).isoformat()
    if due is DueFilter.OPEN:
        yield _P.state.in_(_OPEN)
    elif due is DueFilter.OVERDUE:
        yield _P.next_due_on < today.isoformat()
    elif due is DueFilter.SOON:
        yield _P.next_due_on.between(today.isoformat(), last)
    elif due is DueFilter.PRESSING:
        yield _P.next_due_on <= last


def _order(order: Order, *, blind: bool) -> list[Any]:
    if order.key is SortKey.NUMBER:
        columns: list[Any] = [_P.year, _P.sequence]
    elif order.key is SortKey.RECEIVED:
        columns = [_P.received_on, _P.id]
    elif order.key is SortKey.SECTION and blind:
        columns = [fn.IIF(_P.sealed, "", _P.lead_section), _P.received_on, _P.id]
    else:
        columns = [getattr(_P, order.key.value), _P.received_on, _P.id]
    return [c.desc() if order.descending else c.asc() for c in columns]


def _line(values: Sequence[Any], named: Sequence[Petitioner]) -> LedgerRow:
    """A line from the columns `_ROW`; what its texts quote of the petitioners is masked."""
    (
        petition_id, number, received, channel, petition_class, summary, name, count, organisation,
        anonymous, topic, place, section, state, due, concluded, people, repeat, sealed, reference,
        next_due, next_code,
    ) = values  # fmt: skip
    hide = TextMask(named)
    shown_name = name if organisation else mask_name(name)
    others = f" 等{count}人" if count > 1 else ""
    return LedgerRow(
        id=petition_id,
        number=number,
        received_on=date.fromisoformat(received) if received else None,
        channel=Channel(channel),
        petition_class=PetitionClass(petition_class),
        summary=SEALED if sealed else hide(summary),
        petitioner=SEALED if sealed else (shown_name or ("匿名" if anonymous else "")) + others,
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
