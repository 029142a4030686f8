"""The limits of every petition as rows, for lists, the month's page and previews.

They follow from petition, rules and calendar (`domain.clocks`) and are written with the petition;
the record does not hold them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from peewee import JOIN, fn

from petitiondesk.data.database import Database
from petitiondesk.data.tables import NO_DAY, ClockRow, PetitionRow
from petitiondesk.data.void import in_force
from petitiondesk.domain.clocks import Clock, next_clock
from petitiondesk.domain.record import Record
from petitiondesk.domain.rules import Unit

_NAMES = ("petition_id", "position", "code", "subject", "duty", "working", "started_on", "nominal_on",
          "due_on", "ended_on", "paused")  # fmt: skip


@dataclass(frozen=True)
class ClockLine:
    """One limit of one petition, as a list shows it."""

    petition_id: int
    number: str
    summary: str
    sealed: bool
    code: str
    subject: str
    section: str
    duty: bool
    nominal_on: date
    due_on: date
    ended_on: date | None
    paused: bool


class Clocks:
    """The table ``clocks``. Callers hold the transaction."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def put(self, petition_id: int, clocks: Sequence[Clock]) -> bool:
        """Write a petition's limits where they changed; whether any did.

        The columns of the first limit in the petition's own row are left to whoever writes that.
        """
        text = f"SELECT {', '.join(_NAMES)} FROM clocks WHERE petition_id = ? ORDER BY position"  # noqa: S608
        old = [tuple(row) for row in self._db.read(text, (petition_id,))]
        new = [tuple(row[name] for name in _NAMES) for row in clock_rows(petition_id, clocks)]
        gone = [row[:2] for row in old if row not in new]
        fresh = [row for row in new if row not in old]
        self._db.sql_many("DELETE FROM clocks WHERE petition_id = ? AND position = ?", gone)
        self._insert(fresh)
        return bool(gone or fresh)

    def put_new(self, clocks: Sequence[tuple[int, Sequence[Clock]]]) -> None:
        """Write the limits of petitions whose limits were cleared."""
        rows = [row for petition_id, some in clocks for row in clock_rows(petition_id, some)]
        self._insert([tuple(row[name] for name in _NAMES) for row in rows])
        self._set_next(clocks)

    def drop(self, petition_ids: Sequence[int]) -> None:
        """Forget the limits of petitions that have none any more."""
        self._db.sql_many("DELETE FROM clocks WHERE petition_id = ?", [(i,) for i in petition_ids])
        self._set_next([(i, ()) for i in petition_ids])

    def clear(self) -> None:
        """Forget all limits, before they are reckoned anew."""
        self._db.run(ClockRow.delete())

    def rows(self, petition_ids: Sequence[int]) -> dict[int, list[Record]]:
        """The rows of these petitions, by petition."""
        found: dict[int, list[Record]] = {}
        for start in range(0, len(petition_ids), 500):
            query = (
                ClockRow.select()
                .where(ClockRow.petition_id.in_(petition_ids[start : start + 500]))
                .order_by(ClockRow.petition_id, ClockRow.position)
            )
            for row in self._db.run(query.dicts()):
                found.setdefault(row["petition_id"], []).append(row)
        return found

    def touched(self, days: Sequence[date]) -> list[int]:
        """Petitions with a limit that runs over one of the days or ends on it, ascending.

        Changing one of these days can move no other limit: rolling looks at the days from the
        nominal date to the due date, working days at those from the start to the due date.
        """
        found: set[int] = set()
        for day in days:
            text = day.isoformat()
            query = ClockRow.select(ClockRow.petition_id).where(
                (ClockRow.due_on >= text)
                & (
                    (ClockRow.nominal_on <= text)
                    | (ClockRow.working & (ClockRow.started_on < text))
                )
            )
            found.update(row[0] for row in self._db.run(query.tuples()))
        return sorted(found)

    def received_since(self, day: date) -> list[int]:
        """Petitions received on ``day`` or later, or on no known day: other rules concern them."""
        received = PetitionRow.received_on
        query = PetitionRow.select(PetitionRow.id).where(
            (received.is_null() | (received >= day.isoformat())) & in_force()
        )
        return [row[0] for row in self._db.run(query.tuples())]

    def count_late(self, day: date) -> int:
        """How many duties were due before ``day`` and are neither met nor paused."""
        query = ClockRow.select(fn.COUNT(ClockRow.petition_id)).where(
            ClockRow.ended_on.is_null()
            & (ClockRow.due_on < day.isoformat())
            & ClockRow.duty
            & ~ClockRow.paused
        )
        (row,) = self._db.run(query.tuples())
        return int(row[0])

    def between(self, first: date, last: date) -> Iterator[ClockLine]:
        """The limits that are due or warned of from ``first`` to ``last`` and not met yet."""
        query = (
            ClockRow.select(
                ClockRow.petition_id,
                PetitionRow.number,
                PetitionRow.summary,
                PetitionRow.sealed,
                ClockRow.code,
                ClockRow.subject,
                PetitionRow.lead_section,
                ClockRow.duty,
                ClockRow.nominal_on,
                ClockRow.due_on,
                ClockRow.paused,
            )
            .join(PetitionRow, JOIN.INNER, on=(PetitionRow.id == ClockRow.petition_id))
            .where(
                ClockRow.ended_on.is_null()
                & ClockRow.due_on.between(first.isoformat(), last.isoformat())
            )
            .order_by(ClockRow.due_on, ClockRow.petition_id, ClockRow.position)
        )
        for rows in self._db.batches(*query.sql()):
            for petition_id, number, summary, sealed, code, subject, section, *limit in rows:
                duty, nominal_on, due_on, paused = limit
                yield ClockLine(
                    petition_id=petition_id,
                    number=number,
                    summary=summary,
                    sealed=bool(sealed),
                    code=code,
                    subject=subject,
                    section=section,
                    duty=bool(duty),
                    nominal_on=date.fromisoformat(nominal_on),
                    due_on=date.fromisoformat(due_on),
                    ended_on=None,
                    paused=bool(paused),
                )

    def _set_next(self, clocks: Sequence[tuple[int, Sequence[Clock]]]) -> None:
        """The petition's own columns for its first limit to be met."""
        self._db.sql_many(
            "UPDATE petitions SET next_due_on = ?, next_code = ? WHERE id = ?",
            [(*next_columns(some), petition_id) for petition_id, some in clocks],
        )

    def _insert(self, rows: Sequence[tuple[Any, ...]]) -> None:
        marks = ", ".join("?" for _ in _NAMES)
        text = f"INSERT INTO clocks ({', '.join(_NAMES)}) VALUES ({marks})"  # noqa: S608 - our own names
        self._db.sql_many(text, rows)


def next_columns(clocks: Sequence[Clock]) -> tuple[str, str]:
    """Due date and code of the first limit that is still to be met, as the petition's row has them."""
    following = next_clock(clocks)
    return (following.due_on.isoformat(), following.rule.code) if following else (NO_DAY, "")


def clock_rows(petition_id: int, clocks: Sequence[Clock]) -> list[Record]:
    """The rows of a petition's limits."""
    rows: list[dict[str, Any]] = [
        {
            "petition_id": petition_id,
            "position": position,
            "code": clock.rule.code,
            "subject": clock.subject,
            "duty": clock.duty,
            "working": clock.rule.unit is Unit.WORKING and clock.reckoning.named is None,
            "started_on": clock.started_on.isoformat(),
            "nominal_on": clock.nominal_on.isoformat(),
            "due_on": clock.due_on.isoformat(),
            "ended_on": clock.ended_on.isoformat() if clock.ended_on else None,
            "paused": clock.paused,
        }
        for position, clock in enumerate(clocks)
    ]
    return rows
