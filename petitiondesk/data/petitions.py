"""Petitions as rows, and back."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from peewee import fn

from petitiondesk.data.database import Database
from petitiondesk.data.petition_rows import NAMES, PARTS, columns_of, dense, part_rows_of
from petitiondesk.data.search import SearchIndex
from petitiondesk.data.tables import LetterRow, PetitionerRow, PetitionRow, RoutingRow
from petitiondesk.data.void import in_force
from petitiondesk.domain.errors import NotFound
from petitiondesk.domain.messages import Message
from petitiondesk.domain.petition import Petition, Petitioner
from petitiondesk.domain.record import from_record
from petitiondesk.domain.validation import normal_digits, normal_name

_INDEXED = frozenset(
    {"number", "external_no", "query_code", "sender_ref", "summary", "content", "place",
     "complained_of", "notes", "draft", "reply", "reply_number", "archive_ref", "claims",
     "petitioners"}
)  # fmt: skip
"""Fields whose change renews the search index (`search.search_text`)."""


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
        row = self._db.run(PetitionRow.select().where(PetitionRow.id == petition_id).dicts())
        for values in row:
            return self._petition(values)
        raise NotFound(Message("登记簿里没有这一件。没有改动任何内容。"))

    def by_number(self, number: str) -> Petition:
        """The petition with this registration number.

        Raises:
            NotFound: there is none.
        """
        wanted = PetitionRow.select().where(PetitionRow.number == number).dicts()
        for values in self._db.run(wanted):
            return self._petition(values)
        raise NotFound(Message("登记簿里没有编号“{number}”。请核对编号。", number=number))

    def next_sequence(self, year: int) -> int:
        """The next number of a year: petitions are never deleted, so the highest plus one."""
        highest = PetitionRow.select(fn.MAX(PetitionRow.sequence)).where(PetitionRow.year == year)
        return (self._first(highest) or 0) + 1

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
        query = (
            PetitionRow.select(PetitionRow.id, PetitionRow.number)
            .where(PetitionRow.repeats_id == petition_id)
            .order_by(PetitionRow.id)
        )
        return list(self._db.run(query.tuples()))

    def merged_into(self, petition_id: int) -> list[tuple[int, str]]:
        """Id and number of the petitions that were merged into this one (并案)."""
        query = (
            PetitionRow.select(PetitionRow.id, PetitionRow.number)
            .where(PetitionRow.merged_into_id == petition_id)
            .order_by(PetitionRow.id)
        )
        return list(self._db.run(query.tuples()))

    def next_letter_sequence(self, kind: str, year: int) -> int:
        """The next document number of a kind of letter in a year."""
        highest = LetterRow.select(fn.MAX(LetterRow.sequence)).where(
            (LetterRow.kind == kind) & (LetterRow.year == year)
        )
        return (self._first(highest) or 0) + 1

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
        """Id and number of the newest petitions whose number holds ``text``."""
        query = (
            PetitionRow.select(PetitionRow.id, PetitionRow.number)
            .where(PetitionRow.number.contains(text) & in_force())
            .order_by(PetitionRow.id.desc())
            .limit(limit)
        )
        return list(self._db.run(query.tuples()))

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
        return (self._first(PetitionRow.select(fn.MAX(PetitionRow.id))) or 0) + 1

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

    def add(self, petition: Petition) -> None:
        """Write a new petition and index it."""
        self.add_many([petition])

    def add_many(self, petitions: Sequence[Petition]) -> None:
        """Write new petitions and index them."""
        self._insert(PetitionRow, [columns_of(p) for p in petitions])
        for part, table in PARTS.items():
            self._insert(table, [r for p in petitions for r in part_rows_of(p, part)])
        self._index.put_new(petitions)

    def save(self, before: Petition, after: Petition) -> None:
        """Write what differs between two states of one petition."""
        old, new = columns_of(before), columns_of(after)
        changed = {name: value for name, value in new.items() if old[name] != value}
        if changed:
            self._db.run(PetitionRow.update(changed).where(PetitionRow.id == after.id))
        for part, table in PARTS.items():
            if getattr(before, part) != getattr(after, part):
                self._db.run(table.delete().where(table.petition_id == after.id))
                self._insert(table, part_rows_of(after, part))
        if any(getattr(before, name) != getattr(after, name) for name in _INDEXED):
            self._index.put(after, new=False)

    def make_void(self, petitions: Sequence[Petition]) -> None:
        """Write petitions that have become void: state, number and due date; none is found again."""
        self._db.sql_many(
            "UPDATE petitions SET state = ?, number = ?, year = ?, sequence = ?, due_on = NULL "
            "WHERE id = ?",
            [(p.state.value, p.number, p.year, p.sequence, p.id) for p in petitions],
        )
        self._index.drop(p.id for p in petitions)

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
        while True:
            query = PetitionRow.select().where(PetitionRow.id > last).order_by(PetitionRow.id)
            rows = list(self._db.run(query.limit(1000).dicts()))
            if not rows:
                return
            yield from self._petitions(rows)
            last = rows[-1]["id"]

    def many(self, ids: Sequence[int]) -> list[Petition]:
        """The petitions with these ids, in that order; unknown ids are left out."""
        found: dict[int, Petition] = {}
        for start in range(0, len(ids), 500):
            rows = self._db.run(
                PetitionRow.select().where(PetitionRow.id.in_(ids[start : start + 500])).dicts()
            )
            found.update((p.id, p) for p in self._petitions(list(rows)))
        return [found[i] for i in ids if i in found]

    def _first(self, query: Any) -> Any:
        for row in self._db.run(query.tuples()):
            return row[0]
        return None

    def _insert(self, table: Any, rows: Sequence[Mapping[str, Any]]) -> None:
        if not rows:
            return
        names = list(rows[0])
        marks = ", ".join("?" for _ in names)
        columns = ", ".join(f'"{name}"' for name in names)
        text = f'INSERT INTO "{table._meta.table_name}" ({columns}) VALUES ({marks})'  # noqa: S608 - our own names
        self._db.sql_many(text, [tuple(row.values()) for row in rows])

    def _petition(self, values: dict[str, Any]) -> Petition:
        return next(iter(self._petitions([values])))

    def _petitions(self, rows: Sequence[dict[str, Any]]) -> Iterable[Petition]:
        if not rows:
            return []
        ids = [row["id"] for row in rows]
        records = {row["id"]: {k: v for k, v in row.items() if k in NAMES} for row in rows}
        for part, table in PARTS.items():
            query = (
                table.select()
                .where((table.petition_id >= min(ids)) & (table.petition_id <= max(ids)))
                .order_by(table.petition_id, table.position)
                .dicts()
                if len(ids) == ids[-1] - ids[0] + 1
                else table.select()
                .where(table.petition_id.in_(ids))
                .order_by(table.petition_id, table.position)
                .dicts()
            )
            for values in self._db.run(query):
                owner = values.pop("petition_id")
                values.pop("position")
                known = {k: v for k, v in values.items() if not k.startswith("match_")}
                records[owner].setdefault(part, []).append(known)
        return [from_record(dense(records[i])) for i in ids]
