"""Runs commands of the program, each in a process of its own that need not load the program anew.

A process of this module loads the program once and forks for each command: what a command finds
(arguments, environment, folder, files for its output) and what it leaves is its own, as if
``python -m petitiondesk`` had been started. That it starts at all, `tests.test_start` shows.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

ROOT = Path(__file__).resolve().parents[1]
FORKS = hasattr(os, "fork")

Done = subprocess.CompletedProcess[str]


class Commands:
    """The process that forks; a context manager. Without ``os.fork`` each command is started anew."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[str] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:  # fmt: skip
        if self._process is not None:
            self._process.communicate()  # the end of its input ends it
            self._process = None

    def run(self, arguments: Sequence[str], environment: Mapping[str, str], folder: Path) -> Done:
        """What ``petitiondesk`` with these arguments says, and its exit status."""
        if not FORKS:
            return started(arguments, environment, folder)
        with tempfile.TemporaryDirectory() as name:
            out, err = Path(name) / "out", Path(name) / "err"
            line = json.dumps([list(arguments), dict(environment), str(folder), str(out), str(err)])
            process = self._running()
            assert process.stdin is not None
            assert process.stdout is not None
            process.stdin.write(line + "\n")
            process.stdin.flush()
            status = int(process.stdout.readline())
            return Done(list(arguments), status, out.read_text("utf-8"), err.read_text("utf-8"))

    def _running(self) -> "subprocess.Popen[str]":
        if self._process is None:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "tests.commands"], cwd=ROOT, text=True, encoding="utf-8",
                env={**os.environ, "PYTHONUTF8": "1"},
                stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            )  # fmt: skip
        return self._process


def started(arguments: Sequence[str], environment: Mapping[str, str], folder: Path) -> Done:
    """The same from ``python -m petitiondesk`` itself."""
    return subprocess.run(
        [sys.executable, "-m", "petitiondesk", *arguments],
        cwd=folder, env=environment, capture_output=True, text=True, timeout=120,
        stdin=subprocess.DEVNULL, check=False,
    )  # fmt: skip


def main() -> None:
    """Fork for each line of the input and say how the command ended."""
    import petitiondesk.cli
    import petitiondesk.services.exporting
    import petitiondesk.services.importing
    import petitiondesk.services.restoring
    import petitiondesk.services.returns
    import petitiondesk.services.showing
    import petitiondesk.services.verify  # noqa: F401 - loaded is all they should be
    from petitiondesk.services.desk import load_ahead

    load_ahead()
    while line := sys.stdin.readline():
        child = os.fork()
        if not child:
            _become(*json.loads(line))
            return
        _, status = os.waitpid(child, 0)
        sys.stdout.write(f"{os.waitstatus_to_exitcode(status)}\n")
        sys.stdout.flush()


def _become(
    arguments: list[str], environment: dict[str, str], folder: str, out: str, err: str
) -> None:
    """Be the command; ends as it does, with its exit status."""
    from petitiondesk.cli import main as command

    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    for number, path, flags in (
        (0, os.devnull, os.O_RDONLY),
        (1, out, os.O_WRONLY | os.O_CREAT),
        (2, err, os.O_WRONLY | os.O_CREAT),
    ):
        os.dup2(os.open(path, flags, 0o600), number)
    sys.argv = ["petitiondesk", *arguments]
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115 - not the lines of the others
    sys.exit(command())


if __name__ == "__main__":
    main()
