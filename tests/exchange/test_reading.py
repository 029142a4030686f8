"""Old ledger files are read for what they are, whatever they are called."""

import io
import re
import shutil
import zipfile
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from petitiondesk.domain.errors import FileProblem
from petitiondesk.exchange.cells import read_date
from petitiondesk.exchange.reading import RawSheet, read_workbook

GRID = [["编号", "标题"], ["1", "路灯不亮"]]


def only(path: Path) -> RawSheet:
    sheets = read_workbook(path)
    assert len(sheets) == 1
    return sheets[0]


def saved(path: Path, data: bytes | str) -> Path:
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def workbook(path: Path, *, epoch_1904: bool = False) -> Path:
    """Months merged downwards, a title across, a date with and one without its format."""
    book = xlsxwriter.Workbook(str(path), {"date_1904": epoch_1904})
    page = book.add_worksheet("2023年")
    page.merge_range(0, 0, 0, 2, "信访台账")
    page.write_row(1, 0, ["月份", "日期", "标题"])
    page.merge_range(2, 0, 4, 0, "四月")
    page.write_datetime(2, 1, datetime(2023, 4, 3), book.add_format({"num_format": "yyyy/m/d"}))
    page.write_number(3, 1, 45053 - (1462 if epoch_1904 else 0))
    page.write_column(2, 2, ["路灯", "水管", "噪音"])
    for row in range(5, 3000):
        page.write_blank(row, 5, None, book.add_format({"border": 1}))
    book.add_worksheet("空表")
    book.close()
    return path


def stored(tmp_path: Path, kind: str) -> Path:
    """An old workbook that LibreOffice made of `workbook`; ``files/`` keeps it, so none is needed."""
    return Path(shutil.copy(Path(__file__).parent / "files" / f"ledger.{kind}", tmp_path))


def test_merged_cells_are_filled_downwards_and_empty_rows_dropped(tmp_path: Path) -> None:
    sheet, empty = read_workbook(workbook(tmp_path / "台账.xlsx"))
    assert sheet.name == "2023年"
    assert sheet.rows == [
        ["信访台账", "", ""],
        ["月份", "日期", "标题"],
        ["四月", date(2023, 4, 3), "路灯"],
        ["四月", 45053.0, "水管"],
        ["四月", "", "噪音"],
    ]
    assert sheet.filled == {(3, 0), (4, 0)}
    assert empty.rows == []


@pytest.mark.parametrize("kind", ["xls", "ods"])
def test_older_formats_say_the_same_also_under_another_name(tmp_path: Path, kind: str) -> None:
    path = stored(tmp_path, kind).rename(tmp_path / "台账.et")
    sheet = read_workbook(path)[0]
    assert [row[2] for row in sheet.rows[2:]] == ["路灯", "水管", "噪音"]
    assert read_date(sheet.rows[3][1], epoch_1904=sheet.epoch_1904).value == date(2023, 5, 7)


def test_a_1904_workbook_is_noticed(tmp_path: Path) -> None:
    sheet = read_workbook(workbook(tmp_path / "台账.xlsx", epoch_1904=True))[0]
    assert sheet.epoch_1904
    assert sheet.rows[2][1] == date(2023, 4, 3)
    assert read_date(sheet.rows[3][1], epoch_1904=True).value == date(2023, 5, 7)


def test_an_xlsx_renamed_xls_is_read(tmp_path: Path) -> None:
    path = workbook(tmp_path / "台账.xlsx").rename(tmp_path / "台账.xls")
    assert read_workbook(path)[0].rows[0][0] == "信访台账"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("separator", [",", "\t", ";"])
