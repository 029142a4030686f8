"""Use cases of the time limits: changing the calendar or the rules, seen before it is done.

A change that moves a limit of a running case is shown case by case, applied as events when the
clerk confirms it, and can be taken back the same way.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from petitiondesk.data.clocks import ClockLine
from petitiondesk.domain import history
from petitiondesk.domain import office as office_values
from petitiondesk.domain.calendar import Calendar
from petitiondesk.domain.clocks import SCHEME, Clock, Timing, main_due
from petitiondesk.domain.errors import Finding, InvalidInput, Severity
from petitiondesk.domain.ledger import SEALED
from petitiondesk.domain.messages import Message
from petitiondesk.domain.office import Office, with_calendar
from petitiondesk.domain.petition import Petition
from petitiondesk.domain.record import difference, fold, inverse
from petitiondesk.services.cleaning import clean_text
from petitiondesk.services.context import Context, Progress, no_progress

_SCHEME_KEY = "clock_scheme"
_BATCH = 500


@dataclass(frozen=True)
class Move:
    """One limit of one petition that a change moves; None where there is none before or after."""

    petition_id: int
    number: str
    summary: str
    code: str
    title: Message
    before: date | None
    after: date | None
    ended_on: date | None


@dataclass(frozen=True)
class Preview:
    """What a change would move. ``office`` is the settings as they would be."""

    office: Office
    moves: tuple[Move, ...]

    @property
    def petitions(self) -> int:
        """How many petitions it touches."""
        return len({move.petition_id for move in self.moves})


class ClockService:
    """Deadlines of all cases, and changes of what they are counted by."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._registry = context.registry

    # --- reading --------------------------------------------------------------------------------

    def between(self, first: date, last: date) -> list[ClockLine]:
        """The limits due from ``first`` to ``last`` that are not met yet, by day; sealed ones shut."""
        with self._registry.reading():
            return [_shut(line) for line in self._registry.clocks.between(first, last)]

    def calendar(self) -> Calendar:
        """The calendar the office counts by."""
        with self._registry.reading():
            return self._context.timing().calendar

    def offered_years(self) -> tuple[int, ...]:
        """Years that a newer program brought and the office has not adopted."""
        with self._registry.reading():
            office = self._context.office()
        own = {year.year for year in office.calendar_years}
        years = sorted(self._context.shipped.years - own)
        return tuple(year for year in years if year > office.calendar_until)

    # --- changing -------------------------------------------------------------------------------

    def preview_calendar(self, newer: Calendar, progress: Progress = no_progress) -> Preview:
        """What putting the years of ``newer`` in place of the present ones would move."""
        with self._registry.reading():
            before = self._context.office()
            after = with_calendar(before, newer)
            touched = self._registry.clocks.touched(
                _changed_days(before.calendar(self._context.shipped), newer)
            )
            return self._preview(before, after, touched, progress)

    def preview_office(self, office: Office, progress: Progress = no_progress) -> Preview:
        """What other rules would move. Every petition is reckoned: about 2 ms each.

        Raises:
            InvalidInput: the settings cannot work.
        """
        office.check()
        with self._registry.reading():
            before = self._context.office()
            same = before.rulebook() == office.rulebook()
            everything = () if same else self._registry.petitions.ids()
            return self._preview(before, office, everything, progress)

    def apply(self, preview: Preview, reason: str) -> int:
        """Do what was previewed; the number of the event that `take_back` takes back.

        Raises:
            InvalidInput: no reason is given; or cases have changed since, so that other limits
                would move than were shown.
        """
        if not clean_text(reason):
            raise _refused("reason", Message("请写明原因：它会留在经过里。"))
        with self._registry.transaction():
            return self._apply(self._context.office(), preview, clean_text(reason), None)

    def changes(self) -> list[tuple[int, str, str]]:
        """The changes of calendar and rules that can be taken back: event, time, reason."""
        with self._registry.reading():
            events = self._registry.events.of_office()
        undone = {event.refers_to for event in events if event.refers_to}
        return [
            (event.seq, event.at.isoformat(sep=" ", timespec="minutes"), event.note)
            for event in reversed(events)
            if event.seq not in undone and event.refers_to is None and _times(event.changes)
            and event.note
        ]  # fmt: skip

    def preview_take_back(self, seq: int, progress: Progress = no_progress) -> Preview:
        """What taking a change back would move.

        Raises:
            InvalidInput: what it changed has been changed again since.
        """
        with self._registry.reading():
            office = self._context.office()
            record = office_values.to_record(office)
            (event,) = [e for e in self._registry.events.of_office() if e.seq == seq]
            changes = inverse(event.changes)
            if any(record.get(name) != now for name, (now, _) in changes.items()):
                raise _refused(
                    "", Message("这项更改之后又改过同一处，不能直接撤销；请按需要再改一次。")
                )
            after = office_values.from_record(fold(record, changes))
            days = _different_days(
                office.calendar(self._context.shipped), after.calendar(self._context.shipped)
            )
            same_rules = office.rulebook() == after.rulebook()
            touched = self._registry.clocks.touched(days)
            ids = touched if same_rules else self._registry.petitions.ids()
            return self._preview(office, after, ids, progress)

    def take_back(self, seq: int, preview: Preview, reason: str) -> None:
        """Take a change back as it was previewed.

        Raises:
            InvalidInput: as `apply`.
        """
        if not clean_text(reason):
            raise _refused("reason", Message("请写明原因：它会留在经过里。"))
        with self._registry.transaction():
            self._apply(self._context.office(), preview, clean_text(reason), seq)

    def renew(self) -> None:
        """Reckon every limit anew where this program counts otherwise than the last one did."""
        with self._registry.reading():
            known = self._registry.settings.remembered(_SCHEME_KEY)
        if known == SCHEME:
            return
        with self._registry.transaction():
            timing = self._context.timing()
            self._registry.clocks.clear()
            batch: list[tuple[int, tuple[Clock, ...]]] = []
            for petition in self._registry.petitions.all():
                clocks = timing.clocks(petition)
                if main_due(clocks) != petition.due_on:
                    self._context.write(petition, petition, history.RETIME, timing)
                else:
                    batch.append((petition.id, clocks))
                if len(batch) == _BATCH:
                    self._registry.clocks.put_new(batch)
                    batch = []
            self._registry.clocks.put_new(batch)
            self._registry.settings.remember(_SCHEME_KEY, SCHEME)

    # --- parts ----------------------------------------------------------------------------------

    def _preview(
        self, before: Office, after: Office, ids: Sequence[int], progress: Progress
    ) -> Preview:
        now, then = self._context.timing(before), self._context.timing(after)
        moves = [
            move
            for petition in self._petitions(ids, progress)
            for move in _moves(petition, now, then)
        ]
        return Preview(after, tuple(moves))

    def _petitions(self, ids: Sequence[int], progress: Progress) -> Iterator[Petition]:
        for start in range(0, len(ids), _BATCH):
            progress(start, len(ids))
            yield from self._registry.petitions.many(ids[start : start + _BATCH])

    def _apply(self, before: Office, preview: Preview, reason: str, undoes: int | None) -> int:
        ids = list(dict.fromkeys(move.petition_id for move in preview.moves))
        again = self._preview(before, preview.office, ids, no_progress)
        if again.moves != preview.moves:
            raise _refused("", Message("预览之后有件办理过，期限有变化。请重新预览后再确认。"))
        changes = difference(
            office_values.to_record(before), office_values.to_record(preview.office)
        )
        (event,) = self._registry.events.append(
            [self._context.event(history.OFFICE, None, changes, note=reason, refers_to=undoes)]
        )
        self._registry.settings.save_office(preview.office)
        timing = self._context.timing(preview.office)
        by_petition: dict[int, list[Move]] = {}
        for move in preview.moves:
            by_petition.setdefault(move.petition_id, []).append(move)
        for petition in self._petitions(ids, no_progress):
            note = "；".join(map(_told, by_petition[petition.id]))
            self._context.write(
                petition, petition, history.RETIME, timing, note=note, refers_to=event.seq
            )
        return event.seq


