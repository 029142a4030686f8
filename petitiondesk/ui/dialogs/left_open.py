"""Shows what stood in dialogs when the desk locked itself, to be copied from."""

from collections.abc import Sequence

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from petitiondesk.infra.i18n import tr
from petitiondesk.ui.left_open import LeftOpen
from petitiondesk.ui.views.dialogs import DeskDialog


class LeftOpenDialog(DeskDialog):
    """The texts, one dialog after the other. Accepted: they are not wanted any more."""

    HELP = "door"

    def __init__(self, left: Sequence[LeftOpen], parent: QWidget | None = None) -> None:
        super().__init__(
            tr("锁定时没有保存的内容"),
            tr("这些内容当时还没有记入。可以从这里复制到要办的那一步里；用不着了就丢弃。"),
            parent,
        )
        self.texts = QPlainTextEdit("\n\n".join(_told(one) for one in left))
        self.texts.setReadOnly(True)
        self.texts.setTabChangesFocus(True)
        self.texts.setAccessibleName(tr("锁定时没有保存的内容"))
        self.texts.setMinimumHeight(220)
        self.body.addWidget(self.texts, 1)
        self.drop = self.add_button(tr("丢弃"), accepts=True)
        self.keep = self.add_button(tr("先留着"), "primary", accepts=False)
        self.keep.setDefault(True)
        self.keep.setFocus()
        self.resize(620, 420)


def _told(left: LeftOpen) -> str:
    lines = (tr("{label}：{text}", label=label, text=text) for label, text in left.texts)
    return "\n".join((f"— {left.title} —", *lines))
