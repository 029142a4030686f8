"""Writers of the forms in which old ledgers come."""

import html
import io
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import xlsxwriter
import xlwt
from xlwt.CompoundDoc import XlsDoc

from petitiondesk.exchange.office_crypto import encrypt

Row = Sequence[object]
Rows = Sequence[Row]
Merges = Sequence[tuple[int, int, int, int]]
"""Merged ranges as (top, left, bottom, right), from 0."""


def xlsx(
    path: Path, sheets: dict[str, Rows], merges: Merges = (), *, epoch_1904: bool = False
) -> Path:
    """An .xlsx; ``merges`` are of the first sheet."""
    book = xlsxwriter.Workbook(
        str(path), {"default_date_format": "yyyy/m/d", "date_1904": epoch_1904}
    )
    for number, (name, rows) in enumerate(sheets.items()):
        page = book.add_worksheet(name)
        for top, left, bottom, right in merges if number == 0 else ():
            page.merge_range(top, left, bottom, right, "")
        for at, row in enumerate(rows):
            for column, value in enumerate(row):
                if isinstance(value, str) and value:
                    page.write_string(at, column, value)
                elif value is not None and value != "":
                    page.write(at, column, value)
    book.close()
    return path


def xls_book(
    sheets: dict[str, Rows], merges: Merges = (), *, epoch_1904: bool = False
) -> xlwt.Workbook:
    """An old workbook (BIFF8) as xlwt holds it."""
    book = xlwt.Workbook()
    book.dates_1904 = epoch_1904
    day = xlwt.easyxf(num_format_str="YYYY/M/D")
    for number, (name, rows) in enumerate(sheets.items()):
        page = book.add_sheet(name)
        merged = {(top, left): (top, bottom, left, right)
                  for top, left, bottom, right in (merges if number == 0 else ())}  # fmt: skip
        for at, row in enumerate(rows):
            for column, value in enumerate(row):
                style = day if hasattr(value, "year") else xlwt.Style.default_style
                if (at, column) in merged:
                    page.write_merge(*merged[at, column], value, style)
                elif value is not None and value != "":
                    page.write(at, column, value, style)
    return book


def xls(path: Path, sheets: dict[str, Rows], merges: Merges = (), **options: bool) -> Path:
    """An .xls (or .et: WPS keeps the same bytes)."""
    xls_book(sheets, merges, **options).save(str(path))
    return path


def locked_xlsx(path: Path, sheets: dict[str, Rows], password: str) -> Path:
    """An .xlsx behind a password (AES)."""
    xlsx(path, sheets)
    path.write_bytes(encrypt(path.read_bytes(), password))
    return path


def locked_xls(path: Path, sheets: dict[str, Rows], password: str) -> Path:
    """An .xls behind a password (RC4)."""
    from tests.ledgers.biff_lock import lock

    XlsDoc().save(str(path), lock(xls_book(sheets).get_biff_data(), password))
    return path


def ods(path: Path, sheets: dict[str, Rows], merges: Merges = ()) -> Path:
    """An .ods with merged cells (rows and columns spanned) in its first sheet."""
    tables = "".join(
        f'<table:table table:name="{name}">{_ods_rows(rows, merges if number == 0 else ())}</table:table>'
        for number, (name, rows) in enumerate(sheets.items())
    )
    content = (
        '<?xml version="1.0" encoding="UTF-8"?><office:document-content'
        ' xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
        ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
        ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2">'
        f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>"
        "</office:document-content>"
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", _MANIFEST)
    return path


_MANIFEST = (
    '<?xml version="1.0" encoding="UTF-8"?><manifest:manifest'
    ' xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    '<manifest:file-entry manifest:full-path="/"'
    ' manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
    "</manifest:manifest>"
)


def _ods_rows(rows: Rows, merges: Merges) -> str:
    spans = {
        (top, left): (bottom - top + 1, right - left + 1) for top, left, bottom, right in merges
    }
    covered = {
        (r, c)
        for top, left, bottom, right in merges
        for r in range(top, bottom + 1)
        for c in range(left, right + 1)
    } - set(spans)
    lines = []
    for at, row in enumerate(rows):
        cells = [
            _ods_cell(value, spans.get((at, n)), (at, n) in covered) for n, value in enumerate(row)
        ]
        lines.append(f"<table:table-row>{''.join(cells)}</table:table-row>")
    empty = '<table:table-row table:number-rows-repeated="1048000"><table:table-cell/></table:table-row>'
    return "".join(lines) + empty


def _ods_cell(value: object, span: tuple[int, int] | None, covered: bool) -> str:
    if covered:
        return "<table:covered-table-cell/>"
    spans = (
        f' table:number-rows-spanned="{span[0]}" table:number-columns-spanned="{span[1]}"'
        if span
        else ""
    )
    if value in (None, ""):
        return f"<table:table-cell{spans}/>"
    number = isinstance(value, int | float)
    kind = f'office:value-type="{"float" if number else "string"}"'
    kind += f' office:value="{value}"' if number else ""
    text = html.escape(str(value))
    return f"<table:table-cell {kind}{spans}><text:p>{text}</text:p></table:table-cell>"


def html_table(path: Path, rows: Rows, spans: dict[tuple[int, int], int] | None = None) -> Path:
    """An HTML page in GBK that was renamed; ``spans`` are rows that a cell covers."""
    spans = spans or {}
    lines = []
    for at, row in enumerate(rows):
        cells = "".join(
            f'<td rowspan="{spans.get((at, n), 1)}">{html.escape(str(value))}</td>'
            for n, value in enumerate(row)
            if value is not None
        )
        lines.append(f"<tr>{cells}</tr>")
    page = (
        '<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312">'
        "<style>td {mso-number-format:'@'}</style></head><body><table border=1>"
        f"{''.join(lines)}</table></body></html>"
    )
    path.write_bytes(page.encode("gb18030"))
    return path


def xml_2003(path: Path, rows: Rows) -> Path:
    """Excel's XML of 2003, as some systems export it under the name .xls."""
    lines = "".join(
        "<Row>"
        + "".join(
            f'<Cell><Data ss:Type="String">{html.escape(str(value))}</Data></Cell>' for value in row
        )
        + "</Row>"
        for row in rows
    )
    path.write_text(
        '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>'
        '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"'
        ' xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="来访">'
        f"<Table>{lines}</Table></Worksheet></Workbook>",
        "utf-8",
    )
    return path


def text_table(path: Path, rows: Rows, encoding: str, separator: str = ",") -> Path:
    """A CSV or a table with tabs."""
    out = io.StringIO()
    for row in rows:
        out.write(separator.join(_quoted(value, separator) for value in row) + "\r\n")
    path.write_bytes(out.getvalue().encode(encoding))
    return path


def _quoted(value: Any, separator: str) -> str:
    text = str(value)
    return f'"{text}"' if separator in text or "\n" in text else text
