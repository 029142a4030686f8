"""``python -m petitiondesk.screens [FOLDER [SCENE …]]``: pictures of every screen, for whoever looks them over.

Each screen and scale is a process of its own, two at a time; ``--on NAME`` is such a process.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from petitiondesk.screens.pictures import SCREENS, Screen, shoot
from petitiondesk.screens.scenes import SCENES

_BESIDE = 2
"""Processes at a time."""


def main(arguments: Sequence[str]) -> int:
    """Make the pictures; 0 when all were made."""
    parser = argparse.ArgumentParser(
        prog="petitiondesk.screens", description="Pictures of every screen."
    )
    parser.add_argument("folder", nargs="?", type=Path, default=Path("out/screens"))
    parser.add_argument("scenes", nargs="*", metavar="scene")
    parser.add_argument("--on", help=argparse.SUPPRESS)
    wanted = parser.parse_args(arguments)
    target, names = wanted.folder, wanted.scenes
    if unknown := [name for name in names if name not in SCENES]:
        parser.error(f"no such scene: {', '.join(unknown)}")
    if wanted.on:
        return _on(wanted.on, target, names)
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(_BESIDE) as pool:
        done = list(pool.map(lambda s: _start(s, target, names, Path(folder)), SCREENS))
    return max(done)


def _start(screen: Screen, target: Path, names: Sequence[str], folder: Path) -> int:
    command = [sys.executable, "-m", "petitiondesk.screens", "--on", screen.name, str(target)]
    environment = {**os.environ, **screen.environment(folder)}
    done = subprocess.run([*command, *names], env=environment, check=False)  # noqa: S603 - our own
    return done.returncode


def _on(name: str, target: Path, names: Sequence[str]) -> int:
    from PySide6.QtWidgets import QApplication

    screen = next(screen for screen in SCREENS if screen.name == name)
    app = QApplication(["petitiondesk"])
    shoot(app, screen, target, names or list(SCENES), _say)
    return 0


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
