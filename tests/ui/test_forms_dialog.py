"""The superior's workbooks in the window: taken in, bound by a click, filled, all by keyboard too."""

import re
import time
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from petitiondesk.domain.forms import FormCell, FormSheet, Manner
from petitiondesk.domain.returns.figures import Return
from petitiondesk.domain.returns.period import Period, PeriodKind
from petitiondesk.exchange.office_crypto import encrypt, is_encrypted
from petitiondesk.infra.i18n import use_language
from petitiondesk.services.desk import Desk
from petitiondesk.ui.dialogs.form_choice import FormChoiceDialog
from petitiondesk.ui.dialogs.form_files import FormWriteDialog, RenewalDialog, TakeInDialog
from petitiondesk.ui.dialogs.forms import FormsDialog
from petitiondesk.ui.look import Look
from petitiondesk.ui.models.form_model import SheetModel, bound_model, choice_columns
from petitiondesk.ui.views.form_grid import FormGrid
from tests.exchange import form_books as books
from tests.factory import TODAY, a_petition
from tests.i18n_catalogue import HAN
from tests.services.test_forms import BOUND, bind
from tests.ui.bench import Bench
from tests.ui.hands import CTRL, press, show_active

MARCH = Period.parse(PeriodKind.MONTH, "2026-03")


@pytest.fixture
def value(desk: Desk) -> Return:
    for _ in range(3):
        desk.petitions.register(a_petition())
    return desk.returns.reckon(MARCH, TODAY)


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "上级报表.xlsx"
    path.write_bytes(books.three_row_header())
    return path


def opened(
    around: Bench, value: Return, qtbot: QtBot, opened_files: list[Path] | None = None
) -> FormsDialog:
    def opener(path: Path) -> bool:
        if opened_files is not None:
            opened_files.append(path)
        return True

    dialog = FormsDialog(around.context, value, opener=opener)
    qtbot.addWidget(dialog)
    show_active(qtbot, dialog)
    return dialog


def kept(desk: Desk, book: Path) -> None:
    form = desk.forms.add(book, "月报表")
    bind(desk, form, desk.forms.sheets(form)[0], BOUND)


def click_cell(dialog: FormsDialog, row: int, column: int) -> None:
    grid = dialog.view.grid
    index = dialog.model.index(row - 1, column - 1)
    grid.scrollTo(index)
    QTest.mouseClick(
        grid.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier,
        grid.visualRect(index).center(),
    )  # fmt: skip


def test_without_a_workbook_the_window_says_what_to_do(
    around: Bench, value: Return, qtbot: QtBot
) -> None:
    dialog = opened(around, value, qtbot)
    assert dialog.view.empty.isVisible()
    assert not dialog.fill_button.isVisible()
    assert dialog.view.empty.button is not None


def test_a_workbook_is_taken_in_bound_by_a_click_filled_and_opened(
    desk: Desk, around: Bench, value: Return, qtbot: QtBot, book: Path, tmp_path: Path
) -> None:
    shown: list[Path] = []
    dialog = opened(around, value, qtbot, shown)
    around.messages.files = [book, tmp_path / "三月.xlsx"]

    def take_in(asking: TakeInDialog) -> None:
        assert asking.name.text() == "上级报表"
        asking.name.setText("月报表")
        asking.yes.click()

    around.when_a_dialog_opens(take_in)
    assert dialog.view.empty.button is not None
    dialog.view.empty.button.click()
    assert dialog.view.forms.value() == "月报表"
    assert dialog.view.grid.isVisible()

    def choose(asking: FormChoiceDialog) -> None:
        asking.search.setText("来信 批次")
        assert asking.chosen() is not None
        press(asking.search, Qt.Key.Key_Return)

    around.when_a_dialog_opens(choose)
    click_cell(dialog, 6, 2)
    assert dialog.form is not None
    (binding,) = dialog.form.bindings
    assert (binding.cell, binding.name, binding.manner) == (
        "B6",
        "信访形式.来信.批次",
        Manner.NUMBER,
    )
    assert dialog.model.index(5, 1).data() == "3"
    assert "填写“信访形式.来信.批次”：3" in dialog.view.told.text()
    assert desk.forms.get("月报表").bindings == ()

    def write(asking: FormWriteDialog) -> None:
        assert any("8 个公式" in sentence for sentence in asking.sentences())
        asking.yes.click()

    around.when_a_dialog_opens(write)
    dialog.fill_button.click()
    qtbot.waitUntil(lambda: not dialog.isVisible())
    around.messages.assert_no_errors()
    assert openpyxl.load_workbook(tmp_path / "三月.xlsx")["表一"]["B6"].value == 3
    assert desk.forms.get("月报表").bindings == (binding,)
    assert "已填写：“三月.xlsx”。" in around.messages.said()
    around.messages.actions[-1].run()
    assert shown == [tmp_path / "三月.xlsx"]


