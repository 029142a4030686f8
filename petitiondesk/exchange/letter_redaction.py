"""The redacted copy (遮盖件) of a letter: the same document without anybody who must not be named.

A Word file holds texts in many more places than on its page: split over runs, in headers, notes,
comments, text boxes, fields, links, alternative texts, document properties, custom XML, settings,
and in pictures and embedded files that no text search looks into. So the copy is made of what may
stay, not by looking for what is bad: parts that a letter's look does not need are left out, pictures
stay only where the office's template has the very same bytes, and every text and attribute of every
other part is masked. `redaction_check` then looks through the finished file on its own.
"""

import io
import re
import zipfile
from collections.abc import Collection, Mapping
from typing import Any

from lxml import etree

from petitiondesk.domain.errors import FileProblem
from petitiondesk.domain.messages import Message
from petitiondesk.exchange.letter_package import LARGEST, MAIN_PART, neutral
from petitiondesk.exchange.redaction_text import (
    Mask,
    W,
    drop_traces,
    mask_attributes,
    mask_paragraphs,
)

_KEPT = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|docProps/(?:core|app)\.xml|"
    r"word/(?:document|styles|numbering|settings|fontTable|webSettings|footnotes|endnotes|"
    r"(?:header|footer)[0-9]*)\.xml|word/theme/theme[0-9]*\.xml|"
    r"word/media/[^/]+\.(?:png|jpe?g|gif|bmp|tiff?|emf|wmf)"
)
"""Parts that go along, besides the relations of each; comments, custom XML, embedded files,
thumbnails, macros, charts and fonts do not."""

_COVERED = "〔已遮盖〕"
"""Stands for a chart, an embedded file or a linked picture."""

_PARSER = etree.XMLParser(resolve_entities=False, no_network=True)
_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_TYPE = "{http://schemas.openxmlformats.org/package/2006/content-types}Default"
_OBJECTS = frozenset({f"{W}drawing", f"{W}object", f"{W}pict"})
_SETTINGS_DROPPED = ("rsids", "attachedTemplate", "docVars", "mailMerge", "saveThroughXslt",
                     "attachedSchema", "writeProtection", "documentProtection", "trackRevisions",
                     "activeWritingStyle")  # fmt: skip

Pictures = Mapping[str, str]
"""Name of a picture's part → its new one."""


def redact(document: bytes, mask: Mask, covered_picture: bytes, template: bytes = b"") -> bytes:
    """A copy of a .docx in which ``mask`` has been put over every text.

    Args:
        document: the letter.
        mask: gives a text as it may be shown; it gets whole paragraphs.
        covered_picture: a PNG that stands for pictures which may show anything.
        template: the template of the letter; its own pictures (an emblem, a letterhead) stay.

    Returns:
        The copy: the same arguments, the same bytes.

    Raises:
        FileProblem: the letter is no Word document, or larger than one.
    """
    parts = _parts(document)
    stay = set(_parts(template).values()) if template else set()
    kept = {name: data for name, data in parts.items() if _KEPT.fullmatch(name)}
    kept |= {n: d for n, d in parts.items() if n.endswith(".rels") and _owner(n) in kept}
    media = sorted(name for name in kept if name.startswith("word/media/"))
    pictures, out = {}, {}
    for place, name in enumerate(media, 1):
        known = kept[name] in stay
        ending = name.rpartition(".")[2].lower() if known else "png"
        pictures[name] = f"word/media/image{place}.{ending}"
        out[pictures[name]] = kept[name] if known else covered_picture
    trees = {name: _tree(data) for name, data in kept.items() if name not in pictures}
    for name, tree in trees.items():
        if name.endswith(".rels"):
            _keep_relations(tree, name, kept, pictures)
    for name, tree in trees.items():
        if name == "[Content_Types].xml":
            _keep_types(tree, kept, pictures)
        elif not name.endswith(".rels"):
            _clean(name, tree, mask, trees.get(_relations(name)))
        out[name] = etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)
    return neutral(_zipped(out))


