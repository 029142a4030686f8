"""The table preset: what is painted, what the keys do, which columns show."""

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from petitiondesk.ui.look import Look
from petitiondesk.ui.style import Tone
from petitiondesk.ui.views.components import DeskTable
from tests.ui.hands import click, press
from tests.ui.kit_gallery import Rows


@pytest.fixture
def table(look: Look, qtbot: QtBot) -> DeskTable:
    result = DeskTable(look, "台账", framed=True)
    qtbot.addWidget(result)
    model = Rows(200)
    model.setParent(result)
    result.setModel(model)
    result.set_widths([36, 160, 80, 300, 120, 120, 140])
    result.set_check_column(0)
    result.set_pill_columns([6])
    result.resize(1100, 500)
    result.show()
    return result


def test_rows_are_as_high_as_the_design_says(table: DeskTable) -> None:
    assert table.rowHeight(0) == 34
    table.set_compact(compact=True)
    assert table.rowHeight(0) == 28


@pytest.mark.parametrize(("seen", "last"), [(34, 3), (17, 3), (16, 2), (0, 2)])
def test_a_row_of_which_less_than_half_is_seen_does_not_count(
    table: DeskTable, seen: int, last: int
) -> None:
    around = table.height() - table.viewport().height()
    table.resize(1100, around + 3 * 34 + seen)
    assert table.rows_in_sight() == (0, last)


def test_pills_are_painted_in_their_tone(table: DeskTable, look: Look) -> None:
    image = table.viewport().grab().toImage()
    rect = table.visualRect(table.model().index(0, 6))
    inks = {image.pixelColor(rect.x() + 14 + x, rect.center().y()).name() for x in range(40)}
    assert look.tone(Tone.SOON).soft.name() in inks


def test_space_and_click_turn_over_the_check_box(table: DeskTable, qtbot: QtBot) -> None:
    model = table.model()
    assert isinstance(model, Rows)
    table.setCurrentIndex(model.index(5, 3))
    press(table, Qt.Key.Key_Space)
    assert 5 in model.checked
    place = table.visualRect(model.index(5, 0)).center()
    click(table.viewport(), place)
    assert 5 not in model.checked


def test_enter_opens_the_row_and_home_and_end_go_far(table: DeskTable, qtbot: QtBot) -> None:
    table.setCurrentIndex(table.model().index(5, 3))
    with qtbot.waitSignal(table.opened) as told:
        press(table, Qt.Key.Key_Return)
    assert told.args[0].row() == 5
    press(table, Qt.Key.Key_End)
    assert table.currentIndex().row() == 199
    press(table, Qt.Key.Key_Home)
    assert table.currentIndex().row() == 0
    press(table, Qt.Key.Key_Down)
    assert table.currentIndex().row() == 1


def test_columns_hide_and_show_but_never_all(table: DeskTable, qtbot: QtBot) -> None:
    menu = table.columns_menu()
    actions = menu.actions()
    assert [action.text() for action in actions][:2] == ["编号", "收到"]
    with qtbot.waitSignal(table.columns_changed):
        actions[1].trigger()
    assert table.isColumnHidden(2)
    for column in (3, 4, 5, 6):
        table.show_column(column, visible=False)
    last = table.columns_menu().actions()[0]
    assert not last.isEnabled()


def test_columns_can_be_moved(table: DeskTable, qtbot: QtBot) -> None:
    with qtbot.waitSignal(table.columns_changed):
        table.horizontalHeader().moveSection(1, 3)
    assert table.columns_menu().actions()[0].text() == "收到"


def test_a_long_text_is_cut_and_kept_in_the_delegate(table: DeskTable) -> None:
    delegate = table.itemDelegate()
    index = table.model().index(0, 3)
    assert delegate.whole_text(index) == "反映机耕路被工程车压坏，要求修复"  # type: ignore[attr-defined]
    assert table.indexAt(QPoint(60, 10)).isValid()


def test_a_screen_of_cells_asks_little_of_the_model(
    table: DeskTable, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []
    plain = Rows.data

    def data(self: Rows, index: object, role: int = 0) -> object:
        asked.append(role)
        return plain(self, index, role)  # type: ignore[arg-type]

    monkeypatch.setattr(Rows, "data", data)
    table.viewport().grab()
    visible = (table.viewport().height() // 34 + 2) * table.model().columnCount()
    assert len(asked) <= 2 * visible


def test_the_row_of_the_keyboard_stays_in_sight_in_a_lower_table(table: DeskTable) -> None:
    table.setCurrentIndex(table.model().index(9, 1))
    table.resize(1100, 200)
    assert table.rowAt(0) <= 9 <= table.rowAt(table.viewport().height() - table.rowHeight(0))


def test_rows_somebody_scrolled_to_stay_when_the_table_becomes_lower(table: DeskTable) -> None:
    table.setCurrentIndex(table.model().index(0, 1))
    table.verticalScrollBar().setValue(100)
    table.resize(1100, 200)
    assert table.rowAt(0) == 100


def test_a_row_chosen_before_the_table_was_seen_is_in_sight(look: Look, qtbot: QtBot) -> None:
    hidden = DeskTable(look, "台账")
    qtbot.addWidget(hidden)
    model = Rows(200)
    model.setParent(hidden)
    hidden.setModel(model)
    last = model.index(57, 1)
    hidden.setCurrentIndex(last)
    hidden.scrollTo(last, DeskTable.ScrollHint.PositionAtCenter)
    hidden.resize(500, 200)
    hidden.show()
    assert hidden.viewport().rect().contains(hidden.visualRect(last).center())
