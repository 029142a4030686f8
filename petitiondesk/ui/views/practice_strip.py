"""The line over the pages that leads through practice, or offers it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from petitiondesk.infra.i18n import tr
from petitiondesk.ui import tokens as sizes
from petitiondesk.ui.look import Look
from petitiondesk.ui.style import Tone
from petitiondesk.ui.views.buttons import Button
from petitiondesk.ui.views.cards import label
from petitiondesk.ui.views.chips import IconDot


class PracticeStrip(QFrame):
    """What to do next, a button that goes on, a button that ends it; hidden at first."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setObjectName("practice")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.title = label("", "strong")
        self.words = label("", wrap=True)
        self.go = Button(look, tr("带我去"), compact=True)
        self.leave = Button(look, tr("结束练习"), role="link")
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.title)
        words.addWidget(self.words)
        row = QHBoxLayout(self)
        row.setContentsMargins(sizes.L, sizes.S, sizes.L, sizes.S)
        row.setSpacing(sizes.M)
        row.addWidget(IconDot(look, "info", Tone.ACCENT, 24))
        row.addLayout(words, 1)
        row.addWidget(self.go)
        row.addWidget(self.leave)
        self.hide()

    def show_words(self, title: str, words: str, go: str, leave: str) -> None:
        """Say what to do next; a button without words is left out."""
        self.title.setText(title)
        self.words.setText(words)
        self.setAccessibleName(f"{title}\n{words}")
        for button, text in ((self.go, go), (self.leave, leave)):
            button.setText(text)
            button.setAccessibleName(text)
            button.setVisible(bool(text))
        self.show()
