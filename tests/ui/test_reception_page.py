"""The reception page: the roster, the visits of a day, and the way into the register and back."""

from dataclasses import replace
from datetime import date, time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from petitiondesk.domain import history
from petitiondesk.domain.errors import StorageError
from petitiondesk.domain.messages import Message
from petitiondesk.domain.office import Person
from petitiondesk.domain.reception import ReceptionDay, Visit, VisitOutcome
from petitiondesk.infra.i18n import use_language
from petitiondesk.services.desk import Desk
from petitiondesk.ui.dialogs.reception import DayDialog, VisitDialog
from petitiondesk.ui.dialogs.reception_plan import PlanDialog
from petitiondesk.ui.dialogs.step import ReasonDialog
from petitiondesk.ui.look import Look
from petitiondesk.ui.models.reception_models import RosterModel, VisitsModel
from petitiondesk.ui.pages.reception import ReceptionPage
from petitiondesk.ui.pages.register import RegisterPage
from petitiondesk.ui.pages.register_draft import from_json, key_of
from petitiondesk.ui.pages.today import TodayPage
from petitiondesk.ui.views.times import TimeField, parse_time
from tests.factory import OFFICE, TODAY, a_petition
from tests.robots.reception import ReceptionRobot
from tests.ui.bench import Bench, bench
from tests.ui.hands import press
from tests.ui.window_room import Opened

NEXT = date(2026, 3, 4)
DAY = ReceptionDay(TODAY, leader="周副局长", place="一楼接访室", begins=time(9), ends=time(11, 30))
WANG = Visit(name="王建国", people=2, matter="路坏了，要求修复")


@pytest.fixture
def robot(around: Bench, qtbot: QtBot) -> ReceptionRobot:
    page = ReceptionPage(around.context)
    qtbot.addWidget(page)
    page.resize(1240, 700)
    page.show()
    page.activateWindow()
    return ReceptionRobot(page)


def received(desk: Desk, *visits: Visit) -> None:
    """A day with visits, and another without."""
    desk.reception.save(DAY)
    desk.reception.save(replace(DAY, day=NEXT, leader="李局长"))
    for visit in visits:
        desk.reception.add_visit(TODAY, visit)


# --- the roster -----------------------------------------------------------------------------------


def test_an_empty_month_says_what_to_do(robot: ReceptionRobot) -> None:
    robot.page.refresh()
    view = robot.page.view
    assert view.no_days.isVisible()
    assert "排一个月" in view.no_days.sentence.text()
    for button in (view.change, view.cancel, view.visit, view.print, view.register):
        assert not button.isEnabled()


def test_the_page_opens_on_the_next_day_in_its_month(robot: ReceptionRobot, desk: Desk) -> None:
    desk.reception.save(replace(DAY, day=date(2026, 2, 25)))
    desk.reception.save(replace(DAY, day=date(2026, 4, 8), leader="李局长"))
    robot.page.refresh()
    assert robot.page.view.month.text() == "2026年4月"
    assert robot.roster() == ["04-08 周三 李局长"]
    robot.page.view.before.click()
    assert robot.roster() == []
    robot.page.view.before.click()
    assert robot.roster() == ["02-25 周三 周副局长"]
    robot.page.view.now.click()
    assert robot.page.view.month.text() == "2026年3月"


def test_the_chosen_day_shows_who_receives_and_who_came(robot: ReceptionRobot, desk: Desk) -> None:
    received(desk, WANG, replace(WANG, name="李四", people=1, outcome=VisitOutcome.ANSWERED))
    robot.page.refresh()
    view = robot.page.view
    assert robot.roster() == ["03-02 周一 周副局长", "03-04 周三 李局长"]
    assert view.day.title.text() == "2026-03-02 星期一"
    assert view.facts.text() == ("接访领导：周副局长 · 一楼接访室 · 09:00—11:30 · 2 批，3 人次")
    assert robot.visits() == ["王＊", "李＊"]
    assert robot.visits("outcome") == ["未定", "当场答复"]
    assert not view.cancel.isEnabled(), "a day with visits is not cancelled"
    robot.turn_to(NEXT)
    assert view.no_visits.isVisible()
    assert view.cancel.isEnabled()