def test_csv_is_read_in_every_usual_encoding_also_as_xls(
    tmp_path: Path, encoding: str, separator: str
) -> None:
    text = "\r\n".join(separator.join(row) for row in [*GRID, ["2", '"漏水\n㛃𠮷"']])
    sheet = only(saved(tmp_path / "导出.xls", text.encode(encoding)))
    assert sheet.rows == [*GRID, ["2", "漏水\n㛃𠮷"]]
    assert sheet.name == "导出"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_kind_of_line_end_ends_a_row(tmp_path: Path, end: str) -> None:
    assert (
        only(saved(tmp_path / "导出.csv", end.join(["编号,标题", "1,路灯不亮", ""]))).rows == GRID
    )


def test_a_csv_with_a_very_long_petition_is_read(tmp_path: Path) -> None:
    assert (
        only(saved(tmp_path / "长.csv", "编号,内容\n1," + "长" * 200_000)).rows[1][1]
        == "长" * 200_000
    )


def test_html_renamed_xls_keeps_its_merged_cells(tmp_path: Path) -> None:
    html = """<html><head><meta charset=gbk><title>x</title><style>td {color:red}</style></head>
    <body><TABLE><tr><td colspan=3>信访台账&nbsp;</td></tr>
    <tr><th>月份<th>编号<th>标题</tr>
    <tr><td rowspan="2">四月</td><td>1</td><td>路灯<br>不亮 &lt;急&gt;<table><tr><td>!</td></tr></table></td></tr>
    <tr><td>2</td><td>水管</td></tr></table><table></table></body></html>"""
    sheet = only(saved(tmp_path / "导出.xls", html.encode("gb18030")))
    assert sheet.rows == [
        ["信访台账", "", ""],
        ["月份", "编号", "标题"],
        ["四月", "1", "路灯\n不亮 <急>!"],
        ["四月", "2", "水管"],
    ]
    assert sheet.filled == {(3, 0)}


def test_an_excel_2003_xml_workbook_is_read(tmp_path: Path) -> None:
    xml = """<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"
    xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
    <DocumentProperties><Author>某人</Author></DocumentProperties>
    <Worksheet ss:Name="台账"><Table><Row><Cell ss:MergeAcross="1"><Data>标题</Data></Cell></Row>
    <Row ss:Index="3"><Cell ss:MergeDown="1"><Data ss:Type="String">四月</Data></Cell>
    <Cell ss:Index="3"><Data>路灯</Data></Cell></Row>
    <Row><Cell ss:Index="3"><Data>水管</Data></Cell></Row></Table></Worksheet></Workbook>"""
    sheet = only(saved(tmp_path / "导出.xls", xml))
    assert sheet.name == "台账"
    assert sheet.rows == [
        ["标题", "", ""],
        ["", "", ""],
        ["四月", "", "路灯"],
        ["四月", "", "水管"],
    ]


def damaged_zip(tmp_path: Path) -> bytes:
    return workbook(tmp_path / "好.xlsx").read_bytes()[:3000]


def word_document() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    return buffer.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "是空文件"),
        (b" \r\n ", "是空文件"),
        (b"%PDF-1.7 ...", "不是表格文件"),
        (b"\x00\x01\x02\x03" * 50, "不是表格文件"),
        ("编号,标题\n1,路灯".encode() + b"\xff", "已损坏"),
        (word_document(), "不是表格文件"),
        (OLE + b"\0" * 600, "已损坏"),
    ],
)
def test_what_cannot_be_read_has_its_own_sentence(tmp_path: Path, data: bytes, words: str) -> None:
    with pytest.raises(FileProblem, match=words):
        read_workbook(saved(tmp_path / "台账.xls", data))


def test_a_truncated_workbook_is_called_damaged(tmp_path: Path) -> None:
    with pytest.raises(FileProblem, match="已损坏"):
        read_workbook(saved(tmp_path / "坏.xlsx", damaged_zip(tmp_path)))


