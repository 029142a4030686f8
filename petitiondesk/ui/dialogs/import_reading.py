"""The steps of an import before anything is read row by row: file, password, sheets, columns."""

from pathlib import Path

from PySide6.QtWidgets import QWidget

from petitiondesk.domain.errors import Cancelled, DeskError
from petitiondesk.domain.messages import N_, Message
from petitiondesk.infra.i18n import render, tr
from petitiondesk.services.importing import LedgerSource, Preview
from petitiondesk.ui.dialogs.import_choices import ImportChoices
from petitiondesk.ui.dialogs.import_columns import ColumnsPart
from petitiondesk.ui.dialogs.import_undoing import ImportUndoing
from petitiondesk.ui.dialogs.import_work import Opening, Reading
from petitiondesk.ui.pages.base import PageContext

FILTERS = (
    N_("台账文件 (*.xlsx *.xls *.xlsm *.et *.ods *.csv *.htm *.html *.xml)"),
    N_("所有文件 (*)"),
)


class ImportReading(ImportUndoing):
    """From a file to its preview, which `_show_preview` shows."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._choices: ImportChoices | None = None
        self.path: Path | None = None
        self._columns = ColumnsPart(self.view.columns)
        view = self.view
        self.forward.clicked.connect(self.go_on)
        self.back.clicked.connect(self.go_back)
        view.start.choose.clicked.connect(self._choose)
        view.password.password.returnPressed.connect(self.go_on)
        view.sheets.changed.connect(self._check_sheets)
        self._columns.changed.connect(self._check_columns)
        view.failed.other.clicked.connect(self._choose)

    def _show_preview(self, preview: Preview) -> None:
        raise NotImplementedError

    # --- the file -------------------------------------------------------------------------------

    def _choose(self) -> None:
        start = self.path.parent if self.path else None
        filters = [tr(each) for each in FILTERS]
        chosen = self._context.messages.choose_file_open(tr("选择旧台账"), filters, start)
        if chosen is not None:
            self.read(chosen)

    def read(self, path: Path, password: str = "") -> None:
        """Open a file and go on to its sheets, or to its password."""
        if path != self.path:
            self.view.password.password.clear()
        self.path = path
        self._begin(
            Opening(self._service, path, password),
            self._opened,
            self._not_opened,
            Message("正在打开“{name}”", name=path.name),
        )

    def _opened(self, source: LedgerSource | None) -> None:
        assert self.path is not None
        if source is None:
            self._ask_password("")
            return
        self._choices = ImportChoices(self._service, source)
        self.view.sheets.file.setText(self.path.name)
        self.view.sheets.load(source.found)
        found = source.found
        if len(found) == 1 and found[0].is_ledger:
            self._show_columns()
        elif found:
            self._show_sheets()
        else:
            self._fail(Message("“{name}”是空文件，没有可导入的内容。", name=self.path.name))

    def _ask_password(self, trouble: str) -> None:
        assert self.path is not None
        page = self.view.password
        page.sentence.setText(
            tr("“{name}”设了打开密码。请输入，程序只在内存里打开它。", name=self.path.name)
        )
        page.say(trouble)
        self._stage(page)
        page.password.setFocus()
        page.password.selectAll()

    def _not_opened(self, error: DeskError) -> None:
        if self._closing:
            return
        if isinstance(error, Cancelled):
            self._show_start()
        elif self.view.password.password.text():
            self._ask_password(render(error.message))
        else:
            self._fail(error.message)

    def _fail(self, message: Message) -> None:
        """Say what is wrong with the file; another may be chosen."""
        self.view.failed.sentence.setText(render(message))
        self._stage(self.view.failed)
        self.view.failed.other.setFocus()

    # --- sheets and columns ---------------------------------------------------------------------

    def _show_sheets(self) -> None:
        self._stage(self.view.sheets)
        self._check_sheets()
        self.view.sheets.first().setFocus()

    def _check_sheets(self) -> None:
        rows = self.view.sheets.chosen()
        trouble = "" if rows else tr("请勾选至少一个工作表。")
        if None in rows.values():
            trouble = tr("请写明列名在第几行，从 1 数起。")
        self.view.sheets.trouble.say(trouble)
        self.forward.setEnabled(not trouble)

    def _show_columns(self) -> None:
        assert self._choices is not None
        assert self.path is not None
        rows = {name: row or 0 for name, row in self.view.sheets.chosen().items()}
        self._choices.take_sheets(rows)
        self._columns.load(self._choices, self.path.stem)
        self._back_to_columns()

    def _back_to_columns(self) -> None:
        self._stage(self.view.columns)
        self._check_columns()
        (self.forward if self.forward.isEnabled() else self._columns.first()).setFocus()

    def _check_columns(self) -> None:
        self.forward.setEnabled(self._columns.is_complete())

    # --- the steps ------------------------------------------------------------------------------

    def go_on(self) -> None:
        """The next step, as the button says."""
        stage, view = self.view.currentWidget(), self.view
        if stage is view.password and self.path is not None:
            self.read(self.path, view.password.password.text())
        elif stage is view.sheets:
            self._show_columns()
        elif stage is view.columns and self._choices is not None:
            self._columns.take(self._choices)
            self._begin(
                Reading(self._service, self._choices.source, self._choices.rules),
                self._show_preview,
                self._not_read,
                Message("正在读取“{name}”", name=self._choices.source.path.name),
            )

    def go_back(self) -> None:
        """The step before."""
        stage, view = self.view.currentWidget(), self.view
        if stage is view.preview:
            self._back_to_columns()
        elif stage is view.columns:
            self._show_sheets()
        elif stage is view.undo and self.report is not None:
            self._stage(view.report)
        else:
            self._show_start()

    def _not_read(self, error: DeskError) -> None:
        if self._closing:
            return
        if not isinstance(error, Cancelled):
            self._context.messages.error(error)
        self._back_to_columns()
