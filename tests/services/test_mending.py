"""Mending what was done: nothing is erased, and each change says why."""

from pathlib import Path

import pytest

from petitiondesk.domain.copying import replace
from petitiondesk.domain.errors import (
    FileProblem,
    InvalidInput,
    NotFound,
    Severity,
    StepNotAllowed,
)
from petitiondesk.domain.history import rebuild
from petitiondesk.domain.ledger import LedgerFilter
from petitiondesk.domain.petition import Claim, Petition, Petitioner
from petitiondesk.domain.record import to_record
from petitiondesk.domain.terms import Decision, PetitionClass, State
from petitiondesk.services.desk import Desk
from tests.factory import STEP_INPUTS, TODAY, WHOLE_COURSE, a_petition, take


@pytest.fixture
def petition(desk: Desk) -> Petition:
    return desk.petitions.register(a_petition())


def kinds(desk: Desk, petition: Petition) -> list[str]:
    return [event.kind for event in desk.petitions.case(petition.id).events]


# --- correcting ---------------------------------------------------------------------------------


def test_a_correction_changes_the_case_and_keeps_what_was_there(
    desk: Desk, petition: Petition
) -> None:
    first = desk.petitions.case(petition.id).events[0]
    after = desk.mending.correct(petition.id, first.seq, {"place": "青石镇石桥村"}, "听错村名")
    entry = desk.petitions.case(petition.id).events[-1]
    assert after.place == "青石镇石桥村"
    assert (entry.kind, entry.note, entry.refers_to) == ("correct", "听错村名", first.seq)
    assert entry.changes == {"place": ["青石镇河湾村", "青石镇石桥村"]}


def test_an_earlier_step_is_corrected_while_the_case_goes_on(
    desk: Desk, petition: Petition
) -> None:
    take(desk, petition, *WHOLE_COURSE[:6])
    step = next(e for e in desk.petitions.case(petition.id).events if e.kind == "instruct")
    after = desk.mending.correct(
        petition.id, step.seq, {"instruction": "请一周内办结。"}, "录错批示"
    )
    assert after.state is State.REPLIED
    assert after.instruction == "请一周内办结。"
    assert desk.verify.verify().sound


def test_a_corrected_class_moves_the_due_date_and_shuts_the_case(
    desk: Desk, petition: Petition
) -> None:
    first = desk.petitions.case(petition.id).events[0]
    values = {"petition_class": PetitionClass.ACCUSATION}
    after = desk.mending.correct(petition.id, first.seq, values, "实为检举")
    assert petition.due_on is not None
    assert after.due_on is None
    assert desk.ledger.rows([petition.id])[0].sealed


def test_petitioners_and_claims_are_corrected_as_a_whole(desk: Desk, petition: Petition) -> None:
    first = desk.petitions.case(petition.id).events[0]
    people = (Petitioner("王建国"), Petitioner("李桂兰", phone="13800000001"))
    values = {"petitioners": people, "claims": (Claim("修复路面"),)}
    after = desk.mending.correct(petition.id, first.seq, values, "漏登一人")
    assert after.petitioners == people
    assert desk.petitions.case(petition.id).petition == after


def test_a_misspelt_name_is_mended_and_found_by_the_right_one_only(
    desk: Desk, petition: Petition
) -> None:
    first = desk.petitions.case(petition.id).events[0]
    mended = (replace(petition.petitioners[0], name="汪建国", phone=" 13900000000 "),)
    after = desk.mending.correct(petition.id, first.seq, {"petitioners": mended}, "姓写错")
    entry = desk.petitions.case(petition.id).events[-1]
    before, now = entry.changes["petitioners"]
    assert (before[0]["name"], now[0]["name"]) == ("王建国", "汪建国")
    assert after.petitioners[0].phone == "13900000000"  # cleaned as at registering
    found = [desk.ledger.count(LedgerFilter(words=name))[0] for name in ("汪建国", "王建国")]
    assert found == [1, 0]
    assert desk.verify.verify().sound


def test_a_claim_in_other_words_keeps_what_was_decided_on_it(desk: Desk) -> None:
    petition = desk.petitions.register(a_petition(claims=(Claim("修路"), Claim("陪偿"))))
    take(desk, petition, *WHOLE_COURSE[:5])
    decided = (Claim("修路", Decision.SUPPORT, "已修"), Claim("陪偿", Decision.DECLINE, "无据"))
    inputs = {**STEP_INPUTS["reply"], "claims": decided}
    desk.petitions.perform(petition.id, "reply", inputs, TODAY)
    first = desk.petitions.case(petition.id).events[0]

    def correct(*texts: str) -> tuple[Claim, ...]:
        claims = tuple(Claim(text) for text in texts)
        return desk.mending.correct(petition.id, first.seq, {"claims": claims}, "错字").claims

    assert correct("修路", "赔偿") == (decided[0], replace(decided[1], text="赔偿"))
    assert correct("赔偿", "修路") == (replace(decided[1], text="赔偿"), decided[0])
    assert correct("道歉", "赔偿", "修路")[0] == Claim("道歉")
    assert desk.verify.verify().sound


