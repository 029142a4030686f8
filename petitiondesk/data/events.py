"""The record on disk: appending to the hash chain, and reading it."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from petitiondesk.data.database import Database
from petitiondesk.data.tables import EventRow
from petitiondesk.domain.record import GENESIS, Changes, Event, canonical_json

_COLUMNS = "seq, petition_id, kind, at, on_day, actor, changes, note, refers_to, hash"


class Events:
    """The append-only table ``events``. Callers hold the transaction."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def append(self, drafts: Sequence[Event]) -> list[Event]:
        """Give each draft its place and hash, and write it. ``seq`` and ``hash`` of drafts are ignored."""
        row = self._db.sql("SELECT seq, hash FROM events ORDER BY seq DESC LIMIT 1").fetchone()
        seq, previous = (row[0], bytes(row[1]).hex()) if row else (0, GENESIS)
        events = []
        for draft in drafts:
            seq += 1
            placed = replace(draft, seq=seq)
            event = replace(placed, hash=placed.chained(previous))
            previous = event.hash
            events.append(event)
        self._db.sql_many(
            f"INSERT INTO events ({_COLUMNS}) VALUES (?,?,?,?,?,?,?,?,?,?)",  # noqa: S608 - our own names
            [_row(event) for event in events],
        )
        return events

    def of_petition(self, petition_id: int) -> list[Event]:
        """A petition's events, oldest first."""
        query = EventRow.select().where(EventRow.petition_id == petition_id).order_by(EventRow.seq)
        return [_event(row) for row in self._db.run(query.tuples())]

    def of_office(self) -> list[Event]:
        """Events that belong to no petition, oldest first."""
        query = EventRow.select().where(EventRow.petition_id.is_null()).order_by(EventRow.seq)
        return [_event(row) for row in self._db.run(query.tuples())]

    def all(self) -> Iterator[Event]:
        """Every event in order, a few thousand at a time."""
        last = 0
        while True:
            query = EventRow.select().where(EventRow.seq > last).order_by(EventRow.seq).limit(4000)
            rows = list(self._db.run(query.tuples()))
            if not rows:
                return
            for row in rows:
                yield _event(row)
            last = rows[-1][0]

    def count(self) -> int:
        """How many events there are."""
        return int(self._db.scalar("SELECT count(*) FROM events"))

    def last(self) -> Event | None:
        """The newest event: its hash is the record's fingerprint."""
        query = EventRow.select().order_by(EventRow.seq.desc()).limit(1)
        return next((_event(row) for row in self._db.run(query.tuples())), None)


def _row(event: Event) -> tuple[Any, ...]:
    return (
        event.seq,
        event.petition_id,
        event.kind,
        event.at.isoformat(timespec="seconds"),
        event.on.isoformat(),
        event.actor,
        canonical_json(event.changes),
        event.note,
        event.refers_to,
        bytes.fromhex(event.hash),
    )


def _event(row: Sequence[Any]) -> Event:
    changes: Changes = json.loads(row[6])
    return Event(
        seq=row[0],
        petition_id=row[1],
        kind=row[2],
        at=datetime.fromisoformat(row[3]),
        on=date.fromisoformat(row[4]),
        actor=row[5],
        changes=changes,
        note=row[7],
        refers_to=row[8],
        hash=bytes(row[9]).hex(),
    )
