"""Chips (a state in icon, word and colour) and filter chips (a condition that can be removed)."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from petitiondesk.infra.i18n import tr
from petitiondesk.ui import tokens as sizes
from petitiondesk.ui.look import Look
from petitiondesk.ui.style import Tone, font
from petitiondesk.ui.views.buttons import enter_presses
from petitiondesk.ui.views.painting import Pill, focus_ring, paint_pill, pill_size, rounded


class Chip(QWidget):
    """A pill on its own, e.g. 办理中; read out as its word."""

    def __init__(self, look: Look, text: str, icon: str = "", tone: Tone = Tone.NEUTRAL) -> None:
        super().__init__()
        self._look = look
        self.pill = Pill(text, icon, tone)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(text)
        look.changed.connect(self.update)

    def show_pill(self, pill: Pill) -> None:
        """Say something else."""
        self.pill = pill
        self.setAccessibleName(pill.text)
        self.updateGeometry()
        self.update()

    def text(self) -> str:
        """The word on it."""
        return self.pill.text

    def sizeHint(self) -> QSize:
        """As large as the pill."""
        return pill_size(self.pill)

    def minimumSizeHint(self) -> QSize:
        """A long chip may be squeezed to a few letters and shows the rest as a tool tip."""
        return QSize(min(self.sizeHint().width(), 72), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """The pill, and its whole text as a tool tip when it is cut."""
        cut = self.width() < self.sizeHint().width()
        self.setToolTip(self.pill.text if cut else "")
        with QPainter(self) as painter:
            rect = QRectF(self.rect())
            paint_pill(painter, rect, self.pill, self._look, font(sizes.CAPTION))


class IconDot(QWidget):
    """An icon in a circle of its tone."""

    def __init__(self, look: Look, icon: str, tone: Tone, size: int = 24) -> None:
        super().__init__()
        self._look = look
        self._drawing = (icon, tone)
        self.setFixedSize(size, size)
        look.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Circle and icon."""
        rect = QRectF(self.rect())
        with QPainter(self) as painter:
            paint_dot(painter, rect, *self._drawing, self._look)


def paint_dot(painter: QPainter, rect: QRectF, icon: str, tone: Tone, look: Look) -> None:
    """The circle of `IconDot` for painted widgets."""
    colours = look.tone(tone)
    rounded(painter, rect, rect.width() / 2, colours.soft)
    look.icons.paint(painter, rect.adjusted(5, 5, -5, -5), icon, colours.ink)


class FilterChip(QAbstractButton):
    """A condition in use, e.g. 收到：2026年.

    Click or Enter opens it (``clicked``); the cross, Delete or Backspace removes it (``removed``,
    with ``key``).
    """

    removed = Signal(object)

    def __init__(self, look: Look, text: str, key: object = None, icon: str = "") -> None:
        super().__init__()
        self._look = look
        self._key = key
        self._icon = icon
        self.setText(text)
        self.setAccessibleName(text)
        self.setAccessibleDescription(tr("按 Delete 键去掉。"))
        self.setToolTip(tr("点击修改；点叉号或按 Delete 键去掉。"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """Text, cross, and the icon when there is one."""
        text = QFontMetrics(font(sizes.CAPTION)).horizontalAdvance(self.text())
        return QSize(text + 40 + (18 if self._icon else 0), 26)

    def minimumSizeHint(self) -> QSize:
        """A long one may be squeezed."""
        return QSize(min(self.sizeHint().width(), 96), 26)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete and Backspace remove; Enter opens like Space does."""
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removed.emit(self._key)
        elif not enter_presses(self, event):
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The cross removes, the rest opens."""
        if event.position().x() >= self.width() - 24 and self.isDown():
            self.setDown(False)
            self.removed.emit(self._key)
        else:
            super().mouseReleaseEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Ground, text, cross."""
        rect = QRectF(self.rect())
        with QPainter(self) as painter:
            ink = self._look.colour("accent")
            rounded(painter, rect, sizes.RADIUS, self._look.colour("accent_soft"))
            if self.hasFocus():
                focus_ring(painter, rect, self._look)
            left = sizes.S
            if self._icon:
                self._look.icons.paint(painter, QRectF(left, 6, 14, 14), self._icon, ink)
                left += 18
            painter.setFont(font(sizes.CAPTION))
            painter.setPen(ink)
            room = QRectF(left, 0, rect.width() - left - 24, rect.height())
            text = painter.fontMetrics().elidedText(
                self.text(), Qt.TextElideMode.ElideRight, int(room.width()) + 1
            )
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, text)
            self._look.icons.paint(painter, QRectF(rect.width() - 21, 6, 14, 14), "close", ink)
