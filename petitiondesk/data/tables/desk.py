"""What belongs to the office and its desk: the record, settings, reception days, what went in and out."""

from peewee import SQL, BlobField, IntegerField, Model, TextField


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


class HeadRow(Model):
    """The newest event's number and hash, in one row: so that a cut-off end of the record is noticed."""

    id = IntegerField(primary_key=True)
    seq = IntegerField()
    hash = BlobField()

    class Meta:
        """One row, of id 1."""

        table_name = "head"


class AccountRow(Model):
    """One account as JSON; every change is an event. Its password is in ``keys.json``."""

    name = TextField(primary_key=True)
    value = TextField()

    class Meta:
        """By name."""

        table_name = "accounts"
        without_rowid = True


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


class ImportRow(Model):
    """One import of an old ledger: from which file, how many petitions, whether it was undone."""

    id = IntegerField(primary_key=True)
    at = TextField()
    file = TextField()
    petitions = IntegerField()
    undone_at = TextField(null=True)

    class Meta:
        """By number."""

        table_name = "imports"


class ImportedRow(Model):
    """Which row of an old ledger became which petition, so that no row comes in twice.

    ``import_id`` is 0 for the rows of imports that were made before there was `ImportRow`.
    """

    fingerprint = TextField(primary_key=True)
    petition_id = IntegerField()
    import_id = IntegerField(constraints=[SQL("DEFAULT 0")])

    class Meta:
        """By fingerprint, and by import for undoing it."""

        table_name = "imported_rows"
        without_rowid = True
        indexes = ((("import_id",), False),)


class ReturnRow(Model):
    """One version of a submitted return (报表); its figures and case lists are a kept file.

    ``sha256`` names that file in ``attachments.db``; days are ISO.
    """

    id = IntegerField(primary_key=True)
    kind = TextField()
    start_on = TextField()
    end_on = TextField()
    version = IntegerField()
    cut_off = TextField()
    submitted_on = TextField()
    sha256 = TextField()

    class Meta:
        """By period, newest version last."""

        table_name = "returns"
        indexes = ((("kind", "start_on", "end_on", "version"), True),)


class FormRow(Model):
    """A workbook of the superior bureau with what its cells are bound to, as JSON."""

    name = TextField(primary_key=True)
    value = TextField()

    class Meta:
        """By name."""

        table_name = "forms"
        without_rowid = True


class SheetRow(Model):
    """A section sheet that was written (科室办理表), and whether it came back, as JSON.

    ``serial`` counts the sheets of the registry; of a section only the newest may come back.
    """

    serial = IntegerField(primary_key=True)
    section = TextField()
    value = TextField()

    class Meta:
        """By serial number, and by section."""

        table_name = "sheets"
        indexes = ((("section", "serial"), False),)
