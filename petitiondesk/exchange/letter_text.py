"""Putting texts into a rendered letter, so that nothing in them is taken for anything else.

docxtpl gives some characters a meaning of their own (``{_{``, tabs, line feeds, bells). Values
therefore go through the template as marks, and take the marks' places afterwards, here, in the
document's tree.
"""

import re
from collections.abc import Sequence
from copy import deepcopy
from typing import Any

from docx.oxml.ns import qn

_END = "\uf8ff"  # a private character: a mark is one, a number, one
_MARK = re.compile(f"{_END}([0-9]+){_END}")
_BREAKS = re.compile("\r\n|[\r\x85\u2028\u2029]")
_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_INDENTS = " \u3000\t"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def mark(number: int) -> str:
    """What stands for the ``number``-th value while the template is rendered."""
    return f"{_END}{number}{_END}"


def clean(text: str) -> str:
    """``text`` with one kind of line end and without what XML cannot hold."""
    return _FORBIDDEN.sub("", _BREAKS.sub("\n", text))


def place(tree: Any, texts: Sequence[str]) -> None:
    """Put ``texts`` where their marks stand in an XML tree of a letter.

    A line end begins a new paragraph like the one it stands in, so that each has its own indent; a
    tab stays a tab.
    """
    for element in list(tree.iter(qn("w:t"))):
        if element.text and _END in element.text:
            _write(element, _filled(element.text, texts))
    for element in tree.iter():
        if isinstance(element.tag, str) and element.text and _END in element.text:
            element.text = _one_line(element.text, texts)
        for name, value in element.attrib.items():
            if _END in value:
                element.set(name, _one_line(value, texts))


def _filled(text: str, texts: Sequence[str]) -> str:
    def fill(match: re.Match[str]) -> str:
        number = int(match.group(1))
        return texts[number] if number < len(texts) else match.group()

    return _MARK.sub(fill, text)


def _one_line(text: str, texts: Sequence[str]) -> str:
    return " ".join(_filled(text, texts).split())


def _write(element: Any, text: str) -> None:
    """Give the ``w:t`` element its text, in further paragraphs where the text has line ends."""
    run = element.getparent()
    paragraph = run.getparent()
    if "\n" not in text:
        _write_line(element, text)
    elif paragraph is not None and paragraph.tag == qn("w:p"):
        _write_paragraphs(element, text.split("\n"))
    else:  # inside a link or a field: the lines stay in one paragraph
        for position, line in enumerate(text.split("\n")):
            if position:
                line_break = run.makeelement(qn("w:br"), {})
                following = run.makeelement(qn("w:t"), {})
                element.addnext(line_break)
                line_break.addnext(following)
                element = following
            element = _write_line(element, line)


def _write_paragraphs(element: Any, lines: list[str]) -> None:
    run, paragraph = element.getparent(), element.getparent().getparent()
    properties = paragraph.find(qn("w:pPr"))
    # Each paragraph brings its own indent; what was typed as one would double it.
    lines = [line.lstrip(_INDENTS) for line in lines]
    after_text, after_run = list(element.itersiblings()), list(run.itersiblings())
    last_run, last = run, paragraph
    _write_line(element, lines[0])
    for line in lines[1:]:
        new = paragraph.makeelement(qn("w:p"), {})
        if properties is not None:
            new.append(deepcopy(properties))
        new_run = run.makeelement(qn("w:r"), {})
        look = run.find(qn("w:rPr"))
        if look is not None:
            new_run.append(deepcopy(look))
        text = run.makeelement(qn("w:t"), {})
        new_run.append(text)
        new.append(new_run)
        _write_line(text, line)
        last.addnext(new)
        last_run, last = new_run, new
    for rest in after_text:
        last_run.append(rest)
    for rest in after_run:
        last.append(rest)
    _keep_section_at_end(paragraph, last)


def _keep_section_at_end(first: Any, last: Any) -> None:
    """A section ends with the paragraph that names it: only the last copy may."""
    while first is not last:
        for section in first.findall(f"{qn('w:pPr')}/{qn('w:sectPr')}"):
            section.getparent().remove(section)
        first = first.getnext()


def _write_line(element: Any, line: str) -> Any:
    """Give ``element`` a text without line ends; returns the last ``w:t`` of it."""
    for position, piece in enumerate(line.split("\t")):
        if position:
            tab = element.makeelement(qn("w:tab"), {})
            following = element.makeelement(qn("w:t"), {})
            element.addnext(tab)
            tab.addnext(following)
            element = following
        element.text = piece
        element.set(_SPACE, "preserve")
    return element
