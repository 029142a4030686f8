"""A clerk who takes any step, correction and way back, in any order: the registry stays right.

The machine knows nothing of the rules: it picks from what the desk offers, and also tries what the
desk does not offer. After every act the rows equal the record, numbers have no gap, the limits are
as they are reckoned anew, and no refused act leaves a trace.
"""

import os
import shutil
import tempfile
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from petitiondesk.data.clocks import clock_rows
from petitiondesk.domain import history, record
from petitiondesk.domain.calendar import Calendar
from petitiondesk.domain.clocks import clock_standing
from petitiondesk.domain.errors import InvalidInput, NotFound, StepNotAllowed
from petitiondesk.domain.fields import FIELDS, Kind
from petitiondesk.domain.petition import Claim, Petition
from petitiondesk.domain.terms import Channel, Decision, PetitionClass, ReplyManner, State
from petitiondesk.domain.workflow import BACK, ONWARD, STEP, STEPS, Step, lawful
from petitiondesk.services.desk import open_desk
from tests.factory import PASSWORD, STEP_INPUTS, TODAY, WAYS, a_petition, a_petition_for, at

EMPTY: list[Path] = []
"""The registry of the test office that each run copies."""

_LEADS_BACK = {"resume", "objection_refused", "unmerge", "reopen"}


