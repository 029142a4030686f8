"""Noticing that nobody is at the desk: the idle lock (闲置锁定).

Key strokes, the mouse and the wheel are noted where they enter the program: at its windows, not at
every widget, so that what the program does by itself is no sign of life and costs nothing.
"""

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QClipboard, QGuiApplication

_LOOK_MS = 2000
_WARNING_SECONDS = 60
_LEAST_SECONDS = 30
"""Sooner than this after a key stroke nothing can be due: the least limit is a minute."""

_LIFE = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletPress,
    }
)


def steady_seconds() -> float:
    """Seconds that nobody can set and that go on while the PC sleeps."""
    boot = getattr(time, "CLOCK_BOOTTIME", None)
    return time.monotonic() if boot is None else time.clock_gettime(boot)


class IdleWatch(QObject):
    """Looks every few seconds how long nobody has touched the desk.

    ``limit()`` is the seconds until it locks. ``soon(bool)``: a minute is left (half of a shorter
    limit), or somebody came back. ``due``: nobody came; said again at each look until `stop`.
    """

    soon = Signal(bool)
    due = Signal()

    def __init__(
        self,
        limit: Callable[[], float],
        clock: Callable[[], float] = steady_seconds,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._limit = limit
        self._clock = clock
        self._last = clock()
        self._warned = False
        self._over = False
        self._timer = QTimer(self, interval=_LOOK_MS)
        self._timer.timeout.connect(self.look)

    def start(self) -> None:
        """Begin to watch; whoever opened the desk was here just now."""
        self._last, self._warned, self._over = self._clock(), False, False
        self._timer.start()
        self._watch_windows()

    def stop(self) -> None:
        """Watch no more."""
        self._timer.stop()

    def look(self) -> None:
        """See how long it has been."""
        self._watch_windows()
        idle = self._clock() - self._last
        if self._over:
            self.due.emit()
            return
        if idle < _LEAST_SECONDS:
            return
        limit = self._limit()
        if idle >= limit:
            self._over = True
            self.due.emit()
        elif not self._warned and idle >= max(limit - _WARNING_SECONDS, limit / 2):
            self._warned = True
            self.soon.emit(True)  # noqa: FBT003 - a signal's value has no keyword

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Note that somebody is here; once it is over, coming back does not stop it."""
        if event.type() in _LIFE and not self._over:
            self._last = self._clock()
            if self._warned:
                self._warned = False
                self.soon.emit(False)  # noqa: FBT003
        return False

    def _watch_windows(self) -> None:
        """Windows come and go; watching one twice is watching it once."""
        for window in QGuiApplication.allWindows():
            window.installEventFilter(self)


def forget_clipboard() -> None:
    """Empty the clipboard where it holds what was copied here."""
    clipboard = QGuiApplication.clipboard()
    if clipboard.ownsClipboard():
        clipboard.clear()
    if clipboard.supportsSelection() and clipboard.ownsSelection():
        clipboard.clear(QClipboard.Mode.Selection)
