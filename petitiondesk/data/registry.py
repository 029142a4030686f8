"""A registry (登记簿): the folder with its two encrypted files and the wrapped key."""

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path

from petitiondesk.data import key_change, schema, wrapping
from petitiondesk.data import keys as key_file
from petitiondesk.data.accounts import Accounts
from petitiondesk.data.archive import Archive
from petitiondesk.data.attachments import AttachmentStore
from petitiondesk.data.checks import log_faults, quick_check
from petitiondesk.data.clocks import Clocks
from petitiondesk.data.database import Database
from petitiondesk.data.entered import Entered
from petitiondesk.data.events import Events
from petitiondesk.data.folder import ATTACHMENTS_DB, KEYS, REGISTRY_DB
from petitiondesk.data.forms import Forms
from petitiondesk.data.imports import Imports
from petitiondesk.data.ledger import Ledger
from petitiondesk.data.migrations import migrate, need_present_schema
from petitiondesk.data.petitions import Petitions
from petitiondesk.data.receptions import Receptions
from petitiondesk.data.returns import Returns
from petitiondesk.data.search import SearchIndex
from petitiondesk.data.settings import Settings
from petitiondesk.data.sheets import Sheets
from petitiondesk.domain.errors import RegistryError, StorageError, WrongPassword
from petitiondesk.domain.messages import Message
from petitiondesk.infra.lock import InstanceLock
from petitiondesk.infra.wiping import wipe

SUFFIX = ".petition"


class Registry:
    """An open registry and its repositories. Made by `data.opening`.

    ``identity`` (16 hex digits) tells one registry from another in files that go out and come back,
    ``seal_key`` proves that such a file was written by it; both are derived from the first data key
    and kept when that is changed, so that a backup has them too. ``data_key`` is for ``data`` alone;
    it is overwritten when the registry is closed. A ``read_only`` one is damaged: nothing is written.
    """

    def __init__(
        self,
        folder: Path,
        data_key: bytearray,
        account: str,
        lock: InstanceLock | None,
        *,
        read_only: bool = False,
    ) -> None:
        self.folder = folder
        self.read_only = read_only
        self.account = account
        self.data_key = data_key
        self._lock = lock
        self.database = self._database(REGISTRY_DB, "registry")
        self._attachments = self._database(ATTACHMENTS_DB, "attachments")
        self.faults: list[Message] = []
        """What was found wrong when the files were opened, in words."""
        self.identity = ""
        self.seal_key = b""
        self.accounts = Accounts(self.database)
        self.search = SearchIndex(self.database)
        self.petitions = Petitions(self.database, self.search)
        self.events = Events(self.database)
        self.ledger = Ledger(self.database)
        self.entered = Entered(self.database)
        self.settings = Settings(self.database)
        self.imports = Imports(self.database)
        self.archive = Archive(self.database)
        self.receptions = Receptions(self.database)
        self.sheets = Sheets(self.database)
        self.clocks = Clocks(self.database)
        self.returns = Returns(self.database)
        self.forms = Forms(self.database)
        self.attachments = AttachmentStore(self._attachments)

    def _database(self, name: str, purpose: str) -> Database:
        key = wrapping.derive(self.data_key, purpose)
        database = Database(self.folder / name, key, read_only=self.read_only)
        wipe(key)
        return database

    @contextlib.contextmanager
    def transaction(self, *, brief: bool = False) -> Iterator[None]:
        """One durable change of the registry, whole or not at all (`Database.transaction`)."""
        if self._lock is not None:
            self._lock.hold()
        with self.database.transaction(brief=brief):
            yield

    @contextlib.contextmanager
    def reading(self) -> Iterator[None]:
        """One consistent view of the registry."""
        with self.database.reading():
            yield

    def release(self) -> None:
        """Close the calling thread's connections, when its work in the background ends."""
        self.database.release()
        self._attachments.release()

    def never_wait(self) -> None:
        """Tell the calling thread at once when another of this program is writing (`Database`)."""
        self.database.never_wait()

    def close(self) -> None:
        """Close the files, overwrite the key, free the folder."""
        try:
            self.release()
        finally:
            wipe(self.data_key)
            self.database.forget()
            self._attachments.forget()
            if self._lock is not None:
                self._lock.free()

    def sibling(self, folder: Path) -> "Registry":
        """The registry of another folder that has the same data key: a backup that was unpacked.

        Its folder is not locked; the caller closes it.

        Raises:
            RegistryError, StorageError: as `open_registry`.
        """
        other = Registry(folder, bytearray(self.data_key), self.account, None)
        try:
            other.connect(fresh=False)
        except BaseException:
            other.close()
            raise
        return other

    # --- keys -----------------------------------------------------------------------------------

    def key_file(self) -> key_file.KeyFile:
        """The key file as it is now.

        Raises:
            RegistryError: it cannot be read.
        """
        return key_file.read(self.folder / KEYS)

    def set_password(self, account: str, password: str) -> None:
        """Let an account in with this password from now on.

        Raises:
            RegistryError, StorageError: the key file could not be read or written; it is as it was.
        """
        keys = key_file.with_account(self.key_file(), self.data_key, account, password)
        key_file.write(self.folder / KEYS, keys)

    def drop_password(self, account: str) -> None:
        """Let an account in no longer."""
        key_file.write(self.folder / KEYS, key_file.without_account(self.key_file(), account))

    def new_recovery_key(self) -> str:
        """Make another recovery key in place of the old one; it is kept nowhere."""
        keys, shown = key_file.with_recovery(self.key_file(), self.data_key)
        key_file.write(self.folder / KEYS, keys)
        return shown

    def unproven(self) -> tuple[str, ...]:
        """Accounts whose entry in the key file is damaged or not ours."""
        return key_file.unproven(self.key_file(), self.data_key)

    def is_password(self, account: str, password: str) -> bool:
        """Whether it is the account's password."""
        try:
            wipe(key_file.unlock(self.key_file(), account, password)[0])
        except WrongPassword:
            return False
        return True

    def hand_over(self) -> InstanceLock | None:
        """Close everything but the folder's lock, and give that to whoever opens it next."""
        lock, self._lock = self._lock, None
        self.close()
        return lock

    def look(self) -> None:
        """Open what can be opened, for reading; `faults` says what cannot.

        Raises:
            RegistryError: not even the office's settings can be read, or it is of another schema.
        """
        self.database.open()
        need_present_schema(self.database)
        self.settings.office()
        checks: tuple[Callable[[], object], ...] = (
            self._attachments.open,
            lambda: self.faults.extend(quick_check(self.database, self._attachments)),
            self._read_outward_keys,
        )
        for check in checks:
            try:
                check()
            except (RegistryError, StorageError) as error:
                if error.message not in self.faults:
                    self.faults.append(error.message)

    def connect(self, *, fresh: bool) -> None:
        """Open both files; make their tables when ``fresh``, lift an older schema otherwise."""
        self.database.open()
        self._attachments.open()
        if fresh:
            schema.create(self.database)
            schema.create_attachments(self._attachments)
        else:
            self.faults = log_faults(self.database)
            migrate(self.database, keep=self._lock is not None)
            self.faults += quick_check(self.database, self._attachments)
        self._read_outward_keys()

    def _read_outward_keys(self) -> None:
        kept = self.settings.remembered(key_change.KEPT)
        self.identity, seal_key = kept or key_change.outward_keys(self.data_key)
        self.seal_key = bytes.fromhex(seal_key)
