"""Fixtures for every test: a fresh registry, and proof that nothing is left open in it."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from petitiondesk.data import wrapping
from petitiondesk.infra import i18n
from petitiondesk.services.desk import Desk, open_desk
from tests.commands import Commands
from tests.factory import PASSWORD, a_desk, at

os.environ.setdefault(
    "QT_QPA_PLATFORM", "offscreen"
)  # whoever has a screen need not see every test

# Some two thousand registries are opened by their password; what a password costs to guess is
# tested by the program itself, in a process of its own (`tests.test_cli`).
wrapping.COST = wrapping.Cost(memory_kib=64, passes=1, lanes=1)

settings.register_profile(
    "desk", deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
settings.load_profile("desk")


LONG = ("test_damage", "test_kills", "test_leaks", "test_half_migrations", "test_on_screen",
        "test_lifecycle_machine", "test_backup", "test_fill")  # fmt: skip
"""Modules with tests of many seconds: begun last, one would keep its processor when the others rest."""


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The long ones first, the others in the order they were shuffled into."""
    items.sort(key=lambda item: item.path.stem not in LONG)


@pytest.fixture(autouse=True)
def _in_chinese() -> Iterator[None]:
    """Every test starts in Chinese, the first language, and leaves no other behind."""
    i18n.use_language("zh_CN")
    yield
    i18n.use_language("zh_CN")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where a test's registry goes."""
    return tmp_path / "信访登记.petition"


@pytest.fixture(scope="session")
def empty_registry(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A registry of the test office, made once and copied: deriving its keys takes a while."""
    folder = tmp_path_factory.mktemp("empty") / "信访登记.petition"
    a_desk(folder).close()
    return folder


@pytest.fixture
def desk(folder: Path, empty_registry: Path) -> Iterator[Desk]:
    """An open registry of the test office; no transaction may be left open in it."""
    yield from opened(empty_registry, folder)


def opened(original: Path, folder: Path) -> Iterator[Desk]:
    """A copy of a registry, open; at the end nothing may be left half done."""
    shutil.copytree(original, folder)
    desk = open_desk(folder, PASSWORD, at())
    yield desk
    assert not desk.context.registry.database.in_transaction
    desk.close()


@pytest.fixture(scope="session")
def commands() -> Iterator[Commands]:
    """The program's commands, loaded once for all that are run."""
    with Commands() as running:
        yield running
