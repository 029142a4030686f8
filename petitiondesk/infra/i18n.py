"""The reader's language: Chinese is the source, English a complete gettext catalogue.

One catalogue serves every layer (window, commands, errors, explanations), which Qt's own
translation files could not without Qt in the domain; see docs/decisions/0002.
"""

import gettext
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache

from petitiondesk.domain.ledger import SEALED
from petitiondesk.domain.messages import DONE, Message
from petitiondesk.domain.terms import Term
from petitiondesk.infra.pseudo import Pseudo, asked, lengthened
from petitiondesk.infra.resources import resource

LANGUAGES = ("zh_CN", "en")
"""Languages of the window; the first is the default."""


@cache
def _catalogue(language: str) -> gettext.NullTranslations:
    return gettext.translation(
        "petitiondesk", str(resource("i18n")), languages=[language], fallback=language == "zh_CN"
    )


class _Chosen:
    """The process has one reader, so it has one language; `use_language` changes it."""

    language = LANGUAGES[0]
    pseudo = asked(os.environ)


def use_language(language: str) -> None:
    """Show everything in ``language`` (one of `LANGUAGES`) from now on."""
    if language not in LANGUAGES:
        raise ValueError(language)
    _Chosen.language = language


def pseudo() -> Pseudo:
    """What is done with the language in use: nothing, in an office."""
    return _Chosen.pseudo


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Show everything in ``language`` within the block, for papers and files in both languages."""
    before = _Chosen.language
    use_language(language)
    try:
        yield
    finally:
        use_language(before)


def language() -> str:
    """The language in use."""
    return _Chosen.language


def language_from_environment(
    environ: Mapping[str, str] = os.environ, default: str = LANGUAGES[0]
) -> str:
    """What ``PETITIONDESK_LANG`` asks for (``en…`` or ``zh…``); ``default`` otherwise.

    The system's own locale is not asked: an office PC often has none set, and Chinese comes first.
    """
    asked = environ.get("PETITIONDESK_LANG", "")
    return next((known for known in LANGUAGES if asked and known[:2] == asked[:2]), default)


def tr(text: str, /, **params: object) -> str:
    """``text`` (a Chinese sentence) in the reader's language, with its placeholders filled."""
    known = _catalogue(_Chosen.language).gettext(text) if text else ""
    sentence = _said(known.removeprefix(DONE))
    return sentence.format(**{k: _shown(v) for k, v in params.items()}) if params else sentence


def trn(text: str, /, n: int, **params: object) -> str:
    """Like `tr` for a sentence that counts ``{n}`` things, with English plural forms."""
    sentence = _said(_catalogue(_Chosen.language).ngettext(text, text, n))
    return sentence.format(n=f"{n:,}", **{k: _shown(v) for k, v in params.items()})


def render(message: Message) -> str:
    """A message from any layer in the reader's language."""
    return tr(message.text, **message.params)


def term(value: Term | None) -> str:
    """A term of a closed vocabulary in the reader's language; "" for None."""
    return tr(value.zh) if value is not None else ""


def begun(text: str) -> str:
    """A term as it begins a label or a line: with a capital, in languages that have them."""
    return text[:1].upper() + text[1:]


def readable(text: str) -> str:
    """A text of a petition as lists have it; what stands for a sealed one in the reader's language."""
    return tr(SEALED) if text == SEALED else text


def _said(sentence: str) -> str:
    return lengthened(sentence) if _Chosen.pseudo is Pseudo.LONG else sentence


def _shown(value: object) -> object:
    if isinstance(value, Message):
        return render(value)
    if isinstance(value, Term):
        return term(value)
    if isinstance(value, str):
        return readable(value)
    if isinstance(value, tuple):
        return tr("、").join(str(_shown(each)) for each in value)
    return value
