"""Makes ``resources/dictionaries/initials.txt`` from pypinyin's readings of single characters.

    .venv/bin/python -m tests.make_initials

The program itself needs the first letter of a character's usual reading and nothing else; the library
takes 12 MB of memory for that, and a moment in which nothing else runs.
"""

import os
from collections.abc import Iterator

from petitiondesk.infra.resources import resource

WIDTH = 64
_HEAD = """\
# 汉字读音的首字母：每行开头是第一个字的码位（十六进制），后面依次是从这个字起 64 个字的首字母，“.” 表示没有读音。
#
# First letters of the usual readings of characters, 64 code points a line; "." where there is none.
# Made by tests/make_initials.py from pypinyin (MIT licence), whose readings are those of pinyin-data (MIT).
"""


def readings() -> dict[int, str]:
    """Code point → the first letter of its usual reading."""
    os.environ["PYPINYIN_NO_PHRASES"] = "1"
    from pypinyin import Style, lazy_pinyin
    from pypinyin.constants import PINYIN_DICT

    found = {
        point: lazy_pinyin(chr(point), style=Style.FIRST_LETTER, errors="ignore")[0]
        for point in PINYIN_DICT
    }
    assert all(len(letter) == 1 and "a" <= letter <= "z" for letter in found.values())
    return found


def lines() -> Iterator[str]:
    """The file, line by line."""
    yield from _HEAD.splitlines()
    found = readings()
    for first in sorted({point - point % WIDTH for point in found}):
        yield f"{first:x} " + "".join(found.get(first + n, ".") for n in range(WIDTH))


if __name__ == "__main__":
    text = "\n".join(lines()) + "\n"
    resource("dictionaries").joinpath("initials.txt").write_text(text, encoding="utf-8")
