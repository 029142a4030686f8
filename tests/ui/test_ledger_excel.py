"""The ledger for hands that know Excel: copying, cells, columns, saved views, the print of a list."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from petitiondesk.domain import history
from petitiondesk.domain.ledger import LedgerFilter, Order, SortKey
from petitiondesk.domain.ledger_views import ColumnSet, Span
from petitiondesk.domain.petition import Petition, Petitioner
from petitiondesk.domain.terms import Channel, PetitionClass, State
from petitiondesk.services.desk import Desk
from petitiondesk.ui.dialogs.ledger_columns import STEP, ColumnsDialog
from petitiondesk.ui.dialogs.naming import NewViewDialog
from petitiondesk.ui.look import Look
from petitiondesk.ui.models.ledger_columns import COLUMN
from petitiondesk.ui.pages import ledger_copy, ledger_print
from petitiondesk.ui.pages.ledger import LedgerPage
from petitiondesk.ui.pages.ledger_filter import OPEN_STATES
from petitiondesk.ui.pages.ledger_views import SAVED
from petitiondesk.ui.views.field_form import FormContext
from petitiondesk.ui.views.ledger_view import FilterDialog
from tests.factory import a_petition, take
from tests.ui.bench import Bench
from tests.ui.hands import ALT, CTRL, press, show_active
from tests.ui.ledger_room import ledger_on_screen

CTRL_SHIFT = CTRL | Qt.KeyboardModifier.ShiftModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
Opened = tuple[LedgerPage, Bench]


@pytest.fixture
def petitions(desk: Desk) -> list[Petition]:
    """Four, the newest last: one begins like a formula, one is sealed, one is archived."""
    return [
        desk.petitions.register(a_petition(summary="=1+1 反映\n水渠")),
        desk.petitions.register(
            a_petition(
                petition_class=PetitionClass.ACCUSATION,
                summary="检举某人",
                petitioners=(Petitioner("李四"),),
            )
        ),
        take(desk, desk.petitions.register(a_petition(channel=Channel.VISIT)), "propose"),
        desk.petitions.register(a_petition(summary="王建国反映电话 13800000000 打不通")),
    ]


@pytest.fixture
def page(around: Bench, petitions: list[Petition], qtbot: QtBot) -> Opened:
    return ledger_on_screen(around, qtbot, len(petitions)), around


def stand_on(page: LedgerPage, row: int, column: str = "number") -> None:
    page.view.table.setCurrentIndex(page.model.index(row, COLUMN[column]))
    page.view.table.setFocus()


def clipboard() -> list[list[str]]:
    return [line.split("\t") for line in QGuiApplication.clipboard().text().split("\n")]


def exported(desk: Desk) -> list[dict[str, object]]:
    events = desk.context.registry.events.of_office(history.EXPORT)
    return [dict(event.changes) for event in events]


def done(page: Opened, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not page[1].context.tasks.is_busy())


# --- copying --------------------------------------------------------------------------------------


def test_one_row_is_copied_with_its_headings_as_it_is_shown(page: Opened, desk: Desk) -> None:
    stand_on(page[0], 0)
    press(page[0].view.table, Qt.Key.Key_C, CTRL)
    heads, row = clipboard()
    assert heads[:3] == ["编号", "收到", "形式"]
    assert heads[-1] == "期限"
    assert row[heads.index("信访人")] == "王＊"
    assert "13800000000" not in QGuiApplication.clipboard().text()
    assert "还有" in row[-1]
    assert page[1].messages.said() == ["已复制 1 行。"]
    assert exported(desk) == []


def test_several_rows_go_as_a_table_and_enter_the_record(
    page: Opened, desk: Desk, qtbot: QtBot
) -> None:
    stand_on(page[0], 0)
    for _ in range(3):
        press(page[0].view.table, Qt.Key.Key_Down, SHIFT)
    press(page[0].view.table, Qt.Key.Key_C, CTRL)
    done(page, qtbot)
    heads, *rows = clipboard()
    assert len(rows) == 4
    summaries = [row[heads.index("概况")] for row in rows]
    assert summaries[3] == "'=1+1 反映 水渠"
    assert summaries[2] == "（密）"
    assert "<table>" in QGuiApplication.clipboard().mimeData().html()
    assert page[1].messages.said() == ["已复制 4 行。"]
    assert exported(desk) == [{"copied": [None, 4]}]
    assert [str(entry.what) for entry in desk.journal.entries()][0] == "导出：复制台账 4 件，已遮盖"


def test_rows_that_are_ticked_are_copied_where_none_are_chosen_by_shift(
    page: Opened, petitions: list[Petition], qtbot: QtBot
) -> None:
    for petition in petitions[:2]:
        page[0].model.check(petition.id, on=True)
    stand_on(page[0], 0)
    press(page[0].view.table, Qt.Key.Key_C, CTRL)
    done(page, qtbot)
    assert [row[0] for row in clipboard()[1:]] == [petitions[1].number, petitions[0].number]


def test_a_single_cell_is_copied_without_a_heading(page: Opened, petitions: list[Petition]) -> None:
    stand_on(page[0], 1, "channel")
    press(page[0].view.table, Qt.Key.Key_C, CTRL_SHIFT)
    assert clipboard() == [["来访"]]
    press(page[0].view.table, Qt.Key.Key_Left)
    press(page[0].view.table, Qt.Key.Key_Left)
    press(page[0].view.table, Qt.Key.Key_C, CTRL_SHIFT)
    assert clipboard() == [[petitions[2].number]]


def test_too_many_rows_are_not_copied_and_that_is_said(
    page: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    QGuiApplication.clipboard().setText("早先的")
    monkeypatch.setattr(ledger_copy, "MOST", 3)
    page[0].view.select_all.click()
    press(page[0].view.table, Qt.Key.Key_C, CTRL)
    assert clipboard() == [["早先的"]]
    assert "没有复制" in page[1].messages.said()[0]


def test_a_hidden_column_is_not_copied(page: Opened) -> None:
    page[0].view.table.show_column(COLUMN["petitioner"], visible=False)
    stand_on(page[0], 0)
    press(page[0].view.table, Qt.Key.Key_C, CTRL)
    assert "信访人" not in clipboard()[0]


def test_ctrl_a_ticks_everything_and_space_ticks_the_rows_chosen(page: Opened) -> None:
    ledger = page[0]
    stand_on(ledger, 0)
    press(ledger.view.table, Qt.Key.Key_Down, SHIFT)
    press(ledger.view.table, Qt.Key.Key_Space)
    assert ledger.model.selected_count() == 2
    press(ledger.view.table, Qt.Key.Key_Space)
    assert ledger.model.selected_count() == 0
    press(ledger.view.table, Qt.Key.Key_A, CTRL)
    assert ledger.model.selected_count() == 4


def test_the_menu_of_a_row_names_what_the_keys_do(page: Opened) -> None:
    stand_on(page[0], 0)
    texts = [action.text() for action in page[0].menu().actions()]
    assert texts[1:4] == ["复制选中的行\tCtrl+C", "复制这一格\tCtrl+Shift+C", "更正这一栏…\tF2"]


# --- correcting -----------------------------------------------------------------------------------


def test_f2_opens_the_correction_at_the_field_of_the_cell(
    page: Opened, desk: Desk, petitions: list[Petition]
) -> None:
    ledger, around = page
    stand_on(ledger, 0, "place")
    ledger.view.table.show_column(COLUMN["place"], visible=True)
    focused: list[object] = []

    def correct(dialog: object) -> None:
        fields = dialog.form.fields  # type: ignore[attr-defined]
        focused.append(fields["place"].control.hasFocus())
        dialog.form.set_values({"place": "青石镇上河村"})  # type: ignore[attr-defined]
        dialog.reason.setPlainText("来电更正")  # type: ignore[attr-defined]
        dialog.try_to_write()  # type: ignore[attr-defined]

    around.when_a_dialog_opens(correct)
    press(ledger.view.table, Qt.Key.Key_F2)
    case = desk.petitions.case(petitions[3].id)
    assert focused == [True]
    assert case.petition.place == "青石镇上河村"
    assert (case.events[-1].kind, case.events[-1].note) == (history.CORRECT, "来电更正")
    assert any("更正已记入经过" in sentence for sentence in around.messages.said())


def test_the_correction_out_of_the_table_shows_nothing_but_its_field(
    page: Opened, desk: Desk
) -> None:
    """What lists show masked is opened with a reason, on the case's own page."""
    ledger, around = page
    stand_on(ledger, 0, "summary")
    shown: list[object] = []
    around.when_a_dialog_opens(lambda dialog: shown.extend(dialog.form.fields))
    press(ledger.view.table, Qt.Key.Key_F2)
    assert shown == ["summary"]


