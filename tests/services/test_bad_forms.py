"""What nobody should have typed: one clear sentence each, and nothing is lost."""

import os
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from petitiondesk.domain.errors import FileProblem, InvalidInput, NotFound
from petitiondesk.domain.ledger import LedgerFilter, Order
from petitiondesk.domain.petition import Claim, Petition, Petitioner
from petitiondesk.domain.terms import State
from petitiondesk.services.desk import Desk
from tests.factory import OFFICE, STEP_INPUTS, TODAY, a_petition, reopened, take
from tests.services.harm import refused
from tests.services.workbooks import plain, read_back

HALF = "\ud83d"
"""Half of a character pair, as a broken paste leaves it."""


def test_an_empty_form_is_told_everything_that_is_missing(desk: Desk) -> None:
    with refused(desk, InvalidInput, "收到日期"):
        desk.petitions.register(Petition())
    said = [str(f.message) for f in desk.petitions.check(Petition())]
    assert len(said) == 4
    for word in ("收到日期", "概况", "主要内容", "姓名"):
        assert any(word in sentence for sentence in said), word


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"received_on": TODAY + timedelta(days=1)}, "2026-03-03 还没有到"),
        ({"made_on": date(2062, 3, 2)}, "信访日期 2062-03-02 还没有到"),
        ({"sender_date": date(2027, 1, 1)}, "来文日期"),
        ({"people_present": 0}, "“信访人数”应是 1 以上的整数"),
        ({"people_affected": -3}, "“涉及人数”"),
        ({"pages": 0}, "“页数”"),
        ({"people_present": 10_000_000}, "“信访人数”"),
        ({"summary": "长" * 500}, "“概况”有 500 字，最多 400 字"),
        ({"content": "长" * 1_000_001}, "“主要内容”有 1,000,001 字"),
        ({"place": "长" * 201}, "“问题属地”有 201 字"),
        ({"summary": " \n\t\u3000"}, "概况"),
        ({"content": "\0\0"}, "主要内容"),
        ({"petitioners": (Petitioner("  "),)}, "姓名"),
    ],
)
def test_a_form_that_cannot_stand_is_refused_in_words(
    desk: Desk, wrong: dict[str, Any], said: str
) -> None:
    desk.petitions.register(a_petition())
    with refused(desk, InvalidInput, said):
        desk.petitions.register(a_petition(**wrong))
    assert desk.petitions.register(a_petition()).number == "信〔2026〕2号", "no number was spent"


@pytest.mark.parametrize(
    ("step", "inputs", "on", "said"),
    [
        ("route", {}, TODAY, "“主办科室”"),
        ("route", {"section": "  "}, TODAY, "“主办科室”"),
        ("route", {"section": "经管站", "co_sections": ("经管站",)}, TODAY, "协办科室"),
        ("route", {"section": "经管站", "section_due_on": date(2026, 2, 1)}, TODAY, "早于转办日期"),
        ("propose", {"proposal": ""}, TODAY, "“拟办意见”"),
        ("propose", {"proposal": "长" * 20_001}, TODAY, "20,001 字"),
        ("propose", STEP_INPUTS["propose"], TODAY + timedelta(days=1), "还没有到"),
        ("propose", STEP_INPUTS["propose"], TODAY - timedelta(days=1), "早于收到日期"),
        ("instruct", {"instruction": "请办。"}, TODAY, "“批示领导”"),
    ],
)
def test_a_step_that_cannot_stand_is_refused_in_words(
    desk: Desk, step: str, inputs: dict[str, object], on: date, said: str
) -> None:
    petition = desk.petitions.register(a_petition())
    with refused(desk, InvalidInput, said):
        desk.petitions.perform(petition.id, step, inputs, on)


def test_a_content_of_a_hundred_thousand_characters_is_kept_to_the_last(desk: Desk) -> None:
    content = "".join(chr(0x4E00 + n * 7 % 20_000) for n in range(99_998)) + "末字"
    petition = desk.petitions.register(a_petition(content=content))
    assert desk.ledger.ids(LedgerFilter(words="末字"), Order()) == [petition.id]
    again = reopened(desk)
    assert again.petitions.case(petition.id).petition.content == content
    assert again.verify.verify().sound
    again.close()


def test_rare_characters_survive_entry_search_and_excel(desk: Desk, tmp_path: Path) -> None:
    form = a_petition(
        petitioners=(Petitioner("𠮷㛃", address="㙍村"),),
        summary="反映㛃桥垮塌",
        content="𠮷林路㛃桥垮塌，𬒔石堵路。",
    )
    petition = desk.petitions.register(form)
    assert (petition.summary, petition.content) == (form.summary, form.content)
    for words in ("𠮷", "㛃桥", "𬒔石", "𠮷㛃"):
        assert desk.ledger.ids(LedgerFilter(words=words), Order()) == [petition.id], words
    path = tmp_path / "台账.xlsx"
    desk.exports.ledger(path, LedgerFilter(), Order(), unmasked_reason="核对")
    (row,) = read_back(path).rows
    assert [plain(row[h]) for h in ("信访人", "概况", "主要内容")] == [
        "𠮷㛃", form.summary, form.content,
    ]  # fmt: skip
    again = reopened(desk)
    assert again.petitions.case(petition.id).petition == petition
    again.close()


