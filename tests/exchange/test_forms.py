"""The superior's own workbook: what is not bound stays as it was, part by part."""

import csv
import io
import shutil
import subprocess
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from petitiondesk.domain.errors import FileProblem
from petitiondesk.domain.form_filling import Content, Extra, Filling, Mixed
from petitiondesk.domain.forms import Place, cell_of
from petitiondesk.exchange.excel_text import safe_text
from petitiondesk.exchange.forms import FormWorkbook
from tests.exchange import form_books as books

SAMPLE: Mapping[str, Mapping[str, Mapping[Place, Content]]] = {
    "three_row_header": {"表一": {(6, 2): 12, (7, 2): 3, (6, 6): 10, (6, 7): Decimal("20"), (7, 8): None,
                                (14, 9): "在表外面", (1, 1): Mixed({"期间": "2026年3月"})}},
    "conditional": {"考核": {(2, 2): 0.857142857142857, (3, 2): Decimal("91.5"), (4, 2): "—",
                             (5, 2): date(2026, 4, 2)}},
    "pictures": {"图表": {(2, 2): 30, (2, 3): 20, (3, 2): 0, (6, 1): "新的一行"}},
    "by_hand": {"手工": {(1, 2): 40, (1, 5): "旁边", (3, 2): 2, (4, 1): "空行里", (9, 1): "后面 <b> & “x”",
                         (5, 2): "中间"}},
    "with_lists": {"超期明细": {(3, 1): 1, (3, 2): "信〔2026〕1号", (3, 3): date(2026, 3, 2), (4, 1): None,
                                (1, 1): Mixed({"截止日期": "3月31日", "合计.超期未结": "7"})}},
}  # fmt: skip
"""What is written into each workbook, by sheet and cell."""


CSV = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,1"
"""UTF-8, cells as they are shown, the first sheet only."""


def filled(name: str, *extras: Extra) -> tuple[bytes, bytes]:
    """A workbook and its filled copy."""
    before = books.ALL[name]()
    return before, FormWorkbook(before).filled(Filling(SAMPLE[name], extras))


def written(name: str) -> frozenset[str]:
    return frozenset(cell_of(*place) for cells in SAMPLE[name].values() for place in cells)


# --- nothing is lost ------------------------------------------------------------------------------


@pytest.mark.parametrize("name", books.ALL)
def test_every_part_without_bound_cells_or_formulas_is_the_same_bytes(name: str) -> None:
    before, after = filled(name)
    main = next(
        part for part in books.parts_of(before) if part.endswith(("workbook.xml", "main.xml"))
    )
    allowed = {main}
    for part, data in books.parts_of(before).items():
        if b"sheetData" in data and (
            b"<f>" in data or b"<x:f>" in data or part.endswith("sheet1.xml")
        ):
            allowed.add(part)
    changed = books.changed_parts(before, after)
    assert changed <= allowed
    assert b'fullCalcOnLoad="1"' in books.parts_of(after)[main]


@pytest.mark.parametrize("name", books.ALL)
def test_within_a_changed_part_all_but_the_written_cells_is_the_same_xml(name: str) -> None:
    before, after = filled(name)
    old, new = books.parts_of(before), books.parts_of(after)
    for part in books.changed_parts(before, after):
        but = written(name) if b"sheetData" in old[part] else frozenset()
        was, now = (_rows_kept(books.canonical(p[part], but=but)) for p in (old, new))
        assert was == now, part


def _rows_kept(xml: bytes) -> bytes:
    """Without the rows and the extent that a cell outside the table brings with it."""
    root = etree.fromstring(xml)
    for row in list(root.iter(f"{{{books.MAIN}}}row")):
        row.tail = None
        if len(row) == 0 and set(row.attrib) <= {"r"}:
            row.getparent().remove(row)
        elif len(row) == 0:
            row.text = None
    for node in root.iter(f"{{{books.MAIN}}}dimension", f"{{{books.MAIN}}}calcPr"):
        node.attrib.clear()
    for node in list(root.iter(f"{{{books.MAIN}}}calcPr")):
        node.getparent().remove(node)
    for node in list(root.iter(f"{{{books.MAIN}}}sheetData")):
        node.text = None
    return bytes(etree.tostring(root, method="c14n"))


@pytest.mark.parametrize("name", books.ALL)
def test_a_workbook_in_which_nothing_is_bound_keeps_all_but_old_results(name: str) -> None:
    before = books.ALL[name]()
    after = FormWorkbook(before).filled(Filling({}))
    for part in books.changed_parts(before, after):
        old, new = (books.parts_of(data)[part] for data in (before, after))
        assert _rows_kept(books.canonical(old)) == _rows_kept(books.canonical(new)), part


