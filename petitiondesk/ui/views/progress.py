"""The strip that shows long work without blocking the window."""

from PySide6.QtCore import QElapsedTimer, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout

from petitiondesk.domain.messages import Message
from petitiondesk.infra.i18n import render, tr, trn
from petitiondesk.ui import tokens as sizes
from petitiondesk.ui.look import Look
from petitiondesk.ui.tasks import Task
from petitiondesk.ui.views.buttons import Button
from petitiondesk.ui.views.cards import label
from petitiondesk.ui.views.still_bar import StillBar

PATIENCE_MS = 300
"""Work that is done sooner shows no strip at all."""


def remaining_text(seconds: float, done: int, total: int | None) -> str:
    """How long it will still take, judged by the pace so far; "" until that can be said."""
    if not total or done <= 0 or seconds < 1:
        return ""
    rest = seconds * (total - done) / done
    if rest < 1:
        return tr("就要完成")
    if rest < 90:
        return trn("约还需 {n} 秒", max(5, round(rest / 5) * 5))
    return trn("约还需 {n} 分钟", round(rest / 60))


class ProgressPanel(QFrame):
    """Title, bar, remaining time, cancel. `follow` a task; it hides when no task is left."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setProperty("frame", "strip")
        self.setAccessibleName(tr("正在进行的工作"))
        self._task: Task | None = None
        self._before: list[tuple[Task, QElapsedTimer]] = []
        self._clock = QElapsedTimer()
        self._wait = QTimer(self, singleShot=True, interval=PATIENCE_MS)
        self._wait.timeout.connect(self.show)
        self._total: int | None = None
        self._tick = QTimer(self, interval=1000)
        self._tick.timeout.connect(self._show_time)
        self.title = label("", "strong")
        self.text = label("", "caption")
        self.rest = label("", "caption")
        self.bar = StillBar()
        self.bar.setMinimumWidth(160)
        self.cancel = Button(look, tr("停止"), compact=True)
        self.cancel.clicked.connect(self._stop)
        row = QHBoxLayout(self)
        row.setContentsMargins(sizes.L, sizes.XS, sizes.L, sizes.XS)
        row.setSpacing(sizes.M)
        row.addWidget(self.title)
        row.addWidget(self.text)
        row.addWidget(self.bar, 1)
        row.addWidget(self.rest)
        row.addWidget(self.cancel)
        self.hide()

    def follow(self, task: Task) -> None:
        """Show ``task`` once it takes longer than a moment; the one before comes back after it."""
        if self._task is not None:
            self._before.append((self._task, self._clock))
        clock = QElapsedTimer()
        clock.start()
        self._show_task(task, clock)

    def _show_task(self, task: Task, clock: QElapsedTimer) -> None:
        self._let_go()
        self._task, self._clock = task, clock
        self.title.setText(render(task.title))
        self.text.setText("")
        self.rest.setText("")
        self.bar.begin()
        self.bar.setAccessibleName(render(task.title))
        self.cancel.setEnabled(True)
        task.progressed.connect(self._progressed)
        task.finished.connect(self._finished)
        self._total = None
        self._wait.start()
        self._tick.start()

    def _show_time(self) -> None:
        """A sign of life where nobody knows how much there is to do."""
        seconds = self._clock.elapsed() // 1000
        if not self._total and seconds and self.cancel.isEnabled():
            self.rest.setText(trn("已用 {n} 秒", seconds))

    def _progressed(self, done: int, total: int | None, text: Message) -> None:
        self.bar.show_part(done, total)
        self.text.setText(render(text))
        self._total = total
        self.rest.setText(remaining_text(self._clock.elapsed() / 1000, done, total))

    def _stop(self) -> None:
        if self._task is not None:
            self._task.cancel()
        self.cancel.setEnabled(False)
        self.rest.setText(tr("正在停止"))

    def _finished(self) -> None:
        self._let_go()
        self._before = [(task, clock) for task, clock in self._before if not task.ended]
        if self._before:
            self._show_task(*self._before.pop())

    def _let_go(self) -> None:
        if self._task is not None:
            self._task.progressed.disconnect(self._progressed)
            self._task.finished.disconnect(self._finished)
        self._task = None
        self._wait.stop()
        self._tick.stop()
        self.hide()
