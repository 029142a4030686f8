"""What every dialog that writes is made of: check, warn once, write, close; a form that scrolls."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from petitiondesk.domain.errors import DeskError, Finding, InvalidInput, Severity
from petitiondesk.domain.messages import Message
from petitiondesk.infra.i18n import render, tr
from petitiondesk.ui.style import set_property
from petitiondesk.ui.turns import next_turn, paint_next_turn
from petitiondesk.ui.views.cards import TroubleLine
from petitiondesk.ui.views.dialogs import DeskDialog
from petitiondesk.ui.views.scrolled import end_with

_MOST, _AROUND = 380, 190
"""How high a form opens at any rate, and what heading, reason and buttons need beside it, in pixels."""


class WritingDialog(DeskDialog):
    """A form whose yes button writes; a refusal is shown in place and keeps what was typed.

    Warnings are shown once; pressing the button again goes on.
    """

    def __init__(self, title: str, text: str, parent: QWidget | None) -> None:
        super().__init__(title, text, parent)
        self.setMinimumWidth(560)
        self._warned: list[Finding] = []
        self._scrolled: Scrolled | None = None
        self.trouble = TroubleLine()

    def add_scrolled(self, form: QWidget, below: QWidget | None = None) -> None:
        """Put a form in that scrolls by itself where the screen is too low for all of it.

        ``below`` stays in sight under it, and ends where its fields do.
        """
        self._scrolled = Scrolled(form)
        self.body.addWidget(self._scrolled, 1)
        if below is not None:
            end_with(self._scrolled, below)
            self.body.addWidget(below)

    def liked_height(self, width: int) -> int:
        """With all lines of a form that wraps."""
        edges = self.body.contentsMargins()
        more = self._scrolled.wraps(width - edges.left() - edges.right()) if self._scrolled else 0
        return super().liked_height(width) + more

    def finish(self, yes: str) -> None:
        """Add the place for trouble and the buttons below; spare height comes under the fields."""
        if not any(self.body.stretch(place) for place in range(self.body.count())):
            self.body.addStretch(1)
        self.body.addWidget(self.trouble)
        self.add_button(tr("取消"), accepts=False)
        self.yes = self.add_button(yes, "primary")
        self.yes.clicked.connect(self.try_to_write)
        self.yes.setToolTip("Ctrl+Enter")
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.try_to_write)

    def try_to_write(self) -> None:
        """Check, warn once, write, close; or say what is wrong."""
        self.trouble.hide()
        try:
            if not self._checked():
                return
            self.write()
        except InvalidInput as error:
            self._show(error.findings)
        except DeskError as error:
            self.say(error.message)
        else:
            self.accept()

    def _show(self, findings: Sequence[Finding]) -> None:
        """Show them; once they are laid out, so much larger that no field is pushed out of sight."""
        self.show_findings(findings)
        next_turn(self, self.grow)

    def _checked(self) -> bool:
        """Nothing is refused, and what is warned of was shown before."""
        findings = self.findings()
        refused = [f for f in findings if f.severity is Severity.REFUSE]
        if refused or (findings and findings != self._warned):
            self._warned = findings
            self._show(findings)
            return False
        return True

    def say(self, message: Message) -> None:
        """Show a sentence above the buttons."""
        self.trouble.say(render(message))

    def findings(self) -> list[Finding]:
        """What is to be said before writing."""
        raise NotImplementedError

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Show them at their fields."""
        raise NotImplementedError

    def write(self) -> None:
        """Write; may raise `DeskError`."""
        raise NotImplementedError


def run(dialog: DeskDialog) -> bool:
    """Run a dialog, free it, and tell whether it wrote."""
    try:
        return run_again(dialog)
    finally:
        dialog.deleteLater()


def run_again(dialog: DeskDialog) -> bool:
    """Run a dialog that is kept for the next time, and tell whether it was answered."""
    paint_next_turn(dialog)
    return bool(dialog.exec())


class Scrolled(QScrollArea):
    """A form that scrolls where the screen is lower than the form."""

    def __init__(self, form: QWidget) -> None:
        super().__init__()
        self._form = form
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        form.setProperty("clear", "true")
        self.setProperty("edge", "none")
        self.setWidget(form)
        self.verticalScrollBar().rangeChanged.connect(self._mark_edge)
        self.setMinimumHeight(min(form.sizeHint().height() + 4, 140))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The form has come to need more room, or less; Qt tells nobody outside the area."""
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)

    def sizeHint(self) -> QSize:
        """The whole form, as far as the screen goes."""
        return QSize(super().sizeHint().width(), self._liked(self._form.sizeHint().height()))

    def wraps(self, width: int) -> int:
        """What it likes to have beyond its hint at this width: a hint knows of no line that wraps."""
        return max(0, self._liked(self._form.heightForWidth(width)) - self.sizeHint().height())

    def _mark_edge(self, _least: int, most: int) -> None:
        """A line where what scrolls ends: the label of a field may be all that is seen of it."""
        set_property(self, "edge", "line" if most else "none")

    def _liked(self, height: int) -> int:
        most = max(_MOST, self.screen().availableSize().height() - _AROUND)
        return min(height + 4, most)
