"""Layout of the pages of the first run."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from petitiondesk.infra.i18n import tr
from petitiondesk.ui import tokens as sizes
from petitiondesk.ui.look import Look
from petitiondesk.ui.views.buttons import Button
from petitiondesk.ui.views.cards import TroubleLine, label
from petitiondesk.ui.views.choice_card import ChoiceCard
from petitiondesk.ui.views.fields import LabelledField, TextArea
from petitiondesk.ui.views.key_card import KeyCard
from petitiondesk.ui.views.new_password import NewPassword


class DoorPage(QWidget):
    """A calm page: where one is, what it is about, its controls in ``column``, trouble beneath."""

    def __init__(self, title: str, sentence: str, step: str = "") -> None:
        super().__init__()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(sizes.M)
        if step:
            self.column.addWidget(label(step, "caption"))
        self.title = label(title, "title", wrap=True)
        self.column.addWidget(self.title)
        self.column.addWidget(label(sentence, "muted", wrap=True))
        self.trouble = TroubleLine()

    def finish(self, stretch: int = 1) -> None:
        """End the page with the line for trouble, and ``stretch`` parts of the room left."""
        self.column.addWidget(self.trouble)
        if stretch:
            self.column.addStretch(stretch)

    def say(self, text: str) -> None:
        """Say what went wrong; "" when nothing did."""
        self.trouble.say(text)


class WelcomePage(DoorPage):
    """Four ways in."""

    def __init__(self, look: Look) -> None:
        super().__init__(
            tr("欢迎使用信访登记台"),
            tr("登记、转办、答复、归档都在这台电脑上，不用联网。内容加密保存，没有密码打不开。"),
        )
        self.new = ChoiceCard(
            look, "plus", tr("新建登记簿"), tr("填写单位、科室和密码，大约两分钟。")
        )
        self.open = ChoiceCard(
            look,
            "folder",
            tr("打开已有的登记簿"),
            tr("从别的电脑拷来，或者放在 U 盘、共享文件夹里。"),
        )
        self.demo = ChoiceCard(
            look,
            "eye",
            tr("先练习"),
            tr("用虚构的信访件，一步一步带着办一件，不影响正式的登记簿。"),
        )
        self.restore = ChoiceCard(
            look,
            "history",
            tr("从备份恢复"),
            tr("换了电脑，或者原来的登记簿坏了。需要备份和当时的密码。"),
        )
        for card in (self.new, self.open, self.restore, self.demo):
            self.column.addWidget(card)
        self.finish()


class OfficePage(DoorPage):
    """The office's name."""

    def __init__(self, step: str) -> None:
        super().__init__(tr("单位名称"), tr("出现在窗口、台账和文书上，以后可以在设置里改。"), step)
        self.name = QLineEdit()
        self.name.setPlaceholderText(tr("例如：某县农业农村局"))
        self.name_field = LabelledField(tr("单位名称"), self.name, required=True)
        self.column.addWidget(self.name_field)
        self.finish()


class SectionsPage(DoorPage):
    """The sections, a line each."""

    def __init__(self, step: str) -> None:
        super().__init__(
            tr("有哪些科室"),
            tr("信访件转给哪些科室办理？每行写一个，可以先空着，以后在设置里增加。"),
            step,
        )
        self.sections = TextArea(tr("科室，每行一个"), lines=9)
        self.sections.setPlaceholderText(
            tr("例如：\n办公室\n业务一科\n业务二科\n政策法规科\n计划财务科")
        )
        self.sections_field = LabelledField(tr("科室，每行一个"), self.sections)
        self.column.addWidget(self.sections_field, 1)
        self.finish(stretch=0)


class AccountPage(DoorPage):
    """Who works, the password, where the registry is kept. ``office`` is no good password either."""

    def __init__(self, look: Look, step: str) -> None:
        super().__init__(
            tr("登记员和密码"),
            tr("打开登记簿要用这个密码。程序不保存密码，请选一句自己记得住的话。"),
            step,
        )
        self.office = ""
        self.account = QLineEdit()
        self.account.setPlaceholderText(tr("例如：张敏"))
        self.account_field = LabelledField(tr("登记员姓名"), self.account, required=True)
        self.new = NewPassword(self._known)
        self.password, self.again = self.new.password, self.new.again
        self.folder = QLineEdit()
        self.folder_field = LabelledField(tr("登记簿放在这个文件夹"), self.folder, required=True)
        self.choose = Button(look, tr("选择"), icon="folder")
        self.column.addWidget(self.account_field)
        self.column.addWidget(self.new)
        where = QHBoxLayout()
        where.setSpacing(sizes.S)
        where.addWidget(self.folder_field, 1, Qt.AlignmentFlag.AlignTop)
        beside = QVBoxLayout()
        beside.setContentsMargins(0, self.folder_field.label.sizeHint().height() + 3, 0, 0)
        beside.addWidget(self.choose)
        beside.addStretch(1)
        where.addLayout(beside)
        self.column.addLayout(where)
        self.finish()

    def _known(self) -> tuple[str, ...]:
        return (self.account.text().strip(), self.office)


class KeyPage(DoorPage):
    """The recovery key, shown once."""

    def __init__(self, look: Look, step: str) -> None:
        super().__init__(
            tr("恢复密钥"),
            tr(
                "忘了密码，只有这串密钥能打开登记簿。它只显示这一次，程序里不留。"
                "请抄在纸上，和重要文件放在一起，不要存在这台电脑里。"
            ),
            step,
        )
        card = KeyCard(look)
        self.key = card.key
        self.show_key = card.show_key
        self.kept = QCheckBox(tr("我已抄下或打印恢复密钥"))
        self.column.addWidget(card)
        self.column.addWidget(self.kept)
        self.finish()
