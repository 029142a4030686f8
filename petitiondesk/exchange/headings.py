"""The column names offices use, and which field of a petition each one means.

This table is the one place to add a name that turns up. Names are compared without white space,
brackets' content, asterisks and colons. Where two columns of a sheet mean the same field, the name
that stands first here wins; the other column's content is kept in the notes.
"""

import re
from enum import Enum
from functools import lru_cache

from petitiondesk.exchange.cells import plain


class Kind(Enum):
    """How the cells of a field are read."""

    TEXT = "text"
    DATE = "date"
    FLAG = "flag"
    COUNT = "count"
    TERM = "term"
    PERSON = "person"
    SPECIAL = "special"


SERIAL = "serial"
"""The row's own number in its sheet: position, not content."""

NAMES: dict[str, str] = {
    SERIAL: "序号 序 行号 顺序号 No",
    # Registration
    "external_no": "信访件编号 登记编号 信访编号 留言编号 外部编号 来信编号 来访编号 案件编号 受理编号"
    " 交办编号 件号 编号 登记号 流水号 受理号",
    "query_code": "查询码 查询编号 查询密码",
    "channel": "信访形式 信访方式 信访渠道 来源渠道 信访类型 受理方式 来件方式 来件形式 诉求渠道"
    " 举报方式 投诉方式 来源方式 渠道 来源 形式 方式",
    "sender": "来文单位 交办单位 转办单位 转送单位 来文机关 交办机关 转送机关 来件单位",
    "sender_ref": "来文文号 来文字号 交办文号 转办文号 来文编号",
    "sender_date": "来文日期 来文时间 交办日期 交办时间",
    "report_by": "限报日期 报结期限 要求报结日期 要求反馈时间 上报期限",
    "received_on": "收到日期 收到时间 收件日期 收件时间 接件日期 接件时间 收文日期 收文时间 来件日期"
    " 来件时间 接收日期 接收时间 受理日期 受理时间 接访日期 接访时间 来电时间 来电日期 来访时间"
    " 来访日期 来信时间 来信日期 收信日期 收信时间 日期 时间",
    "made_on": "信访日期 信访时间 留言时间 留言日期 写信日期 写信时间 投诉时间 投诉日期 提交时间"
    " 提交日期 举报时间 举报日期 反映时间 反映日期 发生时间",
    "registered_on": "登记日期 登记时间 录入日期 录入时间",
    "petitioners": "信访人姓名 信访人 主信访人 信访人姓名或单位 姓名 留言用户 来信人 来访人 来电人"
    " 来信人姓名 来访人姓名 投诉人 投诉人姓名 举报人 举报人姓名 反映人 反映人姓名 诉求人 申请人"
    " 用户名 网民 当事人",
    "organisation": "单位名称 信访单位 投诉单位",
    "sex": "性别 信访人性别",
    "id_number": "身份证号码 身份证号 身份证 证件号码 证件号 公民身份号码 信访人身份证号 统一社会信用代码",
    "phone": "手机号码 联系电话 电话号码 电话 手机号 手机 联系方式 信访人电话 信访人联系电话"
    " 信访人联系方式 来电号码 联系人电话",
    "address": "住址 家庭住址 地址 联系地址 通讯地址 通信地址 信访人住址 信访人地址 现住址 居住地 户籍地址",
    "postcode": "邮编 邮政编码",
    "people_present": "信访人数 来访人数 人数 上访人数 反映人数 人次",
    "people_affected": "涉及人数 影响人数",
    "anonymous": "匿名 是否匿名",
    "confidential": "要求保密 是否保密 保密",
    "joint_letter": "联名 是否联名 联名信 是否联名信",
    "group": "联名信或集体访 是否联名信或集体访 集体访",
    "summary": "概况 概况信息 标题 信访标题 留言主题 主题 信访事项 事项 反映事项 诉求标题 主要诉求"
    " 事由 案由 摘要 内容摘要 反映问题摘要 信访概况 信访诉求 诉求",
    "content": "主要内容 信访内容 留言详情 留言内容 反映内容 反映问题 反映的问题 反映主要问题 主要问题"
    " 来信内容 来访内容 来电内容 投诉内容 举报内容 诉求内容 信访事由 内容 详情 问题描述 具体内容 情况说明",
    "petition_class": "诉求类别 信访类别 诉求性质 信访性质 诉求分类 类别 性质 类型",
    "purpose": "信访目的 目的",
    "topic": "内容分类 问题分类 问题类别 事项分类 问题类型 内容类别 一级分类 分类 举报类型 投诉类型",
    "cause": "信访原因 原因",
    "hot_topic": "热点问题 热点",
    "region_code": "属地代码 行政区划代码",
    "place": "问题属地 属地 所属地区 所属区域 问题发生地 事发地 事发地点 区域 乡镇 街道 乡镇街道 所属乡镇",
    "complained_of": "被反映单位 被反映单位人 被反映人 被投诉单位 被举报单位 被投诉人 被举报人 反映对象",
    "repeat": "初次重复 是否重复 是否重复信访 重复 是否重信重访 重复信访 初重件 初重信访 是否重复件",
    "first": "是否全国初次信访 是否初次信访 是否初次 初次信访 是否初信初访 初信初访 是否首次",
    "urgent": "紧急 是否紧急",
    "litigation": "涉法涉诉 是否涉法涉诉",
    "backlog": "积案 是否积案 信访积案",
    "publishable": "同意公开 是否公开 是否同意公开",
    "pages": "页数",
    # Handling
    "state": "信访件状态 办理状态 当前状态 状态 办结状态 办理进度 处理状态",
    "concluded": "是否办结 办结 是否结案",
    "outcome": "办理情况 处理情况 办理结果 处理结果 办结情况 落实情况 调查处理情况 处置情况",
    "proposal": "拟办意见 拟办 办公室意见 拟办建议",
    "leader": "包案领导 批示领导 责任领导 分管领导 签批领导",
    "instruction": "领导批示 批示 领导意见 批示意见 领导批示意见 批示内容 领导批示内容",
    "section": "主办科室 责任科室 承办科室 办理科室 承办部门 承办单位 责任单位 责任部门 主办单位"
    " 主办部门 办理单位 办理部门 经办科室 转办科室 科室 转办部门",
    "co_sections": "协办科室 协办单位 协办部门 配合科室 配合单位",
    "handler": "承办人 办理人 经办人 责任人 承办人员 科室承办人 主办人 科室接办人 办理人员",
    "routed_on": "转办日期 转办时间 交科室日期 交办科室时间 分办日期 分办时间 派单时间",
    "due_on": "应结办日期 应办结日期 应办结时间 应结日期 办理期限 限办时间 限办日期 办结期限 到期日期"
    " 到期时间 截止日期 截止时间 限办期限",
    "reply": "答复内容 答复意见 回复内容 回复意见 处理意见 办理意见 答复情况 回复情况 答复 回复",
    "reply_manner": "答复方式 回复方式",
    "reply_number": "答复文号 答复意见书文号 处理意见书文号 意见书文号",
    "replied_on": "答复日期 答复时间 回复日期 回复时间",
    "delivery_manner": "送达方式",
    "delivered_on": "送达日期 送达时间",
    "petitioner_view": "信访人意见 信访人态度",
    "office_rating": "满意度 满意度评价 评价 群众满意度 信访人满意度 对信访部门评价",
    "section_rating": "对责任单位评价 对责任部门评价 对承办科室评价",
    "concluded_on": "办结日期 办结时间 结案日期 结案时间 结办日期 结办时间",
    "archive_ref": "档号 归档号",
    "retention": "保管期限",
    "archived_on": "归档日期 归档时间",
    "notes": "备注 说明 备考",
}
"""Field → its column names, likeliest first. Besides `Petition` fields there are the parts of a
petitioner, of the routing (section, handler, routed_on), and yes/no columns that say a state."""

