"""Workbooks of the superior (上级报表) on disk: one row a workbook, its bindings as JSON."""

import json
from typing import Any

from petitiondesk.data.database import Database
from petitiondesk.data.tables import FormRow
from petitiondesk.domain.canonical import canonical_json
from petitiondesk.domain.forms import Form
from petitiondesk.domain.record import decode, encode


class Forms:
    """The table ``forms``. Callers hold the transaction and write the event."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def get(self, name: str) -> Form | None:
        """The workbook of this name, or None."""
        return next(iter(self._read(FormRow.select().where(FormRow.name == name))), None)

    def all(self) -> list[Form]:
        """Every workbook, by name."""
        return self._read(FormRow.select().order_by(FormRow.name))

    def save(self, form: Form) -> None:
        """Write a workbook over the one of its name."""
        self._db.sql(
            "INSERT INTO forms (name, value) VALUES (?, ?) "
            "ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            (form.name, canonical_json(encode(form))),
        )

    def remove(self, name: str) -> None:
        """Take a workbook off the list; the events keep what it was bound to."""
        self._db.run(FormRow.delete().where(FormRow.name == name))

    def _read(self, query: Any) -> list[Form]:
        return [decode(Form, json.loads(value)) for _, value in self._db.run(query.tuples())]
