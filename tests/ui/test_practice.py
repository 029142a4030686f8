"""A new clerk is led through one petition, and back to the office's own registry."""

import pytest
from pytestqt.qtbot import QtBot

from petitiondesk.domain.errors import StorageError
from petitiondesk.domain.messages import Message
from petitiondesk.services.desk import Desk
from petitiondesk.services.practice import PracticeService
from tests.factory import WHOLE_COURSE, a_petition, take
from tests.ui.window_room import Opened


def test_the_strip_leads_from_the_letter_to_the_return(
    opened: Opened, desk: Desk, qtbot: QtBot
) -> None:
    window, _ = opened
    strip = window.shell.practice
    window.practice.lead()
    assert strip.title.text() == "练习 1 / 7　登记一封来信"
    strip.go.click()
    assert window.shell.current_page() == "register" or window.is_making()
    petition = desk.petitions.register(a_petition())
    window.written(petition.id)
    qtbot.waitUntil(lambda: strip.title.text().startswith("练习 2 / 7"))
    strip.go.click()
    qtbot.waitUntil(lambda: window.shell.current_page() == "case")
    for step in WHOLE_COURSE:
        petition = take(desk, petition, step)
    window.written(petition.id)
    qtbot.waitUntil(lambda: strip.title.text().startswith("练习 7 / 7"))
    strip.go.click()
    assert strip.title.text() == "练习完了"
    strip.go.click()
    assert strip.title.text() == "练习 1 / 7　登记一封来信", "once more, with another petition"


def test_an_empty_registry_offers_practice_and_the_first_petition_ends_the_offer(
    opened: Opened, desk: Desk, qtbot: QtBot
) -> None:
    window, _ = opened
    window.practice.offer()
    assert window.shell.practice.isVisible()
    window.written(desk.petitions.register(a_petition()).id)
    qtbot.waitUntil(window.shell.practice.isHidden)


def test_practice_that_is_not_wanted_is_not_offered_again(opened: Opened) -> None:
    window, _ = opened
    window.practice.offer()
    window.shell.practice.leave.click()
    assert not window.shell.practice.isVisible()
    window.practice.offer()
    assert not window.shell.practice.isVisible()


@pytest.mark.parametrize(("practising", "act"), [(False, "decline"), (True, "end")])
def test_what_cannot_be_remembered_is_said_and_the_strip_stays(
    opened: Opened, monkeypatch: pytest.MonkeyPatch, practising: bool, act: str
) -> None:
    window, messages = opened
    (window.practice.lead if practising else window.practice.offer)()

    def full(_service: PracticeService) -> None:
        raise StorageError(Message("磁盘已满。"))

    monkeypatch.setattr(PracticeService, act, full)
    window.shell.practice.leave.click()
    assert [str(error) for error in messages.errors] == ["磁盘已满。"]
    assert window.shell.practice.isVisible()
