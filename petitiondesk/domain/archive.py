"""The archive's catalogue (案卷目录): one case, one volume (一案一卷)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from petitiondesk.domain.ledger import LedgerFilter
from petitiondesk.domain.terms import Retention
from petitiondesk.domain.workflow import STEP

TO_ARCHIVE = LedgerFilter(states=STEP["archive"].sources)
"""What waits to be filed (待归档): done with, in whatever way, so that the step ``archive`` may be taken."""


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
