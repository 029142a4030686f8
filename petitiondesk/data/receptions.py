"""Leader reception days on disk: one row a day, its value as JSON."""

import json
from datetime import date
from typing import Any

from petitiondesk.data.database import Database
from petitiondesk.data.tables import ReceptionRow
from petitiondesk.domain.canonical import canonical_json
from petitiondesk.domain.reception import ReceptionDay, from_record, to_record


class Receptions:
    """The table ``receptions``. Callers hold the transaction and write the event."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def get(self, day: date) -> ReceptionDay | None:
        """The roster entry of a day, or None."""
        found = self._read(ReceptionRow.select().where(ReceptionRow.day == day.isoformat()))
        return next(iter(found), None)

    def between(self, first: date, last: date) -> list[ReceptionDay]:
        """Entries from ``first`` to ``last``, both included, in order."""
        period = ReceptionRow.day.between(first.isoformat(), last.isoformat())
        return self._read(ReceptionRow.select().where(period).order_by(ReceptionRow.day))

    def before(self, day: date) -> ReceptionDay | None:
        """The last entry before ``day``, or None."""
        query = ReceptionRow.select().where(ReceptionRow.day < day.isoformat())
        found = self._read(query.order_by(ReceptionRow.day.desc()).limit(1))
        return next(iter(found), None)

    def since(self, day: date) -> ReceptionDay | None:
        """The first entry on ``day`` or after it, or None."""
        query = ReceptionRow.select().where(ReceptionRow.day >= day.isoformat())
        found = self._read(query.order_by(ReceptionRow.day).limit(1))
        return next(iter(found), None)

    def all(self) -> list[ReceptionDay]:
        """Every entry, in order."""
        return self._read(ReceptionRow.select().order_by(ReceptionRow.day))

    def save(self, value: ReceptionDay) -> None:
        """Write an entry over the one of its day."""
        self._db.sql(
            "INSERT INTO receptions (day, value) VALUES (?, ?) "
            "ON CONFLICT (day) DO UPDATE SET value = excluded.value",
            (value.day.isoformat(), canonical_json(to_record(value))),
        )

    def remove(self, day: date) -> None:
        """Take the entry of a day off the roster; the events keep it."""
        self._db.run(ReceptionRow.delete().where(ReceptionRow.day == day.isoformat()))

    def _read(self, query: Any) -> list[ReceptionDay]:
        return [from_record(json.loads(value)) for _, value in self._db.run(query.tuples())]
