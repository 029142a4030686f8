"""The columns of a section sheet: what the office wrote, and what the section fills in."""

from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from petitiondesk.exchange.workbook import ColumnKind

FixedValue: TypeAlias = str | date | None
"""What stands in a fixed cell."""


@dataclass(frozen=True)
class FixedColumn:
    """A column that the section may not change; ``width`` in characters."""

    name: str
    heading: str
    width: float
    kind: ColumnKind = ColumnKind.TEXT


@dataclass(frozen=True)
class AnswerColumn:
    """A column that the section fills in, with the hint that Excel shows at its cells."""

    name: str
    heading: str
    width: float
    hint: str
    kind: ColumnKind = ColumnKind.LONG_TEXT


_LONG, _DATE = ColumnKind.LONG_TEXT, ColumnKind.DATE

NUMBER = "number"
"""Name of the column by which a row is found again, wherever it was moved to."""

FIXED: tuple[FixedColumn, ...] = (
    FixedColumn("fresh", "标记", 4),
    FixedColumn(NUMBER, "登记编号", 13.5),
    FixedColumn("received_on", "收到日期", 11.5, _DATE),
    FixedColumn("channel", "信访形式", 6),
    FixedColumn("petition_class", "诉求类别", 6),
    FixedColumn("topic", "内容分类", 9),
    FixedColumn("summary", "概况", 20, _LONG),
    FixedColumn("content", "主要内容", 32, _LONG),
    FixedColumn("claims", "诉求", 16, _LONG),
    FixedColumn("petitioner", "信访人", 7),
    FixedColumn("part", "主办或协办", 5),
    FixedColumn("routed_on", "转办日期", 11.5, _DATE),
    FixedColumn("due_on", "限办日期", 11.5, _DATE),
    FixedColumn("basis", "期限说明", 15, _LONG),
    FixedColumn("urging", "督办和修改要求", 14, _LONG),
)
"""In this order in the sheet; the section may hide or move them."""

BREAK = "basis"
"""Name of the first fixed column that is printed on the second page, beside the answers."""

ANSWERS: tuple[AnswerColumn, ...] = (
    AnswerColumn("received_on", "签收日期", 11.5,
                 "收到本件的日期，不早于转办日期，也不晚于今天。例如 2026-03-05。", _DATE),
    AnswerColumn("handler", "承办人", 8,
                 "可以从下拉列表里选，也可以直接填写姓名。", ColumnKind.TEXT),
    AnswerColumn("returned", "退回", 5,
                 "不属于本科室办理的，选“是”，并写明退回理由；其他情况留空。", ColumnKind.TEXT),
    AnswerColumn("return_reason", "退回理由", 16, "为什么退回、建议转给哪个科室。只在退回时填写。"),
    AnswerColumn("progress", "办理进展", 20, "目前办到哪一步。可以随时填写，先交回来，以后再答复。"),
    AnswerColumn("answer", "答复意见", 36, "调查核实的情况和处理意见。写完请填答复日期。"),
    AnswerColumn("answered_on", "答复或退回日期", 11.5,
                 "答复（或退回）的日期，不早于转办日期，也不晚于今天。", _DATE),
)  # fmt: skip
"""To the right of the fixed ones."""

YES = "是"
"""What the section chooses in 退回."""

FULL_NUMBER, FULL_PART, FULL_PLACE, FULL_TEXT = "登记编号", "项目", "段", "文字"
"""Headings of the second sheet, which holds in full what the first one only begins."""
