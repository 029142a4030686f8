"""Reading a cell of petitioners: “张三、李四等12人，13800000000” is two names, a count, a phone."""

import re
from dataclasses import dataclass

from petitiondesk.domain.unnamed import UNNAMED
from petitiondesk.exchange.cells import Cell, clean, plain, read_count

_ID = re.compile(r"(?<![0-9A-Za-z])[0-9]{17}[0-9Xx](?![0-9A-Za-z])")
_PHONE = re.compile(
    r"(?<![0-9A-Za-z])(?:(?:\+?86[- ]?)?1[3-9][0-9](?:[- ]?[0-9]{4}){2}"
    r"|0[0-9]{2,3}-?[2-9][0-9]{6,7}(?:-[0-9]{1,6})?|[48]00-?[0-9]{3}-?[0-9]{4})(?![0-9A-Za-z])"
)
_DIGITS = re.compile(r"[0-9]{3}")
_WITH_OTHERS = re.compile(
    r"等\s*(?:([0-9０-９一二三四五六七八九十两]+)\s*(?:余|多)?\s*(?:人次|人|名|位)?"
    r"(?:群众|村民|居民|业主|职工|家长|信访人)?|(?:人|群众|村民|居民|业主|职工)?)$"
)
_MARKS = re.compile(r"[、，,;；/／|\n\r\t]+")
_SPACE = re.compile(r"[ \u3000\xa0]+")
_LABEL = re.compile(r"(?:联系)?(?:电话|手机|手机号|身份证号?码?|姓名)\s*[:：]?\s*")
_EMPTY_BRACKETS = re.compile(r"[(（][、\s]*[)）]|[:：]\s*$")
_HAN_NAME = re.compile(r"[\u3007\u3400-\u9fff\U00020000-\U0003ffff]{2,4}")
_HAN = re.compile(r"[\u3007\u3400-\u9fff\U00020000-\U0003ffff]")
_ORGANISATION = re.compile(
    r"(?:公司|集团|厂|协会|学会|商会|委员会|合作社|学校|小学|中学|大学|医院|中心|业主大会|村民小组"
    r"|居委会|村委会|业委会|工会|办事处|银行|饭店|酒店|商行|幼儿园)$"
)


@dataclass(frozen=True)
class People:
    """What a cell of petitioners says.

    ``count`` is the stated number of people or None; ``unplaced`` is text that is none of these.
    """

    names: tuple[str, ...] = ()
    count: int | None = None
    phones: tuple[str, ...] = ()
    id_numbers: tuple[str, ...] = ()
    anonymous: bool = False
    unplaced: str = ""


def read_people(cell: Cell) -> People:
    """Names, stated number, phones and identity numbers of a cell; never split on the name dot."""
    text = clean(cell)
    if not text:
        return People()
    if plain(text) in UNNAMED:
        return People(anonymous=True)
    text, ids = _extract(_ID, text)
    text, phones = _extract(_PHONE, text)
    if ids or phones:
        text = _EMPTY_BRACKETS.sub("", _LABEL.sub("", text)).strip(" ：:、，,;；/\n\t")
    text, count, unplaced = _others(text)
    names = _names(text)
    anonymous = bool(names) and all(plain(name) in UNNAMED for name in names)
    return People(() if anonymous else names, count, phones, ids, anonymous, unplaced)


def is_organisation(name: str) -> bool:
    """Whether a petitioner's name is plainly that of an organisation (…公司, …村委会)."""
    return _ORGANISATION.search(name) is not None


def read_phones(cell: Cell) -> tuple[str, ...]:
    """Every phone number in a cell; the whole text when none is recognised, so none is lost."""
    text = clean(cell)
    rest, phones = _extract(_PHONE, plain(text))
    return phones if phones and not _MARKS.sub("", rest).strip() else ((text,) if text else ())


def _extract(pattern: re.Pattern[str], text: str) -> tuple[str, tuple[str, ...]]:
    if _DIGITS.search(text) is None:
        return text, ()
    found = tuple(match.group() for match in pattern.finditer(text))
    return (pattern.sub("、", text), found) if found else (text, ())


def _others(text: str) -> tuple[str, int | None, str]:
    match = _WITH_OTHERS.search(text)
    if match is None or match.start() == 0:
        return text, None, ""
    said = match.group()
    count = read_count(plain(match[1])) if match[1] else None
    # "等12余人" is no exact number: the words themselves are kept beside it.
    vague = count is None or "余" in said or "多" in said
    return text[: match.start()].rstrip("、，, "), count, said if vague else ""


def _names(text: str) -> tuple[str, ...]:
    names: list[str] = []
    for part in _MARKS.split(text):
        names += _by_spaces(part.strip())
    return tuple(name for name in names if name)


def _by_spaces(part: str) -> list[str]:
    words = _SPACE.split(part)
    if len(words) == 1:
        return words
    if all(len(word) == 1 and _HAN.fullmatch(word) for word in words) and len(words) <= 4:
        return ["".join(words)]  # 张　三 is one name set wide, not two people
    if all(_HAN_NAME.fullmatch(word) for word in words):
        return words
    return _pairs(words) if all(_HAN.match(word) for word in words) else [part]


def _pairs(words: list[str]) -> list[str]:
    """Join single characters that follow one another: 张 三 李四 → 张三, 李四."""
    names: list[str] = []
    half = ""
    for word in words:
        if len(word) == 1 and _HAN.fullmatch(word):
            names, half = ([*names, half + word], "") if half else (names, word)
        else:
            names, half = [*names, *([half] if half else []), word], ""
    return [*names, half] if half else names
