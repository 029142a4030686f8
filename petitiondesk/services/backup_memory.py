"""What the desk remembers of its backups: where, the last good one, the last rehearsal, trouble.

Kept in the registry beside the record, as JSON under `KEY`::

    {"folder": "…", "last": {"at": "2026-03-02T09:14:00+08:00", "name": "…", "events": 12},
     "rehearsed": {"at": "…", "name": "…", "faults": 0, "missing": 0},
     "trouble": {"text": "…{folder}…", "params": {"folder": "…"}}}
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from petitiondesk.domain.backups import REHEARSED_FOR
from petitiondesk.domain.messages import Message

KEY = "backup"


@dataclass(frozen=True)
class Last:
    """The newest good backup: when, its file name, how many entries of the record it has."""

    at: datetime
    name: str
    events: int


@dataclass(frozen=True)
class Rehearsed:
    """The newest full rehearsal (演练): of which backup, faults found, files that were missing."""

    at: datetime
    name: str
    faults: int
    missing: int

    @property
    def sound(self) -> bool:
        """Whether everything came back."""
        return not self.faults and not self.missing

    @property
    def next_on(self) -> date:
        """The day of the next one."""
        return (self.at + timedelta(days=REHEARSED_FOR)).date()


@dataclass(frozen=True)
class Memory:
    """All of it; None where there is nothing yet."""

    folder: Path | None = None
    last: Last | None = None
    rehearsed: Rehearsed | None = None
    trouble: Message | None = None


def to_json(memory: Memory) -> dict[str, Any]:
    """The value that `from_json` reads."""
    body: dict[str, Any] = {}
    if memory.folder is not None:
        body["folder"] = str(memory.folder)
    if memory.last is not None:
        last = memory.last
        body["last"] = {"at": last.at.isoformat(), "name": last.name, "events": last.events}
    if memory.rehearsed is not None:
        done = memory.rehearsed
        body["rehearsed"] = {
            "at": done.at.isoformat(),
            "name": done.name,
            "faults": done.faults,
            "missing": done.missing,
        }
    if memory.trouble is not None:
        body["trouble"] = _message_to(memory.trouble)
    return body


def from_json(body: Any) -> Memory:
    """What was remembered; what cannot be read of it is forgotten."""
    if not isinstance(body, dict):
        return Memory()
    folder = body.get("folder")
    return Memory(
        folder=Path(folder) if isinstance(folder, str) else None,
        last=_read(body.get("last"), Last),
        rehearsed=_read(body.get("rehearsed"), Rehearsed),
        trouble=_message_from(body.get("trouble")),
    )


def _read(body: Any, kind: type[Any]) -> Any:
    try:
        return kind(**{**body, "at": datetime.fromisoformat(body["at"])})
    except (TypeError, KeyError, ValueError):
        return None


def _message_to(message: Message) -> dict[str, Any]:
    params = {name: _value_to(value) for name, value in message.params.items()}
    return {"text": message.text, "params": params}


def _value_to(value: object) -> Any:
    if isinstance(value, Message):
        return _message_to(value)
    return [_value_to(each) for each in value] if isinstance(value, tuple) else str(value)


def _message_from(body: Any) -> Message | None:
    if not isinstance(body, dict):
        return None
    params = {name: _value_from(value) for name, value in body.get("params", {}).items()}
    return Message(str(body.get("text", "")), **params)


def _value_from(value: Any) -> object:
    if isinstance(value, dict):
        return _message_from(value)
    return tuple(map(_value_from, value)) if isinstance(value, list) else value
