"""Building blocks of the shipped templates: paragraphs of a letter, tables of a form, page feet."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from docx import Document
from docx.enum.section import WD_SECTION
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_ROW_HEIGHT_RULE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section, _BaseHeaderFooter
from docx.shared import Mm, Pt, Twips
from docx.table import _Cell, _Row
from docx.text.paragraph import Paragraph

from petitiondesk.exchange.letter_package import neutral
from tools.letter_base import (
    A4,
    ADDRESSEE,
    BODY,
    BREAK,
    CELL,
    CHAR_SPACE,
    FORM_MARGINS,
    FORM_TITLE,
    HEADING,
    LABEL,
    LETTER_MARGINS,
    LINE_PITCH,
    NOTE,
    NUMBER,
    PAGE,
    SIGNATURE,
    SUBHEADING,
    TITLE,
    base,
)

FORM_WIDTH = A4[0] - FORM_MARGINS[1] - FORM_MARGINS[3]
"""mm between the margins of a form."""

TO_THE_RIGHT = ">"
"""Begins a line of a cell that stands at its right edge."""


@dataclass(frozen=True)
class Cell:
    """A cell of a form: its text (a line, a paragraph), over how many columns, how it stands."""

    text: str
    span: int = 1
    style: str = CELL
    centred: bool = False
    top: bool = False


def label(text: str, span: int = 1) -> Cell:
    """A cell that names its neighbour."""
    return Cell(text, span, LABEL)


@dataclass(frozen=True)
class Row:
    """A row of a form, at least ``height`` mm high; one with ``heading`` repeats on every page."""

    cells: Sequence[Cell]
    height: float = 7.0
    heading: bool = False


class Sheet:
    """One template in the making, a letter or a form."""

    def __init__(self) -> None:
        self._document = Document(io.BytesIO(base()))

    # --- letters --------------------------------------------------------------------------------

    def letter_page(self) -> None:
        """Make the (last) section a page of GB/T 9704, numbered at the foot."""
        section = self._document.sections[-1]
        _page(section, LETTER_MARGINS)
        grid = OxmlElement("w:docGrid")
        grid.set(qn("w:type"), "linesAndChars")
        grid.set(qn("w:linePitch"), str(LINE_PITCH))
        grid.set(qn("w:charSpace"), str(CHAR_SPACE))
        section._sectPr.append(grid)
        # The number stands 7 mm below the text, 一字 in from the outer edge.
        section.footer_distance = Mm(25)
        _number(section.footer, WD_ALIGN_PARAGRAPH.RIGHT)
        _number(section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT)

    def head(self, title: str, *, addressee: bool = True) -> None:
        """Office and title, document number, and to whom it goes."""
        self.line("{{ 单位 }}", TITLE)
        self.line(title, TITLE)
        self.line("{%p if 文号 %}", NUMBER)
        self.line("{{ 文号 }}", NUMBER)
        self.line("{%p endif %}", NUMBER)
        self.line("", NUMBER)
        if addressee:
            self.line("{{ 收件人 }}：", ADDRESSEE)

    def title(self, *lines: str) -> None:
        """A title without document number or addressee."""
        for text in lines:
            self.line(text, TITLE)

    def centred(self, text: str) -> None:
        """A line in the middle, below a title."""
        self.line(text, NUMBER)
        self._document.paragraphs[-1].alignment = WD_ALIGN_PARAGRAPH.CENTER

    def line(self, text: str, style: str = BODY) -> None:
        """One paragraph."""
        _write(self._document.add_paragraph("", style), text)

    def body(self, *lines: str) -> None:
        """Paragraphs of the text."""
        for text in lines:
            self.line(text)

    def heading(self, text: str) -> None:
        """A heading of the first level (一、), in 黑体."""
        self.line(text, HEADING)

    def subheading(self, text: str) -> None:
        """A heading of the second level, （一）, in 楷体."""
        self.line(text, SUBHEADING)

    def signature(self) -> None:
        """Office and date where the seal goes over them, at the right.

        The last lines of the text go along: a page must not hold the signature alone.
        """
        texts = [p for p in self._document.paragraphs if not p.text.startswith("{%p")]
        texts[-1].paragraph_format.keep_with_next = True
        self.line("", SIGNATURE)
        self.line("{{ 单位 }}", SIGNATURE)
        self.line("{{ 成文日期 }}", SIGNATURE)
        self.line("（加盖印章）", SIGNATURE)
        last = self._document.paragraphs[-1]
        last.paragraph_format.keep_with_next = False
        for run in last.runs:
            run.font.size = Pt(14)

    # --- forms ----------------------------------------------------------------------------------

    def form_page(self, *, after_letter: bool = False) -> None:
        """Make the (last) section a form's page; behind a letter it begins a sheet of its own."""
        if after_letter:
            self._document.add_section(WD_SECTION.NEW_PAGE)
            self._document.paragraphs[-1].style = BREAK
        section = self._document.sections[-1]
        for grid in section._sectPr.findall(qn("w:docGrid")):
            section._sectPr.remove(grid)
        _page(section, FORM_MARGINS)
        section.footer_distance = Mm(12)
        for foot in (section.footer, section.even_page_footer):
            foot.is_linked_to_previous = False
            foot.paragraphs[0].style = PAGE

    def form_title(self, title: str) -> None:
        """The form's office and title."""
        self.line("{{ 单位 }}", FORM_TITLE)
        self.line(title, FORM_TITLE)

    def note(self, text: str, *, right: bool = False) -> None:
        """A small line above or below a form's table."""
        self.line(text, NOTE)
        if right:
            self._document.paragraphs[-1].alignment = WD_ALIGN_PARAGRAPH.RIGHT

    def table(self, widths: Sequence[float], rows: Sequence[Row]) -> None:
        """A bordered table; ``widths`` in mm, over the whole line."""
        table = self._document.add_table(len(rows), len(widths))
        table.autofit = False
        _borders(table)
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Mm(width)
        for row, wanted in zip(table.rows, rows, strict=True):
            _fill_row(row, wanted, widths)

    def bytes(self) -> bytes:
        """The template as a file, the same at every making."""
        out = io.BytesIO()
        self._document.save(out)
        return neutral(out.getvalue())


