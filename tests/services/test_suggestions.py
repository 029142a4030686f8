"""A form offers what was entered before: places and bodies, never people."""

from petitiondesk.domain.terms import PetitionClass
from petitiondesk.services.desk import Desk
from tests.factory import a_petition, take


def test_the_commonest_places_come_first(desk: Desk) -> None:
    for place in ("青石镇", "白水镇", "青石镇", ""):
        desk.petitions.register(a_petition(place=place))
    assert list(desk.suggestions.texts()["place"]) == ["青石镇", "白水镇"]


def test_of_equal_ones_the_newest_comes_first(desk: Desk) -> None:
    for sender in ("市信访局", "省信访局"):
        desk.petitions.register(a_petition(sender=sender))
    assert list(desk.suggestions.texts()["sender"]) == ["省信访局", "市信访局"]


def test_a_sealed_petition_gives_nothing(desk: Desk) -> None:
    desk.petitions.register(
        a_petition(place="红岩村", petition_class=PetitionClass.ACCUSATION, complained_of="经管站")
    )
    assert list(desk.suggestions.texts()["place"]) == []


def test_nothing_of_a_person_is_offered(desk: Desk) -> None:
    petition = desk.petitions.register(a_petition(place="青石镇"))
    offered = {text for texts in desk.suggestions.texts().values() for text in texts}
    (person,) = petition.petitioners
    assert offered.isdisjoint({person.name, person.phone, person.address})


def test_a_topic_proposes_the_section_that_mostly_answers_it(desk: Desk) -> None:
    topic = desk.office.office().topics[0]
    petition = desk.petitions.register(a_petition(topic=topic))
    routed = take(desk, petition, "route")
    (section,) = (routing.section for routing in routed.routings if routing.lead)
    assert desk.suggestions.section(topic, desk.office.office().open_sections()) == section


def test_a_section_that_is_closed_is_not_proposed(desk: Desk) -> None:
    topic = desk.office.office().topics[0]
    take(desk, desk.petitions.register(a_petition(topic=topic)), "route")
    assert desk.suggestions.section(topic, ["另一科"]) == ""


def test_without_a_topic_nothing_is_proposed(desk: Desk) -> None:
    assert desk.suggestions.section("", desk.office.office().open_sections()) == ""
