"""The tables of ``registry.db`` (schema 4), as peewee models.

They are never bound to a database: each query is run by `Database.run`, so that two registries can
be open at once. Column names are the field names of `domain.petition`.
"""

from petitiondesk.data.tables.desk import (
    AccountRow,
    DeskStateRow,
    EventRow,
    FormRow,
    HeadRow,
    ImportedRow,
    ImportRow,
    ReceptionRow,
    ReturnRow,
    SettingRow,
    SheetRow,
)
from petitiondesk.data.tables.parts import (
    AttachmentRow,
    ClaimRow,
    ClockRow,
    ExtensionRow,
    FollowUpRow,
    HearingRow,
    LetterRow,
    PauseRow,
    PetitionerRow,
    ReliefRow,
    ReviewRow,
    RoutingRow,
    UrgingRow,
)
from petitiondesk.data.tables.petitions import NO_DAY, PetitionRow

SCHEMA = 4
"""``PRAGMA user_version``: raised by each migration."""

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
    HeadRow,
    AccountRow,
    SettingRow,
    DeskStateRow,
    ImportRow,
    ImportedRow,
    ReturnRow,
    FormRow,
    SheetRow,
)

__all__ = [
    "NO_DAY",
    "SCHEMA",
    "TABLES",
    "AccountRow",
    "AttachmentRow",
    "ClaimRow",
    "ClockRow",
    "DeskStateRow",
    "EventRow",
    "ExtensionRow",
    "FollowUpRow",
    "FormRow",
    "HeadRow",
    "HearingRow",
    "ImportRow",
    "ImportedRow",
    "LetterRow",
    "PauseRow",
    "PetitionRow",
    "PetitionerRow",
    "ReceptionRow",
    "ReliefRow",
    "ReturnRow",
    "ReviewRow",
    "RoutingRow",
    "SettingRow",
    "SheetRow",
    "UrgingRow",
]
