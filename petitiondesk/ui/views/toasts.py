"""Strips at the bottom of the window that tell something without interrupting."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from petitiondesk.infra.i18n import tr
from petitiondesk.ui import tokens as sizes
from petitiondesk.ui.look import Look
from petitiondesk.ui.style import Tone
from petitiondesk.ui.views.buttons import Button, IconButton
from petitiondesk.ui.views.chips import IconDot

SHOWN_MS = 8000
"""Long enough to read twice and to reach 撤销; waits while the pointer or the focus is on it."""
MOST = 3

_ICONS = {Tone.GOOD: "check", Tone.SOON: "warning", Tone.LATE: "warning"}


class Toast(QFrame):
    """One strip: icon, sentence, an optional action, a close button. ``closed`` once.

    ``passing``: it says that something is done, and offers nothing that is not to be had elsewhere.
    """

    closed = Signal()

    def __init__(
        self,
        look: Look,
        text: str,
        tone: Tone,
        action: str = "",
        run: Callable[[], None] | None = None,
        *,
        stays: bool = False,
    ) -> None:
        super().__init__()
        self.setProperty("frame", "toast")
        self.setAccessibleName(text)
        self.text = QLabel(text)
        self.text.setTextFormat(Qt.TextFormat.PlainText)
        self.text.setWordWrap(True)
        self.text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._run = run
        self.passing = tone is Tone.GOOD and run is None and not stays
        self.gone = False
        self.action = Button(look, action, role="link") if run else None
        self.close_button = IconButton(look, "close", tr("关闭这条提示"))
        self.close_button.clicked.connect(self.dismiss)
        self._lay_out(IconDot(look, _ICONS.get(tone, "info"), tone))
        self._timer = QTimer(self, singleShot=True, interval=SHOWN_MS)
        self._timer.timeout.connect(self._maybe_dismiss)
        if not stays:
            self._timer.start()

    def _lay_out(self, dot: IconDot) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(sizes.M, sizes.S, sizes.S, sizes.S)
        row.setSpacing(sizes.S)
        row.addWidget(dot)
        row.addWidget(self.text, 1)
        if self.action is not None:
            self.action.clicked.connect(self._act)
            row.addWidget(self.action)
        row.addWidget(self.close_button)

    def dismiss(self) -> None:
        """Take the strip away."""
        self._timer.stop()
        self.gone = True
        self.hide()
        self.closed.emit()

    def enterEvent(self, event: QEnterEvent) -> None:
        """Wait while the pointer is on it."""
        if self._timer.isActive():
            self._timer.start()
        super().enterEvent(event)

    def _act(self) -> None:
        self.dismiss()
        if self._run is not None:
            self._run()

    def _maybe_dismiss(self) -> None:
        if self.underMouse() or self.hasFocus() or self._button_has_focus():
            self._timer.start()
        else:
            self.dismiss()

    def _button_has_focus(self) -> bool:
        return any(button.hasFocus() for button in self.findChildren(QAbstractButton))


class ToastArea(QWidget):
    """Keeps the newest strips at the bottom centre of ``anchor``, a part of ``host``."""

    def __init__(self, look: Look, host: QWidget, anchor: QWidget) -> None:
        super().__init__(host)
        self._look = look
        self._anchor = anchor
        self._toasts: list[Toast] = []
        self._stack = QVBoxLayout(self)
        self._stack.setContentsMargins(0, 0, 0, 0)
        self._stack.setSpacing(sizes.S)
        anchor.installEventFilter(self)
        self.hide()

    def show_toast(
        self,
        text: str,
        tone: Tone = Tone.GOOD,
        action: str = "",
        run: Callable[[], None] | None = None,
        *,
        stays: bool = False,
        passing: bool = False,
    ) -> Toast:
        """Show a strip. Those that only confirmed something go for it, and the oldest of too many."""
        for toast in self.toasts():
            if toast.passing:
                toast.dismiss()
        while len(self._toasts) >= MOST:
            self._toasts[0].dismiss()
        toast = Toast(self._look, text, tone, action, run, stays=stays)
        toast.passing |= passing
        toast.closed.connect(self._sweep)
        self._toasts.append(toast)
        self._stack.addWidget(toast)
        self._place()
        self.show()
        self.raise_()
        return toast

    def toasts(self) -> list[Toast]:
        """The strips on screen, oldest first."""
        return list(self._toasts)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the anchor's place and size."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Move):
            self._place()
        return super().eventFilter(watched, event)

    def _sweep(self) -> None:
        for toast in [toast for toast in self._toasts if toast.gone]:
            self._toasts.remove(toast)
            self._stack.removeWidget(toast)
            toast.deleteLater()
        self.setVisible(bool(self._toasts))
        self._place()

    def _place(self) -> None:
        host = self.parentWidget()
        if host is None:
            return
        width = min(640, self._anchor.width() - 2 * sizes.XL)
        height = sum(max(toast.heightForWidth(width), 48) for toast in self._toasts)
        height += sizes.S * max(0, len(self._toasts) - 1)
        corner = self._anchor.mapTo(host, QPoint(0, 0))
        left = corner.x() + (self._anchor.width() - width) // 2
        top = corner.y() + self._anchor.height() - height - sizes.L
        self.setGeometry(left, top, width, height)
