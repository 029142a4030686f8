"""Taking turns of the event loop, so that keys are taken between them."""

from collections.abc import Callable
from functools import partial
from time import perf_counter

from PySide6.QtCore import QAbstractEventDispatcher, QEventLoop, QObject, QTimer
from PySide6.QtWidgets import QWidget

from petitiondesk.ui.pieces import Pieces

TURN = 0.008
"""Seconds after which a turn ends at the next piece."""


def next_turn(owner: QObject, act: Callable[[], object]) -> None:
    """Call ``act`` once keys and clicks that wait were taken, unless ``owner`` is gone by then.

    `QTimer.singleShot(0, …)` is no turn: Qt posts an event instead, and goes on to that first.
    """
    timer = QTimer(owner, singleShot=True, interval=0)
    timer.timeout.connect(timer.deleteLater)
    timer.timeout.connect(act)
    timer.start()


def paint_next_turn(widget: QWidget) -> None:
    """Paint what was just made in a turn of its own: both together take longer than a finger should wait."""
    widget.setUpdatesEnabled(False)
    next_turn(widget, partial(widget.setUpdatesEnabled, True))  # noqa: FBT003 - Qt


def take_all_turns(seconds: float) -> None:
    """Until none is left, for ``seconds`` at most: what comes in pieces is there, and laid out.

    For who takes pictures. A time alone does not do: on a busy PC it may pass within one turn.
    """
    dispatcher = QAbstractEventDispatcher.instance()
    until = perf_counter() + seconds
    while dispatcher.processEvents(QEventLoop.ProcessEventsFlag.AllEvents):
        if perf_counter() > until:
            return


_SHOWN = 3
"""Turns in which a page is put up, allowed to paint, and painted."""


class Turns(QObject):
    """One thing made in pieces: a long list, of which the clerk sees the beginning."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._pieces: Pieces = iter(())
        self._waits = 0
        self._timer = QTimer(self, singleShot=True, interval=0)
        self._timer.timeout.connect(self._turn)

    def begin(self, pieces: Pieces, at_once: int) -> None:
        """Make the first pieces now, the others in turns once those are painted.

        What was left of an earlier one is dropped.
        """
        self._pieces, self._waits = pieces, _SHOWN
        if all(next(pieces, self) is None for _ in range(at_once)):  # itself at the end
            self._timer.start()
        else:
            self._timer.stop()

    def _turn(self) -> None:
        if self._waits:
            self._waits -= 1
            self._timer.start()
            return
        until = perf_counter() + TURN
        for _ in self._pieces:
            if perf_counter() > until:
                self._timer.start()
                return
