"""Layout of the settings' part for letters: every kind, and the chosen one's template and numbers."""

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from petitiondesk.infra.i18n import tr
from petitiondesk.ui import tokens as sizes
from petitiondesk.ui.look import Look
from petitiondesk.ui.views.buttons import Button
from petitiondesk.ui.views.cards import label
from petitiondesk.ui.views.fields import LabelledField
from petitiondesk.ui.views.layouts import flow
from petitiondesk.ui.views.table import DeskTable


class LettersForm(QWidget):
    """The kinds on top, below them what can be changed for the chosen one."""

    HELP = "letters"

    def __init__(self, look: Look) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, sizes.S, 0, sizes.S)
        column.setSpacing(sizes.S)
        self.kinds = DeskTable(look, tr("各种文书"), framed=True, compact=True)
        self.kinds.setMinimumHeight(128)
        column.addWidget(self.kinds, 1)
        self.chosen = label("", "strong")
        self.template = label("", "muted")
        column.addWidget(flow(self.chosen, self.template, spacing=sizes.M))
        column.addWidget(self._templates(look))
        self.pattern = QLineEdit()
        self.pattern_field = LabelledField(tr("文号的格式"), self.pattern, wraps=True)
        column.addWidget(self.pattern_field)
        # How a pattern is written, and the button that gives it to every kind.
        self.note = label("", "caption", wrap=True)
        self.everywhere = Button(look, tr("所有文书都用这个格式"), compact=True)
        column.addWidget(self.note)
        column.addWidget(flow(self.everywhere))

    def _templates(self, look: Look) -> QWidget:
        """Buttons that wrap where the words are long."""
        self.export = Button(look, tr("另存模板…"), icon="export", compact=True)
        self.use = Button(look, tr("换用自己的模板…"), icon="import", compact=True)
        self.drop = Button(look, tr("恢复自带模板"), icon="undo", compact=True)
        return flow(self.export, self.use, self.drop)
