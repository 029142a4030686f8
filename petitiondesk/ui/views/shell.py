"""The window's frame: top bar, rail, pages, strips, status bar. Layout only."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from petitiondesk.infra.i18n import tr, trn
from petitiondesk.ui import tokens as sizes
from petitiondesk.ui.look import Look
from petitiondesk.ui.style import Tone, set_property
from petitiondesk.ui.turns import paint_next_turn
from petitiondesk.ui.views.buttons import Button
from petitiondesk.ui.views.cards import label
from petitiondesk.ui.views.chips import Chip
from petitiondesk.ui.views.damage_view import ConditionStrip
from petitiondesk.ui.views.elided import ElidedLabel
from petitiondesk.ui.views.practice_strip import PracticeStrip
from petitiondesk.ui.views.progress import ProgressPanel
from petitiondesk.ui.views.rail import Rail, RailItem
from petitiondesk.ui.views.scrolled import Scrolled
from petitiondesk.ui.views.search_box import SearchBox
from petitiondesk.ui.views.toasts import ToastArea

_LEAST = (900, 440)
"""Of the window, in pixels: 1366 × 768 at 150 %, less the frame and the system's bar."""
_NAMES, _SEARCH = 160, 240
"""The least room of the office's name, and of the search box before a button loses its word."""


