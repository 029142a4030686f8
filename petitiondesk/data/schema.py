"""Making the schema in an empty file."""

from petitiondesk.data import tallies
from petitiondesk.data.database import APPLICATION_ID, Database
from petitiondesk.data.tables import SCHEMA, TABLES

TRIGGERS = (
    """CREATE TRIGGER events_keep BEFORE UPDATE ON events
       BEGIN SELECT RAISE(ABORT, 'events are never changed'); END""",
    """CREATE TRIGGER events_stay BEFORE DELETE ON events
       BEGIN SELECT RAISE(ABORT, 'events are never deleted'); END""",
    """CREATE TRIGGER petitions_stay BEFORE DELETE ON petitions
       BEGIN SELECT RAISE(ABORT, 'petitions are never deleted'); END""",
)

SEARCH = """CREATE VIRTUAL TABLE search USING fts5(
    words, content='', contentless_delete=1, detail='full', prefix='3',
    tokenize="unicode61 remove_diacritics 2 categories 'L* N* Co Cn'")"""
"""Contentless: the texts stand in ``petitions`` already. ``Co`` and ``Cn`` let characters through
that are newer than SQLite's own Unicode tables (rare characters of GB 18030). Only numbers and Latin
words are three characters long: their beginnings have an index of their own."""

SEARCH_MEMORY = "INSERT INTO search (search, rank) VALUES ('hashsize', 16777216)"
"""16 MiB of words are gathered before FTS5 writes them (1 MiB by itself): an import of thousands
writes once and merges less; a single step uses what it needs."""

SEARCH_MERGES = (
    "INSERT INTO search (search, rank) VALUES ('automerge', 0)",
    "INSERT INTO search (search, rank) VALUES ('crisismerge', 256)",
)
"""FTS5 merges what was written one by one when told to (`SearchIndex.tidy`), beside the window. By
itself it would do so within every thirtieth petition that is saved, for the time of ten saves; and
at sixteen parts of one level, which an import leaves and the next petition then merged: 600 ms."""

ATTACHMENTS_SCHEMA = 1
"""``PRAGMA user_version`` of ``attachments.db``, which has its own history."""

ATTACHMENTS = (
    """CREATE TABLE contents (sha256 TEXT PRIMARY KEY, size INTEGER NOT NULL) WITHOUT ROWID""",
    """CREATE TABLE chunks (sha256 TEXT NOT NULL REFERENCES contents (sha256) ON DELETE CASCADE,
       position INTEGER NOT NULL, data BLOB NOT NULL, PRIMARY KEY (sha256, position))""",
)


def create(database: Database) -> None:
    """Make every table, index and trigger of the present schema."""
    with database.transaction():
        database.create_tables(TABLES)
        search = (SEARCH, SEARCH_MEMORY, *SEARCH_MERGES)
        for statement in (*TRIGGERS, *tallies.TABLES, *tallies.TRIGGERS, *search):
            database.sql(statement)
        _stamp(database, SCHEMA)


def create_attachments(database: Database) -> None:
    """Make the tables of ``attachments.db``."""
    with database.transaction():
        for statement in ATTACHMENTS:
            database.sql(statement)
        _stamp(database, ATTACHMENTS_SCHEMA)


def _stamp(database: Database, version: int) -> None:
    database.sql(f"PRAGMA application_id = {APPLICATION_ID}")
    database.sql(f"PRAGMA user_version = {version}")
