"""The dialogs that write into a case: what they offer, refuse, keep and never show."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from petitiondesk.domain import workflow
from petitiondesk.domain.errors import RegistryError, Severity, StorageError
from petitiondesk.domain.messages import Message
from petitiondesk.domain.petition import Claim, Petition
from petitiondesk.domain.terms import Decision, PetitionClass, State
from petitiondesk.infra.i18n import use_language
from petitiondesk.services.desk import Desk
from petitiondesk.ui.dialogs.correct import CorrectDialog
from petitiondesk.ui.dialogs.step import ReasonDialog, StepDialog
from petitiondesk.ui.dialogs.writing import Scrolled
from petitiondesk.ui.look import Look
from petitiondesk.ui.pages.case import CasePage
from petitiondesk.ui.views.choice import ChoiceCombo
from petitiondesk.ui.views.dialogs import DeskDialog
from petitiondesk.ui.views.field_form import ClaimDecisions
from petitiondesk.ui.views.special_fields import PetitionField
from tests.factory import STEP_INPUTS, TODAY, WHOLE_COURSE, a_petition, suited, take
from tests.ui.bench import Bench, bench
from tests.ui.hands import CTRL, press


@pytest.fixture
def page(desk: Desk, look: Look, qtbot: QtBot) -> Iterator[tuple[CasePage, Bench]]:
    with bench(desk, look) as around:
        page = CasePage(around.context)
        qtbot.addWidget(page)
        page.resize(1200, 700)
        page.show()
        yield page, around


def full_disk(*_: Any, **__: Any) -> Any:
    raise StorageError(Message("磁盘满了，这一步没有记入。请腾出空间再试。"))


def gone(*_: Any, **__: Any) -> Any:
    raise RegistryError(Message("登记簿读不出来。"))


def a_dialog(desk: Desk, look: Look, petition: Petition, name: str) -> StepDialog:
    def write(values: dict[str, object], on: date) -> None:
        desk.petitions.perform(petition.id, name, values, on)

    return StepDialog(desk, look, workflow.STEP[name], [petition], write)


@pytest.mark.parametrize("name", [step.name for step in workflow.STEPS])
def test_every_step_is_written_with_ctrl_enter(
    desk: Desk, look: Look, qtbot: QtBot, name: str
) -> None:
    petition = suited(desk, name)
    dialog = a_dialog(desk, look, petition, name)
    qtbot.addWidget(dialog)
    inputs = dict(STEP_INPUTS[name])
    for link in {"repeats_id", "merged_into_id"} & inputs.keys():
        del inputs[link]
        control = dialog.form.fields[link].control
        assert isinstance(control, PetitionField)
        control.setText("信〔2026〕1号")
    dialog.form.set_values(inputs)
    dialog.show()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    press(dialog, Qt.Key.Key_Return, CTRL)
    if dialog.isVisible():  # a warning is shown once, and then the clerk decides
        assert {f.severity for f in dialog.findings()} == {Severity.WARN}
        press(dialog, Qt.Key.Key_Return, CTRL)
    assert not dialog.isVisible()
    assert desk.petitions.case(petition.id).events[-1].kind == name


def test_a_disk_that_is_full_is_said_in_the_dialog_and_what_was_typed_stays(
    desk: Desk, look: Look, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    petition = desk.petitions.register(a_petition())
    dialog = a_dialog(desk, look, petition, "propose")
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.form.set_values({"proposal": "建议转农田建设科。"})
    monkeypatch.setattr(desk.petitions, "perform", full_disk)
    dialog.try_to_write()
    assert dialog.isVisible()
    assert dialog.trouble.text() == "磁盘满了，这一步没有记入。请腾出空间再试。"
    assert dialog.values()["proposal"] == "建议转农田建设科。"
    monkeypatch.undo()
    dialog.try_to_write()
    assert not dialog.isVisible()
    assert dialog.trouble.isHidden()
    assert desk.petitions.case(petition.id).petition.state is State.PROPOSED


def test_a_registry_that_is_gone_is_said_before_the_dialog_opens(
    page: tuple[CasePage, Bench], desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    case, around = page
    petition = take(desk, desk.petitions.register(a_petition()), "propose")
    case.show_case(desk.petitions.case(petition.id))
    monkeypatch.setattr(desk.office, "office", gone)
    case.take(workflow.STEP["route"])
    case.correct(desk.petitions.case(petition.id).events[1])
    assert around.messages.said() == ["登记簿读不出来。"] * 2


def test_a_step_of_tomorrow_is_refused_at_its_date(desk: Desk, look: Look, qtbot: QtBot) -> None:
    petition = desk.petitions.register(a_petition())
    dialog = a_dialog(desk, look, petition, "propose")
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.form.set_values(STEP_INPUTS["propose"])
    dialog.on.set_value(TODAY + timedelta(days=1))
    for _ in range(2):
        dialog.try_to_write()
        assert dialog.isVisible()
        assert dialog.on_field.finding_text() != ""
    assert desk.petitions.case(petition.id).petition.state is State.REGISTERED


def test_a_date_that_is_none_is_said_at_the_date(desk: Desk, look: Look, qtbot: QtBot) -> None:
    dialog = a_dialog(desk, look, desk.petitions.register(a_petition()), "propose")
    qtbot.addWidget(dialog)
    dialog.form.set_values(STEP_INPUTS["propose"])
    dialog.on.set_value(None)
    dialog.try_to_write()
    assert dialog.on_field.finding_text() == "请填写日期。"


def test_what_this_petition_needs_is_marked_before_anything_is_refused(
    desk: Desk, look: Look, qtbot: QtBot
) -> None:
    named, nameless = (
        desk.petitions.register(a_petition(petitioners=people, anonymous=not people))
        for people in (a_petition().petitioners, ())
    )
    for petition, required in ((named, True), (nameless, False)):
        dialog = a_dialog(desk, look, petition, "accept")
        qtbot.addWidget(dialog)
        assert dialog.form.fields["notice_manner"].mark.isHidden() is not required


def test_a_refused_list_takes_what_is_typed_next_instead_of_its_entry(
    desk: Desk, look: Look, qtbot: QtBot
) -> None:
    dialog = a_dialog(desk, look, desk.petitions.register(a_petition()), "accept")
    qtbot.addWidget(dialog)
    dialog.show()
    manner = dialog.form.fields["notice_manner"].control
    assert isinstance(manner, ChoiceCombo)
    qtbot.waitUntil(manner.hasFocus)
    press(dialog, Qt.Key.Key_Return, CTRL)
    assert dialog.isVisible()
    for key in (Qt.Key.Key_D, Qt.Key.Key_C, Qt.Key.Key_G, Qt.Key.Key_Z, Qt.Key.Key_Return):
        press(manner, key)
    assert manner.currentText() == "当场告知"


@pytest.mark.parametrize(
    ("name", "field", "asked"),
    [("merge", "merge_reason", "并案的理由"), ("hand_over", "forwarded_to", "移送单位")],
)
def test_a_step_asks_for_a_field_by_its_own_name_and_complains_of_it_by_the_same(
    desk: Desk, look: Look, qtbot: QtBot, name: str, field: str, asked: str
) -> None:
    dialog = a_dialog(desk, look, suited(desk, name), name)
    qtbot.addWidget(dialog)
    dialog.try_to_write()
    shown = dialog.form.fields[field]
    assert shown.label.text().startswith(asked)
    assert shown.finding_text() == f"请填写“{asked}”。"


def test_every_claim_is_decided_beside_its_text(desk: Desk, look: Look, qtbot: QtBot) -> None:
    claims = (Claim("责令修复机耕路"), Claim("赔偿误工损失"))
    petition = take(desk, desk.petitions.register(a_petition(claims=claims)), *WHOLE_COURSE[:5])
    dialog = a_dialog(desk, look, petition, "reply")
    qtbot.addWidget(dialog)
    dialog.form.set_values(STEP_INPUTS["reply"])
    control = dialog.form.fields["claims"].control
    assert isinstance(control, ClaimDecisions)
    for combo in control.findChildren(ChoiceCombo):
        combo.setCurrentIndex(1)
    dialog.try_to_write()
    decided = desk.petitions.case(petition.id).petition.claims
    assert [claim.decision for claim in decided] == [next(iter(Decision))] * 2


def test_findings_push_no_field_out_of_sight_where_the_screen_has_the_room(
    desk: Desk, look: Look, qtbot: QtBot
) -> None:
    petition = take(desk, desk.petitions.register(a_petition()), *WHOLE_COURSE[:6])
    dialog = a_dialog(desk, look, petition, "deliver")
    qtbot.addWidget(dialog)
    dialog.show()
    before = dialog.height()
    bar = dialog.findChildren(Scrolled)[0].verticalScrollBar()
    assert bar.maximum() == 0
    dialog.try_to_write()
    qtbot.waitUntil(lambda: dialog.height() > before)
    assert bar.maximum() == 0


def test_a_form_that_wraps_does_not_scroll_where_the_screen_has_the_room(
    desk: Desk, look: Look, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its lines were counted as if none wrapped."""

    class Screen:
        def availableSize(self) -> QSize:  # noqa: N802 - Qt's own name
            return QSize(1920, 1400)

    for kind in (QWidget, DeskDialog, Scrolled):
        monkeypatch.setattr(kind, "screen", lambda _: Screen(), raising=False)
    case = desk.petitions.register(a_petition())
    event = desk.petitions.case(case.id).events[0]
    route = a_dialog(desk, look, suited(desk, "route"), "route")
    for dialog in (route, CorrectDialog(desk, look, case, event, "登记")):
        qtbot.addWidget(dialog)
        dialog.show()
        area = dialog.findChild(Scrolled)
        assert area is not None
        qtbot.waitUntil(lambda area=area: area.height() > 100)  # type: ignore[misc]
        assert area.verticalScrollBar().maximum() == 0


