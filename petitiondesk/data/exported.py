"""What an exported ledger shows of each petition: those columns and its petitioners, nothing else.

A whole petition is read from thirteen tables; an export needs two of them.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from petitiondesk.data.database import Database
from petitiondesk.domain.petition import Petitioner
from petitiondesk.domain.terms import Channel, PetitionClass, State


class FullLine(NamedTuple):
    """One petition of an exported ledger, as it stands in the registry: nothing is masked."""

    id: int
    number: str
    received_on: date | None
    channel: Channel
    petition_class: PetitionClass
    anonymous: bool
    people_present: int
    summary: str
    topic: str
    place: str
    lead_section: str
    state: State
    due_on: date | None
    concluded_on: date | None
    external_no: str
    repeat: bool
    content: str
    reply: str
    replied_on: date | None
    archive_ref: str
    sealed: bool
    petitioners: tuple[Petitioner, ...] = ()


_COLUMNS = FullLine._fields[:-1]
_MARKED = """SELECT petition_id, name, id_number, phone, address, organisation FROM petitioners
    WHERE petition_id IN ({marks}) ORDER BY petition_id, position"""


def full_lines(database: Database, ids: Sequence[int]) -> list[FullLine]:
    """The lines of these petitions (some hundred), in that order; unknown ids are left out."""
    marks = ", ".join("?" * len(ids))
    text = f"SELECT {', '.join(_COLUMNS)} FROM petitions WHERE id IN ({marks})"  # noqa: S608 - our own names
    rows = {row[0]: row for row in database.read(text, ids)}
    people = _people(database, ids, marks)
    return [_line(rows[i], people.get(i, ())) for i in ids if i in rows]


def _people(
    database: Database, ids: Sequence[int], marks: str
) -> Mapping[int, tuple[Petitioner, ...]]:
    found: dict[int, tuple[Petitioner, ...]] = {}
    for petition_id, name, number, phone, address, organisation in database.read(
        _MARKED.format(marks=marks), ids
    ):
        person = Petitioner(
            name, id_number=number, phone=phone, address=address, organisation=bool(organisation)
        )
        found[petition_id] = (*found.get(petition_id, ()), person)
    return found


def _line(row: Sequence[Any], petitioners: tuple[Petitioner, ...]) -> FullLine:
    (
        petition_id, number, received, channel, petition_class, anonymous, people, summary, topic,
        place, section, state, due, concluded, external, repeat, content, reply, replied, archive,
        sealed,
    ) = row  # fmt: skip
    return FullLine(
        petition_id, number, _day(received), Channel(channel), PetitionClass(petition_class),
        bool(anonymous), people, summary, topic, place, section, State(state), _day(due),
        _day(concluded), external, bool(repeat), content, reply, _day(replied), archive,
        bool(sealed), petitioners,
    )  # fmt: skip


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
