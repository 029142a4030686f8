"""Use cases of practice: how far it is, and whether it is offered."""

from petitiondesk.domain.practice import Progress, progress
from petitiondesk.services.context import Context

_BEGUN, _DECLINED = "practice_begun", "practice_declined"


class PracticeService:
    """Practice in a registry of invented petitions; in an office's own it is only offered."""

    def __init__(self, context: Context) -> None:
        self._registry = context.registry

    def begin(self) -> None:
        """Practise with the next petition that is registered."""
        with self._registry.transaction():
            self._registry.settings.remember(_BEGUN, self._registry.petitions.next_id())

    def progress(self) -> Progress:
        """How far the petition of this practice is; practice that was not begun begins with the first."""
        with self._registry.reading():
            first = self._registry.settings.remembered(_BEGUN)
            begun = first if isinstance(first, int) else 1
            found = self._registry.petitions.many([begun])
        return progress(found[0] if found else None)

    def is_begun(self) -> bool:
        """Whether a practice is under way."""
        with self._registry.reading():
            return isinstance(self._registry.settings.remembered(_BEGUN), int)

    def end(self) -> None:
        """The practice is over; the next one begins anew."""
        with self._registry.transaction():
            self._registry.settings.remember(_BEGUN, None)

    def is_offered(self) -> bool:
        """Whether a registry is so new that its clerk may want to practise first."""
        if self._registry.read_only:
            return False
        with self._registry.reading():
            declined = self._registry.settings.remembered(_DECLINED)
            return not declined and self._registry.petitions.next_id() == 1

    def decline(self) -> None:
        """Offer it no more."""
        with self._registry.transaction():
            self._registry.settings.remember(_DECLINED, value=True)
