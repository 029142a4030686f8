"""A changed copy of a value: as the standard library makes it, without constructing it anew."""

import dataclasses
from datetime import date

import pytest

from petitiondesk.domain.calendar import Rolling
from petitiondesk.domain.copying import replace
from petitiondesk.domain.petition import Petition, Petitioner
from petitiondesk.domain.rules import NATIONAL, Rulebook
from petitiondesk.domain.terms import State

PETITION = Petition(id=3, number="信〔2026〕3号", petitioners=(Petitioner("王建国"),))


def test_a_copy_differs_in_the_named_fields_only() -> None:
    copy = replace(PETITION, state=State.ROUTED, received_on=date(2026, 3, 2))
    same = dataclasses.replace(PETITION, state=State.ROUTED, received_on=date(2026, 3, 2))
    assert copy == same
    assert hash(copy) == hash(same)
    assert PETITION.state is State.REGISTERED


def test_a_field_that_there_is_not_is_refused() -> None:
    with pytest.raises(TypeError, match="stat"):
        replace(PETITION, stat=State.ROUTED)  # type: ignore[call-arg]


def test_what_a_value_worked_out_for_itself_is_not_copied() -> None:
    book = Rulebook((), 30)
    assert book.in_force(None)["C10"].days == 30
    assert replace(book, section_days=20).in_force(None)["C10"].days == 20
    rules = NATIONAL.rules
    assert NATIONAL["C5"].days == 60
    never = tuple(replace(rule, rolling=Rolling.NEVER) for rule in rules)
    assert replace(NATIONAL, rules=never)["C5"].rolling is Rolling.NEVER
