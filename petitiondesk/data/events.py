"""The record on disk: appending to the hash chain, and reading it."""

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from petitiondesk.data.database import Beat, Database, no_beat
from petitiondesk.data.tables import EventRow
from petitiondesk.domain import history
from petitiondesk.domain.copying import replace
from petitiondesk.domain.record import GENESIS, Changes, Event, chained_hash

COLUMNS = "seq, petition_id, kind, at, on_day, actor, changes, note, refers_to, hash"


_ENDS = """SELECT seq, hash, 1 FROM (SELECT seq, hash FROM events ORDER BY seq DESC LIMIT 1)
    UNION ALL SELECT seq, hash, 0 FROM head WHERE id = 1"""
"""The newest event, and what was noted of it beside the record; of equal numbers the event counts."""


def _place(end: Sequence[Any]) -> tuple[int, int]:
    return end[0], end[2]


class Events:
    """The append-only table ``events``. Callers hold the transaction."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def append(self, drafts: Sequence[Event], beat: Beat = no_beat) -> list[Event]:
        """Give each draft its place and hash, and write it. ``seq`` and ``hash`` of drafts are ignored."""
        rows = self.chain().add(drafts)
        self.write(rows, beat)
        return [
            replace(draft, seq=row[0], hash=row[-1].hex())
            for draft, row in zip(drafts, rows, strict=True)
        ]

    def chain(self) -> "Chain":
        """The chain as it ends now, to be gone on with."""
        # Where the end was cut off, the number noted beside the record is the higher one: those
        # numbers are not given again, so that it shows.
        ends = self._db.sql(_ENDS).fetchall()
        seq, fingerprint, _ = max(ends, default=(0, bytes.fromhex(GENESIS), 0), key=_place)
        return Chain(int(seq), bytes(fingerprint).hex())

    def write(self, rows: Sequence[tuple[Any, ...]], beat: Beat = no_beat) -> None:
        """Write the next rows of the chain."""
        if not rows:
            return
        self._db.sql_many(
            f"INSERT INTO events ({COLUMNS}) VALUES (?,?,?,?,?,?,?,?,?,?)",  # noqa: S608 - our own names
            rows,
            beat,
        )
        self.note_head(rows[-1][0], rows[-1][-1])

    def newest(self, count: int) -> list["Link"]:
        """The newest events as they are stored, the newest last."""
        text = f"SELECT {COLUMNS} FROM events ORDER BY seq DESC LIMIT ?"  # noqa: S608 - our own names
        return [Link(row) for row in reversed(self._db.sql(text, (count,)).fetchall())]

    def latest_time(self, count: int) -> datetime | None:
        """The latest time that any of the newest events has, None where there are none."""
        text = "SELECT max(at) FROM (SELECT at FROM events ORDER BY seq DESC LIMIT ?)"
        at = self._db.scalar(text, (count,))
        return datetime.fromisoformat(at) if at else None

    def head(self) -> tuple[int, str]:
        """Number and hash of the newest event as they were noted beside the record; (0, "") at first."""
        row = self._db.sql("SELECT seq, hash FROM head WHERE id = 1").fetchone()
        return (int(row[0]), bytes(row[1]).hex()) if row else (0, "")

    def of_petition(self, petition_id: int) -> list[Event]:
        """A petition's events, oldest first."""
        text = f"SELECT {COLUMNS} FROM events WHERE petition_id = ? ORDER BY seq"  # noqa: S608 - our own names
        return [_event(row) for row in self._db.read(text, (petition_id,))]

    def of_petitions(self, first: int, last: int) -> dict[int, list[Event]]:
        """The events of petitions by id from ``first`` to ``last``, oldest first; not the senseless."""
        text = (
            f"SELECT {COLUMNS} FROM events WHERE petition_id BETWEEN ? AND ? "  # noqa: S608 - our own names
            "ORDER BY petition_id, seq"
        )
        found: dict[int, list[Event]] = {}
        for row in self._db.sql(text, (first, last)).fetchall():
            event = event_of(row)
            if event is not None:
                found.setdefault(row[1], []).append(event)
        return found

    def newest_petition(self) -> int:
        """The highest id of a petition that an event names, 0 where there is none."""
        return self._db.scalar("SELECT max(petition_id) FROM events") or 0

    def imported(self) -> set[int]:
        """The petitions that came in by an import."""
        text = "SELECT petition_id FROM events WHERE kind = ?"
        return {row[0] for row in self._db.sql(text, (history.IMPORT,)).fetchall()}

    def note_head(self, seq: int, fingerprint: bytes) -> None:
        """Note beside the record the number and hash of its newest event."""
        self._db.sql(
            "INSERT INTO head (id, seq, hash) VALUES (1, ?, ?) "
            "ON CONFLICT (id) DO UPDATE SET seq = excluded.seq, hash = excluded.hash",
            (seq, fingerprint),
        )

    def salvages(self) -> list[Event]:
        """The events of salvages that belong to no petition, oldest first."""
        query = EventRow.select().where(
            EventRow.petition_id.is_null() & (EventRow.kind == history.SALVAGE)
        )
        rows = self._db.run(query.order_by(EventRow.seq).tuples())
        return [event for row in rows if (event := Link(row).event) is not None]

    def of_office(self, kind: str = "") -> list[Event]:
        """Events that belong to no petition, of one kind or of all, oldest first."""
        text = f"SELECT {COLUMNS} FROM events WHERE petition_id IS NULL"  # noqa: S608 - our own names
        text += " AND kind = ?" if kind else ""
        return [
            _event(row) for row in self._db.read(f"{text} ORDER BY seq", (kind,) if kind else ())
        ]

    def journal(
        self,
        of_cases: Sequence[str],
        kinds: Sequence[str],
        actor: str,
        before: int | None,
        count: int,
    ) -> list[Event]:
        """The newest events of the office, and those of petitions of the kinds ``of_cases``, newest first.

        Of these ``kinds`` (any, when there are none), by ``actor`` (anybody: ""), older than number
        ``before``.
        """
        wanted = EventRow.seq < before if before is not None else EventRow.seq > 0
        if kinds:
            wanted &= EventRow.kind.in_(kinds)
        if actor:
            wanted &= EventRow.actor == actor
        found: list[Event] = []
        # Apart: the office's own are found by the index, those of petitions by walking back.
        for part in (EventRow.petition_id.is_null(), EventRow.kind.in_(of_cases)):
            query = EventRow.select().where(wanted & part).order_by(EventRow.seq.desc())
            found += [_event(row) for row in self._db.run(query.limit(count).tuples())]
        unique = {event.seq: event for event in found}
        return sorted(unique.values(), key=lambda event: event.seq, reverse=True)[:count]

    def actors_of_office(self) -> list[str]:
        """Everybody who is named in an event that belongs to no petition."""
        text = "SELECT DISTINCT actor FROM events WHERE petition_id IS NULL ORDER BY actor"
        return [row[0] for row in self._db.sql(text).fetchall()]

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

    def walk(self) -> Iterator["Link"]:
        """Every event in order as it is stored, for `verify`: also one whose values make no sense."""
        last = -(1 << 62)
        while True:
            text = f"SELECT {COLUMNS} FROM events WHERE seq > ? ORDER BY seq LIMIT 4000"  # noqa: S608 - our own names
            rows = self._db.sql(text, (last,)).fetchall()
            if not rows:
                return
            for row in rows:
                yield Link(row)
            last = rows[-1][0]

    def with_fingerprint(self, beginning: str) -> list[tuple[int, str]]:
        """Number and time (ISO 8601) of the events whose hash begins with these hex digits."""
        text = "SELECT seq, at FROM events WHERE substr(lower(hex(hash)), 1, ?) = ? ORDER BY seq"
        return list(self._db.sql(text, (len(beginning), beginning)).fetchall())

    def count(self) -> int:
        """How many events there are."""
        return int(self._db.scalar("SELECT count(*) FROM events"))

    def newest_besides(self, kinds: Collection[str]) -> int:
        """The number of the newest event of any other kind; 0 without one."""
        marks = ", ".join("?" * len(kinds))
        found = self._db.scalar(
            f"SELECT seq FROM events WHERE kind NOT IN ({marks}) ORDER BY seq DESC LIMIT 1",  # noqa: S608
            tuple(sorted(kinds)),
        )
        return int(found or 0)

    def last(self) -> Event | None:
        """The newest event: its hash is the record's fingerprint."""
        query = EventRow.select().order_by(EventRow.seq.desc()).limit(1)
        return next((_event(row) for row in self._db.run(query.tuples())), None)