def test_a_correction_shows_what_was_recorded_and_what_was_left_blank_when_asked(
    desk: Desk, look: Look, qtbot: QtBot
) -> None:
    petition = desk.petitions.register(a_petition())
    event = desk.petitions.case(petition.id).events[0]
    dialog = CorrectDialog(desk, look, petition, event, "登记")
    qtbot.addWidget(dialog)
    dialog.show()
    fields, later = dialog.form.fields, dialog.form.later
    assert later is not None
    blank = {name for name, field in fields.items() if later.part.isAncestorOf(field)}
    assert {"sender", "sender_ref", "report_by", "notes"} <= blank
    assert not {"channel", "received_on", "petitioners", "summary", "content"} & blank
    assert fields["summary"].isVisible()
    assert not fields["sender"].isVisible()
    later.click()
    assert fields["sender"].isVisible()
    later.click()
    assert not fields["sender"].isVisible()


def test_a_field_that_was_put_away_comes_up_with_what_is_wrong_with_it(
    desk: Desk, look: Look, qtbot: QtBot
) -> None:
    petition = desk.petitions.register(a_petition())
    event = desk.petitions.case(petition.id).events[0]
    dialog = CorrectDialog(desk, look, petition, event, "登记")
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.form.set_values({"sender_date": TODAY + timedelta(days=5)})
    dialog.reason.setPlainText("补来文日期")
    dialog.try_to_write()
    assert dialog.form.fields["sender_date"].isVisible()
    assert "来文日期" in dialog.form.fields["sender_date"].finding_text()


