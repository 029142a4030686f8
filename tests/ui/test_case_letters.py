"""The letters of a case in the window: made, opened as a copy, saved; what is lacking, and the way to it."""

import stat
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from petitiondesk.domain import workflow
from petitiondesk.domain.masking import mask
from petitiondesk.domain.messages import Message
from petitiondesk.domain.petition import Claim, Petition, Petitioner
from petitiondesk.domain.terms import Channel, Decision, LetterKind, PetitionClass
from petitiondesk.infra.copies import Copies
from petitiondesk.infra.i18n import term, tr, use_language
from petitiondesk.services.desk import Desk
from petitiondesk.services.letter_volume import VOLUME_KINDS
from petitiondesk.ui.dialogs.correct import CorrectDialog
from petitiondesk.ui.dialogs.letter import LetterDialog
from petitiondesk.ui.dialogs.step import ReasonDialog, StepDialog
from petitiondesk.ui.look import Look
from petitiondesk.ui.messages import Action, WindowMessages
from petitiondesk.ui.models.letters_model import LettersModel, letter_rows
from petitiondesk.ui.pages.case import CasePage
from petitiondesk.ui.views.choice import TermCombo
from tests.exchange.letter_reading import text
from tests.factory import STEP_INPUTS, TODAY, WHOLE_COURSE, a_petition, take
from tests.robots.letters import LettersRobot, lacks, offered, take_way, words
from tests.ui.bench import Bench, bench
from tests.ui.hands import press, show_active
from tests.ui.window_room import Opened

K = LetterKind
ANSWERED = ("route", "receive", "submit")


@dataclass
class Room:
    """A case page in front of a clerk; ``opened`` are the files that were to be shown."""

    page: CasePage
    around: Bench
    copies: Copies
    opened: list[Path] = field(default_factory=list)

    @property
    def robot(self) -> LettersRobot:
        return LettersRobot(self.page)


@pytest.fixture
def room(desk: Desk, look: Look, qtbot: QtBot, tmp_path: Path) -> Iterator[Room]:
    desk.office.save(replace(desk.office.office(), short="农"))
    opened: list[Path] = []

    def opener(path: Path) -> bool:
        opened.append(path)
        return True

    with bench(desk, look) as around:
        copies = Copies(tmp_path / "copies")
        page = CasePage(replace(around.context, copies=copies), opener)
        qtbot.addWidget(page)
        page.resize(1200, 700)
        page.show()
        yield Room(page, around, copies, opened)
        copies.clear()
    report = desk.verify.verify()
    assert report.sound, [str(fault) for fault in report.faults]


def letters_of(desk: Desk, petition: Petition) -> list[tuple[LetterKind, str]]:
    kept = desk.petitions.case(petition.id).petition.letters
    return [(letter.kind, letter.number) for letter in kept]


def give_reason(dialog: ReasonDialog) -> None:
    dialog.reason.setPlainText("制作告知书")
    dialog.try_to_write()


# --- making --------------------------------------------------------------------------------------


def test_a_letter_is_made_kept_with_the_case_and_a_read_only_copy_opens(
    room: Room, desk: Desk
) -> None:
    petition = desk.petitions.register(a_petition())
    room.page.show_case(desk.petitions.case(petition.id))
    assert room.robot.tab() == "文书"
    assert not room.page.view.letters.open.isVisibleTo(room.page.view.letters)

    room.around.when_a_dialog_opens(lambda dialog: dialog.yes.click())
    room.page.view.letters.make.click()

    assert room.robot.tab() == "文书 1"
    assert room.robot.rows() == [("受理告知书", "农信函〔2026〕1号", "2026-03-02", "王＊")]
    assert room.page.view.tabs.currentWidget() is room.page.view.letters
    assert ("written", None) in room.around.went
    (copy,) = room.opened
    assert "王建国：" in text(copy.read_bytes())
    assert copy.parent == room.copies.folder()
    assert not copy.stat().st_mode & stat.S_IWUSR
    room.around.messages.assert_no_errors()


