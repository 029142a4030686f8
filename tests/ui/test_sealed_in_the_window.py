"""What the window says anywhere: nothing of a sealed case, nobody of an ordinary one, until opened."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractItemView,
    QTabWidget,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from petitiondesk.domain.ledger import SEALED, LedgerFilter
from petitiondesk.domain.petition import Petition
from petitiondesk.infra.i18n import language, use_language
from petitiondesk.infra.logs import start_log
from petitiondesk.services.desk import Desk
from petitiondesk.ui.crash import report_of
from petitiondesk.ui.look import Look
from petitiondesk.ui.prints.archive_list import archive_list
from petitiondesk.ui.prints.due_list import due_list
from petitiondesk.ui.prints.slip import slip
from petitiondesk.ui.tasks import Tasks
from petitiondesk.ui.window import DeskWindow
from tests.factory import TODAY
from tests.marked import NAMES, archived, ordinary_petition, put, sealed_petition
from tests.ui.fakes import RecordedMessages
from tests.ui.window_room import no_bug, open_case

_ROLES = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.EditRole,
          Qt.ItemDataRole.AccessibleTextRole)  # fmt: skip
_WORDS = ("text", "windowTitle", "toolTip", "accessibleName", "accessibleDescription", "title",
          "placeholderText", "whatsThis", "statusTip", "plainText")  # fmt: skip


@dataclass
class Room:
    """A window over marked petitions, and what must be seen nowhere in it."""

    window: DeskWindow
    desk: Desk
    sealed: Petition
    ordinary: Petition
    hidden: list[str]

    def assert_silent(self, *said: str) -> None:
        """Nothing hidden is in what was said; what stands for it is said in the reader's language."""
        text = "\n".join(said)
        assert not [word for word in self.hidden if word in text]
        assert language() != "en" or SEALED not in text


def everything_said(widget: QWidget) -> Iterator[str]:
    """Every text that a widget and those within it hold, shown or not, tables cell by cell."""
    for one in (widget, *widget.findChildren(QWidget), *widget.findChildren(QAction)):
        for name in _WORDS:
            value = one.property(name)
            if isinstance(value, str):
                yield value
        if isinstance(one, QTextEdit):
            yield one.toPlainText()
        if isinstance(one, QTabWidget):
            yield from (one.tabText(n) for n in range(one.count()))
        if isinstance(one, QAbstractItemView) and one.model() is not None:
            yield from cells(one.model())


def cells(model: QAbstractItemModel) -> Iterator[str]:
    """What a table or a list says, cell by cell."""
    columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount()
    for row in range(min(model.rowCount(), 200)):
        for column in range(columns):
            index = model.index(row, column)
            yield from (str(index.data(role)) for role in _ROLES)


@pytest.fixture(params=["zh_CN", "en"])
def room(request: pytest.FixtureRequest, desk: Desk, look: Look, qtbot: QtBot) -> Iterator[Room]:
    use_language(request.param)
    one, marks = sealed_petition()
    sealed, ordinary = put(desk, one), put(desk, ordinary_petition())
    put(desk, replace(sealed_petition(**archived())[0]))
    put(desk, ordinary_petition(**{**archived(), "archive_ref": "档2026-2"}))
    messages = RecordedMessages()
    tasks = Tasks(no_bug, messages.error, desk.release)
    window = DeskWindow(desk, look, tasks, messages)
    qtbot.addWidget(window)
    window.resize(1366, 768)
    window.show()
    yield Room(window, desk, sealed, ordinary, [*sorted(marks), *NAMES])
    tasks.shutdown()


@pytest.mark.parametrize(
    "page", ["today", "ledger", "deadlines", "archive", "returns", "reception"]
)
def test_no_page_says_what_is_masked(room: Room, qtbot: QtBot, page: str) -> None:
    room.window.show_page(page)
    qtbot.wait(150)
    said = list(everything_said(room.window))
    if page == "ledger":
        assert any(room.sealed.number in text for text in said)
    room.assert_silent(*said)


def test_a_search_shows_that_there_is_a_case_and_nothing_of_it(room: Room, qtbot: QtBot) -> None:
    # The box itself holds what the clerk typed; a list of earlier searches would keep it.
    room.window.open_ledger(LedgerFilter(words=room.sealed.summary))
    qtbot.wait(150)
    typed = room.sealed.summary
    said = [text.replace(typed, "") for text in everything_said(room.window)]
    assert any(room.sealed.number in text for text in said)
    room.assert_silent(*said)
    room.window.show_page("today")
    remembered = room.desk.office.remembered("ledger")
    room.assert_silent(repr(remembered))


def test_the_case_page_and_its_slip_are_shut_until_a_reason_is_given(
    room: Room, qtbot: QtBot
) -> None:
    for petition in (room.sealed, room.ordinary):
        open_case(qtbot, room.window, petition.id)
        said = list(everything_said(room.window))
        assert any(petition.number in text for text in said)
        room.assert_silent(*said)
        case = room.desk.petitions.case(petition.id)
        sheet = slip(case, "某局", "某日", opened=False)
        room.assert_silent(sheet.title, sheet.html)


def test_printed_lists_are_as_masked_as_those_on_the_screen(room: Room) -> None:
    volumes = room.desk.archive.volumes(room.desk.archive.catalogue(TODAY.year).ids)
    deadlines = room.desk.clocks.between(TODAY.replace(year=2020), TODAY.replace(year=2028))
    for sheet in (
        archive_list(volumes, "归档文件目录", "某局", "某日"),
        due_list(TODAY, deadlines, "全部", "", "某局", "某日"),
    ):
        room.assert_silent(sheet.title, sheet.html)


def test_what_may_be_undone_is_named_without_what_it_said(room: Room, qtbot: QtBot) -> None:
    room.window.written(room.sealed.id)
    open_case(qtbot, room.window, room.sealed.id)
    room.assert_silent(*everything_said(room.window))


def test_a_crash_report_and_the_log_name_nobody(room: Room, tmp_path: Path) -> None:
    log = tmp_path / "desk.log"
    start_log(log)
    try:
        holding = room.sealed, room.ordinary  # in the frame that fails
        raise ValueError(f"{room.sealed} {room.ordinary} {holding}")
    except ValueError as error:
        report = report_of(error, "1.0")
        logging.getLogger("petitiondesk").critical("%s", report)
    finally:
        for handler in list(logging.getLogger().handlers):
            if getattr(handler, "baseFilename", "") == str(log):
                logging.getLogger().removeHandler(handler)
                handler.close()
    assert "ValueError" in log.read_text("utf-8")
    room.assert_silent(report, log.read_text("utf-8"))
