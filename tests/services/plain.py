"""What lists and searches must show, computed in plain Python over whole petitions."""

import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from petitiondesk.domain.clocks import Timing
from petitiondesk.domain.ledger import DueFilter, LedgerFilter, Order, SortKey
from petitiondesk.domain.petition import Petition
from petitiondesk.domain.rules import Rulebook
from petitiondesk.domain.terms import State
from petitiondesk.infra.calendars import shipped_calendar

OPEN = frozenset({
    State.REGISTERED, State.PROPOSED, State.INSTRUCTED, State.ROUTED, State.RETURNED,
    State.IN_PROGRESS, State.PAUSED, State.UNDER_REVIEW, State.STATUTORY, State.OBJECTED,
    State.REPLIED, State.DELIVERED, State.IN_REVIEW, State.IN_REREVIEW,
})  # fmt: skip
SOON = timedelta(days=5)
TIMING = Timing(shipped_calendar(), Rulebook())


def shown(petitions: Iterable[Petition], wanted: LedgerFilter, today: date) -> list[Petition]:
    """The petitions a filter shows, by id."""
    return [p for p in petitions if fits(p, wanted, today)]


def fits(petition: Petition, wanted: LedgerFilter, today: date) -> bool:
    day = getattr(petition, wanted.basis.value)
    return (
        (wanted.first is None or (day is not None and day >= wanted.first))
        and (wanted.last is None or (day is not None and day <= wanted.last))
        and (not wanted.channels or petition.channel in wanted.channels)
        and (not wanted.classes or petition.petition_class in wanted.classes)
        and (not wanted.states or petition.state in wanted.states)
        and (not wanted.section or petition.lead_section == wanted.section)
        and (not wanted.ids or petition.id in wanted.ids)
        and (not wanted.topic or f"{petition.topic}_".startswith(f"{wanted.topic}_"))
        and _due(petition, wanted.due, today)
        and all(says(petition, word) for word in wanted.words.split())
    )


def _due(petition: Petition, due: DueFilter | None, today: date) -> bool:
    if due is None:
        return True
    if due is DueFilter.OPEN:
        return petition.state in OPEN
    day = next_due(petition)
    if day is None:
        return False
    if due is DueFilter.OVERDUE:
        return day < today
    if due is DueFilter.SOON:
        return today <= day <= today + SOON
    return day <= today + SOON


def next_due(petition: Petition) -> date | None:
    """The first limit to be met: the office's own, else a section's; none where nothing is owed."""
    owed = [c for c in TIMING.clocks(petition) if c.ended_on is None and c.duty and not c.paused]
    ours = [clock.due_on for clock in owed if not clock.subject]
    return min(ours or [clock.due_on for clock in owed], default=None)


def says(petition: Petition, word: str) -> bool:
    """Whether a Chinese word stands in one of the texts that are searched."""
    wanted = unicodedata.normalize("NFKC", word).lower()
    return any(wanted in unicodedata.normalize("NFKC", text).lower() for text in texts_of(petition))


def texts_of(p: Petition) -> list[str]:
    people = [text for person in p.petitioners for text in (person.name, person.address)]
    return [p.number, p.external_no, p.query_code, p.sender_ref, p.summary, p.content, p.place,
            p.complained_of, p.notes, p.draft, p.reply, p.reply_number, p.archive_ref,
            *(claim.text for claim in p.claims), *people]  # fmt: skip


def ordered(petitions: Sequence[Petition], order: Order) -> list[Petition]:
    """The petitions in a ledger's order; those without a value come first, going up."""

    def rank(p: Petition) -> tuple[object, ...]:
        if order.key is SortKey.NUMBER:
            return (p.year, p.sequence)
        if order.key is SortKey.DUE:  # what has no limit comes after every day
            return (str(next_due(p) or date.max), str(p.received_on), p.id)
        value = getattr(p, order.key.value)
        return (value is not None, str(value or ""), str(p.received_on), p.id)

    return sorted(petitions, key=rank, reverse=order.descending)
