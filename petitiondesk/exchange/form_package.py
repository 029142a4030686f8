"""A workbook as a package of parts: opened, its sheets found, written again with some parts mended.

Every part that is not mended is the same bytes in the copy, in the same order: nothing is lost that
a library does not know. Only .xlsx and .xlsm are such packages.
"""

import io
import posixpath
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from petitiondesk.domain.errors import FileProblem
from petitiondesk.domain.messages import Message
from petitiondesk.exchange.form_xml import Broken, Node, parse

LARGEST = 200 << 20
"""Bytes a workbook may take when unpacked: above any form with pictures in it."""

LARGEST_SHEET = 8 << 20
"""Bytes of one worksheet's part: some two hundred thousand cells, formatted empty ones included."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
CONTENT_TYPES = "[Content_Types].xml"
_MACROS = "macroEnabled"


@dataclass(frozen=True)
class Relation:
    """A relationship of a part: its id, the last word of its type, and the part it leads to."""

    id: str
    kind: str
    target: str
    outside: bool


@dataclass(frozen=True)
class SheetPart:
    """A worksheet: its name, its part, and whether it is hidden."""

    name: str
    part: str
    hidden: bool


class Package:
    """The parts of a workbook.

    Raises:
        FileProblem: it is an old .xls or another file, it is damaged or too large.
    """

    def __init__(self, data: bytes) -> None:
        if data.startswith(_OLE):
            raise FileProblem(
                Message(
                    "这是旧格式的 .xls（或者 WPS 的 .et）工作簿，没有采用。"
                    "请先在 Excel 或 WPS 里打开它，另存为 .xlsx，再选另存的文件。"
                )
            )
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                self.entries = archive.infolist()
                if sum(entry.file_size for entry in self.entries) > LARGEST:
                    raise FileProblem(
                        Message("工作簿解开后超过 200 MB，没有采用。请去掉其中的大图片再试。")
                    )
                self.parts = {entry.filename: archive.read(entry) for entry in self.entries}
        except (zipfile.BadZipFile, EOFError, OSError, NotImplementedError, RuntimeError) as error:
            raise no_workbook() from error
        if len(self.parts) != len(self.entries) or CONTENT_TYPES not in self.parts:
            raise no_workbook()
        if "workbook.bin" in self.main:
            raise FileProblem(
                Message(
                    "这是二进制的 .xlsb 工作簿，没有采用。请在 Excel 里另存为 .xlsx，再选另存的文件。"
                )
            )
        if self.workbook.name != "workbook" or not self.sheets:
            raise no_workbook()
        for sheet in self.sheets:
            if len(self.parts[sheet.part]) > LARGEST_SHEET:
                raise FileProblem(
                    Message(
                        "工作表“{name}”有二十万个以上的单元格，没有采用。"
                        "多半是下面有大片带格式的空行：请删去这些空行，保存后再选。",
                        name=sheet.name,
                    )
                )

    @cached_property
    def main(self) -> str:
        """The part of the workbook itself."""
        found = (r.target for r in self.relations("") if r.kind == "officeDocument")
        name = next(found, "")
        if name not in self.parts:
            raise no_workbook()
        return name

    @cached_property
    def workbook(self) -> Node:
        """The root of the workbook's part."""
        return self.tree(self.main)

    @cached_property
    def sheets(self) -> tuple[SheetPart, ...]:
        """The worksheets in their order; sheets that are only a chart are none."""
        targets = {r.id: r for r in self.relations(self.main)}
        found = []
        for node in self.workbook.under("sheets", "sheet"):
            relation = targets.get(node.get("id"))
            if relation and relation.kind == "worksheet" and relation.target in self.parts:
                hidden = node.get("state", "visible") != "visible"
                found.append(SheetPart(node.get("name"), relation.target, hidden))
        return tuple(found)

    @property
    def names(self) -> set[str]:
        """The names of all sheets, those that are only a chart too."""
        return {node.get("name") for node in self.workbook.under("sheets", "sheet")}

    @property
    def suffix(self) -> str:
        """What the file's name must end in: macros are only allowed in .xlsm."""
        for node in self.tree(CONTENT_TYPES).all("Override"):
            if node.get("PartName").lstrip("/") == self.main:
                return ".xlsm" if _MACROS in node.get("ContentType") else ".xlsx"
        return ".xlsx"

    @cached_property
    def epoch_1904(self) -> bool:
        """Whether serial dates count from 1904."""
        properties = self.workbook.child("workbookPr")
        return properties is not None and properties.get("date1904") in ("1", "true")

    def tree(self, part: str) -> Node:
        """The root of a part.

        Raises:
            FileProblem: it is damaged.
        """
        try:
            return parse(self.parts[part])
        except (Broken, KeyError) as error:
            raise no_workbook() from error

    def relations(self, part: str) -> Iterator[Relation]:
        """What a part refers to; "" for the package itself."""
        folder, name = posixpath.split(part)
        path = posixpath.join(folder, "_rels", f"{name}.rels")
        if path not in self.parts:
            return
        for node in self.tree(path).all("Relationship"):
            outside, target = node.get("TargetMode") == "External", node.get("Target")
            if not outside:
                target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            yield Relation(node.get("Id"), posixpath.basename(node.get("Type")), target, outside)

    def related(self, part: str, kind: str) -> str | None:
        """The part of a kind that ``part`` refers to."""
        found = (r.target for r in self.relations(part) if r.kind == kind and not r.outside)
        return next((name for name in found if name in self.parts), None)

    def packed(self, mended: Mapping[str, bytes]) -> bytes:
        """The workbook with some parts mended or added; all others are the same bytes."""
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
            for entry in self.entries:
                copy = zipfile.ZipInfo(entry.filename, entry.date_time)
                copy.compress_type = entry.compress_type
                copy.external_attr = entry.external_attr
                copy.create_system = entry.create_system
                target.writestr(copy, mended.get(entry.filename, self.parts[entry.filename]))
            for name in sorted(mended.keys() - self.parts.keys()):
                copy = zipfile.ZipInfo(name, self.entries[0].date_time)
                copy.compress_type = zipfile.ZIP_DEFLATED
                target.writestr(copy, mended[name])
        return out.getvalue()


def no_workbook() -> FileProblem:
    """The sentence for a file that is no such workbook, or a damaged one."""
    return FileProblem(
        Message(
            "这不是能填写的 Excel 工作簿（.xlsx、.xlsm），或者文件已损坏，没有采用。"
            "请在 Excel 或 WPS 里打开它，另存为 .xlsx 再选。"
        )
    )
