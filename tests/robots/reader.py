"""A clerk with a screen reader: knows only what Qt's accessibility interface tells, and acts through it."""

from collections.abc import Iterator

from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

_TEXT, _ROLE = QAccessible.Text, QAccessible.Role

_WRITTEN = (_ROLE.EditableText,)
_PRESSED = (_ROLE.Button, _ROLE.ButtonMenu, _ROLE.CheckBox, _ROLE.RadioButton, _ROLE.PageTab,
            _ROLE.Link)  # fmt: skip

_LOOKS = 50
"""Looks for a control, each a moment after the other: a page may be on its way."""


class Reader:
    """Finds controls by name and role in the dialog that is open, or else in the window."""

    def __init__(self, window: QWidget) -> None:
        self._window = window

    def press(self, name: str) -> "Reader":
        """Press a button."""
        self._do(self._found(name, _PRESSED), "Press")
        return self

    def write(self, name: str, text: str) -> "Reader":
        """Put a text into a field: the keyboard comes, the text is set, the keyboard goes on."""
        field = self._found(name, _WRITTEN)
        self._do(field, "SetFocus")
        field.setText(_TEXT.Value, text)
        return self

    def leave(self, name: str) -> "Reader":
        """Put the keyboard elsewhere, so that what was written is taken."""
        self._do(self._found(name, (*_WRITTEN, *_PRESSED)), "SetFocus")
        return self

    def names(self) -> list[str]:
        """What all buttons and fields are called."""
        return [_name(one) for one in self._told() if one.role() in (*_WRITTEN, *_PRESSED)]

    def _found(self, name: str, roles: tuple[QAccessible.Role, ...]) -> QAccessibleInterface:
        for _ in range(_LOOKS):
            for one in self._told():
                if one.role() in roles and _name(one) == name and not one.state().disabled:
                    return one
            QTest.qWait(20)
        raise AssertionError(f"nothing is called {name}: {self.names()}")

    def _told(self) -> Iterator[QAccessibleInterface]:
        top = QApplication.activeModalWidget() or self._window
        yield from _below(QAccessible.queryAccessibleInterface(top))

    @staticmethod
    def _do(one: QAccessibleInterface, action: str) -> None:
        acts = one.actionInterface()
        assert acts is not None, _name(one)
        assert action in acts.actionNames(), (_name(one), acts.actionNames())
        acts.doAction(action)


def _below(one: QAccessibleInterface) -> Iterator[QAccessibleInterface]:
    if one.state().invisible:
        return
    yield one
    if one.role() in (_ROLE.Table, _ROLE.List, _ROLE.Tree):
        return  # a million rows
    for place in range(one.childCount()):
        child = one.child(place)
        if child is not None:
            yield from _below(child)


def _name(one: QAccessibleInterface) -> str:
    return one.text(_TEXT.Name).removesuffix("，必填")
