"""Layout of the settings' part for backups."""

from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QVBoxLayout, QWidget

from petitiondesk.infra.i18n import tr
from petitiondesk.ui import tokens as sizes
from petitiondesk.ui.look import Look
from petitiondesk.ui.views.buttons import Button
from petitiondesk.ui.views.cards import TroubleLine, label
from petitiondesk.ui.views.elided import ElidedLabel
from petitiondesk.ui.views.layouts import flow
from petitiondesk.ui.views.table import DeskTable


class BackupForm(QWidget):
    """Where the backups go and how they stand, what can be done, and the list of them."""

    HELP = "backup"

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.trouble = TroubleLine()
        self.backups = DeskTable(look, tr("已有的备份"), framed=True, compact=True)
        self.backups.setMinimumHeight(120)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, sizes.S, 0, sizes.S)
        column.setSpacing(sizes.M)
        column.addLayout(self._facts(look))
        column.addWidget(self.trouble)
        column.addWidget(self._buttons(look))
        column.addWidget(label(tr("已有的备份"), "strong"))
        column.addWidget(self.backups, 1)
        self.kept = label(
            tr("每天留最新的一份，留 7 天；再每周一份留 4 周，每月一份留 12 个月。附件只存一次。"),
            "caption",
            wrap=True,
        )
        column.addWidget(self.kept)

    def _facts(self, look: Look) -> QFormLayout:
        self.folder = ElidedLabel("", "")
        self.choose = Button(look, tr("选择…"), icon="folder", compact=True)
        self.choose.setAccessibleName(tr("选择备份的文件夹"))
        self.last = label("", "")
        self.rehearsed = label("", "", wrap=True)
        where = QHBoxLayout()
        where.setSpacing(sizes.S)
        where.addWidget(self.folder, 1)
        where.addWidget(self.choose)
        facts = QFormLayout()
        facts.setHorizontalSpacing(sizes.L)
        facts.setVerticalSpacing(sizes.S)
        for text, part in (
            (tr("放在这个文件夹"), where),
            (tr("最近一份好的备份"), self.last),
            (tr("演练恢复"), self.rehearsed),
        ):
            facts.addRow(label(text, "muted"), part)
        return facts

    def _buttons(self, look: Look) -> QWidget:
        """Buttons that wrap where the words are long."""
        self.make = Button(look, tr("立即备份"), role="primary", compact=True)
        self.take_along = Button(look, tr("带走一份…"), icon="export", compact=True)
        self.rehearse = Button(look, tr("现在演练"), icon="check", compact=True)
        self.restore = Button(look, tr("恢复…"), icon="history", compact=True)
        self.help = Button(look, tr("换电脑怎么办"), role="link")
        return flow(self.make, self.take_along, self.rehearse, self.restore, self.help)
