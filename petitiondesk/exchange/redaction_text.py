"""The texts of a Word part: taken out of what tracks, wraps and splits them, and masked.

WordprocessingML (ECMA-376, part 1): a paragraph's text is the texts of its runs in document order; a
text box within it has paragraphs of its own.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher
from functools import cache
from typing import Any

Mask = Callable[[str], str]
"""Gives a text as it may be shown."""

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"

MEASURE = re.compile(r"[-+.0-9]{0,10}")
"""An attribute's value that is a number of the layout."""

PARAGRAPHS = (f"{W}p", f"{_A}p")
_TEXTS = frozenset({f"{W}t", f"{_A}t", f"{_M}t"})
_CODES = frozenset({f"{W}instrText"})

_UNWRAPPED = ("ins", "moveTo", "smartTag", "customXml", "sdtContent", "sdt")
"""What stands around texts: accepted insertions, tags, content controls."""

_DROPPED = ("del", "moveFrom", "delText", "delInstrText", "rPrChange", "pPrChange", "sectPrChange",
            "tblPrChange", "tblPrExChange", "trPrChange", "tcPrChange", "tblGridChange",
            "numberingChange", "cellIns", "cellDel", "cellMerge", "moveFromRangeStart",
            "moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd", "commentRangeStart",
            "commentRangeEnd", "commentReference", "annotationRef", "permStart", "permEnd",
            "proofErr", "sdtPr", "sdtEndPr", "smartTagPr", "customXmlPr", "dataBinding", "binData",
            "customXmlInsRangeStart", "customXmlInsRangeEnd", "customXmlDelRangeStart",
            "customXmlDelRangeEnd", "customXmlMoveFromRangeStart", "customXmlMoveFromRangeEnd",
            "customXmlMoveToRangeStart", "customXmlMoveToRangeEnd")  # fmt: skip
"""What was deleted, who changed what and when, comments, and data behind the texts."""


def drop_traces(tree: Any) -> None:
    """Accept tracked changes; take comments, authors, content controls and hidden data out."""
    for row in [mark.getparent() for mark in tree.iter(f"{W}del")]:
        if row is not None and row.tag == f"{W}trPr":
            deleted = row.getparent()
            deleted.getparent().remove(deleted)
    for fallback in list(tree.iter(f"{_MC}Fallback")):
        fallback.getparent().remove(fallback)
    for ruby in list(tree.iter(f"{W}ruby")):
        _plain_ruby(ruby)
    for element in list(tree.iter(*(f"{W}{tag}" for tag in _DROPPED))):
        if element.getparent() is not None:
            element.getparent().remove(element)
    for element in list(tree.iter(*(f"{W}{tag}" for tag in _UNWRAPPED))):
        _unwrap(element)
    for element in list(tree.iter()):
        for name in [n for n in element.attrib if n.startswith(f"{W}rsid") or n == f"{W}author"]:
            del element.attrib[name]


def _unwrap(element: Any) -> None:
    parent = element.getparent()
    if parent is None:
        return
    place = parent.index(element)
    for child in reversed(list(element)):
        parent.insert(place, child)
    parent.remove(element)


def _plain_ruby(ruby: Any) -> None:
    """The base text alone: the reading above it would stand between the characters of a name."""
    base = ruby.find(f"{W}rubyBase")
    text = "".join(t.text or "" for t in base.iter(f"{W}t")) if base is not None else ""
    plain = ruby.makeelement(f"{W}t", {_SPACE: "preserve"})
    plain.text = text
    ruby.getparent().replace(ruby, plain)


def mask_paragraphs(tree: Any, mask: Mask) -> None:
    """Mask every text: those of a paragraph together, whatever runs they are split over."""
    for paragraph in tree.iter(*PARAGRAPHS):
        for kinds in (_TEXTS, _CODES):
            _mask_together([e for e in own(paragraph) if e.tag in kinds], mask)
    for element in tree.iter():
        if isinstance(element.tag, str):
            if element.text:
                element.text = mask(element.text)
            if element.tail:
                element.tail = mask(element.tail)


def mask_attributes(tree: Any, mask: Mask) -> None:
    """Mask every attribute: alternative texts, titles, names of bookmarks, codes of simple fields.

    A short number is a size or a place on the page, whatever telephone it looks like.
    """
    masked = cache(mask)  # the same few values come by the thousand in a style sheet
    for element in tree.iter():
        for name, value in element.attrib.items():
            if MEASURE.fullmatch(value):
                continue
            shown = masked(value)
            if shown != value:
                element.set(name, shown)


def own(paragraph: Any) -> Iterator[Any]:
    """The elements of a paragraph without those of paragraphs within it."""
    for child in paragraph:
        if child.tag not in PARAGRAPHS:
            yield child
            yield from own(child)


def _mask_together(elements: Sequence[Any], mask: Mask) -> None:
    texts = [element.text or "" for element in elements]
    whole = "".join(texts)
    shown = mask(whole)
    if shown == whole:
        return
    for element, text in zip(elements, spread(texts, shown), strict=True):
        element.text = text
        if element.tag == f"{W}t":
            element.set(_SPACE, "preserve")


def spread(texts: Sequence[str], shown: str) -> list[str]:
    """``shown``, which is the joined texts changed in places, cut as the texts were.

    What is new stands in the piece where the text that it replaces began.
    """
    owners = [n for n, text in enumerate(texts) for _ in text]
    out = [""] * len(texts)
    matcher = SequenceMatcher(None, "".join(texts), shown, autojunk=False)
    for kind, start, end, new_start, new_end in matcher.get_opcodes():
        if kind == "equal":
            for offset in range(end - start):
                out[owners[start + offset]] += shown[new_start + offset]
        elif new_end > new_start:
            out[owners[min(start, len(owners) - 1)]] += shown[new_start:new_end]
    return out
