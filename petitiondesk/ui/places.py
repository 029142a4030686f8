"""The pages of the window: their order on the rail, where the keyboard begins, the height of rows.

A page and all that it needs is loaded when it is first shown, or ahead: the start waits for the first
page alone.
"""

import linecache
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Protocol, cast, runtime_checkable

from PySide6.QtWidgets import QWidget

from petitiondesk.infra.i18n import tr
from petitiondesk.ui.pages.base import PageContext
from petitiondesk.ui.reading_order import read
from petitiondesk.ui.views.rail import RailItem

if TYPE_CHECKING:
    from petitiondesk.ui.pages.case import CasePage
    from petitiondesk.ui.pages.ledger import LedgerPage
    from petitiondesk.ui.pages.reception import ReceptionPage

CASE = "case"
REGISTER = "register"

PREPARED = ("ledger", CASE, REGISTER, "deadlines")
"""The pages that every day needs: made ahead. The others come in pieces, and would take 15 MB."""

LOOK = "ui"
"""Key of what the desk remembers of its look: ``language``, ``scheme``, ``compact``."""


@runtime_checkable
class _Dense(Protocol):
    """A page with tables."""

    def set_compact(self, *, compact: bool) -> None:
        """Rows of the height chosen in the settings."""


def begun(key: str, context: PageContext) -> QWidget:
    """A page; a long one is only begun (`ui.pieces`).

    Raises:
        DeskError: what it needs cannot be read.
    """
    made = _CLASSES[key]()
    # PySide looks into the source of each module that is imported, and Python keeps what it read:
    # 17 MB of lines that nobody needs again.
    linecache.clearcache()
    page: QWidget = made(context, whole=False) if hasattr(made, "pieces") else made(context)
    return page


# Each by a statement of its own: what packs the program finds nothing that is loaded by its name.


def _today() -> type[QWidget]:
    from petitiondesk.ui.pages.today import TodayPage

    return TodayPage


def _register() -> type[QWidget]:
    from petitiondesk.ui.pages.register import RegisterPage

    return RegisterPage


def _reception() -> type[QWidget]:
    from petitiondesk.ui.pages.reception import ReceptionPage

    return ReceptionPage


def _ledger() -> type[QWidget]:
    from petitiondesk.ui.pages.ledger import LedgerPage

    return LedgerPage


def _case() -> type[QWidget]:
    from petitiondesk.ui.pages.case import CasePage

    return CasePage


def _deadlines() -> type[QWidget]:
    from petitiondesk.ui.pages.deadlines import DeadlinesPage

    return DeadlinesPage


def _returns() -> type[QWidget]:
    from petitiondesk.ui.pages.returns import ReturnsPage

    return ReturnsPage


def _archive() -> type[QWidget]:
    from petitiondesk.ui.pages.archive import ArchivePage

    return ArchivePage


def _settings() -> type[QWidget]:
    import petitiondesk.services.letters  # noqa: F401 - shown by the page, and slow to load
    from petitiondesk.ui.pages.settings import SettingsPage

    return SettingsPage


_CLASSES: Mapping[str, Callable[[], Any]] = {
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
"""Key → how its page's class is loaded: called with a `PageContext` (and ``whole`` where it comes in
pieces) it gives the page. Module and class are named after the key."""


def first_control(key: str, page: QWidget) -> QWidget:
    """Where the keyboard begins, as the page's own ``first`` says; not a focus proxy, which Tab takes for the whole page."""
    begins = getattr(page, "first", None)
    if begins is not None:
        return cast("QWidget", begins())
    if key == CASE:
        return cast("CasePage", page).view.tabs
    if key == "reception":
        view = cast("ReceptionPage", page).view
        return view.roster if view.roster.isVisible() else view.add
    if key in _LISTS:
        table = cast("LedgerPage", page).view.table
        if table.isVisible():
            return table
    return next(read(page), page)


_LISTS = ("today", "archive")
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
