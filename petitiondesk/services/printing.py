"""Keeping a print as a file: recorded before it is in its place, so that none goes unrecorded."""

from collections.abc import Callable
from pathlib import Path

from petitiondesk.exchange.safe_file import replacing


def keep_print(path: Path, write: Callable[[Path], None], record: Callable[[], object]) -> None:
    """Have ``write`` make a file and ``record`` note it, then put it at ``path``.

    Raises:
        FileProblem, StorageError: it could not be written; an older file is as it was.
        DeskError: from ``record``; no file is left.
    """
    with replacing(path) as part:
        write(part)
        record()
