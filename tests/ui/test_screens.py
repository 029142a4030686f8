"""Small screens and another language: nothing is cut, nothing scrolls sideways."""

import pytest
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QLabel, QScrollArea
from pytestqt.qtbot import QtBot

from petitiondesk.domain.petition import Petition
from petitiondesk.domain.terms import Channel, PetitionClass, State
from petitiondesk.infra.i18n import term, tr, use_language
from petitiondesk.services.desk import Desk
from petitiondesk.ui import tokens as sizes
from petitiondesk.ui.look import Look
from petitiondesk.ui.models.ledger_columns import COLUMN, COLUMNS
from petitiondesk.ui.pages.ledger import LedgerPage
from petitiondesk.ui.style import font
from petitiondesk.ui.tasks import Tasks
from petitiondesk.ui.window import DeskWindow
from tests.ui.fakes import RecordedMessages
from tests.ui.window_room import no_bug, open_case

# --- small screens, another language --------------------------------------------------------------


@pytest.mark.parametrize("language", ["zh_CN", "en"])
@pytest.mark.parametrize("size", [(1366, 768), (1024, 640)])
def test_no_term_is_cut_in_the_ledger(
    desk: Desk, look: Look, qtbot: QtBot, language: str, size: tuple[int, int]
) -> None:
    use_language(language)
    messages = RecordedMessages()
    tasks = Tasks(no_bug, messages.error, desk.release)
    window = DeskWindow(desk, look, tasks, messages)
    qtbot.addWidget(window)
    window.resize(*size)
    window.show()
    window.show_page("ledger")
    page = window.page("ledger")
    assert isinstance(page, LedgerPage)
    table = page.view.table
    metrics = QFontMetrics(table.font())
    longest = {
        "number": ["信〔2026〕12345号"],
        "channel": [term(c) for c in Channel],
        "class": [term(c) for c in PetitionClass],
        "state": [term(s) for s in State],
    }
    for name, texts in longest.items():
        if table.isColumnHidden(COLUMN[name]):
            continue  # left out for want of room
        room = table.columnWidth(COLUMN[name]) - 24
        assert room >= max(metrics.horizontalAdvance(text) for text in texts), name
    bold = QFontMetrics(font(sizes.CAPTION, bold=True))
    header = table.horizontalHeader()
    for place, column in enumerate(COLUMNS):
        if not header.isSectionHidden(place):
            arrow = 16 if place == header.sortIndicatorSection() else 0
            room = header.sectionSize(place) - 24 - arrow
            assert room >= bold.horizontalAdvance(tr(column.zh)), column.name
    tasks.shutdown()


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_a_case_needs_no_scrolling_sideways_on_a_small_screen(
    desk: Desk, look: Look, qtbot: QtBot, language: str, busy_case: Petition
) -> None:
    use_language(language)
    messages = RecordedMessages()
    tasks = Tasks(no_bug, messages.error, desk.release)
    window = DeskWindow(desk, look, tasks, messages)
    qtbot.addWidget(window)
    window.resize(1024, 640)
    window.show()
    page = open_case(qtbot, window, busy_case.id)
    frame = window.shell.stack.currentWidget()
    assert isinstance(frame, QScrollArea)
    qtbot.waitUntil(lambda: frame.horizontalScrollBar().maximum() == 0)
    shown = page.view.clocks.findChildren(QLabel)
    shown = [label for label in shown if label.isVisible()]
    assert shown
    cut = [w.text() for w in shown if w.wordWrap() and w.height() < w.heightForWidth(w.width())]
    assert cut == []
    tasks.shutdown()
