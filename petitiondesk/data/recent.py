"""The newest entries of the record, and limits that ran out lately: few rows, whatever the registry holds."""

from collections.abc import Collection
from datetime import date

from petitiondesk.data.backup_sql import Tick
from petitiondesk.data.database import Database
from petitiondesk.domain import history

_BATCH = 500

_NEWEST = """SELECT seq, petition_id, kind, refers_to, at FROM events
    WHERE seq < ? ORDER BY seq DESC LIMIT ?"""
_RAN_OUT = """SELECT id FROM petitions WHERE next_due_on >= ? AND next_due_on < ? AND state <> 'void'
    ORDER BY next_due_on, received_on, id LIMIT ?"""


def steps_since(
    database: Database, first: date, kinds: Collection[str], most: int, tick: Tick
) -> tuple[list[tuple[str, int]], bool]:
    """Kind and petition of the entries of these kinds written on ``first`` or later, oldest first.

    And whether these are all.

    What was taken back since is left out. At most ``most`` entries of the record are looked at, the
    newest: an import of an old ledger may have written more than anybody wants to be told. ``tick``
    is called every few of them, and may raise to stop.
    """
    found: list[tuple[int, str, int]] = []
    undone: set[int] = set()
    before, looked, until = 1 << 62, 0, first.isoformat()
    while looked < most:
        tick()
        rows = database.read(_NEWEST, (before, _BATCH))
        for seq, petition_id, kind, refers_to, at in rows:
            if at[:10] < until:
                return _standing(found, undone), True
            if kind == history.TAKE_BACK and refers_to is not None:
                undone.add(refers_to)
            elif kind in kinds and petition_id is not None:
                found.append((seq, kind, petition_id))
        looked += len(rows)
        if len(rows) < _BATCH:
            return _standing(found, undone), True
        before = rows[-1][0]
    return _standing(found, undone), False


def _standing(found: list[tuple[int, str, int]], undone: set[int]) -> list[tuple[str, int]]:
    return [(kind, petition) for seq, kind, petition in reversed(found) if seq not in undone]


def ran_out(database: Database, first: date, today: date, most: int) -> list[int]:
    """Petitions whose limit to be met next ended on ``first`` or later and before ``today``."""
    rows = database.read(_RAN_OUT, (first.isoformat(), today.isoformat(), most))
    return [petition_id for (petition_id,) in rows]
