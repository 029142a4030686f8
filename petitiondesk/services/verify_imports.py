"""Comparing the imports of old ledgers with what the record says: petition by petition, then in sum."""

from array import array
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from petitiondesk.data.imports import PastImport
from petitiondesk.data.registry import Registry
from petitiondesk.domain import history
from petitiondesk.domain.messages import Message
from petitiondesk.domain.record import Event

_AN_IMPORT = timedelta(hours=6)
"""The longest that one import takes, from its first entry to its last."""

_BITS = 22
_MASK = (1 << _BITS) - 1
_MOST = 1 << 40
"""A row's petition and import are held as one number: so many petitions, and 2²² imports."""


class ImportCheck:
    """Takes in the petitions in the order of their ids; `faults` then says what does not fit.

    Of each row of ``imported_rows`` eight bytes are held, of a petition nothing.
    """

    def __init__(self, registry: Registry) -> None:
        self._said: list[Message] = []
        self._held: Counter[int] = Counter()
        self._fitting: Counter[int] = Counter()
        self._gone: Counter[int] = Counter()
        self._past: list[PastImport] = []
        self._rows = array("q")
        self._at = 0
        try:
            self._past = registry.imports.all()
        except ValueError:
            self._said.append(Message("导入记录读不出来：内容不合规。"))
        else:
            self._rows = self._references(registry)
        self._of_file: dict[str, list[PastImport]] = {}
        for past in self._past:
            self._of_file.setdefault(past.file, []).append(past)

    def take(self, petition_id: int, events: Sequence[Event]) -> None:
        """The next petition, with its events."""
        came = next(((e.note, e.at) for e in reversed(events) if e.kind == history.IMPORT), None)
        went = next((e.at for e in reversed(events) if e.kind == history.UNDO_IMPORT), None)
        self._skip_to(petition_id)
        rows: set[int] = set()
        while self._at < len(self._rows) and self._rows[self._at] >> _BITS == petition_id:
            rows.add(self._rows[self._at] & _MASK)
            if came is None:
                self._said.append(_not_imported(petition_id))
            self._at += 1
        self._held.update(rows)
        for past in self._possible(came):
            if past.undone_at is None and went is None and past.id in rows:
                self._fitting[past.id] += 1
            elif past.undone_at is not None and went is not None and _within(past.undone_at, went):
                self._gone[past.id] += 1

    def faults(self) -> Iterator[Message]:
        """What was found, once all petitions were taken in."""
        self._skip_to(_MOST)
        self._said += [
            Message("“{file}”的导入记录与经过不一致。", file=past.file)
            for past in self._past
            if not self._fits(past)
        ]
        return iter(self._said)

    def _fits(self, past: PastImport) -> bool:
        held = self._held[past.id]
        if past.undone_at is None:
            return held == past.petitions == self._fitting[past.id]
        return not held and self._gone[past.id] >= past.petitions

    def _possible(self, came: tuple[str, datetime] | None) -> Iterator[PastImport]:
        """The imports that a petition's note and time may mean: the note begins with the file's name."""
        if came is None:
            return
        note, at = came
        end = note.find("，")
        while end >= 0:
            for past in self._of_file.get(note[:end], ()):
                if _within(past.at, at):
                    yield past
            end = note.find("，", end + 1)

    def _skip_to(self, petition_id: int) -> None:
        """Name the rows of petitions that the record does not have."""
        while self._at < len(self._rows) and self._rows[self._at] >> _BITS < petition_id:
            row = self._rows[self._at]
            self._said.append(_not_imported(row >> _BITS))
            self._held[row & _MASK] += 1
            self._at += 1

    def _references(self, registry: Registry) -> "array[int]":
        """Every row's petition and import, by petition; those that can be no number are named."""
        found = array("q")
        known = {0, *(past.id for past in self._past)}  # 0: from before imports had their own rows
        for petition_id, import_id in registry.imports.references():
            if import_id not in known:
                self._said.append(Message("导入记录指向第 {id} 次导入，没有这一次。", id=import_id))
            if not 0 <= petition_id < _MOST:
                self._said.append(_not_imported(petition_id))
                self._held[import_id] += 1
            elif 0 <= import_id <= _MASK:
                found.append(petition_id << _BITS | import_id)
        return array("q", sorted(found))


def _not_imported(petition_id: int) -> Message:
    return Message("导入记录指向第 {id} 件，它不是导入的。", id=petition_id)


def _within(began: datetime, at: datetime) -> bool:
    try:
        return -_AN_IMPORT < at - began < _AN_IMPORT
    except TypeError:  # one of them lost its offset
        return False
