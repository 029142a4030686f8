"""The petition (信访件) as a value: what was registered and where its handling stands.

A `Petition` is immutable; each step makes a new one. It belongs to one matter, and its petitioners
are rows of it: the program registers petitions, not people, and no person is shared between two
petitions. Dates are `datetime.date` in the office's local calendar; "" is an empty text and None an
empty anything else.
"""

from dataclasses import dataclass, field
from datetime import date

from petitiondesk.domain.terms import (
    Channel,
    Decision,
    DeliveryManner,
    DeliveryProof,
    IdKind,
    PetitionClass,
    PetitionerView,
    Procedure,
    Purpose,
    Rating,
    RefusalGround,
    ReplyManner,
    Retention,
    Sex,
    State,
)

TOPIC_JOINT = "_"
"""Joins the levels of a topic path (内容分类), as the provincial exports do: ``一级_二级_三级``."""


@dataclass(frozen=True)
class Petitioner:
    """One petitioner (信访人) of one petition, or the organisation that petitions.

    ``id_number`` is text: it may be damaged, foreign or old, and is kept as it was written.
    """

    name: str = ""
    sex: Sex | None = None
    id_kind: IdKind | None = None
    id_number: str = ""
    phone: str = ""
    address: str = ""
    postcode: str = ""
    organisation: bool = False
    representative: bool = False


@dataclass(frozen=True)
class Claim:
    """One claim (诉求) and the decision on it, which Art. 32 wants one by one."""

    text: str
    decision: Decision | None = None
    answer: str = ""


@dataclass(frozen=True)
class Routing:
    """One section's part (转办): lead (主办) or co-handling (协办), with its own dates.

    ``section`` is the name as it was on the day, so that a later renaming does not rewrite the
    record. ``due_on`` is the office's internal limit for the section's answer.
    """

    section: str
    lead: bool = True
    handler: str = ""
    routed_on: date | None = None
    due_on: date | None = None
    received_on: date | None = None
    returned_on: date | None = None
    return_reason: str = ""
    answered_on: date | None = None
    answer: str = ""

    @property
    def current(self) -> bool:
        """Whether the section still holds the petition."""
        return self.returned_on is None


@dataclass(frozen=True)
class Attachment:
    """A file of the petition: its content is addressed by SHA-256 (64 hex digits), size in bytes."""

    sha256: str
    name: str
    size: int
    kind: str = ""


@dataclass(frozen=True)
class Scan:
    """A picture pasted into a form: its bytes never stood on the disk in the clear."""

    name: str
    data: bytes


@dataclass(frozen=True)
class Petition:
    """A petition with its handling. Field by field: domain reference, registration form.

    ``concluded_on`` is the day it was concluded (办结), ``closed_on`` the day it left by another way:
    withdrawn, not accepted, forwarded elsewhere.
    """

    # Registration
    id: int = 0
    number: str = ""
    year: int = 0
    sequence: int = 0
    external_no: str = ""
    query_code: str = ""
    channel: Channel = Channel.LETTER
    sender: str = ""
    sender_ref: str = ""
    sender_date: date | None = None
    report_by: date | None = None
    made_on: date | None = None
    received_on: date | None = None
    registered_on: date | None = None
    petitioners: tuple[Petitioner, ...] = ()
    anonymous: bool = False
    confidential: bool = False
    joint_letter: bool = False
    people_present: int = 1
    people_affected: int | None = None
    summary: str = ""
    content: str = ""
    claims: tuple[Claim, ...] = ()
    petition_class: PetitionClass = PetitionClass.CLAIM
    purpose: Purpose | None = None
    topic: str = ""
    cause: str = ""
    hot_topic: str = ""
    region_code: str = ""
    place: str = ""
    complained_of: str = ""
    repeat: bool = False
    repeats_id: int | None = None
    urgent: bool = False
    litigation: bool = False
    backlog: bool = False
    publishable: bool = False
    pages: int | None = None
    notes: str = ""
    # Handling
    state: State = State.REGISTERED
    procedure: Procedure = Procedure.ORDINARY
    proposal: str = ""
    leader: str = ""
    instruction: str = ""
    routings: tuple[Routing, ...] = ()
    draft: str = ""
    revision: str = ""
    reply: str = ""
    reply_manner: ReplyManner | None = None
    reply_number: str = ""
    replied_on: date | None = None
    delivery_manner: DeliveryManner | None = None
    delivery_proof: DeliveryProof | None = None
    delivered_on: date | None = None
    petitioner_view: PetitionerView | None = None
    office_rating: Rating | None = None
    section_rating: Rating | None = None
    concluded_on: date | None = None
    closed_on: date | None = None
    withdrawn_reason: str = ""
    refusal_ground: RefusalGround | None = None
    refusal_remedy: str = ""
    forwarded_to: str = ""
    archive_ref: str = ""
    archive_year: int = 0
    archive_sequence: int = 0
    retention: Retention | None = None
    archived_on: date | None = None
    due_on: date | None = None
    attachments: tuple[Attachment, ...] = field(default=())

    @property
    def sealed(self) -> bool:
        """Whether identity and content are shut to lists, prints and exports (Art. 30(3))."""
        return self.confidential or self.petition_class is PetitionClass.ACCUSATION

    @property
    def lead_routing(self) -> Routing | None:
        """The lead section's routing that is in force, or None."""
        return next((r for r in reversed(self.routings) if r.lead and r.current), None)

    @property
    def lead_section(self) -> str:
        """The lead section's name, or ""."""
        routing = self.lead_routing
        return routing.section if routing else ""

    @property
    def co_sections(self) -> tuple[str, ...]:
        """Names of the co-handling sections in force, in the order they were given."""
        return tuple(r.section for r in self.routings if r.current and not r.lead)
