"""The window of the manual: contents at the left, the page at the right. Not modal, one at a time."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QDialog, QVBoxLayout, QWidget

from petitiondesk.infra.i18n import language, tr
from petitiondesk.ui.dialogs.print_preview import preview
from petitiondesk.ui.help.manual import Manual
from petitiondesk.ui.help.view import HelpView
from petitiondesk.ui.help_key import INDEX
from petitiondesk.ui.look import Look
from petitiondesk.ui.messages import WindowMessages
from petitiondesk.ui.printing import Sheet
from petitiondesk.ui.reading_order import go_on
from petitiondesk.ui.style import set_property
from petitiondesk.ui.views.toasts import ToastArea

_WIDTH, _HEIGHT = 1040, 760
_ZOOMS = (0.8, 0.9, 1.0, 1.15, 1.3, 1.5, 1.75, 2.0)
_ORDINARY = _ZOOMS.index(1.0)

KEYS = (
    ("Ctrl+F", "look_for"), ("Esc", "leave"), ("Alt+Left", "back"), ("Alt+Right", "forth"),
    ("Ctrl++", "larger"), ("Ctrl+=", "larger"), ("Ctrl+-", "smaller"), ("Ctrl+0", "ordinary"),
    ("Ctrl+P", "print"),
)  # fmt: skip
"""Keys of the window → what they do."""


class HelpWindow(QWidget):
    """The manual in the language of the program. ``name`` is the page on screen.

    It belongs to no window, or to the modal dialog that is open: a window that is no child of a
    modal dialog takes neither mouse nor keys.
    """

    HELP = INDEX

    def __init__(self, look: Look) -> None:
        super().__init__(None, Qt.WindowType.Window)
        self._look = look
        self.manual = Manual(language())
        self.view = HelpView(look, self.manual)
        self.name = ""
        self._before: list[str] = []
        self._after: list[str] = []
        self._zoom = _ORDINARY
        set_property(self, "ground", "true")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setMinimumSize(640, 420)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.view)
        self._connect()
        self._place()

    def go(self, name: str) -> None:
        """Show a page; one that the manual does not have gives the index."""
        if name not in self.manual.names():
            name = INDEX
        if name != self.name:
            if self.name:
                self._before.append(self.name)
            self._after.clear()
            self._show(name)

    def show_over(self, owner: QWidget | None) -> None:
        """Come up: over a modal dialog, or by itself."""
        if owner is not self.parentWidget():
            place = self.geometry()
            self.setParent(owner, Qt.WindowType.Window)
            self.setGeometry(place)
            if isinstance(owner, QDialog):
                owner.finished.connect(self._let_go)
        if self.isMinimized():
            self.showNormal()
        self.show()
        self.activateWindow()
        self.view.page.setFocus()

    def focusNextPrevChild(self, next: bool) -> bool:
        """Tab goes as the window is read."""
        return go_on(self, forth=next)

    # --- what the keys do -----------------------------------------------------------------------

    def look_for(self) -> None:
        """Go to the field for what is looked for."""
        self.view.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.view.search.selectAll()

    def leave(self) -> None:
        """Empty the search, or close the window."""
        if self.view.search.text():
            self.view.search.clear()
        else:
            self.close()

    def back(self) -> None:
        """The page before."""
        if self._before:
            self._after.append(self.name)
            self._show(self._before.pop())

    def forth(self) -> None:
        """The page that was left by going back."""
        if self._after:
            self._before.append(self.name)
            self._show(self._after.pop())

    def larger(self) -> None:
        """Larger type."""
        self._set_zoom(self._zoom + 1)

    def smaller(self) -> None:
        """Smaller type."""
        self._set_zoom(self._zoom - 1)

    def ordinary(self) -> None:
        """Type of ordinary size."""
        self._set_zoom(_ORDINARY)

    def print(self) -> None:
        """Preview the page on screen, and print it. No petition is in it: nothing is recorded."""
        title = self.manual.title(self.name)
        sheet = Sheet(title, self.view.page.paper(), head=tr("使用手册"), foot=tr("信访登记台"))
        messages = WindowMessages(self, ToastArea(self._look, self, self.view.page))
        preview(self._look, messages, sheet, _no_record, self)

    # --- parts ----------------------------------------------------------------------------------

    def _show(self, name: str) -> None:
        self.name = name
        self.setWindowTitle(tr("{page} — 使用手册", page=self.manual.title(name)))
        self.view.show_page(name)
        self.view.back.setEnabled(bool(self._before))
        self.view.forth.setEnabled(bool(self._after))

    def _set_zoom(self, place: int) -> None:
        self._zoom = max(0, min(place, len(_ZOOMS) - 1))
        self.view.page.set_zoom(_ZOOMS[self._zoom])
        self.view.smaller.setEnabled(self._zoom > 0)
        self.view.larger.setEnabled(self._zoom < len(_ZOOMS) - 1)

    def _let_go(self) -> None:
        """The dialog that it stood over is gone; the manual stays."""
        if not self.isVisible():
            self.setParent(None)
            return
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.show_over_next()
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating, on=False)

    def show_over_next(self) -> None:
        """Go over to the dialog below, or stand by itself, without taking the keyboard."""
        place, below = self.geometry(), QApplication.activeModalWidget()
        self.setParent(below, Qt.WindowType.Window)
        self.setGeometry(place)
        self.show()

    def _connect(self) -> None:
        view = self.view
        view.page.wanted.connect(self.go)
        view.chosen.connect(self.go)
        view.back.clicked.connect(self.back)
        view.forth.clicked.connect(self.forth)
        view.smaller.clicked.connect(self.smaller)
        view.larger.clicked.connect(self.larger)
        view.print.clicked.connect(self.print)
        for keys, act in KEYS:
            QShortcut(QKeySequence(keys), self).activated.connect(getattr(self, act))

    def _place(self) -> None:
        """At the right of the screen, so that the desk stays in sight as far as it can."""
        room = self.screen().availableGeometry()
        self.resize(min(_WIDTH, room.width() - 80), min(_HEIGHT, room.height() - 80))
        self.move(room.right() - self.width() - 16, room.top() + 40)


def _no_record() -> None:
    """A page of the manual says nothing of any petition."""
