"""What a registry of some size takes on disk: its tables, its indices, its search index."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from petitiondesk.bench.tape import Bare
from petitiondesk.data.folder import ATTACHMENTS_DB, REGISTRY_DB
from petitiondesk.services.desk import Desk

_SEARCH = "search"

_MOST_DROPPED = 5 << 30
"""Bytes of a registry whose parts are dropped to be measured: SQLite has no memory for larger ones."""


def growth(desk: Desk, bare: Bare, size: int) -> Mapping[str, Any]:
    """Bytes of the files, and by table and index; each also for one petition.

    The SQLite that comes with SQLCipher tells no sizes (no ``dbstat``). So each part is dropped in a
    transaction, the pages that this sets free are counted, and everything is rolled back. Of a
    registry too large for that, only the files are told.
    """
    bytes_of = {name: _size(desk.folder / name) for name in (REGISTRY_DB, ATTACHMENTS_DB)}
    if bytes_of[REGISTRY_DB] <= _MOST_DROPPED:
        bytes_of |= _parts(bare)
    events = int(bare.scalar("SELECT count(*) FROM events"))
    return {
        "size": size,
        "events": events,
        "bytes": bytes_of,
        "bytes_per_petition": {name: round(value / size) for name, value in bytes_of.items()},
    }


def _parts(bare: Bare) -> dict[str, int]:
    page = int(bare.scalar("PRAGMA page_size"))
    parts = {
        "tables": sum(_freed(bare, "TABLE", name) for name in _names(bare, "table")),
        "indices": sum(_freed(bare, "INDEX", name) for name in _names(bare, "index")),
        "search": _freed(bare, "TABLE", _SEARCH),
    }
    # A table that is dropped takes its indices with it.
    parts["tables"] -= parts["indices"]
    return {name: pages * page for name, pages in parts.items()}


def _names(bare: Bare, kind: str) -> list[str]:
    """Tables or indices of our own: neither SQLite's nor those inside the search index."""
    text = """SELECT name FROM sqlite_schema WHERE type = ? AND sql IS NOT NULL
              AND tbl_name <> 'search' AND tbl_name NOT LIKE 'search\\_%' ESCAPE '\\'
              AND tbl_name NOT LIKE 'sqlite%' ORDER BY name"""
    return [str(row[0]) for row in bare.rows(text, (kind,))]


def _freed(bare: Bare, kind: str, name: str) -> int:
    """The pages that a part occupies."""
    bare.rows(
        "PRAGMA foreign_keys = off"
    )  # dropping a table would look through those that refer to it
    bare.rows("BEGIN IMMEDIATE")
    try:
        before = int(bare.scalar("PRAGMA freelist_count"))
        bare.rows(f'DROP {kind} "{name}"')
        return int(bare.scalar("PRAGMA freelist_count")) - before
    finally:
        bare.rows("ROLLBACK")
        bare.rows("PRAGMA foreign_keys = on")


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0
