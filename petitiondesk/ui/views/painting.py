"""What the painted widgets share: crisp rounded boxes, focus rings, key caps, pills."""

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen

from petitiondesk.ui import tokens as sizes
from petitiondesk.ui.look import Look
from petitiondesk.ui.style import Tone, font

HEADING_EDGE = 8
"""What Qt keeps free beside a heading, besides the padding of the style sheet; in pixels."""
CELL_PAD = 12
"""Room at the left and right of what is in a table's cell, in pixels."""
BOX = 16
"""A check box in a table, in pixels."""
PILL_HEIGHT = 22
_ICON = 14
_PAD = 8
_GAP = 4


@dataclass(frozen=True)
class Pill:
    """A state in a word, an icon and a colour together, e.g. 超期 3 天."""

    text: str
    icon: str = ""
    tone: Tone = Tone.NEUTRAL


def rounded(
    painter: QPainter,
    rect: QRectF,
    radius: float,
    fill: QColor | None = None,
    border: QColor | None = None,
    width: float = 1,
) -> None:
    """A rounded box whose border lies wholly inside ``rect``."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    inset = width / 2 if border is not None else 0
    painter.setPen(QPen(border, width) if border is not None else Qt.PenStyle.NoPen)
    painter.setBrush(fill if fill is not None else Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(rect.adjusted(inset, inset, -inset, -inset), radius, radius)


def focus_ring(painter: QPainter, rect: QRectF, look: Look, radius: float = sizes.RADIUS) -> None:
    """The ring that shows where the keyboard is."""
    rounded(painter, rect, radius, border=look.colour("accent"), width=2)


def pill_size(pill: Pill, metrics: QFontMetrics | None = None) -> QSize:
    """The size `paint_pill` needs."""
    metrics = metrics or QFontMetrics(font(sizes.CAPTION))
    icon = _ICON + _GAP if pill.icon else 0
    return QSize(metrics.horizontalAdvance(pill.text) + icon + 2 * _PAD, PILL_HEIGHT)


def paint_pill(painter: QPainter, rect: QRectF, pill: Pill, look: Look, typeface: QFont) -> None:
    """Paint ``pill`` into ``rect``; a text that is too long ends in an ellipsis."""
    colours = look.tone(pill.tone)

    def ground(painter: QPainter, box: QRectF) -> None:
        rounded(painter, box, box.height() / 2, colours.soft)
        if pill.icon:
            icon = QRectF(box.left() + _PAD, box.center().y() - _ICON / 2, _ICON, _ICON)
            look.icons.paint(painter, icon, pill.icon, colours.ink)

    look.stamps.paint(painter, rect, ("pill", pill.tone, pill.icon), ground)
    left = rect.left() + _PAD + (_ICON + _GAP if pill.icon else 0)
    room = QRectF(left, rect.top(), rect.right() - _PAD - left + 1, rect.height())
    painter.setFont(typeface)
    painter.setPen(colours.ink)
    text = QFontMetrics(typeface).elidedText(
        pill.text, Qt.TextElideMode.ElideRight, int(room.width())
    )
    painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)


def paint_pill_in(
    painter: QPainter, cell: QRect, pill: Pill, look: Look, typeface: QFont, metrics: QFontMetrics
) -> None:
    """Paint ``pill`` at the left of a table's cell, no wider than it."""
    width = min(pill_size(pill, metrics).width(), cell.width() - CELL_PAD)
    top = cell.top() + (cell.height() - PILL_HEIGHT) // 2
    place = QRectF(cell.left() + CELL_PAD, top, width, PILL_HEIGHT)
    paint_pill(painter, place, pill, look, typeface)


def paint_box(painter: QPainter, cell: QRect, look: Look, *, checked: bool) -> None:
    """Paint a check box in the middle of a table's cell."""
    box = QRectF(0, 0, BOX, BOX)
    box.moveCenter(QRectF(cell).center())
    box.moveTo(round(box.left()), round(box.top()))
    look.stamps.paint(painter, box, ("box", checked), partial(_draw_box, look, checked))


def _draw_box(look: Look, checked: bool, painter: QPainter, box: QRectF) -> None:
    if checked:
        rounded(painter, box, 4, look.colour("accent"))
        look.icons.paint(painter, box.adjusted(2, 2, -2, -2), "check", look.colour("on_accent"))
    else:
        surface, edge = look.colour("surface"), look.colour("muted")
        edge.setAlphaF(0.6)
        rounded(painter, box, 4, surface, edge)


def key_size(keys: str) -> QSize:
    """The size of a key cap such as ``Ctrl N``."""
    metrics = QFontMetrics(font(11, mono=True))
    return QSize(max(19, metrics.horizontalAdvance(keys) + 12), 19)


def paint_key(painter: QPainter, rect: QRectF, keys: str, ink: QColor, look: Look) -> None:
    """A key cap in the ink of the thing it stands on."""
    edge = QColor(ink)
    edge.setAlphaF(0.35)
    ground = None if ink == look.colour("on_accent") else look.colour("surface")
    rounded(painter, rect, 4, fill=ground, border=edge)
    painter.setFont(font(11, mono=True))
    painter.setPen(ink)
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, keys)


def middle_left(left: float, size: QSize, row: QRectF) -> QRectF:
    """A box of ``size`` that begins at ``left`` and is centred in the height of ``row``."""
    top = round(row.center().y() - size.height() / 2)
    return QRectF(QPointF(left, top), QPointF(left + size.width(), top + size.height()))
