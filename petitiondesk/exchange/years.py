"""The year of a date that is written without one (5月7日).

It comes from where a reader would look: the title or the sheet's name, the file's name, the dates of
the rows around. Each time it is said where it was taken from; where these do not agree there is none.
"""

from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from petitiondesk.domain.messages import Message

NEAR = 183
"""Days within which a row's date lies to the next dated rows of a ledger that is kept in order."""


@dataclass(frozen=True)
class Completed:
    """A date that was completed, and where its year is from (None: somebody said so)."""

    day: date
    source: Message | None


class Years:
    """Completes the dates of one sheet.

    ``dated`` gives (row, date) of every row with a whole date of arrival, in order; it is asked only
    when neither the map file (``given``) nor the title nor the file's name tells the year.
    """

    def __init__(
        self,
        dated: Callable[[], list[tuple[int, date]]],
        *,
        given: int | None = None,
        title: int | None = None,
        file: int | None = None,
    ) -> None:
        self._dated = dated
        self._known: list[tuple[int | None, Message | None]] = [
            (given, None),
            (title, Message("标题或工作表名称里的年份")),
            (file, Message("文件名里的年份")),
        ]

    def arrival(self, row: int, month: int, day: int) -> Completed | None:
        """The date of arrival of a row; None where no year is sure."""
        for year, source in self._known:
            if year is not None:
                found = day_of(year, month, day)
                return Completed(found, source) if found else None
        near = self._beside(row)
        years = {each.year + offset for each in near for offset in (-1, 0, 1)}
        fitting = [d for y in sorted(years) if (d := day_of(y, month, day)) and _fits(d, near)]
        if len(fitting) != 1:
            return None
        return Completed(fitting[0], Message("上下行的日期"))

    @cached_property
    def _rows(self) -> list[tuple[int, date]]:
        return self._dated()

    def _beside(self, row: int) -> list[date]:
        """The nearest dates above and below."""
        at = bisect_left(self._rows, (row, date.min))
        return [each for _, each in (*self._rows[max(0, at - 1) : at], *self._rows[at : at + 1])]


def beside(known: date, month: int, day: int, *, after: bool) -> Completed | None:
    """A date of the same row as ``known``: the first on or ``after`` it, or the last up to it."""
    step = 1 if after else -1
    for year in (known.year, known.year + step):
        found = day_of(year, month, day)
        if found is not None and (found >= known if after else found <= known):
            return Completed(found, Message("同一行的日期"))
    return None


def day_of(year: int, month: int, day: int) -> date | None:
    """The date, or None when there is no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _fits(day: date, near: list[date]) -> bool:
    return all(abs((day - each).days) <= NEAR for each in near)
