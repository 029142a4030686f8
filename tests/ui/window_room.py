"""A whole window with a clerk in front of it, for tests of what pages share."""

from petitiondesk.ui.pages.case import CasePage
from petitiondesk.ui.window import DeskWindow
from tests.ui.fakes import RecordedMessages

PAGES = ("today", "register", "reception", "ledger", "case", "returns", "archive", "settings")
Opened = tuple[DeskWindow, RecordedMessages]


def no_bug(bug: BaseException) -> None:
    raise AssertionError(repr(bug))


def case_page(window: DeskWindow) -> CasePage:
    page = window.page("case")
    assert isinstance(page, CasePage)
    return page