def _moves(petition: Petition, now: Timing, then: Timing) -> Iterator[Move]:
    """The limits that stand on another day, that appear, and that go."""
    before = {(c.rule.code, c.subject, c.started_on): c for c in now.clocks(petition)}
    after = {(c.rule.code, c.subject, c.started_on): c for c in then.clocks(petition)}
    for key in dict.fromkeys([*before, *after]):
        old, new = before.get(key), after.get(key)
        clock = new or old
        assert clock is not None
        if (old and old.due_on) != (new and new.due_on):
            yield Move(
                petition_id=petition.id,
                number=petition.number,
                summary=SEALED if petition.sealed else petition.summary,
                code=clock.rule.code,
                title=Message(clock.rule.zh),
                before=old.due_on if old else None,
                after=new.due_on if new else None,
                ended_on=clock.ended_on,
            )


def _told(move: Move) -> str:
    """One move as the record keeps it, in the official terms."""
    before, after = (day.isoformat() if day else "—" for day in (move.before, move.after))
    return f"{move.title} {before} → {after}"


def _changed_days(present: Calendar, newer: Calendar) -> list[date]:
    return _different_days(present, present.updated(newer))


def _different_days(one: Calendar, other: Calendar) -> list[date]:
    """The days on which one calendar works and the other rests."""
    years = {d.year for c in (one, other) for d in (*c.holidays, *c.workdays)}
    years |= one.years ^ other.years
    found = []
    for year in sorted(years):
        day = date(year, 1, 1)
        while day.year == year:
            if one.is_workday(day) != other.is_workday(day) or (
                one.is_statutory_holiday(day) != other.is_statutory_holiday(day)
            ):
                found.append(day)
            day += timedelta(days=1)
    return found


_TIMING = frozenset({"calendar_years", "calendar_until", "rule_sets", "section_days"})


def _times(changes: object) -> bool:
    return isinstance(changes, dict) and bool(_TIMING & changes.keys())


def _shut(line: ClockLine) -> ClockLine:
    if not line.sealed:
        return line
    return replace(line, summary=SEALED, subject=SEALED if line.subject else "")


def _refused(field: str, message: Message) -> InvalidInput:
    return InvalidInput([Finding(field, Severity.REFUSE, message)])