def test_a_correction_needs_a_change_and_a_reason(desk: Desk, look: Look, qtbot: QtBot) -> None:
    petition = take(desk, desk.petitions.register(a_petition()), "propose")
    event = desk.petitions.case(petition.id).events[-1]
    dialog = CorrectDialog(desk, look, petition, event, "拟办")
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.try_to_write()
    assert dialog.trouble.text() == "没有改动任何一项。"
    dialog.form.set_values({"proposal": "建议转经管站。"})
    dialog.try_to_write()
    assert dialog.reason_field.finding_text() == "请写明原因：它会留在经过里。"
    dialog.reason.setPlainText("写错了")
    dialog.try_to_write()
    assert not dialog.isVisible()
    assert desk.petitions.case(petition.id).petition.proposal == "建议转经管站。"


# --- sealed cases ---------------------------------------------------------------------------------


def words(dialog: QWidget) -> str:
    texts = [w.text() for w in dialog.findChildren(QLabel)]
    return "\n".join([*texts, *(w.toPlainText() for w in dialog.findChildren(QPlainTextEdit))])


def test_a_form_never_shows_a_sealed_case_before_a_reason_is_given(
    page: tuple[CasePage, Bench], desk: Desk
) -> None:
    case, around = page
    petition = desk.petitions.register(
        a_petition(petition_class=PetitionClass.ACCUSATION, complained_of="经管站")
    )
    take(desk, petition, "propose", "instruct", "route", "receive")
    case.show_case(desk.petitions.case(petition.id))
    seen: list[str] = []

    def turn_back(dialog: ReasonDialog) -> None:
        assert isinstance(dialog, ReasonDialog)
        seen.append(words(dialog))

    acts: tuple[Callable[[], None], ...] = (
        lambda: case.correct(desk.petitions.case(petition.id).events[0]),
        lambda: case.correct(desk.petitions.case(petition.id).events[1]),
        case.take_back,
    )
    for act in acts:
        around.when_a_dialog_opens(turn_back)
        act()
    assert len(seen) == 3
    for secret in ("农田建设科", "经管站", "机耕路", "实地核实"):
        assert secret not in "".join(seen)
    assert desk.petitions.case(petition.id).events[-1].kind == "receive"


