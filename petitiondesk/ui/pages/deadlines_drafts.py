"""Days of a year that were changed and wait to be confirmed; the desk remembers them."""

from collections.abc import Callable

from petitiondesk.domain.calendar import Calendar
from petitiondesk.domain.office import CalendarYear
from petitiondesk.services.office import OfficeService

REMEMBERED = "calendar_drafts"
"""Key of what the desk remembers: year → its holidays and make-up workdays, by ISO day."""


class Drafts:
    """A calendar for each year that was changed, kept until it is confirmed or dropped."""

    def __init__(self, office: OfficeService) -> None:
        self._office = office
        kept = office.remembered(REMEMBERED)
        years = kept.items() if isinstance(kept, dict) else ()
        self._years = {
            int(year): CalendarYear(int(year), days["holidays"], days["workdays"]).calendar
            for year, days in years
        }

    def years(self) -> list[int]:
        """The years with changes, ascending."""
        return sorted(self._years)

    def get(self, year: int) -> Calendar | None:
        """A year as it would be, or None where nothing was changed."""
        return self._years.get(year)

    def put(self, year: int, draft: Calendar | None) -> None:
        """Keep a year as it would be; None forgets it."""
        self._years.pop(year, None)
        if draft is not None:
            self._years[year] = draft
        self._remember()

    def clear(self) -> None:
        """Forget all."""
        self.retain(lambda year, draft: False)

    def retain(self, wanted: Callable[[int, Calendar], bool]) -> None:
        """Forget the years that are not wanted any more."""
        self._years = {y: draft for y, draft in self._years.items() if wanted(y, draft)}
        self._remember()

    def merged(self) -> Calendar:
        """All of them as one calendar, for the preview."""
        merged = Calendar()
        for draft in self._years.values():
            merged = merged.updated(draft)
        return merged

    def _remember(self) -> None:
        parts = {year: CalendarYear.of(draft, year) for year, draft in self._years.items()}
        kept = {
            str(year): {"holidays": dict(part.holidays), "workdays": dict(part.workdays)}
            for year, part in parts.items()
        }
        self._office.remember(REMEMBERED, kept or None)
