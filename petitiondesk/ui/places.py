"""The pages of the window: their order on the rail, where the keyboard begins, the height of rows."""

from PySide6.QtWidgets import QWidget

from petitiondesk.infra.i18n import tr
from petitiondesk.ui.pages.archive import ArchivePage
from petitiondesk.ui.pages.case import CasePage
from petitiondesk.ui.pages.deadlines import DeadlinesPage
from petitiondesk.ui.pages.ledger import LedgerPage
from petitiondesk.ui.pages.reception import ReceptionPage
from petitiondesk.ui.pages.returns import ReturnsPage
from petitiondesk.ui.pages.today import TodayPage
from petitiondesk.ui.views.rail import RailItem

CASE = "case"
REGISTER = "register"


def first_control(page: QWidget) -> QWidget:
    """Where the keyboard begins; not a focus proxy, which Tab takes for the whole page."""
    if isinstance(page, TodayPage | LedgerPage | ArchivePage) and page.view.table.isVisible():
        return page.view.table
    if isinstance(page, ReceptionPage):
        return page.view.roster if page.view.roster.isVisible() else page.view.add
    if isinstance(page, DeadlinesPage | ReturnsPage):
        return page.first()
    return page.view.tabs if isinstance(page, CasePage) else page


def set_compact(page: QWidget, *, compact: bool) -> None:
    """Pages with a table follow the density."""
    tables = TodayPage | LedgerPage | ArchivePage | ReceptionPage | DeadlinesPage | ReturnsPage
    if isinstance(page, tables):
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