def test_an_opened_case_is_corrected_as_any_other(page: tuple[CasePage, Bench], desk: Desk) -> None:
    case, around = page
    petition = desk.petitions.register(
        a_petition(petition_class=PetitionClass.ACCUSATION, complained_of="经管站")
    )
    case.show_case(desk.petitions.case(petition.id))

    def correct(dialog: CorrectDialog) -> None:
        assert isinstance(dialog, CorrectDialog)
        dialog.form.set_values({"complained_of": "农机站"})
        dialog.reason.setPlainText("听错了")
        dialog.try_to_write()

    def give_reason(dialog: ReasonDialog) -> None:
        around.when_a_dialog_opens(correct)
        dialog.reason.setPlainText("核对来信")
        dialog.try_to_write()

    around.when_a_dialog_opens(give_reason)
    case.correct(desk.petitions.case(petition.id).events[0])
    now = desk.petitions.case(petition.id)
    assert now.petition.complained_of == "农机站"
    assert [event.kind for event in now.events] == ["register", "open_sealed", "correct"]


# --- small screens --------------------------------------------------------------------------------


class _SmallScreen:
    """The lowest that the mockups were drawn for."""

    def availableSize(self) -> QSize:  # noqa: N802 - Qt's own name
        return QSize(1024, 640)


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_every_dialog_fits_the_smallest_screen(
    desk: Desk, look: Look, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    use_language(language)
    monkeypatch.setattr(DeskDialog, "screen", lambda _dialog: _SmallScreen())
    claims = tuple(Claim(f"第{n}项诉求，请予解决并书面答复") for n in range(4))
    petition = take(desk, desk.petitions.register(a_petition(claims=claims)), *WHOLE_COURSE)
    made: list[QWidget] = [a_dialog(desk, look, petition, name) for name in STEP_INPUTS]
    events = desk.petitions.case(petition.id).events
    made += [CorrectDialog(desk, look, petition, event, "这一步") for event in events]
    for dialog in made:
        qtbot.addWidget(dialog)
        dialog.show()
        assert dialog.height() <= 600, dialog.windowTitle()
        assert dialog.width() <= 1000, dialog.windowTitle()
        for combo in filter(QWidget.isVisible, dialog.findChildren(ChoiceCombo)):
            line = combo.lineEdit()
            assert line is not None
            needed = line.fontMetrics().horizontalAdvance(line.text())
            assert line.width() >= needed, f"{dialog.windowTitle()}: {line.text()}"
        dialog.close()


def test_a_section_is_proposed_by_the_topic_but_never_for_a_sealed_case(
    desk: Desk, look: Look, qtbot: QtBot
) -> None:
    topic = desk.office.office().topics[0]
    take(desk, desk.petitions.register(a_petition(topic=topic)), "route")
    usual = desk.suggestions.section(topic, desk.office.office().open_sections())
    proposed = []
    for kind in (PetitionClass.CLAIM, PetitionClass.ACCUSATION):
        petition = desk.petitions.register(
            a_petition(topic=topic, petition_class=kind, complained_of="经管站")
        )
        dialog = a_dialog(desk, look, petition, "route")
        qtbot.addWidget(dialog)
        proposed.append(dialog.values()["section"])
    assert usual
    assert proposed == [usual, ""]
