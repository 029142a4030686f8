"""A message that is pasted as a whole finds its way into the fields; no word of it is lost."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from petitiondesk.domain.petition import Petition, Petitioner
from petitiondesk.domain.terms import IdKind, Sex
from petitiondesk.domain.whole_message import filled_up, split_message

MAILBOX = """\
留言编号：XF20260318-0042
留言用户：王建国
性别：男
联系电话：138 0000 0000
身份证号码：11010519491231002X
家庭住址：青石镇河湾村4组
留言主题：机耕路被工程车压坏
留言时间：2026-03-18 09:14:05
留言详情：去年九月以来，水渠工程的车辆每天从四组机耕路经过，路面多处下陷。
秋收时农机无法通行，请问：谁来修？
诉求：1. 修复机耕路；2、施工期间限制重车通行。
"""


def test_a_message_of_the_mailbox_fills_the_form() -> None:
    found = split_message(MAILBOX)
    assert found.petitioners == (
        Petitioner("王建国", sex=Sex.MALE, id_kind=IdKind.RESIDENT, id_number="11010519491231002X",
                   phone="138 0000 0000", address="青石镇河湾村4组"),
    )  # fmt: skip
    assert found.external_no == "XF20260318-0042"
    assert found.made_on == date(2026, 3, 18)
    assert found.summary == "机耕路被工程车压坏"
    assert found.content.split("\n") == [
        "去年九月以来，水渠工程的车辆每天从四组机耕路经过，路面多处下陷。",
        "秋收时农机无法通行，请问：谁来修？",
    ]
    assert [claim.text for claim in found.claims] == ["修复机耕路", "施工期间限制重车通行"]


def test_several_fields_may_stand_in_one_line() -> None:
    found = split_message("【姓名】李四；电话：13900000001  地址：西街12号\n【内容】路灯不亮。")
    assert found.petitioners == (Petitioner("李四", phone="13900000001", address="西街12号"),)
    assert found.content == "路灯不亮。"


def test_labels_may_be_spaced_numbered_and_boxed() -> None:
    found = split_message(
        "1、姓　名：赵六\n2. 电 话：0571-88880000\n[标题] 噪声扰民\n正文：\n夜里施工。"
    )
    assert found.petitioners == (Petitioner("赵六", phone="0571-88880000"),)
    assert (found.summary, found.content.strip()) == ("噪声扰民", "夜里施工。")


def test_a_letter_without_labels_keeps_its_whole_text() -> None:
    letter = (
        "尊敬的局长：\n我叫王建国，是河湾村村民。现反映村里的水井干了三个月。"
        "联系电话13800000000。\n此致\n敬礼\n王建国\n2026年3月1日"
    )
    found = split_message(letter)
    assert found.content == letter
    assert found.petitioners == (Petitioner("王建国", phone="13800000000"),)
    assert found.made_on == date(2026, 3, 1)
    assert found.summary == "现反映村里的水井干了三个月"


def test_the_heading_of_a_letter_is_its_summary() -> None:
    found = split_message("关于要求修复水渠的信访信\n局领导：\n水渠塌了。")
    assert found.summary == "关于要求修复水渠的信访信"


def test_two_telephone_numbers_are_left_to_the_clerk() -> None:
    found = split_message("请联系13800000000或者13900000001。")
    assert found.petitioners == ()


def test_the_words_above_the_date_are_no_name_when_they_are_a_closing() -> None:
    assert split_message("路坏了。\n敬礼\n2026年3月1日").petitioners == ()


def test_a_day_that_is_none_is_left_in_the_text() -> None:
    found = split_message("路坏了。\n王五\n2026年2月30日")
    assert found.made_on is None
    assert "2026年2月30日" in found.content


def test_an_anonymous_message_has_no_petitioner() -> None:
    found = split_message("姓名：匿名\n内容：有人乱倒垃圾。")
    assert (found.petitioners, found.anonymous) == ((), True)


def test_a_label_within_the_text_is_part_of_the_text() -> None:
    found = split_message(
        "姓名：李四\n内容：我去问过。\n联系电话：没有人接；姓名：也不知道。\n就是这样。"
    )
    assert found.petitioners[0].name == "李四"
    assert "也不知道" in found.content
    assert found.content.endswith("就是这样。")


WORDS = st.text(
    alphabet="路灯坏了，。\n 姓名：电话13800000000内容诉求：；【】王五\t2026年3月1日", max_size=120
)


@given(WORDS)
def test_whatever_is_pasted_can_be_taken_apart(text: str) -> None:
    split_message(text)


@given(
    st.lists(
        st.sampled_from(["路灯坏了三个月。", "没有人来修，", "谁来管？", "", "第二段。"]),
        max_size=8,
    )
)
def test_no_word_of_a_text_without_labels_is_lost(lines: list[str]) -> None:
    text = "\n".join(lines)
    assert split_message(text).content.split() == text.split()


@pytest.mark.parametrize("label", ["内容", "留言详情", "反映情况"])
def test_what_stands_before_and_after_the_labels_is_in_the_text(label: str) -> None:
    found = split_message(f"转来留言一件\n姓名：李四\n{label}：路灯坏了。\n盼复。")
    assert found.content.split("\n") == ["转来留言一件", "路灯坏了。", "盼复。"]


def test_what_is_filled_in_already_is_left_alone() -> None:
    form = Petition(petitioners=(Petitioner("王建国"),), summary="路坏了", content="电话里说的。")
    filled = filled_up(form, split_message(MAILBOX))
    assert filled.summary == "路坏了"
    assert filled.content.startswith("电话里说的。\n去年九月以来")
    assert filled.petitioners[0].phone == "138 0000 0000"
    assert filled.external_no == "XF20260318-0042"


def test_the_telephone_of_another_is_not_given_to_the_petitioner() -> None:
    form = Petition(petitioners=(Petitioner("李四"),))
    assert filled_up(form, split_message(MAILBOX)).petitioners == (Petitioner("李四"),)
