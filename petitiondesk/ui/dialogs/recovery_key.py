"""A new recovery key: shown once, and closed when two of its groups were typed back."""

import random
import unicodedata
from collections.abc import Callable

from PySide6.QtWidgets import QLineEdit, QWidget

from petitiondesk.infra.i18n import tr
from petitiondesk.ui.look import Look
from petitiondesk.ui.views.cards import TroubleLine, label
from petitiondesk.ui.views.dialogs import DeskDialog
from petitiondesk.ui.views.fields import LabelledField, row
from petitiondesk.ui.views.key_card import KeyCard


class RecoveryKeyDialog(DeskDialog):
    """Shows ``key``. ``print_key(key, parent)`` prints it; ``asked`` are the places of two groups."""

    HELP = "accounts"

    def __init__(
        self,
        look: Look,
        key: str,
        print_key: Callable[[str, QWidget], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            tr("新的恢复密钥"),
            tr(
                "只显示这一次，程序里不留；旧的恢复密钥已经作废。请抄在纸上或打印出来，"
                "和重要文件放在一起，不要存在这台电脑里。"
            ),
            parent,
        )
        self._key = key
        self._groups = key.split("-")
        self._print_key = print_key
        self.asked = sorted(random.SystemRandom().sample(range(len(self._groups)), 2))
        card = KeyCard(look)
        card.show_key(key)
        self.body.addWidget(card)
        self.body.addWidget(label(tr("抄完后，照着纸上的输入这两组："), "strong"))
        self.edits = [QLineEdit() for _ in self.asked]
        fields = [
            LabelledField(tr("第 {place} 组", place=place + 1), edit)
            for place, edit in zip(self.asked, self.edits, strict=True)
        ]
        self.body.addLayout(row(*fields, stretches=(1, 1)))
        self.trouble = TroubleLine()
        self.body.addWidget(self.trouble)
        self.body.addStretch(1)
        self.print = self.add_button(tr("打印"))
        self.print.clicked.connect(self._print)
        self.yes = self.add_button(tr("核对并完成"), "primary")
        self.yes.setDefault(True)
        self.yes.clicked.connect(self._check)
        self.setMinimumWidth(560)
        self.edits[0].setFocus()

    def done(self, result: int) -> None:
        """Leave nothing of the key behind."""
        self._key = ""
        self._groups = []
        for edit in self.edits:
            edit.clear()
        super().done(result)

    def reject(self) -> None:
        """It does not close before the key was copied down."""
        self.trouble.say(tr("旧的恢复密钥已经作废。请先抄下新的，输入这两组，再点“核对并完成”。"))

    def _check(self) -> None:
        typed = [_plain(edit.text()) for edit in self.edits]
        for edit, text, place in zip(self.edits, typed, self.asked, strict=True):
            if text != self._groups[place]:
                self.trouble.say(
                    tr("第 {place} 组和密钥不一样，请对照着再看一遍。", place=place + 1)
                )
                edit.setFocus()
                edit.selectAll()
                return
        self.accept()

    def _print(self) -> None:
        self._print_key(self._key, self)


def _plain(text: str) -> str:
    """As the key is written: capitals; what base32 has not (0, 1, 8) are misread letters."""
    text = unicodedata.normalize("NFKC", text).upper()
    return "".join(c for c in text if c.isalnum()).translate(str.maketrans("018", "OIB"))
