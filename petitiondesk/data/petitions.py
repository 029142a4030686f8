"""Petitions as rows, and back."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from peewee import fn

from petitiondesk.data import stored_petitions
from petitiondesk.data.clocks import next_columns
from petitiondesk.data.database import Beat, Database, no_beat
from petitiondesk.data.new_rows import NewRows, into, new_rows
from petitiondesk.data.petition_rows import PARTS, changed_columns, part_rows_of
from petitiondesk.data.search import SearchIndex
from petitiondesk.data.tables import LetterRow, PetitionerRow, PetitionRow, RoutingRow
from petitiondesk.data.void import in_force
from petitiondesk.domain.clocks import Clock
from petitiondesk.domain.errors import NotFound
from petitiondesk.domain.messages import Message
from petitiondesk.domain.petition import Petition, Petitioner
from petitiondesk.domain.record import Record
from petitiondesk.domain.validation import normal_digits, normal_name

_INDEXED = frozenset(
    {"number", "received_on", "external_no", "query_code", "sender_ref", "summary", "content", "place",
     "complained_of", "notes", "draft", "reply", "reply_number", "archive_ref", "claims",
     "petitioners"}
)  # fmt: skip
"""Fields whose change renews the search index (`search.indexed`)."""


class Petitions:
    """The repository of petitions. Callers hold the transaction."""

    def __init__(self, database: Database, index: SearchIndex) -> None:
        self._db = database
        self._index = index

    def get(self, petition_id: int) -> Petition:
        """The petition with this id.

        Raises:
            NotFound: there is none.
        """
        found = stored_petitions.one(self._db, "id", petition_id)
        if found is None:
            raise NotFound(Message("登记簿里没有这一件。没有改动任何内容。"))
        return found

    def by_number(self, number: str) -> Petition:
        """The petition with this registration number.

        Raises:
            NotFound: there is none.
        """
        found = stored_petitions.one(self._db, "number", number)
        if found is None:
            raise NotFound(Message("登记簿里没有编号“{number}”。请核对编号。", number=number))
        return found

    def next_sequence(self, year: int) -> int:
        """The next number of a year: petitions are never deleted, so the highest plus one."""
        highest = self._db.scalar("SELECT max(sequence) FROM petitions WHERE year = ?", (year,))
        return int(highest or 0) + 1

    def next_archive_sequence(self, year: int, retention: str) -> int:
        """The next archive number of a year and retention."""
        highest = PetitionRow.select(fn.MAX(PetitionRow.archive_sequence)).where(
            (PetitionRow.archive_year == year) & (PetitionRow.retention == retention)
        )
        return (self._first(highest) or 0) + 1

    def archive_ref_taken(self, reference: str, petition_id: int) -> bool:
        """Whether another petition carries this archive reference."""
        taken = PetitionRow.select(PetitionRow.id).where(
            (PetitionRow.archive_ref == reference) & (PetitionRow.id != petition_id) & in_force()
        )
        return self._first(taken.limit(1)) is not None

    def repeats_of(self, petition_id: int) -> list[tuple[int, str]]:
        """Id and number of the petitions that are linked to this one as its repeats."""
        text = "SELECT id, number FROM petitions WHERE repeats_id = ? ORDER BY id"
        return self._db.read(text, (petition_id,))

    def merged_into(self, petition_id: int) -> list[tuple[int, str]]:
        """Id and number of the petitions that were merged into this one (并案)."""
        text = "SELECT id, number FROM petitions WHERE merged_into_id = ? ORDER BY id"
        return self._db.read(text, (petition_id,))

    def next_letter_sequence(self, kinds: Sequence[str], year: int) -> int:
        """The next document number in a year of kinds of letters that share their numbers."""
        # One look into the index for each: together they would be counted through.
        each = "SELECT max(sequence) AS top FROM letters WHERE kind = ? AND year = ?"
        text = f"SELECT max(top) FROM ({' UNION ALL '.join([each] * len(kinds))})"  # noqa: S608 - our own names
        return (self._db.scalar(text, [value for kind in kinds for value in (kind, year)]) or 0) + 1

    def letter_number_taken(self, number: str) -> bool:
        """Whether a letter went out under this document number."""
        taken = LetterRow.select(LetterRow.petition_id).where(LetterRow.number == number)
        return self._first(taken.limit(1)) is not None

    def numbers_of(self, ids: Sequence[int]) -> dict[int, tuple[str, bool]]:
        """Registration number, and whether the case is sealed, by id."""
        query = PetitionRow.select(PetitionRow.id, PetitionRow.number, PetitionRow.sealed)
        rows = self._db.run(query.where(PetitionRow.id.in_(ids)).tuples())
        return {row[0]: (row[1], bool(row[2])) for row in rows}

    def numbers_like(self, text: str, limit: int) -> list[tuple[int, str]]:
        """Id and number of the newest petitions whose number holds ``text``.

        Digits at its end are the running number or how it begins, which its index finds; where that
        leads to none, every number is looked at, though no petition.
        """
        typed = re.search(r"\d{1,9}$", text.rstrip("号"))
        found: list[tuple[int, str]] = []
        year = 9999 if typed else 0
        while typed and len(found) < limit:
            newest = "SELECT max(year) FROM petitions WHERE year < ? AND year > 0"
            year = self._db.scalar(newest, (year,))
            if year is None:
                break
            found += self._with_sequence(year, int(typed.group()), text, limit)
        if found:
            return found[:limit]
        query = """SELECT id, number FROM petitions INDEXED BY petitionrow_number
            WHERE instr(number, ?) AND state <> 'void' ORDER BY id DESC LIMIT ?"""
        return [(row[0], row[1]) for row in self._db.read(query, (text, limit))]

    def _with_sequence(
        self, year: int, beginning: int, text: str, limit: int
    ) -> list[tuple[int, str]]:
        """Numbers of a year that hold ``text`` and whose running number begins so, newest first."""
        found: list[tuple[int, int, str]] = []
        for tens in (10**n for n in range(7)):
            query = """SELECT sequence, id, number FROM petitions
                WHERE year = ? AND sequence >= ? AND sequence < ? AND instr(number, ?)
                AND state <> 'void' ORDER BY sequence DESC LIMIT ?"""
            bounds = (beginning * tens, (beginning + 1) * tens)
            found += self._db.read(query, (year, *bounds, text, limit))
        return [(row[1], row[2]) for row in sorted(found, reverse=True)[:limit]]

    def with_petitioner(self, person: Petitioner) -> dict[str, list[int]]:
        """Newest petitions with the same ID, phone or name: column compared → petition ids."""
        wanted = {
            "match_id": normal_digits(person.id_number),
            "match_phone": normal_digits(person.phone),
            "match_name": normal_name(person.name).replace("·", ""),
        }
        found: dict[str, list[int]] = {}
        for column, value in wanted.items():
            if len(value) < 2:
                continue
            query = (
                PetitionerRow.select(PetitionerRow.petition_id)
                .where(
                    (getattr(PetitionerRow, column) == value) & in_force(PetitionerRow.petition_id)
                )
                .order_by(PetitionerRow.petition_id.desc())
                .limit(20)
            )
            found[column] = [row[0] for row in self._db.run(query.tuples())]
        return found

    def next_id(self) -> int:
        """The id the next new petition gets."""
        return int(self._db.scalar("SELECT max(id) FROM petitions") or 0) + 1

    def without_section_date(self) -> list[int]:
        """Petitions that a section holds without a date of its own, ascending."""
        query = (
            RoutingRow.select(RoutingRow.petition_id)
            .where(
                RoutingRow.due_on.is_null()
                & ~RoutingRow.routed_on.is_null()
                & RoutingRow.returned_on.is_null()
                & in_force(RoutingRow.petition_id)
            )
            .distinct()
            .order_by(RoutingRow.petition_id)
        )
        return [row[0] for row in self._db.run(query.tuples())]

    def ids(self) -> list[int]:
        """Every petition's id, ascending."""
        query = PetitionRow.select(PetitionRow.id).order_by(PetitionRow.id)
        return [row[0] for row in self._db.run(query.tuples())]

    def count(self) -> int:
        """How many petitions there are, void ones included."""
        return int(self._first(PetitionRow.select(fn.COUNT(PetitionRow.id))))

    def count_in_force(self) -> int:
        """How many petitions there are that are not void."""
        return int(self._first(PetitionRow.select(fn.COUNT(PetitionRow.id)).where(in_force())))

    def add_many(
        self, timed: Sequence[tuple[Petition, Sequence[Clock]]], beat: Beat = no_beat
    ) -> None:
        """Write new petitions, each with its limits, and index them."""
        self.insert(new_rows(timed, beat), beat)

    def insert(self, made: NewRows, beat: Beat = no_beat) -> None:
        """Write the rows of new petitions, and index them."""
        for text, rows in made.inserts:
            self._db.sql_many(text, rows, beat)
        self._index.add(made.unindexed, beat)

    def save(
        self, before: Petition, after: Petition, clocks: Sequence[Clock] | None = None
    ) -> None:
        """Write what differs between two states of one petition; ``clocks`` if its limits changed."""
        changed = changed_columns(before, after)
        if clocks is not None:
            changed["next_due_on"], changed["next_code"] = next_columns(clocks)
        if changed:
            columns = ", ".join(f'"{name}" = ?' for name in changed)
            self._db.sql(
                f"UPDATE petitions SET {columns} WHERE id = ?",  # noqa: S608 - our own names
                (*changed.values(), after.id),
            )
        for part, table in PARTS.items():
            if getattr(before, part) != getattr(after, part):
                self._save_part(table, part_rows_of(before, part), part_rows_of(after, part))
        if any(getattr(before, name) != getattr(after, name) for name in _INDEXED):
            self._index.put(after, before=before)

    def _save_part(self, table: Any, old: Sequence[Record], new: Sequence[Record]) -> None:
        """Write the rows of one list that differ; the list keeps its order by ``position``."""
        was = {row["position"]: row for row in old}
        now = {row["position"]: row for row in new}
        gone = [row for place, row in was.items() if now.get(place) != row]
        fresh = [row for place, row in now.items() if was.get(place) != row]
        name = table._meta.table_name
        self._db.sql_many(
            f"DELETE FROM {name} WHERE petition_id = ? AND position = ?",  # noqa: S608 - our own names
            [(row["petition_id"], row["position"]) for row in gone],
        )
        if fresh:
            self._db.sql_many(*into(table, fresh))

    def make_void(self, petitions: Sequence[Petition]) -> None:
        """Write petitions that have become void: state, number and due date; none is found again."""
        self._db.sql_many(
            "UPDATE petitions SET state = ?, number = ?, year = ?, sequence = ?, due_on = NULL "
            "WHERE id = ?",
            [(p.state.value, p.number, p.year, p.sequence, p.id) for p in petitions],
        )
        self._index.drop(petitions)

    def gaps(self) -> list[tuple[int, int]]:
        """Years whose numbers do not run from 1 without a gap, and how many are missing.

        Void petitions that gave their numbers back stand in year 0.
        """
        query = (
            PetitionRow.select(
                PetitionRow.year, fn.MAX(PetitionRow.sequence), fn.COUNT(PetitionRow.id)
            )
            .where(PetitionRow.year > 0)
            .group_by(PetitionRow.year)
        )
        years = self._db.run(query.tuples())
        return [(year, last - count) for year, last, count in years if last != count]

    def all(self) -> Iterator[Petition]:
        """Every petition by id, a thousand at a time."""
        last = 0
        while some := stored_petitions.after(self._db, last, 1000):
            yield from some
            last = some[-1].id

    def many(self, ids: Sequence[int]) -> list[Petition]:
        """The petitions with these ids, in that order; unknown ids are left out."""
        return stored_petitions.by_ids(self._db, ids)

    def _first(self, query: Any) -> Any:
        for row in self._db.run(query.tuples()):
            return row[0]
        return None
