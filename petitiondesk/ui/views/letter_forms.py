"""Layout of the settings' part for letters: every kind, and the chosen one's template and numbers."""

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from petitiondesk.infra.i18n import tr
from petitiondesk.ui import tokens as sizes
from petitiondesk.ui.look import Look
from petitiondesk.ui.views.buttons import Button
from petitiondesk.ui.views.cards import label
from petitiondesk.ui.views.fields import LabelledField
from petitiondesk.ui.views.layouts import FlowLayout
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
        head = QHBoxLayout()
        head.setSpacing(sizes.M)
        self.chosen = label("", "strong")
        self.template = label("", "muted")
        head.addWidget(self.chosen)
        head.addWidget(self.template, 1)
        column.addLayout(head)
        column.addWidget(self._templates(look))
        self.pattern = QLineEdit()
        self.pattern_field = LabelledField(tr("文号的格式"), self.pattern)
        column.addWidget(self.pattern_field)
        column.addLayout(self._foot(look))

    def _templates(self, look: Look) -> QWidget:
        """Buttons that wrap where the words are long."""
        self.export = Button(look, tr("另存模板…"), icon="export", compact=True)
        self.use = Button(look, tr("换用自己的模板…"), icon="import", compact=True)
        self.drop = Button(look, tr("恢复自带模板"), icon="undo", compact=True)
        host = QWidget()
        flow = FlowLayout(host)
        for button in (self.export, self.use, self.drop):
            flow.addWidget(button)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        host.setSizePolicy(policy)
        return host

    def _foot(self, look: Look) -> QHBoxLayout:
        """How a pattern is written, and the button that gives it to every kind."""
        self.note = label("", "caption", wrap=True)
        self.everywhere = Button(look, tr("所有文书都用这个格式"), compact=True)
        row = QHBoxLayout()
        row.setSpacing(sizes.M)
        row.addWidget(self.note, 1)
        row.addWidget(self.everywhere)
        return row
