"""What is loaded before it is asked for, while nobody waits.

The door is painted with as little as it needs. While the password is typed, what comes after it is
loaded: the registry's modules in a thread of their own, those of the window between two keys. Qt's
Python classes are made when a module first names them, and that must never happen in two threads at
once: PySide 6.11 crashes.
"""

from importlib import import_module
from threading import Thread

from PySide6.QtCore import QTimer

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
        QTimer.singleShot(0, lambda: _load_next(names))


def load_readings(_progress: object) -> None:
    """Load the readings of characters, which the first name that is registered needs."""
    from petitiondesk.infra.pinyin import initials

    initials("王")


def _load_registry() -> None:
    from petitiondesk.services.desk import load_ahead

    load_ahead()
