"""The frame of the import dialog: its steps, its buttons, and work that runs while it waits."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from petitiondesk.domain.errors import DeskError
from petitiondesk.domain.messages import Message
from petitiondesk.infra.i18n import render, tr
from petitiondesk.ui import tokens as sizes
from petitiondesk.ui.models.import_models import PastModel
from petitiondesk.ui.pages.base import PageContext
from petitiondesk.ui.tasks import Progress, Task
from petitiondesk.ui.views.dialogs import DeskDialog
from petitiondesk.ui.views.import_steps import StepStrip
from petitiondesk.ui.views.import_view import ImportView


class ImportFrame(DeskDialog):
    """Shows one stage at a time. Closing while work is under way stops it first, and then closes."""

    HELP = "import"

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(tr("导入旧台账"), "", parent)
        self._context = context
        self._task: Task | None = None
        self._closing = False
        self.past = PastModel()
        self.resize(980, 640)
        self.body.setContentsMargins(sizes.XL, sizes.L, sizes.XL, sizes.L)
        self.steps = StepStrip((tr("文件"), tr("工作表"), tr("各列"), tr("核对"), tr("结果")))
        self.view = ImportView(context.look, self.past)
        self.body.addWidget(self.steps)
        self.body.addWidget(self.view, 1)
        self.cancel = self.add_button(tr("取消"), accepts=False)
        self.back = self.add_button(tr("上一步"))
        self.forward = self.add_button(tr("下一步"), "primary")
        self.bring = self.add_button("", "primary")
        self.take_back = self.add_button("", "danger")
        self.finish = self.add_button(tr("完成"), "primary", accepts=True)
        self.view.busy.stop.clicked.connect(self._stop)

    def is_working(self) -> bool:
        """Whether something is being read or written."""
        return self._task is not None and not self._task.ended

    # --- stages ---------------------------------------------------------------------------------

    def _stage(self, stage: QWidget) -> None:
        view = self.view
        self.view.setCurrentWidget(stage)
        places: dict[QWidget, int] = {
            view.start: 0, view.password: 0, view.sheets: 1, view.columns: 2, view.preview: 3,
            view.report: 4,
        }  # fmt: skip
        if stage in places:
            self.steps.show_step(places[stage])
        self.steps.setVisible(stage is not view.undo)
        self.back.setVisible(stage in (view.password, view.sheets, view.columns, view.preview,
                                       view.undo))  # fmt: skip
        self.forward.setVisible(stage in (view.password, view.sheets, view.columns))
        self.forward.setEnabled(True)
        self.bring.setVisible(stage is view.preview)
        self.take_back.setVisible(stage is view.undo)
        self.finish.setVisible(stage is view.report)
        self.cancel.setVisible(stage is not view.report)
        self.cancel.setEnabled(True)
        text = tr("关闭") if stage in (view.failed, view.start) else tr("取消")
        self.cancel.setText(text)
        self.cancel.setAccessibleName(text)

    # --- work under way -------------------------------------------------------------------------

    def _begin(
        self,
        work: Callable[[Progress], object],
        on_done: Callable[..., None],
        on_error: Callable[[DeskError], None],
        title: Message,
    ) -> None:
        busy = self.view.busy
        busy.title.setText(render(title))
        busy.bar.setAccessibleName(render(title))
        busy.bar.begin()
        busy.text.setText("")
        busy.stop.setEnabled(True)
        self._stage(busy)
        self._task = self._context.tasks.run(work, on_done, on_error, self._ended, title)
        self._task.progressed.connect(self._progressed)

    def _stop(self) -> None:
        if self._task is not None:
            self._task.cancel()
        self.view.busy.stop.setEnabled(False)
        self.cancel.setEnabled(False)
        self.view.busy.text.setText(tr("正在停止"))

    def _progressed(self, done: int, total: int | None, text: Message) -> None:
        self.view.busy.bar.show_part(done, total)
        if self.view.busy.stop.isEnabled():
            self.view.busy.text.setText(render(text))

    def _ended(self) -> None:
        if self._task is not None and self._task.ended:
            self._task = None  # a later piece of work may have begun already
        if self._closing:
            super().reject()

    def reject(self) -> None:
        """Close; work under way is stopped first, so that it ends before the dialog does."""
        if self.is_working():
            self._closing = True
            self._stop()
        else:
            super().reject()
