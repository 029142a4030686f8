"""Facts and texts of a petition, to be read and copied."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLabel, QLayout, QVBoxLayout, QWidget

from petitiondesk.infra.i18n import tr
from petitiondesk.ui import tokens as sizes
from petitiondesk.ui.look import Look
from petitiondesk.ui.pieces import Pieces, finish
from petitiondesk.ui.views.buttons import Button
from petitiondesk.ui.views.cards import Reading, label
from petitiondesk.ui.views.layouts import Facts
from petitiondesk.ui.views.scrolled import ReadingArea

_Lines = Sequence[tuple[str, str]]
_FACTS, _TEXTS = 20, 3
"""Facts and texts that most petitions have."""


class FactsTab(ReadingArea):
    """Short facts in two columns, then longer texts, each under its heading."""

    reveal_asked = Signal()

    def __init__(self, look: Look, name: str) -> None:
        super().__init__(name)
        self._offered: tuple[_Lines, _Lines] | None = None
        inner = _AsHighAsItsLines()
        inner.setProperty("clear", "true")
        column = self._column = QVBoxLayout(inner)
        column.setContentsMargins(0, sizes.S, sizes.S, 0)
        column.setSpacing(sizes.S)
        self._reveal = Button(
            look, tr("查看完整信息（记入经过）"), role="link", icon="eye", compact=True
        )
        self._reveal.clicked.connect(self.reveal_asked)
        column.addWidget(self._reveal, 0, Qt.AlignmentFlag.AlignLeft)
        grid = QWidget()
        self._grid = Facts(grid)
        self._below = QVBoxLayout()
        self._below.setSpacing(sizes.S)
        column.addWidget(grid)
        column.addLayout(self._below)
        column.addStretch(1)
        self._facts = _Pairs("muted", self._grid.add)
        self._texts = _Pairs("strong", self._add_text)
        self.setWidget(inner)

    def pieces(self) -> Pieces:
        """Make the labels that most petitions need."""
        yield from self._facts.pieces(_FACTS)
        yield from self._texts.pieces(_TEXTS)

    def offer_facts(self, facts: _Lines, texts: _Lines) -> None:
        """Show these once somebody looks: a tab behind others costs nothing when a case is opened."""
        self._offered = facts, texts
        if self.isVisible():
            self._take_up()

    def showEvent(self, event: QShowEvent) -> None:
        """Somebody looks."""
        self._take_up()
        super().showEvent(event)

    def _take_up(self) -> None:
        offered, self._offered = self._offered, None
        if offered is not None:
            self.show_facts(*offered)

    def show_facts(self, facts: _Lines, texts: _Lines, *, reveal: bool = False) -> None:
        """Show (label, value) facts and (heading, text) texts; ``reveal`` offers to unmask."""
        with _at_rest(self._column, self._grid):
            self._reveal.setVisible(reveal)
            for place, (_, value) in enumerate(self._facts.say(facts)):
                long = _is_long(value.text())
                value.setWordWrap(long)
                self._grid.set_long(place, long=long)
            self._texts.say(texts)
        self.verticalScrollBar().setValue(0)

    def _add_text(self, heading: QLabel, text: Reading) -> None:
        heading.setContentsMargins(0, sizes.XS, 0, 0)
        self._below.addWidget(heading)
        self._below.addWidget(text)


class _AsHighAsItsLines(QWidget):
    """Its height is that of its lines at the width it has, however many they would be at the narrowest."""

    def minimumSizeHint(self) -> QSize:
        """Its width alone: a scroll area asks for the height by the width, and takes the larger."""
        return QSize(super().minimumSizeHint().width(), 0)


class _Pairs:
    """Labels in pairs, made and ``put`` in their layout when first needed, and used again.

    Making and laying out forty of them takes longer than all else of a case.
    """

    def __init__(self, kind: str, put: Callable[[QLabel, Reading], None]) -> None:
        self._kind = kind
        self._put = put
        self._made: list[tuple[QLabel, Reading]] = []

    def pieces(self, count: int) -> Pieces:
        """Make them, hidden, until there are so many."""
        while len(self._made) < count:
            name, said = label("", self._kind), Reading("")
            for widget in (name, said):
                widget.hide()
            self._put(name, said)
            self._made.append((name, said))
            yield

    def say(self, lines: _Lines) -> list[tuple[QLabel, Reading]]:
        """The pairs that say these lines; the others are hidden, and keep nothing of before."""
        finish(self.pieces(len(lines)))
        for place, pair in enumerate(self._made):
            said = lines[place] if place < len(lines) else ("", "")
            for widget, text in zip(pair, said, strict=True):
                widget.setText(text)
                widget.setVisible(place < len(lines))
        return self._made[: len(lines)]


@contextmanager
def _at_rest(*layouts: QLayout) -> Iterator[None]:
    """Place nothing meanwhile: each label that is shown would have all of them placed at once."""
    for layout in layouts:
        layout.setEnabled(False)
    try:
        yield
    finally:
        for layout in layouts:
            layout.setEnabled(True)
            layout.update()


def _is_long(value: str) -> bool:
    """Whether a value would wrap beside another fact on a small screen."""
    return sum(1 if char.isascii() else 2 for char in value) > 16