def test_what_steps_and_clocks_say_is_not_corrected_in_the_table(
    page: Opened, petitions: list[Petition]
) -> None:
    ledger, around = page
    stand_on(ledger, 0, "due")
    press(ledger.view.table, Qt.Key.Key_F2)
    assert around.went == [("case", petitions[3].id)]
    assert "不在表里改" in around.messages.said()[0]


def test_a_sealed_case_is_opened_before_it_is_corrected(
    page: Opened, petitions: list[Petition]
) -> None:
    ledger, around = page
    stand_on(ledger, 2, "summary")
    press(ledger.view.table, Qt.Key.Key_F2)
    assert around.went == [("case", petitions[1].id)]
    assert "密件" in around.messages.said()[0]


# --- columns --------------------------------------------------------------------------------------


def columns_dialog(page: LedgerPage, qtbot: QtBot) -> ColumnsDialog:
    dialog = ColumnsDialog(page._context.look, page.columns.lines(), page)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def test_columns_are_hidden_moved_and_widened_by_the_keyboard_and_stay_so(
    page: Opened, qtbot: QtBot
) -> None:
    ledger, around = page
    before = ledger.view.table.columnWidth(COLUMN["number"])

    def choose(dialog: ColumnsDialog) -> None:
        press(dialog.list, Qt.Key.Key_Down, ALT)
        press(dialog.list, Qt.Key.Key_Right, ALT)
        dialog.list.setCurrentRow(2)
        press(dialog.list, Qt.Key.Key_Space)
        dialog.accept()

    around.when_a_dialog_opens(choose)
    ledger.view.columns.click()
    header = ledger.view.table.horizontalHeader()
    assert header.visualIndex(COLUMN["received"]) < header.visualIndex(COLUMN["number"])
    assert ledger.view.table.columnWidth(COLUMN["number"]) == before + STEP
    assert ledger.view.table.isColumnHidden(COLUMN["channel"])

    again = LedgerPage(around.context)
    qtbot.addWidget(again)
    assert again.columns.present() == ledger.columns.present()


