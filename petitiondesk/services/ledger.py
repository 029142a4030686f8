"""Use cases of the ledger: what it shows, and what the day brings."""

import math
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from petitiondesk.data.search import WORDS
from petitiondesk.domain.clocks import Clock
from petitiondesk.domain.ledger import DueFilter, Found, LedgerFilter, LedgerRow, Order, SortKey
from petitiondesk.domain.masking import shut_sections
from petitiondesk.domain.petition import Petition
from petitiondesk.domain.returns.small_numbers import LEAST, fold
from petitiondesk.domain.rights import Right
from petitiondesk.domain.terms import State
from petitiondesk.services.context import Context

_WORDS_KEY = "search_words"
_BATCH = 500
_TOPICS = 5
"""Topics that the day shows."""


@dataclass(frozen=True)
class Day:
    """The Today page: counts of what waits, what is pressing, the year's months and topics.

    ``months`` and ``months_before`` count petitions received in January … December of this year and
    the last; ``topics`` are the commonest of the last ninety days.
    """

    day: date
    overdue: int
    soon: int
    by_state: dict[State, int]
    pressing: tuple[LedgerRow, ...]
    months: tuple[int, ...]
    months_before: tuple[int, ...]
    topics: tuple[tuple[str, int], ...]
    total: int


def as_seen(context: Context, shown: LedgerFilter) -> LedgerFilter:
    """The filter as the account that works may use it: see `LedgerFilter.blind`."""
    return replace(shown, blind=not context.may(Right.SEALED))


class TakesLonger(Exception):
    """What was asked is not found at once."""


class LedgerService:
    """Reading the ledger: the first lines at once, all ids afterwards, and the lines that are seen."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._registry = context.registry

    @property
    def today(self) -> date:
        """The office's day, for due dates."""
        return self._context.today

    def first(
        self,
        shown: LedgerFilter,
        order: Order,
        limit: int,
        patience: float = math.inf,
        check: Callable[[], None] = lambda: None,
    ) -> list[LedgerRow]:
        """The first lines, masked; ``check`` may raise to stop.

        Raises:
            TakesLonger: they were not found within ``patience`` seconds; `found` does find them.
        """
        until = time.monotonic() + patience

        def look() -> None:
            check()
            if time.monotonic() > until:
                raise TakesLonger

        with self._registry.reading():
            seen = as_seen(self._context, shown)
            ids = self._registry.ledger.first(seen, order, self.today, limit, look)
            return self._registry.ledger.rows(ids)

    def found(
        self, shown: LedgerFilter, order: Order, check: Callable[[], None] = lambda: None
    ) -> Found:
        """Every petition shown, in order, and how many people; ``check`` may raise to stop."""
        with self._registry.reading():
            seen = as_seen(self._context, shown)
            return self._registry.ledger.found(seen, order, self.today, check)

    def count(self, shown: LedgerFilter) -> tuple[int, int]:
        """Petitions (件次) and people (人次) shown."""
        with self._registry.reading():
            return self._registry.ledger.count(as_seen(self._context, shown), self.today)

    def total(self) -> int:
        """How many petitions the registry holds, void ones apart."""
        with self._registry.reading():
            return sum(self._registry.ledger.by_state().values())

    def ids(self, shown: LedgerFilter, order: Order) -> list[int]:
        """Ids of everything shown, in order."""
        return list(self.found(shown, order).ids)

    def rows(self, ids: Sequence[int]) -> list[LedgerRow]:
        """The lines of these petitions."""
        with self._registry.reading():
            return self._registry.ledger.rows(ids)

    def clocks(self, petition_id: int) -> tuple[Clock, ...]:
        """The limits of one petition, for the explanation beside its line; a sealed one names nobody."""
        with self._registry.reading():
            petition = self._registry.petitions.get(petition_id)
            return self._context.timing().clocks(shut_sections(petition))

    def day(self, pressing: int = 8) -> Day:
        """What today brings; ``pressing`` is how many of the most urgent cases to name."""
        ledger, today = self._registry.ledger, self.today
        urgent = LedgerFilter(due=DueFilter.PRESSING)
        with self._registry.reading():
            by_state = ledger.by_state()
            overdue, soon = ledger.pressing(today)
            first = ledger.first(urgent, Order(SortKey.DUE, descending=False), today, pressing)
            rows = ledger.rows(first)
            return Day(
                day=today,
                overdue=overdue,
                soon=soon,
                by_state=by_state,
                pressing=tuple(rows),
                months=self._months(today.year),
                months_before=self._months(today.year - 1),
                topics=self._topics(today - timedelta(days=90), today),
                total=sum(by_state.values()),
            )

    def renew(self) -> None:
        """Make the search index anew where this program makes its words otherwise than the last one."""
        with self._registry.reading():
            known = self._registry.settings.remembered(_WORDS_KEY)
        if known == WORDS:
            return
        with self._registry.transaction():
            self._registry.search.clear()
            batch: list[Petition] = []
            for petition in self._registry.petitions.all():
                if petition.state is not State.VOID:
                    batch.append(petition)
                if len(batch) == _BATCH:
                    self._registry.search.put_new(batch)
                    batch = []
            self._registry.search.put_new(batch)
            self._registry.settings.remember(_WORDS_KEY, WORDS)

    def _topics(self, first: date, last: date) -> tuple[tuple[str, int], ...]:
        """The commonest topics; small ones with a sealed petition in them under 其他."""
        counted = self._registry.ledger.by_topic(first, last)
        small = {topic for topic, count, sealed in counted if count < LEAST and sealed}
        shown = fold([(topic, topic, [count]) for topic, count, _ in counted], small)
        commonest = sorted(shown, key=lambda row: -row[2][0])[:_TOPICS]
        return tuple((name, count) for _, name, (count,) in commonest)

    def _months(self, year: int) -> tuple[int, ...]:
        counts = self._registry.ledger.by_month(date(year, 1, 1), date(year, 12, 31))
        return tuple(counts.get((year, month), 0) for month in range(1, 13))
