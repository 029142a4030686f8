"""Scroll bars that nobody needs: all that is out of sight is empty."""

from collections.abc import Iterator

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractScrollArea, QLabel, QScrollArea, QWidget

from tests.ui.geometry import called

_CHILDREN = Qt.FindChildOption.FindDirectChildrenOnly


def faults(root: QWidget) -> list[str]:
    """A sentence for each area below ``root`` that scrolls though nothing is out of sight."""
    areas = [root] if isinstance(root, QScrollArea) else []
    found = []
    for area in (*areas, *root.findChildren(QScrollArea)):
        inner: QWidget | None = area.widget()
        more = area.verticalScrollBar().maximum()
        if not (area.isVisible() and more and inner is not None):
            continue
        lowest = max(_bottoms(inner), default=0)
        if lowest <= area.viewport().height():
            found.append(f"{called(area)}: scrolls {more}, the last thing ends at {lowest}")
    return found


def _bottoms(inner: QWidget) -> Iterator[int]:
    """Where everything ends that can be seen when it is scrolled to; what scrolls in itself, as a whole."""
    for part in inner.findChildren(QWidget, options=_CHILDREN):
        if part.isHidden() or not part.height():
            continue
        if isinstance(part, QAbstractScrollArea) or not part.findChildren(
            QWidget, options=_CHILDREN
        ):
            if not (isinstance(part, QLabel) and not part.text() and part.pixmap().isNull()):
                yield part.mapTo(inner, QPoint(0, part.height())).y()
        else:
            yield from (y + part.y() for y in _bottoms(part))