def test_everything_works_by_keyboard(
    desk: Desk, around: Bench, value: Return, qtbot: QtBot, book: Path
) -> None:
    kept(desk, book)
    dialog = opened(around, value, qtbot)
    grid = dialog.view.grid
    assert grid.hasFocus()
    grid.go_to((6, 5))

    def choose(asking: FormChoiceDialog) -> None:
        asking.search.setText("来信 初次")
        press(asking.search, Qt.Key.Key_Down)
        press(asking.search, Qt.Key.Key_Up)
        press(asking.search, Qt.Key.Key_Return, CTRL)

    around.when_a_dialog_opens(choose)
    press(grid, Qt.Key.Key_Return)
    assert dialog.form is not None
    assert dialog.form.bound("表一", "E6") is not None
    assert dialog.save_button.isEnabled()
    show_active(qtbot, dialog)  # shortcuts are the active window's
    press(dialog, Qt.Key.Key_S, CTRL)
    assert desk.forms.get("月报表") == dialog.form
    assert not dialog.save_button.isEnabled()
    press(grid, Qt.Key.Key_Delete)
    assert dialog.form.bound("表一", "E6") is None
    press(dialog, Qt.Key.Key_S, CTRL)
    assert desk.forms.get("月报表").bound("表一", "E6") is None


def test_a_formula_is_not_bound_and_the_line_below_says_why(
    desk: Desk, around: Bench, value: Return, qtbot: QtBot, book: Path
) -> None:
    kept(desk, book)
    dialog = opened(around, value, qtbot)
    click_cell(dialog, 10, 2)
    assert QApplication.activeModalWidget() is None
    assert "B10 里是公式" in dialog.view.told.text()


def test_a_bound_cell_opens_with_what_it_is_bound_to_and_can_be_set_free(
    desk: Desk, around: Bench, value: Return, qtbot: QtBot, book: Path
) -> None:
    kept(desk, book)
    dialog = opened(around, value, qtbot)

    def look_and_free(asking: FormChoiceDialog) -> None:
        chosen = asking.chosen()
        assert chosen is not None
        assert chosen.name == "信访形式.来信.批次.同比"
        assert asking.manner.value() == Manner.PERCENT.value
        asking.drop.click()

    around.when_a_dialog_opens(look_and_free)
    click_cell(dialog, 6, 7)
    assert dialog.form is not None
    assert dialog.form.bound("表一", "G6") is None


def test_the_words_of_the_hint_find_an_indicator_in_both_languages(
    desk: Desk, look: Look, value: Return, qtbot: QtBot
) -> None:
    sheet = FormSheet("表一", 1, 1, {})
    for language, shown in (("zh_CN", "信访形式.来信.批次"), ("en", "Channel · Letter · Batches")):
        use_language(language)
        dialog = FormChoiceDialog(look, desk.forms.choices(value), sheet, (1, 1), None)
        qtbot.addWidget(dialog)
        hint = re.search('[“"](.+)[”"]', dialog.search.placeholderText())
        assert hint is not None
        dialog.search.setText(hint[1])
        found = [dialog.model.index(row, 0).data() for row in range(dialog.model.rowCount())]
        assert found[0] == shown
        chosen = dialog.chosen()
        assert chosen is not None
        assert chosen.name == "信访形式.来信.批次", "what is bound is called the same in both"


def test_every_indicator_has_an_english_name_with_the_chinese_one_beside(
    desk: Desk, value: Return
) -> None:
    use_language("en")
    office = desk.office.office()
    own = {*(one.name for one in office.sections), *(path.split("_")[0] for path in office.topics)}
    name, _, chinese = choice_columns()
    for choice in desk.forms.choices(value):
        said = name.text(choice).split(" · ")
        assert [part for part in said if HAN.search(part) and part not in own] == []
        assert chinese.text(choice) == choice.name