def _page(section: Section, margins: Sequence[float]) -> None:
    section.page_width, section.page_height = Mm(A4[0]), Mm(A4[1])
    section.top_margin, section.right_margin = Mm(margins[0]), Mm(margins[1])
    section.bottom_margin, section.left_margin = Mm(margins[2]), Mm(margins[3])
    section.header_distance, section.gutter = Mm(15), Mm(0)


def _number(foot: _BaseHeaderFooter, side: WD_ALIGN_PARAGRAPH) -> None:
    foot.is_linked_to_previous = False
    paragraph = foot.paragraphs[0]
    paragraph.style = PAGE
    paragraph.alignment = side
    inset = paragraph.paragraph_format
    if side is WD_ALIGN_PARAGRAPH.RIGHT:
        inset.right_indent = Twips(280)
    else:
        inset.left_indent = Twips(280)
    _write(paragraph, "— ")
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), " PAGE ")
    run = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    field.append(run)
    paragraph._p.append(field)
    _write(paragraph, " —")


def _borders(table: Any) -> None:
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        line = OxmlElement(f"w:{side}")
        inside = side.startswith("inside")
        for name, value in (("val", "single"), ("sz", "4" if inside else "8"), ("color", "auto")):
            line.set(qn(f"w:{name}"), value)
        borders.append(line)
    # The schema wants the borders before the layout.
    properties = table._tbl.tblPr
    layout = properties.find(qn("w:tblLayout"))
    layout.addprevious(borders)


def _fill_row(row: _Row, wanted: Row, widths: Sequence[float]) -> None:
    row.height = Mm(wanted.height)
    row.height_rule = WD_ROW_HEIGHT_RULE.AT_LEAST
    if wanted.heading:
        row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    at = 0
    for cell in wanted.cells:
        target = row.cells[at]
        if cell.span > 1:
            target = target.merge(row.cells[at + cell.span - 1])
        target.width = Mm(sum(widths[at : at + cell.span]))
        _fill_cell(target, cell)
        at += cell.span
    if at != len(widths):
        raise ValueError(f"{at} columns for {len(widths)}: {wanted}")


def _fill_cell(target: _Cell, cell: Cell) -> None:
    stands = WD_CELL_VERTICAL_ALIGNMENT
    target.vertical_alignment = stands.TOP if cell.top else stands.CENTER
    for number, text in enumerate(cell.text.split("\n")):
        paragraph = target.paragraphs[0] if number == 0 else target.add_paragraph()
        paragraph.style = cell.style
        _write(paragraph, text.removeprefix(TO_THE_RIGHT))
        if text.startswith(TO_THE_RIGHT):
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        elif cell.centred:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _write(paragraph: Paragraph, text: str) -> None:
    """A run that says it is Chinese: else Word takes “ ” and □ from the western font."""
    run = paragraph.add_run(text)
    fonts = run._r.get_or_add_rPr().get_or_add_rFonts()
    fonts.set(qn("w:hint"), "eastAsia")
