"""The bridge from the window to fcitx 4: keys go there first, its text goes to the focused field.

Qt's own input methods are plugins in C++; this does the same from outside: it sees the keys where Qt
brings them to the window (before shortcuts) and gives the text as Qt's input method events.

fcitx answers within a millisecond. Where it does not (its first key of the day loads a dictionary),
letters are held, handed over one after the other, and typed as they are if it wants none of them; the
window goes on meanwhile. Other keys wait a moment for those before them, so that no order is changed.
"""

from collections import deque

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, QSocketNotifier, Qt, QTimer
from PySide6.QtGui import (
    QGuiApplication,
    QInputMethodEvent,
    QInputMethodQueryEvent,
    QKeyEvent,
    QPalette,
    QTextCharFormat,
    QWindow,
)
from shiboken6 import isValid

from petitiondesk.infra.fcitx4 import Answered, Committed, Composing, Fcitx4, Key, Said
from petitiondesk.ui.x_keys import as_qt_has_it, as_x_has_it, changes_nothing, letter

AT_ONCE, PATIENCE = 0.05, 1.0
"""Seconds that a letter waits for its answer before it is held; that any other key waits, and after
which fcitx is taken to be stuck: it gets no more keys until it answers again."""

_HIDDEN = Qt.InputMethodHint.ImhHiddenText | Qt.InputMethodHint.ImhSensitiveData
_PRESSED, _RELEASED = QEvent.Type.KeyPress, QEvent.Type.KeyRelease
_BEFORE_SHORTCUTS, _MOUSE = QEvent.Type.ShortcutOverride, QEvent.Type.MouseButtonPress


