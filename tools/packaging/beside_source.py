"""Start and memory of the packed program beside the source tree's: in turns, on the same registry.

    .venv/bin/python tools/packaging/beside_source.py build/package/tree/petitiondesk/petitiondesk

Both are started as the benchmark starts the desk (docs/performance.md): from the start of the process
to the painted page, less the typing of the password and the time in which other programs had the
processors. Prints the medians as a table.
"""

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from time import perf_counter

from petitiondesk.bench.child import DESK
from petitiondesk.bench.registries import Registries, default_cache

_SECONDS = ("door", "first page", "ledger")
_MEGABYTES = {"memory": "memory, ledger open", "used": "memory after some use"}


def main() -> int:
    """Start both in turns, swapping which comes first; the first round of each does not count."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("program", type=Path)
    parser.add_argument("--size", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--cache", type=Path, default=default_cache())
    options = parser.parse_args()
    registry = Registries(options.cache.absolute(), _say).work_copy(options.size)
    programs = {
        "packed": [str(options.program.resolve())],
        "source": [sys.executable, "-m", "petitiondesk"],
    }
    figures: dict[str, list[dict[str, float]]] = {name: [] for name in programs}
    for turn in range(options.rounds + 1):
        for name in sorted(programs, reverse=bool(turn % 2)):
            found = _started(programs[name], registry, options.cache)
            if turn:
                figures[name].append(found)
    _say(
        f"| {options.size:,} petitions, {options.rounds} rounds in turns | packed | source | ratio |"
    )
    _say("|---|---:|---:|---:|")
    for what in figures["packed"][0]:
        packed, source = (median(one[what] for one in figures[name]) for name in programs)
        unit, digits = ("s", 2) if what in _SECONDS else ("MB", 0)
        _say(
            f"| {what}, {unit} | {packed:.{digits}f} | {source:.{digits}f} | {packed / source:.2f} |"
        )
    return 0


def _started(program: Sequence[str], registry: Path, cache: Path) -> dict[str, float]:
    """One start, in seconds and megabytes."""
    # Compiled modules are kept, as a program that is installed keeps them.
    kept = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    begun = perf_counter()
    done = subprocess.run(  # noqa: S603 - our own programs
        [*program, "bench", "--child", DESK, str(registry)], capture_output=True, text=True,
        check=True, stdin=subprocess.DEVNULL,
        env=kept | {"PYTHONPYCACHEPREFIX": str(cache.absolute() / "pycache")},
    )  # fmt: skip
    told = json.loads(done.stdout.splitlines()[-1])
    typing = told["given"] - told["door"]
    moments = (told["door"], told["painted"] - typing, told["ledger"] - typing)
    return {
        **{name: moment - begun for name, moment in zip(_SECONDS, moments, strict=True)},
        **{title: told[name] for name, title in _MEGABYTES.items()},
    }


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    raise SystemExit(main())
