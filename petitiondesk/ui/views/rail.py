"""The rail at the left: where to go, and where one is."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter, QPaintEvent, QShortcut
from PySide6.QtWidgets import QAbstractButton, QFrame, QVBoxLayout

from petitiondesk.infra.i18n import tr
from petitiondesk.ui import tokens as sizes
from petitiondesk.ui.look import Look
from petitiondesk.ui.style import font
from petitiondesk.ui.views.buttons import enter_presses
from petitiondesk.ui.views.painting import focus_ring


@dataclass(frozen=True)
class RailItem:
    """A page of the desk: its key, its name as shown, its icon."""

    key: str
    label: str
    icon: str


class Rail(QFrame):
    """Pages by click, Up and Down, or Ctrl+1 … Ctrl+9. ``requested(key)``; `mark` shows where.

    ``browsed(key)``: Up or Down came to a page, and the keyboard is to stay on the rail.
    """

    requested = Signal(str)
    browsed = Signal(str)

    def __init__(self, look: Look, items: Sequence[RailItem]) -> None:
        super().__init__()
        self.setObjectName("rail")
        self.setAccessibleName(tr("页面"))
        self.setFixedWidth(sizes.RAIL)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, sizes.S, 1, sizes.S)
        column.setSpacing(0)
        self._buttons: list[RailButton] = []
        for index, item in enumerate(items):
            button = RailButton(look, item, index)
            button.wanted.connect(self.requested)
            button.stepped.connect(self.step)
            column.addWidget(button)
            self._buttons.append(button)
            if index < 9:
                shortcut = QShortcut(QKeySequence(f"Ctrl+{index + 1}"), self)
                shortcut.activated.connect(button.go)
        column.addStretch(1)

    def mark(self, key: str) -> None:
        """Show that page ``key`` is open."""
        for button in self._buttons:
            button.setChecked(button.item.key == key)
            tab = button.isChecked()
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if tab else Qt.FocusPolicy.ClickFocus)

    def button(self, key: str) -> "RailButton":
        """The button of a page."""
        return next(button for button in self._buttons if button.item.key == key)

    def step(self, index: int, by: int) -> None:
        """Put the keyboard on the next button that may be pressed, and show its page."""
        button = self._buttons[(index + by) % len(self._buttons)]
        if not button.isEnabled():
            self.step(index + by, by)
            return
        button.setFocus(Qt.FocusReason.TabFocusReason)
        self.browsed.emit(button.item.key)


class RailButton(QAbstractButton):
    """One page on the rail. ``wanted(key)``; ``stepped(own index, -1 or 1)`` towards a neighbour."""

    wanted = Signal(str)
    stepped = Signal(int, int)

    def __init__(self, look: Look, item: RailItem, index: int) -> None:
        super().__init__()
        self.item = item
        self._look = look
        self._index = index
        self.setCheckable(True)
        self.setText(item.label)
        self.setAccessibleName(item.label)
        keys = f" (Ctrl+{index + 1})" if index < 9 else ""
        self.setToolTip(item.label + keys)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.clicked.connect(self._undo_toggle)
        look.changed.connect(self.update)

    def go(self) -> None:
        """Ask for the page; the window decides and marks it."""
        self.wanted.emit(self.item.key)

    def _undo_toggle(self) -> None:
        self.setChecked(not self.isChecked())
        self.go()

    def sizeHint(self) -> QSize:
        """Icon over name."""
        return QSize(sizes.RAIL - 1, 58)

    def minimumSizeHint(self) -> QSize:
        """Closer together on a low screen."""
        return QSize(sizes.RAIL - 1, 40)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and Down go to the neighbours."""
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if step is not None:
            self.stepped.emit(self._index, step)
        elif not enter_presses(self, event):
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Marker, icon, name."""
        rect = QRectF(self.rect())
        with QPainter(self) as painter:
            here = self.isChecked()
            if here or self.underMouse():
                painter.fillRect(rect, self._look.colour("accent_soft" if here else "hover"))
            if here:
                painter.fillRect(QRectF(0, 0, 3, rect.height()), self._look.colour("accent"))
            if self.hasFocus():
                focus_ring(painter, rect.adjusted(4, 2, -2, -2), self._look)
            plain = "muted" if self.isEnabled() else "edge"
            ink = self._look.colour("accent" if here else plain)
            middle = round(rect.width() / 2) + 1
            top = round((rect.height() - 38) / 2)
            self._look.icons.paint(painter, QRectF(middle - 10, top, 20, 20), self.item.icon, ink)
            painter.setFont(font(sizes.CAPTION, bold=here))
            painter.setPen(ink)
            room = QRectF(5, top + 20, rect.width() - 8, 20)
            text = painter.fontMetrics().elidedText(
                self.text(), Qt.TextElideMode.ElideRight, int(room.width())
            )
            painter.drawText(room, Qt.AlignmentFlag.AlignCenter, text)
