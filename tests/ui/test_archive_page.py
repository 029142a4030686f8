"""The archive page: what waits, the catalogue, and going to the cases."""

from datetime import date

import pytest
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from petitiondesk.domain.archive import TO_ARCHIVE, Volume
from petitiondesk.domain.ledger import LedgerFilter
from petitiondesk.domain.petition import Scan
from petitiondesk.domain.terms import PetitionClass, Retention
from petitiondesk.services.desk import Desk
from petitiondesk.ui.look import Look
from petitiondesk.ui.models.rows_model import SORT_ROLE
from petitiondesk.ui.models.volumes_model import COLUMN, VolumesModel
from petitiondesk.ui.pages.archive import ArchivePage
from petitiondesk.ui.printing import Pages
from petitiondesk.ui.prints.archive_list import archive_list
from tests.factory import TODAY, WHOLE_COURSE, a_petition, reopened, take
from tests.robots.archive import ArchiveRobot
from tests.ui.bench import Bench, bench
from tests.ui.hands import show_active


@pytest.fixture
def robot(around: Bench, qtbot: QtBot) -> ArchiveRobot:
    page = ArchivePage(around.context)
    qtbot.addWidget(page)
    page.resize(1200, 680)
    page.show()
    return ArchiveRobot(page, qtbot)


def test_an_empty_archive_says_what_to_do(robot: ArchiveRobot) -> None:
    robot.look()
    view = robot.page.view
    assert view.empty.isVisible()
    assert not view.table.isVisible()
    assert "在案件页或台账里归档" in view.empty.sentence.text()
    assert view.waiting.text() == "待归档：0 件"
    assert view.how.text().endswith("归档以前列在这里。")
    assert not view.open_ready.isEnabled()
    assert not view.print.isEnabled()
    assert not view.year.isVisible()
    assert not view.retention.isVisible()


def test_the_keyboard_stays_in_an_archive_that_is_empty(
    robot: ArchiveRobot, around: Bench, qtbot: QtBot
) -> None:
    view = robot.page.view
    show_active(qtbot, robot.page)
    view.table.setFocus()
    robot.look()
    assert not view.table.isVisible()
    assert view.empty.button is not None
    assert view.empty.button.hasFocus()
    view.empty.button.click()
    assert around.went == [("ledger", LedgerFilter())]


def test_the_catalogue_lists_a_years_volumes(robot: ArchiveRobot, desk: Desk) -> None:
    scan = Scan("来信.png", b"x" * 10)
    first = desk.petitions.register(a_petition(pages=3), [scan])
    take(desk, first, *WHOLE_COURSE)
    second = desk.petitions.register(a_petition(summary="集体土地流转合同纠纷"))
    take(desk, second, "withdraw", "archive")
    robot.look()
    assert robot.column("number") == [first.number, second.number]
    assert robot.column("title") == ["反映机耕路被工程车压坏，要求修复", "集体土地流转合同纠纷"]
    assert robot.column("retention") == ["30年", "30年"]
    assert robot.column("archived") == ["2026-03-02", "2026-03-02"]
    assert robot.column("pages") == ["3", ""]
    assert robot.column("attachments") == ["1", ""]
    assert robot.page.view.totals.text() == "2026 年度 2 卷"
    assert robot.page.view.foot.text() == "共 3 页，附件 1 个"


def test_a_sealed_title_stays_masked(robot: ArchiveRobot, desk: Desk) -> None:
    form = a_petition(petition_class=PetitionClass.ACCUSATION, summary="反映某某收受好处")
    take(desk, desk.petitions.register(form), "withdraw", "archive")
    assert robot.look().column("title") == ["（密）"]


def test_enter_and_double_click_open_the_case(
    robot: ArchiveRobot, desk: Desk, around: Bench
) -> None:
    ids = []
    for _ in range(2):
        petition = desk.petitions.register(a_petition())
        ids.append(take(desk, petition, "withdraw", "archive").id)
    robot.look()
    robot.enter(0)
    robot.double_click(1)
    assert around.went == [("case", ids[0]), ("case", ids[1])]


