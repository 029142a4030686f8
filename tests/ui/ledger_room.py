"""What tests of the ledger share: its page on the screen, with every row read."""

from pytestqt.qtbot import QtBot

from petitiondesk.ui.pages.ledger import LedgerPage
from tests.ui.bench import Bench
from tests.ui.hands import show_active


def ledger_on_screen(around: Bench, qtbot: QtBot, count: int) -> LedgerPage:
    """The ledger as wide as a small screen lets it be, once its ``count`` rows are there."""
    page = LedgerPage(around.context)
    qtbot.addWidget(page)
    page.resize(1278, 700)
    show_active(qtbot, page)
    page.refresh()
    qtbot.waitUntil(lambda: page.model.rowCount() == count)
    qtbot.waitUntil(lambda: not around.context.tasks.is_busy())
    return page
