"""The closed vocabularies of registration and handling.

Each member's value is its name on disk; ``zh`` is the official term, which documents and exports
carry in Chinese whatever the language of the window.
"""

from enum import StrEnum
from typing import Self

from petitiondesk.domain.messages import N_


class Term(StrEnum):
    """A member of a closed vocabulary: stored name and official Chinese term."""

    zh: str

    def __new__(cls, value: str, zh: str = "") -> Self:
        """Make the member ``value`` with its Chinese term; later calls with ``value`` look it up."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.zh = zh
        return member

    @classmethod
    def from_zh(cls, text: str) -> Self | None:
        """The member whose Chinese term is ``text``, or None."""
        return next((member for member in cls if member.zh == text), None)


class Channel(Term):
    """How the petition came (信访形式)."""

    LETTER = "letter", N_("来信")
    VISIT = "visit", N_("来访")
    ONLINE = "online", N_("网上信访")
    PHONE = "phone", N_("电话")
    MAILBOX = "mailbox", N_("领导信箱")
    FAX = "fax", N_("传真")
    FORWARDED = "forwarded", N_("上级转送")
    ASSIGNED = "assigned", N_("上级交办")
    OUTREACH = "outreach", N_("下访约访")

    @property
    def from_superior(self) -> bool:
        """Whether another body sent it on, so that its reference belongs on the form."""
        return self in (Channel.FORWARDED, Channel.ASSIGNED)


class SuperiorLevel(Term):
    """The level (层级) of the body that sent a petition on or assigned it."""

    NATIONAL = "national", N_("国家")
    PROVINCE = "province", N_("省级")
    CITY = "city", N_("市级")
    COUNTY = "county", N_("县级")


class PetitionClass(Term):
    """The three classes (诉求类别) of 《信访工作条例》 Art. 29, 30, 31."""

    SUGGESTION = "suggestion", N_("建议意见")
    ACCUSATION = "accusation", N_("检举控告")
    CLAIM = "claim", N_("申诉求决")


class Purpose(Term):
    """What the petitioner wants (信访目的)."""

    APPEAL = "appeal", N_("申诉")
    SETTLE = "settle", N_("求决")
    SUGGEST = "suggest", N_("意见建议")
    EXPOSE = "expose", N_("揭发控告")
    OTHER = "other", N_("其他")


class State(Term):
    """Where a petition stands. Overdue (超期) is computed, never a state.

    `VOID` is no step's: only undoing a whole import leads there, and nothing leads away.
    """

    REGISTERED = "registered", N_("已登记")
    PROPOSED = "proposed", N_("待批示")
    INSTRUCTED = "instructed", N_("已批示")
    ROUTED = "routed", N_("已转办")
    RETURNED = "returned", N_("已退回")
    IN_PROGRESS = "in_progress", N_("办理中")
    PAUSED = "paused", N_("已暂停")
    UNDER_REVIEW = "under_review", N_("待审核")
    STATUTORY = "statutory", N_("法定途径")
    OBJECTED = "objected", N_("异议待复")
    REPLIED = "replied", N_("已答复")
    DELIVERED = "delivered", N_("已送达")
    CONCLUDED = "concluded", N_("已办结")
    IN_REVIEW = "in_review", N_("复查中")
    REVIEWED = "reviewed", N_("已复查")
    IN_REREVIEW = "in_rereview", N_("复核中")
    REREVIEWED = "rereviewed", N_("已复核")
    FINISHED = "finished", N_("已终结")
    WITHDRAWN = "withdrawn", N_("已撤回")
    NOT_ACCEPTED = "not_accepted", N_("不予受理")
    FORWARDED_ON = "forwarded_on", N_("已转送")
    SENT_BACK = "sent_back", N_("异议退回")
    MERGED = "merged", N_("已并案")
    ARCHIVED = "archived", N_("已归档")
    VOID = "void", N_("已作废")

    @property
    def is_open(self) -> bool:
        """Whether the office still owes work on it other than filing."""
        return self not in _CLOSED


_CLOSED = frozenset(
    {State.CONCLUDED, State.REVIEWED, State.REREVIEWED, State.FINISHED, State.WITHDRAWN,
     State.NOT_ACCEPTED, State.FORWARDED_ON, State.SENT_BACK, State.MERGED, State.ARCHIVED,
     State.VOID}
)  # fmt: skip


class Sex(Term):
    """As the form asks; leaving it empty is lawful."""

    MALE = "male", N_("男")
    FEMALE = "female", N_("女")


class IdKind(Term):
    """Kind of identity paper (证件类型)."""

    RESIDENT = "resident", N_("居民身份证")
    CREDIT_CODE = "credit_code", N_("统一社会信用代码")
    PASSPORT = "passport", N_("护照")
    OTHER = "other", N_("其他证件")


class Decision(Term):
    """The decision on one claim (Art. 32)."""

    SUPPORT = "support", N_("支持")
    PARTLY = "partly", N_("部分支持")
    EXPLAIN = "explain", N_("解释说明")
    DECLINE = "decline", N_("不支持")


class Procedure(Term):
    """Handling procedure (办理程序)."""

    ORDINARY = "ordinary", N_("普通程序")
    SIMPLE = "simple", N_("简易办理")


class ReplyManner(Term):
    """How the bureau answered (答复方式)."""

    WRITTEN = "written", N_("书面")
    PHONE = "phone", N_("电话")
    IN_PERSON = "in_person", N_("当面")
    ONLINE = "online", N_("网上")


class DeliveryManner(Term):
    """How the answer was served (送达方式)."""

    IN_PERSON = "in_person", N_("当面送达")
    POST = "post", N_("邮寄送达")
    ONLINE = "online", N_("网上送达")
    OTHER = "other", N_("其他方式")


class DeliveryProof(Term):
    """What proves the service (送达回证)."""

    SIGNED = "signed", N_("已签收")
    POST_RECEIPT = "post_receipt", N_("邮件回执")
    REFUSED = "refused", N_("拒收，有见证人")


class PetitionerView(Term):
    """What the petitioner said of the answer (信访人意见)."""

    AGREES = "agrees", N_("同意")
    DISAGREES = "disagrees", N_("不同意")
    SILENT = "silent", N_("未表态")


class Rating(Term):
    """The petitioner's rating (满意度), asked for the office and for the section apart."""

    SATISFIED = "satisfied", N_("满意")
    FAIRLY = "fairly", N_("基本满意")
    DISSATISFIED = "dissatisfied", N_("不满意")
    NONE = "none", N_("未评价")


