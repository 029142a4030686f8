"""Cyclic garbage is collected on the window's thread only.

Python collects cycles in whichever thread happens to allocate. A closed dialog that waits in a cycle
would then be destroyed by the background worker, and Qt, whose widgets belong to the main thread,
crashes later and elsewhere. So the collector is switched off and asked from a timer instead.
"""

import gc
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

INTERVAL_MS = 500


class Collector(QObject):
    """Collects what has gathered, young objects first; old ones only while ``idle()``.

    A full collection walks every object there is, which during an import can take long enough to
    be felt; between two pieces of work nobody feels it.
    """

    def __init__(self, idle: Callable[[], bool], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._idle = idle
        self._was_on = gc.isenabled()
        gc.disable()
        self._timer = QTimer(self, interval=INTERVAL_MS)
        self._timer.timeout.connect(self.collect)
        self._timer.start()

    def collect(self) -> None:
        """Collect the oldest generation that has passed its threshold."""
        counts, thresholds = gc.get_count(), gc.get_threshold()
        full = [n for n in range(3) if counts[n] > thresholds[n]]
        if full:
            gc.collect(full[-1] if self._idle() else min(full[-1], 1))

    def stop(self) -> None:
        """Leave collecting to Python again: there is one thread only from here on."""
        self._timer.stop()
        if self._was_on:
            gc.enable()
