"""Texts with several formats in a cell (富文本), and what number formats show."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from petitiondesk.exchange.form_package import Package
from petitiondesk.exchange.form_xml import Node, cell_text, read_text

Run = tuple[bytes, str]
"""The format as it is written in the part (b"" for none), and the text."""


@dataclass(frozen=True)
class Rich:
    """A text in runs. ``prefix`` is the one its formats are written with."""

    runs: tuple[Run, ...]
    prefix: str = ""

    @property
    def text(self) -> str:
        """The text without its formats."""
        return "".join(text for _, text in self.runs)

    def replaced(self, pattern: re.Pattern[str], new: Callable[[re.Match[str]], str]) -> "Rich":
        """With what ``pattern`` finds replaced; a find over several runs takes the first one's format."""
        whole, runs, at = self.text, [], 0
        finds = [(m.start(), m.end(), new(m)) for m in pattern.finditer(whole)]
        for look, text in self.runs:
            out, place, stop = "", at, at + len(text)
            for start, end, put in finds:
                if start >= stop or end <= at:
                    continue
                out += whole[place : max(place, start)]
                out += put if start >= at else ""
                place = min(end, stop)
            runs.append((look, out + whole[place:stop]))
            at = stop
        return Rich(tuple(runs), self.prefix)

    def inline(self, prefix: str) -> str:
        """As the content of a cell; formats are kept where they are written with the same prefix."""
        colon = f"{prefix}:" if prefix else ""
        runs = [(look.decode(), text) for look, text in self.runs if text]
        if prefix != self.prefix or not any(look for look, _ in runs):
            return f"<{colon}is>{_t(colon, self.text)}</{colon}is>"
        pieces = (f"<{colon}r>{look}{_t(colon, text)}</{colon}r>" for look, text in runs)
        return f"<{colon}is>{''.join(pieces)}</{colon}is>"


def plain_rich(text: str) -> Rich:
    """A text in one run."""
    return Rich(((b"", text),))


def rich(node: Node, data: bytes) -> Rich:
    """What an ``si`` or ``is`` element says, without phonetic signs."""
    runs: list[Run] = []
    for child in node.children:
        if child.name == "t":
            runs.append((b"", read_text(child.text)))
        elif child.name == "r":
            look = child.child("rPr")
            raw = data[look.start : look.end] if look else b""
            runs.append((raw, "".join(read_text(t.text) for t in child.all("t"))))
    return Rich(tuple(runs), node.prefix)


def shared_texts(package: Package) -> Sequence[Rich]:
    """The workbook's shared strings, in their order."""
    part = package.related(package.main, "sharedStrings")
    if part is None:
        return ()
    data = package.parts[part]
    return [rich(node, data) for node in package.tree(part).all("si")]


def shown_kinds(package: Package) -> Sequence[str]:
    """What each cell style shows: ``percent``, ``day`` or ""."""
    part = package.related(package.main, "styles")
    if part is None:
        return ()
    root = package.tree(part)
    own = {n.get("numFmtId"): n.get("formatCode") for n in root.under("numFmts", "numFmt")}
    return [_kind(n.get("numFmtId", "0"), own) for n in root.under("cellXfs", "xf")]


_PERCENT = ("9", "10")
_DAYS = frozenset(str(n) for n in (*range(14, 18), 22, *range(27, 37), *range(50, 59)))
"""Numbers of the built-in formats (ECMA-376 part 1, 18.8.30; 27 to 58 are the Chinese ones)."""


def _kind(number: str, own: dict[str, str]) -> str:
    if number not in own:
        return "percent" if number in _PERCENT else "day" if number in _DAYS else ""
    code = re.sub(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.', "", own[number].split(";")[0]).lower()
    if "%" in code:
        return "percent"
    if code == "general":
        return ""
    return "day" if re.search("[yd]", code) or ("m" in code and not re.search("[hs]", code)) else ""


def _t(colon: str, text: str) -> str:
    return f'<{colon}t xml:space="preserve">{cell_text(text)}</{colon}t>'
