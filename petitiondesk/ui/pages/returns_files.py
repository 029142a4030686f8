"""Files made from a return: the workbook, the brief and the minutes of a meeting."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from petitiondesk.domain.errors import DeskError, FileProblem
from petitiondesk.domain.messages import Message
from petitiondesk.domain.returns.figures import Return
from petitiondesk.domain.returns.period import PeriodKind
from petitiondesk.infra.i18n import tr
from petitiondesk.ui.dialogs.return_workbook import WorkbookDialog
from petitiondesk.ui.dialogs.writing import run
from petitiondesk.ui.messages import Action
from petitiondesk.ui.models.return_words import period_text
from petitiondesk.ui.opening import open_file
from petitiondesk.ui.pages.base import PageContext
from petitiondesk.ui.pages.returns_work import Writing

MEETINGS = frozenset({PeriodKind.HALF_YEAR, PeriodKind.YEAR})
"""The periods that are reviewed in a meeting (分析研判)."""


def workbook_name(value: Return) -> str:
    """What a workbook is called at first: 信访月报 2026年3月.xlsx, later versions with their number."""
    period = period_text(value.period)
    name = (
        tr("信访统计表 {period}", period=period)
        if value.period.kind is PeriodKind.CUSTOM
        else tr("信访{kind} {period}", kind=value.period.kind, period=period)
    )
    if value.version > 1:
        name = tr("{name} 第 {n} 版", name=name, n=value.version)
    return f"{name}.xlsx"


class ReturnFiles(QObject):
    """Asks where a file goes, writes it in the background, and offers to open it."""

    def __init__(
        self, context: PageContext, page: QWidget, opener: Callable[[Path], bool] = open_file
    ) -> None:
        super().__init__(page)
        self._context = context
        self._page = page
        self._opener = opener

    def write_workbook(self, value: Return) -> None:
        """Write a return as a workbook, encrypted if that is wanted."""
        dialog = WorkbookDialog(value, self._page.window())
        if not run(dialog):
            return
        password = dialog.password
        path = self._context.messages.choose_file_save(
            tr("导出工作簿"), [tr("Excel 工作簿 (*.xlsx)")], Path.home() / workbook_name(value)
        )
        if path is None:
            return
        said = Message("已写好“{name}”。", name=path.name)
        if password:
            said = Message("已写好“{name}”，打开时要输入刚才的密码。", name=path.name)
        write = partial(self._context.desk.returns.write, value, password=password)
        self._write(write, path, said, Message("正在写工作簿"))

    def write_brief(self, value: Return) -> None:
        """Write the brief for the meeting (研判材料)."""
        name = tr("信访研判材料 {period}.docx", period=period_text(value.period))
        write = partial(self._context.desk.briefs.write, value)
        self._write_word(tr("研判材料"), name, write, Message("正在写研判材料"))

    def write_minutes(self, value: Return) -> None:
        """Write the minutes of the meeting (会议纪要), the conclusions left open."""
        name = tr("信访分析研判会议纪要 {period}.docx", period=period_text(value.period))
        write = partial(self._context.desk.briefs.write_minutes, value)
        self._write_word(tr("会议纪要"), name, write, Message("正在写会议纪要"))

    def _write_word(
        self, title: str, name: str, write: Callable[[Path], None], busy: Message
    ) -> None:
        path = self._context.messages.choose_file_save(
            title, [tr("Word 文档 (*.docx)")], Path.home() / name
        )
        if path is not None:
            said = Message("已写好“{name}”，可以接着改。", name=path.name)
            self._write(write, path, said, busy)

    def _write(
        self, write: Callable[[Path], None], path: Path, said: Message, busy: Message
    ) -> None:
        work = Writing(write, path, said)
        self._context.tasks.run(work, self._written, self._failed, title=busy)

    def _written(self, done: Writing) -> None:
        action = Action(tr("打开"), partial(self._open, done.path))
        self._context.messages.notice(done.said, action)

    def _failed(self, error: DeskError) -> None:
        self._context.messages.error(error)

    def _open(self, path: Path) -> None:
        if not self._opener(path):
            self._context.messages.error(
                FileProblem(Message("打不开“{name}”，请在文件夹里找到它再打开。", name=path.name))
            )