def test_the_likeliest_letter_is_proposed_with_its_number_and_what_it_will_say(
    room: Room, desk: Desk, look: Look, qtbot: QtBot
) -> None:
    claims = (Claim("修路", Decision.SUPPORT), Claim("赔偿", Decision.EXPLAIN))
    petition = take(desk, desk.petitions.register(a_petition(claims=claims)), *ANSWERED)
    inputs = {**STEP_INPUTS["reply"], "claims": claims, "reply_number": "农信函〔2026〕9号"}
    petition = desk.petitions.perform(petition.id, "reply", inputs, TODAY)

    dialog = LetterDialog(desk, look, desk.petitions.case(petition.id))
    qtbot.addWidget(dialog)

    assert offered(dialog)[:3] == ["信访处理意见书", "答复函", "送达回证"]
    assert dialog.chosen() is K.OPINION
    assert dialog.number.text() == "农信函〔2026〕9号"
    assert dialog.preview.shown == [
        ("收件人", "王建国"),
        ("文号", "农信函〔2026〕9号"),
        ("概况", "反映机耕路被工程车压坏，要求修复"),
        ("第 1 项诉求", "支持 修路"),
        ("第 2 项诉求", "解释说明 赔偿"),
    ]
    assert not dialog.missing.isVisibleTo(dialog)
    assert dialog.yes.isEnabled()


def test_the_day_by_which_it_is_concluded_can_be_read_before(
    room: Room, desk: Desk, look: Look, qtbot: QtBot
) -> None:
    petition = take(desk, desk.petitions.register(a_petition()), "accept")
    dialog = LetterDialog(desk, look, desk.petitions.case(petition.id), K.ACCEPTANCE)
    qtbot.addWidget(dialog)
    assert ("办理期限", "2026年5月6日") in dialog.preview.shown


def test_another_kind_or_year_has_another_number_and_a_number_typed_in_stays(
    room: Room, desk: Desk, look: Look, qtbot: QtBot
) -> None:
    own = {K.FORWARDING.value: "{short}转〔{year}〕{seq}号"}
    desk.office.save(replace(desk.office.office(), letter_patterns=own))
    petition = take(desk, desk.petitions.register(a_petition()), "route")
    dialog = LetterDialog(desk, look, desk.petitions.case(petition.id), K.ACCEPTANCE)
    qtbot.addWidget(dialog)
    assert dialog.number.text() == "农信函〔2026〕1号"

    dialog.kind.set_value(K.FORWARDING)
    dialog.kind.changed.emit(K.FORWARDING)
    dialog.on.setText("2027-01-05")
    assert dialog.number.text() == "农转〔2027〕1号"

    dialog.number.setText("农办〔2027〕7号")
    dialog.on.setText("2026-12-31")
    assert dialog.number.text() == "农办〔2027〕7号"
    assert ("文号", "农办〔2027〕7号") in dialog.preview.shown
    dialog.kind.set_value(K.SLIP)
    dialog.kind.changed.emit(K.SLIP)
    assert not dialog.number_field.isVisibleTo(dialog)
    dialog.try_to_write()
    assert letters_of(desk, petition) == [(K.SLIP, "")]


def test_a_number_that_went_out_is_refused_at_its_field_and_nothing_is_made(
    room: Room, desk: Desk, look: Look, qtbot: QtBot
) -> None:
    first, petition = (desk.petitions.register(a_petition()) for _ in range(2))
    gone = desk.letters.make(first.id, K.ACCEPTANCE, on=TODAY).number
    dialog = LetterDialog(desk, look, desk.petitions.case(petition.id))
    qtbot.addWidget(dialog)
    dialog.number.setText(gone)
    dialog.try_to_write()
    assert "已经用过" in dialog.number_field.finding_text()
    assert letters_of(desk, petition) == []

    dialog.number.setText("")
    dialog.try_to_write()
    assert letters_of(desk, petition) == [(K.ACCEPTANCE, "农信函〔2026〕2号")]


def test_a_date_that_cannot_be_read_is_said_at_its_field(
    room: Room, desk: Desk, look: Look, qtbot: QtBot
) -> None:
    petition = desk.petitions.register(a_petition())
    dialog = LetterDialog(desk, look, desk.petitions.case(petition.id))
    qtbot.addWidget(dialog)
    dialog.on.setText("2026-13-40")
    dialog.try_to_write()
    assert "不是有效的日期" in dialog.on_field.finding_text()
    assert letters_of(desk, petition) == []


