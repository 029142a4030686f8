"""A migration that is killed anywhere leaves the old registry whole; a copy of it is kept beside it."""

import json
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from petitiondesk.data import keys, wrapping
from petitiondesk.data.checks import parts
from petitiondesk.data.database import Database
from petitiondesk.data.migrations import KEPT
from petitiondesk.data.tables import SCHEMA
from petitiondesk.domain.errors import RegistryError, StorageError
from petitiondesk.services.desk import Desk, open_desk
from tests.data.make_stored import STORED
from tests.factory import ACCOUNT, PASSWORD, at, reopened

ROOT = Path(__file__).resolve().parents[2]

KILLED = """
import os, signal, sys
from pathlib import Path
from petitiondesk.data.database import Database
from petitiondesk.services.desk import Desk, open_desk
from tests.factory import PASSWORD, at

plain, left = Database.sql, [int(sys.argv[2])]

def sql(self, text, parameters=()):
    if self.in_transaction and not text.startswith(("SELECT", "PRAGMA user_version\\n")):
        left[0] -= 1
        if left[0] < 0:
            os.kill(os.getpid(), signal.SIGKILL)
    return plain(self, text, parameters)

Database.sql = sql
open_desk(Path(sys.argv[1]), PASSWORD, at()).close()
"""


def opened(folder: Path, name: str = "registry.db") -> Database:
    """The plain file, as no program has lifted it."""
    data_key, _ = keys.unlock(keys.read(folder / "keys.json"), ACCOUNT, PASSWORD)
    database = Database(folder / name, wrapping.derive(data_key, "registry"), read_only=True)
    database.open()
    return database


def look(folder: Path, name: str = "registry.db") -> tuple[int, object, int]:
    """Schema, parts and number of events of a file."""
    database = opened(folder, name)
    found = (
        int(database.scalar("PRAGMA user_version")),
        dict(parts(database)),
        int(database.scalar("SELECT count(*) FROM events")),
    )
    database.close()
    return found


@pytest.fixture
def old(tmp_path: Path) -> Path:
    folder = tmp_path / "旧登记.petition"
    shutil.copytree(STORED / "v1.petition", folder)
    return folder


@pytest.mark.parametrize("statement", [0, 1, 7, 30, 60])
def test_a_migration_killed_in_the_middle_leaves_the_old_schema_whole(
    old: Path, statement: int
) -> None:
    before = look(old)
    killed = subprocess.run(
        [sys.executable, "-c", KILLED, str(old), str(statement)],
        cwd=ROOT, check=False, capture_output=True, text=True,
        env={"PYTHONUTF8": "1", "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"},
    )  # fmt: skip
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    assert look(old) == before
    desk = open_desk(old, PASSWORD, at())
    assert desk.verify.verify().sound
    assert desk.context.registry.database.scalar("PRAGMA user_version") == SCHEMA
    desk.close()


def test_before_it_is_lifted_a_copy_of_the_registry_is_kept_that_holds_what_it_held(
    old: Path,
) -> None:
    before = look(old)
    open_desk(old, PASSWORD, at()).close()
    assert look(old, KEPT.format(version=1)) == before
    assert json.loads((old / "keys.json").read_text("utf-8"))
    kept = (old / KEPT.format(version=1)).read_bytes()
    open_desk(old, PASSWORD, at()).close()
    assert (old / KEPT.format(version=1)).read_bytes() == kept
    assert not list(old.glob("*.part"))


def test_a_registry_of_the_present_schema_gets_no_copy(desk: Desk) -> None:
    reopened(desk).close()
    assert not list(desk.folder.glob("registry-schema*"))


def test_without_room_for_the_copy_nothing_is_lifted(
    old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = look(old)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("petitiondesk.data.whole_file.replace_patiently", full)
    with pytest.raises(StorageError, match="读写磁盘时出错"):
        open_desk(old, PASSWORD, at())
    assert look(old) == before
    assert not list(old.glob("registry-schema*"))


def test_a_registry_of_an_older_program_is_not_lifted_by_looking_at_it(old: Path) -> None:
    before = {p.name: p.read_bytes() for p in old.iterdir()}
    with pytest.raises(RegistryError, match="只读方式不能升级"):
        open_desk(old, PASSWORD, at(), read_only=True)
    after = {p.name: p.read_bytes() for p in old.iterdir()}
    assert {n: b for n, b in after.items() if n in before} == before
