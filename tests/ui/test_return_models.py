"""The models of the Returns page: what they say of each number, in any table."""

from datetime import date

import pytest
from PySide6.QtCore import QModelIndex, Qt
from pytestqt.modeltest import ModelTester

from petitiondesk.domain.returns.figures import Key, Return, When
from petitiondesk.domain.returns.grid import grids
from petitiondesk.domain.returns.indicators import FACTS, TOTAL, Basis
from petitiondesk.domain.returns.period import Period, PeriodKind
from petitiondesk.domain.terms import Channel
from petitiondesk.infra.i18n import use_language
from petitiondesk.services.desk import Desk
from petitiondesk.services.returns import Entry
from petitiondesk.ui.look import Look
from petitiondesk.ui.models.return_entries import CaseLine, EntriesModel
from petitiondesk.ui.models.return_lists import (
    DifferencesModel,
    SubmittedLine,
    SubmittedModel,
    difference_lines,
)
from petitiondesk.ui.models.return_model import ReturnModel
from petitiondesk.ui.models.return_words import figure_name, measure_of, period_text
from petitiondesk.ui.views.grid_cells import KEY_ROLE, MUTED_ROLE, TOTAL_ROLE
from petitiondesk.ui.views.pill_delegate import PILL_ROLE
from tests.factory import TODAY, a_petition

FIRST = date(2026, 3, 1)
MARCH = Period.parse(PeriodKind.MONTH, "2026-03")


@pytest.fixture
def value(desk: Desk, look: Look) -> Return:
    """March, after one letter in February and three in March. The look brings the fonts."""
    desk.petitions.register(a_petition(received_on=date(2026, 2, 1), channel=Channel.LETTER))
    for _ in range(3):
        desk.petitions.register(a_petition(received_on=FIRST, channel=Channel.LETTER))
    return desk.returns.reckon(MARCH)


def shown(value: Return, code: str) -> ReturnModel:
    model = ReturnModel()
    model.show_grid(value, next(grid for grid in grids(value) if grid.code == code))
    return model


@pytest.mark.parametrize("place", range(10))
def test_each_table_is_a_sound_model(value: Return, place: int, qtmodeltester: ModelTester) -> None:
    model = ReturnModel()
    model.show_grid(value, list(grids(value))[place])
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]
    assert len(model.widths()) == model.columnCount() > 0
    model.clear()
    assert model.rowCount() == model.columnCount() == 0


def test_numbers_are_at_the_right_and_comparisons_muted(value: Return) -> None:
    model = shown(value, "channel")
    row = model.place_of(Key("channel", "letter", "batches")).row()
    cells = [model.index(row, column) for column in range(5)]
    assert [cell.data() for cell in cells] == ["3", "0", "—", "1", "200.0%"]
    assert [bool(cell.data(MUTED_ROLE)) for cell in cells] == [False, True, True, True, True]
    assert [bool(cell.data(KEY_ROLE)) for cell in cells] == [True, True, False, True, False]
    right = Qt.AlignmentFlag.AlignRight
    assert all(cell.data(Qt.ItemDataRole.TextAlignmentRole) & int(right) for cell in cells)
    total = model.place_of(Key("channel", TOTAL, "batches"))
    assert total.data(TOTAL_ROLE)
    assert not cells[0].data(TOTAL_ROLE)


def test_each_number_says_what_it_counts_and_by_which_date(value: Return) -> None:
    model = shown(value, "section")
    concluded = model.place_of(Key("section", TOTAL, "concluded"))
    assert concluded.data(Qt.ItemDataRole.ToolTipRole) == (
        "科室办理 · 合计 · 办结件\n0 批次（办结日期在本期）"
    )
    heading = model.headerData(
        concluded.column(), Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole
    )
    assert heading == "办结日期在本期"
    assert concluded.data(Qt.ItemDataRole.AccessibleTextRole) == "合计，办结件：0"


def test_a_compared_number_names_the_period_it_is_of(value: Return) -> None:
    key = Key("channel", "letter", "people", When.LAST_YEAR)
    assert figure_name(value, key) == "信访形式 · 来信 · 人次 · 上年同期"
    assert figure_name(value, Key("rate", "repeated", "whole")) == "重复率 · 分母 · 批次"
    assert figure_name(value, Key("reception", TOTAL, "days")) == "领导接访 · 接访天数"


def test_an_index_outside_is_nothing(value: Return) -> None:
    model = shown(value, "overview")
    assert model.data(QModelIndex()) is None
    assert model.key(QModelIndex()) is None
    assert model.headerData(99, Qt.Orientation.Horizontal) is None
    assert model.headerData(99, Qt.Orientation.Vertical) is None
    assert not model.place_of(Key("channel", "no such row", "batches")).isValid()


def test_a_period_is_written_in_the_readers_way() -> None:
    assert period_text(MARCH) == "2026年3月"
    use_language("en")
    assert period_text(MARCH) == "2026-03"


def test_a_case_that_left_the_registry_keeps_its_line(
    value: Return, qtmodeltester: ModelTester
) -> None:
    measure = measure_of(value, Key("channel", "letter", "batches"))
    model = EntriesModel(measure, TODAY)
    gone = CaseLine(Entry(999, 2), dict.fromkeys(FACTS[Basis.RECEIVED], ""))
    model.show([(999, 2)], lambda lines: [gone for _ in lines], [gone])
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]
    assert model.index(0, 0).data() == "已不在登记簿"
    due = model.place("due")
    assert due is not None
    assert model.index(0, due).data(PILL_ROLE) is None
    assert model.index(0, due).data() == ""


def test_submitted_returns_and_differences_are_sound_models(
    desk: Desk, value: Return, qtmodeltester: ModelTester
) -> None:
    desk.returns.submit(value)
    (row,) = desk.returns.submitted()
    lists = SubmittedModel()
    lists.set_rows([SubmittedLine(row)])
    qtmodeltester.check(lists)  # type: ignore[no-untyped-call]
    assert lists.index(0, SubmittedModel.PILL).data() == ""
    lists.compared(row, 0)
    assert lists.index(0, SubmittedModel.PILL).data() == "与现在一致"
    for _ in range(6):
        desk.petitions.register(a_petition(received_on=FIRST, channel=Channel.LETTER))
    after = desk.returns.reckon(MARCH)
    found = desk.returns.differences(row, after)
    lines = difference_lines(value, after, found, {})
    changes = DifferencesModel()
    changes.set_rows(lines)
    qtmodeltester.check(changes)  # type: ignore[no-untyped-call]
    assert lines[0].before == 3
    assert lines[0].after == 9
    assert lines[0].come.endswith("等 6 件")
