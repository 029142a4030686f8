"""Two cards side by side, or one under the other where the window is narrow."""

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from petitiondesk.ui import tokens as sizes

_NARROW = 980
"""Width in pixels under which two tables side by side would show too little of either."""


class TwoCards(QWidget):
    """``shares`` say how the room is parted; ``narrow`` is where the second goes below, in pixels."""

    def __init__(
        self,
        first: QWidget,
        second: QWidget,
        shares: tuple[int, int],
        narrow: int = _NARROW,
    ) -> None:
        super().__init__()
        self._narrow = narrow
        self._cards = first, second
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(sizes.L)
        for widget, share in zip(self._cards, shares, strict=True):
            self._row.addWidget(widget, share)

    def minimumSizeHint(self) -> QSize:
        """As wide as the wider of them: the other can go below."""
        least = super().minimumSizeHint()
        return QSize(max(self._least()), least.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Turn with the width."""
        super().resizeEvent(event)
        self._turn()

    def event(self, event: QEvent) -> bool:
        """One of them has come to need more room, or less."""
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._turn()
        return done

    def _turn(self) -> None:
        need = max(self._narrow, sum(self._least()) + self._row.spacing())
        narrow = self.width() < need
        self._row.setDirection(
            QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        )

    def _least(self) -> list[int]:
        # Not asked of the layout's items: PySide 6.11 may hold on to them, and crashes at the end.
        hints = [max(card.minimumSizeHint().width(), card.minimumWidth()) for card in self._cards]
        return [
            0 if card.isHidden() else hint for card, hint in zip(self._cards, hints, strict=True)
        ]
