"""A recovery key, shown once in groups that are easily copied down."""

from PySide6.QtCore import Qt

from petitiondesk.infra.i18n import tr
from petitiondesk.ui import tokens as sizes
from petitiondesk.ui.look import Look
from petitiondesk.ui.style import font
from petitiondesk.ui.views.cards import Card, label


class KeyCard(Card):
    """The groups of a recovery key in two lines."""

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self.key = label("", "title")
        self.key.setFont(font(sizes.TITLE, mono=True))
        self.key.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.key.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.key.setAccessibleName(tr("恢复密钥"))
        self.body.setContentsMargins(0, sizes.M, 0, sizes.M)
        self.add(self.key)
        # Base 32 (RFC 4648) has neither 0 nor 1.
        read = label(
            tr("密钥里只有字母和数字 2 到 7：圆的是字母 O，竖的是字母 I 或 L。"),
            "caption",
            wrap=True,
        )
        read.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.add(read)

    def show_key(self, key: str) -> None:
        """Show a key whose groups are parted by hyphens."""
        groups = key.split("-")
        half = (len(groups) + 1) // 2
        lines = (groups[:half], groups[half:])
        self.key.setText("\n".join("  ".join(line) for line in lines if line))
        self.key.setAccessibleDescription(key)
