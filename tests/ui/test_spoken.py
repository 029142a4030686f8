"""What a screen reader is told of the widgets that paint for themselves."""

import gc

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QLabel, QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from petitiondesk.ui.look import Look
from petitiondesk.ui.views.chart_base import Series
from petitiondesk.ui.views.charts import BarChart, RowBars
from petitiondesk.ui.views.files import DropZone
from tests.ui.hands import press, show_active

_ROLE, _TEXT = QAccessible.Role, QAccessible.Text


def told(widget: QWidget) -> QAccessibleInterface:
    found = QAccessible.queryAccessibleInterface(widget)
    assert found is not None
    return found


def test_a_chart_is_a_chart_with_all_its_values_and_the_one_in_hand(
    look: Look, qtbot: QtBot
) -> None:
    chart = BarChart(look, "每月件次")
    qtbot.addWidget(chart)
    chart.set_data(["1", "2"], [Series("去年", [3, 0], hollow=True), Series("今年", [7, 5])])
    show_active(qtbot, chart)
    assert told(chart).role() is _ROLE.Chart
    assert told(chart).text(_TEXT.Name) == "每月件次"
    assert told(chart).text(_TEXT.Description) == "1：去年 3，今年 7；2：去年 0，今年 5"
    assert told(chart).text(_TEXT.Value) == ""
    press(chart, Qt.Key.Key_Right)
    press(chart, Qt.Key.Key_Right)
    assert told(chart).text(_TEXT.Value) == "2：去年 0，今年 5"
    assert told(chart).state().focused


def test_bars_of_topics_are_a_chart_too(look: Look, qtbot: QtBot) -> None:
    bars = RowBars(look, "近 90 天内容")
    qtbot.addWidget(bars)
    bars.set_data([("农村土地", 62)])
    press(bars, Qt.Key.Key_Down)
    assert (told(bars).role(), told(bars).text(_TEXT.Value)) == (_ROLE.Chart, "农村土地：62")


def test_the_place_for_files_is_a_group_that_says_what_lies_in_it(look: Look, qtbot: QtBot) -> None:
    zone = DropZone(look)
    qtbot.addWidget(zone)
    zone.add_item(1, "来信.jpg")
    zone.add_item(2, "证明.pdf")
    zone.show()
    group = told(zone)
    assert (group.role(), group.text(_TEXT.Name)) == (_ROLE.Grouping, "附件")
    assert group.text(_TEXT.Value) == "来信.jpg；证明.pdf"
    inside = [group.child(n).text(_TEXT.Name) for n in range(group.childCount())]
    assert "选择文件" in inside


def test_what_is_read_and_scrolled_is_a_document(look: Look, qtbot: QtBot) -> None:
    area = QScrollArea()
    qtbot.addWidget(area)
    area.setAccessibleName("经过")
    area.setWidget(QLabel("登记"))
    assert told(area).role() is _ROLE.Document


def test_widgets_come_and_go_while_a_screen_reader_listens(look: Look, qtbot: QtBot) -> None:
    room = QWidget()
    qtbot.addWidget(room)
    column = QVBoxLayout(room)
    for count in range(40):
        chart = RowBars(look, "内容")
        column.addWidget(chart)
        chart.set_data([("农村土地", count)])
        press(chart, Qt.Key.Key_Down)
        assert told(chart).text(_TEXT.Value) == f"农村土地：{count}"
        gc.collect()
        assert told(room).child(0).role() is _ROLE.Chart
        chart.deleteLater()
        del chart
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert told(room).childCount() == 0
