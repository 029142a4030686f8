"""Use cases of the settings."""

from typing import Any

from petitiondesk.domain import history
from petitiondesk.domain import office as office_values
from petitiondesk.domain.office import Office
from petitiondesk.domain.record import difference
from petitiondesk.services.cleaning import clean_office
from petitiondesk.services.context import Context


class OfficeService:
    """The office's settings, and what the desk remembers for the clerk."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._registry = context.registry

    @property
    def account(self) -> str:
        """Who has the desk open."""
        return self._registry.account

    def office(self) -> Office:
        """The settings as they are now."""
        with self._registry.reading():
            return self._context.office()

    def save(self, office: Office) -> Office:
        """Change the settings; what was before stays in the record.

        Raises:
            InvalidInput: settings that cannot work; nothing is changed.
        """
        office = clean_office(office)
        office.check()
        with self._registry.transaction():
            present = self._context.office()
            _refuse_moving_limits(present, office)
            changes = difference(office_values.to_record(present), office_values.to_record(office))
            if changes:
                (event,) = self._registry.events.append(
                    [self._context.event(history.OFFICE, None, changes)]
                )
                self._registry.settings.save_office(office)
                if office.section_days != present.section_days:
                    self._renew_section_limits(office, event.seq)
        return office

    def _renew_section_limits(self, office: Office, seq: int) -> None:
        """A section that was given no date, in an imported case, follows the office's own days."""
        timing = self._context.timing(office)
        petitions = self._registry.petitions
        for petition in petitions.many(petitions.without_section_date()):
            self._context.write(petition, petition, history.RETIME, timing, refers_to=seq)

    def remembered(self, key: str) -> Any:
        """A JSON value the desk remembers (draft, columns, views), or None."""
        with self._registry.reading():
            return self._registry.settings.remembered(key)

    def remember(self, key: str, value: Any) -> None:
        """Remember a JSON value; None forgets it. A registry open for reading remembers nothing."""
        if self._registry.read_only:
            return
        with self._registry.transaction():
            self._registry.settings.remember(key, value)


def _refuse_moving_limits(present: Office, office: Office) -> None:
    """Rules and calendar move limits, so they go through `ClockService`, which shows them first."""
    kept = ("rule_sets", "calendar_until", "calendar_years")
    moved = [name for name in kept if getattr(present, name) != getattr(office, name)]
    if moved and present.name:
        raise ValueError(moved)
