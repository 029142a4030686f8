"""Returns: figures, the cases behind them, submitting, later corrections."""

import json
import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any

import pytest

from petitiondesk.domain.errors import InvalidInput
from petitiondesk.domain.reception import ReceptionDay, Visit, VisitOutcome
from petitiondesk.domain.returns.figures import Extract, Key, Return, When, from_record, to_record
from petitiondesk.domain.returns.indicators import TOTAL, Basis, Measure, Row, Table
from petitiondesk.domain.returns.period import Period, PeriodKind, compared_with
from petitiondesk.domain.terms import Channel, ReviewResult
from petitiondesk.services.desk import Desk
from tests.factory import STEP_INPUTS, TODAY, a_desk, a_petition, reopened, take
from tests.recount import Registry, recount, walk

MARCH = Period.parse(PeriodKind.MONTH, "2026-03")
FEBRUARY = Period.parse(PeriodKind.MONTH, "2026-02")


def _held(desk: Desk, last: date, days: int) -> None:
    """Reception days before ``last``, a fortnight apart, with visits of every outcome."""
    for n in range(days):
        day = last - timedelta(days=14 * n)
        desk.reception.save(
            ReceptionDay(day, leader="某局长", begins=time(9), ends=time(11, 30), place="接待室")
        )
        for number in range(n % 4):
            outcome = (VisitOutcome.ANSWERED, VisitOutcome.DIRECTED, VisitOutcome.LEFT)[number]
            desk.reception.add_visit(day, Visit(people=number + 1, matter="路灯", outcome=outcome))


def _an_office(folder, count: int) -> Iterator[tuple[Desk, Registry]]:  # type: ignore[no-untyped-def]
    desk = a_desk(folder / "信访登记.petition")
    desk.offer_synthetic_sections()
    desk.filling.fill(count, 11, TODAY)
    _held(desk, TODAY, 40)
    yield desk, walk(desk)
    desk.close()


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Desk, Registry]]:
    """Three years of a small office, and what its record tells."""
    yield from _an_office(tmp_path_factory.mktemp("small"), 700)


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Desk, Registry]]:
    """20,000 petitions, or as many as PETITIONDESK_RETURNS says."""
    count = int(os.environ.get("PETITIONDESK_RETURNS", "20000"))
    yield from _an_office(tmp_path_factory.mktemp("large"), count)


PERIODS = [
    (PeriodKind.MONTH, "2025-11", None),
    (PeriodKind.MONTH, "2025-10", date(2025, 12, 31)),
    (PeriodKind.MONTH, "2026-02", date(2026, 2, 12)),
    (PeriodKind.QUARTER, "2025-Q2", None),
    (PeriodKind.HALF_YEAR, "2025-H2", date(2026, 1, 10)),
    (PeriodKind.YEAR, "2025", None),
    (PeriodKind.WEEK, "2026-W07", None),
    (PeriodKind.DAY, "2026-02-26", None),
    (PeriodKind.CUSTOM, "2025-11-15..2026-01-20", None),
]


def _compare(desk: Desk, registry: Registry, kind: PeriodKind, text: str, cut: date | None) -> int:
    period = Period.parse(kind, text)
    value = desk.returns.reckon(period, cut)
    cut = value.cut_off
    counted = recount(registry, period.start, period.end, cut)
    bases = {
        When.LAST_YEAR: compared_with(period, cut, period.last_year()),
        When.PREVIOUS: compared_with(period, cut, period.previous()),
    }
    for when, (base, until) in bases.items():
        others = recount(registry, base.start, base.end, until)
        counted |= {f"{key}@{when.value}": number for key, number in others.items()}
    figures = {str(key): value.value(key) for key in value.figure_keys()}
    different = {k: (n, counted.get(k, 0)) for k, n in figures.items() if n != counted.get(k, 0)}
    assert different == {}
    own = {key for key in counted if "@" not in key and counted[key]}
    assert own <= figures.keys()
    return len(figures)


