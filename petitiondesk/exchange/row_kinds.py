"""Telling petitions' rows from the other rows of a sheet: titles, totals, signatures, repeats."""

import re
from collections.abc import Sequence

from petitiondesk.domain.messages import Message
from petitiondesk.exchange.cells import Cell, cell_text, clean, read_date
from petitiondesk.exchange.header import Header
from petitiondesk.exchange.headings import SERIAL, heading_key
from petitiondesk.exchange.reading import RawSheet

_TOTAL = re.compile(
    r"(?:本[日周月季年页]|全[月季年]|当[月年]|以上|上半年|下半年|[一二三四1-4]季度|[0-9一二三四五六七八九十]+月)?"
    r"\s*(?:合\s*计|总\s*计|小\s*计|累\s*计|共\s*计)(?:\s*[:：]?\s*[0-9]*\s*(?:件|批|条|人|人次)?)?"
)
_SIGNATURE = re.compile(
    r"(?:填\s*表|制\s*表|填\s*报|审\s*核|审\s*批|负\s*责|单位负责|联\s*系|统\s*计|报\s*送|打\s*印)"
    r"\s*(?:人|日期|时间|单位|电话)?\s*(?:[（(]\s*(?:盖章|签字|签名)\s*[）)])?\s*[:：].*",
    re.DOTALL,
)
_REMARK = re.compile(r"(?:备\s*注|说\s*明|注|填表说明|附注)\s*[:：].*", re.DOTALL)
_WORDS = re.compile(r"[\u4e00-\u9fff]{2}|[0-9]\s*月")
_SCALE = re.compile(r"栏次|列次|列号|栏号|序号|行次|甲")

_TITLE = Message("列名以上的标题或说明。")
_HEAD = Message("列名行。")
_HEAD_AGAIN = Message("重复的列名行。")
_NUMBERS = Message("列号行。")
_SUM = Message("合计行。")
_SIGNED = Message("填表人、审核人等落款行。")
_NOTE = Message("表后说明。")
_GROUP = Message("分段标题行。")
_ONLY_NUMBER = Message("只有序号或编号，没有内容。")
_MERGED = Message("只有上面合并单元格延续下来的内容。")
_CONTINUED = Message("与上一行是同一件（合并单元格），本行内容已并入上一行的备注。")


class RowSorter:
    """Says for each row of a sheet with a head why it is no petition, if it is none."""

    def __init__(self, sheet: RawSheet, header: Header) -> None:
        self._sheet = sheet
        self._header = header
        self._head = [heading_key(c.heading) for c in header.columns]
        self._numbers = frozenset(
            n for n, c in enumerate(header.columns) if c.field in (SERIAL, "external_no")
        )
        self._dates = [
            n for n, c in enumerate(header.columns) if c.field and c.field.endswith(("_on", "_by"))
        ]
        self._texts = [n for n, c in enumerate(header.columns) if c.field in ("summary", "content")]
        self._filled: dict[int, set[int]] = {}
        for row, column in sheet.filled:
            self._filled.setdefault(row, set()).add(column)

    def continues(self, at: int) -> bool:
        """Whether the row belongs to the petition above: its text is one merged cell with it."""
        filled = self._filled.get(at)
        if not filled or at < self._header.last_row:
            return False
        there = [n for n in self._texts if self._sheet.rows[at][n] != ""]
        return bool(there) and all(n in filled for n in there)

    def own_lines(self, at: int) -> list[str]:
        """A continuing row's own cells, as lines with their headings."""
        filled = self._filled.get(at, set())
        return [
            f"{self._header.columns[n].heading}：{clean(cell)}"
            for n, cell in enumerate(self._sheet.rows[at])
            if cell != "" and n not in filled and self._header.columns[n].field != SERIAL
        ]

    def reason(self, at: int) -> Message | None:
        """Why row ``at`` (from 0, not empty) is no petition; None when it is one."""
        cells = self._sheet.rows[at]
        if at < self._header.last_row:
            if _is_scale(cells):
                return _NUMBERS
            return _TITLE if at < self._header.first_row - 1 else _HEAD
        if at in self._filled:
            if self.continues(at):
                return _CONTINUED
            if all(cell == "" or n in self._filled[at] for n, cell in enumerate(cells)):
                return _MERGED
        used = [n for n, cell in enumerate(cells) if cell != ""]
        return self._repeated_or_footer(cells, used) or self._bare(cells, used)

    def _repeated_or_footer(self, cells: Sequence[Cell], used: Sequence[int]) -> Message | None:
        if _is_scale(cells):
            return _NUMBERS
        first = cells[used[0]]
        if not isinstance(first, str):
            return None
        if self._same_head(cells, used):
            return _HEAD_AGAIN
        text = first.strip()
        for pattern, reason in ((_TOTAL, _SUM), (_SIGNATURE, _SIGNED), (_REMARK, _NOTE)):
            if pattern.fullmatch(text) and not self._dated(cells):
                return reason
        return None

    def _bare(self, cells: Sequence[Cell], used: Sequence[int]) -> Message | None:
        """A row with nothing but its number, or with nothing but a heading in its first cell."""
        first = cells[used[0]]
        if all(n in self._numbers for n in used) and not _is_words(first):
            return _ONLY_NUMBER
        if used == [0] and _is_words(first) and 0 not in self._texts:
            return _GROUP
        return None

    def _same_head(self, cells: Sequence[Cell], used: Sequence[int]) -> bool:
        """Whether nearly every cell repeats its heading; most rows are told by the last cell."""
        if heading_key(cell_text(cells[used[-1]])[:40]) != self._head[used[-1]]:
            return False
        same = sum(heading_key(cell_text(cells[n])) == self._head[n] for n in used)
        return same * 5 >= len(used) * 4

    def _dated(self, cells: Sequence[Cell]) -> bool:
        """Whether a date stands where a petition has one; totals and signatures have none."""
        return any(cells[n] != "" and read_date(cells[n]).value for n in self._dates)


def _is_words(cell: Cell) -> bool:
    """Whether a cell that stands alone is a heading such as 一、来信 or 4月份, not a number."""
    return isinstance(cell, str) and _WORDS.search(cell) is not None and len(cell) <= 40


def _is_scale(cells: Sequence[Cell]) -> bool:
    """Whether the row counts the columns: 1 2 3 …, perhaps after 栏次 or 甲 乙."""
    used = [cell for cell in cells if cell != ""]
    if len(used) < 3:
        return False
    first = used[0]
    if isinstance(first, str) and (_SCALE.fullmatch(first.strip())):
        used = [cell for cell in used[1:] if cell not in ("乙", "丙", "丁")]
    try:
        numbers = [int(clean(cell).strip("()（）[]栏列")) for cell in used]
    except ValueError:
        return False
    return len(numbers) >= 3 and numbers == list(range(numbers[0], numbers[0] + len(numbers)))
