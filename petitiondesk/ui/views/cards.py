"""Cards: titled surfaces, counts that open their list, and what to say when there is nothing."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import (
    QEnterEvent,
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from petitiondesk.infra.i18n import tr
from petitiondesk.ui import tokens as sizes
from petitiondesk.ui.look import Look
from petitiondesk.ui.style import Tone, font
from petitiondesk.ui.views.buttons import Button, enter_presses
from petitiondesk.ui.views.chips import IconDot, paint_dot
from petitiondesk.ui.views.elided import ElidedLabel
from petitiondesk.ui.views.painting import focus_ring, rounded

_TITLE = 120
"""What must be seen of a card's title, in pixels."""
_LOW_DOT = 20
"""The icon of a low count, in pixels."""


def label(text: str, kind: str = "", *, wrap: bool = False) -> QLabel:
    """A plain-text label of a type: caption, muted, strong, head, title, figure (or body: "")."""
    result = QLabel(text)
    result.setTextFormat(Qt.TextFormat.PlainText)
    result.setWordWrap(wrap)
    result.setProperty("type", kind)
    return result


class Reading(QLabel):
    """A text that can be selected and copied; it becomes so when the mouse or the keyboard comes to it.

    Qt lays a text that can be selected out as a document, at twice the cost: a case has forty of them.
    """

    def __init__(self, text: str, kind: str = "", *, wrap: bool = True) -> None:
        super().__init__(text)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        self.setProperty("type", kind)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # as Qt gives to a text that can be selected

    def enterEvent(self, event: QEnterEvent) -> None:
        """The mouse comes."""
        self._let_select()
        super().enterEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The keyboard comes."""
        self._let_select()
        super().focusInEvent(event)

    def _let_select(self) -> None:
        flags = Qt.TextInteractionFlag
        wanted = flags.TextSelectableByMouse | flags.TextSelectableByKeyboard
        if self.textInteractionFlags() != wanted:
            self.setTextInteractionFlags(wanted)


class TroubleLine(QLabel):
    """What is wrong, in a sentence below the fields; hidden while nothing is."""

    def __init__(self) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setProperty("type", "finding")
        self.setProperty("finding", "refuse")
        self.hide()

    def say(self, text: str) -> None:
        """Show a sentence; "" when nothing is wrong."""
        self.setText(text)
        self.setVisible(bool(text))


class Card(QFrame):
    """A surface with a border; ``title`` above, `add_head` beside it, contents in ``body``.

    ``edge`` gives the left side a coloured edge (clocks of a case). ``flush`` lets a table run to
    the border.
    """

    def __init__(
        self, look: Look, title: str = "", *, edge: Tone | None = None, flush: bool = False
    ) -> None:
        super().__init__()
        self._look = look
        self._edge = edge
        self.setProperty("frame", "card")
        self.setAccessibleName(title)
        side = 1 if flush else sizes.L - 1
        outer = QVBoxLayout(self)
        outer.setContentsMargins(side, sizes.M, side, 1 if flush else sizes.M + 2)
        outer.setSpacing(0 if flush else sizes.S)
        self.head = QHBoxLayout()
        self.head.setSpacing(sizes.S)
        inset = sizes.M if flush else 0
        self.head.setContentsMargins(inset, 0, inset, 0)
        self.title = ElidedLabel(title, "strong", _TITLE)
        self.title.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.head.addWidget(self.title)
        self.head.addStretch(1)
        outer.addLayout(self.head)
        self.title.setVisible(bool(title))  # only now: without a parent it would be a window
        self.body = QVBoxLayout()
        self.body.setSpacing(sizes.S)
        outer.addLayout(self.body, 1)
        look.changed.connect(self.update)

    def add_head(self, widget: QWidget) -> None:
        """Put a chip or a link at the right of the title."""
        self.head.addWidget(widget)

    def add(self, item: QWidget | QLayout, stretch: int = 0) -> None:
        """Put a widget or a layout into the body."""
        if isinstance(item, QWidget):
            self.body.addWidget(item, stretch)
        else:
            self.body.addLayout(item, stretch)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The frame, and the coloured edge over it."""
        super().paintEvent(event)
        if self._edge is None:
            return
        with QPainter(self) as painter:
            # The clip turns a rounded box into an edge that follows the card's corners.
            painter.setClipRect(0, 0, 3, self.height())
            rect = QRectF(self.rect())
            rounded(painter, rect, sizes.CARD_RADIUS, self._look.tone(self._edge).ink)


