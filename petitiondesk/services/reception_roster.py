"""The roster of the leader reception days: who receives when; every change is one event."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date, timedelta

from petitiondesk.domain import history, reception, reception_plan
from petitiondesk.domain.errors import (
    Finding,
    InvalidInput,
    NotFound,
    need_reason,
    refused,
    stop_at_refusals,
)
from petitiondesk.domain.messages import Message
from petitiondesk.domain.reception import ReceptionDay, to_record
from petitiondesk.domain.record import Changes, difference
from petitiondesk.services.cleaning import clean_text
from petitiondesk.services.context import Context

Change = tuple[ReceptionDay | None, ReceptionDay | None]
"""An entry of the roster before and after; None where there is none."""


class Roster:
    """Reading and changing the roster; `services.reception` adds the visits."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._registry = context.registry

    def days(self, first: date, last: date) -> list[ReceptionDay]:
        """The roster from ``first`` to ``last``, both included."""
        with self._registry.reading():
            return self._registry.receptions.between(first, last)

    def next(self) -> ReceptionDay | None:
        """Today's entry or the next one to come, or None."""
        with self._registry.reading():
            return self._registry.receptions.since(self._context.today)

    def check(self, value: ReceptionDay) -> list[Finding]:
        """What is to be said of an entry before it is saved, refusals first."""
        with self._registry.reading():
            return self._check(_clean_day(value))

    def suggest(
        self, month: date, weekday: int, nth: Collection[int], leaders: Sequence[str]
    ) -> tuple[ReceptionDay, ...]:
        """Entries for a month, one leader after the other, as `domain.reception_plan.suggest` finds them.

        The turn begins after the leader who received last before the month. Nothing is saved.
        """
        first = month.replace(day=1)
        with self._registry.reading():
            receptions = self._registry.receptions
            # The last day may roll over the end of the month.
            taken = [d.day for d in receptions.between(first, first + timedelta(days=62))]
            last = receptions.before(first)
            calendar = self._context.timing().calendar
        turns = reception_plan.in_turn(leaders, last.leader if last else "")
        return reception_plan.suggest(first, weekday, nth, turns, calendar, taken)

    def plan(self, days: Sequence[ReceptionDay]) -> None:
        """Put several new days on the roster, all or none.

        Raises:
            InvalidInput: an entry cannot stand, or its day is on the roster already.
        """
        entries = [_clean_day(replace(value, visits=())) for value in days]
        with self._registry.transaction():
            seen: set[date] = set()
            for value in entries:
                stop_at_refusals(self._check(value))
                if value.day in seen or self._registry.receptions.get(value.day) is not None:
                    raise _taken(value.day)
                seen.add(value.day)
            self._write([(None, value) for value in entries])

    def save(self, value: ReceptionDay, *, was: date | None = None) -> ReceptionDay:
        """Add a day, or change (and move) the one that stood on ``was``; its visits stay as they are.

        Raises:
            InvalidInput: the entry cannot stand, its day is taken, or it has visits and would move.
            NotFound: there is no entry on ``was``.
        """
        value = _clean_day(value)
        with self._registry.transaction():
            stop_at_refusals(self._check(value))
            before = self._get(was) if was is not None else None
            if value.day != was and self._registry.receptions.get(value.day) is not None:
                raise _taken(value.day)
            if before is None or was is None:
                after = replace(value, visits=())
                self._write([(None, after)])
            elif value.day == was:
                after = replace(value, visits=before.visits)
                self._write([(before, after)])
            else:
                if before.visits:
                    raise refused("day", Message("这一天已有接谈记录，不能改到别的日子。"))
                after = replace(value, visits=())
                self._write([(before, None), (None, after)])
        return after

    def cancel(self, day: date, reason: str) -> None:
        """Take a day without visits off the roster.

        Raises:
            InvalidInput: no reason is given, or there are visits.
            NotFound: there is no such entry.
        """
        need_reason(reason)
        with self._registry.transaction():
            before = self._get(day)
            if before.visits:
                raise refused(
                    "day", Message("这一天已有接谈记录，不能取消。记录没有改动，可以更正内容。")
                )
            self._write([(before, None)], note=reason)

    # --- parts ----------------------------------------------------------------------------------

    def _get(self, day: date) -> ReceptionDay:
        value = self._registry.receptions.get(day)
        if value is None:
            raise NotFound(Message("{day} 没有接访安排。记录没有改动。", day=day.isoformat()))
        return value

    def _check(self, value: ReceptionDay) -> list[Finding]:
        return reception.check_day(value, self._context.timing().calendar)

    def _write(self, changed: Sequence[Change], note: str = "") -> None:
        """Write entries and the one event that says so; nothing when nothing changed."""
        before = {b.day.isoformat(): to_record(b) for b, _ in changed if b is not None}
        after = {a.day.isoformat(): to_record(a) for _, a in changed if a is not None}
        changes: Changes = difference(before, after)
        if not changes:
            return
        event = self._context.event(history.RECEPTION, None, changes, note=note)
        self._registry.events.append([event])
        for old, new in changed:
            if new is not None:
                self._registry.receptions.save(new)
            elif old is not None:
                self._registry.receptions.remove(old.day)


def _clean_day(value: ReceptionDay) -> ReceptionDay:
    return replace(
        value,
        leader=clean_text(value.leader, one_line=True),
        deputy=clean_text(value.deputy, one_line=True),
        place=clean_text(value.place, one_line=True),
        note=clean_text(value.note),
    )


def _taken(day: date) -> InvalidInput:
    return refused(
        "day",
        Message("{day} 已经有接访安排，没有再加。请改那一天的，或另选日期。", day=day.isoformat()),
    )
