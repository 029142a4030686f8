"""What the tour works with: a letter, an earlier visit, what is entered at each step, an old ledger.

Everything here is invented.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

from petitiondesk.domain.petition import Claim, Petition, Petitioner
from petitiondesk.domain.terms import (
    Channel,
    DeliveryManner,
    DeliveryProof,
    NoticeManner,
    PetitionerView,
    ReplyManner,
)

COURSE: Mapping[str, Mapping[str, object]] = {
    "accept": {"notice_manner": NoticeManner.WRITTEN},
    "propose": {"proposal": "建议由业务科室到现场核实，与施工单位协商修复。"},
    "instruct": {"leader": "周副局长", "instruction": "请尽快核实，十日内报结果。"},
    "route": {"handler": "赵敏"},
    "receive": {},
    "extend": {"extension_days": 15, "extension_approver": "周副局长",
               "extension_reason": "修复方案需要第三方检测"},
    "co_answer": {"co_answer": "施工合同约定施工单位负责修复。"},
    "submit": {"draft": "经现场核实，路面沉陷属实，施工单位已于本周完成修复，村民代表签字认可。"},
    "reply": {"reply": "您反映的机耕路损坏问题属实，施工单位已完成修复。如不服本意见，可在三十日内申请复查。",
              "reply_manner": ReplyManner.WRITTEN, "reply_number": "青综信函〔2026〕3号"},
    "deliver": {"delivery_manner": DeliveryManner.IN_PERSON, "delivery_proof": DeliveryProof.SIGNED},
    "conclude": {"petitioner_view": PetitionerView.AGREES},
    "archive": {},
}  # fmt: skip
"""The steps of the main job with what is entered; the archive step takes what the office's schedule
suggests."""


def earlier(today: date) -> Petition:
    """What may have been petitioned before on the same matter."""
    return replace(
        letter(today),
        summary="反映机耕路损坏无人修",
        petitioners=(Petitioner("艾山·买买提", phone="13800000001", address="青石镇河湾村2组"),),
        channel=Channel.VISIT,
        made_on=None,
        pages=None,
    )


def letter(today: date) -> Petition:
    """What comes in: a letter about a road, from someone with a name in two parts."""
    return Petition(
        channel=Channel.LETTER,
        received_on=today,
        made_on=today - timedelta(days=5),
        petitioners=(Petitioner("王建·艾山", phone="13800000000", address="青石镇河湾村4组"),),
        summary="反映机耕路被工程车压坏，要求修复",
        content=(
            "去年九月以来，水渠工程的车辆每天从四组机耕路经过，路面多处下陷，农机无法通行。"
            "村民多次向施工方反映没有结果，请求责令修复路面，并在施工期间限制重车通行。"
        ),
        claims=(Claim("责令修复四组机耕路"), Claim("施工期间限制重车通行")),
        topic="农村农业",
        place="青石镇河湾村",
        pages=3,
    )


OLD_LEDGER = """青石镇2023年信访登记台账,,,,,,,,
编号,责任科室,信访方式,标题,接件时间,乡镇,办理情况,办结时间,信访人
1,经管站,来信,反映土地流转租金拖欠,2023.5.7,青石镇,已督促支付,2023.6.1,张三、李四等12人
2,水利科,来电,要求疏通灌渠,20230607,双桥镇,已疏通,2023年6月20日,王五
3,办公室,来访,,2023-07-01,白水镇,,,赵六
4,经管站,来信,咨询补贴发放时间,大概七月,白水镇,已答复,2023-07-30,钱七
合计,4件,,,,,,,
填表人：登记员,,,,,,,,
"""
"""A small old ledger with what real ones have: a title, odd dates, a line that cannot be read."""
