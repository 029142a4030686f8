"""What is read for a return: of its own period everything, of those it is compared with the little shown."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from petitiondesk.domain.returns.figures import When
from petitiondesk.domain.returns.indicators import FACTS, RATES, Basis, Rate, Table
from petitiondesk.domain.returns.period import Period, compared_with


class Wanted(NamedTuple):
    """One extract that a return is counted from; its facts are None where all are wanted."""

    when: When
    basis: Basis
    period: Period
    cut_off: date
    facts: tuple[str, ...] | None = None


def wanted(period: Period, cut_off: date, plain: Sequence[Table]) -> list[Wanted]:
    """What is read for a return: all of its own period, less of those it is compared with."""
    found = [Wanted(When.NOW, basis, period, cut_off) for basis in Basis]
    for when, other, bases, rates in (
        (When.LAST_YEAR, period.last_year(), _RATED, RATES),
        (When.PREVIOUS, period.previous(), _COMPARED, ()),
    ):
        days, until = compared_with(period, cut_off, other)
        found += [
            Wanted(when, basis, days, until, _facts_of_comparison(basis, plain, rates))
            for basis in bases
        ]
    return found


_COMPARED = (Basis.RECEIVED,)
_RATED = (Basis.RECEIVED, Basis.CONCLUDED, Basis.DUE, Basis.DELIVERED, Basis.BACKLOG)
"""What is counted of the periods compared with: the compared columns, and last year the rates."""


def _facts_of_comparison(
    basis: Basis, shown: Iterable[Table], rates: Iterable[Rate] = ()
) -> tuple[str, ...]:
    """The facts that a period compared with must give of a basis: fewer than the return's own.

    Rows are told apart in every table that takes the basis, figures are shown in the compared columns
    and in ``rates``; the brief shows the months of two years side by side.
    """
    asked = {"month"}
    for table in shown:
        measures = [measure for measure in table.columns if measure.basis is basis]
        if measures and table.fact is not None:
            asked.add(table.fact)
        for measure in measures:
            asked.update(measure.where if measure.compared else ())
    for rate in rates:
        for measure in (rate.part, rate.whole):
            asked.update(measure.where if measure.basis is basis else ())
    return tuple(name for name in FACTS[basis] if name in asked)
