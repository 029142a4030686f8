"""The record as sentences: each step says what happened; a sealed case says the step only."""

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from petitiondesk.domain import history, workflow
from petitiondesk.domain.narrative import detail, headline, sentence
from petitiondesk.domain.record import Event
from petitiondesk.infra.i18n import render, tr, use_language

LEAD = {"section": "农田建设科", "lead": True, "handler": "赵敏", "due_on": "2026-04-01",
        "return_reason": "不归我科"}  # fmt: skip
HELPS = {"section": "法规科", "lead": False}


def event(kind: str, note: str = "", **after: Any) -> Event:
    at = datetime(2026, 3, 2, 9, 14)
    changes = {name: [None, value] for name, value in after.items()}
    return Event(1, 1, kind, at, at.date(), "登记员", changes, note)


@pytest.mark.parametrize(
    ("kind", "after", "head", "rest"),
    [
        ("register", {"channel": "letter", "received_on": "2026-03-01"}, "登记",
         "来信，收到 2026-03-01"),
        ("register", {"channel": "assigned", "sender": "省信访局", "sender_ref": "〔2026〕1号",
                      "received_on": "2026-03-01"}, "登记",
         "上级交办，省信访局〔2026〕1号，收到 2026-03-01"),
        ("instruct", {"leader": "周副局长", "instruction": "请核实"}, "批示：周副局长", "请核实"),
        ("route", {"routings": [LEAD]}, "转办：由 办公室 到 农田建设科", "限 2026-04-01 前答复"),
        ("route", {"routings": [LEAD, HELPS]}, "转办：由 办公室 到 农田建设科",
         "限 2026-04-01 前答复；协办 法规科"),
        ("receive", {"routings": [LEAD]}, "农田建设科 签收", "承办人：赵敏"),
        ("return", {"routings": [LEAD]}, "农田建设科 退回", "不归我科"),
        ("submit", {"routings": [LEAD], "draft": "已修复"}, "农田建设科 报来答复", "已修复"),
        ("reply", {"reply_manner": "written", "reply_number": "信函1号"}, "答复：书面", "信函1号"),
        ("deliver", {"delivery_manner": "in_person", "delivery_proof": "signed"}, "送达",
         "当面送达，已签收"),
        ("conclude", {"petitioner_view": "agrees"}, "办结", "信访人同意"),
        ("conclude", {}, "办结", ""),
        ("archive", {"archive_ref": "WS·1"}, "归档：WS·1", ""),
        ("forward", {"forwarded_to": "县局"}, "转送：县局", ""),
        # Taken a second time, with the same particulars as before:
        ("archive", {}, "归档", ""),
        ("reply", {"reply_number": "信函2号"}, "答复", "信函2号"),
        ("deliver", {"delivery_proof": "signed"}, "送达", "已签收"),
        ("deliver", {}, "送达", ""),
    ],
)  # fmt: skip
def test_a_step_is_told_in_a_headline_and_its_particulars(
    kind: str, after: dict[str, Any], head: str, rest: str
) -> None:
    told = event(kind, **after)
    assert render(headline(told)) == head
    assert render(detail(told)) == rest


@pytest.mark.parametrize("kind", [workflow.REGISTER, *workflow.STEP])
def test_a_sealed_case_tells_the_step_and_nothing_of_it(kind: str) -> None:
    told = event(kind, routings=[LEAD], leader="周副局长", forwarded_to="县局", archive_ref="WS·1")
    text = str(headline(told, shut=True))
    for secret in ("农田", "周副局长", "县局", "WS"):
        assert secret not in text


@pytest.mark.parametrize(
    ("language", "button", "told"),
    [("zh_CN", "拟办", "拟办"), ("en", "Propose handling", "Handling proposed")],
)
def test_a_button_asks_for_a_step_and_the_history_says_that_it_was_taken(
    language: str, button: str, told: str
) -> None:
    """Chinese has one word for both; papers are Chinese in either language."""
    use_language(language)
    step = event("propose", proposal="建议转经管站。")
    assert tr(workflow.STEP["propose"].zh) == button
    assert render(headline(step)) == render(headline(step, shut=True)) == told
    assert str(headline(step)) == "拟办"


def test_every_kind_of_event_has_a_headline_even_without_particulars() -> None:
    others = (history.CORRECT, history.TAKE_BACK, history.ATTACH, history.DETACH, history.IMPORT,
              history.OPEN_SEALED, history.OFFICE, history.EXPORT)  # fmt: skip
    for kind in (*workflow.STEP, *others):
        assert str(headline(event(kind)))
        detail(event(kind))


def test_attachments_that_were_added_are_named_and_earlier_ones_are_not() -> None:
    old, new = {"name": "来信.jpg"}, {"name": "照片.jpg"}
    added = replace(event(history.ATTACH), changes={"attachments": [[old], [old, new]]})
    assert str(detail(added)) == "照片.jpg"


