"""A chart does not tell of whom there is only one; the tables keep every number."""

import re
import zipfile
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from petitiondesk.domain.returns.period import Period, PeriodKind
from petitiondesk.domain.returns.small_numbers import OTHERS, fold
from petitiondesk.domain.terms import PetitionClass
from petitiondesk.services.desk import Desk
from petitiondesk.ui.models.return_bars import bars_of
from tests.factory import TODAY, a_petition

MONTH = Period.of(PeriodKind.MONTH, TODAY)
_ROWS = st.lists(
    st.tuples(st.sampled_from("甲乙丙丁戊"), st.integers(0, 9), st.integers(0, 9)),
    max_size=5,
    unique_by=lambda row: row[0],
)


@given(_ROWS, st.sets(st.sampled_from("甲乙丙丁戊")))
def test_folding_loses_nothing_and_names_nothing_small(
    rows: list[tuple[str, int, int]], hidden: set[str]
) -> None:
    found = fold([(name, name, (a, b)) for name, a, b in rows], hidden)
    assert sum(counts[0] for _, _, counts in found) == sum(one for _, one, _ in rows)
    assert sum(counts[1] for _, _, counts in found) == sum(two for _, _, two in rows)
    assert not hidden & {name for _, name, _ in found}
    assert (OTHERS in [name for _, name, _ in found]) == bool(hidden & {row[0] for row in rows})


def test_an_offices_own_topic_of_that_name_takes_them_in() -> None:
    found = fold([("a", "其他", [2]), ("b", "纪检监察", [1])], {"b"})
    assert found == [(None, "其他", [3])]


@pytest.fixture
def told(desk: Desk) -> Desk:
    """Three petitions on one topic, a lone accusation and a lone claim on two others."""
    for _ in range(3):
        desk.petitions.register(a_petition(topic="农村农业_农田水利"))
    sealed = {"petition_class": PetitionClass.ACCUSATION}
    desk.petitions.register(a_petition(topic="教育文体", **sealed))
    desk.petitions.register(a_petition(topic="城乡建设_物业管理"))
    return desk


def test_today_draws_no_topic_of_a_lone_sealed_case(told: Desk) -> None:
    assert dict(told.ledger.day().topics) == {"农村农业": 3, "城乡建设": 1, OTHERS: 1}


def test_a_return_draws_it_under_others_and_its_table_says_it(told: Desk) -> None:
    value = told.returns.reckon(MONTH, TODAY)
    hidden = told.returns.folded(value, "topic", ("batches",))
    assert hidden == {"教育文体"}
    bars = {bar.name: (bar.number, bar.key is None) for bar in bars_of(value, "topic", hidden).rows}
    assert bars == {"农村农业": (3, False), "城乡建设": (1, False), OTHERS: (1, True)}


def test_the_workbooks_chart_reads_the_folded_numbers_and_the_sheet_the_exact_ones(
    told: Desk, tmp_path: Path
) -> None:
    path = tmp_path / "月报.xlsx"
    told.returns.write(told.returns.reckon(MONTH, TODAY), path)
    book = openpyxl.load_workbook(path)
    rows = {row[0]: row[1] for row in book["图表数据"].iter_rows(values_only=True) if row[0]}
    assert (rows["农村农业"], rows[OTHERS]) == (3, 1)
    assert "教育文体" not in rows
    exact = [cell.value for row in book["内容分类"].iter_rows() for cell in row]
    assert "教育文体" in exact
    with zipfile.ZipFile(path) as archive:
        charts = [archive.read(n).decode() for n in archive.namelist() if "charts/chart" in n]
    by_topic = next(chart for chart in charts if "按内容分类" in chart)
    assert set(re.findall(r"<c:f>'?([^'!]+)'?!", by_topic)) == {"图表数据"}
    assert "教育文体" not in by_topic


def test_the_brief_names_no_topic_and_no_section_of_a_lone_sealed_case(told: Desk) -> None:
    sealed = told.petitions.register(
        a_petition(topic="教育文体", petition_class=PetitionClass.ACCUSATION)
    )
    told.petitions.perform(sealed.id, "route", {"section": "法规科"}, TODAY)
    said = told.briefs.values(told.returns.reckon(MONTH, TODAY))
    assert "教育文体" not in repr(said)
    assert "法规科" not in repr(said)
    topics, sections = said["分类列表"], said["科室列表"]
    assert [row["批次"] for row in topics.rows if row["内容分类"] == OTHERS] == ["2"]  # type: ignore[union-attr]
    assert [row["收到"] for row in sections.rows if row["科室"] == OTHERS] == ["1"]  # type: ignore[union-attr]


def test_without_a_sealed_case_the_charts_read_the_tables(desk: Desk, tmp_path: Path) -> None:
    desk.petitions.register(a_petition())
    path = tmp_path / "月报.xlsx"
    desk.returns.write(desk.returns.reckon(MONTH, TODAY), path)
    assert "图表数据" not in openpyxl.load_workbook(path).sheetnames
