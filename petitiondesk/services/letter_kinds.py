"""Which letters a case calls for now, and what it lacks for one."""

from collections.abc import Callable, Iterator, Sequence

from petitiondesk.domain.messages import Message
from petitiondesk.domain.office import Office
from petitiondesk.domain.petition import Petition
from petitiondesk.domain.terms import LetterKind, PetitionClass, RefusalGround, ReviewLevel, State
from petitiondesk.domain.workflow import STEP
from petitiondesk.services.letter_facts import TO_PETITIONER, addressee
from petitiondesk.services.letter_volume import VOLUME_KINDS

_K, _S = LetterKind, State
_LEFT = frozenset(
    {_S.NOT_ACCEPTED, _S.FORWARDED_ON, _S.SENT_BACK, _S.STATUTORY, _S.WITHDRAWN, _S.MERGED,
     _S.OBJECTED}
)  # fmt: skip
_FILING = STEP["archive"].sources | {_S.ARCHIVED}
_CLASS = PetitionClass


def _ended_repeated(petition: Petition) -> bool:
    return petition.refusal_ground is RefusalGround.REVIEWED


def _answered(petition: Petition) -> bool:
    return bool(petition.reply or petition.draft)


def _from_elsewhere(petition: Petition) -> bool:
    return petition.channel.from_superior or bool(petition.sender or petition.report_by)


def _decided_here(level: ReviewLevel) -> Callable[[Petition], bool]:
    return lambda p: any(r.level is level and r.ours and r.result for r in p.present_reviews)


def _passed_on(petition: Petition) -> bool:
    return bool(petition.lead_section or petition.forwarded_to)


_SUITS: dict[LetterKind, Callable[[Petition], bool]] = {
    _K.OPINION: lambda p: (
        p.petition_class is _CLASS.CLAIM and p.statutory_route is None and _answered(p)
    ),
    _K.ANSWER: _answered,
    _K.DELIVERY: lambda p: p.replied_on is not None,
    _K.REPORT: lambda p: _from_elsewhere(p) and (_answered(p) or bool(p.report_text)),
    _K.REREVIEW: _decided_here(ReviewLevel.REREVIEW),
    _K.REVIEW: _decided_here(ReviewLevel.REVIEW),
    _K.REFUSAL: lambda p: p.refusal_ground is not None and not _ended_repeated(p),
    _K.NO_REPEAT: _ended_repeated,
    _K.WHEREABOUTS: lambda p: bool(p.forwarded_to),
    _K.OBJECTION: lambda p: p.objected_on is not None,
    _K.STATUTORY: lambda p: p.statutory_route is not None,
    _K.URGING: lambda p: bool(p.urgings),
    _K.EXTENSION: lambda p: bool(p.extensions),
    _K.FORWARDING: _passed_on,
    _K.ASSIGNMENT: _passed_on,
    _K.ACCEPTANCE: lambda p: p.state not in _LEFT and p.statutory_route is None,
    _K.COVER: lambda p: p.state in _FILING,
    _K.CATALOGUE: lambda p: p.state in _FILING,
    _K.FILE_NOTE: lambda p: p.state in _FILING,
    _K.SLIP: lambda _: True,
}
"""Kind → whether it makes sense for the case; in the order in which an office comes to them last."""

_LIKELY: dict[State, tuple[LetterKind, ...]] = {
    **dict.fromkeys((_S.REGISTERED, _S.PROPOSED, _S.INSTRUCTED, _S.RETURNED),
                    (_K.ACCEPTANCE, _K.SLIP)),
    **dict.fromkeys((_S.ROUTED, _S.IN_PROGRESS, _S.PAUSED),
                    (_K.EXTENSION, _K.URGING, _K.FORWARDING, _K.ASSIGNMENT, _K.ACCEPTANCE)),
    _S.UNDER_REVIEW: (_K.OPINION, _K.ANSWER),
    _S.REPLIED: (_K.OPINION, _K.ANSWER, _K.DELIVERY),
    _S.DELIVERED: (_K.DELIVERY, _K.REPORT),
    _S.CONCLUDED: (_K.REPORT, _K.COVER, _K.CATALOGUE, _K.FILE_NOTE),
    _S.REVIEWED: (_K.REVIEW, _K.COVER, _K.CATALOGUE, _K.FILE_NOTE),
    _S.REREVIEWED: (_K.REREVIEW, _K.COVER, _K.CATALOGUE, _K.FILE_NOTE),
    _S.FINISHED: (_K.COVER, _K.CATALOGUE, _K.FILE_NOTE),
    _S.ARCHIVED: (_K.COVER, _K.CATALOGUE, _K.FILE_NOTE),
}  # fmt: skip
"""State → the letters it mostly calls for, likeliest first."""


