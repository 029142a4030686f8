"""What is loaded before it is asked for, while nobody waits.

The door is painted with as little as it needs. While the password is typed, what comes after it is
loaded: the registry's modules in a thread of their own, those of the window between two keys. Qt's
Python classes are made when a module first names them, and that must never happen in two threads at
once: PySide 6.11 crashes.
"""

import linecache
import pkgutil
import sys
from collections.abc import Iterator
from functools import partial
from importlib import import_module
from threading import Thread
from typing import Protocol

from PySide6.QtCore import QCoreApplication

from petitiondesk.ui.turns import next_turn

AFTER_MS = 50
"""The door is painted first."""


_WINDOW = (
    "petitiondesk.ui.views.fields",
    "petitiondesk.ui.views.choice",
    "petitiondesk.ui.views.dates",
    "petitiondesk.ui.views.cards",
    "petitiondesk.ui.views.toasts",
    "petitiondesk.ui.views.rail",
    "petitiondesk.ui.views.table",
    "petitiondesk.ui.views.shell",
    "petitiondesk.ui.dialogs.writing",
    "petitiondesk.ui.pages.base",
    "petitiondesk.ui.backups",
    "petitiondesk.ui.condition",
    "petitiondesk.ui.window",
    "petitiondesk.ui.idle_lock",
    "petitiondesk.ui.models.ledger_model",
    "petitiondesk.ui.views.today_view",
    "petitiondesk.ui.pages.today",
)
"""Modules of the window and its first page, each after those that it needs."""


def load_while_typing() -> None:
    """Load the registry's modules in a thread, the window and its first page between two keys."""
    Thread(target=_load_registry, name="petitiondesk-ahead").start()
    _load_next(list(_WINDOW))


def _load_next(names: list[str]) -> None:
    import_module(names.pop(0))
    if names:
        app = QCoreApplication.instance()
        assert app is not None
        next_turn(app, partial(_load_next, names))


class Resting(Protocol):
    """What work beside the window is given: it lets the window go first."""

    def check(self) -> None:
        """Called often."""


def load_beside(progress: Resting) -> None:
    """Load what the pages call on, in a thread: services, the readings of characters, types.

    None of it knows Qt.
    """
    import petitiondesk.services as services
    from petitiondesk.domain import record
    from petitiondesk.infra.pinyin import initials

    for name in _modules(services.__name__, list(services.__path__)):
        progress.check()
        import_module(name)
    initials("王")
    record.load_ahead()


def load_window() -> Iterator[None]:
    """Load the modules of all pages and dialogs, one at each step; those first that others need."""
    import petitiondesk.ui as ui

    for part in ("models", "views", "dialogs", "pages"):
        for name in _modules(f"{ui.__name__}.{part}", [f"{path}/{part}" for path in ui.__path__]):
            if name in sys.modules:
                continue
            import_module(name)
            # PySide looks into the source of each module, and Python keeps what it read.
            linecache.clearcache()
            yield


def _modules(package: str, folders: list[str]) -> list[str]:
    return [f"{package}.{found.name}" for found in pkgutil.iter_modules(folders)]


def _load_registry() -> None:
    from petitiondesk.services.desk import load_ahead

    load_ahead()