class Fcitx4Bridge(QObject):
    """Between the windows of ``app`` and ``fcitx``, from when it is made to the end of ``app``."""

    def __init__(self, app: QGuiApplication, fcitx: Fcitx4) -> None:
        super().__init__(app)
        self._fcitx = fcitx
        self._window: QWindow | None = None
        self._field: QObject | None = None
        self._composed = ""
        self._taken: tuple[int, int] | None = None
        self._held: deque[tuple[int, str]] = deque()
        self._patience = QTimer(self, singleShot=True, interval=round(PATIENCE * 1000))
        self._patience.timeout.connect(self._give_up)
        self._heard = QSocketNotifier(fcitx.fileno(), QSocketNotifier.Type.Read, self)
        self._heard.activated.connect(self._listen)
        app.focusWindowChanged.connect(self._attend)
        app.focusObjectChanged.connect(self._turn_to)
        QGuiApplication.inputMethod().cursorRectangleChanged.connect(self._follow)
        self._attend(app.focusWindow())
        self._turn_to(app.focusObject())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hand keys over as Qt brings them to the window; those that fcitx took go no further."""
        kind = event.type()
        if kind is _MOUSE:
            self._leave()  # what is half typed stays where it is, before the click moves on
        elif isinstance(event, QKeyEvent) and event.spontaneous():
            if kind is _BEFORE_SHORTCUTS:
                taken = self._press(event)
                self._taken = _told_apart(event) if taken else None
                if taken:
                    event.accept()  # no shortcut: Qt brings the key itself next
                return taken
            if kind is _PRESSED:
                return self._taken == _told_apart(event)
            if kind is _RELEASED:
                return self._press(event)
        return False

    # --- keys -----------------------------------------------------------------------------------

    def _press(self, event: QKeyEvent) -> bool:
        """Hand a key over; whether it goes no further, because fcitx took it or it is held."""
        self._turn_to(QGuiApplication.focusObject())  # it may have become one for reading meanwhile
        if self._field is None:
            return False
        self._follow()
        number = self._fcitx.press(as_x_has_it(event))
        if not number:
            return False
        character = letter(event)
        quick = bool(character) or changes_nothing(event)
        waiting = 0 if self._held else AT_ONCE
        taken = self._do(self._fcitx.listen(number, waiting if quick else PATIENCE), number)
        if taken is not None or not self._fcitx.there:
            return bool(taken)
        if character:
            self._held.append((number, character))
            if not self._patience.isActive():
                self._patience.start()
        elif not quick:
            self._give_up()
        return bool(character)

    def _give_up(self) -> None:
        """Wait no longer: what fcitx has had stays in the field as it is."""
        self._fcitx.give_up()
        self._keep()

    def _listen(self) -> None:
        self._do(self._fcitx.listen())
        if self._fcitx.lost:
            self._heard.setEnabled(False)

    def _do(self, said: list[Said], number: int = 0) -> bool | None:
        """Do what fcitx says; whether it took the key of that number, None without an answer."""
        taken: bool | None = None
        for one in said:
            match one:
                case Committed(text):
                    self._give(text)
                case Composing():
                    self._show(one)
                case Key():
                    self._hand_back(one)
                case Answered():
                    self._settle(one)
                    taken = one.taken if one.number == number else taken
        if not self._fcitx.there:
            self._keep()
        return taken

    def _settle(self, answered: Answered) -> None:
        """Type a held letter that fcitx did not take; the rest waits for its own answers."""
        if self._held and self._held[0][0] == answered.number:
            _, character = self._held.popleft()
            if not answered.taken:
                self._give(character)
            if not self._held:
                self._patience.stop()

    def _hand_back(self, key: Key) -> None:
        window = QGuiApplication.focusWindow()
        if window is not None:
            QCoreApplication.sendEvent(window, as_qt_has_it(key))

    # --- the field --------------------------------------------------------------------------------

    def _attend(self, window: QWindow | None) -> None:
        if self._window is not None and isValid(self._window):
            self._window.removeEventFilter(self)
        self._window = window
        if window is not None:
            window.installEventFilter(self)

    def _turn_to(self, focused: QObject | None) -> None:
        """The keyboard is in another field; what was half typed in the last one stays there."""
        field = focused if focused is not None and _takes_text(focused) else None
        if field is self._field:
            return
        self._leave()
        self._field = field
        self._fcitx.focus(on=field is not None)
        self._follow()

    def _follow(self) -> None:
        """Tell where the cursor is, in the screen's own pixels."""
        window = QGuiApplication.focusWindow()
        if self._field is None or window is None:
            return
        area = QGuiApplication.inputMethod().cursorRectangle().toRect()
        scale, origin = window.devicePixelRatio(), window.screen().geometry().topLeft()
        corner: QPoint = (window.mapToGlobal(area.topLeft()) - origin) * scale + origin
        self._fcitx.place(
            corner.x(), corner.y(), round(area.width() * scale), round(area.height() * scale)
        )

    def _leave(self) -> None:
        """Be done with this field: fcitx forgets what was half typed there."""
        if self._held:
            self._give_up()
        elif self._composed:
            self._keep()
            self._fcitx.reset()

    def _keep(self) -> None:
        """Leave in the field what was being composed and what was held."""
        self._patience.stop()
        left = self._composed + "".join(character for _, character in self._held)
        self._held.clear()
        if left:
            self._give(left)

    def _give(self, text: str) -> None:
        event = QInputMethodEvent()
        event.setCommitString(text)
        self._composed = ""
        self._send(event)

    def _show(self, composing: Composing) -> None:
        if not composing.text and not self._composed:
            return
        self._composed = composing.text
        marks = []
        start = 0
        for text, marked in composing.pieces:
            length = _units(text)
            mark = QInputMethodEvent.AttributeType.TextFormat
            marks.append(QInputMethodEvent.Attribute(mark, start, length, _look(marked=marked)))
            start += length
        at = _units(composing.text[: composing.cursor])
        cursor = QInputMethodEvent.AttributeType.Cursor
        marks.append(QInputMethodEvent.Attribute(cursor, at, 1, None))
        self._send(QInputMethodEvent(composing.text, marks))

    def _send(self, event: QInputMethodEvent) -> None:
        if self._field is not None and isValid(self._field):
            QCoreApplication.sendEvent(self._field, event)


def _takes_text(focused: QObject) -> bool:
    """Whether an input method may be used here; passwords are typed without one."""
    ask = Qt.InputMethodQuery
    query = QInputMethodQueryEvent(ask.ImEnabled | ask.ImHints)
    QCoreApplication.sendEvent(focused, query)
    hidden = Qt.InputMethodHint(query.value(ask.ImHints) or 0) & _HIDDEN
    return bool(query.value(ask.ImEnabled)) and not hidden


def _told_apart(event: QKeyEvent) -> tuple[int, int]:
    return event.timestamp(), event.nativeScanCode()


def _look(*, marked: bool) -> QTextCharFormat:
    """How a piece of composed text looks: underlined, or as what is selected."""
    look = QTextCharFormat()
    look.setFontUnderline(not marked)
    if marked:
        palette = QGuiApplication.palette()
        look.setBackground(palette.brush(QPalette.ColorRole.Highlight))
        look.setForeground(palette.brush(QPalette.ColorRole.HighlightedText))
    return look


def _units(text: str) -> int:
    """Its length as Qt counts: characters beyond the basic plane (rare names) are two."""
    return len(text.encode("utf-16-le")) // 2
