"""Whom a sealed petition complains of does not get it, by whichever way it would come there."""

import pytest

from petitiondesk.domain.errors import Severity
from petitiondesk.domain.petition import Petition, Routing
from petitiondesk.domain.recusal import check_receivers, sections_barred
from petitiondesk.domain.terms import PetitionClass
from tests.factory import OFFICE, a_petition

PEOPLE = OFFICE.people()


def accusing(whom: str, **facts: object) -> Petition:
    return a_petition(petition_class=PetitionClass.ACCUSATION, complained_of=whom, **facts)


def refused(petition: Petition, **values: object) -> list[str]:
    findings = check_receivers(petition, values, PEOPLE)
    return [f.field for f in findings if f.severity is Severity.REFUSE]


@pytest.mark.parametrize(
    "whom", ["农田建设科", "局农田建设 科的人", "赵敏", "该局工作人员赵 敏", "农田建设"]
)
def test_the_section_gets_it_neither_as_lead_nor_beside_another(whom: str) -> None:
    petition = accusing(whom)
    assert refused(petition, section="农田建设科") == ["section"]
    assert refused(petition, section="法规科", co_sections=("农田建设科",)) == ["co_sections"]
    assert refused(petition, section="法规科", co_sections=("经管站",)) == []


def test_the_person_handles_it_in_no_section() -> None:
    assert refused(accusing("赵敏"), section="法规科", handler="赵敏") == ["handler"]
    assert refused(accusing("赵敏"), handler="钱进") == []


def test_another_body_that_is_complained_of_gets_it_no_more_than_a_section() -> None:
    assert refused(accusing("县自然资源局"), forwarded_to="县自然资源局") == ["forwarded_to"]
    assert refused(accusing("县自然资源局"), forwarded_to="县纪委监委") == []


def test_of_a_leader_the_clerk_is_warned() -> None:
    (finding,) = check_receivers(accusing("周副局长"), {"leader": "周副局长"}, PEOPLE)
    assert (finding.field, finding.severity) == ("leader", Severity.WARN)


def test_an_ordinary_petition_may_go_to_the_section_it_is_about() -> None:
    petition = a_petition(complained_of="农田建设科")
    assert refused(petition, section="农田建设科", handler="赵敏") == []
    assert sections_barred(petition, PEOPLE) == []


def test_a_section_that_has_it_already_is_found() -> None:
    held = (Routing("农田建设科"), Routing("经管站", lead=False), Routing("法规科", lead=False))
    assert sections_barred(accusing("赵敏、钱进", routings=held), PEOPLE) == [
        "农田建设科",
        "经管站",
    ]
