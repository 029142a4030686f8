"""The steps of handling (办理步骤), as one table.

Services, buttons, dialogs, tests and the manual's diagram read this table; none of them knows a
step of its own. A step turns a petition into a new one and needs the fields it lists. Any earlier
step is mended by `history.correct` or `history.take_back`, never by a step that goes backwards.

Source: 《信访工作条例》 (2022) Art. 22-23, 31-34, and the office practice in the domain reference.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from petitiondesk.domain import fields
from petitiondesk.domain.errors import StepNotAllowed
from petitiondesk.domain.messages import N_, Message
from petitiondesk.domain.petition import Petition, Routing
from petitiondesk.domain.terms import State

Inputs = Mapping[str, object]
"""Field name (`fields.FIELDS`) → value entered for a step."""

Effect = Callable[[Petition, date], Petition]
"""What a step changes by itself, given the day it is taken on."""


@dataclass(frozen=True)
class Step:
    """One row of the table.

    ``name`` is stored in events; ``zh`` is the verb on the button; ``sources`` are the states it is
    lawful in; ``target`` the state it leads to; ``needs`` and ``takes`` the fields it must and may
    have; ``exit`` marks a way out of the ordinary course. ``before`` and ``after`` are what the step
    does by itself, around writing the inputs.
    """

    name: str
    zh: str
    sources: frozenset[State]
    target: State
    needs: tuple[str, ...] = ()
    takes: tuple[str, ...] = ()
    exit: bool = False
    before: Effect | None = None
    after: Effect | None = None

    @property
    def fields(self) -> tuple[str, ...]:
        """All fields of the step's form, the needed ones first."""
        return self.needs + self.takes


def _close_routings(petition: Petition, on: date) -> Petition:
    closed = tuple(replace(r, returned_on=r.returned_on or on) for r in petition.routings)
    return replace(petition, routings=closed)


def _open_routing(petition: Petition, on: date) -> Petition:
    closed = _close_routings(petition, on)
    return replace(closed, routings=(*closed.routings, Routing(section="", routed_on=on)))


def _receive(petition: Petition, on: date) -> Petition:
    return fields.write(petition, {"section_received_on": on})


def _submit(petition: Petition, on: date) -> Petition:
    lead = petition.lead_routing
    routings = tuple(
        replace(r, answered_on=on, received_on=r.received_on or on) if r is lead else r
        for r in petition.routings
    )
    return replace(petition, routings=routings, reply=petition.reply or petition.draft)


def _revise(petition: Petition, on: date) -> Petition:
    """The section holds it again: the answer sent back stands no longer."""
    lead = petition.lead_routing
    routings = tuple(replace(r, answered_on=None) if r is lead else r for r in petition.routings)
    return replace(petition, routings=routings, reply="")


def _close(petition: Petition, on: date) -> Petition:
    return replace(petition, closed_on=on)


def _reply(petition: Petition, on: date) -> Petition:
    return replace(petition, replied_on=on)


def _on_spot(petition: Petition, on: date) -> Petition:
    return replace(petition, replied_on=on, delivered_on=on, concluded_on=on)


def _deliver(petition: Petition, on: date) -> Petition:
    return replace(petition, delivered_on=on)


def _conclude(petition: Petition, on: date) -> Petition:
    return replace(petition, concluded_on=on)


def _archive(petition: Petition, on: date) -> Petition:
    return replace(petition, archived_on=on)


_S = State
_BEFORE_ROUTING = frozenset({_S.REGISTERED, _S.PROPOSED, _S.INSTRUCTED})
_WITH_SECTION = frozenset({_S.ROUTED, _S.IN_PROGRESS})

