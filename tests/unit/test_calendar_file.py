"""The yearly file: written so that it can be read, changed in any editor, and carried."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from petitiondesk.domain.calendar import Calendar
from petitiondesk.domain.errors import FileProblem
from petitiondesk.infra.calendars import (
    calendar_text,
    parse_calendar,
    read_calendar,
    shipped_calendar,
    spans,
)
from petitiondesk.infra.resources import resource

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "calendar-file.md"
NAMES = st.text(min_size=1, max_size=8).map(lambda s: " ".join(s.split())).filter(
    lambda s: s and s.isprintable()
)  # fmt: skip
DAYS = st.dates(date(2027, 1, 1), date(2028, 12, 31))


def of_year(calendar: Calendar, year: int) -> Calendar:
    return Calendar(
        {d: n for d, n in calendar.holidays.items() if d.year == year},
        {d: n for d, n in calendar.workdays.items() if d.year == year},
        frozenset({year}),
    )


@pytest.mark.parametrize("year", range(2004, 2027))
def test_each_shipped_year_is_read_back_as_it_was(year: int) -> None:
    own = of_year(shipped_calendar(), year)
    assert parse_calendar(calendar_text(shipped_calendar(), [year])) == own


@given(st.dictionaries(DAYS, NAMES, max_size=60), st.dictionaries(DAYS, NAMES, max_size=20))
def test_whatever_days_and_names_are_read_back(
    holidays: dict[date, str], workdays: dict[date, str]
) -> None:
    workdays = {d: n for d, n in workdays.items() if d not in holidays}
    calendar = Calendar(holidays, workdays, frozenset({2027, 2028}))
    assert parse_calendar(calendar_text(calendar, [2028, 2027])) == calendar


def test_days_in_a_row_are_one_entry_and_a_new_year_is_another() -> None:
    first = date(2027, 12, 30)
    days = {first + timedelta(days=n): "元旦" for n in range(4)}
    assert spans(days) == [
        (date(2027, 12, 30), date(2027, 12, 31), "元旦"),
        (date(2028, 1, 1), date(2028, 1, 2), "元旦"),
    ]
    named = {date(2027, 10, 1): "国庆节", date(2027, 10, 2): "中秋节"}
    assert [name for _, _, name in spans(named)] == ["国庆节", "中秋节"]


def test_a_year_of_nothing_but_one_holiday_is_read_back_too() -> None:
    """Longer than an entry may be, so it takes several."""
    days = {date(2027, 1, 1) + timedelta(days=n): "长假" for n in range(365)}
    calendar = Calendar(days, {}, frozenset({2027}))
    assert parse_calendar(calendar_text(calendar, [2027])) == calendar


def test_an_empty_year_is_a_year_all_the_same() -> None:
    empty = Calendar({}, {}, frozenset({2027}))
    assert parse_calendar(calendar_text(empty, [2027])) == empty


def test_the_file_says_in_both_languages_how_it_is_written() -> None:
    text = calendar_text(shipped_calendar(), [2026])
    assert '[2026]\nholidays = [\n  "元旦 01-01..01-03",\n' in text
    assert "节名 月-日..月-日" in text
    assert "MM-DD..MM-DD" in text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_file_saved_by_any_windows_editor_is_read(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "2027.toml"
    path.write_text('[2027]\r\nholidays = ["春节 02-06..02-12"]\r\n', encoding=encoding)
    assert read_calendar(path).holiday_name(date(2027, 2, 8)) == "春节"


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"\x81", b"#" * 1_000_001])
def test_a_file_that_is_no_text_or_no_calendar_is_said(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "照片.toml"
    path.write_bytes(content)
    with pytest.raises(FileProblem, match="照片.toml"):
        read_calendar(path)


@pytest.mark.parametrize("year", ["0000", "1949", "2200", '"２０２７"'])
def test_a_year_that_cannot_be_meant_is_refused(year: str) -> None:
    with pytest.raises(FileProblem, match="看不懂"):
        parse_calendar(f"[{year}]")


def test_the_document_shows_a_file_that_is_read() -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    example = text.split("```toml\n")[1].split("```")[0]
    calendar = parse_calendar(example)
    assert calendar.years == {2026}
    assert calendar == of_year(shipped_calendar(), 2026)


def test_the_document_and_the_shipped_file_agree() -> None:
    shipped = resource("calendars", "2004-2026.toml").read_text(encoding="utf-8")
    for line in ("节名 月-日..月-日", "holidays  放假的日子", "workdays  周末上班的日子"):
        assert line in shipped
        assert line in calendar_text(shipped_calendar(), [2026])
