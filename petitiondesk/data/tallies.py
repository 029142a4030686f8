"""Running counts of petitions: by state, by month, by the day they were received with their first topic.

What a day brings (今日) is told from these few rows and not by counting every petition. Triggers keep
them, so whatever writes a petition counts it; verifying counts anew and compares (`misfits`).
"""

from petitiondesk.data.database import Database

TABLES = (
    """CREATE TABLE state_tally (state TEXT NOT NULL PRIMARY KEY, petitions INTEGER NOT NULL)
       WITHOUT ROWID""",
    """CREATE TABLE month_tally (month TEXT NOT NULL PRIMARY KEY, petitions INTEGER NOT NULL)
       WITHOUT ROWID""",
    """CREATE TABLE day_tally (day TEXT NOT NULL, topic TEXT NOT NULL, petitions INTEGER NOT NULL,
       sealed INTEGER NOT NULL, PRIMARY KEY (day, topic)) WITHOUT ROWID""",
)

_COUNT = """
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
    END"""

TRIGGERS = (
    f"CREATE TRIGGER petitions_counted AFTER INSERT ON petitions BEGIN{_COUNT}",
    f"""CREATE TRIGGER petitions_counted_anew
    AFTER UPDATE OF state, received_on, topic, sealed ON petitions BEGIN
    UPDATE state_tally SET petitions = petitions - 1 WHERE state = OLD.state;
    UPDATE month_tally SET petitions = petitions - 1
        WHERE OLD.received_on IS NOT NULL AND OLD.state <> 'void'
        AND month = substr(OLD.received_on, 1, 7);
    UPDATE day_tally SET petitions = petitions - 1, sealed = sealed - OLD.sealed
        WHERE OLD.received_on IS NOT NULL AND OLD.state <> 'void' AND day = OLD.received_on
        AND topic = substr(OLD.topic, 1, instr(OLD.topic || '_', '_') - 1);{_COUNT}""",  # noqa: S608
)
"""The underscore is `domain.petition.TOPIC_JOINT`, ``void`` is `State.VOID`: void petitions count by state
only."""

_ANEW = {
    "month_tally": """SELECT substr(received_on, 1, 7), count(*) FROM petitions
        WHERE received_on IS NOT NULL AND state <> 'void' GROUP BY 1""",
    "state_tally": "SELECT state, count(*) FROM petitions GROUP BY state",
    "day_tally": """SELECT received_on, substr(topic, 1, instr(topic || '_', '_') - 1), count(*),
        sum(sealed) FROM petitions WHERE received_on IS NOT NULL AND state <> 'void' GROUP BY 1, 2""",
}


def misfits(database: Database) -> list[str]:
    """The tallies that say something else than the petitions do."""
    return [table for table, anew in _ANEW.items() if not _same(database, table, anew)]


def _same(database: Database, table: str, anew: str) -> bool:
    kept = f"SELECT * FROM {table} WHERE petitions <> 0"  # noqa: S608 - our own names
    text = f"""SELECT 1 FROM (
        SELECT * FROM ({kept} EXCEPT {anew}) UNION ALL SELECT * FROM ({anew} EXCEPT {kept}))"""  # noqa: S608
    return database.scalar(text) is None