def test_what_waits_opens_the_ledger_narrowed_to_it(
    robot: ArchiveRobot, desk: Desk, around: Bench
) -> None:
    for step in ("withdraw", "forward", "refuse"):
        take(desk, desk.petitions.register(a_petition()), step)
    desk.petitions.register(a_petition())
    robot.look()
    assert robot.page.view.waiting.text() == "待归档：3 件"
    assert "到台账里归档" in robot.page.view.empty.sentence.text()
    robot.page.view.open_ready.click()
    assert around.went == [("ledger", TO_ARCHIVE)]


def test_retention_narrows_and_says_when_nothing_is_left(robot: ArchiveRobot, desk: Desk) -> None:
    take(desk, desk.petitions.register(a_petition()), "withdraw", "archive")
    robot.look().only(2)
    assert len(robot.column("number")) == 1
    robot.only(1)
    assert robot.column("number") == []
    assert "2026 年度没有保管期限为“永久”的案卷" in robot.page.view.empty.sentence.text()
    robot.only(0)
    assert robot.page.view.table.isVisible()
    assert robot.page.view.print.isEnabled()


def test_years_are_offered_newest_first_and_the_choice_is_kept(
    desk: Desk, look: Look, qtbot: QtBot
) -> None:
    take(desk, desk.petitions.register(a_petition()), "withdraw", "archive")
    later = reopened(desk, date(2027, 1, 8))
    form = a_petition(received_on=date(2027, 1, 5))
    petition = later.petitions.register(form)
    take(later, petition, "withdraw", "archive", on=date(2027, 1, 8))
    with bench(later, look) as around:
        page = ArchivePage(around.context)
        qtbot.addWidget(page)
        robot = ArchiveRobot(page, qtbot).look()
        assert robot.years() == ["2027", "2026"]
        assert robot.column("archived") == ["2027-01-08"]
        robot.year(2026)
        assert robot.column("archived") == [TODAY.isoformat()]
        robot.look()
        assert robot.column("archived") == [TODAY.isoformat()]
        assert page.view.year.currentText() == "2026"
    later.close()


def test_a_reading_that_was_overtaken_is_not_shown(
    robot: ArchiveRobot, desk: Desk, around: Bench
) -> None:
    take(desk, desk.petitions.register(a_petition()), "withdraw", "archive")
    for _ in range(5):
        robot.page.refresh()
    robot.wait()
    assert len(robot.column("number")) == 1
    around.messages.assert_no_errors()


def test_the_catalogue_is_a_proper_model(qtmodeltester: ModelTester) -> None:
    model = VolumesModel()
    volume = Volume(7, "WS·2026-永久-0001", "信〔2026〕1号", "题名", Retention.PERMANENT, TODAY, 3, 1,
                    sealed=False)  # fmt: skip
    model.show([7], lambda ids: [volume for _ in ids], [volume])
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]
    assert model.index(0, COLUMN["archived"]).data(SORT_ROLE) == TODAY
    assert model.index(0, COLUMN["pages"]).data(SORT_ROLE) == 3
    assert model.place_of(7) == 0
    assert model.place_of(8) is None


def test_what_is_due_for_appraisal_is_one_choice_away(robot: ArchiveRobot, desk: Desk) -> None:
    take(desk, desk.petitions.register(a_petition()), "withdraw", "archive")
    robot.look()
    robot.page.view.retention.choose(len(Retention) + 1)
    robot.look()
    assert "没有保管期限已满" in robot.page.view.empty.sentence.text()
    assert robot.page.view.totals.text() == "到期待鉴定 0 卷"
    assert not robot.page.view.year.isEnabled()


@pytest.mark.usefixtures("qapp")
def test_the_catalogue_is_printed_as_it_is_shown() -> None:
    volume = Volume(1, "WS·2026-30年-0001", "信〔2026〕1号", "<王&李>", Retention.YEARS_30, TODAY, 3, 0,
                    sealed=False)  # fmt: skip
    sheet = archive_list([volume] * 60, "案卷目录　2026 年度 60 卷", "某县农业农村局", "")
    pages = Pages(sheet)
    assert pages.count() > 1
    text = pages.document.toPlainText()
    assert text.count("WS·2026-30年-0001") == 60
    assert "<王&李>" in text
