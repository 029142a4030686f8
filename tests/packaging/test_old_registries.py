"""Registries of earlier programs in a program that is packed, and its own in an earlier one.

``PETITIONDESK_PROGRAM`` names the packed program (`make self-test PROGRAM=…`); without it, the one that
`make package` left in ``build``; without that, the source tree.
"""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from petitiondesk.data.folder import REGISTRY_DB
from petitiondesk.data.registry_format import SCHEMA
from petitiondesk.services.desk import open_desk
from petitiondesk.services.showing import shown
from tests.commands import ROOT, Done
from tests.data.make_stored import STORED
from tests.factory import ACCOUNT, PASSWORD, at

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]

BUILT = ROOT / "build" / "package" / "tree" / "petitiondesk" / "petitiondesk"
Program = Callable[..., Done]


@pytest.fixture
def program(tmp_path: Path) -> Program:
    """Runs a command of the program in a process of its own."""
    told = os.environ.get("PETITIONDESK_PROGRAM")
    named = Path(told).resolve() if told else BUILT if BUILT.is_file() else None
    command = [str(named)] if named else [sys.executable, "-m", "petitiondesk"]
    environment = {k: v for k, v in os.environ.items() if not k.startswith("PETITIONDESK_")}
    environment |= {"PETITIONDESK_PASSWORD": PASSWORD, "PETITIONDESK_ACCOUNT": ACCOUNT}
    if not named:
        environment["PYTHONPATH"] = str(ROOT)

    def run(*arguments: object) -> Done:
        return subprocess.run(
            [*command, *map(str, arguments)], cwd=tmp_path, env=environment, check=False,
            capture_output=True, text=True, encoding="utf-8", stdin=subprocess.DEVNULL,
        )  # fmt: skip

    return run


def done(finished: Done) -> str:
    assert (finished.returncode, finished.stderr) == (0, "")
    return finished.stdout


def stored(version: int, folder: Path) -> Path:
    """A copy of the registry that the program of a schema wrote."""
    copy = folder / f"旧登记-{version}.petition"
    shutil.copytree(STORED / f"v{version}.petition", copy)
    return copy


def sums(folder: Path) -> dict[str, str]:
    """What each file of a registry holds; the lock and the log of the moment apart."""
    return {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.iterdir())
        if path.suffix in {".db", ".json"}
    }


def of_a_newer_program(registry: Path) -> None:
    """Write into a registry what the next program would: that its form is the next one."""
    desk = open_desk(registry, PASSWORD, at(), ACCOUNT)
    desk.context.registry.database.sql(f"PRAGMA user_version = {SCHEMA + 1}")
    desk.close()


@pytest.mark.parametrize("version", range(1, SCHEMA + 1))
def test_an_old_registry_opens_with_every_petition_as_it_was(
    version: int, program: Program, tmp_path: Path
) -> None:
    registry, ours = stored(version, tmp_path), stored(version, tmp_path / "ours")
    before = json.loads((STORED / f"v{version}.json").read_text("utf-8"))
    petitions = len(before["petitions"])
    assert f"完好：{petitions} 件" in done(program("verify", registry))
    desk = open_desk(ours, PASSWORD, at())  # what this holds, tests/data/test_migrations.py proves
    for petition in before["petitions"]:
        number = petition["number"]
        told = done(program("show", registry, number, "--json", "--unmasked", "--reason", "核对"))
        assert json.loads(told) == shown(desk.petitions.case_by_number(number), masked=False)
        assert petition["summary"] in told
    desk.close()


@pytest.mark.parametrize("version", range(1, SCHEMA))
def test_the_copy_left_by_an_upgrade_can_be_put_back(
    version: int, program: Program, tmp_path: Path
) -> None:
    registry = stored(version, tmp_path)
    sound = done(program("verify", registry)).partition("指纹")[0]
    (registry / REGISTRY_DB).rename(registry / "registry-new.db")
    (registry / f"registry-schema{version}.db").rename(registry / REGISTRY_DB)
    assert done(program("verify", registry)).startswith(sound)
    assert (registry / f"registry-schema{version}.db").is_file(), "it was of the old form"


@pytest.mark.parametrize("command", ["verify", "show", "export", "backup"])
def test_a_registry_of_a_newer_program_is_refused_in_words_and_left_as_it_is(
    command: str, program: Program, tmp_path: Path
) -> None:
    registry = stored(SCHEMA, tmp_path)
    of_a_newer_program(registry)
    before = sums(registry)
    rest: dict[str, list[object]] = {
        "show": ["信〔2026〕1号"],
        "export": ["ledger", "--out", "台账.xlsx"],
        "backup": [tmp_path],
    }
    refused = program(command, registry, *rest.get(command, []))
    assert refused.returncode == 1
    assert "新版程序" in refused.stderr
    assert refused.stderr.count("\n") == 1
    assert sums(registry) == before


def test_after_an_upgrade_the_backup_from_before_leads_back(
    program: Program, tmp_path: Path
) -> None:
    registry = stored(SCHEMA, tmp_path)
    petitions = len(json.loads((STORED / f"v{SCHEMA}.json").read_text("utf-8"))["petitions"])
    stick = tmp_path / "优盘"
    stick.mkdir()
    done(program("backup", registry, stick))
    of_a_newer_program(registry)
    assert program("verify", registry).returncode == 1
    (backup,) = stick.glob("*.petitionbackup")
    done(program("restore", backup, tmp_path / "退回.petition"))
    assert f"完好：{petitions} 件" in done(program("verify", tmp_path / "退回.petition"))
