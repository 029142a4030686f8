"""Layout of the pages that are shown when a registry is damaged, and of the strip that says so."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QPlainTextEdit, QVBoxLayout

from petitiondesk.domain.errors import DeskError
from petitiondesk.infra.i18n import render, tr
from petitiondesk.ui import tokens as sizes
from petitiondesk.ui.look import Look
from petitiondesk.ui.style import Tone, set_property
from petitiondesk.ui.views.buttons import Button
from petitiondesk.ui.views.cards import label
from petitiondesk.ui.views.chips import IconDot
from petitiondesk.ui.views.choice_card import ChoiceCard
from petitiondesk.ui.views.fields import LabelledField
from petitiondesk.ui.views.first_run_view import DoorPage


class WaysPage(DoorPage):
    """What is known of the damage, and the ways to go on."""

    def __init__(self, look: Look, error: DeskError) -> None:
        super().__init__(tr("怎么继续"), render(error.message))
        self.restore = ChoiceCard(
            look,
            "undo",
            tr("从最新的好备份恢复"),
            tr("恢复到新文件夹，先比一比备份以后登记了什么。一般选这个。"),
        )
        self.salvage = ChoiceCard(
            look,
            "export",
            tr("抢救到新登记簿"),
            tr("把还读得出来的内容搬进新文件夹，并列出丢了什么。没有备份、或者备份太旧时用。"),
        )
        self.look_at = ChoiceCard(
            look,
            "eye",
            tr("打开来看（只读）"),
            tr("还读得出来的都能查看，什么都不会写进去。"),
        )
        for card in (self.restore, self.salvage, self.look_at):
            self.column.addWidget(card)
        self.finish()


class SalvagePage(DoorPage):
    """Where the salvaged registry goes."""

    def __init__(self, look: Look) -> None:
        super().__init__(
            tr("抢救到哪里"),
            tr("读得出来的内容放进一个新文件夹，密码不变。损坏的登记簿原样留着，不会改动。"),
        )
        self.folder = QLineEdit()
        self.folder_field = LabelledField(tr("新文件夹"), self.folder, required=True)
        self.choose = Button(look, tr("换一个位置…"), icon="folder")
        self.column.addWidget(self.folder_field)
        self.column.addWidget(self.choose, 0, Qt.AlignmentFlag.AlignLeft)
        self.finish()


class SalvagedPage(DoorPage):
    """What came over, and the list of what was lost."""

    def __init__(self) -> None:
        super().__init__(
            tr("抢救好了"), tr("请对照下面的清单核对纸质件。清单也存成了文本文件，可以打印。")
        )
        self.told = label("", "strong", wrap=True)
        self.place = label("", "muted", wrap=True)
        self.lost = QPlainTextEdit()
        self.lost.setReadOnly(True)
        self.lost.setTabChangesFocus(True)
        self.lost.setAccessibleName(tr("丢失的内容"))
        self.column.addWidget(self.told)
        self.column.addWidget(self.place)
        self.column.addWidget(self.lost, 1)
        self.finish(stretch=0)


class ConditionStrip(QFrame):
    """One line over the pages while something is wrong with the registry; hidden otherwise."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setObjectName("condition")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._said: tuple[str, ...] = ()
        self.text = label("", "finding", wrap=True)
        set_property(self.text, "finding", "warn")
        self.more = Button(look, tr("全部"), role="link")
        row = QHBoxLayout(self)
        row.setContentsMargins(sizes.L, sizes.S, sizes.L, sizes.S)
        row.setSpacing(sizes.M)
        row.addWidget(IconDot(look, "warning", Tone.SOON, 24))
        words = QVBoxLayout()
        words.addWidget(self.text)
        row.addLayout(words, 1)
        row.addWidget(self.more)
        self.hide()

    @property
    def said(self) -> tuple[str, ...]:
        """Everything that is to be said."""
        return self._said

    def say(self, sentences: tuple[str, ...]) -> None:
        """Show the first sentence, and a link to the others; nothing where there is none."""
        if sentences == self._said:
            return
        self._said = sentences
        self.text.setText(sentences[0] if sentences else "")
        self.setAccessibleName("\n".join(sentences))
        self.more.setVisible(len(sentences) > 1)
        self.setVisible(bool(sentences))
