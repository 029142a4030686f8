"""Petitions and events as plain JSON: the form they are kept, hashed and compared in.

A petition's record holds only the fields that differ from an empty petition, so that a field added
in a later version does not change the records written before it. Dates are ISO 8601
(``2026-03-02``), terms their stored names, tuples lists, petitioners and the like objects.
"""

from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, fields, is_dataclass
from datetime import date, datetime
from functools import cache
from hashlib import sha256
from json.encoder import encode_basestring
from operator import attrgetter
from types import UnionType
from typing import Any, TypeVar, cast, get_args, get_origin, get_type_hints

from petitiondesk.domain.canonical import canonical_json
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

    @property
    def written(self) -> Record:
        """What it put where, without what it emptied."""
        return {name: after for name, (_, after) in self.changes.items() if after is not None}

    def stored(self) -> tuple[Any, ...]:
        """What is kept of it before its hash, in the order that `chained_hash` takes."""
        return (
            self.seq,
            self.petition_id,
            self.kind,
            self.at.isoformat(timespec="seconds"),
            self.on.isoformat(),
            self.actor,
            canonical_json(self.changes),
            self.note,
            self.refers_to,
        )

    def chained(self, previous: str) -> str:
        """The hash this event must carry after ``previous``."""
        return chained_hash(previous, *self.stored())


def chained_hash(
    previous: str,
    seq: int,
    petition: int | None,
    kind: str,
    at: str,
    on: str,
    actor: str,
    changes: str,
    note: str,
    refers_to: int | None,
) -> str:
    """SHA-256 of the previous hash and the event as canonical JSON, from what is kept of it.

    ``changes`` is canonical JSON already; another spelling of the same value has another hash.

    Raises:
        TypeError: a text is none.
    """
    body = (
        f'{{"actor":{_scalar(actor)},"at":{_scalar(at)},"changes":{changes},"kind":{_scalar(kind)},'
        f'"note":{_scalar(note)},"on":{_scalar(on)},"petition":{_scalar(petition)},'
        f'"refers_to":{_scalar(refers_to)},"seq":{seq}}}'
    )
    return sha256((previous + body).encode("utf-8", "surrogatepass")).hexdigest()


def _scalar(value: object) -> str:
    """A text, a number or nothing, as `canonical_json` writes it."""
    if isinstance(value, str):
        return encode_basestring(value)
    if value is None or isinstance(value, int):
        return "null" if value is None else str(value)
    raise TypeError(value)


def load_ahead() -> None:
    """Look through the types of a petition and its parts, before the first case waits for it."""
    _codecs(Petition)


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


def changes_between(before: Petition, after: Petition) -> Changes:
    """The `difference` of two petitions' records; only the fields that differ are written out."""
    old, new = vars(before), vars(after)
    changes: Changes = {}
    codecs = _codecs(Petition)
    for name in [name for name in codecs if old[name] is not new[name]]:
        (default, (encode_one, _)), was, now = codecs[name], old[name], new[name]
        if was == now:
            continue
        before_it = None if was is None or was == default else encode_one(was)
        after_it = None if now is None or now == default else encode_one(now)
        if before_it != after_it:
            changes[name] = [before_it, after_it]
    return dict(sorted(changes.items()))


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
    kind: Any = type(value)
    return {
        name: item
        if (item := getattr(value, name)) is None or encode_one is _same
        else encode_one(item)
        for name, encode_one in _single(kind)
    }


def changed_scalars(before: Petition, after: Petition) -> Record:
    """The `scalars` of ``after`` that ``before`` has otherwise."""
    old, new = vars(before), vars(after)
    return {
        name: None if new[name] is None else encode_one(new[name])
        for name, encode_one in _single(Petition)
        if old[name] is not new[name] and old[name] != new[name]
    }


@cache
def _single(cls: Any) -> tuple[tuple[str, Callable[[Any], Any]], ...]:
    """Name and encoder of each field that holds one value."""
    return tuple((name, one) for name, (default, (one, _)) in _codecs(cls).items() if default != ())


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
        _codecs(part)
        return _encode_fields, lambda record: _decode_fields(part, record)
    if hint is date:
        return date.isoformat, date.fromisoformat
    if isinstance(hint, type) and issubclass(hint, Term):
        return attrgetter("_value_"), hint
    return _same, _same


@cache
def _codecs(cls: Any) -> dict[str, tuple[Any, _Codec]]:
    """Field name → its default and its codec."""
    hints = get_type_hints(cls)
    return {f.name: (f.default, _codec(hints[f.name])) for f in fields(cls)}


def _encode_fields(value: object) -> Record:
    kind: Any = type(value)
    out: Record = {}
    for name, (default, (encode_one, _)) in _codecs(kind).items():
        item = getattr(value, name)
        if item is None or item is default or item == default:
            continue
        out[name] = encode_one(item)
    return out


@cache
def _blank(cls: Any) -> dict[str, Any] | None:
    """What each field holds where a record does not say it; None where the class makes that up."""
    if hasattr(cls, "__slots__") or hasattr(cls, "__post_init__"):
        return None
    defaults = {name: default for name, (default, _) in _codecs(cls).items()}
    return {name: None if value is MISSING else value for name, value in defaults.items()}


def _decode_fields(cls: Any, record: Mapping[str, Any]) -> object:
    codecs, blank = _codecs(cls), _blank(cls)
    values = {name: codecs[name][1][1](item) for name, item in record.items()}
    if blank is not None:  # past the constructor, which sets a hundred fields one by one
        made: object = object.__new__(cls)
        vars(made).update(blank, **values)
        return made
    for name, (default, _) in codecs.items():
        if default is MISSING:
            values.setdefault(name)
    return cast("object", cls(**values))
