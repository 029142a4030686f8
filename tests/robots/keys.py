"""A clerk without a mouse: finds what it needs by Tab, as it is named, and counts the presses."""

from typing import Self

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from tests.robots.clerk import NONE, Clerk

_MOST = 200


class Keys(Clerk):
    """``presses`` counts every press beside the text itself; a chord such as Ctrl+N is one."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.presses = 0

    def here(self) -> QWidget:
        """The widget that has the keyboard.

        Without a window manager nobody makes the window active again when a list over it has gone.
        """
        top = QApplication.activeModalWidget() or self._window
        if not top.isActiveWindow():
            top.activateWindow()
            QTest.qWait(1)
        return super().here()

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> Self:
        """One key."""
        self.presses += 1
        super().press(key, modifiers)
        return self

    def enter(self, times: int = 1) -> Self:
        """Go on, so often."""
        for _ in range(times):
            self.press(Qt.Key.Key_Return)
        return self

    def go_on(self) -> Self:
        """Enter until the keyboard is elsewhere: a list that is open takes the first for itself."""
        before = self.here()
        self.enter()
        return self if self.here() is not before else self.enter()

    def to(self, name: str) -> Self:
        """Press Tab until the keyboard is in what is called so."""
        passed: list[str] = []
        while len(passed) < _MOST:
            passed.append(named(self.here()))
            if passed[-1] == name:
                return self
            self.press(Qt.Key.Key_Tab)
        raise AssertionError(f"Tab does not come to {name}: {passed[:40]}")

    def push(self, name: str) -> Self:
        """Go to a button by Tab and press it with the space bar."""
        return self.to(name).press(Qt.Key.Key_Space)


def named(widget: QWidget) -> str:
    """What a widget is called, without the remark that it must be filled in."""
    text = getattr(widget, "text", None)
    own = str(text()) if callable(text) and not widget.accessibleName() else ""
    parent = widget.parentWidget()
    name = widget.accessibleName() or own or (parent.accessibleName() if parent else "")
    return name.removesuffix("，必填")
