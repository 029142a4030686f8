"""The layers of the program hold: what may import what."""

import subprocess
import sys
from pathlib import Path


def test_dependencies_point_down_and_libraries_stay_in_their_layer() -> None:
    # In a process of its own: the linter configures logging for the whole process it runs in.
    done = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports; exit(lint_imports())"],
        cwd=Path(__file__).resolve().parents[1],
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
