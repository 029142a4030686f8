"""Reception days at work: the roster, visits, registering one, and what the record says of it."""

from dataclasses import replace
from datetime import date

import pytest

from petitiondesk.domain import history
from petitiondesk.domain.errors import InvalidInput, NotFound
from petitiondesk.domain.petition import Petition
from petitiondesk.domain.reception import ReceptionDay, Visit, VisitOutcome, to_record
from petitiondesk.domain.record import Event
from petitiondesk.domain.terms import PetitionClass
from petitiondesk.services.desk import Desk
from tests.factory import TODAY, a_petition, reopened

NEXT = date(2026, 3, 4)
DAY = ReceptionDay(TODAY, leader="周副局长", place="一楼接访室")


def events(desk: Desk, kind: str = history.RECEPTION) -> list[Event]:
    registry = desk.context.registry
    with registry.reading():
        return [e for e in registry.events.all() if e.kind == kind]


@pytest.fixture
def on_roster(desk: Desk) -> Desk:
    desk.reception.save(DAY)
    return desk


def registered(desk: Desk, number: int = 1, **facts: object) -> Petition:
    form = replace(desk.reception.register_form(TODAY, number), **facts)  # type: ignore[arg-type]
    petition = desk.petitions.register(form)
    desk.reception.link(TODAY, number, petition.id)
    return petition


# --- the roster -----------------------------------------------------------------------------------


def test_a_month_that_is_planned_is_one_entry_of_the_record(desk: Desk) -> None:
    days = desk.reception.suggest(date(2026, 3, 1), 2, (1, 2), ("周副局长", "李局长"))
    desk.reception.plan(days)
    (event,) = events(desk)
    assert event.petition_id is None
    assert event.changes == {d.day.isoformat(): [None, to_record(d)] for d in days}
    shown = desk.reception.days(date(2026, 3, 1), date(2026, 3, 31))
    assert [(d.day.day, d.leader) for d in shown] == [(4, "周副局长"), (11, "李局长")]
    later = desk.reception.suggest(date(2026, 4, 1), 2, (1,), ("周副局长", "李局长"))
    assert [d.leader for d in later] == ["周副局长"], "the turn goes on"
    assert desk.reception.suggest(date(2026, 3, 1), 2, (1, 2), ("周副局长",)) == ()


def test_a_plan_with_a_day_that_is_taken_is_refused_whole(on_roster: Desk) -> None:
    with pytest.raises(InvalidInput, match="已经有接访安排"):
        on_roster.reception.plan([replace(DAY, day=NEXT), DAY])
    assert on_roster.reception.days(NEXT, NEXT) == []
    assert len(events(on_roster)) == 1


def test_a_day_is_added_once_changed_and_moved(on_roster: Desk) -> None:
    reception = on_roster.reception
    with pytest.raises(InvalidInput, match="已经有接访安排"):
        reception.save(DAY)
    reception.save(replace(DAY, leader=" 李局长 "), was=TODAY)
    assert reception.day(TODAY).value.leader == "李局长"
    reception.save(replace(DAY, day=NEXT), was=TODAY)
    with pytest.raises(NotFound):
        reception.day(TODAY)
    assert set(events(on_roster)[-1].changes) == {TODAY.isoformat(), NEXT.isoformat()}
    before = len(events(on_roster))
    reception.save(replace(DAY, day=NEXT), was=NEXT)
    assert len(events(on_roster)) == before, "nothing changed"


def test_a_day_with_visits_keeps_them_and_neither_moves_nor_goes(on_roster: Desk) -> None:
    reception = on_roster.reception
    reception.add_visit(TODAY, Visit(name="王建国", matter="修路"))
    reception.save(replace(DAY, place="二楼"), was=TODAY)
    assert [v.name for v in reception.day(TODAY).value.visits] == ["王建国"]
    with pytest.raises(InvalidInput, match="不能改到别的日子"):
        reception.save(replace(DAY, day=NEXT), was=TODAY)
    with pytest.raises(InvalidInput, match="不能取消"):
        reception.cancel(TODAY, "领导出差")


def test_a_day_without_visits_is_cancelled_with_a_reason(on_roster: Desk) -> None:
    with pytest.raises(InvalidInput, match="请写明原因"):
        on_roster.reception.cancel(TODAY, " ")
    on_roster.reception.cancel(TODAY, "领导出差")
    assert on_roster.reception.next() is None
    event = events(on_roster)[-1]
    assert (event.note, event.changes) == ("领导出差", {TODAY.isoformat(): [to_record(DAY), None]})


def test_the_next_day_is_today_or_the_first_that_comes(desk: Desk) -> None:
    for day in (date(2026, 2, 25), NEXT, TODAY):
        desk.reception.save(replace(DAY, day=day))
    found = desk.reception.next()
    assert found is not None
    assert found.day == TODAY


# --- visits ---------------------------------------------------------------------------------------


def test_filling_a_gap_needs_no_reason_and_changing_what_was_said_does(on_roster: Desk) -> None:
    reception = on_roster.reception
    visit = reception.add_visit(TODAY, Visit(name="王建国", matter="修路", petition_id=99))
    assert (visit.number, visit.petition_id) == (1, None)
    visit = reception.change_visit(TODAY, replace(visit, outcome=VisitOutcome.ANSWERED))
    with pytest.raises(InvalidInput, match="请写明原因"):
        reception.change_visit(TODAY, replace(visit, outcome=VisitOutcome.DIRECTED))
    reception.change_visit(TODAY, replace(visit, outcome=VisitOutcome.DIRECTED), "记错了")
    assert reception.day(TODAY).value.visits[0].outcome is VisitOutcome.DIRECTED
    assert [e.note for e in events(on_roster)] == ["", "", "", "记错了"]


