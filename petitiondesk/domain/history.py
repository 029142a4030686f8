"""What the record says of one petition: its present, rebuilt; what may be mended, and how.

Steps and corrections form a stack: `top` is the newest one that has not been taken back. Taking it
back is itself an event, which holds the opposite changes; nothing is erased.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import cast

from petitiondesk.domain import fields, workflow
from petitiondesk.domain.copying import replace
from petitiondesk.domain.errors import StepNotAllowed
from petitiondesk.domain.messages import Message
from petitiondesk.domain.petition import Claim, Petition, Petitioner
from petitiondesk.domain.record import Changes, Event, Record, decode, fold, inverse
from petitiondesk.domain.terms import State

CORRECT = "correct"
TAKE_BACK = "take_back"
ATTACH = "attach"
DETACH = "detach"
IMPORT = "import"
UNDO_IMPORT = "undo_import"
OPEN_SEALED = "open_sealed"
OFFICE = "office"
EXPORT = "export"
LETTER = "letter"
PRINT = "print"
RETIME = "retime"
RECEPTION = "reception"
RETURN = "submit_return"
SHEET = "sheet"
FORM = "form"
ACCOUNT = "account"
PASSWORD = "password"  # noqa: S105 - the name of a kind of event
KEY_CHANGE = "key_change"
LOG_IN = "log_in"
LOG_IN_FAILED = "log_in_failed"
BACKUP = "backup"
RESTORE = "restore"
SALVAGE = "salvage"
"""Kinds of events besides the steps. `OFFICE`, `EXPORT`, `RECEPTION`, `RETURN`, `SHEET` (a section sheet
written or read back) and `FORM` (a workbook of the superior, what it is bound to) belong to no petition;
`RETIME` tells of limits that a change of the calendar or the rules moved; `UNDO_IMPORT` makes a
petition void that came in with an import that was undone as a whole (撤销整次导入).

Of the registry itself: `ACCOUNT` (an account was added, changed or removed), `PASSWORD` (one's own,
or one set by another), `KEY_CHANGE` (the data key, or the recovery key), `LOG_IN` and
`LOG_IN_FAILED`, `BACKUP`, `RESTORE` (this registry came from a backup), `SALVAGE` (what was saved
from a damaged one). `SALVAGE` may belong to a petition too."""

STANDING = frozenset({workflow.REGISTER, IMPORT})
"""Kinds that begin a petition; they can be corrected but not taken back."""

NO_WORK = frozenset({IMPORT, OPEN_SEALED, PRINT, EXPORT, RETIME})
"""Kinds that leave an imported petition as it came in, so that its import can still be undone."""

LOOKING = frozenset(
    {OPEN_SEALED, EXPORT, PRINT, LOG_IN, LOG_IN_FAILED, BACKUP, ACCOUNT, PASSWORD, KEY_CHANGE}
)
"""Kinds that change no petition and no setting: a return that was counted before them still holds."""


def rebuild(events: Iterable[Event]) -> Record:
    """The petition's record after all its events, from nothing."""
    record: Record = {}
    for event in events:
        record = fold(record, event.changes)
    return record


def petitioners_of(events: Iterable[Event]) -> tuple[Petitioner, ...]:
    """Everybody who ever was a petitioner, also before a correction."""
    entries = [
        entry
        for event in events
        for people in event.changes.get("petitioners", ())
        for entry in people or ()
    ]
    return tuple(dict.fromkeys(decode(Petitioner, entry) for entry in entries))


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
        return tuple(n for n in fields.FACTS if n not in _BOUND_UP)
    if event.kind in workflow.STEP:
        step = workflow.STEP[event.kind]
        dates = [n for n in _DAY_OF_STEP.get(event.kind, ()) if n not in step.fields]
        return tuple(n for n in (*step.fields, *dates) if n not in _BOUND_UP)
    return ()


