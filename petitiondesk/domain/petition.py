"""The petition (信访件) as a value: what was registered and where its handling stands.

A `Petition` is immutable; each step makes a new one. It belongs to one matter, and its petitioners
are rows of it: the program registers petitions, not people, and no person is shared between two
petitions. Dates are `datetime.date` in the office's local calendar; "" is an empty text and None an
empty anything else.
"""

from dataclasses import dataclass, field
from datetime import date

from petitiondesk.domain.terms import (
    Adoption,
    Appraisal,
    Channel,
    Decision,
    DeliveryManner,
    DeliveryProof,
    IdKind,
    LetterKind,
    NoticeManner,
    PauseKind,
    PetitionClass,
    PetitionerView,
    Procedure,
    Purpose,
    Rating,
    RefusalGround,
    ReplyManner,
    Retention,
    ReviewLevel,
    ReviewResult,
    Sex,
    State,
    StatutoryRoute,
    SuperiorLevel,
    UrgingGround,
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
class Extension:
    """An extension (延期, Art. 34) of the time to conclude, by ``days`` calendar days."""

    on: date | None = None
    days: int | None = None
    approver: str = ""
    reason: str = ""


@dataclass(frozen=True)
class Pause:
    """A time in which handling stood still (暂停); ``ended_on`` None while it still does.

    A limit that the rule lets stop does not count the days from ``started_on`` to the day before
    ``ended_on``.
    """

    kind: PauseKind | None = None
    started_on: date | None = None
    ended_on: date | None = None
    reason: str = ""


@dataclass(frozen=True)
class Hearing:
    """A hearing (听证): from its announcement to its record, first and last day included."""

    started_on: date | None = None
    ended_on: date | None = None
    place: str = ""
    chair: str = ""
    record: str = ""


@dataclass(frozen=True)
class Urging:
    """An urging (督办) of the section that holds the petition, and its answer."""

    on: date | None = None
    section: str = ""
    ground: UrgingGround | None = None
    request: str = ""
    due_on: date | None = None
    answer: str = ""
    answered_on: date | None = None


@dataclass(frozen=True)
class Relief:
    """Relief granted (救助): ``amount`` in fen (0.01 yuan), the fund it came from, the day."""

    on: date | None = None
    amount: int | None = None
    fund: str = ""


@dataclass(frozen=True)
class Review:
    """A review (复查, Art. 35) or re-review (复核, Art. 36) of the written decision.

    ``ours`` says that this bureau decides it; else ``body`` does, and the office only follows it.
    ``former`` marks one of a round of handling before the present one: it is counted in returns, and
    no limit runs from it.
    """

    level: ReviewLevel = ReviewLevel.REVIEW
    requested_on: date | None = None
    body: str = ""
    ours: bool = False
    request: str = ""
    decided_on: date | None = None
    result: ReviewResult | None = None
    number: str = ""
    opinion: str = ""
    former: bool = False


@dataclass(frozen=True)
class FollowUp:
    """What was found when the carrying out of a supported decision was followed up (Art. 32)."""

    on: date | None = None
    text: str = ""
    done: bool = False


@dataclass(frozen=True)
class Letter:
    """A letter that was made (文书): its kind, document number, and the file that holds it.

    ``sequence`` counts the numbered letters of a kind in a year; 0 for one without a number.
    """

    kind: LetterKind = LetterKind.ANSWER
    number: str = ""
    year: int = 0
    sequence: int = 0
    made_on: date | None = None
    addressee: str = ""
    sha256: str = ""


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
    withdrawn, not accepted, forwarded elsewhere. ``came_from`` is the state that a petition returns
    to from being paused, objected to, merged or archived. ``accepted_on`` is the day of acceptance
    (受理), from which the limits of Art. 34 run; where none was noted, receipt stands for it.
    ``received_by_leader`` names the leader whose reception day (领导接访) it came on.
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
    # The rest of the lifecycle
    accepted_on: date | None = None
    notified_on: date | None = None
    notice_manner: NoticeManner | None = None
    procedure_reason: str = ""
    responsible_leader: str = ""
    objection_reason: str = ""
    objected_on: date | None = None
    objection_answer: str = ""
    statutory_route: StatutoryRoute | None = None
    statute: str = ""
    statutory_due_on: date | None = None
    statutory_result: str = ""
    adoption: Adoption | None = None
    legal_basis: str = ""
    delivery_place: str = ""
    delivery_witness: str = ""
    reported_on: date | None = None
    report_ref: str = ""
    report_text: str = ""
    finished_on: date | None = None
    finish_ground: str = ""
    merged_into_id: int | None = None
    merge_reason: str = ""
    came_from: State | None = None
    reopened_on: date | None = None
    reopen_reason: str = ""
    received_by_leader: str = ""
    appraised_on: date | None = None
    appraisal: Appraisal | None = None
    appraisal_note: str = ""
    sender_level: SuperiorLevel | None = None
    extensions: tuple[Extension, ...] = ()
    pauses: tuple[Pause, ...] = ()
    hearings: tuple[Hearing, ...] = ()
    urgings: tuple[Urging, ...] = ()
    reliefs: tuple[Relief, ...] = ()
    reviews: tuple[Review, ...] = ()
    follow_ups: tuple[FollowUp, ...] = ()
    letters: tuple[Letter, ...] = ()

    @property
    def sealed(self) -> bool:
        """Whether identity and content are shut to lists, prints and exports (Art. 30(3))."""
        return self.confidential or self.petition_class is PetitionClass.ACCUSATION

    @property
    def present_reviews(self) -> tuple[Review, ...]:
        """The reviews of the present round of handling."""
        return tuple(review for review in self.reviews if not review.former)

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
