"""What the registration page says of what cannot be registered, and that it loses nothing."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication

from petitiondesk.domain.terms import Channel
from petitiondesk.services.petitions import PetitionService
from tests.ui import register_room
from tests.ui.register_room import FULL, Room, full_disk

room = register_room.room


def test_an_empty_form_is_refused_field_by_field(room: Room) -> None:
    robot = room.open().save()
    assert room.count() == 0
    assert robot.person_finding("name").startswith("请填写信访人姓名")
    assert robot.finding("summary").startswith("请填写概况")
    assert robot.finding("content").startswith("请填写主要内容")
    assert robot.said() == "有 3 处要改，已标出；填好的内容都还在。"
    assert robot.focus() is robot.people()[0].name
    robot.tick("anonymous")
    assert robot.person_finding("name") == ""
    room.messages.assert_no_errors()


def test_the_field_to_be_mended_first_looks_as_having_the_keyboard(room: Room) -> None:
    """Its border is twice as thick as that of the others."""
    robot = room.open().save()
    first, other = robot.people()[0].name, robot.form.fields["summary"].control
    assert first.hasFocus()
    late = room.look.colour("late").rgb()
    edges = [field.grab().toImage().pixelColor(1, field.height() // 2) for field in (first, other)]
    assert [edge.rgb() == late for edge in edges] == [True, False]


def test_nothing_is_complained_of_before_it_was_filled(room: Room) -> None:
    robot = room.open()
    for _ in range(8):
        robot.key(Qt.Key.Key_Return)
    assert robot.person_finding("name") == ""
    assert robot.said() == ""


def test_a_doubtful_phone_is_said_on_leaving_the_field(room: Room) -> None:
    robot = room.open().person(name="王建国")
    phone = robot.people()[0].phone
    robot.on(phone)
    phone.setText("138 0000")
    robot.key(Qt.Key.Key_Return)
    assert "不像电话号码" in robot.person_finding("phone")
    assert robot.finding("summary") == ""


def test_a_letter_in_a_count_and_a_date_that_is_none_stay_as_typed(room: Room) -> None:
    robot = room.open().fill().write(pages="三页", made_on="三月三")
    robot.save()
    assert room.count() == 0
    assert robot.finding("pages").startswith("页数应为")
    assert "不是有效的日期" in robot.finding("made_on")
    assert robot.focus() is robot.form.fields["made_on"].control
    assert robot.form.raw() == {"pages": "三页", "made_on": "三月三"}
    robot.write(pages="3", made_on="")
    robot.save()
    assert room.count() == 1


def test_a_future_date_is_refused_and_nothing_is_lost(room: Room) -> None:
    robot = room.open().fill().write(received_on="2026-03-20")
    before = robot.page.facts()
    robot.save()
    assert "还没有到" in robot.finding("received_on")
    assert robot.page.facts() == before


def test_a_warning_asks_once_and_lets_the_second_press_pass(room: Room) -> None:
    robot = room.open().fill().person(phone="138 0000")
    robot.save()
    assert room.count() == 0
    assert robot.said() == "有 1 处请核对；无误就再按一次保存。"
    assert robot.focus() is robot.people()[0].phone
    robot.save()
    assert room.count() == 1
    assert robot.said() == ""


def test_a_second_petitioners_doubtful_id_is_shown_in_that_row(room: Room) -> None:
    robot = room.open().fill().person(1, name="刘秀英", id_kind="居民身份证")
    robot.person(1, id_number="110101194912310000")
    robot.save()
    assert "校验位" in robot.person_finding("id_number", 1)
    assert robot.person_finding("id_number", 0) == ""
    assert not robot.people()[1].papers.isHidden()


def test_too_many_representatives_are_only_warned_of(room: Room) -> None:
    robot = room.open().choose(Channel.VISIT).fill()
    for place in range(6):
        robot.person(place, name=f"代表{place}")
        robot.people()[place].representative.setChecked(True)
    robot.save()
    assert "不超过 5 人" in robot.person_finding("name")
    robot.save()
    assert room.count() == 1


def test_a_hundred_thousand_characters_are_taken_whole(room: Room) -> None:
    robot = room.open().fill().write(content="水" * 100_000)
    robot.save()
    assert len(room.desk.petitions.case_by_number("信〔2026〕1号").petition.content) == 100_000


def test_rare_characters_and_half_a_character_do_no_harm(room: Room) -> None:
    robot = room.open().fill().person(name="㛃𠮷")
    content = robot.form.fields["content"].control
    event = QInputMethodEvent()
    event.setCommitString("𠮷家塘水渠\ud842断了")
    QApplication.sendEvent(content, event)
    robot.look()
    robot.page._keep_draft()
    robot.save()
    petition = room.desk.petitions.case_by_number("信〔2026〕1号").petition
    assert petition.petitioners[0].name == "㛃𠮷"
    assert "𠮷家塘水渠" in petition.content
    assert petition.content.encode("utf-8")


def test_a_full_disk_is_told_and_the_form_stays(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    robot = room.open().fill()
    before = robot.page.facts()
    with monkeypatch.context() as patch:
        patch.setattr(PetitionService, "register", full_disk)
        robot.save()
    assert [str(error) for error in room.messages.errors] == [str(FULL)]
    assert robot.page.facts() == before
    assert room.messages.notices == []
    robot.save()
    assert room.count() == 1