def test_a_column_dragged_wider_is_as_wide_the_next_time(page: Opened, qtbot: QtBot) -> None:
    ledger, around = page
    ledger.view.table.horizontalHeader().resizeSection(COLUMN["section"], 222)
    qtbot.waitUntil(
        lambda: "section" in (around.context.desk.views.columns() or ColumnSet()).widths
    )
    again = LedgerPage(around.context)
    qtbot.addWidget(again)
    assert again.view.table.columnWidth(COLUMN["section"]) == 222


def test_the_last_column_cannot_be_hidden_and_the_programs_own_come_back(
    page: Opened, qtbot: QtBot
) -> None:
    ledger, _ = page
    own = ledger.columns.present()
    dialog = columns_dialog(ledger, qtbot)
    for row in range(dialog.list.count()):
        dialog.list.item(row).setCheckState(Qt.CheckState.Unchecked)
    assert len(dialog.columns().hidden) == dialog.list.count() - 1
    ledger.columns._show_own(dialog)
    chosen = dialog.columns()
    assert (chosen.order, chosen.hidden) == (own.order, own.hidden)


# --- saved views ----------------------------------------------------------------------------------


def save_view(page: Opened, name: str) -> None:
    def fill(dialog: object) -> None:
        dialog.name.setText(name)  # type: ignore[attr-defined]
        dialog.try_to_write()  # type: ignore[attr-defined]

    page[1].when_a_dialog_opens(fill)
    action(page[0].views.menu(), "存为新视图…").trigger()


