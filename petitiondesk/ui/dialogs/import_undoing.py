"""Taking a whole import back, from the list of imports or right after one."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from petitiondesk.domain.errors import Cancelled, DeskError
from petitiondesk.domain.messages import Message
from petitiondesk.infra.i18n import render, trn
from petitiondesk.services.importing import ImportReport, PastImport
from petitiondesk.ui.dialogs.import_frame import ImportFrame
from petitiondesk.ui.dialogs.import_report import show_undone
from petitiondesk.ui.dialogs.import_work import Undoing
from petitiondesk.ui.pages.base import PageContext


class ImportUndoing(ImportFrame):
    """The imports there were; ``undone(int)`` with the petitions of one that was taken back."""

    undone = Signal(int)

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._service = context.desk.imports
        self._undoing: PastImport | None = None
        self.report: ImportReport | None = None
        view = self.view
        self.take_back.clicked.connect(self.undo)
        view.start.undo.clicked.connect(self._ask_past)
        view.start.past.selectionModel().currentChanged.connect(self._pick_past)
        view.report.undo.clicked.connect(self._ask_report)
        view.undo.reason.returnPressed.connect(self.undo)

    def _show_start(self) -> None:
        """The first step: choosing a file, and the imports there were."""
        past = self._service.past.all()
        self.past.set_rows(past)
        self.view.start.show_past(some=bool(past))
        self._pick_past()
        self._stage(self.view.start)
        self.view.start.choose.setFocus()

    def _pick_past(self) -> None:
        past = self.past.row(self.view.start.past.currentIndex().row())
        self.view.start.undo.setEnabled(past is not None and past.undone_at is None)

    def _ask_past(self) -> None:
        past = self.past.row(self.view.start.past.currentIndex().row())
        if past is not None:
            self._ask_undo(past)

    def _ask_report(self) -> None:
        imports = self._service.past.all()
        self._ask_undo(
            next(i for i in imports if self.report is not None and i.id == self.report.import_id)
        )

    def _ask_undo(self, past: PastImport) -> None:
        self._undoing = past
        page = self.view.undo
        page.headline.setText(trn("撤销“{file}”的导入（{n} 件）", past.petitions, file=past.file))
        text = trn("撤销这 {n} 件", past.petitions)
        self.take_back.setText(text)
        self.take_back.setAccessibleName(text)
        page.say("")
        self._stage(page)
        page.reason.setFocus()

    def undo(self) -> None:
        """Take the import back that the page shows."""
        if self._undoing is not None:
            self._begin(
                Undoing(self._service, self._undoing.id, self.view.undo.reason.text()),
                self._undone,
                self._not_undone,
                Message("正在撤销“{name}”的导入", name=self._undoing.file),
            )

    def _undone(self, count: int) -> None:
        assert self._undoing is not None
        show_undone(self.view.report, self._undoing.file, count)
        self._stage(self.view.report)
        self.finish.setFocus()
        self._context.go.written()
        self.undone.emit(count)

    def _not_undone(self, error: DeskError) -> None:
        if self._closing:
            return
        self._stage(self.view.undo)
        self.view.undo.say("" if isinstance(error, Cancelled) else render(error.message))
        self.view.undo.reason.setFocus()