_KINDS: dict[Kind, str] = {
    Kind.DATE: "sender_date report_by received_on made_on registered_on routed_on due_on replied_on"
    " delivered_on concluded_on archived_on",
    Kind.FLAG: "anonymous confidential joint_letter urgent litigation backlog publishable",
    Kind.COUNT: "people_present people_affected pages",
    Kind.TERM: "channel petition_class purpose state reply_manner delivery_manner petitioner_view"
    " office_rating section_rating retention",
    Kind.PERSON: "petitioners organisation sex id_number phone address postcode",
    Kind.SPECIAL: "serial group first repeat concluded outcome co_sections notes",
}

KIND_OF: dict[str, Kind] = {name: Kind.TEXT for name in NAMES} | {
    name: kind for kind, names in _KINDS.items() for name in names.split()
}
"""How each field's cells are read."""

_ASIDE = re.compile(r"\(.*?\)|\[.*?\]|[\s*:：、/\\·★._-]")


@lru_cache(maxsize=4096)
def heading_key(heading: str) -> str:
    """A heading as it is compared: no white space, brackets' content, marks; half-width."""
    return _ASIDE.sub("", plain(heading)) or plain(heading)


_FIELD_OF: dict[str, tuple[str, int]] = {}
for _field, _names in NAMES.items():
    for _rank, _name in enumerate(_names.split()):
        _FIELD_OF.setdefault(_name, (_field, _rank))


def field_of(heading: str) -> tuple[str, int] | None:
    """The field a heading means and its rank among that field's names (0 first), or None."""
    return _FIELD_OF.get(heading_key(heading))
