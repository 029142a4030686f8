"""Changing what limits are counted by: seen before it is done, done as events, taken back alike."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from petitiondesk.domain import history
from petitiondesk.domain import office as office_values
from petitiondesk.domain.errors import refused
from petitiondesk.domain.messages import Message
from petitiondesk.domain.office import Office
from petitiondesk.domain.petition import Petition
from petitiondesk.domain.record import Changes, Event, difference, fold, inverse
from petitiondesk.services.cleaning import clean_office, clean_text
from petitiondesk.services.clock_moves import (
    Move,
    Preview,
    different_days,
    moves_of,
    rules_differ_from,
    told,
)
from petitiondesk.services.context import Context, Progress, no_progress

_BATCH = 200
"""Petitions between two reports of progress: a fifth of a second of work."""

_TIMING = frozenset({"calendar_years", "calendar_until", "rule_sets", "section_days"})
"""The settings that limits are counted by."""


@dataclass(frozen=True)
class Change:
    """A change of the calendar or the rules, as its event tells it.

    ``undoes`` is the event it took back; ``taken_back`` says that it was itself taken back.
    """

    seq: int
    at: datetime
    actor: str
    reason: str
    what: tuple[Message, ...]
    undoes: int | None = None
    taken_back: bool = False


class ClockChanges:
    """Previews, applies and takes back changes of the calendar and the rules."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._registry = context.registry

    def preview_office(self, office: Office, progress: Progress = no_progress) -> Preview:
        """What settings with other rules would move: about 1 ms for each petition they concern.

        Raises:
            InvalidInput: the settings cannot work.
            Cancelled: from ``progress``.
        """
        office = clean_office(office)
        office.check()
        with self._registry.reading():
            return self._preview(self._context.office(), office, progress)

    def apply(self, preview: Preview, reason: str, progress: Progress = no_progress) -> int:
        """Do what was previewed; the number of the event that `take_back` takes back.

        Raises:
            InvalidInput: no reason is given; nothing would change; or something was written
                since, so that other limits would move than were shown.
            Cancelled: from ``progress``; nothing was changed.
        """
        return self._apply(preview, reason, None, progress)

    def changes(self) -> list[Change]:
        """The changes of calendar and rules that were made, newest first."""
        with self._registry.reading():
            events = self._registry.events.of_office(history.OFFICE)
        undone = {event.refers_to for event in events if event.refers_to is not None}
        return [
            Change(event.seq, event.at, event.actor, event.note, tuple(_what(event.changes)),
                   event.refers_to, event.seq in undone)
            for event in reversed(events)
            if event.note and _TIMING & event.changes.keys()
        ]  # fmt: skip

    def preview_take_back(self, seq: int, progress: Progress = no_progress) -> Preview:
        """What taking a change back would move.

        Raises:
            InvalidInput: what it changed has been changed again since.
            Cancelled: from ``progress``.
        """
        with self._registry.reading():
            office = self._context.office()
            record = office_values.to_record(office)
            changes = inverse(self._office_event(seq).changes)
            if any(record.get(name) != now for name, (now, _) in changes.items()):
                raise refused(
                    "", Message("这项更改之后又改过同一处，不能直接撤销；请按需要再改一次。")
                )
            after = office_values.from_record(fold(record, changes))
            return self._preview(office, after, progress)

    def take_back(
        self, seq: int, preview: Preview, reason: str, progress: Progress = no_progress
    ) -> int:
        """Take a change back as it was previewed; the number of the event that says so.

        Raises:
            InvalidInput, Cancelled: as `apply`.
        """
        return self._apply(preview, reason, seq, progress)

    # --- parts ----------------------------------------------------------------------------------

    def _preview(self, before: Office, after: Office, progress: Progress) -> Preview:
        """Compare both reckonings of every petition that the change can concern."""
        last = self._registry.events.last()
        now, then = self._context.timing(before), self._context.timing(after)
        moves: list[Move] = []
        quiet: list[int] = []
        for petition in self._petitions(self._concerned(before, after), progress):
            moved, differs = moves_of(petition, now, then)
            moves += moved
            if differs and not moved:
                quiet.append(petition.id)
        return Preview(before, after, tuple(moves), tuple(quiet), last.seq if last else 0)

    def _concerned(self, before: Office, after: Office) -> list[int]:
        """Petitions of which a limit may be counted otherwise, ascending."""
        clocks = self._registry.clocks
        shipped = self._context.shipped
        found = set(
            clocks.touched(different_days(before.calendar(shipped), after.calendar(shipped)))
        )
        one, other = before.rulebook(), after.rulebook()
        since = rules_differ_from(one, other)
        if since is not None:
            found.update(clocks.received_since(since))
        if one.section_days != other.section_days:
            found.update(self._registry.petitions.without_section_date())
        return sorted(found)

    def _petitions(self, ids: Sequence[int], progress: Progress) -> Iterator[Petition]:
        for start in range(0, len(ids), _BATCH):
            progress(start, len(ids))
            yield from self._registry.petitions.many(ids[start : start + _BATCH])
        progress(len(ids), len(ids))

    def _apply(
        self, preview: Preview, reason: str, undoes: int | None, progress: Progress
    ) -> int:  # fmt: skip
        reason = clean_text(reason)
        if not reason:
            raise refused("reason", Message("请写明原因：它会留在经过里。"))
        with self._registry.transaction():
            self._refuse_other(preview)
            changes = difference(
                office_values.to_record(preview.before), office_values.to_record(preview.office)
            )
            if not changes:
                raise refused("", Message("与现在的没有不同，没有要改的。"))
            (event,) = self._registry.events.append(
                [self._context.event(history.OFFICE, None, changes, note=reason, refers_to=undoes)]
            )
            self._registry.settings.save_office(preview.office)
            self._write_moves(preview, event, progress)
            self._write_quiet(preview)
        return event.seq

    def _refuse_other(self, preview: Preview) -> None:
        """Nothing moves that was not shown: what was written since the preview must not matter."""
        last = self._registry.events.last()
        office = self._context.office()
        if office == preview.before and last is not None and last.seq == preview.as_of:
            return
        again = self._preview(office, preview.office, no_progress)
        same = again.before == preview.before and again.moves == preview.moves
        if not (same and again.quiet == preview.quiet):
            raise refused("", Message("预览之后有件办理过，期限有变化。请重新预览后再确认。"))

    def _write_moves(self, preview: Preview, event: Event, progress: Progress) -> None:
        timing = self._context.timing(preview.office)
        by_petition: dict[int, list[Move]] = {}
        for move in preview.moves:
            by_petition.setdefault(move.petition_id, []).append(move)
        for petition in self._petitions(list(by_petition), progress):
            note = told(by_petition[petition.id])
            self._context.write(
                petition, petition, history.RETIME, timing, note=note, refers_to=event.seq
            )

    def _write_quiet(self, preview: Preview) -> None:
        timing = self._context.timing(preview.office)
        for petition in self._petitions(preview.quiet, no_progress):
            self._registry.clocks.put(petition.id, timing.clocks(petition))

    def _office_event(self, seq: int) -> Event:
        events = self._registry.events.of_office(history.OFFICE)
        return next(e for e in events if e.seq == seq)


def _what(changes: Changes) -> Iterator[Message]:
    """What a change changed, for the list of past changes."""
    before, after = changes.get("calendar_years", [None, None])
    for year in sorted(_years_differ(before or [], after or [])):
        yield Message("{year} 年放假安排", year=str(year))
    if "calendar_until" in changes:
        until = max(filter(None, changes["calendar_until"]))
        yield Message("采用随程序更新的放假安排，到 {year} 年", year=str(until))
    if "rule_sets" in changes:
        yield Message("期限规则")
    if "section_days" in changes:
        yield Message("科室答复期限")


def _years_differ(before: Iterable[Any], after: Iterable[Any]) -> set[int]:
    one, other = ({year["year"]: year for year in years} for years in (before, after))
    return {year for year in one.keys() | other.keys() if one.get(year) != other.get(year)}
