"""A section sheet as a workbook: what Excel is told to lock, to check and to print; texts stay texts."""

import io
import re
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from petitiondesk.domain.errors import FileProblem
from petitiondesk.exchange.section_columns import ANSWERS, FIXED
from petitiondesk.exchange.section_reading import read_section_sheet
from petitiondesk.exchange.section_seal import normal
from petitiondesk.exchange.section_sheet import Form, FormRow, build, short

DAY = date(2026, 3, 2)
CREATED = datetime(2026, 3, 2, 9, 14)
KEY = b"k" * 32
VALUES: Mapping[str, str | date | None] = {
    "fresh": "新", "number": "信〔2026〕12号", "received_on": DAY, "channel": "来信",
    "petition_class": "申诉求决", "topic": "农村农业›农田水利", "summary": "反映机耕路被压坏",
    "content": "去年九月以来……", "claims": "修复路面", "petitioner": "王＊", "part": "主办",
    "routed_on": DAY, "due_on": date(2026, 4, 1), "basis": "本单位规定", "urging": "",
}  # fmt: skip


def a_form(*rows: FormRow, **overrides: object) -> Form:
    form = Form(
        "1f" * 8, "某县农业农村局", "农田建设科", 3, DAY, rows or (a_row(),), ("赵敏", "李四")
    )
    return replace(form, **overrides)  # type: ignore[arg-type]


def a_row(**values: str | date | None) -> FormRow:
    return FormRow(7, True, DAY, {**VALUES, **values}, {"handler": "赵敏"})


def opened(form: Form) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(build(form, KEY, CREATED)))


def page_of(form: Form) -> Worksheet:
    page = opened(form)["办理表"]
    assert isinstance(page, Worksheet)
    return page


def part(form: Form, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(build(form, KEY, CREATED))) as archive:
        return archive.read(name).decode("utf-8")


def kept(form: Form, folder: Path) -> Path:
    path = folder / "办理表.xlsx"
    path.write_bytes(build(form, KEY, CREATED))
    return path


def test_the_sheet_says_whose_it_is_and_which(tmp_path: Path) -> None:
    page = page_of(a_form())
    assert page["C1"].value == "某县农业农村局信访件科室办理表"
    assert page["C2"].value == (
        "办理科室：农田建设科　　第 3 号　　日期：2026-03-02　　共 1 件，其中新转办 1 件"
    )
    headings = [column.heading for column in FIXED] + [column.heading for column in ANSWERS]
    assert [cell.value for cell in page[5]] == headings


def test_fixed_cells_are_locked_and_the_section_s_own_are_open() -> None:
    page = page_of(a_form())
    assert page.protection.sheet
    for place in range(1, len(FIXED) + 1):
        assert page.cell(6, place).protection.locked, FIXED[place - 1].heading
    for place in range(len(FIXED) + 1, len(FIXED) + len(ANSWERS) + 1):
        assert not page.cell(6, place).protection.locked
    assert not page.protection.formatColumns, "the section may widen a column"


def test_the_protection_is_in_the_file_of_every_sheet() -> None:
    form = a_form(replace(a_row(), texts=(("主要内容", "长" * 3000),)))
    for number in (1, 2, 3):
        assert "<sheetProtection " in part(form, f"xl/worksheets/sheet{number}.xml")


def test_dates_are_checked_and_lists_dropped_down() -> None:
    page = page_of(a_form(a_row(), a_row(number="信〔2026〕13号")))
    rules = {str(dv.sqref): dv for dv in page.data_validations.dataValidation}
    assert sorted(rules) == ["P6:P7", "Q6:Q7", "R6:R7", "S6:S7", "T6:T7", "U6:U7", "V6:V7"]
    for column in ("P6:P7", "V6:V7"):
        assert (rules[column].type, rules[column].operator) == ("date", None)  # between
        assert (rules[column].formula1, rules[column].formula2) == ("$L6", "TODAY()")
        assert rules[column].showErrorMessage
    assert rules["R6:R7"].formula1 == '"是"'
    staff = rules["Q6:Q7"]
    assert staff.formula1 == "'校验信息'!$B$1:$B$2"
    assert not staff.showErrorMessage, "another name may be typed"
    assert all(rule.prompt for rule in rules.values())


def test_a_section_without_known_staff_types_the_name() -> None:
    page = page_of(a_form(staff=()))
    assert {dv.type for dv in page.data_validations.dataValidation} == {"date", "list", None}
    assert [str(d.sqref) for d in page.data_validations.dataValidation if d.type == "list"] == [
        "R6"
    ]


def test_the_seal_stands_where_nobody_stumbles_over_it() -> None:
    book = opened(a_form())
    assert {page.title: page.sheet_state for page in book} == {
        "办理表": "visible", "校验信息": "veryHidden",
    }  # fmt: skip


