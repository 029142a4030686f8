"""Common kinds begin a form; they hold what a matter is, and never who wrote."""

from datetime import date

import pytest

from petitiondesk.domain.common_kinds import begun
from petitiondesk.domain.errors import InvalidInput, NotAllowed
from petitiondesk.domain.petition import Claim, Petition
from petitiondesk.domain.terms import Channel, PetitionClass
from petitiondesk.services.desk import Desk, open_desk
from tests.factory import PASSWORD, a_petition, at


def a_form() -> Petition:
    return a_petition(
        channel=Channel.MAILBOX, summary="反映路灯不亮", topic="城乡建设", place="青石镇",
        claims=(Claim("修复路灯"),), made_on=date(2026, 3, 1),
    )  # fmt: skip


def test_a_kind_is_there_again_after_the_desk_was_closed(desk: Desk) -> None:
    desk.common_kinds.save("路灯", a_form())
    desk.close()
    again = open_desk(desk.folder, PASSWORD, at())
    assert [kind.name for kind in again.common_kinds.kinds()] == ["路灯"]
    again.close()


def test_a_kind_holds_no_petitioner_no_date_and_no_text(desk: Desk) -> None:
    desk.common_kinds.save("路灯", a_form())
    (kind,) = desk.common_kinds.kinds()
    assert kind.facts == Petition(
        channel=Channel.MAILBOX, petition_class=a_form().petition_class, topic="城乡建设",
        place="青石镇", summary="反映路灯不亮", claims=(Claim("修复路灯"),),
    )  # fmt: skip


def test_a_form_keeps_what_it_has_and_takes_the_rest(desk: Desk) -> None:
    desk.common_kinds.save("路灯", a_form())
    (kind,) = desk.common_kinds.kinds()
    form = begun(Petition(summary="反映井盖丢了", petition_class=PetitionClass.SUGGESTION), kind)
    assert form.summary == "反映井盖丢了"
    assert (form.topic, form.place, form.channel) == ("城乡建设", "青石镇", Channel.MAILBOX)


def test_the_same_name_gives_way_in_its_place(desk: Desk) -> None:
    for name in ("路灯", "水管"):
        desk.common_kinds.save(name, a_form())
    desk.common_kinds.save("路灯", Petition(summary="反映新装的路灯太亮"))
    kinds = desk.common_kinds.kinds()
    assert [(k.name, k.facts.summary) for k in kinds] == [
        ("路灯", "反映新装的路灯太亮"),
        ("水管", "反映路灯不亮"),
    ]


def test_a_kind_that_was_removed_can_be_had_back(desk: Desk) -> None:
    desk.common_kinds.save("路灯", a_form())
    before = desk.common_kinds.remove("路灯")
    assert desk.common_kinds.kinds() == ()
    desk.common_kinds.put_back(before)
    assert [kind.name for kind in desk.common_kinds.kinds()] == ["路灯"]


@pytest.mark.parametrize(
    ("name", "form"),
    [("", a_form()), ("字" * 21, a_form()), ("空的", Petition(content="只有正文"))],
)
def test_a_name_that_cannot_be_and_a_form_that_says_nothing_are_refused(
    desk: Desk, name: str, form: Petition
) -> None:
    with pytest.raises(InvalidInput):
        desk.common_kinds.save(name, form)
    assert desk.common_kinds.kinds() == ()


def test_a_registry_open_for_reading_keeps_none(desk: Desk) -> None:
    desk.close()
    looking = open_desk(desk.folder, PASSWORD, at(), read_only=True)
    with pytest.raises(NotAllowed):
        looking.common_kinds.save("路灯", a_form())
    looking.close()
