"""The registration page, worked by keyboard against a real registry."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from petitiondesk.domain.petition import Petitioner
from petitiondesk.domain.terms import Channel, IdKind, PetitionClass, Purpose, Sex
from petitiondesk.ui.pages.register import RegisterPage
from tests.factory import TODAY, a_petition
from tests.robots.register import RegisterRobot
from tests.ui import register_room
from tests.ui.hands import ALT, CTRL, press
from tests.ui.register_room import Room
from tests.ui.window_room import Opened

room = register_room.room


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
    robot.look()
    assert any("按密件办理" in line for line in robot.after())


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


def test_the_next_form_begins_at_the_top(room: Room) -> None:
    robot = room.open().fill()
    robot.page.resize(900, 420)
    bar = robot.page.view._form_area.verticalScrollBar()
    room.qtbot.waitUntil(lambda: bar.maximum() > 0)
    bar.setValue(bar.maximum())
    robot.save()
    assert room.count() == 1
    assert bar.value() == 0


def test_an_assigned_petition_keeps_the_superiors_reference(room: Room) -> None:
    robot = room.open().choose(Channel.ASSIGNED).fill()
    robot.write(sender="县信访局", sender_ref="信交〔2026〕18号", sender_date="2-27")
    robot.write(report_by="2026-04-20", external_no="513000020260227", query_code="8842")
    robot.look()
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


def test_a_new_row_takes_the_keyboard(room: Room) -> None:
    robot = room.open()
    robot.on(robot.form.add_person).key(Qt.Key.Key_Return)
    assert robot.focus() is robot.people()[1].name
    robot.on(robot.form.claims.add).key(Qt.Key.Key_Space)
    assert robot.focus() is robot.form.claims.lines[0].edit
    robot.key(Qt.Key.Key_Return)
    assert robot.focus() is robot.form.fields["petition_class"].control


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


def test_a_class_other_than_a_claim_is_kept(room: Room) -> None:
    robot = room.open().fill().write(petition_class="建议意见")
    robot.save()
    petition = room.desk.petitions.case_by_number("信〔2026〕1号").petition
    assert petition.petition_class is PetitionClass.SUGGESTION


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


def test_tab_visits_every_stop_in_reading_order(opened: Opened, qtbot: QtBot) -> None:
    window, _ = opened
    window.show_page("register")
    qtbot.waitUntil(lambda: window.shell.current_page() == "register" and not window.is_making())
    page = window.page("register")
    assert isinstance(page, RegisterPage)
    robot = RegisterRobot(page).choose(Channel.VISIT).fill()
    robot.person(1, name="刘秀英").claim("修复四组机耕路")
    robot.form.papers_button.click()
    robot.form.more_button.click()
    qtbot.waitUntil(robot.form.fields["notes"].control.isVisible)
    qtbot.waitUntil(robot.people()[1].postcode.isVisible)
    stops = [stop for stop in robot.view.keyboard_stops() if stop.isVisible()]
    robot.on(stops[1])
    for stop in stops[2:]:
        robot.key(Qt.Key.Key_Tab)
        assert robot.focus() is stop


def test_every_stop_has_a_name_for_the_screen_reader(room: Room) -> None:
    robot = room.open().choose(Channel.ASSIGNED).fill().person(1, name="刘秀英").claim("修路")
    unnamed = [
        s
        for s in robot.view.keyboard_stops()
        if not (s.accessibleName() or getattr(s, "text", str)())
    ]
    assert unnamed == []


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
