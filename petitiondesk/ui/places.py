"""The pages of the window: their order on the rail, where the keyboard begins, the height of rows.

A page and all that it needs is loaded when it is first shown: the start waits for the first page
alone.
"""

import linecache
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Protocol, cast, runtime_checkable

from PySide6.QtWidgets import QWidget

from petitiondesk.infra.i18n import tr
from petitiondesk.ui.pages.base import PageContext
from petitiondesk.ui.views.rail import RailItem

if TYPE_CHECKING:
    from petitiondesk.ui.pages.case import CasePage
    from petitiondesk.ui.pages.ledger import LedgerPage
    from petitiondesk.ui.pages.reception import ReceptionPage

CASE = "case"
REGISTER = "register"

LOOK = "ui"
"""Key of what the desk remembers of its look: ``language``, ``scheme``, ``compact``."""


@runtime_checkable
class _Dense(Protocol):
    """A page with tables."""

    def set_compact(self, *, compact: bool) -> None:
        """Rows of the height chosen in the settings."""


@runtime_checkable
class _Begun(Protocol):
    """A page that says itself where the keyboard begins."""

    def first(self) -> QWidget:
        """Where the keyboard begins."""


def made(key: str, context: PageContext) -> QWidget:
    """A page, made; its modules are loaded now.

    Raises:
        DeskError: what it needs cannot be read.
    """
    page = _MAKERS[key](context)
    # PySide looks into the source of each module that is imported, and Python keeps what it read:
    # 17 MB of lines that nobody needs again.
    linecache.clearcache()
    return page


def _today(context: PageContext) -> QWidget:
    from petitiondesk.ui.pages.today import TodayPage

    return TodayPage(context)


def _register(context: PageContext) -> QWidget:
    from petitiondesk.ui.pages.register import RegisterPage

    return RegisterPage(context)


def _reception(context: PageContext) -> QWidget:
    from petitiondesk.ui.pages.reception import ReceptionPage

    return ReceptionPage(context)


def _ledger(context: PageContext) -> QWidget:
    from petitiondesk.ui.pages.ledger import LedgerPage

    return LedgerPage(context)


def _case(context: PageContext) -> QWidget:
    from petitiondesk.ui.pages.case import CasePage

    return CasePage(context)


def _deadlines(context: PageContext) -> QWidget:
    from petitiondesk.ui.pages.deadlines import DeadlinesPage

    return DeadlinesPage(context)


def _returns(context: PageContext) -> QWidget:
    from petitiondesk.ui.pages.returns import ReturnsPage

    return ReturnsPage(context)


def _archive(context: PageContext) -> QWidget:
    from petitiondesk.ui.pages.archive import ArchivePage

    return ArchivePage(context)


def _settings(context: PageContext) -> QWidget:
    from petitiondesk.ui.pages.settings import SettingsPage

    return SettingsPage(context)


_MAKERS: Mapping[str, Callable[[PageContext], QWidget]] = {
    "today": _today,
    REGISTER: _register,
    "reception": _reception,
    "ledger": _ledger,
    CASE: _case,
    "deadlines": _deadlines,
    "returns": _returns,
    "archive": _archive,
    "settings": _settings,
}
"""Key → how its page is made."""


def first_control(key: str, page: QWidget) -> QWidget:
    """Where the keyboard begins; not a focus proxy, which Tab takes for the whole page."""
    if isinstance(page, _Begun):
        return page.first()
    if key == CASE:
        return cast("CasePage", page).view.tabs
    if key == "reception":
        view = cast("ReceptionPage", page).view
        return view.roster if view.roster.isVisible() else view.add
    if key in _LISTS:
        table = cast("LedgerPage", page).view.table
        return table if table.isVisible() else page
    return page


_LISTS = ("today", "ledger", "archive")
"""Pages that are a table first of all."""


def set_compact(page: QWidget, *, compact: bool) -> None:
    """Pages with a table follow the density."""
    if isinstance(page, _Dense):
        page.set_compact(compact=compact)


def rail_items() -> list[RailItem]:
    """The pages on the rail, in their order."""
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
