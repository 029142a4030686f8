"""Keeps the English catalogue: reads the sentences out of the sources, updates and compiles it.

Run by ``make i18n``. The ``.po`` has no dates, no line numbers and no fuzzy guesses, so that it
changes only when a sentence does; translations of sentences that are gone are dropped and named.
"""

import ast
import io
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.catalog import Message as Entry
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from petitiondesk.domain.messages import done
from petitiondesk.domain.workflow import STEPS

ROOT = Path(__file__).resolve().parents[1]
SOURCES = ROOT / "petitiondesk"
PO = ROOT / "resources" / "i18n" / "en" / "LC_MESSAGES" / "petitiondesk.po"
MO = PO.with_suffix(".mo")

KEYWORDS = frozenset({"tr", "trn", "Message", "N_", "done"})
"""Calls whose first argument is a sentence."""

HEADER = """\
# English catalogue of PetitionDesk. The Chinese sentence is the key.
# `make i18n` refreshes it from the sources and names the entries that wait for a translation."""


class _Undated(Catalog):
    """A catalogue whose head changes only with the language."""

    def __init__(self) -> None:
        super().__init__(locale="en", charset="utf-8", header_comment=HEADER, fuzzy=False)

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        """What gettext needs to know."""
        return [
            ("Language", "en"),
            ("MIME-Version", "1.0"),
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Transfer-Encoding", "8bit"),
            ("Plural-Forms", self.plural_forms),
        ]


HAN = re.compile("[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]|[\U00020000-\U0003ffff]")


@dataclass(frozen=True)
class Refreshed:
    """The catalogue for today's sources; sentences it lacks, and sentences it lost."""

    catalog: Catalog
    untranslated: tuple[str, ...]
    dropped: tuple[str, ...]


def sentences_of(tree: ast.AST) -> Iterator[str | tuple[str, str]]:
    """The sentences of one module; those that are counted with `trn` as singular and plural.

    Not Babel's own reader: it would join both branches of ``Message("…" if working else "…")`` into
    one sentence, where this one gives each.
    """
    for call, name in calls(tree):
        for text in _constants(call.args[0]):
            yield (text, text) if name == "trn" else done(text) if name == "done" else text


def calls(tree: ast.AST) -> Iterator[tuple[ast.Call, str]]:
    """Every call whose first argument is a sentence, and its name."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and node.args:
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            if name in KEYWORDS:
                yield node, name


def _constants(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.IfExp):
        yield from _constants(node.body)
        yield from _constants(node.orelse)
    elif isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value:
        yield node.value


@dataclass(frozen=True)
class Source:
    """What one module says, as `sentences_of` gives it.

    ``built`` are the lines where a sentence is put together at run time, ``chinese`` all Chinese
    constants with their lines, documentation apart.
    """

    path: Path
    sentences: tuple[str | tuple[str, str], ...]
    built: tuple[int, ...]
    chinese: tuple[tuple[int, str], ...]


@cache
def sources() -> tuple[Source, ...]:
    """The modules of the program, each parsed once."""
    return tuple(map(_source, sorted(SOURCES.rglob("*.py"))))


def _source(path: Path) -> Source:
    tree = ast.parse(path.read_bytes())
    built = [
        call.lineno
        for call, _ in calls(tree)
        if isinstance(call.args[0], ast.JoinedStr | ast.BinOp)
    ]
    return Source(path, tuple(sentences_of(tree)), tuple(built), tuple(_chinese(tree)))


def _chinese(tree: ast.Module) -> Iterator[tuple[int, str]]:
    documentation = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    for node in ast.walk(tree):
        text = node.value if isinstance(node, ast.Constant) else None
        if isinstance(text, str) and id(node) not in documentation and HAN.search(text.strip()):
            yield getattr(node, "lineno", 0), text


def extracted() -> Catalog:
    """Every sentence of the program, untranslated."""
    catalog = _Undated()
    for source in sources():
        for sentence in source.sentences:
            _add(catalog, sentence)
    for step in STEPS:  # the history tells of each by its name
        _add(catalog, done(step.zh))
    return catalog


def _add(catalog: Catalog, sentence: Any, english: Any = None) -> None:
    """Put in a sentence as `key` has it, or one that is counted."""
    context, known, text = str(sentence).partition("\x04")
    if known:
        catalog.add(text, english, context=context)
    else:
        catalog.add(sentence, english)


def stored() -> Catalog:
    """The committed catalogue."""
    with PO.open("rb") as file:
        return read_po(file, locale="en", abort_invalid=True)


def refreshed() -> Refreshed:
    """The stored translations put to today's sentences."""
    old = stored() if PO.exists() else _Undated()
    catalog = _Undated()
    missing = []
    for message in extracted():
        if not message.id:
            continue
        known = old.get(key(message.id), message.context)
        same = known is not None and known.pluralizable == message.pluralizable
        english = known.string if known is not None and same else None
        catalog.add(message.id, english, context=message.context)
        if not english or not all(forms(english)):
            missing.append(named(message))
    kept = {named(m) for m in catalog if m.id}
    dropped = {named(m) for m in old if m.id} - kept
    return Refreshed(catalog, tuple(sorted(missing)), tuple(sorted(dropped)))


def key(sentence: Any) -> str:
    """The Chinese sentence of an entry, plural or not."""
    return str(sentence if isinstance(sentence, str) else sentence[0])


def named(entry: Entry) -> str:
    """The sentence of an entry as the program asks for it: with its context, where it has one."""
    return f"{entry.context}\x04{key(entry.id)}" if entry.context else key(entry.id)


def forms(translation: Any) -> tuple[str, ...]:
    """The English forms of an entry: one, or singular and plural."""
    return tuple(translation) if isinstance(translation, tuple | list) else (translation or "",)


def po_bytes(catalog: Catalog) -> bytes:
    """The catalogue as it is committed: sorted, one line a sentence."""
    buffer = io.BytesIO()
    write_po(buffer, catalog, width=0, no_location=True, sort_output=True)
    return buffer.getvalue()


def mo_bytes(catalog: Catalog) -> bytes:
    """The catalogue as the program reads it."""
    plain = _Undated()
    for message in catalog:
        if message.id:
            plain.add(message.id, message.string, context=message.context)
    buffer = io.BytesIO()
    write_mo(buffer, plain)
    return buffer.getvalue()


def main() -> int:
    """Refresh and compile; status 1 while a sentence waits for its translation."""
    result = refreshed()
    PO.parent.mkdir(parents=True, exist_ok=True)
    PO.write_bytes(po_bytes(result.catalog))
    MO.write_bytes(mo_bytes(result.catalog))
    for sentence in result.dropped:
        sys.stdout.write(f"no longer used: {sentence}\n")
    for sentence in result.untranslated:
        sys.stdout.write(f"untranslated: {sentence}\n")
    total = len(result.catalog)
    sys.stdout.write(f"{total} sentences, {len(result.untranslated)} untranslated\n")
    return 1 if result.untranslated else 0


if __name__ == "__main__":
    raise SystemExit(main())
