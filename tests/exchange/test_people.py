"""Petitioners' cells: names, numbers, phones, all in one, told apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from petitiondesk.exchange.people import People, is_organisation, read_people, read_phones

HAN = st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5, exclude_characters="等无匿")
# A surname first: 不详 and 未知 are no names, and a text of any characters would come upon them.
NAME = st.builds(
    str.__add__, st.sampled_from("王李张刘陈杨赵黄周吴"), st.text(HAN, min_size=1, max_size=3)
)
NAMES = st.lists(NAME, min_size=1, max_size=6)


@pytest.mark.parametrize(
    ("cell", "people"),
    [
        ("张三、李四等12人", People(("张三", "李四"), 12)),
        ("张三等十二人", People(("张三",), 12)),
        ("张三等１２名业主", People(("张三",), 12)),
        ("张三等人", People(("张三",), unplaced="等人")),
        ("张三，李四；王五/赵六", People(("张三", "李四", "王五", "赵六"))),
        ("张三 李四\n王五", People(("张三", "李四", "王五"))),
        ("张　三", People(("张三",))),
        ("张 三 李四", People(("张三", "李四"))),
        ("阿卜杜拉·买买提、李四", People(("阿卜杜拉·买买提", "李四"))),
        ("John Smith", People(("John Smith",))),
        (
            "张三13800000000、李四 0731-85123456",
            People(("张三", "李四"), None, ("13800000000", "0731-85123456")),
        ),
        ("张三（13800000000）", People(("张三",), None, ("13800000000",))),
        ("张三 电话：138-0000-0000", People(("张三",), None, ("138-0000-0000",))),
        ("张三430102199001011234", People(("张三",), None, (), ("430102199001011234",))),
        ("匿名", People(anonymous=True)),
        ("匿名网友", People(anonymous=True)),
        ("匿名 13800000000", People(phones=("13800000000",), anonymous=True)),
        ("UU0081182", People(("UU0081182",))),
        ("A000138000000001", People(("A000138000000001",))),
        ("", People()),
        ("张三等12余人", People(("张三",), 12, unplaced="等12余人")),
    ],
)
def test_a_cell_of_petitioners_is_understood(cell: str, people: People) -> None:
    assert read_people(cell) == people


@pytest.mark.parametrize("separator", list("、，,;；/ \n"))
@given(names=NAMES)
def test_names_come_back_whatever_stands_between_them(separator: str, names: list[str]) -> None:
    assert read_people(separator.join(names)).names == tuple(names)


@given(NAMES, st.integers(min_value=1, max_value=99_999))
def test_a_stated_number_is_kept_beside_the_names(names: list[str], count: int) -> None:
    people = read_people(f"{'、'.join(names)}等{count}人")
    assert (people.names, people.count) == (tuple(names), count)


@given(st.text(max_size=40))
def test_no_cell_of_petitioners_breaks_the_reading(text: str) -> None:
    people = read_people(text)
    assert all(name == name.strip() and name for name in people.names)


def test_organisations_are_known_by_their_names() -> None:
    assert is_organisation("长沙某某物业管理有限公司")
    assert not is_organisation("张公司机")


def test_phones_are_taken_apart_and_odd_ones_kept() -> None:
    assert read_phones("13800000000、13900000000") == ("13800000000", "13900000000")
    assert read_phones(13800000000.0) == ("13800000000",)
    assert read_phones("13800000000（晚上打）") == ("13800000000（晚上打）",)
    assert read_phones("1380000") == ("1380000",)
    assert read_phones("") == ()
