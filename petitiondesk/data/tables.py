"""The tables of ``registry.db`` (schema 2), as peewee models.

They are never bound to a database: each query is run by `Database.run`, so that two registries can
be open at once. Column names are the field names of `domain.petition`.
"""

from peewee import (
    SQL,
    BlobField,
    BooleanField,
    CompositeKey,
    IntegerField,
    Model,
    TextField,
)

SCHEMA = 2
"""``PRAGMA user_version``: raised by each migration."""


_EMPTY = SQL("DEFAULT ''")
NO_DAY = "9999-12-31"
"""In ``next_due_on``: no limit runs. After every day, so that the order by it is the order of urgency."""
_NEVER = SQL(f"DEFAULT '{NO_DAY}'")


class PetitionRow(Model):
    """Current values of a petition, written in the same transaction as its event.

    The columns from ``petitioner`` to ``sealed`` are for lists: the first petitioner's name, how many
    there are, whether it is an organisation, which section holds the petition, whether it is sealed.
    ``next_due_on`` and ``next_code`` name the first limit that is still to be met (`ClockRow`).
    Columns of a later schema stand at the end, with a default, as a migration adds them.
    """

    id = IntegerField(primary_key=True)
    number = TextField()
    year = IntegerField()
    sequence = IntegerField()
    external_no = TextField()
    query_code = TextField()
    channel = TextField()
    sender = TextField()
    sender_ref = TextField()
    sender_date = TextField(null=True)
    report_by = TextField(null=True)
    made_on = TextField(null=True)
    received_on = TextField(null=True)
    registered_on = TextField(null=True)
    anonymous = BooleanField()
    confidential = BooleanField()
    joint_letter = BooleanField()
    people_present = IntegerField()
    people_affected = IntegerField(null=True)
    summary = TextField()
    content = TextField()
    petition_class = TextField()
    purpose = TextField(null=True)
    topic = TextField()
    cause = TextField()
    hot_topic = TextField()
    region_code = TextField()
    place = TextField()
    complained_of = TextField()
    repeat = BooleanField()
    repeats_id = IntegerField(null=True)
    urgent = BooleanField()
    litigation = BooleanField()
    backlog = BooleanField()
    publishable = BooleanField()
    pages = IntegerField(null=True)
    notes = TextField()
    state = TextField()
    procedure = TextField()
    proposal = TextField()
    leader = TextField()
    instruction = TextField()
    draft = TextField()
    revision = TextField()
    reply = TextField()
    reply_manner = TextField(null=True)
    reply_number = TextField()
    replied_on = TextField(null=True)
    delivery_manner = TextField(null=True)
    delivery_proof = TextField(null=True)
    delivered_on = TextField(null=True)
    petitioner_view = TextField(null=True)
    office_rating = TextField(null=True)
    section_rating = TextField(null=True)
    concluded_on = TextField(null=True)
    closed_on = TextField(null=True)
    withdrawn_reason = TextField()
    refusal_ground = TextField(null=True)
    refusal_remedy = TextField()
    forwarded_to = TextField()
    archive_ref = TextField()
    archive_year = IntegerField()
    archive_sequence = IntegerField()
    retention = TextField(null=True)
    archived_on = TextField(null=True)
    due_on = TextField(null=True)
    petitioner = TextField()
    petitioner_count = IntegerField()
    organisation = BooleanField()
    lead_section = TextField()
    sealed = BooleanField()
    accepted_on = TextField(null=True)
    notified_on = TextField(null=True)
    notice_manner = TextField(null=True)
    procedure_reason = TextField(constraints=[_EMPTY])
    responsible_leader = TextField(constraints=[_EMPTY])
    objection_reason = TextField(constraints=[_EMPTY])
    objected_on = TextField(null=True)
    objection_answer = TextField(constraints=[_EMPTY])
    statutory_route = TextField(null=True)
    statute = TextField(constraints=[_EMPTY])
    statutory_due_on = TextField(null=True)
    statutory_result = TextField(constraints=[_EMPTY])
    adoption = TextField(null=True)
    legal_basis = TextField(constraints=[_EMPTY])
    delivery_place = TextField(constraints=[_EMPTY])
    delivery_witness = TextField(constraints=[_EMPTY])
    reported_on = TextField(null=True)
    report_ref = TextField(constraints=[_EMPTY])
    report_text = TextField(constraints=[_EMPTY])
    finished_on = TextField(null=True)
    finish_ground = TextField(constraints=[_EMPTY])
    merged_into_id = IntegerField(null=True)
    merge_reason = TextField(constraints=[_EMPTY])
    came_from = TextField(null=True)
    reopened_on = TextField(null=True)
    reopen_reason = TextField(constraints=[_EMPTY])
    received_by_leader = TextField(constraints=[_EMPTY])
    appraised_on = TextField(null=True)
    appraisal = TextField(null=True)
    appraisal_note = TextField(constraints=[_EMPTY])
    next_due_on = TextField(constraints=[_NEVER])
    next_code = TextField(constraints=[_EMPTY])

    class Meta:
        """Lists sort by these columns, ties by id: each has its index."""

        table_name = "petitions"
        indexes = (
            (("year", "sequence"), True),
            (("received_on", "id", "people_present"), False),  # counts never touch the texts
            (("state", "received_on", "id"), False),
            (("lead_section", "received_on", "id"), False),
            (("topic", "received_on", "id"), False),
            (("channel", "received_on", "id"), False),
            (("petition_class", "received_on", "id"), False),
            (("due_on", "received_on", "id"), False),
            (("concluded_on", "id"), False),
            (("archive_year", "retention", "archive_sequence"), False),
            (("archive_ref",), False),
            (("external_no",), False),
            (("repeats_id",), False),
            (("merged_into_id",), False),
            (("next_due_on", "received_on", "id"), False),
        )


