"""How the registry moves to another PC, step by step; ``docs/moving.md`` says it at length."""

from PySide6.QtWidgets import QWidget

from petitiondesk.domain.messages import Message
from petitiondesk.infra.i18n import render, tr
from petitiondesk.ui.views.cards import label
from petitiondesk.ui.views.dialogs import DeskDialog

_STEPS = (
    Message("旧电脑上点“带走一份…”，选 U 盘。做好以后安全弹出。"),
    Message("在新电脑上装好信访登记台，启动。"),
    Message("选“从备份恢复”，打开 U 盘里带走的文件夹，选里面的备份。"),
    Message("输入原来的账户和密码，选一个新文件夹，开始恢复。附件会一起回来。"),
    Message("打开几件看看，对一下件数；再在“设置—备份”里选新电脑上放备份的文件夹。"),
    Message("确认都好以后，旧电脑上不要再登记。两边各记各的，以后合不到一起。"),
)


class MovingDialog(DeskDialog):
    """The steps, one below the other."""

    HELP = "restore"

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            tr("换电脑怎么办"),
            tr("登记簿连同附件、账户和密码一起搬，内容一直是加密的。"),
            parent,
        )
        self.setMinimumWidth(560)
        for number, step in enumerate(_STEPS, start=1):
            self.body.addWidget(label(f"{number}. {render(step)}", wrap=True))
        self.body.addStretch(1)
        close = self.add_button(tr("知道了"), "primary", accepts=True)
        close.setDefault(True)
        close.setFocus()