# --- what is lacking -----------------------------------------------------------------------------


def test_all_that_is_lacking_is_said_before_with_the_way_to_it(
    room: Room, desk: Desk, look: Look, qtbot: QtBot
) -> None:
    desk.office.save(replace(desk.office.office(), short=""))
    petition = desk.petitions.register(
        a_petition(
            petitioners=(), anonymous=True, claims=(Claim("修路"),), channel=Channel.FORWARDED
        )
    )
    petition = take(desk, petition, *ANSWERED)
    case = desk.petitions.case(petition.id)

    dialog = LetterDialog(desk, look, case, K.OPINION)
    qtbot.addWidget(dialog)
    assert lacks(dialog) == {
        "没有信访人姓名或单位名称，这份文书没有可以送达的人。": "",
        "还有诉求没有写明决定。处理意见书要逐项作出决定（条例第三十二条）。": "更正“登记科室答复”",
        "还没有填写机关代字，编不了发文字号。请在“设置”里填写，或者直接写明文号。": "设置",
    }
    assert not dialog.yes.isEnabled()
    assert dialog.number.text() == ""
    dialog.try_to_write()
    assert letters_of(desk, petition) == []

    report = LetterDialog(desk, look, case, K.REPORT)
    qtbot.addWidget(report)
    assert lacks(report)["没有登记来文单位，请先更正登记内容。"] == "更正“登记”"
    report.number.setText("农报〔2026〕1号")
    assert list(lacks(report)) == ["没有登记来文单位，请先更正登记内容。"]


def test_a_letter_out_of_the_archive_has_no_way_to_correct(
    room: Room, desk: Desk, look: Look, qtbot: QtBot
) -> None:
    petition = take(desk, desk.petitions.register(a_petition()), *WHOLE_COURSE)
    dialog = LetterDialog(desk, look, desk.petitions.case(petition.id))
    qtbot.addWidget(dialog)
    assert set(offered(dialog)) == {term(kind) for kind in VOLUME_KINDS}
    assert dialog.yes.isEnabled()


def test_what_is_lacking_is_corrected_and_the_letter_made_without_starting_again(
    room: Room, desk: Desk
) -> None:
    petition = desk.petitions.register(a_petition(claims=(Claim("修路"),)))
    petition = take(desk, petition, *ANSWERED)
    room.page.show_case(desk.petitions.case(petition.id))

    def go_and_correct(dialog: LetterDialog) -> None:
        assert dialog.chosen() is K.OPINION
        room.around.when_a_dialog_opens(correct)
        take_way(dialog, "更正“登记科室答复”")

    def correct(dialog: CorrectDialog) -> None:
        room.around.when_a_dialog_opens(make)
        dialog.form.fields["claims"].findChildren(TermCombo)[0].set_value(Decision.SUPPORT)
        dialog.reason.setPlainText("漏填")
        dialog.try_to_write()

    def make(dialog: LetterDialog) -> None:
        assert dialog.chosen() is K.OPINION
        assert lacks(dialog) == {}
        dialog.try_to_write()

    room.around.when_a_dialog_opens(go_and_correct)
    room.page.view.letters.make.click()

    assert letters_of(desk, petition) == [(K.OPINION, "农信函〔2026〕1号")]
    assert "第1项诉求：支持" in text(room.opened[0].read_bytes())


def test_the_offices_character_is_filled_in_in_the_settings(room: Room, desk: Desk) -> None:
    desk.office.save(replace(desk.office.office(), short=""))
    petition = desk.petitions.register(a_petition())
    room.page.show_case(desk.petitions.case(petition.id))
    room.around.when_a_dialog_opens(lambda dialog: take_way(dialog, "设置"))
    room.page.view.letters.make.click()
    assert room.around.went[-1] == ("settings", "office")
    assert letters_of(desk, petition) == []


# --- opening and saving --------------------------------------------------------------------------


