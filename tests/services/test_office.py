"""The office's settings: every change is an entry of the record, nonsense is refused."""

from dataclasses import replace
from typing import Any

import pytest

from petitiondesk.domain.errors import InvalidInput
from petitiondesk.domain.office import Office, Person, Section
from petitiondesk.domain.terms import Retention
from petitiondesk.services.desk import Desk
from tests.factory import ACCOUNT, OFFICE, TODAY, a_petition, reopened, take


def changes(desk: Desk) -> list[dict[str, Any]]:
    return [e.changes for e in desk.context.registry.events.of_office() if e.kind == "office"]


def test_a_new_registry_begins_with_its_offices_settings(desk: Desk) -> None:
    assert desk.office.office() == OFFICE
    account, first, opened = desk.context.registry.events.of_office()
    assert (account.kind, opened.kind) == ("account", "log_in")
    assert (first.kind, first.actor, first.on) == ("office", ACCOUNT, TODAY)
    assert first.changes["name"][1] == OFFICE.name


def test_a_change_is_kept_with_what_was_before(desk: Desk) -> None:
    desk.office.save(replace(OFFICE, section_days=20))
    assert changes(desk)[-1] == {"section_days": [30, 20]}
    again = reopened(desk)
    assert again.office.office().section_days == 20
    assert again.verify.verify().sound
    again.close()


def test_saving_without_a_change_is_no_entry(desk: Desk) -> None:
    desk.office.save(OFFICE)
    assert len(changes(desk)) == 1


@pytest.mark.parametrize(
    ("nonsense", "said"),
    [
        ({"name": "  "}, "单位名称"),
        ({"sections": (Section("办公室"), Section("办公室"))}, "两个科室同名"),
        ({"sections": (Section(" "),)}, "科室名称不能为空"),
        ({"section_days": 0}, "1 到 365 天"),
        ({"section_days": 366}, "1 到 365 天"),
        ({"lock_minutes": 0}, "1 到 120 分钟"),
        ({"lock_minutes": 121}, "1 到 120 分钟"),
        ({"number_pattern": "信访{year}"}, "编号格式"),
        ({"number_pattern": "信{seq}号"}, "编号格式"),
        ({"number_pattern": "{year}-{seq}-{seq}"}, "编号格式"),
        ({"number_pattern": "{year}-{seq}-{name}"}, "编号格式"),
        ({"number_pattern": "{year}-{seq}}"}, "编号格式"),
        ({"archive_pattern": ""}, "编号格式"),
    ],
)
def test_settings_that_cannot_work_are_refused_in_words(
    desk: Desk, nonsense: dict[str, Any], said: str
) -> None:
    with pytest.raises(InvalidInput, match=said):
        desk.office.save(replace(OFFICE, **nonsense))
    assert desk.office.office() == OFFICE
    assert len(changes(desk)) == 1


def test_a_new_pattern_numbers_what_comes_and_leaves_what_was(desk: Desk) -> None:
    old = desk.petitions.register(a_petition())
    desk.office.save(replace(OFFICE, number_pattern="{year}-{seq:04}"))
    new = desk.petitions.register(a_petition())
    assert (old.number, new.number) == ("信〔2026〕1号", "2026-0002")
    assert desk.petitions.case_by_number("信〔2026〕1号").petition == old
    assert desk.verify.verify().sound


def test_a_shorter_limit_holds_for_what_is_routed_from_now_on(desk: Desk) -> None:
    before = take(desk, desk.petitions.register(a_petition()), "route").lead_routing
    desk.office.save(replace(OFFICE, section_days=10))
    after = take(desk, desk.petitions.register(a_petition()), "route").lead_routing
    assert before is not None
    assert after is not None
    assert before.due_on is not None
    assert after.due_on is not None
    assert after.due_on < before.due_on


def test_a_retired_section_is_offered_no_longer_and_keeps_its_petitions(desk: Desk) -> None:
    petition = take(desk, desk.petitions.register(a_petition()), "route")
    sections = tuple(replace(s, retired=s.name == "农田建设科") for s in OFFICE.sections)
    desk.office.save(replace(OFFICE, sections=sections))
    assert "农田建设科" not in desk.office.office().open_sections()
    assert desk.petitions.case(petition.id).petition.lead_section == "农田建设科"


def test_everything_that_can_be_set_is_read_back_as_it_was_set(desk: Desk) -> None:
    changed = Office(
        name="某市某区住房和城乡建设局",
        sections=(Section("物业科"), Section("老科室", retired=True)),
        staff=(Person("吴局长", leader=True), Person("孙燕", section="物业科")),
        topics=("城乡建设", "城乡建设_物业管理"),
        number_pattern="{year}{seq:05}",
        archive_pattern="{retention}/{year}/{seq}",
        section_days=15,
        retention=replace(OFFICE.retention, neither=Retention.PERMANENT),
    )
    desk.office.save(changed)
    again = reopened(desk)
    assert again.office.office() == changed
    again.close()


def test_what_the_desk_remembers_is_no_entry_of_the_record(desk: Desk) -> None:
    desk.office.remember("columns", ["number", "state"])
    again = reopened(desk)
    assert again.office.remembered("columns") == ["number", "state"]
    again.office.remember("columns", None)
    assert again.office.remembered("columns") is None
    assert len(changes(again)) == 1
    again.close()
