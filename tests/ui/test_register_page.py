"""The registration page, worked by keyboard against a real registry."""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray, QMimeData, Qt, QUrl
from PySide6.QtGui import QColor, QImage, QInputMethodEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from petitiondesk.domain.errors import StorageError
from petitiondesk.domain.ledger import LedgerFilter
from petitiondesk.domain.messages import Message
from petitiondesk.domain.petition import Petitioner, Scan
from petitiondesk.domain.terms import Channel, IdKind, PetitionClass, Purpose, Sex
from petitiondesk.services.desk import Desk
from petitiondesk.services.office import OfficeService
from petitiondesk.services.petitions import PetitionService
from petitiondesk.ui.look import Look
from petitiondesk.ui.pages.base import PageContext
from petitiondesk.ui.pages.register import RegisterPage
from petitiondesk.ui.style import Scheme
from petitiondesk.ui.tasks import Tasks
from petitiondesk.ui.views.shell import MainShell
from tests.factory import TODAY, a_petition, take
from tests.robots.register import RegisterRobot
from tests.ui.fakes import RecordedMessages
from tests.ui.hands import ALT, CTRL, press, show_active
from tests.ui.kit_gallery import RAIL

FULL = Message("磁盘空间不够，没有保存；腾出空间后再试。")


@dataclass
class Going:
    """Records where the page sent the window."""

    opened: list[int] = field(default_factory=list)
    writes: int = 0

    def open_case(self, petition_id: int) -> None:
        self.opened.append(petition_id)

    def open_ledger(self, shown: LedgerFilter) -> None:
        raise AssertionError(shown)

    def open_register(self) -> None:
        raise AssertionError

    def written(self) -> None:
        self.writes += 1


@dataclass
class Room:
    """A desk, what the window around the page recorded, and a way to open the page in it."""

    desk: Desk
    look: Look
    tasks: Tasks
    qtbot: QtBot
    messages: RecordedMessages = field(default_factory=RecordedMessages)
    going: Going = field(default_factory=Going)

    def open(self) -> RegisterRobot:
        context = PageContext(self.desk, self.look, self.tasks, self.messages, self.going)
        page = RegisterPage(context)
        self.qtbot.addWidget(page)
        page.resize(1278, 684)
        show_active(self.qtbot, page)
        page.refresh()
        return RegisterRobot(page)

    def count(self) -> int:
        return self.desk.ledger.count(LedgerFilter())[0]


@pytest.fixture
def room(desk: Desk, look: Look, qtbot: QtBot) -> Iterator[Room]:
    bugs: list[BaseException] = []
    tasks = Tasks(bugs.append, lambda error: bugs.append(error), desk.release)
    yield Room(desk, look, tasks, qtbot)
    assert tasks.shutdown()
    assert bugs == []


# --- channels ----------------------------------------------------------------------------------


def test_the_heading_gives_the_number_that_comes_next(room: Room) -> None:
    robot = room.open()
    assert robot.view.number.text() == "将编为 信〔2026〕1号"
    room.desk.petitions.register(a_petition())
    robot.page.refresh()
    assert robot.view.number.text() == "将编为 信〔2026〕2号"


@pytest.mark.parametrize("channel", list(Channel))
def test_a_channel_is_chosen_by_alt_and_its_digit(room: Room, channel: Channel) -> None:
    robot = room.open()
    robot.key(Qt.Key(Qt.Key.Key_1 + list(Channel).index(channel)), ALT)
    assert robot.form.channel_value() is channel
    from_superior = channel in (Channel.FORWARDED, Channel.ASSIGNED)
    for name in ("sender", "sender_ref", "sender_date", "report_by"):
        assert robot.shows(name) == from_superior
    assert robot.shows("pages") == (channel in (Channel.LETTER, Channel.FAX))
    assert robot.shows("people_present") == (channel in (Channel.VISIT, Channel.OUTREACH))
    assert robot.shows("query_code") == (from_superior or channel is Channel.ONLINE)


