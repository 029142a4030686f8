"""The one search box on top of the window."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter, QPaintEvent, QShortcut
from PySide6.QtWidgets import QLineEdit, QSizePolicy

from petitiondesk.infra.i18n import tr
from petitiondesk.ui.look import Look
from petitiondesk.ui.views.painting import key_size, middle_left, paint_key

KEYS = "Ctrl K"


class SearchBox(QLineEdit):
    """Searches names, numbers, phones, texts. Ctrl+K goes there, Escape empties it.

    ``submitted(text)`` on Enter; ``textEdited`` while typing.
    """

    submitted = Signal(str)

    def __init__(self, look: Look, placeholder: str = "") -> None:
        super().__init__()
        self._look = look
        self.setObjectName("searchBox")
        self.setAccessibleName(tr("查找"))
        self.setPlaceholderText(placeholder or tr("查找姓名、编号、电话、内容"))
        self.setTextMargins(24, 0, key_size(KEYS).width() + 4, 0)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMaximumWidth(480)
        self._shortcut = QShortcut(QKeySequence("Ctrl+K"), self)
        self._shortcut.activated.connect(self.enter)
        self.returnPressed.connect(self._submit)
        look.changed.connect(self.update)

    def enter(self) -> None:
        """Go to the box with its text selected."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()

    def sizeHint(self) -> QSize:
        """Room for the whole placeholder."""
        width = self.fontMetrics().horizontalAdvance(self.placeholderText()) + 130
        return QSize(min(480, max(404, width)), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """It may shrink on a small screen."""
        return QSize(200, super().minimumSizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape empties the box, or leaves it when it is empty."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self.text():
            self.clear()
            self.textEdited.emit("")
        else:
            self.clearFocus()

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
        self.submitted.emit(self.text().strip())
