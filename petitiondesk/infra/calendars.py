"""Reads and writes holiday arrangements: the shipped years, and the file that brings a new one.

Format: TOML, one table a year, see ``docs/calendar-file.md``::

    [2026]
    holidays = ["元旦 01-01..01-03", "春节 02-15..02-23"]
    workdays = ["元旦 01-04"]

The shipped 23 years read in about 2 ms.
"""

import json
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from petitiondesk.domain.calendar import ONE_DAY, Calendar
from petitiondesk.domain.errors import FileProblem
from petitiondesk.domain.messages import Message
from petitiondesk.infra.resources import resource

SHIPPED = "2004-2026.toml"
FIRST_YEAR, LAST_YEAR = 1950, 2199
"""Years that a calendar may hold; any other is a slip of the pen."""

_KEYS = {"holidays", "workdays"}
_LONGEST = 31
"""Days in one entry: longer than any holiday, shorter than a slip in the month."""
_LARGEST = 1_000_000
"""Bytes of a file that may still be a calendar: the shipped one has ten thousand."""

_HEAD = """\
# 放假安排：节假日与调休上班日。用记事本就能改，存盘后在“期限”的“放假安排”里导入。
#
# 每年一段，段名是年份。写法：“节名 月-日”，连续几天写“节名 月-日..月-日”，都在这一年之内。
#   holidays  放假的日子（含假期中的周末和调休的工作日）
#   workdays  周末上班的日子（调休上班日），节名是为哪个节调的
# 没有写到的日子按周一至周五上班、周六周日休息。一年有了自己的一段，导入后就算已经确认。
#
# Holidays and make-up workdays, one table a year: "name MM-DD" or "name MM-DD..MM-DD".
"""


@cache
def shipped_calendar() -> Calendar:
    """The calendar that comes with the program: 2004 to 2026. It is read once."""
    return read_calendar(resource("calendars", SHIPPED))


def read_calendar(path: Path) -> Calendar:
    """The calendar in a file, for the yearly update as well.

    Raises:
        FileProblem: it cannot be read, or an entry is not understood; the message names it.
    """
    try:
        with path.open("rb") as file:
            raw = file.read(_LARGEST + 1)
        text = _decoded(raw)
    except (OSError, UnicodeDecodeError) as error:
        raise FileProblem(
            Message("读不了放假安排文件“{file}”。现有日历没有改动。", file=path.name)
        ) from error
    return parse_calendar(text)


def calendar_text(calendar: Calendar, years: Iterable[int]) -> str:
    """These years of a calendar in the file's format, with a head that explains it.

    What is read back (`parse_calendar`) says the same of every day of these years.
    """
    return "\n".join([_HEAD, *(_table(calendar, year) for year in sorted(years))])


def spans(days: Mapping[date, str]) -> list[tuple[date, date, str]]:
    """Days in a row under one name as (first, last, name), ascending; none leaves its year."""
    found: list[tuple[date, date, str]] = []
    for day in sorted(days):
        first, last, name = found[-1] if found else (day, day, "")
        follows = bool(found) and day - last == ONE_DAY and day.year == last.year
        if follows and name == days[day] and (day - first).days <= _LONGEST:
            found[-1] = (first, day, name)
        else:
            found.append((day, day, days[day]))
    return found


def _table(calendar: Calendar, year: int) -> str:
    return (
        f"[{year}]\n"
        f"holidays = {_entries(calendar.holidays, year)}\n"
        f"workdays = {_entries(calendar.workdays, year)}\n"
    )


def _entries(days: Mapping[date, str], year: int) -> str:
    """One entry a line: easy to read, easy to change."""
    lines = [
        f"  {_quoted(f'{name} {first:%m-%d}' + (f'..{last:%m-%d}' if last > first else ''))},\n"
        for first, last, name in spans({d: n for d, n in days.items() if d.year == year})
    ]
    return f"[\n{''.join(lines)}]" if lines else "[]"


def _quoted(text: str) -> str:
    """A TOML basic string; JSON escapes are a part of its own."""
    return json.dumps(text, ensure_ascii=False)


def _decoded(raw: bytes) -> str:
    """The text, in what a Windows editor may have saved it: UTF-8, UTF-16 or GBK.

    Raises:
        UnicodeDecodeError: it is none of them, or larger than any calendar.
    """
    if len(raw) > _LARGEST:
        raise UnicodeDecodeError("utf-8", raw[:1], 0, 1, "too large")
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("gb18030")


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
    plain = name.isascii() and name.isdecimal() and len(name) == 4
    known = plain and FIRST_YEAR <= int(name) <= LAST_YEAR
    if not (known and lists and table.keys() <= _KEYS):
        raise _not_understood(name)
    return int(name)


def _days(year: int, entry: object) -> Iterator[tuple[date, str]]:
    """The days of one entry, ``节名 月-日`` or ``节名 月-日..月-日``."""
    try:
        name, _, span = str(entry).strip().rpartition(" ")
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