def test_a_visit_noted_by_mistake_is_taken_off_with_a_reason(on_roster: Desk) -> None:
    reception = on_roster.reception
    for name in ("甲", "乙", "丙"):
        reception.add_visit(TODAY, Visit(name=name, matter="修路"))
    with pytest.raises(InvalidInput):
        reception.remove_visit(TODAY, 2, "")
    reception.remove_visit(TODAY, 2, "记重了")
    assert [v.number for v in reception.day(TODAY).value.visits] == [1, 3]
    with pytest.raises(NotFound):
        reception.remove_visit(TODAY, 2, "记重了")


def test_nobody_is_received_on_a_day_off_the_roster(desk: Desk) -> None:
    with pytest.raises(NotFound):
        desk.reception.add_visit(NEXT, Visit(matter="修路"))


# --- a visit becomes a petition -------------------------------------------------------------------


def test_a_visit_becomes_a_petition_and_is_linked_to_it(on_roster: Desk) -> None:
    reception = on_roster.reception
    reception.add_visit(TODAY, Visit(name="王建国", people=2, matter="路坏了，要求修复"))
    petition = registered(on_roster)
    assert petition.received_by_leader == "周副局长"
    view = reception.day(TODAY)
    visit = view.value.visits[0]
    assert (visit.outcome, visit.petition_id) == (VisitOutcome.REGISTERED, petition.id)
    assert view.numbers == {petition.id: petition.number}
    assert events(on_roster)[-1].note == petition.number
    with pytest.raises(InvalidInput, match="没有再登记"):
        reception.register_form(TODAY, 1)
    with pytest.raises(InvalidInput, match="不能去掉"):
        reception.remove_visit(TODAY, 1, "记重了")
    other = on_roster.petitions.register(a_petition())
    with pytest.raises(InvalidInput, match="另一件"):
        reception.link(TODAY, 1, other.id)


def test_a_link_made_by_mistake_is_undone_by_another_outcome(on_roster: Desk) -> None:
    reception = on_roster.reception
    reception.add_visit(TODAY, Visit(name="王建国", matter="修路"))
    registered(on_roster)
    visit = reception.day(TODAY).value.visits[0]
    with pytest.raises(InvalidInput, match="请写明原因"):
        reception.change_visit(TODAY, replace(visit, outcome=None))
    reception.change_visit(TODAY, replace(visit, outcome=None), "登记的是另一位来访人的事")
    assert reception.day(TODAY).value.visits[0].petition_id is None


def test_what_has_not_come_is_not_registered(desk: Desk) -> None:
    desk.reception.save(replace(DAY, day=NEXT))
    desk.reception.add_visit(NEXT, Visit(name="王建国", matter="预约反映修路"))
    with pytest.raises(InvalidInput, match="还没有到"):
        desk.reception.register_form(NEXT, 1)


# --- sealed ---------------------------------------------------------------------------------------


def test_the_visit_of_a_sealed_petition_is_shut_until_a_reason_is_given(on_roster: Desk) -> None:
    reception = on_roster.reception
    reception.add_visit(TODAY, Visit(name="李四", matter="检举经管站某人"))
    petition = registered(on_roster, petition_class=PetitionClass.ACCUSATION)
    view = reception.day(TODAY)
    assert view.shut == {1}
    assert (view.masked.visits[0].name, view.masked.visits[0].matter) == ("（密）", "（密）")
    with pytest.raises(InvalidInput):
        reception.reveal(TODAY, "")
    assert reception.reveal(TODAY, "领导调阅").value.visits[0].name == "李四"
    opened = events(on_roster, history.OPEN_SEALED)
    assert [e.petition_id for e in opened] == [None, petition.id]
    assert {e.note for e in opened} == {"接访日 2026-03-02：领导调阅"}


def test_every_print_of_a_days_list_is_in_the_record(on_roster: Desk) -> None:
    on_roster.reception.printed(TODAY, "领导接访登记表")
    (event,) = events(on_roster, history.PRINT)
    assert (event.petition_id, event.note) == (None, "2026-03-02 领导接访登记表")


# --- kept and checked -----------------------------------------------------------------------------


def test_the_roster_is_there_after_the_desk_was_closed(on_roster: Desk) -> None:
    on_roster.reception.add_visit(TODAY, Visit(name="买买提·艾山", matter="王𠮷的路\ud83d"))
    kept = on_roster.reception.day(TODAY)
    again = reopened(on_roster)
    assert again.reception.day(TODAY) == kept
    assert again.verify.verify().faults == ()
    again.close()


def test_verify_rebuilds_the_roster_from_the_record(on_roster: Desk) -> None:
    reception = on_roster.reception
    reception.add_visit(TODAY, Visit(name="王建国", matter="修路"))
    reception.save(replace(DAY, day=NEXT))
    reception.cancel(NEXT, "领导出差")
    assert on_roster.verify.verify().sound
    registry = on_roster.context.registry
    with registry.transaction():
        registry.receptions.save(replace(DAY, leader="别人"))
        registry.receptions.save(replace(DAY, day=NEXT))
    faults = [str(fault) for fault in on_roster.verify.verify().faults]
    assert faults == ["2026-03-02 的接访记录与经过不一致。", "2026-03-04 的接访记录与经过不一致。"]
