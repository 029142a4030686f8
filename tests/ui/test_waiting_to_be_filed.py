"""What waits to be filed is counted by one rule, on Today, on the archive page and in the ledger."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot

from petitiondesk.domain.archive import TO_ARCHIVE
from petitiondesk.domain.terms import State
from petitiondesk.domain.workflow import STEP
from petitiondesk.services.desk import Desk
from petitiondesk.ui.look import Look
from petitiondesk.ui.pages.archive import ArchivePage
from petitiondesk.ui.pages.today import LISTS, TodayPage
from tests.factory import TODAY, a_petition
from tests.marked import put
from tests.ui.bench import bench

STATES = st.lists(st.sampled_from(sorted(State, key=lambda state: state.value)), max_size=8)


@dataclass
class Pages:
    desk: Desk
    today: TodayPage
    archive: ArchivePage
    qtbot: QtBot


@pytest.fixture
def pages(desk: Desk, look: Look, qtbot: QtBot) -> Iterator[Pages]:
    with bench(desk, look) as around:
        today, archive = TodayPage(around.context), ArchivePage(around.context)
        for page in (today, archive):
            qtbot.addWidget(page)
        yield Pages(desk, today, archive, qtbot)


@settings(max_examples=12)
@given(states=STATES)
def test_today_and_the_archive_say_the_same_number_whatever_states_petitions_are_in(
    pages: Pages, states: list[State]
) -> None:
    for state in states:
        put(pages.desk, a_petition(state=state, registered_on=TODAY))
    everything = list(pages.desk.context.registry.petitions.all())
    count = sum(STEP["archive"].suits(petition) for petition in everything)
    pages.today.refresh()
    pages.archive.refresh()
    said = f"待归档：{count} 件"
    pages.qtbot.waitUntil(lambda: pages.archive.view.waiting.text() == said)
    card = pages.today.view.cards["archive"]
    pages.qtbot.waitUntil(lambda: card.accessibleName() == f"待归档：{count}")
    assert pages.desk.ledger.count(LISTS["archive"])[0] == count
    assert LISTS["archive"] == TO_ARCHIVE
