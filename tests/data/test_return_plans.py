"""A return touches what lies in its periods, by indices: never all petitions, never their long texts."""

from datetime import date

import pytest

from petitiondesk.data.returns import counting
from petitiondesk.domain.returns.indicators import FACTS, Basis, tables
from petitiondesk.domain.returns.period import Period, PeriodKind
from petitiondesk.domain.returns.wanted import Wanted, wanted
from petitiondesk.services.desk import Desk
from tests.factory import a_petition

MARCH = Period.parse(PeriodKind.MONTH, "2026-03")
READ = [each for each in wanted(MARCH, date(2026, 3, 31), tables((), ())) if each.basis is not Basis.RECEPTION]  # fmt: skip


@pytest.mark.parametrize("each", READ, ids=lambda each: f"{each.when.value}-{each.basis.value}")
def test_each_part_of_a_return_is_read_from_indices(desk: Desk, each: Wanted) -> None:
    names = each.facts or FACTS[each.basis]
    text, values = counting(each.basis, each.period, each.cut_off, 5, names)
    plan = desk.context.registry.database.sql(f"EXPLAIN QUERY PLAN {text}", dict(values)).fetchall()
    steps = [str(step) for *_, step in plan]
    assert not [step for step in steps if step.startswith("SCAN")], steps
    of_petitions = [step for step in steps if step.split()[1] in ("p", "petitions")]
    assert of_petitions
    assert all("COVERING INDEX" in step for step in of_petitions), steps


def test_the_periods_compared_with_show_every_figure_they_have_with_its_cases(desk: Desk) -> None:
    for day in (date(2025, 3, 5), date(2026, 2, 6), date(2026, 3, 1)):
        desk.petitions.register(a_petition(received_on=day, made_on=day))
    value = desk.returns.reckon(MARCH, date(2026, 3, 2))
    keys = list(value.figure_keys())
    assert {key.when for key in keys} == set(value.extracts)
    for key in keys:
        people = key.column.endswith("people")
        lines = value.cases(key)
        assert value.value(key) == (sum(line[1] for line in lines) if people else len(lines))
