"""Pinyin initials: the dictionary in the program says what the library says."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from petitiondesk.infra.pinyin import initials
from petitiondesk.infra.resources import resource
from tests.make_initials import lines, readings


def test_the_dictionary_is_what_its_maker_makes() -> None:
    written = resource("dictionaries", "initials.txt").read_text(encoding="utf-8")
    assert written.splitlines() == list(lines())


def test_every_character_that_has_a_reading_is_found_by_it() -> None:
    # After a surname that reads as it always does, so that the character is none itself.
    found = {point: initials("王" + chr(point)) for point in readings()}
    assert found == {point: "w" + letter for point, letter in readings().items()}


@pytest.mark.parametrize(
    ("name", "letters"),
    [("王建国", "wjg"), ("曾志强", "zzq"), ("单小红", "sxh"), ("欧阳修", "oyx"), ("万俟卨", "mqx"),
     ("张·三", "zs"), ("王A明", "wm"), ("Anna", "anna"), ("", "")],
)  # fmt: skip
def test_a_name_is_typed_by_the_first_letters_of_its_syllables(name: str, letters: str) -> None:
    assert initials(name) == letters


@given(st.text(max_size=12))
def test_whatever_is_written_as_a_name_its_initials_are_small_latin_letters(name: str) -> None:
    if not name.isascii():
        assert all("a" <= letter <= "z" for letter in initials(name))
