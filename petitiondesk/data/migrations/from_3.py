"""Schema 3 to 4: accounts with roles, the number and hash of the newest event, what large lists need.

The search index is left empty: `services.ledger.LedgerService.renew` fills it when the desk opens,
as it does whenever the program makes its words in another way.

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
    (
        'ALTER TABLE petitions ADD COLUMN "list_key" INTEGER GENERATED ALWAYS AS (CAST(replace('
        "coalesce(received_on, '0'), '-', '') AS INTEGER) << 24 | id) VIRTUAL"
    ),
    (
        'CREATE INDEX "ledger" ON "petitions" ("list_key", "state", "channel", "petition_class", '
        '"topic", "lead_section", "next_due_on", "sealed", "people_present", "year", "sequence", '
        '"registered_on", "concluded_on")'
    ),
    (
        'CREATE INDEX "pressing" ON "petitions" ("next_due_on", "list_key", "state", "channel", '
        '"petition_class", "topic", "lead_section", "sealed", "people_present", "year", "sequence", '
        '"registered_on", "concluded_on") WHERE next_due_on < \'9999-12-31\''
    ),
    'DROP INDEX "petitionrow_state_received_on_id"',
    (
        'CREATE INDEX "states" ON "petitions" ("state", "list_key", "channel", "petition_class", '
        '"topic", "lead_section", "next_due_on", "sealed", "people_present", "year", "sequence", '
        '"registered_on", "concluded_on")'
    ),
    (
        'CREATE INDEX "facts" ON "petitions" ("id", "received_on", "state", "people_present", "channel", '
        '"petition_class", "topic", "lead_section", "sender_level", "repeat", "joint_letter", '
        '"accepted_on", "replied_on", "concluded_on", "due_on", "closed_on", "delivered_on", "adoption", '
        '"office_rating")'
    ),
    'DROP INDEX "petitionrow_backlog_id"',
    (
        'CREATE INDEX "petitionrow_backlog_concluded_on_closed_on_id" '
        'ON "petitions" ("backlog", "concluded_on", "closed_on", "id")'
    ),
    'CREATE INDEX "reviewrow_requested_on" ON "reviews" ("requested_on")',
    'CREATE INDEX "reviewrow_decided_on" ON "reviews" ("decided_on")',
    'CREATE INDEX "petitionrow_number" ON "petitions" ("number")',
    "DROP TABLE search",
    """CREATE VIRTUAL TABLE search USING fts5(
    words, content='', contentless_delete=1, detail='full', prefix='3',
    tokenize="unicode61 remove_diacritics 2 categories 'L* N* Co Cn'")""",
    "INSERT INTO search (search, rank) VALUES ('hashsize', 16777216)",
    "INSERT INTO search (search, rank) VALUES ('automerge', 0)",
    "INSERT INTO search (search, rank) VALUES ('crisismerge', 256)",
    """CREATE TABLE state_tally (state TEXT NOT NULL PRIMARY KEY, petitions INTEGER NOT NULL)
       WITHOUT ROWID""",
    """CREATE TABLE month_tally (month TEXT NOT NULL PRIMARY KEY, petitions INTEGER NOT NULL)
       WITHOUT ROWID""",
    """CREATE TABLE day_tally (day TEXT NOT NULL, topic TEXT NOT NULL, petitions INTEGER NOT NULL,
       sealed INTEGER NOT NULL, PRIMARY KEY (day, topic)) WITHOUT ROWID""",
    "INSERT INTO state_tally SELECT state, count(*) FROM petitions GROUP BY state",
    """INSERT INTO month_tally SELECT substr(received_on, 1, 7), count(*) FROM petitions
    WHERE received_on IS NOT NULL AND state <> 'void' GROUP BY 1""",
    """INSERT INTO day_tally
    SELECT received_on, substr(topic, 1, instr(topic || '_', '_') - 1), count(*), sum(sealed)
    FROM petitions WHERE received_on IS NOT NULL AND state <> 'void' GROUP BY 1, 2""",
    """CREATE TRIGGER petitions_counted AFTER INSERT ON petitions BEGIN
    INSERT INTO state_tally VALUES (NEW.state, 1)
        ON CONFLICT (state) DO UPDATE SET petitions = petitions + 1;
    INSERT INTO month_tally SELECT substr(NEW.received_on, 1, 7), 1
        WHERE NEW.received_on IS NOT NULL AND NEW.state <> 'void'
        ON CONFLICT (month) DO UPDATE SET petitions = petitions + 1;
    INSERT INTO day_tally
        SELECT NEW.received_on, substr(NEW.topic, 1, instr(NEW.topic || '_', '_') - 1), 1, NEW.sealed
        WHERE NEW.received_on IS NOT NULL AND NEW.state <> 'void'
        ON CONFLICT (day, topic)
        DO UPDATE SET petitions = petitions + 1, sealed = sealed + excluded.sealed;
    END""",
    """CREATE TRIGGER petitions_counted_anew
    AFTER UPDATE OF state, received_on, topic, sealed ON petitions BEGIN
    UPDATE state_tally SET petitions = petitions - 1 WHERE state = OLD.state;
    UPDATE month_tally SET petitions = petitions - 1
        WHERE OLD.received_on IS NOT NULL AND OLD.state <> 'void'
        AND month = substr(OLD.received_on, 1, 7);
    UPDATE day_tally SET petitions = petitions - 1, sealed = sealed - OLD.sealed
        WHERE OLD.received_on IS NOT NULL AND OLD.state <> 'void' AND day = OLD.received_on
        AND topic = substr(OLD.topic, 1, instr(OLD.topic || '_', '_') - 1);
    INSERT INTO state_tally VALUES (NEW.state, 1)
        ON CONFLICT (state) DO UPDATE SET petitions = petitions + 1;
    INSERT INTO month_tally SELECT substr(NEW.received_on, 1, 7), 1
        WHERE NEW.received_on IS NOT NULL AND NEW.state <> 'void'
        ON CONFLICT (month) DO UPDATE SET petitions = petitions + 1;
    INSERT INTO day_tally
        SELECT NEW.received_on, substr(NEW.topic, 1, instr(NEW.topic || '_', '_') - 1), 1, NEW.sealed
        WHERE NEW.received_on IS NOT NULL AND NEW.state <> 'void'
        ON CONFLICT (day, topic)
        DO UPDATE SET petitions = petitions + 1, sealed = sealed + excluded.sealed;
    END""",
)


def lift(database: Database) -> None:
    """Add the tables; the account that opens the registry becomes its administrator (`services`)."""
    for statement in _STATEMENTS:
        database.sql(statement)
