"""The ledger (台账): which petitions it shows, in what order, and one row of it."""

from array import array
from dataclasses import dataclass, field
from datetime import date
from enum import Enum

from petitiondesk.domain.messages import N_
from petitiondesk.domain.terms import Channel, PetitionClass, State

SEALED = N_("（密）")
"""Stands for everything a list may not show of a sealed petition; `infra.i18n.readable` shows it."""


class DueFilter(Enum):
    """Which petitions a ledger shows by what is due next: past, near, either; or all still open."""

    OVERDUE = "overdue"
    SOON = "soon"
    PRESSING = "pressing"
    OPEN = "open"


class DateBasis(Enum):
    """Which date a period is counted by; the value is the petition's field."""

    RECEIVED = "received_on"
    REGISTERED = "registered_on"
    CONCLUDED = "concluded_on"


@dataclass(frozen=True)
class LedgerFilter:
    """What the ledger shows; an empty part does not narrow it.

    ``first`` and ``last`` are inclusive. ``topic`` matches the path and everything under it.
    ``words`` is what was typed into the search box; words apart must all be found. ``blind`` is for
    accounts that may not open sealed petitions: none is found by what it says or by its section,
    since the hit alone would tell; its registration number finds it.
    """

    basis: DateBasis = DateBasis.RECEIVED
    first: date | None = None
    last: date | None = None
    channels: frozenset[Channel] = frozenset()
    classes: frozenset[PetitionClass] = frozenset()
    topic: str = ""
    section: str = ""
    states: frozenset[State] = frozenset()
    due: DueFilter | None = None
    words: str = ""
    ids: tuple[int, ...] = field(default=())
    blind: bool = False


class SortKey(Enum):
    """The columns a ledger can be sorted by."""

    RECEIVED = "received_on"
    NUMBER = "number"
    CHANNEL = "channel"
    CLASS = "petition_class"
    TOPIC = "topic"
    SECTION = "lead_section"
    STATE = "state"
    DUE = "next_due_on"


@dataclass(frozen=True)
class Order:
    """Sort order; petitions that are equal in it follow by number."""

    key: SortKey = SortKey.RECEIVED
    descending: bool = True


@dataclass(frozen=True)
class Found:
    """Everything a filter shows: petition ids in order (eight bytes each), and how many people (人次)."""

    ids: "array[int]"
    people: int


@dataclass(frozen=True, slots=True)
class Who:
    """Who petitions, for a list's one cell: the first name as the list may show it, and of how many."""

    name: str = ""
    count: int = 0
    anonymous: bool = False

    @property
    def zh(self) -> str:
        """As forms and letters have it: 王＊, 刘＊ 等6人, 匿名."""
        others = f" 等{self.count}人" if self.count > 1 else ""
        return (self.name or ("匿名" if self.anonymous else "")) + others


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One line of the ledger, already masked where the petition is sealed.

    ``next_due_on`` and ``next_code`` are the limit to be met next (`clocks.next_clock`), ``due_on``
    the one the whole petition is judged by.
    """

    id: int
    number: str
    received_on: date | None
    channel: Channel
    petition_class: PetitionClass
    summary: str
    petitioner: Who
    topic: str
    place: str
    section: str
    state: State
    due_on: date | None
    concluded_on: date | None
    people_present: int
    repeat: bool
    sealed: bool
    archive_ref: str
    next_due_on: date | None
    next_code: str
