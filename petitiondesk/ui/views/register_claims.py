"""The claims of a registration form: a line each, because each is answered by itself (Art. 32)."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from petitiondesk.domain.fields import FIELDS
from petitiondesk.domain.petition import Claim
from petitiondesk.infra.i18n import tr
from petitiondesk.ui import tokens as sizes
from petitiondesk.ui.look import Look
from petitiondesk.ui.views.buttons import Button, IconButton
from petitiondesk.ui.views.cards import label
from petitiondesk.ui.views.elided import ElidedLabel


class _ClaimLine(QWidget):
    """One claim with its cross; it knows its place, not its list."""

    remove_asked = Signal(int)

    def __init__(self, look: Look, place: int) -> None:
        super().__init__()
        self._place = place
        self.edit = QLineEdit()
        self.edit.setAccessibleName(tr("第 {n} 项诉求", n=place + 1))
        self.edit.setPlaceholderText(tr("第 {n} 项诉求", n=place + 1))
        self.remove = IconButton(look, "close", tr("去掉第 {n} 项诉求", n=place + 1))
        self.remove.clicked.connect(self._ask)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(sizes.XS)
        line.addWidget(self.edit, 1)
        line.addWidget(self.remove)

    def _ask(self) -> None:
        self.remove_asked.emit(self._place)


class ClaimsEditor(QWidget):
    """Lines of claims and the link that adds one. ``changed``; ``reshaped`` when lines come or go.

    ``titled``: what they are stands above them, where no label does.
    """

    changed = Signal()
    reshaped = Signal()

    def __init__(self, look: Look, *, titled: bool = True) -> None:
        super().__init__()
        self._look = look
        self._titled = titled
        self.lines: list[_ClaimLine] = []
        self.add = Button(look, tr("增加诉求"), role="link", icon="plus")
        self.add.clicked.connect(self.add_line)
        foot = QHBoxLayout()
        foot.setSpacing(sizes.S)
        foot.addWidget(self.add)
        foot.addWidget(ElidedLabel(tr("每项一行，答复时逐项说明")), 1)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(sizes.XS)
        self._title = label(tr(FIELDS["claims"].zh), "caption")
        self._title.hide()
        self._column.addWidget(self._title)
        self._column.addLayout(foot)

    def value(self) -> tuple[Claim, ...]:
        """The claims entered; empty lines are none."""
        texts = (line.edit.text() for line in self.lines)
        return tuple(Claim(text) for text in texts if text.strip())

    def set_value(self, claims: Sequence[Claim]) -> None:
        """Show these claims."""
        self._show([claim.text for claim in claims])

    def add_line(self) -> None:
        """One more claim, with the keyboard on it."""
        self._show([*self._texts(), ""])
        # Shown now, not when the layout gets to it: a hidden line cannot take the keyboard.
        self.lines[-1].show()
        self.lines[-1].edit.setFocus()

    def remove_line(self, place: int) -> None:
        """Take one off."""
        texts = self._texts()
        del texts[place]
        self._show(texts)
        after = self.lines[min(place, len(texts) - 1)].edit if texts else self.add
        after.setFocus()

    def stops(self) -> list[QWidget]:
        """Where Tab stops, as it reads."""
        return [*(w for line in self.lines for w in (line.edit, line.remove)), self.add]

    def _texts(self) -> list[str]:
        return [line.edit.text() for line in self.lines]

    def _show(self, texts: Sequence[str]) -> None:
        while len(self.lines) < len(texts):
            line = _ClaimLine(self._look, len(self.lines))
            line.edit.textChanged.connect(self.changed)
            line.remove_asked.connect(self.remove_line)
            self.lines.append(line)
            self._column.insertWidget(len(self.lines), line)
        while len(self.lines) > len(texts):
            line = self.lines.pop()
            self._column.removeWidget(line)
            line.hide()
            line.deleteLater()
        self._title.setVisible(self._titled and bool(texts))
        for line, text in zip(self.lines, texts, strict=True):
            line.edit.setText(text)
        self.reshaped.emit()
        self.changed.emit()
