"""From an older schema to the present one, step by step.

`STEPS` maps a schema version to the function that lifts a file of that version to the next. A step
is frozen once released: it writes its own SQL and imports nothing of today's tables, so that it does
to an old file next year what it did when it was tested.
``tests/data/stored`` keeps a registry of every version, with rows, that the tests open.
"""

from collections.abc import Callable, Mapping

from petitiondesk.data.database import Database
from petitiondesk.data.migrations import from_1, from_2
from petitiondesk.data.tables import SCHEMA
from petitiondesk.domain.errors import RegistryError
from petitiondesk.domain.messages import Message

STEPS: Mapping[int, Callable[[Database], None]] = {1: from_1.lift, 2: from_2.lift}


def migrate(database: Database) -> None:
    """Lift an older file to the present schema, in one transaction.

    Raises:
        RegistryError: the file was written by a newer version, or is empty; nothing is changed.
    """
    version = int(database.scalar("PRAGMA user_version"))
    if version > SCHEMA:
        raise RegistryError(
            Message("这个登记簿是用更新的版本建立的。没有改动任何内容，请用新版程序打开。")
        )
    if version < 1:
        raise RegistryError(
            Message(
                "登记簿文件已损坏或不是登记簿：{path}。没有改动任何内容，请从备份恢复。",
                path=str(database.path),
            )
        )
    if version < SCHEMA:
        with database.transaction():
            for step in range(version, SCHEMA):
                STEPS[step](database)
            database.sql(f"PRAGMA user_version = {SCHEMA}")