def test_it_prints_on_landscape_a4_in_two_halves_with_heads_on_every_page() -> None:
    page = page_of(a_form())
    assert (page.page_setup.orientation, page.page_setup.paperSize) == ("landscape", 9)
    assert page.print_title_rows == "$5:$5"
    assert page.print_title_cols == "$A:$B"
    assert [b.id for b in page.col_breaks.brk] == [13], "the answers begin a page of their own"
    assert page.freeze_panes == "C6"


def test_whatever_a_text_begins_with_it_stays_a_text() -> None:
    risky = (
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        '=HYPERLINK("http://x","y")',
        "<r><t>x</t></r>",
        "\t=1",
    )
    for text in risky:
        form = a_form(a_row(summary=text, claims=text, petitioner=text))
        sheet = part(form, "xl/worksheets/sheet1.xml")
        assert "<f>" not in re.sub(r"<dataValidations.*</dataValidations>", "", sheet)
        assert str(page_of(form)["G6"].value).lstrip("\u200b").strip("␉\t") == text.strip("\t")


def test_control_characters_become_pictures_and_the_sheet_still_opens(tmp_path: Path) -> None:
    form = a_form(a_row(summary="坏\x00字\x07符\ud800", content="\x1b换行\r\n"))
    assert page_of(form)["G6"].value == "坏␀字␇符\ufffd"
    assert len(read_section_sheet(kept(form, tmp_path), "1f" * 8, KEY).rows) == 1


def test_an_ampersand_in_a_section_s_name_does_not_become_a_code_of_the_footer() -> None:
    form = a_form(section="规划&审批科")
    assert "规划&amp;&amp;审批科" in part(form, "xl/worksheets/sheet1.xml")


def test_a_long_content_goes_on_in_a_second_sheet_in_pieces_a_row_can_show() -> None:
    text = "\n".join(f"第{n}点：" + "内容" * 100 for n in range(60))
    book = opened(a_form(replace(a_row(content=short(text)), texts=(("主要内容", text),))))
    cells = [str(row[3].value) for row in book["案情全文"].iter_rows(min_row=2)]
    assert "\n".join(cells) == text
    assert all(len(cell) <= 26 * 48 for cell in cells)
    heights = [book["案情全文"].row_dimensions[n].height for n in range(2, len(cells) + 2)]
    assert all(height is not None and 15 < height <= 409 for height in heights)
    assert "全文见“案情全文”" in str(book["办理表"]["H6"].value)


def test_the_same_sheet_is_written_byte_by_byte_the_same() -> None:
    assert build(a_form(), KEY, CREATED) == build(a_form(), KEY, CREATED)


def test_a_sheet_of_two_thousand_cases_is_read_whole(tmp_path: Path) -> None:
    rows = [a_row(number=f"信〔2026〕{n}号") for n in range(2000)]
    read = read_section_sheet(kept(a_form(*rows), tmp_path), "1f" * 8, KEY)
    assert len(read.rows) == 2000


def test_only_the_registry_s_own_key_opens_the_seal(tmp_path: Path) -> None:
    path = kept(a_form(), tmp_path)
    with pytest.raises(FileProblem, match="校验信息被改动"):
        read_section_sheet(path, "1f" * 8, b"x" * 32)
    with pytest.raises(FileProblem, match="另一个登记簿"):
        read_section_sheet(path, "ab" * 8, KEY)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("2026-03-07", date(2026, 3, 7)),
        ("12", 12.0),
        ("信〔2026〕12号", " 信〔2026〕12号 "),
        ("一行\n两行", "一行 两行"),
        ("Ａ１", "A1"),
        ("文_x0041_字", "文_x005F_x0041_字"),
    ],
)
def test_what_excel_stores_otherwise_is_still_the_same(one: str, other: object) -> None:
    assert normal(one) == normal(other)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("one", "other"), [("46083", date(2026, 3, 2)), ("12", "120"), ("", "0"), ("是", "否")]
)
def test_what_differs_stays_different(one: str, other: object) -> None:
    assert normal(one) != normal(other)  # type: ignore[arg-type]


@settings(max_examples=40)
@given(summary=st.text(min_size=1, max_size=60), claims=st.text(max_size=200))
def test_any_text_goes_out_and_is_known_again(
    tmp_path_factory: pytest.TempPathFactory, summary: str, claims: str
) -> None:
    folder = tmp_path_factory.mktemp("sheet")
    form = a_form(replace(a_row(summary=summary, claims=claims), texts=(("诉求", claims + "字"),)))
    read = read_section_sheet(kept(form, folder), "1f" * 8, KEY)
    assert [row.case.petition_id for row in read.rows] == [7]
