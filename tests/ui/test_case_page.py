"""The case page: lawful steps only, history in sentences, corrections, files, secrecy."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from petitiondesk.domain import workflow
from petitiondesk.domain.petition import Claim, Petitioner
from petitiondesk.domain.terms import Channel, PetitionClass, State
from petitiondesk.services.desk import Desk
from petitiondesk.ui.dialogs.correct import CorrectDialog
from petitiondesk.ui.dialogs.step import ReasonDialog, StepDialog
from petitiondesk.ui.look import Look
from petitiondesk.ui.pages.case import CasePage
from petitiondesk.ui.views.cards import Reading
from petitiondesk.ui.views.chips import Chip
from petitiondesk.ui.views.people_field import PeopleField
from petitiondesk.ui.views.register_claims import ClaimsEditor
from tests.factory import STEP_INPUTS, TODAY, a_petition, in_state, take
from tests.ui.bench import Bench, bench


@pytest.fixture
def page(desk: Desk, look: Look, qtbot: QtBot) -> Iterator[tuple[CasePage, Bench]]:
    with bench(desk, look) as around:
        page = CasePage(around.context)
        qtbot.addWidget(page)
        page.resize(1200, 700)
        page.show()
        yield page, around


def offered(page: CasePage) -> set[str]:
    """Names of the steps that a clerk can click."""
    row = page.view.buttons.layout()
    assert row is not None
    places = [row.itemAt(n) for n in range(row.count())]
    widgets = [place.widget() for place in places if place is not None]
    buttons = [widget for widget in widgets if isinstance(widget, QPushButton)]
    assert len(buttons) == len(places)
    menus = [button.menu() for button in buttons if button.menu() is not None]
    acts = [*buttons, *(action for menu in menus for action in menu.actions())]
    names = {act.objectName().removeprefix("step-") for act in acts}
    return names - {""}


@pytest.mark.parametrize("state", State)
def test_each_state_offers_exactly_the_steps_of_the_table(
    page: tuple[CasePage, Bench], desk: Desk, state: State
) -> None:
    desk.petitions.register(a_petition())  # what a merger leads to
    petition = in_state(desk, state)
    assert petition.state is state
    page[0].show_case(desk.petitions.case(petition.id))
    assert offered(page[0]) == {step.name for step in workflow.lawful(petition)}


def test_a_step_is_taken_in_its_dialog_and_stands_in_the_history(
    page: tuple[CasePage, Bench], desk: Desk
) -> None:
    case, around = page
    petition = desk.petitions.register(a_petition())
    case.show_case(desk.petitions.case(petition.id))

    def fill(dialog: StepDialog) -> None:
        dialog.form.set_values(STEP_INPUTS["route"])
        dialog.try_to_write()

    around.when_a_dialog_opens(fill)
    case.take(workflow.STEP["route"])
    assert desk.petitions.case(petition.id).petition.state is State.ROUTED
    assert case.view.history.texts() == ["转办：由 办公室 到 农田建设科", "登记"]
    assert around.messages.said() == [f"{petition.number}：转办已记入。"]


def test_a_step_that_lacks_something_says_so_at_the_field_and_keeps_what_was_typed(
    page: tuple[CasePage, Bench], desk: Desk
) -> None:
    case, around = page
    petition = desk.petitions.register(a_petition())
    case.show_case(desk.petitions.case(petition.id))
    seen: list[object] = []

    def fill(dialog: StepDialog) -> None:
        dialog.form.set_values({"leader": "周副局长"})
        dialog.try_to_write()
        seen.append(dialog.form.fields["instruction"].finding_text())
        seen.append(dialog.values()["leader"])

    around.when_a_dialog_opens(fill)
    case.take(workflow.STEP["instruct"])
    assert seen == ["请填写“领导批示”。", "周副局长"]
    assert desk.petitions.case(petition.id).petition.state is State.REGISTERED


def test_the_last_step_is_taken_back_with_a_reason(
    page: tuple[CasePage, Bench], desk: Desk
) -> None:
    case, around = page
    petition = take(desk, desk.petitions.register(a_petition()), "propose")
    case.show_case(desk.petitions.case(petition.id))

    def without_then_with_reason(dialog: ReasonDialog) -> None:
        dialog.try_to_write()
        assert dialog.field.finding_text() == "请写明原因：它会留在经过里。"
        dialog.reason.setPlainText("点错了")
        dialog.try_to_write()

    around.when_a_dialog_opens(without_then_with_reason)
    case.view.take_back.click()
    assert desk.petitions.case(petition.id).petition.state is State.REGISTERED
    assert case.view.history.texts()[0] == "撤销上一步"
    assert not case.view.take_back.isEnabled()


def test_an_earlier_step_is_corrected_and_both_values_stay_in_the_record(
    page: tuple[CasePage, Bench], desk: Desk
) -> None:
    case, around = page
    petition = take(desk, desk.petitions.register(a_petition()), "propose", "instruct", "route")
    case.show_case(desk.petitions.case(petition.id))
    event = desk.petitions.case(petition.id).events[1]

    def fill(dialog: CorrectDialog) -> None:
        dialog.form.set_values({"proposal": "建议转经管站办理。"})
        dialog.reason.setPlainText("拟办时写错科室")
        dialog.try_to_write()

    around.when_a_dialog_opens(fill)
    case.correct(event)
    now = desk.petitions.case(petition.id)
    assert now.petition.proposal == "建议转经管站办理。"
    assert now.petition.state is State.ROUTED
    assert now.events[-1].changes["proposal"] == ["建议转农田建设科办理。", "建议转经管站办理。"]
    assert now.events[-1].refers_to == event.seq
    newest = case.view.history.findChildren(Reading)[0]
    assert newest.text() == (
        "拟办意见：建议转农田建设科办理。 → 建议转经管站办理。；原因：拟办时写错科室"
    )
    assert newest.toolTip() == ""


def test_a_corrected_name_is_masked_in_the_history_and_a_long_text_is_whole_on_hover(
    page: tuple[CasePage, Bench], desk: Desk
) -> None:
    case, _ = page
    petition = desk.petitions.register(a_petition())
    register = desk.petitions.case(petition.id).events[0].seq
    other = (Petitioner("王建军", phone="13800000000", address="青石镇河湾村4组"),)
    desk.mending.correct(petition.id, register, {"petitioners": other}, "听错名字")
    text = f"王建国和王建军说，{'路面多处下陷。' * 30}"
    desk.mending.correct(petition.id, register, {"content": text}, "补充")
    case.show_case(desk.petitions.case(petition.id))
    content, people, *_ = case.view.history.findChildren(Reading)
    assert "建" not in content.text() + people.text()
    assert "…" in content.text()
    assert "路面多处下陷。" * 30 in content.toolTip()
    assert "建" not in content.toolTip()
    assert people.text() == "信访人：有改动；原因：听错名字"


def test_after_a_step_the_keyboard_is_on_the_next_one(
    page: tuple[CasePage, Bench], desk: Desk
) -> None:
    case, around = page
    case.show_case(desk.petitions.case(desk.petitions.register(a_petition()).id))

    def propose(dialog: StepDialog) -> None:
        dialog.form.set_values(STEP_INPUTS["propose"])
        dialog.try_to_write()

    first = case.view.buttons.findChild(QPushButton, "step-propose")
    assert isinstance(first, QPushButton)
    first.setFocus()
    around.when_a_dialog_opens(propose)
    first.click()
    focused = case.window().focusWidget()
    assert focused.objectName() == "step-instruct"
    assert focused.property("role") == "primary"


def test_a_misspelt_name_and_a_claim_are_mended_where_they_were_entered(
    page: tuple[CasePage, Bench], desk: Desk
) -> None:
    case, around = page
    petition = desk.petitions.register(a_petition(claims=(Claim("修路"), Claim("陪偿"))))
    case.show_case(desk.petitions.case(petition.id))

    def mend(dialog: CorrectDialog) -> None:
        people, claims = (dialog.form.fields[n].control for n in ("petitioners", "claims"))
        assert isinstance(people, PeopleField)
        assert isinstance(claims, ClaimsEditor)
        people.editor.rows[0].name.setText("汪建国")
        people.add.click()
        people.editor.rows[1].name.setText("李桂兰")
        people.editor.rows[1].phone.setText("12")
        claims.lines[1].edit.setText("赔偿")
        dialog.reason.setPlainText("来访核对")
        dialog.try_to_write()
        assert "不像电话号码" in people.editor.rows[1].fields["phone"].finding_text()
        dialog.try_to_write()  # it is as it was written

    def give_reason(dialog: ReasonDialog) -> None:
        around.when_a_dialog_opens(mend)
        assert dialog.reason.toPlainText() == "更正记错的内容"
        dialog.try_to_write()

    around.when_a_dialog_opens(give_reason)  # what would be shown is masked
    case.correct(desk.petitions.case(petition.id).events[0])
    now = desk.petitions.case(petition.id)
    assert [p.name for p in now.petition.petitioners] == ["汪建国", "李桂兰"]
    assert [claim.text for claim in now.petition.claims] == ["修路", "赔偿"]
    assert set(now.events[-1].changes) == {"petitioners", "claims"}
    assert desk.verify.verify().sound


def test_a_case_without_anybody_cannot_come_of_a_correction(
    desk: Desk, look: Look, qtbot: QtBot
) -> None:
    petition = desk.petitions.register(a_petition())
    event = desk.petitions.case(petition.id).events[0]
    dialog = CorrectDialog(desk, look, petition, event, "登记")
    qtbot.addWidget(dialog)
    dialog.show()
    people = dialog.form.fields["petitioners"].control
    assert isinstance(people, PeopleField)
    people.set_value(())
    dialog.reason.setPlainText("信上没有写")
    dialog.try_to_write()
    assert "信访人姓名" in people.editor.rows[0].fields["name"].finding_text()
    dialog.form.set_values({"anonymous": True})
    dialog.try_to_write()
    assert desk.petitions.case(petition.id).petition.petitioners == ()


def test_personal_data_are_masked_until_they_are_asked_for_with_a_reason(
    page: tuple[CasePage, Bench], desk: Desk
) -> None:
    case, around = page
    petition = desk.petitions.register(a_petition())
    case.show_case(desk.petitions.case(petition.id))
    assert "王建国" not in texts(case)
    assert "王＊" in texts(case)

    def give_reason(dialog: ReasonDialog) -> None:
        dialog.reason.setPlainText("电话回访")
        dialog.try_to_write()

    around.when_a_dialog_opens(give_reason)
    case.view.facts.reveal_asked.emit()
    assert "王建国" in texts(case)
    assert desk.petitions.case(petition.id).events[-1].note == "电话回访"
    case.show_case(desk.petitions.case(petition.id))
    assert "王建国" not in texts(case)


def test_a_sealed_case_shows_nothing_of_its_author_or_content(
    page: tuple[CasePage, Bench], desk: Desk
) -> None:
    case, _ = page
    petition = desk.petitions.register(
        a_petition(
            petition_class=PetitionClass.ACCUSATION,
            petitioners=(Petitioner("买买提·艾山"),),
            complained_of="经管站",
            claims=(Claim("查处"),),
        )
    )
    take(desk, petition, "propose", "instruct", "route")
    case.show_case(desk.petitions.case(petition.id))
    shown = texts(case)
    for secret in ("买买提", "买＊", "机耕路", "经管站", "查处", "农田建设科"):
        assert secret not in shown, secret


def texts(page: CasePage) -> str:
    """Every word on the page."""
    return "\n".join(w.text() for w in page.findChildren(QLabel) if w.text() and not w.isHidden())


def test_files_are_added_saved_and_taken_off(
    page: tuple[CasePage, Bench], desk: Desk, tmp_path: Path
) -> None:
    case, around = page
    petition = desk.petitions.register(a_petition())
    case.show_case(desk.petitions.case(petition.id))
    scan = tmp_path / "来信 第1页.jpg"
    scan.write_bytes(b"\xff\xd8 page one")
    case.view.files.zone.files_added.emit([scan])
    assert case.view.tabs.tabText(2) == "附件 1"

    copy = tmp_path / "copy.jpg"
    around.messages.files = [copy]
    save, drop = case.view.files.findChildren(QPushButton)[-2:]
    save.click()
    assert copy.read_bytes() == scan.read_bytes()

    def give_reason(dialog: ReasonDialog) -> None:
        dialog.reason.setPlainText("扫错了")
        dialog.try_to_write()

    around.when_a_dialog_opens(give_reason)
    drop.click()
    assert desk.petitions.case(petition.id).petition.attachments == ()
    assert case.view.tabs.tabText(2) == "附件"


def test_a_repeat_leads_to_its_first_and_the_first_to_its_repeats(
    page: tuple[CasePage, Bench], desk: Desk
) -> None:
    case, around = page
    first = desk.petitions.register(a_petition())
    repeat = desk.petitions.register(a_petition(repeat=True, repeats_id=first.id))
    for petition, other in ((repeat, first), (first, repeat)):
        case.show_case(desk.petitions.case(petition.id))
        (link,) = (b for b in case.view.links.findChildren(QPushButton) if not b.isHidden())
        assert other.number in link.text()
        link.click()
        assert around.went[-1] == ("case", other.id)


def test_limits_stand_as_cards_where_there_is_room_and_as_lines_where_there_is_not(
    page: tuple[CasePage, Bench], desk: Desk
) -> None:
    case, _ = page
    form = a_petition(channel=Channel.ASSIGNED, sender="市信访局", report_by=TODAY + timedelta(20))
    petition = take(desk, desk.petitions.register(form), "route", "receive", "urge")
    case.show_case(desk.petitions.case(petition.id))
    strip = case.view.clocks
    assert strip.list.isVisible()
    assert not strip.cards.isVisible()
    lines = [line for line in strip.list.findChildren(QLabel) if "起 60 日" in line.text()]
    assert [line.wordWrap() for line in lines] == [True], "all of it is said"
    one = desk.petitions.register(a_petition(petitioners=(), anonymous=True))
    case.show_case(desk.petitions.case(one.id))
    assert strip.cards.isVisible()
    assert not strip.list.isVisible()


def test_a_limit_that_was_met_keeps_its_explanation_on_hover(
    page: tuple[CasePage, Bench], desk: Desk
) -> None:
    case, _ = page
    petition = take(desk, desk.petitions.register(a_petition()), "accept")
    case.show_case(desk.petitions.case(petition.id))
    chips = case.view.clocks.met.findChildren(Chip)
    assert [chip.accessibleName() for chip in chips] == ["告知 按期"]
    assert "起 15 日" in chips[0].toolTip()
