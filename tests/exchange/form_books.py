"""Workbooks of a superior bureau, each built differently; and what differs between two of them."""

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping
from typing import Any

import openpyxl
import xlsxwriter
from lxml import etree
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_LINE = Side(style="thin")
_BOX = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)


def three_row_header() -> bytes:
    """Merged three-row headers, sums under and beside the cells, names, print areas, two sheets."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "表一"
    sheet.merge_cells("A1:H1")
    sheet["A1"] = "信访工作情况统计表（{{期间}}）"
    sheet["A1"].font = Font(name="方正小标宋简体", size=18, bold=True)
    sheet["A2"] = "填报单位：{{单位}}"
    for area, text in (("A3:A5", "信访形式"), ("B3:G3", "来件情况"), ("B4:C4", "总量"), ("D4:E4", "其中"),
                       ("F4:G4", "对比"), ("H3:H5", "备注")):  # fmt: skip
        sheet.merge_cells(area)
        sheet[area.split(":")[0]] = text
    for cell, text in zip(("B5", "C5", "D5", "E5", "F5", "G5"),
                          ("批次", "人次", "初次", "重复", "上年同期", "同比%"), strict=True):  # fmt: skip
        sheet[cell] = text
    for row, name in enumerate(("来信", "来访", "网上信访", "电话"), 6):
        sheet[f"A{row}"] = name
        for letter in "BCDEFG":
            sheet[f"{letter}{row}"].border = _BOX
    sheet["A10"] = "合计"
    for letter in "BCDEF":
        sheet[f"{letter}10"] = f"=SUM({letter}6:{letter}9)"
    sheet["H6"] = "=B6/B10"
    sheet["H6"].number_format = "0.00%"
    sheet["A12"] = "填表人：{{填表人}}　审核人：　　　负责人：　　　填报日期：{{填报日期}}"
    for row in sheet["A3:H10"]:
        for cell in row:
            cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    for letter, width in zip("ABCDEFGH", (16, 9, 9, 9, 9, 11, 9, 20), strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.row_dimensions[1].height = 40
    sheet.print_area = "A1:H12"
    sheet.print_title_rows = "1:5"
    sheet.freeze_panes = "B6"
    book.defined_names["合计批次"] = DefinedName("合计批次", attr_text="表一!$B$10")
    other = book.create_sheet("汇总")
    other["A1"], other["B1"] = "批次", "=表一!B10"
    other["A2"], other["B2"] = "按名称", "=合计批次*2"
    return _saved(book)


def conditional() -> bytes:
    """Conditional formats, data validation, a locked and protected sheet, percent and date cells."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "考核"
    for row, (name, look) in enumerate(
        (
            ("按期办结率", "0.00%"),
            ("及时受理率（%）", "0.0"),
            ("群众满意率", "@"),
            ("填报日期", "yyyy/m/d"),
        ),
        2,
    ):
        sheet[f"A{row}"] = name
        sheet[f"B{row}"].number_format = look
        sheet[f"B{row}"].protection = Protection(locked=row == 2)
    sheet["B1"] = "数值"
    sheet["C2"] = '=IF(B2>=0.9,"达标","不达标")'
    red = PatternFill(start_color="FFC7CE", end_color="FFC7CE", fill_type="solid")
    rule = CellIsRule(  # type: ignore[no-untyped-call]
        operator="lessThan", formula=["0.9"], fill=red
    )
    sheet.conditional_formatting.add("B2:B3", rule)
    check = DataValidation(type="decimal", operator="between", formula1="0", formula2="100")
    check.add("B3")
    sheet.add_data_validation(check)
    sheet.protection.sheet = True
    sheet.protection.password = "secret"
    return _saved(book)