def test_the_signatures_of_a_joint_letter_are_counted(room: Room) -> None:
    robot = room.open().tick("joint_letter")
    assert robot.shows("people_present")


def test_what_the_channel_does_not_show_is_not_registered_but_stays_typed(room: Room) -> None:
    robot = room.open().fill().write(pages="3")
    robot.choose(Channel.PHONE)
    assert robot.page.facts().pages is None
    robot.choose(Channel.FAX)
    assert robot.page.facts().pages == 3


def test_an_accusation_asks_whom_it_is_about_and_says_it_is_sealed(room: Room) -> None:
    robot = room.open()
    assert not robot.shows("complained_of")
    robot.write(petition_class="检举控告")
    assert robot.shows("complained_of")
    robot.page.look_around()
    assert any("按密件办理" in line for line in robot.after())


# --- registering -------------------------------------------------------------------------------


def test_a_letter_is_registered_without_the_mouse(room: Room) -> None:
    robot = room.open().fill()
    robot.write(pages="3", made_on="2-26", place="青石镇", purpose="求决")
    robot.write(topic="农村农业 › 农田水利")
    robot.save()
    case = room.desk.petitions.case_by_number("信〔2026〕1号")
    petition = case.petition
    assert petition.received_on == TODAY
    assert petition.made_on == date(2026, 2, 26)
    assert petition.pages == 3
    assert petition.purpose is Purpose.SETTLE
    assert petition.topic == "农村农业_农田水利"
    assert petition.petitioners == (
        Petitioner("王建国", phone="13800000000", address="青石镇河湾村4组"),
    )
    assert room.messages.said() == ["已登记 信〔2026〕1号。"]
    assert room.going.opened == []
    assert room.going.writes == 1
    room.messages.actions[0].run()
    assert room.going.opened == [petition.id]


def test_an_assigned_petition_keeps_the_superiors_reference(room: Room) -> None:
    robot = room.open().choose(Channel.ASSIGNED).fill()
    robot.write(sender="县信访局", sender_ref="信交〔2026〕18号", sender_date="2-27")
    robot.write(report_by="2026-04-20", external_no="513000020260227", query_code="8842")
    robot.page.look_around()
    assert any(line.startswith("报结期限 2026-04-20") for line in robot.after())
    robot.save()
    petition = room.desk.petitions.case_by_number("信〔2026〕1号").petition
    assert petition.sender == "县信访局"
    assert petition.report_by == date(2026, 4, 20)
    assert petition.query_code == "8842"


def test_a_visit_of_several_keeps_everybody_and_who_represents(room: Room) -> None:
    robot = room.open().choose(Channel.VISIT).fill().write(people_present="7")
    robot.person(1, name="刘秀英·艾山", sex="女")
    robot.person(2, name="青石镇合作社")
    robot.people()[1].representative.click()
    robot.people()[2].organisation.click()
    robot.save()
    petition = room.desk.petitions.case_by_number("信〔2026〕1号").petition
    first, second, third = petition.petitioners
    assert petition.people_present == 7
    assert (second.sex, second.representative) == (Sex.FEMALE, True)
    assert not first.representative
    assert third.organisation
    assert third.id_kind is IdKind.CREDIT_CODE


def test_a_petitioner_is_taken_off_again(room: Room) -> None:
    robot = room.open().fill()
    robot.person(1, name="刘秀英").person(2, name="陈大年")
    robot.people()[0].remove.click()
    assert [p.name for p in robot.page.facts().petitioners] == ["刘秀英", "陈大年"]
    assert robot.focus() is robot.people()[0].name
    robot.people()[1].remove.click()
    assert len(robot.people()) == 1
    assert robot.people()[0].remove.isHidden()
    assert robot.people()[0].representative.isHidden()


def test_papers_are_shown_when_they_are_asked_for(room: Room) -> None:
    robot = room.open().fill()
    assert robot.people()[0].papers.isHidden()
    robot.form.papers_button.click()
    assert robot.focus() is robot.people()[0].id_kind
    robot.person(id_kind="护照", id_number="E12345678", postcode="636000")
    person = robot.page.facts().petitioners[0]
    assert (person.id_kind, person.id_number, person.postcode) == (
        IdKind.PASSPORT, "E12345678", "636000",
    )  # fmt: skip


