"""Layouts that keep English and 200 % scaling from clipping: they wrap instead."""

from collections.abc import Sequence

from PySide6.QtCore import QMargins, QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QSizePolicy, QStyle, QWidget

from petitiondesk.ui import tokens as sizes


class _Wrapping(QLayout):
    """What these layouts share: the list of items, and sizes that are reckoned once.

    Qt asks for the same sizes some ten times while a page comes up, and each asks all that is
    inside. As in Qt's own layouts, they hold until it says that something changed (`invalidate`).

    Each has a widget of its own. PySide 6.11 loses the items of a layout of ours inside one of Qt's
    once somebody (the way of the keyboard) has gone through that, and crashes when both end.
    """

    # Qt asks for sizes while a window is being destroyed, when Python has already emptied the
    # object that was part of a cycle: then there are no items.
    _items: list[QLayoutItem] = []
    _heights: dict[int, int] = {}
    _liked: QSize | None = None
    _least: QSize | None = None

    def __init__(self, host: QWidget, spacing: int = sizes.S) -> None:
        super().__init__(host)
        self._items = []
        self._heights = {}
        self.setSpacing(spacing)
        self.setContentsMargins(QMargins(0, 0, 0, 0))

    def addItem(self, item: QLayoutItem) -> None:
        """Qt's hook for `addWidget`."""
        self._items.append(item)
        self.invalidate()

    def count(self) -> int:
        """How many items."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """The item, or None past the end."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Give the item back."""
        if not 0 <= index < len(self._items):
            return None
        item = self._items.pop(index)
        self.invalidate()
        return item

    def expandingDirections(self) -> Qt.Orientation:
        """Takes the width it is given."""
        return Qt.Orientation.Horizontal

    def hasHeightForWidth(self) -> bool:
        """Wrapping depends on the width."""
        return True

    def invalidate(self) -> None:
        """Something inside changed, or came, or went."""
        self._heights = {}
        self._liked = self._least = None
        super().invalidate()

    def heightForWidth(self, width: int) -> int:
        """The height after wrapping."""
        if width not in self._heights:
            self._heights[width] = self._place(QRect(0, 0, width, 0), move=False)
        return self._heights[width]

    def setGeometry(self, rect: QRect) -> None:
        """Place the items."""
        super().setGeometry(rect)
        self._place(rect, move=True)

    def sizeHint(self) -> QSize:
        """The size that it likes to have."""
        if self._liked is None:
            self._liked = self._reckon_liked()
        return QSize(self._liked)

    def minimumSize(self) -> QSize:
        """The smallest that nothing is cut in."""
        if self._least is None:
            self._least = self._reckon_least()
        return QSize(self._least)

    def _reckon_liked(self) -> QSize:
        """All in one line."""
        liked = [item.sizeHint() for item in self._shown()]
        width = sum(size.width() for size in liked)
        height = max((size.height() for size in liked), default=0)
        return QSize(width + self.spacing() * max(0, len(liked) - 1), height)

    def _reckon_least(self) -> QSize:
        """The widest item alone."""
        size = QSize()
        for item in self._shown():
            size = size.expandedTo(item.minimumSize())
        return size

    def _put(self, item: QLayoutItem, place: QRect, around: QRect) -> None:
        """Give an item its place, from the right where the window reads that way."""
        parent = self.parentWidget()
        way = parent.layoutDirection() if parent is not None else Qt.LayoutDirection.LeftToRight
        item.setGeometry(QStyle.visualRect(way, around, place))

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _place(self, rect: QRect, *, move: bool) -> int:
        raise NotImplementedError


