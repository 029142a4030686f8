"""What is copied for a spreadsheet: lines, cells, and nothing that it would work out."""

import pytest

from petitiondesk.domain.pasting import as_lines, as_table, harmless


@pytest.mark.parametrize(
    "text", ["=1+1", "+86 138", "-2+3", "@SUM(A1)", "＝1+1", "  =cmd|'/c calc'!A1", "\t=1"]
)
def test_a_text_that_a_spreadsheet_would_work_out_gets_an_apostrophe(text: str) -> None:
    assert harmless(text).startswith("'")
    assert as_lines([["信〔2026〕1号", text]]).split("\t")[1][0] == "'"


@pytest.mark.parametrize("text", ["2026-11-20", "12", "-3", "信〔2026〕1号", "（密）", ""])
def test_other_texts_dates_and_counts_stay_as_they_are(text: str) -> None:
    assert harmless(text) == text


def test_a_line_break_in_a_text_begins_no_new_row() -> None:
    pasted = as_lines([["第一行\r\n第二行\t栏", "甲"], ["乙", "丙"]])
    assert pasted == "第一行 第二行 栏\t甲\n乙\t丙"


def test_long_numbers_and_leading_zeros_are_marked_as_text_in_the_table() -> None:
    html = as_table([["11010119900307461X", "00123", "110101199003074610", "7"]])
    assert html.count("mso-number-format") == 3
    assert "<td>7</td>" in html


def test_a_text_cannot_become_a_tag_of_the_table() -> None:
    assert "<script" not in as_table([["<script>x</script>"]])
