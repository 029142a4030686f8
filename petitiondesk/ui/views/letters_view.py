"""Layout of the letters: the case's tab, and the dialog that makes one."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from petitiondesk.infra.i18n import tr
from petitiondesk.ui import tokens as sizes
from petitiondesk.ui.look import Look
from petitiondesk.ui.style import Tone
from petitiondesk.ui.views.buttons import Button
from petitiondesk.ui.views.cards import Card, label
from petitiondesk.ui.views.layouts import FlowLayout, empty
from petitiondesk.ui.views.table import DeskTable


class LettersTab(QWidget):
    """The letters made so far, and what can be done with them."""

    HELP = "letters"

    def __init__(self, look: Look) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, sizes.M, 0, 0)
        column.setSpacing(sizes.S)
        self.make = Button(look, tr("制作文书…"), icon="plus", compact=True)
        self.open = Button(look, tr("打开"), icon="file", compact=True)
        self.save = Button(look, tr("另存原件"), icon="export", compact=True)
        self.redact = Button(look, tr("另存遮盖件"), icon="lock", compact=True)
        self.redact.setToolTip(tr("遮盖姓名、证件、电话、住址和图片，供可以公开查阅的卷宗使用。"))
        buttons = QWidget()
        flow = FlowLayout(buttons)
        for button in (self.make, self.open, self.save, self.redact):
            flow.addWidget(button)
        column.addWidget(buttons)
        self.table = DeskTable(look, tr("文书"), framed=True, compact=True)
        self.table.setMinimumHeight(96)
        column.addWidget(self.table, 1)
        self.nothing = label(tr("还没有制作文书。"), "muted")
        column.addWidget(self.nothing, 0, Qt.AlignmentFlag.AlignTop)
        self.note = label(
            tr("打开的是只读副本，锁定或关闭时删除。要改动，请“另存原件”；两种另存都记入经过。"),
            "caption",
            wrap=True,
        )
        column.addWidget(self.note)
        blank = QWidget()
        column.addWidget(blank, 1)
        self._with_letters: list[QWidget] = [
            self.table, self.note, self.open, self.save, self.redact,
        ]  # fmt: skip
        self._without: list[QWidget] = [self.nothing, blank]

    def show_any(self, *, there: bool) -> None:
        """Show the table, or say that there is none."""
        for widget in self._with_letters:
            widget.setVisible(there)
        for widget in self._without:
            widget.setVisible(not there)


class MissingCard(Card):
    """What a letter still lacks, one line each, and beside it the way to mend it."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, tr("还缺这些，补齐后才能制作"), edge=Tone.SOON)

    def show_lacks(self, lacks: Sequence[tuple[str, Button | None]]) -> None:
        """Show (sentence, button or none); nothing hides the card."""
        empty(self.body)
        for sentence, button in lacks:
            line = QWidget()
            row = QHBoxLayout(line)
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(sizes.M)
            row.addWidget(label(sentence, wrap=True), 1)
            if button is not None:
                row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
            self.add(line)
        self.setVisible(bool(lacks))


class PreviewCard(Card):
    """What the letter will say in its main places."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, tr("文书里将写明"))
        self.shown: list[tuple[str, str]] = []

    def show_values(self, values: Sequence[tuple[str, str]]) -> None:
        """Show (label, value) lines; nothing hides the card."""
        self.shown = list(values)
        empty(self.body)
        lines = QWidget()
        grid = QGridLayout(lines)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(sizes.L)
        grid.setVerticalSpacing(sizes.XS)
        grid.setColumnStretch(1, 1)
        for row, (name, value) in enumerate(values):
            grid.addWidget(label(name, "muted"), row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(label(value, wrap=True), row, 1)
        self.add(lines)
        self.setVisible(bool(values))
