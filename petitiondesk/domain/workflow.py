"""The steps of handling (办理步骤), as one table.

Services, buttons, dialogs, tests and the manual's diagram read this table; none of them knows a
step of its own. A step turns a petition into a new one and needs the fields it lists. Most lead from
one state to another; some leave the state as it is (extension, urging, hearing, relief). Any earlier
step is mended by `history.correct` or `history.take_back`, never by a step that goes backwards.

Source: 《信访工作条例》 (2022) Art. 22-23, 29-36, 40, and the office practice in the domain reference.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from petitiondesk.domain import effects, fields
from petitiondesk.domain.copying import replace
from petitiondesk.domain.effects import Effect, Inputs
from petitiondesk.domain.errors import StepNotAllowed
from petitiondesk.domain.fields import FIELDS, Field
from petitiondesk.domain.messages import N_, Message
from petitiondesk.domain.petition import Petition
from petitiondesk.domain.terms import PetitionClass, Procedure, ReplyManner, State

Condition = Callable[[Petition], bool]
"""What must hold besides the state."""


@dataclass(frozen=True)
class Step:
    """One row of the table.

    ``name`` is stored in events; ``zh`` is the verb on the button; ``sources`` are the states it is
    lawful in, where ``when`` holds; ``target`` is the state it leads to, None where the state stays,
    and `BACK` where it leads back to where the petition came from. ``needs`` and ``takes`` are the
    fields it must and may have; ``exit`` marks a way out of the ordinary course. ``before`` and
    ``after`` are what the step does by itself, around writing the inputs; ``writes`` narrows which of
    them are written as they are, where an effect uses the others. ``noted`` is a field that the
    petition has no place for: its text is the note of the step's event. ``labels`` name a field as
    this step asks for it, where two steps share the field and its own name tells both uses.
    """

    name: str
    zh: str
    sources: frozenset[State]
    target: "State | Back | None"
    needs: tuple[str, ...] = ()
    takes: tuple[str, ...] = ()
    when: Condition | None = None
    exit: bool = False
    before: Effect | None = None
    after: Effect | None = None
    writes: tuple[str, ...] | None = None
    noted: str = ""
    labels: tuple[tuple[str, str], ...] = ()

    @property
    def fields(self) -> tuple[str, ...]:
        """All fields of the step's form, the needed ones first."""
        return self.needs + self.takes

    def field(self, name: str) -> Field:
        """A field of the step's form, named as the step asks for it."""
        return replace(FIELDS[name], zh=dict(self.labels).get(name, FIELDS[name].zh))

    @property
    def aside(self) -> bool:
        """Whether it lies beside the ordinary course, so that a menu offers it and no button."""
        return self.exit or self.name in _ASIDE

    def suits(self, petition: Petition) -> bool:
        """Whether it is lawful for the petition as it stands."""
        return petition.state in self.sources and (self.when is None or self.when(petition))


class Back:
    """Stands for the state that the petition came from (`Petition.came_from`)."""


BACK = Back()

_S = State
_BEFORE_ROUTING = frozenset({_S.REGISTERED, _S.PROPOSED, _S.INSTRUCTED})
_WITH_SECTION = frozenset({_S.ROUTED, _S.IN_PROGRESS})
_UNROUTED = _BEFORE_ROUTING | {_S.RETURNED}
_WORKING = _UNROUTED | _WITH_SECTION | {_S.PAUSED, _S.UNDER_REVIEW}
_ANSWERED = frozenset({_S.REPLIED, _S.DELIVERED, _S.CONCLUDED})
_AFTER = _ANSWERED | {_S.IN_REVIEW, _S.REVIEWED, _S.IN_REREVIEW, _S.REREVIEWED, _S.FINISHED}
_LEFT = frozenset({_S.WITHDRAWN, _S.NOT_ACCEPTED, _S.FORWARDED_ON, _S.SENT_BACK})
_UNFILED = frozenset(_S) - {_S.ARCHIVED, _S.MERGED, _S.VOID}


