"""The shipped templates: made by a program, by GB/T 9704-2012, one for every kind."""

import re
from typing import Any

import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn

from petitiondesk.domain.terms import LetterKind
from petitiondesk.exchange.letters import placeholders
from petitiondesk.infra.resources import resource
from petitiondesk.services.letter_facts import TO_PETITIONER
from petitiondesk.services.letter_values import PLACEHOLDERS, TABLES
from tests.exchange.letter_reading import opened, parts, text
from tools.form_kinds import FORMS
from tools.letter_docs import BEGIN, END, PAGE, tables
from tools.letter_kinds import LETTERS
from tools.make_templates import template

MM = 36_000
"""English metric units of a millimetre, in which python-docx gives lengths."""


def shipped(kind: LetterKind) -> bytes:
    return resource("templates", f"{kind.value}.docx").read_bytes()


@pytest.mark.parametrize("kind", LetterKind)
def test_each_shipped_template_is_what_the_program_makes(kind: LetterKind) -> None:
    kept, made = shipped(kind), template(kind)

    assert text(kept) == text(made)
    assert _setup(kept) == _setup(made)
    styles = dict(parts(kept))["word/styles.xml"], dict(parts(made))["word/styles.xml"]
    assert styles[0] == styles[1]


def _setup(letter: bytes) -> list[Any]:
    return [
        (s.page_width, s.page_height, s.top_margin, s.right_margin, s.bottom_margin, s.left_margin,
         s.footer_distance, [p.text for p in s.footer.paragraphs])
        for s in opened(letter).sections
    ]  # fmt: skip


def test_there_is_a_template_for_every_kind_and_no_other_file() -> None:
    names = {path.name for path in resource("templates").iterdir()}

    papers = {"brief.docx", "minutes.docx"}  # of the analysis meeting: `services.briefs`
    assert names == {f"{kind.value}.docx" for kind in LetterKind} | papers


@pytest.mark.parametrize("kind", LETTERS)
def test_a_letter_has_the_page_of_the_standard(kind: LetterKind) -> None:
    section = opened(shipped(kind)).sections[0]

    sides = (section.top_margin, section.right_margin, section.bottom_margin, section.left_margin)
    assert [round(side / MM, 1) for side in sides] == [37, 26, 35, 28]
    assert [round(n / MM) for n in (section.page_width, section.page_height)] == [210, 297]
    grid = section._sectPr.find(qn("w:docGrid"))
    assert grid.get(qn("w:type")) == "linesAndChars"
    height = section.page_height - section.top_margin - section.bottom_margin
    width = section.page_width - section.left_margin - section.right_margin
    assert height // (int(grid.get(qn("w:linePitch"))) * 635) == 22
    pitch = 16 + int(grid.get(qn("w:charSpace"))) / 4096
    assert width / 12_700 // pitch == 28


def test_the_styles_name_the_official_fonts_and_sizes() -> None:
    document = opened(shipped(LetterKind.OPINION))

    def font(style: str) -> tuple[str, float]:
        look = document.styles[style].element.rPr
        default = document.styles.element.find(f".//{qn('w:rPrDefault')}//{qn('w:rFonts')}")
        fonts = look.find(qn("w:rFonts"))
        size = document.styles[style].font.size or document.styles["Normal"].font.size
        return (default if fonts is None else fonts).get(qn("w:eastAsia")), size.pt

    assert font("公文标题") == ("方正小标宋简体", 22)
    assert font("公文正文") == ("仿宋_GB2312", 16)
    assert font("一级标题") == ("黑体", 16)
    assert font("二级标题") == ("楷体_GB2312", 16)
    assert font("页码") == ("宋体", 14)
    table = dict(parts(shipped(LetterKind.OPINION)))["word/fontTable.xml"].decode()
    for name, otherwise in (
        ("仿宋_GB2312", "仿宋"),
        ("楷体_GB2312", "楷体"),
        ("方正小标宋简体", "宋体"),
    ):
        assert f'"{name}"><w:altName w:val="{otherwise}"' in table


