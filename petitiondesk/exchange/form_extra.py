"""What is changed in the workbook's own part: that it counts anew when opened, and sheets at its end."""

import posixpath
from collections.abc import Mapping, Sequence
from datetime import date

from petitiondesk.domain.form_filling import Extra, Written
from petitiondesk.domain.forms import cell_of
from petitiondesk.exchange.form_package import CONTENT_TYPES, Package
from petitiondesk.exchange.form_texts import plain_rich
from petitiondesk.exchange.form_xml import (
    Edit,
    Node,
    mended,
    opened,
    parse,
    prefixed,
    quoted,
    tag,
    with_attribute,
)

_BEFORE_CALCULATION = (
    "fileVersion", "fileSharing", "workbookPr", "AlternateContent", "revisionPtr", "absPath",
    "workbookProtection", "bookViews", "sheets", "functionGroups", "externalReferences",
    "definedNames",
)  # fmt: skip
"""What stands before ``calcPr`` in a workbook's part (ECMA-376 part 1, 18.2.27)."""

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_STRICT_MAIN = "http://purl.oclc.org/ooxml/spreadsheetml/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"


def with_full_calculation(package: Package) -> dict[str, bytes]:
    """The workbook's part with the order to count every formula anew when it is opened."""
    data, root = package.parts[package.main], package.workbook
    node = root.child("calcPr")
    if node is not None:
        new = with_attribute(tag(data, node), "fullCalcOnLoad", "1")
        return {package.main: mended(data, [Edit(node.start, (), node.inner, new)])}
    before = [child for child in root.children if child.name in _BEFORE_CALCULATION]
    at = before[-1].end
    new = f'<{prefixed(root, "calcPr")} fullCalcOnLoad="1"/>'.encode()
    return {package.main: mended(data, [Edit(at, (), at, new)])}


def with_extra(
    package: Package, parts: Mapping[str, bytes], extras: Sequence[Extra]
) -> dict[str, bytes]:
    """``parts`` with the extra sheets: their own, and their names in the lists of the package."""
    main = package.main
    folder = posixpath.dirname(main)
    relations = posixpath.join(folder, "_rels", f"{posixpath.basename(main)}.rels")
    done = {
        main: parts.get(main, package.parts[main]),
        relations: package.parts[relations],
        CONTENT_TYPES: package.parts[CONTENT_TYPES],
    }
    for extra in extras:
        part, number = posixpath.join(folder, "worksheets/sheet1.xml"), 1
        while part in package.parts or part in done:
            number += 1
            part = posixpath.join(folder, f"worksheets/sheet{number}.xml")
        links = parse(done[relations]).children
        used, number = {link.get("Id") for link in links}, 1
        while f"rIdExtra{number}" in used:
            number += 1
        types = (link.get("Type") for link in links)
        kind = next(name for name in types if posixpath.basename(name) == "worksheet")
        link = f'Id="rIdExtra{number}" Type="{quoted(kind)}" Target="/{part}"'
        override = f'PartName="/{part}" ContentType="{_SHEET_TYPE}"'
        done[relations] = _grown(done[relations], [], "Relationship", link)
        done[CONTENT_TYPES] = _grown(done[CONTENT_TYPES], [], "Override", override)
        done[main] = _listed(done[main], extra.name, f"rIdExtra{number}")
        done[part] = _sheet(extra, strict=_STRICT.encode() in package.parts[main])
    return {**parts, **done}


def _listed(data: bytes, name: str, link: str) -> bytes:
    """The workbook's part with one more sheet in its list."""
    root = parse(data)
    sheets = root.child("sheets")
    assert sheets is not None, "a package without sheets is refused"
    number = 1 + max(int(sheet.get("sheetId", "0")) for sheet in sheets.children)
    # Declared on the element itself: where this workbook declares it, if at all, does not matter.
    space = _STRICT if _STRICT.encode() in data else _RELATIONS
    return _grown(
        data,
        ["sheets"],
        "sheet",
        f'name="{quoted(name)}" sheetId="{number}" xmlns:link="{space}" link:id="{link}"',
    )


def _grown(data: bytes, way: list[str], name: str, attributes: str) -> bytes:
    """A part with one more element at the end of the element that ``way`` leads to."""
    node: Node = parse(data).under(*way)[0]
    new = f"<{prefixed(node, name)} {attributes}/>".encode()
    if node.inner == node.end:
        end = f"</{prefixed(node, node.name)}>".encode()
        return mended(data, [Edit(node.start, (), node.end, opened(tag(data, node)) + new + end)])
    return mended(data, [Edit(node.close, (), node.close, new)])


def _sheet(extra: Extra, *, strict: bool) -> bytes:
    lines = [extra.heads, *extra.rows]
    rows = "".join(
        f'<row r="{r}">{"".join(_cell(r, c, v) for c, v in enumerate(line, 1))}</row>'
        for r, line in enumerate(lines, 1)
    )
    widths = "".join(
        f'<col min="{c}" max="{c}" width="{_width(lines, c - 1)}" customWidth="1"/>'
        for c in range(1, len(extra.heads) + 1)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<worksheet xmlns="{_STRICT_MAIN if strict else _MAIN}"><cols>{widths}</cols><sheetData>{rows}</sheetData></worksheet>'
    ).encode()


def _cell(row: int, column: int, value: Written) -> str:
    """Days go in as text: the styles of the workbook are not ours to add to."""
    name = cell_of(row, column)
    if isinstance(value, date):
        value = value.isoformat()
    if isinstance(value, str):
        return f'<c r="{name}" t="inlineStr">{plain_rich(value).inline("")}</c>'
    return f'<c r="{name}"><v>{value}</v></c>'


def _width(lines: Sequence[Sequence[Written]], column: int) -> int:
    widest = max(len(str(line[column]).encode("gb18030", "replace")) for line in lines)
    return min(50, widest + 2)