class RefusalGround(Term):
    """Ground of 不予受理 or 不再受理, with its article of 《信访工作条例》."""

    IN_PROGRESS = "in_progress", N_("同一事项正在受理或办理（第十九条第三款）")
    REVIEWED = "reviewed", N_("已经复核，以同一事实和理由再提（第三十六条第三款）")
    NO_AUTHORITY = "no_authority", N_("不属于本机关职权（第二十三条）")
    LITIGATION = "litigation", N_("涉及诉讼权利救济，属政法机关（第二十条第二款）")


class Retention(Term):
    """Retention period (保管期限)."""

    PERMANENT = "permanent", N_("永久")
    YEARS_30 = "years_30", N_("30年")
    YEARS_10 = "years_10", N_("10年")

    @property
    def years(self) -> int | None:
        """Years from the one after it was archived; None for ever."""
        return {"years_30": 30, "years_10": 10}.get(self.value)


class Appraisal(Term):
    """What was decided when the retention period had passed (鉴定). Nothing is deleted by it."""

    KEEP = "keep", N_("继续保存")
    DESTROY = "destroy", N_("纸质档案销毁")


class ArchiveUnit(Term):
    """How the office files: one case one volume (一案一卷), or each case an item (以件归档)."""

    VOLUME = "volume", N_("按卷（一案一卷）")
    ITEM = "item", N_("按件")


class NoticeManner(Term):
    """How the petitioner was told what becomes of the petition (告知方式, Art. 23)."""

    WRITTEN = "written", N_("书面告知")
    ON_THE_SPOT = "on_the_spot", N_("当场告知")
    ONLINE = "online", N_("网上告知")