def test_the_cells_say_what_was_written_and_keep_their_look() -> None:
    before, after = filled("three_row_header")
    old, new = (_sheet(data, "表一") for data in (before, after))
    assert [new[c].value for c in ("B6", "B7", "F6", "G6", "H7")] == [12, 3, 10, 20, None]
    assert new["I14"].value == "在表外面"
    assert new["A1"].value == "信访工作情况统计表（2026年3月）"
    for cell in ("A1", "B6", "G6", "H7"):
        assert new[cell].style_id == old[cell].style_id
    assert new.print_area == old.print_area
    assert new.merged_cells.ranges == old.merged_cells.ranges


def test_a_day_a_share_and_a_text_go_in_as_what_they_are() -> None:
    _, after = filled("conditional")
    sheet = _sheet(after, "考核")
    assert sheet["B2"].value == pytest.approx(6 / 7)
    assert sheet["B2"].number_format == "0.00%"
    assert sheet["B3"].value == 91.5
    assert sheet["B4"].value == "—"
    assert sheet["B5"].value.date() == date(2026, 4, 2)
    assert sheet.protection.sheet


def test_a_workbook_that_counts_days_from_1904_gets_the_right_day() -> None:
    _, after = filled("with_lists")
    sheet = _sheet(after, "超期明细")
    assert sheet["C3"].value.date() == date(2026, 3, 2)


def test_formats_within_a_text_stay_around_a_placeholder() -> None:
    _, after = filled("with_lists")
    part = books.parts_of(after)["xl/worksheets/sheet1.xml"].decode()
    assert "3月31日" in part
    cell = part[part.index('<c r="A1"') : part.index("</c>", part.index('<c r="A1"'))]
    assert cell.count("<r>") >= 5
    assert 'rgb="FFC00000"' in cell
    assert "{{" not in cell


def test_parts_written_with_a_prefix_get_cells_with_that_prefix() -> None:
    _, after = filled("by_hand")
    part = books.parts_of(after)["book/one.xml"].decode()
    assert '<x:c r="B1" s="0"><x:v>40</x:v></x:c>' in part
    assert "<!-- kept -->" in part
    assert part.startswith("\ufeff<?xml version='1.0' encoding='utf-8'?>")
    assert '<x:row r="3" ht="20" customHeight=\'1\'><x:c r="B3"><x:v>2</x:v></x:c></x:row>' in part
    assert part.index('r="B5"') < part.index('r="C5"')
    assert part.index('<x:row r="4"') < part.index('<x:row r="5"')


def test_an_extra_sheet_comes_last_and_has_a_name_of_its_own() -> None:
    extra = Extra(
        "表一", ("登记编号", "收到日期"), (("信〔2026〕9号", date(2026, 3, 2)), ("=1+1", 5))
    )
    for name in books.ALL:
        _, after = filled(name, extra, extra)
        assert FormWorkbook(after).sheets[-1].text((3, 1)) == "=1+1"
    book = openpyxl.load_workbook(_file(filled("three_row_header", extra, extra)[1]))
    assert book.sheetnames == ["表一", "汇总", "表一（2）", "表一（3）"]
    assert book["表一（2）"]["B2"].value == "2026-03-02"
    assert book["表一（2）"]["A3"].data_type == "s"


def test_old_results_of_formulas_are_taken_out_and_the_workbook_counts_anew() -> None:
    before, after = filled("pictures")
    result = b"<f>SUM(B2:B3)</f><v>6</v>"
    assert result in books.parts_of(before)["xl/worksheets/sheet1.xml"]
    part = books.parts_of(after)["xl/worksheets/sheet1.xml"]
    assert result not in part
    assert b"<f>SUM(B2:B3)</f></c>" in part
    for name in books.ALL:
        parts = books.parts_of(filled(name)[1])
        main = next(
            data for part, data in parts.items() if part.endswith(("workbook.xml", "main.xml"))
        )
        assert main.count(b'fullCalcOnLoad="1"') == 1


