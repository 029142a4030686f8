"""Who may do what: accounts on one PC, their roles, and the right that each kind of event needs.

What is written goes into the record as an event, so a right is asked for where an event is made
(`services.context.Context.event`): nothing can be written without the right for it.

The roles are rules of this program. Whoever knows a password of the registry has its key and could
read the files with another program; ``docs/security.md`` says so.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from petitiondesk.domain import history
from petitiondesk.domain.errors import NotAllowed
from petitiondesk.domain.messages import N_, Message
from petitiondesk.domain.terms import Term


class Role(Term):
    """What an account (账户) is for."""

    ADMINISTRATOR = "administrator", N_("管理员")
    CLERK = "clerk", N_("登记员")
    READER = "reader", N_("查阅员")


class Right(Enum):
    """One right; the value says what it allows, as the end of “不能…”."""

    WORK = N_("登记和办理")
    EXPORT = N_("导出和打印")
    UNMASK = N_("查看遮盖的信息")
    SEALED = N_("打开密件")
    BACKUP = N_("备份到别处")
    SETTINGS = N_("更改单位设置")
    ACCOUNTS = N_("管理账户和密钥")


_OF_ROLE: Mapping[Role, frozenset[Right]] = {
    Role.ADMINISTRATOR: frozenset(Right) - {Right.SEALED},
    Role.CLERK: frozenset({Right.WORK, Right.EXPORT, Right.UNMASK, Right.BACKUP}),
    Role.READER: frozenset({Right.EXPORT}),
}

RIGHT_OF_KIND: Mapping[str, Right | None] = {
    history.EXPORT: Right.EXPORT,
    history.PRINT: Right.EXPORT,
    history.OFFICE: Right.SETTINGS,
    history.ACCOUNT: Right.ACCOUNTS,
    history.KEY_CHANGE: Right.ACCOUNTS,
    history.OPEN_SEALED: None,  # by what is opened: `services.petitions.PetitionService.reveal`
    history.PASSWORD: None,  # one's own
    history.RETIME: None,  # what the program reckons anew by itself
    history.LOG_IN: None,
    history.LOG_IN_FAILED: None,
    history.BACKUP: None,  # made by itself at exit, whoever works
    history.RESTORE: None,
    history.SALVAGE: None,
}
"""Kind of event → the right it needs; every other kind is work on petitions."""


@dataclass(frozen=True)
class Account:
    """One account: ``sealed`` is the right to open sealed cases, given to each by name."""

    name: str
    role: Role
    sealed: bool = False

    @property
    def rights(self) -> frozenset[Right]:
        """All that the account may do; who may open sealed cases may unmask the others too."""
        own = _OF_ROLE[self.role]
        return own | {Right.SEALED, Right.UNMASK} if self.sealed else own

    def need(self, right: Right) -> None:
        """Go on with the right.

        Raises:
            NotAllowed: the account does not have it.
        """
        if right not in self.rights:
            raise NotAllowed(
                Message(
                    "“{name}”是{role}，不能{what}。没有改动任何内容；需要时请管理员在设置的“账户”里调整。",
                    name=self.name,
                    role=self.role,
                    what=Message(right.value),
                )
            )


def right_of(kind: str) -> Right | None:
    """The right that an event of this kind needs; None where everybody may."""
    return RIGHT_OF_KIND.get(kind, Right.WORK)
