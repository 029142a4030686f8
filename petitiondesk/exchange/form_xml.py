"""XML with the place of every element in its bytes, so that a part is mended and not written anew.

A library that reads a workbook and writes it again keeps only what it knows. Here a part stays the
bytes it was, except for the spans that are replaced; see docs/decisions/0012.
"""

import re
import xml.parsers.expat
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape

from petitiondesk.exchange.excel_text import safe_text

_TAG = re.compile(rb"<[^>\"']*(?:\"[^\"]*\"[^>\"']*|'[^']*'[^>\"']*)*>")
_UTF_8 = re.compile(
    rb"""\A\xef\xbb\xbf|\A\s*<\?xml[^>]*encoding\s*=\s*["']utf-?8["']|\A\s*<(?!\?xml)""", re.I
)
_DECLARED = re.compile(rb"\A\s*<\?xml[^>]*encoding", re.I)
_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


class Broken(Exception):
    """The part is no XML that can be mended: not well-formed, not UTF-8, or with entities of its own."""


class Node:
    """An element: local name, prefix, attributes by local name, text before its first child.

    ``start`` and `end` are its span in the part; `inner` to `close` what is between its tags, both
    `end` where it is a single tag. They are found when asked for: most elements never are.
    """

    __slots__ = ("_data", "_last", "attributes", "children", "name", "prefix", "start", "text")

    def __init__(self, name: str, attributes: dict[str, str], start: int, data: bytes) -> None:
        if " " in name:
            _, name, *prefix = name.split(" ")
            self.prefix = prefix[0] if prefix else ""
        else:
            self.prefix = ""
        self.name = name
        self.attributes = attributes
        self.start = start
        self.children: Sequence[Node] = ()
        self.text = ""
        self._data = data
        self._last = start

    @property
    def inner(self) -> int:
        """Where its start tag ends."""
        return self.start + len(tag(self._data, self))

    @property
    def close(self) -> int:
        """Where its end tag begins."""
        return self.inner if tag(self._data, self).endswith(b"/>") else self._last

    @property
    def end(self) -> int:
        """Where it ends."""
        inner = tag(self._data, self)
        if inner.endswith(b"/>"):
            return self.start + len(inner)
        return self._data.index(b">", self._last) + 1

    def ends(self, last: int) -> None:
        """Note where the parser was at its end."""
        self._last = last

    def holds(self, child: "Node") -> None:
        """Add a child."""
        if isinstance(self.children, list):
            self.children.append(child)
        else:
            self.children = [child]

    def get(self, attribute: str, default: str = "") -> str:
        """An attribute."""
        return self.attributes.get(attribute, default)

    def child(self, name: str) -> "Node | None":
        """The first child of that name."""
        return next((child for child in self.children if child.name == name), None)

    def all(self, name: str) -> "Iterator[Node]":
        """The children of that name."""
        return (child for child in self.children if child.name == name)

    def under(self, *names: str) -> "list[Node]":
        """The elements at the end of the way ``names``, e.g. every ``mergeCell`` of ``mergeCells``."""
        found = [self]
        for name in names:
            found = [child for node in found for child in node.all(name)]
        return found

    def inside(self) -> "Iterator[Node]":
        """Every element within it."""
        for child in self.children:
            yield child
            yield from child.inside()

    def whole_text(self) -> str:
        """Its own text and that of everything within."""
        return self.text + "".join(child.text for child in self.inside())


def parse(data: bytes) -> Node:
    """The root of a part.

    Raises:
        Broken: see there.
    """
    if not _UTF_8.match(data) and _DECLARED.match(data):
        raise Broken("encoding")
    parser = xml.parsers.expat.ParserCreate(namespace_separator=" ")
    parser.namespace_prefixes = True
    parser.buffer_text = True
    document = Node("", {}, 0, data)
    stack = [document]

    def start(name: str, attributes: dict[str, str]) -> None:
        if any(" " in key for key in attributes):
            attributes = {
                key.split(" ")[1] if " " in key else key: v for key, v in attributes.items()
            }
        node = Node(name, attributes, parser.CurrentByteIndex, data)
        stack[-1].holds(node)
        stack.append(node)

    def end(_name: str) -> None:
        stack.pop().ends(parser.CurrentByteIndex)

    def text(piece: str) -> None:
        stack[-1].text += piece

    def doctype(*_: object) -> None:
        raise Broken("doctype")

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = doctype
    try:
        parser.Parse(data, True)  # noqa: FBT003 - that these bytes are the last
    except xml.parsers.expat.ExpatError as error:
        raise Broken(str(error)) from error
    return document.children[0]


@dataclass(frozen=True, order=True)
class Edit:
    """Bytes in place of the span ``start`` to ``end``; where several begin together, by ``order``."""

    start: int
    order: tuple[int, ...]
    end: int
    new: bytes


def mended(data: bytes, edits: Iterable[Edit]) -> bytes:
    """The part with each edit made; edits may touch but not overlap."""
    pieces, at = [], 0
    for edit in sorted(edits):
        if edit.start < at:
            raise ValueError(edit)
        pieces += [data[at : edit.start], edit.new]
        at = edit.end
    return b"".join([*pieces, data[at:]])


def tag(data: bytes, node: Node) -> bytes:
    """The element's start tag as it is written."""
    found = _TAG.match(data, node.start)
    assert found is not None, "a parsed element has a tag"
    return found[0]


def without_attribute(start_tag: bytes, name: str) -> bytes:
    """A start tag with one attribute less."""
    return re.sub(rb"\s+" + name.encode() + rb"\s*=\s*(?:\"[^\"]*\"|'[^']*')", b"", start_tag)


def with_attribute(start_tag: bytes, name: str, value: str) -> bytes:
    """A start tag with one attribute set."""
    bare = without_attribute(start_tag, name)
    slash = b"/>" if bare.endswith(b"/>") else b">"
    return bare[: -len(slash)].rstrip() + f' {name}="{quoted(value)}"'.encode() + slash


def opened(start_tag: bytes) -> bytes:
    """A start tag that has an end tag behind it."""
    return start_tag[:-2].rstrip() + b">" if start_tag.endswith(b"/>") else start_tag


def prefixed(node: Node, name: str) -> str:
    """``name`` with the prefix that ``node`` has."""
    return f"{node.prefix}:{name}" if node.prefix else name


def quoted(text: str) -> str:
    """A text as the value of an attribute."""
    plain = escape(text, quote=False).replace('"', "&quot;")
    return plain.replace("\n", "&#10;").replace("\t", "&#9;")


def cell_text(text: str) -> str:
    """A text as the content of an Excel ``t`` element; what looks like its escapes stays text."""
    return escape(_ESCAPED.sub("_x005F_", safe_text(text)), quote=False)


def read_text(text: str) -> str:
    """What an Excel ``t`` element says, its escapes (``_x000D_``) resolved."""
    return re.sub(r"_x([0-9A-Fa-f]{4})_", lambda found: chr(int(found[1], 16)), text)