class AnyClerk(RuleBasedStateMachine):
    """Acts on a few petitions of one registry."""

    petitions = Bundle("petitions")

    @initialize()
    def open(self) -> None:
        self._folder = tempfile.TemporaryDirectory()
        registry = Path(self._folder.name) / "信访登记.petition"
        shutil.copytree(EMPTY[0], registry)
        self.today = TODAY
        self.desk = open_desk(registry, PASSWORD, lambda: at(self.today)())
        self.holidays = 0

    def teardown(self) -> None:
        if hasattr(self, "desk"):
            report = self.desk.verify.verify()
            assert report.sound, [str(fault) for fault in report.faults]
            self.desk.close()
            self._folder.cleanup()

    @rule(
        target=petitions,
        channel=st.sampled_from([Channel.LETTER, Channel.ASSIGNED]),
        kind=st.sampled_from(PetitionClass),
        claims=st.integers(0, 2),
    )
    def register(self, channel: Channel, kind: PetitionClass, claims: int) -> int:
        form = a_petition(
            channel=channel,
            petition_class=kind,
            received_on=self.today,
            claims=tuple(Claim(f"请求{n}") for n in range(claims)),
        )
        return self.desk.petitions.register(form).id

    @rule(days=st.integers(1, 40))
    def time_passes(self, days: int) -> None:
        self.today += timedelta(days=days)

    @rule(
        petition=petitions,
        picks=st.lists(st.integers(0, 10_000), min_size=1, max_size=8),
        decision=st.sampled_from(Decision),
        manner=st.sampled_from([ReplyManner.WRITTEN, ReplyManner.PHONE]),
        other=petitions,
    )
    def take_steps_that_are_offered(
        self, petition: int, picks: list[int], decision: Decision, manner: ReplyManner, other: int
    ) -> None:
        for pick in picks:
            steps = self.desk.petitions.case(petition).steps
            self._take(petition, steps[pick % len(steps)], decision, manner, other)

    @rule(petition=petitions, times=st.integers(1, 8), decision=st.sampled_from(Decision))
    def go_on_in_the_ordinary_course(self, petition: int, times: int, decision: Decision) -> None:
        for _ in range(times):
            state = self.desk.petitions.case(petition).petition.state
            if state in (State.MERGED, State.ARCHIVED):
                return
            self._take(petition, STEP[ONWARD[state]], decision, ReplyManner.WRITTEN, petition)
            self.today += timedelta(days=1)

    @rule(target=petitions, state=st.sampled_from(tuple(WAYS)))
    def take_over_a_petition_in_any_state(self, state: State) -> int:
        form = a_petition_for(state, received_on=self.today, claims=(Claim("修路"),))
        petition = self.desk.petitions.register(form)
        for name in WAYS[state]:
            # The first petition of the registry is what a merger leads to.
            if name == "merge" and petition.id == 1:
                break
            self._take(petition.id, STEP[name], Decision.PARTLY, ReplyManner.WRITTEN, 1)
        return petition.id

    def _take(
        self, petition: int, step: Step, decision: Decision, manner: ReplyManner, other: int
    ) -> None:
        before = self.desk.petitions.case(petition)
        inputs = self._inputs(before.petition, step.name, decision, manner, other)
        count = len(before.events)
        try:
            after = self.desk.petitions.perform(petition, step.name, inputs, self.today)
        except (InvalidInput, NotFound):
            # The law's own limits: an extension used up, a window still open, a link to itself.
            assert step.name in {"extend", "finish", "merge", "link"}
            assert self.desk.petitions.case(petition).petition == before.petition
            return
        case = self.desk.petitions.case(petition)
        assert case.petition == after
        assert [e.kind for e in case.events[count:]] == [step.name]
        if step.target is None:
            assert after.state is before.petition.state
        elif step.target is BACK:
            assert step.name in _LEADS_BACK
            assert after.state is before.petition.came_from
        else:
            assert after.state is step.target

    def _inputs(
        self, petition: Petition, step: str, decision: Decision, manner: ReplyManner, other: int
    ) -> dict[str, Any]:
        inputs = dict(STEP_INPUTS[step])
        if "claims" in STEP[step].fields:
            inputs["claims"] = tuple(Claim(c.text, decision, "已办") for c in petition.claims)
        if "reply_manner" in inputs:
            inputs["reply_manner"] = manner
        for name in ("repeats_id", "merged_into_id"):
            if name in inputs:
                inputs[name] = other
        if "urge_due_on" in inputs:
            inputs["urge_due_on"] = self.today + timedelta(days=7)
        if "hearing_from" in inputs:
            inputs["hearing_from"] = inputs["hearing_until"] = self.today
        return inputs

    @rule(petition=petitions, step=st.sampled_from(STEPS))
    def try_a_step_that_is_not_offered(self, petition: int, step: Any) -> None:
        before = self.desk.petitions.case(petition)
        if step in before.steps:
            return
        with pytest.raises(StepNotAllowed):
            self.desk.petitions.perform(petition, step.name, STEP_INPUTS[step.name], self.today)
        assert self.desk.petitions.case(petition) == before

    @rule(petition=petitions)
    def take_the_last_one_back(self, petition: int) -> None:
        before = self.desk.petitions.case(petition)
        stack = history.standing(before.events)
        if len(stack) == 1:
            with pytest.raises(StepNotAllowed):
                self.desk.mending.take_back(petition, "点错了")
            return
        after = self.desk.mending.take_back(petition, "点错了")
        undone = stack[-1].seq
        earlier = history.rebuild(e for e in before.events if e.seq < undone)
        assert _of_steps(record.to_record(after)) == _of_steps(earlier)

    @rule(petition=petitions, place=st.integers(0, 50), word=st.sampled_from("甲乙丙"))
    def correct_an_earlier_step(self, petition: int, place: int, word: str) -> None:
        before = self.desk.petitions.case(petition)
        stack = [e for e in history.standing(before.events) if history.correctable(e)]
        event = stack[place % len(stack)]
        texts = [
            name
            for name in history.correctable(event)
            if FIELDS[name].kind in (Kind.TEXT, Kind.LONG_TEXT) and name != "archive_ref"
        ]
        if not texts:
            return
        name = texts[place % len(texts)]
        values = {name: f"更正{word}"}
        try:
            after = self.desk.mending.correct(petition, event.seq, values, "听错了")
        except StepNotAllowed:
            assert before.petition.state is State.ARCHIVED
            return
        assert history.recorded(after, event, name) == f"更正{word}"
        assert after.state is before.petition.state

    @precondition(lambda self: self.holidays < 2)
    @rule(day=st.integers(0, 120))
    def a_holiday_is_announced_and_taken_back(self, day: int) -> None:
        self.holidays += 1
        desk = self.desk
        before = [desk.petitions.case(i).petition for i in desk.context.registry.petitions.ids()]
        free = self.today + timedelta(days=day)
        calendar = desk.clocks.calendar()
        newer = _with_holiday(calendar, free)
        preview = desk.clocks.preview_calendar(newer)
        seq = desk.clocks.apply(preview, "临时放假")
        desk.clocks.take_back(seq, desk.clocks.preview_take_back(seq), "通知有误")
        after = [desk.petitions.case(p.id).petition for p in before]
        assert after == before

    @invariant()
    @precondition(lambda self: hasattr(self, "desk"))
    def every_row_follows_from_its_record_and_no_limit_is_negative(self) -> None:
        registry = self.desk.context.registry
        timing = self.desk.context.timing()
        assert registry.petitions.gaps() == []
        for petition in registry.petitions.all():
            events = registry.events.of_petition(petition.id)
            assert record.to_record(petition) == history.rebuild(events)
            clocks = timing.clocks(petition)
            kept = registry.clocks.rows([petition.id]).get(petition.id, [])
            assert kept == clock_rows(petition.id, clocks)
            for clock in clocks:
                assert clock_standing(clock, self.today).days >= 0
                assert clock.nominal_on <= clock.due_on
            self._a_lawful_state(petition)

    def _a_lawful_state(self, petition: Petition) -> None:
        """What each state promises about the dates and parts of the petition."""
        state = petition.state
        if state in (State.PAUSED, State.MERGED, State.ARCHIVED, State.OBJECTED):
            assert petition.came_from is not None
        assert (petition.merged_into_id is not None) == (state is State.MERGED)
        assert (petition.archived_on is not None) == (state is State.ARCHIVED)
        assert (state is State.PAUSED) == any(p.ended_on is None for p in petition.pauses)
        if state in (State.ROUTED, State.IN_PROGRESS, State.UNDER_REVIEW, State.PAUSED):
            assert petition.lead_routing is not None
        if state in (State.CONCLUDED, State.IN_REVIEW, State.REVIEWED, State.FINISHED):
            assert petition.concluded_on is not None
        if state.is_open and state not in (State.IN_REVIEW, State.IN_REREVIEW):
            assert petition.concluded_on is None
        assert lawful(petition), state


def _of_steps(record_: dict[str, Any]) -> dict[str, Any]:
    """A record without what other acts than steps may have changed meanwhile."""
    return {name: value for name, value in record_.items() if name != "due_on"}


def _with_holiday(calendar: Calendar, day: date) -> Calendar:
    years = frozenset({day.year})
    return Calendar(
        {d: n for d, n in calendar.holidays.items() if d.year == day.year} | {day: "临时放假"},
        {d: n for d, n in calendar.workdays.items() if d.year == day.year and d != day},
        years,
    )


def _run(empty_registry: Path, examples: int) -> None:
    EMPTY[:] = [empty_registry]
    run_state_machine_as_test(
        AnyClerk,
        settings=settings(
            max_examples=examples,
            stateful_step_count=30,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_whatever_a_clerk_does_the_registry_stays_right(empty_registry: Path) -> None:
    _run(empty_registry, 8)


@pytest.mark.slow
def test_whatever_many_clerks_do_the_registry_stays_right(empty_registry: Path) -> None:
    _run(empty_registry, int(os.environ.get("PETITIONDESK_CLERKS", "60")))
