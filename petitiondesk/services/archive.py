"""Use cases of the archive: what waits to be filed, and the catalogue of what is."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from petitiondesk.data.petitions import Petitions
from petitiondesk.domain import history
from petitiondesk.domain.archive import Shelf, Volume
from petitiondesk.domain.copying import replace
from petitiondesk.domain.errors import refused
from petitiondesk.domain.ledger import SEALED
from petitiondesk.domain.masking import TextMask
from petitiondesk.domain.messages import Message
from petitiondesk.domain.numbering import Pattern
from petitiondesk.domain.office import Office
from petitiondesk.domain.petition import Petition
from petitiondesk.domain.terms import Retention
from petitiondesk.services.context import Context

_AT_ONCE = 500
"""Volumes that are read by one question."""


class ArchiveService:
    """Reading the archive; filing itself is the step ``archive``."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._registry = context.registry

    def suggestion(self, petition: Petition) -> tuple[Retention, str]:
        """The retention the office's schedule gives, and the reference that would follow.

        A file that was opened again keeps what it had.
        """
        if petition.archive_ref and petition.retention is not None:
            return petition.retention, petition.archive_ref
        with self._registry.reading():
            office = self._context.office()
            retention = office.retention.of(petition)
            year = self._context.today.year
            return retention, free_reference(self._registry.petitions, office, year, retention)[0]

    def printed(self, what: str) -> None:
        """Note in the record that a list of the archive was printed or saved as a file."""
        with self._registry.transaction():
            self._registry.events.append([self._context.event(history.PRINT, None, {}, note=what)])

    def years(self) -> list[int]:
        """Years with archived volumes, newest first."""
        with self._registry.reading():
            return self._registry.archive.years()

    def catalogue(
        self,
        year: int,
        retention: Retention | None = None,
        check: Callable[[], None] = lambda: None,
    ) -> Shelf:
        """The year's volumes in the order of their references; `volumes` tells what they are.

        ``check`` may raise to stop.
        """
        with self._registry.reading():
            return self._registry.archive.catalogue(year, retention, check)

    def appraisable(self, check: Callable[[], None] = lambda: None) -> Shelf:
        """Volumes whose retention has passed and that nobody has appraised yet (到期待鉴定)."""
        with self._registry.reading():
            return self._registry.archive.appraisable(self._context.today.year, check)

    def volumes(self, ids: Sequence[int]) -> list[Volume]:
        """The catalogue's lines of these petitions, in their order; without those that are gone."""
        volumes: list[Volume] = []
        with self._registry.reading():
            for start in range(0, len(ids), _AT_ONCE):
                some = ids[start : start + _AT_ONCE]
                named = self._registry.ledger.named(some)
                volumes += [
                    _volume(row, TextMask(named.get(row["id"], ())))
                    for row in self._registry.archive.volumes(some)
                ]
        return volumes


def _volume(row: Mapping[str, Any], hide: TextMask) -> Volume:
    return Volume(
        petition_id=row["id"],
        archive_ref=row["archive_ref"],
        number=row["number"],
        title=SEALED if row["sealed"] else hide(row["summary"]),
        retention=Retention(row["retention"]),
        archived_on=_day(row["archived_on"]),
        pages=row["pages"] or 0,
        attachments=row["attachments"],
        sealed=bool(row["sealed"]),
    )


def free_reference(
    petitions: Petitions, office: Office, year: int, retention: Retention
) -> tuple[str, int]:
    """The next archive reference of a year and retention that nobody carries, and its number.

    References of the office's own writing, and patterns that do not name the retention, can hold a
    number before it is reached.
    """
    pattern = Pattern(office.archive_pattern, extra=("retention",))
    sequence = petitions.next_archive_sequence(year, retention.value)
    while petitions.archive_ref_taken(
        reference := pattern.format(year, sequence, retention=retention.zh), petition_id=0
    ):
        sequence += 1
    return reference, sequence


def put_on_shelf(
    petitions: Petitions, office: Office, before: Petition, petition: Petition, on: date
) -> Petition:
    """``petition``, that is being archived, with its reference: the next one, or the office's own.

    Raises:
        InvalidInput: another petition carries the reference.
    """
    assert petition.retention is not None
    following, sequence = free_reference(petitions, office, on.year, petition.retention)
    reference = petition.archive_ref or following
    if petition.archive_year and reference == before.archive_ref:
        return petition  # a file that was opened again goes back to its place
    if petitions.archive_ref_taken(reference, petition.id):
        raise refused(
            "archive_ref",
            Message("档号“{ref}”已经用过，请换一个，或者留空由程序编。", ref=reference),
        )
    return replace(
        petition,
        archive_ref=reference,
        archive_year=on.year,
        archive_sequence=sequence if reference == following else 0,
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
