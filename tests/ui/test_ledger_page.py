"""The ledger page: windows of rows, conditions, selection, steps on several."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from petitiondesk.domain.ledger import LedgerFilter, LedgerRow, Order, SortKey
from petitiondesk.domain.terms import Channel, State
from petitiondesk.services.desk import Desk
from petitiondesk.ui.look import Look
from petitiondesk.ui.models.ledger_columns import COLUMN
from petitiondesk.ui.models.ledger_model import PAGE, LedgerModel
from petitiondesk.ui.pages.ledger import LedgerPage
from petitiondesk.ui.views.chips import FilterChip
from tests.conftest import opened
from tests.factory import TODAY, a_desk, a_petition, take
from tests.ui.bench import Bench, bench
from tests.ui.hands import press

COUNT = 4 * PAGE + 2


@pytest.fixture(scope="module")
def filled_registry(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A registry with more petitions than four windows hold, made once."""
    folder = tmp_path_factory.mktemp("filled") / "信访登记.petition"
    desk = a_desk(folder)
    desk.filling.fill(COUNT, 5, TODAY)
    desk.close()
    return folder


@pytest.fixture
def stocked(filled_registry: Path, folder: Path) -> Iterator[Desk]:
    yield from opened(filled_registry, folder)


@pytest.fixture
def page(stocked: Desk, look: Look, qtbot: QtBot) -> Iterator[tuple[LedgerPage, Bench]]:
    with bench(stocked, look) as around:
        page = LedgerPage(around.context)
        qtbot.addWidget(page)
        page.resize(1200, 700)
        page.show()
        page.refresh()
        qtbot.waitUntil(lambda: page.model.rowCount() == COUNT)
        yield page, around


def numbers(model: LedgerModel) -> list[str]:
    rows = (model.row_at(n) for n in range(model.rowCount()))
    return [row.number for row in rows if row is not None]


def test_the_model_keeps_qts_rules(stocked: Desk, qtmodeltester: ModelTester) -> None:
    model = LedgerModel(stocked.ledger)
    first = stocked.ledger.first(LedgerFilter(), Order(), PAGE)
    model.show(LedgerFilter(), Order(), first)
    model.set_found(stocked.ledger.found(LedgerFilter(), Order()))
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]


def test_a_disk_that_is_slow_holds_up_only_the_lines_it_keeps_back(
    stocked: Desk, qtbot: QtBot
) -> None:
    """The window goes on painting; the lines come when they are read, if they are still wanted."""
    kept: list[Callable[[], None]] = []

    def ask(read: Callable[[], list[LedgerRow]], on_done: Callable[..., None], _: object) -> None:
        kept.append(lambda: on_done(read()))

    model = LedgerModel(stocked.ledger, ask=ask)
    everything = stocked.ledger.found(LedgerFilter(), Order())
    model.show(LedgerFilter(), Order(), stocked.ledger.first(LedgerFilter(), Order(), PAGE))
    model.set_found(everything)
    assert model.row_at(PAGE) is None
    assert model.row_at(PAGE + 1) is None
    assert len(kept) == 1, "asked for once"
    with qtbot.waitSignal(model.dataChanged):
        kept.pop()()
    row = model.row_at(PAGE)
    assert row is not None
    assert row.id == everything.ids[PAGE]
    assert model.row_at(2 * PAGE) is None
    model.show(LedgerFilter(words="水渠"), Order(), [])
    kept.pop()()
    assert model.rowCount() == 0, "lines of a list that is gone"


def test_every_row_is_reached_in_windows_and_in_order(
    page: tuple[LedgerPage, Bench], stocked: Desk
) -> None:
    ids = stocked.ledger.ids(LedgerFilter(), Order())
    wanted = [row.number for row in stocked.ledger.rows(ids)]
    assert numbers(page[0].model) == wanted
    assert len(wanted) == COUNT


def test_a_click_on_a_heading_sorts_and_a_second_turns_the_order(
    page: tuple[LedgerPage, Bench],
) -> None:
    header = page[0].view.table.horizontalHeader()
    header.sectionClicked.emit(COLUMN["number"])
    rising = numbers(page[0].model)[:PAGE]
    assert page[0].model.order == Order(SortKey.NUMBER, descending=False)
    header.sectionClicked.emit(COLUMN["number"])
    assert page[0].model.order.descending
    assert numbers(page[0].model)[:PAGE] != rising


