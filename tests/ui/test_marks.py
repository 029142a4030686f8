"""What would be lost on a grey screen: the measure of marks can find fault, and charts hold in grey."""

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from petitiondesk.ui.look import Look
from petitiondesk.ui.style import Scheme, Tone
from petitiondesk.ui.views.chart_base import Series
from petitiondesk.ui.views.charts import BarChart
from petitiondesk.ui.views.chips import Chip
from tests.ui import marks, tabbing


def _sheet(qtbot: QtBot, *chips: Chip) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    line = QVBoxLayout(made)
    for chip in chips:
        line.addWidget(chip)
    made.show()
    return made


def test_marks_with_sign_and_word_have_no_fault(look: Look, qtbot: QtBot) -> None:
    chips = Chip(look, "超期 2 天", "warning", Tone.LATE), Chip(look, "已办", "check", Tone.GOOD)
    assert marks.faults(_sheet(qtbot, *chips)) == []


@pytest.mark.parametrize(
    ("said", "fault"),
    [
        ([("", "warning", Tone.LATE)], "a mark in late has no word"),
        ([("超期", "", Tone.LATE)], "“超期” warns by its colour and has no sign"),
        (
            [("已办", "check", Tone.GOOD), ("已办", "check", Tone.LATE)],
            "“已办” differs from itself by its colour alone",
        ),
    ],
)
def test_a_mark_by_its_colour_alone_is_found(
    look: Look, qtbot: QtBot, said: list[tuple[str, str, Tone]], fault: str
) -> None:
    chips = [Chip(look, text, icon, tone) for text, icon, tone in said]
    assert marks.faults(_sheet(qtbot, *chips)) == [fault]


def _grey(widget: QWidget) -> QImage:
    grey = widget.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
    return grey.convertToFormat(QImage.Format.Format_RGB32)


@pytest.mark.parametrize("scheme", [Scheme.LIGHT, Scheme.DARK])
def test_this_year_and_the_last_are_told_apart_in_grey(
    look: Look, qtbot: QtBot, scheme: Scheme
) -> None:
    """The same bars with the years changed over give another picture."""
    look.use(scheme)
    pictures = []
    for order in (1, -1):
        years = [Series("去年", [9, 9, 9], hollow=True), Series("今年", [9, 9, 9])][::order]
        chart = BarChart(look, "每月件次")
        qtbot.addWidget(chart)
        chart.set_data(["1", "2", "3"], years)
        pictures.append(_grey(chart))
    assert tabbing.is_marked(*pictures)
