"""A part of a page that scrolls, and costs little to build."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QLayout, QScrollArea, QWidget

from petitiondesk.ui.style import set_property


def height_in_sight(inner: QWidget, liked: int, least: int) -> int:
    """How high ``inner`` is to be in its scroll area: what can give way does, if all is in sight then.

    What has to be scrolled anyway keeps the height it likes.
    """
    viewport = inner.parentWidget()
    room = viewport.height() if viewport is not None else liked
    return room if least <= room < liked else liked


class EmptyEdge:
    """The blank below what a layout holds: nobody scrolls for it, so it gives way where room is lacking."""

    def __init__(self, layout: QLayout) -> None:
        self._layout = layout
        self.given = 0
        """Pixels that it gave."""

    @property
    def whole(self) -> int:
        """Its height in pixels before it gave any."""
        return self._layout.contentsMargins().bottom() + self.given

    def give(self, lacking: int) -> None:
        """Let it give so many pixels as are ``lacking``, or all it has, or none."""
        given = min(max(0, lacking), self.whole)
        if given != self.given:
            margins = self._layout.contentsMargins()
            margins.setBottom(self.whole - given)
            self.given = given
            self._layout.setContentsMargins(margins)


def end_with(area: QScrollArea, below: QWidget) -> None:
    """Let ``below`` end where what is scrolled above it does, with a scroll bar or without."""
    bar = area.verticalScrollBar()

    def fit(_least: int, most: int) -> None:
        room = bar.sizeHint().width() if most else 0
        mirrored = below.layoutDirection() is Qt.LayoutDirection.RightToLeft
        below.setContentsMargins(room if mirrored else 0, 0, 0 if mirrored else room, 0)

    bar.rangeChanged.connect(fit)


class ReadingArea(QScrollArea):
    """Texts to be read: scrolls up and down by the keyboard too, and is as wide as its longest word."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        set_property(self, "reading", "true")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def minimumSizeHint(self) -> QSize:
        """Sideways nothing scrolls."""
        inner: QWidget | None = self.widget()
        least = inner.minimumSizeHint().width() if inner is not None else 0
        around = 2 * self.frameWidth() + self.verticalScrollBar().sizeHint().width()
        return QSize(least + around, super().minimumSizeHint().height())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What is read has come to need more room, or less; Qt tells nobody outside the area."""
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)


class Scrolled(QScrollArea):
    """Scrolls ``inner``, which takes the area's width; the area itself is no stop of the keyboard.

    ``inner`` is taken in when the area is first measured or shown. A scroll area measures what it
    takes in, and what was measured once is dressed anew by the style sheet, with all that is in it,
    each time that something around it is put into a parent. Taken in at its place, it is dressed once.
    """

    def __init__(self, inner: QWidget) -> None:
        super().__init__()
        self._inner = inner  # Qt would forget that it is of a class of ours
        self._taken_in = False
        inner.setParent(self.viewport())
        inner.setProperty("clear", "true")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def sizeHint(self) -> QSize:
        """As Qt has it, once there is something to measure."""
        self._take_in()
        return super().sizeHint()

    def minimumSizeHint(self) -> QSize:
        """As Qt has it, once there is something to measure."""
        self._take_in()
        return super().minimumSizeHint()

    def showEvent(self, event: QShowEvent) -> None:
        """An area that nobody measured has its contents when it is seen."""
        self._take_in()
        super().showEvent(event)

    def _take_in(self) -> None:
        if not self._taken_in:
            self._taken_in = True
            self.setWidget(self._inner)
