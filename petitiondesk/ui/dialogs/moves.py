"""The dialog that shows every limit a change would move, and does it once it is confirmed."""

from collections.abc import Callable, Sequence

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from petitiondesk.domain.errors import Cancelled, DeskError, InvalidInput
from petitiondesk.domain.messages import N_, Message
from petitiondesk.infra.i18n import render, tr, trn
from petitiondesk.services.clocks import Preview
from petitiondesk.ui.counting import counting
from petitiondesk.ui.models.deadline_models import MovesModel
from petitiondesk.ui.pages.base import PageContext
from petitiondesk.ui.tasks import Progress, Task
from petitiondesk.ui.views.cards import TroubleLine, label
from petitiondesk.ui.views.dialogs import DeskDialog
from petitiondesk.ui.views.fields import LabelledField, TextArea
from petitiondesk.ui.views.progress import ProgressPanel
from petitiondesk.ui.views.table import DeskTable

Apply = Callable[[Preview, str, Callable[[int, int | None], None]], int]
"""Does what was previewed, with a reason and progress; returns the event."""


_WIDTH = 1180
"""Room for which petition, which limit and both days, in pixels."""


class MovesDialog(DeskDialog):
    """``preview`` as a table, a reason, and the button that does it in the background.

    ``remarks`` say what else follows; ``yes`` names what will happen.
    """

    HELP = "deadlines"

    def __init__(
        self,
        context: PageContext,
        preview: Preview,
        apply: Apply,
        title: str,
        yes: str,
        remarks: Sequence[str] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(title, _said(preview), parent)
        self._context = context
        self._preview = preview
        self._apply = apply
        self._task: Task | None = None
        self._closing = False
        if remarks:
            self.body.addWidget(label("\n".join(remarks), "caption", wrap=True))
        self.model = MovesModel(context.desk.ledger.today)
        self.model.set_rows(preview.moves)
        self.table = DeskTable(context.look, tr("会变动的期限"), framed=True, compact=True)
        self.table.setModel(self.model)
        self.table.set_widths(self.model.widths(), stretch=MovesModel.SUMMARY)
        self.table.set_pill_columns([MovesModel.PILL])
        self.table.setMinimumHeight(150)
        self.body.addWidget(self.table, 1)
        self.table.setVisible(bool(preview.moves))
        self.reason = TextArea(tr("原因"), 2)
        self.reason_field = LabelledField(tr("原因"), self.reason, required=True)
        self.body.addWidget(self.reason_field)
        self.trouble = TroubleLine()
        self.body.addWidget(self.trouble)
        self.progress = ProgressPanel(context.look)
        self.body.addWidget(self.progress)
        self.no = self.add_button(tr("取消"), accepts=False)
        self.yes = self.add_button(yes, "primary")
        self.yes.clicked.connect(self.confirm)
        self.yes.setToolTip("Ctrl+Enter")
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.confirm)
        self.setMinimumWidth(640)
        room = self.screen().availableSize().width() - 40
        self.resize(min(_WIDTH, room), 560 if preview.moves else 300)
        self.reason.setFocus()

    def confirm(self) -> None:
        """Do it; what is refused is shown here and keeps what was typed."""
        if self._task is not None:
            return
        self.trouble.hide()
        self.reason_field.set_finding(None)
        apply, preview, reason = self._apply, self._preview, self.reason.toPlainText()

        def work(progress: Progress) -> int:
            return apply(preview, reason, counting(progress, N_("已更改 {n} 件")))

        self.yes.setEnabled(False)
        self.reason.setEnabled(False)
        self._task = self._context.tasks.run(
            work, self._done, self._fail, title=Message("正在更改期限")
        )
        self.progress.follow(self._task)

    def reject(self) -> None:
        """Close; work under way is stopped first, so that nothing of it is kept."""
        if self._task is None:
            super().reject()
        else:
            self._closing = True
            self.no.setEnabled(False)
            self._task.cancel()

    def _done(self, _event: int) -> None:
        self._task = None
        self.accept()

    def _fail(self, error: DeskError) -> None:
        self._task = None
        self.yes.setEnabled(True)
        self.no.setEnabled(True)
        self.reason.setEnabled(True)
        if self._closing:
            super().reject()
        elif isinstance(error, InvalidInput) and error.findings[0].field == "reason":
            self.reason_field.set_finding(error.findings[0])
            self.reason.setFocus()
        elif not isinstance(error, Cancelled):
            self.trouble.say(render(error.message))


def _said(preview: Preview) -> str:
    if not preview.moves:
        return tr("没有期限会变动。确认以后，新的期限按更改后的推算；更改本身留有记录，可以撤销。")
    return tr(
        "{moved}{cases}{later}",
        moved=trn("会变动的期限共 {n} 项。", len(preview.moves)),
        cases=trn("涉及信访件 {n} 件。", preview.petitions),
        later=tr("确认之前什么都不会改；确认以后，每一件的经过里都会记下，可以撤销。"),
    )
