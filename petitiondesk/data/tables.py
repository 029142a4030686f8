"""The tables of ``registry.db`` (schema 1), as peewee models.

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

SCHEMA = 1
"""``PRAGMA user_version``: raised by each migration."""


class PetitionRow(Model):
    """Current values of a petition, written in the same transaction as its event.

    The last five columns are for lists: the first petitioner's name, how many there are, whether it
    is an organisation, which section holds the petition, and whether it is sealed.
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
    EventRow,
    SettingRow,
    DeskStateRow,
    ImportedRow,
)