def test_a_line_of_the_text_holds_28_characters_and_begins_two_in() -> None:
    body = opened(shipped(LetterKind.OPINION)).styles["公文正文"].element
    indent, closer = body.pPr.find(qn("w:ind")), body.rPr.find(qn("w:spacing"))

    assert indent.get(qn("w:firstLineChars")) == "200"
    twips = 16 * 20 + int(closer.get(qn("w:val")))
    assert 28 * twips <= 156 / 25.4 * 1440 < 29 * twips


def test_pages_are_numbered_at_the_outer_edge() -> None:
    document = opened(shipped(LetterKind.URGING))
    section = document.sections[0]

    odd, even = section.footer.paragraphs[0], section.even_page_footer.paragraphs[0]
    assert odd.alignment == WD_ALIGN_PARAGRAPH.RIGHT
    assert even.alignment == WD_ALIGN_PARAGRAPH.LEFT
    assert re.fullmatch("— *—", odd.text)
    assert odd._p.find(qn("w:fldSimple")).get(qn("w:instr")).strip() == "PAGE"
    assert document.settings.odd_and_even_pages_header_footer


@pytest.mark.parametrize("kind", LETTERS)
def test_a_letter_that_is_served_brings_its_receipt_on_a_sheet_of_its_own(kind: LetterKind) -> None:
    document = opened(shipped(kind))

    if kind in TO_PETITIONER:
        assert len(document.sections) == 2
        receipt = text(shipped(LetterKind.DELIVERY))
        assert text(shipped(kind)).endswith(receipt)
        assert not document.sections[1].footer.paragraphs[0].text
    else:
        assert len(document.sections) == 1
        assert "送达回证" not in text(shipped(kind))


@pytest.mark.parametrize("kind", FORMS)
def test_a_form_fills_its_width_and_no_more(kind: LetterKind) -> None:
    document = opened(shipped(kind))
    section = document.sections[0]

    room = section.page_width - section.left_margin - section.right_margin
    for table in document.tables:
        assert sum(column.width for column in table.columns) == pytest.approx(room, abs=MM)


@pytest.mark.parametrize("kind", LetterKind)
def test_a_template_asks_only_for_names_that_are_described(kind: LetterKind) -> None:
    known = {p.name for p in PLACEHOLDERS} | {t.name for t in TABLES}

    assert placeholders(shipped(kind)) <= known


@pytest.mark.parametrize("kind", LetterKind)
def test_a_template_names_nobody_who_made_it(kind: LetterKind) -> None:
    for name, data in parts(shipped(kind)):
        assert b"python-docx" not in data, name
        assert b"<dc:creator>" not in data, name


def test_what_the_articles_want_is_in_the_letters() -> None:
    opinion = text(shipped(LetterKind.OPINION))
    for word in (
        "信访诉求",
        "事实和理由",
        "处理意见",
        "法律依据",
        "诉求.决定",
        "三十日",
        "复查",
        "第三十五条",
    ):
        assert word in opinion
    refusal = text(shipped(LetterKind.REFUSAL))
    for word in ("不予受理理由", "不予受理依据", "救济途径"):
        assert f"{{{{ {word} }}}}" in refusal
    receipt = text(shipped(LetterKind.DELIVERY))
    for word in (
        "送达文书",
        "受送达人",
        "送达方式",
        "送达地点",
        "送达时间",
        "签名",
        "拒收",
        "见证人",
    ):
        assert word in receipt
    catalogue = text(shipped(LetterKind.CATALOGUE))
    for word in ("序号", "文号", "责任者", "题名", "日期", "页号", "备注"):
        assert word in catalogue


def test_the_manual_lists_every_kind_placeholder_and_column() -> None:
    assert f"{BEGIN}\n\n{tables()}\n\n{END}" in PAGE.read_text("utf-8")
