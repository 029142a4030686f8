"""Schema 3 to 4: accounts with roles, and the number and hash of the newest event beside the record.

Frozen once released.
"""

from petitiondesk.data.database import Database

_STATEMENTS = (
    (
        'CREATE TABLE "head" ("id" INTEGER NOT NULL PRIMARY KEY, "seq" INTEGER NOT NULL, '
        '"hash" BLOB NOT NULL)'
    ),
    (
        'CREATE TABLE "accounts" ("name" TEXT NOT NULL PRIMARY KEY, "value" TEXT NOT NULL) '
        "WITHOUT ROWID"
    ),
    "INSERT INTO head (id, seq, hash) SELECT 1, seq, hash FROM events ORDER BY seq DESC LIMIT 1",
)


def lift(database: Database) -> None:
    """Add the tables; the account that opens the registry becomes its administrator (`services`)."""
    for statement in _STATEMENTS:
        database.sql(statement)
