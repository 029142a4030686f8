"""What a section wrote into its sheet, compared with the case as it stands now.

Each row becomes items: something new, which is an ordinary step of the workflow; something that is
in the record already; something that the office knows otherwise by now; or a slip of the pen.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum

from petitiondesk.domain.messages import N_, Message
from petitiondesk.domain.petition import Petition, Routing
from petitiondesk.domain.section_sheet import CO_HOLDS, SheetCase, routing_of
from petitiondesk.domain.terms import State


@dataclass(frozen=True)
class Answers:
    """What a section wrote into one row; "" and None where it wrote nothing."""

    received_on: date | None = None
    handler: str = ""
    returned: bool = False
    return_reason: str = ""
    progress: str = ""
    answer: str = ""
    answered_on: date | None = None


class ItemKind(Enum):
    """What a row can tell, in the order in which it is recorded; the value is the label."""

    RECEIPT = N_("签收")
    PROGRESS = N_("办理进展")
    RETURN = N_("退回")
    ANSWER = N_("答复")


class Verdict(Enum):
    """What is to be done with it; the value is the label."""

    NEW = N_("新内容")
    KNOWN = N_("已记入")
    CONFLICT = N_("有冲突")
    WRONG = N_("填写有误")


@dataclass(frozen=True)
class Item:
    """One thing that a row tells: the step it would become, or why it cannot.

    ``step`` and ``inputs`` are empty where nothing is to be recorded; ``text`` is what the section
    wrote; ``reason`` says what stands against it, and of something new what deserves a look.
    """

    kind: ItemKind
    verdict: Verdict
    text: str
    step: str = ""
    inputs: Mapping[str, object] = field(default_factory=dict)
    on: date | None = None
    reason: Message | None = None


def progress_note(section: str, text: str) -> str:
    """How a section's progress stands in the record, before the sheet is named."""
    return f"{section}：{text}"


@dataclass(frozen=True)
class Row:
    """A row that came back, with the case it belongs to; ``noted`` are its notes of progress."""

    petition: Petition
    section: str
    case: SheetCase
    answers: Answers
    noted: Collection[str] = ()


def plan(row: Row, today: date) -> list[Item]:
    """What the row tells, in the order in which it is to be recorded; nothing for an empty row."""
    routing = routing_of(row.petition, row.section, row.case)
    if routing is None:
        return [
            Item(kind, Verdict.CONFLICT, text, reason=_gone(row))
            for kind, text in _told(row.answers)
        ]
    planner = _Planner(row, routing, today)
    parts = (planner.receipt, planner.progress, planner.returned, planner.answer)
    return [item for part in parts for item in part()]


def _told(answers: Answers) -> Iterator[tuple[ItemKind, str]]:
    if answers.received_on or answers.handler:
        yield ItemKind.RECEIPT, _receipt_text(answers)
    if answers.progress:
        yield ItemKind.PROGRESS, answers.progress
    if answers.returned or answers.return_reason:
        yield ItemKind.RETURN, answers.return_reason
    if answers.answer:
        yield ItemKind.ANSWER, answers.answer


def _receipt_text(answers: Answers) -> str:
    day = answers.received_on.isoformat() if answers.received_on else ""
    return " ".join(filter(None, (day, answers.handler)))


def _gone(row: Row) -> Message:
    return Message(
        "{number}已不由{section}办理：转办在办公室有更正。这一行没有读入，请与办公室核对。",
        number=row.petition.number,
        section=row.section,
    )


