"""An office's old ledger as a workbook, for the import: invented, but shaped as real ones are."""

from pathlib import Path

import xlsxwriter

from petitiondesk.bench.given import LAST_DAY
from petitiondesk.services.synthetic import stories

HEADINGS = ("编号", "信访方式", "接件时间", "信访人", "电话", "住址", "标题", "主要内容",
            "责任科室", "办理情况", "内容分类", "乡镇")  # fmt: skip


def write_old_ledger(path: Path, rows: int, seed: int) -> None:
    """Write ``rows`` petitions of an old ledger to ``path``; each seed gives others."""
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True})
    sheet = book.add_worksheet("台账")
    sheet.write_row(0, 0, HEADINGS)
    for number, story in enumerate(stories(rows, seed, LAST_DAY), 1):
        facts = story.facts
        person = facts.petitioners[0] if facts.petitioners else None
        day = facts.received_on
        cells = (
            f"旧{seed}-{number}", facts.channel.zh, day.isoformat() if day else "",
            person.name if person else "匿名", person.phone if person else "",
            person.address if person else "", facts.summary, facts.content,
            "办公室", "", facts.topic, facts.place,
        )  # fmt: skip
        for column, text in enumerate(cells):
            sheet.write_string(number, column, text)
    book.close()