def test_each_claim_is_a_line_of_its_own(room: Room) -> None:
    robot = room.open().fill().claim("修复四组机耕路", "  ", "赔偿误工损失")
    robot.form.claims.lines[0].remove.click()
    robot.claim("公开工程账目")
    assert [c.text for c in robot.page.facts().claims] == ["赔偿误工损失", "公开工程账目"]


def test_the_rarer_fields_open_and_are_kept(room: Room) -> None:
    robot = room.open().fill()
    assert robot.form.more.isHidden()
    robot.form.more_button.click()
    robot.write(cause="工程施工", people_affected="120", notes="附照片").tick("urgent", "backlog")
    robot.save()
    petition = room.desk.petitions.case_by_number("信〔2026〕1号").petition
    assert (petition.cause, petition.people_affected, petition.urgent, petition.backlog) == (
        "工程施工", 120, True, True,
    )  # fmt: skip
    assert robot.form.more.isHidden()


def test_the_next_one_begins_with_the_same_channel_and_day(room: Room) -> None:
    robot = room.open().choose(Channel.VISIT).fill().write(received_on="2026-02-27")
    robot.save_and_next()
    assert room.count() == 1
    assert robot.form.channel_value() is Channel.VISIT
    assert robot.page.facts().received_on == date(2026, 2, 27)
    assert robot.page.facts().summary == ""
    assert robot.page.facts().petitioners == ()
    assert robot.focus() is robot.form.fields["received_on"].control
    assert robot.view.number.text() == "将编为 信〔2026〕2号"


def test_plain_saving_begins_afresh(room: Room) -> None:
    robot = room.open().choose(Channel.VISIT).fill().write(received_on="2026-02-27")
    robot.save()
    assert robot.form.channel_value() is Channel.LETTER
    assert robot.page.facts().received_on == TODAY


# --- the keyboard ------------------------------------------------------------------------------


def test_enter_goes_through_the_fields_as_the_paper_form_reads(room: Room) -> None:
    robot = room.open()
    form, person = robot.form, robot.people()[0]
    assert robot.focus() is form.fields["received_on"].control
    expected: list[QWidget] = [form.fields[name].control for name in ("made_on", "pages")]
    expected += [person.name, person.sex, person.phone, person.address, person.organisation]
    expected += [form.flags[name] for name in ("anonymous", "confidential", "joint_letter")]
    expected += [form.fields[name].control for name in ("summary", "content")]
    for control in expected:
        robot.key(Qt.Key.Key_Return)
        assert robot.focus() is control


def test_enter_makes_a_new_line_in_the_content_only(room: Room) -> None:
    robot = room.open().fill()
    content = robot.form.fields["content"].control
    robot.on(content).key(Qt.Key.Key_Return)
    assert robot.focus() is content
    assert room.count() == 0
    robot.save_and_next()
    assert room.count() == 1


def test_enter_presses_a_button_that_has_the_keyboard(room: Room) -> None:
    robot = room.open()
    robot.on(robot.form.more_button).key(Qt.Key.Key_Return)
    assert not robot.form.more.isHidden()