@pytest.mark.parametrize(("kind", "text", "cut"), PERIODS, ids=lambda v: str(v) if v else "")
def test_every_figure_equals_a_second_counting_by_plain_loops_over_the_record(
    small: tuple[Desk, Registry], kind: PeriodKind, text: str, cut: date | None
) -> None:
    assert _compare(*small, kind, text, cut) > 200


@pytest.mark.slow
@pytest.mark.parametrize(("kind", "text", "cut"), PERIODS, ids=lambda v: str(v) if v else "")
def test_every_figure_of_a_large_registry_equals_a_second_counting(
    large: tuple[Desk, Registry], kind: PeriodKind, text: str, cut: date | None
) -> None:
    assert _compare(*large, kind, text, cut) > 200


def test_the_list_behind_a_figure_has_exactly_as_many_cases(small: tuple[Desk, Registry]) -> None:
    desk, _ = small
    value = desk.returns.reckon(Period.parse(PeriodKind.HALF_YEAR, "2025-H2"))
    for key in value.figure_keys():
        lines = value.cases(key)
        people = key.column.endswith("people")
        assert (sum(line[1] for line in lines) if people else len(lines)) == value.value(key), key
    overdue = Key("section", TOTAL, "overdue")
    entries = desk.returns.entries(value.cases(overdue))
    assert len(entries) == value.value(overdue) > 0
    assert all(entry.row is not None and entry.row.id == entry.subject for entry in entries)
    visits = desk.returns.entries(value.cases(Key("reception", TOTAL, "visits")))
    assert visits
    assert all(entry.day is not None and entry.visit for entry in visits)


def test_the_rows_of_a_table_make_its_total(small: tuple[Desk, Registry]) -> None:
    desk, _ = small
    value = desk.returns.reckon(Period.parse(PeriodKind.YEAR, "2025"))
    for table in value.tables:
        for measure in table.columns:
            rows = [value.value(Key(table.code, row.key, measure.code)) for row in table.rows]
            assert sum(rows) == value.value(Key(table.code, TOTAL, measure.code)), table.code
    for key in ("concluded",):
        parts = [value.value(Key("section", TOTAL, c)) for c in ("on_time", "late")]
        assert value.value(Key("section", TOTAL, key)) == sum(parts)


def test_a_period_without_petitions_is_returned_with_zeros(desk: Desk) -> None:
    value = desk.returns.reckon(FEBRUARY)
    assert value.is_nil()
    assert [row.zh for row in value.table("channel").rows] == [c.zh for c in Channel]
    assert value.value(Key("section", "种植业科", "received")) == 0 or value.table("section").rows
    assert value.ratio("concluded_in_time").value is None
    assert desk.returns.submit(value).version == 1


def test_a_return_of_a_period_that_has_not_begun_is_refused(desk: Desk) -> None:
    with pytest.raises(InvalidInput, match="还没有开始"):
        desk.returns.reckon(Period.parse(PeriodKind.MONTH, "2026-04"))
    with pytest.raises(InvalidInput, match="截止日"):
        desk.returns.reckon(FEBRUARY, date(2026, 3, 20))


def test_a_group_visit_is_one_of_as_many_people_as_the_office_says(desk: Desk) -> None:
    for people in (4, 5, 12):
        form = a_petition(channel=Channel.VISIT, people_present=people, received_on=TODAY)
        desk.petitions.register(form)
    desk.petitions.register(
        a_petition(channel=Channel.LETTER, people_present=30, received_on=TODAY)
    )
    value = desk.returns.reckon(MARCH, TODAY)
    assert value.value(Key("channel", "visit", "group_batches")) == 2
    assert value.value(Key("channel", TOTAL, "group_people")) == 17
    desk.office.save(replace(desk.office.office(), group_people=10))
    again = desk.returns.reckon(MARCH, TODAY)
    assert again.value(Key("channel", TOTAL, "group_batches")) == 1


