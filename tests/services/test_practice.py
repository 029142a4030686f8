"""Practice follows one petition from the letter to the archive; in an office's registry it is offered once."""

from petitiondesk.domain.practice import LESSONS
from petitiondesk.services.desk import Desk, open_desk
from tests.factory import PASSWORD, WHOLE_COURSE, a_petition, at, take


def test_each_lesson_ends_when_the_petition_has_come_that_far(desk: Desk) -> None:
    desk.practice.begin()
    numbers = [desk.practice.progress().number]
    petition = desk.petitions.register(a_petition())
    numbers.append(desk.practice.progress().number)
    for step in WHOLE_COURSE:
        petition = take(desk, petition, step)
        numbers.append(desk.practice.progress().number)
    assert numbers == sorted(numbers)
    assert set(numbers) == set(range(1, len(LESSONS) + 1)), "no lesson is left out"


def test_petitions_from_before_the_practice_do_not_count(desk: Desk) -> None:
    take(desk, desk.petitions.register(a_petition()), "route")
    desk.practice.begin()
    assert (desk.practice.progress().number, desk.practice.progress().petition_id) == (1, None)


def test_the_practice_goes_on_where_it_was_left(desk: Desk) -> None:
    desk.practice.begin()
    take(desk, desk.petitions.register(a_petition()), "route")
    desk.close()
    again = open_desk(desk.folder, PASSWORD, at())
    assert again.practice.is_begun()
    assert again.practice.progress().number == 3
    again.practice.end()
    assert not again.practice.is_begun()
    again.close()


def test_a_new_registry_offers_practice_until_it_is_declined(desk: Desk) -> None:
    assert desk.practice.is_offered()
    desk.practice.decline()
    assert not desk.practice.is_offered()


def test_a_registry_with_a_petition_offers_none(desk: Desk) -> None:
    desk.petitions.register(a_petition())
    assert not desk.practice.is_offered()