class FlowLayout(_Wrapping):
    """Items at their own width, side by side, wrapping like words; centred in their line."""

    def _place(self, rect: QRect, *, move: bool) -> int:
        lines: list[list[tuple[QLayoutItem, QSize]]] = [[]]
        used = 0
        for item in self._shown():
            width = min(item.sizeHint().width(), rect.width())
            if lines[-1] and used + width > rect.width():
                lines.append([])
                used = 0
            lines[-1].append((item, QSize(width, _height(item, width))))
            used += width + self.spacing()
        y = rect.y()
        for line in lines:
            height = max((size.height() for _, size in line), default=0)
            x = rect.x()
            for item, size in line:
                if move:
                    lift = (height - size.height()) // 2
                    self._put(item, QRect(QPoint(x, y + lift), size), rect)
                x += size.width() + self.spacing()
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
                self._put(item, QRect(rect.x() + left, top, right - left, height), rect)
        rows = -(-len(items) // columns)
        return rows * (height + self.spacing()) - self.spacing()


class Ends(FlowLayout):
    """Two items level at the ends of a line; the second goes below where both do not fit."""

    def _place(self, rect: QRect, *, move: bool) -> int:
        items = self._shown()
        used = sum(item.sizeHint().width() for item in items)
        if len(items) < 2 or used + self.spacing() > rect.width():
            return super()._place(rect, move=move)
        height = max(item.sizeHint().height() for item in items)
        if move:
            for item, at_end in zip(items, (False, True), strict=True):
                size = item.sizeHint()
                left = rect.right() + 1 - size.width() if at_end else rect.x()
                lift = (height - size.height()) // 2
                self._put(item, QRect(QPoint(left, rect.y() + lift), size), rect)
        return height


class Facts(_Wrapping):
    """Names and what is said under them, in turn: two pairs a line, or one where that is too narrow.

    One that is long has a line of its own and wraps.
    """

    def __init__(self, host: QWidget, spacing: int = sizes.S, between: int = sizes.L) -> None:
        super().__init__(host, spacing)
        _fit(host)
        self._between = between
        self._long: set[int] = set()

    def add(self, name: QWidget, said: QWidget, *, long: bool = False) -> None:
        """Put a pair at the end; a ``long`` one has a line of its own, a hidden one no room."""
        self.addWidget(name)
        self.addWidget(said)
        self.set_long(self.count() // 2 - 1, long=long)

    def set_long(self, place: int, *, long: bool) -> None:
        """Whether the pair at this place has a line of its own."""
        (self._long.add if long else self._long.discard)(place)
        self.invalidate()

    def _reckon_least(self) -> QSize:
        """One pair a line, what is said broken at every word."""
        names, said = self._column(0), self._column(1)
        widths = [max((i.minimumSize().width() for i in part), default=0) for part in (names, said)]
        return QSize(sum(widths) + self._between, self.heightForWidth(sum(widths) + self._between))

    def _places(self) -> list[int]:
        """The pairs that are shown."""
        return [n for n, said in enumerate(self._items[1::2]) if not said.isEmpty()]

    def _column(self, side: int) -> list[QLayoutItem]:
        return [self._items[2 * place + side] for place in self._places()]

    def _place(self, rect: QRect, *, move: bool) -> int:
        name = max((item.sizeHint().width() for item in self._column(0)), default=0)
        name += self._between
        half = (rect.width() - self._between) // 2
        lines = self._lines(two=name + self._widest_short() <= half)
        y = rect.y()
        for line in lines:
            width = half if len(line) > 1 else rect.width()
            pairs = [(self._items[2 * place], self._items[2 * place + 1]) for place in line]
            room = width - name
            height = max(max(n.sizeHint().height(), _wrapped(said, room)) for n, said in pairs)
            for side, (one, said) in enumerate(pairs if move else ()):
                x = rect.x() + side * (half + self._between)
                self._put(one, QRect(x, y, name - self._between, one.sizeHint().height()), rect)
                self._put(said, QRect(x + name, y, room, height), rect)
            y += height + self.spacing()
        return y - self.spacing() - rect.y()

    def _widest_short(self) -> int:
        short = (self._items[2 * n + 1] for n in self._places() if n not in self._long)
        return max((item.sizeHint().width() for item in short), default=0)

    def _lines(self, *, two: bool) -> list[list[int]]:
        """The pairs of each line."""
        lines: list[list[int]] = []
        for place in self._places():
            alone = not two or place in self._long
            before = lines[-1] if lines else []
            if alone or len(before) != 1 or before[0] in self._long:
                lines.append([place])
            else:
                before.append(place)
        return lines


def flow(*widgets: QWidget, spacing: int = sizes.S) -> QWidget:
    """A row of controls that wraps where the words are long."""
    host = QWidget()
    return _filled(host, FlowLayout(host, spacing), widgets)


def ends(first: QWidget, last: QWidget, spacing: int = sizes.M) -> QWidget:
    """Two things at the ends of a line, one below the other where both do not fit."""
    host = QWidget()
    return _filled(host, Ends(host, spacing), (first, last))


def _filled(host: QWidget, layout: QLayout, widgets: Sequence[QWidget]) -> QWidget:
    for widget in widgets:
        layout.addWidget(widget)
    _fit(host)
    return host


def _fit(host: QWidget) -> None:
    """It is as high as what is in it at its width."""
    policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
    policy.setHeightForWidth(True)
    host.setSizePolicy(policy)


def _wrapped(item: QLayoutItem, width: int) -> int:
    """As high as its text wraps at this width."""
    return item.heightForWidth(width) if item.hasHeightForWidth() else item.sizeHint().height()


def _height(item: QLayoutItem, width: int) -> int:
    """As high as its texts wrap at this width, and no lower than it likes to be."""
    return max(_wrapped(item, width), item.sizeHint().height())


def empty(layout: QLayout) -> None:
    """Take everything out of a layout and let the widgets go."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
