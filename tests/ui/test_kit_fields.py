"""Typing dates, counts and choices the way clerks do."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from petitiondesk.domain.errors import Finding, Severity
from petitiondesk.domain.messages import Message
from petitiondesk.domain.terms import Channel, Sex
from petitiondesk.ui.look import Look
from petitiondesk.ui.views.components import (
    CountField,
    DateField,
    DropZone,
    LabelledField,
    SearchBox,
    SegmentedChoice,
    TermCombo,
    TextArea,
    parse_date,
)
from petitiondesk.ui.views.register_rows import FieldRow
from tests.ui.hands import ALT, press, show_active

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    "text",
    ["2026-11-23", "20261123", "11-23", "1123", "2026年11月23日", "今天", " 2026/11/23 "]
    + ["2026.11.23", "11月23日", "11.23", "２０２６－１１－２３", "today"],
)
def test_a_date_may_be_typed_in_many_ways(text: str) -> None:
    assert parse_date(text, TODAY) == TODAY


@pytest.mark.parametrize("text", ["", "昨", "2026-13-01", "11-31", "2026", "112", "明年", "0"])
def test_what_is_no_date_gives_none(text: str) -> None:
    assert parse_date(text, TODAY) is None


def test_a_day_without_a_year_is_the_latest_past_one_when_asked() -> None:
    assert parse_date("12-28", date(2027, 1, 5), past=True) == date(2026, 12, 28)
    assert parse_date("12-28", date(2027, 1, 5)) == date(2027, 12, 28)
    assert parse_date("昨天", TODAY) == date(2026, 11, 22)


def test_the_date_field_settles_to_iso_and_tells_once(look: Look, qtbot: QtBot) -> None:
    field = DateField(look, "收到日期", TODAY)
    qtbot.addWidget(field)
    told: list[object] = []
    field.changed.connect(told.append)
    assert field.value() is None
    field.setText("11-20")
    field.editingFinished.emit()
    assert field.text() == "2026-11-20"
    assert told == [date(2026, 11, 20)]


def test_arrow_keys_move_a_day_and_begin_with_today(look: Look, qtbot: QtBot) -> None:
    field = DateField(look, "收到日期", TODAY)
    qtbot.addWidget(field)
    press(field, Qt.Key.Key_Up)
    assert field.value() == TODAY
    press(field, Qt.Key.Key_Down)
    assert field.value() == date(2026, 11, 22)


def test_text_that_is_no_date_is_kept_and_found_fault_with(look: Look, qtbot: QtBot) -> None:
    field = DateField(look, "收到日期", TODAY)
    qtbot.addWidget(field)
    assert field.problem() is None
    field.setText("下周")
    field.editingFinished.emit()
    assert field.text() == "下周"
    assert str(field.problem()) == "收到日期不是有效的日期，请写成 2026-11-23 的样子。"


def test_the_calendar_gives_a_day(look: Look, qtbot: QtBot, qapp: QApplication) -> None:
    field = DateField(look, "收到日期", TODAY)
    qtbot.addWidget(field)
    field.show()
    field.open_calendar()
    popup = next(w for w in qapp.topLevelWidgets() if w.objectName() == "calendarPopup")
    popup.calendar.activated.emit(popup.calendar.selectedDate())  # type: ignore[attr-defined]
    assert field.value() == TODAY


@pytest.mark.parametrize(("text", "value"), [("3", 3), ("３", 3), (" 12 ", 12), ("", None)])
def test_a_count_is_read(qtbot: QtBot, text: str, value: int | None) -> None:
    field = CountField("人数")
    qtbot.addWidget(field)
    field.setText(text)
    assert field.value() == value
    assert field.problem() is None


@pytest.mark.parametrize("text", ["三", "2a", "0", "-1", "1.5", "9999999999"])
def test_what_is_no_count_is_not_dropped_silently(qtbot: QtBot, text: str) -> None:
    field = CountField("人数")
    qtbot.addWidget(field)
    field.setText(text)
    assert field.value() is None
    assert field.text() == text
    assert "人数" in str(field.problem())


def test_arrows_count(qtbot: QtBot) -> None:
    field = CountField("人数")
    qtbot.addWidget(field)
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Up, Qt.Key.Key_Up, Qt.Key.Key_Down):
        press(field, key)
    assert field.value() == 2


def test_a_finding_stands_under_its_field_and_is_read_out(look: Look, qtbot: QtBot) -> None:
    edit = QLineEdit()
    field = LabelledField("姓名", edit, required=True, hint="与证件一致")
    qtbot.addWidget(field)
    field.show()
    before = field.sizeHint().height()
    field.set_finding(Finding("name", Severity.REFUSE, Message("请填写姓名。")))
    assert field.finding_text() == "请填写姓名。"
    assert edit.property("finding") == "refuse"
    assert edit.accessibleDescription() == "请填写姓名。"
    assert edit.accessibleName() == "姓名，必填"
    assert field.sizeHint().height() == before
    field.set_finding(None)
    assert field.finding_text() == ""
    assert field.note.text() == "与证件一致"


def test_a_finding_takes_one_line_however_long_it_is(look: Look, qtbot: QtBot) -> None:
    field = LabelledField("姓名", QLineEdit())
    qtbot.addWidget(field)
    before = field.sizeHint()
    field.set_finding(Message("这里写一句很长很长的话，长到一行放不下。" * 5))
    assert 0 < field.sizeHint().height() - before.height() <= 24
    assert field.minimumSizeHint().width() == field.minimumSizeHint().width()
    field.set_finding(Finding("name", Severity.WARN, Message("请核对。")))
    assert field.control.property("finding") == "warn"


def test_a_line_that_wraps_says_all_of_a_long_hint(look: Look, qtbot: QtBot) -> None:
    hint = "下一卷的档号，例如：WS・2026-10年-0011。已有的档号不变。"
    for wraps in (True, False):
        field = LabelledField("档号的格式", QLineEdit(), hint=hint, wraps=wraps)
        qtbot.addWidget(field)
        field.resize(240, field.heightForWidth(240) if wraps else field.sizeHint().height())
        field.show()
        whole = field.note.heightForWidth(field.note.width()) if wraps else 0
        assert (field.note.height() >= whole > field.label.height()) is wraps
        assert (field.note.toolTip() == hint) is not wraps


def test_a_finding_takes_room_beside_it_and_puts_no_field_on_another_line(
    look: Look, qtbot: QtBot
) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    row = FieldRow(host)
    fields = [LabelledField(name, QLineEdit()) for name in ("姓名", "电话", "住址")]
    for field in fields:
        row.add(field, 100, 1)
    host.resize(540, 200)
    host.show()
    fields[0].set_finding(Message("请填写信访人姓名，或者勾选“匿名”。"))
    for width in (540, 400, 350):
        host.resize(width, 200)
        qtbot.waitUntil(lambda: fields[0].width() > fields[1].width())
        assert {field.y() for field in fields} == {0}, "all on their line"
        assert min(field.width() for field in fields) >= 100
    host.resize(540, 200)
    assert fields[0].note.toolTip() == "", "all of it is seen where there is room"


def test_a_label_may_change_with_the_channel(look: Look, qtbot: QtBot) -> None:
    field = LabelledField("落款日期", QLineEdit())
    qtbot.addWidget(field)
    field.set_label("来访日期")
    field.set_required(required=True)
    field.set_hint("按登记表")
    assert field.control.accessibleName() == "来访日期，必填"
    assert field.note.text() == "按登记表"


def test_channels_are_chosen_by_alt_and_digit_and_by_arrows(look: Look, qtbot: QtBot) -> None:
    choice = SegmentedChoice(look, "信访形式", [(c, c.zh) for c in Channel])
    qtbot.addWidget(choice)
    show_active(qtbot, choice)
    told: list[object] = []
    choice.changed.connect(told.append)
    press(choice, Qt.Key.Key_2, ALT)
    assert choice.value() is Channel.VISIT
    press(choice.focusProxy(), Qt.Key.Key_Right)
    press(choice.focusProxy(), Qt.Key.Key_Left)
    assert told == [Channel.VISIT, Channel.ONLINE, Channel.VISIT]
    choice.set_value(Channel.FAX)
    assert len(told) == 3


def test_a_row_of_choices_is_one_stop_for_tab(look: Look, qtbot: QtBot) -> None:
    choice = SegmentedChoice(look, "信访形式", [(c, c.zh) for c in Channel])
    qtbot.addWidget(choice)
    stops = [b for b in choice.children() if hasattr(b, "focusPolicy")]
    tab = Qt.FocusPolicy.TabFocus.value
    assert sum(bool(b.focusPolicy().value & tab) for b in stops) == 1


def test_a_term_is_found_by_part_of_its_name(look: Look, qtbot: QtBot) -> None:
    combo = TermCombo("信访形式", Channel, empty="")
    qtbot.addWidget(combo)
    told: list[object] = []
    combo.changed.connect(told.append)
    assert combo.value() is None
    edit = combo.lineEdit()
    assert edit is not None
    edit.setText("信箱")
    edit.editingFinished.emit()
    assert combo.value() is Channel.MAILBOX
    assert edit.text() == "领导信箱"
    edit.setText("没有的")
    edit.editingFinished.emit()
    assert combo.value() is Channel.MAILBOX
    assert told == [Channel.MAILBOX]


def test_a_choice_survives_new_entries(look: Look, qtbot: QtBot) -> None:
    combo = TermCombo("性别", Sex, empty="")
    qtbot.addWidget(combo)
    combo.set_value(Sex.FEMALE)
    assert combo.value() is Sex.FEMALE
    combo.set_items([(str(s), s.zh) for s in Sex])
    assert combo.value() is Sex.FEMALE


def test_the_search_box_is_reached_and_emptied_by_key(look: Look, qtbot: QtBot) -> None:
    box = SearchBox(look)
    qtbot.addWidget(box)
    box.show()
    box.setText("王建")
    with qtbot.waitSignal(box.submitted) as told:
        press(box, Qt.Key.Key_Return)
    assert told.args == ["王建"]
    with qtbot.waitSignal(box.textEdited):
        press(box, Qt.Key.Key_Escape)
    assert box.text() == ""
    press(box, Qt.Key.Key_Escape)


def test_files_and_pictures_are_taken_from_drop_and_paste(
    look: Look, qtbot: QtBot, tmp_path: Path
) -> None:
    zone = DropZone(look)
    qtbot.addWidget(zone)
    scan = tmp_path / "来信.pdf"
    scan.write_bytes(b"%PDF")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(scan)), QUrl("http://example.invalid/x")])
    with qtbot.waitSignal(zone.files_added) as told:
        assert zone.take(data)
    assert told.args == [[scan]]
    picture = QMimeData()
    image = QImage(2, 2, QImage.Format.Format_RGB32)
    image.fill(QColor("red"))
    picture.setImageData(image)
    with qtbot.waitSignal(zone.image_pasted) as pasted:
        assert zone.take(picture)
    assert bytes(pasted.args[0]).startswith(b"\x89PNG")
    nothing = QMimeData()
    nothing.setText("文字")
    assert not zone.take(nothing)


def test_a_listed_file_asks_to_be_removed_by_key(look: Look, qtbot: QtBot) -> None:
    zone = DropZone(look)
    qtbot.addWidget(zone)
    zone.add_item("a", "信封.jpg")
    zone.add_item("b", "来信.pdf")
    chip = zone.chip("a")
    with qtbot.waitSignal(zone.remove_asked) as told:
        press(chip, Qt.Key.Key_Delete)
    assert told.args == ["a"]
    zone.remove_item("a")
    assert zone.keys() == ["b"]
    zone.clear()
    assert zone.keys() == []


def test_tab_leaves_a_longer_text(qtbot: QtBot) -> None:
    area = TextArea("主要内容")
    qtbot.addWidget(area)
    assert area.tabChangesFocus()
    assert area.minimumSizeHint().height() < area.sizeHint().height()