def action(menu: QMenu, text: str) -> QAction:
    return next(a for a in menu.actions() if a.text() == text)


def test_a_view_brings_its_conditions_order_and_columns_back(page: Opened, qtbot: QtBot) -> None:
    ledger, around = page
    shown = LedgerFilter(channels=frozenset({Channel.VISIT}))
    order = Order(SortKey.NUMBER, descending=False)
    ledger._show(shown, order)
    ledger.view.table.show_column(COLUMN["topic"], visible=False)
    save_view(page, "来访的")
    assert ledger.view.preset.value() == (SAVED, "来访的")

    ledger.view.preset.choose(0)
    assert (ledger.model.shown, ledger.view.preset.value()) == (LedgerFilter(), "all")
    ledger.view.table.show_column(COLUMN["topic"], visible=True)

    show_active(qtbot, ledger)  # after the dialog
    press(ledger.view.preset, Qt.Key.Key_6, ALT)
    assert (ledger.model.shown, ledger.model.order) == (shown, order)
    assert ledger.view.table.isColumnHidden(COLUMN["topic"])
    ledger.view.preset.choose(1)
    assert ledger.model.shown == LedgerFilter(states=OPEN_STATES)
    assert not ledger.view.table.isColumnHidden(COLUMN["topic"])


def test_a_view_is_changed_renamed_and_deleted_and_each_can_be_undone(page: Opened) -> None:
    ledger, around = page
    views = around.context.desk.views
    save_view(page, "我的")
    ledger._narrow(LedgerFilter(states=frozenset({State.REGISTERED})))
    action(ledger.views.menu(), "把现在的样子存进“我的”").trigger()
    assert views.views()[0].shown == ledger.model.shown
    around.messages.actions[-1].run()
    assert views.views()[0].shown == LedgerFilter()

    def rename(dialog: object) -> None:
        assert dialog.name.text() == "我的"  # type: ignore[attr-defined]
        dialog.name.setText(" 登记了的 ")  # type: ignore[attr-defined]
        dialog.try_to_write()  # type: ignore[attr-defined]

    around.when_a_dialog_opens(rename)
    action(ledger.views.menu(), "给“我的”改名…").trigger()
    assert [view.name for view in views.views()] == ["登记了的"]

    action(ledger.views.menu(), "删除“登记了的”").trigger()
    assert views.views() == ()
    assert ledger.view.preset.value() == "all"
    around.messages.actions[-1].run()
    assert [view.name for view in views.views()] == ["登记了的"]
    assert (SAVED, "登记了的") in ledger.view.preset._keys


def test_many_views_stand_in_the_menu_and_the_one_shown_among_the_buttons(page: Opened) -> None:
    ledger, _ = page
    for n in range(6):
        save_view(page, f"视图{n}")
    assert ledger.view.preset.value() == (SAVED, "视图5")
    assert len(ledger.view.preset._keys) == 9
    action(ledger.views.menu(), "视图4").trigger()
    assert ledger.view.preset.value() == (SAVED, "视图4")


def test_a_name_that_cannot_be_is_refused_in_the_dialog_and_what_was_typed_stays(
    page: Opened,
) -> None:
    said: list[str] = []

    def fill(dialog: object) -> None:
        dialog.name.setText("   ")  # type: ignore[attr-defined]
        dialog.try_to_write()  # type: ignore[attr-defined]
        said.append(dialog.field.finding_text())  # type: ignore[attr-defined]

    page[1].when_a_dialog_opens(fill)
    action(page[0].views.menu(), "存为新视图…").trigger()
    assert said == ["请给视图起个名字。"]
    assert page[1].context.desk.views.views() == ()


