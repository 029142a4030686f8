"""The state of the open registry, for the window: what must be said until it is mended."""

import time
from collections.abc import Callable
from datetime import date
from functools import partial

from petitiondesk.data.whole_file import full_check
from petitiondesk.domain.clock_set_back import set_back
from petitiondesk.domain.errors import DeskError
from petitiondesk.domain.messages import Message
from petitiondesk.services.context import Context, Progress, no_progress

_KEY = "checked_on"
_TIDY_SECONDS = 1.0
"""The clerk may wait for other work of the same thread."""
_TIDY_PAGES = 16
"""Pages of the search index merged in one transaction: some six milliseconds, which a step may wait."""
_LOOKED_BACK = 50
"""Entries: the newest one alone may be of the wrong clock itself, as each opening is an entry."""


class ConditionService:
    """Clock, reading only, the damage that the check at opening or the daily one found, the log."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._registry = context.registry
        self._found: tuple[Message, ...] = ()
        self._checked_on: date | None = None

    @property
    def read_only(self) -> bool:
        """Whether the registry is damaged and was opened for looking only."""
        return self._registry.read_only

    def notices(self) -> tuple[Message, ...]:
        """What must be said now, the gravest first; empty where all is well.

        Cheap: asked for after each step and each minute.
        """
        said: list[Message] = []
        if self.read_only:
            said.append(
                Message(
                    "登记簿已损坏，现在以只读方式打开：可以查看，不能登记和办理。"
                    "要继续工作，请从备份恢复，或者抢救到新登记簿。"
                )
            )
        said += self._registry.faults
        said += [message for message in self._found if message not in said]
        clock = self._clock()
        if clock is not None:
            said.append(clock)
        return tuple(said)

    def fold_due(self) -> bool:
        """Whether the window has written so much that the log is to be folded into the file."""
        return self._registry.database.log_is_long()

    def fold(self) -> None:
        """Do so, beside the window: thousands of pages written by it would be felt at the keyboard."""
        self._registry.database.fold()

    def tidy(
        self, check: Callable[[], None] = lambda: None, seconds: float = _TIDY_SECONDS
    ) -> None:
        """Merge what single steps left in the search index, beside the window, for ``seconds`` at most.

        ``check`` is called between two short transactions, and may raise to stop; the next call goes
        on.
        """
        until = time.monotonic() + seconds
        more = not self.read_only
        while more and time.monotonic() < until:
            check()
            with self._registry.transaction(brief=True):
                more = self._registry.search.tidy(_TIDY_PAGES)

    def check_due(self) -> bool:
        """Whether the daily check of every page has not run today."""
        if self.read_only or self._checked_on == self._context.today:
            return False
        with self._registry.reading():
            known = self._registry.settings.remembered(_KEY)
        return bool(known != self._context.today.isoformat())

    def check(self, progress: Progress = no_progress) -> tuple[Message, ...]:
        """Read every page of both files, once a day in the background; `notices` says what is found.

        ``progress`` is called every few milliseconds, so that it can be stopped at any time.

        Raises:
            Cancelled: from ``progress``; it is due again.
        """
        found: list[Message] = []
        places = len(full_check(self._registry.database, partial(progress, 0, 2)))
        if places:
            found.append(
                Message(
                    "登记簿文件里有 {n} 处读不出来。请不要继续登记，先从备份恢复，或者抢救到新登记簿。",
                    n=places,
                )
            )
        places = len(self._registry.attachments.full_check(partial(progress, 1, 2)))
        if places:
            found.append(
                Message(
                    "附件文件里有 {n} 处读不出来，有的附件可能打不开。请先从备份恢复，或者抢救到新登记簿。",
                    n=places,
                )
            )
        progress(2, 2)
        self._found = tuple(found)
        self._checked_on = self._context.today
        if not found:
            self._remember(self._checked_on)
        return self._found

    def _remember(self, day: date) -> None:
        with self._registry.transaction():
            self._registry.settings.remember(_KEY, day.isoformat())

    def _clock(self) -> Message | None:
        try:
            with self._registry.reading():
                latest = self._registry.events.latest_time(_LOOKED_BACK)
        except (DeskError, ValueError):
            return None  # damage is said already
        return set_back(self._context.now(), latest)
