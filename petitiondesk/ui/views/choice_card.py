"""A large button that explains itself: icon, title, a sentence."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QVBoxLayout

from petitiondesk.ui import tokens as sizes
from petitiondesk.ui.look import Look
from petitiondesk.ui.style import Tone
from petitiondesk.ui.views.buttons import enter_presses
from petitiondesk.ui.views.cards import label
from petitiondesk.ui.views.chips import IconDot
from petitiondesk.ui.views.painting import focus_ring, rounded


class ChoiceCard(QAbstractButton):
    """One way to go on, where there are two or three. Click, Enter or Space takes it."""

    def __init__(self, look: Look, icon: str, title: str, sentence: str) -> None:
        super().__init__()
        self._look = look
        self.setText(title)
        self.setAccessibleName(title)
        self.setAccessibleDescription(sentence)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        words = QVBoxLayout()
        words.setSpacing(2)
        for text in (label(title, "strong"), label(sentence, "caption", wrap=True)):
            text.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            words.addWidget(text)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(sizes.L, sizes.M, sizes.L, sizes.M)
        self._row.setSpacing(sizes.L)
        dot = IconDot(look, icon, Tone.ACCENT, 36)
        dot.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._row.addWidget(dot)
        self._row.addLayout(words, 1)
        look.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """As large as its words."""
        return self._row.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter takes it."""
        if not enter_presses(self, event):
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The card and the focus ring."""
        rect = QRectF(self.rect())
        with QPainter(self) as painter:
            ground = "hover" if self.underMouse() or self.isDown() else "surface"
            edge = self._look.colour("edge")
            rounded(painter, rect, sizes.CARD_RADIUS, self._look.colour(ground), edge)
            if self.hasFocus():
                focus_ring(painter, rect, self._look, sizes.CARD_RADIUS)
