"""The form fills itself from a pasted message, a common kind and earlier entries; the clerk looks it over."""

import pytest
from PySide6.QtCore import QByteArray, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from petitiondesk.domain.errors import StorageError
from petitiondesk.domain.messages import Message
from petitiondesk.domain.petition import Claim, Petition
from petitiondesk.domain.terms import Channel, PetitionClass
from petitiondesk.services.common_kinds import CommonKindService
from petitiondesk.ui.dialogs.naming import kind_name_dialog
from petitiondesk.ui.views.choice import ChoiceCombo
from petitiondesk.ui.views.finding import SuggestingEdit
from tests.factory import a_petition
from tests.ui import register_room
from tests.ui.register_room import Room

room = register_room.room

MESSAGE = (
    "姓名：李四\n电话：13900000001\n标题：路灯不亮\n内容：西街的路灯坏了三个月。\n诉求：修复路灯"
)


def test_a_copied_message_goes_into_the_fields(room: Room) -> None:
    robot = room.open()
    QGuiApplication.clipboard().setText(MESSAGE)
    keys = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(robot.form.fields["summary"].control, Qt.Key.Key_V, keys)
    facts = robot.page.facts()
    assert (facts.petitioners[0].name, facts.petitioners[0].phone) == ("李四", "13900000001")
    assert (facts.summary, facts.content) == ("路灯不亮", "西街的路灯坏了三个月。")
    assert facts.claims == (Claim("修复路灯"),)
    assert room.count() == 0, "nothing is registered by it"


def test_what_was_filled_in_stays_and_the_pasting_can_be_taken_back(room: Room) -> None:
    robot = room.open()
    robot.write(summary="电话里说的路灯")
    QGuiApplication.clipboard().setText(MESSAGE)
    robot.view.paste.click()
    assert robot.page.facts().summary == "电话里说的路灯"
    room.messages.actions[-1].run()
    facts = robot.page.facts()
    assert (facts.summary, facts.content, facts.petitioners) == ("电话里说的路灯", "", ())


def test_an_empty_clipboard_is_said_and_changes_nothing(room: Room) -> None:
    robot = room.open()
    QGuiApplication.clipboard().clear()
    robot.view.paste.click()
    assert "剪贴板里没有文字" in room.messages.notices[-1].text
    assert robot.page.draft().is_empty()


def test_attachments_stay_with_the_form(room: Room) -> None:
    robot = room.open()
    robot.page.files.add_image(_picture())
    QGuiApplication.clipboard().setText(MESSAGE)
    robot.view.paste.click()
    assert len(robot.page.files.files()) == 1


def test_a_common_kind_is_kept_and_begins_the_next_form(room: Room) -> None:
    room.desk.common_kinds.save(
        "路灯", Petition(channel=Channel.MAILBOX, summary="反映路灯不亮",
                         petition_class=PetitionClass.SUGGESTION)
    )  # fmt: skip
    robot = room.open()
    menu = robot.page.tools.menu()
    menu.actions()[0].trigger()
    facts = robot.page.facts()
    assert facts.channel is Channel.MAILBOX
    assert facts.summary == "反映路灯不亮"
    assert facts.petition_class is PetitionClass.SUGGESTION
    menu.deleteLater()


def test_the_form_is_kept_as_a_kind_under_a_name(room: Room) -> None:
    robot = room.open()
    robot.write(summary="反映路灯不亮")
    kinds = room.desk.common_kinds
    dialog = kind_name_dialog(lambda name: kinds.save(name, robot.page.draft().facts))
    room.qtbot.addWidget(dialog)
    dialog.name.setText("路灯")
    dialog.try_to_write()
    assert [kind.name for kind in kinds.kinds()] == ["路灯"]


def test_a_kind_is_removed_and_had_back(room: Room) -> None:
    room.desk.common_kinds.save("路灯", a_petition())
    robot = room.open()
    robot.page.tools.remove_kind("路灯")
    assert room.desk.common_kinds.kinds() == ()
    room.messages.actions[-1].run()
    assert [kind.name for kind in room.desk.common_kinds.kinds()] == ["路灯"]


def test_a_place_is_offered_by_a_part_of_it_and_by_its_first_letters(room: Room) -> None:
    room.desk.petitions.register(a_petition(place="青石镇河湾村"))
    room.desk.petitions.register(a_petition(place="白水镇"))
    robot = room.open()
    place = robot.form.fields["place"].control
    assert isinstance(place, SuggestingEdit)
    room.qtbot.waitUntil(lambda: len(place.offered()) == 2)
    place.setFocus()
    QTest.keyClicks(place, "qsz")
    assert _offered(place) == ["青石镇河湾村"]
    place.clear()
    commit = QInputMethodEvent()
    commit.setCommitString("河湾")
    QApplication.sendEvent(place, commit)
    assert _offered(place) == ["青石镇河湾村"]


def test_an_offered_place_is_taken_by_down_and_enter(room: Room) -> None:
    room.desk.petitions.register(a_petition(place="青石镇河湾村"))
    robot = room.open()
    place = robot.form.fields["place"].control
    assert isinstance(place, SuggestingEdit)
    room.qtbot.waitUntil(lambda: bool(place.offered()))
    place.setFocus()
    QTest.keyClicks(place, "qs")
    popup = QApplication.activePopupWidget()
    assert popup is not None
    QTest.keyClick(popup, Qt.Key.Key_Down)
    QTest.keyClick(popup, Qt.Key.Key_Return)
    assert place.text() == "青石镇河湾村"


def test_a_topic_is_found_by_its_first_letters(room: Room) -> None:
    robot = room.open()
    topic = robot.form.fields["topic"].control
    assert isinstance(topic, ChoiceCombo)
    topic.set_items([("城乡建设", "城乡建设"), ("农村农业", "农村农业")], "未分类")
    topic.setFocus()
    edit = topic.lineEdit()
    assert edit is not None
    edit.selectAll()
    QTest.keyClicks(edit, "nc")
    popup = QApplication.activePopupWidget()
    if popup is not None:
        QTest.keyClick(popup, Qt.Key.Key_Escape)
    QTest.keyClick(edit, Qt.Key.Key_Tab)
    assert topic.value() == "农村农业"


def _offered(field: SuggestingEdit) -> list[str]:
    completer = field.completer()
    assert completer is not None
    model = completer.completionModel()
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def _picture() -> QByteArray:
    return QByteArray(b"\x89PNG\r\n")


def test_a_kind_that_cannot_be_had_back_and_kinds_that_cannot_be_read_are_said(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    robot = room.open()
    room.desk.common_kinds.save("路灯", a_petition())
    robot.page.tools.remove_kind("路灯")

    def gone(*_: object) -> None:
        raise StorageError(Message("登记簿所在的文件夹不见了。"))

    monkeypatch.setattr(CommonKindService, "put_back", gone)
    monkeypatch.setattr(CommonKindService, "kinds", gone)
    room.messages.actions[-1].run()
    robot.view.kinds.click()
    said = [str(error) for error in room.messages.errors]
    assert said == ["登记簿所在的文件夹不见了。"] * 2
