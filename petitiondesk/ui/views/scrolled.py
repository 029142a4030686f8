"""A part of a page that scrolls, and costs little to build."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from petitiondesk.ui.style import set_property


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
        self._inner: QWidget | None = inner
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
        inner, self._inner = self._inner, None
        if inner is not None:
            self.setWidget(inner)