class CountCard(QAbstractButton):
    """A count on Today: caption, number, a line below, an icon. Click or Enter opens its list.

    A ``low`` one says what is below the number beside it.
    """

    def __init__(
        self, look: Look, caption: str, icon: str, tone: Tone = Tone.NEUTRAL, key: object = None
    ) -> None:
        super().__init__()
        self._look = look
        self._icon = icon
        self._tone = tone
        self._sub = ""
        self._count = ""
        self._low = False
        self.key = key
        self.setText(caption)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.set_count(None)
        look.changed.connect(self.update)

    def set_count(self, count: int | None, sub: str = "") -> None:
        """Show ``count`` (None while it is being counted) and a line such as 最久 3 天."""
        self._count = "—" if count is None else f"{count:,}"
        self._sub = sub
        self._alarm = bool(count) and self._tone is Tone.LATE
        self.setAccessibleName(tr("{caption}：{count}", caption=self.text(), count=self._count))
        self.setAccessibleDescription(sub)
        self.updateGeometry()
        self.update()

    def set_low(self, *, low: bool) -> None:
        """Be two lines high, or three."""
        if low != self._low:
            self._low = low
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        """Its lines with room around them; who places it gives it more."""
        return self.minimumSizeHint()

    def minimumSizeHint(self) -> QSize:
        """Wide enough for the whole caption and what is below it."""
        return self.least(low=self._low)

    def least(self, *, low: bool) -> QSize:
        """The smallest size it can have, low or not."""
        metrics = QFontMetrics(font(sizes.CAPTION))
        caption, sub = (metrics.horizontalAdvance(text) for text in (self.text(), self._sub))
        figure = font(sizes.TITLE if low else sizes.FIGURE, bold=True)
        number = QFontMetrics(figure).horizontalAdvance(self._count)
        if low:
            beside = sizes.S + sub if sub else 0
            return QSize(max(caption, number + beside + sizes.S + _LOW_DOT) + 24, 58)
        return QSize(max(caption + sizes.S + 24, sub, number) + 30, 100)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens."""
        if not enter_presses(self, event):
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Card, icon, three lines."""
        rect = QRectF(self.rect())
        with QPainter(self) as painter:
            ground = "hover" if self.underMouse() or self.isDown() else "surface"
            rounded(
                painter,
                rect,
                sizes.CARD_RADIUS,
                self._look.colour(ground),
                self._look.colour("line"),
            )
            if self.hasFocus():
                focus_ring(painter, rect, self._look, sizes.CARD_RADIUS)
            ink = "late" if self._alarm else "text"
            if self._low:
                self._paint_low(painter, ink)
                return
            dot = QRectF(rect.width() - 15 - 24, 12, 24, 24)
            paint_dot(painter, dot, self._icon, self._tone, self._look)
            self._line(painter, 12, 24, sizes.CAPTION, self.text(), "muted", right=48)
            self._line(painter, 36, 38, sizes.FIGURE, self._count, ink, bold=True)
            self._line(painter, 70, 20, sizes.CAPTION, self._sub, "muted")

    def _paint_low(self, painter: QPainter, ink: str) -> None:
        """The caption; below it the number, what is said of it, and the icon."""
        dot = QRectF(self.width() - 12 - _LOW_DOT, 29, _LOW_DOT, _LOW_DOT)
        paint_dot(painter, dot, self._icon, self._tone, self._look)
        self._line(painter, 7, 20, sizes.CAPTION, self.text(), "muted", left=12, right=12)
        self._line(painter, 26, 26, sizes.TITLE, self._count, ink, left=12, bold=True)
        after = 12 + painter.fontMetrics().horizontalAdvance(self._count) + sizes.S
        right = 12 + _LOW_DOT + sizes.S
        self._line(painter, 29, 22, sizes.CAPTION, self._sub, "muted", left=after, right=right)

    def _line(
        self,
        painter: QPainter,
        top: int,
        height: int,
        size: int,
        text: str,
        ink: str,
        *,
        left: int = 15,
        right: int = 15,
        bold: bool = False,
    ) -> None:
        painter.setFont(font(size, bold=bold))
        painter.setPen(self._look.colour(ink))
        room = QRectF(left, top, self.width() - left - right, height)
        cut = painter.fontMetrics().elidedText(
            text, Qt.TextElideMode.ElideRight, int(room.width()) + 1
        )
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, cut)


class EmptyState(QWidget):
    """What to say, and what to do, where a list is empty. ``button`` is None without an action."""

    def __init__(self, look: Look, icon: str, sentence: str, action: str = "") -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(sizes.XL, sizes.L, sizes.XL, sizes.L)
        column.setSpacing(sizes.M)
        column.addStretch(1)
        column.addWidget(IconDot(look, icon, Tone.NEUTRAL, 48), 0, Qt.AlignmentFlag.AlignHCenter)
        self.sentence = label(sentence, "muted", wrap=True)
        self.sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(self.sentence)
        self.button = Button(look, action) if action else None
        if self.button is not None:
            column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        self.setAccessibleName(sentence)
