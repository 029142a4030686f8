"""From an older schema to the present one, step by step.

`STEPS` maps a schema version to the function that lifts a file of that version to the next. A step
is frozen once released: it writes its own SQL and imports nothing of today's tables, so that it does
to an old file next year what it did when it was tested.
``tests/data/stored`` keeps a registry of every version, with rows, that the tests open.
"""

from collections.abc import Callable, Mapping

from petitiondesk.data.database import Database
from petitiondesk.data.migrations import from_1, from_2, from_3
from petitiondesk.data.tables import SCHEMA
from petitiondesk.data.whole_file import write_copy
from petitiondesk.domain.errors import DamagedRegistry, RegistryError
from petitiondesk.domain.messages import Message

KEPT = "registry-schema{version}.db"
"""The registry before it was lifted: to go back, it is renamed to ``registry.db``."""

STEPS: Mapping[int, Callable[[Database], None]] = {
    1: from_1.lift,
    2: from_2.lift,
    3: from_3.lift,
}


def migrate(database: Database, *, keep: bool) -> None:
    """Lift an older file to the present schema, in one transaction.

    ``keep`` puts a copy of the file as it was beside it first, for the program that wrote it.

    Raises:
        RegistryError: the file was written by a newer version, or is empty; nothing is changed.
        StorageError: there is no room for the copy; nothing is changed.
    """
    version = version_of(database)
    if version < SCHEMA:
        kept = database.path.with_name(KEPT.format(version=version))
        if keep and not kept.exists():
            write_copy(database, kept)
        with database.transaction():
            for step in range(version, SCHEMA):
                STEPS[step](database)
            database.sql(f"PRAGMA user_version = {SCHEMA}")


def version_of(database: Database) -> int:
    """The schema of a file.

    Raises:
        RegistryError: it is newer than this program, or is none.
    """
    version = int(database.scalar("PRAGMA user_version"))
    if version > SCHEMA:
        raise RegistryError(
            Message("这个登记簿是用更新的版本建立的。没有改动任何内容，请用新版程序打开。")
        )
    if version < 1:
        raise DamagedRegistry(
            Message(
                "登记簿文件已损坏或不是登记簿：{path}。没有改动任何内容，请从备份恢复。",
                path=str(database.path),
            )
        )
    return version


def need_present_schema(database: Database) -> None:
    """Refuse a file that would have to be lifted first.

    Raises:
        RegistryError: it is of another schema.
    """
    if version_of(database) < SCHEMA:
        raise RegistryError(
            Message(
                "这个登记簿是旧版程序写的，只读方式不能升级它。没有改动任何内容，请用旧版程序打开，或者从备份恢复。"
            )
        )
