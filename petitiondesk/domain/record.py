"""Petitions and events as plain JSON: the form they are kept, hashed and compared in.

A petition's record holds only the fields that differ from an empty petition, so that a field added
in a later version does not change the records written before it. Dates are ISO 8601
(``2026-03-02``), terms their stored names, tuples lists, petitioners and the like objects.
"""

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, fields, is_dataclass
from datetime import date, datetime
from functools import cache
from types import UnionType
from typing import Any, TypeVar, cast, get_args, get_origin, get_type_hints

from petitiondesk.domain.petition import Petition
from petitiondesk.domain.terms import Term

_T = TypeVar("_T")

Record = dict[str, Any]
"""Field name → JSON value, without the fields that are empty."""

Changes = dict[str, list[Any]]
"""Field name → [value before, value after], both as JSON; None for an empty value."""

GENESIS = "0" * 64
"""The previous hash of the first event."""


@dataclass(frozen=True)
class Event:
    """One entry of the record (经过): a step, a correction, or another act worth keeping.

    ``seq`` counts from 1 over the whole registry; ``at`` is local time with its offset, ISO 8601 to
    the second; ``on`` the day the step was taken; ``hash`` is
    SHA-256(previous hash + canonical JSON of everything else), 64 hex digits.
    """

    seq: int
    petition_id: int | None
    kind: str
    at: datetime
    on: date
    actor: str
    changes: Changes
    note: str = ""
    refers_to: int | None = None
    hash: str = ""

    def canonical(self) -> bytes:
        """The bytes that are hashed."""
        body = {
            "seq": self.seq,
            "petition": self.petition_id,
            "kind": self.kind,
            "at": self.at.isoformat(timespec="seconds"),
            "on": self.on.isoformat(),
            "actor": self.actor,
            "changes": self.changes,
            "note": self.note,
            "refers_to": self.refers_to,
        }
        return canonical_json(body).encode("utf-8", "surrogatepass")

    def chained(self, previous: str) -> str:
        """The hash this event must carry after ``previous``."""
        return hashlib.sha256(previous.encode("ascii") + self.canonical()).hexdigest()


def canonical_json(value: object) -> str:
    """One spelling for one value: sorted keys, no blanks, text as it is."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def to_record(petition: Petition) -> Record:
    """The petition as JSON, empty fields left out."""
    return _encode_fields(petition)


def from_record(record: Mapping[str, Any]) -> Petition:
    """The petition that `to_record` wrote."""
    return cast("Petition", _decode_fields(Petition, record))


def encode(value: object) -> Record:
    """A frozen dataclass of the domain as JSON, fields that have their default left out."""
    return _encode_fields(value)


def decode(cls: type[_T], record: Mapping[str, Any]) -> _T:
    """The value that `encode` wrote."""
    return cast("_T", _decode_fields(cls, record))


def difference(before: Record, after: Record) -> Changes:
    """What changed between two records."""
    names = sorted(before.keys() | after.keys())
    return {
        name: [before.get(name), after.get(name)]
        for name in names
        if before.get(name) != after.get(name)
    }


def fold(record: Record, changes: Changes) -> Record:
    """The record after ``changes``; `difference` undone the other way round."""
    folded = dict(record)
    for name, (_, after) in changes.items():
        if after is None:
            folded.pop(name, None)
        else:
            folded[name] = after
    return folded


def inverse(changes: Changes) -> Changes:
    """The changes that take ``changes`` back."""
    return {name: [after, before] for name, (before, after) in changes.items()}


def scalars(value: object) -> Record:
    """Every single-valued field as JSON, empty ones included: the columns of a row."""
    out: Record = {}
    for name, (default, (encode_one, _)) in _codecs_of(value).items():
        if default != ():
            item = getattr(value, name)
            out[name] = None if item is None else encode_one(item)
    return out


# --- values <-> JSON ---------------------------------------------------------------------------

_Codec = tuple[Callable[[Any], Any], Callable[[Any], Any]]


def _same(value: Any) -> Any:
    return value


def _codec(hint: Any) -> _Codec:
    """How a field's type is written and read."""
    if isinstance(hint, UnionType):
        hint = next(part for part in get_args(hint) if part is not type(None))
    if get_origin(hint) is tuple:
        encode_one, decode_one = _codec(get_args(hint)[0])
        return (
            lambda values: [encode_one(v) for v in values],
            lambda values: tuple(decode_one(v) for v in values),
        )
    if is_dataclass(hint) and isinstance(hint, type):
        part = hint
        return _encode_fields, lambda record: _decode_fields(part, record)
    if hint is date:
        return date.isoformat, date.fromisoformat
    if isinstance(hint, type) and issubclass(hint, Term):
        return (lambda value: value.value), hint
    return _same, _same


@cache
def _codecs(cls: Any) -> dict[str, tuple[Any, _Codec]]:
    """Field name → its default and its codec."""
    hints = get_type_hints(cls)
    return {f.name: (f.default, _codec(hints[f.name])) for f in fields(cls)}


def _codecs_of(value: object) -> dict[str, tuple[Any, _Codec]]:
    kind: Any = type(value)
    return _codecs(kind)


def _encode_fields(value: object) -> Record:
    out: Record = {}
    for name, (default, (encode_one, _)) in _codecs_of(value).items():
        item = getattr(value, name)
        if item is None or item == default:
            continue
        out[name] = encode_one(item)
    return out


def _decode_fields(cls: type, record: Mapping[str, Any]) -> object:
    codecs = _codecs(cls)
    values = {name: codecs[name][1][1](item) for name, item in record.items()}
    for name, (default, _) in codecs.items():
        if default is MISSING:
            values.setdefault(name)
    return cls(**values)
