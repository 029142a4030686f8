"""The history of a case as a line of events, newest first."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from petitiondesk.infra.i18n import tr
from petitiondesk.ui import tokens as sizes
from petitiondesk.ui.look import Look
from petitiondesk.ui.style import Tone, set_property
from petitiondesk.ui.views.cards import label

_DOT = 10


@dataclass(frozen=True)
class HistoryEntry:
    """One event: what, when (as shown), and details; ``tone`` colours its dot."""

    title: str
    when: str
    detail: str = ""
    tone: Tone = Tone.NEUTRAL


class HistoryList(QScrollArea):
    """Events one under another; scrolls by keyboard, texts can be selected and copied."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.setAccessibleName(tr("经过"))
        self.setWidgetResizable(True)
        set_property(self, "reading", "true")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.set_entries(())

    def set_entries(self, entries: Sequence[HistoryEntry]) -> None:
        """Show these events, in this order."""
        inner = QWidget()
        inner.setProperty("clear", "true")
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, sizes.XS, 0)
        column.setSpacing(0)
        for index, entry in enumerate(entries):
            column.addWidget(_Row(self._look, entry, last=index == len(entries) - 1))
        column.addStretch(1)
        self.setWidget(inner)

    def texts(self) -> list[str]:
        """The titles on screen, from the top."""
        return [row.entry.title for row in self.findChildren(_Row)]


class _Row(QWidget):
    """One event; the dot and its line are painted in the left margin."""

    def __init__(self, look: Look, entry: HistoryEntry, *, last: bool) -> None:
        super().__init__()
        self._look = look
        self._last = last
        self.entry = entry
        self.setAccessibleName(f"{entry.when} {entry.title}")
        self.setAccessibleDescription(entry.detail)
        title = label(entry.title, "strong", wrap=True)
        when = label(entry.when, "caption")
        head = QHBoxLayout()
        head.setSpacing(sizes.M)
        head.addWidget(title, 1)
        head.addWidget(when, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(sizes.XL, 0, 0, sizes.M)
        column.setSpacing(0)
        column.addLayout(head)
        if entry.detail:
            detail = label(entry.detail, "muted", wrap=True)
            detail.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            column.addWidget(detail)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Dot and line."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        tone = self.entry.tone
        plain = tone is Tone.NEUTRAL
        if not self._last:
            painter.setBrush(self._look.colour("line"))
            painter.drawRect(QRectF(_DOT / 2 - 0.5, 20, 1, self.height() - 20 + 5))
        painter.setBrush(self._look.colour("edge") if plain else self._look.tone(tone).ink)
        painter.drawEllipse(QRectF(0, 5, _DOT, _DOT))