def test_tab_visits_every_stop_in_reading_order(room: Room) -> None:
    robot = room.open().choose(Channel.VISIT).fill()
    robot.person(1, name="刘秀英").claim("修复四组机耕路")
    robot.form.papers_button.click()
    robot.form.more_button.click()
    stops = [stop for stop in robot.view.stops() if stop.isVisible()]
    robot.on(stops[1])
    for stop in stops[2:]:
        robot.key(Qt.Key.Key_Tab)
        assert robot.focus() is stop
    corners = [
        s.mapTo(robot.form, s.rect().topLeft()) for s in stops[1:] if robot.form.isAncestorOf(s)
    ]
    tops = [corner.y() // 40 for corner in corners]
    assert max(tops) > 10


def test_every_stop_has_a_name_for_the_screen_reader(room: Room) -> None:
    robot = room.open().choose(Channel.ASSIGNED).fill().person(1, name="刘秀英").claim("修路")
    unnamed = [
        s for s in robot.view.stops() if not (s.accessibleName() or getattr(s, "text", str)())
    ]
    assert unnamed == []


# --- what is wrong -----------------------------------------------------------------------------


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
    robot.page.look_around()
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
        patch.setattr(PetitionService, "register", _full)
        robot.save()
    assert [str(error) for error in room.messages.errors] == [str(FULL)]
    assert robot.page.facts() == before
    assert room.messages.notices == []
    robot.save()
    assert room.count() == 1


# --- perhaps the same matter -------------------------------------------------------------------


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
    robot.page.look_around()
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
    robot.page.look_around()
    robot.matches()[0].link.click()
    robot.person(phone="")
    robot.page.look_around()
    assert [row.number.text() for row in robot.matches()] == [earlier.number]


def test_an_earlier_petition_is_opened_and_the_form_is_kept(room: Room) -> None:
    earlier = room.desk.petitions.register(a_petition())
    robot = room.open().fill()
    robot.page.look_around()
    robot.matches()[0].open.click()
    assert room.going.opened == [earlier.id]
    assert room.desk.office.remembered("draft")["facts"]["summary"].startswith("反映机耕路")


def test_what_follows_says_the_due_date_and_why(room: Room) -> None:
    robot = room.open()
    assert robot.after()[0].startswith("办结期限 2026-05-06：收到 2026-03-02 起 60 日")
    robot.write(petition_class="建议意见")
    robot.page.look_around()
    assert robot.after()[0].startswith("没有办理期限")


def test_looking_at_clocks_beforehand_agrees_with_the_case(room: Room) -> None:
    form = a_petition(report_by=date(2026, 4, 20))
    before = room.desk.petitions.preview_clocks(form)
    case = room.desk.petitions.case(room.desk.petitions.register(form).id)
    assert before == case.clocks


# --- attachments -------------------------------------------------------------------------------


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
    robot.view.chain()
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


# --- the draft ---------------------------------------------------------------------------------


def test_a_draft_is_kept_a_second_after_the_last_change(room: Room) -> None:
    robot = room.open()
    assert room.desk.office.remembered("draft") is None
    robot.fill()
    room.qtbot.waitUntil(lambda: room.desk.office.remembered("draft") is not None, timeout=3000)
    assert robot.view.draft.text() == "· 草稿已存"


def test_a_draft_comes_back_with_all_that_was_typed(room: Room) -> None:
    earlier = room.desk.petitions.register(a_petition())
    robot = room.open().choose(Channel.VISIT).fill().claim("修复四组机耕路")
    robot.write(people_present="七", received_on="三月三", notes="附照片").tick("joint_letter")
    robot.person(1, name="刘秀英", id_number="E1")
    robot.page.look_around()
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
    assert room.desk.office.remembered("draft") is None
    assert again.view.discard.isHidden()
    room.messages.actions[-1].run()
    assert again.page.facts().summary.startswith("反映机耕路")
    assert isinstance(again.page.files.files()[0], Scan)
    assert room.desk.office.remembered("draft") is not None


def test_a_draft_is_forgotten_once_it_is_saved(room: Room) -> None:
    robot = room.open().fill()
    robot.page._keep_draft()
    robot.save()
    assert room.desk.office.remembered("draft") is None
    assert robot.view.draft.text() == ""


def test_a_draft_of_another_make_is_let_be(room: Room) -> None:
    room.desk.office.remember("draft", {"facts": {"no_such_field": 1}, "raw": {}})
    robot = room.open()
    assert robot.page.facts().received_on == TODAY
    assert robot.view.draft.text() == ""


def test_a_form_that_is_emptied_again_leaves_no_draft(room: Room) -> None:
    robot = room.open().write(summary="反映")
    robot.page._keep_draft()
    robot.write(summary="")
    robot.page._keep_draft()
    assert room.desk.office.remembered("draft") is None


def test_a_full_disk_is_said_quietly_of_a_draft(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    robot = room.open().fill()
    with monkeypatch.context() as patch:
        patch.setattr(OfficeService, "remember", _full)
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


# --- the look ----------------------------------------------------------------------------------


def _letter(robot: RegisterRobot) -> None:
    robot.fill().write(made_on="2-26", pages="3", place="青石镇", purpose="求决")
    robot.page.look_around()
    robot.matches()[0].link.click()
    robot.on(robot.form.fields["summary"].control)


def _visit(robot: RegisterRobot) -> None:
    robot.choose(Channel.VISIT).fill().write(people_present="7")
    robot.person(1, name="刘秀英·艾山", phone="13900000000", address="青石镇河湾村4组")
    robot.claim("修复四组机耕路", "赔偿秋收误工损失").on(robot.people()[0].name)


def _assigned(robot: RegisterRobot) -> None:
    robot.choose(Channel.ASSIGNED).fill().write(sender="县信访局", sender_ref="信交〔2026〕18号")
    robot.write(sender_date="2-27", report_by="2026-04-20", external_no="51300002026022700018")
    robot.write(petition_class="检举控告", complained_of="河湾村村委会")


def _wrong(robot: RegisterRobot) -> None:
    robot.write(received_on="三月三", pages="三页", made_on="2026-03-20").person(phone="138")
    robot.save()


@pytest.mark.parametrize("scheme", [Scheme.LIGHT, Scheme.DARK])
@pytest.mark.parametrize("size", [(1366, 768), (1024, 640)])
@pytest.mark.parametrize("scene", [_letter, _visit, _assigned, _wrong])
def test_every_kind_of_form_is_painted_without_cutting_a_field(
    qapp: QApplication, room: Room, tmp_path: Path, scheme: Scheme,
    size: tuple[int, int], scene: Callable[[RegisterRobot], None],
) -> None:  # fmt: skip
    take(room.desk, room.desk.petitions.register(a_petition(summary="机耕路损坏无人修")), "propose")
    room.look.use(scheme)
    shell = MainShell(room.look, "某县农业农村局", RAIL)
    room.qtbot.addWidget(shell)
    page = RegisterPage(PageContext(room.desk, room.look, room.tasks, room.messages, room.going))
    shell.add_page("register", page)
    shell.show_page("register")
    shell.resize(*size)
    show_active(room.qtbot, shell)
    page.refresh()
    robot = RegisterRobot(page)
    scene(robot)
    page.look_around()
    qapp.processEvents()
    picture = shell.grab()
    name = f"register{scene.__name__}_{size[0]}_{scheme}.png"
    assert picture.save(str(Path(os.environ.get("PETITIONDESK_GALLERY", tmp_path)) / name))
    for stop in robot.form.stops():
        if stop.isVisible():
            assert stop.width() >= min(stop.minimumSizeHint().width(), 60), stop.accessibleName()
            right = stop.mapTo(robot.form, stop.rect().topRight()).x()
            assert right < robot.form.width(), stop.accessibleName()


def _full(*_: object, **__: object) -> None:
    raise StorageError(FULL)


def _set_day(desk: Desk, day: date) -> None:
    moment = datetime.combine(day, desk.context.now().timetz())
    object.__setattr__(desk.context, "now", lambda: moment)


def test_a_class_other_than_a_claim_is_kept(room: Room) -> None:
    robot = room.open().fill().write(petition_class="建议意见")
    robot.save()
    petition = room.desk.petitions.case_by_number("信〔2026〕1号").petition
    assert petition.petition_class is PetitionClass.SUGGESTION


def test_alt_digits_do_not_write_into_the_field(room: Room) -> None:
    robot = room.open()
    summary = robot.form.fields["summary"].control
    robot.on(summary)
    press(summary, Qt.Key.Key_2, ALT)
    assert robot.page.facts().summary == ""
    assert robot.form.channel_value() is Channel.VISIT
    press(robot.focus(), Qt.Key.Key_1, ALT)
    press(robot.focus(), Qt.Key.Key_S, CTRL)
    assert room.count() == 0
