"""Layout of the preview beside the ledger: one case at a glance."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from petitiondesk.infra.i18n import tr
from petitiondesk.ui import tokens as sizes
from petitiondesk.ui.look import Look
from petitiondesk.ui.views.buttons import Button
from petitiondesk.ui.views.cards import Card, EmptyState, Reading, label
from petitiondesk.ui.views.chips import Chip
from petitiondesk.ui.views.clock_strip import ClockEntry
from petitiondesk.ui.views.layouts import FlowLayout, empty
from petitiondesk.ui.views.painting import Pill
from petitiondesk.ui.views.scrolled import ReadingArea

WIDTH = 340
"""Of the pane, in pixels."""
_LOW = 320
"""Height in pixels under which the next steps give way: they only lead to the case, as its link does."""


@dataclass(frozen=True)
class Glance:
    """A case in words, masked as lists are: ``steps`` are (headline, when), newest first.

    ``onward`` are the lawful next steps as their buttons are called.
    """

    number: str
    marks: Sequence[Pill]
    summary: str
    clocks: Sequence[ClockEntry]
    facts: Sequence[tuple[str, str]]
    text: str
    steps: Sequence[tuple[str, str]]
    onward: Sequence[str]


class PreviewPane(Card):
    """Shows a `Glance` under its number; ``open`` and the buttons of ``onward`` lead to the case."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, tr("预览"))
        self.setFixedWidth(WIDTH)
        self.open = Button(look, tr("打开这一件"), role="link", compact=True)
        self.add_head(self.open)
        self.nothing = EmptyState(look, "eye", tr("选中一件，这里就显示它。"))
        self.area = ReadingArea(tr("预览"))
        self.onward = QWidget()
        self._flow = FlowLayout(self.onward)
        self._flow.setSpacing(sizes.S)
        self.buttons: list[Button] = []
        self.add(self.area, 1)
        self.add(self.nothing, 1)
        self.add(self.onward)
        self.area.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self.clear()

    def sizeHint(self) -> QSize:
        """As high as there is room: a long case scrolls inside."""
        return QSize(WIDTH, 200)

    def clear(self) -> None:
        """There is nothing to show."""
        self.title.setText(tr("预览"))
        self._show(anything=False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Room to read comes before the next steps."""
        super().resizeEvent(event)
        self._give_room()

    def show_glance(self, glance: Glance) -> None:
        """Show a case."""
        inner = QWidget()
        inner.setProperty("clear", "true")
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, sizes.S, 0)
        column.setSpacing(sizes.S)
        self.title.setText(glance.number)
        self._head(column, glance)
        for clock in glance.clocks:
            self._clock(column, clock)
        column.addLayout(_grid(glance.facts))
        if glance.text:
            column.addWidget(label(tr("主要内容"), "strong"))
            column.addWidget(Reading(glance.text))
        column.addWidget(label(tr("最近的经过"), "strong"))
        for what, when in glance.steps:
            column.addWidget(label(what, wrap=True))
            column.addWidget(label(when, "caption"))
        column.addStretch(1)
        self.area.setWidget(inner)
        self._offer(glance.onward)
        self.area.setAccessibleDescription(f"{glance.number} {glance.summary}")
        self._show(anything=True)

    def _head(self, column: QVBoxLayout, glance: Glance) -> None:
        row = QWidget()
        flow = FlowLayout(row)
        for mark in glance.marks:
            flow.addWidget(Chip(self._look, mark.text, mark.icon, mark.tone))
        column.addWidget(row)
        column.addWidget(Reading(glance.summary, "strong"))

    def _clock(self, column: QVBoxLayout, clock: ClockEntry) -> None:
        """Its name and how it stands, and below why that day."""
        row = QWidget()
        flow = FlowLayout(row)
        if clock.title:
            flow.addWidget(label(clock.title))
        flow.addWidget(Chip(self._look, clock.pill.text, clock.pill.icon, clock.pill.tone))
        column.addWidget(row)
        if clock.title:
            column.addWidget(label(clock.explanation, "caption", wrap=True))
        else:
            row.setToolTip(clock.explanation)

    def _offer(self, names: Sequence[str]) -> None:
        empty(self._flow)
        self.buttons = [Button(self._look, name, compact=True) for name in names]
        for button in self.buttons:
            self._flow.addWidget(button)

    def _show(self, *, anything: bool) -> None:
        self.area.setVisible(anything)
        self._give_room()
        self.open.setVisible(anything)
        self.nothing.setVisible(not anything)

    def _give_room(self) -> None:
        shown = not self.area.isHidden() and bool(self.buttons)
        self.onward.setVisible(shown and self.height() >= _LOW)


def _grid(facts: Sequence[tuple[str, str]]) -> QGridLayout:
    """Label and value, line by line."""
    grid = QGridLayout()
    grid.setHorizontalSpacing(sizes.M)
    grid.setVerticalSpacing(sizes.XS)
    grid.setColumnStretch(1, 1)
    for row, (name, value) in enumerate(facts):
        top = Qt.AlignmentFlag.AlignTop
        grid.addWidget(label(name, "muted"), row, 0, top)
        grid.addWidget(Reading(value), row, 1, top)
    return grid
