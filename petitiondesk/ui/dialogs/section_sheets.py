"""The section sheets' dialog: write them for the sections, take in what came back."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QModelIndex
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QWidget

from petitiondesk.domain.errors import DeskError
from petitiondesk.domain.messages import Message
from petitiondesk.domain.section_answers import Verdict
from petitiondesk.infra.i18n import render, tr, trn
from petitiondesk.services.section_readings import Reading
from petitiondesk.services.section_writing import Written
from petitiondesk.ui import tokens as sizes
from petitiondesk.ui.dialogs.section_sheets_work import (
    ReadBack,
    ReadingSheets,
    Recorded,
    Recording,
    Writing,
)
from petitiondesk.ui.dialogs.writing import run
from petitiondesk.ui.models.section_sheet_model import (
    CHECK,
    Line,
    LinesModel,
    SectionsModel,
    lines_of,
    refused_line,
)
from petitiondesk.ui.opening import open_file
from petitiondesk.ui.pages.base import PageContext
from petitiondesk.ui.tasks import Progress, Task
from petitiondesk.ui.views.dialogs import DeskDialog
from petitiondesk.ui.views.progress import ProgressPanel
from petitiondesk.ui.views.section_sheets_view import (
    PasswordDialog,
    SectionSheetsView,
    dropped_files,
)

_FOLDER = "section_sheets_folder"


class SectionSheetsDialog(DeskDialog):
    """Both directions on two tabs; files and records are written in the background."""

    HELP = "section-sheets"

    def __init__(
        self,
        context: PageContext,
        parent: QWidget | None = None,
        opener: Callable[[Path], bool] = open_file,
    ) -> None:
        super().__init__(tr("科室办理表"), "", parent)
        self._context = context
        self._opener = opener
        self._task: Task | None = None
        self._closing = False
        self._folder: Path | None = None
        self._readings: tuple[Reading, ...] = ()
        self.sections, self.lines = SectionsModel(), LinesModel()
        self.view = SectionSheetsView(context.look, self.sections, self.lines)
        self.progress = ProgressPanel(context.look)
        self.body.setContentsMargins(sizes.XL, sizes.L, sizes.XL, sizes.L)
        self.body.addWidget(self.view, 1)
        self.body.addWidget(self.progress)
        self.leave = self.add_button(tr("关闭"), accepts=False)
        self.write = self.add_button("", "primary")
        self.record = self.add_button("", "primary")
        self.resize(1000, 620)
        self.setAcceptDrops(True)
        self._connect()
        self._load_sections()
        self._show_tab(0)

    def _connect(self) -> None:
        self.view.currentChanged.connect(self._show_tab)
        self.sections.chosen_changed.connect(self._name_buttons)
        self.lines.chosen_changed.connect(self._name_buttons)
        self.write.clicked.connect(self.write_sheets)
        self.record.clicked.connect(self.record_chosen)
        self.view.write.open.clicked.connect(self._open)
        self.view.read.choose.clicked.connect(self.choose)
        table = self.view.read.table
        table.opened.connect(self._open_case)
        table.selectionModel().currentRowChanged.connect(self._show_detail)

    def is_working(self) -> bool:
        """Whether something is being read or written."""
        return self._task is not None

    # --- writing --------------------------------------------------------------------------------

    def _load_sections(self) -> None:
        with self._context.saying_errors():
            self.sections.load(self._context.desk.sheets.due())

    def write_sheets(self) -> None:
        """Ask where to, and write the sheets of the chosen sections there."""
        sections = tuple(due.section for due in self.sections.chosen())
        if not sections or self.is_working():
            return
        folder = self._context.messages.choose_folder(tr("把办理表放在哪个文件夹"), self._start())
        if folder is None:
            return
        self._folder = folder
        password = self.view.write.password.text()
        work = Writing(self._context.desk.sheets, folder, sections, password)
        self._begin(work, self._written, Message("正在写出办理表"))

    def _written(self, sheets: list[Written]) -> None:
        with self._context.saying_errors():
            self._context.desk.office.remember(_FOLDER, str(self._folder))
        view = self.view.write
        done = trn("已写出 {n} 张办理表。", len(sheets))
        view.done.setText(tr("{done}文件在：{folder}", done=done, folder=self._folder))
        view.done.show()
        view.open.show()
        self._load_sections()
        self._context.go.written()
        view.open.setFocus()

    def _open(self) -> None:
        if self._folder is not None and not self._opener(self._folder):
            self.view.write.done.setText(
                tr("打不开文件夹，请在文件管理器里打开：{folder}", folder=self._folder)
            )

    def _start(self) -> Path | None:
        known = self._context.desk.office.remembered(_FOLDER)
        return Path(known) if isinstance(known, str) and Path(known).is_dir() else None

    # --- reading back ---------------------------------------------------------------------------

    def choose(self) -> None:
        """Choose sheets that came back."""
        files = self._context.messages.choose_files_open(
            tr("选择收回的办理表"),
            [tr("表格文件 (*.xlsx *.xls *.et *.ods)"), tr("所有文件 (*)")],
            self._start(),
        )
        if files:
            self.take(files)

    def take(self, files: Sequence[Path]) -> None:
        """Read sheets; one behind a password is asked for it first, and left out if nobody knows."""
        if self.is_working():
            return
        self.view.setCurrentWidget(self.view.read)
        wanted: dict[Path, str] = {}
        for path in files:
            password = self._password(path)
            if password is not None:
                wanted[path] = password
        if wanted:
            work = ReadingSheets(self._context.desk.sheets, wanted)
            self._begin(work, self._show_readings, Message("正在读办理表"))

    def _password(self, path: Path) -> str | None:
        try:
            locked = self._context.desk.sheets.is_locked(path)
        except DeskError:
            return ""  # reading it says why
        if not locked:
            return ""
        dialog = PasswordDialog(path.name, self)
        return dialog.password.text() if run(dialog) else None

    def _show_readings(self, back: ReadBack) -> None:
        self._readings = back.readings
        view = self.view.read
        view.say_trouble("\n".join(_named(name, render(why)) for name, why in back.failed))
        self._show_lines(lines_of(back.readings))
        view.choose.setFocus()

    def _show_lines(self, lines: Sequence[Line]) -> None:
        self.lines.load(lines)
        known = sum(len(reading.items(Verdict.KNOWN)) for reading in self._readings)
        told = [
            trn("{n} 张办理表", len(self._readings)),
            *([trn("{n} 项以前已记入", known)] if known else []),
            *([] if lines else [tr("没有新内容")]),
        ]
        view = self.view.read
        view.totals.setText(tr("，").join(told) if self._readings else "")
        view.show_lines(some=bool(lines))
        view.show_detail("")
        view.table.setCurrentIndex(self.lines.index(0, CHECK))

    def _show_detail(self, index: QModelIndex) -> None:
        line = self.lines.row(index.row())
        self.view.read.show_detail(line.whole if line is not None else "")

    def record_chosen(self) -> None:
        """Record what is ticked."""
        chosen = self.lines.chosen()
        if not chosen or self.is_working():
            return
        wanted = [
            (reading, [line.key for line in chosen if line.reading == n and line.key is not None])
            for n, reading in enumerate(self._readings)
        ]
        work = Recording(self._context.desk.sheets, wanted)
        self._begin(work, self._recorded, Message("正在记入办理表"))

    def _recorded(self, results: list[Recorded]) -> None:
        left = [line for line in self.lines.rows() if line not in self.lines.chosen()]
        for line in self.lines.chosen():
            result = results[line.reading]
            refused = result.report.refused if result.report else ()
            reasons = {(number, kind): why for number, kind, why in refused}
            why = result.problem or (line.key and reasons.get((line.number, line.key[1])))
            if why:
                left.append(refused_line(line, why))
        total = sum(result.report.total for result in results if result.report)
        if total:
            self._context.go.written()
            self._context.messages.notice(Message("科室办理表已记入：{n} 项。", n=total))
        self._show_lines(left)
        self.view.read.totals.setText(trn("已记入 {n} 项。", total))
        self._load_sections()
        self.leave.setFocus()

    def _open_case(self, index: QModelIndex) -> None:
        """The case of a line, to settle there what conflicts."""
        line = self.lines.row(index.row())
        if line is not None and line.key is not None and not self.is_working():
            self._context.go.open_case(line.key[0])
            self.accept()

    # --- dropping files -------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files."""
        if dropped_files(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Read what was dropped."""
        files = dropped_files(event)
        if files:
            event.acceptProposedAction()
            self.take(files)

    # --- work under way -------------------------------------------------------------------------

    def reject(self) -> None:
        """Close; work under way is stopped first, between two sheets."""
        if self._task is None:
            super().reject()
        else:
            self._closing = True
            self._task.cancel()

    def _begin(
        self, work: Callable[[Progress], object], on_done: Callable[..., None], title: Message
    ) -> None:
        self._task = self._context.tasks.run(
            work, on_done, self._fail, on_finished=self._ended, title=title
        )
        self.progress.follow(self._task)
        self._name_buttons()

    def _fail(self, error: DeskError) -> None:
        self._context.messages.error(error)

    def _ended(self) -> None:
        self._task = None
        self._name_buttons()
        if self.record.isVisible() and self.record.isEnabled():
            self.record.setFocus()
        if self._closing:
            super().reject()

    def _show_tab(self, place: int) -> None:
        self.write.setVisible(place == 0)
        self.record.setVisible(place == 1)
        self._name_buttons()

    def _name_buttons(self) -> None:
        sheets, items = len(self.sections.chosen()), len(self.lines.chosen())
        for button, text, count in (
            (self.write, trn("写出 {n} 张办理表", sheets), sheets),
            (self.record, trn("记入 {n} 项", items), items),
        ):
            button.setText(text)
            button.setAccessibleName(text)
            button.setEnabled(bool(count) and not self.is_working())


def _named(name: str, why: str) -> str:
    return why if name in why else tr("没有读入“{name}”：{why}", name=name, why=why)