STEPS: tuple[Step, ...] = (
    Step("propose", N_("拟办"), frozenset({_S.REGISTERED, _S.RETURNED}), _S.PROPOSED,
         needs=("proposal",)),
    Step("instruct", N_("领导批示"), frozenset({_S.REGISTERED, _S.PROPOSED, _S.RETURNED}),
         _S.INSTRUCTED, needs=("leader", "instruction")),
    Step("route", N_("转办"), _BEFORE_ROUTING | {_S.RETURNED}, _S.ROUTED,
         needs=("section",),
         takes=("handler", "section_due_on", "co_sections", "leader", "instruction"),
         before=_open_routing),
    Step("receive", N_("科室签收"), frozenset({_S.ROUTED}), _S.IN_PROGRESS,
         takes=("handler",), after=_receive),
    Step("return", N_("科室退回"), _WITH_SECTION, _S.RETURNED,
         needs=("return_reason",), after=_close_routings),
    Step("submit", N_("登记科室答复"), _WITH_SECTION, _S.UNDER_REVIEW,
         needs=("draft",), takes=("claims",), after=_submit),
    Step("revise", N_("退回修改"), frozenset({_S.UNDER_REVIEW}), _S.IN_PROGRESS,
         needs=("revision",), after=_revise),
    Step("reply", N_("答复"), frozenset({_S.UNDER_REVIEW}), _S.REPLIED,
         needs=("reply", "reply_manner"), takes=("reply_number", "claims"), after=_reply),
    Step("deliver", N_("送达"), frozenset({_S.REPLIED}), _S.DELIVERED,
         needs=("delivery_manner", "delivery_proof"), after=_deliver),
    Step("conclude", N_("办结"), frozenset({_S.DELIVERED}), _S.CONCLUDED,
         takes=("petitioner_view", "office_rating", "section_rating"), after=_conclude),
    Step("archive", N_("归档"),
         frozenset({_S.CONCLUDED, _S.WITHDRAWN, _S.NOT_ACCEPTED, _S.FORWARDED_ON}), _S.ARCHIVED,
         needs=("retention",), takes=("archive_ref",), after=_archive),
    Step("answer_on_spot", N_("现场答复"), frozenset({_S.REGISTERED}), _S.CONCLUDED,
         needs=("reply", "reply_manner"), takes=("petitioner_view",), exit=True, after=_on_spot),
    Step("forward", N_("转送去向"), _BEFORE_ROUTING | {_S.RETURNED}, _S.FORWARDED_ON,
         needs=("forwarded_to",), exit=True, after=_close),
    Step("refuse", N_("决定不予受理"), _BEFORE_ROUTING | {_S.RETURNED}, _S.NOT_ACCEPTED,
         needs=("refusal_ground", "refusal_remedy"), exit=True, after=_close),
    Step("withdraw", N_("撤回"),
         _BEFORE_ROUTING | _WITH_SECTION | {_S.RETURNED, _S.UNDER_REVIEW}, _S.WITHDRAWN,
         needs=("withdrawn_reason",), exit=True, after=_close),
)  # fmt: skip

STEP: dict[str, Step] = {step.name: step for step in STEPS}

ONWARD: dict[State, str] = {
    _S.REGISTERED: "propose", _S.PROPOSED: "instruct", _S.INSTRUCTED: "route",
    _S.RETURNED: "route", _S.ROUTED: "receive", _S.IN_PROGRESS: "submit",
    _S.UNDER_REVIEW: "reply", _S.REPLIED: "deliver", _S.DELIVERED: "conclude",
    _S.CONCLUDED: "archive", _S.WITHDRAWN: "archive", _S.NOT_ACCEPTED: "archive",
    _S.FORWARDED_ON: "archive",
}  # fmt: skip
"""State → the step that the ordinary course goes on with."""

REGISTER = "register"
"""Kind of the first event of every petition; not a row of the table, since nothing precedes it."""


def lawful(state: State) -> tuple[Step, ...]:
    """The steps that may be taken in ``state``, in the table's order."""
    return tuple(step for step in STEPS if state in step.sources)


def perform(petition: Petition, step: Step, inputs: Inputs, on: date) -> Petition:
    """The petition after ``step``, taken on the day ``on`` with inputs that were found valid.

    Raises:
        StepNotAllowed: the step is not lawful in the petition's state.
    """
    if petition.state not in step.sources:
        raise StepNotAllowed(
            Message(
                "{number}现在是“{state}”，不能办理“{step}”。记录没有改动，请刷新后再看可办的步骤。",
                number=petition.number,
                state=petition.state,
                step=Message(step.zh),
            )
        )
    changed = step.before(petition, on) if step.before else petition
    entered = {name: inputs[name] for name in step.fields if name in inputs}
    changed = fields.write(changed, {**entered, "state": step.target})
    return step.after(changed, on) if step.after else changed
