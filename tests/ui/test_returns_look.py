"""The Returns page on the office's screens: nothing is cut, in either language or dress."""

from datetime import date

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication, QScrollArea
from pytestqt.qtbot import QtBot

from petitiondesk.domain.returns.period import PeriodKind
from petitiondesk.domain.terms import Channel
from petitiondesk.infra.i18n import term, tr, use_language
from petitiondesk.services.desk import Desk
from petitiondesk.ui import tokens as sizes
from petitiondesk.ui.look import Look
from petitiondesk.ui.pages.returns import ReturnsPage
from petitiondesk.ui.style import Scheme, font
from petitiondesk.ui.tasks import Tasks
from petitiondesk.ui.views.grid_cells import GridTable
from petitiondesk.ui.window import DeskWindow
from tests.factory import a_petition
from tests.ui.fakes import RecordedMessages
from tests.ui.window_room import no_bug

_WRAPS = int(Qt.TextFlag.TextWordWrap)


def whole_headings(grid: GridTable) -> list[str]:
    """The headings that do not fit into their place."""
    header, model = grid.horizontalHeader(), grid.model()
    metrics = QFontMetrics(font(sizes.CAPTION, bold=True))
    cut = []
    for column in range(model.columnCount()):
        text = str(model.headerData(column, Qt.Orientation.Horizontal))
        room = QRect(0, 0, header.sectionSize(column) - 24, 1000)
        needed = metrics.boundingRect(room, _WRAPS, text)
        if needed.width() > room.width() or needed.height() > header.height() - 10:
            cut.append(text)
    return cut


@pytest.mark.parametrize("language", ["zh_CN", "en"])
@pytest.mark.parametrize("scheme", [Scheme.LIGHT, Scheme.DARK])
@pytest.mark.parametrize("size", [(1366, 768), (1024, 640)])
def test_no_heading_and_no_label_is_cut_in_any_table(
    desk: Desk, qapp: QApplication, qtbot: QtBot, language: str, scheme: Scheme,
    size: tuple[int, int],
) -> None:  # fmt: skip
    use_language(language)
    desk.petitions.register(a_petition(received_on=date(2026, 2, 11), channel=Channel.VISIT))
    messages = RecordedMessages()
    tasks = Tasks(no_bug, messages.error, desk.release)
    window = DeskWindow(desk, Look(qapp, scheme), tasks, messages)
    qtbot.addWidget(window)
    window.resize(*size)
    window.show()
    window.show_page("returns")
    page = window.page("returns")
    assert isinstance(page, ReturnsPage)
    qtbot.waitUntil(lambda: not tasks.is_busy(), timeout=20000)
    tables = page.view.count.tables
    bold = QFontMetrics(font(sizes.CAPTION, bold=True))
    for place in range(tables.list.count()):
        tables.list.setCurrentRow(place)
        assert whole_headings(tables.grid) == [], tables.list.item(place).text()
        model, labels = tables.grid.model(), tables.grid.verticalHeader()
        for row in range(model.rowCount()):
            text = str(model.headerData(row, Qt.Orientation.Vertical))
            assert bold.horizontalAdvance(text) <= labels.width() - 24, text
    kind = page.view.count.period.kind
    widest = max(kind.fontMetrics().horizontalAdvance(term(k)) for k in PeriodKind)
    assert widest <= kind.width() - 40
    frame = window.shell.stack.currentWidget()
    assert isinstance(frame, QScrollArea)
    qtbot.waitUntil(lambda: frame.horizontalScrollBar().maximum() == 0)
    grabbed = window.grab()
    assert (grabbed.width(), grabbed.height()) == size
    assert tr("报表") == window.shell.rail.button("returns").text()
    tasks.shutdown()
