"""What is loaded before it is asked for, while nobody waits.

The door is painted with as little as it needs. While the password is typed, what comes after it is
loaded beside; once the window is there, what the first registration needs.
"""

from threading import Thread

AFTER_MS = 50
"""The door is painted first."""


def load_while_typing() -> None:
    """Load the registry's modules, the window and its first page, in a thread of their own."""
    Thread(target=_load_window, name="petitiondesk-ahead").start()


def load_readings(_progress: object) -> None:
    """Load the readings of characters, which the first name that is registered needs."""
    from petitiondesk.infra.pinyin import initials

    initials("王")


def _load_window() -> None:
    import petitiondesk.ui.idle_lock
    import petitiondesk.ui.pages.today  # noqa: F401 - loaded is all it should be
    from petitiondesk.services.desk import load_ahead

    load_ahead()
