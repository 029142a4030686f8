"""Search finds what a plain scan of the texts finds."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from petitiondesk.data.search import match_expression, said_in, search_text, word_count
from petitiondesk.domain.ledger import LedgerFilter, Order
from petitiondesk.domain.petition import Petitioner
from petitiondesk.services.desk import Desk
from tests.factory import a_petition

TEXTS = (
    "小区物业收费未公示，业委会不作为",
    "王村小学门口没有路灯。儿童上学不安全",
    "幼儿园学费上涨，要求说明",
    "公办幼儿园。学费补贴",
    "A区3号楼电梯停运，联系95598",
    "𠮷林路㛃桥垮塌",
    "业主反映物、业两家互相推诿",
    "幼师，儿园",
)


@pytest.fixture
def stocked(desk: Desk) -> Desk:
    for text in TEXTS:
        desk.petitions.register(
            a_petition(summary="咨询", content=text, place="", petitioners=(Petitioner("甲"),))
        )
    return desk


def found(desk: Desk, words: str) -> set[str]:
    rows = desk.ledger.first(LedgerFilter(words=words), Order(), 100)
    return {desk.petitions.case(row.id).petition.content for row in rows}


@pytest.mark.parametrize(
    "words",
    ["物业", "王", "幼儿园", "幼儿园 学费", "幼儿园学费", "收费未公示", "。儿", "𠮷", "㛃桥", "区3号", "a区",
     "955", "业", "没有的词", "儿园"],
)  # fmt: skip
def test_words_find_what_a_plain_scan_finds(stocked: Desk, words: str) -> None:
    wanted = {t for t in TEXTS if all(w.strip("。") in t.lower() for w in words.split())}
    assert found(stocked, words) == wanted


@settings(max_examples=60)
@given(start=st.integers(0, 15), length=st.integers(1, 6), which=st.sampled_from(TEXTS))
def test_every_run_of_characters_of_a_text_finds_it(
    stocked: Desk, start: int, length: int, which: str
) -> None:
    piece = which[start : start + length]
    if not match_expression(piece) or piece[0].isascii():
        return  # a run that starts inside a number or a Latin word is no word
    assert which in found(stocked, piece)


@pytest.mark.parametrize(
    "words", ["", "   ", "。，！", '"', "AND", "a OR b", "NEAR(", "*", "'; DROP"]
)
def test_odd_input_is_never_a_query_language(stocked: Desk, words: str) -> None:
    rows = stocked.ledger.first(LedgerFilter(words=words), Order(), 100)
    assert len(rows) in (0, 1, len(TEXTS))


def test_a_petition_is_found_by_number_phone_tail_id_tail_and_initials(desk: Desk) -> None:
    person = Petitioner("曾阿孜古丽·艾山", phone="138 0000 1234", id_number="11010119900307461x")
    number = desk.petitions.register(
        a_petition(petitioners=(person,), external_no="省督2026-77")
    ).number
    for words in (number, "2026 1", "省督2026-77", "1234", "13800001234", "461X", "461x", "古丽·艾山",
                  "古丽艾山", "古丽•艾山", "zazgl"):  # fmt: skip
        rows = desk.ledger.first(LedgerFilter(words=words), Order(), 10)
        assert [r.number for r in rows] == [number], words


def test_a_correction_is_found_by_its_new_words_only(desk: Desk) -> None:
    petition = desk.petitions.register(a_petition(summary="反映路灯不亮"))
    event = desk.petitions.case(petition.id).events[0]
    desk.mending.correct(petition.id, event.seq, {"summary": "反映井盖丢失"}, "听错了")
    assert not desk.ledger.first(LedgerFilter(words="路灯"), Order(), 9)
    assert desk.ledger.first(LedgerFilter(words="井盖"), Order(), 9)


@given(st.text(max_size=60), st.text(max_size=20), st.text(max_size=20))
@settings(max_examples=200, deadline=None)
def test_words_are_counted_as_they_are_made(content: str, name: str, phone: str) -> None:
    said = said_in(a_petition(content=content, petitioners=(Petitioner(name, phone=phone),)))
    assert word_count(said) == len(search_text(said).split())
