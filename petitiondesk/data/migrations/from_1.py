"""Schema 1 to 2: the rest of the lifecycle, letters, limits as rows, reception days. Frozen."""

from petitiondesk.data.database import Database

_STATEMENTS = (
    (
        'CREATE TABLE "extensions" ("petition_id" INTEGER NOT NULL, "position" INTEGER NOT '
        'NULL, "on" TEXT, "days" INTEGER, "approver" TEXT NOT NULL, "reason" TEXT NOT NULL, '
        'PRIMARY KEY ("petition_id", "position"), FOREIGN KEY (petition_id) REFERENCES '
        "petitions (id)) WITHOUT ROWID"
    ),
    (
        'CREATE TABLE "pauses" ("petition_id" INTEGER NOT NULL, "position" INTEGER NOT NULL, '
        '"kind" TEXT, "started_on" TEXT, "ended_on" TEXT, "reason" TEXT NOT NULL, PRIMARY KEY'
        ' ("petition_id", "position"), FOREIGN KEY (petition_id) REFERENCES petitions (id)) '
        "WITHOUT ROWID"
    ),
    (
        'CREATE TABLE "hearings" ("petition_id" INTEGER NOT NULL, "position" INTEGER NOT '
        'NULL, "started_on" TEXT, "ended_on" TEXT, "place" TEXT NOT NULL, "chair" TEXT NOT '
        'NULL, "record" TEXT NOT NULL, PRIMARY KEY ("petition_id", "position"), FOREIGN KEY '
        "(petition_id) REFERENCES petitions (id)) WITHOUT ROWID"
    ),
    (
        'CREATE TABLE "urgings" ("petition_id" INTEGER NOT NULL, "position" INTEGER NOT NULL,'
        ' "on" TEXT, "section" TEXT NOT NULL, "ground" TEXT, "request" TEXT NOT NULL, '
        '"due_on" TEXT, "answer" TEXT NOT NULL, "answered_on" TEXT, PRIMARY KEY '
        '("petition_id", "position"), FOREIGN KEY (petition_id) REFERENCES petitions (id)) '
        "WITHOUT ROWID"
    ),
    (
        'CREATE TABLE "reliefs" ("petition_id" INTEGER NOT NULL, "position" INTEGER NOT NULL,'
        ' "on" TEXT, "amount" INTEGER, "fund" TEXT NOT NULL, PRIMARY KEY ("petition_id", '
        '"position"), FOREIGN KEY (petition_id) REFERENCES petitions (id)) WITHOUT ROWID'
    ),
    (
        'CREATE TABLE "reviews" ("petition_id" INTEGER NOT NULL, "position" INTEGER NOT NULL,'
        ' "level" TEXT NOT NULL, "requested_on" TEXT, "body" TEXT NOT NULL, "ours" INTEGER '
        'NOT NULL, "request" TEXT NOT NULL, "decided_on" TEXT, "result" TEXT, "number" TEXT '
        'NOT NULL, "opinion" TEXT NOT NULL, PRIMARY KEY ("petition_id", "position"), FOREIGN '
        "KEY (petition_id) REFERENCES petitions (id)) WITHOUT ROWID"
    ),
    (
        'CREATE TABLE "follow_ups" ("petition_id" INTEGER NOT NULL, "position" INTEGER NOT '
        'NULL, "on" TEXT, "text" TEXT NOT NULL, "done" INTEGER NOT NULL, PRIMARY KEY '
        '("petition_id", "position"), FOREIGN KEY (petition_id) REFERENCES petitions (id)) '
        "WITHOUT ROWID"
    ),
    (
        'CREATE TABLE "letters" ("petition_id" INTEGER NOT NULL, "position" INTEGER NOT NULL,'
        ' "kind" TEXT NOT NULL, "number" TEXT NOT NULL, "year" INTEGER NOT NULL, "sequence" '
        'INTEGER NOT NULL, "made_on" TEXT, "addressee" TEXT NOT NULL, "sha256" TEXT NOT NULL,'
        ' PRIMARY KEY ("petition_id", "position"), FOREIGN KEY (petition_id) REFERENCES '
        "petitions (id)) WITHOUT ROWID"
    ),
    'CREATE INDEX "letterrow_kind_year_sequence" ON "letters" ("kind", "year", "sequence")',
    'CREATE INDEX "letterrow_number" ON "letters" ("number")',
    (
        'CREATE TABLE "clocks" ("petition_id" INTEGER NOT NULL, "position" INTEGER NOT NULL, '
        '"code" TEXT NOT NULL, "subject" TEXT NOT NULL, "duty" INTEGER NOT NULL, "working" '
        'INTEGER NOT NULL, "started_on" TEXT NOT NULL, "nominal_on" TEXT NOT NULL, "due_on" '
        'TEXT NOT NULL, "ended_on" TEXT, "paused" INTEGER NOT NULL, PRIMARY KEY '
        '("petition_id", "position"), FOREIGN KEY (petition_id) REFERENCES petitions (id)) '
        "WITHOUT ROWID"
    ),
    'CREATE INDEX "clockrow_ended_on_due_on" ON "clocks" ("ended_on", "due_on")',
    'CREATE INDEX "clockrow_due_on" ON "clocks" ("due_on")',
    (
        'CREATE TABLE "receptions" ("day" TEXT NOT NULL PRIMARY KEY, "value" TEXT NOT NULL) '
        "WITHOUT ROWID"
    ),
    'ALTER TABLE petitions ADD COLUMN "accepted_on" TEXT',
    'ALTER TABLE petitions ADD COLUMN "notified_on" TEXT',
    'ALTER TABLE petitions ADD COLUMN "notice_manner" TEXT',
    "ALTER TABLE petitions ADD COLUMN \"procedure_reason\" TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE petitions ADD COLUMN \"responsible_leader\" TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE petitions ADD COLUMN \"objection_reason\" TEXT NOT NULL DEFAULT ''",
    'ALTER TABLE petitions ADD COLUMN "objected_on" TEXT',
    "ALTER TABLE petitions ADD COLUMN \"objection_answer\" TEXT NOT NULL DEFAULT ''",
    'ALTER TABLE petitions ADD COLUMN "statutory_route" TEXT',
    "ALTER TABLE petitions ADD COLUMN \"statute\" TEXT NOT NULL DEFAULT ''",
    'ALTER TABLE petitions ADD COLUMN "statutory_due_on" TEXT',
    "ALTER TABLE petitions ADD COLUMN \"statutory_result\" TEXT NOT NULL DEFAULT ''",
    'ALTER TABLE petitions ADD COLUMN "adoption" TEXT',
    "ALTER TABLE petitions ADD COLUMN \"legal_basis\" TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE petitions ADD COLUMN \"delivery_place\" TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE petitions ADD COLUMN \"delivery_witness\" TEXT NOT NULL DEFAULT ''",
    'ALTER TABLE petitions ADD COLUMN "reported_on" TEXT',
    "ALTER TABLE petitions ADD COLUMN \"report_ref\" TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE petitions ADD COLUMN \"report_text\" TEXT NOT NULL DEFAULT ''",
    'ALTER TABLE petitions ADD COLUMN "finished_on" TEXT',
    "ALTER TABLE petitions ADD COLUMN \"finish_ground\" TEXT NOT NULL DEFAULT ''",
    'ALTER TABLE petitions ADD COLUMN "merged_into_id" INTEGER',
    "ALTER TABLE petitions ADD COLUMN \"merge_reason\" TEXT NOT NULL DEFAULT ''",
    'ALTER TABLE petitions ADD COLUMN "came_from" TEXT',
    'ALTER TABLE petitions ADD COLUMN "reopened_on" TEXT',
    "ALTER TABLE petitions ADD COLUMN \"reopen_reason\" TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE petitions ADD COLUMN \"received_by_leader\" TEXT NOT NULL DEFAULT ''",
    'ALTER TABLE petitions ADD COLUMN "appraised_on" TEXT',
    'ALTER TABLE petitions ADD COLUMN "appraisal" TEXT',
    "ALTER TABLE petitions ADD COLUMN \"appraisal_note\" TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE petitions ADD COLUMN \"next_due_on\" TEXT NOT NULL DEFAULT '9999-12-31'",
    "ALTER TABLE petitions ADD COLUMN \"next_code\" TEXT NOT NULL DEFAULT ''",
    'CREATE INDEX "petitionrow_merged_into_id" ON "petitions" ("merged_into_id")',
    (
        'CREATE INDEX "petitionrow_next_due_on_received_on_id" ON "petitions" ("next_due_on",'
        ' "received_on", "id")'
    ),
)


def lift(database: Database) -> None:
    """Add the columns and tables; `clocks` is filled when the desk opens (`services.clocks`)."""
    for statement in _STATEMENTS:
        database.sql(statement)