@dataclass
class Chain:
    """The end of the record: number and hash (64 hex digits) of the event that is followed next."""

    seq: int
    hash: str

    def add(self, drafts: Iterable[Event]) -> list[tuple[Any, ...]]:
        """The rows of the next events, each with its place and hash."""
        rows = []
        for draft in drafts:
            self.seq += 1
            kept = replace(draft, seq=self.seq).stored()
            self.hash = chained_hash(self.hash, *kept)
            rows.append((*kept, bytes.fromhex(self.hash)))
        return rows


class Link:
    """One event as it is stored, and its link in the chain."""

    def __init__(self, row: Sequence[Any]) -> None:
        self.seq: int = row[0]
        self.row = row

    @cached_property
    def event(self) -> Event | None:
        """The event; None if its values make no sense."""
        return event_of(self.row)

    @property
    def hash(self) -> str:
        """What stands as its hash."""
        kept = self.row[9]
        return kept.hex() if isinstance(kept, bytes) else str(kept)

    def chained(self, previous: str) -> str:
        """The hash that the stored texts must have after ``previous``: as `Event.chained`.

        Made of the texts themselves: another spelling of the same value counts as changed.
        """
        try:
            return chained_hash(previous, *self.row[:9])
        except TypeError:  # bytes where a text must stand
            return ""


def event_of(row: Sequence[Any]) -> Event | None:
    """The event of a row; None if its values make no sense."""
    try:
        return _event(row)
    except (ValueError, TypeError, KeyError, AttributeError):
        return None


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
