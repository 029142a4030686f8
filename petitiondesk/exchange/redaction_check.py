"""A second look at a redacted copy, by other means than those it was made with.

The file is opened anew, as any stranger could: every entry of the zip, its XML with the texts of each
paragraph, table row and the whole part joined, every attribute, the raw bytes in the encodings that
programs write, and what is hidden as base64. Anything found keeps the copy in the house.
"""

import base64
import binascii
import io
import re
import unicodedata
import zipfile
from collections.abc import Collection, Iterator
from xml.etree import ElementTree

from petitiondesk.domain.errors import FileProblem
from petitiondesk.domain.messages import Message

_UNSEEN = re.compile(r"[\s\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\-‐–—·•・‧．.]+")
_BASE64 = re.compile(rb"[A-Za-z0-9+/\r\n]{16,}={0,2}")
_ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "gb18030")
_JOINED = ("}p", "}tr")
_MEASURE = re.compile(r"[-+.0-9]{0,10}")
_LONG = 11
"""Digits of a mobile number: shorter ones also come by chance, as sizes or across cells."""


def check(document: bytes, secrets: Collection[str]) -> None:
    """Refuse a copy in which any of ``secrets`` can still be found.

    Args:
        document: a redacted .docx.
        secrets: names, numbers and addresses, each of two characters or more.

    Raises:
        FileProblem: something was found; the sentence names the part, never what it was.
    """
    wanted = {_plain(secret) for secret in secrets} - {""}
    for place in _leaks(document, wanted):
        raise FileProblem(
            Message(
                "遮盖以后，文件里仍查得到应当遮盖的内容（{place}），没有存出。"
                "原件没有改动；请打印原件，手工遮盖。",
                place=place,
            )
        )


def _leaks(document: bytes, wanted: Collection[str]) -> Iterator[str]:
    """The parts in which something was found."""
    long = [s for s in wanted if not s.isdigit() or len(s) >= _LONG]
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        for entry in archive.infolist():
            data = archive.read(entry)
            about = (archive.comment, entry.comment, entry.extra, entry.filename.encode())
            in_xml = entry.filename.endswith((".xml", ".rels")) and _in_xml(data, wanted)
            if in_xml or any(_in_bytes(piece, long) for piece in (*about, data)):
                named = any(secret in _plain(entry.filename) for secret in wanted)
                yield "…" if named else entry.filename


def _in_xml(data: bytes, wanted: Collection[str]) -> bool:
    root = ElementTree.fromstring(data)  # noqa: S314 - our own file, written a moment ago
    texts = ["".join(e.itertext()) for e in root.iter() if e.tag.endswith(_JOINED)]
    texts += [text for e in root.iter() for text in (e.text, e.tail) if text]
    texts += [v for e in root.iter() for v in e.attrib.values() if not _MEASURE.fullmatch(v)]
    plain = {_plain(text) for text in set(texts)}  # the names of a style sheet come by the thousand
    if any(_stands(secret, text) for secret in wanted for text in plain):
        return True
    whole = _plain("".join(root.itertext()))
    return any(
        secret in whole for secret in wanted if secret[:-1].isdigit() and len(secret) >= _LONG
    )


def _stands(secret: str, text: str) -> bool:
    """Whether a secret is in a text; a short number by itself, not within a longer one."""
    if secret not in text:
        return False
    alone = rf"(?<![0-9]){secret}(?![0-9])"
    return not secret.isdigit() or len(secret) >= _LONG or re.search(alone, text) is not None


def _in_bytes(data: bytes, wanted: Collection[str]) -> bool:
    """Whether raw bytes hold a secret, plainly or as base64."""
    hidden = [decoded for run in _BASE64.findall(data) if (decoded := _decoded(run))]
    return any(
        secret.encode(encoding, "ignore") in piece
        for piece in (data, *hidden)
        for secret in wanted
        for encoding in _ENCODINGS
        if secret.encode(encoding, "ignore")
    )


def _decoded(run: bytes) -> bytes:
    run = re.sub(rb"[\r\n=]", b"", run)
    try:
        return base64.b64decode(run[: len(run) // 4 * 4])
    except binascii.Error:
        return b""


def _plain(text: str) -> str:
    """A text as it is compared: half width, lower case, without blanks, dots and what is not seen."""
    return _UNSEEN.sub("", unicodedata.normalize("NFKC", text)).lower()
