"""Layout of the settings' two parts about the record: checking it, and reading it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from petitiondesk.infra.i18n import tr
from petitiondesk.ui import tokens as sizes
from petitiondesk.ui.look import Look
from petitiondesk.ui.style import Tone, font
from petitiondesk.ui.views.buttons import Button
from petitiondesk.ui.views.cards import label
from petitiondesk.ui.views.chips import Chip
from petitiondesk.ui.views.choice import ChoiceCombo
from petitiondesk.ui.views.fields import LabelledField
from petitiondesk.ui.views.layouts import flow
from petitiondesk.ui.views.painting import Pill
from petitiondesk.ui.views.table import DeskTable


class VerifyForm(QWidget):
    """Checking everything, its result with the fingerprint, and comparing a printed one."""

    HELP = "record"

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        column = QVBoxLayout(self)
        column.setContentsMargins(0, sizes.S, 0, sizes.S)
        column.setSpacing(sizes.M)
        column.addLayout(self._start())
        column.addWidget(self._result())
        column.addWidget(label(tr("核对打印的指纹"), "strong"))
        column.addLayout(self._compare())
        self.answer = label("", "", wrap=True)
        self.answer.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column.addWidget(self.answer)
        column.addStretch(1)

    def show_result(self, said: str, fingerprint: str, faults: Sequence[str], tone: Tone) -> None:
        """Show how a check ended: in words, with the fingerprint in groups and what is wrong."""
        self.chip.show_pill(Pill(said, "check" if tone is Tone.GOOD else "warning", tone))
        self.fingerprint.setText(fingerprint)
        self.faults.setPlainText("\n".join(faults))
        self.faults.setVisible(bool(faults))
        self.result.show()

    def _start(self) -> QHBoxLayout:
        self.check = Button(self._look, tr("核验全部"), role="primary", icon="check", compact=True)
        self.last = label("", "caption", wrap=True)
        row = QHBoxLayout()
        row.setSpacing(sizes.M)
        row.addWidget(self.check)
        row.addWidget(self.last, 1)
        return row

    def _result(self) -> QWidget:
        self.result = QWidget()
        self.chip = Chip(self._look, "")
        self.counts = label("", "muted", wrap=True)
        self.fingerprint = label("", "", wrap=True)
        self.fingerprint.setFont(font(sizes.BODY, mono=True))
        self.fingerprint.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.fingerprint.setAccessibleName(tr("指纹"))
        self.copy = Button(self._look, tr("复制指纹"), compact=True)
        self.print = Button(self._look, tr("打印指纹"), icon="print", compact=True)
        self.faults = QPlainTextEdit()
        self.faults.setReadOnly(True)
        self.faults.setTabChangesFocus(True)
        self.faults.setAccessibleName(tr("发现的问题"))
        self.faults.setMinimumHeight(110)
        column = QVBoxLayout(self.result)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(sizes.S)
        column.addWidget(self.chip)
        column.addWidget(self.counts)
        column.addWidget(self.faults)
        column.addWidget(label(tr("指纹"), "caption"))
        column.addWidget(self.fingerprint)
        column.addWidget(flow(self.copy, self.print))
        self.faults.hide()
        self.result.hide()
        return self.result

    def _compare(self) -> QHBoxLayout:
        self.typed = QLineEdit()
        self.typed_field = LabelledField(
            tr("打印件上的指纹"), self.typed, hint=tr("前 16 位就够；空格和大小写不论。")
        )
        self.compare = Button(self._look, tr("核对"), compact=True)
        beside = QVBoxLayout()
        beside.setContentsMargins(0, self.typed_field.label.sizeHint().height() + 5, 0, 0)
        beside.addWidget(self.compare)
        beside.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(sizes.S)
        row.addWidget(self.typed_field, 1, Qt.AlignmentFlag.AlignTop)
        row.addLayout(beside)
        return row


class JournalForm(QWidget):
    """Two choices that narrow the list, the list, and a button for what is older."""

    HELP = "record"

    def __init__(self, look: Look, concerns: Sequence[tuple[object, str]]) -> None:
        super().__init__()
        self.concern = ChoiceCombo(tr("哪一类"), concerns, empty=tr("全部"))
        self.actor = ChoiceCombo(tr("谁"), [], empty=tr("所有人"))
        self.table = DeskTable(look, tr("操作记录"), framed=True, compact=True)
        self.table.setMinimumHeight(260)
        self.older = Button(look, tr("再看更早的"), compact=True)
        self.said = label("", "caption", wrap=True)
        choices = QHBoxLayout()
        choices.setSpacing(sizes.M)
        choices.addWidget(LabelledField(tr("哪一类"), self.concern), 1)
        choices.addWidget(LabelledField(tr("谁"), self.actor), 1)
        choices.addStretch(1)
        foot = QHBoxLayout()
        foot.setSpacing(sizes.M)
        foot.addWidget(self.older)
        foot.addWidget(self.said, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, sizes.S, 0, sizes.S)
        column.setSpacing(sizes.S)
        column.addLayout(choices)
        column.addWidget(self.table, 1)
        column.addLayout(foot)