def _parts(document: bytes) -> dict[str, bytes]:
    """Every part of a package by its name."""
    try:
        with zipfile.ZipFile(io.BytesIO(document)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > LARGEST:
                raise FileProblem(Message("文书解开后超过 50 MB，没有做遮盖件。原件没有改动。"))
            parts = {name: archive.read(name) for name in archive.namelist()}
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError, OSError) as error:
        raise _damaged() from error
    if MAIN_PART not in parts:
        raise _damaged()
    return parts


def _damaged() -> FileProblem:
    return FileProblem(
        Message("这份文书不是 Word 文档（.docx）或已经损坏，没有做遮盖件。原件没有改动。")
    )


def _tree(data: bytes) -> Any:
    try:
        tree = etree.fromstring(data, _PARSER)
    except etree.XMLSyntaxError as error:
        raise _damaged() from error
    for node in list(tree.iter(etree.Comment, etree.ProcessingInstruction)):
        if node.getparent() is not None:
            node.tail = None
            node.getparent().remove(node)
    return tree


# --- relations and content types -----------------------------------------------------------------


def _relations(part: str) -> str:
    """Where the relations of a part stand."""
    folder, _, name = part.rpartition("/")
    return f"{folder}/_rels/{name}.rels".lstrip("/")


def _owner(relations: str) -> str:
    """Whose relations they are; "" is the package, which is always there."""
    folder, _, name = relations.rpartition("_rels/")
    return f"{folder}{name.removesuffix('.rels')}" or "[Content_Types].xml"


def _keep_relations(tree: Any, name: str, kept: Collection[str], pictures: Pictures) -> None:
    """Relations to parts that are still there; what lies outside the file is not led to."""
    folder = name.rpartition("_rels/")[0]
    for element in list(tree.iter(_RELATIONSHIP)):
        target = element.get("Target") or ""
        part = target[1:] if target.startswith("/") else f"{folder}{target}"
        if element.get("TargetMode") == "External" or part not in kept:
            tree.remove(element)
        elif part in pictures:
            element.set("Target", f"/{pictures[part]}")


def _keep_types(tree: Any, kept: Collection[str], pictures: Pictures) -> None:
    """The list of content types, of what is still there."""
    for element in list(tree):
        part = (element.get("PartName") or "").lstrip("/")
        if part and (part not in kept or part in pictures):
            tree.remove(element)
    endings = {(element.get("Extension") or "").lower() for element in tree}
    for ending in sorted({name.rpartition(".")[2] for name in pictures.values()} - endings):
        kind = {"jpg": "jpeg", "tif": "tiff"}.get(ending, ending)
        tree.insert(0, tree.makeelement(_TYPE, Extension=ending, ContentType=f"image/{kind}"))


# --- texts ---------------------------------------------------------------------------------------


def _clean(name: str, tree: Any, mask: Mask, relations: Any) -> None:
    """A part of the document without traces, dead references and anything that is masked."""
    if name == "word/settings.xml":
        for element in list(tree.iter(*(f"{W}{tag}" for tag in _SETTINGS_DROPPED))):
            element.getparent().remove(element)
    drop_traces(tree)
    for extension in list(tree.iter(f"{_A}blip")):
        for child in list(extension.iter(f"{_A}extLst")):
            child.getparent().remove(child)  # a second picture, as SVG
    alive = {e.get("Id") for e in relations.iter(_RELATIONSHIP)} if relations is not None else set()
    for element in list(tree.iter()):
        dead = [n for n, v in element.attrib.items() if n.startswith(_R) and v not in alive]
        if dead:
            _drop_reference(element, dead)
    mask_paragraphs(tree, mask)
    mask_attributes(tree, mask)


def _drop_reference(element: Any, names: Collection[str]) -> None:
    """What refers to a part that is left out: a link becomes text, an object a word in its place."""
    if element.tag == f"{W}hyperlink":
        for name in names:
            del element.attrib[name]
        return
    holder = next((e for e in element.iterancestors() if e.tag in _OBJECTS), None)
    link = element.tag in (f"{_A}hlinkClick", f"{_A}hlinkHover")
    if holder is not None and holder.getparent() is not None and not link:
        word = holder.makeelement(f"{W}t", {})
        word.text = _COVERED
        holder.getparent().replace(holder, word)
    elif element.getparent() is not None:
        element.getparent().remove(element)


def _zipped(parts: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()
