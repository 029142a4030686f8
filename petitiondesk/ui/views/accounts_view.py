"""Layout of the settings' accounts: one's own, everybody's, the keys, the idle lock."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from petitiondesk.infra.i18n import tr
from petitiondesk.ui import tokens as sizes
from petitiondesk.ui.look import Look
from petitiondesk.ui.views.buttons import Button
from petitiondesk.ui.views.cards import label
from petitiondesk.ui.views.fields import CountField, LabelledField
from petitiondesk.ui.views.layouts import flow
from petitiondesk.ui.views.table import DeskTable

_MOST_MINUTES = 120


class AccountsForm(QWidget):
    """``managing`` holds what only an administrator does; ``who_may`` says so to the others."""

    HELP = "accounts"

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        column = QVBoxLayout(self)
        column.setContentsMargins(0, sizes.S, 0, sizes.S)
        column.setSpacing(sizes.M)
        column.addLayout(self._mine())
        self.who_may = label("", "muted", wrap=True)
        column.addWidget(self.who_may)
        self.managing = QWidget()
        inner = QVBoxLayout(self.managing)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(sizes.M)
        self._add_accounts(inner)
        self._add_keys(inner)
        column.addWidget(self.managing)
        column.addStretch(1)

    def _mine(self) -> QHBoxLayout:
        self.me = label("", "strong", wrap=True)
        self.change_mine = Button(self._look, tr("改我的密码"), compact=True)
        row = QHBoxLayout()
        row.setSpacing(sizes.M)
        row.addWidget(self.me)
        row.addWidget(self.change_mine)
        row.addStretch(1)
        return row

    def _add_accounts(self, column: QVBoxLayout) -> None:
        look = self._look
        self.table = DeskTable(look, tr("账户"), framed=True, compact=True)
        self.table.setMinimumHeight(104)
        self.add = Button(look, tr("添加账户"), icon="plus", compact=True)
        self.change = Button(look, tr("更改身份"), icon="edit", compact=True)
        self.reset = Button(look, tr("重设密码"), icon="lock", compact=True)
        self.remove = Button(look, tr("移除"), icon="close", compact=True)
        roles = (
            tr("管理员：什么都可以做，包括更改设置、管理账户和密钥。"),
            tr("登记员：登记、办理、导出和打印；说明原因后可以查看遮盖的信息。"),
            tr("查阅员：只看，导出和打印的内容一律遮盖。"),
            tr("密件（举报和要求保密的）只有另外给了权限的人能打开。"),
        )
        column.addWidget(self.table, 1)
        column.addWidget(flow(self.add, self.change, self.reset, self.remove))
        column.addWidget(label("\n".join(roles), "caption", wrap=True))

    def _add_keys(self, column: QVBoxLayout) -> None:
        look = self._look
        self.recovery = Button(look, tr("重新制作恢复密钥"), compact=True)
        self.data_key = Button(look, tr("更换数据密钥"), compact=True)
        self.unproved = label("", "finding", wrap=True)
        self.unproved.setProperty("finding", "warn")
        self.minutes = CountField(tr("闲置锁定"), maximum=_MOST_MINUTES)
        self.minutes.setMaximumWidth(120)
        self.minutes_field = LabelledField(
            tr("闲置锁定（分钟）"),
            self.minutes,
            required=True,
            hint=tr("这么久没有碰键盘和鼠标，就像按 Ctrl+L 一样锁定。"),
            wraps=True,
        )
        column.addWidget(label(tr("密钥"), "strong"))
        column.addWidget(flow(self.recovery, self.data_key))
        column.addWidget(self.unproved)
        column.addWidget(
            label(
                tr(
                    "恢复密钥的那张纸丢了，就重新制作。知道密码的人离开了，或者登记簿的拷贝丢了，"
                    "改过密码以后再更换数据密钥。"
                ),
                "caption",
                wrap=True,
            )
        )
        column.addWidget(self.minutes_field)
        self.unproved.hide()
