"""A petition's current values: one row, with what lists need, and an index for each order."""

from peewee import SQL, BooleanField, IntegerField, Model, TextField

from petitiondesk.data.list_keys import sql_value

_EMPTY = SQL("DEFAULT ''")
NO_DAY = "9999-12-31"
"""In ``next_due_on``: no limit runs. After every day, so that the order by it is the order of urgency."""
_NEVER = SQL(f"DEFAULT '{NO_DAY}'")


COVERED = ("list_key", "state", "channel", "petition_class", "topic", "lead_section", "next_due_on",
           "sealed", "people_present", "year", "sequence", "registered_on", "concluded_on")  # fmt: skip
"""The covering index of the ledger: all that filters and orders ask, in the ledger's own order."""

RUNNING = f"next_due_on < '{NO_DAY}'"
"""A limit of the petition runs."""

COVERED_RUNNING = ("next_due_on", *(name for name in COVERED if name != "next_due_on"))
"""The same of those with a limit that runs, the most urgent first: few, however many there are."""

COVERED_BY_STATE = ("state", *(name for name in COVERED if name != "state"))
"""The same by state, since old petitions and new ones differ in little else: the newest that are
archived lie behind months of others."""

COUNTED = ("id", "received_on", "state", "people_present", "channel", "petition_class", "topic",
           "lead_section", "sender_level", "repeat", "joint_letter", "accepted_on", "replied_on",
           "concluded_on", "due_on", "closed_on", "delivered_on", "adoption", "office_rating")  # fmt: skip
"""The covering index of returns: all that they count, by id, without a page of the texts."""


class PetitionRow(Model):
    """Current values of a petition, written in the same transaction as its event.

    The columns from ``petitioner`` to ``sealed`` are for lists: the first petitioner's name, how many
    there are, whether it is an organisation, which section holds the petition, whether it is sealed.
    ``next_due_on`` and ``next_code`` name the first limit that is still to be met (`ClockRow`).
    Columns of a later schema stand at the end, with a default, as a migration adds them; SQLite itself
    computes ``list_key`` (`data.list_keys`).
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
    sender_level = TextField(null=True)
    list_key = IntegerField(
        null=True, constraints=[SQL(f"GENERATED ALWAYS AS {sql_value()} VIRTUAL")]
    )

    class Meta:
        """Lists sort by these columns, ties by id: each has its index."""

        table_name = "petitions"
        indexes = (
            (("year", "sequence"), True),
            (("number",), False),
            (("received_on", "id", "people_present"), False),  # counts never touch the texts
            (("lead_section", "received_on", "id"), False),
            (("topic", "received_on", "id"), False),
            (("channel", "received_on", "id"), False),
            (("petition_class", "received_on", "id"), False),
            (("due_on", "received_on", "id"), False),
            (("concluded_on", "id"), False),
            (("closed_on", "id"), False),
            (("delivered_on", "id"), False),
            (("backlog", "concluded_on", "closed_on", "id"), False),
            (("archive_year", "retention", "archive_sequence"), False),
            (("archive_ref",), False),
            (("external_no",), False),
            (("repeats_id",), False),
            (("merged_into_id",), False),
            (("next_due_on", "received_on", "id"), False),
        )


for _name, _columns, _where in (
    ("ledger", COVERED, None),
    ("pressing", COVERED_RUNNING, SQL(RUNNING)),
    ("states", COVERED_BY_STATE, None),
    ("facts", COUNTED, None),
):
    PetitionRow.add_index(
        PetitionRow.index(*(getattr(PetitionRow, c) for c in _columns), name=_name, where=_where)
    )