def pictures() -> bytes:
    """By another library: picture, chart, text box, button, comment, and formats of newer Excel."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet("图表")
    bold = book.add_format({"bold": True, "border": 1, "bg_color": "#DDEBF7"})
    plain = book.add_format({"border": 1})
    sheet.write_row("A1", ["科室", "收到", "办结", "办结比例"], bold)
    for row, name in enumerate(("农田建设科", "经管站"), 1):
        sheet.write(row, 0, name, plain)
        sheet.write(row, 1, 3, plain)
        sheet.write(row, 2, 2, plain)
        sheet.write_formula(row, 3, f"=C{row + 1}/B{row + 1}", plain, 0.6667)
    sheet.write(3, 0, "合计", bold)
    sheet.write_formula("B4", "=SUM(B2:B3)", bold, 6)
    sheet.write_formula("C4", "=SUM(C2:C3)", bold, 4)
    sheet.conditional_format("B2:B3", {"type": "data_bar", "data_bar_2010": True})
    sheet.conditional_format("C2:C3", {"type": "icon_set", "icon_style": "3_traffic_lights"})
    sheet.add_sparkline("E2", {"range": "图表!B2:C2"})
    chart = book.add_chart({"type": "column"})
    chart.add_series({"categories": "=图表!$A$2:$A$3", "values": "=图表!$B$2:$B$3"})
    sheet.insert_chart("G2", chart)
    sheet.insert_image("G20", "章.png", {"image_data": io.BytesIO(png())})
    sheet.insert_textbox("A8", "说明：本表{{期间}}数据由各单位填报")
    sheet.insert_button("D8", {"macro": "汇总", "caption": "汇总"})
    sheet.write_comment("B1", "以收到日期为准")
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_footer("&C第 &P 页")
    book.close()
    return out.getvalue()


def by_hand() -> bytes:
    """Parts as other programs write them: prefixes, no cell names, empty rows, macros, a signature."""
    spaces = (
        f'xmlns:x="{MAIN}" xmlns:r="{OFFICE}" mc:Ignorable="x14ac xr9" xmlns:xr9="http://example.org/unknown"\n  '
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
        'xmlns:x14ac="http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac"'
    )
    sheet = f"""\ufeff<?xml version='1.0' encoding='utf-8'?>
<x:worksheet {spaces}><!-- kept -->
  <x:sheetData><x:row spans="1:2" x14ac:dyDescent="0.25">
      <x:c t="inlineStr"><x:is><x:t>来信批次</x:t></x:is></x:c><x:c s="0"><x:v>7</x:v></x:c></x:row>
    <x:row r="3" ht="20" customHeight='1'/>
    <x:row r="5"><x:c r="A5" t="str"><x:v>总数 &amp; 说明</x:v></x:c
      ><x:c r="C5" t="n"><x:f>B1+B3</x:f><x:v>7</x:v></x:c></x:row>
  </x:sheetData>
  <mc:AlternateContent><mc:Choice Requires="x14"><x:controls>
    <x:control shapeId="1025" r:id="rId1" name="按钮 1"/></x:controls></mc:Choice></mc:AlternateContent>
  <x:extLst><x:ext uri="{{CAFE}}" xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main">
    <x14:anything keep="1"/></x:ext></x:extLst>
