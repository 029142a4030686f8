"""Letters of a case: made from what is recorded, numbered without gaps, kept with the case."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from petitiondesk.domain import history
from petitiondesk.domain.errors import FileProblem, InvalidInput
from petitiondesk.domain.petition import Claim, Petition, Petitioner
from petitiondesk.domain.terms import (
    Channel,
    Decision,
    LetterKind,
    PetitionClass,
    RefusalGround,
    State,
)
from petitiondesk.services.desk import Desk
from petitiondesk.services.letter_facts import TO_PETITIONER, numeral
from tests.exchange.letter_reading import a_template, lines, text
from tests.factory import STEP_INPUTS, TODAY, a_petition, take

K = LetterKind
LONG = "".join(f"第{n}句，写明机耕路被压坏的经过和多次反映的情况。" for n in range(170))[:4000]

AWKWARD_CLAIMS = (
    Claim("修路 & 补偿 <1万元>，{{ x }}", Decision.PARTLY, "分两步办理。\n先修路，后补偿。"),
    Claim("{% for 甲 %}{_{ 乙 }_}", Decision.DECLINE, "没有依据。"),
    Claim(LONG, Decision.SUPPORT, "同意。"),
    Claim("第四项\n有两行，𠮷", Decision.EXPLAIN, ""),
)

AWKWARD = {
    "petitioners": (Petitioner("买买提·艾山"), Petitioner("王𠮷", phone="13800000001")),
    "summary": "反映A&B公司<工程>压坏机耕路，{{ x }}、{% if %}",
    "content": "第一段 & <b>粗</b>\n第二段\t{{ 单位 }}",
    "claims": AWKWARD_CLAIMS,
    "channel": Channel.FORWARDED,
    "sender": "市信访局",
    "sender_ref": "市信转〔2026〕58号",
}

_TO_REPLY = ("route", "receive", "submit", "reply")
_TO_END = (*_TO_REPLY, "deliver", "conclude")

COURSES: dict[LetterKind, tuple[str, ...]] = {
    K.ACCEPTANCE: ("accept",),
    K.REFUSAL: ("refuse",),
    K.NO_REPEAT: ("refuse",),
    K.WHEREABOUTS: ("forward",),
    K.FORWARDING: ("route",),
    K.ASSIGNMENT: ("route",),
    K.OBJECTION: ("object",),
    K.STATUTORY: ("statutory",),
    K.EXTENSION: ("route", "receive", "extend"),
    K.OPINION: _TO_REPLY,
    K.ANSWER: _TO_REPLY,
    K.DELIVERY: (*_TO_REPLY, "deliver"),
    K.URGING: ("route", "receive", "urge"),
    K.REPORT: (*_TO_END, "report"),
    K.REVIEW: (*_TO_END, "request_review", "decide_review"),
    K.REREVIEW: (
        *_TO_END, "request_review", "decide_review", "request_rereview", "decide_rereview",
    ),
    K.SLIP: _TO_END,
    K.COVER: (*_TO_END, "archive"),
    K.CATALOGUE: (*_TO_END, "archive"),
    K.FILE_NOTE: (*_TO_END, "archive"),
}  # fmt: skip
"""Kind → steps after which it is made."""

_OURS: dict[str, dict[str, object]] = {
    "request_review": {"review_ours": True},
    "request_rereview": {"review_ours": True},
}


@pytest.fixture
def office(desk: Desk) -> Iterator[Desk]:
    """The test office with its character for document numbers."""
    desk.office.save(replace(desk.office.office(), short="农"))
    yield desk
    report = desk.verify.verify()
    assert report.sound, [str(fault) for fault in report.faults]


def case_for(desk: Desk, kind: LetterKind, **facts: object) -> Petition:
    """A petition that has gone the way to a letter of this kind."""
    petition = desk.petitions.register(a_petition(**facts))
    for step in COURSES[kind]:
        inputs = {**STEP_INPUTS[step], **_OURS.get(step, {})}
        if kind is K.NO_REPEAT:
            inputs["refusal_ground"] = RefusalGround.REVIEWED
        if step == "reply":
            inputs["reply_number"] = ""
        petition = desk.petitions.perform(petition.id, step, inputs, TODAY)
    return petition


def made(desk: Desk, petition: Petition, kind: LetterKind, on: date = TODAY) -> str:
    """The text of a letter made now."""
    return text(desk.letters.document(desk.letters.make(petition.id, kind, on=on)))


# --- what the letters say ------------------------------------------------------------------------


@pytest.mark.parametrize("kind", LetterKind)
def test_every_letter_of_an_awkward_case_has_its_texts_whole(
    office: Desk, kind: LetterKind
) -> None:
    petition = case_for(office, kind, **AWKWARD)

    letter = made(office, petition, kind)

    if kind in TO_PETITIONER:
        assert "买买提·艾山、王𠮷" in letter
    if kind not in (K.OBJECTION, K.REVIEW, K.REREVIEW, K.DELIVERY, K.FILE_NOTE):
        assert "反映A&B公司<工程>压坏机耕路，{{ x }}、{% if %}" in letter
    if kind in (K.OPINION, K.SLIP, K.FORWARDING, K.ASSIGNMENT):
        for claim in AWKWARD_CLAIMS:
            assert claim.text in letter
    if kind in (K.SLIP, K.FORWARDING, K.ASSIGNMENT):
        assert "第一段 & <b>粗</b>\n第二段\t{{ 单位 }}" in letter
    for left_over in ("None", "「」", "“”", "（）", "〔〕", "{%p", "\uf8ff"):
        assert left_over not in letter


@pytest.mark.parametrize("kind", LetterKind)
def test_every_letter_of_a_bare_case_leaves_no_hole(office: Desk, kind: LetterKind) -> None:
    bare = {"petitioners": (Petitioner("王建国"),), "topic": "", "place": ""}
    if kind in (K.OBJECTION, K.REPORT):
        bare |= {"channel": Channel.FORWARDED, "sender": "市信访局"}
    if kind is K.OPINION:
        bare["claims"] = (Claim("修路", Decision.SUPPORT),)

    letter = made(office, case_for(office, kind, **bare), kind)

    for hole in ("None", "「」", "“”", "（）", "，，", "。。", "：。", "于，", "于前"):
        assert hole not in letter


def test_an_opinion_decides_claim_by_claim_and_names_the_right_of_review(office: Desk) -> None:
    petition = case_for(office, K.OPINION, **AWKWARD)

    letter = made(office, petition, K.OPINION)

    for number, claim in enumerate(AWKWARD_CLAIMS, 1):
        assert claim.decision is not None
        assert f"（{numeral(number)}）第{number}项诉求：{claim.decision.zh}" in letter
    assert "分两步办理。\n先修路，后补偿。" in letter
    assert "三十日内，依照《信访工作条例》第三十五条的规定" in letter
    assert "路面已于三月十日修复。" in letter
    assert "2026年3月2日" in letter


def test_an_answer_to_a_suggestion_says_what_became_of_it_and_has_no_review(office: Desk) -> None:
    petition = office.petitions.register(a_petition(petition_class=PetitionClass.SUGGESTION))
    petition = take(office, petition, *_TO_REPLY)

    letter = made(office, petition, K.ANSWER)

    assert "路面已于三月十日修复。" in letter
    assert "复查" not in letter
    assert K.OPINION not in office.letters.kinds(petition)


def test_a_refusal_has_ground_article_and_where_to_go(office: Desk) -> None:
    letter = made(office, case_for(office, K.REFUSAL), K.REFUSAL)

    assert "不属于本单位职权范围" in letter
    assert "《信访工作条例》第二十三条" in letter
    assert "请向县法院提出。" in letter


def test_an_acceptance_names_the_day_by_which_it_is_concluded(office: Desk) -> None:
    letter = made(office, case_for(office, K.ACCEPTANCE), K.ACCEPTANCE)

    assert "办理期限至2026年5月6日" in letter  # 60 days end on 1 May, a holiday


def test_an_accusation_is_told_that_it_is_kept_secret(office: Desk) -> None:
    petition = office.petitions.register(a_petition(petition_class=PetitionClass.ACCUSATION))

    assert "个人信息保密" in made(office, petition, K.ACCEPTANCE)


def test_a_receipt_of_a_served_answer_says_how_and_when(office: Desk) -> None:
    petition = case_for(office, K.DELIVERY)
    before = made(office, petition, K.OPINION) if petition.claims else ""

    letter = made(office, petition, K.DELIVERY)

    assert before == ""
    assert "☑当面送达" in letter
    assert "已签收" in letter
    assert "2026年3月2日" in letter


def test_a_receipt_behind_a_letter_is_left_for_the_pen(office: Desk) -> None:
    letter = made(office, case_for(office, K.ANSWER), K.ANSWER)

    receipt = letter[letter.index("送达回证") :]
    assert "答复函（农信函〔2026〕1号）" in receipt
    assert "☑" not in receipt
    assert "年　　月　　日　　时" in receipt


# --- sealed cases --------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", [k for k in LetterKind if k not in TO_PETITIONER])
def test_a_letter_of_a_sealed_case_tells_nobody_else_who_petitioned(
    office: Desk, kind: LetterKind
) -> None:
    secret = {
        "petitioners": (
            Petitioner("买买提·艾山", id_number="110101199003070011", phone="13800000001",
                       address="青石镇河湾村4组"),
        ),
        "summary": "买买提·艾山反映机耕路压坏",
        "content": "我是河湾村4组的买买提·艾山。",
        "claims": (Claim("给买买提·艾山修路", Decision.SUPPORT, "答复买买提·艾山"),),
        "confidential": True,
        "channel": Channel.FORWARDED,
        "sender": "市信访局",
    }  # fmt: skip
    petition = case_for(office, kind, **secret)
    if kind is K.REPORT:
        event = next(e for e in office.petitions.case(petition.id).events if e.kind == "report")
        office.mending.correct(
            petition.id, event.seq, {"report_text": "已答复买买提·艾山（13800000001）。"}, "补充"
        )

    letter = made(office, petition, kind)

    for told in ("买买提", "艾山", "13800000001", "河湾村", "110101199003070011"):
        assert told not in letter
    assert petition.number in letter or kind in (K.OBJECTION, K.REPORT)


def test_a_letter_to_the_petitioner_of_a_sealed_case_is_addressed_as_any_other(
    office: Desk,
) -> None:
    petition = office.petitions.register(a_petition(confidential=True))

    assert "王建国：" in made(office, petition, K.ACCEPTANCE)


# --- what is missing -----------------------------------------------------------------------------


def test_what_a_letter_lacks_is_said_before_it_is_made(office: Desk) -> None:
    petition = take(
        office, office.petitions.register(a_petition(claims=(Claim("修路"),))), *_TO_REPLY
    )

    (message,) = office.letters.missing(petition, K.OPINION)

    assert "没有写明决定" in str(message)
    with pytest.raises(InvalidInput, match="没有写明决定"):
        office.letters.make(petition.id, K.OPINION, on=TODAY)
    assert office.petitions.case(petition.id).petition == petition


def test_an_anonymous_petition_has_nobody_to_write_to(office: Desk) -> None:
    petition = office.petitions.register(a_petition(petitioners=(), anonymous=True))

    (message,) = office.letters.missing(petition, K.ACCEPTANCE)
    assert "没有可以送达的人" in str(message)
    assert office.letters.missing(petition, K.SLIP) == ()


def test_an_office_without_its_character_is_asked_for_it_or_for_a_number(desk: Desk) -> None:
    petition = desk.petitions.register(a_petition())

    (message,) = desk.letters.missing(petition, K.ACCEPTANCE)

    assert "机关代字" in str(message)
    letter = desk.letters.make(petition.id, K.ACCEPTANCE, on=TODAY, number="农办〔2026〕7号")
    assert letter.number == "农办〔2026〕7号"


def test_a_letter_out_of_place_is_refused(office: Desk) -> None:
    petition = office.petitions.register(a_petition())

    with pytest.raises(InvalidInput, match="还不能制作“延期办理告知书”"):
        office.letters.make(petition.id, K.EXTENSION, on=TODAY)


def test_the_likeliest_letters_come_first_and_those_made_go_behind(office: Desk) -> None:
    petition = office.petitions.register(a_petition(claims=(Claim("修路"),)))
    assert office.letters.kinds(petition)[:2] == (K.ACCEPTANCE, K.SLIP)

    office.letters.make(petition.id, K.ACCEPTANCE, on=TODAY)
    petition = take(office, petition, *_TO_REPLY)

    kinds = office.letters.kinds(petition)
    assert kinds[:3] == (K.OPINION, K.ANSWER, K.DELIVERY)
    assert kinds[-1] == K.ACCEPTANCE


@pytest.mark.parametrize("kind", LetterKind)
def test_a_case_on_its_way_is_offered_the_letter_that_fits(office: Desk, kind: LetterKind) -> None:
    petition = case_for(office, kind, **AWKWARD)

    assert kind in office.letters.kinds(petition)
    assert office.letters.missing(petition, kind) == ()


# --- numbers -------------------------------------------------------------------------------------


def test_numbers_run_without_a_gap_over_the_kinds_that_share_them(office: Desk) -> None:
    petition = case_for(office, K.ACCEPTANCE)
    other = case_for(office, K.REFUSAL)

    numbers = [
        office.letters.make(p.id, kind, on=TODAY).number
        for p, kind in ((petition, K.ACCEPTANCE), (other, K.REFUSAL), (petition, K.ACCEPTANCE))
    ]
    office.letters.make(petition.id, K.SLIP, on=TODAY)

    assert numbers == [f"农信函〔2026〕{n}号" for n in (1, 2, 3)]
    assert office.letters.next_number(K.OPINION, 2026) == "农信函〔2026〕4号"
    assert office.letters.next_number(K.OPINION, 2027) == "农信函〔2027〕1号"
    assert office.letters.next_number(K.SLIP, 2026) == ""


def test_a_new_character_of_the_office_goes_on_counting(office: Desk) -> None:
    office.letters.make(case_for(office, K.ACCEPTANCE).id, K.ACCEPTANCE, on=TODAY)

    office.office.save(replace(office.office.office(), short="县农"))

    assert office.letters.next_number(K.REFUSAL, 2026) == "县农信函〔2026〕2号"


def test_a_kind_with_its_own_pattern_has_its_own_numbers(office: Desk) -> None:
    settings = office.office.office()
    own = {K.REFUSAL.value: "{short}不受〔{year}〕{seq}号"}
    office.office.save(replace(settings, letter_patterns=own))
    office.letters.make(case_for(office, K.ACCEPTANCE).id, K.ACCEPTANCE, on=TODAY)

    letters = [
        office.letters.make(case_for(office, K.REFUSAL).id, K.REFUSAL, on=TODAY) for _ in range(2)
    ]

    assert [x.number for x in letters] == ["农不受〔2026〕1号", "农不受〔2026〕2号"]
    assert [x.sequence for x in letters] == [1, 2]
    assert office.letters.next_number(K.ACCEPTANCE, 2026) == "农信函〔2026〕2号"


def test_the_number_the_reply_was_given_is_the_letters_number(office: Desk) -> None:
    petition = take(office, office.petitions.register(a_petition()), *_TO_REPLY)

    assert office.letters.suggested_number(petition, K.ANSWER, 2026) == "农信函〔2026〕3号"
    letter = office.letters.make(petition.id, K.ANSWER, on=TODAY)

    assert (letter.number, letter.sequence) == ("农信函〔2026〕3号", 0)
    others = [
        office.letters.make(case_for(office, K.ACCEPTANCE).id, K.ACCEPTANCE, on=TODAY).number
        for _ in range(3)
    ]
    assert others == [f"农信函〔2026〕{n}号" for n in (1, 2, 4)]  # 3 has gone out already


def test_a_number_that_went_out_is_not_given_again(office: Desk) -> None:
    first, second = case_for(office, K.ACCEPTANCE), case_for(office, K.ACCEPTANCE)
    number = office.letters.make(first.id, K.ACCEPTANCE, on=TODAY).number

    with pytest.raises(InvalidInput, match="已经用过"):
        office.letters.make(second.id, K.ACCEPTANCE, on=TODAY, number=number)
    assert office.petitions.case(second.id).petition.letters == ()


def test_a_letter_made_again_under_its_number_keeps_both_versions(office: Desk) -> None:
    petition = case_for(office, K.ACCEPTANCE)
    first = office.letters.make(petition.id, K.ACCEPTANCE, on=TODAY)

    again = office.letters.make(petition.id, K.ACCEPTANCE, on=date(2026, 3, 3), number=first.number)

    assert (again.number, again.sequence) == (first.number, first.sequence)
    assert again.sha256 != first.sha256
    assert len(office.petitions.case(petition.id).petition.letters) == 2
    assert office.letters.next_number(K.ACCEPTANCE, 2026) == "农信函〔2026〕2号"


def test_taking_a_step_back_takes_no_letter_and_no_number_back(office: Desk) -> None:
    petition = case_for(office, K.ACCEPTANCE)
    letter = office.letters.make(petition.id, K.ACCEPTANCE, on=TODAY)

    after = office.mending.take_back(petition.id, "点错了")

    assert after.accepted_on is None
    assert after.letters == (letter,)
    assert [a.sha256 for a in after.attachments] == [letter.sha256]
    assert office.letters.next_number(K.ACCEPTANCE, 2026) == "农信函〔2026〕2号"


# --- the record ----------------------------------------------------------------------------------


def test_a_letter_is_one_entry_in_the_record_and_one_file_of_the_case(office: Desk) -> None:
    petition = case_for(office, K.ACCEPTANCE)
    before = len(office.petitions.case(petition.id).events)

    letter = office.letters.make(petition.id, K.ACCEPTANCE, on=TODAY)

    case = office.petitions.case(petition.id)
    (event,) = case.events[before:]
    assert event.kind == history.LETTER
    assert set(event.changes) == {"letters", "attachments"}
    assert case.petition.letters == (letter,)
    assert letter.addressee == "王建国"
    (kept,) = case.petition.attachments
    assert kept.name == "受理告知书 农信函〔2026〕1号.docx"
    assert kept.sha256 == letter.sha256
    assert kept.size == len(office.letters.document(letter))


def test_what_is_archived_gets_no_more_letters_but_those_of_the_volume(office: Desk) -> None:
    petition = case_for(office, K.COVER)

    assert set(office.letters.kinds(petition)) == {K.COVER, K.CATALOGUE, K.FILE_NOTE}
    with pytest.raises(InvalidInput, match="不能制作"):
        office.letters.make(petition.id, K.ANSWER, on=TODAY)
    assert "WS·2026-30年-0001" in made(office, petition, K.COVER)


def test_a_copy_for_word_is_the_kept_letter_and_overwrites_nothing(
    office: Desk, tmp_path: Path
) -> None:
    petition = case_for(office, K.ACCEPTANCE)
    letter = office.letters.make(petition.id, K.ACCEPTANCE, on=TODAY, number="农/信:函 1")

    first = office.letters.copies.open_copy(petition.id, letter, tmp_path)
    second = office.letters.copies.open_copy(petition.id, letter, tmp_path)

    assert first.name == "受理告知书 农-信-函 1.docx"
    assert second.name == "受理告知书 农-信-函 1 (2).docx"
    assert first.read_bytes() == second.read_bytes() == office.letters.document(letter)
    opened = office.petitions.case(petition.id).events[-1]
    assert (opened.kind, opened.note) == ("export", "打开文书：受理告知书 农/信:函 1")


def test_a_copy_that_cannot_be_written_is_said(office: Desk, tmp_path: Path) -> None:
    petition = case_for(office, K.ACCEPTANCE)
    letter = office.letters.make(petition.id, K.ACCEPTANCE, on=TODAY)

    with pytest.raises(FileProblem):
        office.letters.copies.open_copy(petition.id, letter, tmp_path / "没有这个文件夹")
    assert office.petitions.case(petition.id).events[-1].kind == "letter"


def test_the_catalogue_lists_the_documents_in_the_volumes_order(
    office: Desk, tmp_path: Path
) -> None:
    scan = tmp_path / "现场照片.jpg"
    scan.write_bytes(b"photo")
    petition = office.petitions.register(a_petition(claims=(Claim("修路"),)), [scan])
    office.letters.make(petition.id, K.ACCEPTANCE, on=TODAY)
    petition = take(office, petition, "propose", "instruct", "route", "receive")
    proof = tmp_path / "勘验笔录.pdf"
    proof.write_bytes(b"record")
    petition = office.petitions.perform(
        petition.id, "submit", {**STEP_INPUTS["submit"], "claims": (Claim("修路", Decision.SUPPORT),)},
        TODAY, [proof],
    )  # fmt: skip
    petition = take(office, petition, "reply")
    office.letters.make(petition.id, K.OPINION, on=TODAY)
    petition = take(office, petition, "deliver", "conclude", "archive")

    letter = office.letters.make(petition.id, K.CATALOGUE, on=TODAY)

    rows = [line for line in lines(office.letters.document(letter)) if line]
    titles = ["信访处理意见书", "送达凭证", "受理告知书", "领导批示", "拟办意见", "信访材料：", "现场照片.jpg",
              "办理情况", "勘验笔录.pdf"]  # fmt: skip
    at = [next(i for i, row in enumerate(rows) if row.startswith(title)) for title in titles]
    assert at == sorted(at)
    assert "20260302" in rows


# --- the office's own templates ------------------------------------------------------------------


def test_an_edited_template_is_used_from_then_on(office: Desk, tmp_path: Path) -> None:
    petition = case_for(office, K.ACCEPTANCE)
    old = office.letters.make(petition.id, K.ACCEPTANCE, on=TODAY)
    edited = tmp_path / "我们的受理告知书.docx"
    edited.write_bytes(a_template("{{ 信访人 }}同志：", "已受理“{{ 概况 }}”。", "{{ 单位 }}"))

    office.letters.use_template(K.ACCEPTANCE, edited)

    assert K.ACCEPTANCE.value in office.office.office().templates
    new = office.letters.make(petition.id, K.ACCEPTANCE, on=TODAY)
    assert lines(office.letters.document(new)) == [
        "王建国同志：", "已受理“反映机耕路被工程车压坏，要求修复”。", "某县农业农村局",
    ]  # fmt: skip
    assert "信访事项受理告知书" in text(office.letters.document(old))
    (event,) = [e for e in office.context.registry.events.of_office() if "templates" in e.changes]
    assert event.kind == history.OFFICE


def test_a_template_that_cannot_be_used_is_refused_and_the_old_one_stays(
    office: Desk, tmp_path: Path
) -> None:
    edited = tmp_path / "坏.docx"
    edited.write_bytes(a_template("{{ 身份 }}"))
    before = office.letters.template(K.ACCEPTANCE)

    with pytest.raises(FileProblem, match="“身份”"):
        office.letters.use_template(K.ACCEPTANCE, edited)
    with pytest.raises(FileProblem, match="读不了"):
        office.letters.use_template(K.ACCEPTANCE, tmp_path / "不在.docx")

    assert office.letters.template(K.ACCEPTANCE) == before
    assert K.ACCEPTANCE.value not in office.office.office().templates


@pytest.mark.parametrize("kind", LetterKind)
def test_a_shipped_template_goes_out_and_comes_back(
    office: Desk, tmp_path: Path, kind: LetterKind
) -> None:
    path = tmp_path / "模板.docx"
    office.letters.export_template(kind, path)

    office.letters.use_template(kind, path)
    office.letters.drop_template(kind)

    assert kind.value not in office.office.office().templates
    assert office.letters.template(kind) == path.read_bytes()


def test_a_letter_or_a_template_that_is_gone_is_found(desk: Desk, tmp_path: Path) -> None:
    petition = desk.petitions.register(a_petition())
    letter = desk.letters.make(petition.id, K.SLIP, on=TODAY)
    desk.attachments.detach(petition.id, 0, "重复")  # the letter is still one of the case
    edited = tmp_path / "我们的.docx"
    edited.write_bytes(a_template("{{ 信访人 }}"))
    desk.letters.use_template(K.ACCEPTANCE, edited)
    template = desk.office.office().templates[K.ACCEPTANCE.value]
    assert desk.verify.verify().attachments == 2

    contents = desk.context.registry.attachments._db
    with contents.transaction():
        contents.sql("DELETE FROM contents")

    said = [str(fault) for fault in desk.verify.verify().faults]
    gone = sorted((letter.sha256, template))
    assert said == [f"附件 {sha[:12]} 缺失或损坏。" for sha in gone]


def test_what_each_placeholder_will_say_can_be_seen_before(office: Desk) -> None:
    petition = case_for(office, K.ACCEPTANCE)

    shown = office.letters.preview_values(petition, K.ACCEPTANCE, TODAY, "农信函〔2026〕9号")

    assert shown["文号"] == "农信函〔2026〕9号"
    assert shown["收件人"] == "王建国"
    assert shown["称谓"] == "你"
    assert petition.state is State.REGISTERED


def test_chinese_numerals_count_claims() -> None:
    assert [numeral(n) for n in (1, 9, 10, 11, 20, 23, 99, 100)] == [
        "一", "九", "十", "十一", "二十", "二十三", "九十九", "100",
    ]  # fmt: skip