def test_a_day_is_added_in_a_dialog_that_warns_of_a_holiday_once(
    robot: ReceptionRobot, desk: Desk, around: Bench
) -> None:
    robot.page.refresh()
    said: list[str] = []

    def fill(dialog: DayDialog) -> None:
        dialog.try_to_write()
        said.append(dialog.fields["leader"].finding_text())
        dialog.day.setText("2026-03-07")
        dialog.leader.setText("周副局长")
        dialog.begins.setText("9点")
        dialog.try_to_write()
        said.append(dialog.fields["day"].finding_text())
        dialog.try_to_write()

    around.when_a_dialog_opens(fill)
    robot.page.view.add.click()
    assert said == ["请填写接访领导。", "2026-03-07 是休息日，请核对。"]
    assert robot.roster() == ["03-07 周六 周副局长"]
    assert desk.reception.day(date(2026, 3, 7)).value.begins == time(9)
    assert around.went == [("written", None)]


def test_a_day_is_changed_and_cancelled(robot: ReceptionRobot, desk: Desk, around: Bench) -> None:
    received(desk)
    robot.page.refresh()

    def change(dialog: DayDialog) -> None:
        dialog.leader.setText("李局长")
        dialog.day.setText("2026-03-05")
        dialog.try_to_write()

    around.when_a_dialog_opens(change)
    press(robot.page.view.roster, Qt.Key.Key_Return)
    assert robot.roster() == ["03-04 周三 李局长", "03-05 周四 李局长"]

    def cancel(dialog: ReasonDialog) -> None:
        dialog.reason.setPlainText("领导出差")
        dialog.try_to_write()

    around.when_a_dialog_opens(cancel)
    robot.page.view.cancel.click()
    assert robot.roster() == ["03-04 周三 李局长"]


def test_a_month_is_planned_in_a_dialog_that_shows_the_days_first(
    robot: ReceptionRobot, desk: Desk, around: Bench
) -> None:
    office = desk.office.office()
    desk.office.save(replace(office, staff=(*OFFICE.staff, Person("李局长", leader=True))))
    robot.page.refresh()
    said: list[str] = []

    def fill(dialog: PlanDialog) -> None:
        said.append(dialog.count.text())
        for box in dialog.nth.boxes:
            box.setChecked(True)
        said.append(dialog.count.text())
        dialog.place.setText("一楼接访室")
        dialog.begins.setText("25:00")
        dialog.try_to_write()
        said.append(dialog._fields["begins"].finding_text()[:14])
        dialog.begins.setText("0900")
        dialog.try_to_write()

    around.when_a_dialog_opens(fill)
    robot.page.view.plan.click()
    assert said == ["将排 1 天", "将排 4 天", "开始时间不是有效的时间，请写"]
    assert robot.roster() == [
        "03-04 周三 周副局长", "03-11 周三 李局长", "03-18 周三 周副局长", "03-25 周三 李局长",
    ]  # fmt: skip
    day = desk.reception.day(NEXT).value
    assert (day.place, day.begins) == ("一楼接访室", time(9))


def test_an_office_without_leaders_is_told_where_to_name_them(desk: Desk, look: Look) -> None:
    desk.office.save(replace(desk.office.office(), staff=()))
    dialog = PlanDialog(desk, look, NEXT)
    assert dialog.model.rowCount() == 0
    assert not dialog.yes.isEnabled()
    dialog.deleteLater()


# --- visits ---------------------------------------------------------------------------------------


def test_a_visit_is_noted_and_changed_in_a_dialog(
    robot: ReceptionRobot, desk: Desk, around: Bench
) -> None:
    received(desk)
    robot.page.refresh()
    said: list[str] = []

    def note(dialog: VisitDialog) -> None:
        dialog.name.setText("买买提·艾山")
        dialog.try_to_write()
        said.append(dialog.fields["matter"].finding_text()[:8])
        dialog.matter.setPlainText("询问补贴发放")
        dialog.try_to_write()

    around.when_a_dialog_opens(note)
    robot.page.view.visit.click()
    assert said == ["请填写反映事项；"]
    assert robot.visits() == ["买＊"]

    def change(dialog: VisitDialog) -> None:
        dialog.outcome.set_value(VisitOutcome.ANSWERED)
        dialog.try_to_write()
        assert not dialog.isVisible(), "filling a gap needs no reason"

    around.when_a_dialog_opens(change)
    press(robot.page.view.visits, Qt.Key.Key_Return)
    assert robot.visits("outcome") == ["当场答复"]

    def change_again(dialog: VisitDialog) -> None:
        dialog.matter.setPlainText("询问粮食补贴")
        dialog.try_to_write()
        said.append(dialog.fields["reason"].finding_text())
        dialog.reason.setPlainText("记漏了")
        dialog.try_to_write()

    around.when_a_dialog_opens(change_again)
    robot.page.view.change_visit.click()
    assert said[1] == "请写明原因：它会留在经过里。"
    assert robot.visits("matter") == ["询问粮食补贴"]


