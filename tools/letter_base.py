"""The empty Word document that the shipped templates begin as: page, grid, fonts, styles.

GB/T 9704-2012 (党政机关公文格式): A4; margins top 37, left 28, right 26, bottom 35 mm; 22 lines of 28
characters in 三号 (16 pt) 仿宋. The official fonts are proprietary: the document names them, and names
beside each the one that every Windows has (``w:altName``).
"""

import io
import math
import zipfile

MM = 1440 / 25.4
"""Twips (1/20 pt) of a millimetre."""

A4 = (210.0, 297.0)
LINES, CHARACTERS, POINTS = 22, 28, 16.0
LETTER_MARGINS = (37.0, 26.0, 35.0, 28.0)
"""Top, right, bottom, left, in mm."""

FORM_MARGINS = (20.0, 18.0, 16.0, 27.0)
"""Of forms, which the standard does not rule: room for the binding at the left."""

LINE_PITCH = int((A4[1] - LETTER_MARGINS[0] - LETTER_MARGINS[2]) * MM / LINES)
"""Twips from line to line, so that 22 lines fill the page."""

CHAR_SPACE = int(
    ((A4[0] - LETTER_MARGINS[1] - LETTER_MARGINS[3]) * MM / 20 / CHARACTERS - POINTS) * 4096 - 1
)
"""1/4096 pt added to every character's width, so that 28 fill the line."""

CONDENSED = math.floor(
    (A4[0] - LETTER_MARGINS[1] - LETTER_MARGINS[3]) * MM / CHARACTERS
) - 20 * int(POINTS)
"""Twips that each character of a letter is set closer, to the same end: LibreOffice, which cannot
fit a character into a narrower grid, gives it two places. The styles therefore leave the grid alone
and bring its measures themselves; the page set-up names the grid all the same."""

TITLE_FONT, BODY_FONT, HEADING_FONT, SUBHEADING_FONT, PLAIN_FONT = (
    "方正小标宋简体", "仿宋_GB2312", "黑体", "楷体_GB2312", "宋体",
)  # fmt: skip
WESTERN_FONT = "Times New Roman"
_OTHERWISE = {TITLE_FONT: "宋体", BODY_FONT: "仿宋", SUBHEADING_FONT: "楷体"}

TITLE, NUMBER, ADDRESSEE, BODY = "公文标题", "发文字号", "主送", "公文正文"
HEADING, SUBHEADING, SIGNATURE = "一级标题", "二级标题", "落款"
FORM_TITLE, CELL, LABEL, NOTE, PAGE = "表格标题", "表格文字", "表格项目", "表格说明", "页码"
LARGE, LARGE_LABEL, BREAK = "封面文字", "封面项目", "分节"

_ID = {
    name: f"desk{number}"
    for number, name in enumerate(
        (TITLE, NUMBER, ADDRESSEE, BODY, HEADING, SUBHEADING, SIGNATURE, FORM_TITLE, CELL, LABEL,
         LARGE, LARGE_LABEL, NOTE, PAGE, BREAK), 1)
}  # fmt: skip
"""Ids of the styles: Word's own are plain letters as well, whatever the name."""

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_LINE = f'<w:snapToGrid w:val="0"/><w:spacing w:line="{LINE_PITCH}" w:lineRule="exact"/>'
_CLOSE = f'<w:spacing w:val="{CONDENSED}"/>'
_INDENT = '<w:ind w:firstLineChars="200" w:firstLine="640"/>'
_NO_GRID = '<w:snapToGrid w:val="0"/>'


