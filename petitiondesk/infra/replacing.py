"""Putting a finished file in the place of an older one, past programs that hold it for a moment."""

import os
import time
from collections.abc import Callable
from pathlib import Path

PATIENCE = 2.0
"""Seconds: an antivirus program or an indexer looks at a new file and lets go of it well within."""

_PAUSE = 0.05


def replace_patiently(
    source: Path, target: Path, *, sleep: Callable[[float], None] = time.sleep
) -> None:
    """Rename ``source`` over ``target``, durably; ``target`` is the old file or the new one, whole.

    Windows refuses the rename while any program has either file open, so a refusal is tried again
    for `PATIENCE` seconds. The content of ``source`` must be on the disk already (fsync).

    Raises:
        OSError: the rename failed for good; both files are as they were.
    """
    for _ in range(round(PATIENCE / _PAUSE)):
        try:
            os.replace(source, target)
            break
        except PermissionError:
            sleep(_PAUSE)
    else:
        os.replace(source, target)
    settle(target.parent)


def settle(folder: Path) -> None:
    """Bring the names in ``folder`` to the disk, where the system can (Windows does it itself)."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(handle)
    except OSError:
        return
    finally:
        os.close(handle)
