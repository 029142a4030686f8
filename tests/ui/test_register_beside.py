"""Beside the form: earlier petitions, what follows, attachments, the draft."""

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray, QMimeData, Qt, QUrl
from PySide6.QtGui import QColor, QImage

from petitiondesk.domain.petition import Scan
from petitiondesk.domain.terms import Channel
from petitiondesk.services.desk import Desk
from petitiondesk.services.office import OfficeService
from petitiondesk.ui.pages.register_draft import key_of
from tests.factory import ACCOUNT, TODAY, a_petition
from tests.ui import register_room
from tests.ui.register_room import FULL, Room, full_disk

room = register_room.room

DRAFT = key_of(ACCOUNT)


def test_earlier_petitions_appear_while_typing_with_the_reason(room: Room) -> None:
    earlier = room.desk.petitions.register(a_petition(summary="机耕路损坏无人修"))
    robot = room.open()
    assert robot.matches() == []
    robot.person(phone="13800000000")
    room.qtbot.waitUntil(lambda: len(robot.matches()) == 1)
    (row,) = robot.matches()
    assert row.number.text() == earlier.number
    assert row.summary.text() == "机耕路损坏无人修"
    assert row.state.text() == "已登记"
    assert row.reasons.text() == "电话相同"


def test_linking_makes_it_a_repeat_and_can_be_undone(room: Room) -> None:
    earlier = room.desk.petitions.register(a_petition())
    robot = room.open().fill()
    robot.look()
    robot.on(robot.matches()[0].link).key(Qt.Key.Key_Return)
    assert robot.form.repeat.text() == f"重复件 · {earlier.number}"
    assert robot.focus() is robot.matches()[0].link
    assert robot.matches()[0].link.text() == "取消重复件"
    robot.key(Qt.Key.Key_Return)
    assert robot.form.repeat.text() == "初次"
    robot.key(Qt.Key.Key_Return)
    robot.save()
    petition = room.desk.petitions.case_by_number("信〔2026〕2号").petition
    assert petition.repeat
    assert petition.repeats_id == earlier.id
    assert robot.form.repeat.text() == "初次"


def test_a_link_stays_in_sight_when_the_text_has_moved_on(room: Room) -> None:
    earlier = room.desk.petitions.register(a_petition())
    robot = room.open().person(phone="13800000000")
    robot.look()
    robot.matches()[0].link.click()
    robot.person(phone="")
    robot.look()
    assert [row.number.text() for row in robot.matches()] == [earlier.number]


def test_an_earlier_petition_is_opened_and_the_form_is_kept(room: Room) -> None:
    earlier = room.desk.petitions.register(a_petition())
    robot = room.open().fill()
    robot.look()
    robot.matches()[0].open.click()
    assert room.going.opened == [earlier.id]
    assert room.desk.office.remembered(DRAFT)["facts"]["summary"].startswith("反映机耕路")


def test_what_follows_says_the_due_date_and_why(room: Room) -> None:
    robot = room.open()
    assert robot.after()[0].startswith("办结期限 2026-05-06：收到 2026-03-02 起 60 日")
    robot.write(petition_class="建议意见")
    robot.look()
    assert robot.after()[0].startswith("没有办理期限")


def test_looking_at_clocks_beforehand_agrees_with_the_case(room: Room) -> None:
    form = a_petition(report_by=date(2026, 4, 20))
    before = room.desk.petitions.preview_clocks(form)
    case = room.desk.petitions.case(room.desk.petitions.register(form).id)
    assert before == case.clocks


def test_files_and_a_pasted_picture_are_attached(room: Room, tmp_path: Path) -> None:
    robot = room.open().fill()
    scan, photo = tmp_path / "来信.pdf", tmp_path / "信封.jpg"
    scan.write_bytes(b"%PDF")
    photo.write_bytes(b"jpg")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(scan)), QUrl.fromLocalFile(str(scan))])
    assert robot.form.files.take(data)
    room.messages.files = [photo]
    robot.form.files.button.click()
    picture = QMimeData()
    image = QImage(2, 2, QImage.Format.Format_RGB32)
    image.fill(QColor("red"))
    picture.setImageData(image)
    assert robot.form.files.take(picture)
    robot.save()
    room.qtbot.waitUntil(lambda: room.going.writes == 1)
    petition = room.desk.petitions.case_by_number("信〔2026〕1号").petition
    assert [a.name for a in petition.attachments] == ["来信.pdf", "信封.jpg", "粘贴的图片1.png"]
    assert robot.form.files.keys() == []
    assert robot.view.isEnabled()


