"""While a petition is registered, earlier ones on perhaps the same matter are offered, with why."""

import pytest

from petitiondesk.domain.petition import Petitioner
from petitiondesk.domain.terms import IdKind, PetitionClass
from petitiondesk.services.desk import Desk
from petitiondesk.services.matching import MOST, Match
from tests.factory import a_petition

ELSEWHERE = {"summary": "咨询", "content": "问退休年龄。", "place": ""}


def reasons(found: list[Match]) -> list[str]:
    return [str(reason) for match in found for reason in match.reasons]


@pytest.mark.parametrize(
    ("person", "reason"),
    [
        (Petitioner("王建国"), "姓名相同"),
        (Petitioner("王 建国"), "姓名相同"),
        (Petitioner("某人", phone="138 0000 0000"), "电话相同"),
        (Petitioner("某人", phone="１３８００００００００"), "电话相同"),
        (
            Petitioner("某人", id_kind=IdKind.RESIDENT, id_number="11010119900307461x"),
            "证件号码相同",
        ),
    ],
)
def test_the_same_person_is_offered_with_the_reason(
    desk: Desk, person: Petitioner, reason: str
) -> None:
    known = Petitioner(
        "王建国", phone="13800000000", id_kind=IdKind.RESIDENT, id_number="11010119900307461X"
    )
    earlier = desk.petitions.register(a_petition(petitioners=(known,)))
    found = desk.matching.matches(a_petition(petitioners=(person,), **ELSEWHERE))
    assert [m.row.id for m in found] == [earlier.id]
    assert reasons(found) == [reason]


def test_a_minority_name_is_the_same_whichever_dot_is_typed(desk: Desk) -> None:
    desk.petitions.register(a_petition(petitioners=(Petitioner("买买提·艾山"),)))
    form = a_petition(petitioners=(Petitioner("买买提•艾山"),), **ELSEWHERE)
    assert reasons(desk.matching.matches(form)) == ["姓名相同"]


def test_the_same_matter_by_other_people_is_offered_with_the_shared_words(desk: Desk) -> None:
    earlier = desk.petitions.register(a_petition())
    desk.petitions.register(a_petition(petitioners=(Petitioner("赵四"),), **ELSEWHERE))
    form = a_petition(
        petitioners=(Petitioner("李桂兰"),),
        summary="机耕路塌陷",
        content="工程车辆压坏了我们的机耕路，农机不能下田。",
    )
    (match,) = desk.matching.matches(form)
    assert match.row.id == earlier.id
    assert "机耕路" in str(match.reasons[0])


def test_several_reasons_come_before_one(desk: Desk) -> None:
    by_name = desk.petitions.register(a_petition(petitioners=(Petitioner("王建国"),), **ELSEWHERE))
    by_all = desk.petitions.register(a_petition())
    desk.petitions.register(a_petition(petitioners=(Petitioner("赵四"),), **ELSEWHERE))
    found = desk.matching.matches(a_petition())
    assert [m.row.id for m in found][:2] == [by_all.id, by_name.id]
    assert len(found[0].reasons) >= 3


def test_nothing_is_offered_for_a_matter_nobody_raised(desk: Desk) -> None:
    desk.petitions.register(a_petition())
    assert desk.matching.matches(a_petition(petitioners=(Petitioner("赵四"),), **ELSEWHERE)) == []


@pytest.mark.parametrize(
    "shut", [{"petition_class": PetitionClass.ACCUSATION}, {"confidential": True}]
)
def test_a_sealed_petition_is_never_offered_however_well_it_fits(
    desk: Desk, shut: dict[str, object]
) -> None:
    desk.petitions.register(a_petition(**shut))
    assert desk.matching.matches(a_petition()) == []


def test_sealed_petitions_do_not_crowd_out_open_ones(desk: Desk) -> None:
    open_one = desk.petitions.register(a_petition())
    for _ in range(MOST + 2):
        desk.petitions.register(a_petition(confidential=True))
    assert [m.row.id for m in desk.matching.matches(a_petition())] == [open_one.id]


def test_a_petition_is_not_offered_as_its_own_predecessor(desk: Desk) -> None:
    petition = desk.petitions.register(a_petition())
    assert desk.matching.matches(petition) == []


def test_no_more_are_offered_than_can_be_read_at_a_glance(desk: Desk) -> None:
    for _ in range(MOST + 3):
        desk.petitions.register(a_petition())
    assert len(desk.matching.matches(a_petition())) == MOST


def test_an_empty_form_matches_nothing(desk: Desk) -> None:
    desk.petitions.register(a_petition())
    assert desk.matching.matches(a_petition(petitioners=(), summary="", content="")) == []