def of_registry(kind: str, note: str = "", **changes: list[Any]) -> str:
    at = datetime(2026, 3, 2, 9, 14)
    return render(sentence(Event(1, None, kind, at, at.date(), "张敏", changes, note)))


LI = {"name": "李主任", "role": "clerk"}


@pytest.mark.parametrize(
    ("kind", "note", "changes", "said"),
    [
        (history.LOG_IN, "", {}, "打开了登记簿"),
        (history.ACCOUNT, "李主任", {"李主任": [None, LI]}, "账户变动：添加 李主任（登记员）"),
        (history.ACCOUNT, "李主任", {"李主任": [LI, LI | {"role": "reader", "sealed": True}]},
         "账户变动：李主任（登记员） 改为 李主任（查阅员，可以打开密件）"),
        (history.ACCOUNT, "", {"李主任": [LI, None]}, "账户变动：移除 李主任（登记员）"),
        (history.PASSWORD, "张敏", {}, "更改密码：自己改的"),
        (history.PASSWORD, "李主任", {}, "更改密码：重设 李主任 的密码"),
        (history.PASSWORD, "张敏", {"recovery": [None, True]}, "更改密码：张敏，用恢复密钥重设"),
        (history.KEY_CHANGE, "", {"data": [None, True]}, "更换密钥：数据密钥，登记簿整个重新加密"),
        (history.LOG_IN_FAILED, "李主任",
         {"count": [None, 3], "first": [None, "2026-03-02T08:50:01+08:00"]},
         "密码输错：李主任 3 次，2026-03-02 08:50 到 2026-03-02 09:14"),
        (history.EXPORT, "", {"count": [None, 12], "masked": [None, True]},
         "导出：台账 12 件，已遮盖"),
        (history.EXPORT, "巡视组调阅", {"count": [None, 2], "masked": [None, False]},
         "导出：台账 2 件，含完整个人信息；原因：巡视组调阅"),
        (history.EXPORT, "", {"return": [None, "month 2026-02 v1"], "encrypted": [None, True]},
         "导出：报表工作簿 2026年2月月报第 1 版，有密码"),
        (history.EXPORT, "", {"brief": [None, "half-year 2025-H2 v0"]},
         "导出：分析材料 2025年下半年半年报"),
        (history.EXPORT, "", {"minutes": [None, "custom 2026-03-02..2026-04-15 v0"]},
         "导出：会议纪要 2026年3月2日至2026年4月15日报表"),
        (history.RETURN, "按巡视要求", {"month 2026-02 v2": [None, {}]},
         "上报报表：2026年2月月报第 2 版；按巡视要求"),
        (history.EXPORT, "", {"form": [None, "月报"], "return": [None, "x"], "count": [None, 40],
                              "encrypted": [None, False]}, "导出：上级报表“月报”，填入 40 个数"),
        (history.RECEPTION, "", {"2026-03-04": [None, {}], "2026-03-11": [None, {}]},
         "接访安排：2026-03-04、2026-03-11"),
        (history.RECEPTION, "领导出差", {"2026-03-04": [{}, None]}, "接访安排：2026-03-04；领导出差"),
        (history.BACKUP, "到 U 盘", {}, "备份：到 U 盘"),
        (history.BACKUP, "", {"name": [None, "信访.petitionbackup"], "petitions": [None, 12],
                              "events": [None, 3858], "folder": [None, "备份"]},
         "备份：信访.petitionbackup：12 件，经过 3,858 条；放在“备份”"),
        (history.RESTORE, "", {"name": [None, "信访.petitionbackup"],
                               "made_at": [None, "2026-03-01 17:00"], "petitions": [None, 12],
                               "events": [None, 34], "missing": [None, 0]},
         "从备份恢复了登记簿：信访.petitionbackup，2026-03-01 17:00 做的，12 件，经过 34 条；缺附件 0 个"),
    ],
)  # fmt: skip
def test_what_happened_to_the_registry_is_a_sentence(
    kind: str, note: str, changes: dict[str, list[Any]], said: str
) -> None:
    assert of_registry(kind, note, **changes) == f"2026-03-02 09:14 张敏 {said}"


def test_a_routing_names_from_where_to_where() -> None:
    at = datetime(2026, 3, 2, 9, 14)
    returned = {"section": "经管站", "returned_on": "2026-03-01"}
    for before, origin in (([], "办公室"), ([returned], "办公室"), ([HELPS], "办公室"),
                           ([{"section": "经管站"}], "经管站")):  # fmt: skip
        routed = Event(1, 1, "route", at, at.date(), "登记员",
                       {"routings": [before, [*before, LEAD]]})  # fmt: skip
        assert render(sentence(routed)).startswith(
            f"2026-03-02 09:14 登记员 转办：由 {origin} 到 农田建设科，限 2026-04-01 前答复"
        )
