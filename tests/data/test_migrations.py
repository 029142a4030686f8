"""Registries of every schema open, verify, and hold what they held.

``stored/v<schema>.petition`` was written by the program of that schema (`make_stored`), with the
office and the password of `tests.factory`: account 登记员, password 马到成功 2026.
"""

import json
import re
import shutil
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from petitiondesk.data.clocks import clock_rows
from petitiondesk.data.database import Database
from petitiondesk.data.migrations import STEPS
from petitiondesk.data.schema import ATTACHMENTS_SCHEMA
from petitiondesk.data.tables import SCHEMA
from petitiondesk.domain.ledger import LedgerFilter, Order
from petitiondesk.domain.terms import State
from petitiondesk.services.desk import Desk, open_desk
from tests.conftest import opened
from tests.data.make_stored import STORED, facts
from tests.factory import PASSWORD, TODAY, a_petition, at, take

VERSIONS = range(1, SCHEMA + 1)


@pytest.fixture(params=VERSIONS, ids=lambda v: f"v{v}")
def version(request: pytest.FixtureRequest) -> int:
    return int(request.param)


@pytest.fixture(scope="session")
def lifted(tmp_path_factory: pytest.TempPathFactory) -> Callable[[int], Path]:
    """The stored registry of a schema after its first opening, which takes a while; to be copied."""

    @cache
    def lift(version: int) -> Path:
        folder = tmp_path_factory.mktemp("lifted") / f"v{version}.petition"
        shutil.copytree(STORED / folder.name, folder)
        open_desk(folder, PASSWORD, at()).close()
        return folder

    return lift


@pytest.fixture
def old(version: int, tmp_path: Path, lifted: Callable[[int], Path]) -> Iterator[Desk]:
    """A stored registry that was lifted to the present schema, open."""
    yield from opened(lifted(version), tmp_path / "旧登记.petition")


def expected(version: int) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((STORED / f"v{version}.json").read_text("utf-8"))
    return found


def schema(database: Database) -> dict[tuple[str, str], str]:
    """Every table, index and trigger with its SQL, blanks apart."""
    rows = database.sql("SELECT type, name, sql FROM sqlite_master").fetchall()
    return {(kind, name): re.sub(r"\s+", " ", sql or "") for kind, name, sql in rows}


def test_there_is_a_stored_registry_of_every_schema_and_a_step_from_each_to_the_next() -> None:
    stored = sorted(path.name for path in STORED.glob("*.petition"))
    assert stored == sorted(f"v{n}.petition" for n in VERSIONS)
    assert sorted(STEPS) == list(range(1, SCHEMA))


def test_an_old_registry_opens_verifies_and_holds_what_it_held(old: Desk, version: int) -> None:
    report = old.verify.verify()
    assert report.sound, [str(fault) for fault in report.faults]
    stored = expected(version)
    assert json.loads(json.dumps(facts(old, stored["events"]))) == stored


LATER_STATES = {
    2: {State.PAUSED, State.STATUTORY, State.OBJECTED, State.IN_REVIEW, State.REVIEWED,
        State.IN_REREVIEW, State.REREVIEWED, State.FINISHED, State.SENT_BACK, State.MERGED},
    3: {State.VOID},
}  # fmt: skip
"""Schema → the states that came with it."""


def test_an_old_registry_has_petitions_in_every_state_of_its_time(old: Desk, version: int) -> None:
    held = {p.state for p in old.context.registry.petitions.all()}
    later = [states for schema, states in LATER_STATES.items() if schema > version]
    assert held == set(State).difference(*later)


def test_the_limits_of_an_old_registry_are_reckoned_when_it_opens(old: Desk) -> None:
    registry = old.context.registry
    timing = old.context.timing()
    assert any(registry.clocks.rows([p.id]) for p in registry.petitions.all())
    for petition in registry.petitions.all():
        kept = registry.clocks.rows([petition.id]).get(petition.id, [])
        assert kept == clock_rows(petition.id, timing.clocks(petition))


def test_an_old_registry_has_the_schema_of_a_new_one(old: Desk, desk: Desk) -> None:
    ours, fresh = old.context.registry, desk.context.registry
    assert schema(ours.database) == schema(fresh.database)
    assert schema(ours.attachments._db) == schema(fresh.attachments._db)
    assert ours.database.scalar("PRAGMA user_version") == SCHEMA
    assert ours.attachments._db.scalar("PRAGMA user_version") == ATTACHMENTS_SCHEMA


def test_the_attachment_of_an_old_registry_can_be_taken_out(old: Desk, tmp_path: Path) -> None:
    (attachment,) = old.petitions.case(2).petition.attachments
    old.attachments.save(2, attachment, tmp_path / "取出.txt")
    assert (tmp_path / "取出.txt").read_text("utf-8") == "来信的扫描件。"


def test_work_goes_on_in_an_old_registry(old: Desk) -> None:
    count = old.context.registry.petitions.count_in_force()
    petition = old.petitions.register(a_petition(summary="新登记的一件"))
    assert petition.sequence == count + 1
    take(old, old.petitions.case(4).petition, "receive", "submit")
    assert old.ledger.ids(LedgerFilter(words="新登记"), Order()) == [petition.id]
    assert len(old.ledger.ids(LedgerFilter(words="㛃桥"), Order())) == count - 1
    assert old.verify.verify().sound


def test_the_stored_registry_was_not_touched_by_its_tests(version: int) -> None:
    names = {path.name for path in (STORED / f"v{version}.petition").iterdir()}
    assert names == {"registry.db", "attachments.db", "keys.json"}
    assert TODAY.isoformat() in json.dumps(expected(version))


def test_what_schema_3_brought_is_in_its_registry(tmp_path: Path) -> None:
    folder = tmp_path / "旧登记.petition"
    shutil.copytree(STORED / "v3.petition", folder)
    desk = open_desk(folder, PASSWORD, at())
    (row,) = desk.returns.submitted()
    kept = desk.returns.open(row)
    figures = {str(key): kept.value(key) for key in kept.figure_keys()}
    stored = json.loads((STORED / "v3.return.json").read_text("utf-8"))
    assert figures == stored
    assert [past.undone_at is not None for past in desk.imports.past.all()] == [True]
    assert [sheet.section for sheet in desk.context.registry.sheets.all()] == ["农田建设科"]
    assert [form.name for form in desk.forms.all()] == ["月报"]
    desk.close()
