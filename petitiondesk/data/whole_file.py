"""An encrypted SQLite file as a whole: looked through to its last page, and copied."""

from pathlib import Path

from petitiondesk.data.backup_sql import Tick
from petitiondesk.data.database import Database
from petitiondesk.data.driver_errors import DAMAGED, DISK
from petitiondesk.domain.errors import DamagedRegistry, StorageError
from petitiondesk.domain.messages import Message
from petitiondesk.infra.replacing import replace_patiently

_CHECKED = 4
"""Pages that are checked between two looks whether to go on; one may head some megabytes of a file."""


def full_check(database: Database, tick: Tick = lambda: None) -> list[str]:
    """What is damaged inside a file, in SQLite's words; reads every page that is in use.

    SQLite looks at tables, indices and the pages between, SQLCipher at the HMAC of each page that
    is read. SQLCipher's own ``cipher_integrity_check`` would read everything once more, and
    nothing can stop it. ``tick`` is called meanwhile; what it raises ends the check.
    """
    database.release()  # nothing is taken from this connection's cache
    try:
        with database.ticking(tick, _CHECKED):
            found = database.sql("PRAGMA quick_check(20)").fetchall()
    except DamagedRegistry as error:
        return [str(error.__cause__)]
    faults = [str(row[0]) for row in found if row[0] != "ok"]
    if faults:  # a page that failed is in the cache as zeros
        database.release()
    return faults


def write_copy(database: Database, target: Path) -> None:
    """Write a copy of a file under its key to ``target``, whole or not at all, and look at it.

    Raises:
        DamagedRegistry: the file, or the copy, is damaged.
        StorageError: the disk is full or failed.
    """
    part = target.with_name(f"{target.name}.part")
    try:
        part.unlink(missing_ok=True)
        database.sql("VACUUM INTO ?", (str(part),))
        made = database.beside(part)
        made.open()
        try:
            if full_check(made):
                raise DamagedRegistry(Message(DAMAGED, path=str(database.path)))
        finally:
            made.close()
        replace_patiently(part, target)
    except OSError as error:
        raise StorageError(Message(DISK, path=str(target))) from error
    finally:
        part.unlink(missing_ok=True)
