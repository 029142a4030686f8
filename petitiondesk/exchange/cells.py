"""Reading the messy cells of an old ledger: texts, dates, flags, counts, identity numbers.

Pure functions: nothing is guessed silently. What cannot be read is reported with a `Message`, and
the cell's text stays as it was.
"""

import re
import unicodedata
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import NamedTuple, TypeAlias

from petitiondesk.domain.messages import Message

Cell: TypeAlias = str | int | float | datetime | date | time | timedelta
"""A cell as a spreadsheet holds it; "" is an empty cell, True and False are numbers' kin."""

YEARS = (1949, 2099)
"""First and last year of a credible date; anything else was not meant as one."""

_EXACT = 1e15
"""A number cell keeps 15 digits: from here on the last digits of an identity number are gone."""

_EPOCH = date(1899, 12, 30)
_DAYS_1904 = 1462

_PLAIN = re.compile(r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})(?:[ T]\s*[0-9]{1,2}:[0-9:.]+)?")
_TAIL = (
    r"\s*T?[(]?(?:星期|周|礼拜)?[一二三四五六日天]?[)]?\s*(?:凌晨|早上|上午|中午|下午|晚上|晚)?"
    r"\s*(?:[0-9]{1,2}\s*[:时点][0-9:时点分秒半.\sAPMZapm+]*)?"
)
_FULL = re.compile(
    r"([0-9]{4}|[0-9]{2})\s*[-/.年,]\s*([0-9]{1,2})\s*[-/.月,]\s*([0-9]{1,2})\s*[日号]?" + _TAIL
)
_COMPACT = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})(?:\s*[0-9]{2}:?[0-9]{2}:?(?:[0-9]{2})?)?")
_SHORT = re.compile(r"([0-9]{2})([0-9]{2})([0-9]{2})")
_NO_YEAR = re.compile(r"([0-9]{1,2})\s*月\s*([0-9]{1,2})\s*[日号]?" + _TAIL)
_PARTIAL = re.compile(
    r"[0-9]{4}\s*[-/.年]?\s*|[0-9]{1,2}\s*月(?:份|[上中下]旬|[初中底末])?"
    r"|[0-9]{4}\s*[-/.年]\s*(?:1[0-2]|0?[1-9])\s*月?(?:份|[上中下]旬|[初中底末])?"
    r"|(?:19|20)[0-9]{2}(?:1[0-2]|0[1-9])"
)
_SERIAL = re.compile(r"[1-7][0-9]{4}(?:\.[0-9]+)?")
_DASHES = str.maketrans("。、–—―〇", ".,---0")

_YES = frozenset(
    ["是", "有", "对", "√", "✓", "✔", "☑", "1", "y", "yes", "t", "true", "已", "已办结", "办结"]
)
_NO = frozenset(
    [
        "否",
        "无",
        "没有",
        "不是",
        "×",
        "✗",
        "✘",
        "x",
        "0",
        "n",
        "no",
        "f",
        "false",
        "未",
        "未办结",
        "/",
        "-",
        "—",
    ]
)

_COUNT = re.compile(r"([0-9]{1,7})(?:\.0+)?\s*(?:人次|人|名|位|件|批|批次|户|页|个)?")
_HAN_DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}
_HAN_COUNT = re.compile(
    r"([一二三四五六七八九])?(十)?([一二三四五六七八九两])?(?:人次|人|名|位|件)?"
)
_DAMAGED = re.compile(r"[0-9](?:\.[0-9]+)?[Ee]\+?1[4-9]")


class DateReading(NamedTuple):
    """A date, or None with the reason; both None for an empty cell.

    ``month_day`` is what a date without its year says (5月7日): whoever knows the year completes it.
    """

    value: date | None
    problem: Message | None = None
    month_day: tuple[int, int] | None = None


class IdReading(NamedTuple):
    """An identity number's text as it stands, and a warning when the sheet has damaged it."""

    text: str
    warning: Message | None = None


def cell_text(cell: Cell) -> str:
    """The cell as text, complete: numbers in digits, dates as ISO, midnight without its time."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return _float_text(cell)
    if isinstance(cell, datetime):
        return str(cell.date()) if cell.time() == time() else cell.isoformat(" ", "seconds")
    return str(cell)


def _float_text(number: float) -> str:
    if not number.is_integer():
        return repr(number)
    # The shortest digits that mean this number, as a spreadsheet would show them, not the binary
    # value's own digits.
    return str(int(number)) if abs(number) < _EXACT else f"{Decimal(repr(number)):f}".split(".")[0]


def clean(cell: Cell) -> str:
    """The cell's text without white space at its edges; inner white space stays."""
    return cell.strip() if isinstance(cell, str) else cell_text(cell)


def plain(text: str) -> str:
    """``text`` with full-width letters, digits and marks as half-width ones, edges trimmed."""
    if text.isascii() or unicodedata.is_normalized("NFKC", text):
        return text.strip()
    return unicodedata.normalize("NFKC", text).strip()


