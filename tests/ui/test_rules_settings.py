"""The rules of the time limits in the settings: dated sets, and what a change would move."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from petitiondesk.domain.calendar import Rolling
from petitiondesk.domain.office import Office
from petitiondesk.domain.petition import Routing
from petitiondesk.domain.rules import NATIONAL, Rule, RuleSet, Starts, Unit
from petitiondesk.domain.terms import PauseKind
from petitiondesk.infra.i18n import use_language
from petitiondesk.services.desk import Desk
from petitiondesk.ui.models.rules_model import RulesModel, SetsModel, words
from petitiondesk.ui.pages.settings import SettingsPage
from petitiondesk.ui.pages.settings_rules import RulesPart
from petitiondesk.ui.views.choice import TermCombo
from tests.factory import TODAY, a_petition
from tests.robots.moves import MovesRobot
from tests.robots.settings import SettingsRobot, write
from tests.ui.bench import Bench


@pytest.fixture
def page(around: Bench, qtbot: QtBot) -> SettingsPage:
    page = SettingsPage(around.context)
    qtbot.addWidget(page)
    page.resize(1230, 680)
    page.show()
    page.show_part("rules")
    return page


@pytest.fixture
def part(page: SettingsPage) -> RulesPart:
    part = page.parts["rules"]
    assert isinstance(part, RulesPart)
    return part


def choose(part: RulesPart, code: str) -> None:
    codes = [rule.code for rule in part.rules.rows()]
    part.form.rules.setCurrentIndex(part.rules.index(codes.index(code), 0))


def pick(combo: TermCombo, value: object) -> None:
    combo.setCurrentIndex([combo.itemData(n) for n in range(combo.count())].index(str(value)))


def edited(part: RulesPart, code: str) -> Rule:
    return part.sets.rows()[-1][code]


def confirmed(page: SettingsPage, desk: Desk, qtbot: QtBot, reason: str) -> MovesRobot:
    """Save, and confirm what is shown."""
    before = len(desk.clocks.changes())
    robot = MovesRobot.confirms(reason)
    page.frames["rules"].save.click()
    qtbot.waitUntil(lambda: len(desk.clocks.changes()) > before)
    qtbot.waitUntil(lambda: not page.previewing.is_busy())
    return robot


def test_the_national_rules_are_shown_and_cannot_be_changed(part: RulesPart) -> None:
    form = part.form
    assert [row[0] for row in table(part)][:2] == ["告知", "转来件告知"]
    assert "延期" not in [row[0] for row in table(part)]  # it makes no clock
    controls = (form.since, form.title, form.remove, form.days, form.unit, form.starts,
                form.article, form.rolling, form.enabled, *form.stops.values())  # fmt: skip
    assert not any(control.isEnabled() for control in controls)
    assert form.words.text() == (
        "收到之日的第二天起算，15 日内告知。最后一天是周末或节假日的，顺延到下一个工作日。"
        "暂停办理时照样计算。"
    )
    assert not part.is_changed()


def table(part: RulesPart) -> list[list[str]]:
    model = part.rules
    return [
        [model.index(row, n).data() for n in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def test_a_set_is_copied_changed_previewed_and_kept(
    page: SettingsPage, part: RulesPart, desk: Desk, around: Bench, qtbot: QtBot
) -> None:
    old = desk.petitions.register(a_petition(received_on=TODAY - timedelta(days=1)))
    new = desk.petitions.register(a_petition())
    part.form.copy.click()
    assert part.form.since.text() == TODAY.isoformat()
    choose(part, "C5")
    part.form.days.setText("45")
    assert part.is_changed()
    assert "45 日内办结" in part.form.words.text()

    robot = confirmed(page, desk, qtbot, "省里新规定")
    assert robot.title == "更改：期限规则"
    assert [row[:4] for row in robot.rows] == [[new.number, "办结", "2026-05-06", "2026-04-16"]]
    (kept,) = desk.office.office().rule_sets
    assert (kept.since, kept["C5"].days) == (TODAY, 45)
    assert not part.is_changed()
    assert page.unsaved() == []
    assert desk.petitions.case(old.id).petition.due_on == date(2026, 4, 30)
    assert "期限规则" in str(desk.clocks.changes()[0].what[0])
    around.messages.assert_no_errors()


def test_what_is_not_confirmed_is_not_saved_and_not_lost(
    page: SettingsPage, part: RulesPart, desk: Desk, qtbot: QtBot
) -> None:
    part.form.copy.click()
    choose(part, "C1")
    part.form.days.setText("10")
    robot = MovesRobot.declines()
    assert not page.save("rules")
    qtbot.waitUntil(lambda: bool(robot.title))
    qtbot.waitUntil(lambda: not page.previewing.is_busy())
    assert desk.office.office().rule_sets == ()
    assert part.is_changed()
    page.frames["rules"].discard.click()
    assert not part.is_changed()
    assert part.sets.rowCount() == 1


def test_each_field_of_a_rule_is_kept(
    page: SettingsPage, part: RulesPart, desk: Desk, qtbot: QtBot
) -> None:
    form = part.form
    form.copy.click()
    choose(part, "C5")
    form.days.setText("50")
    pick(form.starts, Starts.RECEIVED)
    pick(form.rolling, Rolling.HOLIDAYS)
    write(form.article, "省条例第三十条")
    form.stops[PauseKind.PAPERS].click()
    choose(part, "C4")
    form.enabled.click()
    choose(part, "C1")
    pick(form.unit, Unit.WORKING)
    assert not form.rolling.isEnabled()  # working days end on a working day
    write(form.title, "本县规则")
    form.since.setText("2026-04-01")
    confirmed(page, desk, qtbot, "本县规定")
    (kept,) = desk.office.office().rule_sets
    assert (kept.since, kept.title) == (date(2026, 4, 1), "本县规则")
    five = kept["C5"]
    assert (five.days, five.starts, five.rolling) == (50, Starts.RECEIVED, Rolling.HOLIDAYS)
    assert (five.article, five.stops_for) == ("省条例第三十条", (PauseKind.PAPERS,))
    assert kept["C4"].enabled
    assert kept["C1"].unit is Unit.WORKING
    untouched = {rule.code for rule in kept.rules} - {"C5", "C4", "C1"}
    assert all(kept[code] == NATIONAL[code] for code in untouched)


def test_only_what_makes_sense_for_a_rule_can_be_changed(part: RulesPart) -> None:
    form = part.form
    form.copy.click()
    choose(part, "C1")
    assert not form.starts.isEnabled()  # a notice runs from receipt
    assert [form.starts.itemData(n) for n in range(form.starts.count())] == ["received"]
    choose(part, "C11C")
    assert form.starts.isEnabled()
    assert form.starts.count() == 2
    choose(part, "C9")  # the sender's own date
    assert not form.days.isEnabled()
    assert not form.unit.isEnabled()
    assert form.article.isEnabled()
    choose(part, "C10")
    assert not form.days.isEnabled()
    assert form.days.text() == "30"
    assert form.words.text().endswith("天数在“编号和期限”里改。")
    choose(part, "C7")
    assert "不算超期" in form.words.text()


def test_a_copy_begins_as_the_set_in_force(
    page: SettingsPage, part: RulesPart, desk: Desk, qtbot: QtBot
) -> None:
    long_ago = RuleSet(date(2025, 1, 1)).with_rule(_days("C5", 50))
    coming = RuleSet(date(2027, 1, 1)).with_rule(_days("C5", 40))
    office = _with_sets(desk, long_ago, coming)
    desk.clocks.apply(desk.clocks.preview_office(office), "已有两套")
    page.refresh()
    assert [row[2] for row in sets(part)] == ["", "现行", "未施行"]
    part.form.copy.click()
    assert edited(part, "C5").days == 50
    assert [row[2] for row in sets(part)] == ["", "", "未施行", "现行"]
    part.form.remove.click()
    assert not part.is_changed()


def sets(part: RulesPart) -> list[list[str]]:
    model = part.sets
    return [
        [model.index(row, n).data() for n in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


@pytest.mark.parametrize(
    ("field", "text", "said"),
    [
        ("since", "", "请填写这套期限规则从哪一天起施行。"),
        ("days", "0", "“办结”的天数应在 1 到 730 之间。"),
        ("days", "731", "“办结”的天数应在 1 到 730 之间。"),
        ("article", " ", "请填写“办结”的依据。"),
    ],
)
def test_a_set_that_cannot_count_is_found_fault_with_at_its_field(
    page: SettingsPage, part: RulesPart, desk: Desk, field: str, text: str, said: str
) -> None:
    part.form.copy.click()
    choose(part, "C5")
    control = {"since": part.form.since, "days": part.form.days, "article": part.form.article}
    write(control[field], text)
    choose(part, "C1")  # elsewhere by now
    assert not page.save("rules")
    places = {"since": part.form.since_field, "days": part.form.days_field,
              "article": part.form.article_field}  # fmt: skip
    assert places[field].finding_text() == said
    assert desk.office.office().rule_sets == ()


def test_two_sets_cannot_begin_on_one_day(page: SettingsPage, part: RulesPart) -> None:
    part.form.copy.click()
    part.form.copy.click()
    assert not page.save("rules")
    assert part.form.since_field.finding_text().startswith("有两套期限规则从同一天起施行")
    assert part.form.sets.currentIndex().row() == 2


def test_the_sections_limit_is_previewed_too(
    page: SettingsPage, desk: Desk, around: Bench, qtbot: QtBot
) -> None:
    desk.petitions.register(a_petition(routings=(Routing("经管站", routed_on=TODAY),)))
    robot = SettingsRobot(page)
    robot.numbering().form.days.setText("20")
    moves = MovesRobot.confirms("科室二十日内答复")
    robot.save()
    qtbot.waitUntil(lambda: desk.office.office().section_days == 20)
    qtbot.waitUntil(lambda: not page.previewing.is_busy())
    assert [row[1:4] for row in moves.rows] == [["科室答复 · 经管站", "2026-04-01", "2026-03-23"]]
    assert robot.marked() == []
    around.messages.assert_no_errors()


def test_a_window_is_not_closed_over_rules_that_nobody_confirmed(
    page: SettingsPage, part: RulesPart, qtbot: QtBot
) -> None:
    part.form.copy.click()
    robot = MovesRobot.declines()
    assert not page.save_all()
    qtbot.waitUntil(lambda: bool(robot.title))
    qtbot.waitUntil(lambda: not page.previewing.is_busy())
    assert [str(title) for title in page.unsaved()] == ["期限规则"]


def test_an_article_shown_in_english_stays_as_the_record_has_it(
    desk: Desk, around: Bench, qtbot: QtBot
) -> None:
    use_language("en")
    page = SettingsPage(around.context)
    qtbot.addWidget(page)
    part = page.parts["rules"]
    assert isinstance(part, RulesPart)
    part.form.copy.click()
    choose(part, "C5")
    assert part.form.article.text() == "Regulations, Art. 34"
    part.form.days.setText("45")
    assert edited(part, "C5").article == NATIONAL["C5"].article


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        (NATIONAL["C3"], "周末和节假日不计，调休上班日计入。"),
        (NATIONAL["C4"], "没有启用：不推算这项期限。"),
        (NATIONAL["C9"], "按来文、法律或督办写明的日期办，不另外推算，也不顺延。"),
        (NATIONAL["C8D"], "这些情形的天数不计：听证。"),
        (NATIONAL["C10"], "转办之日的第二天起算，25 日内科室答复。"),
    ],
)
def test_a_rule_says_in_words_what_it_means(rule: Rule, said: str) -> None:
    assert said in words(rule, 25)


def test_the_lists_are_proper_models(qapp: QApplication, qtmodeltester: ModelTester) -> None:
    sets_model, rules_model = SetsModel(), RulesModel(lambda: 30)
    sets_model.set_rows((NATIONAL, RuleSet(TODAY)))
    rules_model.set_rows(NATIONAL.rules)
    for model in (sets_model, rules_model):
        qtmodeltester.check(model)  # type: ignore[no-untyped-call]
        assert len(model.widths()) == model.columnCount()


@pytest.mark.parametrize("language", ["zh_CN", "en"])
@pytest.mark.parametrize("size", [(1230, 680), (780, 420)])
def test_no_field_lies_over_another_on_a_small_screen(
    around: Bench, qtbot: QtBot, language: str, size: tuple[int, int]
) -> None:
    use_language(language)
    page = SettingsPage(around.context)
    qtbot.addWidget(page)
    page.resize(*size)
    page.show()
    page.show_part("rules")
    part = page.parts["rules"]
    assert isinstance(part, RulesPart)
    part.form.copy.click()
    qtbot.wait(50)
    form = part.form
    foot = form.rules.mapTo(form, form.rules.rect().bottomLeft()).y()
    assert form.days.mapTo(form, form.days.rect().topLeft()).y() > foot
    last = max(box.mapTo(form, box.rect().bottomLeft()).y() for box in form.stops.values())
    assert form.words.geometry().top() >= last
    assert form.words.height() >= form.words.heightForWidth(form.words.width())
    nameless = [
        type(widget).__name__
        for widget in form.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not widget.accessibleName()
        and not getattr(widget, "text", str)()
        and not widget.objectName().startswith("qt_")
    ]
    assert nameless == []


def _days(code: str, days: int) -> Rule:
    return replace(NATIONAL[code], days=days)


def _with_sets(desk: Desk, *rules: RuleSet) -> Office:
    return replace(desk.office.office(), rule_sets=rules)
