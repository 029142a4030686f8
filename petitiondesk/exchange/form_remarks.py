"""What of a workbook is named before it is written: what changes its worth, and what is kept as it is."""

import re
from collections.abc import Iterator, Sequence

from petitiondesk.domain.form_filling import Remark
from petitiondesk.domain.forms import PLACEHOLDER, FormSheet
from petitiondesk.domain.messages import N_, Message
from petitiondesk.exchange.form_package import Package

_DRAWN = re.compile(r"/(?:drawings|charts|diagrams)/[^/]+\.(?:xml|vml)$")

_KEPT: tuple[tuple[str, re.Pattern[bytes] | None, str], ...] = (
    (N_("图片"), None, r"/media/"),
    (N_("图表"), None, r"/charts/chart[^/]*\.xml$"),
    (N_("文本框和图形"), re.compile(rb"<(?:\w+:)?sp[ >]"), r"/drawings/[^/]+\.xml$"),
    (N_("按钮和控件"), re.compile(rb'ObjectType="(?!Note)|<(?:\w+:)?formControlPr|<ax:ocx'),
     r"/drawings/[^/]+\.vml$|/ctrlProps/|/activeX/[^/]+\.xml$"),
    (N_("批注"), None, r"/(?:threadedC|c)omments?[^/]*\.xml$|/comments/"),
    (N_("新版 Excel 的扩展格式"), re.compile(rb"<(?:\w+:)?extLst[ >]"), r"/worksheets/[^/]+\.xml$"),
    (N_("嵌入的文件"), None, r"/embeddings/"),
    (N_("数据有效性"), re.compile(rb"<(?:\w+:)?dataValidations[ >]"), r"/worksheets/[^/]+\.xml$"),
    (N_("条件格式"), re.compile(rb"<(?:\w+:)?conditionalFormatting[ >]"), r"/worksheets/[^/]+\.xml$"),
)  # fmt: skip
"""Name, what the part holds, and how it is called: things that other programs lose and this one keeps."""


def remarks(package: Package, sheets: Sequence[FormSheet]) -> Iterator[Remark]:
    """Everything worth a sentence, the grave first."""
    yield from _broken(package)
    yield from _unfilled(package)
    kinds = [relation.kind for relation in package.relations(package.main)]
    if "vbaProject" in kinds:
        yield Remark(Message("工作簿里有宏：原样保留，文件名仍须以 .xlsm 结尾。"))
    for sheet in sheets:
        if sheet.protected:
            yield Remark(
                Message("工作表“{name}”设了保护：照样填写，保护原样保留。", name=sheet.name)
            )
    outside = kinds.count("externalLink")
    if outside:
        yield Remark(
            Message("引用了 {n} 个别的工作簿：原样保留，打开时可能会问是否更新。", n=outside)
        )
    if "pivotCacheDefinition" in kinds:
        yield Remark(Message("有数据透视表：原样保留，打开后请刷新一次。"))
    formulas = sum(cell.formula for sheet in sheets for cell in sheet.cells.values())
    if formulas:
        yield Remark(
            Message(
                "有 {n} 个公式：原样保留，但旧的结果会清掉。"
                "报送前请用 Excel 或 WPS 打开填好的文件并保存一次，公式就有新的结果。",
                n=formulas,
            )
        )
    for name, mark, where in _KEPT:
        if _has(package, mark, where):
            yield Remark(Message(name), kept=True)


def _broken(package: Package) -> Iterator[Remark]:
    signed = any("origin" in relation.kind for relation in package.relations(""))
    if signed or any(name.startswith("_xmlsignatures/") for name in package.parts):
        yield Remark(
            Message("工作簿有数字签名：任何填写都会使签名失效。需要签名的，请填好后重新签名。"),
            grave=True,
        )


def _unfilled(package: Package) -> Iterator[Remark]:
    """Placeholders where nothing is filled in: in text boxes, headers and footers."""
    for name, data in package.parts.items():
        if _DRAWN.search(name):
            words = re.sub(r"<[^>]*>", "", data.decode("utf-8", "replace"))
            for found in PLACEHOLDER.finditer(words):
                yield Remark(
                    Message("文本框里的占位符“{name}”不会填写，请改放在单元格里。", name=found[0]),
                    grave=True,
                )
    for sheet in package.sheets:
        header = package.tree(sheet.part).child("headerFooter")
        for found in PLACEHOLDER.finditer(header.whole_text() if header else ""):
            yield Remark(
                Message("页眉页脚里的占位符“{name}”不会填写，请改放在单元格里。", name=found[0]),
                grave=True,
            )


def _has(package: Package, mark: re.Pattern[bytes] | None, where: str) -> bool:
    return any(
        re.search(where, name) and (mark is None or mark.search(data))
        for name, data in package.parts.items()
    )