def test_an_attachment_is_taken_off_by_key(room: Room) -> None:
    robot = room.open()
    robot.page.files.add_image(QByteArray(b"png"))
    chip = robot.form.files.chip(robot.form.files.keys()[0])
    robot.view.attend()
    robot.on(chip).key(Qt.Key.Key_Delete)
    assert robot.page.files.files() == ()


def test_a_file_that_is_gone_is_told_and_the_form_stays(room: Room, tmp_path: Path) -> None:
    robot = room.open().fill()
    gone = tmp_path / "来信.pdf"
    gone.write_bytes(b"%PDF")
    robot.page.files.add_files([gone])
    gone.unlink()
    robot.save()
    room.qtbot.waitUntil(lambda: bool(room.messages.errors))
    assert "来信.pdf" in str(room.messages.errors[0])
    assert room.count() == 0
    assert robot.page.files.files() == (gone,)
    assert robot.view.isEnabled()
    assert robot.page.facts().summary != ""


def test_a_draft_is_kept_a_second_after_the_last_change(room: Room) -> None:
    robot = room.open()
    assert room.desk.office.remembered(DRAFT) is None
    robot.fill()
    room.qtbot.waitUntil(lambda: room.desk.office.remembered(DRAFT) is not None, timeout=3000)
    assert robot.view.draft.text() == "· 草稿已存"


def test_a_draft_comes_back_with_all_that_was_typed(room: Room) -> None:
    earlier = room.desk.petitions.register(a_petition())
    robot = room.open().choose(Channel.VISIT).fill().claim("修复四组机耕路")
    robot.write(people_present="七", received_on="三月三", notes="附照片").tick("joint_letter")
    robot.person(1, name="刘秀英", id_number="E1")
    robot.look()
    robot.matches()[0].link.click()
    before = robot.page.facts()
    robot.page.close()
    again = room.open()
    assert again.page.facts() == replace(before)
    assert again.form.raw() == {"people_present": "七", "received_on": "三月三"}
    assert again.form.repeat.text() == f"重复件 · {earlier.number}"
    assert not again.form.more.isHidden()
    assert again.view.draft.text() == "· 草稿已恢复"
    assert not again.view.discard.isHidden()


def test_a_draft_is_discarded_and_can_be_had_back(room: Room) -> None:
    robot = room.open().fill()
    robot.page.close()
    again = room.open()
    again.page.files.add_image(QByteArray(b"png"))
    again.on(again.view.discard).key(Qt.Key.Key_Return)
    assert again.page.facts().summary == ""
    assert room.desk.office.remembered(DRAFT) is None
    assert again.view.discard.isHidden()
    room.messages.actions[-1].run()
    assert again.page.facts().summary.startswith("反映机耕路")
    assert isinstance(again.page.files.files()[0], Scan)
    assert room.desk.office.remembered(DRAFT) is not None


def test_a_draft_is_forgotten_once_it_is_saved(room: Room) -> None:
    robot = room.open().fill()
    robot.page._keep_draft()
    robot.save()
    assert room.desk.office.remembered(DRAFT) is None
    assert robot.view.draft.text() == ""


def test_a_draft_of_another_make_is_let_be(room: Room) -> None:
    room.desk.office.remember(DRAFT, {"facts": {"no_such_field": 1}, "raw": {}})
    robot = room.open()
    assert robot.page.facts().received_on == TODAY
    assert robot.view.draft.text() == ""


def test_a_form_that_is_emptied_again_leaves_no_draft(room: Room) -> None:
    robot = room.open().write(summary="反映")
    robot.page._keep_draft()
    robot.write(summary="")
    robot.page._keep_draft()
    assert room.desk.office.remembered(DRAFT) is None


def test_a_full_disk_is_said_quietly_of_a_draft(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    robot = room.open().fill()
    with monkeypatch.context() as patch:
        patch.setattr(OfficeService, "remember", full_disk)
        robot.page._keep_draft()
    assert robot.view.draft.text() == "· 草稿没有存上"
    assert robot.view.draft.toolTip() == str(FULL)
    assert room.messages.errors == []


def test_over_midnight_an_untouched_form_takes_the_new_day(room: Room) -> None:
    robot = room.open()
    _set_day(room.desk, date(2026, 3, 3))
    robot.page.refresh()
    assert robot.page.facts().received_on == date(2026, 3, 3)
    robot.fill()
    _set_day(room.desk, date(2026, 3, 4))
    robot.page.refresh()
    assert robot.page.facts().received_on == date(2026, 3, 3)


def _set_day(desk: Desk, day: date) -> None:
    moment = datetime.combine(day, desk.context.now().timetz())
    object.__setattr__(desk.context, "now", lambda: moment)
