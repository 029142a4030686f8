"""What single steps ask for besides their fields: limits of the law, and dates that fit together.

`CHECKS` goes by the step's name; each check gives findings on the step's inputs. Refused is what
cannot be right; what may have its reason is a warning.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date

from petitiondesk.domain.clocks import Clock
from petitiondesk.domain.effects import Inputs
from petitiondesk.domain.errors import Finding, Severity
from petitiondesk.domain.messages import N_, Message
from petitiondesk.domain.petition import Claim, Petition
from petitiondesk.domain.rules import RULES
from petitiondesk.domain.terms import DeliveryProof, PetitionClass

Clocks = Mapping[str, Clock]
"""Rule code → the petition's clock."""

Check = Callable[[Petition, Inputs, date, Clocks], Iterator[Finding]]

MOST_EXTENSION = next(rule.days or 0 for rule in RULES if rule.code == "C6")
"""Days that all extensions of a petition together may have (Art. 34)."""


def check(
    name: str, petition: Petition, inputs: Inputs, on: date, clocks: tuple[Clock, ...]
) -> list[Finding]:
    """Findings on the inputs of the step ``name``, taken on the day ``on``."""
    by_code = {clock.rule.code: clock for clock in reversed(clocks)}
    return list(CHECKS[name](petition, inputs, on, by_code)) if name in CHECKS else []


def _refuse(field: str, message: Message) -> Finding:
    return Finding(field, Severity.REFUSE, message)


def _warn(field: str, message: Message) -> Finding:
    return Finding(field, Severity.WARN, message)


def _accept(petition: Petition, inputs: Inputs, on: date, clocks: Clocks) -> Iterator[Finding]:
    named = any(p.name.strip() for p in petition.petitioners)
    if named and not inputs.get("notice_manner"):
        yield _refuse("notice_manner", Message("请选择怎样告知信访人（条例第二十三条）。"))
    yield from _late("on", on, clocks.get("C1") or clocks.get("C2"))


def _late(field: str, on: date, clock: Clock | None) -> Iterator[Finding]:
    """A warning where the day lies after the last day of a clock that still runs."""
    if clock is not None and clock.ended_on is None and on > clock.due_on:
        yield _warn(
            field,
            Message(
                "{title}的期限是 {due}，这一天已经超过。照实登记即可；依据：{line}",
                title=clock.title,
                due=clock.due_on.isoformat(),
                line=clock.explanation,
            ),
        )


def _extend(petition: Petition, inputs: Inputs, on: date, clocks: Clocks) -> Iterator[Finding]:
    days = inputs.get("extension_days")
    used = sum(e.days or 0 for e in petition.extensions)
    if isinstance(days, int) and not 1 <= days <= MOST_EXTENSION - used:
        yield _refuse(
            "extension_days",
            Message(
                "延长天数应在 1 到 {most} 之间：条例第三十四条规定延长不超过 30 日，已经延长 {used} 日。",
                most=MOST_EXTENSION - used,
                used=used,
            )
            if used < MOST_EXTENSION
            else Message("已经延长 30 日，不能再延长（条例第三十四条）。"),
        )
    clock = clocks.get("C5")
    if clock is not None and on > clock.due_on:
        yield _warn(
            "on",
            Message("办结期限 {due} 已过才批准延期，请核对日期。", due=clock.due_on.isoformat()),
        )


def _pause(_: Petition, inputs: Inputs, __: date, clocks: Clocks) -> Iterator[Finding]:
    kind, clock = inputs.get("pause_kind"), clocks.get("C5")
    if kind and clock is not None and clock.ended_on is None and kind not in clock.rule.stops_for:
        yield _warn(
            "pause_kind",
            Message(
                "按现行期限规则，这种暂停不停办结期限，仍是 {due}；需要更多时间请办理延期。",
                due=clock.due_on.isoformat(),
            ),
        )


def _not_before(field: str, day: object, earliest: date | None, message: str) -> Iterator[Finding]:
    if isinstance(day, date) and earliest is not None and day < earliest:
        yield _refuse(field, Message(message, day=day.isoformat(), earliest=earliest.isoformat()))


def _resume(petition: Petition, _: Inputs, on: date, __: Clocks) -> Iterator[Finding]:
    began = petition.pauses[-1].started_on if petition.pauses else None
    yield from _not_before("on", on, began, _BEFORE_PAUSE)


_BEFORE_PAUSE = N_("恢复日期 {day} 早于暂停日期 {earliest}，请核对。")
_BEFORE_URGING = N_("督办回复期限 {day} 早于督办日期 {earliest}，请核对。")
_BEFORE_HEARING = N_("听证结束 {day} 早于听证开始 {earliest}，请核对。")
_BEFORE_RECEIVED = N_("日期 {day} 早于收到日期 {earliest}，请核对。")
_BEFORE_DELIVERY = N_("申请日期 {day} 早于送达日期 {earliest}，请核对。")
_BEFORE_REQUEST = N_("作出意见的日期 {day} 早于收到申请的日期 {earliest}，请核对。")


