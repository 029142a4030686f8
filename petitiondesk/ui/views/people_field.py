"""The petitioners of a case in a form of one column: their rows, and what opens more of them."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from petitiondesk.domain.errors import Finding
from petitiondesk.domain.petition import Petitioner
from petitiondesk.infra.i18n import tr
from petitiondesk.ui import tokens as sizes
from petitiondesk.ui.look import Look
from petitiondesk.ui.views.buttons import Button
from petitiondesk.ui.views.layouts import FlowLayout
from petitiondesk.ui.views.register_people import PeopleEditor


class PeopleField(QWidget):
    """`PeopleEditor` with its two links, as the registration form has them below its rows."""

    def __init__(self, look: Look, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.editor = PeopleEditor(look)
        self.editor.set_required(required=False)  # an anonymous letter has none; the check says
        self.add = Button(look, tr("再加一位信访人"), role="link", icon="plus")
        self.papers = Button(look, tr("证件"), role="link", icon="plus")
        self.add.clicked.connect(self.editor.add_row)
        self.papers.clicked.connect(self._open_papers)
        self.editor.reshaped.connect(self._fit)
        links = QWidget()
        flow = FlowLayout(links)
        flow.addWidget(self.add)
        flow.addWidget(self.papers)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(sizes.XS)
        column.addWidget(self.editor)
        column.addWidget(links)
        self.setFocusProxy(self.editor.rows[0].name)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def value(self) -> tuple[Petitioner, ...]:
        """Everybody entered."""
        return self.editor.value()

    def set_value(self, people: Sequence[Petitioner]) -> None:
        """Show these petitioners."""
        self.editor.set_value(people)

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Each at the control it is about."""
        self.editor.show_findings(findings)

    def _open_papers(self) -> None:
        self.editor.show_papers(shown=True)
        self.editor.rows[0].id_kind.setFocus()

    def _fit(self) -> None:
        self.papers.setVisible(not self.editor.papers_shown())
