"""Cyclic garbage is collected on the window's thread only.

Python collects cycles in whichever thread happens to allocate. A closed dialog that waits in a cycle
would then be destroyed by the background worker, and Qt, whose widgets belong to the main thread,
crashes later and elsewhere. So the collector is switched off and asked from a timer instead.

A full collection walks every object there is. A hundred thousand of them (modules, catalogues, pages)
live as long as the window; walking them is felt at the keyboard. They are set apart (`gc.freeze`) once
they have been walked, so that the next collection walks what is new.
"""

import gc
from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication

INTERVAL_MS = 100
"""An import beside the window makes objects by the ten thousand a second; few at a time are walked
before a finger feels it."""
_DUE = (700, 10, 50)
"""Objects, collections of the youngest, and of the middle ones after which a generation is due."""


class Collector(QObject):
    """Collects what has gathered, young objects first; old ones only while ``idle()``.

    What was set apart is walked again when the clerk has turned to another program, and after `stop`
    by whoever collects then: a dialog that closed after it was set apart goes with the next of these.
    """

    def __init__(self, idle: Callable[[], bool], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._idle = idle
        self._was_on = gc.isenabled()
        self._walked = False
        gc.disable()
        gc.freeze()
        self._timer = QTimer(self, interval=INTERVAL_MS)
        self._timer.timeout.connect(self.collect)
        self._timer.start()

    def collect(self) -> None:
        """Collect the oldest generation that is due."""
        away = QGuiApplication.applicationState() is Qt.ApplicationState.ApplicationInactive
        if not away:
            self._walked = False
        elif not self._walked and self._idle():
            self._walked = True
            self._collect_all()
            return
        counts = gc.get_count()
        full = [n for n in range(3) if counts[n] > _DUE[n]]
        if full and full[-1] == 2 and self._idle():
            gc.collect()
            gc.freeze()
        elif full:
            gc.collect(min(full[-1], 1))

    def stop(self) -> None:
        """Leave collecting to Python again: there is one thread only from here on."""
        self._timer.stop()
        gc.unfreeze()
        if self._was_on:
            gc.enable()

    @staticmethod
    def _collect_all() -> None:
        gc.unfreeze()
        gc.collect()
        gc.freeze()
