"""A row of labelled fields that shares its width, and wraps where a screen is too narrow for it."""

from PySide6.QtCore import QRect, QSize
from PySide6.QtWidgets import QLayoutItem, QWidget

from petitiondesk.ui import tokens as sizes
from petitiondesk.ui.views.fields import LabelledField
from petitiondesk.ui.views.layouts import FlowLayout

_FINDING_MOST = 340
"""A narrow field grows to this at most while it has something to say."""


_Line = list[tuple[QLayoutItem, int, int]]


class FieldRow(FlowLayout):
    """Fields side by side, tops aligned: each at least ``basis`` wide, the rest by ``stretch``.

    A field with a finding is given the width of its sentence, so that "页数应为……" is not cut to
    two characters under a field for two digits.
    """

    def __init__(self, host: QWidget) -> None:
        super().__init__(host, sizes.M)
        self._shares: list[tuple[int, int]] = []

    def add(self, widget: QWidget, basis: int, stretch: int = 0) -> None:
        """Put ``widget`` at the right of the others."""
        self._shares.append((basis, stretch))
        self.addWidget(widget)

    def _reckon_liked(self) -> QSize:
        """All in one line."""
        needs = [(need, item.sizeHint().height()) for item, need, _ in self._wanted()]
        width = sum(need for need, _ in needs) + self.spacing() * max(0, len(needs) - 1)
        return QSize(width, max((height for _, height in needs), default=0))

    def _wanted(self) -> _Line:
        pairs = zip(self._items, self._shares, strict=True)
        return [
            (item, _need(item, basis), stretch)
            for item, (basis, stretch) in pairs
            if not item.isEmpty()
        ]

    def _place(self, rect: QRect, *, move: bool) -> int:
        y = rect.y()
        for line in self._lines(rect.width()):
            widths = _widths(line, rect.width(), self.spacing())
            heights = [_height(item, w) for (item, _, _), w in zip(line, widths, strict=True)]
            x = rect.x()
            for (item, _, _), width, height in zip(line, widths, heights, strict=True):
                if move:
                    self._put(item, QRect(x, y, width, height), rect)
                x += width + self.spacing()
            y += max(heights, default=0) + sizes.S
        return max(0, y - sizes.S - rect.y())

    def _lines(self, width: int) -> list[_Line]:
        lines: list[_Line] = [[]]
        used = 0
        for item, need, stretch in self._wanted():
            need = min(need, width)
            if lines[-1] and used + need > width:
                lines.append([])
                used = 0
            lines[-1].append((item, need, stretch))
            used += need + self.spacing()
        return lines


def _widths(line: _Line, width: int, spacing: int) -> list[int]:
    """What each is given: its need, and of the rest its share; the last ends at the edge."""
    free = width - sum(need for _, need, _ in line) - spacing * (len(line) - 1)
    shares = sum(stretch for _, _, stretch in line)
    widths, upto, given = [], 0, 0
    for _, need, stretch in line:
        upto += stretch
        more = free * upto // shares - given if shares else 0
        given += more
        widths.append(need + more)
    return widths


def _height(item: QLayoutItem, width: int) -> int:
    if item.hasHeightForWidth():
        return item.heightForWidth(width)
    return item.sizeHint().height()


def _need(item: QLayoutItem, basis: int) -> int:
    widget = item.widget()
    need = max(basis, item.minimumSize().width())
    inner = widget.layout() if widget is not None else None
    if isinstance(inner, FieldRow):
        # Fields that wrap together, so that none is left alone on a line.
        return max(need, inner.sizeHint().width())
    if isinstance(widget, LabelledField) and widget.finding_text():
        need = max(need, min(widget.note.sizeHint().width() + 2, _FINDING_MOST))
    return need
