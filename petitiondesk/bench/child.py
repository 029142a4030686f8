"""Processes that the benchmark starts: the desk from its first instruction on, and its floor.

Each prints one line of JSON: moments on the system's clock, and memory in megabytes.
"""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from time import perf_counter
from typing import Any

BARE, DESK, WORK = "bare", "desk", "work"
_PATIENCE = 7200
"""Seconds after which a child that does not end is ended."""


def start(kind: str, cache: Path, *arguments: object) -> tuple[float, Mapping[str, Any]]:
    """Run a child to its end; the moment it was started, and what it told.

    Its moments are `stopwatch.own_time` of its own window's thread.

    Compiled modules are kept in ``cache``: a program that is installed has them too.

    Raises:
        RuntimeError: it failed.
    """
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    environment["PYTHONPYCACHEPREFIX"] = str(cache / "pycache")
    begun = perf_counter()
    done = subprocess.run(  # noqa: S603 - ourselves
        [*_program(kind), *map(str, arguments)],
        env=environment, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL,
        timeout=_PATIENCE,
    )  # fmt: skip
    if done.returncode:
        raise RuntimeError(done.stderr)
    told: Mapping[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return begun, told


def _program(kind: str) -> list[str]:
    """How this very program is started again, packaged or not."""
    if getattr(sys, "frozen", False):
        return [sys.executable, "bench", "--child", kind]
    if kind == BARE:
        return [sys.executable, "-m", "petitiondesk.bench.bare_window"]
    return [sys.executable, "-m", "petitiondesk", "bench", "--child", kind]


def main(kind: str, arguments: list[str]) -> int:
    """Be a child of this kind."""
    if kind == BARE:
        from petitiondesk.bench import bare_window

        bare_window.main()
        return 0
    from petitiondesk.bench import child_desk

    kinds: Mapping[str, Callable[..., Mapping[str, Any]]] = {
        DESK: child_desk.start_desk,
        WORK: child_desk.work_alone,
    }
    sys.stdout.write(json.dumps(kinds[kind](*arguments)) + "\n")
    sys.stdout.flush()
    # At once: the day's check of the file may be under way, and nobody waits for it here.
    os._exit(0)
