"""Texts of placeholders that take more than a look at one field; rows of the lists."""

from collections.abc import Callable, Mapping

from petitiondesk.domain.masking import petitioner_label
from petitiondesk.domain.petition import Petition, Petitioner
from petitiondesk.domain.terms import (
    Adoption,
    DeliveryManner,
    DeliveryProof,
    LetterKind,
    PetitionClass,
    PetitionerView,
    Rating,
    RefusalGround,
    ReviewLevel,
    StatutoryRoute,
)
from petitiondesk.services.letter_facts import Facts, boxes, day, names, zh

Text = Callable[[Facts], str]
"""A placeholder's text for one letter; "" where the case says nothing."""

_GROUNDS = {
    RefusalGround.IN_PROGRESS: ("该信访事项已经受理或者正在办理", "第十九条第三款"),
    RefusalGround.REVIEWED: ("该信访事项已经复核，仍以同一事实和理由提出", "第三十六条第三款"),
    RefusalGround.NO_AUTHORITY: ("该信访事项不属于本单位职权范围", "第二十三条"),
    RefusalGround.LITIGATION: (
        "该信访事项涉及诉讼权利救济，应当由有关政法机关依法处理", "第二十条第二款",
    ),
}  # fmt: skip
"""Ground of a refusal → how a letter says it, and its article."""

_ROUTES: Mapping[StatutoryRoute, tuple[str, str]] = {
    route: (route.zh.split("（")[0], route.zh.split("（")[1].rstrip("）"))
    for route in StatutoryRoute
}
"""Statutory route → what it is, and its article, both from the term."""

_BLANK_TIME = "　　　　年　　月　　日　　时"
_BASIS = (
    "《信访工作条例》第三十一条第六项、第三十二条，"
    "以及上述处理意见中引用的法律、法规、规章和政策规定。"
)


def you(facts: Facts) -> str:
    """How the letter addresses the petitioner."""
    people = facts.petition.petitioners
    if people and people[0].organisation:
        return "你单位"
    return "你们" if len(people) > 1 else "你"


def who(facts: Facts) -> str:
    """The petitioners' names, or why there are none."""
    p = facts.petition
    if p.sealed and not p.petitioners and not p.anonymous:
        return "（密）"
    return names(p) or petitioner_label((), anonymous=p.anonymous, masked=False)


def of_each(value: Callable[[Petitioner], str]) -> Text:
    """Something of every petitioner who has it."""
    return lambda f: "、".join(value(p) for p in f.petition.petitioners if value(p))


def counted(value: int | None, unit: str) -> str:
    """A number with its unit; "" for none."""
    return f"{value}{unit}" if value else ""


def marks(facts: Facts) -> str:
    """The marks set on the petition."""
    p = facts.petition
    flags = {"紧急": p.urgent, "联名": p.joint_letter, "要求保密": p.confidential,
             "涉法涉诉": p.litigation, "积案": p.backlog, "同意公开": p.publishable}  # fmt: skip
    return "、".join(name for name, set_ in flags.items() if set_)


def facts_and_reasons(facts: Facts) -> str:
    """The answer; before it is given, the draft."""
    return facts.petition.reply or facts.petition.draft


def ground(part: int) -> Text:
    """A part of the refusal's ground: how it is said (0), its article (1)."""

    def text(facts: Facts) -> str:
        ground = facts.petition.refusal_ground
        return _GROUNDS[ground][part] if ground else ""

    return text


def route(part: int) -> Text:
    """A part of the statutory route: what it is (0), its item of Art. 31 (1)."""

    def text(facts: Facts) -> str:
        route = facts.petition.statutory_route
        return _ROUTES[route][part] if route else ""

    return text


def basis(facts: Facts) -> str:
    """The legal basis, which Art. 32 wants stated: the reply's own, the statute's, or a general one."""
    noted = facts.petition.legal_basis or facts.petition.statute
    return _BASIS if facts.kind is LetterKind.OPINION and not noted else noted


def view(facts: Facts) -> str:
    """The petitioner's view; a report says it as a sentence."""
    view = facts.petition.petitioner_view
    if facts.kind is not LetterKind.REPORT:
        return zh(view)
    said = {
        PetitionerView.AGREES: "信访人对处理意见表示同意。",
        PetitionerView.DISAGREES: "信访人对处理意见表示不同意。",
    }
    return said.get(view or PetitionerView.SILENT, "信访人尚未表示意见。")


def served(facts: Facts) -> str:
    """When, how and where the answer was served."""
    p = facts.petition
    if not p.delivered_on:
        return "尚未送达。" if facts.kind is LetterKind.REPORT else ""
    parts = [f"{day(p.delivered_on)}{zh(p.delivery_manner)}", zh(p.delivery_proof)]
    if p.delivery_place:
        parts.append(f"送达地点：{p.delivery_place}")
    return "，".join(part for part in parts if part) + "。"


