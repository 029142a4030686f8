"""Beside a registration form: what may be the same matter, and what follows from saving."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from petitiondesk.infra.i18n import tr
from petitiondesk.ui import tokens as sizes
from petitiondesk.ui.look import Look
from petitiondesk.ui.style import Tone
from petitiondesk.ui.views.buttons import Button
from petitiondesk.ui.views.cards import Card, label
from petitiondesk.ui.views.chips import Chip
from petitiondesk.ui.views.elided import ElidedLabel
from petitiondesk.ui.views.painting import Pill


@dataclass(frozen=True)
class MatchEntry:
    """An earlier petition as the card shows it; texts are in the reader's language."""

    id: int
    number: str
    summary: str
    state: str
    reasons: str
    linked: bool = False


@dataclass(frozen=True)
class AfterEntry:
    """One line of what follows: an icon, a heading, the explanation beneath."""

    icon: str
    title: str
    detail: str


class MatchRow(QWidget):
    """One earlier petition. ``link_asked(id)`` (links or unlinks) and ``open_asked(id)``."""

    link_asked = Signal(int)
    open_asked = Signal(int)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._id = 0
        rule = QFrame()
        rule.setProperty("frame", "rule")
        self.number = label("", "strong")
        self.state = Chip(look, "")
        self.summary = ElidedLabel(kind="")
        self.reasons = label("", "caption", wrap=True)
        self.link = Button(look, tr("连为重复件"), role="link")
        self.open = Button(look, tr("打开"), role="link")
        self.link.clicked.connect(self._ask_link)
        self.open.clicked.connect(self._ask_open)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(rule)
        column.addSpacing(sizes.S)
        head = QHBoxLayout()
        head.addWidget(self.number, 1)
        head.addWidget(self.state)
        column.addLayout(head)
        column.addWidget(self.summary)
        column.addWidget(self.reasons)
        column.addLayout(self._buttons())

    def show_entry(self, entry: MatchEntry) -> None:
        """Show a petition; the buttons stay, and so does the keyboard on them."""
        self._id = entry.id
        self.number.setText(entry.number)
        tone = Tone.ACCENT if entry.linked else Tone.NEUTRAL
        self.state.show_pill(Pill(tr("首件") if entry.linked else entry.state, "", tone))
        self.summary.setText(entry.summary)
        self.reasons.setText(entry.reasons)
        self.reasons.setVisible(bool(entry.reasons))
        self.link.setText(tr("取消重复件") if entry.linked else tr("连为重复件"))
        self.link.updateGeometry()
        number = entry.number
        self.link.setAccessibleName(
            tr("取消与 {number} 的重复件", number=number)
            if entry.linked
            else tr("连为 {number} 的重复件", number=number)
        )
        self.open.setAccessibleName(tr("打开 {number}", number=number))

    def _buttons(self) -> QHBoxLayout:
        line = QHBoxLayout()
        # A link's padding would set its first letter off the text above it.
        line.setContentsMargins(-6, 0, 0, 0)
        line.setSpacing(sizes.S)
        line.addWidget(self.link)
        line.addWidget(self.open)
        line.addStretch(1)
        return line

    def _ask_link(self) -> None:
        self.link_asked.emit(self._id)

    def _ask_open(self) -> None:
        self.open_asked.emit(self._id)


class MatchCard(Card):
    """Petitions that may be on the same matter; ``link_asked(id)``, ``open_asked(id)``."""

    link_asked = Signal(int)
    open_asked = Signal(int)

    def __init__(self, look: Look) -> None:
        super().__init__(look, tr("可能是同一件事"))
        self.say = label("", "caption", wrap=True)
        self.add(self.say)
        self.rows: list[MatchRow] = []

    def show_entries(self, entries: Sequence[MatchEntry], say: str) -> None:
        """Show these, and one sentence above them; rows are used again, so that nothing flickers."""
        self.say.setText(say)
        while len(self.rows) < len(entries):
            row = MatchRow(self._look)
            row.link_asked.connect(self.link_asked)
            row.open_asked.connect(self.open_asked)
            self.rows.append(row)
            self.add(row)
        for place, row in enumerate(self.rows):
            row.setVisible(place < len(entries))
            if place < len(entries):
                row.show_entry(entries[place])

    def stops(self) -> list[QWidget]:
        """Where Tab stops, as it reads."""
        return [w for row in self.rows if not row.isHidden() for w in (row.link, row.open)]


class AfterCard(Card):
    """What follows from saving."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, tr("保存后"))
        self.entries: tuple[AfterEntry, ...] = ()
        self._rows: list[QWidget] = []

    def show_entries(self, entries: Sequence[AfterEntry]) -> None:
        """Show these lines."""
        if tuple(entries) == self.entries:
            return
        self.entries = tuple(entries)
        for row in self._rows:
            self.body.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows = [_after(self._look, entry) for entry in entries]
        for row in self._rows:
            self.add(row)


class _Icon(QWidget):
    """A line icon in the muted ink."""

    def __init__(self, look: Look, name: str) -> None:
        super().__init__()
        self._look = look
        self._name = name
        self.setFixedSize(16, 20)
        look.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The icon, level with its heading."""
        box = self.rect().adjusted(0, 3, -2, -3).toRectF()
        with QPainter(self) as painter:
            self._look.icons.paint(painter, box, self._name, self._look.colour("muted"))


def _after(look: Look, entry: AfterEntry) -> QWidget:
    holder = QWidget()
    line = QHBoxLayout(holder)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(sizes.S)
    line.addWidget(_Icon(look, entry.icon), 0, Qt.AlignmentFlag.AlignTop)
    texts = QVBoxLayout()
    texts.setSpacing(2)
    texts.addWidget(label(entry.title, "", wrap=True))
    texts.addWidget(label(entry.detail, "caption", wrap=True))
    line.addLayout(texts, 1)
    return holder
