"""Layout of the unlock dialog: who, the password, and the way in with the recovery key."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from petitiondesk.infra.i18n import tr
from petitiondesk.ui import tokens as sizes
from petitiondesk.ui.look import Look
from petitiondesk.ui.style import Tone
from petitiondesk.ui.views.buttons import Button
from petitiondesk.ui.views.cards import label
from petitiondesk.ui.views.chips import IconDot
from petitiondesk.ui.views.choice import ChoiceCombo
from petitiondesk.ui.views.elided import ElidedLabel
from petitiondesk.ui.views.fields import LabelledField
from petitiondesk.ui.views.new_password import NewPassword, ShowPassword, Trouble


class PasswordPage(QWidget):
    """Which registry, whose account (a choice where there are several), the password."""

    def __init__(self, look: Look, folder: Path, accounts: Sequence[str]) -> None:
        super().__init__()
        self.who = account_choice(tr("账户"), accounts)
        self.who_field = LabelledField(tr("账户"), self.who)
        self.password = QLineEdit()
        self.password_field = LabelledField(tr("密码"), self.password)
        self.show_password = ShowPassword(self.password)
        self.trouble = Trouble()
        self.forgot = Button(look, tr("忘记密码"), role="link")
        self.other = Button(look, tr("打开另一个登记簿"), role="link", icon="folder")
        column = _column(self)
        column.addLayout(_whose(look, folder, accounts))
        column.addSpacing(sizes.S)
        column.addWidget(self.who_field)
        column.addWidget(self.password_field)
        column.addWidget(self.trouble)
        column.addWidget(self.show_password)
        links = QHBoxLayout()
        links.setSpacing(sizes.M)
        links.addWidget(self.forgot)
        links.addWidget(self.other)
        links.addStretch(1)
        column.addSpacing(sizes.XS)
        column.addLayout(links)
        column.addStretch(1)
        self.who_field.setVisible(len(accounts) > 1)


class RecoveryPage(QWidget):
    """The recovery key, and the new password of an account."""

    def __init__(self, folder: Path, accounts: Sequence[str]) -> None:
        super().__init__()
        self._folder = folder
        self.key = QLineEdit()
        self.key.setPlaceholderText("XXXX-XXXX-XXXX-XXXX-XXXX-XXXX-XXXX-XXXX")
        self.key_field = LabelledField(tr("恢复密钥"), self.key, required=True)
        self.who = account_choice(tr("给谁设新密码"), accounts)
        self.who_field = LabelledField(tr("给谁设新密码"), self.who)
        self.trouble = Trouble()
        self.new = NewPassword(self._known, tr("新密码"), tr("再输一次新密码"), self.trouble)
        self.password, self.again = self.new.password, self.new.again
        column = _column(self)
        column.addWidget(label(tr("用恢复密钥打开"), "strong"))
        said = tr("密钥在建立登记簿时抄下的那张纸上。打开后改用新密码，登记的内容不变。")
        column.addWidget(label(said, "muted", wrap=True))
        column.addWidget(self.key_field)
        column.addWidget(self.who_field)
        column.addWidget(self.new)
        column.addWidget(self.trouble)
        column.addStretch(1)
        self.who_field.setVisible(len(accounts) > 1)

    def _known(self) -> tuple[str, ...]:
        return (str(self.who.value() or ""), self._folder.stem)


def account_choice(name: str, accounts: Sequence[str]) -> ChoiceCombo:
    """A choice among accounts by their names."""
    return ChoiceCombo(name, [(account, account) for account in accounts])


def _column(page: QWidget) -> QVBoxLayout:
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(sizes.S)
    return column


def _whose(look: Look, folder: Path, accounts: Sequence[str]) -> QHBoxLayout:
    words = QVBoxLayout()
    words.setSpacing(0)
    name = ElidedLabel(folder.stem, "strong")
    name.setToolTip(str(folder))
    words.addWidget(name)
    whose = tr("账户：{name}", name=accounts[0]) if len(accounts) == 1 else str(folder.parent)
    words.addWidget(ElidedLabel(whose, "caption"))
    row = QHBoxLayout()
    row.setSpacing(sizes.M)
    row.addWidget(IconDot(look, "lock", Tone.ACCENT, 36))
    row.addLayout(words, 1)
    return row
