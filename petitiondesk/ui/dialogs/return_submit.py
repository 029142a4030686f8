"""Submitting a return: what will be frozen, and what is new since the version before."""

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from petitiondesk.domain.errors import Cancelled, DeskError
from petitiondesk.domain.messages import Message
from petitiondesk.domain.returns.figures import Return, When
from petitiondesk.infra.i18n import begun, render, term, tr, trn
from petitiondesk.ui.models.return_lists import DifferencesModel, difference_lines
from petitiondesk.ui.models.return_words import period_text
from petitiondesk.ui.pages.base import PageContext
from petitiondesk.ui.pages.returns_work import (
    Comparison,
    Opened,
    Prepared,
    Preparing,
    Submitting,
)
from petitiondesk.ui.tasks import Task
from petitiondesk.ui.turns import next_turn
from petitiondesk.ui.views.cards import TroubleLine, label
from petitiondesk.ui.views.dialogs import DeskDialog
from petitiondesk.ui.views.fields import LabelledField, TextArea
from petitiondesk.ui.views.progress import ProgressPanel
from petitiondesk.ui.views.table import DeskTable


def differences_table(context: PageContext, model: DifferencesModel) -> DeskTable:
    """The table of what a later count says differently."""
    table = DeskTable(context.look, tr("与上报时不同的数字"), framed=True, compact=True)
    table.setModel(model)
    table.set_widths(model.widths(), stretch=DifferencesModel.NAME)
    table.setMinimumHeight(170)
    return table


class SubmitDialog(DeskDialog):
    """Accepted once the return is submitted: ``submitted`` is then the frozen version.

    A version after the first shows what is different and asks for the reason.
    """

    HELP = "returns"

    def __init__(self, context: PageContext, value: Return, parent: QWidget | None = None) -> None:
        title = tr("上报{kind} {period}", kind=value.period.kind, period=period_text(value.period))
        super().__init__(title, tr("正在与以前上报的核对。"), parent)
        self._context = context
        self._value = value
        self._task: Task | None = None
        self._closing = False
        self._again = False
        self.submitted: Opened | None = None
        self.facts = label("", "muted", wrap=True)
        self.body.addWidget(self.facts)
        self.model = DifferencesModel()
        self.table = differences_table(context, self.model)
        self.body.addWidget(self.table, 1)
        self.table.hide()
        self.reason = TextArea(tr("原因"), 2)
        self.reason_field = LabelledField(tr("为什么再报一版"), self.reason, required=True)
        self.body.addWidget(self.reason_field)
        self.reason_field.hide()
        self.trouble = TroubleLine()
        self.body.addWidget(self.trouble)
        self.progress = ProgressPanel(context.look)
        self.body.addWidget(self.progress)
        self.no = self.add_button(tr("取消"), accepts=False)
        self.yes = self.add_button(tr("上报"), "primary")
        self.yes.setEnabled(False)
        self.yes.clicked.connect(self.confirm)
        self.yes.setToolTip("Ctrl+Enter")
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.confirm)
        self.setMinimumWidth(600)
        self.facts.setText(self._facts())
        self._task = context.tasks.run(
            Preparing(context.desk.returns, value),
            self._prepared,
            self._fail,
            title=Message("正在核对"),
            quiet=True,
        )
        self.progress.follow(self._task)

    def is_working(self) -> bool:
        """Whether something is being read or written."""
        return self._task is not None and not self._task.ended

    def confirm(self) -> None:
        """Submit; what is refused is shown here and keeps what was typed."""
        if not self.yes.isEnabled():
            return
        self.trouble.hide()
        reason = self.reason.toPlainText().strip()
        self.reason_field.set_finding(None)
        if self._again and not reason:
            self.reason_field.set_finding(Message("请写明为什么要再报一版。"))
            self.reason.setFocus()
            return
        self.yes.setEnabled(False)
        self.reason.setEnabled(False)
        self._task = self._context.tasks.run(
            Submitting(self._context.desk.returns, self._value, reason),
            self._done,
            self._fail,
            title=Message("正在上报"),
        )
        self.progress.follow(self._task)

    def reject(self) -> None:
        """Close; work under way is stopped first."""
        if self.is_working() and self._task is not None:
            self._closing = True
            self.no.setEnabled(False)
            self._task.cancel()
            self._task.finished.connect(self._close)
        else:
            super().reject()

    def _close(self) -> None:
        super().reject()

    def _prepared(self, prepared: Prepared) -> None:
        number = len(prepared.versions) + 1
        self._again = bool(prepared.versions)
        self.sentence.setText(
            tr(
                "将上报第 {n} 版。上报以后，数字和它们数的件都照现在的样子保存，不再改变；"
                "登记簿以后的更正，会作为与这一版的不同列出来。",
                n=number,
            )
        )
        text = tr("上报第 {n} 版", n=number)
        self.yes.setText(text)
        self.yes.setAccessibleName(text)
        allowed = True
        if prepared.comparison is not None:
            allowed = self._show_comparison(prepared.comparison)
        self.yes.setEnabled(allowed)
        self.reason_field.setVisible(self._again and allowed)
        self.adjustSize()
        if self.model.rowCount():
            self.resize(860, 560)
        (self.reason if self._again and allowed else self.yes if allowed else self.no).setFocus()
        next_turn(self, self.show_keyboard)  # once the table has its room

    def _show_comparison(self, comparison: Comparison) -> bool:
        """What is different; False where there is nothing to submit again."""
        found, row = comparison.found, comparison.row
        lines = difference_lines(comparison.before, comparison.after, found, comparison.numbers)
        self.model.set_rows(lines)
        self.table.setVisible(bool(lines))
        if lines:
            count = trn("与第 {version} 版有 {n} 处不同：", len(lines), version=row.version)
            self.facts.setText("\n".join((self._facts(), count)))
            return True
        if row.cut_off == self._value.cut_off:
            self.sentence.setText(
                tr(
                    "与第 {n} 版完全相同，不用再上报。要文件的话，可以再导出一次工作簿。",
                    n=row.version,
                )
            )
            return False
        same = tr("数字与第 {n} 版相同，只是统计到的日子不同。", n=row.version)
        self.facts.setText("\n".join((self._facts(), same)))
        return True

    def _facts(self) -> str:
        value = self._value
        figures = sum(1 for key in value.figure_keys() if key.when is When.NOW)
        lines = [
            tr(
                "{kind}：{period}，统计到 {day}",
                kind=begun(term(value.period.kind)),
                period=period_text(value.period),
                day=value.cut_off.isoformat(),
            ),
            trn(
                "一起保存的有本期 {n} 个数字、上年同期和上期的数字，还有每个数字背后的件。", figures
            ),
        ]
        if value.cut_off < value.period.end:
            lines.append(tr("只统计到这一天，没有统计到期末，请确认要报的就是这样的数字。"))
        if value.is_nil():
            lines.append(tr("这一期没有收到也没有办结，是零报告。"))
        return "\n".join(lines)

    def _done(self, submitted: Opened) -> None:
        self._task = None
        self.submitted = submitted
        self.accept()

    def _fail(self, error: DeskError) -> None:
        if self._closing:
            return
        self.yes.setEnabled(bool(self.yes.text()))
        self.reason.setEnabled(True)
        if not isinstance(error, Cancelled):
            self.trouble.say(render(error.message))


