"""The settings page: each part by itself, nothing lost, nothing deleted that petitions need."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from petitiondesk.domain.errors import Finding, InvalidInput, Severity, StorageError
from petitiondesk.domain.messages import Message
from petitiondesk.domain.numbering import DEFAULT_PATTERN, Pattern
from petitiondesk.domain.office import Person, Section
from petitiondesk.domain.petition import TOPIC_JOINT
from petitiondesk.domain.terms import Retention
from petitiondesk.infra.dictionaries import default_topics
from petitiondesk.infra.i18n import use_language
from petitiondesk.services.desk import Desk
from petitiondesk.ui.models.staff_model import SectionsModel, StaffModel
from petitiondesk.ui.models.topics_model import TopicsModel
from petitiondesk.ui.pages.settings import SettingsPage
from petitiondesk.ui.pages.settings_parts import sequence_in
from petitiondesk.ui.style import Scheme
from tests.factory import OFFICE, a_petition, take
from tests.robots.settings import SettingsRobot
from tests.ui.bench import Bench
from tests.ui.hands import shown


@pytest.fixture
def page(around: Bench, qtbot: QtBot) -> SettingsPage:
    return shown(qtbot, SettingsPage(around.context))


@pytest.fixture
def robot(page: SettingsPage) -> SettingsRobot:
    return SettingsRobot(page)


def test_nothing_is_unsaved_at_first(page: SettingsPage, robot: SettingsRobot) -> None:
    assert page.unsaved() == []
    assert robot.marked() == []
    assert not any(robot.can_save(key) for key in page.parts)


def test_a_part_saves_only_itself(desk: Desk, around: Bench, robot: SettingsRobot) -> None:
    robot.office().form.name.setText("某县林业局")
    robot.numbering().form.number.setText("林信{year}-{seq:03}")
    robot.save()
    office = desk.office.office()
    assert office.number_pattern == "林信{year}-{seq:03}"
    assert office.name == OFFICE.name
    assert robot.marked() == ["单位"]
    assert robot.said_unsaved() == "1 部分有未保存的改动：单位"
    assert around.messages.said() == ["“编号和期限”已保存。"]
    assert around.went == [("written", None)]


def test_what_was_typed_stays_when_the_part_or_the_page_is_left(
    page: SettingsPage, robot: SettingsRobot
) -> None:
    robot.office().form.name.setText("某县林业局")
    robot.add_section("林政科")
    page.refresh()
    assert robot.office().form.name.text() == "某县林业局"
    assert [row.name for row in robot.lists().sections.rows()][-1] == "林政科"
    assert robot.marked() == ["单位", "科室和人员"]


def test_changes_can_be_discarded(robot: SettingsRobot, desk: Desk) -> None:
    robot.section("办公室").rename_section("综合科").discard("sections")
    assert robot.lists().sections.sections() == OFFICE.sections
    assert robot.marked() == []
    robot.office().form.name.setText("")
    robot.discard("office")
    assert robot.office().form.name.text() == OFFICE.name
    assert desk.office.office() == OFFICE


def test_an_office_has_a_name(robot: SettingsRobot, around: Bench, desk: Desk) -> None:
    part = robot.office()
    part.form.name.setText("  ")
    robot.save()
    assert part.form.name_field.finding_text() == "请填写单位名称。"
    assert part.form.name.hasFocus()
    around.messages.assert_no_errors()
    assert desk.office.office().name == OFFICE.name


def test_sections_are_added_named_ordered_retired_and_taken_back(
    robot: SettingsRobot, desk: Desk
) -> None:
    robot.add_section("林政科").move_section(Qt.Key.Key_Up).move_section(Qt.Key.Key_Up)
    robot.section("法规科").retire_section().save()
    assert desk.office.office().sections == (
        Section("办公室"), Section("农田建设科"), Section("林政科"), Section("经管站"),
        Section("法规科", retired=True),
    )  # fmt: skip
    assert robot.section("办公室").lists().form.retire.text() == "停用"
    assert robot.section("法规科").lists().form.retire.text() == "恢复使用"
    robot.retire_section().move_section(Qt.Key.Key_Down).save()
    assert "法规科" in desk.office.office().open_sections()


def test_a_renamed_section_keeps_its_people_while_its_name_is_typed(
    robot: SettingsRobot, desk: Desk
) -> None:
    robot.section("经管站")
    for text in ("", "办公室", "办公室二"):  # on the way it is for a moment another one's name
        robot.rename_section(text)
    robot.save()
    staff = {person.name: person.section for person in desk.office.office().staff}
    assert staff == {"周副局长": "", "赵敏": "农田建设科", "钱进": "办公室二"}


@pytest.mark.parametrize(
    ("name", "said"),
    [("", "科室名称不能为空。"), ("办公室", "有两个科室同名，请改成不同的名称。")],
)
def test_a_section_without_a_name_of_its_own_is_shown(
    robot: SettingsRobot, desk: Desk, name: str, said: str
) -> None:
    robot.add_section(name)
    robot.section("办公室").save()
    part = robot.lists()
    assert part.form.section_field.finding_text() == said
    assert part.form.sections.currentIndex().row() == 4
    assert desk.office.office().sections == OFFICE.sections
    robot.rename_section("林政科")
    assert part.form.section_field.finding_text() == ""


def test_people_come_and_go(robot: SettingsRobot, desk: Desk) -> None:
    robot.add_person("孙丽", "法规科").add_person("吴局长", leads=True).remove_person("赵敏").save()
    assert desk.office.office().staff == (
        Person("周副局长", leader=True), Person("钱进", "经管站"), Person("孙丽", "法规科"),
        Person("吴局长", leader=True),
    )  # fmt: skip


def test_a_person_without_a_name_is_shown(robot: SettingsRobot) -> None:
    robot.add_person("")
    robot.save()
    assert robot.lists().form.person_field.finding_text() == "请填写姓名，或者去掉这一行。"


def test_a_retired_section_is_offered_only_to_those_who_are_in_it(robot: SettingsRobot) -> None:
    robot.section("经管站").retire_section().section("法规科").retire_section()
    combo = robot.lists().form.person_section
    offered = [combo.itemText(n) for n in range(combo.count())]
    assert offered == ["（无）", "办公室", "农田建设科", "经管站"]


def test_a_person_of_a_section_that_is_gone_keeps_it(
    desk: Desk, around: Bench, qtbot: QtBot
) -> None:
    from dataclasses import replace

    desk.office.save(replace(OFFICE, staff=(Person("老李", "原农机站"),)))
    page = SettingsPage(around.context)
    qtbot.addWidget(page)
    robot = SettingsRobot(page)
    assert robot.lists().form.person_section.currentText() == "原农机站"
    robot.office().form.name.setText("某县林业局")
    page.save("office")
    assert desk.office.office().staff == (Person("老李", "原农机站"),)


def test_topics_are_added_renamed_and_taken_off(robot: SettingsRobot, desk: Desk) -> None:
    robot.add_topic("防火", under="农村农业").add_topic("林业").topic("农村农业_农田水利")
    robot.rename_topic("水利")
    robot.topic("城乡建设").topics().form.retire.click()
    assert "共 2 项" in robot.topics().form.note.text()
    assert "以前登记的信访件保留原来的分类" in robot.topics().form.note.text()
    robot.save()
    assert desk.office.office().topics == (
        "农村农业", "农村农业_水利", "农村农业_土地承包", "农村农业_防火", "教育文体", "林业",
    )  # fmt: skip


def test_saving_and_coming_back_keep_the_place(page: SettingsPage, robot: SettingsRobot) -> None:
    robot.add_topic("防火", under="农村农业").save()
    robot.section("经管站").rename_section("经管科").save()
    page.refresh()
    tree = robot.topics().form.tree
    assert tree.currentIndex().data() == "防火"
    assert tree.isExpanded(tree.currentIndex().parent())
    assert robot.lists().form.section_name.text() == "经管科"


def test_a_petition_keeps_a_topic_that_was_taken_off(robot: SettingsRobot, desk: Desk) -> None:
    petition = desk.petitions.register(a_petition(topic="农村农业_农田水利"))
    robot.topic("农村农业").topics().form.retire.click()
    robot.save()
    assert desk.petitions.case(petition.id).petition.topic == "农村农业_农田水利"


def test_the_shipped_topics_come_back(robot: SettingsRobot, desk: Desk) -> None:
    robot.topics().form.restore.click()
    robot.save()
    shipped = tuple(TOPIC_JOINT.join(path) for path in default_topics())
    assert desk.office.office().topics == shipped


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("", "请填写分类名称，或者去掉这一项。"),
        ("水利_灌溉", "分类名称里不能有“_”：它用来连接上下级。"),
        ("土地承包", "“土地承包”在同一级里有两个，请改名或去掉一个。"),
    ],
)
def test_a_topic_that_cannot_stand_is_shown(robot: SettingsRobot, name: str, said: str) -> None:
    robot.add_topic(name, under="农村农业").topic("教育文体").save()
    part = robot.topics()
    assert part.form.name_field.finding_text() == said
    assert part.form.name.hasFocus()
    assert part.form.name.text() == name


def test_a_pattern_shows_the_number_that_comes_next(robot: SettingsRobot, desk: Desk) -> None:
    for _ in range(3):
        take(desk, desk.petitions.register(a_petition()), "withdraw", "archive")
    form = robot.numbering().form
    robot.page.refresh()
    form.number.setText("农信{year}-{seq:04}")
    assert form.number_field.note.text() == "下一件的编号：农信2026-0004。已有的编号不变。"
    form.archive.setText("{year}·{retention}·{seq}")
    assert "2026·10年·1。" in form.archive_field.note.text()


def test_a_pattern_that_cannot_work_is_found_fault_with_while_it_is_typed(
    robot: SettingsRobot, around: Bench, desk: Desk
) -> None:
    form = robot.numbering().form
    form.number.setText("信{year}")
    assert form.number_field.finding_text().startswith("编号格式“信{year}”不能用")
    form.archive.setText("{x}")
    form.days.setText("三十")
    robot.save()
    assert form.number.hasFocus()
    assert form.archive_field.finding_text().startswith("编号格式“{x}”不能用")
    assert form.days_field.finding_text() == "科室答复期限应在 1 到 365 天之间。"
    assert desk.office.office() == OFFICE
    around.messages.assert_no_errors()
    form.number.setText(DEFAULT_PATTERN)
    assert form.number_field.finding_text() == ""


@pytest.mark.parametrize(
    ("pattern", "number", "sequence"),
    [
        ("信〔{year}〕{seq}号", "信〔2026〕12号", 12),
        ("{seq:04}/{year}", "0031/2026", 31),
        ("{year}{seq}", "202615", 15),
        ("{year}-{seq}", "旧 7", 1),
    ],
)
def test_the_running_number_is_read_back(pattern: str, number: str, sequence: int) -> None:
    assert sequence_in(Pattern(pattern), number) == sequence


def test_the_retention_schedule(robot: SettingsRobot, desk: Desk) -> None:
    robot.retention().form.neither.set_value(Retention.YEARS_30)
    robot.retention().form.neither.changed.emit(Retention.YEARS_30)
    robot.save()
    assert desk.office.office().retention.neither is Retention.YEARS_30


def test_what_the_service_refuses_without_a_field_is_a_message(
    robot: SettingsRobot, around: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    odd = InvalidInput([Finding("somewhere", Severity.REFUSE, Message("不行。"))])
    full = StorageError(Message("磁盘已满。"))
    robot.office().form.name.setText("某县林业局")
    for error in (odd, full):
        monkeypatch.setattr(type(around.context.desk.office), "save", _raising(error))
        robot.save()
    assert around.messages.said() == ["不行。", "磁盘已满。"]
    assert robot.office().form.name.text() == "某县林业局"
    assert robot.marked() == ["单位"]


def _raising(error: Exception) -> object:
    def save(*_: object) -> None:
        raise error

    return save


def test_the_look_takes_effect_at_once_and_is_remembered(
    page: SettingsPage, desk: Desk, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(page.scheme_chosen) as scheme:
        page.look_form.scheme.group.button(2).click()
    with qtbot.waitSignal(page.density_chosen) as density:
        page.look_form.density.group.button(1).click()
    with qtbot.waitSignal(page.language_chosen) as chosen:
        page.look_form.language.group.button(1).click()
    assert (scheme.args, density.args, chosen.args) == ([Scheme.DARK], [True], ["en"])
    remembered = desk.office.remembered("ui")
    assert remembered == {"scheme": "dark", "compact": True, "language": "en"}


def test_another_language_loses_nothing_unsaved(
    page: SettingsPage, robot: SettingsRobot, around: Bench, desk: Desk
) -> None:
    chosen: list[str] = []
    page.language_chosen.connect(chosen.append)
    robot.office().form.name.setText("某县林业局")
    page.look_form.language.group.button(1).click()
    assert chosen == []
    assert page.look_form.language.value() == "zh_CN"
    assert around.messages.asked[0].yes_label == "先保存，再换语言"
    assert "单位" in around.messages.asked[0].text
    around.messages.answers = [True]
    page.look_form.language.group.button(1).click()
    assert chosen == ["en"]
    assert desk.office.office().name == "某县林业局"


def test_another_language_waits_for_what_cannot_be_saved(
    page: SettingsPage, robot: SettingsRobot, around: Bench
) -> None:
    chosen: list[str] = []
    page.language_chosen.connect(chosen.append)
    robot.office().form.name.setText("")
    around.messages.answers = [True]
    page.look_form.language.group.button(1).click()
    assert chosen == []
    assert robot.office().form.name_field.finding_text() == "请填写单位名称。"


def test_the_lists_are_proper_models(qtmodeltester: ModelTester) -> None:
    sections = SectionsModel()
    sections.load(OFFICE.sections)
    staff = StaffModel(sections)
    staff.load(OFFICE.staff)
    topics = TopicsModel()
    topics.load(OFFICE.topics)
    for model in (sections, staff, topics):
        qtmodeltester.check(model)  # type: ignore[no-untyped-call]
    assert staff.staff() == OFFICE.staff
    assert sections.sections() == OFFICE.sections
    assert "城乡建设" in topics.paths()


def test_everything_has_a_name_and_a_place_in_english(
    around: Bench, qtbot: QtBot, desk: Desk
) -> None:
    use_language("en")
    page = SettingsPage(around.context)
    qtbot.addWidget(page)
    page.show()
    nameless = [
        type(widget).__name__
        for widget in page.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not widget.accessibleName()
        and not getattr(widget, "text", str)()
        and not widget.objectName().startswith("qt_")
    ]
    assert nameless == []


def test_how_many_people_make_a_group_visit_is_the_offices_choice(
    desk: Desk, robot: SettingsRobot
) -> None:
    part = robot.numbering()
    assert part.form.group.text() == "5"
    part.form.group.setText("1")
    assert part.form.group_field.finding_text() == "集体访的人数应在 2 到 1000 之间。"
    part.form.group.setText("10")
    assert part.form.group_field.finding_text() == ""
    robot.save()
    assert desk.office.office().group_people == 10
