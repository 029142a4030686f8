"""Where there is little room: buttons wait in a menu, columns give way, cards go below, dialogs scroll."""

import pytest
from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from petitiondesk.ui import tokens as sizes
from petitiondesk.ui.look import Look
from petitiondesk.ui.models.rows_model import Column, RowsModel
from petitiondesk.ui.style import Tone
from petitiondesk.ui.views.action_row import ActionRow
from petitiondesk.ui.views.buttons import Button
from petitiondesk.ui.views.cards import label
from petitiondesk.ui.views.chart_base import Series
from petitiondesk.ui.views.charts import BarChart
from petitiondesk.ui.views.clock_strip import ClockEntry, ClockStrip
from petitiondesk.ui.views.dialogs import _TITLE_BAR, DeskDialog
from petitiondesk.ui.views.elided import ElidedLabel
from petitiondesk.ui.views.layouts import Facts, ends
from petitiondesk.ui.views.pages import Pages
from petitiondesk.ui.views.painting import Pill
from petitiondesk.ui.views.side_list import SideList
from petitiondesk.ui.views.table import DeskTable
from petitiondesk.ui.views.two_cards import TwoCards
from tests.ui import geometry


@pytest.fixture
def room(qtbot: QtBot) -> QWidget:
    """A window around what is tried: Qt itself never makes a window too small for what is in it."""
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(1000, 600)
    window.show()
    return window


def shown(room: QWidget, widget: QWidget, width: int, height: int = 300) -> None:
    """On screen at a size, laid out."""
    widget.setParent(room)
    widget.resize(width, height)
    widget.show()
    QApplication.processEvents()


# --- buttons ----------------------------------------------------------------------------------------


@pytest.fixture
def row(look: Look) -> ActionRow:
    """Three actions of a heading, the one needed most first."""
    return ActionRow(look, [Button(look, text, icon="print") for text in ("预览", "导出", "打印")])


def test_actions_that_find_no_room_are_in_the_menu(row: ActionRow, room: QWidget) -> None:
    shown(room, row, row.sizeHint().width())
    assert row.more.isHidden()
    assert row.menu().actions() == []
    row.resize(row.sizeHint().width() - 1, 40)
    assert [action.text() for action in row.menu().actions()] == ["导出", "打印"]
    row.resize(row.minimumSizeHint().width(), 40)
    assert [action.text() for action in row.menu().actions()] == ["预览", "导出", "打印"]
    row.resize(row.sizeHint().width(), 40)
    assert row.more.isHidden()


def test_an_action_in_the_menu_is_its_button(row: ActionRow, room: QWidget) -> None:
    first, _, last = row.findChildren(Button)[:3]
    first.setCheckable(True)
    last.setEnabled(False)
    last.setToolTip("查阅员不能打印。")
    shown(room, row, row.minimumSizeHint().width())
    actions = row.menu().actions()
    actions[0].trigger()
    assert first.isChecked()
    assert row.menu().actions()[0].isChecked()
    assert not actions[2].isEnabled()
    assert actions[2].toolTip() == "查阅员不能打印。"


def test_only_a_whole_sentence_on_a_button_is_ever_cut_and_then_told(
    look: Look, room: QWidget
) -> None:
    short, long = Button(look, "保存并登记下一件"), Button(look, "恢复随程序给出的分类" * 4)
    assert short.minimumSizeHint() == short.sizeHint()
    shown(room, long, long.minimumSizeHint().width())
    assert long.width() < long.sizeHint().width()
    assert long.toolTip() == long.text()
    long.resize(long.sizeHint())
    assert long.toolTip() == ""


def test_the_ends_of_a_line_are_level(room: QWidget) -> None:
    low, high = QLabel("第 1—6 件"), QLabel("全选")
    high.setFixedHeight(40)
    line = ends(high, low)
    shown(room, line, 600, 40)
    assert low.geometry().center().y() == high.geometry().center().y()
    assert low.geometry().right() == line.width() - 1


# --- tables -----------------------------------------------------------------------------------------


@pytest.fixture
def table(look: Look, room: QWidget) -> DeskTable:
    """Three columns, the second takes what is left."""
    names = (("a", "编号", 150), ("b", "概况", 300), ("c", "经办人和日期", 250))
    model = RowsModel([Column(name, zh, width, str) for name, zh, width in names])
    made = DeskTable(look, "台账")
    model.setParent(made)
    made.setModel(model)
    made.set_widths(model.widths(), stretch=1)
    shown(room, made, 900)
    return made


def widths(table: DeskTable) -> list[int]:
    return [table.columnWidth(column) for column in range(3)]


def test_columns_yield_the_widest_first_down_to_their_headings(table: DeskTable) -> None:
    assert widths(table)[::2] == [150, 250]
    table.resize(450, 300)
    first, fills, last = widths(table)
    assert (first, fills) == (150, table.viewport().width() - first - last)
    assert last < 250
    table.resize(330, 300)
    assert widths(table)[2] >= table.heading_width(2)
    assert table.horizontalScrollBar().maximum() == 0
    table.resize(900, 300)
    assert widths(table)[::2] == [150, 250], "they have their own widths again"


