"""The brief and the minutes say what the return says."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from docx import Document

from petitiondesk.domain import history
from petitiondesk.domain.returns.figures import Key
from petitiondesk.domain.returns.grid import percent
from petitiondesk.domain.returns.indicators import TOTAL
from petitiondesk.domain.returns.period import Period, PeriodKind
from petitiondesk.domain.terms import PetitionClass
from petitiondesk.services.desk import Desk
from tests.factory import TODAY, a_desk, a_petition

HALF = Period.parse(PeriodKind.HALF_YEAR, "2025-H2")


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    desk = a_desk(tmp_path_factory.mktemp("brief") / "信访登记.petition")
    desk.offer_synthetic_sections()
    desk.filling.fill(500, 5, TODAY)
    yield desk
    desk.close()


def _text(path: Path) -> tuple[str, list[list[list[str]]]]:
    document = Document(str(path))
    tables = [[[cell.text for cell in row.cells] for row in t.rows] for t in document.tables]
    return "\n".join(p.text for p in document.paragraphs), tables


def test_the_brief_has_the_numbers_of_the_return(office: Desk, tmp_path: Path) -> None:
    value = office.returns.submit(office.returns.reckon(HALF))
    office.briefs.write(value, tmp_path / "研判.docx")
    text, tables = _text(tmp_path / "研判.docx")
    batches = value.value(Key("channel", TOTAL, "batches"))
    assert f"收到信访件 {batches} 批次" in text
    assert f"按期办结率 {percent(value.ratio('concluded_in_time').value)}" in text
    assert "第 1 版报表" in text
    by_head = {table[0][0]: table for table in tables}
    channels = {row[0]: int(row[1]) for row in by_head["信访形式"][1:]}
    for row in value.table("channel").all_rows():
        assert channels[row.zh] == value.value(Key("channel", row.key, "batches"))
    months = [int(row[1]) for row in by_head["月份"][1:]]
    assert [row[0] for row in by_head["月份"][1:]] == [f"{m}月" for m in range(7, 13)]
    assert sum(months) == batches
    rates = {row[0]: row[1:4] for row in by_head["指标"][1:]}
    for rate in value.rates:
        ratio = value.ratio(rate.code)
        assert rates[rate.zh] == [str(ratio.part), str(ratio.whole), percent(ratio.value)]
    sections = {row[0]: row[1:] for row in by_head["科室"][1:]}
    overdue = value.value(Key("section", TOTAL, "overdue"))
    assert sections["合计"][-1] == str(overdue)
    assert not re.search(r"\{[{%]", text)


def test_the_minutes_leave_the_conclusions_to_people(office: Desk, tmp_path: Path) -> None:
    value = office.returns.reckon(HALF)
    office.briefs.write_minutes(value, tmp_path / "纪要.docx")
    text, tables = _text(tmp_path / "纪要.docx")
    assert "尚未上报的统计" in text
    assert tables[0][0] == ["时间", "", "地点", ""]
    measures = tables[1]
    assert measures[0] == ["序号", "问题", "措施", "责任单位和责任人", "完成时限"]
    assert all(row[2] == row[4] == "" for row in measures[1:])
    assert all(cell == "" for row in measures[-3:] for cell in row)


def test_a_period_without_petitions_has_a_brief_too(desk: Desk, tmp_path: Path) -> None:
    desk.briefs.write(desk.returns.reckon(HALF), tmp_path / "研判.docx")
    text, _ = _text(tmp_path / "研判.docx")
    assert "没有收到信访件" in text
    assert "本期没有重复信访件" in text


def test_a_sealed_matter_that_came_again_is_named_by_its_number_alone(
    desk: Desk, tmp_path: Path
) -> None:
    march = Period.parse(PeriodKind.MONTH, "2026-03")
    first = desk.petitions.register(
        a_petition(
            petition_class=PetitionClass.ACCUSATION, topic="纪检监察_受贿", received_on=TODAY
        )
    )
    again = a_petition(received_on=TODAY, repeat=True, repeats_id=first.id, summary="又来 A&B <x>")
    desk.petitions.register(again)
    desk.petitions.register(replace(again, summary="第三次"))
    desk.briefs.write(desk.returns.reckon(march, TODAY), tmp_path / "研判.docx")
    _, tables = _text(tmp_path / "研判.docx")
    (matters,) = [table for table in tables if table[0][0] == "首件编号"]
    assert matters[1] == [first.number, "（密）", "（密）", "2", "已登记"]


def test_writing_one_is_an_event(desk: Desk, tmp_path: Path) -> None:
    desk.briefs.write(desk.returns.reckon(HALF), tmp_path / "研判.docx")
    last = desk.context.registry.events.last()
    assert last is not None
    assert last.kind == history.EXPORT
    assert last.changes == {"brief": [None, "half-year 2025-H2 v0"]}
