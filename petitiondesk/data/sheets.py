"""Section sheets on disk (科室办理表): one row a sheet, its value as JSON; and who holds what."""

import json
from collections.abc import Iterable
from datetime import date
from typing import Any

from petitiondesk.data.database import Database
from petitiondesk.data.tables import PetitionRow, RoutingRow, SheetRow
from petitiondesk.domain.canonical import canonical_json
from petitiondesk.domain.record import decode, encode
from petitiondesk.domain.section_sheet import CO_HOLDS, LEAD_HOLDS, SectionSheet, SheetCase


class Sheets:
    """The table ``sheets``. Callers hold the transaction and write the event."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def next_serial(self) -> int:
        """The number of the next sheet; the sheets of a registry are counted through."""
        return int(self._db.scalar("SELECT coalesce(max(serial), 0) + 1 FROM sheets"))

    def get(self, serial: int) -> SectionSheet | None:
        """The sheet with this number, or None."""
        found = self._read(SheetRow.select().where(SheetRow.serial == serial))
        return next(iter(found), None)

    def of_section(self, section: str) -> list[SectionSheet]:
        """A section's sheets, oldest first."""
        query = SheetRow.select().where(SheetRow.section == section)
        return self._read(query.order_by(SheetRow.serial))

    def all(self) -> list[SectionSheet]:
        """Every sheet, oldest first."""
        return self._read(SheetRow.select().order_by(SheetRow.serial))

    def save(self, sheet: SectionSheet) -> None:
        """Write a sheet over the one with its number."""
        self._db.sql(
            "INSERT INTO sheets (serial, section, value) VALUES (?, ?, ?) "
            "ON CONFLICT (serial) DO UPDATE SET value = excluded.value, section = excluded.section",
            (sheet.serial, sheet.section, canonical_json(encode(sheet))),
        )

    def held(self, section: str | None = None) -> list[tuple[str, SheetCase]]:
        """Section and case of every routing that waits for a section's answer, oldest first."""
        r, p = RoutingRow, PetitionRow
        leads = r.lead & p.state.in_(_values(LEAD_HOLDS))
        others = ~r.lead & (r.answer == "") & p.state.in_(_values(CO_HOLDS))
        query = (
            r.select(r.section, r.petition_id, r.lead, r.routed_on)
            .join(p, on=(p.id == r.petition_id))
            .where(r.returned_on.is_null() & (leads | others))
            .order_by(r.routed_on, r.petition_id)
        )
        if section is not None:
            query = query.where(r.section == section)
        return [
            (name, SheetCase(petition, bool(lead), date.fromisoformat(day) if day else None))
            for name, petition, lead, day in self._db.run(query.tuples())
        ]

    def _read(self, query: Any) -> list[SectionSheet]:
        rows = self._db.run(query.tuples())
        return [decode(SectionSheet, json.loads(value)) for _, _, value in rows]


def _values(states: Iterable[Any]) -> list[str]:
    return sorted(state.value for state in states)
