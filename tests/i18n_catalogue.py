"""Keeps the English catalogue: reads the sentences out of the sources, updates and compiles it.

Run by ``make i18n``. The ``.po`` has no dates, no line numbers and no fuzzy guesses, so that it
changes only when a sentence does; translations of sentences that are gone are dropped.
"""

import ast
import gettext
import io
import sys
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[1]
PO = ROOT / "resources" / "i18n" / "en" / "LC_MESSAGES" / "petitiondesk.po"
MO = PO.with_suffix(".mo")

KEYWORDS: dict[str, tuple[int, ...] | None] = {
    "tr": None,
    "trn": (1, 1),
    "Message": None,
    "N_": None,
}
"""Calls whose first argument is a sentence; that of ``trn`` has a singular and a plural."""

HEADER = """\
# English catalogue of PetitionDesk. The Chinese sentence is the key.
# `make i18n` refreshes it from the sources; translate the empty entries it names."""


def sentences_of(
    source: IO[bytes],
    keywords: Mapping[str, Any],
    _comment_tags: Collection[str],
    _options: Mapping[str, Any],
) -> Iterator[tuple[int, str, Any, list[str]]]:
    """Babel's extraction method for our sources.

    Babel's own joins both branches of ``Message("…" if working else "…")`` into one sentence; this
    one reads the syntax tree and yields each.
    """
    for node in ast.walk(ast.parse(source.read())):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        name = getattr(node.func, "id", "")
        if name in keywords:
            for text in _constants(node.args[0]):
                yield node.lineno, name, (text, text) if name == "trn" else text, []


def _constants(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.IfExp):
        yield from _constants(node.body)
        yield from _constants(node.orelse)
    elif isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value:
        yield node.value


def extracted() -> Catalog:
    """Every sentence of the program, untranslated."""
    catalog = Catalog(charset="utf-8")
    found = extract_from_dir(
        ROOT / "petitiondesk",
        method_map=[("**.py", f"{__name__ if __name__ != '__main__' else _MODULE}:sentences_of")],
        keywords={name: spec for name, spec in KEYWORDS.items()},
    )
    for _file, _line, message, _comments, _context in found:
        catalog.add(message)
    return catalog


_MODULE = "tests.i18n_catalogue"


def stored() -> Catalog:
    """The committed catalogue."""
    with PO.open("rb") as file:
        return read_po(file, locale="en", abort_invalid=True)


@dataclass(frozen=True)
class Refreshed:
    """The catalogue for today's sources, and which sentences it still lacks."""

    catalog: Catalog
    untranslated: tuple[str, ...]
    dropped: tuple[str, ...]


def refreshed() -> Refreshed:
    """The stored translations put to today's sentences."""
    old = stored() if PO.exists() else Catalog(locale="en")
    catalog = Catalog(locale="en", charset="utf-8", header_comment=HEADER)
    untranslated = []
    for message in extracted():
        if not message.id:
            continue
        known = old.get(_key(message.id))
        plural = isinstance(message.id, tuple)
        fits = known is not None and plural == isinstance(known.id, tuple)
        text = known.string if known is not None and fits else ("", "") if plural else ""
        catalog.add(message.id, text, flags=())
        if not all([text] if isinstance(text, str) else text):
            untranslated.append(_key(message.id))
    kept = {_key(m.id) for m in catalog if m.id}
    dropped = tuple(sorted(_key(m.id) for m in old if m.id and _key(m.id) not in kept))
    return Refreshed(catalog, tuple(sorted(untranslated)), dropped)


def _key(sentence: str | tuple[str, ...] | list[str]) -> str:
    return sentence if isinstance(sentence, str) else sentence[0]


def po_bytes(catalog: Catalog) -> bytes:
    """The catalogue as it is committed: sorted, one line a sentence, only what is ours in its head."""
    buffer = io.BytesIO()
    write_po(buffer, catalog, width=0, no_location=True, omit_header=True, sort_output=True)
    head = (
        'msgid ""\nmsgstr ""\n"Language: en\\n"\n"MIME-Version: 1.0\\n"\n'
        '"Content-Type: text/plain; charset=utf-8\\n"\n"Content-Transfer-Encoding: 8bit\\n"\n'
        f'"Plural-Forms: {catalog.plural_forms}\\n"\n\n'
    )
    return f"{HEADER}\n{head}{buffer.getvalue().decode('utf-8')}".encode()


def mo_bytes() -> bytes:
    """The stored catalogue, compiled. Its head is what the ``.po`` says, without a date."""
    catalog = _WithPlainHead(stored())
    buffer = io.BytesIO()
    write_mo(buffer, catalog)
    return buffer.getvalue()


def _WithPlainHead(catalog: Catalog) -> Catalog:  # noqa: N802
    raise NotImplementedError
