"""The cells of old ledgers, as messy as they are, are read or reported, never guessed."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from petitiondesk.exchange.cells import (
    Cell,
    DateReading,
    cell_text,
    clean,
    read_count,
    read_date,
    read_flag,
    read_id,
)

DAY = date(2023, 5, 7)
CREDIBLE = st.dates(date(1950, 1, 1), date(2049, 12, 31))
FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")


@pytest.mark.parametrize(
    "cell",
    [
        "2023.5.7",
        "20230507",
        20230507,
        20230507.0,
        "2023年5月7日",
        "23.5.7",
        "230507",
        45053,
        45053.0,
        45053.39,
        "45053",
        "２０２３．５．７",
        "2023年05月07号",
        "2023/5/7 9:32:09",
        "2023-05-07T09:32:09.000",
        "2023-5-7",
        "2023。5。7",
        "2023—5—7",
        " \t2023 年 5 月 7 日\n",
        "2023年5月7日（星期日）",
        "2023年5月7日上午9时30分",
        "2023.5.7.",
        DAY,
        datetime(2023, 5, 7, 9, 32),
    ],
)
def test_every_usual_way_to_write_a_date_is_read(cell: Cell) -> None:
    assert read_date(cell) == DateReading(DAY)


def test_a_date_without_its_year_says_which_day_of_a_year_it_is() -> None:
    reading = read_date("5月7日")
    assert (reading.value, reading.month_day) == (None, (5, 7))
    assert str(reading.problem) == "“5月7日”没有写年份。"
    assert read_date("2月29日").month_day == (2, 29)
    assert str(read_date("2月30日").problem) == "“2月30日”不是一个存在的日期。"


def test_a_1904_workbooks_serial_counts_from_1904() -> None:
    assert read_date(43591, epoch_1904=True).value == DAY


@pytest.mark.parametrize(
    "cell",
    ["2023年5月", "2023.5", 2023.5, "2023年", "2023", 2023, "202305", "5月", "2023年5月上旬"],
)
def test_a_partial_date_is_no_date_and_is_reported(cell: Cell) -> None:
    reading = read_date(cell)
    assert reading.value is None
    assert "没有写到具体哪一天" in str(reading.problem)


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ("2023.2.30", "不是一个存在的日期"),
        ("2023年13月1日", "不是一个存在的日期"),
        ("昨天", "看不出是哪一天"),
        ("2023.5.7-5.9", "看不出是哪一天"),
        (datetime(1900, 1, 5), "看不出是哪一天"),
        ("0203-05-07", "看不出是哪一天"),
        (True, "看不出是哪一天"),
        (time(9, 30), "看不出是哪一天"),
        (430102199001011234.0, "看不出是哪一天"),
    ],
)
def test_what_is_no_date_says_so(cell: Cell, words: str) -> None:
    reading = read_date(cell)
    assert reading.value is None
    assert words in str(reading.problem)


@pytest.mark.parametrize("cell", ["", "  \n"])
def test_an_empty_cell_has_neither_date_nor_problem(cell: Cell) -> None:
    assert read_date(cell) == DateReading(None)


@given(CREDIBLE)
def test_any_day_is_read_from_every_form(day: date) -> None:
    y, m, d = day.year, day.month, day.day
    forms: list[Cell] = [
        f"{y}.{m}.{d}",
        f"{y}-{m:02}-{d:02}",
        f"{y}年{m}月{d}日",
        f"{y}{m:02}{d:02}",
        f"{y}/{m}/{d} 9:32:09".translate(FULL_WIDTH),
        f"{y % 100:02}.{m}.{d}",
        (day - date(1899, 12, 30)).days,
    ]
    assert {read_date(form).value for form in forms} == {day}


@given(st.text(max_size=20) | st.floats() | st.integers() | st.datetimes())
def test_any_cell_gives_a_credible_day_or_a_reason(cell: Cell) -> None:
    value, problem, _ = read_date(cell)
    assert (value is None) == (problem is not None or clean(cell).strip("。、.,;") == "")
    assert value is None or 1949 <= value.year <= 2099


@pytest.mark.parametrize("cell", ["是", "√", "1", 1.0, True, "有", " 是\n", "Ｙ", "✓"])
def test_yes_is_yes(cell: Cell) -> None:
    assert read_flag(cell) is True


@pytest.mark.parametrize("cell", ["否", "×", "0", 0.0, False, "无", "N", "/"])
def test_no_is_no(cell: Cell) -> None:
    assert read_flag(cell) is False


@pytest.mark.parametrize("cell", ["也许", "2", "", datetime(2023, 5, 7)])
def test_anything_else_is_neither(cell: Cell) -> None:
    assert read_flag(cell) is None


@pytest.mark.parametrize(
    ("cell", "count"),
    [
        ("12", 12),
        ("12人", 12),
        ("１２人次", 12),
        (12.0, 12),
        ("1,200", 1200),
        ("十二人", 12),
        ("二十", 20),
        ("两人", 2),
        ("三", 3),
        ("约12人", None),
        ("", None),
        (-1, None),
        (1.5, None),
        ("多人", None),
        ("二三", None),
    ],
)
def test_numbers_of_people_are_read_or_left(cell: Cell, count: int | None) -> None:
    assert read_count(cell) == count


@pytest.mark.parametrize("cell", [4.30102199001011e17, 430102199001011000, "4.30102E+17"])
def test_a_numeric_identity_number_is_marked_and_not_repaired(cell: Cell) -> None:
    reading = read_id(cell)
    assert reading.text == ("4.30102E+17" if isinstance(cell, str) else "430102199001011000")
    assert "末几位已经丢失" in str(reading.warning)


@pytest.mark.parametrize("cell", ["43010219900101123X", "\t430102900101123 ", 430102900101123.0])
def test_a_whole_identity_number_is_kept_as_it_is(cell: Cell) -> None:
    assert read_id(cell) == (cell_text(cell).strip(), None)


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (2549.0, "2549"),
        (13800000000.0, "13800000000"),
        (0.5, "0.5"),
        (True, "TRUE"),
        (datetime(2019, 4, 25, 9, 32, 9), "2019-04-25 09:32:09"),
        (datetime(2019, 4, 25), "2019-04-25"),
        (timedelta(hours=1), "1:00:00"),
        (float("nan"), "nan"),
    ],
)
def test_a_cell_reads_as_it_looked(cell: Cell, text: str) -> None:
    assert cell_text(cell) == text
