"""A ledger as it was read: petitions' rows with their facts, the other rows with the reason."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field

from petitiondesk.domain.messages import Message
from petitiondesk.domain.terms import Term
from petitiondesk.exchange.header import Header
from petitiondesk.exchange.headings import heading_key
from petitiondesk.exchange.packed import Packed


@dataclass(frozen=True)
class LedgerRow:
    """One petition's row.

    Attributes:
        sheet: the sheet's name.
        row: the row as Excel counts it, from 1.
        headings: the sheet's column heads, one per cell; "" for the column of row numbers.
        cells: the cells' texts as they were.
        facts: typed values by the names of `Petition`'s fields; besides them "section",
            "co_sections" (texts), "handler" and "routed_on". ``petitioners`` is a tuple of
            `Petitioner`; "notes" has a labelled line for everything that has no field.
        warnings: what deserves a second look.
        problem: why the row cannot become a petition, or None.
    """

    sheet: str
    row: int
    headings: tuple[str, ...]
    cells: tuple[str, ...]
    facts: dict[str, object]
    warnings: tuple[Message, ...] = ()
    problem: Message | None = None


@dataclass(frozen=True)
class SkippedRow:
    """A row that is no petition (title, head, total, signature …) and why it was left out."""

    sheet: str
    row: int
    cells: tuple[str, ...]
    reason: Message


@dataclass
class LedgerFile:
    """A ledger as read: each non-empty row of the file is in ``rows`` or in ``skipped``, once.

    ``rejected`` are the rows with a problem; ``headers`` is by sheet name; ``columns`` is heading →
    field, or None for the notes; ``left_open`` names the sheets that lack a column for (field, what
    its petitions get instead).
    """

    name: str
    sheets: tuple[str, ...] = ()
    headers: dict[str, Header] = field(default_factory=dict)
    columns: dict[str, str | None] = field(default_factory=dict)
    rows: Packed[LedgerRow] = field(default_factory=Packed)
    rejected: list[LedgerRow] = field(default_factory=list)
    skipped: list[SkippedRow] = field(default_factory=list)
    left_open: dict[tuple[str, Term], list[str]] = field(default_factory=dict)

    @property
    def good(self) -> Iterator[LedgerRow]:
        """The rows that can become petitions."""
        return (row for row in self.rows if row.problem is None)


def fingerprint(row: LedgerRow) -> str:
    """SHA-256 (64 hex digits) of what the row says, wherever in whatever file it stands.

    Headings count, their order and the column of row numbers do not.
    """
    said = sorted(
        (heading_key(heading), " ".join(text.split()))
        for heading, text in zip(row.headings, row.cells, strict=True)
        if heading and text.strip()
    )
    text = json.dumps(said, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