def test_what_is_said_of_a_correction_is_about_what_it_changes(desk: Desk) -> None:
    petition = desk.petitions.register(a_petition(petitioners=(Petitioner("王建国", phone="12"),)))
    event = desk.petitions.case(petition.id).events[0]
    check = desk.mending.check_correction
    assert check(petition, event, {"place": "青石镇"}) == []
    (worse,) = check(petition, event, {"petitioners": (Petitioner("王建国", phone="13"),)})
    assert (worse.field, worse.severity) == ("petitioners", Severity.WARN)
    (nobody,) = check(petition, event, {"petitioners": ()})
    assert (nobody.field, nobody.severity) == ("petitioners", Severity.REFUSE)
    assert check(petition, event, {"petitioners": (), "anonymous": True}) == []


def test_a_correction_to_the_same_value_is_no_entry(desk: Desk, petition: Petition) -> None:
    first = desk.petitions.case(petition.id).events[0]
    desk.mending.correct(petition.id, first.seq, {"place": petition.place}, "核对")
    assert kinds(desk, petition) == ["register"]


def test_a_correction_without_a_reason_is_refused(desk: Desk, petition: Petition) -> None:
    first = desk.petitions.case(petition.id).events[0]
    with pytest.raises(InvalidInput, match="写明原因"):
        desk.mending.correct(petition.id, first.seq, {"place": "别处"}, "  ")
    assert desk.petitions.case(petition.id).petition == petition


def test_a_correction_cannot_make_a_form_that_could_not_be_registered(
    desk: Desk, petition: Petition
) -> None:
    first = desk.petitions.case(petition.id).events[0]
    with pytest.raises(InvalidInput, match="概况"):
        desk.mending.correct(petition.id, first.seq, {"summary": ""}, "清空")
    assert desk.petitions.case(petition.id).petition == petition
    assert kinds(desk, petition) == ["register"]


@pytest.mark.parametrize("name", ["state", "number", "reply", "archive_ref"])
def test_a_correction_cannot_reach_beyond_its_step(
    desk: Desk, petition: Petition, name: str
) -> None:
    first = desk.petitions.case(petition.id).events[0]
    with pytest.raises(StepNotAllowed, match="不能在这一步里更正"):
        desk.mending.correct(petition.id, first.seq, {name: "x"}, "试试")
    assert desk.petitions.case(petition.id).petition == petition


def test_a_step_of_another_petition_cannot_be_corrected_here(
    desk: Desk, petition: Petition
) -> None:
    other = desk.petitions.register(a_petition())
    event = desk.petitions.case(other.id).events[0]
    with pytest.raises(NotFound, match="没有这一步"):
        desk.mending.correct(petition.id, event.seq, {"place": "别处"}, "错件")


# --- taking back --------------------------------------------------------------------------------


def test_every_step_is_taken_back_one_by_one_to_the_registration(
    desk: Desk, petition: Petition
) -> None:
    stages = [petition]
    for step in WHOLE_COURSE:
        stages.append(take(desk, stages[-1], step))
    for stage in reversed(stages[:-1]):
        assert desk.mending.take_back(petition.id, "点错了") == stage
    assert len(kinds(desk, petition)) == 1 + 2 * len(WHOLE_COURSE)
    assert desk.verify.verify().sound


def test_a_correction_is_taken_back_too(desk: Desk, petition: Petition) -> None:
    first = desk.petitions.case(petition.id).events[0]
    desk.mending.correct(petition.id, first.seq, {"place": "青石镇石桥村"}, "听错")
    assert desk.mending.take_back(petition.id, "没有听错") == petition


def test_the_registration_is_never_taken_back(desk: Desk, petition: Petition) -> None:
    with pytest.raises(StepNotAllowed, match="登记本身不能撤销"):
        desk.mending.take_back(petition.id, "不想登记")
    assert kinds(desk, petition) == ["register"]


def test_taking_back_needs_a_reason(desk: Desk, petition: Petition) -> None:
    routed = take(desk, petition, "route")
    with pytest.raises(InvalidInput, match="写明原因"):
        desk.mending.take_back(petition.id, "")
    assert desk.petitions.case(petition.id).petition == routed


def test_an_archive_reference_taken_back_is_free_again(desk: Desk, petition: Petition) -> None:
    take(desk, petition, "answer_on_spot", "archive")
    desk.mending.take_back(petition.id, "材料不全")
    other = take(desk, desk.petitions.register(a_petition()), "answer_on_spot", "archive")
    again = take(desk, desk.petitions.case(petition.id).petition, "archive")
    assert other.archive_ref != again.archive_ref


# --- attachments --------------------------------------------------------------------------------


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    path = tmp_path / "来信扫描 第1页.jpg"
    path.write_bytes(b"\xff\xd8" + bytes(range(256)) * 8192)  # 2 MB: several pieces
    return path


def test_a_scan_is_kept_and_given_back_byte_by_byte(desk: Desk, scan: Path, tmp_path: Path) -> None:
    petition = desk.petitions.register(a_petition(), [scan])
    (attachment,) = petition.attachments
    assert (attachment.name, attachment.size) == (scan.name, scan.stat().st_size)
    target = tmp_path / "取出.jpg"
    desk.attachments.save(petition.id, attachment, target)
    assert target.read_bytes() == scan.read_bytes()


