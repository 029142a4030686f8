"""A clerk who makes the month's return."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from petitiondesk.domain.returns.figures import Key
from petitiondesk.domain.returns.period import Period, PeriodKind
from petitiondesk.ui.pages.returns import ReturnsPage
from petitiondesk.ui.views.returns_view import COUNT, SUBMITTED
from tests.ui.bench import Bench
from tests.ui.hands import click, press

_PATIENCE = 20000
"""Milliseconds: a count may take its time on a busy machine."""


class ReturnsRobot:
    """Chooses a period, reads the tables, opens numbers, submits."""

    def __init__(self, page: ReturnsPage, around: Bench, qtbot: QtBot) -> None:
        self.page = page
        self.view = page.view
        self._around = around
        self._qtbot = qtbot

    def look(self) -> "ReturnsRobot":
        """Come to the page and wait until it is counted."""
        self.page.refresh()
        return self.wait()

    def wait(self) -> "ReturnsRobot":
        """Until nothing is read or written any more; what is delivered may begin more."""
        tasks = self._around.context.tasks
        self._qtbot.waitUntil(lambda: not tasks.is_busy(), timeout=_PATIENCE)
        QTest.qWait(1)
        self._qtbot.waitUntil(lambda: not tasks.is_busy(), timeout=_PATIENCE)
        return self

    # --- the period -----------------------------------------------------------------------------

    def kind(self, kind: PeriodKind) -> "ReturnsRobot":
        combo = self.view.count.period.kind
        combo.setCurrentIndex(combo.findData(str(kind)))
        return self.wait()

    def type_period(self, text: str) -> "ReturnsRobot":
        """Type a period and press Enter."""
        field = self.view.count.period.field
        field.setFocus()
        field.setText(text)
        press(field, Qt.Key.Key_Return)
        return self.wait()

    def choose(self, kind: PeriodKind, text: str) -> "ReturnsRobot":
        self.page.count.show_period(Period.parse(kind, text))
        return self.wait()

    # --- the tables -----------------------------------------------------------------------------

    def table_names(self) -> list[str]:
        tables = self.view.count.tables.list
        return [tables.item(n).text() for n in range(tables.count())]

    def table(self, name: str) -> "ReturnsRobot":
        self.view.count.tables.list.setCurrentRow(self.table_names().index(name))
        return self

    def rows(self) -> dict[str, list[str]]:
        """The table on screen: label → texts."""
        model = self.page.count.model
        vertical = Qt.Orientation.Vertical
        return {
            str(model.headerData(row, vertical)): [
                str(model.index(row, column).data()) for column in range(model.columnCount())
            ]
            for row in range(model.rowCount())
        }

    def cell(self, key: Key) -> QModelIndex:
        index = self.page.count.model.place_of(key)
        assert index.isValid(), key
        return index

    def click_number(self, key: Key) -> "ReturnsRobot":
        """Click on a number with the mouse."""
        grid = self.view.count.tables.grid
        index = self.cell(key)
        grid.scrollTo(index)
        place: QPoint = grid.visualRect(index).center()
        click(grid.viewport(), place)
        return self.wait()

    # --- the list behind a number ---------------------------------------------------------------

    def listed(self) -> list[list[str]]:
        """The lines behind the number, as texts."""
        model = self.page.count.cases.model
        assert model is not None
        return [
            [str(model.index(row, column).data() or "") for column in range(model.columnCount())]
            for row in range(model.rowCount())
        ]

    def shows(self) -> str:
        """What is in the middle of the page: tables, cases or empty."""
        view = self.view.count
        stages = {"tables": view.tables, "cases": view.cases}
        now = view.body.currentWidget()
        return next((name for name, stage in stages.items() if stage is now), "empty")

    # --- submitting -----------------------------------------------------------------------------

    def in_dialog(self, act: Callable[[Any], object]) -> "ReturnsRobot":
        """Do ``act`` in the next dialog, once it has read what it needs."""

        def once_ready(dialog: Any) -> None:
            working = getattr(dialog, "is_working", lambda: False)
            self._qtbot.waitUntil(lambda: not working(), timeout=_PATIENCE)
            act(dialog)
            self._qtbot.waitUntil(lambda: not working(), timeout=_PATIENCE)

        self._around.when_a_dialog_opens(once_ready)
        return self

    def submit(self, reason: str = "") -> "ReturnsRobot":
        """Submit what is on screen."""

        def act(dialog: Any) -> None:
            if reason:
                dialog.reason.setPlainText(reason)
            dialog.yes.click()
            self._qtbot.waitUntil(lambda: not dialog.isVisible(), timeout=_PATIENCE)

        self.in_dialog(act)
        self.view.count.submit.click()
        return self.wait()

    def list_submitted(self) -> list[list[str]]:
        """The list of submitted returns, as texts."""
        self.page.view.parts.choose(1)
        assert self.page.view.parts.value() == SUBMITTED
        self.wait()
        model = self.page.submitted.model
        return [
            [str(model.index(row, column).data() or "") for column in range(model.columnCount())]
            for row in range(model.rowCount())
        ]

    def back_to_count(self) -> "ReturnsRobot":
        self.page.view.parts.choose(0)
        assert self.page.view.parts.value() == COUNT
        return self