class StatutoryRoute(Term):
    """The statutory route (法定途径) a claim belongs to instead: Art. 31(1) to (5)."""

    LITIGATION = "litigation", N_("诉讼、行政复议、刑事立案等（第三十一条第一项）")
    ARBITRATION = "arbitration", N_("仲裁（第三十一条第二项）")
    PARTY_APPEAL = "party_appeal", N_("党员申诉、申请复审等（第三十一条第三项）")
    ADMINISTRATIVE = "administrative", N_("行政裁决、确认、许可、处罚等（第三十一条第四项）")
    DUTY = "duty", N_("申请查处或履行保护职责（第三十一条第五项）")


class PauseKind(Term):
    """Why handling stops for a while (暂停)."""

    HEARING = "hearing", N_("听证")
    PAPERS = "papers", N_("等待补充材料")
    OTHER_CASE = "other_case", N_("等待相关案件结果")


class UrgingGround(Term):
    """Ground of 督办 (urging): Art. 40, and a case that a superior follows."""

    ACCEPTANCE = "acceptance", N_("应受理而未受理或未按规定登记、转送、交办")
    OVERDUE = "overdue", N_("未按规定期限办结或报送处理结果")
    PROCEDURE = "procedure", N_("未按规定程序办理或推诿、敷衍、拖延")
    NOT_CARRIED_OUT = "not_carried_out", N_("不执行处理意见")
    OTHER = "other", N_("其他需要督办的情形")


class ReviewLevel(Term):
    """Which review of the decision: Art. 35 and Art. 36."""

    REVIEW = "review", N_("复查")
    REREVIEW = "rereview", N_("复核")


class ReviewResult(Term):
    """What a review decided."""

    UPHELD = "upheld", N_("维持")
    CHANGED = "changed", N_("变更")
    REVOKED = "revoked", N_("撤销，责令重新办理")
    DISMISSED = "dismissed", N_("不予受理该申请")


class Adoption(Term):
    """What became of a suggestion (Art. 29)."""

    ADOPTED = "adopted", N_("采纳")
    PARTLY = "partly", N_("部分采纳")
    NOT_ADOPTED = "not_adopted", N_("未采纳")


class LetterKind(Term):
    """The letters and forms (文书) the office makes from a case.

    Each has a template ``<value>.docx`` in ``resources/templates``.
    """

    ACCEPTANCE = "acceptance", N_("受理告知书")
    REFUSAL = "refusal", N_("不予受理告知书")
    NO_REPEAT = "no_repeat", N_("不再受理告知书")
    WHEREABOUTS = "whereabouts", N_("转送告知书")
    FORWARDING = "forwarding", N_("转送单")
    ASSIGNMENT = "assignment", N_("交办单")
    OBJECTION = "objection", N_("异议函")
    STATUTORY = "statutory", N_("依法定途径办理告知书")
    EXTENSION = "extension", N_("延期办理告知书")
    OPINION = "opinion", N_("信访处理意见书")
    ANSWER = "answer", N_("答复函")
    DELIVERY = "delivery", N_("送达回证")
    URGING = "urging", N_("督办函")
    REPORT = "report", N_("报结报告")
    REVIEW = "review", N_("复查意见书")
    REREVIEW = "rereview", N_("复核意见书")
    SLIP = "slip", N_("信访登记表")
    COVER = "cover", N_("案卷封面")
    CATALOGUE = "catalogue", N_("卷内目录")
    FILE_NOTE = "file_note", N_("备考表")

    @property
    def numbered(self) -> bool:
        """Whether it goes out under a document number (发文字号)."""
        return self not in _UNNUMBERED

    @property
    def to_petitioner(self) -> bool:
        """Whether the petitioner gets it; all but the receipt itself bring a 送达回证 along."""
        return self in _TO_PETITIONER


_TO_PETITIONER = frozenset(
    {LetterKind.ACCEPTANCE, LetterKind.REFUSAL, LetterKind.NO_REPEAT, LetterKind.WHEREABOUTS,
     LetterKind.STATUTORY, LetterKind.EXTENSION, LetterKind.OPINION, LetterKind.ANSWER,
     LetterKind.REVIEW, LetterKind.REREVIEW, LetterKind.DELIVERY}
)  # fmt: skip
_UNNUMBERED = frozenset(
    {LetterKind.DELIVERY, LetterKind.SLIP, LetterKind.COVER, LetterKind.CATALOGUE,
     LetterKind.FILE_NOTE}
)  # fmt: skip