def test_the_list_names_every_filled_cell_and_frees_only_what_was_bound(
    desk: Desk, around: Bench, value: Return, qtbot: QtBot, book: Path
) -> None:
    kept(desk, book)
    dialog = opened(around, value, qtbot)
    rows = dialog.bound.rows()
    assert len(rows) == len(BOUND) + 3  # three placeholders among words
    dialog.view.bound.setCurrentIndex(dialog.bound.index(0, 0))
    assert not dialog.view.unbind.isEnabled()
    place = next(n for n, row in enumerate(rows) if row.place == (7, 2))
    dialog.view.bound.setCurrentIndex(dialog.bound.index(place, 0))
    press(dialog.view.bound, Qt.Key.Key_Return)
    assert dialog.view.grid.place(dialog.view.grid.currentIndex()) == (7, 2)
    dialog.view.unbind.click()
    assert dialog.form is not None
    assert dialog.form.bound("表一", "B7") is None


def test_what_cannot_be_filled_is_said_and_not_written(
    desk: Desk, around: Bench, value: Return, qtbot: QtBot, book: Path
) -> None:
    form = desk.forms.add(book, "月报表")
    bind(desk, form, desk.forms.sheets(form)[0], [("B6", "来信.批资", Manner.NUMBER)])
    dialog = opened(around, value, qtbot)
    assert "有 1 个单元格填不了" in dialog.view.count.text()

    def read(asking: FormWriteDialog) -> None:
        assert asking.sentences()[0].startswith("表一!B6：没有叫“来信.批资”的指标。是不是：")
        assert not asking.yes.isVisible()
        press(asking, Qt.Key.Key_Escape)

    around.when_a_dialog_opens(read)
    dialog.fill_button.click()
    assert around.messages.file_titles == []


@pytest.mark.parametrize("wants", [True, False])
def test_closing_with_unsaved_bindings_asks(
    desk: Desk, around: Bench, value: Return, qtbot: QtBot, book: Path, wants: bool
) -> None:
    kept(desk, book)
    dialog = opened(around, value, qtbot)
    dialog.clear((6, 2))
    around.messages.answers = [wants]
    dialog.cancel.click()
    assert not dialog.isVisible()
    assert [asked.title for asked in around.messages.asked] == ["保存绑定"]
    assert (desk.forms.get("月报表").bound("表一", "B6") is None) is wants


def test_a_locked_workbook_asks_for_its_password_and_the_copy_is_locked(
    desk: Desk, around: Bench, value: Return, qtbot: QtBot, tmp_path: Path
) -> None:
    locked, out = tmp_path / "密.xlsx", tmp_path / "三月.xlsx"
    locked.write_bytes(encrypt(books.three_row_header(), "报表2026"))
    dialog = opened(around, value, qtbot)
    around.messages.files = [locked, out]

    def take_in(asking: TakeInDialog) -> None:
        assert asking.password.isVisible()
        asking.yes.click()
        assert "设了打开密码" in asking.trouble.text()
        asking.password.setText("报表2026")
        asking.yes.click()

    around.when_a_dialog_opens(take_in)
    dialog.add()

    def write(asking: FormWriteDialog) -> None:
        asking.password.setText("报表2026")
        asking.yes.click()

    around.when_a_dialog_opens(write)
    dialog.fill()
    qtbot.waitUntil(lambda: not dialog.isVisible())
    around.messages.assert_no_errors()
    assert is_encrypted(out.read_bytes())


def test_a_file_that_cannot_be_written_leaves_the_window_as_it_was(
    desk: Desk, around: Bench, value: Return, qtbot: QtBot, book: Path
) -> None:
    kept(desk, book)
    dialog = opened(around, value, qtbot)
    around.messages.files = [book]
    around.when_a_dialog_opens(lambda asking: asking.yes.click())
    dialog.fill()
    qtbot.waitUntil(lambda: bool(around.messages.errors))
    assert "原表" in str(around.messages.errors[0])
    assert dialog.isVisible()
    assert dialog.isEnabled()