@dataclass(frozen=True)
class _Planner:
    """Compares one row with its routing."""

    row: Row
    routing: Routing
    today: date

    @property
    def _answers(self) -> Answers:
        return self.row.answers

    def receipt(self) -> Iterator[Item]:
        """签收: the lead section's receipt is a step, a co-handling section's a note."""
        a, kind = self._answers, ItemKind.RECEIPT
        known = self.routing.handler
        if a.received_on is None:
            if a.handler and a.handler != known:
                yield self._wrong(kind, Message("填了承办人，没有填签收日期。"))
            return
        if not self.row.case.lead:
            yield from self._co_receipt(a.received_on)
            return
        if self.routing.received_on == a.received_on and a.handler in ("", known):
            yield self._known(kind)
        elif self.routing.received_on is not None:
            yield self._conflict(
                kind,
                Message(
                    "办公室已登记签收：{day} {handler}。",
                    day=self.routing.received_on.isoformat(),
                    handler=known,
                ),
            )
        elif (wrong := self._day(a.received_on, N_("签收日期"))) is not None:
            yield self._wrong(kind, wrong)
        elif not self._held(frozenset({State.ROUTED})):
            yield self._conflict(kind, self._state())
        else:
            inputs = {"handler": a.handler} if a.handler else {}
            yield self._new(kind, "receive", inputs, a.received_on)

    def _co_receipt(self, day: date) -> Iterator[Item]:
        words = " ".join(filter(None, (str(Message("签收")), self._answers.handler)))
        yield self._note(ItemKind.RECEIPT, f"{words} {day.isoformat()}", day, N_("签收日期"))

    def progress(self) -> Iterator[Item]:
        """办理进展: noted on the day it is read, for the sheet asks for no day of it."""
        if self._answers.progress:
            yield self._note(ItemKind.PROGRESS, self._answers.progress, self.today, "")

    def _note(self, kind: ItemKind, text: str, day: date, label: str) -> Item:
        note = progress_note(self.row.section, text)
        if any(old == note or old.startswith(note + "（") for old in self.row.noted):
            return self._known(kind)
        if label and (wrong := self._day(day, label)) is not None:
            return self._wrong(kind, wrong)
        if not self._held(CO_HOLDS):
            return self._conflict(kind, self._state())
        return self._new(kind, "progress", {"progress": note}, day)

    def returned(self) -> Iterator[Item]:
        """退回: with its reason, and not together with an answer."""
        a, kind = self._answers, ItemKind.RETURN
        if not a.returned:
            if a.return_reason:
                yield self._wrong(kind, Message("写了退回理由，但“退回”一栏没有选“是”。"))
            return
        if not a.return_reason:
            yield self._wrong(kind, Message("要退回的件没有写退回理由。"))
        elif a.answer:
            yield self._wrong(kind, Message("同一行里又退回又答复，请只留一项。"))
        elif self.routing.returned_on is not None and a.return_reason == self.routing.return_reason:
            yield self._known(kind)
        elif not self.row.case.lead:
            yield self._conflict(
                kind, Message("协办件不能在表里退回；请与办公室商量，由办公室更正转办。")
            )
        elif a.answered_on and (wrong := self._day(a.answered_on, N_("退回日期"))) is not None:
            yield self._wrong(kind, wrong)
        elif not self._held(frozenset({State.ROUTED, State.IN_PROGRESS})):
            yield self._conflict(kind, self._state())
        else:
            day = a.answered_on or self.today
            yield self._new(kind, "return", {"return_reason": a.return_reason}, day)

    def answer(self) -> Iterator[Item]:
        """答复: the lead section's draft, or a co-handling section's opinion."""
        a, kind = self._answers, ItemKind.ANSWER
        if not a.answer:
            if a.answered_on and not a.returned:
                yield self._wrong(kind, Message("填了答复日期，没有填答复意见。"))
            return
        if a.returned:
            return  # said of the return
        lead = self.row.case.lead
        registered = self._registered_answer()
        if registered is not None:
            yield registered
        elif a.answered_on is None:
            yield self._wrong(kind, Message("填了答复意见，没有填答复日期。"))
        elif (wrong := self._answer_day(a.answered_on)) is not None:
            yield self._wrong(kind, wrong)
        elif not self._held(frozenset({State.ROUTED, State.IN_PROGRESS}) if lead else CO_HOLDS):
            yield self._conflict(kind, self._state())
        elif lead:
            yield self._new(kind, "submit", {"draft": a.answer}, a.answered_on)
        else:
            inputs = {"co_section": self.row.section, "co_answer": a.answer}
            yield self._new(kind, "co_answer", inputs, a.answered_on)

    def _registered_answer(self) -> Item | None:
        """What is to be said where the office has an answer of the section already."""
        a, kind, day = self._answers, ItemKind.ANSWER, self.routing.answered_on
        before = self.row.petition.draft if self.row.case.lead else self.routing.answer
        if day is not None and before == a.answer and a.answered_on in (None, day):
            return self._known(kind)
        if day is not None:
            return self._conflict(
                kind, Message("办公室 {day} 已登记了答复，与表里的不同。", day=day.isoformat())
            )
        if self.row.case.lead and before == a.answer:
            return self._conflict(kind, Message("与已退回修改的那一份相同；请按修改要求改过再报。"))
        return None

    # --- parts ----------------------------------------------------------------------------------

    def _held(self, states: Collection[State]) -> bool:
        return self.routing.current and self.row.petition.state in states

    def _state(self) -> Message:
        petition = self.row.petition
        if petition.state is State.PAUSED:
            return Message("这一件现在暂停办理，恢复办理后再读入。")
        if not self.routing.current:
            return Message("这一件已经不在{section}手里，没有读入。", section=self.row.section)
        return Message("这一件现在是“{state}”，没有读入。", state=petition.state)

    def _day(self, day: date, label: str) -> Message | None:
        """What is wrong with a day that the section wrote."""
        if day > self.today:
            return Message("{what} {day} 还没有到。", what=Message(label), day=day.isoformat())
        routed = self.routing.routed_on
        if routed is not None and day < routed:
            return Message(
                "{what} {day} 早于转办日期 {routed}。",
                what=Message(label),
                day=day.isoformat(),
                routed=routed.isoformat(),
            )
        return None

    def _answer_day(self, day: date) -> Message | None:
        received = self.routing.received_on or self._answers.received_on
        if received is not None and day < received and day <= self.today:
            return Message(
                "答复日期 {day} 早于签收日期 {received}。",
                day=day.isoformat(),
                received=received.isoformat(),
            )
        return self._day(day, N_("答复日期"))

    def _text(self, kind: ItemKind) -> str:
        return dict(_told(self._answers)).get(kind, "")

    def _new(self, kind: ItemKind, step: str, inputs: Mapping[str, object], on: date) -> Item:
        return Item(kind, Verdict.NEW, self._text(kind), step, inputs, on)

    def _known(self, kind: ItemKind) -> Item:
        return Item(kind, Verdict.KNOWN, self._text(kind))

    def _conflict(self, kind: ItemKind, reason: Message) -> Item:
        return Item(kind, Verdict.CONFLICT, self._text(kind), reason=reason)

    def _wrong(self, kind: ItemKind, reason: Message) -> Item:
        return Item(kind, Verdict.WRONG, self._text(kind), reason=reason)
