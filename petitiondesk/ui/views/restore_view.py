"""Layout of the pages of the restore wizard."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from petitiondesk.infra.i18n import tr
from petitiondesk.ui import tokens as sizes
from petitiondesk.ui.look import Look
from petitiondesk.ui.views.buttons import Button
from petitiondesk.ui.views.cards import label
from petitiondesk.ui.views.choice import ChoiceCombo
from petitiondesk.ui.views.elided import ElidedLabel
from petitiondesk.ui.views.fields import LabelledField
from petitiondesk.ui.views.first_run_view import DoorPage
from petitiondesk.ui.views.new_password import ShowPassword
from petitiondesk.ui.views.still_bar import StillBar
from petitiondesk.ui.views.table import DeskTable

STEPS = 4


def step(number: int) -> str:
    """Where one is."""
    return tr("第 {number} 步，共 {count} 步", number=number, count=STEPS)


class ChoicePage(DoorPage):
    """Which backup."""

    def __init__(self, look: Look) -> None:
        super().__init__(
            tr("从哪份备份恢复"),
            tr("一般选最新的一份。现在的登记簿不会改动，恢复出来的放进新文件夹。"),
            step(1),
        )
        self.folder = ElidedLabel("", "muted")
        self.choose_folder = Button(look, tr("换一个文件夹…"), icon="folder", compact=True)
        self.choose_file = Button(look, tr("选备份文件…"), icon="file", compact=True)
        head = QHBoxLayout()
        head.setSpacing(sizes.S)
        head.addWidget(self.folder, 1)
        head.addWidget(self.choose_folder)
        head.addWidget(self.choose_file)
        self.backups = DeskTable(look, tr("备份"), framed=True, compact=True)
        self.column.addLayout(head)
        self.column.addWidget(self.backups, 1)
        self.finish(stretch=0)


class WhoPage(DoorPage):
    """The password that held when the backup was made, and whose it is where several could be."""

    def __init__(self) -> None:
        super().__init__(
            tr("这份备份的密码"),
            tr("用做这份备份时的密码；以后改过的，要用当时的那个。密码忘了的，可以填恢复密钥。"),
            step(2),
        )
        self.about = label("", "strong", wrap=True)
        self.account = ChoiceCombo(tr("账户"), [])
        self.account_field = LabelledField(tr("账户"), self.account)
        self.password = QLineEdit()
        self.password_field = LabelledField(tr("密码"), self.password, required=True)
        self.column.addWidget(self.about)
        self.column.addWidget(self.account_field)
        self.column.addWidget(self.password_field)
        self.column.addWidget(ShowPassword(self.password))
        self.finish()


class ComparisonPage(DoorPage):
    """What the present registry has that the backup lacks."""

    def __init__(self, look: Look) -> None:
        super().__init__(
            tr("和现在的登记簿比一比"),
            tr("这份备份已经检查过，是完好的。恢复以后，备份里没有的要补登。"),
            step(3),
        )
        self.verdict = label("", "strong", wrap=True)
        self.newer = DeskTable(look, tr("备份里没有的信访件"), framed=True, compact=True)
        self.more = label("", "caption", wrap=True)
        self.column.addWidget(self.verdict)
        self.column.addWidget(self.newer, 20)
        self.column.addWidget(self.more)
        self.finish()


class PlacePage(DoorPage):
    """Where the restored registry goes."""

    def __init__(self, look: Look) -> None:
        super().__init__(
            tr("恢复到哪里"),
            tr("恢复出来的登记簿放进一个新文件夹，不覆盖任何已有的文件。"),
            step(4),
        )
        self.folder = QLineEdit()
        self.folder_field = LabelledField(tr("新文件夹"), self.folder, required=True)
        self.choose = Button(look, tr("选择…"), icon="folder")
        row = QHBoxLayout()
        row.setSpacing(sizes.S)
        row.addWidget(self.folder_field, 1, Qt.AlignmentFlag.AlignTop)
        beside = QVBoxLayout()
        beside.setContentsMargins(0, self.folder_field.label.sizeHint().height() + 3, 0, 0)
        beside.addWidget(self.choose)
        beside.addStretch(1)
        row.addLayout(beside)
        self.column.addLayout(row)
        self.finish()


class DonePage(DoorPage):
    """What came back, and what did not."""

    def __init__(self, look: Look) -> None:
        super().__init__(tr("恢复好了"), tr("恢复出来的登记簿已经逐条核验过。"))
        self.told = label("", "strong", wrap=True)
        self.place = label("", "muted", wrap=True)
        self.missing = DeskTable(look, tr("没有找回的附件"), framed=True, compact=True)
        self.faults = label("", "", wrap=True)
        self.column.addWidget(self.told)
        self.column.addWidget(self.place)
        self.column.addWidget(self.missing, 20)
        self.column.addWidget(self.faults)
        self.finish()


class WorkBar(QWidget):
    """How far a work is."""

    def __init__(self) -> None:
        super().__init__()
        self.text = label("", "caption")
        self.bar = StillBar(tr("正在进行的工作"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(sizes.M)
        row.addWidget(self.text)
        row.addWidget(self.bar, 1)

    def show_work(self, title: str) -> None:
        """A work begins; how long it takes is not known yet."""
        self.text.setText(title)
        self.bar.begin()
        self.show()

    def show_part(self, done: int, total: int | None) -> None:
        """How far it is."""
        self.bar.show_part(done, total)
