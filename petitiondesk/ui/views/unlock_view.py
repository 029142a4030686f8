"""Layout of the unlock dialog: the password, and the way in with the recovery key."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from petitiondesk.infra.i18n import tr
from petitiondesk.ui import tokens as sizes
from petitiondesk.ui.look import Look
from petitiondesk.ui.style import Tone, set_property
from petitiondesk.ui.views.buttons import Button
from petitiondesk.ui.views.cards import label
from petitiondesk.ui.views.chips import IconDot
from petitiondesk.ui.views.fields import ElidedLabel, LabelledField
from petitiondesk.ui.views.first_run_view import ShowPassword


class PasswordPage(QWidget):
    """Which registry, whose, the password."""

    def __init__(self, look: Look, folder: Path, accounts: Sequence[str]) -> None:
        super().__init__()
        self.password = QLineEdit()
        self.password_field = LabelledField(tr("密码"), self.password)
        self.show_password = ShowPassword(self.password)
        self.trouble = trouble()
        self.forgot = Button(look, tr("忘记密码"), role="link")
        self.other = Button(look, tr("打开另一个登记簿"), role="link", icon="folder")
        column = _column(self)
        column.addLayout(_whose(look, folder, accounts))
        column.addSpacing(sizes.S)
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


class RecoveryPage(QWidget):
    """The recovery key and a new password."""

    def __init__(self) -> None:
        super().__init__()
        self.key = QLineEdit()
        self.key.setPlaceholderText("XXXX-XXXX-XXXX-XXXX-XXXX-XXXX-XXXX-XXXX")
        self.key_field = LabelledField(tr("恢复密钥"), self.key, required=True)
        self.password, self.again = QLineEdit(), QLineEdit()
        hint = tr("至少 8 个字符")
        self.password_field = LabelledField(tr("新密码"), self.password, required=True, hint=hint)
        self.again_field = LabelledField(tr("再输一次新密码"), self.again, required=True)
        self.show_password = ShowPassword(self.password, self.again)
        self.trouble = trouble()
        column = _column(self)
        column.addWidget(label(tr("用恢复密钥打开"), "strong"))
        said = tr("密钥在建立登记簿时抄下的那张纸上。打开后改用新密码，登记的内容不变。")
        column.addWidget(label(said, "muted", wrap=True))
        column.addWidget(self.key_field)
        both = QHBoxLayout()
        both.setSpacing(sizes.M)
        both.addWidget(self.password_field, 1, Qt.AlignmentFlag.AlignTop)
        both.addWidget(self.again_field, 1, Qt.AlignmentFlag.AlignTop)
        column.addLayout(both)
        column.addWidget(self.show_password)
        column.addWidget(self.trouble)
        column.addStretch(1)


class Trouble(QWidget):
    """A sentence in place, as long as it needs to be; marks the control it is about."""

    def __init__(self) -> None:
        super().__init__()
        self._control: QWidget | None = None
        self._label = label("", "finding", wrap=True)
        self._label.setProperty("finding", "refuse")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._label)
        self.hide()

    def text(self) -> str:
        """The sentence on screen; "" when there is none."""
        return "" if self.isHidden() else self._label.text()

    def say(self, text: str, control: QWidget | None = None) -> None:
        """Say what is wrong with ``control``; "" when nothing is."""
        if self._control is not None:
            set_property(self._control, "finding", "")
            self._control.setAccessibleDescription("")
        self._control = control if text else None
        if self._control is not None:
            set_property(self._control, "finding", "refuse")
            self._control.setAccessibleDescription(text)
        self._label.setText(text)
        self.setVisible(bool(text))


def trouble() -> Trouble:
    """An empty line for trouble."""
    return Trouble()


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
    words.addWidget(ElidedLabel(tr("登记员：{names}", names=tr("、").join(accounts)), "caption"))
    row = QHBoxLayout()
    row.setSpacing(sizes.M)
    row.addWidget(IconDot(look, "lock", Tone.ACCENT, 36))
    row.addLayout(words, 1)
    return row
