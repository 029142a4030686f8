"""Power cuts: a process killed at any moment leaves every step whole or not at all."""

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from petitiondesk.services import restoring
from petitiondesk.services.desk import Desk, open_desk
from tests.data.make_stored import STORED, facts
from tests.factory import PASSWORD, a_desk, at

HANDFUL = 20
MANY = int(os.environ.get("PETITIONDESK_KILLS", "1000"))
ROUND = 40
"""Kills in one registry: it grows, and is looked at whole after each."""

WORK = ("work", "work", "import", "backup", "key")
"""What the clerk is at; every sixth kill falls into a migration."""

ROOT = Path(__file__).resolve().parents[2]


def test_a_handful_of_kills_leaves_every_step_whole_or_absent(tmp_path: Path) -> None:
    survive(tmp_path, HANDFUL, random.Random(os.urandom(8)))


@pytest.mark.slow
def test_many_kills_leave_every_step_whole_or_absent(tmp_path: Path) -> None:
    survive(tmp_path, MANY, random.Random(20260302))


def survive(place: Path, kills: int, chance: random.Random) -> None:
    """Kill a busy clerk again and again, and look at what is left."""
    inside = 0
    for n in range(kills):
        if n % 6 == 5:
            migration_is_cut(place / "旧登记.petition", chance)
            continue
        home = place / f"round{n // ROUND}"
        folder = home / "信访登记.petition"
        if not folder.exists():
            shutil.rmtree(place / f"round{n // ROUND - 1}", ignore_errors=True)
            home.mkdir()
            a_desk(folder).close()
        inside += work_is_cut(folder, chance)
    assert inside > kills // 10, "too few kills fell inside a step to prove anything"


def work_is_cut(folder: Path, chance: random.Random) -> bool:
    """Kill a clerk at work and check what is left; whether the kill fell into a piece of work."""
    what = chance.choice(WORK)
    begun, done = interrupted(folder, chance.randrange(1 << 30), what, chance.random() * 0.4)
    with opened(folder) as desk:
        events = desk.context.registry.events.count() - 1  # this opening is an entry too
        assert events in (begun, done), f"{what}: something is there in part"
        assert events >= done, f"{what}: something acknowledged is lost"
    names = {path.name for path in folder.iterdir()} - {"registry.lock"}
    assert names == {"registry.db", "attachments.db", "keys.json"}
    if what == "backup":
        backups = sorted((folder.parent / "备份").glob("*.petitionbackup"))
        for path in backups[-1:]:
            restoring.check(path, None, PASSWORD, folder.parent)
    return begun != done


def migration_is_cut(folder: Path, chance: random.Random) -> None:
    """Kill the program while it lifts an older registry; afterwards all is there, lifted."""
    version = chance.choice((1, 2, 3))
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(STORED / f"v{version}.petition", folder)
    interrupted(folder, 0, "open", chance.random() * 0.25)
    stored = json.loads((STORED / f"v{version}.json").read_text("utf-8"))
    with opened(folder) as desk:
        assert json.loads(json.dumps(facts(desk, stored["events"]))) == stored


@contextmanager
def opened(folder: Path) -> Iterator[Desk]:
    """The registry as the clerk finds it the next time, sound."""
    desk = open_desk(folder, PASSWORD, at())
    report = desk.verify.verify()
    assert report.sound, [str(f) for f in report.faults]
    yield desk
    desk.close()


def interrupted(folder: Path, seed: int, what: str, delay: float) -> tuple[int, int]:
    """Run the clerk, kill it ``delay`` seconds after it has opened; events announced and done."""
    command = [sys.executable, "-m", "tests.data.busy_clerk", str(folder), str(seed), what]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT
    ) as clerk:
        assert clerk.stdout is not None
        said = [clerk.stdout.readline()]
        assert said[0].startswith("ready"), "the clerk could not open the registry"
        time.sleep(delay)
        clerk.send_signal(signal.SIGKILL)
        said += clerk.stdout.read().splitlines()
        assert clerk.wait() == -signal.SIGKILL, "the clerk stopped by itself"
    words = [line.split() for line in said if len(line.split()) == 2]
    done = int(next(w[1] for w in reversed(words) if w[0] in ("done", "ready")))
    last = words[-1]
    return (int(last[1]) if last[0] == "begin" else done), done
