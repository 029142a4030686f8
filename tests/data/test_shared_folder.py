"""Two computers on one shared folder, where the file lock of one is not seen by the other."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from petitiondesk.domain.errors import RegistryError
from petitiondesk.infra.lock import IN_USE, InstanceLock, Machine

ROOT = Path(__file__).resolve().parents[2]
HERE, THERE = Machine("办公室-01", "a" * 16), Machine("办公室-02", "b" * 16)

OTHER_COMPUTER = """
import sys, time
from pathlib import Path
from petitiondesk.domain.errors import DeskError
from petitiondesk.infra import lock
from filelock import FileLock
lock.FileLock = lambda path, timeout: FileLock(str(path) + sys.argv[2], timeout)  # not seen outside
held = lock.InstanceLock(
    Path(sys.argv[1]), lock.Machine(sys.argv[2], sys.argv[2]), beat=0.1, stale=float(sys.argv[3])
)
try:
    held.take()
except DeskError as error:
    print(error)
    sys.exit()
print("open", flush=True)
sys.stdin.readline()
held.free()
print("closed", flush=True)
"""


def computer(folder: Path, name: str, stale: float = 60.0) -> subprocess.Popen[str]:
    """Another computer that opens the folder and keeps it open until it is told to close."""
    return subprocess.Popen(
        [sys.executable, "-c", OTHER_COMPUTER, str(folder), name, str(stale)],
        cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        env={"PYTHONUTF8": "1", "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"},
    )  # fmt: skip


def said(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def test_a_second_computer_is_told_which_one_has_the_registry_open(tmp_path: Path) -> None:
    with computer(tmp_path, "PC-A") as first:
        assert said(first) == "open"
        with computer(tmp_path, "PC-B") as second:
            assert "正在另一台电脑（PC-A）上打开" in said(second)
        first.communicate("\n")
    assert not (tmp_path / IN_USE).exists()
    with computer(tmp_path, "PC-B") as second:
        assert said(second) == "open"
        second.communicate("\n")


def test_a_computer_that_lost_power_is_taken_over_once_it_gives_no_sign(tmp_path: Path) -> None:
    with computer(tmp_path, "PC-A", stale=1.0) as first:
        assert said(first) == "open"
        first.kill()
    time.sleep(1.1)
    with computer(tmp_path, "PC-B", stale=1.0) as second:
        assert said(second) == "open"
        second.communicate("\n")


def test_a_computer_at_work_is_never_taken_over_however_long_it_works(tmp_path: Path) -> None:
    with computer(tmp_path, "PC-A", stale=1.0) as first:
        assert said(first) == "open"
        time.sleep(1.5)
        with computer(tmp_path, "PC-B", stale=1.0) as second:
            assert "PC-A" in said(second)
        first.communicate("\n")


def test_the_clocks_of_the_computers_do_not_matter(tmp_path: Path) -> None:
    other = InstanceLock(tmp_path, THERE)
    other.take()
    sign = tmp_path / IN_USE
    other._lock.release()  # as on a share that knows no locks
    for ahead in (0, 60):  # both times are the share's own; what a computer believes is not asked
        stamp = time.time() + ahead
        os.utime(sign, (stamp, stamp))
        with pytest.raises(RegistryError, match="办公室-02"):
            InstanceLock(tmp_path, HERE).take()
    other.free()


def test_the_same_computer_opens_at_once_after_a_crash(tmp_path: Path) -> None:
    crashed = InstanceLock(tmp_path, HERE)
    crashed.take()
    crashed._lock.release()
    again = InstanceLock(tmp_path, HERE)
    again.take()
    again.free()
    assert not (tmp_path / IN_USE).exists()


def test_a_computer_that_slept_notices_that_it_was_taken_over_and_saves_nothing(
    tmp_path: Path,
) -> None:
    sleeper = InstanceLock(tmp_path, HERE, beat=3600, stale=0.2)
    sleeper.take()
    sleeper._lock.release()
    sleeper.hold()
    time.sleep(0.3)
    other = InstanceLock(tmp_path, THERE, stale=0.2)
    other.take()
    with pytest.raises(RegistryError, match="已经在另一台电脑上打开"):
        sleeper.hold()
    sleeper.free()
    assert (tmp_path / IN_USE).exists(), "the other computer's sign is not ours to remove"
    other.free()


def test_the_sign_of_life_names_a_computer_and_no_person(tmp_path: Path) -> None:
    lock = InstanceLock(tmp_path, HERE)
    lock.take()
    body = json.loads((tmp_path / IN_USE).read_bytes())
    assert sorted(body) == ["host", "machine", "process", "since"]
    lock.free()


def test_a_sign_that_cannot_be_read_counts_while_it_is_fresh(tmp_path: Path) -> None:
    sign = tmp_path / IN_USE
    sign.write_bytes(b'{"host": ')
    with pytest.raises(RegistryError, match="另一台电脑"):
        InstanceLock(tmp_path, HERE).take()
    os.utime(sign, (time.time() - 200, time.time() - 200))
    lock = InstanceLock(tmp_path, HERE)
    lock.take()
    lock.free()