def test_what_cells_do_not_need_goes_to_those_that_are_cut(table: DeskTable) -> None:
    model = table.model()
    assert isinstance(model, RowsModel)
    model.set_rows(["反映灌渠漏水淹地"])  # each cell says so
    need = table.sizeHintForIndex(model.index(0, 0)).width()
    room = 3 * need + table.width() - table.viewport().width()
    table.resize(room, 300)
    assert widths(table) == [need, need, need], "before, the first and the second were cut"
    table.resize(room - 30, 300)
    assert min(widths(table)) >= need - 30
    table.resize(900, 300)
    assert widths(table)[::2] == [150, 250], "they have their own again"


def test_columns_become_wider_with_other_rows_and_not_narrower_again(table: DeskTable) -> None:
    model = table.model()
    assert isinstance(model, RowsModel)
    model.set_rows(["灌渠漏水"])
    table.resize(420, 300)
    before = widths(table)
    model.set_rows(["灌渠漏水淹地要求修缮"])
    wider = widths(table)
    assert wider != before
    model.set_rows(["灌渠漏水"])
    assert widths(table) == wider


def test_a_cell_that_is_cut_beside_room_is_found(table: DeskTable) -> None:
    model = table.model()
    assert isinstance(model, RowsModel)
    model.set_rows(["反映灌渠漏水淹地"])
    assert list(geometry.cut(table)) == []
    table.setColumnWidth(0, 100)  # by hand: the table lets it be
    assert ["lack" in fault for fault in geometry.cut(table)] == [True]


def test_a_column_that_was_dragged_keeps_its_width_afterwards(table: DeskTable) -> None:
    table.setColumnWidth(2, 200)
    table.resize(400, 300)
    table.resize(900, 300)
    assert widths(table)[2] == 200


# --- cards and facts --------------------------------------------------------------------------------


def test_the_second_card_goes_below_where_both_cannot_stand_side_by_side(room: QWidget) -> None:
    first, second = QLabel("事项"), QLabel("经过")
    second.setMinimumWidth(300)
    cards = TwoCards(first, second, (2, 1), narrow=400)
    shown(room, cards, 600)
    assert second.x() > first.geometry().right()
    cards.resize(399, 300)
    QApplication.processEvents()
    assert second.y() > first.geometry().bottom()
    cards.resize(600, 300)
    QApplication.processEvents()
    assert second.x() > first.geometry().right()
    first.setMinimumWidth(400)
    for _ in range(3):  # turned in one turn of Qt's, laid out in the next
        QApplication.processEvents()
    assert second.y() > first.geometry().bottom()
    assert cards.minimumSizeHint().width() == 400


def facts_of(values: list[str], room: QWidget, width: int) -> tuple[QWidget, list[QLabel]]:
    host = QWidget()
    layout = Facts(host)
    said = [label(value, wrap=len(value) > 20) for value in values]
    for value, text in zip(values, said, strict=True):
        layout.add(label("收到日期"), text, long=len(value) > 20)
    shown(room, host, width)
    return host, said


def test_facts_stand_two_a_line_where_there_is_room_and_long_ones_alone(room: QWidget) -> None:
    _, (first, second, long, last) = facts_of(["2026-03-09", "来信", "概况" * 20, "1"], room, 500)
    assert first.y() == second.y()
    assert second.x() > first.x()
    assert long.y() > first.y()
    assert last.y() > long.y()


def test_a_long_fact_that_fits_on_its_line_is_no_higher_than_that(room: QWidget) -> None:
    """Qt likes a text that may wrap to be half as high as it is wide."""
    _, (long, short) = facts_of(
        ["何桂兰，女，000022＊＊＊＊＊＊＊＊0628，青石镇＊", "1"], room, 600
    )
    assert long.height() == short.height()


def test_facts_stand_one_a_line_where_it_is_narrow(room: QWidget) -> None:
    host, said = facts_of(["2026-03-09", "来信", "概况" * 20], room, 240)
    assert len({text.x() for text in said}) == 1
    assert sorted(text.y() for text in said) == [text.y() for text in said]
    assert all(text.geometry().right() < host.width() for text in said)


def test_a_side_list_is_as_wide_as_its_longest_entry(qtbot: QtBot) -> None:
    entries = SideList("各部分", 100)
    qtbot.addWidget(entries)
    entries.addItem("单位")
    assert entries.sizeHint().width() == 100
    entries.addItem("一个名字很长很长很长很长的部分")
    assert entries.minimumSizeHint().width() > entries.sizeHintForColumn(0) > 100


def test_no_card_of_a_limit_cuts_the_name_of_its_section(look: Look, qtbot: QtBot) -> None:
    pill = Pill("04-13，还有 26 天", "clock", Tone.NEUTRAL)
    running = [ClockEntry("办结", pill, "受理之日起 60 日")] + [
        ClockEntry(f"科室答复 · {section}", pill, "本单位规定")
        for section in ("综合业务和政务服务科", "农村经济和集体资产管理科")
    ]
    strip = ClockStrip(look)
    qtbot.addWidget(strip)
    strip.set_clocks(running)
    strip.show()
    seen = set()
    for width in range(1400, 500, -30):
        strip.resize(width, 300)
        QApplication.processEvents()
        seen.add(strip.cards.isVisible())
        for title in strip.cards.findChildren(ElidedLabel):
            room = title.width() - title.fontMetrics().horizontalAdvance(title.text())
            assert room >= 0 or not strip.cards.isVisible(), (width, title.text())
    assert seen == {True, False}


