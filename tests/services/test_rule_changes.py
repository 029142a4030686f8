"""The office's own rules of the time limits: dated, previewed, and the old ones for the old cases."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from petitiondesk.domain.calendar import Rolling
from petitiondesk.domain.errors import InvalidInput
from petitiondesk.domain.office import Office
from petitiondesk.domain.petition import Routing
from petitiondesk.domain.rules import NATIONAL, Rule, RuleSet, Starts, Unit
from petitiondesk.domain.terms import PauseKind, State
from petitiondesk.services.clocks import Preview
from petitiondesk.services.desk import Desk
from tests.factory import TODAY, a_petition, take
from tests.services.registries import every_limit, listed, reckoned_anew, register_open

LONG_AGO = date(2025, 1, 1)


@pytest.fixture
def peopled(desk: Desk) -> Desk:
    """The test office with sixty open petitions."""
    register_open(desk, 60)
    return desk


def own(since: date = LONG_AGO, **changes: dict[str, object]) -> RuleSet:
    """A set of the office's own: the national rules with some of them changed, by code."""
    rules = RuleSet(since, NATIONAL.rules, "本县规则")
    for code, values in changes.items():
        rules = rules.with_rule(replace(NATIONAL[code], **values))  # type: ignore[arg-type]
    return rules


def with_sets(desk: Desk, *sets: RuleSet) -> Office:
    return replace(desk.office.office(), rule_sets=sets)


def preview(desk: Desk, office: Office) -> Preview:
    """The preview of other settings, checked against reckoning everything."""
    found = desk.clocks.preview_office(office)
    assert listed(found) == reckoned_anew(desk, office)
    return found


CHANGES: tuple[tuple[str, dict[str, object]], ...] = (
    ("C5", {"days": 45}),
    ("C5", {"unit": Unit.WORKING, "days": 45}),
    ("C5", {"starts": Starts.RECEIVED}),
    ("C5", {"rolling": Rolling.NEVER}),
    ("C5", {"rolling": Rolling.HOLIDAYS}),
    ("C1", {"days": 16}),
    ("C1", {"enabled": False}),
    ("C4", {"enabled": True}),
    ("C10", {"stops_for": ()}),
    ("C5", {"stops_for": tuple(PauseKind)}),
    ("C11C", {"unit": Unit.CALENDAR}),
)


@pytest.mark.parametrize(("code", "values"), CHANGES)
def test_a_changed_rule_lists_what_moves_is_applied_and_taken_back(
    peopled: Desk, code: str, values: dict[str, object]
) -> None:
    before = every_limit(peopled)
    office = with_sets(peopled, own(LONG_AGO, **{code: values}))
    found = preview(peopled, office)
    assert {move.code for move in found.moves} <= {code}
    seq = peopled.clocks.apply(found, "本县从今年起这样执行")
    assert peopled.office.office() == office
    assert peopled.verify.verify().faults == ()
    peopled.clocks.take_back(seq, peopled.clocks.preview_take_back(seq), "改回去")
    assert every_limit(peopled) == before
    assert peopled.verify.verify().faults == ()


def test_a_limit_that_starts_on_another_event_moves_and_does_not_vanish(desk: Desk) -> None:
    case = desk.petitions.register(a_petition(received_on=TODAY - timedelta(days=9)))
    take(desk, case, "accept")
    found = preview(desk, with_sets(desk, own(C5={"starts": Starts.RECEIVED})))
    (move,) = found.moves
    assert (move.code, move.before, move.after) == (
        "C5", date(2026, 5, 6), date(2026, 4, 22),
    )  # fmt: skip


def test_a_case_keeps_the_rule_it_began_under(desk: Desk) -> None:
    old = desk.petitions.register(a_petition(received_on=TODAY - timedelta(days=1)))
    found = preview(desk, with_sets(desk, own(TODAY, C1={"days": 10})))
    assert found.moves == ()
    desk.clocks.apply(found, "自今日起十日内告知")
    new = desk.petitions.register(a_petition())
    assert _days(desk, old.id, "C1") == 15
    assert _days(desk, new.id, "C1") == 10


def test_a_new_set_concerns_only_what_came_in_since(peopled: Desk) -> None:
    since = TODAY - timedelta(days=20)
    found = preview(peopled, with_sets(peopled, own(since, C5={"days": 50})))
    received = {p.id: p.received_on for p in peopled.context.registry.petitions.all()}
    assert found.moves
    assert all((received[m.petition_id] or TODAY) >= since for m in found.moves)


def test_a_second_set_ends_the_first(peopled: Desk) -> None:
    first = own(C5={"days": 50})
    peopled.clocks.apply(preview(peopled, with_sets(peopled, first)), "先改为五十日")
    second = replace(first, since=TODAY - timedelta(days=30)).with_rule(NATIONAL["C5"])
    found = preview(peopled, with_sets(peopled, first, second))
    assert found.moves
    peopled.clocks.apply(found, "二月起又改回六十日")
    assert peopled.verify.verify().sound


def test_a_day_of_warning_that_moves_alone_is_reckoned_anew_without_a_word(desk: Desk) -> None:
    """Fifteen days end on a Saturday and sixteen on the Sunday: due on Monday either way."""
    case = desk.petitions.register(a_petition(received_on=date(2026, 2, 27)))
    found = preview(desk, with_sets(desk, own(C1={"days": 16})))
    assert found.moves == ()
    assert found.quiet == (case.id,)
    desk.clocks.apply(found, "十六日内告知")
    assert desk.verify.verify().faults == ()
    assert len(desk.petitions.case(case.id).events) == 1


def test_the_sections_own_limit_moves_only_what_was_given_no_date(desk: Desk) -> None:
    routed = take(desk, desk.petitions.register(a_petition()), "route")
    given_none = desk.petitions.register(
        replace(
            routed, id=0, state=State.REGISTERED, routings=(Routing("经管站", routed_on=TODAY),)
        )
    )
    found = preview(desk, replace(desk.office.office(), section_days=20))
    (move,) = found.moves
    assert (move.petition_id, str(move.title)) == (given_none.id, "科室答复 · 经管站")
    desk.clocks.apply(found, "科室二十日内答复")
    assert [str(w) for w in desk.clocks.changes()[0].what] == ["科室答复期限"]


def test_rules_that_cannot_count_are_refused_before_anything_is_reckoned(desk: Desk) -> None:
    with pytest.raises(InvalidInput, match="天数"):
        desk.clocks.preview_office(with_sets(desk, own(C5={"days": 731})))
    with pytest.raises(InvalidInput, match="从同一天起"):
        desk.clocks.preview_office(with_sets(desk, own(), own(C5={"days": 45})))


def test_an_article_is_another_explanation_and_moves_nothing(peopled: Desk) -> None:
    found = preview(peopled, with_sets(peopled, own(C5={"article": "省条例第三十条"})))
    assert (found.moves, found.quiet) == ((), ())
    peopled.clocks.apply(found, "依据写省条例")
    case = next(p.id for p in peopled.context.registry.petitions.all() if _c5(peopled, p.id))
    assert "省条例第三十条" in str(_c5(peopled, case)[0].explanation)


def _rule(desk: Desk, petition_id: int, code: str) -> Rule:
    clocks = desk.petitions.case(petition_id).clocks
    return next(c.rule for c in clocks if c.rule.code == code)


def _days(desk: Desk, petition_id: int, code: str) -> int | None:
    return _rule(desk, petition_id, code).days


def _c5(desk: Desk, petition_id: int):  # type: ignore[no-untyped-def]
    return [c for c in desk.petitions.case(petition_id).clocks if c.rule.code == "C5"]
