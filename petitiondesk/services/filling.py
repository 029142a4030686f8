"""Use case: synthetic petitions with full histories, for the demo and for trials."""

from contextlib import AbstractContextManager, closing
from datetime import date

from petitiondesk.data.connection import unguarded
from petitiondesk.domain import workflow
from petitiondesk.domain.terms import Retention
from petitiondesk.services.context import Context, Progress, no_progress
from petitiondesk.services.synthetic import YEARS
from petitiondesk.services.synthetic_lives import Ground
from petitiondesk.services.synthetic_rows import Order, batches


def for_trials() -> AbstractContextManager[None]:
    """Open the registry in this, in a process that only fills: it is written much faster.

    What the process frees is not wiped then; the petitions are made up (`docs/security.md`).
    """
    return unguarded()


_TIDY_PAGES = 1000


class FillService:
    """Writes synthetic petitions as if the office had handled them day by day."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._registry = context.registry

    def fill(self, count: int, seed: int, until: date, progress: Progress = no_progress) -> int:
        """Write ``count`` petitions of the three years before ``until``; same seed, same content.

        What falls on the present day is entered by now at the latest.

        Each batch is a transaction, so a fill that is stopped leaves whole petitions.

        Raises:
            NotAllowed: the account may not register petitions.
            Cancelled: from ``progress``.
        """
        self._context.need_for(workflow.REGISTER)
        done = 0
        with closing(batches(self._order(count, seed, until))) as made:
            for batch in made:
                with self._registry.transaction():
                    self._registry.petitions.insert(batch.rows)
                    self._registry.events.write(batch.events)
                self._tidy()
                done += batch.petitions
                progress(done, count)
        return done

    def _tidy(self) -> None:
        """As often as a window would in the years that this stands for."""
        more = True
        while more:
            with self._registry.transaction():
                more = self._registry.search.tidy(_TIDY_PAGES)

    def _order(self, count: int, seed: int, until: date) -> Order:
        """What to make up, going on with what the registry holds."""
        with self._registry.reading():
            petitions, office = self._registry.petitions, self._context.office()
            years = range(until.year - YEARS, until.year + 1)
            ground = Ground(
                office=office,
                timing=self._context.timing(office),
                now=self._context.now(),
                actor=self._registry.account,
                first_id=petitions.next_id(),
                sequences={year: petitions.next_sequence(year) for year in years},
                archive={
                    (year, kept.value): petitions.next_archive_sequence(year, kept.value)
                    for year in years
                    for kept in Retention
                },
            )
            return Order(count, seed, until, ground, self._registry.events.chain())
