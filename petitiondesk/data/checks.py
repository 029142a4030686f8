"""What is checked each time a registry opens: cheap, and enough to notice most damage."""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path

from petitiondesk.data import schema
from petitiondesk.data.database import Database
from petitiondesk.data.events import Events
from petitiondesk.data.wal import is_cut, lost_commits
from petitiondesk.domain.errors import DamagedRegistry
from petitiondesk.domain.messages import N_, Message
from petitiondesk.domain.record import GENESIS
from petitiondesk.domain.salvaged import known_losses

NEWEST = 200
"""Events whose chain is checked at each opening; `services.verify` walks the whole of it."""

Parts = Mapping[tuple[str, str], str]
"""(table, index or trigger; its name) → its SQL, blanks apart."""

_KINDS = {"table": N_("表"), "index": N_("索引"), "trigger": N_("触发器"), "view": N_("视图")}


def quick_check(database: Database, attachments: Database) -> list[Message]:
    """What is wrong at first sight with the two files of a registry, in words.

    SQLite itself refuses a file that is shorter than its header says, and SQLCipher each page that
    fails its HMAC.

    Raises:
        DamagedRegistry: it cannot be read, or a table is not there.
    """
    files = [
        (parts(file), fresh(make))
        for file, make in ((database, schema.create), (attachments, schema.create_attachments))
    ]
    missing = [
        name for found, wanted in files for kind, name in wanted.keys() - found.keys()
        if kind == "table"
    ]  # fmt: skip
    if missing:
        raise DamagedRegistry(
            Message(
                "登记簿文件已损坏：缺少{tables}。没有改动任何内容，请从备份恢复。",
                tables=tuple(sorted(missing)),
            )
        )
    return [
        *(fault for found, wanted in files for fault in _differences(found, wanted)),
        *chain_end_faults(Events(database)),
    ]


def log_faults(database: Database) -> list[Message]:
    """What a damaged log has lost; to be asked before anything is written.

    Raises:
        DamagedRegistry: the end of the file is missing.
    """
    if is_cut(database):
        raise DamagedRegistry(
            Message(
                "登记簿文件的结尾不见了：{path}。没有改动任何内容，请从备份恢复，或者抢救到新登记簿。",
                path=str(database.path),
            )
        )
    lost = lost_commits(database)
    if lost == 1:
        return [
            Message(
                "上次没有正常关闭，最后一步可能没有存上。之前的内容都在，请核对最后登记或办理的一件。"
            )
        ]
    if lost:
        return [
            Message(
                "登记簿的日志文件已损坏，最近约 {n} 步没有存上。之前的内容都在，请核对最近的登记和办理。",
                n=lost,
            )
        ]
    return []


def schema_faults(database: Database, make: Callable[[Database], None]) -> Iterator[Message]:
    """How the tables, indices and triggers differ from those of a registry that ``make`` makes."""
    return _differences(parts(database), fresh(make))


def _differences(found: Parts, wanted: Parts) -> Iterator[Message]:
    for kind, name in sorted(wanted.keys() - found.keys()):
        yield Message("登记簿文件里缺少{kind}“{name}”。", kind=Message(_KINDS[kind]), name=name)
    for kind, name in sorted(found.keys() - wanted.keys()):
        yield Message("登记簿文件里多出{kind}“{name}”。", kind=Message(_KINDS[kind]), name=name)
    for key in sorted(found.keys() & wanted.keys()):
        if found[key] != wanted[key]:
            yield Message(
                "登记簿文件里的{kind}“{name}”被改动过。", kind=Message(_KINDS[key[0]]), name=key[1]
            )


def chain_end_faults(events: Events) -> Iterator[Message]:
    """What is wrong with the newest events, and with what is noted of the newest one beside them."""
    newest = events.newest(NEWEST + 1)
    known = known_losses(events.salvages())
    previous = GENESIS if newest and newest[0].seq == 1 else None
    expected = newest[0].seq if newest else 1
    for link in newest:
        if link.seq != expected:
            previous = None
            if not known.covers(expected, link.seq - 1):
                yield Message("经过第 {seq} 条缺失。", seq=expected)
        if previous is not None and link.chained(previous) != link.hash:
            yield Message("经过第 {seq} 条被改动过：校验值不符。", seq=link.seq)
        previous, expected = link.hash, link.seq + 1
    noted = events.head()
    found = (newest[-1].seq, newest[-1].hash) if newest else (0, "")
    if noted != found and not (noted[0] > found[0] and known.covers(found[0] + 1, noted[0])):
        yield Message(
            "经过的结尾不符：登记的最后一条是第 {noted} 条，实际是第 {found} 条。",
            noted=noted[0],
            found=found[0],
        )


def parts(database: Database) -> Parts:
    """The tables, indices and triggers of a file."""
    rows = database.sql("SELECT type, name, sql FROM sqlite_master").fetchall()
    return {(kind, name): re.sub(r"\s+", " ", sql or "") for kind, name, sql in rows}


@cache
def fresh(make: Callable[[Database], None]) -> Parts:
    """The parts of a file that ``make`` has just made, in memory."""
    database = Database(Path(":memory:"), "0" * 64)
    database.open()
    try:
        make(database)
        return parts(database)
    finally:
        database.close()


def load_ahead() -> None:
    """Make the parts to compare with before a registry waits for them."""
    fresh(schema.create)
    fresh(schema.create_attachments)


_KEYS = (
    ("receptions", "day"),
    ("forms", "name"),
    ("sheets", "serial"),
    ("sheets", "section"),
    ("accounts", "name"),
)
"""(table, column) that stands a second time in the row's JSON, for finding it."""


def key_faults(database: Database) -> Iterator[Message]:
    """Rows whose column says another thing than their JSON, or whose JSON cannot be read."""
    for table, column in _KEYS:
        text = (
            f"SELECT {column} FROM {table} WHERE NOT json_valid(value) "  # noqa: S608 - our own names
            f"OR json_extract(value, '$.{column}') IS NOT {column}"
        )
        for (key,) in database.sql(text).fetchall():
            yield Message(
                "表“{table}”里“{key}”一行的{column}与内容不一致。",
                table=table,
                key=key,
                column=column,
            )