def test_a_review_that_revoked_the_decision_is_still_counted_when_the_case_was_handled_anew(
    desk: Desk,
) -> None:
    course = (
        "accept",
        "route",
        "receive",
        "submit",
        "reply",
        "deliver",
        "conclude",
        "request_review",
    )
    case = take(desk, desk.petitions.register(a_petition()), *course)
    desk.petitions.perform(
        case.id,
        "decide_review",
        {**STEP_INPUTS["decide_review"], "review_result": ReviewResult.REVOKED},
        TODAY,
    )
    desk.petitions.perform(case.id, "redo", STEP_INPUTS["redo"], TODAY)
    value = desk.returns.reckon(MARCH, TODAY)
    assert value.value(Key("review", "review", "revoked")) == 1
    assert desk.verify.verify().sound


# --- submitting ----------------------------------------------------------------------------------


def test_a_submitted_return_keeps_its_figures_and_lists_whatever_comes_after(desk: Desk) -> None:
    case = desk.petitions.register(a_petition(received_on=TODAY))
    value = desk.returns.submit(desk.returns.reckon(MARCH, TODAY))
    desk.petitions.register(a_petition(received_on=TODAY, summary="又一件"))
    again = reopened(desk)
    (row,) = again.returns.submitted()
    kept = again.returns.open(row)
    key = Key("channel", TOTAL, "batches")
    assert kept == value
    assert kept.value(key) == 1
    assert [line[0] for line in kept.cases(key)] == [case.id]
    report = again.verify.verify()
    assert report.sound, report.faults
    assert report.attachments == 1
    again.close()


def test_a_later_correction_shows_as_a_difference_and_becomes_a_new_version(desk: Desk) -> None:
    case = desk.petitions.register(a_petition(channel=Channel.LETTER, received_on=TODAY))
    desk.returns.submit(desk.returns.reckon(MARCH, TODAY))
    (first,) = desk.returns.submitted()
    event = desk.petitions.case(case.id).events[0]
    desk.mending.correct(case.id, event.seq, {"channel": Channel.VISIT}, "登记时选错了")
    found = {str(d.key): d for d in desk.returns.differences(first)}
    assert (found["channel/letter/batches"].before, found["channel/letter/batches"].after) == (1, 0)
    assert found["channel/letter/batches"].gone == (case.id,)
    assert found["channel/visit/batches"].come == (case.id,)
    assert "channel/total/batches" not in found
    newer = desk.returns.submit(desk.returns.reckon(MARCH, TODAY), "更正信访形式")
    assert newer.version == 2
    assert [row.version for row in desk.returns.versions(MARCH)] == [1, 2]
    assert desk.returns.open(first).value(Key("channel", "letter", "batches")) == 1
    assert desk.verify.verify().sound


def test_a_case_exchanged_for_another_is_a_difference_though_the_number_stayed(desk: Desk) -> None:
    cases = [
        desk.petitions.register(a_petition(channel=c, received_on=TODAY, summary=c.zh))
        for c in (Channel.LETTER, Channel.VISIT)
    ]
    desk.returns.submit(desk.returns.reckon(MARCH, TODAY))
    (first,) = desk.returns.submitted()
    for case, channel in zip(cases, (Channel.VISIT, Channel.LETTER), strict=True):
        event = desk.petitions.case(case.id).events[0]
        desk.mending.correct(case.id, event.seq, {"channel": channel}, "两件的形式填反了")
    found = {str(d.key): d for d in desk.returns.differences(first)}
    letters = found["channel/letter/batches"]
    assert (letters.before, letters.after) == (1, 1)
    assert (letters.gone, letters.come) == ((cases[0].id,), (cases[1].id,))


