"""The parts of a petition, each in ``position`` order: petitioners, claims, routings, letters, limits."""

from peewee import SQL, BooleanField, CompositeKey, IntegerField, Model, TextField


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


def _by_petition(name: str, *found_by: str) -> type:
    """The options of a part's table: its name, its rows by petition, and by these columns."""

    class Meta:
        table_name = name
        primary_key = CompositeKey("petition_id", "position")
        without_rowid = True
        constraints = [SQL("FOREIGN KEY (petition_id) REFERENCES petitions (id)")]
        indexes = tuple(((column,), False) for column in found_by)

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
    former = BooleanField(constraints=[SQL("DEFAULT 0")])

    Meta = _by_petition("reviews", "requested_on", "decided_on")


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
