"""Layout of the case page: number and clocks on top, facts left, history right."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QSizePolicy,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from petitiondesk.infra.i18n import tr
from petitiondesk.ui import tokens as sizes
from petitiondesk.ui.look import Look
from petitiondesk.ui.style import Tone
from petitiondesk.ui.views.buttons import Button
from petitiondesk.ui.views.cards import Card, label
from petitiondesk.ui.views.chips import Chip
from petitiondesk.ui.views.fields import ElidedLabel
from petitiondesk.ui.views.files import DropZone
from petitiondesk.ui.views.history import HistoryList
from petitiondesk.ui.views.layouts import EqualRow, empty
from petitiondesk.ui.views.painting import Pill


class CaseView(QWidget):
    """The page's parts; `pages.case` fills them."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        outer = QVBoxLayout(self)
        outer.setContentsMargins(sizes.XL, sizes.L, sizes.XL, sizes.L)
        outer.setSpacing(sizes.M)
        outer.addLayout(self._heading())
        self.clocks = QWidget()
        EqualRow(self.clocks, sizes.M)
        outer.addWidget(self.clocks)
        below = QHBoxLayout()
        below.setSpacing(sizes.L)
        below.addWidget(self._left(), 2)
        below.addWidget(self._right(), 1)
        outer.addLayout(below, 1)

    def _heading(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(sizes.M)
        names = QVBoxLayout()
        names.setSpacing(2)
        first = QHBoxLayout()
        first.setSpacing(sizes.M)
        self.number = label("", "title")
        self.number.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        first.addWidget(self.number)
        self.chips = QHBoxLayout()
        self.chips.setSpacing(sizes.S)
        first.addLayout(self.chips)
        first.addStretch(1)
        self.summary = ElidedLabel("", "head")
        names.addLayout(first)
        names.addWidget(self.summary)
        row.addLayout(names, 1)
        self.buttons = QWidget()
        actions = QHBoxLayout(self.buttons)
        actions.setContentsMargins(0, 0, 0, 0)
        actions.setSpacing(sizes.M)
        row.addWidget(self.buttons, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _left(self) -> QWidget:
        card = Card(self._look, "")
        card.title.hide()
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName(tr("案卷内容"))
        self.tabs.setDocumentMode(True)
        self.facts = FactsTab(self._look)
        self.handling = FactsTab(self._look)
        self.files = FilesTab(self._look)
        self.links = LinksTab(self._look)
        self.tabs.addTab(self.facts, tr("事项"))
        self.tabs.addTab(self.handling, tr("办理"))
        self.tabs.addTab(self.files, tr("附件"))
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
        empty(self.chips)
        for pill in pills:
            self.chips.addWidget(Chip(self._look, pill.text, pill.icon, pill.tone))

    def set_clocks(self, cards: Sequence[tuple[str, Pill, str, Tone]]) -> None:
        """One card a clock: title, how it stands, explanation, edge."""
        row = self.clocks.layout()
        assert row is not None
        empty(row)
        for title, pill, explanation, tone in cards:
            card = Card(self._look, title, edge=tone)
            card.add_head(Chip(self._look, pill.text, pill.icon, pill.tone))
            line = label(explanation, "caption", wrap=True)
            line.setToolTip(explanation)
            card.add(line)
            card.body.addStretch(1)
            row.addWidget(card)
        self.clocks.setVisible(bool(cards))


class FactsTab(QScrollArea):
    """Short facts in two columns, then longer texts, each under its heading."""

    reveal_asked = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_facts(
        self,
        facts: Sequence[tuple[str, str]],
        texts: Sequence[tuple[str, str]],
        *,
        reveal: bool = False,
    ) -> None:
        """Show (label, value) facts and (heading, text) texts; ``reveal`` offers to unmask."""
        inner = QWidget()
        inner.setProperty("clear", "true")
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, sizes.S, sizes.S, 0)
        column.setSpacing(sizes.S)
        if reveal:
            button = Button(
                self._look, tr("查看完整信息（记入经过）"), role="link", icon="eye", compact=True
            )
            button.clicked.connect(self.reveal_asked)
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addLayout(_fact_grid(facts))
        for heading, text in texts:
            column.addSpacing(sizes.XS)
            column.addWidget(label(heading, "strong"))
            column.addWidget(_reading(text))
        column.addStretch(1)
        self.setWidget(inner)


class FilesTab(QWidget):
    """The attachments and the place to drop more."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, sizes.M, 0, 0)
        self.zone = DropZone(look)
        self.hint = label(tr("双击附件另存后打开；点叉号移出，须写明原因。"), "caption", wrap=True)
        self.list = QVBoxLayout()
        self.list.setSpacing(sizes.XS)
        column.addWidget(self.zone)
        column.addLayout(self.list)
        column.addStretch(1)


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
    widget.setMinimumHeight(240)


def _fact_grid(facts: Sequence[tuple[str, str]]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(sizes.L)
    grid.setVerticalSpacing(sizes.S)
    half = (len(facts) + 1) // 2
    for place, (name, value) in enumerate(facts):
        row, side = place % half, place // half
        grid.addWidget(label(name, "muted"), row, side * 2, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(_reading(value), row, side * 2 + 1, Qt.AlignmentFlag.AlignTop)
    for side in (0, 1):
        grid.setColumnStretch(side * 2 + 1, 1)
    return grid


def _reading(text: str) -> QLabel:
    """A text that can be selected and copied, by mouse or keyboard."""
    shown = label(text, wrap=True)
    shown.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse
        | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    return shown
