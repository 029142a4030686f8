"""How a page of the manual looks: sizes, colours, room; Qt's reader of Markdown gives only the bones."""

import re
from collections.abc import Mapping

from PySide6.QtCore import QSize
from PySide6.QtGui import (
    QColor,
    QFont,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFrameFormat,
    QTextImageFormat,
    QTextLength,
    QTextTable,
)

from petitiondesk.ui import tokens as sizes
from petitiondesk.ui.style import MONO_FAMILIES, font
from petitiondesk.ui.tokens import Tokens

HEADINGS = {1: (24, 0, 14), 2: (18, 24, 8), 3: (16, 16, 6)}
"""Level → size of type, room above, room below, in pixels at ordinary zoom."""

_LINE_PERCENT = 118
_LABEL = re.compile(r"\u300c[^\u300c\u300d]+\u300d")  # 「…」
_SINGLE = QTextBlockFormat.LineHeightTypes.SingleHeight.value
_PROPORTIONAL = QTextBlockFormat.LineHeightTypes.ProportionalHeight.value


def dress(document: QTextDocument, tokens: Tokens, zoom: float) -> None:
    """Dress a document that was read from Markdown; ``zoom`` is 1 for type of ordinary size."""
    document.setDefaultFont(font(round((sizes.BODY + 1) * zoom)))
    document.setDocumentMargin(sizes.XL)
    cursor = QTextCursor(document)
    cursor.beginEditBlock()
    block = document.begin()
    while block.isValid():
        _dress_block(block, tokens, zoom)
        block = block.next()
    for frame in document.rootFrame().childFrames():
        if isinstance(frame, QTextTable):
            _dress_table(frame, tokens)
    cursor.endEditBlock()


def fit_pictures(document: QTextDocument, shown: Mapping[str, QSize]) -> None:
    """Give the pictures of a document the sizes that they are shown at, by address."""
    block = document.begin()
    while block.isValid():
        for start, length, image in _pictures(block):
            size = shown.get(image.name(), QSize())
            image.setWidth(size.width())
            image.setHeight(size.height())
            cursor = QTextCursor(document)
            cursor.setPosition(start)
            cursor.setPosition(start + length, QTextCursor.MoveMode.KeepAnchor)
            cursor.setCharFormat(image)
        block = block.next()


def _dress_block(block: QTextBlock, tokens: Tokens, zoom: float) -> None:
    cursor = QTextCursor(block)
    cursor.select(QTextCursor.SelectionType.BlockUnderCursor)
    shape = block.blockFormat()
    level = shape.headingLevel()
    if level:
        size, above, below = HEADINGS[min(level, 3)]
        shape.setTopMargin(above)
        shape.setBottomMargin(below)
        look = QTextCharFormat()
        look.setFont(font(round(size * zoom), bold=True))
        cursor.setCharFormat(look)
    else:
        goes_on = block.textList() is not None and block.next().textList() is not None
        shape.setTopMargin(0)
        shape.setBottomMargin(sizes.XS if goes_on or cursor.currentTable() is not None else sizes.M)
    if shape.hasProperty(QTextFormat.Property.BlockQuoteLevel):
        shape.setBackground(QColor(tokens.accent_soft))
        shape.setLeftMargin(sizes.L)
        shape.setRightMargin(sizes.L)
        shape.setTextIndent(0)
    pictured = bool(_pictures(block))
    # A picture takes its own height; in proportion to it the line would be half as high again.
    shape.setLineHeight(100 if pictured else _LINE_PERCENT, _SINGLE if pictured else _PROPORTIONAL)
    QTextCursor(block).setBlockFormat(shape)
    _dress_words(block, tokens)


def _dress_words(block: QTextBlock, tokens: Tokens) -> None:
    """Labels of the screen in bold, keys in a face of their own."""
    document = block.document()
    bold = QTextCharFormat()
    bold.setFontWeight(QFont.Weight.DemiBold)
    for found in _LABEL.finditer(block.text()):
        _merge(document, block.position() + found.start(), len(found.group()), bold)
    key = QTextCharFormat()
    key.setFontFamilies(list(MONO_FAMILIES))
    key.setBackground(QColor(tokens.neutral_soft))
    codes = []
    place = block.begin()
    while not place.atEnd():
        fragment = place.fragment()
        if fragment.charFormat().fontFixedPitch():
            codes.append((fragment.position(), fragment.length()))
        place += 1
    for start, length in codes:
        _merge(document, start, length, key)


def _merge(document: QTextDocument, start: int, length: int, look: QTextCharFormat) -> None:
    cursor = QTextCursor(document)
    cursor.setPosition(start)
    cursor.setPosition(start + length, QTextCursor.MoveMode.KeepAnchor)
    cursor.mergeCharFormat(look)


def _dress_table(table: QTextTable, tokens: Tokens) -> None:
    shape = table.format()
    shape.setBorder(1)
    shape.setBorderBrush(QColor(tokens.line))
    shape.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
    shape.setBorderCollapse(True)
    shape.setCellPadding(6)
    shape.setCellSpacing(0)
    shape.setTopMargin(sizes.XS)
    shape.setBottomMargin(sizes.L)
    shape.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
    table.setFormat(shape)
    for column in range(table.columns()):
        cell = table.cellAt(0, column)
        look = cell.format()
        look.setBackground(QColor(tokens.neutral_soft))
        cell.setFormat(look)


def _pictures(block: QTextBlock) -> list[tuple[int, int, QTextImageFormat]]:
    """Place, length and format of each picture in a block."""
    found = []
    place = block.begin()
    while not place.atEnd():
        fragment = place.fragment()
        if fragment.charFormat().isImageFormat():
            shape = fragment.charFormat().toImageFormat()
            found.append((fragment.position(), fragment.length(), shape))
        place += 1
    return found
