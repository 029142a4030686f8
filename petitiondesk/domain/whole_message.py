"""A message that was pasted as a whole, taken apart into the fields of the form.

Mailboxes and web forms give a petition as one text: ``姓名：…``, ``电话：…``, ``内容：…``, a line or
several each; letters that were typed give it without labels. What a label names is taken from there.
Without labels only what cannot well be anything else is taken: the one telephone number, the one ID
number, the name after 我叫 or between the end and its date. No word is lost: what is no other field's is
the full text. The clerk looks it over; nothing is registered by this.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import fields, replace
from datetime import date

from petitiondesk.domain.petition import Claim, Petition, Petitioner
from petitiondesk.domain.terms import IdKind, Sex
from petitiondesk.domain.unnamed import UNNAMED

_LABELS = {
    "name": "姓名 信访人 来信人 写信人 投诉人 反映人 诉求人 留言人 留言用户 申请人 联系人 来电人 来访人",
    "sex": "性别",
    "phone": "电话 手机 手机号 手机号码 电话号码 联系电话 联系方式 联系手机",
    "id_number": "身份证 身份证号 身份证号码 证件号 证件号码",
    "address": "地址 住址 家庭住址 家庭地址 联系地址 通讯地址 通信地址 详细地址 居住地址 住所",
    "made_on": "时间 日期 信访日期 信访时间 来信日期 来信时间 写信日期 写信时间 留言时间 提交时间 反映时间 来电时间",
    "summary": "标题 主题 题目 概况 事由 留言主题 留言标题 信件标题 信件主题 信访标题 来信标题 信访事项",
    "content": "内容 正文 详情 主要内容 具体内容 留言内容 留言详情 信件内容 信访内容 来信内容 反映内容 反映情况"
    " 反映问题 问题描述 诉求内容 事项内容 情况说明",
    "claims": "诉求 请求 信访诉求 信访请求 具体诉求 投诉请求 主要诉求",
    "external_no": "编号 留言编号 信件编号 信访编号 信访件编号 受理编号 工单编号 工单号",
    "query_code": "查询码 查询密码",
    "place": "问题属地 属地 事发地 事发地点 发生地 发生地点 问题发生地",
}
"""Field → what web forms, mailboxes and letters call it."""

_FIELD_OF = {word: name for name, words in _LABELS.items() for word in words.split()}
_WORDS = "|".join(
    r"[ \u3000]*".join(word) for word in sorted(_FIELD_OF, key=lambda word: -len(word))
)
_LABEL = rf"(?:[【\[]\s*(?P<boxed>{_WORDS})\s*[】\]]\s*[:：]?|(?P<plain>{_WORDS})[ \u3000]*[:：])[ \t\u3000]*"
_AT_START = re.compile(rf"^[ \t\u3000]*(?:[0-9一二三四五六七八九十]+[.．、][ \t]*)?{_LABEL}")
_WITHIN = re.compile(rf"(?:[ \t\u3000]{{2,}}|[;；,，|\t])[ \t\u3000]*{_LABEL}")

_MOBILE = re.compile(r"(?<![0-9])1[3-9][0-9][ -]?[0-9]{4}[ -]?[0-9]{4}(?![0-9])")
_ID = re.compile(r"(?<![0-9])[1-9][0-9]{16}[0-9Xx](?![0-9Xx])")
_DAY = re.compile(r"((?:19|20)[0-9]{2})\s*[年./-]\s*([0-9]{1,2})\s*[月./-]\s*([0-9]{1,2})\s*日?")
_CALLED = re.compile(r"我(?:的名字)?叫([\u3400-\u9fff·]{2,4})[，,。、；;（( ]")
_SIGNED = re.compile(r"[\u3400-\u9fff·]{2,4}")
_NO_NAME = frozenset(
    [
        "此致",
        "敬礼",
        "此致敬礼",
        "谢谢",
        "感谢",
        "盼复",
        "望解决",
        "村民",
        "群众",
        "业主",
        "居民",
        "全体村民",
    ]
)
"""What ends a letter where its signature is looked for."""
_SENTENCE = re.compile(r"[^。！？!?；;\n]+")
_MATTER = re.compile(r"反映|投诉|举报|请求|要求|希望|建议|恳请|申请|关于")
_ITEM = re.compile(r"(?:^|\n|[;；。])\s*(?:[(（]?[0-9一二三四五六七八九十]{1,3}[)）.．、])\s*")
_WIDE = str.maketrans("０１２３４５６７８９－", "0123456789-")

_SEXES = {sex.zh: sex for sex in Sex}
_DIGITS = 5
"""Digits that a telephone number or a paper's number has at least."""

TITLE = 60
"""Characters of a summary that is taken from the text."""
_END = 4
"""Lines at the end among which name and date stand."""


