"""Push buttons with an icon and a key cap, in the roles of the style sheet."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QMenu,
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QToolButton,
    QWidget,
)

from petitiondesk.infra.i18n import tr
from petitiondesk.ui import tokens as sizes
from petitiondesk.ui.look import Look
from petitiondesk.ui.style import Tone
from petitiondesk.ui.views.painting import key_size, middle_left, paint_key, rounded

_ICON = 16
_CHEVRON = 14
"""The sign of a menu, as large as that of a combo box."""
_GAP = 8
_EDGE = 2
"""What a focus ring takes on either side, in pixels."""
_WIDEST = 320
"""No row can keep more room for one button, in pixels."""

_CHORD = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier

_INKS = {"primary": "on_accent", "link": "accent", "danger": "late"}


def enter_presses(button: QAbstractButton, event: QKeyEvent) -> bool:
    """Press ``button`` if it is Enter (of either block of keys), as the space bar does; tell whether.

    Qt presses the default button of the dialog instead: with the keyboard on 不做, Enter would do it.
    """
    if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter) or event.modifiers() & _CHORD:
        return False
    button.click()
    return True


class PlainButton(QPushButton):
    """A button with nothing but its words, for the foot of a dialog."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.setAccessibleName(text)
        self.setAutoDefault(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses."""
        if not enter_presses(self, event):
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """As the style sheet says, with the ring of one that is filled."""
        super().paintEvent(event)
        with QPainter(self) as painter:
            _ring_inside(self, painter, self.palette().buttonText().color())


class Button(QPushButton):
    """A button: ``role`` "", primary, quiet, link or danger; ``keys`` is a key cap, e.g. Ctrl N.

    ``icon`` names a line icon; ``compact`` makes it 28 high. The accessible name is the text.
    """

    def __init__(
        self,
        look: Look,
        text: str,
        *,
        role: str = "",
        icon: str = "",
        keys: str = "",
        compact: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._look = look
        self._icon = icon
        self._keys = keys
        self.setProperty("role", role)
        self.setProperty("compact", compact)
        self.setAccessibleName(text)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        if keys:
            self.setAccessibleDescription(keys)
        look.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """The text's size with room for the icon and the key cap."""
        size = super().sizeHint()
        extra = (_ICON + _GAP if self._icon else 0) if self.text() else 0
        extra += key_size(self._keys).width() + _GAP if self._keys else 0
        extra += _CHEVRON + _GAP - self._arrow_of_qt() if self._has_menu() else 0
        return QSize(size.width() + extra, size.height())

    def minimumSizeHint(self) -> QSize:
        """A button never cuts its own text, but for a whole sentence on a very narrow screen."""
        size = self.sizeHint()
        return QSize(min(size.width(), _WIDEST), size.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A sentence that is cut is told as a whole."""
        super().resizeEvent(event)
        cut = self.width() < self.sizeHint().width()
        if self.toolTip() in ("", self.text()):  # whoever says more goes on saying it
            self.setToolTip(self.text() if cut else "")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses."""
        if not enter_presses(self, event):
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Ground and border by the style sheet, contents by hand."""
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = ""
        option.features &= ~QStyleOptionButton.ButtonFeature.HasMenu  # its arrow is drawn by hand
        with QPainter(self) as painter:
            self.style().drawControl(QStyle.ControlElement.CE_PushButton, option, painter, self)
            self._paint_contents(painter)
            _ring_inside(self, painter, self.ink())

    def icon_drawn(self) -> QIcon:
        """Its icon, for a menu that stands in for the button."""
        return self._look.icons.icon(self._icon) if self._icon else QIcon()

    def ink(self) -> QColor:
        """The colour of text and icon in the present state."""
        if not self.isEnabled():
            return self._look.colour("muted")
        if self.isChecked():
            return self._look.colour("accent")
        return self._look.colour(_INKS.get(str(self.property("role") or ""), "text"))

    def _has_menu(self) -> bool:
        menu: QMenu | None = self.menu()  # Qt's stubs know no None
        return menu is not None

    def _arrow_of_qt(self) -> int:
        """What Qt keeps free for its own arrow."""
        option = QStyleOptionButton()
        self.initStyleOption(option)
        metric = QStyle.PixelMetric.PM_MenuButtonIndicator
        return self.style().pixelMetric(metric, option, self)

    def _paint_contents(self, painter: QPainter) -> None:
        ink, row = self.ink(), QRectF(self.rect())
        painter.setFont(self.font())
        metrics = painter.fontMetrics()
        keys = key_size(self._keys) if self._keys else QSize()
        beside = (_ICON + _GAP if self._icon else 0) + (keys.width() + _GAP if self._keys else 0)
        beside += _CHEVRON + _GAP if self._has_menu() else 0
        room = self.width() - 2 * _EDGE - beside
        words = metrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, room)
        text = metrics.horizontalAdvance(words)
        width = text + beside
        start = left = max(2.0, round((row.width() - width) / 2))
        if self._icon:
            box = middle_left(left, QSize(_ICON, _ICON), row)
            self._look.icons.paint(painter, box, self._icon, ink)
            left += _ICON + _GAP
        painter.setPen(ink)
        place = QRectF(left, row.top(), text + 2, row.height())
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, words)
        if self._keys:
            cap = middle_left(left + text + _GAP, keys, row)
            paint_key(painter, cap, self._keys, ink, self._look)
        if self._has_menu():
            arrow = middle_left(start + width - _CHEVRON, QSize(_CHEVRON, _CHEVRON), row)
            self._look.icons.paint(painter, arrow, "chevron-down", ink)


def _ring_inside(button: QPushButton, painter: QPainter, ink: QColor) -> None:
    """On the accent's ground no edge stands out enough: the ring lies inside, in the ink of the words."""
    if button.hasFocus() and button.property("role") == "primary":
        inside = QRectF(button.rect()).adjusted(3, 3, -3, -3)
        rounded(painter, inside, sizes.RADIUS - 2, border=ink, width=2)


class IconButton(QToolButton):
    """A small button that is only an icon; ``name`` is what it does, as tool tip and for readers."""

    def __init__(
        self, look: Look, icon: str, name: str, tone: Tone = Tone.NEUTRAL, size: int = 16
    ) -> None:
        super().__init__()
        self._look = look
        self._drawing = (icon, tone, size)
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setIconSize(QSize(size, size))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._redraw()
        look.changed.connect(self._redraw)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses."""
        if not enter_presses(self, event):
            super().keyPressEvent(event)

    def _redraw(self) -> None:
        self.setIcon(self._look.icons.icon(*self._drawing))


class Disclosure(Button):
    """A link that opens and closes what stands beneath it."""

    def __init__(self, look: Look, text: str) -> None:
        super().__init__(look, text, role="link", icon="chevron-right")

    def show_open(self, *, opened: bool) -> None:
        """Say whether it is open."""
        self._icon = "chevron-down" if opened else "chevron-right"
        self.setAccessibleDescription(tr("已展开") if opened else tr("已收起"))
        self.update()
