"""Leader reception days (领导接访日): the roster, and what was said on a day.

Leaders receive visitors on days made known beforehand. The roster has one entry a day; visits belong
to their day alone and are never joined by person.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, time
from typing import Any

from petitiondesk.domain.calendar import Calendar
from petitiondesk.domain.errors import Finding, Severity
from petitiondesk.domain.fields import FIELDS
from petitiondesk.domain.ledger import SEALED
from petitiondesk.domain.masking import TextMask, mask_name
from petitiondesk.domain.messages import N_, Message
from petitiondesk.domain.petition import Petition, Petitioner
from petitiondesk.domain.record import Record
from petitiondesk.domain.terms import Channel, Term


class VisitOutcome(Term):
    """What became of a visit (接谈结果)."""

    REGISTERED = "registered", N_("已登记为信访件")
    ANSWERED = "answered", N_("当场答复")
    DIRECTED = "directed", N_("引导")
    LEFT = "left", N_("未谈")


@dataclass(frozen=True)
class Visit:
    """One visit (接谈) on a reception day.

    ``number`` counts from 1 within the day; ``people`` is how many came;
    ``outcome`` None while nothing is settled. ``petition_id`` is the petition it became.
    ``confidential`` marks an accusation, or a wish for confidence: lists and prints show neither
    name nor matter (Art. 30(3)).
    """

    number: int = 0
    name: str = ""
    people: int = 1
    matter: str = ""
    leader_word: str = ""
    outcome: VisitOutcome | None = None
    petition_id: int | None = None
    confidential: bool = False


@dataclass(frozen=True)
class ReceptionDay:
    """One day of the roster: who receives, with whom, where, from when to when (local time)."""

    day: date
    leader: str = ""
    deputy: str = ""
    place: str = ""
    begins: time | None = None
    ends: time | None = None
    note: str = ""
    visits: tuple[Visit, ...] = ()

    def visit(self, number: int) -> Visit | None:
        """The visit with this number, or None."""
        return next((v for v in self.visits if v.number == number), None)

    def next_number(self) -> int:
        """The number of the next visit: one more than the highest there is."""
        return max((v.number for v in self.visits), default=0) + 1

    def people(self) -> int:
        """How many people came, over all visits (人次)."""
        return sum(v.people for v in self.visits)

    def with_visit(self, visit: Visit) -> "ReceptionDay":
        """The day with ``visit`` in the place of the one with its number, or at the end."""
        others = [v for v in self.visits if v.number != visit.number]
        ordered = sorted([*others, visit], key=lambda v: v.number)
        return replace(self, visits=tuple(ordered))

    def without_visit(self, number: int) -> "ReceptionDay":
        """The day without the visit of this number."""
        return replace(self, visits=tuple(v for v in self.visits if v.number != number))


# --- checks --------------------------------------------------------------------------------------

_MOST = {"leader": 50, "deputy": 100, "place": 100, "note": 1000, "name": 200, "matter": 4000,
         "leader_word": 4000}  # fmt: skip
"""Longest texts, in characters."""

LABELS = {
    "day": N_("日期"),
    "leader": N_("接访领导"),
    "deputy": N_("陪同人员"),
    "place": N_("接访地点"),
    "begins": N_("开始时间"),
    "ends": N_("结束时间"),
    "note": N_("备注"),
    "name": N_("来访人"),
    "people": N_("来访人数"),
    "matter": N_("反映事项"),
    "leader_word": N_("领导意见"),
    "outcome": N_("接谈结果"),
    "confidential": N_("检举控告或要求保密"),
}
"""Field of a day or a visit → its Chinese name."""


def check_day(value: ReceptionDay, calendar: Calendar) -> list[Finding]:
    """What is to be said of a roster entry, refusals first; a day of rest is only pointed out."""
    findings = []
    if not value.leader.strip():
        findings.append(_refuse("leader", Message("请填写接访领导。")))
    if value.begins and value.ends and value.ends <= value.begins:
        findings.append(_refuse("ends", Message("结束时间应晚于开始时间，请核对。")))
    findings += _too_long(value, ("leader", "deputy", "place", "note"))
    if calendar.is_rest_day(value.day):
        findings.append(Finding("day", Severity.WARN, _resting(value.day, calendar)))
    return findings


def check_visit(visit: Visit) -> list[Finding]:
    """What is to be said of a visit."""
    findings = []
    if not visit.matter.strip() and visit.outcome is not VisitOutcome.LEFT:
        findings.append(_refuse("matter", Message("请填写反映事项；没有谈就走的，结果选“未谈”。")))
    if not 1 <= visit.people <= 1_000_000:
        findings.append(_refuse("people", Message("来访人数应是 1 以上的整数。")))
    if visit.outcome is VisitOutcome.REGISTERED and visit.petition_id is None:
        findings.append(
            _refuse(
                "outcome",
                Message("这次来访还没有登记。登记好以后，结果会自动记为“已登记为信访件”。"),
            )
        )
    findings += _too_long(visit, ("name", "matter", "leader_word"))
    return findings


def _resting(day: date, calendar: Calendar) -> Message:
    name = calendar.holiday_name(day)
    if name:
        return Message("{day} 是{holiday}假期，请核对。", day=day.isoformat(), holiday=name)
    return Message("{day} 是休息日，请核对。", day=day.isoformat())


def _refuse(name: str, message: Message) -> Finding:
    return Finding(name, Severity.REFUSE, message)


def _too_long(value: object, names: Iterable[str]) -> Iterator[Finding]:
    for name in names:
        length, most = len(getattr(value, name)), _MOST[name]
        if length > most:
            message = Message(
                "“{field}”有 {length} 字，最多 {limit} 字。文字都还在，请删短。",
                field=Message(LABELS[name]),
                length=f"{length:,}",
                limit=f"{most:,}",
            )
            yield _refuse(name, message)


def overwrites(before: Visit, after: Visit) -> bool:
    """Whether something that was filled in is changed: that wants a reason, filling a gap does not."""
    empty = Visit()
    return any(
        getattr(before, f.name) not in (getattr(empty, f.name), getattr(after, f.name))
        for f in fields(Visit)
    )


# --- what a list may show ------------------------------------------------------------------------


def is_shut(visit: Visit, sealed: Collection[int]) -> bool:
    """Whether lists and prints show nothing of it; ``sealed`` are ids of sealed petitions."""
    return visit.confidential or visit.petition_id in sealed


def mask(
    value: ReceptionDay,
    sealed: Collection[int] = (),
    people: Mapping[int, Sequence[Petitioner]] | None = None,
) -> ReceptionDay:
    """The day as a list or a print may show it: names masked, what is sealed shut.

    ``people`` are the petitioners of the petitions that visits became: what is written of the visit
    may quote their papers and addresses.
    """
    known = people or {}
    return replace(
        value,
        visits=tuple(
            _masked(v, is_shut(v, sealed), known.get(v.petition_id or 0, ())) for v in value.visits
        ),
    )


def _masked(visit: Visit, shut: bool, people: Sequence[Petitioner]) -> Visit:
    if not shut:
        hide = TextMask((Petitioner(visit.name), *people))
        return replace(
            visit,
            name=mask_name(visit.name),
            matter=hide(visit.matter),
            leader_word=hide(visit.leader_word),
        )
    texts = {n: SEALED for n in ("name", "matter", "leader_word") if getattr(visit, n)}
    return replace(visit, **texts)  # type: ignore[arg-type]


# --- the petition that a visit becomes -----------------------------------------------------------


def petition_form(value: ReceptionDay, visit: Visit) -> Petition:
    """The registration form of a visit, filled in with what is known."""
    said = visit.leader_word
    return Petition(
        channel=Channel.VISIT,
        received_on=value.day,
        received_by_leader=value.leader,
        petitioners=(Petitioner(visit.name),) if visit.name else (),
        anonymous=not visit.name,
        confidential=visit.confidential,
        people_present=visit.people,
        summary=_summary(visit.matter),
        content=visit.matter,
        notes=str(Message("接访领导意见：{text}", text=said)) if said else "",
    )


def _summary(matter: str) -> str:
    """The matter as a form's summary: one line, within the form's limit."""
    line, most = " ".join(matter.split()), FIELDS["summary"].limit
    return line if len(line) <= most else line[: most - 1] + "…"


# --- values <-> JSON -----------------------------------------------------------------------------


def to_record(value: ReceptionDay) -> Record:
    """The day as JSON, without what is empty: dates ``2026-03-04``, times ``08:30``."""
    record = _plain(value, ReceptionDay(value.day), ("leader", "deputy", "place", "note"))
    record["day"] = value.day.isoformat()
    for name in ("begins", "ends"):
        moment = getattr(value, name)
        if moment is not None:
            record[name] = moment.isoformat("minutes")
    if value.visits:
        record["visits"] = [_visit_record(v) for v in value.visits]
    return record


def from_record(record: Mapping[str, Any]) -> ReceptionDay:
    """The day that `to_record` wrote."""
    readers: Mapping[str, Callable[[Any], Any]] = {
        "day": date.fromisoformat,
        "begins": time.fromisoformat,
        "ends": time.fromisoformat,
        "visits": lambda visits: tuple(_visit(v) for v in visits),
    }
    values: dict[str, Any] = {n: readers.get(n, str)(item) for n, item in record.items()}
    return ReceptionDay(**values)


def _visit_record(visit: Visit) -> Record:
    names = ("name", "people", "matter", "leader_word", "petition_id", "confidential")
    record = _plain(visit, Visit(), names)
    record["number"] = visit.number
    if visit.outcome is not None:
        record["outcome"] = visit.outcome.value
    return record


def _visit(record: Mapping[str, Any]) -> Visit:
    values = dict(record)
    if "outcome" in values:
        values["outcome"] = VisitOutcome(values["outcome"])
    return Visit(**values)


def _plain(value: object, empty: object, names: Iterable[str]) -> Record:
    """The named fields whose values are JSON already and differ from those of ``empty``."""
    pairs = ((name, getattr(value, name)) for name in names)
    return {name: item for name, item in pairs if item != getattr(empty, name)}
