"""The running limits of a case: cards where they stand side by side, lines of a list where not."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from petitiondesk.infra.i18n import tr
from petitiondesk.ui import tokens as sizes
from petitiondesk.ui.look import Look
from petitiondesk.ui.style import Tone
from petitiondesk.ui.views.cards import Card, label
from petitiondesk.ui.views.chips import Chip
from petitiondesk.ui.views.layouts import FlowLayout, empty
from petitiondesk.ui.views.painting import Pill

_LEAST = 270
"""A card narrower than this would break its explanation into too many lines; in pixels."""


@dataclass(frozen=True)
class ClockEntry:
    """A limit in words: what is to be done, how it stands, why that day; ``edge`` colours its card."""

    title: str
    pill: Pill
    explanation: str
    edge: Tone = Tone.NEUTRAL


class ClockStrip(QWidget):
    """Running limits as cards side by side, or as lines where they are many or the window is narrow.

    Below them the limits that were met, as chips with their explanation on hover.
    """

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._least = 0
        self._running: Sequence[ClockEntry] = ()
        self._reached: Sequence[ClockEntry] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(sizes.S)
        self.cards = QWidget()
        self._row = QHBoxLayout(self.cards)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(sizes.M)
        self.list = Card(look)
        self.list.setAccessibleName(tr("期限"))
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(sizes.M)
        self._grid.setVerticalSpacing(sizes.XS)
        self._grid.setColumnStretch(2, 1)
        self.list.add(self._grid)
        self.met = QWidget()
        self._met = FlowLayout(self.met)
        self._met.setSpacing(sizes.S)
        for part in (self.cards, self.list, self.met):
            column.addWidget(part)

    def set_clocks(self, running: Sequence[ClockEntry], met: Sequence[ClockEntry] = ()) -> None:
        """Show these limits and no others; those that stay are not made anew: most steps move none."""
        if (running, met) == (self._running, self._reached):
            return
        self._running, self._reached = running, met
        for layout in (self._row, self._grid, self._met):
            empty(layout)
        widths = [self._add_card(entry) for entry in running]
        self._least = (max(widths, default=0) + sizes.M) * len(widths) - sizes.M  # all are as wide
        for entry in met:
            chip = self._chip(entry)
            chip.setToolTip(entry.explanation)
            chip.setAccessibleDescription(entry.explanation)
            self._met.addWidget(chip)
        self.met.setVisible(bool(met))
        self.setVisible(bool(running or met))
        self._choose()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cards or lines, whichever the width allows."""
        super().resizeEvent(event)
        self._choose()

    def _choose(self) -> None:
        """Show one of both; lines are made once there is no room for cards."""
        in_cards = self._least <= self.width()
        if not in_cards and not self._grid.count():
            for place, entry in enumerate(self._running):
                self._add_line(place, entry)
        self.cards.setVisible(bool(self._running) and in_cards)
        self.list.setVisible(bool(self._running) and not in_cards)

    def _add_card(self, entry: ClockEntry) -> int:
        """Add a card; the width it needs so that its title stays on one line."""
        card = Card(self._look, entry.title, edge=entry.edge)
        card.add_head(self._chip(entry))
        line = label(entry.explanation, "caption", wrap=True)
        line.setToolTip(entry.explanation)
        card.add(line)
        card.body.addStretch(1)
        self._row.addWidget(card, 1)
        card.title.ensurePolished()  # bold is wider
        head = card.title.sizeHint().width() + self._chip(entry).sizeHint().width()
        return max(_LEAST, head + sizes.S + 2 * sizes.L)

    def _add_line(self, place: int, entry: ClockEntry) -> None:
        line = label(entry.explanation, "caption", wrap=True)
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        self._grid.addWidget(label(entry.title, "strong"), place, 0)
        self._grid.addWidget(self._chip(entry), place, 1, left)
        self._grid.addWidget(line, place, 2)

    def _chip(self, entry: ClockEntry) -> Chip:
        chip = Chip(self._look, entry.pill.text, entry.pill.icon, entry.pill.tone)
        chip.setMinimumWidth(chip.sizeHint().width())
        return chip