def test_a_letter_is_opened_by_enter_and_each_time_anew(room: Room, desk: Desk) -> None:
    petition = desk.petitions.register(a_petition())
    desk.letters.make(petition.id, K.ACCEPTANCE, on=TODAY)
    desk.letters.make(petition.id, K.SLIP, on=TODAY)
    room.page.show_case(desk.petitions.case(petition.id))
    assert [row[0] for row in room.robot.rows()] == ["信访登记表", "受理告知书"]

    room.robot.choose(1)
    press(room.page.view.letters.table, Qt.Key.Key_Return)
    room.page.view.letters.open.click()

    names = [path.name for path in room.opened]
    assert names == ["受理告知书 农信函〔2026〕1号.docx", "受理告知书 农信函〔2026〕1号 (2).docx"]


def test_a_letter_is_saved_where_the_clerk_wants_it(room: Room, desk: Desk, tmp_path: Path) -> None:
    petition = desk.petitions.register(a_petition())
    letter = desk.letters.make(petition.id, K.ACCEPTANCE, on=TODAY)
    desk.attachments.detach(petition.id, 0, "重复")  # the letter is still kept
    room.page.show_case(desk.petitions.case(petition.id))
    target = tmp_path / "受理告知书.docx"
    room.around.messages.files = [target]
    room.page.view.letters.save.click()
    assert target.read_bytes() == desk.letters.document(letter)
    assert room.around.messages.said() == ["已存到“受理告知书.docx”。"]

    room.around.messages.files = [tmp_path / "不在" / "受理告知书.docx"]
    room.page.view.letters.save.click()
    assert "没有导出" in str(room.around.messages.errors[0])


def test_a_redacted_copy_names_nobody_and_both_copies_are_noted(
    room: Room, desk: Desk, tmp_path: Path
) -> None:
    petition = desk.petitions.register(a_petition())
    desk.letters.make(petition.id, K.ACCEPTANCE, on=TODAY)
    room.page.show_case(desk.petitions.case(petition.id))
    target = tmp_path / "遮盖件.docx"
    room.around.messages.files = [target, tmp_path / "原件.docx"]
    room.page.view.letters.redact.click()
    assert "王＊：" in text(target.read_bytes())
    assert "王建国" not in text(target.read_bytes())
    assert room.around.messages.said()[0].startswith("遮盖件已存到“遮盖件.docx”，并已检查。")
    room.page.view.letters.save.click()
    notes = [event.note for event in desk.petitions.case(petition.id).events if event.note]
    assert notes == [
        "文书遮盖件：受理告知书 农信函〔2026〕1号",
        "文书原件：受理告知书 农信函〔2026〕1号",
    ]


def test_where_no_program_opens_it_that_is_said_and_it_can_be_saved(
    desk: Desk, look: Look, qtbot: QtBot, tmp_path: Path
) -> None:
    petition = desk.petitions.register(a_petition())
    letter = desk.letters.make(petition.id, K.ACCEPTANCE, on=TODAY, number="农〔2026〕1号")
    with bench(desk, look) as around:
        copies = Copies(tmp_path / "copies")
        page = CasePage(replace(around.context, copies=copies), lambda _: False)
        qtbot.addWidget(page)
        page.show_case(desk.petitions.case(petition.id))
        page.view.letters.open.click()
        copies.clear()
        (warning,) = words(around.messages.warnings)
        assert warning.startswith("没有打开“受理告知书 农〔2026〕1号.docx”：这台电脑没有设置")
        target = tmp_path / "受理告知书.docx"
        around.messages.files = [target]
        around.messages.actions[0].run()
    assert target.read_bytes() == desk.letters.document(letter)


def test_a_place_for_copies_that_cannot_be_written_is_said_and_the_letter_is_kept(
    room: Room, desk: Desk
) -> None:
    petition = desk.petitions.register(a_petition())
    room.page.show_case(desk.petitions.case(petition.id))
    base = room.copies.folder().parent
    room.copies.clear()
    base.rmdir()
    base.write_text("")

    room.around.when_a_dialog_opens(lambda dialog: dialog.try_to_write())
    room.page.view.letters.make.click()

    base.unlink()
    assert "存放副本的文件夹不能写入" in str(room.around.messages.errors[0])
    assert letters_of(desk, petition) == [(K.ACCEPTANCE, "农信函〔2026〕1号")]
    assert room.opened == []


