"""What an account may not do is disabled in the window, with the reason, before a service refuses."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from petitiondesk.domain.errors import NotAllowed
from petitiondesk.domain.rights import Role
from petitiondesk.services.desk import Desk, open_desk
from petitiondesk.ui.look import Look
from petitiondesk.ui.pages.deadlines import DeadlinesPage
from petitiondesk.ui.pages.ledger import LedgerPage
from petitiondesk.ui.pages.reception import ReceptionPage
from petitiondesk.ui.pages.returns import ReturnsPage
from petitiondesk.ui.pages.settings import SettingsPage
from petitiondesk.ui.pages.settings_accounts import AccountsPart
from tests.factory import a_petition, at
from tests.ui.hands import CTRL, press
from tests.ui.window_room import Opened, on_screen, open_case

PASSWORDS = {"查阅": "春眠不觉晓 33", "登记": "处处闻啼鸟 44"}
SETTINGS_PARTS = (
    "office", "sections", "topics", "numbering", "rules", "letters", "retention",
)  # fmt: skip


@pytest.fixture
def as_other(
    desk: Desk,
    folder: Path,
    look: Look,
    qtbot: QtBot,
    tmp_path: Path,
    request: pytest.FixtureRequest,
) -> Iterator[Opened]:
    """The window of a registry with one case, opened by the account that the test names."""
    name = request.param
    desk.accounts.add("查阅", Role.READER, PASSWORDS["查阅"])
    desk.accounts.add("登记", Role.CLERK, PASSWORDS["登记"])
    scan = tmp_path / "来信.jpg"
    scan.write_bytes(b"\xff\xd8")
    desk.petitions.register(a_petition(), [scan])
    desk.close()
    other = open_desk(folder, PASSWORDS[name], at(), name)
    with on_screen(other, look, qtbot) as window:
        yield window
    other.close()


reader = pytest.mark.parametrize("as_other", ["查阅"], indirect=True)
clerk = pytest.mark.parametrize("as_other", ["登记"], indirect=True)


def refused(*controls: QWidget) -> None:
    """Each is disabled and says why, who may, and for how long: until an administrator says so."""
    for control in controls:
        assert not control.isEnabled(), control.accessibleName()
        assert "请管理员" in control.toolTip(), control.accessibleName()


def test_an_administrator_may_everything(opened: Opened) -> None:
    window, _ = opened
    assert window.shell.new.isEnabled()
    assert window.shell.account.text() == "管理员：登记员"


@reader
def test_a_reader_registers_nothing(as_other: Opened) -> None:
    window, messages = as_other
    assert window.shell.account.text() == "查阅员：查阅"
    refused(window.shell.new, window.shell.undo, window.shell.rail.button("register"))
    press(window.shell, Qt.Key.Key_N, CTRL)
    press(window.shell, Qt.Key.Key_2, CTRL)
    assert window.shell.current_page() == "today"
    assert [type(error) for error in messages.errors] == [NotAllowed] * 2
    assert "“查阅”是查阅员，不能登记和办理" in str(messages.errors[0])


@reader
def test_a_reader_takes_no_step_and_opens_nothing_masked(as_other: Opened, qtbot: QtBot) -> None:
    window, messages = as_other
    page = open_case(qtbot, window, 1)
    view = page.view
    steps = view.buttons.findChildren(QPushButton)
    assert steps
    refused(*steps, view.take_back, view.correct, view.letters.make, view.files.zone)
    refused(*view.facts.findChildren(QPushButton))
    (save, drop) = view.files.findChildren(QPushButton)[-2:]
    refused(save, drop)
    page.refresh()  # a page that reads again gives nothing back
    refused(*view.buttons.findChildren(QPushButton), view.take_back)
    assert view.print.isEnabled()
    messages.assert_no_errors()


@reader
def test_a_reader_sees_the_lists_and_changes_nothing_in_them(as_other: Opened) -> None:
    window, messages = as_other
    window.show_page("ledger")
    ledger = window.page("ledger")
    assert isinstance(ledger, LedgerPage)
    refused(ledger.view.bring, ledger.view.sheets, ledger.view.route, ledger.view.archive)
    assert ledger.view.export.isEnabled()
    window.show_page("reception")
    reception = window.page("reception")
    assert isinstance(reception, ReceptionPage)
    refused(reception.view.add, reception.view.plan, reception.view.visit)
    window.show_page("returns")
    returns = window.page("returns")
    assert isinstance(returns, ReturnsPage)
    refused(returns.view.count.submit)
    messages.assert_no_errors()


@clerk
def test_a_clerk_works_but_leaves_settings_and_holidays_to_the_administrator(
    as_other: Opened, qtbot: QtBot
) -> None:
    window, messages = as_other
    assert window.shell.new.isEnabled()
    case = open_case(qtbot, window, 1)
    assert all(button.isEnabled() for button in case.view.buttons.findChildren(QPushButton))
    window.show_page("deadlines")
    deadlines = window.page("deadlines")
    assert isinstance(deadlines, DeadlinesPage)
    holidays = deadlines.view.holidays
    refused(holidays.change, holidays.bring, holidays.adopt)
    window.show_page("settings")
    settings = window.page("settings")
    assert isinstance(settings, SettingsPage)
    for key in SETTINGS_PARTS:
        settings.show_part(key)
        frame = settings.frames[key]
        assert not settings.parts[key].form.isEnabled()
        assert not frame.foot.isVisible()
        assert frame.who_may.isVisible()
    settings.show_part("accounts")
    accounts = settings.parts["accounts"].form
    assert accounts.isEnabled()
    settings.show_part("look")
    assert settings.look_form.isEnabled()
    messages.assert_no_errors()


@reader
def test_a_reader_finds_her_own_password_and_who_manages_the_rest(as_other: Opened) -> None:
    window, _ = as_other
    window.open_settings("accounts")
    page = window.page("settings")
    assert isinstance(page, SettingsPage)
    part = page.parts["accounts"]
    assert isinstance(part, AccountsPart)
    assert part.form.change_mine.isEnabled()
    assert not part.form.managing.isVisible()
    assert part.form.who_may.text() == "账户、密钥和闲置锁定由管理员管理：登记员。"
