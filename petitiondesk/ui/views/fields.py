"""A labelled control with its finding beneath, and a field for counts."""

import unicodedata

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from petitiondesk.domain.errors import Finding, Severity
from petitiondesk.domain.messages import Message
from petitiondesk.infra.i18n import render, tr
from petitiondesk.ui import tokens as sizes
from petitiondesk.ui.style import set_property
from petitiondesk.ui.views.cards import label
from petitiondesk.ui.views.elided import ElidedLabel


class LabelledField(QWidget):
    """Label above, control, one line beneath for a hint or a finding.

    The line takes room only while it says something; one that ``wraps`` says all of it, and moves what
    is below. ``required`` adds the mark ＊. The control gets the label as accessible name and the
    finding as accessible description.
    """

    def __init__(
        self,
        text: str,
        control: QWidget,
        *,
        required: bool = False,
        hint: str = "",
        name: str = "",
        wraps: bool = False,
    ) -> None:
        super().__init__()
        self.control = control
        self.name = name
        self._hint = hint
        self._said = (hint, "")
        self.label = label(text, "caption")
        self.label.setBuddy(control)
        self.mark = label("＊", "required")
        self.note = label(hint, "finding", wrap=True) if wraps else ElidedLabel(hint, "finding")
        self._lay_out()
        # Only now: without a parent they would be windows.
        self.mark.setVisible(required)
        self.note.setVisible(bool(hint))
        self.setFocusProxy(control)
        self._name_control()

    def set_label(self, text: str) -> None:
        """Call the field something else (channels do)."""
        self.label.setText(text)
        self._name_control()

    def set_required(self, *, required: bool) -> None:
        """Show or hide the mark."""
        self.mark.setVisible(required)
        self._name_control()

    def set_hint(self, hint: str) -> None:
        """A calm line beneath; a finding takes its place while there is one."""
        self._hint = hint
        if not self.note.property("finding"):
            self._say(hint, "")

    def set_finding(self, finding: Finding | Message | None) -> None:
        """Show what is wrong (a bare Message refuses), or clear it."""
        if finding is None:
            self._say(self._hint, "")
        elif isinstance(finding, Message):
            self._say(render(finding), "refuse")
        else:
            kind = "refuse" if finding.severity is Severity.REFUSE else "warn"
            self._say(render(finding.message), kind)

    def finding_text(self) -> str:
        """The finding on screen; "" when there is none."""
        return self.note.text() if self.note.property("finding") else ""

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(3)
        head.addWidget(self.label)
        head.addWidget(self.mark)
        head.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        column.addLayout(head)
        column.addWidget(self.control, 1)
        column.addWidget(self.note)

    def _say(self, text: str, kind: str) -> None:
        if (text, kind) == self._said:
            return
        self._said = text, kind
        self.note.setText(text)
        self.note.setVisible(bool(text))
        set_property(self.note, "finding", kind)
        set_property(self.control, "finding", kind)
        self.control.setAccessibleDescription(text)
        self.control.setToolTip(text if kind else "")

    def _name_control(self) -> None:
        required = not self.mark.isHidden()
        text = self.label.text()
        self.control.setAccessibleName(tr("{label}，必填", label=text) if required else text)


class CountField(QLineEdit):
    """A whole number of at least ``minimum``; what is not one is kept and found fault with.

    ``changed(value)`` with an int or None. Up and Down count.
    """

    changed = Signal(object)

    def __init__(
        self, name: str, value: int | None = None, *, minimum: int = 1, maximum: int = 999_999
    ) -> None:
        super().__init__()
        self._minimum = minimum
        self._maximum = maximum
        self.setAccessibleName(name)
        self._what = name
        self.set_value(value)
        self.textChanged.connect(self._tell)

    def value(self) -> int | None:
        """The number, or None when the field is empty or does not hold one."""
        text = unicodedata.normalize("NFKC", self.text()).strip()
        if not (text.isascii() and text.isdigit()) or len(text) > 9:
            return None
        number = int(text)
        return number if self._minimum <= number <= self._maximum else None

    def set_value(self, value: int | None) -> None:
        """Show a number, or nothing."""
        self.setText("" if value is None else str(value))

    def problem(self) -> Message | None:
        """What is wrong with the text; an empty field is not wrong, it is empty."""
        if not self.text().strip() or self.value() is not None:
            return None
        return Message(
            "{what}应为 {least} 到 {most} 之间的整数。",
            what=self._what,
            least=self._minimum,
            most=self._maximum,
        )

    def sizeHint(self) -> QSize:
        """A count is short."""
        return QSize(90, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Room for four digits."""
        return QSize(64, super().minimumSizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and Down count from the smallest number."""
        step = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        now = self.value()
        number = self._minimum if now is None else now + step
        self.set_value(min(max(number, self._minimum), self._maximum))

    def _tell(self) -> None:
        self.changed.emit(self.value())


class TextArea(QPlainTextEdit):
    """A longer plain text; as tall as ``lines`` lines, taller where there is room. Tab leaves it."""

    def __init__(self, name: str, lines: int = 3) -> None:
        super().__init__()
        self._lines = lines
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)

    def sizeHint(self) -> QSize:
        """The lines asked for."""
        return QSize(240, self.fontMetrics().lineSpacing() * self._lines + 22)

    def minimumSizeHint(self) -> QSize:
        """Two lines."""
        return QSize(120, self.fontMetrics().lineSpacing() * 2 + 22)


def row(*fields: QWidget, stretches: tuple[int, ...] = ()) -> QHBoxLayout:
    """Fields side by side, tops aligned, so that a finding under one does not move the others."""
    layout = QHBoxLayout()
    layout.setSpacing(sizes.M)
    for index, field in enumerate(fields):
        stretch = stretches[index] if index < len(stretches) else 0
        layout.addWidget(field, stretch, Qt.AlignmentFlag.AlignTop)
    return layout
