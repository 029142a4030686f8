"""A list beside what it chooses from."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QListWidget, QSizePolicy

from petitiondesk.ui import tokens as sizes
from petitiondesk.ui.style import set_property

_EDGE = sizes.S - 2
"""Free around the entries, in pixels."""


class SideList(QListWidget):
    """As wide as its entries in the language in use, no narrower than ``least`` pixels."""

    def __init__(self, name: str, least: int) -> None:
        super().__init__()
        self._least = least
        self.setAccessibleName(name)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setViewportMargins(_EDGE, _EDGE, _EDGE, _EDGE)
        set_property(self, "frame", "card")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        for changed in (self.model().rowsInserted, self.model().dataChanged):
            changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        """The widest entry, the edges, and the bar where there are more than fit."""
        around = 2 * (_EDGE + 1) + self.verticalScrollBar().sizeHint().width()
        width = max(self._least, self.sizeHintForColumn(0) + around)
        return QSize(width, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """No narrower."""
        return QSize(self.sizeHint().width(), super().minimumSizeHint().height())