# --- conditions ----------------------------------------------------------------------------------


def _claim(petition: Petition) -> bool:
    return petition.petition_class is PetitionClass.CLAIM


def _ordinary_claim(petition: Petition) -> bool:
    return _claim(petition) and petition.procedure is Procedure.ORDINARY


def _may_object(petition: Petition) -> bool:
    """Art. 23(3): an item that another body sent, before it is accepted; once."""
    fresh = petition.accepted_on is None and petition.objected_on is None
    return petition.channel.from_superior and fresh


def _may_report(petition: Petition) -> bool:
    owed = petition.channel.from_superior or petition.report_by is not None
    return owed and petition.reported_on is None


def _waits_for_co_section(petition: Petition) -> bool:
    return any(r.current and not r.lead and not r.answer for r in petition.routings)


def _has_open_urging(petition: Petition) -> bool:
    return any(u.answered_on is None for u in petition.urgings)


def _may_be_reviewed(petition: Petition) -> bool:
    """Art. 35: the written decision on a claim that was not sent on a statutory route; once."""
    decided = petition.reply_manner is ReplyManner.WRITTEN and petition.delivered_on is not None
    return (
        decided
        and _claim(petition)
        and not petition.present_reviews
        and not petition.statutory_route
    )


def _supported(petition: Petition) -> bool:
    return any(c.decision in effects.SUPPORTED for c in petition.claims)


