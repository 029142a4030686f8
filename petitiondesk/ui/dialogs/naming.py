"""The dialogs that ask for a name: of a common kind, of a saved view of the ledger."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QLineEdit, QWidget

from petitiondesk.domain.errors import Finding
from petitiondesk.domain.ledger import LedgerFilter
from petitiondesk.domain.ledger_views import NAME_LENGTH, Span
from petitiondesk.infra.i18n import term, tr
from petitiondesk.ui.dialogs.writing import WritingDialog
from petitiondesk.ui.views.choice import ChoiceCombo
from petitiondesk.ui.views.fields import LabelledField


class NameDialog(WritingDialog):
    """Asks for a name; ``write`` is called with it, and may refuse it. ``page`` is of the manual."""

    HELP = "ledger"

    def __init__(
        self,
        title: str,
        text: str,
        name: str,
        write: Callable[[str], object],
        parent: QWidget | None = None,
        *,
        page: str = HELP,
    ) -> None:
        super().__init__(title, text, parent)
        self.setProperty("help", page)
        self.setMinimumWidth(420)
        self._write = write
        self.name = QLineEdit(name)
        self.name.setMaxLength(2 * NAME_LENGTH)
        self.name.selectAll()
        self.field = LabelledField(tr("名字"), self.name, required=True, name="name")
        self.body.addWidget(self.field)
        self.ask_more()
        self.finish(tr("保存"))
        self.yes.setDefault(True)
        self.name.setFocus()

    def ask_more(self) -> None:
        """What else is asked for, below the name."""

    def findings(self) -> list[Finding]:
        """None of its own: the service looks at the name."""
        return []

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """At the name."""
        self.field.set_finding(findings[0])

    def write(self) -> None:
        """Keep it."""
        self._write(self.name.text())


def kind_name_dialog(write: Callable[[str], object], parent: QWidget | None = None) -> NameDialog:
    """Asks for the name of a common kind."""
    return NameDialog(
        tr("存为常用件"),
        tr("留下形式、分类、属地、目的、原因、概况和诉求；信访人、日期、正文不留。"),
        "",
        write,
        parent,
        page="register",
    )


class NewViewDialog(NameDialog):
    """Asks for the name of a new view; and where its days could go along with the day, whether they do.

    ``spans`` are the periods that the days of ``shown`` are today; ``write`` is called with the name,
    `span` tells what was chosen.
    """

    def __init__(
        self,
        shown: LedgerFilter,
        spans: Sequence[Span],
        write: Callable[[str], object],
        parent: QWidget | None = None,
    ) -> None:
        self._shown = shown
        self._spans = spans
        super().__init__(
            tr("存为新视图"),
            tr("现在的条件、排序和列存成一个视图，以后点一下就回来。"),
            "",
            write,
            parent,
        )

    def ask_more(self) -> None:
        """The period, where there is a choice."""
        days = (day.isoformat() if day else "…" for day in (self._shown.first, self._shown.last))
        fixed = tr("固定：{first} 至 {last}", **dict(zip(("first", "last"), days, strict=True)))
        going = [(str(span), tr("随日期走：{span}", span=term(span))) for span in self._spans]
        self.period = ChoiceCombo(tr("期间"), [*going, ("", fixed)])
        if self._spans:
            self.body.addWidget(LabelledField(tr("期间"), self.period))

    def span(self) -> Span | None:
        """The period that goes along with the day; None for fixed days, or none."""
        return next((span for span in self._spans if span == self.period.value()), None)
