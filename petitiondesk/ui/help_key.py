"""F1 in every window: the manual (使用手册) opens at the page for what the keyboard is in.

A page or a dialog names its page of the manual by a class attribute ``HELP``; what changes while it is
shown is said by a dynamic property ``help`` (the window: the page that it shows). The manual itself,
`ui.help`, is loaded when it is first asked for.
"""

import linecache
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QKeySequence, QShortcut, QWindow
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from petitiondesk.ui.look import Look

if TYPE_CHECKING:  # the start waits for no manual
    from petitiondesk.ui.help.window import HelpWindow

INDEX = "index"
"""The page that the manual opens at where nothing closer is known."""

KEY_LIST = "shortcuts"
"""The page with the list of keys."""

KEYS = (("F1", "open_here"), ("?", "open_shortcuts"))
"""Key → what it does. A text field takes the question mark for itself, typed or by an input method."""

_KNOWN = "hasHelpKeys"


def target(widget: QWidget | None) -> str:
    """The page of the manual for a widget: that of the nearest around it that has one."""
    while widget is not None:
        name = widget.property("help") or getattr(widget, "HELP", "")
        if name:
            return str(name)
        widget = widget.parentWidget()
    return INDEX


class HelpKey(QObject):
    """Gives each window of ``app`` its keys for the manual, and shows the one window of the manual.

    Keys of the application as a whole would be dead while a modal dialog is open; so each window has
    its own, from the moment that it has the keyboard for the first time.
    """

    def __init__(self, app: QApplication, look: Look, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app = app
        self._look = look
        self._window: HelpWindow | None = None
        self._ended = False
        app.focusWindowChanged.connect(self._attend)
        self._attend(app.focusWindow())

    def window(self) -> "HelpWindow | None":
        """The manual, if it is there; a dialog that it stood over may have taken it along."""
        if self._window is not None and not isValid(self._window):
            self._window = None
        return self._window

    def open_here(self) -> None:
        """Open the manual at the page for what the keyboard is in."""
        self.open(target(QApplication.focusWidget() or QApplication.activeWindow()))

    def open_shortcuts(self) -> None:
        """Open the manual at the list of keys."""
        self.open(KEY_LIST)

    def open(self, name: str) -> None:
        """Open the manual at a page, over the dialog that is open, where one is."""
        window = self.window() or self._made()
        window.go(name)
        window.show_over(QApplication.activeModalWidget())

    def close(self) -> None:
        """Put the manual away: the desk is locked or left."""
        window = self.window()
        self._window = None
        if window is not None:
            window.hide()
            window.deleteLater()

    def speak_anew(self) -> None:
        """The language was switched: a manual that is open is opened anew, at the same page."""
        window = self.window()
        if window is not None:
            name, geometry = window.name, window.geometry() if window.isVisible() else None
            self.close()
            if geometry is not None:
                self.open(name)
                window = self.window()
                assert window is not None
                window.setGeometry(geometry)

    def end(self) -> None:
        """Give no more keys; the manual goes. Said again, it changes nothing."""
        if not self._ended:
            self._app.focusWindowChanged.disconnect(self._attend)
        self._ended = True
        self.close()

    def _made(self) -> "HelpWindow":
        from petitiondesk.ui.help.window import HelpWindow

        linecache.clearcache()  # see `ui.places.begun`
        self._window = HelpWindow(self._look)
        return self._window

    def _attend(self, focused: QWindow | None) -> None:
        """Give a window its keys when it has the keyboard for the first time."""
        for top in QApplication.topLevelWidgets():
            if focused is None or top.windowHandle() is not focused or top.property(_KNOWN):
                continue
            top.setProperty(_KNOWN, True)  # noqa: FBT003 - Qt's own order
            for keys, act in KEYS:
                QShortcut(QKeySequence(keys), top).activated.connect(getattr(self, act))
