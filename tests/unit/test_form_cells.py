"""Cells of the superior's workbook: their names, their values, the rooms of lists, their headings."""

import itertools
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from petitiondesk.domain.form_filling import (
    NOTHING,
    as_text,
    list_end,
    list_name,
    percent,
    room,
    suitable,
    written,
)
from petitiondesk.domain.form_headings import carried, headings
from petitiondesk.domain.forms import (
    LAST_COLUMN,
    LAST_ROW,
    PLACEHOLDER,
    Area,
    Binding,
    FormCell,
    FormSheet,
    Manner,
    Place,
    cell_of,
    place_of,
)


def a_sheet(
    texts: dict[str, str],
    *,
    merged: tuple[str, ...] = (),
    styled: tuple[str, ...] = (),
    rows: int = 9,
) -> FormSheet:
    cells = {
        place_of(cell): FormCell(text, formula=text.startswith("="), number=text.isdigit())
        for cell, text in texts.items()
    }
    looks = [Area.parse(area) for area in styled]
    has_look = {
        p for p in itertools.product(range(1, 20), range(1, 5)) if any(p in a for a in looks)
    }
    return FormSheet(
        "表", rows, 4, cells, tuple(map(Area.parse, merged)), styled=frozenset(has_look)
    )


@given(st.integers(1, LAST_ROW), st.integers(1, LAST_COLUMN))
def test_a_cell_s_name_says_its_place(row: int, column: int) -> None:
    assert place_of(cell_of(row, column)) == (row, column)


@pytest.mark.parametrize("name", ["", "B", "5", "B0", "XFE1", "A1048577", "A1:B2", "Ａ1"])
def test_what_names_no_cell_is_refused(name: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - the text is the name itself
        place_of(name)


def test_the_corners_of_a_sheet() -> None:
    assert (cell_of(1, 26), cell_of(1, 27), cell_of(1, 703)) == ("Z1", "AA1", "AAA1")
    assert cell_of(LAST_ROW, LAST_COLUMN) == "XFD1048576"


@pytest.mark.parametrize(
    ("value", "manner", "gets"),
    [
        (12, Manner.NUMBER, 12), (12, Manner.TEXT, "12"), (Fraction(6, 7), Manner.NUMBER, 6 / 7),
        (Fraction(6, 7), Manner.TEXT, "85.71%"), (Fraction(1), Manner.TEXT, "100%"), (None, Manner.NUMBER, NOTHING),
        (Fraction(-1, 2), Manner.TEXT, "-50%"), (date(2026, 3, 2), Manner.TEXT, "2026年3月2日"),
        (date(2026, 3, 2), Manner.NUMBER, date(2026, 3, 2)), ("某局", Manner.NUMBER, "某局"),
    ],
)  # fmt: skip
def test_a_value_as_its_cell_gets_it(value: object, manner: Manner, gets: object) -> None:
    assert written(value, manner) == gets  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("share", "hundredth"),
    [
        ((1, 3), "33.33"),
        ((2, 3), "66.67"),
        ((1, 800), "0.13"),
        ((1, 10), "10"),
        ((57, 80), "71.25"),
    ],
)
def test_percent_is_rounded_half_up_to_two_places(share: tuple[int, int], hundredth: str) -> None:
    assert str(percent(Fraction(*share))) == hundredth
    assert as_text(Fraction(*share)) == f"{hundredth}%"


def test_a_share_suits_its_cell() -> None:
    sheet = a_sheet({"B1": "按期办结率（％）", "C1": "按期办结率"})
    assert suitable(Fraction(1, 2), sheet, (2, 2)) is Manner.PERCENT
    assert suitable(Fraction(1, 2), sheet, (2, 3)) is Manner.TEXT
    assert suitable(7, sheet, (2, 3)) is Manner.NUMBER


@pytest.mark.parametrize(
    "text", ["{{按期办结率}}", "{{ 按期办结率 }}", "｛｛按期办结率｝｝", "共{{按期办结率}}。"]
)
def test_placeholders_are_found(text: str) -> None:
    found = PLACEHOLDER.search(text)
    assert found is not None
    assert found[1] == "按期办结率"


def test_names_of_lists() -> None:
    assert list_name("超期件：登记编号") == ("超期件", "登记编号")
    assert list_name(" 超期件 : 编号 ") == ("超期件", "编号")
    assert list_name("来信.批次") is None
    assert list_end("{{/超期件}}") == "超期件"
    assert list_end("{{超期件}}") == ""


@pytest.mark.parametrize(
    ("texts", "styled", "rows"),
    [
        (
            {"A2": "{{x}}", "A6": "填表人"},
            ("A2:B5",),
            4,
        ),  # as far as the rows have a look of their own
        ({"A2": "{{x}}", "A5": "填表人"}, ("A2:B5",), 3),  # words end it
        ({"A2": "{{x}}", "D4": "合计"}, ("A2:B5",), 2),  # anywhere in the row
        ({"A2": "{{x}}", "C3": "2", "C4": "3"}, ("A2:B5",), 4),  # numbers beside it do not
        ({"A2": "{{x}}", "A4": "=A2"}, ("A2:B5",), 2),
        ({"A2": "{{x}}", "C7": "{{/超期件}}"}, ("A2:B5",), 6),  # the mark says so
        ({"A2": "{{x}}"}, (), LAST_ROW - 1),  # nothing below: no end
        ({"A2": "{{x}}", "A5": "填表人"}, (), 3),
    ],
)
def test_the_room_of_a_list(texts: dict[str, str], styled: tuple[str, ...], rows: int) -> None:
    assert room(a_sheet(texts, styled=styled), 2, (1, 2), "超期件") == rows


HEAD = {
    "A1": "2026年3月统计表",
    "A2": "形式",
    "B2": "总量",
    "B3": "批次",
    "C3": "人次",
    "A4": "来信",
    "A5": "来访",
}
MERGED = ("A1:D1", "A2:A3", "B2:C2")


def test_a_cell_is_headed_by_what_stands_left_and_above_but_not_by_the_title() -> None:
    sheet = a_sheet(HEAD, merged=MERGED)
    assert headings(sheet, (5, 3)) == (("来访",), ("人次", "总量"))


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"A1": "2026年4月统计表"}, (5, 3)),
        ({"A5": "电话", "A6": "来访"}, (6, 3)),  # a row came in between
        ({"B3": "人次", "C3": "批次"}, (5, 2)),  # the columns changed places
        ({"C3": "人数"}, None),
        ({"A6": "来访", "A5": ""}, (6, 3)),
        ({"A4": "来访"}, (5, 3)),  # its old place comes first
    ],
)
def test_a_binding_follows_its_headings(change: dict[str, str], place: Place | None) -> None:
    before, after = a_sheet(HEAD, merged=MERGED), a_sheet({**HEAD, **change}, merged=MERGED)
    kept, lost = carried([Binding("表", "C5", "来访.人次")], [before], [after])
    assert [binding.place for binding in kept] == ([place] if place else [])
    assert len(lost) == (0 if place else 1)


def test_a_cell_that_fits_in_two_places_is_lost_and_named() -> None:
    after = a_sheet({**HEAD, "A5": "电话", "A6": "来访", "A7": "来访"}, merged=MERGED)
    kept, lost = carried(
        [Binding("表", "C5", "来访.人次")], [a_sheet(HEAD, merged=MERGED)], [after]
    )
    assert not kept
    assert [binding.name for binding in lost] == ["来访.人次"]
