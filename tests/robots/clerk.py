"""A clerk with two hands: keys, an input method for Chinese, and a mouse; nothing else."""

from typing import Self

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from petitiondesk.ui.views.fields import LabelledField

CTRL = Qt.KeyboardModifier.ControlModifier
NONE = Qt.KeyboardModifier.NoModifier


class Clerk:
    """Works on whatever has the keyboard, in the window or in the dialog that is open."""

    def __init__(self, window: QWidget) -> None:
        self._window = window

    def here(self) -> QWidget:
        """The widget that has the keyboard."""
        if QApplication.focusWidget() is None:
            # Without a window manager nobody gives the window its keyboard back from a list.
            (QApplication.activeModalWidget() or self._window).activateWindow()
            for _ in range(100):
                if QApplication.focusWidget() is not None:
                    break
                QTest.qWait(10)
        focused = QApplication.focusWidget()
        assert focused is not None, "nothing has the keyboard"
        return focused

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> Self:
        """One key; a list that has popped up takes it first, as it does on a desk."""
        QTest.qWait(1)
        QTest.keyClick(QApplication.activePopupWidget() or self.here(), key, modifiers)
        return self

    def type(self, text: str) -> Self:
        """Write a text: what an input method makes is committed, digits and letters are keys."""
        if text.isascii():
            QTest.keyClicks(self.here(), text)
        else:
            event = QInputMethodEvent()
            event.setCommitString(text)
            QApplication.sendEvent(self.here(), event)
        return self

    def over(self, text: str) -> Self:
        """Write a text in place of what is there."""
        return self.press(Qt.Key.Key_A, CTRL).type(text)

    def next(self) -> Self:
        """To the next control; where a list is open, the first Tab only takes what it offers."""
        before = self.here()
        self.press(Qt.Key.Key_Tab)
        # On a busy machine the keyboard comes back from a list a moment later, or goes there once more.
        away = 0
        for _ in range(15):
            QTest.qWait(10)
            away = away + 1 if self.here() is not before else 0
            if away == 3:
                return self
        return self.press(Qt.Key.Key_Tab)

    def click(self, widget: QWidget) -> Self:
        """Click into the middle of a widget."""
        assert widget.isVisible(), "what cannot be seen cannot be clicked"
        place = QPoint(widget.width() // 2, widget.height() // 2)
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, NONE, place)
        return self

    def into(self, window: QWidget, label: str) -> Self:
        """Click into the field that has this label."""
        fields = [f for f in window.findChildren(LabelledField) if f.label.text() == label]
        shown = [f for f in fields if f.isVisible()]
        assert shown, f"no field is labelled {label}"
        return self.click(shown[0].control)

    def button(self, window: QWidget, text: str) -> QAbstractButton:
        """The button that bears this text and can be seen."""
        for button in window.findChildren(QAbstractButton):
            if button.text() == text and button.isVisible():
                return button
        raise AssertionError(f"no button says {text}")
