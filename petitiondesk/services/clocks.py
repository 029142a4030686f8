"""Use cases of the time limits: what is due, the calendar and its files, changes of either.

A change that moves a limit of a running case is shown case by case, applied as events when the
clerk confirms it, and can be taken back the same way (`clock_changes`).
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from pathlib import Path

from petitiondesk.data.clocks import ClockLine
from petitiondesk.domain import history
from petitiondesk.domain.calendar import Calendar
from petitiondesk.domain.clocks import SCHEME, Clock, DueStanding, DueTerm, main_due, standing
from petitiondesk.domain.ledger import SEALED
from petitiondesk.domain.masking import TextMask
from petitiondesk.domain.messages import Message
from petitiondesk.domain.office import with_calendar
from petitiondesk.domain.rules import NATIONAL
from petitiondesk.exchange.safe_file import replacing
from petitiondesk.infra.calendars import calendar_text, read_calendar
from petitiondesk.services.calendar_days import CalendarDay, days_between, year_of
from petitiondesk.services.clock_changes import Change, ClockChanges
from petitiondesk.services.clock_moves import Move, Preview
from petitiondesk.services.context import Progress, no_progress

__all__ = ["Change", "ClockService", "Deadline", "Move", "Preview"]

_SCHEME_KEY = "clock_scheme"
_BATCH = 500
_AT_ONCE = 200
"""Limits whose petitions are read together for a list."""


@dataclass(frozen=True)
class Deadline:
    """One limit that is not met yet, as a list shows it; of a sealed petition little more than that.

    ``subject`` is the section it binds, "" for the office; ``section`` the one that handles the
    petition. ``duty`` says whether somebody in the bureau is late when it is not met.
    """

    petition_id: int
    number: str
    summary: str
    code: str
    subject: str
    section: str
    duty: bool
    nominal_on: date
    due_on: date
    standing: DueStanding

    @property
    def title(self) -> Message:
        """What is to be done by then."""
        return Message(NATIONAL[self.code].zh)


class ClockService(ClockChanges):
    """Deadlines of all cases, the calendar, and changes of what limits are counted by."""

    # --- reading --------------------------------------------------------------------------------

    def between(
        self, first: date, last: date, check: Callable[[], None] = lambda: None
    ) -> list[Deadline]:
        """The limits due from ``first`` to ``last`` that are not met yet, by day; sealed ones shut.

        ``check`` is called every few of them, and may raise to stop.
        """
        today, found = self._context.today, []
        with self._registry.reading():
            lines = self._registry.clocks.between(first, last)
            while some := list(islice(lines, _AT_ONCE)):
                named = self._registry.ledger.named([line.petition_id for line in some])
                found += [
                    _deadline(line, TextMask(named.get(line.petition_id, ())), today)
                    for line in some
                ]
                check()
        return found

    def overdue_before(self, day: date) -> int:
        """How many duties were due before ``day`` and are late today."""
        with self._registry.reading():
            return self._registry.clocks.count_late(min(day, self._context.today))

    def calendar(self) -> Calendar:
        """The calendar the office counts by."""
        with self._registry.reading():
            return self._context.timing().calendar

    def days(self, first: date, last: date) -> tuple[CalendarDay, ...]:
        """The days from ``first`` to ``last``, both included, as the office counts them."""
        return tuple(days_between(self.calendar(), first, last))

    def own_years(self) -> frozenset[int]:
        """The years that the office has entered or changed itself."""
        with self._registry.reading():
            return frozenset(year.year for year in self._context.office().calendar_years)

    def offered_years(self) -> tuple[int, ...]:
        """Years that a newer program brought and the office has not adopted."""
        with self._registry.reading():
            office = self._context.office()
        own = {year.year for year in office.calendar_years}
        years = sorted(self._context.shipped.years - own)
        return tuple(year for year in years if year > office.calendar_until)

    # --- the yearly file ------------------------------------------------------------------------

    def read_update(self, path: Path) -> Calendar:
        """The years in a yearly file; nothing is changed yet.

        Raises:
            FileProblem: it cannot be read or understood.
        """
        return read_calendar(path)

    def write_update(self, path: Path, year: int) -> None:
        """Write a year in the format that `read_update` reads.

        A year that is not confirmed comes with the holidays that have a fixed date, to be filled in.

        Raises:
            FileProblem, StorageError: it could not be written; an older file is as it was.
        """
        text = calendar_text(year_of(self.calendar(), year), [year])
        with replacing(path) as part:
            # With a mark at its head and the line ends of Windows: old editors there need both.
            part.write_text(text, encoding="utf-8-sig", newline="\r\n")

    def printed(self, what: str) -> None:
        """Note in the record that a list of what is due was printed or saved as a file."""
        with self._registry.transaction():
            self._registry.events.append([self._context.event(history.PRINT, None, {}, note=what)])

    # --- changing -------------------------------------------------------------------------------

    def preview_calendar(self, newer: Calendar, progress: Progress = no_progress) -> Preview:
        """What putting the years of ``newer`` in place of the present ones would move.

        Years that say what the office's calendar says already are left alone.
        """
        with self._registry.reading():
            before = self._context.office()
            present = before.calendar(self._context.shipped)
            after = with_calendar(before, _news(present, newer))
            return self._preview(before, after, progress)

    def preview_shipped(self, years: Iterable[int], progress: Progress = no_progress) -> Preview:
        """What adopting the program's own calendar up to the last of ``years`` would move."""
        with self._registry.reading():
            before = self._context.office()
            until = max((before.calendar_until, *years))
            return self._preview(before, replace(before, calendar_until=until), progress)

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


def _news(present: Calendar, newer: Calendar) -> Calendar:
    """The years of ``newer`` that say something else than ``present``, or that it does not know."""
    years = {
        y for y in newer.years if y not in present.years or year_of(present, y) != year_of(newer, y)
    }
    return Calendar(
        {d: n for d, n in newer.holidays.items() if d.year in years},
        {d: n for d, n in newer.workdays.items() if d.year in years},
        frozenset(years),
    )


def _deadline(line: ClockLine, hide: TextMask, today: date) -> Deadline:
    return Deadline(
        petition_id=line.petition_id,
        number=line.number,
        summary=SEALED if line.sealed else hide(line.summary),
        code=line.code,
        subject=SEALED if line.sealed and line.subject else line.subject,
        section=SEALED if line.sealed and line.section else line.section,
        duty=line.duty,
        nominal_on=line.nominal_on,
        due_on=line.due_on,
        standing=_standing(line, today),
    )


def _standing(line: ClockLine, today: date) -> DueStanding:
    """As `domain.clocks.clock_standing` says it of a clock."""
    if line.paused:
        return DueStanding(DueTerm.PAUSED)
    found = standing(line.due_on, None, today, line.nominal_on)
    if line.duty:
        return found
    lapsed = found.term is DueTerm.OVERDUE
    return DueStanding(DueTerm.LAPSED if lapsed else DueTerm.OPEN_RIGHT, found.days)
