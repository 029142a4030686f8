"""The one search box on top of the window."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QShortcut,
)
from PySide6.QtWidgets import QLineEdit, QSizePolicy

from petitiondesk.infra.i18n import tr
from petitiondesk.ui.commands import ONLY_ACTIONS
from petitiondesk.ui.look import Look
from petitiondesk.ui.views.painting import key_size, middle_left, paint_key

KEYS = "Ctrl K"

_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class SearchBox(QLineEdit):
    """Searches names, numbers, phones, texts. Ctrl+K goes there, Escape empties it.

    ``submitted(text)`` on Enter; ``textEdited`` while typing. Something may be offered below it
    (`set_offered`): then ``stepped(by)`` on the arrows, and ``taken`` on Enter where a line is chosen.
    ``asked``: Ctrl+K; ``left``: the keyboard went, or Escape. While an input method composes, every
    key is its own.
    """

    HELP = "search"

    submitted = Signal(str)
    asked = Signal()
    stepped = Signal(int)
    taken = Signal()
    left = Signal()

    def __init__(self, look: Look, placeholder: str = "") -> None:
        super().__init__()
        self._look = look
        self.setObjectName("searchBox")
        self.setAccessibleName(tr("查找"))
        self.setPlaceholderText(placeholder or tr("查找姓名、编号、电话、内容，或输入要做的事"))
        self.setToolTip(self.placeholderText())  # on a narrow screen the field is short
        self.setTextMargins(24, 0, key_size(KEYS).width() + 4, 0)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMaximumWidth(480)
        self._listing = self._chosen = self._composing = False
        self._shortcut = QShortcut(QKeySequence("Ctrl+K"), self)
        self._shortcut.activated.connect(self.enter)
        self.returnPressed.connect(self._submit)
        look.changed.connect(self.update)

    def enter(self) -> None:
        """Go to the box with its text selected."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()
        self.asked.emit()

    def set_offered(self, *, listing: bool, chosen: bool) -> None:
        """Whether something is offered below, and whether one of its lines is what Enter means."""
        self._listing, self._chosen = listing, chosen
        if not listing:
            self.setAccessibleDescription("")

    def sizeHint(self) -> QSize:
        """Room for the whole placeholder."""
        width = self.fontMetrics().horizontalAdvance(self.placeholderText()) + 130
        return QSize(min(480, max(404, width)), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """It may shrink on a small screen."""
        return QSize(200, super().minimumSizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go through what is offered; Escape puts it away, empties the box, then leaves it."""
        step = _STEPS.get(Qt.Key(event.key()))
        if self._composing:
            super().keyPressEvent(event)
        elif step is not None:
            self.stepped.emit(step)
        elif event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self._listing:
            self.left.emit()
        elif self.text():
            self.clear()
            self.textEdited.emit("")
        else:
            self.clearFocus()

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """An input method begins or ends to compose."""
        self._composing = bool(event.preeditString())
        super().inputMethodEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """What is offered goes with the keyboard."""
        self._composing = False
        super().focusOutEvent(event)
        self.left.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The field, its icon, and the key cap while it is empty."""
        super().paintEvent(event)
        row = QRectF(self.rect())
        with QPainter(self) as painter:
            muted = self._look.colour("muted")
            self._look.icons.paint(painter, middle_left(12, QSize(14, 14), row), "search", muted)
            if not self.text():
                size = key_size(KEYS)
                cap = middle_left(row.width() - size.width() - 12, size, row)
                paint_key(painter, cap, KEYS, muted, self._look)

    def _submit(self) -> None:
        if self._listing and self._chosen:
            self.taken.emit()
        elif not self.text().startswith(ONLY_ACTIONS):
            self.submitted.emit(self.text().strip())