STEPS: tuple[Step, ...] = (
    # The ordinary course
    Step("accept", N_("受理告知"), _WORKING, None, takes=("notice_manner",),
         when=lambda p: p.accepted_on is None, after=effects.accept),
    Step("propose", N_("拟办"), frozenset({_S.REGISTERED, _S.RETURNED}), _S.PROPOSED,
         needs=("proposal",)),
    Step("instruct", N_("登记批示"), frozenset({_S.REGISTERED, _S.PROPOSED, _S.RETURNED}),
         _S.INSTRUCTED, needs=("leader", "instruction")),
    Step("route", N_("转办"), _UNROUTED, _S.ROUTED,
         needs=("section",),
         takes=("handler", "section_due_on", "co_sections", "leader", "instruction"),
         before=effects.open_routing),
    Step("receive", N_("科室签收"), frozenset({_S.ROUTED}), _S.IN_PROGRESS,
         takes=("handler",), after=effects.receive),
    Step("return", N_("科室退回"), _WITH_SECTION, _S.RETURNED,
         needs=("return_reason",), after=effects.close_routings),
    Step("submit", N_("登记科室答复"), _WITH_SECTION, _S.UNDER_REVIEW,
         needs=("draft",), takes=("claims",), after=effects.submit),
    Step("revise", N_("退回修改"), frozenset({_S.UNDER_REVIEW}), _S.IN_PROGRESS,
         needs=("revision",), after=effects.revise),
    Step("reply", N_("答复"), frozenset({_S.UNDER_REVIEW}), _S.REPLIED,
         needs=("reply", "reply_manner"), takes=("claims", "legal_basis", "reply_number", "adoption"),
         after=effects.reply),
    Step("deliver", N_("送达"), frozenset({_S.REPLIED}), _S.DELIVERED,
         needs=("delivery_manner", "delivery_proof"), takes=("delivery_place", "delivery_witness"),
         after=effects.deliver),
    Step("conclude", N_("办结"), frozenset({_S.DELIVERED}), _S.CONCLUDED,
         takes=("petitioner_view", "office_rating", "section_rating"), after=effects.conclude),
    Step("archive", N_("归档"),
         _LEFT | {_S.CONCLUDED, _S.REVIEWED, _S.REREVIEWED, _S.FINISHED}, _S.ARCHIVED,
         needs=("retention",), takes=("archive_ref",),
         before=effects.remember_state, after=effects.archive),
    # While it is handled
    Step("co_answer", N_("登记协办意见"), _WITH_SECTION | {_S.PAUSED, _S.UNDER_REVIEW}, None,
         needs=("co_section", "co_answer"), when=_waits_for_co_section,
         after=effects.co_answer, writes=()),
    Step("progress", N_("登记办理进展"), _WITH_SECTION | {_S.PAUSED, _S.UNDER_REVIEW}, None,
         needs=("progress",), writes=(), noted="progress"),
    Step("extend", N_("办理延期"), _WITH_SECTION | {_S.PAUSED, _S.UNDER_REVIEW}, None,
         needs=("extension_days", "extension_approver", "extension_reason"),
         when=lambda p: _ordinary_claim(p) and not p.statutory_route,
         before=effects.open_extension),
    Step("pause", N_("暂停"), _WITH_SECTION, _S.PAUSED, needs=("pause_kind", "pause_reason"),
         before=effects.open_pause),
    Step("resume", N_("恢复办理"), frozenset({_S.PAUSED}), BACK, after=effects.resume),
    Step("urge", N_("督办"), _WITH_SECTION | {_S.PAUSED}, None,
         needs=("urge_ground", "urge_request", "urge_due_on"),
         when=lambda p: not _has_open_urging(p), before=effects.open_urging),
    Step("urge_answer", N_("登记督办回复"), _WITH_SECTION | {_S.PAUSED, _S.UNDER_REVIEW}, None,
         needs=("urge_answer",), when=_has_open_urging, after=effects.urge_answer),
    Step("hearing", N_("登记听证"),
         _WITH_SECTION | {_S.PAUSED, _S.UNDER_REVIEW, _S.IN_REVIEW, _S.IN_REREVIEW}, None,
         needs=("hearing_from", "hearing_until", "hearing_place", "hearing_record"),
         takes=("hearing_chair",), before=effects.open_hearing),
    Step("assign_leader", N_("明确包案领导"), _WORKING, None, needs=("responsible_leader",)),
    Step("simplify", N_("适用简易办理"), _UNROUTED, None, takes=("procedure_reason",),
         labels=(("procedure_reason", N_("适用简易办理的理由")),),
         when=_ordinary_claim, after=effects.simplify),
    Step("convert", N_("转为普通程序"), _WORKING, None, needs=("procedure_reason",),
         labels=(("procedure_reason", N_("转为普通程序的理由")),),
         when=lambda p: p.procedure is Procedure.SIMPLE, after=effects.convert),
    Step("relief", N_("登记救助"), _UNFILED, None, needs=("relief_amount", "relief_fund"),
         before=effects.open_relief),
    Step("link", N_("关联首件"), _UNFILED, None, needs=("repeats_id",),
         when=lambda p: p.repeats_id is None, after=effects.link),
    Step("unlink", N_("解除关联"), _UNFILED, None,
         when=lambda p: p.repeats_id is not None, after=effects.unlink),
    # After the answer
    Step("report", N_("报结"), _AFTER | _LEFT, None, takes=("report_ref", "report_text"),
         when=_may_report, after=effects.report),
    Step("rate", N_("登记评价"), _AFTER - {_S.REPLIED}, None, needs=("office_rating",),
         takes=("section_rating", "petitioner_view")),
    Step("follow_up", N_("跟踪执行"), _AFTER, None, needs=("follow_up_text",),
         takes=("follow_up_done",), when=_supported, before=effects.open_follow_up),
    Step("request_review", N_("登记复查申请"), frozenset({_S.DELIVERED, _S.CONCLUDED}),
         _S.IN_REVIEW, needs=("review_body",), takes=("review_ours", "review_request"),
         labels=(("review_body", N_("复查机关")), ("review_ours", N_("由本单位办理复查")),
                 ("review_request", N_("复查请求"))),
         when=_may_be_reviewed, before=effects.open_review),
    Step("decide_review", N_("登记复查意见"), frozenset({_S.IN_REVIEW}), _S.REVIEWED,
         needs=("review_result", "review_opinion"), takes=("review_number",),
         labels=(("review_result", N_("复查结果")), ("review_opinion", N_("复查意见内容")),
                 ("review_number", N_("复查意见文号"))),
         after=effects.decide_review),
    Step("request_rereview", N_("登记复核申请"), frozenset({_S.REVIEWED}), _S.IN_REREVIEW,
         needs=("review_body",), takes=("review_ours", "review_request"),
         labels=(("review_body", N_("复核机关")), ("review_ours", N_("由本单位办理复核")),
                 ("review_request", N_("复核请求"))),
         before=effects.open_rereview),
    Step("decide_rereview", N_("登记复核意见"), frozenset({_S.IN_REREVIEW}), _S.REREVIEWED,
         needs=("review_result", "review_opinion"), takes=("review_number",),
         labels=(("review_result", N_("复核结果")), ("review_opinion", N_("复核意见内容")),
                 ("review_number", N_("复核意见文号"))),
         after=effects.decide_review),
    Step("finish", N_("终结"), frozenset({_S.CONCLUDED, _S.REVIEWED, _S.REREVIEWED}), _S.FINISHED,
         needs=("finish_ground",), when=_claim, after=effects.finish),
    # Other ways
    Step("answer_on_spot", N_("现场答复"), frozenset({_S.REGISTERED}), _S.CONCLUDED,
         needs=("reply", "reply_manner"), takes=("petitioner_view",), exit=True,
         after=effects.on_spot),
    Step("forward", N_("登记转送去向"), _UNROUTED, _S.FORWARDED_ON,
         needs=("forwarded_to",), takes=("notice_manner",), exit=True,
         when=lambda p: p.petition_class is not PetitionClass.ACCUSATION,
         after=effects.close_with_notice),
    Step("hand_over", N_("移送有权机关"), _UNROUTED, _S.FORWARDED_ON,
         needs=("forwarded_to",), takes=("notice_manner",), exit=True,
         labels=(("forwarded_to", N_("移送单位")),),
         when=lambda p: p.petition_class is PetitionClass.ACCUSATION,
         after=effects.close_with_notice),
    Step("refuse", N_("决定不予受理"), _UNROUTED, _S.NOT_ACCEPTED,
         needs=("refusal_ground", "refusal_remedy"), takes=("notice_manner",), exit=True,
         after=effects.close_with_notice),
    Step("statutory", N_("导入法定途径"), _UNROUTED | _WITH_SECTION, _S.STATUTORY,
         needs=("statutory_route", "statute"), takes=("statutory_due_on", "notice_manner"),
         exit=True, when=_claim, after=effects.told),
    Step("statutory_result", N_("法定途径办结"), frozenset({_S.STATUTORY}), _S.CONCLUDED,
         needs=("statutory_result",), after=effects.conclude),
    Step("object", N_("提出异议"), _UNROUTED, _S.OBJECTED, needs=("objection_reason",),
         exit=True, when=_may_object, before=effects.remember_state, after=effects.object_to),
    Step("objection_agreed", N_("对方同意退回"), frozenset({_S.OBJECTED}), _S.SENT_BACK,
         takes=("objection_answer",), after=effects.close),
    Step("objection_refused", N_("对方不同意，继续办理"), frozenset({_S.OBJECTED}), BACK,
         needs=("objection_answer",)),
    Step("withdraw", N_("撤回"), _WORKING | {_S.STATUTORY}, _S.WITHDRAWN,
         needs=("withdrawn_reason",), exit=True, after=effects.close),
    Step("merge", N_("并案"), _WORKING - {_S.PAUSED}, _S.MERGED,
         needs=("merged_into_id", "merge_reason"), exit=True,
         labels=(("merge_reason", N_("并案的理由")),),
         before=effects.remember_state, after=effects.close),
    Step("unmerge", N_("撤销并案"), frozenset({_S.MERGED}), BACK, needs=("merge_reason",),
         labels=(("merge_reason", N_("撤销并案的理由")),),
         after=effects.unmerge),
    Step("redo", N_("重新办理"),
         _LEFT | {_S.DELIVERED, _S.CONCLUDED, _S.REVIEWED, _S.REREVIEWED}, _S.REGISTERED,
         needs=("reopen_reason",), exit=True, labels=(("reopen_reason", N_("重新办理的理由")),),
         after=effects.redo),
    Step("appraise", N_("登记鉴定"), frozenset({_S.ARCHIVED}), None,
         needs=("appraisal", "appraisal_note", "retention"), after=effects.appraise),
    Step("reopen", N_("启卷"), frozenset({_S.ARCHIVED}), BACK, needs=("reopen_reason",),
         labels=(("reopen_reason", N_("启卷的理由")),),
         after=effects.reopen),
)  # fmt: skip