</x:worksheet>"""
    return package(
        {
            "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/>'
            '<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/>'
            '<Override PartName="/book/main.xml" ContentType="application/vnd.ms-excel.sheet.macroEnabled.main+xml"/>'
            '<Override PartName="/book/one.xml" ContentType="application/vnd.openxmlformats-officedocument'
            '.spreadsheetml.worksheet+xml"/></Types>',
            "_rels/.rels": _links(
                ("rId1", f"{OFFICE}/officeDocument", "/book/main.xml"),
                ("rId2", "http://schemas.openxmlformats.org/package/2006/relationships/digital-signature/origin",
                 "_xmlsignatures/origin.sigs"),
            ),
            "book/main.xml": f'<x:workbook xmlns:x="{MAIN}" xmlns:q="{OFFICE}"><x:sheets><x:sheet name="手工" '
            'sheetId="4" q:id="rel9"/></x:sheets></x:workbook>',
            "book/_rels/main.xml.rels": _links(
                ("rel9", f"{OFFICE}/worksheet", "one.xml"),
                ("rel8", "http://schemas.microsoft.com/office/2006/relationships/vbaProject", "vbaProject.bin"),
                ("rel7", f"{OFFICE}/externalLink", "links/one.xml"),
            ),
            "book/one.xml": sheet,
            "book/links/one.xml": f'<externalLink xmlns="{MAIN}"/>',
            "book/vbaProject.bin": b"\xd0\xcf\x11\xe0 macros \x00\x01",
            "book/ctrlProps/one.xml": '<formControlPr objectType="Button"/>',
            "customXml/item1.xml": "<anything xmlns='urn:x'>&#8212;</anything>",
            "_xmlsignatures/origin.sigs": b"",
            "_xmlsignatures/sig1.xml": "<Signature xmlns='http://www.w3.org/2000/09/xmldsig#'/>",
        }
    )  # fmt: skip


def with_lists() -> bytes:
    """Rows for a list, placeholders among formatted words, a table, dates from 1904."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "date_1904": True})
    sheet = book.add_worksheet("超期明细")
    bold = book.add_format({"bold": True, "font_color": "#C00000"})
    box = book.add_format({"border": 1})
    day = book.add_format({"border": 1, "num_format": "yyyy-mm-dd"})
    sheet.merge_range("A1:D1", "", box)
    sheet.write_rich_string(
        "A1", "截至", bold, "{{截止日期}}", "共有超期件", bold, "{{合计.超期未结}}", "件", box
    )
    sheet.write_row("A2", ["序号", "登记编号", "收到日期", "概况"], box)
    names = ("{{超期件:序号}}", "{{超期件：登记编号}}", "{{ 超期件:收到日期 }}", "{{超期件:概况}}")
    for column, name in enumerate(names):
        sheet.write(2, column, name, day if column == 2 else box)
        for row in (3, 4):
            sheet.write_blank(row, column, None, day if column == 2 else box)
    sheet.write(5, 0, "填表人：{{填表人}}")
    sheet.write_formula("F1", "=COUNTA(B3:B5)", None, 99)
    other = book.add_worksheet("表格")
    other.add_table("A1:B3", {"columns": [{"header": "名称"}, {"header": "数"}]})
    other.write("A2", "来信")
    book.close()
    return out.getvalue()


ALL = {
    "three_row_header": three_row_header,
    "conditional": conditional,
    "pictures": pictures,
    "by_hand": by_hand,
    "with_lists": with_lists,
}


def package(parts: Mapping[str, str | bytes]) -> bytes:
    """A zip of parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


def parts_of(data: bytes) -> dict[str, bytes]:
    """The parts of a package, in their order."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def changed_parts(before: bytes, after: bytes) -> set[str]:
    """Names of the parts that are not the same bytes; none may be missing or in another place."""
    old, new = parts_of(before), parts_of(after)
    assert list(new)[: len(old)] == list(old)
    return {name for name in new if old.get(name) != new[name]}


def canonical(part: bytes, *, but: frozenset[str] = frozenset(), results: bool = False) -> bytes:
    """A part in canonical XML, less the cells ``but`` and, without ``results``, what formulas gave."""
    root = etree.fromstring(part.removeprefix(b"\xef\xbb\xbf"))
    place = {"row": 0, "column": 0}
    for node in list(root.iter(f"{{{MAIN}}}row", f"{{{MAIN}}}c")):
        if node.tag.endswith("row"):
            place = {"row": int(node.get("r") or place["row"] + 1), "column": 0}
            node.attrib.pop("spans", None)
            continue
        place["column"] += 1
        name = node.get("r") or f"{chr(64 + place['column'])}{place['row']}"
        if name in but:
            node.getparent().remove(node)
        elif not results and node.find(f"{{{MAIN}}}f") is not None:
            node.attrib.pop("t", None)
            value = node.find(f"{{{MAIN}}}v")
            if value is not None:
                node.remove(value)
    for node in root.iter(f"{{{MAIN}}}calcPr"):
        node.attrib.pop("fullCalcOnLoad", None)
    return bytes(etree.tostring(root, method="c14n"))


def png() -> bytes:
    """A red dot."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return (
            struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        )

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0))
    return (
        b"\x89PNG\r\n\x1a\n"
        + header
        + chunk(b"IDAT", zlib.compress(b"\0\xff\0\0"))
        + chunk(b"IEND", b"")
    )


def _links(*links: tuple[str, str, str]) -> str:
    inner = "".join(f'<Relationship Id="{i}" Type="{t}" Target="{p}"/>' for i, t, p in links)
    return (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f"{inner}</Relationships>"
    )


def _saved(book: Any) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
