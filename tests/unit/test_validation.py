"""Checks on what was entered: warn often, refuse seldom."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import ric, uscc

from petitiondesk.domain.errors import Finding, Severity
from petitiondesk.domain.petition import Petition, Petitioner
from petitiondesk.domain.terms import IdKind, PetitionClass, Retention
from petitiondesk.domain.validation import (
    check_facts,
    check_step,
    credit_code_fits,
    normal_digits,
    normal_name,
    phone_fits,
    resident_id_fits,
)
from petitiondesk.domain.workflow import STEP

TODAY = date(2026, 3, 2)
CREDIT_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def a_form(**overrides: Any) -> Petition:
    form = Petition(
        received_on=TODAY,
        petitioners=(Petitioner("王建国"),),
        summary="反映道路损坏",
        content="村里的道路被压坏。",
    )
    return replace(form, **overrides)


def refused(findings: list[Finding]) -> list[str]:
    return [f.field for f in findings if f.severity is Severity.REFUSE]


def warned(findings: list[Finding]) -> list[str]:
    return [f.field for f in findings if f.severity is Severity.WARN]


def person(**fields: Any) -> Petition:
    return a_form(petitioners=(Petitioner(**{"name": "王建国", **fields}),))


# --- identity papers ---------------------------------------------------------------------------


@given(st.integers(0, 999_999), st.dates(date(1900, 1, 1), date(2026, 1, 1)), st.integers(0, 999))
def test_a_resident_id_fits_with_the_check_digit_of_the_standard(
    region: int, born: date, serial: int
) -> None:
    body = f"{region:06}{born.year}{born.month:02}{born.day:02}{serial:03}"
    right = ric.calc_check_digit(f"{body}0")
    assert [d for d in "0123456789X" if resident_id_fits(body + d)] == [right]


def test_resident_ids_of_real_regions_agree_with_the_other_library() -> None:
    for number in ("11010119491001123", "36042619910101007", "44030119880808999"):
        for digit in "0123456789X":
            assert resident_id_fits(number + digit) is ric.is_valid(number + digit)


@given(st.text(CREDIT_ALPHABET, min_size=17, max_size=17))
def test_a_credit_code_fits_with_the_check_character_of_the_standard(body: str) -> None:
    right = uscc.calc_check_digit(body)
    assert [c for c in CREDIT_ALPHABET if credit_code_fits(body + c)] == [right]


def test_a_credit_code_may_begin_with_a_letter_though_the_other_library_says_no() -> None:
    body = "A1110000600037341"
    code = body + uscc.calc_check_digit(body)
    assert credit_code_fits(code)
    assert not uscc.is_valid(code)
    assert credit_code_fits("91110000600037341L")


@pytest.mark.parametrize(
    "written",
    ["１１０１０１１９４９１００１１２３Ｘ", "110101 19491001 123x", " 11010119491001123X\t"],
)
def test_an_id_is_compared_without_blanks_and_full_width(written: str) -> None:
    assert normal_digits(written) == "11010119491001123X"


@pytest.mark.parametrize("number", ["110101199002301234", "1101011990", "abc", ""])
def test_what_is_no_resident_id_does_not_fit(number: str) -> None:
    assert not resident_id_fits(number)


def test_a_wrong_check_digit_is_a_warning_and_the_number_is_kept() -> None:
    findings = check_facts(person(id_kind=IdKind.RESIDENT, id_number="110101194910011232"), TODAY)
    assert refused(findings) == []
    assert warned(findings) == ["petitioners"]
    assert "110101194910011232" in str(findings[0].message)


def test_an_old_id_of_fifteen_digits_is_said_and_registered() -> None:
    findings = check_facts(person(id_kind=IdKind.RESIDENT, id_number="110101491001123"), TODAY)
    assert refused(findings) == []
    assert "15 位" in str(findings[0].message)


def test_passports_are_not_checked() -> None:
    assert check_facts(person(id_kind=IdKind.PASSPORT, id_number="E1"), TODAY) == []


# --- names and phones --------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name", ["阿依古丽·买买提", "欧阳娜娜", "𠮷", "㛃", "单于", "王", "阿卜杜拉·玉素甫·麦麦提明"]
)
def test_names_of_every_shape_pass_without_a_word(name: str) -> None:
    assert check_facts(person(name=name), TODAY) == []


@pytest.mark.parametrize("dot", list("·•・‧．･"))
def test_the_dot_of_a_name_is_the_same_however_it_was_typed(dot: str) -> None:
    assert normal_name(f"阿依古丽 {dot} 买买提") == "阿依古丽·买买提"


def test_a_name_of_more_than_fifty_characters_is_a_warning() -> None:
    findings = check_facts(person(name="甲" * 51), TODAY)
    assert (refused(findings), warned(findings)) == ([], ["petitioners"])


@pytest.mark.parametrize(
    "phone",
    ["13800000000", "+8613800000000", "8613800000000", "138 0000 0000", "１３８００００００００",
     "0571-88888888", "057188888888", "88888888", "010-88888888-801", "4008000000",
     "400-800-0000", "12345", "95588"],
)  # fmt: skip
def test_phones_as_people_write_them_pass(phone: str) -> None:
    assert phone_fits(phone)
    assert check_facts(person(phone=phone), TODAY) == []


@pytest.mark.parametrize("phone", ["1380000000", "12800000000", "138000000000", "无", "138/139"])
def test_what_is_no_phone_is_a_warning_only(phone: str) -> None:
    findings = check_facts(person(phone=phone), TODAY)
    assert (refused(findings), warned(findings)) == ([], ["petitioners"])


# --- the form ----------------------------------------------------------------------------------


def test_a_form_needs_a_date_a_summary_a_content_and_a_name() -> None:
    assert refused(check_facts(Petition(), TODAY)) == [
        "received_on", "summary", "content", "petitioners",
    ]  # fmt: skip
    assert refused(check_facts(a_form(summary=" \t", content="\n"), TODAY)) == [
        "summary", "content",
    ]  # fmt: skip


def test_an_anonymous_petition_needs_no_name() -> None:
    assert check_facts(a_form(petitioners=(), anonymous=True), TODAY) == []


@pytest.mark.parametrize("name", ["received_on", "made_on", "sender_date"])
def test_a_day_that_has_not_come_is_refused(name: str) -> None:
    findings = check_facts(a_form(**{name: date(2026, 3, 3)}), TODAY)
    assert refused(findings) == [name]
    assert "2026-03-03" in str(findings[0].message)


def test_a_report_may_be_wanted_by_a_day_to_come() -> None:
    assert check_facts(a_form(report_by=date(2026, 5, 1)), TODAY) == []


def test_dates_that_look_mistyped_are_warnings() -> None:
    assert warned(check_facts(a_form(received_on=date(2025, 2, 28)), TODAY)) == ["received_on"]
    late = a_form(received_on=date(2026, 3, 1), made_on=date(2026, 3, 2))
    assert warned(check_facts(late, TODAY)) == ["made_on"]


@pytest.mark.parametrize("name", ["people_present", "people_affected", "pages"])
@pytest.mark.parametrize("count", [0, -1, 1_000_001])
def test_a_count_below_one_or_beyond_belief_is_refused(name: str, count: int) -> None:
    assert refused(check_facts(a_form(**{name: count}), TODAY)) == [name]
    assert check_facts(a_form(**{name: 1}), TODAY) == []


def test_more_than_five_representatives_are_a_warning() -> None:
    people = tuple(Petitioner(f"代表{n}", representative=True) for n in range(6))
    findings = check_facts(a_form(petitioners=people), TODAY)
    assert (refused(findings), warned(findings)) == ([], ["petitioners"])
    assert check_facts(a_form(petitioners=people[:5]), TODAY) == []


def test_a_very_long_petition_is_accepted() -> None:
    assert check_facts(a_form(content="路" * 100_000), TODAY) == []


def test_a_summary_that_is_too_long_is_refused_and_its_text_kept() -> None:
    form = a_form(summary="路" * 500)
    findings = check_facts(form, TODAY)
    assert refused(findings) == ["summary"]
    words = str(findings[0].message)
    assert "500 字" in words
    assert "400 字" in words
    assert "文字都还在" in words
    assert form.summary == "路" * 500
    assert check_facts(a_form(summary="路" * 400), TODAY) == []


def test_what_refuses_comes_before_what_warns() -> None:
    form = replace(person(phone="无"), summary="", received_on=date(2025, 1, 1))
    severities = [f.severity for f in check_facts(form, TODAY)]
    assert severities == [Severity.REFUSE, Severity.WARN, Severity.WARN]


# --- steps -------------------------------------------------------------------------------------


def step_findings(
    name: str, inputs: dict[str, object], form: Petition | None = None, on: date = TODAY
) -> list[Finding]:
    return check_step(form or a_form(), STEP[name], inputs, on, TODAY)


def test_a_step_asks_for_what_it_needs() -> None:
    assert refused(step_findings("instruct", {"leader": " "})) == ["leader", "instruction"]
    findings = step_findings("route", {})
    assert refused(findings) == ["section"]
    assert str(findings[0].message) == "请填写“主办科室”。"
    assert step_findings("route", {"section": "建设科"}) == []


def test_what_is_lacking_is_called_as_the_step_asks_for_it() -> None:
    said = [str(f.message) for name in ("unmerge", "reopen") for f in step_findings(name, {})]
    assert said == ["请填写“撤销并案的理由”。", "请填写“启卷的理由”。"]
    (too_long,) = step_findings("unmerge", {"merge_reason": "非" * 20_001})
    assert str(too_long.message).startswith("“撤销并案的理由”有 20,001 字")


def test_a_step_is_not_taken_tomorrow_nor_before_the_petition_came() -> None:
    inputs: dict[str, object] = {"proposal": "拟转建设科"}
    assert refused(step_findings("propose", inputs, on=date(2026, 3, 3))) == ["on"]
    assert refused(step_findings("propose", inputs, on=date(2026, 3, 1))) == ["on"]


def test_a_step_text_that_is_too_long_is_refused() -> None:
    assert refused(step_findings("propose", {"proposal": "拟" * 20_001})) == ["proposal"]
    assert step_findings("submit", {"draft": "经" * 100_000}) == []


def test_a_section_is_not_lead_and_co_handling_at_once() -> None:
    inputs: dict[str, object] = {"section": "建设科", "co_sections": ("建设科",)}
    assert refused(step_findings("route", inputs)) == ["co_sections"]


def test_an_accusation_never_goes_to_the_section_it_accuses() -> None:
    accusation = a_form(petition_class=PetitionClass.ACCUSATION, complained_of="建设科工作人员王某")
    assert refused(step_findings("route", {"section": "建设科"}, accusation)) == ["section"]
    both: dict[str, object] = {"section": "法规科", "co_sections": ("建设科",)}
    assert refused(step_findings("route", both, accusation)) == ["co_sections"]
    assert step_findings("route", {"section": "法规科"}, accusation) == []
    claim = replace(accusation, petition_class=PetitionClass.CLAIM)
    assert step_findings("route", {"section": "建设科"}, claim) == []


def test_a_section_is_not_given_a_day_that_is_past() -> None:
    inputs: dict[str, object] = {"section": "建设科", "section_due_on": date(2026, 3, 1)}
    assert refused(step_findings("route", inputs)) == ["section_due_on"]


def test_filing_needs_its_retention() -> None:
    inputs: dict[str, object] = {"archive_ref": "WS·2026-30年-0001"}
    assert refused(step_findings("archive", inputs)) == ["retention"]
    assert step_findings("archive", {**inputs, "retention": Retention.YEARS_30}) == []
