"""What the record says of one petition: its present, rebuilt; what may be mended, and how.

Steps and corrections form a stack: `top` is the newest one that has not been taken back. Taking it
back is itself an event, which holds the opposite changes; nothing is erased.
"""

from collections.abc import Iterable, Mapping, Sequence

from petitiondesk.domain import fields, workflow
from petitiondesk.domain.errors import StepNotAllowed
from petitiondesk.domain.messages import Message
from petitiondesk.domain.petition import Petition
from petitiondesk.domain.record import Changes, Event, Record, fold, inverse

CORRECT = "correct"
TAKE_BACK = "take_back"
ATTACH = "attach"
DETACH = "detach"
IMPORT = "import"
OPEN_SEALED = "open_sealed"
OFFICE = "office"
EXPORT = "export"
"""Kinds of events besides the steps. `OFFICE` and `EXPORT` belong to no petition."""

STANDING = frozenset({workflow.REGISTER, IMPORT})
"""Kinds that begin a petition; they can be corrected but not taken back."""


def rebuild(events: Iterable[Event]) -> Record:
    """The petition's record after all its events, from nothing."""
    record: Record = {}
    for event in events:
        record = fold(record, event.changes)
    return record


def standing(events: Iterable[Event]) -> list[Event]:
    """Steps and corrections that have not been taken back, oldest first."""
    stack: list[Event] = []
    for event in events:
        if event.kind == TAKE_BACK:
            stack.pop()
        elif event.kind in workflow.STEP or event.kind in STANDING or event.kind == CORRECT:
            stack.append(event)
    return stack


def take_back(events: Sequence[Event]) -> tuple[Event, Changes]:
    """The newest step or correction and the changes that take it back.

    Raises:
        StepNotAllowed: only the registration itself is left.
    """
    newest = standing(events)[-1]
    if newest.kind in STANDING:
        raise StepNotAllowed(
            Message(
                "登记本身不能撤销，以免编号出现空缺。填错的内容可以用“更正”改正，原来的内容留在经过里。"
            )
        )
    return newest, inverse(newest.changes)


def correctable(event: Event) -> tuple[str, ...]:
    """The fields that a correction of ``event`` may change, as its form showed them."""
    if event.kind in STANDING:
        return fields.FACTS
    if event.kind in workflow.STEP:
        step = workflow.STEP[event.kind]
        dates = [n for n in _DAY_OF_STEP.get(event.kind, ()) if n not in step.fields]
        return (*step.fields, *dates)
    return ()


_DAY_OF_STEP: Mapping[str, tuple[str, ...]] = {
    "receive": ("section_received_on",),
    "reply": ("replied_on",),
    "deliver": ("delivered_on",),
    "conclude": ("concluded_on",),
    "archive": ("archived_on",),
    "forward": ("closed_on",),
    "refuse": ("closed_on",),
    "withdraw": ("closed_on",),
    "answer_on_spot": ("replied_on", "delivered_on", "concluded_on"),
}


def correct(petition: Petition, event: Event, values: Mapping[str, object]) -> Petition:
    """The petition with what ``event`` recorded corrected to ``values``; its state stays.

    Raises:
        StepNotAllowed: a field was not part of that step, or its section no longer holds it.
    """
    allowed = correctable(event)
    for name in values:
        if name not in allowed or not fields.can_write(petition, name):
            raise StepNotAllowed(
                Message(
                    "“{field}”不能在这一步里更正。记录没有改动。",
                    field=Message(fields.FIELDS[name].zh),
                )
            )
    return fields.write(petition, values)
