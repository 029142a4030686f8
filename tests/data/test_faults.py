"""A disk that fails at the n-th write, sync, rename or removal of the main job, for every n.

`make faults`: some 3,400 calls in each main job (opening, a case to its archive, export, import, accounts,
backup, a change of the data key, closing); half an hour on two cores. ``PETITIONDESK_FAULTS=7`` takes
every seventh.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.factory import a_desk

ROOT = Path(__file__).resolve().parents[2]
STEP = int(os.environ.get("PETITIONDESK_FAULTS", "1"))
WORKERS = 2


@pytest.fixture(scope="module")
def shim(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """``faulty_disk.c``, compiled."""
    path = tmp_path_factory.mktemp("shim") / "faulty_disk.so"
    source = Path(__file__).with_name("faulty_disk.c")
    subprocess.run(
        ["/usr/bin/cc", "-shared", "-fPIC", "-O1", "-o", path, source, "-ldl"],
        check=True,
        timeout=60,
    )
    return path


@pytest.mark.slow
@pytest.mark.timeout(5400)
@pytest.mark.parametrize(
    ("error", "how", "step"),
    [("EIO", "once", STEP), ("ENOSPC", "once", 11 * STEP), ("ENOSPC", "forever", 7 * STEP)],
)
def test_a_failing_disk_refuses_in_words_and_damages_nothing(
    shim: Path, tmp_path: Path, error: str, how: str, step: int
) -> None:
    original = tmp_path / "original"
    a_desk(original).close()

    def share(worker: int) -> list[str]:
        place = tmp_path / f"place{worker}"
        return list(lines(shim, original, place, worker * step + 1, WORKERS * step, error, how))

    with ThreadPoolExecutor(WORKERS) as workers:
        said = [line for found in workers.map(share, range(WORKERS)) for line in found]
    undisturbed = [line for line in said if line.startswith("calls")]
    assert all(line.split()[2:] == ["refused", "0"] for line in undisturbed), undisturbed
    calls = int(undisturbed[0].split()[1])
    assert calls > 1000
    tried = [line for line in said if line.startswith(("ok", "wrong"))]
    assert [line for line in tried if line.startswith("wrong")] == []
    assert len(tried) >= calls // step - WORKERS, "the clerk stopped by itself"
    assert sum(line.split()[2] != "0" for line in tried) > len(tried) // 3, "few faults were felt"


def lines(
    shim: Path, original: Path, place: Path, first: int, step: int, error: str, how: str
) -> Iterator[str]:
    """What a clerk says on such a disk."""
    command = [sys.executable, "-m", "tests.data.faulty_clerk", str(original), str(place)]
    environment = {**os.environ, "LD_PRELOAD": str(shim), "FAULTY_FOLDER": str(place)}
    with subprocess.Popen(
        [*command, str(first), str(step), error, how],
        stdout=subprocess.PIPE, text=True, cwd=ROOT, env=environment,
    ) as clerk:  # fmt: skip
        assert clerk.stdout is not None
        yield from clerk.stdout
    assert clerk.returncode == 0