class PetitionerRow(Model):
    """A petitioner of one petition; never shared between petitions.

    The ``match_`` columns hold name, phone and ID as they are compared (`domain.validation`).
    """

    petition_id = IntegerField()
    position = IntegerField()
    name = TextField()
    match_name = TextField()
    match_phone = TextField()
    match_id = TextField()
    sex = TextField(null=True)
    id_kind = TextField(null=True)
    id_number = TextField()
    phone = TextField()
    address = TextField()
    postcode = TextField()
    organisation = BooleanField()
    representative = BooleanField()

    class Meta:
        """Name, phone and ID find what may be the same matter."""

        table_name = "petitioners"
        primary_key = CompositeKey("petition_id", "position")
        without_rowid = True
        constraints = [SQL("FOREIGN KEY (petition_id) REFERENCES petitions (id)")]
        indexes = ((("match_name",), False), (("match_phone",), False), (("match_id",), False))


class ClaimRow(Model):
    """One claim and its decision."""

    petition_id = IntegerField()
    position = IntegerField()
    text = TextField()
    decision = TextField(null=True)
    answer = TextField()

    class Meta:
        """By petition."""

        table_name = "claims"
        primary_key = CompositeKey("petition_id", "position")
        without_rowid = True
        constraints = [SQL("FOREIGN KEY (petition_id) REFERENCES petitions (id)")]


class RoutingRow(Model):
    """One section's part in one petition."""

    petition_id = IntegerField()
    position = IntegerField()
    section = TextField()
    lead = BooleanField()
    handler = TextField()
    routed_on = TextField(null=True)
    due_on = TextField(null=True)
    received_on = TextField(null=True)
    returned_on = TextField(null=True)
    return_reason = TextField()
    answered_on = TextField(null=True)
    answer = TextField()

    class Meta:
        """By petition, and by section for its sheet."""

        table_name = "routings"
        primary_key = CompositeKey("petition_id", "position")
        without_rowid = True
        constraints = [SQL("FOREIGN KEY (petition_id) REFERENCES petitions (id)")]
        indexes = ((("section", "routed_on"), False),)


class AttachmentRow(Model):
    """A reference to a file in ``attachments.db``."""

    petition_id = IntegerField()
    position = IntegerField()
    sha256 = TextField()
    name = TextField()
    size = IntegerField()
    kind = TextField()

    class Meta:
        """By petition, and by content."""

        table_name = "attachments"
        primary_key = CompositeKey("petition_id", "position")
        without_rowid = True
        constraints = [SQL("FOREIGN KEY (petition_id) REFERENCES petitions (id)")]
        indexes = ((("sha256",), False),)


class _Part(Model):
    """A part of a petition that it has any number of, in ``position`` order."""

    petition_id = IntegerField()
    position = IntegerField()


def _by_petition(name: str) -> type:
    """The options of a part's table: its name, and its rows by petition."""

    class Meta:
        table_name = name
        primary_key = CompositeKey("petition_id", "position")
        without_rowid = True
        constraints = [SQL("FOREIGN KEY (petition_id) REFERENCES petitions (id)")]

    return Meta


class ExtensionRow(_Part):
    """One extension."""

    on = TextField(null=True)
    days = IntegerField(null=True)
    approver = TextField()
    reason = TextField()

    Meta = _by_petition("extensions")


class PauseRow(_Part):
    """One pause."""

    kind = TextField(null=True)
    started_on = TextField(null=True)
    ended_on = TextField(null=True)
    reason = TextField()

    Meta = _by_petition("pauses")


class HearingRow(_Part):
    """One hearing."""

    started_on = TextField(null=True)
    ended_on = TextField(null=True)
    place = TextField()
    chair = TextField()
    record = TextField()

    Meta = _by_petition("hearings")


