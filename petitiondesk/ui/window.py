"""The desk's window: the frame, its pages, and going between them."""

from datetime import date
from functools import partial
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QSize, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from petitiondesk.ahead import load_beside
from petitiondesk.domain import history
from petitiondesk.domain.errors import Cancelled, DeskError
from petitiondesk.domain.ledger import LedgerFilter
from petitiondesk.domain.messages import Message
from petitiondesk.domain.narrative import headline
from petitiondesk.domain.rights import Right
from petitiondesk.infra.copies import Copies
from petitiondesk.infra.i18n import render, tr
from petitiondesk.services.desk import Desk
from petitiondesk.ui.backups import Backups
from petitiondesk.ui.building import PageMaker
from petitiondesk.ui.command_list import CommandList
from petitiondesk.ui.condition import ConditionWatch
from petitiondesk.ui.finder import Finder
from petitiondesk.ui.icons import read_ahead
from petitiondesk.ui.look import Look
from petitiondesk.ui.messages import Messages, WindowMessages
from petitiondesk.ui.pages.base import Page, PageContext
from petitiondesk.ui.places import (
    CASE,
    LOOK,
    PREPARED,
    REGISTER,
    first_control,
    rail_items,
    set_compact,
)
from petitiondesk.ui.practice import Practice
from petitiondesk.ui.reading import Reading
from petitiondesk.ui.reading_order import go_on
from petitiondesk.ui.restricted import restrict
from petitiondesk.ui.tasks import Progress, Tasks
from petitiondesk.ui.views.shell import MainShell

if TYPE_CHECKING:  # a page is loaded when it is first shown
    from petitiondesk.services.petitions import Case
    from petitiondesk.ui.pages.case import CasePage
    from petitiondesk.ui.pages.ledger import LedgerPage
    from petitiondesk.ui.pages.reception import ReceptionPage
    from petitiondesk.ui.pages.register import RegisterPage
    from petitiondesk.ui.pages.settings import SettingsPage

_FRAME = QSize(8, 40)
"""What a desktop's frame and title add to a window, in pixels, at most."""