_ASIDE = frozenset(
    {step.name for step in STEPS if step.target is None and step.name != "accept"} | {"pause"}
)

STEP: dict[str, Step] = {step.name: step for step in STEPS}

ONWARD: dict[State, str] = {
    _S.REGISTERED: "propose", _S.PROPOSED: "instruct", _S.INSTRUCTED: "route",
    _S.RETURNED: "route", _S.ROUTED: "receive", _S.IN_PROGRESS: "submit", _S.PAUSED: "resume",
    _S.UNDER_REVIEW: "reply", _S.REPLIED: "deliver", _S.DELIVERED: "conclude",
    _S.STATUTORY: "statutory_result", _S.OBJECTED: "objection_agreed",
    _S.CONCLUDED: "archive", _S.IN_REVIEW: "decide_review", _S.REVIEWED: "archive",
    _S.IN_REREVIEW: "decide_rereview", _S.REREVIEWED: "finish", _S.FINISHED: "archive",
    _S.WITHDRAWN: "archive", _S.NOT_ACCEPTED: "archive", _S.FORWARDED_ON: "archive",
    _S.SENT_BACK: "archive", _S.MERGED: "unmerge", _S.ARCHIVED: "reopen",
}  # fmt: skip
"""State → the step that the ordinary course goes on with, or the one way out of it."""