def _urge(_: Petition, inputs: Inputs, on: date, __: Clocks) -> Iterator[Finding]:
    yield from _not_before("urge_due_on", inputs.get("urge_due_on"), on, _BEFORE_URGING)


def _hearing(petition: Petition, inputs: Inputs, on: date, _: Clocks) -> Iterator[Finding]:
    first, last = inputs.get("hearing_from"), inputs.get("hearing_until")
    yield from _not_before("hearing_from", first, petition.received_on, _BEFORE_RECEIVED)
    if isinstance(first, date):
        yield from _not_before("hearing_until", last, first, _BEFORE_HEARING)
    if isinstance(last, date) and last > on:
        yield _refuse(
            "hearing_until", Message("听证还没有结束，结束后再登记；登记日期不能早于结束日期。")
        )


def _relief(_: Petition, inputs: Inputs, __: date, ___: Clocks) -> Iterator[Finding]:
    amount = inputs.get("relief_amount")
    if isinstance(amount, int) and amount <= 0:
        yield _refuse("relief_amount", Message("救助金额应大于 0。"))


def _submit(petition: Petition, _: Inputs, __: date, ___: Clocks) -> Iterator[Finding]:
    waiting = [r.section for r in petition.routings if r.current and not r.lead and not r.answer]
    if waiting:
        yield _warn(
            "draft",
            Message("协办科室还没有登记意见：{sections}。", sections=tuple(waiting)),
        )


def _reply(petition: Petition, inputs: Inputs, _: date, __: Clocks) -> Iterator[Finding]:
    """Art. 32 wants a decision on each claim, Art. 29 a word on each suggestion."""
    claims = inputs.get("claims", petition.claims)
    if petition.petition_class is PetitionClass.CLAIM and isinstance(claims, tuple):
        left = [n for n, c in enumerate(claims, 1) if isinstance(c, Claim) and not c.decision]
        if left:
            yield _warn(
                "claims",
                Message(
                    "第 {numbers} 项诉求还没有决定；处理意见书要逐项答复（条例第三十二条）。",
                    numbers=tuple(left),
                ),
            )
    if petition.petition_class is PetitionClass.SUGGESTION and not inputs.get("adoption"):
        yield _warn("adoption", Message("请选择建议采纳情况（条例第二十九条）。"))


def _deliver(_: Petition, inputs: Inputs, __: date, ___: Clocks) -> Iterator[Finding]:
    refused = inputs.get("delivery_proof") is DeliveryProof.REFUSED
    if refused and not str(inputs.get("delivery_witness") or "").strip():
        yield _refuse("delivery_witness", Message("拒收时请写明见证人。"))


def _object(_: Petition, __: Inputs, on: date, clocks: Clocks) -> Iterator[Finding]:
    yield from _late("on", on, clocks.get("C3"))


def _ask_review(petition: Petition, _: Inputs, on: date, clocks: Clocks) -> Iterator[Finding]:
    yield from _not_before("on", on, petition.delivered_on, _BEFORE_DELIVERY)
    yield from _late("on", on, clocks.get("C7"))


def _ask_rereview(petition: Petition, _: Inputs, on: date, clocks: Clocks) -> Iterator[Finding]:
    yield from _late("on", on, clocks.get("C8"))


def _decide(petition: Petition, _: Inputs, on: date, __: Clocks) -> Iterator[Finding]:
    asked = petition.reviews[-1].requested_on if petition.reviews else None
    yield from _not_before("on", on, asked, _BEFORE_REQUEST)


def _statutory(petition: Petition, inputs: Inputs, _: date, __: Clocks) -> Iterator[Finding]:
    yield from _not_before(
        "statutory_due_on", inputs.get("statutory_due_on"), petition.received_on, _BEFORE_RECEIVED
    )


def _finish(petition: Petition, _: Inputs, on: date, clocks: Clocks) -> Iterator[Finding]:
    """A matter ends by re-review, or when nobody asked for the next review in time."""
    for code in ("C7", "C8"):
        clock = clocks.get(code)
        if clock is not None and clock.ended_on is None and on <= clock.due_on:
            yield _refuse(
                "finish_ground",
                Message(
                    "信访人到 {due} 前还可以{title}，期满后才能终结；依据：{line}",
                    due=clock.due_on.isoformat(),
                    title=clock.title,
                    line=clock.explanation,
                ),
            )


CHECKS: Mapping[str, Check] = {
    "accept": _accept,
    "extend": _extend,
    "pause": _pause,
    "resume": _resume,
    "urge": _urge,
    "hearing": _hearing,
    "relief": _relief,
    "submit": _submit,
    "reply": _reply,
    "deliver": _deliver,
    "object": _object,
    "request_review": _ask_review,
    "request_rereview": _ask_rereview,
    "decide_review": _decide,
    "decide_rereview": _decide,
    "statutory": _statutory,
    "finish": _finish,
}
