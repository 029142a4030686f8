"""Masking what a free text quotes of a person: the petitioners' own data, and any ID or mobile number.

A text says more than its writer's data; what can be concluded from its content no mask takes out
(docs/decisions/0014-masking.md).
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from petitiondesk.domain.masks import MASK, mask_address, mask_id, mask_name, mask_phone
from petitiondesk.domain.petition import Petitioner
from petitiondesk.domain.validation import normal_digits, resident_id_fits

GAP = r"[\s\u200b-\u200d\u2060\ufeff]*"
"""Blanks and marks without width, which may stand within a name that is spaced out."""

_DOTS = "·•・‧．∙"
_DOT = re.compile(f"[{_DOTS[1:]}]")
_UNSEEN = re.compile(r"[\s\u200b-\u200d\u2060\ufeff]+")
_DIGIT = "0-9０-９"
_BETWEEN = r"[ \u3000\xa0\u200b-\u200d\u2060\ufeff\-－‐–—]{0,2}"
_RUN = re.compile(rf"[{_DIGIT}](?:{_BETWEEN}[{_DIGIT}XxＸｘ]){{5,60}}")
"""Digits, spaced or joined by hyphens: one number, or several side by side."""

_TOKEN = re.compile(rf"[{_DIGIT}XxＸｘ]+")
_MOBILE = re.compile(r"(?:86)?1[3-9][0-9]{9}")
_NUMBER = re.compile(r"[0-9]+X?")
_MOST_PARTS = 18
"""Into so many parts a number may be spaced out, down to its single digits."""

_WIDE = re.compile("[０-９Ａ-Ｚａ-ｚ]")
_UNITS = "省市州县区旗镇乡街道村"
_LEAST_ADDRESS = 4
_LEAST_NUMBER = 6


class TextMask:
    """Masks the data of some petitioners wherever a text has them.

    Organisations keep their names, as they do in lists; a name of one character stands in too many
    words to be looked for. With ``whole`` nothing stays of what is masked, and organisations are
    masked too: of a sealed case not even the surname is told. ``also`` are further names and
    numbers that go with it.
    """

    def __init__(
        self, petitioners: Sequence[Petitioner], *, whole: bool = False, also: Iterable[str] = ()
    ) -> None:
        self._people = petitioners
        self._whole = whole
        named = [p.name for p in petitioners if whole or not p.organisation]
        self._names = [word for word in (*named, *also) if word]
        # Most texts quote nobody, which a few characters tell: those that each of these must have.
        others = [p.id_number for p in petitioners if not p.id_number[:17].isdigit()]
        ends = [p.address[-_LEAST_ADDRESS:] for p in petitioners]
        self._traces = [_letters(word) for word in (*self._names, *others, *ends) if word]

    def __call__(self, text: str) -> str:
        """The text with everything masked that was found in it."""
        half = _WIDE.search(text) is None
        if any(all(c in text for c in trace if half or c > "9") for trace in self._traces):
            plain = _squeezed(text)
            for word, shown in self._words:
                if word not in plain:
                    continue
                text = text.replace(word, shown)  # most stand as they are; the rest is sought after
                plain = _squeezed(text)
                if word in plain:
                    text = spaced(word).sub(lambda _, shown=shown: shown, text)  # type: ignore[misc]
                    plain = _squeezed(text)
        return _RUN.sub(self._numbered, text)

    @property
    def secrets(self) -> tuple[str, ...]:
        """What must not be found in a text any more, for a second look at it."""
        return (*(word for word, _ in self._words), *self._numbers)

    @cached_property
    def _words(self) -> list[tuple[str, str]]:
        """What is looked for besides numbers, and as what it is shown.

        The longest first: 王建国 would not be found any more after 王建 was masked in it.
        """
        words = {w: mask_name(w) for w in self._names if len(_squeezed(w)) > 1 and not w.isdigit()}
        for person in self._people:
            words |= {tail: mask_address(tail) for tail in address_tails(person.address)}
            number = normal_digits(person.id_number)
            if len(number) >= _LEAST_NUMBER and not _NUMBER.fullmatch(number):
                words[number] = mask_id(number)
        found = {
            _squeezed(word): MASK if self._whole else shown
            for word, shown in words.items()
            if shown != word or self._whole
        }
        return sorted(found.items(), key=lambda item: -len(item[0]))

    @cached_property
    def _numbers(self) -> dict[str, str]:
        """Numbers of the petitioners, digits only, and as what they are shown."""
        numbers = {w: mask_id(w) for w in self._names if w.isdigit()}
        numbers |= {n: mask_phone(n) for p in self._people for n in _parts(p.phone)}
        for person in self._people:
            number = normal_digits(person.id_number)
            if _NUMBER.fullmatch(number):
                numbers[number] = mask_id(number)
        return {number: m for number, m in numbers.items() if len(number) >= _LEAST_NUMBER}

    def _numbered(self, match: re.Match[str]) -> str:
        """A run of digits with the numbers in it masked."""
        run = match.group()
        tokens = [found.span() for found in _TOKEN.finditer(run)]
        out, done, at = "", 0, 0
        while at < len(tokens):
            start = tokens[at][0]
            for last in range(at, min(at + _MOST_PARTS, len(tokens))):
                end = tokens[last][1]
                shown = self._shown("".join(_TOKEN.findall(run[start:end])))
                if shown is not None:
                    out += run[done:start] + shown
                    done, at = end, last
                    break
            at += 1
        return out + run[done:]

    def _shown(self, digits: str) -> str | None:
        """A number as it is shown; None for one that may stay."""
        number = normal_digits(digits)
        shown = self._numbers.get(number)
        if shown is None and len(number) == 18 and resident_id_fits(number):
            shown = mask_id(number)
        if shown is None and _MOBILE.fullmatch(number):
            shown = mask_phone(number)
        if shown is not None:
            return MASK if self._whole else shown
        within = [own for own in self._numbers if own in number and len(own) > _LEAST_NUMBER]
        for own in sorted(within, key=len, reverse=True):
            number = number.replace(own, MASK if self._whole else self._numbers[own])
        return number if within else None


def mask_text(text: str, petitioners: Sequence[Petitioner]) -> str:
    """The text with these petitioners' names, papers, phones and addresses masked.

    Any other mobile number, and any resident ID that has its right check digit, is masked too.
    """
    return TextMask(petitioners)(text)


def address_tails(address: str) -> Iterable[str]:
    """The address, and its ends as people write them without the county or town they live in.

    某县青石镇河湾村4组12号 → itself, 青石镇河湾村4组12号, 河湾村4组12号, 4组12号.
    """
    address = address.strip()
    digits = [n for n, c in enumerate(address) if c.isdigit()]
    last = digits[-1] if digits else -1
    for start in (0, *(n + 1 for n, c in enumerate(address) if c in _UNITS)):
        if len(address) - start >= _LEAST_ADDRESS and (start == 0 or start <= last):
            yield address[start:]


def _letters(word: str) -> str:
    """Characters that a text must have to hold ``word``, however that is written."""
    return "".join(c for c in word if "0" <= c <= "9" or (c > "\u2e7f" and c.isalnum()))


def spaced(word: str) -> re.Pattern[str]:
    """Finds a word also where it is spaced out, has another kind of dot or full-width digits."""
    return re.compile(GAP.join(map(_either, _UNSEEN.sub("", word))), re.IGNORECASE)


def _either(letter: str) -> str:
    if letter in _DOTS:
        return f"[{_DOTS}]"
    if letter.isascii() and letter.isalnum():
        return f"[{letter}{chr(ord(letter) + 0xFEE0)}]"
    return re.escape(letter)


def _squeezed(text: str) -> str:
    """A text for the question whether a word is in it at all."""
    plain = _UNSEEN.sub("", text).lower()
    if _WIDE.search(plain):
        plain = unicodedata.normalize("NFKC", plain)
    return _DOT.sub("·", plain)


def _parts(phones: str) -> Iterator[str]:
    """The numbers of a phone's cell, digits only: 0312-8812345 is one, 138…/139… are two."""
    for piece in re.split(r"[^0-9\- ]+", unicodedata.normalize("NFKC", phones)):
        for number in (piece, *piece.split()):
            yield re.sub(r"[^0-9]", "", number)
