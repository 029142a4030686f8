"""A table that shares its width: never a bar to scroll sideways while a column can be left out."""

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from petitiondesk.services.desk import Desk
from petitiondesk.ui.look import Look
from petitiondesk.ui.models.ledger_columns import COLUMN, SUMMARY_LEAST
from petitiondesk.ui.pages.ledger import LedgerPage
from petitiondesk.ui.views.filler import Filler
from petitiondesk.ui.views.table import DeskTable
from tests.factory import a_petition
from tests.ui.bench import bench
from tests.ui.kit_gallery import Rows

_FILLS, _SPARE, _LEAST = 3, (5, 4), 200
_WIDTHS = (36, 160, 80, 300, 120, 120, 140)


@pytest.fixture
def table(look: Look, qtbot: QtBot) -> DeskTable:
    """Wide enough for all columns, too low for its rows."""
    result = DeskTable(look, "台账", framed=True)
    qtbot.addWidget(result)
    model = Rows(200)
    model.setParent(result)
    result.setModel(model)
    result.set_widths(_WIDTHS)
    Filler(result, _FILLS, _LEAST, _SPARE)
    result.resize(1100, 500)
    result.show()
    return result


def left_out(table: DeskTable) -> set[int]:
    return {column for column in range(len(_WIDTHS)) if table.isColumnHidden(column)}


def shares_its_width(table: DeskTable) -> bool:
    """As it stands now, before the window comes to anything else."""
    header, bar = table.horizontalHeader(), table.horizontalScrollBar()
    return header.length() == table.viewport().width() and bar.maximum() == 0


@pytest.mark.parametrize("width", [1100, 860, 740, 660, 1400])
def test_the_first_picture_of_a_new_width_is_the_last(table: DeskTable, width: int) -> None:
    table.resize(width, 500)
    first = table.grab().toImage()
    assert shares_its_width(table)
    for _ in range(5):
        QApplication.processEvents()
    assert shares_its_width(table)
    assert table.grab().toImage() == first


def test_columns_go_in_their_order_and_come_back(table: DeskTable) -> None:
    seen = []
    for width in (1100, 860, 740, 860, 1100):
        table.resize(width, 500)
        seen.append(left_out(table))
    assert seen == [set(), {5}, {5, 4}, {5}, set()]
    assert table.columnWidth(5) == _WIDTHS[5]


def test_a_bar_beside_the_rows_that_comes_or_goes_leaves_none_below(table: DeskTable) -> None:
    for row in range(16, 200):
        table.setRowHidden(row, True)
    seen = set()
    room = sum(_WIDTHS) - _WIDTHS[_FILLS] + _LEAST
    for width in range(room - 20, room + 20):
        table.resize(width, 500)
        for compact in (True, False, True):
            table.set_compact(compact=compact)
            QApplication.processEvents()
            assert shares_its_width(table), width
            seen.add((table.verticalScrollBar().maximum() > 0, len(left_out(table))))
    assert {(False, 0), (True, 0), (True, 1)} <= seen


def test_with_no_more_to_leave_out_the_table_scrolls(table: DeskTable) -> None:
    table.resize(500, 500)
    assert left_out(table) == set(_SPARE)
    assert table.columnWidth(_FILLS) == _LEAST
    assert table.horizontalScrollBar().maximum() > 0


def test_a_column_made_wider_takes_from_the_one_that_fills_at_once(table: DeskTable) -> None:
    table.setColumnWidth(1, 200)
    assert shares_its_width(table)
    table.setColumnWidth(1, 600)
    assert left_out(table) == {4, 5}
    assert shares_its_width(table)


def test_a_table_at_rest_stays_as_it_is(table: DeskTable) -> None:
    table.resize(740, 500)
    heard: list[int] = []
    table.horizontalHeader().sectionResized.connect(lambda column, *_: heard.append(column))
    for _ in range(5):
        table.updateGeometries()
        QApplication.processEvents()
    assert heard == []


def test_the_ledger_leaves_out_rather_than_scroll_however_soon_it_is_seen(
    desk: Desk, look: Look, qtbot: QtBot
) -> None:
    for n in range(40):
        desk.petitions.register(a_petition(summary=f"反映第{n}条水渠"))
    with bench(desk, look) as around:
        ledger = LedgerPage(around.context)
        qtbot.addWidget(ledger)
        ledger.show()
        ledger.refresh()
        table = ledger.view.table
        for width in (1278, 1080, 1000, 1278):
            ledger.resize(width, 700)
            table.grab()
            assert table.horizontalScrollBar().maximum() == 0, width
            assert table.columnWidth(COLUMN["summary"]) >= SUMMARY_LEAST
        qtbot.waitUntil(lambda: ledger.model.rowCount() == 40)
        assert table.horizontalScrollBar().maximum() == 0


def test_a_view_without_a_column_does_not_get_it_back_with_those_that_had_no_room(
    desk: Desk, look: Look, qtbot: QtBot
) -> None:
    with bench(desk, look) as around:
        ledger = LedgerPage(around.context)
        qtbot.addWidget(ledger)
        ledger.resize(1000, 700)
        ledger.show()
        columns, table = ledger.columns, ledger.view.table
        assert table.isColumnHidden(COLUMN["class"]), "it has no room"
        usual = columns.present()
        columns.apply(replace(usual, hidden=usual.hidden | {"class"}))
        assert table.isColumnHidden(COLUMN["class"])
        columns.apply(usual)
        assert not table.isColumnHidden(COLUMN["class"])