# --- what a list may show ------------------------------------------------------------------------


def test_petitioners_are_masked_in_the_list_and_other_addressees_are_not(
    room: Room, desk: Desk
) -> None:
    petition = desk.petitions.register(
        a_petition(petitioners=(Petitioner("王建国"), Petitioner("青石砖厂", organisation=True)))
    )
    take(desk, petition, "route")
    desk.letters.make(petition.id, K.ACCEPTANCE, on=TODAY)
    desk.letters.make(petition.id, K.FORWARDING, on=TODAY)
    room.page.show_case(desk.petitions.case(petition.id))
    assert [row[3] for row in room.robot.rows()] == ["农田建设科", "王＊ 等2人"]

    room.around.when_a_dialog_opens(give_reason)
    room.page.view.facts.reveal_asked.emit()
    assert [row[3] for row in room.robot.rows()] == ["农田建设科", "王建国、青石砖厂"]


def test_a_name_that_is_gone_from_the_case_is_not_told_by_its_letter(desk: Desk) -> None:
    petition = desk.petitions.register(a_petition())
    desk.letters.make(petition.id, K.ACCEPTANCE, on=TODAY, number="农〔2026〕1号")
    nameless = replace(desk.petitions.case(petition.id).petition, petitioners=())
    assert [row.addressee for row in letter_rows(mask(nameless), opened=False)] == ["＊"]


@pytest.fixture
def sealed(desk: Desk) -> Petition:
    return desk.petitions.register(a_petition(petition_class=PetitionClass.ACCUSATION))


def test_a_letter_of_a_sealed_case_is_made_only_once_the_reason_is_given(
    room: Room, desk: Desk, sealed: Petition
) -> None:
    room.page.show_case(desk.petitions.case(sealed.id))
    room.around.when_a_dialog_opens(lambda dialog: dialog.reject())
    room.page.view.letters.make.click()
    assert letters_of(desk, sealed) == []

    def reason_then_letter(dialog: ReasonDialog) -> None:
        room.around.when_a_dialog_opens(lambda letter: letter.try_to_write())
        give_reason(dialog)

    room.around.when_a_dialog_opens(reason_then_letter)
    room.page.view.letters.make.click()
    assert letters_of(desk, sealed) == [(K.ACCEPTANCE, "农信函〔2026〕1号")]
    notes = [event.note for event in desk.petitions.case(sealed.id).events]
    assert "制作告知书" in notes


def test_a_letter_of_a_sealed_case_tells_nothing_and_opens_only_with_a_reason(
    room: Room, desk: Desk, sealed: Petition, tmp_path: Path
) -> None:
    desk.letters.make(sealed.id, K.ACCEPTANCE, on=TODAY)
    room.page.show_case(desk.petitions.case(sealed.id))
    ((_, _, _, addressee),) = room.robot.rows()
    assert "王" not in addressee

    target = tmp_path / "受理告知书.docx"
    room.around.messages.files = [target]
    tab = room.page.view.letters
    for button in (tab.open, tab.save, tab.redact):
        room.around.when_a_dialog_opens(lambda dialog: dialog.reject())
        button.click()
    assert room.opened == []
    assert not target.exists()

    room.around.when_a_dialog_opens(give_reason)
    room.page.view.letters.open.click()
    assert "王建国：" in text(room.opened[0].read_bytes())
    room.page.view.letters.save.click()  # it has been opened: nobody asks twice
    assert target.exists()


