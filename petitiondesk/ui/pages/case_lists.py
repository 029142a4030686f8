"""The lists of a petition as a reader sees them: extensions, pauses, urgings, reviews and the rest."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from petitiondesk.domain.messages import Message
from petitiondesk.domain.money import yuan
from petitiondesk.domain.petition import (
    Extension,
    FollowUp,
    Hearing,
    Pause,
    Petition,
    Relief,
    Review,
    Routing,
    Urging,
)
from petitiondesk.infra.i18n import render, term, tr

Lines = list[tuple[str, str]]


def lists(petition: Petition) -> Lines:
    """(heading, one line an entry) for every list that has entries."""
    answers = [r for r in petition.routings if not r.lead and r.answer]
    parts: list[tuple[str, Sequence[Any], Callable[[Any], str]]] = [
        (tr("协办意见"), answers, _answer),
        (tr("延期"), petition.extensions, _extension),
        (tr("暂停"), petition.pauses, _pause),
        (tr("听证"), petition.hearings, _hearing),
        (tr("督办"), petition.urgings, _urging),
        (tr("复查复核"), petition.reviews, _review),
        (tr("救助"), petition.reliefs, _relief),
        (tr("执行跟踪"), petition.follow_ups, _follow_up),
    ]
    return [(title, "\n".join(map(show, entries))) for title, entries, show in parts if entries]


def _day(day: date | None) -> str:
    return day.isoformat() if day else "—"


def _join(*parts: str) -> str:
    return tr("；").join(part for part in parts if part)


def _answer(routing: Routing) -> str:
    return tr("{section}（{on}）：{text}", section=routing.section, on=_day(routing.answered_on),
              text=routing.answer)  # fmt: skip


def _extension(entry: Extension) -> str:
    granted = tr("{on} {approver}批准延长 {days} 日", on=_day(entry.on), approver=entry.approver,
                 days=entry.days or 0)  # fmt: skip
    return _join(granted, entry.reason)


def _pause(entry: Pause) -> str:
    if entry.ended_on is None:
        time = tr("{first} 起", first=_day(entry.started_on))
    else:
        time = tr("{first} 至 {last} 恢复", first=_day(entry.started_on), last=_day(entry.ended_on))
    return _join(time, term(entry.kind), entry.reason)


def _hearing(entry: Hearing) -> str:
    time = tr("{first} 至 {last}", first=_day(entry.started_on), last=_day(entry.ended_on))
    chair = tr("主持人 {name}", name=entry.chair) if entry.chair else ""
    return _join(time, entry.place, chair, entry.record)


def _urging(entry: Urging) -> str:
    asked = tr("{on} 督办{section}，限 {due} 前回复", on=_day(entry.on), section=entry.section,
               due=_day(entry.due_on))  # fmt: skip
    answered = ""
    if entry.answered_on:
        answered = tr("{on} 回复：{text}", on=_day(entry.answered_on), text=entry.answer)
    return _join(asked, term(entry.ground), entry.request, answered)


def _review(entry: Review) -> str:
    asked = tr("{on} 申请{level}：{body}", on=_day(entry.requested_on), level=term(entry.level),
               body=entry.body)  # fmt: skip
    decided = ""
    if entry.decided_on:
        decided = tr("{on} {result}", on=_day(entry.decided_on), result=term(entry.result))
    return _join(asked, entry.request, decided, entry.number, entry.opinion)


def _relief(entry: Relief) -> str:
    amount = Message("{amount} 元，{fund}", amount=yuan(entry.amount or 0), fund=entry.fund)
    return _join(_day(entry.on), render(amount))


def _follow_up(entry: FollowUp) -> str:
    return _join(_day(entry.on), entry.text, tr("已执行到位") if entry.done else "")
