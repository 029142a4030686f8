"""The history of a case as a line of events, newest first."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from petitiondesk.infra.i18n import tr
from petitiondesk.ui import tokens as sizes
from petitiondesk.ui.look import Look
from petitiondesk.ui.pieces import Pieces
from petitiondesk.ui.style import Tone, set_property
from petitiondesk.ui.turns import Turns
from petitiondesk.ui.views.cards import Reading, label

_DOT = 10


@dataclass(frozen=True)
class HistoryEntry:
    """One event: what, when (as shown), and details; ``tone`` colours its dot."""

    title: str
    when: str
    detail: str = ""
    tone: Tone = Tone.NEUTRAL


_IN_SIGHT = 14
"""Events that are shown at once: more than a card is high."""


class HistoryList(QScrollArea):
    """Events one under another; scrolls by keyboard, texts can be selected and copied."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._entries: Sequence[HistoryEntry] = ()
        self._turns = Turns(self)
        self.setAccessibleName(tr("经过"))
        self.setWidgetResizable(True)
        set_property(self, "reading", "true")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.set_entries(())

    def set_entries(self, entries: Sequence[HistoryEntry]) -> None:
        """Show these events, in this order; those out of sight come a moment later."""
        self._entries = entries
        inner = QWidget()
        inner.setProperty("clear", "true")
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, sizes.XS, 0)
        column.setSpacing(0)
        column.addStretch(1)
        self._turns.begin(self._rows(column, entries), _IN_SIGHT)
        self.setWidget(inner)

    def _rows(self, column: QVBoxLayout, entries: Sequence[HistoryEntry]) -> Pieces:
        for place, entry in enumerate(entries):
            row = _Row(self._look, entry, last=place == len(entries) - 1)
            column.insertWidget(place, row)
            yield

    def texts(self) -> list[str]:
        """The titles, from the top."""
        return [entry.title for entry in self._entries]


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
            column.addWidget(Reading(entry.detail, "muted"))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Dot and line."""
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            tone = self.entry.tone
            plain = tone is Tone.NEUTRAL
            if not self._last:
                painter.setBrush(self._look.colour("line"))
                painter.drawRect(QRectF(_DOT / 2 - 0.5, 20, 1, self.height() - 20 + 5))
            painter.setBrush(self._look.colour("edge") if plain else self._look.tone(tone).ink)
            painter.drawEllipse(QRectF(0, 5, _DOT, _DOT))
