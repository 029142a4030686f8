"""Power cuts: a process killed at any moment leaves every step whole or not at all."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from petitiondesk.services.desk import open_desk
from tests.factory import PASSWORD, a_desk, at

HANDFUL = 5
MANY = int(os.environ.get("PETITIONDESK_KILLS", "200"))


def test_a_handful_of_kills_leaves_every_step_whole_or_absent(folder: Path) -> None:
    survive(folder, HANDFUL, random.Random(os.urandom(8)))


@pytest.mark.slow
def test_many_kills_leave_every_step_whole_or_absent(folder: Path) -> None:
    survive(folder, MANY, random.Random(20260302))


def survive(folder: Path, kills: int, chance: random.Random) -> None:
    """Kill a busy clerk again and again in the same registry, and look at what is left."""
    a_desk(folder).close()
    inside = 0
    for _ in range(kills):
        begun, done = interrupted(folder, chance.randrange(1 << 30), chance.random() * 0.4)
        desk = open_desk(folder, PASSWORD, at())
        events = desk.context.registry.events.count()
        report = desk.verify.verify()
        desk.close()
        assert report.sound, [str(f) for f in report.faults]
        assert events in (begun, done), "a step is there in part"
        assert events >= done, "an acknowledged step is lost"
        inside += begun != done
    assert inside > kills // 10, "too few kills fell inside a step to prove anything"


def interrupted(folder: Path, seed: int, delay: float) -> tuple[int, int]:
    """Run the clerk, kill it ``delay`` seconds after it has opened; events announced and done."""
    command = [sys.executable, "-m", "tests.data.busy_clerk", str(folder), str(seed)]
    root = Path(__file__).resolve().parents[2]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=root) as clerk:
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
