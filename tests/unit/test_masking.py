"""What a list or a print shows of a person: enough to tell two apart, not enough to find one."""

from dataclasses import fields, replace

import pytest

from petitiondesk.domain.ledger import SEALED
from petitiondesk.domain.masking import (
    mask,
    mask_address,
    mask_id,
    mask_name,
    mask_phone,
    petitioner_label,
)
from petitiondesk.domain.petition import (
    Attachment,
    Claim,
    Extension,
    FollowUp,
    Hearing,
    Letter,
    Pause,
    Petition,
    Petitioner,
    Relief,
    Review,
    Routing,
    Urging,
)
from petitiondesk.domain.terms import LetterKind, PetitionClass
from tests.factory import a_petition


@pytest.mark.parametrize(
    ("name", "shown"),
    [("王建国", "王＊"), ("欧阳建国", "欧阳＊"), ("欧阳", "欧＊"), ("艾山·买买提", "艾＊"),
     ("𠮷田", "𠮷＊"), ("㛃", "㛃＊"), (" 王建国 ", "王＊"), ("", ""), ("  ", "")],
)  # fmt: skip
def test_of_a_name_the_surname_stays(name: str, shown: str) -> None:
    assert mask_name(name) == shown


@pytest.mark.parametrize(
    ("number", "shown"),
    [("110101198001011234", "110101＊＊＊＊＊＊＊＊1234"), ("110101800101123", "110101＊＊＊＊＊1123"),
     ("E1234567", "E1＊＊＊＊＊＊"), ("12", "12"), ("", "")],
)  # fmt: skip
def test_of_an_id_the_region_and_the_tail_stay(number: str, shown: str) -> None:
    assert mask_id(number) == shown


@pytest.mark.parametrize(
    ("phone", "shown"),
    [
        ("13800000000", "138＊＊＊＊0000"),
        ("88123456", "881＊3456"),
        ("12345", "12＊＊＊"),
        ("", ""),
    ],
)
def test_of_a_phone_the_head_and_the_tail_stay(phone: str, shown: str) -> None:
    assert mask_phone(phone) == shown


@pytest.mark.parametrize(
    ("address", "shown"),
    [("青石镇河湾村4组", "青石镇河湾村＊"), ("青石镇河湾村", "青石镇河湾村"),
     ("4组12号", "4组＊"), ("", "")],
)  # fmt: skip
def test_an_address_ends_at_the_village(address: str, shown: str) -> None:
    assert mask_address(address) == shown


def test_a_list_names_the_first_and_counts_the_others() -> None:
    people = tuple(Petitioner(name) for name in ("刘芳", "李四", "王五"))
    assert petitioner_label(people, anonymous=False, masked=True) == "刘＊ 等3人"
    assert petitioner_label(people[:1], anonymous=False, masked=False) == "刘芳"
    assert petitioner_label((), anonymous=True, masked=True) == "匿名"
    assert petitioner_label((), anonymous=False, masked=True) == ""
    firm = Petitioner("河湾村合作社", organisation=True)
    assert petitioner_label((firm,), anonymous=False, masked=True) == "河湾村合作社"


def test_an_ordinary_case_keeps_its_matter_and_hides_the_person() -> None:
    petition = a_petition()
    shown = mask(petition)
    assert (shown.summary, shown.content) == (petition.summary, petition.content)
    assert shown.petitioners == (
        Petitioner("王＊", phone="138＊＊＊＊0000", address="青石镇河湾村＊"),
    )


def test_a_sealed_case_shows_nothing_that_was_written_into_it() -> None:
    secret = "只有办案人知道的话"
    written = {
        name: secret
        for name in ("summary", "content", "place", "complained_of", "proposal", "instruction",
                     "draft", "revision", "reply", "notes", "withdrawn_reason", "forwarded_to")
    }  # fmt: skip
    petition = a_petition(
        petition_class=PetitionClass.ACCUSATION,
        petitioners=(Petitioner(secret),),
        claims=(Claim(secret),),
        attachments=(Attachment(secret, "0" * 64, 1),),
        **written,
    )
    shown = mask(petition)
    assert secret not in repr(shown)
    assert {getattr(shown, name) for name in written} == {SEALED}


_MAY_STAY = {
    "number", "external_no", "query_code", "sender", "sender_ref", "topic", "cause", "hot_topic",
    "region_code", "leader", "reply_number", "archive_ref", "report_ref", "received_by_leader",
}  # fmt: skip
"""Texts of a sealed case that tell neither who petitions nor what about."""


def test_no_text_of_a_sealed_case_is_shown_unless_it_was_thought_about() -> None:
    secret = "只有办案人知道的话"
    texts = {f.name for f in fields(Petition) if f.type == "str" or f.type is str} - _MAY_STAY
    petition = replace(
        a_petition(petition_class=PetitionClass.ACCUSATION, petitioners=(Petitioner(secret),)),
        **{name: secret for name in texts},  # type: ignore[arg-type]
        routings=(Routing(secret, handler=secret, return_reason=secret, answer=secret),),
        extensions=(Extension(reason=secret),),
        pauses=(Pause(reason=secret),),
        hearings=(Hearing(place=secret, chair=secret, record=secret),),
        urgings=(Urging(section=secret, request=secret, answer=secret),),
        reliefs=(Relief(fund=secret),),
        reviews=(Review(request=secret, opinion=secret),),
        follow_ups=(FollowUp(text=secret),),
        letters=(Letter(addressee=secret),),
    )
    assert secret not in repr(mask(petition))


def test_a_letter_to_the_petitioner_names_him_no_more_than_the_list() -> None:
    people = (Petitioner("王建国"), Petitioner("李四"))
    letters = (
        Letter(LetterKind.OPINION, addressee="王建国、李四"),
        Letter(LetterKind.URGING, addressee="农田建设科"),
    )
    shown = mask(a_petition(petitioners=people, letters=letters))
    assert [letter.addressee for letter in shown.letters] == ["王＊ 等2人", "农田建设科"]
