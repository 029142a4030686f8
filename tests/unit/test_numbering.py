"""Registration numbers in the office's own pattern."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from petitiondesk.domain.errors import InvalidInput
from petitiondesk.domain.numbering import DEFAULT_ARCHIVE_PATTERN, DEFAULT_PATTERN, Pattern


@pytest.mark.parametrize(
    ("pattern", "number"),
    [
        (DEFAULT_PATTERN, "信〔2026〕12号"),
        ("{year}-{seq:04}", "2026-0012"),
        ("农信{year}{seq:3}", "农信2026012"),
        ("{seq}/{year}", "12/2026"),
    ],
)
def test_a_number_reads_as_the_office_writes_it(pattern: str, number: str) -> None:
    assert Pattern(pattern).format(2026, 12) == number


def test_an_archive_reference_carries_its_retention() -> None:
    pattern = Pattern(DEFAULT_ARCHIVE_PATTERN, extra=("retention",))
    assert pattern.format(2026, 7, retention="30年") == "WS·2026-30年-0007"


def test_a_sequence_wider_than_its_pattern_is_not_cut() -> None:
    assert Pattern("{year}-{seq:04}").format(2026, 12345) == "2026-12345"


@pytest.mark.parametrize(
    "pattern",
    ["", "信12号", "{year}", "{seq}", "{year}-{seq}-{seq}", "{year}-{seq}-{section}",
     "{year}-{seq}}", "{{year}}-{seq}", "{year}-{seq:}", "{year}-{seq!r}", "{year}\n{seq}"],
)  # fmt: skip
def test_a_pattern_that_could_not_number_is_refused_in_words(pattern: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        Pattern(pattern)
    assert "原来的格式没有改动" in str(refused.value)
    assert "{year}" in str(refused.value)


@given(st.integers(2000, 2099), st.integers(1, 99_999), st.integers(1, 99_999))
def test_two_petitions_of_a_year_never_share_a_number(year: int, one: int, other: int) -> None:
    pattern = Pattern(DEFAULT_PATTERN)
    assert (pattern.format(year, one) == pattern.format(year, other)) is (one == other)
