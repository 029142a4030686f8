"""Line icons from ``resources/icons``, coloured by the tokens and crisp at any scaling."""

from functools import cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from petitiondesk.infra.resources import resource
from petitiondesk.ui.style import Tone, tone_colours
from petitiondesk.ui.tokens import Tokens

RATIOS = (1.0, 1.5, 2.0)
"""Device pixel ratios drawn ahead for a `QIcon`; painters ask for exactly theirs."""


@cache
def _source(name: str) -> bytes:
    return resource("icons", f"{name}.svg").read_bytes()


def read_ahead() -> None:
    """Read every icon in another thread: a disk that is busy would hold up the first painting."""
    for file in resource("icons").glob("*.svg"):
        _source(file.stem)


class Icons:
    """Icons by name; handed around inside `look.Look`. ``tokens`` changes with the scheme."""

    def __init__(self, tokens: Tokens) -> None:
        self.tokens = tokens
        self._drawn: dict[tuple[str, str, int, float], QPixmap] = {}

    def icon(self, name: str, colour: Tone | QColor | str = Tone.NEUTRAL, size: int = 16) -> QIcon:
        """An icon for a Qt control, ``size`` pixels wide; ``colour`` is a tone or a colour."""
        result = QIcon()
        for ratio in RATIOS:
            result.addPixmap(self.pixmap(name, colour, size, ratio))
        return result

    def pixmap(
        self, name: str, colour: Tone | QColor | str = Tone.NEUTRAL, size: int = 16, dpr: float = 1
    ) -> QPixmap:
        """The icon as a pixmap for a painter whose device has the pixel ratio ``dpr``."""
        key = (name, self._colour(colour), size, dpr)
        if key not in self._drawn:
            self._drawn[key] = _draw(*key)
        return self._drawn[key]

    def paint(
        self, painter: QPainter, rect: QRectF, name: str, colour: Tone | QColor | str
    ) -> None:
        """Paint the icon in the middle of ``rect``, as large as its shorter side."""
        side = int(min(rect.width(), rect.height()))
        pixmap = self.pixmap(name, colour, side, painter.device().devicePixelRatio())
        corner = rect.center() - QRectF(0, 0, side, side).center()
        painter.drawPixmap(corner.toPoint(), pixmap)

    def _colour(self, colour: Tone | QColor | str) -> str:
        if isinstance(colour, Tone):
            return tone_colours(self.tokens, colour).ink.name()
        return QColor(colour).name()


def _draw(name: str, colour: str, size: int, dpr: float) -> QPixmap:
    source = _source(name).replace(b"currentColor", colour.encode())
    pixmap = QPixmap(QSize(round(size * dpr), round(size * dpr)))
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    QSvgRenderer(QByteArray(source)).render(painter, QRectF(pixmap.rect()))
    painter.end()
    pixmap.setDevicePixelRatio(dpr)
    return pixmap