class MainShell(QWidget):
    """The frame around the pages; whoever owns it decides what the signals do.

    ``page_requested(key)`` from the rail, ``page_browsed(key)`` where the keyboard is to stay there:
    answer with `show_page`. ``search_submitted(text)``, ``new_requested`` (Ctrl+N), ``undo_requested``
    (button only: Ctrl+Z belongs to text fields), ``lock_requested`` (Ctrl+L), ``help_requested``
    (button; F1 is `help_key`'s).
    """

    page_requested = Signal(str)
    page_browsed = Signal(str)
    search_submitted = Signal(str)
    new_requested = Signal()
    undo_requested = Signal()
    lock_requested = Signal()
    help_requested = Signal()

    def __init__(self, look: Look, office: str, items: Sequence[RailItem]) -> None:
        super().__init__()
        self._look = look
        self._pages: dict[str, QWidget] = {}
        self._shown = ("", "")
        set_property(self, "ground", "true")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle(tr("信访登记台"))
        self.setMinimumSize(*_LEAST)
        self.rail = Rail(look, items)
        self.stack = QStackedWidget()
        self.stack.setObjectName("pages")
        self._blank = QWidget()
        self.stack.addWidget(self._blank)
        self.progress = ProgressPanel(look)
        self.toasts = ToastArea(look, self, self.stack)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.rail)
        middle.addWidget(self.stack, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        self.condition = ConditionStrip(look)
        self.practice = PracticeStrip(look)
        outer.addWidget(self._top_bar(office))
        outer.addWidget(self.condition)
        outer.addWidget(self.practice)
        outer.addLayout(middle, 1)
        outer.addWidget(self.progress)
        outer.addWidget(self._status_bar())
        self._connect()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """On a narrow screen the button that undoes is its icon; its name is the tool tip."""
        super().resizeEvent(event)
        self.undo.setText(tr("撤销上一步"))
        need = _NAMES + _SEARCH + self.undo.sizeHint().width() + self.new.sizeHint().width()
        if need + 6 * sizes.L > self.width():
            self.undo.setText("")

    def sizeHint(self) -> QSize:
        """The smallest screen still common in such offices."""
        return QSize(1366, 768)

    def add_page(self, key: str, page: QWidget) -> None:
        """Add a page; pages that are not on the rail (a case) have keys of their own.

        A page that needs more room than a small screen has is scrolled, never squeezed.
        """
        frame = Scrolled(page)
        self._pages[key] = frame
        self.stack.addWidget(frame)

    def remove_page(self, key: str) -> None:
        """Take a page away that did not come about."""
        frame = self._pages.pop(key)
        self.stack.removeWidget(frame)
        frame.deleteLater()

    def show_coming(self, key: str) -> None:
        """Mark a page that is on its way; until it comes up there is only the ground."""
        self.stack.setCurrentWidget(self._blank)
        self.rail.mark(key)

    def show_last(self) -> None:
        """Show again what was there before a page that could not come."""
        if self._shown[0] in self._pages:
            self.show_page(*self._shown)

    def show_page(self, key: str, mark: str = "") -> None:
        """Show a page and mark it on the rail (or ``mark``, for a page that belongs to another)."""
        self._shown = key, mark
        page = self._pages[key]
        if self.stack.currentWidget() is not page:
            paint_next_turn(self.stack)
            self.stack.setCurrentWidget(page)
        self.rail.mark(mark or key)
        self.toasts.raise_()

    def current_page(self) -> str:
        """The key of the page on screen; "" before there is one."""
        now = self.stack.currentWidget()
        return next((key for key, page in self._pages.items() if page is now), "")

    def set_office(self, office: str) -> None:
        """The office under the product's name."""
        self.office.setText(office)

    def set_undo(self, what: str | None) -> None:
        """Offer to undo ``what`` (in the tool tip), or nothing."""
        self.undo.setEnabled(what is not None)
        self.undo.setToolTip(what or tr("没有可以撤销的步骤。"))
        self.undo.setAccessibleDescription(what or "")

    def set_account(self, text: str) -> None:
        """Who works, e.g. 登记员：张."""
        self.account.setText(text)

    def set_count(self, count: int) -> None:
        """How many petitions the registry holds."""
        self.count.setText(trn("登记簿 {n} 件", count))

    def set_status(self, text: str, *, trouble: bool = False) -> None:
        """The free text, e.g. the last backup; ``trouble`` in the colour of a warning."""
        self.status.setText(text)
        set_property(self.status, "type", "finding" if trouble else "caption")
        set_property(self.status, "finding", "warn" if trouble else "")
        self.status.setAccessibleName(text)

    def set_soon(self, on: bool) -> None:
        """Say that the desk locks in a minute, or no longer."""
        self.soon.setVisible(on)

    def _top_bar(self, office: str) -> QFrame:
        bar = QFrame()
        bar.setObjectName("topBar")
        bar.setFixedHeight(sizes.TOP_BAR)
        self.search = SearchBox(self._look)
        self.undo = Button(self._look, tr("撤销上一步"), icon="undo")
        self.new = Button(
            self._look, tr("登记新件"), role="primary", icon="register", keys="Ctrl N"
        )
        row = QHBoxLayout(bar)
        row.setContentsMargins(sizes.L, 0, sizes.L, 0)
        row.setSpacing(sizes.L)
        row.addWidget(self._names(office))
        row.addWidget(self.search, 100)  # all there is room for, up to its own limit
        row.addStretch(1)
        row.addWidget(self.undo)
        row.addWidget(self.new)
        self.set_undo(None)
        return bar

    def _names(self, office: str) -> QWidget:
        left = QWidget()
        left.setMinimumWidth(_NAMES)
        left.setMaximumWidth(280)
        product = label(tr("信访登记台"))
        product.setObjectName("product")
        self.office = ElidedLabel(office)
        column = QVBoxLayout(left)
        column.setSpacing(0)
        column.setContentsMargins(0, 0, 0, 0)
        column.addStretch(1)
        column.addWidget(product)
        column.addWidget(self.office)
        column.addStretch(1)
        return left

    def _status_bar(self) -> QFrame:
        bar = QFrame()
        bar.setObjectName("statusBar")
        bar.setFixedHeight(sizes.COMPACT)
        self.account = label("", "caption")
        self.count = label("", "caption")
        self.status = ElidedLabel()
        self.status.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.soon = Chip(self._look, tr("很久没有操作，一分钟后锁定"), "clock", Tone.SOON)
        self.lock = Button(self._look, tr("锁定 Ctrl L"), role="quiet", icon="lock")
        set_property(self.lock, "small", "true")
        self.lock.setAccessibleName(tr("锁定"))
        self.help = Button(self._look, tr("帮助 F1"), role="quiet", icon="info")
        set_property(self.help, "small", "true")
        self.help.setAccessibleName(tr("帮助"))
        row = QHBoxLayout(bar)
        row.setContentsMargins(sizes.L, 0, sizes.S, 0)
        row.setSpacing(sizes.XL)
        row.addWidget(self.account)
        row.addWidget(self.count)
        row.addWidget(self.status, 1)
        row.addWidget(self.soon)
        row.addWidget(self.help)
        row.addWidget(self.lock)
        self.soon.hide()
        return bar

    def _connect(self) -> None:
        self.rail.requested.connect(self.page_requested)
        self.rail.browsed.connect(self.page_browsed)
        self.search.submitted.connect(self.search_submitted)
        self.undo.clicked.connect(self.undo_requested)
        self.new.clicked.connect(self.new_requested)
        self.lock.clicked.connect(self.lock_requested)
        self.help.clicked.connect(self.help_requested)
        QShortcut(QKeySequence("Ctrl+N"), self).activated.connect(self.new_requested)
        QShortcut(QKeySequence("Ctrl+L"), self).activated.connect(self.lock_requested)
