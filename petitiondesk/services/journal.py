"""Use cases of the registry's own record (操作记录): who came in, exported, printed, looked, changed.

Read only: like every event these can neither be changed nor removed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from petitiondesk.domain import history
from petitiondesk.domain.messages import N_, Message
from petitiondesk.domain.narrative import told
from petitiondesk.domain.rights import Right
from petitiondesk.domain.terms import Term
from petitiondesk.services.context import Context

PAGE = 200
"""Entries that are read at a time."""


class Concern(Term):
    """What an entry is about, to narrow the list."""

    DOOR = "door", N_("打开和密码")
    LEAVING = "leaving", N_("导出和打印")
    LOOKING = "looking", N_("查看遮盖的信息")
    ACCOUNTS = "accounts", N_("账户和密钥")
    KEEPING = "keeping", N_("备份、恢复和核验")
    OFFICE = "office", N_("设置、报表和接访")


_KINDS: Mapping[Concern, tuple[str, ...]] = {
    Concern.DOOR: (history.LOG_IN, history.LOG_IN_FAILED, history.PASSWORD),
    Concern.LEAVING: (history.EXPORT, history.PRINT),
    Concern.LOOKING: (history.OPEN_SEALED,),
    Concern.ACCOUNTS: (history.ACCOUNT, history.KEY_CHANGE),
    Concern.KEEPING: (history.BACKUP, history.RESTORE, history.SALVAGE),
    Concern.OFFICE: (
        history.OFFICE,
        history.RECEPTION,
        history.RETURN,
        history.SHEET,
        history.FORM,
    ),
}

_OF_CASES = (history.OPEN_SEALED, history.PRINT, history.EXPORT)
"""Kinds that are told here too where they belong to a petition: papers that left, and who looked."""


@dataclass(frozen=True)
class Entry:
    """One line: its number in the record, when, who, and what in a sentence."""

    seq: int
    at: datetime
    actor: str
    what: Message


class JournalService:
    """The registry's own record, newest first."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._registry = context.registry

    def entries(
        self, concern: Concern | None = None, actor: str = "", before: int | None = None
    ) -> list[Entry]:
        """The newest `PAGE` entries, older than number ``before``; fewer mean that these are the last.

        Who does not manage accounts sees her own, as reasons may tell of people; of a sealed case
        only those who may open it see more than what was done.
        """
        if not self._context.may(Right.ACCOUNTS):
            actor = self._registry.account
        kinds = _KINDS[concern] if concern is not None else ()
        with self._registry.reading():
            events = self._registry.events.journal(_OF_CASES, kinds, actor, before, PAGE)
            ids = {event.petition_id for event in events if event.petition_id is not None}
            numbers = self._registry.petitions.numbers_of(sorted(ids))
        may_all = self._context.may(Right.SEALED)
        entries = []
        for event in events:
            number, sealed = numbers.get(event.petition_id or 0, ("", False))
            what = told(event, number=number, shut=sealed and not may_all)
            entries.append(Entry(event.seq, event.at, event.actor, what))
        return entries

    def actors(self) -> list[str]:
        """Everybody whose entries can be seen, by name; also whose account was removed."""
        if not self._context.may(Right.ACCOUNTS):
            return [self._registry.account]
        with self._registry.reading():
            return self._registry.events.actors_of_office()

    def printed(self, what: str) -> None:
        """Note that something of the registry itself was printed.

        Raises:
            NotAllowed, StorageError: nothing may be printed then.
        """
        event = self._context.event(history.PRINT, None, {}, note=what)
        with self._registry.transaction():
            self._registry.events.append([event])