def read_date(cell: Cell, *, epoch_1904: bool = False) -> DateReading:
    """The date in ``cell``; a time of day is left out.

    Args:
        cell: a date, a serial number, or text in one of the usual forms.
        epoch_1904: serial numbers count from 1904, as old Macintosh workbooks do.
    """
    if isinstance(cell, str):
        return _text_date(cell, epoch_1904)
    if isinstance(cell, datetime):
        return _checked(cell.year, cell.month, cell.day, cell)
    if isinstance(cell, date):
        return _checked(cell.year, cell.month, cell.day, cell)
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return _number_date(cell, epoch_1904)
    return _unreadable(cell)


def _text_date(cell: str, epoch_1904: bool) -> DateReading:
    text = cell.strip()
    if match := _PLAIN.fullmatch(text):
        return _checked(int(match[1]), int(match[2]), int(match[3]), cell)
    text = plain(text.translate(_DASHES)).strip(".,;")
    if not text:
        return DateReading(None)
    for pattern in (_FULL, _COMPACT):
        if match := pattern.fullmatch(text):
            return _checked(_full_year(match[1]), int(match[2]), int(match[3]), cell)
    if match := _NO_YEAR.fullmatch(text):
        month_day = int(match[1]), int(match[2])
        leap = _checked(2024, *month_day, cell)
        if leap.value is None:
            return leap  # there is no such day in any year
        return DateReading(None, Message("“{text}”没有写年份。", text=brief(cell)), month_day)
    if _PARTIAL.fullmatch(text):
        return DateReading(None, Message("“{text}”没有写到具体哪一天。", text=brief(cell)))
    if match := _SHORT.fullmatch(text):
        return _checked(_full_year(match[1]), int(match[2]), int(match[3]), cell)
    if _SERIAL.fullmatch(text):
        return _serial_date(float(text), cell, epoch_1904)
    return _unreadable(cell)


def _number_date(cell: float, epoch_1904: bool) -> DateReading:
    if 10_000 <= cell < 80_000:
        return _serial_date(cell, cell, epoch_1904)
    return _text_date(cell_text(cell), epoch_1904)


def _serial_date(number: float, cell: Cell, epoch_1904: bool) -> DateReading:
    day = _EPOCH + timedelta(days=int(number) + (_DAYS_1904 if epoch_1904 else 0))
    return _checked(day.year, day.month, day.day, cell)


def _full_year(text: str) -> int:
    year = int(text)
    if len(text) == 4:
        return year
    return year + (2000 if year < 50 else 1900)


def _checked(year: int, month: int, day: int, cell: Cell) -> DateReading:
    if not YEARS[0] <= year <= YEARS[1]:
        return _unreadable(cell)
    try:
        return DateReading(date(year, month, day))
    except ValueError:
        return DateReading(None, Message("“{text}”不是一个存在的日期。", text=brief(cell)))


def _unreadable(cell: Cell) -> DateReading:
    return DateReading(None, Message("“{text}”看不出是哪一天。", text=brief(cell)))


def brief(cell: Cell) -> str:
    """The cell's text in one line, cut to a length that a sentence can hold."""
    text = " ".join(cell_text(cell).split())
    return text if len(text) <= 30 else text[:30] + "…"


def read_flag(cell: Cell) -> bool | None:
    """Yes or no as offices write it (是 √ 1 有 …, 否 × 0 无 …); None when neither."""
    text = plain(clean(cell)).lower()
    if text in _YES:
        return True
    return False if text in _NO else None


def read_count(cell: Cell) -> int | None:
    """A whole number of people, cases or pages, also with its unit or in Chinese numerals."""
    if isinstance(cell, float | int):
        return int(cell) if cell >= 0 and float(cell).is_integer() else None
    text = plain(clean(cell)).replace(",", "")
    if match := _COUNT.fullmatch(text):
        return int(match[1])
    match = _HAN_COUNT.fullmatch(text) if text else None
    if match is None or not any(match.groups()) or (match[1] and match[3] and not match[2]):
        return None
    tens = (_HAN_DIGITS[match[1]] if match[1] else 1) if match[2] else 0
    ones = match[3] or (match[1] if not match[2] else None)
    return tens * 10 + (_HAN_DIGITS[ones] if ones else 0)


def read_id(cell: Cell) -> IdReading:
    """An identity number as text.

    A number cell of 16 or more digits has lost its last ones: it is marked, never repaired.
    """
    text = clean(cell)
    number = isinstance(cell, float | int) and not isinstance(cell, bool) and abs(cell) >= _EXACT
    if number or _DAMAGED.fullmatch(text):
        return IdReading(
            text,
            Message(
                "证件号码“{text}”在原表中存成了数字，末几位已经丢失，请对照原件改正。", text=text
            ),
        )
    return IdReading(text)