def test_a_workbook_with_a_broken_sheet_is_called_damaged(tmp_path: Path) -> None:
    with (
        zipfile.ZipFile(workbook(tmp_path / "好.xlsx")) as good,
        zipfile.ZipFile(tmp_path / "坏.xlsx", "w") as bad,
    ):
        for name in good.namelist():
            data = good.read(name)
            bad.writestr(name, data[:400] if name.endswith("sheet1.xml") else data)
    with pytest.raises(FileProblem, match="已损坏"):
        read_workbook(tmp_path / "坏.xlsx")


def test_a_workbook_with_any_byte_wrong_is_read_or_called_damaged(tmp_path: Path) -> None:
    good = workbook(tmp_path / "好.xlsx").read_bytes()
    outcomes = set()
    for at in range(len(good) - 900, len(good), 7):
        bad = good[:at] + bytes([good[at] ^ 0x95]) + good[at + 1 :]
        try:
            outcomes.add(read_workbook(saved(tmp_path / "坏.xlsx", bad))[0].name)
        except FileProblem as problem:
            outcomes.add(problem.message.text[:11])
    assert "“{name}”已损坏" in outcomes


def test_a_reader_that_panics_on_a_damaged_file_is_no_crash(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    panic = type("PanicException", (BaseException,), {})

    class Panicking:
        @staticmethod
        def from_filelike(_source: object) -> None:
            raise panic("range start index 116 out of range for slice of length 74")

    monkeypatch.setattr("petitiondesk.exchange.reading.CalamineWorkbook", Panicking)
    with pytest.raises(FileProblem, match="已损坏"):
        read_workbook(saved(tmp_path / "台账.xls", OLE))


@pytest.mark.parametrize("stated", [True, False])
def test_a_stray_cell_at_the_far_corner_does_not_end_the_program(
    tmp_path: Path, stated: bool
) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0]["A1"] = "编号"
    book.worksheets[0]["XFD1048576"] = "x"
    book.save(tmp_path / "远.xlsx")
    with (
        zipfile.ZipFile(tmp_path / "远.xlsx") as full,
        zipfile.ZipFile(tmp_path / "台账.xlsx", "w") as file,
    ):
        for name in full.namelist():
            data = full.read(name)
            cut = data if stated else re.sub(rb"<dimension[^>]*>", b"", data)
            file.writestr(name, cut)
    with pytest.raises(FileProblem, match="离台账很远的零星单元格"):
        read_workbook(tmp_path / "台账.xlsx")


@pytest.mark.parametrize(("record", "offset"), [("fc00", 11), ("00020e00", 10)])
def test_an_old_workbook_that_overstates_its_size_does_not_end_the_program(
    tmp_path: Path, record: str, offset: int
) -> None:
    """One wrong byte in the count of strings or in a sheet's extent asks for 50 GB."""
    data = bytearray(stored(tmp_path, "xls").read_bytes())
    start = data.index(bytes.fromhex("0908100000060500"))
    data[data.index(bytes.fromhex(record), start) + offset] = 0x7E
    with pytest.raises(FileProblem, match="已损坏"):
        read_workbook(saved(tmp_path / "坏.xls", bytes(data)))


def test_a_missing_file_and_a_folder_have_their_sentences(tmp_path: Path) -> None:
    with pytest.raises(FileProblem, match="找不到文件“没有.xlsx”"):
        read_workbook(tmp_path / "没有.xlsx")
    with pytest.raises(FileProblem, match="打不开"):
        read_workbook(tmp_path)


def test_a_file_without_permission_has_its_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = saved(tmp_path / "台账.csv", "编号")

    def refused(_path: Path) -> bytes:
        raise PermissionError(13, "Permission denied")  # the tests may run as root, who reads all

    monkeypatch.setattr(Path, "read_bytes", refused)
    with pytest.raises(FileProblem, match="没有读取权限"):
        read_workbook(path)


def test_a_workbook_made_by_openpyxl_is_read_too(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.append(["编号", "标题"])
    page.append(["1", "路灯不亮"])
    book.save(tmp_path / "台账.xlsx")
    assert only(tmp_path / "台账.xlsx").rows == GRID