def adoption(facts: Facts) -> str:
    """What became of a suggestion, as the answer says it."""
    said = {
        Adoption.ADOPTED: "决定采纳",
        Adoption.PARTLY: "决定部分采纳",
        Adoption.NOT_ADOPTED: "经研究未予采纳",
    }
    return said[facts.petition.adoption] if facts.petition.adoption else ""


def rating(facts: Facts) -> str:
    """The ratings of office and section."""

    def said(who: str, rating: Rating | None) -> str:
        return f"{who}：{rating.zh}" if rating else ""

    p = facts.petition
    both = (said("对本单位", p.office_rating), said("对科室", p.section_rating))
    return "；".join(text for text in both if text)


def reviewable(facts: Facts) -> str:
    """Art. 32: an answer to a claim always names the right of review; a statutory route has none."""
    p = facts.petition
    claim = p.petition_class is PetitionClass.CLAIM and p.statutory_route is None
    return "是" if claim else ""


def decided(facts: Facts) -> str:
    """是 when a claim has its decision."""
    return "是" if any(c.decision for c in facts.petition.claims) else ""


def investigated(facts: Facts) -> str:
    """What a report tells of the investigation."""
    return facts.petition.report_text or facts_and_reasons(facts)


def outcome(facts: Facts) -> str:
    """What a report adds to its investigation: the answer, where it has not been told yet."""
    return facts.petition.reply if facts.petition.report_text else ""


def original(facts: Facts) -> str:
    """What a review is of: our own decision, or the review that a re-review goes over."""
    p = facts.petition
    if facts.kind is LetterKind.REREVIEW:
        review = facts.review(ReviewLevel.REVIEW)
        number = f"（{review.number}）" if review.number else ""
        body = facts.office.name if review.ours else review.body
        return f"{body}{day(review.decided_on)}作出的复查意见{number}"
    number = f"（{p.reply_number}）" if p.reply_number else ""
    return f"{facts.office.name}{day(p.replied_on)}作出的信访处理意见{number}"


def request(facts: Facts) -> str:
    """What the section or body is asked to do, of a transfer."""
    lead = facts.petition.lead_routing
    by = lead.due_on if lead and not facts.petition.forwarded_to else None
    if facts.kind is LetterKind.ASSIGNMENT:
        by = by or facts.petition.report_by
    until = f"，并于{day(by)}前书面反馈办理结果" if by else "，并书面反馈办理结果"
    return f"请依照《信访工作条例》和有关规定办理{until}。"


def of_lead(attribute: str) -> Text:
    """Something of the lead section's routing."""

    def text(facts: Facts) -> str:
        lead = facts.petition.lead_routing
        value = getattr(lead, attribute) if lead else ""
        return value if isinstance(value, str) else day(value)

    return text


def of_extension(attribute: str) -> Text:
    """Something of the newest extension."""

    def text(facts: Facts) -> str:
        if not facts.petition.extensions:
            return ""
        value = getattr(facts.petition.extensions[-1], attribute)
        return str(value).rstrip("。；，") if value is not None else ""

    return text


def of_urging(text: Callable[[Petition], str]) -> Text:
    """Something of the newest urging."""
    return lambda f: text(f.petition) if f.petition.urgings else ""


def on_receipt(text: Text) -> Text:
    """A line of the 送达回证: to be filled in by hand, unless the receipt is made of what is recorded."""
    return lambda f: text(f) if f.kind is LetterKind.DELIVERY else ""


def refused(facts: Facts) -> str:
    """That the document was refused, and on which day, where it was."""
    p = facts.petition
    return (
        f"{zh(p.delivery_proof)}，{day(p.delivered_on)}"
        if p.delivery_proof is DeliveryProof.REFUSED
        else ""
    )


def served_at(facts: Facts) -> str:
    """When it was served, or a line to fill in."""
    on = facts.petition.delivered_on if facts.kind is LetterKind.DELIVERY else None
    return day(on) or _BLANK_TIME


def manner(facts: Facts) -> str:
    """The manners of service, the one recorded ticked on the receipt."""
    chosen = facts.petition.delivery_manner if facts.kind is LetterKind.DELIVERY else None
    return boxes(tuple(DeliveryManner), chosen)


def document(facts: Facts) -> str:
    """The document a receipt is for."""
    return facts.served or f"{facts.kind.zh}{f'（{facts.number}）' if facts.number else ''}"


def title_of_volume(facts: Facts) -> str:
    """The title on the cover."""
    p = facts.petition
    who = petitioner_label(p.petitioners, anonymous=p.anonymous, masked=False)
    return f"{facts.office.name}关于{who}反映“{p.summary}”的信访材料"


def ended(facts: Facts) -> str:
    """The day the matter ended."""
    p = facts.petition
    return day(p.finished_on or p.concluded_on or p.closed_on)
