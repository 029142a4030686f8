"""Messy ledgers for the tests, and the check that nothing of them is lost."""

from collections.abc import Sequence
from pathlib import Path

import xlsxwriter

from petitiondesk.exchange.ledger_file import LedgerFile
from petitiondesk.exchange.reading import read_workbook

PLAIN = ["编号", "信访人", "收到日期", "概况"]
REAL = (
    "编号 责任科室 信访方式 标题 接件时间 举报类型 类型 乡镇 转办时间 应结办日期 办理情况 办结时间"
    " 接件人 科室接办人 办理人"
)
PROVINCIAL = (
    "信访件编号 姓名 信访人数 住址 手机号码 问题属地 信访目的 内容分类 信访日期 登记日期 限办时间"
    " 信访形式 概况 是否办结 是否全国初次信访 联名信或集体访 信访件状态 登记部门 登记人"
)
"""The heads of a bureau's own ledger and of a provincial export, as such offices keep them."""


def ledger(
    path: Path,
    rows: Sequence[Sequence[object]],
    merges: Sequence[tuple[int, int, int, int]] = (),
    name: str = "台账",
) -> Path:
    """A workbook with ``rows``; ``merges`` are (top, left, bottom, right) from 0."""
    book = xlsxwriter.Workbook(str(path), {"default_date_format": "yyyy/m/d"})
    page = book.add_worksheet(name)
    for top, left, bottom, right in merges:
        page.merge_range(top, left, bottom, right, "")
    for at, row in enumerate(rows):
        for column, value in enumerate(row):
            if isinstance(value, str) and value:
                page.write_string(at, column, value)
            elif value is not None and value != "":
                page.write(at, column, value)
    book.close()
    return path


def csv(path: Path, *lines: str) -> Path:
    path.write_text("\n".join(lines), encoding="gb18030")
    return path


def accounted(path: Path, found: LedgerFile) -> None:
    """Every non-empty row of the file is in exactly one of the two lists."""
    there = [
        (sheet.name, at)
        for sheet in read_workbook(path)
        for at, row in enumerate(sheet.rows, 1)
        if any(cell != "" for cell in row)
    ]
    listed = [(r.sheet, r.row) for r in found.rows] + [(s.sheet, s.row) for s in found.skipped]
    assert sorted(listed) == sorted(there)


def skipped(found: LedgerFile) -> dict[int, str]:
    return {each.row: str(each.reason) for each in found.skipped}