def split_message(text: str) -> Petition:
    """The facts that a pasted text gives; where it has no labels the whole text is the content.

    Dates that are none, and numbers that could be several things, are left where they stood.
    """
    lines = [line.rstrip() for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    found = _labelled(lines)
    content = "\n".join(found.get("content", ())).strip("\n")
    one = {name: " ".join(part).strip() for name, part in found.items()}
    name = one.get("name", "") or _name_in(content)
    person = Petitioner(
        name="" if name in UNNAMED else name,
        sex=_SEXES.get(one.get("sex", "")),
        phone=_digits(one.get("phone", "")) or _only(_MOBILE, content),
        address=one.get("address", ""),
    )
    paper = _digits(one.get("id_number", "") or _only(_ID, content)).upper()
    if paper:
        person = replace(person, id_kind=IdKind.RESIDENT, id_number=paper)
    return Petition(
        petitioners=() if person == Petitioner() else (person,),
        anonymous=name in UNNAMED,
        made_on=_day(one.get("made_on", "")) or _signed_on(content),
        summary=one.get("summary", "") or _title_of(content),
        content=content,
        claims=tuple(map(Claim, _claims("\n".join(found.get("claims", ()))))),
        external_no=one.get("external_no", ""),
        query_code=one.get("query_code", ""),
        place=one.get("place", ""),
    )


def filled_up(form: Petition, found: Petition) -> Petition:
    """A form with what was found in its empty fields; a second text goes below the first."""
    changes: dict[str, object] = {}
    for field in fields(Petition):
        now, new = getattr(form, field.name), getattr(found, field.name)
        if new != field.default and now == field.default:
            changes[field.name] = new
    if form.petitioners and found.petitioners:
        changes["petitioners"] = (
            _person(form.petitioners[0], found.petitioners[0]), *form.petitioners[1:]
        )  # fmt: skip
    if form.content and found.content:
        changes["content"] = f"{form.content}\n{found.content}"
    if form.petitioners:
        changes.pop("anonymous", None)
    return replace(form, **changes)  # type: ignore[arg-type]


def _person(one: Petitioner, found: Petitioner) -> Petitioner:
    """What is known of the first petitioner, and what is not yet, unless it is another's name."""
    if one.name and found.name and one.name != found.name:
        return one
    news = {f.name: getattr(found, f.name) for f in fields(Petitioner)}
    return replace(
        one, **{n: v for n, v in news.items() if v and not getattr(one, n)}
    )  # fmt: skip


def _labelled(lines: Sequence[str]) -> dict[str, list[str]]:
    """Field → its lines; what stands under no label is content."""
    found: dict[str, list[str]] = {}
    now = "content"
    for line in lines:
        for name, words in _parts(line, inside=now == "content" and bool(found.get(now))):
            now = name or (now if now in ("content", "claims") else "content")
            if name and name != "content" and (found.get(name) or not _fits(name, words)):
                # What comes twice, or is none of its kind, is part of the text, with its label.
                now, words = "content", line.strip()
            found.setdefault(now, []).append(words)
    return found


def _parts(line: str, *, inside: bool) -> Iterator[tuple[str, str]]:
    """The labels of a line, each with what follows it; within the text only one at the beginning counts."""
    first = _AT_START.match(line)
    if first is None:
        yield "", line
        return
    name = _field(first)
    rest = line[first.end() :]
    if inside or name in ("content", "claims", "summary"):
        yield name, rest
        return
    start = 0
    for further in _WITHIN.finditer(rest):
        yield name, rest[start : further.start()].strip()
        name, start = _field(further), further.end()
    yield name, rest[start:].strip()


def _fits(name: str, words: str) -> bool:
    """Whether a value is of the kind that its label says."""
    if name == "made_on":
        return _day(words) is not None
    if name == "sex":
        return words.strip() in _SEXES
    if name in ("phone", "id_number"):
        return len(re.findall("[0-9]", words.translate(_WIDE))) >= _DIGITS
    return True


def _field(match: re.Match[str]) -> str:
    word = match["boxed"] or match["plain"]
    return _FIELD_OF[re.sub(r"[ \u3000]", "", word)]


def _only(pattern: re.Pattern[str], text: str) -> str:
    """What a text holds of a kind, if it is one and the same; else nothing."""
    hits = {re.sub(r"[ -]", "", hit) for hit in pattern.findall(text.translate(_WIDE))}
    return hits.pop() if len(hits) == 1 else ""


def _digits(text: str) -> str:
    return text.translate(_WIDE).strip()


def _day(text: str) -> date | None:
    match = _DAY.search(text.translate(_WIDE))
    if match is None:
        return None
    try:
        return date(*map(int, match.groups()))
    except ValueError:
        return None


def _tail(content: str) -> list[str]:
    return [line.strip() for line in content.split("\n") if line.strip()][-_END:]


def _signed_on(content: str) -> date | None:
    """The day under a letter: a line of its own near the end."""
    for line in reversed(_tail(content)):
        match = _DAY.fullmatch(line.translate(_WIDE))
        if match:
            return _day(line)
    return None


def _name_in(content: str) -> str:
    called = set(_CALLED.findall(content))
    if len(called) == 1:
        return str(called.pop())
    tail = _tail(content)
    for line, below in zip(tail, tail[1:], strict=False):
        if _DAY.fullmatch(below.translate(_WIDE)) and _SIGNED.fullmatch(line):
            return "" if line in _NO_NAME else line
    return ""


def _title_of(content: str) -> str:
    """The heading of a letter, or the first sentence that says what it is about."""
    lines = [line.strip() for line in content.split("\n") if line.strip()]
    if len(lines) > 1 and len(lines[0]) <= TITLE and lines[0].startswith("关于"):
        return lines[0]
    for sentence in _SENTENCE.findall(content):
        words = str(sentence).strip()
        if _MATTER.search(words) and len(words) <= TITLE:
            return words
    return ""


def _claims(text: str) -> list[str]:
    return [part.strip(" \t\n\u3000;；。") for part in _ITEM.split(text) if part.strip(" \n;；。")]
