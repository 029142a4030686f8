"""Files of the ledger: an old ledger brought in, what is shown written out, the sections' sheets."""

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from petitiondesk.domain.errors import DeskError
from petitiondesk.domain.ledger import LedgerFilter
from petitiondesk.domain.messages import N_, Message
from petitiondesk.domain.rights import Right
from petitiondesk.infra.i18n import tr
from petitiondesk.ui.counting import counting
from petitiondesk.ui.dialogs.writing import run
from petitiondesk.ui.models.ledger_model import LedgerModel
from petitiondesk.ui.pages.base import PageContext
from petitiondesk.ui.restricted import restrict
from petitiondesk.ui.tasks import Progress
from petitiondesk.ui.views.ledger_view import LedgerView


class LedgerFiles(QObject):
    """Behaviour of the import and export buttons; ``changed`` when petitions were brought in."""

    changed = Signal()

    def __init__(
        self, context: PageContext, view: LedgerView, model: LedgerModel, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._view = view
        self._model = model
        view.bring.clicked.connect(self._import)
        view.export.clicked.connect(self._export_shown)
        view.export_selected.clicked.connect(self._export_selected)
        view.sheets.clicked.connect(self._open_sheets)
        restrict(context.desk, Right.WORK, view.bring, view.sheets, view.route, view.archive)

    def _export_shown(self) -> None:
        self._export(self._model.shown)

    def _export_selected(self) -> None:
        with self._context.saying_errors():
            self._export(LedgerFilter(ids=tuple(self._model.selected_ids())))

    def _export(self, shown: LedgerFilter) -> None:
        today = self._context.desk.ledger.today
        suggested = Path.home() / tr("信访台账 {day}.xlsx", day=today.isoformat())
        path = self._context.messages.choose_file_save(
            tr("导出台账"), [tr("Excel 工作簿 (*.xlsx)")], suggested
        )
        if path is None:
            return
        exports, order = self._context.desk.exports, self._model.order

        def work(progress: Progress) -> tuple[int, Path]:
            told = counting(progress, N_("正在导出台账"))
            return exports.ledger(path, shown, order, progress=told), path

        self._context.tasks.run(work, self._exported, self._failed, title=Message("正在导出台账"))

    def _exported(self, answer: tuple[int, Path]) -> None:
        count, path = answer
        self._context.messages.notice(
            Message(
                "已导出 {n} 件到“{name}”，姓名、证件、电话、住址已脱敏。", n=count, name=path.name
            )
        )

    def _failed(self, error: DeskError) -> None:
        self._context.messages.error(error)

    def _import(self) -> None:
        from petitiondesk.ui.dialogs.import_dialog import ImportDialog

        run(ImportDialog(self._context, parent=self._view.window()))
        self.changed.emit()

    def _open_sheets(self) -> None:
        from petitiondesk.ui.dialogs.section_sheets import SectionSheetsDialog

        run(SectionSheetsDialog(self._context, self._view.window()))
        self.changed.emit()
