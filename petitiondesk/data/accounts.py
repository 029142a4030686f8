"""The accounts of a registry, by name. Their passwords are not here but in ``keys.json``."""

import json

from petitiondesk.data.database import Database
from petitiondesk.data.tables import AccountRow
from petitiondesk.domain.canonical import canonical_json
from petitiondesk.domain.record import decode, encode
from petitiondesk.domain.rights import Account


class Accounts:
    """The table ``accounts``. Callers hold the transaction and write the event."""

    def __init__(self, database: Database) -> None:
        self._db = database
        self._known: dict[str, Account] = {}

    def all(self) -> list[Account]:
        """Every account, by name."""
        query = AccountRow.select(AccountRow.value).order_by(AccountRow.name)
        return [decode(Account, json.loads(row[0])) for row in self._db.run(query.tuples())]

    def get(self, name: str) -> Account | None:
        """One account, or None. Asked for with every event, so what was read is kept."""
        if name in self._known:
            return self._known[name]
        text = self._db.scalar("SELECT value FROM accounts WHERE name = ?", (name,))
        if text is None:
            return None
        account = decode(Account, json.loads(text))
        if not self._db.in_transaction:  # inside one, it may yet be undone
            self._known[name] = account
        return account

    def put(self, account: Account) -> None:
        """Write an account, new or changed."""
        self._known.clear()
        self._db.sql(
            "INSERT INTO accounts (name, value) VALUES (?, ?) "
            "ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            (account.name, canonical_json(encode(account))),
        )

    def remove(self, name: str) -> None:
        """Remove an account."""
        self._known.clear()
        self._db.run(AccountRow.delete().where(AccountRow.name == name))
