"""A registry of 300 synthetic petitions, for tests that only read."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from petitiondesk.domain.petition import Petition
from petitiondesk.services.desk import Desk
from tests.factory import TODAY, a_desk

MANY = 300


@dataclass(frozen=True)
class Filled:
    """The desk and, for plain computations, every petition in it by id."""

    desk: Desk
    petitions: tuple[Petition, ...]


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Filled]:
    """Three years of an office; tests read it and leave its petitions as they are."""
    desk = a_desk(tmp_path_factory.mktemp("filled") / "信访登记.petition")
    desk.offer_synthetic_sections()
    desk.filling.fill(MANY, 7, TODAY)
    yield Filled(desk, tuple(desk.context.registry.petitions.all()))
    assert not desk.context.registry.database.in_transaction
    desk.close()
