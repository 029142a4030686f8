"""What both charts share: hover, keyboard, reading aloud."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QAccessible, QHelpEvent, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QToolTip, QWidget

from petitiondesk.infra.i18n import tr
from petitiondesk.ui.look import Look
from petitiondesk.ui.spoken import value_changed
from petitiondesk.ui.views.painting import focus_ring


@dataclass(frozen=True)
class Series:
    """One row of values, e.g. 今年; one that is ``hollow`` (去年) is told apart without its colour."""

    name: str
    values: Sequence[int]
    hollow: bool = False


class Chart(QWidget):
    """Hover, keyboard and reading aloud, common to both charts."""

    SPOKEN_AS = QAccessible.Role.Chart
    activated = Signal(int)
    BACK, FORTH = Qt.Key.Key_Left, Qt.Key.Key_Right

    def __init__(self, look: Look, name: str) -> None:
        super().__init__()
        self._look = look
        self._at = -1
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        look.changed.connect(self.update)

    def describe(self, index: int) -> str:
        """The sentence for one bar or group."""
        raise NotImplementedError

    def count(self) -> int:
        """How many bars or groups."""
        raise NotImplementedError

    def zone(self, index: int) -> QRectF:
        """Where a bar or group is."""
        raise NotImplementedError

    def spoken_value(self) -> str:
        """The bar that the keyboard is on."""
        return self.describe(self._at) if self._at >= 0 else ""

    def read_out(self) -> None:
        """Give screen readers every value."""
        self.setAccessibleDescription(
            tr("；").join(self.describe(index) for index in range(self.count()))
        )
        self._at = min(self._at, self.count() - 1)
        self.updateGeometry()
        self.update()

    def index_at(self, point: QPointF) -> int:
        """Which bar or group is under ``point``; -1 for none."""
        hits = [index for index in range(self.count()) if self.zone(index).contains(point)]
        return hits[0] if hits else -1

    def event(self, event: QEvent) -> bool:
        """Values on hover."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            index = self.index_at(QPointF(event.pos()))
            if index >= 0:
                QToolTip.showText(event.globalPos(), self.describe(index), self)
            else:
                QToolTip.hideText()
            return True
        return super().event(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open the cases behind a bar."""
        index = self.index_at(event.position())
        if index >= 0:
            self.activated.emit(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk and open."""
        if event.key() in (self.BACK, self.FORTH) and self.count():
            step = 1 if event.key() == self.FORTH else -1
            self._at = min(max(self._at + step, 0), self.count() - 1)
            place = self.mapToGlobal(self.zone(self._at).center().toPoint())
            QToolTip.showText(place, self.describe(self._at), self)
            self.update()
            value_changed(self, self.spoken_value())
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._at >= 0:
            self.activated.emit(self._at)
        else:
            super().keyPressEvent(event)

    def paint_focus(self, painter: QPainter) -> None:
        """Ring the bar the keyboard is on, or the whole chart."""
        if not self.hasFocus():
            return
        zone = self.zone(self._at) if self._at >= 0 else QRectF(self.rect())
        focus_ring(painter, zone.adjusted(-1, -1, 1, 1), self._look)
