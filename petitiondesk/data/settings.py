"""The office's settings and what the desk remembers, as JSON by name."""

import json
from typing import Any

from petitiondesk.data.database import Database
from petitiondesk.data.tables import DeskStateRow
from petitiondesk.domain.office import Office, from_record, to_record


class Settings:
    """The tables ``settings`` and ``desk_state``. Callers hold the transaction."""

    def __init__(self, database: Database) -> None:
        self._db = database
        self._read: tuple[list[Any], Office] | None = None

    def office(self) -> Office:
        """The office as it is now; the same value as before while nothing in it changed."""
        rows = self._db.read("SELECT key, value FROM settings ORDER BY key")
        known = self._read
        if known is None or known[0] != rows:
            office = from_record({key: json.loads(value) for key, value in rows})
            known = self._read = rows, office
        return known[1]

    def save_office(self, office: Office) -> None:
        """Write the office's settings; the caller writes the event."""
        for key, value in to_record(office).items():
            self._put("settings", key, value)

    def remembered(self, key: str) -> Any:
        """What the desk remembers under ``key``, or None."""
        rows = self._db.read("SELECT value FROM desk_state WHERE key = ?", (key,))
        return json.loads(rows[0][0]) if rows else None

    def remember(self, key: str, value: Any) -> None:
        """Remember a JSON value; None forgets it."""
        if value is None:
            self._db.run(DeskStateRow.delete().where(DeskStateRow.key == key))
        else:
            self._put("desk_state", key, value)

    def _put(self, table: str, key: str, value: Any) -> None:
        self._db.sql(
            f"INSERT INTO {table} (key, value) VALUES (?, ?) "  # noqa: S608 - our own names
            "ON CONFLICT (key) DO UPDATE SET value = excluded.value",
            (key, _storable(json.dumps(value, ensure_ascii=False))),
        )


def _storable(text: str) -> str:
    """A draft may hold half of a character pair, from a broken paste; it becomes U+FFFD."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
