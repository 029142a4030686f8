"""What a text quotes of the petitioners is masked wherever it stands; the matter itself stays."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from petitiondesk.domain.masking import mask, mask_people
from petitiondesk.domain.petition import Petitioner, Routing
from petitiondesk.domain.text_masking import TextMask, mask_text
from tests.factory import a_petition

WANG = Petitioner(
    "王建国", id_number="110101199003074610", phone="13800001234", address="某县青石镇河湾村4组12号"
)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("村民王建国反映路坏了", "村民王＊反映路坏了"),
        ("王 建　国（签名）", "王＊（签名）"),
        ("身份证110101199003074610。", "身份证110101＊＊＊＊＊＊＊＊4610。"),
        ("身份证 110101 19900307 4610", "身份证 110101＊＊＊＊＊＊＊＊4610"),
        ("电话１３８００００１２３４", "电话138＊＊＊＊1234"),
        ("电话138-0000-1234或138 0000 1234", "电话138＊＊＊＊1234或138＊＊＊＊1234"),
        ("又留了别人的13912345678", "又留了别人的139＊＊＊＊5678"),
        ("13912345678 13800001234", "139＊＊＊＊5678 138＊＊＊＊1234"),
        ("家住青石镇河湾村4组12号", "家住青石镇河湾村＊"),
        ("河湾村4组12号王建国", "河湾村＊王＊"),
        (
            "王建国和王 建国，住青石镇河湾村4组12号（河湾村4组１２号）",
            "王＊和王＊，住青石镇河湾村＊（河湾村＊）",
        ),
        ("河湾村的机耕路", "河湾村的机耕路"),
        ("补贴12345678901元，2026-03-02发放", "补贴12345678901元，2026-03-02发放"),
        ("编号20260302001380000123", "编号20260302001380000123"),
    ],
)
def test_a_text_shows_of_the_petitioner_what_a_list_would(text: str, shown: str) -> None:
    assert mask_text(text, [WANG]) == shown


@pytest.mark.parametrize(
    ("name", "text", "shown"),
    [
        ("买买提·艾山", "买买提•艾山、买买提‧艾山", "买＊、买＊"),
        ("John Smith", "we met john smith", "we met J＊"),
        ("欧阳建国", "欧阳建国的田", "欧阳＊的田"),
        ("张", "张家湾的张", "张家湾的张"),
        ("王𠮷", "王𠮷来信", "王＊来信"),
    ],
)
def test_names_are_found_however_they_are_written(name: str, text: str, shown: str) -> None:
    assert mask_text(text, [Petitioner(name)]) == shown


def test_of_two_names_that_begin_alike_each_is_found() -> None:
    people = [Petitioner("王建"), Petitioner("王建国")]
    assert mask_text("王建国和王建", people) == "王＊和王＊"


def test_an_organisation_is_named_as_it_is_in_lists() -> None:
    firm = Petitioner("河湾村合作社", id_number="91110101MA01ABCD2X", organisation=True)
    assert mask_text("河湾村合作社，代码91110101ma01abcd2x", [firm]) == (
        "河湾村合作社，代码911101＊＊＊＊＊＊＊＊CD2X"
    )


def test_a_land_line_and_an_old_paper_of_the_petitioner_are_known() -> None:
    person = Petitioner("李四", phone="0312-8812345/8822345", id_number="110101800101123")
    text = mask_text("0312-8812345，03128812345，8822345，110101800101123", [person])
    assert text == "031＊＊＊＊2345，031＊＊＊＊2345，88＊＊＊＊＊，110101＊＊＊＊＊1123"


def test_a_masked_text_is_not_masked_again() -> None:
    text = "王建国，13800001234，110101199003074610，青石镇河湾村4组12号"
    once = mask_text(text, [WANG])
    assert mask_text(once, [WANG]) == once


_FILLER = st.text(alphabet="村民反映水渠路灯，。：（）", max_size=12)
_SECRETS = st.sampled_from([WANG.name, WANG.id_number, WANG.phone, WANG.address])
_BREAKS = st.sampled_from(["", " ", "　", "\u200b"])


@given(st.lists(st.tuples(_FILLER, _SECRETS, _BREAKS), min_size=1, max_size=8), _FILLER)
def test_no_text_keeps_anything_of_the_petitioner_whole(
    parts: list[tuple[str, str, str]], end: str
) -> None:
    text = "".join(before + gap.join(secret) + "。" for before, secret, gap in parts) + end
    shown = TextMask([WANG])(text)
    bare = re.sub(r"[\s\u200b]", "", unicodedata.normalize("NFKC", shown))
    for secret in (WANG.name, WANG.id_number, WANG.phone, WANG.address):
        assert secret not in bare
    for before, _, _ in parts:
        assert before in shown


@given(st.text(max_size=200))
def test_a_text_that_quotes_nobody_stays_as_it_is(text: str) -> None:
    if not re.search(r"[0-9０-９]", text):
        assert mask_text(text, [Petitioner("龘龘")]) == text


def test_a_masked_petition_quotes_its_petitioner_nowhere() -> None:
    quoted = "王建国（13800001234）"
    petition = a_petition(
        petitioners=(WANG,),
        summary=quoted,
        content=quoted,
        reply=quoted,
        routings=(Routing("农田建设科", answer=quoted),),
    )
    shown = mask(petition)
    assert "王建国" not in repr(shown)
    assert "13800001234" not in repr(shown)
    assert (shown.number, shown.state, shown.channel) == (
        petition.number, petition.state, petition.channel,
    )  # fmt: skip
    assert mask_people(petition).content == quoted
