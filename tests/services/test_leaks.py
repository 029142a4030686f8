"""After a day's work nothing of a petition and no secret is in any file outside the registry.

Not looked into: the pixels of screenshots (none are made) and the memory of the running program.
"""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

from tests.leaks import Search, contents, raw_spellings, spellings
from tests.services.leaky_day import MARKERS, NAME, SCAN

ROOT = Path(__file__).resolve().parents[2]
COMMON = ("/tmp", "/var/tmp", "/dev/shm")  # noqa: S108 - where nothing of ours may turn up

A_DAYS_WORK = 64 << 20
"""Bytes: no file that the day writes is as large; what others write beside it may be."""


def test_a_days_work_leaves_no_marker_outside_the_registry(tmp_path: Path) -> None:
    sandbox = tmp_path / "sandbox"
    homes = {
        "HOME": "home", "XDG_CONFIG_HOME": "home/config", "XDG_CACHE_HOME": "home/cache",
        "XDG_STATE_HOME": "home/state", "XDG_DATA_HOME": "home/data", "TMPDIR": "tmp",
        "XDG_DOCUMENTS_DIR": "home/documents", "XDG_RUNTIME_DIR": "home/run",
    }  # fmt: skip
    for place in homes.values():
        (sandbox / place).mkdir(parents=True, exist_ok=True, mode=0o700)
    environ = {**os.environ, **{name: str(sandbox / place) for name, place in homes.items()}}
    begun = time.time()
    done = subprocess.run(
        [sys.executable, "-B", "-m", "tests.services.leaky_day", str(sandbox)],
        cwd=ROOT, env=environ, capture_output=True, text=True, timeout=170, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    said = json.loads(done.stdout.splitlines()[-1])

    markers = {name: spellings(text) for name, text in MARKERS.items()}
    markers["recovery key"] = spellings(said["recovery"]) | spellings(
        said["recovery"].replace("-", "")
    )
    for number, key in enumerate(said["keys"]):
        markers[f"key {number}"] = raw_spellings(bytes.fromhex(key))
    search = Search(markers)
    found = search.look("registry", sandbox / "登记")
    found += search.look("backups", sandbox / "备份")
    # A masked export names nobody; what an ordinary petition asks for stands in it.
    found += [
        line for line in search.look("masked exports", sandbox / "out")
        if not line.endswith(": content")
    ]  # fmt: skip
    found += search.look("logs", *(sandbox / "home").rglob("*.log*"))
    found += search.look("home", sandbox / "home")
    found += search.look("temporary files", sandbox / "tmp", *newer_than(begun, tmp_path))
    assert found == []
    assert said["while open"] == []
    assert search.held(said["report"].encode()) == [], said["report"]
    assert search.held(done.stderr.encode()) == []
    assert said["core"] == 0, "a crash would write an image of the memory"
    assert not Path(said["copies"]).exists()

    # That the search can find: what was given in, and the letter that names its addressee.
    given = search.look("given", sandbox / "given")
    assert any("来信.txt: scan" in line for line in given)
    assert any("答复.docx" in line and line.endswith(": name") for line in given)
    assert search.looked["registry"] >= 6
    assert search.looked["backups"] >= 3
    assert search.looked["masked exports"] == 4
    assert search.looked["logs"] >= 1
    assert search.looked["home"] >= 2


def newer_than(begun: float, but: Path) -> list[Path]:
    """Files in the computer's common folders written since, other than the test's own."""
    found = []
    own = but.resolve().parents[1]  # of the whole test run
    for top in COMMON:
        # `os.walk` goes on where another program has meanwhile removed a folder of its own.
        for folder, _, names in os.walk(top):
            for path in (Path(folder, name) for name in names):
                try:
                    there = path.stat()
                    ours = there.st_mtime >= begun and there.st_size < A_DAYS_WORK
                    if ours and path.is_file() and not path.resolve().is_relative_to(own):
                        found.append(path)
                except OSError:
                    continue
    return found


def test_the_search_finds_every_spelling() -> None:
    search = Search({"name": spellings(NAME), "scan": spellings(SCAN)})
    for code in ("utf-8", "utf-16-le", "gb18030"):
        assert search.held(b"xx" + f"前{NAME}后".encode(code)) == ["name"]
    assert search.held(json.dumps({"a": NAME}).encode()) == ["name"]
    assert search.held(NAME.encode().hex().encode()) == ["name"]
    assert search.held(b"nothing") == []
    assert [name for name, _ in contents("a.txt", b"x")] == ["a.txt"]
