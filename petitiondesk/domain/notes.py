"""Notes that the program itself wrote into the record, said in the reader's language.

An event of a case tells in its note what else was done than its changes say: whose attachment left,
which line of which old ledger a petition came from. Notes are kept in Chinese, in one of the
sentences below; `said` knows the sentence again. One that is no longer written stays here: what an
earlier version wrote is read for as long as the registry is.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from string import Formatter

from petitiondesk.domain import history
from petitiondesk.domain.messages import N_, Message
from petitiondesk.domain.terms import LetterKind

ATTACHMENT = N_("附件“{name}”")
LETTER = N_("文书原件：{letter}")
LETTER_MASKED = N_("文书遮盖件：{letter}")
LETTER_OPENED = N_("打开文书：{letter}")
RECEPTION_OPENED = N_("接访日 {day}：{reason}")
IMPORTED = N_("{file}，{table}，第 {row} 行")
SALVAGED = N_("从损坏的登记簿抢救")
SHEET_WRITTEN = N_("写出{section}{sheet}，{n} 件")
SHEET_READ = N_("收回{section}{sheet}，记入 {n} 项")
SHEET = N_("科室办理表第 {serial} 号")
BACKED_UP = N_("{name}：{petitions} 件，经过 {events} 条；放在“{folder}”")
RESTORED = N_("{name}，{made_at} 做的，{petitions} 件，经过 {events} 条；缺附件 {missing} 个")

_OF_KIND: Mapping[str, tuple[str, ...]] = {
    history.EXPORT: (ATTACHMENT, LETTER, LETTER_MASKED, LETTER_OPENED),
    history.OPEN_SEALED: (RECEPTION_OPENED,),
    history.IMPORT: (IMPORTED,),
    history.SALVAGE: (SALVAGED,),
    history.SHEET: (SHEET_WRITTEN, SHEET_READ),
    # Since the record holds the facts of these themselves, only older entries have a sentence.
    history.BACKUP: (BACKED_UP,),
    history.RESTORE: (RESTORED,),
}
_OF_STEPS = (SHEET,)
"""Where a step was recorded from."""

_SHEET = re.escape(SHEET).replace(re.escape("{serial}"), r"\d+")
"""It follows the section's name without a word between."""

_MOVED = re.compile(r"(?P<title>.+) (?P<before>\S+) → (?P<after>\S+)")
"""One limit in the note of `history.RETIME`: its official name, and the days before and after."""


def said(kind: str, note: str) -> Message:
    """The note of an event: in the reader's language where the program wrote it, else as it stands."""
    if kind == history.RETIME:
        return _moved(note)
    return _known(note, _OF_KIND.get(kind, _OF_STEPS))


def _known(note: str, sentences: tuple[str, ...]) -> Message:
    for sentence in sentences:
        found = _pattern(sentence).fullmatch(note)
        if found is not None:
            return Message(sentence, **{n: _part(n, text) for n, text in found.groupdict().items()})
    return Message("{text}", text=note)


def _part(name: str, text: str) -> object:
    if name == "sheet":
        return _known(text, (SHEET,))
    if name == "letter":
        kind, _, number = text.partition(" ")
        known = next((each for each in LetterKind if each.zh == kind), None)
        return Message("{kind}　{number}", kind=known, number=number) if known else text
    return text


def _moved(note: str) -> Message:
    told: Message | None = None
    for part in note.split("；"):
        found = _MOVED.fullmatch(part)
        if found is None:
            return Message("{text}", text=note)
        name, dot, subject = found["title"].partition(" · ")
        title = Message(name)
        if dot:
            title = Message("{title} · {subject}", title=title, subject=subject)
        one = Message("{title} {before} → {after}", title=title, before=found["before"],
                      after=found["after"])  # fmt: skip
        told = one if told is None else Message("{first}；{second}", first=told, second=one)
    return told or Message("")


@cache
def _pattern(sentence: str) -> re.Pattern[str]:
    """What reads the sentence: each placeholder takes as little as the words between allow."""
    return re.compile("".join(_pieces(sentence)), re.DOTALL)


def _pieces(sentence: str) -> Iterator[str]:
    for words, name, _, _ in Formatter().parse(sentence):
        yield re.escape(words)
        if name:
            yield f"(?P<{name}>{_SHEET if name == 'sheet' else '.*?'})"
