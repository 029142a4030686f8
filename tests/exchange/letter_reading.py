"""Reading a letter back as its receiver would, and making small templates for tests."""

import io
import zipfile
from collections.abc import Callable, Iterator
from typing import Any

from docx import Document
from docx.oxml.ns import qn


def opened(letter: bytes) -> Any:
    """The letter as python-docx opens it."""
    return Document(io.BytesIO(letter))


def lines(letter: bytes) -> list[str]:
    """Every paragraph of the body in order, those of tables in their place."""
    return [_text(p) for p in opened(letter).element.body.iter(qn("w:p"))]


def text(letter: bytes) -> str:
    """The whole text, paragraphs on lines of their own."""
    return "\n".join(lines(letter))


def _text(paragraph: Any) -> str:
    parts: dict[str, Callable[[Any], str]] = {
        qn("w:t"): lambda e: e.text or "",
        qn("w:tab"): lambda _: "\t",
        qn("w:br"): lambda _: "\n",
    }
    runs = (e for run in paragraph.findall(qn("w:r")) for e in run)
    return "".join(parts[e.tag](e) for e in runs if e.tag in parts)


def parts(letter: bytes) -> Iterator[tuple[str, bytes]]:
    """Every file in the package, by name."""
    with zipfile.ZipFile(io.BytesIO(letter)) as archive:
        for name in archive.namelist():
            yield name, archive.read(name)


def changed(letter: bytes, name: str, old: str, new: str) -> bytes:
    """The package with a text of one of its files replaced."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for part, data in parts(letter):
            archive.writestr(
                part, data.replace(old.encode(), new.encode()) if part == name else data
            )
    return out.getvalue()


def a_template(*paragraphs: str) -> bytes:
    """A template of plain paragraphs."""
    document = Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    return _saved(document)


def in_runs(*pieces: str) -> bytes:
    """A template whose one paragraph is in pieces, as Word leaves it after an edit."""
    document = Document()
    paragraph = document.add_paragraph()
    for number, piece in enumerate(pieces):
        paragraph.add_run(piece).bold = number % 2 == 0
    return _saved(document)


def _saved(document: Any) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()
