"""The preview beside the ledger: the case under the cursor, read beside the window, masked as lists are."""

import pytest
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from petitiondesk.domain.petition import Petition, Petitioner
from petitiondesk.domain.terms import PetitionClass
from petitiondesk.services.desk import Desk
from petitiondesk.services.petitions import Case, PetitionService
from petitiondesk.ui.models.ledger_columns import COLUMN
from petitiondesk.ui.pages.ledger import LedgerPage
from petitiondesk.ui.views.chips import Chip
from tests.factory import a_petition, take
from tests.ui.bench import Bench
from tests.ui.hands import ALT, press
from tests.ui.ledger_room import ledger_on_screen

Opened = tuple[LedgerPage, Bench]

LOWEST = QSize(810, 356)
"""Of the ledger in the smallest window, 900 × 440."""


@pytest.fixture
def petitions(desk: Desk) -> list[Petition]:
    """Six ordinary ones, then a sealed one; the second is in a section's hands."""
    made = [desk.petitions.register(a_petition(summary=f"反映第{n}条水渠")) for n in range(6)]
    made[1] = take(desk, made[1], "propose", "instruct", "route", "receive")
    sealed = a_petition(
        petition_class=PetitionClass.ACCUSATION,
        summary="检举某人",
        content="某人收了好处。",
        petitioners=(Petitioner("李四"),),
    )
    return [*made, desk.petitions.register(sealed)]


@pytest.fixture
def page(around: Bench, petitions: list[Petition], qtbot: QtBot) -> Opened:
    return ledger_on_screen(around, qtbot, len(petitions)), around


def go_to(page: LedgerPage, row: int) -> None:
    page.view.table.setCurrentIndex(page.model.index(row, COLUMN["number"]))


def words(page: LedgerPage) -> list[str]:
    """Everything that the pane says."""
    area = page.view.preview.area.widget()
    if page.view.preview.area.isHidden() or area is None:
        return []
    labels = [label.text() for label in area.findChildren(QLabel)]
    labels.append(page.view.preview.title.text())
    return labels + [chip.text() for chip in area.findChildren(Chip)]


def shows(page: LedgerPage, number: str, qtbot: QtBot) -> list[str]:
    qtbot.waitUntil(lambda: number in words(page))
    return words(page)


def test_alt_p_opens_it_and_it_is_open_the_next_time(page: Opened, qtbot: QtBot) -> None:
    ledger, around = page
    assert not ledger.view.preview.isVisible()
    press(ledger.view.table, Qt.Key.Key_P, ALT)
    assert ledger.view.preview.isVisible()
    again = LedgerPage(around.context)
    qtbot.addWidget(again)
    assert again.preview.is_open()
    press(ledger.view.table, Qt.Key.Key_P, ALT)
    assert not ledger.view.preview.isVisible()


def test_it_shows_where_the_case_stands_why_it_is_due_and_what_comes_next(
    page: Opened, petitions: list[Petition], qtbot: QtBot
) -> None:
    ledger, around = page
    ledger.view.look_at.click()
    go_to(ledger, 5)
    said = shows(ledger, petitions[1].number, qtbot)
    assert "办理中" in said
    assert "王＊" in said
    assert any("条例第" in text for text in said), "the limit explains itself"
    assert any(text.startswith("去年九月以来") for text in said)
    steps = [button.text() for button in ledger.view.preview.buttons]
    assert steps[0] == "登记科室答复"
    ledger.view.preview.buttons[0].click()
    ledger.view.preview.open.click()
    assert around.went == [("case", petitions[1].id)] * 2


def test_on_the_lowest_screen_the_state_and_the_limit_are_seen_without_scrolling(
    page: Opened, petitions: list[Petition], qtbot: QtBot
) -> None:
    """The next steps give way: they only lead to the case, as its link does."""
    ledger, _ = page
    pane = ledger.view.preview
    ledger.view.look_at.click()
    go_to(ledger, 5)
    shows(ledger, petitions[1].number, qtbot)
    assert pane.onward.isVisible()
    ledger.resize(LOWEST)
    QApplication.processEvents()
    assert pane.onward.isHidden()
    room = pane.area.viewport()
    state, limit = room.findChildren(Chip)[:2]
    for chip in (state, limit):
        assert room.rect().contains(QRect(chip.mapTo(room, QPoint()), chip.size())), chip.text()


def test_it_names_nobody_in_the_texts_and_opens_no_sealed_case(
    page: Opened, petitions: list[Petition], desk: Desk, qtbot: QtBot
) -> None:
    ledger, _ = page
    ledger.view.look_at.click()
    go_to(ledger, 0)
    said = shows(ledger, petitions[6].number, qtbot)
    assert "密件" in said
    assert not [text for text in said if "李四" in text or "某人" in text]
    kinds = [event.kind for event in desk.petitions.case(petitions[6].id).events]
    assert kinds == ["register"], "looking at a shut case is no opening"


def test_while_the_arrow_key_is_held_down_nothing_is_read(
    page: Opened, petitions: list[Petition], monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    ledger, _ = page
    ledger.view.look_at.click()
    go_to(ledger, 0)
    shows(ledger, petitions[6].number, qtbot)
    read: list[int] = []
    plain = PetitionService.case

    def case(self: PetitionService, petition_id: int) -> Case:
        read.append(petition_id)
        return plain(self, petition_id)

    monkeypatch.setattr(PetitionService, "case", case)
    for _ in range(4):
        press(ledger.view.table, Qt.Key.Key_Down)
    assert read == []
    shows(ledger, petitions[2].number, qtbot)
    assert read == [petitions[2].id]


def test_a_closed_pane_reads_nothing(
    page: Opened, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    monkeypatch.setattr(PetitionService, "case", None)
    go_to(page[0], 3)
    qtbot.wait(250)
    page[1].messages.assert_no_errors()


def test_the_table_keeps_its_most_important_columns_beside_it(page: Opened, qtbot: QtBot) -> None:
    ledger, _ = page
    ledger.view.table.show_column(COLUMN["class"], visible=True)
    before = ledger.columns.present()
    ledger.view.look_at.click()
    table = ledger.view.table
    qtbot.waitUntil(lambda: table.horizontalScrollBar().maximum() == 0)
    for name in ("number", "summary", "state", "due"):
        assert not table.isColumnHidden(COLUMN[name]), name
    assert table.isColumnHidden(COLUMN["class"])
    assert ledger.columns.present() == before, "what has no room is not given up"
    ledger.view.look_at.click()
    assert not table.isColumnHidden(COLUMN["class"])


def test_with_nothing_found_it_says_what_it_is_for(
    page: Opened, petitions: list[Petition], qtbot: QtBot
) -> None:
    from petitiondesk.domain.ledger import LedgerFilter

    ledger, _ = page
    ledger.view.look_at.click()
    go_to(ledger, 0)
    shows(ledger, petitions[6].number, qtbot)
    ledger.show_filter(LedgerFilter(words="没有这样的词"))
    qtbot.waitUntil(lambda: not ledger.view.preview.nothing.isHidden())
    assert words(ledger) == []
