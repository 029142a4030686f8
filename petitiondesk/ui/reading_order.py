"""Tab goes as a window is read: as its layouts place things, whenever each of them was made.

Qt's own chain goes by the time of making, so that a button which comes with a case would be its last.
A part with an order of its own names its stops (`OwnOrder`); what it leaves out comes after them.
"""

from collections.abc import Iterator
from typing import Protocol, cast, runtime_checkable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QAbstractSpinBox,
    QComboBox,
    QLayout,
    QLineEdit,
    QScrollArea,
    QWidget,
)

_WHOLE = (QAbstractScrollArea, QAbstractSpinBox, QComboBox, QLineEdit)
"""What is one stop, whatever it is made of; a `QScrollArea` is what lies in it."""

_TAB = Qt.FocusPolicy.TabFocus


@runtime_checkable
class OwnOrder(Protocol):
    """A part of a window that says itself in which order the keyboard goes through it."""

    def keyboard_stops(self) -> list[QWidget]:
        """Where the keyboard may stop; what is hidden or disabled is passed over."""


def go_on(window: QWidget, *, forth: bool) -> bool:
    """Put the keyboard on the next stop of ``window``, or the one before; False where there is none.

    It may be on a page as a whole, or on what has just been hidden: the way goes on from there.
    """
    here = cast("QWidget | None", window.focusWidget()) or window  # Qt's stubs know no None
    stops = list(read(window, here))
    if stops in ([], [here]):
        return False
    place = stops.index(here) + (1 if forth else -1)
    reason = Qt.FocusReason.TabFocusReason if forth else Qt.FocusReason.BacktabFocusReason
    stop = stops[place % len(stops)]
    stop.setFocus(reason)
    _bring_into_view(stop)
    return True


def read(widget: QWidget, here: QWidget | None = None) -> Iterator[QWidget]:
    """Where Tab stops in a widget, itself first, in the order in which it is read; and ``here``."""
    leads_there = here is not None and (widget is here or widget.isAncestorOf(here))
    if not leads_there and not (widget.isVisible() and widget.isEnabled()):
        return
    named: list[QWidget] = []
    own = getattr(widget, "keyboard_stops", None)  # asking for the protocol takes ten times as long
    if own is not None:
        named = [stop.focusProxy() or stop for stop in own()]
        yield from (stop for stop in named if stop is here or _is_stop(stop))
    elif widget is here or _is_stop(widget):
        yield widget
    if isinstance(widget, _WHOLE) and not isinstance(widget, QScrollArea):
        return
    yield from (stop for stop in _parts(widget, here) if stop not in named)


def _parts(widget: QWidget, here: QWidget | None) -> Iterator[QWidget]:
    layout = widget.layout()
    placed = list(_widgets(layout)) if layout is not None else []
    loose = [
        part
        for part in widget.children()
        if isinstance(part, QWidget) and not part.isWindow() and part not in placed
    ]
    for part in (*placed, *sorted(loose, key=_place)):
        yield from read(part, here)


def _is_stop(widget: QWidget) -> bool:
    return (
        widget.focusPolicy() & _TAB == _TAB
        and widget.focusProxy() is None
        and widget.isVisible()
        and widget.isEnabled()
    )


def _widgets(layout: QLayout) -> Iterator[QWidget]:
    """What a layout places, in its order.

    Its items are not asked for: PySide 6.11 may hold on to them, and crashes when the window ends.
    """
    host = cast("QWidget", layout.parentWidget())  # a layout that is read belongs to a widget
    placed = {layout.indexOf(part): part for part in host.children() if isinstance(part, QWidget)}
    inner = {layout.indexOf(part): part for part in layout.children() if isinstance(part, QLayout)}
    for place in sorted((placed | inner).keys() - {-1}):
        if place in placed:
            yield placed[place]
        else:
            yield from _widgets(inner[place])


def _place(widget: QWidget) -> tuple[int, int]:
    return widget.y(), widget.x()


def _bring_into_view(stop: QWidget) -> None:
    """What scrolls around it shows it."""
    around = stop.parentWidget()
    while around is not None:
        if isinstance(around, QScrollArea):
            around.ensureWidgetVisible(stop)
        around = around.parentWidget()
