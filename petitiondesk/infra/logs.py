"""The program's log: what it did and where it failed, never whose petition it was."""

import logging
from logging.handlers import RotatingFileHandler
from pathlib import Path

from platformdirs import user_log_path


def log_path() -> Path:
    """Where the log is kept."""
    return user_log_path("petitiondesk", appauthor=False) / "desk.log"


def start_log(path: Path) -> None:
    """Write warnings and worse to ``path``, a megabyte at most; without it the desk still works."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(path, maxBytes=500_000, backupCount=1, encoding="utf-8")
    except OSError:
        return
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(logging.WARNING)