REGISTER = "register"
"""Kind of the first event of every petition; not a row of the table, since nothing precedes it."""


def lawful(petition: Petition) -> tuple[Step, ...]:
    """The steps that may be taken on the petition as it stands, in the table's order."""
    return tuple(step for step in STEPS if step.suits(petition))


def perform(petition: Petition, step: Step, inputs: Inputs, on: date) -> Petition:
    """The petition after ``step``, taken on the day ``on`` with inputs that were found valid.

    Raises:
        StepNotAllowed: the step is not lawful for the petition as it stands.
    """
    if not step.suits(petition):
        raise StepNotAllowed(
            Message(
                "{number}现在是“{state}”，不能办理“{step}”。记录没有改动，请刷新后再看可办的步骤。",
                number=petition.number,
                state=petition.state,
                step=Message(step.zh),
            )
        )
    entered = {name: inputs[name] for name in step.fields if name in inputs}
    changed = step.before(petition, on, entered) if step.before else petition
    written = step.fields if step.writes is None else step.writes
    plain = {name: value for name, value in entered.items() if name in written}
    changed = fields.write(changed, {**plain, **_leading_to(petition, step)})
    return step.after(changed, on, entered) if step.after else changed


def _leading_to(petition: Petition, step: Step) -> Mapping[str, object]:
    """The state the step leads to, where it leads anywhere."""
    if step.target is None:
        return {}
    if isinstance(step.target, Back):
        return {"state": petition.came_from or State.REGISTERED, "came_from": None}
    return {"state": step.target}
