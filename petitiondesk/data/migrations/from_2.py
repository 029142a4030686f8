"""Schema 2 to 3: imports that can be undone, submitted returns, the superior's forms, section sheets.

Frozen once released.
"""

from petitiondesk.data.database import Database

_STATEMENTS = (
    (
        'CREATE TABLE "imports" ("id" INTEGER NOT NULL PRIMARY KEY, "at" TEXT NOT NULL, "file" TEXT '
        'NOT NULL, "petitions" INTEGER NOT NULL, "undone_at" TEXT)'
    ),
    'ALTER TABLE imported_rows ADD COLUMN "import_id" INTEGER NOT NULL DEFAULT 0',
    'CREATE INDEX "importedrow_import_id" ON "imported_rows" ("import_id")',
    (
        'CREATE TABLE "returns" ("id" INTEGER NOT NULL PRIMARY KEY, "kind" TEXT NOT NULL, "start_on" '
        'TEXT NOT NULL, "end_on" TEXT NOT NULL, "version" INTEGER NOT NULL, "cut_off" TEXT NOT NULL, '
        '"submitted_on" TEXT NOT NULL, "sha256" TEXT NOT NULL)'
    ),
    (
        'CREATE UNIQUE INDEX "returnrow_kind_start_on_end_on_version" ON "returns" ("kind", '
        '"start_on", "end_on", "version")'
    ),
    'CREATE TABLE "forms" ("name" TEXT NOT NULL PRIMARY KEY, "value" TEXT NOT NULL) WITHOUT ROWID',
    (
        'CREATE TABLE "sheets" ("serial" INTEGER NOT NULL PRIMARY KEY, "section" TEXT NOT NULL, '
        '"value" TEXT NOT NULL)'
    ),
    'CREATE INDEX "sheetrow_section_serial" ON "sheets" ("section", "serial")',
    'ALTER TABLE petitions ADD COLUMN "sender_level" TEXT',
    'ALTER TABLE reviews ADD COLUMN "former" INTEGER NOT NULL DEFAULT 0',
    'CREATE INDEX "petitionrow_closed_on_id" ON "petitions" ("closed_on", "id")',
    'CREATE INDEX "petitionrow_delivered_on_id" ON "petitions" ("delivered_on", "id")',
    'CREATE INDEX "petitionrow_backlog_id" ON "petitions" ("backlog", "id")',
)


def lift(database: Database) -> None:
    """Add the tables and columns."""
    for statement in _STATEMENTS:
        database.sql(statement)
