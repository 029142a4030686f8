"""What a correction changed stands in the history: before and after, masked, and cut for a glance."""

from datetime import UTC, datetime
from typing import Any

from petitiondesk.domain import history
from petitiondesk.domain.history import petitioners_of
from petitiondesk.domain.masking import TextMask
from petitiondesk.domain.narrative import detail
from petitiondesk.domain.petition import Petitioner
from petitiondesk.domain.record import Event, encode
from petitiondesk.infra.i18n import render

OLD = encode(Petitioner("王建国", phone="13800000000", address="青石镇河湾村4组"))
NEW = encode(Petitioner("王建军", phone="13800000000", address="青石镇河湾村4组"))


def correction(**changes: list[Any]) -> Event:
    at = datetime(2026, 3, 2, 9, 14, tzinfo=UTC)
    return Event(7, 1, history.CORRECT, at, at.date(), "登记员", changes, note="写错了")


def told(event: Event, hide: TextMask | None = None, *, whole: bool = False) -> str:
    return render(detail(event, hide, whole=whole))


def test_each_field_is_told_with_what_stood_there_and_what_stands_there_now() -> None:
    event = correction(
        received_on=["2026-03-01", "2026-03-02"],
        channel=["letter", "visit"],
        urgent=[None, True],
        place=["河湾村", None],
    )
    assert told(event) == (
        "收到日期：2026-03-01 → 2026-03-02；信访形式：来信 → 来访；紧急：否 → 是；"
        "问题属地：河湾村 → —；原因：写错了"
    )


def test_of_an_entry_of_a_list_only_what_differs_is_told() -> None:
    first, was = {"on": "2026-02-01", "days": 10}, {"on": "2026-03-01", "days": 15}
    event = correction(extensions=[[first, was], [first, {**was, "days": 30}]])
    assert told(event) == "延长天数：15 → 30；原因：写错了"


def test_a_section_added_by_a_correction_is_told() -> None:
    lead = {"section": "经管站"}
    event = correction(routings=[[lead], [lead, {"section": "法规科", "lead": False}]])
    assert told(event) == "协办科室：— → 法规科；原因：写错了"


def test_a_long_text_is_cut_around_the_change_and_told_whole_where_asked() -> None:
    begin, end = "去年九月以来，" * 20, "请求修复。" * 30
    event = correction(content=[f"{begin}三组{end}", f"{begin}四组{end}"])
    short = told(event)
    assert "三组请求修复" in short
    assert "四组请求修复" in short
    assert len(short) < 160
    assert f"{begin}四组{end}" in told(event, whole=True)


def test_a_masked_correction_names_neither_who_was_written_before_nor_who_now() -> None:
    event = correction(
        petitioners=[[OLD], [NEW]], notes=["王建国来电", "王建军来电"], topic=["农村", "农业"]
    )
    hide = TextMask(petitioners_of([event]))
    for whole in (False, True):
        text = told(event, hide, whole=whole)
        assert "建" not in text
        assert "13800000000" not in text
        assert "信访人：有改动" in text
        assert "备注：有改动" in text
        assert "内容分类：农村 → 农业" in text
    assert "王建国 13800000000 青石镇河湾村4组 → 王建军" in told(event)


def test_a_name_is_masked_before_the_text_is_cut_in_the_midst_of_it() -> None:
    begin = "某年某月某日，" * 12
    event = correction(
        petitioners=[None, [OLD]],
        content=[f"{begin}王建国{'甲' * 90}", f"{begin}王建国{'乙' * 90}"],
    )
    assert "建" not in told(event, TextMask(petitioners_of([event])))
