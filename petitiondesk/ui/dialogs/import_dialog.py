"""Bringing an old ledger in, step by step: file, sheets, columns, a look at it all, the result.

Nothing is written before the last step, and a whole import can be taken back.
"""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from petitiondesk.domain.errors import Cancelled, DeskError
from petitiondesk.domain.messages import N_, Message
from petitiondesk.infra.i18n import render, tr, trn
from petitiondesk.services.importing import ImportReport, Preview
from petitiondesk.ui.dialogs.import_reading import ImportReading
from petitiondesk.ui.dialogs.import_report import show_report
from petitiondesk.ui.dialogs.import_work import Importing, Listing, counts, free_name
from petitiondesk.ui.models import import_models as models
from petitiondesk.ui.opening import open_file
from petitiondesk.ui.pages.base import PageContext

LIST_FILTERS = ("Excel (*.xlsx)",)


class ImportDialog(ImportReading):
    """The import of one file; without ``path`` it begins with choosing one.

    ``imported(ImportReport)`` once rows were brought in. Reading and writing run in the background:
    what is stopped leaves nothing behind.
    """

    imported = Signal(object)

    def __init__(
        self,
        context: PageContext,
        path: Path | None = None,
        parent: QWidget | None = None,
        opener: Callable[[Path], bool] = open_file,
    ) -> None:
        super().__init__(context, parent)
        self._opener = opener
        self._preview: Preview | None = None
        self._rejects: Path | None = None
        self._fill_preview()
        self.bring.clicked.connect(self.start)
        self.view.report.open.clicked.connect(self._open_rejects)
        self.view.report.save.clicked.connect(self._save_elsewhere)
        self._show_start()
        if path is not None:
            self.read(path)

    # --- a look at it, and bringing it in -------------------------------------------------------

    def _show_preview(self, preview: Preview) -> None:
        self._preview = preview
        page = self.view.preview
        names = tr("、").join(preview.file.headers)
        page.file.setText(tr("{name}（工作表：{sheets}）", name=preview.file.name, sheets=names))
        page.show_counts(counts(preview))
        page.notices.setText("\n".join(render(each) for each in preview.notices))
        page.notices.setVisible(bool(preview.notices))
        self._sample.load(preview)
        for place, (model, rows) in enumerate((
            (self._rejected, models.rejected(preview)),
            (self._warned, models.warned(preview)),
            (self._known, models.known(preview)),
            (self._skipped, models.skipped(preview)),
        ), 1):  # fmt: skip
            model.load(rows)
            page.tabs.setTabVisible(place, bool(rows))
        new, rejected = len(preview.new), len(preview.rejected)
        text = trn("导入 {n} 件", new)
        if not new and rejected:
            text = trn("另存不能导入的 {n} 行", rejected)
        self.bring.setText(text)
        self.bring.setAccessibleName(text)
        self.bring.setEnabled(bool(new or rejected))
        self._stage(page)
        (self.bring if self.bring.isEnabled() else self.cancel).setFocus()

    def start(self) -> None:
        """Bring the new rows in."""
        if self._preview is not None and self._choices is not None:
            self._choices.keep(self._columns.name())
            self._begin(
                Importing(self._service, self._preview),
                self._imported,
                self._not_imported,
                Message("正在导入“{name}”", name=self._preview.file.name),
            )

    def _not_imported(self, error: DeskError) -> None:
        if self._closing or self._preview is None:
            return
        if not isinstance(error, Cancelled):
            self._context.messages.error(error)
        self._show_preview(self._preview)

    def _imported(self, report: ImportReport) -> None:
        assert self.path is not None
        self.report = report
        show_report(self.view.report, report)
        self._stage(self.view.report)
        self.finish.setFocus()
        if report.rejected:
            self._write_rejects(free_name(self.path))
        if report.imported:
            self._context.go.written()
            self.imported.emit(report)

    # --- the list of rows that were left out ----------------------------------------------------

    def _write_rejects(self, path: Path) -> None:
        """Write the list with a run that has nothing new to bring in."""
        assert self._preview is not None
        work = Listing(self._service, self._preview.without_new(), path)
        title = Message("正在写出不能导入的行")
        self._task = self._context.tasks.run(
            work, self._listed, self._not_listed, self._ended, title
        )

    def _listed(self, path: Path) -> None:
        self._rejects = path
        page = self.view.report
        page.rejects.setText(
            tr("不能导入的行和原因已另存为：{path}。改正后可以再导入。", path=path)
        )
        page.problem.hide()
        for widget in (page.rejects, page.open, page.save):
            widget.show()

    def _not_listed(self, error: DeskError) -> None:
        page = self.view.report
        page.problem.setText(
            tr(
                "已导入的不受影响，但不能导入的行还没有另存：{why}请另选一个地方。",
                why=error.message,
            )
        )
        page.problem.show()
        page.save.show()

    def _save_elsewhere(self) -> None:
        assert self.path is not None
        chosen = self._context.messages.choose_file_save(
            tr("另存不能导入的行"), LIST_FILTERS, self._rejects or free_name(self.path)
        )
        if chosen is not None:
            self._write_rejects(chosen)

    def _open_rejects(self) -> None:
        if self._rejects is not None and not self._opener(self._rejects):
            self.view.report.problem.setText(tr("打不开这个文件，请在文件夹里找到它再打开。"))
            self.view.report.problem.show()

    # --- parts ----------------------------------------------------------------------------------

    def reject(self) -> None:
        """Close: after an import as one that is done; work under way is stopped first."""
        if self.report is not None and not self.is_working():
            self.accept()
        else:
            super().reject()

    def _fill_preview(self) -> None:
        self._sample = models.SampleModel()
        self._rejected = models.RemarksModel(N_("不能导入的原因"))
        self._skipped = models.RemarksModel(N_("略过的原因"))
        self._warned = models.RemarksModel(N_("提醒"))
        self._known = models.RemarksModel(N_("概况"))
        view = self.view.preview
        view.add_list(tr("前 {n} 行", n=models.SHOWN), self._sample)
        view.add_list(tr("不能导入的行"), self._rejected)
        view.add_list(tr("提醒"), self._warned)
        view.add_list(tr("以前导入过的"), self._known)
        view.add_list(tr("略过的行"), self._skipped)
