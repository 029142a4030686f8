"""Reads holiday arrangements: the shipped years, and the file that brings a new one.

Format: TOML, one table a year, see the head of ``resources/calendars/2004-2026.toml``::

    [2026]
    holidays = ["元旦 01-01..01-03", "春节 02-15..02-23"]
    workdays = ["元旦 01-04"]

The shipped 23 years read in about 2 ms.
"""

import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from petitiondesk.domain.calendar import ONE_DAY, Calendar
from petitiondesk.domain.errors import FileProblem
from petitiondesk.domain.messages import Message
from petitiondesk.infra.resources import resource

SHIPPED = "2004-2026.toml"
_KEYS = {"holidays", "workdays"}
_LONGEST = 31
"""Days in one entry: longer than any holiday, shorter than a slip in the month."""


def shipped_calendar() -> Calendar:
    """The calendar that comes with the program: 2004 to 2026."""
    return read_calendar(resource("calendars", SHIPPED))


def read_calendar(path: Path) -> Calendar:
    """The calendar in a file, for the yearly update as well.

    Raises:
        FileProblem: it cannot be read, or an entry is not understood; the message names it.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise FileProblem(
            Message("读不了放假安排文件“{file}”。现有日历没有改动。", file=path.name)
        ) from error
    return parse_calendar(text)


def parse_calendar(text: str) -> Calendar:
    """The calendar in ``text``.

    Raises:
        FileProblem: the text is not such a calendar; the message names the entry.
    """
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _not_understood(str(error)) from error
    holidays: dict[date, str] = {}
    workdays: dict[date, str] = {}
    for name, table in tables.items():
        year = _year(name, table)
        for entry in table.get("holidays", ()):
            holidays.update(_days(year, entry))
        for entry in table.get("workdays", ()):
            workdays.update(_days(year, entry))
    both = holidays.keys() & workdays.keys()
    if both:
        raise _not_understood(min(both).isoformat())
    return Calendar(holidays, workdays, frozenset(int(name) for name in tables))


def _year(name: str, table: Any) -> int:
    lists = isinstance(table, dict) and all(isinstance(v, list) for v in table.values())
    if not (name.isdecimal() and len(name) == 4 and lists and table.keys() <= _KEYS):
        raise _not_understood(name)
    return int(name)


def _days(year: int, entry: object) -> Iterator[tuple[date, str]]:
    """The days of one entry, ``节名 月-日`` or ``节名 月-日..月-日``."""
    try:
        name, _, span = str(entry).rpartition(" ")
        first, _, last = span.partition("..")
        day = date.fromisoformat(f"{year}-{first}")
        end = date.fromisoformat(f"{year}-{last or first}")
    except ValueError as error:
        raise _not_understood(str(entry)) from error
    if not name.strip() or not 0 <= (end - day).days <= _LONGEST:
        raise _not_understood(str(entry))
    while day <= end:
        yield day, name.strip()
        day += ONE_DAY


def _not_understood(entry: str) -> FileProblem:
    return FileProblem(
        Message("放假安排里这一处看不懂：“{entry}”。现有日历没有改动。", entry=entry)
    )
