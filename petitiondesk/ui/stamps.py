"""Small shapes that are painted hundreds of times, drawn once and stamped from then on."""

from collections.abc import Callable, Hashable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPixmap

_MOST = 400
"""Stamps that are kept; a screen has a dozen kinds of them."""


class Stamps:
    """Shapes without text: text is drawn where it stands, so that the system smooths it as all other."""

    def __init__(self) -> None:
        self._drawn: dict[Hashable, QPixmap] = {}

    def forget(self) -> None:
        """Draw all anew: the colours have changed."""
        self._drawn.clear()

    def paint(
        self,
        painter: QPainter,
        rect: QRectF,
        name: Hashable,
        draw: Callable[[QPainter, QRectF], None],
    ) -> None:
        """Paint what ``draw`` draws into a box of this size; ``name`` says what it is, but the size.

        A box that does not stand on whole pixels of the device is drawn as it is.
        """
        ratio = painter.device().devicePixelRatio()
        width, height = rect.width() * ratio, rect.height() * ratio
        if not (width.is_integer() and height.is_integer()):
            draw(painter, rect)
            return
        key = (name, width, height, ratio)
        pixmap = self._drawn.get(key)
        if pixmap is None:
            if len(self._drawn) >= _MOST:
                self._drawn.clear()
            pixmap = QPixmap(int(width), int(height))
            pixmap.setDevicePixelRatio(ratio)
            pixmap.fill(Qt.GlobalColor.transparent)
            with QPainter(pixmap) as drawer:
                draw(drawer, QRectF(QPointF(), rect.size()))
            self._drawn[key] = pixmap
        painter.drawPixmap(rect.topLeft(), pixmap)