def test_a_newer_workbook_shows_what_it_takes_over_before_it_is_kept(
    desk: Desk, around: Bench, value: Return, qtbot: QtBot, book: Path, tmp_path: Path
) -> None:
    kept(desk, book)
    newer = openpyxl.load_workbook(book)
    newer["表一"]["C5"] = "人数"
    newer.save(tmp_path / "新表.xlsx")
    dialog = opened(around, value, qtbot)
    around.messages.files = [tmp_path / "新表.xlsx"]

    def agree(asking: RenewalDialog) -> None:
        assert "有 4 个单元格的表头没有变" in asking.sentence.text()
        asking.yes.click()

    around.when_a_dialog_opens(agree)
    dialog.view.renew.click()
    assert [b.cell for b in desk.forms.get("月报表").bindings] == ["B6", "F6", "G6", "B7"]
    assert dialog.model.sheet.text((5, 3)) == "人数"


def test_a_workbook_is_removed_only_after_a_question(
    desk: Desk, around: Bench, value: Return, qtbot: QtBot, book: Path
) -> None:
    kept(desk, book)
    dialog = opened(around, value, qtbot)
    dialog.view.remove.click()
    assert len(desk.forms.all()) == 1
    around.messages.answers = [True]
    dialog.view.remove.click()
    assert desk.forms.all() == []
    assert dialog.view.empty.isVisible()


def test_the_second_sheet_and_the_second_workbook_are_shown(
    desk: Desk, around: Bench, value: Return, qtbot: QtBot, book: Path, tmp_path: Path
) -> None:
    kept(desk, book)
    (tmp_path / "名单.xlsx").write_bytes(books.with_lists())
    desk.forms.add(tmp_path / "名单.xlsx", "超期名单")
    dialog = opened(around, value, qtbot)
    dialog.view.forms.set_value("超期名单")
    dialog.open_form("超期名单")
    assert dialog.model.sheet.name == "超期明细"
    assert dialog.view.grid.rowHeight(0) < 30  # the title of the other sheet was higher
    dialog.view.tabs.setCurrentIndex(1)
    assert dialog.model.sheet.name == "表格"


def test_every_control_has_a_name(
    desk: Desk, around: Bench, value: Return, qtbot: QtBot, book: Path
) -> None:
    kept(desk, book)
    dialog = opened(around, value, qtbot)
    assert dialog.form is not None
    choice = FormChoiceDialog(
        around.context.look, desk.forms.choices(value), dialog.sheet(), (6, 2), None, dialog
    )
    writing = FormWriteDialog(
        around.context.look, desk.forms.check(dialog.form, value), dialog, locked=True
    )
    for window in (dialog, choice, writing):
        for kind in (QAbstractButton, QLineEdit, FormGrid):
            found: list[QWidget] = list(window.findChildren(kind))
            shown = [
                w for w in found if w.isVisibleTo(window) and not w.objectName().startswith("qt_")
            ]
            scrolling = ("QScrollBar", "QTabBar")
            nameless = [
                w for w in shown
                if not w.accessibleName() and type(w.parentWidget()).__name__ not in scrolling
                and not isinstance(w.parentWidget(), FormGrid)
            ]  # fmt: skip
            assert nameless == []


def test_a_sheet_of_a_hundred_thousand_cells_is_shown_at_once(look: Look, qtbot: QtBot) -> None:
    cells = {
        (r, c): FormCell(str(r * c), number=True) for r in range(1, 5001) for c in range(1, 21)
    }
    model = SheetModel()
    grid = FormGrid(look, model)
    qtbot.addWidget(grid)
    grid.resize(900, 500)
    grid.show()

    start = time.perf_counter()
    model.show_sheet(FormSheet("大表", 5000, 20, cells), {})
    grid.lay_out()
    grid.go_to((4900, 3))
    grid.grab()
    assert time.perf_counter() - start < 1.0
    assert grid.visualRect(model.index(4899, 2)).top() < grid.height()


def test_the_models_keep_qt_s_rules(qtmodeltester: ModelTester) -> None:
    model = SheetModel()
    model.show_sheet(FormSheet("表", 3, 2, {(1, 1): FormCell("甲")}), {})
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]
    qtmodeltester.check(bound_model(several=True))  # type: ignore[no-untyped-call]
