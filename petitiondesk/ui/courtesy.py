"""Letting the window go first.

Python runs one thread at a time. Work beside the window that computes (an import, an export) would
have to be asked for the interpreter at every one of the hundreds of steps of a painting. So it asks by
itself, every few milliseconds of its own, whether the window has anything to do, and rests until it has
not.
"""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QObject, QTimer, Signal

WORK = 0.004
"""Seconds of work between two questions."""
READING = 0.008
"""The same for what a page waits for: at each question a list of a million would wait for its turn."""
_PATIENCE = 0.1
"""Seconds after which work goes on, whatever the window does."""


class Courtesy(QObject):
    """A question to the window's thread, which owns this object, from one other thread.

    ``work`` is how long that one works between two questions, in seconds.
    """

    _asked = Signal()

    def __init__(self, work: float, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._work = work
        self._answered = threading.Event()
        self._since = 0.0
        self._hurried = False
        # A timer without delay comes after what was posted, painting included.
        self._answer = QTimer(self, singleShot=True, interval=0)
        self._answer.timeout.connect(self._answered.set)
        self._asked.connect(self._answer.start)

    def rest(self) -> bool:
        """Called often by the other thread: wait until the window has nothing to do, at most a while.

        Whether it was time to.
        """
        if time.monotonic() - self._since < self._work:
            return False
        self._answered.clear()
        if not self._hurried:  # looked at after clearing: whoever hurries sets both
            self._asked.emit()
            self._answered.wait(_PATIENCE)
        self._since = time.monotonic()
        return True

    @contextmanager
    def hurried(self) -> Iterator[None]:
        """While the window itself waits for the other thread, that one does not wait for the window."""
        self._hurried = True
        self._answered.set()
        try:
            yield
        finally:
            self._hurried = False
