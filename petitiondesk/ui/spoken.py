"""What a screen reader is told of the widgets that Qt does not know: their role, and their value.

Qt tells of a widget of its own kind as of "Client", which says nothing. Here a widget names its role in
a class attribute ``SPOKEN_AS``, and gives the text for what it paints by ``spoken_value()``.
"""

from typing import Protocol, cast, runtime_checkable

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleInterface, QAccessibleValueChangeEvent
from PySide6.QtWidgets import QAccessibleWidget, QApplication, QGraphicsView, QScrollArea, QWidget

_ROLE = QAccessible.Role
_KNOWN = "tellsOfItsWidgets"


@runtime_checkable
class Painted(Protocol):
    """A widget that paints values."""

    def spoken_value(self) -> str:
        """What can be seen, in words."""


def tell(app: QApplication) -> None:
    """Tell screen readers of the widgets of ``app``; said again, it changes nothing."""
    if not app.property(_KNOWN):
        app.setProperty(_KNOWN, True)  # noqa: FBT003 - Qt's own signature
        QAccessible.installFactory(_interface)


def value_changed(widget: QWidget, value: str) -> None:
    """Tell at once what the keyboard came to."""
    QAccessible.updateAccessibility(QAccessibleValueChangeEvent(widget, value))


class _Spoken(QAccessibleWidget):
    """As Qt tells of a widget, with its value."""

    def text(self, kind: QAccessible.Text) -> str:
        """The value is what the widget paints."""
        widget = self.object()
        if kind is QAccessible.Text.Value and isinstance(widget, Painted):
            return widget.spoken_value()
        return super().text(kind)


def _interface(_kind: str, widget: QObject) -> QAccessibleInterface | None:
    role = _role(widget)
    return None if role is None else _Spoken(cast("QWidget", widget), role)


def _role(widget: QObject) -> QAccessible.Role | None:
    own = getattr(widget, "SPOKEN_AS", None)
    if own is not None:
        return cast("QAccessible.Role", own)
    if isinstance(widget, QGraphicsView):
        return _ROLE.Graphic
    if isinstance(widget, QScrollArea) and widget.accessibleName():
        return _ROLE.Document  # facts, history, preview: read, and scrolled by the keyboard
    return None
