"""A clerk at the Deadlines page: the page shown and read, days turned to."""

from datetime import date

from pytestqt.qtbot import QtBot

from petitiondesk.ui.pages.deadlines import DeadlinesPage
from tests.ui.bench import Bench

DUE_DAY = date(2026, 3, 17)
"""The notice of what came in on the test office's day is due on this Tuesday."""


def show(around: Bench, qtbot: QtBot) -> DeadlinesPage:
    page = DeadlinesPage(around.context)
    qtbot.addWidget(page)
    page.resize(1230, 680)
    page.show()
    page.refresh()
    settle(page, qtbot)
    return page


def settle(page: DeadlinesPage, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not page.month.is_reading())


def go(page: DeadlinesPage, day: date, qtbot: QtBot) -> DeadlinesPage:
    page.month.go_to(day)
    settle(page, qtbot)
    return page


def listed(page: DeadlinesPage) -> list[list[str]]:
    model, table = page.month.due, page.view.month.due
    columns = [n for n in range(model.columnCount()) if not table.isColumnHidden(n)]
    return [
        [model.index(row, column).data() for column in columns] for row in range(model.rowCount())
    ]
