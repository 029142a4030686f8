"""The settings of letters: own templates, and patterns of document numbers shown as they are typed."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from petitiondesk.domain.numbering import DEFAULT_LETTER_PATTERN
from petitiondesk.domain.terms import LetterKind
from petitiondesk.services.desk import Desk
from petitiondesk.ui.look import Look
from petitiondesk.ui.models.letters_model import KindsModel
from petitiondesk.ui.pages.settings import SettingsPage
from petitiondesk.ui.pages.settings_letters import LettersPart
from tests.exchange.letter_reading import a_template, text
from tests.factory import TODAY, a_petition
from tests.robots.letters import LetterSettingsRobot, words
from tests.robots.settings import SettingsRobot
from tests.ui.bench import Bench, bench
from tests.ui.hands import shown

K = LetterKind
USUAL = DEFAULT_LETTER_PATTERN


@pytest.fixture
def around(desk: Desk, look: Look) -> Iterator[Bench]:
    desk.office.save(replace(desk.office.office(), short="农"))
    with bench(desk, look) as result:
        yield result


@pytest.fixture
def page(around: Bench, qtbot: QtBot) -> SettingsPage:
    return shown(qtbot, SettingsPage(around.context))


@pytest.fixture
def part(page: SettingsPage) -> LettersPart:
    page.show_part("letters")
    part = page.parts["letters"]
    assert isinstance(part, LettersPart)
    return part


@pytest.fixture
def robot(part: LettersPart) -> LetterSettingsRobot:
    return LetterSettingsRobot(part)


# --- numbers -------------------------------------------------------------------------------------


def test_every_kind_stands_there_with_its_template_and_its_pattern(
    robot: LetterSettingsRobot, page: SettingsPage
) -> None:
    assert [row.kind for row in robot.part.kinds.rows()] == list(K)
    assert robot.row(K.OPINION) == ("自带", USUAL)
    assert robot.row(K.DELIVERY) == ("自带", "不编文号")
    form = robot.kind(K.DELIVERY).part.form
    assert form.note.text() == "这种文书不编文号。"
    assert not form.pattern_field.isVisible()
    assert not form.everywhere.isVisible()
    assert page.unsaved() == []


def test_the_next_number_is_shown_while_the_pattern_is_typed(
    robot: LetterSettingsRobot, desk: Desk, page: SettingsPage
) -> None:
    petition = desk.petitions.register(a_petition())
    for _ in range(2):
        desk.letters.make(petition.id, K.ACCEPTANCE, on=TODAY)
    page.refresh()

    robot.kind(K.REFUSAL)
    assert robot.said() == "下一份的文号：农信函〔2026〕3号。已有的文号不变。"
    robot.pattern("{short}不受〔{year}〕{seq:03}号")
    assert robot.said() == "下一份的文号：农不受〔2026〕001号。已有的文号不变。"
    robot.kind(K.NO_REPEAT).pattern("{short}不受〔{year}〕{seq:03}号").kind(K.ACCEPTANCE)
    assert robot.said() == "下一份的文号：农信函〔2026〕3号。已有的文号不变。"

    SettingsRobot(page).save()
    assert desk.office.office().letter_patterns == {
        "refusal": "{short}不受〔{year}〕{seq:03}号",
        "no_repeat": "{short}不受〔{year}〕{seq:03}号",
    }
    assert desk.letters.next_number(K.REFUSAL, 2026) == "农不受〔2026〕001号"
    assert page.unsaved() == []


def test_a_pattern_that_cannot_work_is_found_fault_with_while_it_is_typed(
    robot: LetterSettingsRobot, desk: Desk, page: SettingsPage, around: Bench
) -> None:
    robot.kind(K.URGING).pattern("{short}督〔{year}〕号")
    assert "不能用" in robot.part.form.pattern_field.finding_text()
    assert not robot.part.form.everywhere.isEnabled()

    robot.kind(K.ACCEPTANCE)
    assert robot.part.form.pattern_field.finding_text() == ""
    SettingsRobot(page).save()
    assert robot.part.form.chosen.text() == "督办函"
    assert "不能用" in robot.part.form.pattern_field.finding_text()
    assert robot.part.form.pattern.hasFocus()
    assert desk.office.office().letter_patterns == {}
    around.messages.assert_no_errors()

    robot.pattern("{short}督〔{year}〕{seq}号")
    assert robot.part.form.pattern_field.finding_text() == ""


def test_a_pattern_left_empty_or_typed_as_usual_is_the_usual_one(
    robot: LetterSettingsRobot, desk: Desk, page: SettingsPage
) -> None:
    robot.kind(K.URGING).pattern("{short}督〔{year}〕{seq}号")
    SettingsRobot(page).save()
    robot.pattern("")
    assert robot.said() == "下一份的文号：农信函〔2026〕1号。已有的文号不变。"
    SettingsRobot(page).save()
    assert desk.office.office().letter_patterns == {}
    robot.pattern(USUAL)
    assert page.unsaved() == []


def test_one_pattern_is_given_to_every_kind_that_has_a_number(
    robot: LetterSettingsRobot, desk: Desk, page: SettingsPage
) -> None:
    robot.kind(K.ANSWER).pattern("{short}访〔{year}〕{seq}号").part.form.everywhere.click()
    SettingsRobot(page).save()
    patterns = desk.office.office().letter_patterns
    assert set(patterns) == {kind.value for kind in K if kind.numbered}
    assert set(patterns.values()) == {"{short}访〔{year}〕{seq}号"}


def test_an_office_without_its_character_is_told_so(
    around: Bench, page: SettingsPage, robot: LetterSettingsRobot, desk: Desk
) -> None:
    desk.office.save(replace(desk.office.office(), short=""))
    page.refresh()
    robot.kind(K.ANSWER)
    assert "还缺机关代字" in robot.said()
    robot.pattern("信〔{year}〕{seq}号")
    assert "机关代字" not in robot.said()


def test_changes_of_patterns_can_be_discarded(
    robot: LetterSettingsRobot, page: SettingsPage
) -> None:
    robot.kind(K.ANSWER).pattern("{short}访〔{year}〕{seq}号")
    assert SettingsRobot(page).marked() == ["文书"]
    SettingsRobot(page).discard("letters")
    assert robot.row(K.ANSWER) == ("自带", USUAL)
    assert robot.part.form.chosen.text() == "答复函"
    assert page.unsaved() == []


# --- templates -----------------------------------------------------------------------------------


def test_a_template_goes_out_is_edited_and_comes_into_use(
    robot: LetterSettingsRobot, desk: Desk, around: Bench, tmp_path: Path
) -> None:
    form = robot.kind(K.ACCEPTANCE).part.form
    path = tmp_path / "受理告知书.docx"
    around.messages.files = [path]
    form.export.click()
    assert path.read_bytes() == desk.letters.template(K.ACCEPTANCE)
    assert not form.drop.isEnabled()

    path.write_bytes(a_template("{{ 信访人 }}同志：已受理。"))
    around.messages.files = [path]
    form.use.click()
    assert K.ACCEPTANCE.value in desk.office.office().templates
    assert robot.row(K.ACCEPTANCE) == ("自己的", USUAL)
    assert form.template.text() == "用的是本单位自己的模板。"
    assert words(around.messages.notices) == [
        "已存到“受理告知书.docx”。改好以后在这里换用。",
        "以后的“受理告知书”用“受理告知书.docx”制作，以前的不变。",
    ]
    petition = desk.petitions.register(a_petition())
    letter = desk.letters.make(petition.id, K.ACCEPTANCE, on=TODAY)
    assert text(desk.letters.document(letter)) == "王建国同志：已受理。"


def test_a_template_that_cannot_be_used_is_refused_in_a_sentence(
    robot: LetterSettingsRobot, desk: Desk, around: Bench, tmp_path: Path
) -> None:
    path = tmp_path / "坏.docx"
    path.write_bytes(a_template("{{ 身份 }}"))
    around.messages.files = [path]
    robot.kind(K.ACCEPTANCE).part.form.use.click()
    assert "“身份”" in str(around.messages.errors[0])
    assert robot.row(K.ACCEPTANCE) == ("自带", USUAL)
    assert K.ACCEPTANCE.value not in desk.office.office().templates


def test_going_back_to_the_shipped_template_is_asked_first(
    robot: LetterSettingsRobot, desk: Desk, around: Bench, tmp_path: Path
) -> None:
    path = tmp_path / "我们的.docx"
    path.write_bytes(a_template("{{ 信访人 }}"))
    around.messages.files = [path]
    form = robot.kind(K.URGING).part.form
    form.use.click()

    form.drop.click()
    assert K.URGING.value in desk.office.office().templates
    assert "请先另存" in around.messages.asked[0].text

    around.messages.answers = [True]
    form.drop.click()
    assert K.URGING.value not in desk.office.office().templates
    assert robot.row(K.URGING) == ("自带", USUAL)
    assert not form.drop.isEnabled()


def test_a_template_and_a_pattern_do_not_lose_each_other(
    robot: LetterSettingsRobot, desk: Desk, around: Bench, page: SettingsPage, tmp_path: Path
) -> None:
    path = tmp_path / "我们的.docx"
    path.write_bytes(a_template("{{ 信访人 }}"))
    around.messages.files = [path]
    robot.kind(K.URGING).pattern("{short}督〔{year}〕{seq}号").part.form.use.click()
    assert robot.row(K.URGING) == ("自己的", "{short}督〔{year}〕{seq}号")
    assert SettingsRobot(page).marked() == ["文书"]
    SettingsRobot(page).save()
    assert K.URGING.value in desk.office.office().templates
    assert desk.office.office().letter_pattern(K.URGING) == "{short}督〔{year}〕{seq}号"


def test_the_list_of_kinds_is_a_sound_table(part: LettersPart, qtmodeltester: ModelTester) -> None:
    model = KindsModel()
    model.set_rows(part.kinds.rows())
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]
