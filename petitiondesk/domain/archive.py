"""The archive's catalogue (案卷目录): one case, one volume (一案一卷)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from petitiondesk.domain.terms import Retention


@dataclass(frozen=True)
class Volume:
    """One line of the catalogue."""

    petition_id: int
    archive_ref: str
    number: str
    title: str
    retention: Retention
    archived_on: date | None
    pages: int
    attachments: int
    sealed: bool


@dataclass(frozen=True)
class Shelf:
    """Which volumes there are, in order (ids of petitions), and what they hold in all."""

    ids: Sequence[int]
    pages: int
    attachments: int
