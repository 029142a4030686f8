"""What the checks share: the application, a working folder, a registry with one petition in it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from PySide6.QtWidgets import QApplication

from petitiondesk.demo import DEMO_PASSWORD
from petitiondesk.domain.messages import Message
from petitiondesk.domain.office import Office, Section
from petitiondesk.domain.petition import Petition
from petitiondesk.infra.clock import local_now
from petitiondesk.services.desk import Desk, new_desk, open_desk
from petitiondesk.tour_matter import letter

REGISTRY = "自检.petition"
PASSWORD = DEMO_PASSWORD  # the registry goes with the self-test and holds nothing but invented text


class Fault(Exception):
    """A check found something wrong; ``message`` says what."""

    def __init__(self, message: Message) -> None:
        super().__init__(str(message))
        self.message = message


def need(found: object, message: Message) -> None:
    """Go on only where ``found`` holds.

    Raises:
        Fault: it does not.
    """
    if not found:
        raise Fault(message)


class Room:
    """Given to every check. ``folder`` is the self-test's own; `close` closes the registry."""

    def __init__(self, app: QApplication, folder: Path) -> None:
        self.app = app
        self.folder = folder
        self._desk: Desk | None = None

    @cached_property
    def petition(self) -> Petition:
        """The petition that the registry is made with."""
        office = Office(name="自检用单位", short="检", sections=(Section("办公室"),))
        desk, _ = new_desk(self.registry, office, "自检", PASSWORD, local_now)
        try:
            return desk.petitions.register(letter(desk.ledger.today))
        finally:
            desk.close()

    @property
    def registry(self) -> Path:
        """The registry's folder."""
        return self.folder / REGISTRY

    @property
    def desk(self) -> Desk:
        """The registry with the petition, opened by its password."""
        if self._desk is None:
            assert self.petition.id
            self._desk = open_desk(self.registry, PASSWORD, local_now)
        return self._desk

    def close(self) -> None:
        """Close the registry where it is open."""
        if self._desk is not None:
            self._desk.close()
            self._desk = None


@dataclass(frozen=True)
class Check:
    """One line of the self-test: ``look`` says what it found, or raises `Fault`."""

    title: Message
    look: Callable[[Room], Message]
