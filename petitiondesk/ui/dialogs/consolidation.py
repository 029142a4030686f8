"""Taking the returns of many offices together (汇总下级报表): files in, problems, one workbook out."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QWidget

from petitiondesk.domain.errors import Cancelled, DeskError
from petitiondesk.domain.messages import Message
from petitiondesk.domain.returns.consolidation import Consolidated
from petitiondesk.infra.i18n import render, tr, trn
from petitiondesk.services import consolidating
from petitiondesk.ui import tokens as sizes
from petitiondesk.ui.dialogs.consolidation_work import Consolidating, Saving, pills
from petitiondesk.ui.models.return_lists import ProblemsModel
from petitiondesk.ui.models.return_words import period_text
from petitiondesk.ui.pages.base import PageContext
from petitiondesk.ui.pages.returns_count import first_period
from petitiondesk.ui.tasks import Progress, Task
from petitiondesk.ui.views.consolidation_view import ConsolidationView
from petitiondesk.ui.views.dialogs import DeskDialog

_WIDTH = 1240
"""Room for what is wrong in a sentence, and where, in pixels."""

_ENDINGS = "*" + " *".join(consolidating.WORKBOOKS)


class ConsolidationDialog(DeskDialog):
    """Choose, take together, see what is wrong, save. Nothing is written unasked.

    ``result`` is what was taken together, ``saved`` where it was saved.
    """

    HELP = "consolidation"

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        text = tr(
            "把各单位报来的报表合成一张汇总表，逐份核对：谁没有报、谁报了两次、哪里加不拢，"
            "都会列出来。原来的文件不会改动。"
        )
        super().__init__(tr("汇总下级报表"), text, parent)
        self._context = context
        self._task: Task | None = None
        self._closing = False
        self.paths: list[Path] = []
        self.consolidated: Consolidated | None = None
        self.saved: Path | None = None
        today = context.desk.ledger.today
        self.view = ConsolidationView(context.look, first_period(today), today)
        self.body.addWidget(self.view, 1)
        self.model = ProblemsModel()
        table = self.view.result.table
        table.setModel(self.model)
        table.set_widths(self.model.widths(), stretch=ProblemsModel.TEXT)
        table.set_pill_columns(ProblemsModel.PILLS)
        self.again = self.add_button(tr("重新选择"))
        self.no = self.add_button(tr("关闭"), accepts=False)
        self.yes = self.add_button(tr("汇总"), "primary")
        self.save = self.add_button(tr("保存汇总表…"), "primary")
        self.body.setContentsMargins(sizes.XL, sizes.L, sizes.XL, sizes.L)
        self.resize(min(_WIDTH, self.screen().availableSize().width() - 40), 580)
        self._connect()
        self._stage(self.view.choices)
        self.view.choices.box.files.setFocus()

    def is_working(self) -> bool:
        """Whether something is being read or written."""
        return self._task is not None and not self._task.ended

    # --- choosing -------------------------------------------------------------------------------

    def add(self, paths: Sequence[Path]) -> None:
        """Take files, and of folders the workbooks in them; those there already count once."""
        self._say(None)
        try:
            found = consolidating.files_in(paths)
        except DeskError as error:
            self._say(error.message)
            return
        self.paths = list(dict.fromkeys([*self.paths, *found]))
        self.view.choices.box.show_files(self.paths)
        self.yes.setEnabled(True)
        self.yes.setFocus()

    def _choose_files(self) -> None:
        messages = self._context.messages
        filters = [tr("报表文件 ({endings})", endings=_ENDINGS), tr("所有文件 (*)")]
        paths = messages.choose_files_open(tr("选择报来的报表"), filters)
        if paths:
            self.add(paths)

    def _choose_folder(self) -> None:
        folder = self._context.messages.choose_folder(tr("选择报表所在的文件夹"))
        if folder is not None:
            self.add([folder])

    def _choose_offices(self) -> None:
        path = self._one(tr("选择单位名单"))
        if path is None:
            return
        try:
            names = consolidating.read_offices(path)
        except DeskError as error:
            self._say(error.message)
            return
        said = trn("{name}：{n} 个单位", len(names), name=path.name)
        self.view.choices.offices.take(path, said)

    def _choose_form(self) -> None:
        path = self._one(tr("选择空白表"))
        if path is not None:
            self.view.choices.form.take(path)

    def _one(self, title: str) -> Path | None:
        self._say(None)
        filters = [tr("报表文件 ({endings})", endings=_ENDINGS), tr("所有文件 (*)")]
        return self._context.messages.choose_file_open(title, filters)

    # --- taking together ------------------------------------------------------------------------

    def start(self) -> None:
        """Read every file and add them up, in the background."""
        if not self.paths or self.is_working():
            return
        self._say(None)
        choices = self.view.choices
        work = Consolidating(
            tuple(self.paths),
            choices.offices.chosen,
            choices.form.chosen,
            choices.period.period(),
            choices.password.text(),
        )
        self._begin(work, self._done, Message("正在汇总"))

    def _done(self, value: Consolidated) -> None:
        self.consolidated = value
        result = self.view.result
        result.show_counts(pills(value))
        self.model.set_rows(value.problems)
        result.table.setCurrentIndex(self.model.index(0, 0))
        result.show_problems(any_there=bool(value.problems))
        self._stage(result)
        self.save.setEnabled(bool(value.counted))
        (self.save if value.counted else self.again).setFocus()

    # --- saving ---------------------------------------------------------------------------------

    def _save(self) -> None:
        value = self.consolidated
        if value is None:
            return
        name = tr("信访汇总表.xlsx")
        if value.period is not None:
            name = tr("信访汇总表 {period}.xlsx", period=period_text(value.period))
        start = self.paths[0].parent if self.paths else Path.home()
        path = self._context.messages.choose_file_save(
            tr("保存汇总表"), [tr("Excel 工作簿 (*.xlsx)")], start / name
        )
        if path is not None:
            now = self._context.desk.context.now()
            self._begin(Saving(value, path, now), self._saved, Message("正在写汇总表"))

    def _saved(self, path: Path) -> None:
        self.saved = path
        self.view.result.whole.setText(tr("已写好“{name}”。", name=path.name))
        self.no.setFocus()

    # --- work under way -------------------------------------------------------------------------

    def reject(self) -> None:
        """Close; work under way is stopped first."""
        if self.is_working() and self._task is not None:
            self._closing = True
            self.no.setEnabled(False)
            self._task.cancel()
        else:
            super().reject()

    def _begin(
        self, work: Callable[[Progress], object], on_done: Callable[..., None], title: Message
    ) -> None:
        self._enable(on=False)
        self._task = self._context.tasks.run(work, on_done, self._fail, self._ended, title)
        stage = self.view.currentWidget()
        panel = self.view.result if stage is self.view.result else self.view.choices
        panel.progress.follow(self._task)

    def _fail(self, error: DeskError) -> None:
        if self._closing:
            return
        if isinstance(error, Cancelled):
            self._say(Message("汇总停下了，没有写出任何文件。"))
        elif self.view.currentWidget() is self.view.choices:
            self._say(error.message)
        else:
            self._context.messages.error(error)

    def _ended(self) -> None:
        if self._closing:
            super().reject()
        else:
            self._enable(on=True)

    def _enable(self, *, on: bool) -> None:
        self.view.choices.box.setEnabled(on)
        self.yes.setEnabled(on and bool(self.paths))
        self.again.setEnabled(on)
        self.save.setEnabled(
            on and self.consolidated is not None and bool(self.consolidated.counted)
        )

    # --- parts ----------------------------------------------------------------------------------

    def _say(self, message: Message | None) -> None:
        trouble = self.view.choices.trouble
        trouble.say(render(message) if message is not None else "")

    def _restart(self) -> None:
        """Choose again; what was chosen stays."""
        self._stage(self.view.choices)
        self.view.choices.box.files.setFocus()

    def _show_whole(self, index: QModelIndex) -> None:
        """The whole sentence of the problem under the table: a column cuts it."""
        problem = self.model.row(index.row())
        self.view.result.whole.setText(render(problem.message) if problem is not None else "")

    def _stage(self, stage: QWidget) -> None:
        self.view.setCurrentWidget(stage)
        choosing = stage is self.view.choices
        self.yes.setVisible(choosing)
        self.yes.setEnabled(bool(self.paths))
        self.save.setVisible(not choosing)
        self.again.setVisible(not choosing)

    def _connect(self) -> None:
        choices = self.view.choices
        choices.box.dropped.connect(self.add)
        choices.box.files.clicked.connect(self._choose_files)
        choices.box.folder.clicked.connect(self._choose_folder)
        choices.offices.choose.clicked.connect(self._choose_offices)
        choices.form.choose.clicked.connect(self._choose_form)
        choices.period.refused.connect(self._say)
        self.again.clicked.connect(self._restart)
        self.yes.clicked.connect(self.start)
        self.save.clicked.connect(self._save)
        self.view.result.table.selectionModel().currentChanged.connect(self._show_whole)
