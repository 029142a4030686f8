"""What lists and searches must show, computed in plain Python over whole petitions."""

import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from petitiondesk.domain.ledger import DueFilter, LedgerFilter, Order, SortKey
from petitiondesk.domain.petition import Petition
from petitiondesk.domain.terms import State

OPEN = frozenset({
    State.REGISTERED, State.PROPOSED, State.INSTRUCTED, State.ROUTED, State.RETURNED,
    State.IN_PROGRESS, State.UNDER_REVIEW, State.REPLIED, State.DELIVERED,
})  # fmt: skip
SOON = timedelta(days=5)


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
    day = petition.due_on
    if petition.state not in OPEN:
        return False
    if due is DueFilter.OPEN:
        return True
    if day is None:
        return False
    if due is DueFilter.OVERDUE:
        return day < today
    if due is DueFilter.SOON:
        return today <= day <= today + SOON
    return day <= today + SOON


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
        value = getattr(p, order.key.value)
        return (value is not None, str(value or ""), str(p.received_on), p.id)

    return sorted(petitions, key=rank, reverse=order.descending)
