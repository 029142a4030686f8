"""The calm steps of an import: where one is, the file, its password, taking an import back."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from petitiondesk.infra.i18n import tr
from petitiondesk.ui import tokens as sizes
from petitiondesk.ui.look import Look
from petitiondesk.ui.models.import_models import PastModel
from petitiondesk.ui.style import Tone, set_property
from petitiondesk.ui.views.buttons import Button
from petitiondesk.ui.views.cards import TroubleLine, label
from petitiondesk.ui.views.chips import IconDot
from petitiondesk.ui.views.fields import LabelledField
from petitiondesk.ui.views.layouts import FlowLayout
from petitiondesk.ui.views.new_password import ShowPassword
from petitiondesk.ui.views.table import DeskTable


class StepStrip(QWidget):
    """The steps by name, the present one marked."""

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__()
        self._names = tuple(names)
        self._labels = [label(f"{n}　{name}", "muted") for n, name in enumerate(names, 1)]
        row = FlowLayout(self, sizes.L)
        for each in self._labels:
            row.addWidget(each)
        self.show_step(0)

    def show_step(self, step: int) -> None:
        """Mark the step at this place."""
        for place, each in enumerate(self._labels):
            set_property(each, "type", "strong" if place == step else "muted")
        self.setAccessibleName(
            tr("第 {n} 步，共 {of} 步：{name}", n=step + 1, of=len(self._names),
               name=self._names[step])
        )  # fmt: skip


class FileView(QWidget):
    """Choosing a file; the imports there were, each to be taken back as a whole."""

    def __init__(self, look: Look, past: PastModel) -> None:
        super().__init__()
        self.choose = Button(look, tr("选择台账文件"), role="primary", icon="folder")
        self.hint = label(
            tr("xlsx、xls、et、ods、csv 都可以，网页改名的 xls、设了打开密码的也可以。"
               "导入之前先给您核对，没有确认不写入任何内容。"), "muted", wrap=True)  # fmt: skip
        self.past_title = label(tr("以往的导入"), "strong")
        self.past = DeskTable(look, tr("以往的导入"), framed=True, compact=True)
        self.past.setModel(past)
        self.past.set_widths(past.widths(), stretch=1)
        self.none = label(tr("还没有导入过台账。"), "muted")
        self.undo = Button(look, tr("撤销选中的这次导入"), icon="undo")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(sizes.M)
        column.addWidget(self.hint)
        column.addWidget(self.choose, 0, Qt.AlignmentFlag.AlignLeft)
        column.addSpacing(sizes.S)
        column.addWidget(self.past_title)
        column.addWidget(self.none)
        column.addWidget(self.past, 1)
        column.addWidget(self.undo, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(0)

    def show_past(self, *, some: bool) -> None:
        """Show the list of imports, or that there are none."""
        self.none.setVisible(not some)
        self.past.setVisible(some)
        self.undo.setVisible(some)


class PasswordView(QWidget):
    """The password of a workbook."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.sentence = label("", wrap=True)
        self.password = QLineEdit()
        self.field = LabelledField(tr("打开密码"), self.password, required=True)
        self.show_password = ShowPassword(self.password)
        self.trouble = TroubleLine()
        head = QHBoxLayout()
        head.setSpacing(sizes.M)
        head.addWidget(IconDot(look, "lock", Tone.NEUTRAL, 32))
        head.addWidget(self.sentence, 1)
        self.field.setMaximumWidth(420)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(sizes.M)
        column.addLayout(head)
        column.addWidget(self.field)
        column.addWidget(self.show_password)
        column.addWidget(self.trouble)
        column.addStretch(1)

    def say(self, text: str) -> None:
        """Say what is wrong with the password; "" when nothing is."""
        self.trouble.say(text)


class UndoView(QWidget):
    """What taking an import back will do, and the reason for it."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.headline = label("", "head", wrap=True)
        self.sentence = label(
            tr("这些件会标为“已作废”，不再出现在台账、查找、期限和报表里；经过里写明原因，什么都不会删掉。"
               "它们的编号如果排在当年最后就退回，以后再用。撤销后这个文件可以重新导入。"),
            "muted", wrap=True)  # fmt: skip
        self.reason = QLineEdit()
        self.field = LabelledField(tr("撤销的原因"), self.reason, required=True)
        self.trouble = TroubleLine()
        head = QHBoxLayout()
        head.setSpacing(sizes.M)
        head.addWidget(IconDot(look, "undo", Tone.SOON, 32), 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self.headline, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(sizes.M)
        column.addLayout(head)
        column.addWidget(self.sentence)
        column.addWidget(self.field)
        column.addWidget(self.trouble)
        column.addStretch(1)

    def say(self, text: str) -> None:
        """Say why it was not undone; "" when nothing is wrong."""
        self.trouble.say(text)