def base() -> bytes:
    """A document without content that has the styles."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in _PARTS.items():
            archive.writestr(name, _HEAD + text)
    return out.getvalue()


def fonts(east: str, western: str = WESTERN_FONT) -> str:
    """The run property that names the font of Chinese and of western characters."""
    return (
        f'<w:rFonts w:hint="eastAsia" w:ascii="{western}" w:hAnsi="{western}" '
        f'w:eastAsia="{east}" w:cs="{western}"/>'
    )


def _style(name: str, paragraph: str, run: str = "") -> str:
    return (
        f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{_ID[name]}">'
        f'<w:name w:val="{name}"/><w:basedOn w:val="a"/><w:qFormat/>'
        f"<w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
    )


def _size(points: float) -> str:
    return f'<w:sz w:val="{points * 2:.0f}"/><w:szCs w:val="{points * 2:.0f}"/>'


def _exact(points: float, before: float = 0, after: float = 0) -> str:
    return (
        f'<w:spacing w:before="{before * 20:.0f}" w:after="{after * 20:.0f}" '
        f'w:line="{points * 20:.0f}" w:lineRule="exact"/>'
    )


def _styles() -> str:
    centred, small = '<w:jc w:val="center"/>', _size(12)
    return (
        f"<w:styles {_W}><w:docDefaults><w:rPrDefault><w:rPr>{fonts(BODY_FONT)}"
        f'<w:kern w:val="2"/>{_size(POINTS)}<w:lang w:val="en-US" w:eastAsia="zh-CN" '
        'w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>'
        '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/><w:qFormat/>'
        '<w:pPr><w:widowControl w:val="0"/><w:jc w:val="both"/></w:pPr>'
        # Said again here: the character grid is counted from this style's size.
        f"<w:rPr>{_size(POINTS)}</w:rPr></w:style>"
        '<w:style w:type="table" w:default="1" w:styleId="a1"><w:name w:val="Normal Table"/>'
        "<w:tblPr><w:tblCellMar>"
        '<w:left w:w="85" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        "</w:style>"
        + _style(TITLE, "<w:keepNext/>" + _NO_GRID + _exact(35) + centred,
                 fonts(TITLE_FONT) + _size(22))
        + _style(NUMBER, _LINE + centred, _CLOSE)
        + _style(ADDRESSEE, "<w:keepNext/>" + _LINE, _CLOSE)
        + _style(BODY, _LINE + _INDENT, _CLOSE)
        + _style(HEADING, "<w:keepNext/>" + _LINE + _INDENT + '<w:outlineLvl w:val="0"/>',
                 fonts(HEADING_FONT) + _CLOSE)
        + _style(SUBHEADING, "<w:keepNext/>" + _LINE + _INDENT + '<w:outlineLvl w:val="1"/>',
                 fonts(SUBHEADING_FONT) + _CLOSE)
        + _style(SIGNATURE, "<w:keepNext/><w:keepLines/>" + _LINE + '<w:ind w:left="3840"/>'
                 + centred, _CLOSE)
        + _style(FORM_TITLE, "<w:keepNext/>" + _NO_GRID + _exact(30, after=4) + centred,
                 fonts(TITLE_FONT) + _size(18))
        + _style(CELL, _NO_GRID + _exact(16, 1.5, 1.5) + '<w:jc w:val="left"/>', small)
        + _style(LABEL, _NO_GRID + _exact(16, 1, 1) + centred, fonts(HEADING_FONT) + small)
        + _style(LARGE, _NO_GRID + _exact(28) + '<w:jc w:val="left"/>')
        + _style(LARGE_LABEL, _NO_GRID + _exact(28) + centred, fonts(HEADING_FONT))
        + _style(NOTE, _NO_GRID + _exact(18, 4), small)
        + _style(PAGE, _NO_GRID, fonts(PLAIN_FONT, PLAIN_FONT) + _size(14))
        + _style(BREAK, _NO_GRID + _exact(1), _size(1))
        + "</w:styles>"
    )  # fmt: skip


def _font_table() -> str:
    entries = "".join(
        f'<w:font w:name="{name}">'
        + (f'<w:altName w:val="{_OTHERWISE[name]}"/>' if name in _OTHERWISE else "")
        + '<w:charset w:val="86"/></w:font>'
        for name in (TITLE_FONT, BODY_FONT, HEADING_FONT, SUBHEADING_FONT, PLAIN_FONT)
    )
    return f"<w:fonts {_W}>{entries}</w:fonts>"


_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_LINKED = {"styles": "styles", "settings": "settings", "fontTable": "fontTable"}

_PARTS = {
    "[Content_Types].xml": (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_TYPE}.document.main+xml"/>'
        + "".join(
            f'<Override PartName="/word/{name}.xml" ContentType="{_TYPE}.{kind}+xml"/>'
            for name, kind in _LINKED.items()
        )
        + '<Override PartName="/docProps/core.xml" '
        'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>'
        '<Override PartName="/docProps/app.xml" ContentType="application/'
        'vnd.openxmlformats-officedocument.extended-properties+xml"/></Types>'
    ),
    "_rels/.rels": (
        f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>'
        f'<Relationship Id="rId2" Type="{_PACKAGE}/relationships/metadata/core-properties" '
        'Target="docProps/core.xml"/>'
        f'<Relationship Id="rId3" Type="{_OFFICE}/extended-properties" Target="docProps/app.xml"/>'
        "</Relationships>"
    ),
    "docProps/core.xml": f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties"/>',
    "docProps/app.xml": (
        '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/'
        'extended-properties"/>'
    ),
    "word/_rels/document.xml.rels": (
        f'<Relationships xmlns="{_PACKAGE}/relationships">'
        + "".join(
            f'<Relationship Id="rId{number}" Type="{_OFFICE}/{kind}" Target="{name}.xml"/>'
            for number, (name, kind) in enumerate(_LINKED.items(), 1)
        )
        + "</Relationships>"
    ),
    "word/document.xml": f'<w:document {_W} xmlns:r="{_OFFICE}"><w:body><w:sectPr/></w:body></w:document>',
    "word/styles.xml": _styles(),
    "word/fontTable.xml": _font_table(),
    "word/settings.xml": (
        f'<w:settings {_W}><w:zoom w:percent="100"/><w:defaultTabStop w:val="640"/>'
        "<w:evenAndOddHeaders/>"
        '<w:characterSpacingControl w:val="compressPunctuation"/><w:compat><w:compatSetting '
        'w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
        '</w:compat><w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>'
    ),
}
