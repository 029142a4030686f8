"""Use case: what changed since the last working day, for the Today page."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from petitiondesk.data.recent import ran_out, steps_since
from petitiondesk.domain import workflow
from petitiondesk.services.context import Context

MOST = 20_000
"""Entries of the record that are looked at."""
LISTED = 2_000
"""Petitions of one kind that are told of."""

REGISTERED, ANSWERED, CONCLUDED, ARCHIVED, OVERDUE = (
    "registered", "answered", "concluded", "archived", "overdue",
)  # fmt: skip

_OF_STEP: Mapping[str, str] = {
    workflow.REGISTER: REGISTERED,
    "reply": ANSWERED,
    "answer_on_spot": ANSWERED,
    "conclude": CONCLUDED,
    "archive": ARCHIVED,
}
"""Step → what it is told as."""


@dataclass(frozen=True)
class Recently:
    """What was done from ``since`` on, by kind, and which limits ran out meanwhile: petitions, oldest first.

    ``whole``: these are all; else the newest of too many.
    """

    since: date
    petitions: Mapping[str, tuple[int, ...]]
    whole: bool = True


class RecentlyService:
    """Reads the end of the record."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._registry = context.registry

    def since_last_workday(self, check: Callable[[], None] = lambda: None) -> Recently:
        """What changed since the morning of the last working day before today.

        A limit that ended on one of these days, and was not met, has run out since. ``check`` may
        raise to stop.
        """
        with self._registry.reading():
            today = self._context.today
            calendar = self._context.timing().calendar
            since = today - timedelta(days=1)
            while calendar.is_rest_day(since):
                since -= timedelta(days=1)
            database = self._registry.database
            told: dict[str, dict[int, None]] = {
                kind: {} for kind in (REGISTERED, ANSWERED, CONCLUDED, ARCHIVED, OVERDUE)
            }
            steps, whole = steps_since(database, since, _OF_STEP.keys(), MOST, check)
            for step, petition_id in steps:
                told[_OF_STEP[step]][petition_id] = None
            told[OVERDUE] = dict.fromkeys(ran_out(database, since, today, LISTED + 1))
        whole = whole and all(len(ids) <= LISTED for ids in told.values())
        return Recently(since, {kind: tuple(ids)[-LISTED:] for kind, ids in told.items()}, whole)
