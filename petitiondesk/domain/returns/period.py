"""Periods of returns: day, week, month, quarter, half-year, year, or any other; with their neighbours."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self

from petitiondesk.domain.calendar import ONE_DAY
from petitiondesk.domain.errors import InvalidInput, refused
from petitiondesk.domain.messages import N_, Message
from petitiondesk.domain.terms import Term


class PeriodKind(Term):
    """How long a return covers."""

    DAY = "day", N_("日报")
    WEEK = "week", N_("周报")
    MONTH = "month", N_("月报")
    QUARTER = "quarter", N_("季报")
    HALF_YEAR = "half-year", N_("半年报")
    YEAR = "year", N_("年报")
    CUSTOM = "custom", N_("自定期间")


_MONTHS = {
    PeriodKind.MONTH: 1,
    PeriodKind.QUARTER: 3,
    PeriodKind.HALF_YEAR: 6,
    PeriodKind.YEAR: 12,
}


@dataclass(frozen=True)
class Period:
    """The days from ``start`` to ``end``, both included."""

    kind: PeriodKind
    start: date
    end: date

    @classmethod
    def of(cls, kind: PeriodKind, day: date) -> Self:
        """The period of a kind that ``day`` lies in; weeks begin on Monday (GB/T 7408)."""
        if kind in _MONTHS:
            length = _MONTHS[kind]
            first = _month(day.year, (day.month - 1) // length * length)
            return cls(kind, first, _month(first.year, first.month - 1 + length) - ONE_DAY)
        if kind is PeriodKind.WEEK:
            monday = day - timedelta(days=day.weekday())
            return cls(kind, monday, monday + timedelta(days=6))
        return cls(kind, day, day)

    @classmethod
    def between(cls, start: date, end: date) -> Self:
        """Any days.

        Raises:
            InvalidInput: they end before they begin.
        """
        if end < start:
            raise refused("period", Message("结束日期早于开始日期，请核对。"))
        return cls(PeriodKind.CUSTOM, start, end)

    @classmethod
    def parse(cls, kind: PeriodKind, text: str) -> Self:
        """A period as it is written: ``2026-03-02``, ``2026-W09``, ``2026-03``, ``2026-Q1``, ``2026-H1``, ``2026``.

        Any other days are ``2026-03-02..2026-04-15``.

        Raises:
            InvalidInput: the text is not of that form, or no such period exists.
        """
        found = re.fullmatch(_WRITTEN[kind], text.strip().upper())
        try:
            if found is None:
                raise ValueError(text)
            return cls._of_parts(kind, found.groups())
        except ValueError as error:
            example = _EXAMPLES[kind]
            raise refused(
                "period",
                Message(
                    "“{text}”不是{kind}的期间。请按 {example} 的样子写。",
                    text=text,
                    kind=kind,
                    example=example,
                ),
            ) from error

    @classmethod
    def _of_parts(cls, kind: PeriodKind, parts: tuple[str, ...]) -> Self:
        if kind is PeriodKind.CUSTOM:
            return cls.between(date.fromisoformat(parts[0]), date.fromisoformat(parts[1]))
        if kind is PeriodKind.DAY:
            return cls.of(kind, date.fromisoformat(parts[0]))
        if kind is PeriodKind.WEEK:
            return cls.of(kind, date.fromisocalendar(int(parts[0]), int(parts[1]), 1))
        number = int(parts[1]) if len(parts) > 1 else 1
        if not 1 <= number <= 12 // _MONTHS[kind]:
            raise ValueError(number)
        return cls.of(kind, _month(int(parts[0]), (number - 1) * _MONTHS[kind]))

    def __str__(self) -> str:
        """As `parse` reads it."""
        year, month = self.start.year, self.start.month
        if self.kind is PeriodKind.DAY:
            return self.start.isoformat()
        if self.kind is PeriodKind.WEEK:
            iso = self.start.isocalendar()
            return f"{iso.year}-W{iso.week:02}"
        if self.kind is PeriodKind.MONTH:
            return f"{year}-{month:02}"
        if self.kind is PeriodKind.QUARTER:
            return f"{year}-Q{(month + 2) // 3}"
        if self.kind is PeriodKind.HALF_YEAR:
            return f"{year}-H{1 if month == 1 else 2}"
        if self.kind is PeriodKind.YEAR:
            return f"{year}"
        return f"{self.start.isoformat()}..{self.end.isoformat()}"

    @property
    def name(self) -> Message:
        """As the reader names it: 2026年3月, or 2026-03 in English."""
        year, month = self.start.year, self.start.month
        if self.kind is PeriodKind.MONTH:
            return Message("{year}年{month}月", year=year, month=month)
        if self.kind is PeriodKind.QUARTER:
            return Message(_QUARTERS[(month - 1) // 3], year=year)
        if self.kind is PeriodKind.HALF_YEAR:
            return Message(_HALVES[(month - 1) // 6], year=year)
        if self.kind is PeriodKind.YEAR:
            return Message("{year}年", year=year)
        if self.start == self.end:
            return _day_name(self.start)
        return Message("{first}至{last}", first=_day_name(self.start), last=_day_name(self.end))

    @property
    def return_name(self) -> Message:
        """What its return is called: 2026年3月月报."""
        if self.kind is PeriodKind.CUSTOM:
            return Message("{period}报表", period=self.name)
        return Message("{period}{kind}", period=self.name, kind=self.kind)

    @property
    def zh(self) -> str:
        """As a document names it, in Chinese whatever the language of the window: 2026年3月."""
        return str(self.name)

    def __contains__(self, day: date) -> bool:
        """Whether the day lies in it."""
        return self.start <= day <= self.end

    def previous(self) -> Self:
        """The period before it, of the same kind; of other days as many as it has."""
        if self.kind is PeriodKind.CUSTOM:
            days = self.end - self.start
            return type(self)(self.kind, self.start - days - ONE_DAY, self.start - ONE_DAY)
        return self.of(self.kind, self.start - ONE_DAY)

    def next(self) -> Self:
        """The period after it."""
        if self.kind is PeriodKind.CUSTOM:
            days = self.end - self.start
            return type(self)(self.kind, self.end + ONE_DAY, self.end + ONE_DAY + days)
        return self.of(self.kind, self.end + ONE_DAY)

    def last_year(self) -> Self:
        """The same period of the year before: 52 weeks before, the same days (29 February: the 28th)."""
        if self.kind is PeriodKind.WEEK:
            return self.of(self.kind, self.start - timedelta(weeks=52))
        if self.kind in _MONTHS:
            return self.of(self.kind, year_before(self.start))
        return type(self)(self.kind, year_before(self.start), year_before(self.end))

    def default_cut_off(self, today: date) -> date:
        """The last day of it that is over by ``today``; ``today`` itself where none is."""
        return min(self.end, max(self.start, today - ONE_DAY))


def mark_of(period: Period, version: int) -> str:
    """A return in the record: ``month 2026-03 v1``; version 0 is one that was not submitted."""
    return f"{period.kind.value} {period} v{version}"


def marked(mark: str) -> Message:
    """What a return is called that the record marks so: 2026年3月月报第 1 版."""
    try:
        kind, written, version = mark.split(" ")
        name = Period.parse(PeriodKind(kind), written).return_name
        number = int(version.removeprefix("v"))
    except (ValueError, InvalidInput):  # a record that was tampered with can still be read
        return Message("{text}", text=mark)
    return Message("{name}第 {n} 版", name=name, n=number) if number else name


def compared_with(period: Period, cut_off: date, base: Period) -> tuple[Period, date]:
    """``base`` with the cut-off that lies in it as ``cut_off`` lies in ``period``.

    A month counted to its tenth day is compared with the other month's first ten days, one that is
    over with the whole of the other, however many days they have.
    """
    if cut_off >= period.end:
        return base, base.end + (cut_off - period.end)
    return base, min(base.end, base.start + (cut_off - period.start))


def year_before(day: date) -> date:
    """The same day of the year before; 28 February for the 29th."""
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return day.replace(year=day.year - 1, day=28)


def _month(year: int, months: int) -> date:
    """The first of the month that lies ``months`` after January of ``year``."""
    return date(year + months // 12, months % 12 + 1, 1)


_QUARTERS = (
    N_("{year}年第一季度"),
    N_("{year}年第二季度"),
    N_("{year}年第三季度"),
    N_("{year}年第四季度"),
)
_HALVES = (N_("{year}年上半年"), N_("{year}年下半年"))


def _day_name(day: date) -> Message:
    return Message("{year}年{month}月{day}日", year=day.year, month=day.month, day=day.day)


_DAY = r"(\d{4}-\d{2}-\d{2})"
_WRITTEN = {
    PeriodKind.DAY: _DAY,
    PeriodKind.WEEK: r"(\d{4})-W(\d{2})",
    PeriodKind.MONTH: r"(\d{4})-(\d{2})",
    PeriodKind.QUARTER: r"(\d{4})-Q(\d)",
    PeriodKind.HALF_YEAR: r"(\d{4})-H(\d)",
    PeriodKind.YEAR: r"(\d{4})",
    PeriodKind.CUSTOM: rf"{_DAY}\.\.{_DAY}",
}
_EXAMPLES = {
    PeriodKind.DAY: "2026-03-02",
    PeriodKind.WEEK: "2026-W09",
    PeriodKind.MONTH: "2026-03",
    PeriodKind.QUARTER: "2026-Q1",
    PeriodKind.HALF_YEAR: "2026-H1",
    PeriodKind.YEAR: "2026",
    PeriodKind.CUSTOM: "2026-03-02..2026-04-15",
}
