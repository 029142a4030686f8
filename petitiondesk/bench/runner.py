"""Measuring a row: action and floor in turn, the order swapped each round, after a warm-up."""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from time import perf_counter

from petitiondesk.bench.row import Measure, Row, Verdict

_WORST_FIRST = (Verdict.MISSED, Verdict.FLOOR, Verdict.MET)

_ENOUGH = 40.0
"""Seconds after which no more rounds of a row are begun."""

QUICK = 2
"""Rounds of a run that only shows that everything can be measured."""


@dataclass(frozen=True)
class Sample:
    """What one thing took in each round, in the row's unit."""

    values: tuple[float, ...]

    @property
    def median(self) -> float:
        """The middle one: half were quicker."""
        return statistics.median(self.values)

    @property
    def p95(self) -> float:
        """The one that 95 of 100 do not exceed (the nearest rank, so that it was really seen)."""
        ordered = sorted(self.values)
        return ordered[max(0, -(-95 * len(ordered) // 100) - 1)]

    @property
    def best(self) -> float:
        """The quickest, which a busy machine disturbs least."""
        return min(self.values)


@dataclass(frozen=True)
class Measured:
    """A row as it was measured; ``first`` is the action before anything was warm."""

    row: Row
    size: int
    first: float
    ours: Sample
    floor: Sample | None
    beside: Sample | None
    note: str

    @property
    def ratio(self) -> float | None:
        """How many times the floor, by the medians; None without a floor or where that took no time."""
        return _ratio(self.ours, self.floor)

    @property
    def best_ratio(self) -> float | None:
        """The same by the quickest of each."""
        if self.floor is None or not self.floor.best:
            return None
        return self.ours.best / self.floor.best

    @property
    def ratio_with_beside(self) -> float | None:
        """How many times the floor and what must be done besides; None where nothing is."""
        if self.floor is None or self.beside is None:
            return None
        return self.ours.median / (self.floor.median + self.beside.median)

    @property
    def verdict(self) -> Verdict | None:
        """Whether the budget holds; None where there is none."""
        budget, answers = self.row.budget, []
        if budget.ratio is not None and self.floor is not None and self.floor.median:
            answers.append(self._ratio_kept(budget.ratio, self.floor.median))
        if budget.most is not None:
            answers.append(_verdict(kept=self.ours.median <= budget.most))
        if budget.added is not None and self.floor is not None:
            answers.append(_verdict(kept=self.ours.median - self.floor.median <= budget.added))
        return next((each for each in _WORST_FIRST if each in answers), None)

    def _ratio_kept(self, allowed: float, floor: float) -> Verdict:
        least = floor + (self.beside.median if self.beside else 0.0)
        if floor * allowed < least and self.ours.median <= least * allowed:
            return Verdict.FLOOR
        return _verdict(kept=self.ours.median <= floor * allowed)


def measure(row: Row, size: int, rounds: int | None = None) -> Measured:
    """Measure a row in a registry of ``size`` petitions.

    The first round warms up and does not count, but for `Measured.first`; unless there is no other,
    since it took long by itself.
    """
    parts: list[tuple[Measure, list[float]]] = []
    ours: list[float] = []
    floor: list[float] = []
    beside: list[float] = []
    for act, values in ((row.ours, ours), (row.floor, floor), (row.beside, beside)):
        if act is not None:
            parts.append((act, values))
    count = rounds or row.rounds
    begun = perf_counter()
    for number in range(count + 1):
        if number and perf_counter() - begun > _ENOUGH:
            break
        row.prepare()
        order: Sequence[tuple[Measure, list[float]]] = parts if number % 2 == 0 else parts[::-1]
        for act, values in order:
            values.append(act())
    return Measured(row, size, ours[0], _counted(ours), _sample(floor), _sample(beside), row.note())


def _counted(values: list[float]) -> Sample:
    return Sample(tuple(values[1:] or values))


def _sample(values: list[float]) -> Sample | None:
    return _counted(values) if values else None


def _verdict(*, kept: bool) -> Verdict:
    return Verdict.MET if kept else Verdict.MISSED


def _ratio(ours: Sample, floor: Sample | None) -> float | None:
    if floor is None or not floor.median:
        return None
    return ours.median / floor.median
