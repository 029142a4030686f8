"""Layout of the settings' part about the program: what it is, its libraries, their licences."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from petitiondesk.infra.i18n import tr
from petitiondesk.ui import tokens as sizes
from petitiondesk.ui.look import Look
from petitiondesk.ui.style import font
from petitiondesk.ui.views.buttons import Button
from petitiondesk.ui.views.cards import label
from petitiondesk.ui.views.table import DeskTable


class AboutForm(QWidget):
    """Facts as lines, a table of libraries, the licence of the one that is chosen."""

    HELP = "settings"

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.facts = label("", "", wrap=True)
        self.facts.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.facts.setAccessibleName(tr("关于本程序"))
        self.copy = Button(look, tr("复制版本信息"), compact=True)
        self.table = DeskTable(look, tr("用到的部分"), framed=True, compact=True)
        self.table.setMinimumHeight(150)
        self.notice = QPlainTextEdit()
        self.notice.setReadOnly(True)
        self.notice.setTabChangesFocus(True)
        self.notice.setFont(font(sizes.CAPTION, mono=True))
        self.notice.setAccessibleName(tr("许可证全文"))
        self.notice.setMinimumHeight(120)
        buttons = QHBoxLayout()
        buttons.setSpacing(sizes.S)
        buttons.addWidget(self.copy)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, sizes.S, 0, sizes.S)
        column.setSpacing(sizes.S)
        column.addWidget(self.facts)
        column.addLayout(buttons)
        column.addWidget(label(tr("用到的部分"), "strong"))
        column.addWidget(self.table, 1)
        column.addWidget(label(tr("许可证全文"), "caption"))
        column.addWidget(self.notice, 1)
