"""Keys as the X server names them and as Qt does, for an input method outside of Qt."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent

from petitiondesk.infra.fcitx4 import Key

_PRESSED, _RELEASED = QEvent.Type.KeyPress, QEvent.Type.KeyRelease
_WITHOUT_CHARACTER = {
    0xFF08: Qt.Key.Key_Backspace, 0xFF09: Qt.Key.Key_Tab, 0xFF0D: Qt.Key.Key_Return,
    0xFF1B: Qt.Key.Key_Escape, 0xFF50: Qt.Key.Key_Home, 0xFF51: Qt.Key.Key_Left,
    0xFF52: Qt.Key.Key_Up, 0xFF53: Qt.Key.Key_Right, 0xFF54: Qt.Key.Key_Down,
    0xFF55: Qt.Key.Key_PageUp, 0xFF56: Qt.Key.Key_PageDown, 0xFF57: Qt.Key.Key_End,
    0xFF8D: Qt.Key.Key_Enter, 0xFFFF: Qt.Key.Key_Delete,
}  # fmt: skip
"""X's keysym → Qt's key."""

_MODIFIERS = {
    1: Qt.KeyboardModifier.ShiftModifier, 4: Qt.KeyboardModifier.ControlModifier,
    8: Qt.KeyboardModifier.AltModifier,
}  # fmt: skip
"""X's state → Qt's modifier."""

_ALONE = (
    Qt.Key.Key_Shift,
    Qt.Key.Key_Control,
    Qt.Key.Key_Alt,
    Qt.Key.Key_Meta,
    Qt.Key.Key_CapsLock,
)


def as_x_has_it(event: QKeyEvent) -> Key:
    """The key of an event that came from the X server."""
    return Key(
        event.nativeVirtualKey(),
        event.nativeModifiers(),
        released=event.type() is _RELEASED,
        code=event.nativeScanCode(),
        at=event.timestamp(),
    )


def as_qt_has_it(key: Key) -> QKeyEvent:
    """An event for a key that did not come from the X server itself."""
    text = "" if key.symbol in _WITHOUT_CHARACTER else _character(key.symbol)
    code = _WITHOUT_CHARACTER.get(key.symbol) or (ord(text.upper()[0]) if text else 0)
    modifiers = Qt.KeyboardModifier.NoModifier
    for bit, modifier in _MODIFIERS.items():
        if key.state & bit:
            modifiers |= modifier
    return QKeyEvent(_RELEASED if key.released else _PRESSED, code, modifiers, text)


def letter(event: QKeyEvent) -> str:
    """The character that a pressed key types, where no shortcut can be meant; "" for other keys."""
    others = ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
    plain = event.type() is not _RELEASED and not event.modifiers() & others
    return event.text() if plain and event.text().isprintable() else ""


def changes_nothing(event: QKeyEvent) -> bool:
    """Whether it is a key let go, or one such as Shift alone."""
    return event.type() is _RELEASED or event.key() in _ALONE


def _character(symbol: int) -> str:
    """The character of a keysym: Latin ones are themselves, others have a mark before."""
    if symbol >> 24 == 1:
        return chr(symbol & 0xFFFFFF)
    return chr(symbol) if 0x20 <= symbol < 0x100 else ""