def test_a_file_is_added_with_a_step_and_by_itself(
    desk: Desk, petition: Petition, scan: Path, tmp_path: Path
) -> None:
    letter = tmp_path / "答复.pdf"
    letter.write_bytes(b"%PDF-1.4")
    desk.attachments.attach(petition.id, [scan])
    desk.petitions.perform(petition.id, "route", STEP_INPUTS["route"], TODAY, [letter])
    case = desk.petitions.case(petition.id)
    assert [a.name for a in case.petition.attachments] == [scan.name, letter.name]
    assert kinds(desk, petition) == ["register", "attach", "route"]
    assert desk.verify.verify().attachments == 2


def test_the_same_content_is_kept_once(desk: Desk, scan: Path) -> None:
    desk.petitions.register(a_petition(), [scan])
    desk.petitions.register(a_petition(), [scan])
    store = desk.context.registry.attachments
    assert store._db.scalar("SELECT count(*) FROM contents") == 1


def test_the_file_of_a_step_that_was_refused_waits_for_the_next_try(desk: Desk, scan: Path) -> None:
    petition = desk.petitions.register(a_petition())
    contents = desk.context.registry.attachments._db
    for _ in range(2):
        with pytest.raises(StepNotAllowed):
            desk.petitions.perform(petition.id, "archive", {}, TODAY, [scan])
        assert contents.scalar("SELECT count(*) FROM contents") == 1
    assert desk.petitions.case(petition.id).petition.attachments == ()
    assert desk.verify.verify().sound, "what nothing refers to is no fault"
    after = desk.petitions.perform(petition.id, "propose", STEP_INPUTS["propose"], TODAY, [scan])
    assert [a.name for a in after.attachments] == [scan.name]
    assert contents.scalar("SELECT count(*) FROM contents") == 1


def test_a_file_taken_off_leaves_the_case_and_stays_in_the_record(
    desk: Desk, scan: Path, tmp_path: Path
) -> None:
    letter = tmp_path / "信封.png"
    letter.write_bytes(b"\x89PNG")
    petition = desk.petitions.register(a_petition(), [scan, letter])
    after = desk.attachments.detach(petition.id, 0, "放错了件")
    assert [a.name for a in after.attachments] == ["信封.png"]
    entry = desk.petitions.case(petition.id).events[-1]
    assert (entry.kind, entry.note) == ("detach", "放错了件")
    assert scan.name in str(entry.changes)
    target = tmp_path / "找回.jpg"
    desk.attachments.save(petition.id, petition.attachments[0], target)
    assert target.read_bytes() == scan.read_bytes()


def test_taking_a_file_off_needs_a_reason(desk: Desk, scan: Path) -> None:
    petition = desk.petitions.register(a_petition(), [scan])
    with pytest.raises(InvalidInput, match="写明原因"):
        desk.attachments.detach(petition.id, 0, " ")
    assert desk.petitions.case(petition.id).petition == petition


def test_one_unreadable_file_of_two_adds_neither(
    desk: Desk, petition: Petition, scan: Path, tmp_path: Path
) -> None:
    with pytest.raises(FileProblem, match="已删除.jpg"):
        desk.attachments.attach(petition.id, [scan, tmp_path / "已删除.jpg"])
    assert desk.petitions.case(petition.id).petition == petition
    assert kinds(desk, petition) == ["register"]


# --- opening what is shut -----------------------------------------------------------------------


def test_opening_full_particulars_leaves_who_when_and_why(desk: Desk) -> None:
    petition = desk.petitions.register(a_petition(petition_class=PetitionClass.ACCUSATION))
    assert desk.petitions.reveal(petition.id, "核对线索") == petition
    entry = desk.petitions.case(petition.id).events[-1]
    assert (entry.kind, entry.note, entry.changes) == ("open_sealed", "核对线索", {})


def test_full_particulars_are_not_opened_without_a_reason(desk: Desk, petition: Petition) -> None:
    with pytest.raises(InvalidInput, match="写明原因"):
        desk.petitions.reveal(petition.id, "")
    assert kinds(desk, petition) == ["register"]


def test_opening_and_attaching_do_not_stand_in_the_way_of_taking_back(
    desk: Desk, petition: Petition, scan: Path
) -> None:
    take(desk, petition, "route")
    desk.attachments.attach(petition.id, [scan])
    desk.petitions.reveal(petition.id, "核对电话")
    after = desk.mending.take_back(petition.id, "转错")
    assert after.state is State.REGISTERED
    assert [a.name for a in after.attachments] == [scan.name]
    assert desk.verify.verify().sound


def test_the_record_alone_tells_the_case(desk: Desk, petition: Petition, scan: Path) -> None:
    take(desk, petition, *WHOLE_COURSE[:5])
    desk.attachments.attach(petition.id, [scan])
    desk.mending.take_back(petition.id, "重报")
    case = desk.petitions.case(petition.id)
    assert rebuild(case.events) == to_record(case.petition)