class UrgingRow(_Part):
    """One urging and its answer."""

    on = TextField(null=True)
    section = TextField()
    ground = TextField(null=True)
    request = TextField()
    due_on = TextField(null=True)
    answer = TextField()
    answered_on = TextField(null=True)

    Meta = _by_petition("urgings")


class ReliefRow(_Part):
    """One relief granted."""

    on = TextField(null=True)
    amount = IntegerField(null=True)
    fund = TextField()

    Meta = _by_petition("reliefs")


class ReviewRow(_Part):
    """One review or re-review."""

    level = TextField()
    requested_on = TextField(null=True)
    body = TextField()
    ours = BooleanField()
    request = TextField()
    decided_on = TextField(null=True)
    result = TextField(null=True)
    number = TextField()
    opinion = TextField()

    Meta = _by_petition("reviews")


class FollowUpRow(_Part):
    """One follow-up of a supported decision."""

    on = TextField(null=True)
    text = TextField()
    done = BooleanField()

    Meta = _by_petition("follow_ups")


class LetterRow(Model):
    """One letter that was made; numbers run by kind and year."""

    petition_id = IntegerField()
    position = IntegerField()
    kind = TextField()
    number = TextField()
    year = IntegerField()
    sequence = IntegerField()
    made_on = TextField(null=True)
    addressee = TextField()
    sha256 = TextField()

    class Meta:
        """By petition, and by number."""

        table_name = "letters"
        primary_key = CompositeKey("petition_id", "position")
        without_rowid = True
        constraints = [SQL("FOREIGN KEY (petition_id) REFERENCES petitions (id)")]
        indexes = ((("kind", "year", "sequence"), False), (("number",), False))


class ClockRow(Model):
    """One limit on one petition as it stands now, for lists; computed, not part of the record.

    ``subject`` is the section it binds, ``duty`` whether the bureau answers for it, ``working`` whether
    it counts working days; it was met on ``ended_on`` and stands still where ``paused``.
    """

    petition_id = IntegerField()
    position = IntegerField()
    code = TextField()
    subject = TextField()
    duty = BooleanField()
    working = BooleanField()
    started_on = TextField()
    nominal_on = TextField()
    due_on = TextField()
    ended_on = TextField(null=True)
    paused = BooleanField()

    class Meta:
        """By petition, and by day for the month's page and the holiday preview."""

        table_name = "clocks"
        primary_key = CompositeKey("petition_id", "position")
        without_rowid = True
        constraints = [SQL("FOREIGN KEY (petition_id) REFERENCES petitions (id)")]
        indexes = ((("ended_on", "due_on"), False), (("due_on",), False))


class ReceptionRow(Model):
    """One leader reception day (领导接访日) as JSON; every change is an event."""

    day = TextField(primary_key=True)
    value = TextField()

    class Meta:
        """By day."""

        table_name = "receptions"
        without_rowid = True


class EventRow(Model):
    """The record: triggers refuse to change or delete a row (`schema.TRIGGERS`)."""

    seq = IntegerField(primary_key=True)
    petition_id = IntegerField(null=True)
    kind = TextField()
    at = TextField()
    on_day = TextField()
    actor = TextField()
    changes = TextField()
    note = TextField()
    refers_to = IntegerField(null=True)
    hash = BlobField()

    class Meta:
        """By petition, for its history."""

        table_name = "events"
        indexes = ((("petition_id", "seq"), False),)


class SettingRow(Model):
    """A part of the office's settings, as JSON; every change is an event."""

    key = TextField(primary_key=True)
    value = TextField()

    class Meta:
        """By name."""

        table_name = "settings"
        without_rowid = True


class DeskStateRow(Model):
    """What the desk remembers for the clerk (draft, columns, views), as JSON; not part of the record."""

    key = TextField(primary_key=True)
    value = TextField()

    class Meta:
        """By name."""

        table_name = "desk_state"
        without_rowid = True


class ImportedRow(Model):
    """Which row of an old ledger became which petition, so that no row comes in twice."""

    fingerprint = TextField(primary_key=True)
    petition_id = IntegerField()

    class Meta:
        """By fingerprint."""

        table_name = "imported_rows"
        without_rowid = True


TABLES = (
    PetitionRow,
    PetitionerRow,
    ClaimRow,
    RoutingRow,
    AttachmentRow,
    ExtensionRow,
    PauseRow,
    HearingRow,
    UrgingRow,
    ReliefRow,
    ReviewRow,
    FollowUpRow,
    LetterRow,
    ClockRow,
    ReceptionRow,
    EventRow,
    SettingRow,
    DeskStateRow,
    ImportedRow,
)