# --- after a step --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "step", "offer"),
    [
        ((), "accept", "制作受理告知书"),
        ((), "refuse", "制作不予受理告知书"),
        ((), "forward", "制作转送告知书"),
        ((), "statutory", "制作依法定途径办理告知书"),
        (("route", "receive"), "extend", "制作延期办理告知书"),
        (("route", "receive"), "urge", "制作督办函"),
        (("route", "receive", "submit"), "reply", "制作信访处理意见书"),
        (("route", "receive", "submit", "reply"), "deliver", "制作送达回证"),
        ((), "propose", ""),
        (("route",), "receive", ""),
    ],
)
def test_the_notice_of_a_step_offers_the_letter_it_usually_has(
    room: Room, desk: Desk, before: tuple[str, ...], step: str, offer: str
) -> None:
    petition = take(desk, desk.petitions.register(a_petition()), *before)
    room.page.show_case(desk.petitions.case(petition.id))

    def fill(dialog: StepDialog) -> None:
        dialog.form.set_values(STEP_INPUTS[step])
        dialog.try_to_write()

    room.around.when_a_dialog_opens(fill)
    room.page.take(workflow.STEP[step])
    assert len(room.around.messages.notices) == 1
    assert [action.label for action in room.around.messages.actions] == ([offer] if offer else [])


def test_the_letter_a_notice_offers_is_made_for_its_own_case(room: Room, desk: Desk) -> None:
    petition, other = (desk.petitions.register(a_petition()) for _ in range(2))
    room.page.show_case(desk.petitions.case(petition.id))

    def fill(dialog: StepDialog) -> None:
        dialog.form.set_values(STEP_INPUTS["accept"])
        dialog.try_to_write()

    room.around.when_a_dialog_opens(fill)
    room.page.take(workflow.STEP["accept"])
    (action,) = room.around.messages.actions

    room.page.show_case(desk.petitions.case(other.id))
    action.run()  # the bench goes nowhere, so the other case is still on the screen
    assert room.around.went[-1] == ("case", petition.id)
    assert letters_of(desk, other) == letters_of(desk, petition) == []

    room.page.show_case(desk.petitions.case(petition.id))
    room.around.when_a_dialog_opens(lambda dialog: dialog.try_to_write())
    action.run()
    assert letters_of(desk, petition) == [(K.ACCEPTANCE, "农信函〔2026〕1号")]


def test_the_list_of_letters_is_a_sound_table(desk: Desk, qtmodeltester: ModelTester) -> None:
    petition = desk.petitions.register(a_petition())
    desk.letters.make(petition.id, K.SLIP, on=TODAY)
    model = LettersModel()
    model.set_rows(letter_rows(desk.petitions.case(petition.id).petition, opened=True))
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]
    assert model.headerData(0, Qt.Orientation.Horizontal) == tr("文书种类")


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_no_sentence_of_the_dialog_is_cut_when_much_is_lacking(
    room: Room, desk: Desk, look: Look, qtbot: QtBot, language: str
) -> None:
    use_language(language)
    desk.office.save(replace(desk.office.office(), short=""))
    petition = desk.petitions.register(
        a_petition(petitioners=(), anonymous=True, claims=(Claim("修路" * 200),))
    )
    petition = take(desk, petition, *ANSWERED)
    dialog = LetterDialog(desk, look, desk.petitions.case(petition.id), K.OPINION)
    qtbot.addWidget(dialog)
    show_active(qtbot, dialog)

    def cut() -> list[str]:
        shown = [w for w in dialog.missing.findChildren(QLabel) if w.wordWrap()]
        return [w.text() for w in shown if w.height() < w.heightForWidth(w.width())]

    assert len(lacks(dialog)) == 3
    qtbot.waitUntil(lambda: not cut())
    assert dialog.height() <= 640


def test_the_offer_of_a_letter_gives_way_to_the_next_notice(
    opened: Opened, desk: Desk, qtbot: QtBot
) -> None:
    """It can be made on the tab of the letters as well; offers of three steps would hide the case."""
    window, _ = opened
    toasts = window.shell.toasts
    say = WindowMessages(window, toasts)
    say.notice(Message("转办已记入。"), Action("制作转送单", lambda: None, elsewhere=True))
    say.notice(Message("已删除视图。"), Action("撤销", lambda: None))
    say.notice(Message("答复已记入。"), Action("制作答复", lambda: None, elsewhere=True))

    def said() -> list[str]:
        return [toast.text.text() for toast in toasts.toasts()]

    qtbot.waitUntil(lambda: said() == ["已删除视图。", "答复已记入。"])
