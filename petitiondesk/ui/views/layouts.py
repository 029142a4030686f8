"""Layouts that keep English and 200 % scaling from clipping: they wrap instead."""

from PySide6.QtCore import QMargins, QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

from petitiondesk.ui import tokens as sizes


class _Wrapping(QLayout):
    """What both layouts share: the list of items and the height for a width."""

    # Qt asks for sizes while a window is being destroyed, when Python has already emptied the
    # object that was part of a cycle: then there are no items.
    _items: list[QLayoutItem] = []

    def __init__(self, parent: QWidget | None = None, spacing: int = sizes.S) -> None:
        super().__init__(parent)
        self._items = []
        self.setSpacing(spacing)
        self.setContentsMargins(QMargins(0, 0, 0, 0))

    def addItem(self, item: QLayoutItem) -> None:
        """Qt's hook for `addWidget`."""
        self._items.append(item)

    def count(self) -> int:
        """How many items."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """The item, or None past the end."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Give the item back."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """Takes the width it is given."""
        return Qt.Orientation.Horizontal

    def hasHeightForWidth(self) -> bool:
        """Wrapping depends on the width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height after wrapping."""
        return self._place(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        """Place the items."""
        super().setGeometry(rect)
        self._place(rect, move=True)

    def sizeHint(self) -> QSize:
        """All in one line."""
        shown = self._shown()
        width = sum(item.sizeHint().width() for item in shown)
        height = max((item.sizeHint().height() for item in shown), default=0)
        return QSize(width + self.spacing() * max(0, len(shown) - 1), height)

    def minimumSize(self) -> QSize:
        """The widest item alone."""
        size = QSize()
        for item in self._shown():
            size = size.expandedTo(item.minimumSize())
        return size

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _place(self, rect: QRect, *, move: bool) -> int:
        raise NotImplementedError


class FlowLayout(_Wrapping):
    """Items at their own width, side by side, wrapping like words; centred in their line."""

    def _place(self, rect: QRect, *, move: bool) -> int:
        lines: list[list[tuple[QLayoutItem, int]]] = [[]]
        used = 0
        for item in self._shown():
            width = min(item.sizeHint().width(), rect.width())
            if lines[-1] and used + width > rect.width():
                lines.append([])
                used = 0
            lines[-1].append((item, width))
            used += width + self.spacing()
        y = rect.y()
        for line in lines:
            height = max((item.sizeHint().height() for item, _ in line), default=0)
            x = rect.x()
            for item, width in line:
                if move:
                    lift = (height - item.sizeHint().height()) // 2
                    item.setGeometry(QRect(x, y + lift, width, item.sizeHint().height()))
                x += width + self.spacing()
            y += height + self.spacing()
        return y - self.spacing() - rect.y()


class EqualRow(_Wrapping):
    """Items of equal width in one row, or in as few equal rows as their minimum widths allow."""

    def _columns(self, width: int, items: list[QLayoutItem]) -> int:
        need = max(item.minimumSize().width() for item in items) + self.spacing()
        most = max(1, min(len(items), (width + self.spacing()) // max(1, need)))
        rows = -(-len(items) // most)
        return -(-len(items) // rows)

    def _place(self, rect: QRect, *, move: bool) -> int:
        items = self._shown()
        if not items:
            return 0
        columns = self._columns(rect.width(), items)
        room = rect.width() - self.spacing() * (columns - 1)
        height = max(_height(item, room // columns) for item in items)
        for index, item in enumerate(items):
            row, column = divmod(index, columns)
            # Widths differ by a pixel at most, so that the last column ends at the edge.
            left = room * column // columns + self.spacing() * column
            right = room * (column + 1) // columns + self.spacing() * column
            if move:
                top = rect.y() + row * (height + self.spacing())
                item.setGeometry(QRect(rect.x() + left, top, right - left, height))
        rows = -(-len(items) // columns)
        return rows * (height + self.spacing()) - self.spacing()


class Ends(FlowLayout):
    """Two items, one at each end of a line; the second goes below where both do not fit."""

    def _place(self, rect: QRect, *, move: bool) -> int:
        items = self._shown()
        used = sum(item.sizeHint().width() for item in items)
        if len(items) < 2 or used + self.spacing() > rect.width():
            return super()._place(rect, move=move)
        height = max(item.sizeHint().height() for item in items)
        if move:
            first, last = (item.sizeHint() for item in items)
            items[0].setGeometry(QRect(rect.topLeft(), first))
            items[1].setGeometry(QRect(QPoint(rect.right() + 1 - last.width(), rect.y()), last))
        return height


def _height(item: QLayoutItem, width: int) -> int:
    """As high as its texts wrap at this width."""
    wrapped = item.heightForWidth(width) if item.hasHeightForWidth() else 0
    return max(wrapped, item.sizeHint().height())


def empty(layout: QLayout) -> None:
    """Take everything out of a layout and let the widgets go."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
