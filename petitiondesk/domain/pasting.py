"""Rows of a list for other programs' clipboards: text with tabs, and the same as an HTML table.

What is pasted must stay what it was on screen. A spreadsheet takes a text that begins with one of
`_FORMULA` for a formula and would work it out; it takes a long number for a figure and keeps fifteen of
its digits. The first gets an apostrophe before it; of the others the HTML says that they are texts.
"""

import re
from collections.abc import Iterable, Sequence
from html import escape

_FORMULA = frozenset("=+-@＝＋－＠")
"""First characters of what a spreadsheet works out, the wide ones of Chinese input methods too."""

_BREAKS = re.compile(r"[\t\r\n\v\f\x00-\x1f\x7f\u2028\u2029]+")
"""What would begin another cell or line, and what no cell can hold."""

_PLAIN = re.compile(r"-?(0|[1-9]\d{0,8})|\d{4}-\d{2}-\d{2}")
"""Counts and dates: they may become figures and dates, which can be reckoned with."""

_AS_TEXT = "mso-number-format:'\\@'"
"""How Excel's HTML says that a cell holds text."""


def harmless(text: str) -> str:
    """The text on one line, and with an apostrophe where a spreadsheet would work it out."""
    line = _BREAKS.sub(" ", text).strip()
    return f"'{line}" if line[:1] in _FORMULA and not _PLAIN.fullmatch(line) else line


def as_lines(rows: Iterable[Sequence[str]]) -> str:
    """Rows as lines with tabs between their cells."""
    return "\n".join("\t".join(harmless(cell) for cell in row) for row in rows)


def as_table(rows: Iterable[Sequence[str]]) -> str:
    """Rows as an HTML table whose texts stay texts."""
    lines = "".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in rows)
    return f'<html><head><meta charset="utf-8"></head><body><table>{lines}</table></body></html>'


def _cell(text: str) -> str:
    shown = harmless(text)
    style = "" if _PLAIN.fullmatch(shown) else f' style="{_AS_TEXT}"'
    return f"<td{style}>{escape(shown)}</td>"
