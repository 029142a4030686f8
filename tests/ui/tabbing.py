"""What Tab does on a screen: where it stops, in which order, and whether it can be seen there.

A walk goes once round a window by the key itself, forth and back. What Tab passes over must be reached
by arrows: one of several that exclude each other stands for all of them.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QAbstractScrollArea, QLineEdit, QScrollBar, QWidget

from petitiondesk.ui.reading_order import OwnOrder, read
from tests.ui.geometry import called
from tests.ui.speech import takes_keys

_MOST = 200
"""Stops of a window at most: with more, Tab has no end."""

_AROUND = 4
"""How far outside a control its ring may lie, in pixels."""

_CONTRAST = 3.0
"""Between a pixel with the ring and without it (WCAG 2.2, 2.4.13)."""

_ENOUGH = 40
"""So many pixels with that contrast make a ring that is found at a glance; a cursor has fewer."""


def faults(root: QWidget) -> list[str]:
    """Everything that a clerk without a mouse would miss in the window of ``root``."""
    window = root.window()
    found: list[str] = []
    order = list(read(window))
    if order and window.focusWidget() not in order:
        found.append("the keyboard is nowhere when it comes up")
    window.activateWindow()
    while not window.isActiveWindow():
        QTest.qWait(1)
    if len(order) < 2:
        return found
    back = _walk(window, Qt.Key.Key_Backtab, [])
    forth = _walk(window, Qt.Key.Key_Tab, found)  # second: what a first visit enables is there
    if len(forth) == _MOST or set(back) != set(forth):
        found.append(f"Tab is caught: {len(forth)} stops forth, {len(back)} back")
    elif back[::-1] != forth:
        found.append("Shift+Tab does not go the way of Tab back")
    return [*found, *_missed(window, forth)]


def _walk(window: QWidget, key: Qt.Key, found: list[str]) -> list[QWidget]:
    """The stops from the first to the last; what is wrong on the way is added to ``found``."""
    stops: list[QWidget] = []
    declared = _declared(window)
    _begin(window, key)
    here = window.focusWidget()
    while here not in stops and len(stops) < _MOST:
        stops.append(here)
        box, bars = _box(here), {bar: bar.value() for bar in _bars(here)}
        with_ring = window.grab(box).toImage()
        there = _next(window, here, key)
        if there is here:
            found.append(f"{called(here)} does not let go of the keyboard")
            break
        with _scrolled_to(bars):
            without = window.grab(box).toImage()
        if not is_marked(with_ring, without):
            found.append(f"{called(here)} does not show that it has the keyboard")
        if there.visibleRegion().isEmpty():
            found.append(f"{called(there)} has the keyboard and is not in sight")
        if key == Qt.Key.Key_Tab and there is not stops[0] and there not in declared:
            found += _disorder(here, there)
        here = there
    return stops


def _next(window: QWidget, here: QWidget, key: Qt.Key) -> QWidget:
    """Where the keyboard is after it left a stop; a page of the manual has a press for each link."""
    for _ in range(_MOST):
        QTest.keyClick(here, key)
        there = window.focusWidget()
        if there is not here:
            return there
    return here


def _begin(window: QWidget, key: Qt.Key) -> None:
    """Go to the first stop, or to the last: where no arrow and no Tab has been yet."""
    order = list(read(window))
    if order:
        order[0 if key == Qt.Key.Key_Tab else -1].setFocus(Qt.FocusReason.TabFocusReason)


def _box(widget: QWidget) -> QRect:
    """Where a control and its ring are in its window."""
    room = widget.rect().adjusted(-_AROUND, -_AROUND, _AROUND, _AROUND)
    return QRect(widget.mapTo(widget.window(), room.topLeft()), room.size())


def _bars(widget: QWidget) -> Iterator[QScrollBar]:
    """The scroll bars of everything that a control is scrolled in."""
    around = widget.parentWidget()
    while around is not None:
        if isinstance(around, QAbstractScrollArea):
            yield from (around.verticalScrollBar(), around.horizontalScrollBar())
        around = around.parentWidget()


@contextmanager
def _scrolled_to(bars: Mapping[QScrollBar, int]) -> Iterator[None]:
    """What Tab scrolled away to is back at its place: a control may have left the window with it."""
    now = {bar: bar.value() for bar in bars}
    for bar, value in bars.items():
        bar.setValue(value)
    yield
    for bar, value in now.items():
        bar.setValue(value)


def _declared(window: QWidget) -> list[QWidget]:
    """The stops whose order a part of the window says itself."""
    own = [w for w in _shown(window) if isinstance(w, OwnOrder)]
    return [stop for part in own for stop in part.keyboard_stops()]


def _missed(window: QWidget, stops: Sequence[QWidget]) -> Iterator[str]:
    """Controls that neither Tab nor, from one beside them, an arrow reaches."""
    beside = {(type(stop), stop.parentWidget()) for stop in stops}
    for widget in _shown(window):
        if widget in stops or not widget.isEnabled() or isinstance(widget.parent(), QLineEdit):
            continue  # a button in a field stands for a key of the field, which its name says
        if takes_keys(widget):
            yield f"{called(widget)} is not reached by Tab"
        elif (
            isinstance(widget, QAbstractButton)
            and (type(widget), widget.parentWidget()) not in beside
        ):
            yield f"{called(widget)} is not reached by a key"


def _shown(window: QWidget) -> list[QWidget]:
    return [w for w in window.findChildren(QWidget) if w.isVisible() and w.window() is window]


def _disorder(here: QWidget, there: QWidget) -> Iterator[str]:
    """Reading goes on to the right and down (in a mirrored window, left); up only to the next column."""
    one, next_ = _read_at(here), _read_at(there)
    up = next_.bottom() < one.top() and next_.left() < one.right()
    level = min(one.bottom(), next_.bottom()) - max(one.top(), next_.top())
    back = level > min(one.height(), next_.height()) / 2 and next_.right() < one.left()
    if up or back:
        yield f"after {called(here)} Tab goes {'up' if up else 'back'} to {called(there)}"


def _read_at(widget: QWidget) -> QRect:
    """Where a control is, counted from the side where reading begins."""
    window = widget.window()
    place = QRect(widget.mapTo(window, QPoint()), widget.size())
    if window.layoutDirection() == Qt.LayoutDirection.RightToLeft:
        place.moveLeft(window.width() - place.right() - 1)
    return place


def is_marked(with_ring: QImage, without: QImage) -> bool:
    """Whether two pictures of a control, of one size, differ as much as a ring does."""
    assert with_ring.size() == without.size()
    marked = 0
    for y in range(with_ring.height()):
        if with_ring.constScanLine(y) == without.constScanLine(y):
            continue
        for x in range(with_ring.width()):
            one, other = with_ring.pixel(x, y), without.pixel(x, y)
            if one != other and _contrast(one, other) >= _CONTRAST:
                marked += 1
                if marked >= _ENOUGH:
                    return True
    return False


@lru_cache(maxsize=4096)
def _contrast(one: int, other: int) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: int) -> float:
    shade = QColor(colour)
    parts = (shade.redF(), shade.greenF(), shade.blueF())
    red, green, blue = (
        c / 12.92 if c <= 0.03928 else math.pow((c + 0.055) / 1.055, 2.4) for c in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