class CompareDialog(DeskDialog):
    """What the registry says differently now; accepted when a new version is wanted."""

    HELP = "returns"

    def __init__(
        self, context: PageContext, comparison: Comparison, parent: QWidget | None = None
    ) -> None:
        row, found = comparison.row, comparison.found
        title = tr("{period} 第 {n} 版与现在比较", period=period_text(row.period), n=row.version)
        if found:
            said = trn("登记簿里已有更正，{n} 处不同", len(found))
            said = tr(
                "{said}。两边都统计到 {day}。上报的一版不会改变；要改，就再报一版。",
                said=said,
                day=row.cut_off.isoformat(),
            )
        else:
            said = tr(
                "登记簿现在的数字与这一版完全相同（都统计到 {day}）。", day=row.cut_off.isoformat()
            )
        super().__init__(title, said, parent)
        self.model = DifferencesModel()
        self.table = differences_table(context, self.model)
        self.body.addWidget(self.table, 1)
        lines = difference_lines(comparison.before, comparison.after, found, comparison.numbers)
        self.model.set_rows(lines)
        self.table.setVisible(bool(lines))
        self.close_button = self.add_button(tr("关闭"), "" if found else "primary", accepts=False)
        self.again = self.add_button(tr("上报新的一版…"), "primary", accepts=True)
        self.again.setVisible(bool(found))
        self.setMinimumWidth(560)
        if found:
            self.resize(840, 480)
            self.table.setCurrentIndex(self.model.index(0, 0))
        (self.table if found else self.close_button).setFocus()