def test_a_visit_is_taken_off_with_a_reason(
    robot: ReceptionRobot, desk: Desk, around: Bench
) -> None:
    received(desk, WANG, replace(WANG, name="李四"))
    robot.page.refresh()

    def give_reason(dialog: ReasonDialog) -> None:
        dialog.reason.setPlainText("记重了")
        dialog.try_to_write()

    around.when_a_dialog_opens(give_reason)
    robot.choose(2).page.view.remove_visit.click()
    assert robot.visits() == ["王＊"]


def test_names_are_masked_until_a_reason_is_given_and_again_on_another_day(
    robot: ReceptionRobot, desk: Desk, around: Bench
) -> None:
    received(desk, WANG, Visit(name="李四", matter="检举某人", confidential=True))
    robot.page.refresh()
    assert robot.visits() == ["王＊", "（密）"]
    assert robot.visits("matter")[1] == "（密）"

    def give_reason(dialog: ReasonDialog) -> None:
        dialog.reason.setPlainText("核对名单")
        dialog.try_to_write()

    around.when_a_dialog_opens(give_reason)
    robot.page.view.reveal.click()
    assert robot.visits() == ["王建国", "李四"]
    assert not robot.page.view.reveal.isVisible()
    robot.turn_to(NEXT).turn_to(TODAY)
    assert robot.visits() == ["王＊", "（密）"]


def test_what_is_shut_is_not_opened_for_a_change_without_a_reason(
    robot: ReceptionRobot, desk: Desk, around: Bench
) -> None:
    received(desk, Visit(name="李四", matter="检举某人", confidential=True))
    robot.page.refresh()
    opened: list[QWidget] = []
    around.when_a_dialog_opens(opened.append)
    robot.page.view.change_visit.click()
    assert [type(dialog) for dialog in opened] == [ReasonDialog]
    assert robot.visits() == ["（密）"]