# --- other programs open it -----------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "place", "says"),
    [("three_row_header", (9, 1), "15"), ("conditional", (1, 2), "不达标"), ("pictures", (3, 1), "30"),
     ("pictures", (1, 3), "0.66666"), ("with_lists", (0, 5), "1")],
)  # fmt: skip
def test_libreoffice_opens_the_filled_file_and_its_formulas_are_right(
    name: str, place: tuple[int, int], says: str, tmp_path: Path
) -> None:
    extra = Extra("续表", ("编号",), (("信〔2026〕9号",),))
    program = shutil.which("soffice")
    assert program is not None, "LibreOffice is not installed: `make office` installs it"
    source = tmp_path / "填好.xlsx"
    source.write_bytes(filled(name, extra)[1])
    profile = f"-env:UserInstallation=file://{tmp_path / 'profile'}"
    subprocess.run(
        [program, profile, "--headless", "--convert-to", CSV,
         "--outdir", str(tmp_path), str(source)],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    made = next(tmp_path.glob("*.csv"))
    with made.open(encoding="utf-8-sig") as file:
        lines = list(csv.reader(file))
    assert lines[place[0]][place[1]].startswith(says)


# --- what is shown and what is named --------------------------------------------------------------


def test_the_sheet_is_shown_with_its_merged_cells_texts_and_widths() -> None:
    sheet, other = FormWorkbook(books.three_row_header()).sheets
    assert (sheet.name, sheet.rows, sheet.columns) == ("表一", 12, 8)
    assert {"A1:H1", "A3:A5", "B3:G3"} <= {str(area) for area in sheet.merged}
    assert sheet.text((5, 7)) == "同比%"
    assert sheet.cells[(10, 2)].formula
    assert sheet.text((10, 2)) == "=SUM(B6:B9)"
    assert sheet.widths[1] == 16
    assert sheet.heights[1] == 40
    assert sheet.anchor((4, 1)) == (3, 1)
    assert other.text((2, 1)) == "按名称"


def test_cells_that_would_be_overwritten_or_break_the_file_cannot_be_bound() -> None:
    sheet = FormWorkbook(books.three_row_header()).sheets[0]
    assert "公式" in str(sheet.refusal((10, 2)))
    assert sheet.refusal((6, 2)) is None
    table = FormWorkbook(books.with_lists()).sheets[1]
    assert "标题行" in str(table.refusal((1, 1)))
    assert table.refusal((2, 2)) is None


def test_signatures_macros_links_and_text_boxes_are_named() -> None:
    hand = [(str(r.message), r.grave, r.kept) for r in FormWorkbook(books.by_hand()).remarks()]
    assert hand[0][1]
    assert "数字签名" in hand[0][0]
    assert any("宏" in text for text, _, _ in hand)
    assert any("别的工作簿" in text for text, _, _ in hand)
    assert FormWorkbook(books.by_hand()).suffix == ".xlsm"
    seen = [r for r in FormWorkbook(books.pictures()).remarks()]
    assert [str(r.message) for r in seen if r.kept] == [
        "图片", "图表", "文本框和图形", "按钮和控件", "批注", "新版 Excel 的扩展格式", "条件格式",
    ]  # fmt: skip
    assert [str(r.message) for r in seen if r.grave] == [
        "文本框里的占位符“{{期间}}”不会填写，请改放在单元格里。"
    ]
    protected = [str(r.message) for r in FormWorkbook(books.conditional()).remarks()]
    assert "工作表“考核”设了保护：照样填写，保护原样保留。" in protected


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "另存为 .xlsx"),
        (b"PK\x03\x04 not a zip", "文件已损坏"),
        (books.package({"content.xml": "<a/>"}), "文件已损坏"),
        ("来信,3\n".encode(), "文件已损坏"),
    ],
)
def test_a_file_that_is_no_such_workbook_is_refused_in_words(data: bytes, says: str) -> None:
    with pytest.raises(FileProblem) as refused:
        FormWorkbook(data)
    assert says in str(refused.value)


def test_a_sheet_with_a_mass_of_formatted_empty_rows_is_refused_with_what_to_do() -> None:
    parts = books.parts_of(books.three_row_header())
    name = "xl/worksheets/sheet1.xml"
    rows = "".join(f'<row r="{r}"><c r="A{r}" s="1"/></row>' for r in range(20, 300_000))
    parts[name] = parts[name].replace(b"</sheetData>", rows.encode() + b"</sheetData>")
    with pytest.raises(FileProblem) as refused:
        FormWorkbook(books.package(parts))
    assert "请删去这些空行" in str(refused.value)


def test_a_part_with_a_document_type_of_its_own_is_refused() -> None:
    parts = books.parts_of(books.three_row_header())
    bomb = b'<!DOCTYPE worksheet [<!ENTITY a "aaaa">]>'
    sheet = parts["xl/worksheets/sheet1.xml"]
    at = sheet.index(b"<worksheet")
    parts["xl/worksheets/sheet1.xml"] = sheet[:at] + bomb + sheet[at:]
    with pytest.raises(FileProblem):
        FormWorkbook(books.package(parts))


@given(
    st.dictionaries(
        st.tuples(st.integers(1, 16), st.integers(1, 10)),
        st.one_of(st.none(), st.integers(0, 10**6), st.text(max_size=20), st.floats(0, 1)),
        max_size=12,
    )
)
def test_whatever_is_written_is_read_back_and_the_rest_is_untouched(
    cells: dict[Place, Content],
) -> None:
    before = books.by_hand()
    cells.pop((5, 3), None)  # the formula
    workbook = FormWorkbook(before)
    after = workbook.filled(Filling({"手工": cells}))
    sheet, old = FormWorkbook(after).sheets[0], workbook.sheets[0]
    for place in {*cells, *old.cells}:
        content = cells.get(place, old.cells.get(place))
        if isinstance(content, str):
            assert sheet.text(place) == safe_text(content)
        elif place not in cells:
            assert sheet.cells[place] == old.cells[place]


def _sheet(data: bytes, name: str) -> Any:
    return openpyxl.load_workbook(_file(data))[name]


def _file(data: bytes) -> io.BytesIO:
    return io.BytesIO(data)
