"""The few dialogs of the house: a question that says what will happen, an error, a crash report."""

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractSlider,
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from petitiondesk.infra.i18n import tr
from petitiondesk.ui import tokens as sizes
from petitiondesk.ui.reading_order import go_on
from petitiondesk.ui.style import font, set_property
from petitiondesk.ui.views.buttons import PlainButton
from petitiondesk.ui.views.scrolled import EmptyEdge, Scrolled, height_in_sight

_TITLE_BAR = 40
"""What a window manager needs of a screen's height, in pixels."""

_LEAST = 160
"""How low what is between the edges and the footer may become before it is no use, in pixels."""

_PAGES = {
    Qt.Key.Key_PageUp: QAbstractSlider.SliderAction.SliderPageStepSub,
    Qt.Key.Key_PageDown: QAbstractSlider.SliderAction.SliderPageStepAdd,
}


class DeskDialog(QDialog):
    """A dialog with a heading, a sentence, room for more, and buttons at the right below.

    Put further controls into ``body``; `add_button` fills the footer from left to right. The dialog
    grows with what there is to say as far as the screen goes; from there on all but the footer scrolls.
    """

    def __init__(self, title: str, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.setMinimumWidth(420)
        self._room = _Room()
        self._room.changed.connect(self._make_room)
        self.body = self._room.hold()
        self.body.setSpacing(sizes.M)
        self.body.addWidget(_label(title, "head"))
        self.sentence = _label(text, "")
        self.body.addWidget(self.sentence)
        footer = QFrame()
        footer.setProperty("part", "footer")
        self._buttons = QHBoxLayout(footer)
        self._buttons.setContentsMargins(sizes.XL, sizes.M, sizes.XL, sizes.M)
        self._buttons.setSpacing(sizes.S)
        self._buttons.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        self._scroll = _Area(self._room)
        outer.addWidget(self._scroll, 1)
        self.sentence.setVisible(bool(text))  # only now: without a parent it would be a window
        self._footer = footer
        outer.addWidget(footer)
        footer.hide()  # until there is a button

    def sizeHint(self) -> QSize:
        """As high as the texts wrap."""
        width = max(super().sizeHint().width(), self.minimumWidth())
        return QSize(width, self.liked_height(width))

    def liked_height(self, width: int) -> int:
        """How high it likes to be at this width, as its texts wrap, wherever the screen ends."""
        height = self.body.totalHeightForWidth(width) if self.body.hasHeightForWidth() else 0
        height = max(height, self.body.totalSizeHint().height())
        return height + self._foot()

    def showEvent(self, event: QShowEvent) -> None:
        """No sentence is cut: Qt opens a window at two thirds of a low screen's height at most."""
        super().showEvent(event)
        if not self.testAttribute(Qt.WidgetAttribute.WA_Resized):
            self.resize(self.sizeHint())
        self._make_room()
        self.show_keyboard()

    def show_keyboard(self) -> None:
        """Scroll to what has the keyboard."""
        place: QWidget | None = self.focusWidget()
        if place is not None and self._room.isAncestorOf(place):
            self._scroll.ensureWidgetVisible(place)

    def grow(self) -> None:
        """Take the height that is liked now, as far as the screen goes; never less than there is."""
        room = self.screen().availableSize().height() - _TITLE_BAR
        liked = self.liked_height(self.width())
        self.resize(self.width(), max(self.height(), min(liked, room)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Page up and Page down scroll what does not fit."""
        action = _PAGES.get(Qt.Key(event.key()))
        if action is None:
            super().keyPressEvent(event)
        else:
            self._scroll.verticalScrollBar().triggerAction(action)

    def _make_room(self) -> None:
        """Grow until nothing is squeezed; where the screen is too small, fill it, and scroll."""
        if not self.isVisible():
            return
        screen = self.screen().availableSize()
        room = screen.height() - _TITLE_BAR
        self._scroll.updateGeometry()
        least = self._room.minimumSizeHint().width()
        buttons = 0 if self._footer.isHidden() else self._footer.minimumSizeHint().width()
        width = max(self.width(), least, buttons)
        need = self._room.need(width) + self._foot()
        if need > room:  # the bar takes its width from the texts
            width = max(width, least + self._scroll.verticalScrollBar().sizeHint().width())
        height = min(max(self.height(), need), room)
        self.resize(min(width, screen.width()), height)

    def _foot(self) -> int:
        """How high the footer is."""
        return 0 if self._footer.isHidden() else self._footer.sizeHint().height()

    def focusNextPrevChild(self, next: bool) -> bool:
        """Tab goes as the window is read."""
        return go_on(self, forth=next)

    def add_button(self, label: str, role: str = "", *, accepts: bool | None = None) -> QPushButton:
        """Add a button; ``accepts`` True closes the dialog with yes, False with no."""
        button = PlainButton(label)
        set_property(button, "role", role)
        if accepts is not None:
            button.clicked.connect(self.accept if accepts else self.reject)
        self._buttons.addWidget(button)
        self._footer.show()
        return button


class _Room(QWidget):
    """What a dialog holds above its footer; ``changed`` when it may need more room or less.

    The edge at the bottom gives way where all else is in sight then.
    """

    changed = Signal()

    def hold(self) -> QVBoxLayout:
        """The column that holds it, with edges around."""
        column = QVBoxLayout(self)
        column.setContentsMargins(sizes.XL, sizes.XL, sizes.XL, sizes.XL)
        self._edge = EmptyEdge(column)
        return column

    def need(self, width: int) -> int:
        """The least height at which nothing is cut, with its edges whole."""
        layout = self._layout()
        least = layout.totalMinimumHeightForWidth(width) if layout.hasHeightForWidth() else 0
        return max(least, layout.totalMinimumSize().height()) + self._edge.given

    def minimumSizeHint(self) -> QSize:
        """What is in it, without the edge that may give way."""
        hint = super().minimumSizeHint()
        return QSize(hint.width(), hint.height() - self._edge.whole + self._edge.given)

    def heightForWidth(self, width: int) -> int:
        """What it needs; Qt would take the height that is liked best."""
        need = self.need(width)
        return height_in_sight(self, need, need - self._edge.whole)

    def event(self, event: QEvent) -> bool:
        """Something in it became larger, smaller, seen or hidden."""
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._give()
            self.changed.emit()
        return done

    def resizeEvent(self, event: QResizeEvent) -> None:
        """There is more room, or less."""
        super().resizeEvent(event)
        self._give()

    def _layout(self) -> QLayout:
        layout = self.layout()
        assert layout is not None
        return layout

    def _give(self) -> None:
        self._edge.give(self.need(self.width()) - self.height())


class _Area(Scrolled):
    """Scrolls a dialog up and down, never sideways."""

    def __init__(self, room: QWidget) -> None:
        super().__init__(room)
        self._room = room
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def sizeHint(self) -> QSize:
        """The whole of it: Qt thinks of 36 lines of 24 letters at most."""
        super().sizeHint()
        return self._room.sizeHint()

    def minimumSizeHint(self) -> QSize:
        """As wide as it must be, and low enough for any screen."""
        super().minimumSizeHint()
        least = self._room.minimumSizeHint()
        return QSize(least.width(), min(least.height(), _LEAST))


class AskDialog(DeskDialog):
    """A question whose buttons name what will happen; a destructive yes is never the default."""

    def __init__(
        self,
        title: str,
        text: str,
        yes_label: str,
        no_label: str,
        parent: QWidget | None = None,
        *,
        danger: bool = False,
    ) -> None:
        super().__init__(title, text, parent)
        self.body.addStretch(1)
        self.no = self.add_button(no_label, accepts=False)
        self.yes = self.add_button(yes_label, "danger" if danger else "primary", accepts=True)
        first = self.no if danger else self.yes
        first.setDefault(True)
        first.setFocus()


class ErrorDialog(DeskDialog):
    """An error that needs reading: what happened, what was kept, what to do."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(tr("这一步没有完成"), text, parent)
        self.body.addStretch(1)
        self.close_button = self.add_button(tr("知道了"), "primary", accepts=True)
        self.close_button.setDefault(True)
        self.close_button.setFocus()


class CrashDialog(DeskDialog):
    """A bug: a calm sentence and a report for the developers, which holds no petitioner data."""

    HELP = "damage"

    def __init__(self, report: str, parent: QWidget | None = None) -> None:
        super().__init__(
            tr("程序遇到意外情况"),
            tr(
                "刚才这一步可能没有完成，此前保存的内容没有改动。您可以继续使用；"
                "如果再次出现，请把下面的报告交给维护人员。报告里没有信访人的信息。"
            ),
            parent,
        )
        self.report = QPlainTextEdit(report)
        self.report.setReadOnly(True)
        self.report.setFont(font(sizes.CAPTION, mono=True))
        self.report.setAccessibleName(tr("故障报告"))
        self.report.setMinimumHeight(180)
        self.report.setTabChangesFocus(True)
        self.body.addWidget(self.report, 1)
        self.copy = self.add_button(tr("复制报告"))
        self.copy.clicked.connect(self._copy)
        self.add_button(tr("继续使用"), "primary", accepts=True).setFocus()
        self.resize(620, 420)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.report.toPlainText())
        self.copy.setText(tr("已复制"))


def _label(text: str, kind: str) -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    label.setProperty("type", kind)
    return label
