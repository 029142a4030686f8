"""The history of a case as a line of events, newest first."""

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from petitiondesk.infra.i18n import tr
from petitiondesk.ui import tokens as sizes
from petitiondesk.ui.look import Look
from petitiondesk.ui.pieces import Pieces
from petitiondesk.ui.style import Tone
from petitiondesk.ui.turns import Turns
from petitiondesk.ui.views.cards import Reading, label
from petitiondesk.ui.views.scrolled import ReadingArea

_DOT = 10


@dataclass(frozen=True)
class HistoryEntry:
    """One event: what, when (as shown), and details; ``tone`` colours its dot.

    ``whole`` is the detail with nothing cut off.
    """

    title: str
    when: str
    detail: str = ""
    tone: Tone = Tone.NEUTRAL
    whole: str = ""


_NOTHING = HistoryEntry("", "")

_IN_SIGHT = 14
"""Events that are shown at once: more than a card is high."""
_USUAL = 10
"""Events that most cases have."""
_NARROW = 360
"""Width in pixels under which a title beside the time would break every few characters."""


class HistoryList(ReadingArea):
    """Events one under another; scrolls by keyboard, texts can be selected and copied."""

    def __init__(self, look: Look) -> None:
        super().__init__(tr("经过"))
        self._look = look
        self._turns = Turns(self)
        inner = QWidget()
        inner.setProperty("clear", "true")
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(0, 0, sizes.XS, 0)
        self._column.setSpacing(0)
        self._column.addStretch(1)
        self._rows: list[_Row] = []
        self._narrow = False
        self.setWidget(inner)

    def pieces(self) -> Pieces:
        """Make the lines that most cases need."""
        while len(self._rows) < _USUAL:
            self._add_row().hide()
            yield

    def set_entries(self, entries: Iterable[HistoryEntry], count: int) -> None:
        """Show these ``count`` events, in this order; those out of sight come a moment later.

        Each is asked for when it is its turn: putting 300 into words takes a while, too. The lines are
        used again: to make and lay out new ones takes longer than all else of a case.
        """
        for row in self._rows[min(count, _IN_SIGHT) :]:
            row.say(_NOTHING, last=True)
            row.hide()
        self._turns.begin(self._said(entries, count), _IN_SIGHT)
        self.verticalScrollBar().setValue(0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The time stands beside the title, or below it."""
        narrow = self.width() < _NARROW
        if narrow != self._narrow:
            self._narrow = narrow
            for row in self._rows:
                row.turn(below=narrow)
        super().resizeEvent(event)

    def _said(self, entries: Iterable[HistoryEntry], count: int) -> Pieces:
        for place, entry in enumerate(entries):
            if place == len(self._rows):
                self._add_row()
            self._rows[place].say(entry, last=place == count - 1)
            self._rows[place].show()
            yield

    def _add_row(self) -> "_Row":
        row = _Row(self._look)
        row.turn(below=self._narrow)
        self._column.insertWidget(len(self._rows), row)
        self._rows.append(row)
        return row

    def texts(self) -> list[str]:
        """The titles shown so far, from the top."""
        return [row.entry.title for row in self._rows if row.entry is not _NOTHING]


class _Row(QWidget):
    """One event; the dot and its line are painted in the left margin."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._last = True
        self.entry = _NOTHING
        self._title = label("", "strong", wrap=True)
        self._when = label("", "caption")
        self._detail = Reading("", "muted")
        head = self._head = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        head.setSpacing(sizes.M)
        head.addWidget(self._title, 1)
        head.addWidget(self._when, 0, Qt.AlignmentFlag.AlignTop)
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(sizes.XL, 0, 0, sizes.M)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._detail)

    def turn(self, *, below: bool) -> None:
        """Put the time beside the title, or below it."""
        way = QBoxLayout.Direction
        self._head.setDirection(way.TopToBottom if below else way.LeftToRight)
        self._head.setSpacing(0 if below else sizes.M)

    def say(self, entry: HistoryEntry, *, last: bool) -> None:
        """Show this event; ``last`` has no line below it, and no room for one."""
        self.entry, self._last = entry, last
        self._column.setContentsMargins(sizes.XL, 0, 0, 0 if last else sizes.M)
        self.setAccessibleName(f"{entry.when} {entry.title}")
        whole = entry.whole or entry.detail
        self.setAccessibleDescription(whole)
        self._title.setText(entry.title)
        self._when.setText(entry.when)
        self._detail.setText(entry.detail)
        # As a paragraph, Qt wraps it.
        self._detail.setToolTip(f"<p>{escape(whole)}</p>" if whole != entry.detail else "")
        self._detail.setVisible(bool(entry.detail))
        self.update()

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