# --- dialogs ----------------------------------------------------------------------------------------


class _Screen:
    """A screen lower than a dialog would like."""

    def __init__(self, width: int, height: int) -> None:
        self._size = QSize(width, height)

    def availableSize(self) -> QSize:  # noqa: N802 - Qt's own name
        return self._size


@pytest.fixture
def dialog(monkeypatch: pytest.MonkeyPatch, qtbot: QtBot) -> DeskDialog:
    """A dialog with twenty lines, on a screen of 600 × 400."""
    made = DeskDialog("换电脑怎么办", "一共二十步。")
    qtbot.addWidget(made)
    for step in range(20):
        made.body.addWidget(
            label(f"第 {step + 1} 步：把登记簿带到新电脑上，再打开看看。", wrap=True)
        )
    made.close_button = made.add_button("知道了", accepts=True)  # type: ignore[attr-defined]
    monkeypatch.setattr(made, "screen", lambda: _Screen(600, 400))
    return made


def test_a_dialog_is_never_larger_than_the_screen_and_keeps_its_buttons(
    dialog: DeskDialog,
) -> None:
    dialog.resize(900, 900)
    dialog.show()
    QApplication.processEvents()
    assert (dialog.width(), dialog.height()) == (600, 360)
    button = dialog.close_button  # type: ignore[attr-defined]
    below = button.mapTo(dialog, button.rect().bottomLeft()).y()
    assert below < dialog.height()


def test_page_down_shows_what_does_not_fit(dialog: DeskDialog) -> None:
    dialog.show()
    QApplication.processEvents()
    bar = dialog._scroll.verticalScrollBar()
    assert bar.maximum() > 0
    for key, place in ((Qt.Key.Key_PageDown, bar.pageStep()), (Qt.Key.Key_PageUp, 0)):
        event = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(dialog, event)
        assert bar.value() == min(place, bar.maximum())


def test_a_dialog_opens_with_the_field_in_sight_that_has_the_keyboard(dialog: DeskDialog) -> None:
    field = QLineEdit()
    dialog.body.addWidget(field)
    field.setFocus()
    dialog.show()
    QApplication.processEvents()
    assert field.visibleRegion().boundingRect().height() == field.height()


def test_nobody_scrolls_for_the_empty_edge_of_a_dialog(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A screen a few pixels too low takes them from the edge; one that is lower yet gives a bar."""
    dialog = DeskDialog("登记", "")
    qtbot.addWidget(dialog)
    form = QLabel("一页")
    form.setFixedHeight(300)
    dialog.body.addWidget(form)
    dialog.show()
    QApplication.processEvents()
    whole, bar = dialog.height(), dialog._scroll.verticalScrollBar()
    for lacking, scrolls in ((sizes.XL, False), (sizes.XL + 1, True), (0, False)):
        low = _Screen(600, whole - lacking + _TITLE_BAR)
        monkeypatch.setattr(dialog, "screen", lambda low=low: low)
        dialog.resize(dialog.width(), whole - lacking)
        QApplication.processEvents()
        assert (bar.maximum() > 0) is scrolls
    assert dialog.body.contentsMargins().bottom() == sizes.XL


def test_a_dialog_grows_with_what_there_is_to_say(qtbot: QtBot) -> None:
    dialog = DeskDialog("登记", "请核对。")
    qtbot.addWidget(dialog)
    more = label("这里还有一段话。" * 30, wrap=True)
    dialog.body.addWidget(more)
    more.hide()
    dialog.show()
    QApplication.processEvents()
    before = dialog.height()
    more.show()
    qtbot.waitUntil(lambda: dialog.height() > before)
    assert more.height() >= more.heightForWidth(more.width())


def test_pages_ask_for_no_more_than_the_one_that_is_seen(qtbot: QtBot) -> None:
    pages = Pages()
    qtbot.addWidget(pages)
    low, high = QLabel("一行"), QLabel("一行\n" * 30)
    for page in (low, high):
        pages.addWidget(page)
    assert pages.sizeHint() == low.sizeHint()
    pages.setCurrentWidget(high)
    assert pages.minimumSizeHint() == high.minimumSizeHint()


# --- charts -----------------------------------------------------------------------------------------


def test_a_chart_of_nothing_says_what_there_will_be(look: Look, room: QWidget) -> None:
    said = "登记了信访件，这里就有每月的件数。"
    chart = BarChart(look, "每月件次", said)
    shown(room, chart, 360, 150)
    chart.set_data(["1", "2"], [Series("今年", [0, 0])])
    assert chart.accessibleDescription() == said
    empty = chart.grab().toImage()
    chart.set_data(["1", "2"], [Series("今年", [3, 0])])
    assert said not in chart.accessibleDescription()
    assert chart.grab().toImage() != empty