def test_conditions_that_come_from_elsewhere_mark_the_view_they_are(page: Opened) -> None:
    ledger, _ = page
    ledger.view.preset.choose(2)
    ledger.show_filter(LedgerFilter(words="水渠"))
    assert ledger.view.preset.value() == "all"
    ledger.show_filter(LedgerFilter(states=OPEN_STATES))
    assert ledger.view.preset.value() == "open"


# --- printing -------------------------------------------------------------------------------------


def test_the_list_shown_is_printed_masked_in_its_order_and_recorded(
    page: Opened, desk: Desk, petitions: list[Petition], tmp_path: Path, qtbot: QtBot
) -> None:
    ledger, around = page
    texts: list[str] = []
    around.messages.files = [tmp_path / "台账.pdf"]

    def look_at(dialog: object) -> None:
        texts.append(dialog.pages.document.toPlainText())  # type: ignore[attr-defined]
        dialog.save_pdf()  # type: ignore[attr-defined]

    around.when_a_dialog_opens(look_at)
    ledger.view.print.click()
    qtbot.waitUntil(lambda: bool(texts))
    places = [texts[0].index(p.number) for p in reversed(petitions)]
    assert places == sorted(places)
    assert "王建国" not in texts[0]
    assert "检举某人" not in texts[0]
    assert "合计 4 件" in texts[0]
    assert (tmp_path / "台账.pdf").stat().st_size > 1000
    assert [e.note for e in desk.context.registry.events.of_office(history.PRINT)] == [
        "信访台账 2026-03-02"
    ]


def test_only_those_ticked_are_printed_where_some_are(
    page: Opened, petitions: list[Petition], qtbot: QtBot
) -> None:
    ledger, around = page
    ledger.model.check(petitions[0].id, on=True)
    texts: list[str] = []
    around.when_a_dialog_opens(lambda dialog: texts.append(dialog.pages.document.toPlainText()))
    ledger.view.print.click()
    qtbot.waitUntil(lambda: bool(texts))
    assert petitions[0].number in texts[0]
    assert petitions[3].number not in texts[0]
    assert "范围：选中的 1 件" in texts[0]


def test_a_list_too_long_for_paper_is_not_printed_and_that_is_said(
    page: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ledger_print, "MOST", 3)
    page[0].view.print.click()
    assert "没有打印" in page[1].messages.said()[0]


def test_a_view_of_this_month_goes_along_with_the_day(page: Opened, desk: Desk) -> None:
    ledger, around = page
    today = desk.ledger.today
    month = LedgerFilter(first=today.replace(day=1), last=today)
    ledger._show(month, Order())
    offered: list[list[str]] = []

    def fill(dialog: NewViewDialog) -> None:
        period = dialog.period
        offered.append([period.itemText(n) for n in range(period.count())])
        dialog.name.setText("本月的")
        dialog.try_to_write()

    around.when_a_dialog_opens(fill)
    action(ledger.views.menu(), "存为新视图…").trigger()
    assert offered[0][0] == "随日期走：本月"
    assert offered[0][-1].startswith("固定：")
    (kept,) = desk.views.views()
    assert (kept.span, kept.shown) == (Span.MONTH, LedgerFilter())
    assert action(ledger.views.menu(), "本月的　本月").isChecked()
    ledger.view.preset.choose(0)
    action(ledger.views.menu(), "本月的　本月").trigger()
    assert ledger.model.shown == month
    unchanged = action(ledger.views.menu(), "把现在的样子存进“本月的”")
    assert not unchanged.isEnabled()


def test_a_period_is_named_in_the_filter_and_its_days_fill_in(
    desk: Desk, look: Look, qtbot: QtBot
) -> None:
    today = desk.ledger.today
    dialog = FilterDialog(FormContext(look, desk.office.office(), today))
    qtbot.addWidget(dialog)
    dialog.span.set_value(Span.YEAR)
    assert (dialog.first.value(), dialog.last.value()) == (today.replace(month=1, day=1), today)
    dialog.first.set_value(today.replace(day=2))
    assert dialog.span.value() is None
    dialog.first.set_value(today.replace(day=1))
    assert dialog.span.value() is Span.MONTH
