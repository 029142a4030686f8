"""``tries.json``: wrong passwords since the last right one, so that waiting is kept across restarts.

    {"": {"wrong": 4, "first": "2026-03-02T09:14:00+08:00", "last": "2026-03-02T09:15:10+08:00"}}

By account ("recovery key" has a place of its own). The file lies in the registry's folder, since
nothing in the registry can be written before the password is right; whoever may write the folder
may remove it, so it slows a person at the keyboard, not somebody with a copy of the files: against
those stands the cost of each try (`wrapping.COST`).
"""

import json
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path

from petitiondesk.domain.waits import growing_delay

NAME = "tries.json"
RECOVERY = "\n"
"""Stands for the recovery key: no account has such a name."""


@dataclass(frozen=True)
class Wrong:
    """How often in a row, the first and the last time (ISO 8601 with offset)."""

    wrong: int
    first: str
    last: str


class Tries:
    """The wrong passwords of one registry folder."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / NAME

    def rest(self, account: str, now: datetime) -> int:
        """Seconds until the next try is allowed.

        A clock that was set back does not shorten the wait, nor prolong it beyond its length.
        """
        found = self._read().get(account)
        if found is None:
            return 0
        delay = growing_delay(found.wrong)
        ready = datetime.fromisoformat(found.last) + timedelta(seconds=delay)
        return min(delay, max(0, -int((now - ready) // timedelta(seconds=1))))

    def add(self, account: str, now: datetime) -> int:
        """Note a wrong one; return the seconds to wait after it."""
        every = self._read()
        at = now.isoformat(timespec="seconds")
        before = every.get(account)
        every[account] = Wrong(
            before.wrong + 1 if before else 1, before.first if before else at, at
        )
        self._write(every)
        return growing_delay(every[account].wrong)

    def all(self) -> dict[str, Wrong]:
        """What was noted, by account."""
        return self._read()

    def clear(self) -> None:
        """Forget them, once they are in the record."""
        with suppress(OSError):
            self._path.unlink(missing_ok=True)

    def _read(self) -> dict[str, Wrong]:
        """What the file says; nothing where it is missing or damaged."""
        try:
            body = json.loads(self._path.read_text("utf-8"))
            found = {str(name): Wrong(**entry) for name, entry in body.items()}
            for entry in found.values():
                if datetime.fromisoformat(entry.last).tzinfo is None or entry.wrong < 1:
                    return {}
        except (OSError, ValueError, TypeError, AttributeError):
            return {}
        return found

    def _write(self, every: dict[str, Wrong]) -> None:
        """A folder that cannot be written costs the delay, not the opening: that says so itself."""
        body = {name: asdict(entry) for name, entry in every.items()}
        with suppress(OSError):
            self._path.write_text(json.dumps(body, ensure_ascii=False), "utf-8")
