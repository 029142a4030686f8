"""A desk: one open registry with every use case on it. The composition root builds it."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from petitiondesk.data import opening as registry_files
from petitiondesk.data.folder import tries_of
from petitiondesk.data.registry import Registry
from petitiondesk.data.tries import RECOVERY
from petitiondesk.domain import history
from petitiondesk.domain.calendar import Calendar
from petitiondesk.domain.errors import DamagedRegistry, TooSoon, WrongPassword, refused
from petitiondesk.domain.messages import Message
from petitiondesk.domain.office import Office, Person, Section
from petitiondesk.domain.rights import Right
from petitiondesk.infra.calendars import shipped_calendar
from petitiondesk.infra.passwords import check_new_password
from petitiondesk.services.cleaning import clean_office, clean_text
from petitiondesk.services.context import Context, Now, Progress, no_progress
from petitiondesk.services.services import Services


class Desk(Services):
    """One open registry with every use case on it."""

    @property
    def folder(self) -> Path:
        """The registry's folder."""
        return self.context.registry.folder

    def offer_synthetic_sections(self) -> None:
        """Add the sections the synthetic petitions are routed to, where the office lacks them."""
        from petitiondesk.services import synthetic

        office = self.office.office()
        have = {section.name for section in office.sections}
        new = [s for s in synthetic.sections() if s.name not in have]
        if not new:
            return
        sections = tuple(Section(s.name) for s in new)
        staff = tuple(Person(name, section=s.name) for s in new for name in s.handlers)
        self.office.save(
            replace(office, sections=office.sections + sections, staff=office.staff + staff)
        )

    def release(self) -> None:
        """Close the calling thread's connections."""
        self.context.registry.release()

    def never_wait(self) -> None:
        """Refuse the calling thread at once what would wait until another of this program has written."""
        self.context.registry.never_wait()

    def close(self) -> None:
        """Close the registry."""
        self.context.registry.close()


def new_desk(
    folder: Path, office: Office, account: str, password: str, now: Now
) -> tuple[Desk, str]:
    """Make a registry for an office and open it; return the desk and the recovery key to show once.

    Raises:
        InvalidInput: the office or the password cannot stand.
        RegistryError, StorageError: the folder is taken or cannot be written.
    """
    clean_office(office).check()
    account = clean_text(account, one_line=True)
    if not account:
        raise refused("account", Message("请填写登记员姓名。"))
    check_new_password(password, (account, office.name))
    registry, recovery_key = registry_files.create(folder, account, password)
    desk = _desk(registry, now)
    desk.office.save(office)
    return desk, recovery_key


def open_desk(
    folder: Path,
    password: str,
    now: Now,
    account: str | None = None,
    *,
    read_only: bool = False,
) -> Desk:
    """Open a registry with an account's password; without a name, the one whose password it is.

    ``read_only`` opens what can be opened of a damaged one; nothing at all is written.

    Raises:
        DamagedRegistry: it is damaged; nothing was changed.
        RegistryError, StorageError, WrongPassword: see `data.registry.open_registry`.
        TooSoon: after too many wrong ones; kept across restarts.
        NotAllowed: the account was removed.
    """
    registry = _tried(
        folder, account or "", now,
        lambda: registry_files.open_registry(folder, password, account, read_only=read_only),
    )  # fmt: skip
    return _looked_into(registry, now) if read_only else _entered(registry, now)


def load_ahead() -> None:
    """Load what opening a registry and its first page need, while its password is typed."""
    import petitiondesk.services.accounts
    import petitiondesk.services.backup
    import petitiondesk.services.clocks
    import petitiondesk.services.condition
    import petitiondesk.services.ledger
    import petitiondesk.services.office
    import petitiondesk.services.petitions
    import petitiondesk.services.reception  # noqa: F401 - loaded is all they should be

    registry_files.load_ahead()
    shipped_calendar()


def open_laid_out(folder: Path, data_key: bytearray, account: str, now: Now) -> Desk:
    """Open a registry that was just laid out from a backup, whose key is known already.

    Raises:
        RegistryError, StorageError, NotAllowed: as `open_desk`.
    """
    return _entered(registry_files.open_with_key(folder, data_key, account), now)


def recover_desk(
    folder: Path, recovery_key: str, new_password: str, now: Now, account: str | None = None
) -> Desk:
    """Open a registry with its recovery key and give an account (the first) a new password.

    Raises:
        InvalidInput: the new password is weak.
        RegistryError, StorageError, WrongPassword, TooSoon: as `open_desk`.
    """
    check_new_password(new_password, (account or "",))
    registry = _tried(
        folder, RECOVERY, now,
        lambda: registry_files.recover(folder, recovery_key, new_password, account),
    )  # fmt: skip
    desk = _entered(registry, now)
    desk.accounts.recovered()
    return desk


def change_data_key(desk: Desk, progress: Progress = no_progress) -> Desk:
    """Encrypt the whole registry anew with a new data key; return the desk, opened with it.

    Passwords and recovery key stay. ``desk`` is closed; nothing else may use it meanwhile.

    Raises:
        NotAllowed, RegistryError, StorageError, Cancelled: nothing was changed, ``desk`` is open.
    """
    context = desk.context
    context.need(Right.ACCOUNTS)
    draft = context.event(history.KEY_CHANGE, None, {"data": [None, True]})
    return _desk(registry_files.with_new_key(context.registry, draft, progress), context.now)


def _tried(folder: Path, name: str, now: Now, opens: Callable[[], Registry]) -> Registry:
    """What ``opens`` gives, unless too many wrong passwords came shortly before.

    Raises:
        TooSoon, WrongPassword: with the seconds to wait.
    """
    tries = tries_of(folder)
    rest = tries.rest(name, now())
    if rest:
        raise TooSoon(rest)
    try:
        return opens()
    except WrongPassword as error:
        raise WrongPassword(error.message, tries.add(name, now())) from error


def _looked_into(registry: Registry, now: Now) -> Desk:
    """The desk of a damaged registry, for reading only."""
    desk = _desk(registry, now)
    try:
        with suppress(DamagedRegistry):  # the accounts themselves cannot be read
            desk.accounts.refuse_removed()
    except BaseException:
        desk.close()
        raise
    return desk


def _entered(registry: Registry, now: Now) -> Desk:
    """The desk of a registry that was opened by a password, with that in the record."""
    desk = _desk(registry, now)
    try:
        desk.accounts.enter()
        desk.accounts.tidy()
    except BaseException:
        desk.close()
        raise
    return desk


def _desk(registry: Registry, now: Now, calendar: Calendar | None = None) -> Desk:
    desk = Desk(Context(registry, now, calendar or shipped_calendar()))
    if not registry.read_only:
        desk.accounts.begin()
        desk.clocks.renew()
        desk.ledger.renew()
    return desk
