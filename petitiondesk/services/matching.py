"""Earlier petitions on perhaps the same matter, each with the reason for the match.

Matches are about matters: they are offered while a petition is registered, the clerk decides, and
nothing is kept of those not chosen.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from petitiondesk.domain.ledger import LedgerRow
from petitiondesk.domain.messages import Message
from petitiondesk.domain.petition import Petition, Petitioner
from petitiondesk.services.context import Context

MOST = 6
_READ = 400
"""Characters of a content that are compared: its beginning names the matter."""
_SHOWN = 10
_RUN = re.compile(r"[^\W\d_]{2,}")
_LOOKED_AT = 60
"""Similar texts that are looked at, so that sealed ones leave room for others."""


@dataclass(frozen=True)
class Match:
    """An earlier petition and why it may be on the same matter, strongest reason first."""

    row: LedgerRow
    reasons: tuple[Message, ...]


class MatchingService:
    """Finds what may have been petitioned before."""

    def __init__(self, context: Context) -> None:
        self._registry = context.registry

    def matches(self, form: Petition) -> list[Match]:
        """Earlier petitions that may be on the same matter as a form being filled in."""
        reasons: dict[int, list[Message]] = {}
        with self._registry.reading():
            for person in form.petitioners:
                self._by_person(person, reasons)
            self._by_text(form, reasons)
            ranked = sorted(reasons, key=lambda i: (-len(reasons[i]), -i))
            rows = self._offered(ranked, form)
        return [Match(row, tuple(reasons[row.id])) for row in rows[:MOST]]

    def _offered(self, ids: Sequence[int], form: Petition) -> list[LedgerRow]:
        """The lines of those that may be shown.

        A sealed petition is never offered: the match alone would tell who wrote it (Art. 30(3)).
        """
        rows = self._registry.ledger.rows(ids)
        return [row for row in rows if row.id != form.id and not row.sealed]

    def _by_person(self, person: Petitioner, reasons: dict[int, list[Message]]) -> None:
        found = self._registry.petitions.with_petitioner(person)
        for column, message in (
            ("match_id", Message("证件号码相同")),
            ("match_phone", Message("电话相同")),
            ("match_name", Message("姓名相同")),
        ):
            for petition_id in found.get(column, ()):
                reasons.setdefault(petition_id, []).append(message)

    def _by_text(self, form: Petition, reasons: dict[int, list[Message]]) -> None:
        text = f"{form.summary}\n{form.content[:_READ]}"
        ids = self._registry.search.alike(text, limit=MOST)
        for other in self._registry.petitions.many(ids):
            words = shared_words(text, f"{other.summary}\n{other.content[:_READ]}")
            if words and not other.sealed:
                message = Message("内容相近：{words}", words=tuple(words))
                reasons.setdefault(other.id, []).append(message)


def shared_words(one: str, other: str) -> list[str]:
    """The longest runs of characters that two texts share, at most three, longest first."""
    blocks = SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks()
    runs = {run for b in blocks for run in _RUN.findall(one[b.a : b.a + b.size])}
    longest = sorted(runs, key=lambda run: (-len(run), one.index(run)))[:3]
    return [run if len(run) <= _SHOWN else run[:_SHOWN] + "…" for run in longest]