def suitable(petition: Petition) -> tuple[LetterKind, ...]:
    """The kinds that make sense now, likeliest first; those made already come after the others.

    An answer to a suggestion or an accusation is a 答复函; a 处理意见书 is for claims (Art. 31, 32).
    What is archived is read only, except for the papers of the volume itself; of a void petition
    nothing is made.
    """
    if petition.state is State.VOID:
        return ()
    fitting = [kind for kind, suits in _SUITS.items() if suits(petition)]
    if petition.state is State.ARCHIVED:
        fitting = [kind for kind in fitting if kind in VOLUME_KINDS]
    likely = _LIKELY.get(petition.state, ())
    made = {letter.kind for letter in petition.letters}

    def order(kind: LetterKind) -> tuple[bool, int]:
        return kind in made, likely.index(kind) if kind in likely else len(likely)

    return tuple(sorted(fitting, key=order))


def lacking(petition: Petition, kind: LetterKind, office: Office) -> Iterator[Message]:
    """What the case or the office lacks for a letter, apart from its number."""
    if kind not in suitable(petition):
        yield Message("这一件现在还不能制作“{kind}”：没有登记相应的办理步骤。", kind=kind)
        return
    if not office.name.strip():
        yield Message("还没有填写单位名称。请在“设置”里填写。")
    if kind in TO_PETITIONER and not addressee(petition, kind):
        yield Message("没有信访人姓名或单位名称，这份文书没有可以送达的人。")
    for needs, message in _NEEDS.get(kind, ()):
        if not needs(petition):
            yield message


def pattern_lacking(pattern: str, office: Office) -> Iterator[Message]:
    """What the office lacks for a document number by its own pattern."""
    if "{short}" in pattern and not office.short.strip():
        yield Message("还没有填写机关代字，编不了发文字号。请在“设置”里填写，或者直接写明文号。")


_Need = tuple[Callable[[Petition], object], Message]
_SENDER: _Need = (lambda p: p.sender, Message("没有登记来文单位，请先更正登记内容。"))
_REMEDY: _Need = (lambda p: p.refusal_remedy, Message("没有写明救济途径或应当去的机关。"))
_REVIEWED: Sequence[_Need] = (
    (lambda p: p.reviews[-1].opinion, Message("没有登记复查复核的理由。")),
)

_NEEDS: dict[LetterKind, Sequence[_Need]] = {
    _K.REFUSAL: (_REMEDY,),
    _K.NO_REPEAT: (_REMEDY,),
    _K.OBJECTION: (_SENDER, (lambda p: p.objection_reason, Message("没有写明异议理由。"))),
    _K.STATUTORY: ((lambda p: p.statute, Message("没有写明适用的法律法规。")),),
    _K.EXTENSION: (
        (lambda p: p.extensions[-1].reason, Message("没有写明延期理由。")),
        (lambda p: p.extensions[-1].approver, Message("没有写明批准延期的负责人。")),
        (lambda p: p.extensions[-1].days, Message("没有写明延长的天数。")),
    ),
    _K.OPINION: (
        (
            lambda p: p.claims,
            Message("没有逐项写明诉求。处理意见书要逐项作出决定（条例第三十二条）。"),
        ),
        (
            lambda p: all(c.decision for c in p.claims),
            Message("还有诉求没有写明决定。处理意见书要逐项作出决定（条例第三十二条）。"),
        ),
    ),
    _K.URGING: (
        (lambda p: p.urgings[-1].section, Message("没有写明督办的科室。")),
        (lambda p: p.urgings[-1].request, Message("没有写明督办要求。")),
        (lambda p: p.urgings[-1].due_on, Message("没有写明督办回复期限。")),
    ),
    _K.REPORT: (_SENDER,),
    _K.REVIEW: _REVIEWED,
    _K.REREVIEW: _REVIEWED,
}
"""What a letter says that the case must hold; the rest may be empty."""
