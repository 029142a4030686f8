"""The conditions of the ledger: the dialog that asks for them, and the chips that tell them."""

from dataclasses import replace
from datetime import date

import pytest
from pytestqt.qtbot import QtBot

from petitiondesk.domain.ledger import LedgerFilter
from petitiondesk.domain.terms import Channel
from petitiondesk.services.desk import Desk
from petitiondesk.ui.pages.ledger import LedgerPage
from petitiondesk.ui.views.chips import FilterChip
from petitiondesk.ui.views.ledger_view import FilterDialog
from tests.factory import a_petition
from tests.ui.bench import Bench
from tests.ui.ledger_room import ledger_on_screen

Opened = tuple[LedgerPage, Bench]
SINCE_MARCH = date(2026, 3, 1)


@pytest.fixture
def page(around: Bench, desk: Desk, qtbot: QtBot) -> Opened:
    desk.petitions.register(a_petition())
    desk.petitions.register(a_petition(channel=Channel.VISIT))
    return ledger_on_screen(around, qtbot, 2), around


def ask_for_visits(dialog: FilterDialog) -> None:
    dialog.channel.set_value(Channel.VISIT)
    dialog.first.set_value(SINCE_MARCH)
    dialog.apply.click()


def test_what_is_chosen_narrows_the_ledger_and_each_chip_widens_it_again(page: Opened) -> None:
    ledger, around = page
    around.when_a_dialog_opens(ask_for_visits)
    ledger.view.filter.click()
    visits = LedgerFilter(first=SINCE_MARCH, channels=frozenset({Channel.VISIT}))
    assert ledger.model.shown == visits
    chips = {chip.text(): chip for chip in ledger.view.chips.findChildren(FilterChip)}
    assert len(chips) == 2
    next(chip for text, chip in chips.items() if "来访" in text).removed.emit("channels")
    assert ledger.model.shown == replace(visits, channels=frozenset())


def test_the_dialog_is_there_before_it_is_asked_for_and_is_used_again(page: Opened) -> None:
    ledger, around = page
    for _ in ledger.spares():
        pass
    (ahead,) = ledger.findChildren(FilterDialog)
    seen: list[FilterDialog] = []
    for _ in range(2):
        around.when_a_dialog_opens(seen.append)
        ledger.view.filter.click()
    assert seen == [ahead, ahead]


def test_what_was_given_up_is_not_there_the_next_time(page: Opened) -> None:
    ledger, around = page

    def give_up(dialog: FilterDialog) -> None:
        dialog.channel.set_value(Channel.LETTER)
        dialog.first.setText("一月")
        dialog.due.setFocus()
        dialog.reject()

    def look_again(dialog: FilterDialog) -> None:
        assert (dialog.channel.value(), dialog.first.text()) == (None, "")
        assert dialog.focusWidget() is dialog.span
        dialog.reject()

    for act in (give_up, look_again):
        around.when_a_dialog_opens(act)
        ledger.view.filter.click()
    assert ledger.model.shown == LedgerFilter()


def test_a_section_that_is_new_can_be_chosen_at_once(page: Opened, desk: Desk) -> None:
    ledger, around = page
    around.when_a_dialog_opens(lambda dialog: dialog.reject())
    ledger.view.filter.click()
    office = desk.office.office()
    desk.office.save(
        replace(office, sections=(*office.sections, replace(office.sections[0], name="新设科")))
    )

    def choose(dialog: FilterDialog) -> None:
        dialog.section.set_value("新设科")
        dialog.apply.click()

    around.when_a_dialog_opens(choose)
    ledger.view.filter.click()
    assert ledger.model.shown == LedgerFilter(section="新设科")
