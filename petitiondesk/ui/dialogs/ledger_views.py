"""The dialog that asks for the name of a saved view of the ledger."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QLineEdit, QWidget

from petitiondesk.domain.errors import Finding
from petitiondesk.domain.ledger_views import NAME_LENGTH
from petitiondesk.infra.i18n import tr
from petitiondesk.ui.dialogs.writing import WritingDialog
from petitiondesk.ui.views.fields import LabelledField


class ViewNameDialog(WritingDialog):
    """Asks for a name; ``write`` is called with it, and may refuse it."""

    HELP = "ledger"

    def __init__(
        self,
        title: str,
        text: str,
        name: str,
        write: Callable[[str], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(title, text, parent)
        self.setMinimumWidth(420)
        self._write = write
        self.name = QLineEdit(name)
        self.name.setMaxLength(2 * NAME_LENGTH)
        self.name.selectAll()
        self.field = LabelledField(tr("名字"), self.name, required=True, name="name")
        self.body.addWidget(self.field)
        self.finish(tr("保存"))
        self.yes.setDefault(True)
        self.name.setFocus()

    def findings(self) -> list[Finding]:
        """None of its own: the service looks at the name."""
        return []

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """At the name."""
        self.field.set_finding(findings[0])

    def write(self) -> None:
        """Keep it."""
        self._write(self.name.text())
