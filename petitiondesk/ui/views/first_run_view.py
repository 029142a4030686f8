"""Layout of the pages of the first run."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from petitiondesk.infra.i18n import tr
from petitiondesk.ui import tokens as sizes
from petitiondesk.ui.look import Look
from petitiondesk.ui.style import font
from petitiondesk.ui.views.buttons import Button
from petitiondesk.ui.views.cards import Card, TroubleLine, label
from petitiondesk.ui.views.choice_card import ChoiceCard
from petitiondesk.ui.views.fields import LabelledField, TextArea


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
        self.column.addSpacing(sizes.XS)
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
    """Three ways in."""

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
            look, "eye", tr("先看演示"), tr("用虚构的信访件试一试，不影响正式的登记簿。")
        )
        for card in (self.new, self.open, self.demo):
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
    """Who works, the password, where the registry is kept."""

    def __init__(self, look: Look, step: str) -> None:
        super().__init__(
            tr("登记员和密码"),
            tr("打开登记簿要用这个密码。程序不保存密码，请选一句自己记得住的话。"),
            step,
        )
        self.account = QLineEdit()
        self.account.setPlaceholderText(tr("例如：张敏"))
        self.account_field = LabelledField(tr("登记员姓名"), self.account, required=True)
        self.password, self.again = QLineEdit(), QLineEdit()
        hint = tr("至少 8 个字符")
        self.password_field = LabelledField(tr("密码"), self.password, required=True, hint=hint)
        self.again_field = LabelledField(tr("再输一次密码"), self.again, required=True)
        self.show_password = ShowPassword(self.password, self.again)
        self.folder = QLineEdit()
        self.folder_field = LabelledField(tr("登记簿放在这个文件夹"), self.folder, required=True)
        self.choose = Button(look, tr("选择"), icon="folder")
        self.column.addWidget(self.account_field)
        both = QHBoxLayout()
        both.setSpacing(sizes.M)
        top = Qt.AlignmentFlag.AlignTop
        both.addWidget(self.password_field, 1, top)
        both.addWidget(self.again_field, 1, top)
        self.column.addLayout(both)
        self.column.addWidget(self.show_password)
        where = QHBoxLayout()
        where.setSpacing(sizes.S)
        where.addWidget(self.folder_field, 1, top)
        beside = QVBoxLayout()
        beside.setContentsMargins(0, self.folder_field.label.sizeHint().height() + 3, 0, 0)
        beside.addWidget(self.choose)
        beside.addStretch(1)
        where.addLayout(beside)
        self.column.addLayout(where)
        self.finish()


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
        self.key = label("", "title")
        self.key.setFont(font(sizes.TITLE, mono=True))
        self.key.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.key.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.key.setAccessibleName(tr("恢复密钥"))
        card = Card(look)
        card.body.setContentsMargins(0, sizes.M, 0, sizes.M)
        card.add(self.key)
        self.kept = QCheckBox(tr("我已抄下或打印恢复密钥"))
        self.column.addWidget(card)
        self.column.addWidget(self.kept)
        self.finish()

    def show_key(self, key: str) -> None:
        """Show the groups of the key in two lines."""
        groups = key.split("-")
        half = (len(groups) + 1) // 2
        lines = (groups[:half], groups[half:])
        self.key.setText("\n".join("  ".join(line) for line in lines if line))
        self.key.setAccessibleDescription(key)


class ShowPassword(QCheckBox):
    """Shows what is typed into password fields, or hides it."""

    def __init__(self, *edits: QLineEdit) -> None:
        super().__init__(tr("显示密码"))
        self._edits = edits
        self.toggled.connect(self._show)
        self._show(on=False)

    def _show(self, on: bool) -> None:
        mode = QLineEdit.EchoMode.Normal if on else QLineEdit.EchoMode.Password
        for edit in self._edits:
            edit.setEchoMode(mode)
