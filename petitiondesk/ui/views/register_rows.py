"""A row of labelled fields that shares its width, and wraps where a screen is too narrow for it."""

from itertools import accumulate

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

    A field with a finding is given the width of its sentence by those beside it, so that "页数应为……"
    is not cut to two characters under a field for two digits. No field goes to another line for it:
    the form would move under the clerk's hands.
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
            widths = _with_findings(line, _widths(line, rect.width(), self.spacing()))
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


def _with_findings(line: _Line, widths: list[int]) -> list[int]:
    """The same, but what fields can spare goes to those beside them that have something to say."""
    asked = [min(_finding(item), _FINDING_MOST) for item, _, _ in line]
    lacking = [max(0, want - width) for want, width in zip(asked, widths, strict=True)]
    spare = [
        0 if want else width - need
        for want, width, (_, need, _) in zip(asked, widths, line, strict=True)
    ]
    more = min(sum(lacking), sum(spare))
    if more <= 0:
        return widths
    given = _shared(more, lacking)
    taken = _shared(more, spare)
    return [width + a - b for width, a, b in zip(widths, given, taken, strict=True)]


def _shared(width: int, parts: list[int]) -> list[int]:
    """So many pixels in the proportion of the parts, to the last pixel."""
    upto = list(accumulate(parts))
    ends = [width * end // upto[-1] for end in upto]
    return [end - start for start, end in zip([0, *ends], ends, strict=False)]


def _finding(item: QLayoutItem) -> int:
    """How wide a field's finding is; 0 for none."""
    widget = item.widget()
    if isinstance(widget, LabelledField) and widget.finding_text():
        return widget.note.sizeHint().width() + 2
    return 0


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
    return need
