"""The desk's window: the frame, its pages, and going between them."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import cast

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from petitiondesk.domain import history
from petitiondesk.domain.ledger import LedgerFilter
from petitiondesk.domain.narrative import headline
from petitiondesk.infra.copies import Copies
from petitiondesk.infra.i18n import render, tr
from petitiondesk.services.desk import Desk
from petitiondesk.ui.look import Look
from petitiondesk.ui.messages import Messages, WindowMessages
from petitiondesk.ui.pages.archive import ArchivePage
from petitiondesk.ui.pages.base import Page, PageContext
from petitiondesk.ui.pages.case import CasePage
from petitiondesk.ui.pages.deadlines import DeadlinesPage
from petitiondesk.ui.pages.ledger import LedgerPage
from petitiondesk.ui.pages.reception import ReceptionPage
from petitiondesk.ui.pages.register import RegisterPage
from petitiondesk.ui.pages.returns import ReturnsPage
from petitiondesk.ui.pages.settings import REMEMBERED, SettingsPage
from petitiondesk.ui.pages.settings_parts import titles
from petitiondesk.ui.pages.today import TodayPage
from petitiondesk.ui.tasks import Tasks
from petitiondesk.ui.views.rail import RailItem
from petitiondesk.ui.views.shell import MainShell

CASE = "case"


class DeskWindow(QWidget):
    """One open registry in one window.

    ``lock_asked``: the clerk locks the desk. ``language_asked(str)``: everything is to be shown in
    another language; whoever owns the window makes it anew. ``scheme_chosen(Scheme)``: light or
    dark. ``closed``: the window was closed.
    """

    lock_asked = Signal()
    language_asked = Signal(str)
    scheme_chosen = Signal(object)
    closed = Signal()

    def __init__(
        self,
        desk: Desk,
        look: Look,
        tasks: Tasks,
        messages: Messages | None = None,
        copies: Copies | None = None,
    ) -> None:
        super().__init__()
        self._desk = desk
        self._tasks = tasks
        self._last_written: int | None = None
        self._compact = False
        office = desk.office.office()
        self.shell = MainShell(look, office.name, _rail())
        self.setWindowTitle(tr("信访登记台 — {office}", office=office.name))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.shell)
        # Said outright: left alone, Qt opens a first window at two thirds of the screen at most.
        self.resize(self.shell.sizeHint().boundedTo(self.screen().availableSize()))
        self.messages: Messages = messages or WindowMessages(self, self.shell.toasts)
        self.context = PageContext(desk, look, tasks, self.messages, self, copies or Copies())
        self._makers: Mapping[str, Callable[[PageContext], QWidget]] = {
            "today": TodayPage,
            "register": RegisterPage,
            "reception": ReceptionPage,
            "ledger": LedgerPage,
            CASE: CasePage,
            "deadlines": DeadlinesPage,
            "returns": ReturnsPage,
            "archive": ArchivePage,
            "settings": self._settings,
        }
        self.pages: dict[str, QWidget] = {}
        self._connect()
        self._start()

    def _start(self) -> None:
        with self.context.saying_errors():
            look = self._desk.office.remembered(REMEMBERED)
            self._compact = bool(isinstance(look, dict) and look.get("compact"))
        self.show_page("today")
        self._show_status()

    # --- going elsewhere (pages.base.Navigator) --------------------------------------------------

    def show_page(self, key: str) -> None:
        """Show a page, made on its first showing, and read it again."""
        with self.context.saying_errors():
            page = self.page(key)
            self.shell.show_page(key, "ledger" if key == CASE else "")
            cast("Page", page).refresh()
            _first(page).setFocus()

    def page(self, key: str) -> QWidget:
        """A page, made when it is first asked for: the start waits for none but the first.

        Raises:
            DeskError: what it needs cannot be read now; it is made when it is asked for again.
        """
        if key not in self.pages:
            page = self._makers[key](self.context)
            self.pages[key] = page
            self.shell.add_page(key, page)
            _set_compact(page, compact=self._compact)
        return self.pages[key]

    def open_case(self, petition_id: int) -> None:
        """Show a case; one that cannot be read is said, and what is on screen stays."""
        with self.context.saying_errors():
            page = self._case_page()
            if page.show_case(petition_id):
                self.shell.show_page(CASE, "ledger")
                _first(page).setFocus()

    def open_ledger(self, shown: LedgerFilter, _checked: bool = False) -> None:
        """Show the ledger narrowed to ``shown``."""
        with self.context.saying_errors():
            page = self.page("ledger")
            assert isinstance(page, LedgerPage)
            page.show_filter(shown)
            self.shell.show_page("ledger")
            _first(page).setFocus()

    def open_register(self, _checked: bool = False) -> None:
        """Show the registration form."""
        self.show_page("register")

    def open_reception(self, day: date | None = None) -> None:
        """Show the reception days: this one, or the next."""
        with self.context.saying_errors():
            page = self.page("reception")
            assert isinstance(page, ReceptionPage)
            if day is not None:
                page.show_day(day)
        self.show_page("reception")

    def register_visit(self, day: date, number: int) -> None:
        """Show the registration form filled in from a visit; what was on it can be had back."""
        with self.context.saying_errors():
            start = self._desk.reception.register_form(day, number)
            self.show_page("register")
            page = self.page("register")
            assert isinstance(page, RegisterPage)
            page.begin_visit((day, number), start)

    def open_settings(self, part: str) -> None:
        """Show a part of the settings."""
        with self.context.saying_errors():
            page = self.page("settings")
            assert isinstance(page, SettingsPage)
            page.show_part(part)
        self.show_page("settings")

    def written(self, petition_id: int | None = None) -> None:
        """Counts on the status bar are out of date, and what can be taken back."""
        if petition_id is not None:
            self._last_written = petition_id
        self._show_status()

    # --- the window itself ----------------------------------------------------------------------

    def closeEvent(self, event: QCloseEvent) -> None:
        """What is not saved and what is under way is said before the window goes; asks once each."""
        if self._may_leave(tr("关闭窗口"), tr("先保存，再关闭"), tr("不关闭")) and self._may_stop():
            event.accept()
            self.closed.emit()
        else:
            event.ignore()

    def _lock(self) -> None:
        if self._may_leave(tr("锁定"), tr("先保存，再锁定"), tr("不锁定")) and self._may_stop():
            self.lock_asked.emit()

    def _may_leave(self, title: str, yes: str, no: str) -> bool:
        """Nothing unsaved in the settings is lost; what cannot be saved is shown there."""
        page = self.pages.get("settings")
        if not isinstance(page, SettingsPage) or not page.unsaved():
            return True
        names = titles(page.unsaved())
        text = tr("设置里这些部分有未保存的改动：{parts}。", parts=names)
        if not self.messages.ask(title, text, yes, no):
            return False
        saved = page.save_all()
        if not saved:
            self.shell.show_page("settings")
        return saved

    def _may_stop(self) -> bool:
        """Work under way is finished or taken back before the window goes."""
        return not self._tasks.is_missed() or self.messages.ask(
            tr("还有工作没有做完"),
            tr("关闭窗口会停止正在进行的导入或导出，已经写了一半的会撤回。"),
            tr("停止并关闭"),
            tr("继续工作"),
        )

    def _connect(self) -> None:
        shell = self.shell
        self._tasks.begun.connect(shell.progress.follow)
        shell.page_requested.connect(self.show_page)
        shell.new_requested.connect(self.open_register)
        shell.search_submitted.connect(self._search)
        shell.lock_requested.connect(self._lock)
        shell.undo_requested.connect(self._undo)

    def _search(self, words: str) -> None:
        self.open_ledger(LedgerFilter(words=words))

    def _show_status(self) -> None:
        with self.context.saying_errors():
            self.shell.set_account(tr("登记员：{name}", name=self._desk.office.account))
            self.shell.set_count(self._desk.ledger.total())
            self.shell.set_undo(self._undoes())

    def _settings(self, context: PageContext) -> QWidget:
        page = SettingsPage(context)
        page.language_chosen.connect(self.language_asked)
        page.scheme_chosen.connect(self.scheme_chosen)
        page.density_chosen.connect(self._set_density)
        return page

    def _set_density(self, compact: bool) -> None:
        self._compact = compact
        for page in self.pages.values():
            _set_compact(page, compact=compact)

    # --- taking back ----------------------------------------------------------------------------

    def _undoes(self) -> str | None:
        """What the undo button takes back: the newest standing step of the case last written."""
        if self._last_written is None:
            return None
        case = self._desk.petitions.case(self._last_written)
        newest = history.standing(case.events)[-1]
        if newest.kind in history.STANDING:
            return None
        what = render(headline(newest, shut=case.petition.sealed))
        return tr("撤销 {number} 的这一步：{what}", number=case.petition.number, what=what)

    def _undo(self) -> None:
        """Open the case last written and ask for the reason there."""
        with self.context.saying_errors():
            page = self._case_page()
            if self._last_written is not None and page.show_case(self._last_written):
                self.shell.show_page(CASE, "ledger")
                page.take_back()

    def _case_page(self) -> CasePage:
        page = self.page(CASE)
        assert isinstance(page, CasePage)
        return page


def _first(page: QWidget) -> QWidget:
    """Where the keyboard begins; not a focus proxy, which Tab takes for the whole page."""
    if isinstance(page, TodayPage | LedgerPage | ArchivePage) and page.view.table.isVisible():
        return page.view.table
    if isinstance(page, ReceptionPage):
        return page.view.roster if page.view.roster.isVisible() else page.view.add
    if isinstance(page, DeadlinesPage | ReturnsPage):
        return page.first()
    return page.view.tabs if isinstance(page, CasePage) else page


def _set_compact(page: QWidget, *, compact: bool) -> None:
    """Pages with a table follow the density."""
    tables = TodayPage | LedgerPage | ArchivePage | ReceptionPage | DeadlinesPage | ReturnsPage
    if isinstance(page, tables):
        page.set_compact(compact=compact)


def _rail() -> list[RailItem]:
    return [
        RailItem("today", tr("今日"), "today"),
        RailItem("register", tr("登记"), "register"),
        RailItem("reception", tr("接访"), "reception"),
        RailItem("ledger", tr("台账"), "ledger"),
        RailItem("deadlines", tr("期限"), "deadlines"),
        RailItem("returns", tr("报表"), "returns"),
        RailItem("archive", tr("档案"), "archive"),
        RailItem("settings", tr("设置"), "settings"),
    ]
