"""The keys in the memory of the program: there while it is open, gone when it has closed."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import other_program as other
from tests.factory import ACCOUNT, PASSWORD, a_desk

ROOT = Path(__file__).resolve().parents[2]

OPEN_AND_CLOSE = """
import sys
from pathlib import Path
from petitiondesk.services.desk import open_desk
from tests.factory import a_petition, at
desk = open_desk(Path(sys.argv[1]), sys.stdin.readline().strip(), at())
desk.petitions.register(a_petition())
print("open", flush=True)
sys.stdin.readline()
desk.close()
print("closed", flush=True)
sys.stdin.readline()
"""


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="Linux shows a process's memory")
def test_no_key_is_left_in_memory_when_the_registry_has_closed(folder: Path) -> None:
    a_desk(folder).close()
    key = other.data_key(folder / "keys.json", "account", ACCOUNT, PASSWORD)
    raw = [other.file_key(key, purpose) for purpose in ("registry", "attachments")]
    wanted = [key, *(text.encode() for text in raw), *(bytes.fromhex(text) for text in raw)]
    with subprocess.Popen(
        [sys.executable, "-c", OPEN_AND_CLOSE, str(folder)], cwd=ROOT, env=dict(os.environ),
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    ) as desk:  # fmt: skip
        assert desk.stdin is not None
        assert desk.stdout is not None
        desk.stdin.write(PASSWORD + "\n")
        desk.stdin.flush()
        assert desk.stdout.readline() == "open\n"
        while_open = [held(desk.pid, secret) for secret in wanted]
        desk.stdin.write("\n")
        desk.stdin.flush()
        assert desk.stdout.readline() == "closed\n"
        afterwards = [held(desk.pid, secret) for secret in wanted]
        desk.stdin.write("\n")
    assert while_open[0] > 0, "the search finds nothing"
    assert afterwards == [0] * len(wanted)


FILL_THEN_OPEN = """
import sys
from pathlib import Path
from petitiondesk.services.desk import open_desk
from petitiondesk.services.filling import for_trials
from tests.factory import PASSWORD, TODAY, at
guarded = "PRAGMA cipher_memory_security"
with for_trials():
    desk = open_desk(Path(sys.argv[1]), PASSWORD, at())
desk.filling.fill(3, 1, TODAY)
print(desk.context.registry.database.scalar(guarded))
desk.close()
desk = open_desk(Path(sys.argv[1]), PASSWORD, at())
print(desk.context.registry.database.scalar(guarded))
desk.close()
"""


def test_only_made_up_petitions_are_written_with_memory_unguarded(folder: Path) -> None:
    a_desk(folder).close()
    done = subprocess.run(
        [sys.executable, "-c", FILL_THEN_OPEN, str(folder)],
        cwd=ROOT, capture_output=True, text=True, check=True, timeout=60,
    )  # fmt: skip
    assert done.stdout.split() == ["0", "1"]


def held(process: int, secret: bytes) -> int:
    """How often a secret stands in the writable memory of a process."""
    return sum(data.count(secret) for data in writable(process))


def writable(process: int) -> Iterator[bytes]:
    """The writable memory of a process, piece by piece."""
    maps = Path(f"/proc/{process}/maps").read_text("utf-8").splitlines()
    with Path(f"/proc/{process}/mem").open("rb", buffering=0) as memory:
        for line in maps:
            place, rights = line.split()[:2]
            start, end = (int(part, 16) for part in place.split("-"))
            if "w" in rights:
                try:
                    memory.seek(start)
                    yield memory.read(end - start)
                except OSError:  # not mapped to anything that can be read
                    continue
