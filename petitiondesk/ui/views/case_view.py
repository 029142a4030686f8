"""Layout of the case page: number and clocks on top, facts left, history right."""

from collections.abc import Sequence
from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QScrollArea,
    QSizePolicy,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from petitiondesk.infra.i18n import tr
from petitiondesk.ui import tokens as sizes
from petitiondesk.ui.look import Look
from petitiondesk.ui.views.buttons import Button
from petitiondesk.ui.views.cards import Card, label
from petitiondesk.ui.views.chips import Chip
from petitiondesk.ui.views.clock_strip import ClockStrip
from petitiondesk.ui.views.elided import ElidedLabel
from petitiondesk.ui.views.facts_tab import FactsTab
from petitiondesk.ui.views.files import DropZone
from petitiondesk.ui.views.history import HistoryList
from petitiondesk.ui.views.layouts import FlowLayout, empty, ends, flow
from petitiondesk.ui.views.letters_view import LettersTab
from petitiondesk.ui.views.painting import Pill
from petitiondesk.ui.views.two_cards import TwoCards

_NARROW = 760
"""Width in pixels under which the history goes below the facts."""


class CaseView(QWidget):
    """The page's parts; `pages.case` fills them."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        outer = QVBoxLayout(self)
        outer.setContentsMargins(sizes.XL, sizes.L, sizes.XL, sizes.L)
        outer.setSpacing(sizes.M)
        outer.addLayout(self._heading())
        self.clocks = ClockStrip(look)
        outer.addWidget(self.clocks)
        outer.addWidget(TwoCards(self._left(), self._right(), (2, 1), _NARROW), 1)

    def _heading(self) -> QVBoxLayout:
        """Number and marks left, the next steps right; below where both do not fit."""
        column = QVBoxLayout()
        column.setSpacing(sizes.S)
        self.number = label("", "title")
        self.number.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.chips = QWidget()
        self._chips = FlowLayout(self.chips)
        self.print = Button(self._look, tr("打印"), role="link", icon="print", compact=True)
        names = flow(self.number, self.chips, self.print, spacing=sizes.M)
        self.buttons = QWidget()
        FlowLayout(self.buttons)
        self.line = ends(names, self.buttons)
        self.summary = ElidedLabel("", "head")
        column.addWidget(self.line)
        column.addWidget(self.summary)
        return column

    def _left(self) -> QWidget:
        card = Card(self._look, "")
        card.title.hide()
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName(tr("案卷内容"))
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)  # a white line in the dark scheme
        self.facts = FactsTab(self._look, tr("事项"))
        self.handling = FactsTab(self._look, tr("办理"))
        self.files = FilesTab(self._look)
        self.letters = LettersTab(self._look)
        self.links = LinksTab(self._look)
        self.tabs.addTab(self.facts, tr("事项"))
        self.tabs.addTab(self.handling, tr("办理"))
        self.tabs.addTab(self.files, tr("附件"))
        self.tabs.addTab(self.letters, tr("文书"))
        self.tabs.addTab(self.links, tr("关联"))
        _scrolls_inside(self.tabs)
        card.add(self.tabs, 1)
        return card

    def _right(self) -> QWidget:
        card = Card(self._look, tr("经过"))
        self.take_back = Button(
            self._look, tr("撤销上一步"), role="link", icon="undo", compact=True
        )
        self.correct = Button(self._look, tr("更正"), role="link", icon="edit", compact=True)
        card.add_head(self.correct)
        card.add_head(self.take_back)
        self.history = HistoryList(self._look)
        _scrolls_inside(self.history)
        card.add(self.history, 1)
        return card

    def set_chips(self, pills: Sequence[Pill]) -> None:
        """State and marks beside the number."""
        empty(self._chips)
        for pill in pills:
            self._chips.addWidget(Chip(self._look, pill.text, pill.icon, pill.tone))

    def set_buttons(self, buttons: Sequence[Button]) -> None:
        """These next steps, in their places at once: a hand may be quicker than Qt's next turn.

        The keyboard that was on a step goes on to the likeliest next one, which is the last.
        """
        row = self.buttons.layout()
        assert row is not None
        here = cast("QWidget | None", self.window().focusWidget())  # Qt's stubs know no None
        on_a_step = here is not None and self.buttons.isAncestorOf(here)
        empty(row)
        for button in buttons:
            row.addWidget(button)
            button.show()
        for widget in (self.buttons, self.line):
            layout = widget.layout()
            assert layout is not None
            layout.activate()
        if on_a_step:
            (buttons[-1] if buttons else self.tabs.tabBar()).setFocus()


class FilesTab(QWidget):
    """The attachments, and above them the place to drop more; a long list scrolls."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, sizes.M, 0, 0)
        self.zone = DropZone(look)
        rows = QWidget()
        rows.setProperty("clear", "true")
        self.list = QVBoxLayout(rows)
        self.list.setContentsMargins(0, 0, sizes.S, 0)
        self.list.setSpacing(sizes.XS)
        self.list.setAlignment(Qt.AlignmentFlag.AlignTop)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its rows' buttons take the keyboard along
        area.setWidget(rows)
        column.addWidget(self.zone)
        column.addWidget(area, 1)


class LinksTab(QWidget):
    """The first petition of the matter and the later ones."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, sizes.M, 0, 0)
        self.column.setSpacing(sizes.XS)
        self.column.setAlignment(Qt.AlignmentFlag.AlignTop)


def _scrolls_inside(widget: QWidget) -> None:
    """A long petition scrolls inside its card; the page itself stays as high as the window."""
    widget.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
    widget.setMinimumHeight(220)
