"""Use cases of accounts: who may open the registry, with which rights, by which password.

An account stands in the registry (name, role, rights; every change an event) and in ``keys.json``
(what its password opens). Where the two disagree after a power cut, the registry decides: an entry of
the key file without an account lets nobody in, and `tidy` removes it.
"""

from dataclasses import dataclass
from datetime import datetime

from petitiondesk.data.folder import tries_of
from petitiondesk.data.tries import RECOVERY, Wrong
from petitiondesk.domain import history
from petitiondesk.domain.errors import NotAllowed, WrongPassword, refused
from petitiondesk.domain.messages import Message
from petitiondesk.domain.record import Changes, difference, encode
from petitiondesk.domain.rights import Account, Right, Role
from petitiondesk.infra.passwords import check_new_password
from petitiondesk.services.cleaning import clean_text
from petitiondesk.services.context import Context


@dataclass(frozen=True)
class AccountLine:
    """An account as the settings show it; without ``opens`` its password must be set anew."""

    account: Account
    opens: bool


class AccountService:
    """Accounts, passwords and the recovery key of the open registry."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._registry = context.registry

    # --- reading --------------------------------------------------------------------------------

    @property
    def me(self) -> Account:
        """The account that works."""
        return self._context.actor

    def may(self, right: Right) -> bool:
        """Whether the account that works has the right."""
        return self._context.may(right)

    def all(self) -> list[AccountLine]:
        """Every account, by name.

        Raises:
            RegistryError: the key file cannot be read.
        """
        keys, strange = self._registry.key_file(), self._registry.unproven()
        with self._registry.reading():
            accounts = self._registry.accounts.all()
        return [
            AccountLine(a, opens=a.name in keys.accounts and a.name not in strange)
            for a in accounts
        ]

    # --- accounts -------------------------------------------------------------------------------

    def add(self, name: str, role: Role, password: str, *, sealed: bool = False) -> Account:
        """Add an account.

        Raises:
            InvalidInput: no name, a name that is taken, a weak password.
            NotAllowed: the account that works is no administrator.
        """
        self._context.need(Right.ACCOUNTS)
        name = clean_text(name, one_line=True)
        if not name:
            raise refused("name", Message("请填写姓名。"))
        self.check_password(password, name)
        with self._registry.transaction():
            if self._registry.accounts.get(name) is not None:
                raise refused("name", Message("已经有叫“{name}”的账户，请换一个名字。", name=name))
            account = Account(name, role, sealed)
            self._put(None, account)
            self._registry.set_password(name, password)
        return account

    def change(self, account: Account) -> Account:
        """Give an account another role or right.

        Raises:
            InvalidInput: it is the only administrator and would be none.
            NotFound, NotAllowed: there is no such account, or no right to change it.
        """
        self._context.need(Right.ACCOUNTS)
        with self._registry.transaction():
            before = self._account(account.name)
            if account.role is not Role.ADMINISTRATOR:
                self._keep_an_administrator(before)
            if account != before:
                self._put(before, account)
        return account

    def remove(self, name: str) -> None:
        """Let an account in no longer; what it did stays in the record under its name.

        Raises:
            InvalidInput: it is one's own, or the only administrator.
            NotFound, NotAllowed: there is no such account, or no right to remove it.
        """
        self._context.need(Right.ACCOUNTS)
        if name == self.me.name:
            raise refused("name", Message("不能移除正在使用的账户，请由另一位管理员来做。"))
        with self._registry.transaction():
            before = self._account(name)
            self._keep_an_administrator(before)
            self._log(history.ACCOUNT, {name: [encode(before), None]})
            self._registry.accounts.remove(name)
        self._registry.drop_password(name)

    # --- passwords ------------------------------------------------------------------------------

    def check_password(self, password: str, name: str) -> None:
        """Refuse a weak password for an account of this name.

        Raises:
            InvalidInput: with the reason.
        """
        known = (name, self._context.office().name, self._registry.folder.stem)
        check_new_password(password, known)

    def change_password(self, old: str, new: str) -> None:
        """Change one's own password.

        Raises:
            WrongPassword: the old one is another.
            InvalidInput: the new one is weak.
            StorageError: it could not be kept; the old one goes on.
        """
        name = self.me.name
        if not self._registry.is_password(name, old):
            raise WrongPassword(Message("原来的密码不对，密码没有改。请再输一次。"))
        self._set_password(name, new)

    def set_password(self, name: str, password: str) -> None:
        """Give an account another password, because it was forgotten.

        Raises:
            NotFound, NotAllowed, InvalidInput, StorageError: it keeps the one it has.
        """
        self._context.need(Right.ACCOUNTS)
        self._account(name)
        self._set_password(name, password)

    def new_recovery_key(self) -> str:
        """Make another recovery key in place of the old one; show it once, it is kept nowhere.

        Raises:
            NotAllowed, StorageError: the old one goes on.
        """
        with self._registry.transaction():
            self._log(history.KEY_CHANGE, {"recovery": [None, True]})
            return self._registry.new_recovery_key()

    # --- the door -------------------------------------------------------------------------------

    def begin(self) -> None:
        """Make whoever opens a registry without accounts its administrator: there was one only."""
        if self._registry.accounts.all():
            return
        with self._registry.transaction():
            self._put(None, self.me)

    def enter(self) -> None:
        """Note that the registry was opened, and the wrong passwords that came before.

        Raises:
            NotAllowed: the account was removed; the key file still had it.
        """
        self.refuse_removed()
        tries = tries_of(self._registry.folder)
        with self._registry.transaction():
            for name, wrong in tries.all().items():
                self._log_wrong(name, wrong)
            self._log(history.LOG_IN, {})
        tries.clear()

    def refuse_removed(self) -> None:
        """Go on unless the account was removed.

        Raises:
            NotAllowed: it was; the key file still had it.
        """
        me = self._registry.account
        if self._registry.accounts.get(me) is None and self._registry.accounts.all():
            raise NotAllowed(
                Message("账户“{name}”已经移除，不能打开。没有改动任何内容，请找管理员。", name=me)
            )

    def recovered(self) -> None:
        """Note that the account's password was set anew by the recovery key."""
        with self._registry.transaction():
            self._log(history.PASSWORD, {"recovery": [None, True]}, self.me.name)

    def tidy(self) -> None:
        """Remove entries of the key file whose account was removed, after a power cut."""
        known = {account.name for account in self._registry.accounts.all()}
        for name in self._registry.key_file().accounts:
            if name not in known:
                self._registry.drop_password(name)

    # --- parts ----------------------------------------------------------------------------------

    def _account(self, name: str) -> Account:
        account = self._registry.accounts.get(name)
        if account is None:
            raise refused("name", Message("没有叫“{name}”的账户。没有改动任何内容。", name=name))
        return account

    def _keep_an_administrator(self, account: Account) -> None:
        others = [
            a for a in self._registry.accounts.all()
            if a.role is Role.ADMINISTRATOR and a.name != account.name
        ]  # fmt: skip
        if account.role is Role.ADMINISTRATOR and not others:
            raise refused(
                "role",
                Message("“{name}”是唯一的管理员，请先给另一个账户管理员身份。", name=account.name),
            )

    def _set_password(self, name: str, password: str) -> None:
        self.check_password(password, name)
        with self._registry.transaction():
            self._log(history.PASSWORD, {}, name)
            self._registry.set_password(name, password)

    def _put(self, before: Account | None, account: Account) -> None:
        was = {account.name: encode(before)} if before else {}
        changes = difference(was, {account.name: encode(account)})
        self._log(history.ACCOUNT, changes, account.name)
        self._registry.accounts.put(account)

    def _log_wrong(self, name: str, wrong: Wrong) -> None:
        last = datetime.fromisoformat(wrong.last)
        changes: Changes = {"count": [None, wrong.wrong], "first": [None, wrong.first]}
        who = "恢复密钥" if name == RECOVERY else name
        event = self._context.event(history.LOG_IN_FAILED, None, changes, at=last, note=who)
        self._registry.events.append([event])

    def _log(self, kind: str, changes: Changes, note: str = "") -> None:
        event = self._context.event(kind, None, changes, note=note)
        self._registry.events.append([event])
