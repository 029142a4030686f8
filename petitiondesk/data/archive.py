"""Queries of the archive."""

from array import array
from collections.abc import Sequence
from functools import reduce
from operator import or_
from typing import Any

from peewee import fn

from petitiondesk.data.backup_sql import Tick
from petitiondesk.data.database import Database
from petitiondesk.data.tables import AttachmentRow, PetitionRow
from petitiondesk.data.void import in_force
from petitiondesk.domain.archive import Shelf
from petitiondesk.domain.terms import Appraisal, Retention, State

_P = PetitionRow


_FILES = AttachmentRow.select(fn.COUNT(AttachmentRow.position)).where(
    AttachmentRow.petition_id == _P.id
)


_YEARS = """
    WITH RECURSIVE found (of_volumes) AS (
        SELECT max(archive_year) FROM petitions WHERE archive_year > 0
        UNION ALL
        SELECT (SELECT max(archive_year) FROM petitions WHERE archive_year > 0 AND archive_year < of_volumes)
        FROM found WHERE of_volumes IS NOT NULL)
    SELECT of_volumes FROM found WHERE of_volumes IS NOT NULL AND EXISTS (
        SELECT 1 FROM petitions WHERE archive_year = of_volumes AND state <> 'void')
    ORDER BY of_volumes DESC"""
"""From year to year by the index: to group them would be to look at every petition."""


class Archive:
    """The catalogue of archived petitions. Callers hold the transaction."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def years(self) -> list[int]:
        """Years in which petitions were archived, newest first."""
        return [row[0] for row in self._db.sql(_YEARS).fetchall()]

    def appraisable(self, year: int, tick: Tick = lambda: None) -> Shelf:
        """Volumes whose retention has passed by the beginning of ``year``, oldest first.

        A period counts from the year after the one it was archived in; what was appraised to be
        destroyed is done with, and what is kept on has its new period. ``tick`` may raise to stop.
        """
        passed = [
            (_P.retention == kind.value) & (_P.archive_year < year - kind.years)
            for kind in Retention
            if kind.years
        ]
        done = Appraisal.DESTROY.value
        chosen = (
            (_P.state == State.ARCHIVED.value)
            & (_P.archive_year > 0)
            & reduce(or_, passed)
            & (_P.appraisal.is_null() | (_P.appraisal != done))
        )
        return self._shelf(tick, chosen, _P.archive_year, _P.archive_ref)

    def catalogue(self, year: int, retention: Retention | None, tick: Tick = lambda: None) -> Shelf:
        """The year's volumes by reference; ``tick`` may raise to stop."""
        chosen = (_P.archive_year == year) & in_force()
        if retention is not None:
            chosen &= _P.retention == retention.value
        # References of the office's own making have no place in the sequence and follow it.
        own = _P.archive_sequence == 0
        return self._shelf(tick, chosen, _P.retention, own, _P.archive_sequence, _P.archive_ref)

    def volumes(self, ids: Sequence[int]) -> list[dict[str, Any]]:
        """What the catalogue says of these petitions, in their order."""
        query = _P.select(
            _P.id, _P.archive_ref, _P.number, _P.summary, _P.retention, _P.archived_on, _P.pages,
            _P.sealed, _FILES.alias("attachments"),
        ).where(_P.id.in_(list(ids)))  # fmt: skip
        found = {row["id"]: row for row in self._db.run(query.dicts())}
        return [found[petition_id] for petition_id in ids if petition_id in found]

    def _shelf(self, tick: Tick, chosen: Any, *order: Any) -> Shelf:
        query = _P.select(_P.id, _P.pages, _FILES).where(chosen).order_by(*order)
        ids, pages, attachments = array("q"), 0, 0
        with self._db.ticking(tick):
            for rows in self._db.batches(*query.sql()):
                ids.extend([row[0] for row in rows])
                pages += sum(row[1] or 0 for row in rows)
                attachments += sum(row[2] for row in rows)
                tick()
        return Shelf(ids, pages, attachments)
