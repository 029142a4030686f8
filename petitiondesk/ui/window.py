"""The desk's window: the frame, its pages, and going between them."""

from collections.abc import Callable, Mapping
from typing import cast

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from petitiondesk.domain.ledger import LedgerFilter
from petitiondesk.domain.messages import Message
from petitiondesk.infra.i18n import tr
from petitiondesk.services.desk import Desk
from petitiondesk.ui.look import Look
from petitiondesk.ui.messages import Messages, WindowMessages
from petitiondesk.ui.pages.archive import ArchivePage
from petitiondesk.ui.pages.base import Page, PageContext
from petitiondesk.ui.pages.case import CasePage
from petitiondesk.ui.pages.ledger import LedgerPage
from petitiondesk.ui.pages.register import RegisterPage
from petitiondesk.ui.pages.settings import SettingsPage
from petitiondesk.ui.pages.today import TodayPage
from petitiondesk.ui.tasks import Tasks
from petitiondesk.ui.views.rail import RailItem
from petitiondesk.ui.views.shell import MainShell

CASE = "case"


class DeskWindow(QWidget):
    """One open registry in one window.

    ``lock_asked``: the clerk locks the desk. ``language_asked(str)``: everything is to be shown in
    another language; whoever owns the window makes it anew. ``closed``: the window was closed.
    """

    lock_asked = Signal()
    language_asked = Signal(str)
    closed = Signal()

    def __init__(
        self,
        desk: Desk,
        look: Look,
        tasks: Tasks,
        messages: Messages | None = None,
    ) -> None:
        super().__init__()
        self._desk = desk
        self._tasks = tasks
        self._last_case = 0
        office = desk.office.office()
        self.shell = MainShell(look, office.name, _rail())
        self.setWindowTitle(tr("信访登记台 — {office}", office=office.name))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.shell)
        self.messages: Messages = messages or WindowMessages(self, self.shell.toasts)
        self.context = PageContext(desk, look, tasks, self.messages, self)
        self._makers: Mapping[str, Callable[[PageContext], QWidget]] = {
            "today": TodayPage,
            "register": RegisterPage,
            "ledger": LedgerPage,
            CASE: CasePage,
            "archive": ArchivePage,
            "settings": self._settings,
        }
        self.pages: dict[str, QWidget] = {}
        self._connect()
        self.show_page("today")
        self._show_status()

    # --- going elsewhere (pages.base.Navigator) --------------------------------------------------

    def show_page(self, key: str) -> None:
        """Show a page, made on its first showing, and read it again."""
        page = self.page(key)
        self.shell.show_page(key, "ledger" if key == CASE else "")
        _refresh(page)
        page.setFocus()

    def page(self, key: str) -> QWidget:
        """A page, made when it is first asked for: the start waits for none but the first."""
        if key not in self.pages:
            page = self._makers[key](self.context)
            self.pages[key] = page
            self.shell.add_page(key, page)
        return self.pages[key]

    def open_case(self, petition_id: int) -> None:
        """Show a case."""
        page = self.page(CASE)
        assert isinstance(page, CasePage)
        page.show_case(petition_id)
        self.shell.show_page(CASE, "ledger")
        self._last_case = petition_id

    def open_ledger(self, shown: LedgerFilter, _checked: bool = False) -> None:
        """Show the ledger narrowed to ``shown``."""
        page = self.page("ledger")
        assert isinstance(page, LedgerPage)
        page.show_filter(shown)
        self.shell.show_page("ledger")

    def open_register(self, _checked: bool = False) -> None:
        """Show the registration form."""
        self.show_page("register")

    def written(self) -> None:
        """Counts on the status bar are out of date."""
        self._show_status()

    # --- the window itself ----------------------------------------------------------------------

    def closeEvent(self, event: QCloseEvent) -> None:
        """Work in the background is finished or taken back before the window goes; asks once."""
        if self._tasks.is_busy() and not self.messages.ask(
            tr("还有工作没有做完"),
            tr("关闭窗口会停止正在进行的导入或导出，已经写了一半的会撤回。"),
            tr("停止并关闭"),
            tr("继续工作"),
        ):
            event.ignore()
            return
        event.accept()
        self.closed.emit()

    def _connect(self) -> None:
        shell = self.shell
        shell.page_requested.connect(self.show_page)
        shell.new_requested.connect(self.open_register)
        shell.search_submitted.connect(self._search)
        shell.lock_requested.connect(self.lock_asked)
        shell.undo_requested.connect(self._undo)

    def _search(self, words: str) -> None:
        self.open_ledger(LedgerFilter(words=words))

    def _undo(self) -> None:
        """The undo button takes the open case's last step back; it asks for the reason there."""
        page = self.pages.get(CASE)
        if isinstance(page, CasePage) and self.shell.current_page() == CASE:
            page.take_back()
        elif self._last_case:
            self.open_case(self._last_case)
            self.messages.notice(Message("这是刚才办理的一件，可以在经过旁边撤销上一步。"))

    def _show_status(self) -> None:
        self.shell.set_account(tr("登记员：{name}", name=self._desk.office.account))
        self.shell.set_count(self._desk.ledger.total())
        self.shell.set_undo(tr("撤销当前一件的上一步"))

    def _set_density(self, compact: bool) -> None:
        ledger = self.page("ledger")
        assert isinstance(ledger, LedgerPage)
        ledger.view.table.set_compact(compact=compact)

    def _settings(self, context: PageContext) -> QWidget:
        page = SettingsPage(context)
        page.language_chosen.connect(self.language_asked)
        page.scheme_chosen.connect(context.look.use)
        page.density_chosen.connect(self._set_density)
        return page


def _refresh(page: QWidget) -> None:
    cast("Page", page).refresh()


def _rail() -> list[RailItem]:
    return [
        RailItem("today", tr("今日"), "today"),
        RailItem("register", tr("登记"), "register"),
        RailItem("ledger", tr("台账"), "ledger"),
        RailItem("archive", tr("档案"), "archive"),
        RailItem("settings", tr("设置"), "settings"),
    ]
