"""The rows of a petition: what its columns, and those of its parts' tables, must hold."""

from collections.abc import Mapping, Sequence
from dataclasses import fields as dataclass_fields
from typing import Any

from peewee import BooleanField

from petitiondesk.data.tables import (
    AttachmentRow,
    ClaimRow,
    ExtensionRow,
    FollowUpRow,
    HearingRow,
    LetterRow,
    PauseRow,
    PetitionerRow,
    PetitionRow,
    ReliefRow,
    ReviewRow,
    RoutingRow,
    UrgingRow,
)
from petitiondesk.domain.petition import Petition
from petitiondesk.domain.record import Record, changed_scalars, scalars
from petitiondesk.domain.validation import normal_digits, normal_name

PARTS: Mapping[str, Any] = {
    "petitioners": PetitionerRow,
    "claims": ClaimRow,
    "routings": RoutingRow,
    "attachments": AttachmentRow,
    "extensions": ExtensionRow,
    "pauses": PauseRow,
    "hearings": HearingRow,
    "urgings": UrgingRow,
    "reliefs": ReliefRow,
    "reviews": ReviewRow,
    "follow_ups": FollowUpRow,
    "letters": LetterRow,
}
"""Field of `Petition` → the table of its parts."""

NAMES = frozenset(f.name for f in dataclass_fields(Petition))


def dense(record: dict[str, Any]) -> dict[str, Any]:
    """A row without its empty values, parts included, as a record is."""
    out: dict[str, Any] = {}
    for name, value in record.items():
        if isinstance(value, list):
            out[name] = [{k: v for k, v in part.items() if v is not None} for part in value]
        elif value is not None:
            out[name] = value
    return out


def record_of(row: Record, parts: Mapping[str, Sequence[Record]]) -> Record:
    """The petition as JSON from its own row and those of its parts, as plain SQL gives them."""
    record = _typed(PetitionRow, {k: v for k, v in row.items() if k in NAMES})
    for part, rows in parts.items():
        entries = [
            {k: v for k, v in entry.items() if k not in _KEY and not k.startswith("match_")}
            for entry in sorted(rows, key=lambda entry: int(entry["position"]))
        ]
        if entries:
            record[part] = [_typed(PARTS[part], entry) for entry in entries]
    return dense(record)


_KEY = frozenset({"petition_id", "position"})


def _typed(table: Any, row: Record) -> Record:
    """A row with its flags as flags: SQLite keeps them as 0 and 1."""
    flags = {f.column_name for f in table._meta.sorted_fields if isinstance(f, BooleanField)}
    return {k: bool(v) if k in flags and v is not None else v for k, v in row.items()}


def columns_of(petition: Petition) -> Record:
    """The row of ``petitions``, without the columns of its first limit."""
    return {**scalars(petition), **list_columns(petition)}


def changed_columns(before: Petition, after: Petition) -> Record:
    """The columns of `columns_of` that differ between two states of a petition."""
    changed = changed_scalars(before, after)
    old, new = list_columns(before), list_columns(after)
    changed.update((name, value) for name, value in new.items() if old[name] != value)
    return changed


def list_columns(petition: Petition) -> Record:
    """The columns that lists need besides the petition's own fields."""
    first = petition.petitioners[0] if petition.petitioners else None
    return {
        "petitioner": first.name if first else "",
        "petitioner_count": len(petition.petitioners),
        "organisation": bool(first and first.organisation),
        "lead_section": petition.lead_section,
        "sealed": petition.sealed,
    }


def part_rows_of(petition: Petition, part: str) -> list[Record]:
    """The rows of one list of a petition, in order."""
    rows = []
    for position, entry in enumerate(getattr(petition, part)):
        row = {**scalars(entry), "petition_id": petition.id, "position": position}
        if part == "petitioners":
            row["match_name"] = normal_name(row["name"]).replace("·", "")
            row["match_phone"] = normal_digits(row["phone"])
            row["match_id"] = normal_digits(row["id_number"])
        rows.append(row)
    return rows
