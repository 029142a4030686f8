"""The rows of a long ledger, kept compressed: what goes in comes out, in its order."""

import pytest

from petitiondesk.exchange.packed import Packed

ROWS = [["信访人", n, 1.5, ""] for n in range(1003)]


@pytest.fixture
def packed() -> Packed[list[object]]:
    return Packed([list(row) for row in ROWS], together=100)


def test_rows_come_out_as_they_went_in(packed: Packed[list[object]]) -> None:
    assert len(packed) == len(ROWS)
    assert list(packed) == ROWS
    assert packed == ROWS


def test_any_row_is_found_from_either_end(packed: Packed[list[object]]) -> None:
    for place in (0, 99, 100, 950, 1002, -1, -1003):
        assert packed[place] == ROWS[place]
    assert packed[195:205] == ROWS[195:205]
    assert packed[:-1000] == ROWS[:3]
    for place in (1003, -1004):
        with pytest.raises(IndexError):
            packed[place]


@pytest.mark.parametrize("count", [1, 100, 101])
def test_the_newest_row_can_be_completed(count: int) -> None:
    packed: Packed[list[str]] = Packed(together=100)
    for n in range(count):
        packed.append([str(n)])
        packed[-1].append("补充")
    assert list(packed) == [[str(n), "补充"] for n in range(count)]


def test_no_rows_are_none() -> None:
    nothing: Packed[str] = Packed()
    assert (len(nothing), list(nothing), nothing[:5]) == (0, [], [])
