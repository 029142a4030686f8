"""What old ledgers write for the terms of the closed vocabularies."""

from functools import lru_cache

from petitiondesk.domain.terms import (
    Channel,
    DeliveryManner,
    PetitionClass,
    PetitionerView,
    Purpose,
    Rating,
    ReplyManner,
    Retention,
    Sex,
    State,
    Term,
)
from petitiondesk.exchange.cells import plain

TERM_OF_FIELD: dict[str, type[Term]] = {
    "channel": Channel,
    "petition_class": PetitionClass,
    "purpose": Purpose,
    "state": State,
    "reply_manner": ReplyManner,
    "delivery_manner": DeliveryManner,
    "petitioner_view": PetitionerView,
    "office_rating": Rating,
    "section_rating": Rating,
    "retention": Retention,
    "sex": Sex,
}
"""Field → its vocabulary."""

ALSO: dict[type[Term], dict[Term, str]] = {
    Channel: {
        Channel.LETTER: "信件 信函 群众来信 写信 信 邮寄 寄信",
        Channel.VISIT: "走访 上访 群众来访 访 到访 个访 集体访 集访 个体访 现场",
        Channel.ONLINE: "网信 网上 网络 网上投诉 互联网 网上留言 网络留言 网络投诉 电子邮件 网访 微信 网站"
        " 信访网 网上信访件 留言",
        Channel.PHONE: "来电 热线 电话投诉 电话举报 电话信访 12345 12345热线 群众来电 12369",
        Channel.MAILBOX: "局长信箱 市长信箱 县长信箱 区长信箱 书记信箱 信箱 市长热线",
        Channel.FORWARDED: "转送 上级转办 转办 转送件 转办件 上级转",
        Channel.ASSIGNED: "交办 交办件 上级交 上级督办",
        Channel.OUTREACH: "下访 约访 下访接访 领导接访 领导下访",
    },
    PetitionClass: {
        PetitionClass.SUGGESTION: "意见建议 建议 建议意见类 意见建议类",
        # 举报 alone is often an ordinary complaint about a shop or a smell, not Art. 30: it is left open.
        PetitionClass.ACCUSATION: "检举 控告 揭发控告 检举控告类 检举揭发",
        PetitionClass.CLAIM: "申诉 求决 申诉求决类 投诉请求 投诉求助 求决类",
    },
    Purpose: {
        Purpose.SUGGEST: "建议意见 建议",
        Purpose.EXPOSE: "检举控告 揭发 控告 检举",
        Purpose.SETTLE: "求决类 投诉请求 申诉求决",
    },
    State: {
        State.REGISTERED: "登记 已受理 受理 待办 未办 待受理 待处理",
        State.INSTRUCTED: "批示",
        State.ROUTED: "转办 已转交 已交办 已分办",
        State.RETURNED: "退回 科室退回",
        State.IN_PROGRESS: "在办 正在办理 办理 处理中 正在处理 未办结 未结 跟进中 调查中",
        State.UNDER_REVIEW: "审核中",
        State.REPLIED: "答复 已回复 回复",
        State.DELIVERED: "送达",
        State.CONCLUDED: "办结 已结 结案 已结案 办毕 已办 按期办结 已完成 完成 已处理 超期办结",
        State.WITHDRAWN: "撤回 已撤销 撤诉",
        State.NOT_ACCEPTED: "不受理 不予受理告知 不再受理",
        State.FORWARDED_ON: "转送 转送去向",
        State.ARCHIVED: "归档 已存档",
    },
    ReplyManner: {
        ReplyManner.WRITTEN: "书面答复 书面回复",
        ReplyManner.PHONE: "电话答复 电话回复",
        ReplyManner.IN_PERSON: "当面答复 口头 口头答复 现场答复",
        ReplyManner.ONLINE: "网上答复 网上回复 网络",
    },
    DeliveryManner: {
        DeliveryManner.IN_PERSON: "当面 直接送达 直接",
        DeliveryManner.POST: "邮寄 挂号信 邮件 EMS",
        DeliveryManner.ONLINE: "网上",
    },
    PetitionerView: {
        PetitionerView.AGREES: "认可 满意",
        PetitionerView.DISAGREES: "不认可 不满意",
    },
    Rating: {
        Rating.SATISFIED: "非常满意 很满意",
        Rating.FAIRLY: "较满意 一般",
        Rating.NONE: "未评 无评价",
    },
    Retention: {
        Retention.PERMANENT: "Y",
        Retention.YEARS_30: "长期 D30 30",
        Retention.YEARS_10: "短期 D10 10",
    },
}
"""Vocabulary → term → what else is written for it; the official term itself is always understood."""


def _words(vocabulary: type[Term]) -> dict[str, Term]:
    words: dict[str, Term] = {}
    also = ALSO.get(vocabulary, {})
    for member in vocabulary:
        for word in (member.zh, *also.get(member, "").split()):
            words.setdefault(plain(word), member)
    return words


_WORDS = {name: _words(vocabulary) for name, vocabulary in TERM_OF_FIELD.items()}


@lru_cache(maxsize=4096)
def read_term(field: str, text: str) -> Term | None:
    """The member of ``field``'s vocabulary that ``text`` means, or None."""
    return _WORDS[field].get(plain(text))
