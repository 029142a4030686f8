"""The record in the settings: checking everything, comparing a printed fingerprint, reading it."""

from collections.abc import Callable

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from petitiondesk.domain.rights import Account, Role
from petitiondesk.services.desk import Desk, open_desk
from petitiondesk.services.journal import Concern
from petitiondesk.ui.pages.settings import SettingsPage
from petitiondesk.ui.printing import Pages
from petitiondesk.ui.prints.keys import fingerprint_sheet, grouped, recovery_sheet
from petitiondesk.ui.window import DeskWindow
from tests.factory import ACCOUNT, PASSWORD, a_petition, at
from tests.ui.window_room import Opened

OTHER, OTHER_PASSWORD = "李主任", "春眠不觉晓 33"


def the_page(window: DeskWindow, part: str) -> SettingsPage:
    window.open_settings(part)
    page = window.page("settings")
    assert isinstance(page, SettingsPage)
    return page


@pytest.fixture
def checked(opened: Opened, qtbot: QtBot) -> Callable[[], SettingsPage]:
    """Presses the button and waits for the end."""

    def check() -> SettingsPage:
        page = the_page(opened[0], "verify")
        page.verify.form.check.click()
        qtbot.waitUntil(page.verify.form.check.isEnabled)
        return page

    return check


def test_a_sound_registry_is_said_so_with_its_counts_and_fingerprint(
    opened: Opened, checked: Callable[[], SettingsPage], desk: Desk
) -> None:
    desk.petitions.register(a_petition())
    page = checked()
    form = page.verify.form
    newest = desk.context.registry.events.last()
    assert newest is not None
    assert form.chip.text() == "没有发现问题"
    assert form.counts.text() == f"信访件 1 件，经过 {newest.seq} 条，附件 0 个，都逐一核对过。"
    assert form.fingerprint.text() == grouped(newest.hash)
    assert not form.faults.isVisible()
    form.copy.click()
    assert QGuiApplication.clipboard().text() == grouped(newest.hash)
    opened[1].assert_no_errors()


def test_what_was_changed_behind_the_program_s_back_is_listed(
    checked: Callable[[], SettingsPage], desk: Desk
) -> None:
    petition = desk.petitions.register(a_petition())
    database = desk.context.registry.database
    with database.transaction():
        database.sql("UPDATE petitions SET summary = '改过的' WHERE id = ?", (petition.id,))
    form = checked().verify.form
    assert form.chip.text().startswith("发现 ")
    assert petition.number in form.faults.toPlainText()


def test_a_printed_fingerprint_is_compared_by_hand(
    opened: Opened, checked: Callable[[], SettingsPage], desk: Desk
) -> None:
    desk.petitions.register(a_petition())
    printed = checked().verify.form.fingerprint.text()
    count = desk.context.registry.events.count()
    desk.petitions.register(a_petition())
    form = the_page(opened[0], "verify").verify.form
    form.typed.setText(printed.upper()[:24])
    form.compare.click()
    assert f"第 {count} 条" in form.answer.text()
    form.typed.setText("0000 0000 0000 0000")
    form.compare.click()
    assert "第" not in form.answer.text()
    assert form.answer.text()
    form.typed.setText("不是指纹")
    form.compare.click()
    assert form.typed_field.finding_text()
    assert form.answer.text() == ""


def test_the_prints_hold_the_whole_key_and_the_whole_fingerprint(qtbot: QtBot) -> None:
    fingerprint = "0123456789abcdef" * 4
    sheet = fingerprint_sheet(fingerprint, 1234, at()(), "某县农业农村局", "")
    text = Pages(sheet).document.toPlainText()
    assert grouped(fingerprint) in text.replace("\n", " ")
    assert "第 1234 条为止" in text
    key = "ABCD-EFGH-IJKL-MNOP-QRST-UVWX-YZ23-4567"
    text = Pages(recovery_sheet(key, "某县农业农村局", "信访登记", "")).document.toPlainText()
    assert [group for group in key.split("-") if group not in text] == []


def whats(page: SettingsPage) -> list[str]:
    model = page.journal.model
    return [str(model.index(row, 2).data()) for row in range(model.rowCount())]


def test_the_registry_s_own_record_is_read_and_narrowed(opened: Opened, desk: Desk) -> None:
    petition = desk.petitions.register(a_petition())
    desk.petitions.reveal(petition.id, "核对电话")
    desk.petitions.printed(petition.id, "登记单")
    desk.accounts.add(OTHER, Role.READER, OTHER_PASSWORD)
    page = the_page(opened[0], "journal")
    assert whats(page)[:3] == [
        "账户变动：添加 李主任（查阅员）",
        f"打印　{petition.number}：登记单",
        f"查看完整信息　{petition.number}：核对电话",
    ]
    page.journal.form.concern.set_value(str(Concern.LOOKING))
    page.journal.show_newest()
    assert whats(page) == [f"查看完整信息　{petition.number}：核对电话"]
    page.journal.form.concern.set_value(str(Concern.DOOR))
    page.journal.show_newest()
    assert whats(page) == ["打开了登记簿"]
    page.journal.form.concern.set_value(None)
    assert page.journal.form.actor.count() == 2
    assert page.journal.form.actor.itemText(1) == ACCOUNT


def test_of_a_sealed_case_only_those_who_may_open_it_read_why(opened: Opened, desk: Desk) -> None:
    petition = desk.petitions.register(a_petition(confidential=True))
    desk.petitions.reveal(petition.id, "王建国来电核对")
    page = the_page(opened[0], "journal")
    assert whats(page)[0] == f"查看完整信息　{petition.number}：王建国来电核对"
    desk.accounts.change(Account(ACCOUNT, Role.ADMINISTRATOR))
    page.journal.refresh()
    assert f"查看完整信息　{petition.number}" in whats(page)
    assert not any("王建国" in what for what in whats(page))


def test_a_long_record_is_read_a_page_at_a_time(
    opened: Opened, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("services.journal", "ui.pages.settings_verify"):
        monkeypatch.setattr(f"petitiondesk.{module}.PAGE", 3)
    for number in range(5):
        desk.journal.printed(f"第 {number} 张")
    page = the_page(opened[0], "journal")
    form = page.journal.form
    assert whats(page) == ["打印：第 4 张", "打印：第 3 张", "打印：第 2 张"]
    assert form.older.isEnabled()
    while form.older.isEnabled():
        form.older.click()
    every = desk.context.registry.events.of_office()
    assert page.journal.model.rowCount() == len(every)
    assert form.said.text() == f"共 {len(every)} 条，都在这里。"


def test_a_clerk_reads_her_own_entries_and_nobody_else_s(desk: Desk) -> None:
    desk.accounts.add(OTHER, Role.CLERK, OTHER_PASSWORD)
    folder = desk.folder
    desk.close()
    clerk = open_desk(folder, OTHER_PASSWORD, at(), OTHER)
    try:
        assert clerk.journal.actors() == [OTHER]
        assert {entry.actor for entry in clerk.journal.entries(actor=ACCOUNT)} == {OTHER}
    finally:
        clerk.close()
    desk = open_desk(folder, PASSWORD, at(), ACCOUNT)
    assert {entry.actor for entry in desk.journal.entries()} == {ACCOUNT, OTHER}
    desk.close()