def test_the_list_is_printed_as_masked_as_it_is_shown(
    robot: ReceptionRobot, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    received(desk, WANG)
    robot.page.refresh()
    printed: list[str] = []

    def keep(_look: object, _messages: object, sheet: object, record: object, _p: object) -> bool:
        printed.append(getattr(sheet, "html"))  # noqa: B009 - of any sheet
        assert callable(record)
        record()
        return True

    monkeypatch.setattr("petitiondesk.ui.pages.reception_visits.preview", keep)
    robot.page.view.print.click()
    assert "王＊" in printed[0]
    assert "王建国" not in printed[0]
    registry = desk.context.registry
    with registry.reading():
        last = registry.events.last()
    assert last is not None
    assert (last.kind, last.note) == (history.PRINT, "2026-03-02 领导接访登记表 2026-03-02")


def test_a_roster_that_cannot_be_read_is_said(
    robot: ReceptionRobot, desk: Desk, around: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    received(desk, WANG)
    robot.page.refresh()

    def no_disk(*_: object) -> None:
        raise StorageError(Message("磁盘读不出来。"))

    monkeypatch.setattr(desk.reception, "day", no_disk)
    robot.turn_to(NEXT)
    assert around.messages.said() == ["磁盘读不出来。"]
    assert robot.visits() == ["王＊"]


# --- into the register and back -------------------------------------------------------------------


def pages(window: QWidget) -> tuple[ReceptionPage, RegisterPage]:
    reception, register = window.page("reception"), window.page("register")  # type: ignore[attr-defined]
    assert isinstance(reception, ReceptionPage)
    assert isinstance(register, RegisterPage)
    return reception, register


def test_a_visit_is_registered_and_the_page_comes_back_to_its_day(
    opened: Opened, desk: Desk, qtbot: QtBot
) -> None:
    received(desk, WANG)
    window, messages = opened
    window.show_page("reception")
    reception, register = pages(window)
    reception.view.register.click()
    assert window.shell.current_page() == "register"
    facts = register.facts()
    assert (facts.summary, facts.people_present, facts.channel.zh) == (WANG.matter, 2, "来访")
    register.save()
    assert window.shell.current_page() == "reception"
    messages.assert_no_errors()
    visit = desk.reception.day(TODAY).value.visits[0]
    assert visit.petition_id is not None
    petition = desk.petitions.case(visit.petition_id).petition
    assert petition.received_by_leader == "周副局长"
    robot = ReceptionRobot(reception)
    assert robot.visits("outcome") == [petition.number]
    assert not reception.view.register.isVisible()
    reception.view.open.click()
    qtbot.waitUntil(lambda: window.shell.current_page() == "case")
    assert desk.verify.verify().sound


def test_a_form_begun_before_is_put_aside_and_can_be_had_back(opened: Opened, desk: Desk) -> None:
    received(desk, WANG)
    window, messages = opened
    window.show_page("register")
    _, register = pages(window)
    register.form.put(a_petition(summary="没有写完的一件"))
    window.register_visit(TODAY, 1)
    assert register.facts().summary == WANG.matter
    assert messages.said() == ["登记页上没有保存的内容已经放到一边。"]
    messages.actions[-1].run()
    assert register.facts().summary == "没有写完的一件"
    register.save()
    assert desk.reception.day(TODAY).value.visits[0].petition_id is None


def test_the_tie_to_the_visit_outlives_a_crash(opened: Opened, desk: Desk, qtbot: QtBot) -> None:
    received(desk, WANG)
    window, _ = opened
    window.register_visit(TODAY, 1)
    kept = from_json(desk.office.remembered(key_of(desk.office.account)))
    assert kept is not None
    assert kept.visit == (TODAY, 1)
    again = RegisterPage(window.context)
    qtbot.addWidget(again)
    again.refresh()
    again.save()
    assert desk.reception.day(TODAY).value.visits[0].outcome is VisitOutcome.REGISTERED


def test_a_discarded_form_is_no_longer_tied_to_the_visit(opened: Opened, desk: Desk) -> None:
    received(desk, WANG)
    window, _ = opened
    window.register_visit(TODAY, 1)
    _, register = pages(window)
    register.discard_draft()
    register.form.put(a_petition())
    register.save()
    assert desk.reception.day(TODAY).value.visits[0].petition_id is None
    assert desk.ledger.total() == 1


def test_a_day_that_has_not_come_stays_on_the_page_and_says_so(opened: Opened, desk: Desk) -> None:
    desk.reception.save(replace(DAY, day=NEXT))
    desk.reception.add_visit(NEXT, WANG)
    window, messages = opened
    window.show_page("reception")
    pages(window)[0].view.register.click()
    assert window.shell.current_page() == "reception"
    assert "还没有到" in messages.said()[0]


# --- Today ----------------------------------------------------------------------------------------


def test_today_names_the_next_reception_day_and_opens_it(
    desk: Desk, around: Bench, qtbot: QtBot
) -> None:
    page = TodayPage(around.context)
    qtbot.addWidget(page)
    page.refresh()
    assert page.view.reception.text() == "还没有接访安排。"
    desk.reception.save(DAY)
    page.refresh()
    said = "2026-03-02 星期一 09:00—11:30　周副局长　一楼接访室"
    assert page.view.reception.text() == said
    page.view.open_reception.click()
    assert around.went == [("reception", TODAY)]


# --- models, times, room --------------------------------------------------------------------------


def test_roster_and_visits_are_proper_models(qtmodeltester: ModelTester, desk: Desk) -> None:
    received(desk, WANG)
    roster, visits = RosterModel(), VisitsModel()
    roster.set_rows(desk.reception.days(TODAY, NEXT))
    visits.show_day(desk.reception.day(TODAY), opened=False)
    qtmodeltester.check(roster)  # type: ignore[no-untyped-call]
    qtmodeltester.check(visits)  # type: ignore[no-untyped-call]
    assert roster.place_of(NEXT) == 1
    assert roster.place_of(date(2026, 3, 5)) is None


@pytest.mark.parametrize(
    ("text", "meant"),
    [("9", time(9)), ("9:30", time(9, 30)), ("0930", time(9, 30)), ("９：３０", time(9, 30)),
     ("9点30分", time(9, 30)), ("14点", time(14)), ("24:00", None), ("9:75", None), ("早上", None),
     ("", None)],
)  # fmt: skip
def test_times_are_typed_the_way_clerks_type_them(text: str, meant: time | None) -> None:
    assert parse_time(text) == meant


def test_a_time_that_is_none_is_found_fault_with_and_kept(qtbot: QtBot) -> None:
    field = TimeField("开始时间")
    qtbot.addWidget(field)
    assert field.problem() is None
    field.setText("早上")
    assert field.problem() is not None
    field.setText("９点")
    press(field, Qt.Key.Key_Return)
    assert field.text() == "09:00"


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_the_page_fits_a_small_screen(desk: Desk, look: Look, qtbot: QtBot, language: str) -> None:
    use_language(language)
    received(desk, WANG)
    with bench(desk, look) as around:
        page = ReceptionPage(around.context)
        qtbot.addWidget(page)
        page.refresh()
        assert page.minimumSizeHint().width() <= 1024 - 88
        assert page.minimumSizeHint().height() <= 640 - 56 - 28
