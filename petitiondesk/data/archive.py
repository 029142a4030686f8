"""Queries of the archive."""

from functools import reduce
from operator import or_
from typing import Any

from peewee import fn

from petitiondesk.data.database import Database
from petitiondesk.data.tables import AttachmentRow, PetitionRow
from petitiondesk.data.void import in_force
from petitiondesk.domain.terms import Appraisal, Retention, State

_P = PetitionRow


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

    def appraisable(self, year: int) -> list[dict[str, Any]]:
        """Volumes whose retention has passed by the beginning of ``year``, oldest first.

        A period counts from the year after the one it was archived in; what was appraised to be
        destroyed is done with, and what is kept on has its new period.
        """
        passed = [
            (_P.retention == kind.value) & (_P.archive_year < year - kind.years)
            for kind in Retention
            if kind.years
        ]
        done = Appraisal.DESTROY.value
        query = self._volumes().where(
            (_P.state == State.ARCHIVED.value)
            & (_P.archive_year > 0)
            & reduce(or_, passed)
            & (_P.appraisal.is_null() | (_P.appraisal != done))
        )
        return list(self._db.run(query.order_by(_P.archive_year, _P.archive_ref).dicts()))

    def catalogue(self, year: int, retention: Retention | None) -> list[dict[str, Any]]:
        """The year's volumes by reference."""
        query = self._volumes().where((_P.archive_year == year) & in_force())
        if retention is not None:
            query = query.where(_P.retention == retention.value)
        # References of the office's own making have no place in the sequence and follow it.
        own = _P.archive_sequence == 0
        ordered = query.order_by(_P.retention, own, _P.archive_sequence, _P.archive_ref)
        return list(self._db.run(ordered.dicts()))

    def _volumes(self) -> Any:
        files = AttachmentRow.select(fn.COUNT(AttachmentRow.position)).where(
            AttachmentRow.petition_id == _P.id
        )
        return _P.select(
            _P.id, _P.archive_ref, _P.number, _P.summary, _P.retention, _P.archived_on, _P.pages,
            _P.sealed, files.alias("attachments"),
        )  # fmt: skip