def test_half_characters_and_nul_are_kept_as_what_can_be_kept(desk: Desk, tmp_path: Path) -> None:
    form = a_petition(
        petitioners=(Petitioner(f"王{HALF}建国"),),
        summary=f"反映{HALF}路\0坏",
        content=f"一{HALF}二\0三\r\n四",
        claims=(Claim(f"修路{HALF}"),),
    )
    petition = desk.petitions.register(form)
    assert petition.summary == "反映�路坏"
    assert petition.content == "一�二三\n四"
    assert petition.petitioners[0].name == "王�建国"
    assert petition.claims[0].text == "修路�"
    assert desk.petitions.case(petition.id).petition == petition
    assert desk.verify.verify().sound
    desk.exports.ledger(tmp_path / "台账.xlsx", LedgerFilter(), Order())


def test_two_halves_that_belong_together_are_one_character(desk: Desk) -> None:
    petition = desk.petitions.register(a_petition(summary="反映\ud842\udfb7林路塌陷"))
    assert petition.summary == "反映𠮷林路塌陷"


@pytest.mark.parametrize(
    "act",
    [
        lambda d, p, e: d.mending.correct(p.id, e, {"place": f"村{HALF}"}, f"听{HALF}错"),
        lambda d, p, e: d.mending.take_back(p.id, f"点{HALF}错"),
        lambda d, p, e: d.petitions.reveal(p.id, f"核{HALF}对"),
        lambda d, p, e: d.petitions.perform(p.id, "receive", {"handler": f"赵{HALF}敏"}, TODAY),
        lambda d, p, e: d.office.save(replace(OFFICE, name=f"某县{HALF}局")),
        lambda d, p, e: d.office.remember("draft", {"summary": f"草{HALF}稿"}),
    ],
    ids=["correction", "taking back", "opening", "step", "settings", "draft"],
)
def test_half_characters_stop_no_work(
    desk: Desk, act: Callable[[Desk, Petition, int], object]
) -> None:
    petition = take(desk, desk.petitions.register(a_petition()), "route")
    act(desk, petition, desk.petitions.case(petition.id).events[0].seq)
    again = reopened(desk)
    assert again.verify.verify().sound
    again.close()


@pytest.mark.parametrize("words", [HALF, f"路{HALF}", "\0", "路\0"])
def test_half_characters_in_the_search_box_find_nothing_and_break_nothing(
    desk: Desk, words: str
) -> None:
    desk.petitions.register(a_petition())
    assert len(desk.ledger.ids(LedgerFilter(words=words), Order())) <= 1
    with pytest.raises(NotFound):
        desk.petitions.case_by_number(words)


def test_a_petition_that_is_not_there_is_said_to_be_missing(desk: Desk) -> None:
    for act in (
        lambda: desk.petitions.perform(7, "route", STEP_INPUTS["route"], TODAY),
        lambda: desk.mending.take_back(7, "点错"),
        lambda: desk.petitions.reveal(7, "核对"),
        lambda: desk.attachments.attach(7, []),
    ):
        with refused(desk, NotFound, "没有这一件"):
            act()  # type: ignore[no-untyped-call]
    assert desk.petitions.perform_many([7], "route", STEP_INPUTS["route"], TODAY).done == ()


# --- files that cannot be attached --------------------------------------------------------------


def missing(tmp_path: Path) -> Path:
    return tmp_path / "已删除.jpg"


def a_folder(tmp_path: Path) -> Path:
    (tmp_path / "扫描件").mkdir()
    return tmp_path / "扫描件"


def too_large(tmp_path: Path) -> Path:
    path = tmp_path / "全部案卷.tif"
    path.touch()
    os.truncate(path, (500 << 20) + 1)  # a hole: takes no room on the disk
    return path


@pytest.mark.parametrize("make", [missing, a_folder, too_large])
def test_a_file_that_cannot_be_attached_is_named_and_nothing_is_registered(
    desk: Desk, tmp_path: Path, make: Callable[[Path], Path]
) -> None:
    good = tmp_path / "来信.txt"
    good.write_text("来信", "utf-8")
    bad = make(tmp_path)
    petition = desk.petitions.register(a_petition())
    with refused(desk, FileProblem, bad.name):
        desk.petitions.register(a_petition(), [good, bad])
    with refused(desk, FileProblem, bad.name):
        desk.attachments.attach(petition.id, [good, bad])
    with refused(desk, FileProblem, bad.name):
        desk.petitions.perform(petition.id, "route", STEP_INPUTS["route"], TODAY, [bad])
    assert desk.petitions.case(petition.id).petition.state is State.REGISTERED


def test_a_file_name_in_another_encoding_is_attached_all_the_same(
    desk: Desk, tmp_path: Path
) -> None:
    path = tmp_path / os.fsdecode("来信.txt".encode("gb18030"))
    path.write_text("来信", "utf-8")
    petition = desk.petitions.register(a_petition(), [path])
    assert petition.attachments[0].name.endswith(".txt")
    assert desk.petitions.case(petition.id).petition == petition


def test_a_file_that_was_never_attached_cannot_be_taken_off(desk: Desk) -> None:
    petition = desk.petitions.register(a_petition())
    with refused(desk, NotFound, "没有这个附件"):
        desk.attachments.detach(petition.id, 3, "放错")