_DAY_OF_STEP: Mapping[str, tuple[str, ...]] = {
    "accept": ("accepted_on", "notified_on"),
    "receive": ("section_received_on",),
    "reply": ("replied_on",),
    "deliver": ("delivered_on",),
    "conclude": ("concluded_on",),
    "archive": ("archived_on",),
    "extend": ("extension_on",),
    "pause": ("pause_from",),
    "resume": ("pause_until",),
    "urge": ("urged_on",),
    "relief": ("relief_on",),
    "follow_up": ("follow_up_on",),
    "report": ("reported_on",),
    "object": ("objected_on",),
    "request_review": ("review_on",),
    "request_rereview": ("review_on",),
    "decide_review": ("review_decided_on",),
    "decide_rereview": ("review_decided_on",),
    "finish": ("finished_on",),
    "appraise": ("appraised_on",),
    "redo": ("reopened_on",),
    "forward": ("closed_on",),
    "hand_over": ("closed_on",),
    "refuse": ("closed_on",),
    "withdraw": ("closed_on",),
    "statutory_result": ("concluded_on",),
    "answer_on_spot": ("replied_on", "delivered_on", "concluded_on"),
}

_BOUND_UP = frozenset({"merged_into_id", "repeats_id", "co_section", *fields.NOTED})
"""What a correction cannot change without undoing more: it is taken back and done again instead."""


def entry_of(event: Event, part: str) -> int | None:
    """Which entry of the list ``part`` the event wrote: the newest it changed; None if none.

    Of the routings it is the lead section's, except for the answer of a co-handling section.
    """
    before, after = event.changes.get(part, [None, None])
    was, now = before or [], after or []
    changed = [n for n, entry in enumerate(now) if n >= len(was) or was[n] != entry]
    if part == "routings" and event.kind != "co_answer":
        changed = [n for n in changed if now[n].get("lead", True)]
    return changed[-1] if changed else None


def correct(petition: Petition, event: Event, values: Mapping[str, object]) -> Petition:
    """The petition with what ``event`` recorded corrected to ``values``; its state stays.

    Raises:
        StepNotAllowed: a field was not part of that step, or its entry is no longer there; the
            petition is archived, and so read only.
    """
    refuse_archived(petition)
    allowed = correctable(event)
    for name, value in values.items():
        entry = _entry(event, name)
        if name not in allowed or not fields.can_write(petition, name, entry):
            raise StepNotAllowed(
                Message(
                    "“{field}”不能在这一步里更正。记录没有改动。",
                    field=Message(fields.FIELDS[name].zh),
                )
            )
        if name == "claims" and event.kind in STANDING:
            value = _reworded(petition.claims, cast("Sequence[Claim]", value))
        petition = fields.write(petition, {name: value}, entry)
    return petition


def _reworded(before: Sequence[Claim], after: Sequence[Claim]) -> tuple[Claim, ...]:
    """The claims in other words; what was decided on one stays with it.

    A claim is known by its words; those whose words changed by their order, as long as none of them
    came or went.
    """
    kept = {claim.text: claim for claim in before}
    words = {claim.text for claim in after}
    old = [claim for claim in before if claim.text not in words]
    new = [claim for claim in after if claim.text not in kept]
    if len(old) == len(new):
        kept |= {n.text: replace(o, text=n.text) for o, n in zip(old, new, strict=True)}
    return tuple(kept.get(claim.text, claim) for claim in after)


def recorded(petition: Petition, event: Event, name: str) -> object:
    """What ``event`` recorded in a field, as it stands now: what the correction's form begins with."""
    return fields.read(petition, name, _entry(event, name))


def _entry(event: Event, name: str) -> int | None:
    part = fields.part_of(name)
    return entry_of(event, part) if part is not None else None


def refuse_archived(petition: Petition) -> None:
    """What is archived or void is read only.

    Raises:
        StepNotAllowed: the petition is archived, or void with the import it came from.
    """
    if petition.state is State.VOID:
        raise StepNotAllowed(
            Message(
                "{number}随撤销的导入作废，只能查看。记录没有改动；要办理它，请重新导入。",
                number=petition.number,
            )
        )
    if petition.state is State.ARCHIVED:
        raise StepNotAllowed(
            Message(
                "{number}已经归档，只能查看。要补充或更正，请先办理“启卷”；记录没有改动。",
                number=petition.number,
            )
        )
