"""Bringing an old ledger in: what the file holds, what became of it. Nothing is written unasked."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from petitiondesk.domain.errors import Cancelled, DeskError
from petitiondesk.domain.messages import N_, Message
from petitiondesk.infra.i18n import render, tr, trn
from petitiondesk.services.importing import ImportReport, Preview
from petitiondesk.ui import tokens as sizes
from petitiondesk.ui.dialogs.import_work import Importing, Listing, Reading, counts, free_name
from petitiondesk.ui.models import import_models as models
from petitiondesk.ui.pages.base import PageContext
from petitiondesk.ui.style import Tone
from petitiondesk.ui.tasks import Progress, Task
from petitiondesk.ui.views.dialogs import DeskDialog
from petitiondesk.ui.views.import_view import ImportView

FILTERS = ("Excel (*.xlsx *.xls *.xlsm *.ods *.csv)",)
LIST_FILTERS = ("Excel (*.xlsx)",)


def open_file(path: Path) -> bool:
    """Show a file in the program the system has for it."""
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


class ImportDialog(DeskDialog):
    """Preview, import and report of one file. ``imported(ImportReport)`` once rows were brought in.

    Reading and importing run in the background. Closing while work is under way stops it first:
    a stopped import leaves nothing behind.
    """

    imported = Signal(object)

    def __init__(
        self,
        context: PageContext,
        path: Path,
        parent: QWidget | None = None,
        opener: Callable[[Path], bool] = open_file,
    ) -> None:
        super().__init__(tr("导入旧台账"), "", parent)
        self._context = context
        self._opener = opener
        self._task: Task | None = None
        self._closing = False
        self._preview: Preview | None = None
        self._rejects: Path | None = None
        self.path = path
        self.report: ImportReport | None = None
        self.resize(940, 600)
        self.body.setContentsMargins(sizes.XL, sizes.L, sizes.XL, sizes.L)
        self.view = ImportView(context.look)
        self.body.addWidget(self.view, 1)
        self.cancel = self.add_button(tr("取消"), accepts=False)
        self.bring = self.add_button("", "primary")
        self.finish = self.add_button(tr("完成"), "primary", accepts=True)
        self._fill_preview()
        self._connect()
        self.read(path)

    # --- reading --------------------------------------------------------------------------------

    def read(self, path: Path) -> None:
        """Read a file and show what it holds."""
        self.path = path
        work = Reading(self._context.desk.imports, path)
        self._begin(work, self._show_preview, Message("正在读取“{name}”", name=path.name))

    def _begin(
        self,
        work: Callable[[Progress], object],
        on_done: Callable[..., None],
        title: Message,
        on_error: Callable[[DeskError], None] | None = None,
    ) -> None:
        busy = self.view.busy
        busy.title.setText(render(title))
        busy.bar.setAccessibleName(render(title))
        busy.bar.setRange(0, 0)
        busy.text.setText("")
        busy.stop.setEnabled(True)
        self._stage(busy)
        self._task = self._context.tasks.run(
            work, on_done, on_error or self._fail, self._ended, title
        )
        self._task.progressed.connect(self._progressed)

    def _show_preview(self, preview: Preview) -> None:
        self._preview = preview
        file = preview.file
        self.view.preview.file.setText(
            tr("{name}（工作表：{sheets}）", name=file.name, sheets=tr("、").join(file.sheets))
        )
        self.view.preview.show_counts(counts(preview))
        self._meanings.load(preview)
        self._sample.load(preview)
        for place, (model, rows) in enumerate(self._remarks(preview)):
            model.load(rows)
            self.view.preview.tabs.setTabVisible(place + 2, bool(rows))
        new, rejected = len(preview.new), len(preview.rejected)
        text = trn("导入 {n} 件", new)
        if not new and rejected:
            text = trn("另存不能导入的 {n} 行", rejected)
        self.bring.setText(text)
        self.bring.setAccessibleName(text)
        self.bring.setEnabled(bool(new or rejected))
        self._stage(self.view.preview)
        (self.bring if self.bring.isEnabled() else self.cancel).setFocus()

    def _remarks(
        self, preview: Preview
    ) -> list[tuple[models.RemarksModel, Sequence[tuple[str, int, Message | None]]]]:
        return [
            (self._rejected, models.rejected(preview)),
            (self._skipped, models.skipped(preview)),
            (self._warned, models.warned(preview)),
        ]

    # --- importing ------------------------------------------------------------------------------

    def start(self) -> None:
        """Bring the new rows in."""
        if self._preview is not None:
            work = Importing(self._context.desk.imports, self._preview)
            self._begin(work, self._imported, Message("正在导入“{name}”", name=self.path.name))

    def _imported(self, report: ImportReport) -> None:
        self.report = report
        self._show_report(report)
        if report.rejected:
            self._write_rejects(free_name(self.path))
        if report.imported:
            self._context.go.written()
            self.imported.emit(report)

    def _show_report(self, report: ImportReport) -> None:
        page = self.view.report
        done = trn("已导入 {n} 件", report.imported)
        page.headline.setText(done if report.imported else tr("没有新的信访件"))
        span = tr("登记编号 {first} 至 {last}", first=report.first_number, last=report.last_number)
        page.numbers.setText(span if report.imported else tr("登记簿没有改动。"))
        for count, text, icon, tone in (
            (report.known, trn("{n} 件以前导入过，没有重复登记", report.known), "info", Tone.NEUTRAL),
            (report.skipped, trn("{n} 行是标题、合计、落款等，略过", report.skipped), "info",
             Tone.NEUTRAL),
            (report.warned, trn("{n} 件有需要再看一眼的地方", report.warned),
             "warning", Tone.SOON),
            (report.rejected, trn("{n} 行不能导入", report.rejected), "warning", Tone.LATE),
        ):  # fmt: skip
            if count:
                page.add_line(text, icon, tone)
        for widget in (page.rejects, page.problem, page.open, page.save):
            widget.hide()
        self._stage(page)
        self.finish.setFocus()

    # --- the list of rows that were left out ----------------------------------------------------

    def _write_rejects(self, path: Path) -> None:
        """Write the list with a run that has nothing new to bring in."""
        assert self._preview is not None
        work = Listing(self._context.desk.imports, replace(self._preview, new=()), path)
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
        page.rejects.show()
        page.problem.hide()
        page.open.show()
        page.save.show()

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
        chosen = self._context.messages.choose_file_save(
            tr("另存不能导入的行"), LIST_FILTERS, self._rejects or free_name(self.path)
        )
        if chosen is not None:
            self._write_rejects(chosen)

    def _open_rejects(self) -> None:
        if self._rejects is not None and not self._opener(self._rejects):
            self.view.report.problem.setText(tr("打不开这个文件，请在文件夹里找到它再打开。"))
            self.view.report.problem.show()

    def is_working(self) -> bool:
        """Whether something is being read or written."""
        return self._task is not None and not self._task.ended

    # --- work under way -------------------------------------------------------------------------

    def reject(self) -> None:
        """Close; work under way is stopped first, so that it ends before the dialog does."""
        if self.report is not None:
            self.accept()
        elif self.is_working():
            self._closing = True
            self._stop()
        else:
            super().reject()

    def _stop(self) -> None:
        if self._task is not None:
            self._task.cancel()
        self.view.busy.stop.setEnabled(False)
        self.cancel.setEnabled(False)
        self.view.busy.text.setText(tr("正在停止"))

    def _progressed(self, done: int, total: int | None, text: Message) -> None:
        self.view.busy.bar.setRange(0, total or 0)
        self.view.busy.bar.setValue(done)
        if self.view.busy.stop.isEnabled():
            self.view.busy.text.setText(render(text))

    def _fail(self, error: DeskError) -> None:
        """Back to the preview when there is one; otherwise another file may be chosen."""
        if self._closing:
            return
        if self._preview is not None and not isinstance(error, Cancelled):
            self._context.messages.error(error)
        if self._preview is not None:
            self._show_preview(self._preview)
            return
        self.view.failed.sentence.setText(render(error.message))
        self._stage(self.view.failed)
        self.view.failed.other.setFocus()

    def _ended(self) -> None:
        if self._task is not None and self._task.ended:
            self._task = None  # a later piece of work may have begun already
        if self._closing:
            super().reject()

    def _choose_other(self) -> None:
        chosen = self._context.messages.choose_file_open(
            tr("选择旧台账"), FILTERS, self.path.parent
        )
        if chosen is not None:
            self.read(chosen)

    # --- parts ----------------------------------------------------------------------------------

    def _fill_preview(self) -> None:
        self._meanings = models.MeaningsModel()
        self._sample = models.SampleModel()
        self._rejected = models.RemarksModel(N_("不能导入的原因"))
        self._skipped = models.RemarksModel(N_("略过的原因"))
        self._warned = models.RemarksModel(N_("提醒"))
        view = self.view.preview
        view.add_list(tr("各列的含义"), self._meanings)
        view.add_list(tr("前 {n} 行", n=models.SHOWN), self._sample)
        view.add_list(tr("不能导入的行"), self._rejected)
        view.add_list(tr("略过的行"), self._skipped)
        view.add_list(tr("提醒"), self._warned)

    def _connect(self) -> None:
        self.bring.clicked.connect(self.start)
        self.view.busy.stop.clicked.connect(self._stop)
        self.view.failed.other.clicked.connect(self._choose_other)
        self.view.report.open.clicked.connect(self._open_rejects)
        self.view.report.save.clicked.connect(self._save_elsewhere)

    def _stage(self, stage: QWidget) -> None:
        self.view.setCurrentWidget(stage)
        self.bring.setVisible(stage is self.view.preview)
        self.finish.setVisible(stage is self.view.report)
        self.cancel.setVisible(stage is not self.view.report)
        self.cancel.setEnabled(True)
        text = tr("关闭") if stage is self.view.failed else tr("取消")
        self.cancel.setText(text)
        self.cancel.setAccessibleName(text)