class DeskWindow(QWidget):
    """One open registry in one window.

    ``lock_asked``: the clerk locks the desk. ``key_change_asked``: the registry is to be encrypted
    anew, and the window must go meanwhile. ``language_asked(str)``: everything is to be shown in
    another language; whoever owns the window makes it anew. ``scheme_chosen(Scheme)``: light or
    dark. ``closed``: the window was closed. ``registry_asked(Path)``: another registry is to be
    opened in its place. ``manual_asked(str)``: the manual is to be opened at a page.
    """

    lock_asked = Signal()
    key_change_asked = Signal()
    language_asked = Signal(str)
    scheme_chosen = Signal(object)
    closed = Signal()
    registry_asked = Signal(object)
    manual_asked = Signal(str)

    def __init__(
        self,
        desk: Desk,
        look: Look,
        tasks: Tasks,
        messages: Messages | None = None,
        copies: Copies | None = None,
    ) -> None:
        super().__init__()
        desk.never_wait()  # it would paint nothing
        self._desk = desk
        self._tasks = tasks
        self._last_written: int | None = None
        self._compact = False
        office = desk.office.office()
        self.shell = MainShell(look, office.name, rail_items())
        self._name_office(office.name)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.shell)
        # Said outright: left alone, Qt opens a first window at two thirds of the screen at most.
        self.resize(self.shell.sizeHint().boundedTo(self.screen().availableSize()))
        self.messages: Messages = messages or WindowMessages(self, self.shell.toasts)
        self.context = PageContext(desk, look, tasks, self.messages, self, copies or Copies())
        self.backups = Backups(desk.backups, tasks, self.messages, self)
        self.condition = ConditionWatch(
            desk.condition, self.shell.condition, tasks, self.messages, self
        )
        self.practice = Practice(desk.practice, self.shell.practice, self, self.messages, self)
        self._status_timer = QTimer(self, singleShot=True, interval=0)
        self._status_timer.timeout.connect(self._show_status)
        self._maker = PageMaker(self.context, self.shell, self._made)
        self.pages = self._maker.pages
        self._case = Reading(tasks, self)
        self.finder = Finder(
            self.context, self.shell.search, self.shell, CommandList(self).commands
        )
        self._connect()
        self._start()

    def come_up(self) -> None:
        """Show the window: over the whole screen where its frame would stand out of it."""
        framed = self.size() + _FRAME
        if framed.boundedTo(self.screen().availableSize()) == framed:
            self.show()
        else:
            self.showMaximized()

    def showEvent(self, event: QShowEvent) -> None:
        """The page came up before the window did, and could take no keyboard yet."""
        super().showEvent(event)
        key = self.shell.current_page()
        if not event.spontaneous() and key:
            first_control(key, self.pages[key]).setFocus()

    def focusNextPrevChild(self, next: bool) -> bool:
        """Tab goes as the window is read."""
        return go_on(self, forth=next)

    def _start(self) -> None:
        with self.context.saying_errors():
            look = self._desk.office.remembered(LOOK)
            self._compact = bool(isinstance(look, dict) and look.get("compact"))
        self.show_page("today")
        self._show_status()

    def prepare(self) -> None:
        """Load what the pages need and make them, while the clerk does something else."""

        def work(progress: Progress) -> None:
            read_ahead()
            load_beside(progress)

        self._tasks.run(work, on_finished=self._make_ahead, quiet=True)

    def _make_ahead(self) -> None:
        works = self._desk.accounts.may(Right.WORK)
        self._maker.prepare([key for key in PREPARED if works or key != REGISTER])

    # --- going elsewhere (pages.base.Navigator) --------------------------------------------------

    def show_page(self, key: str, *, stay: bool = False) -> None:
        """Show a page, made on its first showing, and read it again.

        A long one comes up once it is made; meanwhile the window takes keys. The keyboard goes to
        the page, or stays on the rail.
        """
        self._forget()
        with self.context.saying_errors():
            if key == REGISTER:
                self._desk.context.need(Right.WORK)
            self._maker.come(key, partial(self._arrive, key, stay=stay))

    def _browse(self, key: str) -> None:
        self.show_page(key, stay=True)

    def _arrive(self, key: str, *, stay: bool) -> None:
        page = self.pages[key]
        self._put_up(key, "ledger" if key == CASE else "")
        with self.context.saying_errors():
            cast("Page", page).refresh()
            here = self.shell.rail.button(key) if stay else first_control(key, page)
            here.setFocus()  # last of all: the form has put the keyboard where it was in it

    def _put_up(self, key: str, mark: str = "") -> None:
        """Show this, whatever else was on its way."""
        self._forget()
        self.setProperty("help", key)  # the manual calls its pages as the window does (`help_key`)
        self.shell.show_page(key, mark)

    def _forget(self) -> None:
        """What was on its way does not come up any more."""
        self._maker.forget()
        self._case.stop()

    def page(self, key: str) -> QWidget:
        """A page, made when it is first asked for: the start waits for none but the first.

        Raises:
            DeskError: what it needs cannot be read now; it is made when it is asked for again.
        """
        return self._maker.page(key)

    def _made(self, key: str, page: QWidget) -> None:
        """A page is whole, and was not shown yet."""
        if key == "settings":
            self._follow_settings(cast("SettingsPage", page))
        set_compact(page, compact=self._compact)

    def is_making(self) -> bool:
        """Whether a page is on its way."""
        return self._maker.is_under_way() or self._case.is_under_way()

    def open_case(self, petition_id: int) -> None:
        """Read a case beside the window and show it; while it is not read, what is on screen stays."""

        def work(_progress: Progress) -> "Case":
            return self._desk.petitions.case(petition_id)

        with self.context.saying_errors():
            self._case_page()
            reading = Message("正在读取")
            self._case.ask(work, self._show_case, self._case_not_read, reading, glance=True)

    def _show_case(self, case: "Case") -> None:
        self._case_page().show_case(case)
        self._maker.come_next(CASE, self._put_case_up)

    def _case_not_read(self, error: DeskError) -> None:
        if not isinstance(error, Cancelled):
            self.messages.error(error)

    def _put_case_up(self) -> None:
        self._put_up(CASE, "ledger")
        first_control(CASE, self._case_page()).setFocus()

    def open_ledger(self, shown: LedgerFilter, _checked: bool = False) -> None:
        """Show the ledger narrowed to ``shown``."""
        with self.context.saying_errors():
            page = cast("LedgerPage", self.page("ledger"))
            page.show_filter(shown)
            self._put_up("ledger")
            first_control("ledger", page).setFocus()

    def open_register(self, _checked: bool = False) -> None:
        """Show the registration form."""
        self.show_page("register")

    def open_reception(self, day: date | None = None) -> None:
        """Show the reception days: this one, or the next."""
        with self.context.saying_errors():
            page = cast("ReceptionPage", self.page("reception"))
            if day is not None:
                page.show_day(day)
        self.show_page("reception")

    def register_visit(self, day: date, number: int) -> None:
        """Show the registration form filled in from a visit; what was on it can be had back."""
        with self.context.saying_errors():
            start = self._desk.reception.register_form(day, number)
            self.show_page("register")
            page = cast("RegisterPage", self.page("register"))
            page.begin_visit((day, number), start)

    def open_settings(self, part: str) -> None:
        """Show a part of the settings."""
        with self.context.saying_errors():
            page = cast("SettingsPage", self.page("settings"))
            page.show_part(part)
        self.show_page("settings")

    def written(self, petition_id: int | None = None) -> None:
        """Counts on the status bar are out of date, and what can be taken back."""
        if petition_id is not None:
            self._last_written = petition_id
        self._status_timer.start()

    # --- the window itself ----------------------------------------------------------------------

    def closeEvent(self, event: QCloseEvent) -> None:
        """What is not saved and what is under way is said before the window goes; asks once each."""
        settled = self._may_leave(tr("关闭窗口"), tr("先保存，再关闭"), tr("不关闭"))
        if settled and self._may_stop() and self.backups.may_leave(self):
            event.accept()
            self.closed.emit()
        else:
            event.ignore()

    def _open_registry(self, folder: object) -> None:
        settled = self._may_leave(tr("打开另一个登记簿"), tr("先保存，再打开"), tr("不打开"))
        if settled and self._may_stop():
            self.registry_asked.emit(folder)

    def _lock(self) -> None:
        if self._may_leave(tr("锁定"), tr("先保存，再锁定"), tr("不锁定")) and self._may_stop():
            self.lock_asked.emit()

    def _change_key(self) -> None:
        settled = self._may_leave(tr("更换数据密钥"), tr("先保存，再更换"), tr("不更换"))
        if settled and self._may_stop():
            self.key_change_asked.emit()

    def _may_leave(self, title: str, yes: str, no: str) -> bool:
        """Nothing unsaved in the settings is lost; what cannot be saved is shown there."""
        page = self._settings_page()
        if page is None or not page.unsaved():
            return True
        from petitiondesk.ui.pages.settings_parts import titles

        names = titles(page.unsaved())
        text = tr("设置里这些部分有未保存的改动：{parts}。", parts=names)
        if not self.messages.ask(title, text, yes, no):
            return False
        saved = page.save_all()
        if not saved:
            self._put_up("settings")
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
        restrict(self._desk, Right.WORK, shell.new, shell.undo, shell.rail.button(REGISTER))
        shell.page_requested.connect(self.show_page)
        shell.page_browsed.connect(self._browse)
        shell.new_requested.connect(self.open_register)
        shell.search_submitted.connect(self._search)
        shell.lock_requested.connect(self._lock)
        shell.undo_requested.connect(self._undo)
        self.backups.changed.connect(self._show_backups)
        self.backups.settings_asked.connect(partial(self.open_settings, "backup"))

    def _search(self, words: str) -> None:
        self.open_ledger(LedgerFilter(words=words))

    def _show_status(self) -> None:
        with self.context.saying_errors():
            me = self._desk.accounts.me
            self.shell.set_account(tr("{role}：{name}", role=me.role, name=me.name))
            self.shell.set_count(self._desk.ledger.total())
            self.shell.set_undo(self._undoes())
            text, trouble = self.backups.status()
            self.shell.set_status(text, trouble=trouble)
        self.practice.refresh()
        self.condition.show()

    def _show_backups(self) -> None:
        self._show_status()
        page = self._settings_page()
        if page is not None:
            with self.context.saying_errors():
                page.backup.refresh()

    def _follow_settings(self, page: "SettingsPage") -> None:
        page.language_chosen.connect(self.language_asked)
        page.scheme_chosen.connect(self.scheme_chosen)
        page.density_chosen.connect(self._set_density)
        page.key_change_asked.connect(self._change_key)
        page.backup.restored.connect(self._open_registry)
        page.office_named.connect(self._name_office)

    def _name_office(self, name: str) -> None:
        self.shell.set_office(name)
        self.setWindowTitle(name)  # Qt puts the program's name after it

    def _settings_page(self) -> "SettingsPage | None":
        """The settings, if they were shown."""
        return cast("SettingsPage | None", self.pages.get("settings"))

    def _set_density(self, compact: bool) -> None:
        self._compact = compact
        for page in self.pages.values():
            set_compact(page, compact=compact)

    # --- taking back ----------------------------------------------------------------------------

    def _undoes(self) -> str | None:
        """What the undo button takes back: the newest standing step of the case last written."""
        if self._last_written is None:
            return None
        last = self._desk.petitions.last_step(self._last_written)
        if last.event.kind in history.STANDING:
            return None
        what = render(headline(last.event, shut=last.sealed))
        return tr("撤销 {number} 的这一步：{what}", number=last.number, what=what)

    def _undo(self) -> None:
        """Open the case last written and ask for the reason there."""
        with self.context.saying_errors():
            page = self._case_page()
            if self._last_written is not None:
                page.show_case(self._desk.petitions.case(self._last_written))
                self._put_up(CASE, "ledger")
                page.take_back()

    def _case_page(self) -> "CasePage":
        return cast("CasePage", self.page(CASE))