def test_conditions_stand_as_chips_and_go_one_by_one(
    page: tuple[LedgerPage, Bench], qtbot: QtBot
) -> None:
    ledger, _ = page
    ledger.show_filter(
        LedgerFilter(channels=frozenset({Channel.LETTER}), states=frozenset({State.ARCHIVED}))
    )
    chips = [c for c in ledger.view.chips.findChildren(FilterChip) if c.parent() is not None]
    assert [chip.text() for chip in chips] == ["信访形式：来信", "状态：已归档"]

    chips[0].removed.emit("channels")
    assert ledger.model.shown == LedgerFilter(states=frozenset({State.ARCHIVED}))
    assert ledger.view.chip_flow.count() == 1


def test_an_empty_list_says_what_to_do(page: tuple[LedgerPage, Bench]) -> None:
    ledger, _ = page
    ledger.show_filter(LedgerFilter(words="没有这样的词"))
    assert ledger.view.empty.isVisible()
    assert not ledger.view.select_all.isVisible()
    assert ledger.view.empty.button is not None
    assert ledger.first() is ledger.view.empty.button, "the keyboard is where something can be done"
    ledger.view.empty.button.click()
    assert not ledger.view.empty.isVisible()
    assert ledger.view.select_all.isVisible()
    assert ledger.first() is ledger.view.table
    assert ledger.model.shown == LedgerFilter()


def test_enter_opens_the_case_and_space_selects_it(
    page: tuple[LedgerPage, Bench], qtbot: QtBot
) -> None:
    ledger, around = page
    table = ledger.view.table
    table.setCurrentIndex(ledger.model.index(3, COLUMN["number"]))
    press(table, Qt.Key.Key_Space)
    press(table, Qt.Key.Key_Return)
    row = ledger.model.row_at(3)
    assert row is not None
    assert ledger.model.selected_ids() == [row.id]
    assert around.went == [("case", row.id)]


def test_selecting_all_needs_no_list_and_may_leave_some_out(
    page: tuple[LedgerPage, Bench],
) -> None:
    ledger, _ = page
    ledger.view.select_all.click()
    assert ledger.model.selected_count() == COUNT
    row = ledger.model.row_at(0)
    assert row is not None
    ledger.model.check(row.id, on=False)
    assert ledger.model.selected_count() == COUNT - 1
    assert row.id not in ledger.model.selected_ids()


def test_several_are_routed_at_once_and_those_that_cannot_be_are_named(
    page: tuple[LedgerPage, Bench], stocked: Desk, qtbot: QtBot
) -> None:
    ledger, around = page
    new = [stocked.petitions.register(a_petition(summary=f"新件{n}")) for n in range(2)]
    done = take(stocked, stocked.petitions.register(a_petition()), "withdraw")
    ledger.refresh()
    for petition in (*new, done):
        ledger.model.check(petition.id, on=True)

    around.when_a_dialog_opens(
        lambda dialog: (
            dialog.form.set_values({"section": "农田建设科"}),
            dialog.try_to_write(),
        )
    )
    ledger.view.route.click()

    sections = [stocked.petitions.case(p.id).petition.lead_section for p in (*new, done)]
    assert sections == ["农田建设科", "农田建设科", ""]
    assert "已转办 2 件。" in around.messages.said()
    assert any(done.number in sentence for sentence in around.messages.said())


def test_the_export_holds_what_is_shown_in_the_order_shown(
    page: tuple[LedgerPage, Bench], tmp_path: Path, qtbot: QtBot
) -> None:
    ledger, around = page
    shown = LedgerFilter(states=frozenset({State.ARCHIVED}), first=date(2025, 6, 1))
    ledger.show_filter(shown)
    path = tmp_path / "台账.xlsx"
    around.messages.files = [path]
    ledger.view.export.click()
    qtbot.waitUntil(lambda: bool(around.messages.notices))

    sheet = openpyxl.load_workbook(path).worksheets[0]
    cells = [row[0] for row in sheet.iter_rows(min_row=4, max_col=1, values_only=True)]
    assert cells == numbers(ledger.model)
    assert len(cells) > 10


def test_the_columns_chosen_are_there_again_next_time(
    page: tuple[LedgerPage, Bench], qtbot: QtBot
) -> None:
    ledger, around = page
    ledger.view.table.show_column(COLUMN["channel"], visible=False)
    ledger.view.table.show_column(COLUMN["archive"], visible=True)

    again = LedgerPage(around.context)
    qtbot.addWidget(again)
    assert again.view.table.isColumnHidden(COLUMN["channel"])
    assert not again.view.table.isColumnHidden(COLUMN["archive"])
