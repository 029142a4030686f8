"""How a section sheet looks: fixed cells grey and locked, the section's cells pale yellow and open."""

from typing import Any

_LINE_POINTS = 14.0
_MOST_POINTS = 409.0
"""Excel's highest row."""

_EDGE = "#A6ADB8"
_FIXED_GROUND, _HEAD_GROUND = "#F5F6F8", "#E7F0FC"
_ANSWER_GROUND, _ANSWER_HEAD = "#FFFBEB", "#FFF3DC"


def formats(book: Any) -> dict[str, Any]:
    """The formats of a workbook by name."""
    cell: dict[str, object] = {
        "valign": "top", "text_wrap": True, "border": 1, "border_color": _EDGE, "num_format": "@",
    }  # fmt: skip
    head: dict[str, object] = {
        **cell, "bold": True, "align": "center", "valign": "vcenter", "bg_color": _HEAD_GROUND,
    }  # fmt: skip
    day: dict[str, object] = {"num_format": "yyyy-mm-dd", "align": "center"}
    fixed: dict[str, object] = {**cell, "bg_color": _FIXED_GROUND, "locked": True}
    answer: dict[str, object] = {**cell, "bg_color": _ANSWER_GROUND, "locked": False}
    looks: dict[str, dict[str, object]] = {
        "title": {"bold": True, "font_size": 16, "valign": "vcenter", "num_format": "@"},
        "line": {"font_size": 11, "valign": "vcenter", "num_format": "@"},
        "how": {"font_color": "#5A6475", "text_wrap": True, "valign": "top", "num_format": "@"},
        "group": {**head, "align": "left"},
        "answer_group": {**head, "align": "left", "bg_color": _ANSWER_HEAD},
        "header": head,
        "answer_header": {**head, "bg_color": _ANSWER_HEAD},
        "fixed": fixed,
        "fresh": {**fixed, "bold": True, "align": "center", "font_color": "#1F5FBF"},
        "fixed_date": {**fixed, **day},
        "answer": answer,
        "answer_date": {**answer, **day},
    }
    return {name: book.add_format(look) for name, look in looks.items()}


def row_height(lines: int) -> float:
    """Points for so many lines of text: not every program fits a row to its texts by itself."""
    return min(_MOST_POINTS, lines * _LINE_POINTS + 6)


def print_setup(page: Any) -> None:
    """A4 across, narrow margins."""
    page.set_landscape()
    page.set_paper(9)  # A4
    page.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