def test_the_same_return_is_not_submitted_twice(desk: Desk) -> None:
    desk.returns.submit(desk.returns.reckon(MARCH, TODAY))
    with pytest.raises(InvalidInput, match="完全相同"):
        desk.returns.submit(desk.returns.reckon(MARCH, TODAY))


def test_a_return_counted_before_a_new_registration_is_not_submitted(desk: Desk) -> None:
    value = desk.returns.reckon(MARCH, TODAY)
    desk.petitions.register(a_petition())
    with pytest.raises(InvalidInput, match="重新统计"):
        desk.returns.submit(value)
    assert desk.returns.submitted() == []
    assert not desk.context.registry.database.in_transaction


def test_the_fingerprint_is_that_of_the_record_when_it_was_counted(desk: Desk) -> None:
    desk.petitions.register(a_petition())
    value = desk.returns.reckon(MARCH, TODAY)
    assert value.fingerprint == desk.verify.verify().fingerprint
    assert value.events == desk.verify.verify().events


def test_a_changed_row_of_a_submitted_return_is_found(desk: Desk) -> None:
    desk.returns.submit(desk.returns.reckon(MARCH, TODAY))
    desk.context.registry.database.sql("UPDATE returns SET version = 7")
    faults = [str(fault) for fault in desk.verify.verify().faults]
    assert "上报的报表“2026年3月月报第 1 版”与经过不一致。" in faults


def test_what_is_compared_ends_where_the_period_ends_that_it_is_compared_with() -> None:
    tenth = compared_with(MARCH, date(2026, 3, 10), MARCH.previous())
    assert tenth == (FEBRUARY, date(2026, 2, 10))
    whole = compared_with(MARCH, date(2026, 4, 5), MARCH.last_year())
    assert whole[1] == date(2025, 4, 5)
    assert compared_with(MARCH, date(2026, 3, 30), FEBRUARY)[1] == date(2026, 2, 28)


def test_void_petitions_are_in_no_basis(desk: Desk) -> None:
    case = desk.petitions.register(a_petition(received_on=TODAY, backlog=True))
    desk.context.registry.database.sql("UPDATE petitions SET state = 'void'")
    returns = desk.context.registry.returns
    for basis in Basis:
        if basis is not Basis.RECEPTION:
            assert returns.extract(basis, MARCH, TODAY, 5).lines == (), (basis, case.id)


def test_a_return_kept_by_an_older_program_that_knew_fewer_facts_still_counts() -> None:
    measure = Measure("repeat", "重复", Basis.RECEIVED, {"repeat": (1,)})
    table = Table("old", "旧表", "channel", (Row("visit", "来访"),), (measure,))
    kept = Extract(Basis.RECEIVED, ((1, 1, 1, "visit"), (2, 4, 0, "visit")), ("repeat", "channel"))
    value = Return(
        "某局", MARCH, MARCH.end, (table,), (), {When.NOW: {Basis.RECEIVED: kept}}, version=1
    )
    again = from_record(json.loads(json.dumps(to_record(value))))
    assert again == value
    assert again.value(Key("old", "visit", "repeat")) == 1
    assert [line[0] for line in again.cases(Key("old", TOTAL, "repeat"))] == [1]


@pytest.mark.parametrize("basis", [basis for basis in Basis if basis is not Basis.RECEPTION])
def test_no_basis_of_a_return_walks_through_all_petitions(
    small: tuple[Desk, Registry], basis: Basis
) -> None:
    """A month of a registry of a million is as quick as of a thousand: an index finds it."""
    database = small[0].context.registry.database
    plans: list[str] = []
    run = database.sql

    def explained(text: str, values: Any) -> Any:
        plans.extend(row[3] for row in run(f"EXPLAIN QUERY PLAN {text}", values).fetchall())
        return run(text, values)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(database, "sql", explained)
        small[0].context.registry.returns.extract(basis, MARCH, TODAY, 5)
    assert plans
    assert [plan for plan in plans if plan in ("SCAN p", "SCAN petitions")] == []
