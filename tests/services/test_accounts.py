"""Accounts: who may come in, what each may do, and that all of it is in the record."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from petitiondesk.data import keys
from petitiondesk.domain.errors import (
    InvalidInput,
    NotAllowed,
    RegistryError,
    TooSoon,
    WrongPassword,
)
from petitiondesk.domain.ledger import LedgerFilter, Order
from petitiondesk.domain.petition import Petition
from petitiondesk.domain.rights import Account, Right, Role
from petitiondesk.domain.terms import PetitionClass
from petitiondesk.domain.waits import growing_delay
from petitiondesk.services.desk import Desk, new_desk, open_desk, recover_desk
from petitiondesk.services.door import accounts_of
from tests.factory import ACCOUNT, OFFICE, PASSWORD, STEP_INPUTS, TODAY, a_petition, at

OTHER = "秋收 稻谷 满仓 88"
THIRD = "渠水 长流 不断 77"


@pytest.fixture
def three(desk: Desk) -> Desk:
    """A registry with an administrator, a clerk 李平 and a reader 孙主任."""
    desk.accounts.add("李平", Role.CLERK, OTHER)
    desk.accounts.add("孙主任", Role.READER, THIRD)
    return desk


def as_whom(desk: Desk, name: str, password: str) -> Desk:
    """The same registry, opened by another."""
    desk.close()
    return open_desk(desk.folder, password, at(), name)


def kinds(desk: Desk) -> list[str]:
    return [event.kind for event in desk.context.registry.events.of_office()]


def test_whoever_makes_a_registry_is_its_administrator(desk: Desk) -> None:
    (line,) = desk.accounts.all()
    assert line.account == Account(ACCOUNT, Role.ADMINISTRATOR, sealed=True)
    assert line.opens
    assert desk.accounts.me == line.account


def test_each_opens_with_the_password_of_the_own_account(three: Desk) -> None:
    clerk = as_whom(three, "李平", OTHER)
    assert clerk.accounts.me == Account("李平", Role.CLERK)
    petition = clerk.petitions.register(a_petition())
    assert clerk.petitions.case(petition.id).events[0].actor == "李平"
    clerk.close()
    with pytest.raises(WrongPassword):
        open_desk(three.folder, OTHER, at(), "孙主任")
    assert accounts_of(three.folder) == (ACCOUNT, "李平", "孙主任")


def test_without_a_name_the_password_tells_who_it_is(three: Desk) -> None:
    three.close()
    desk = open_desk(three.folder, THIRD, at())
    assert desk.accounts.me.name == "孙主任"
    desk.close()


Act = Callable[[Desk, Petition], object]

WORK: dict[str, Act] = {
    "register": lambda d, _p: d.petitions.register(a_petition()),
    "step": lambda d, p: d.petitions.perform(p.id, "propose", STEP_INPUTS["propose"], TODAY),
    "batch": lambda d, p: d.petitions.perform_many(
        [p.id], "propose", STEP_INPUTS["propose"], TODAY
    ),
    "correct": lambda d, p: d.mending.correct(
        p.id, d.petitions.case(p.id).events[0].seq, {"place": "别处"}, "听错"
    ),
    "take back": lambda d, p: d.mending.take_back(p.id + 1, "点错"),
    "fill": lambda d, _p: d.filling.fill(1, 1, TODAY),
}


@pytest.mark.parametrize("act", WORK.values(), ids=WORK.keys())
def test_a_reader_changes_no_petition(three: Desk, act: Act) -> None:
    petition = three.petitions.register(a_petition())
    proposed = three.petitions.register(a_petition())
    three.petitions.perform(proposed.id, "propose", STEP_INPUTS["propose"], TODAY)
    before = three.petitions.case(petition.id).petition
    reader = as_whom(three, "孙主任", THIRD)
    events = reader.context.registry.events.count()
    with pytest.raises(NotAllowed, match="“孙主任”是查阅员，不能登记和办理"):
        act(reader, before)
    assert reader.petitions.case(petition.id).petition == before
    assert reader.context.registry.events.count() == events
    assert reader.verify.verify().sound
    reader.close()


def test_a_reader_finds_and_exports_masked_but_not_in_full(three: Desk, tmp_path: Path) -> None:
    petition = three.petitions.register(a_petition())
    reader = as_whom(three, "孙主任", THIRD)
    assert reader.ledger.ids(LedgerFilter(words="机耕路"), Order()) == [petition.id]
    assert reader.exports.ledger(tmp_path / "台账.xlsx", LedgerFilter(), Order()) == 1
    with pytest.raises(NotAllowed, match="不能查看遮盖的信息"):
        reader.exports.ledger(tmp_path / "全.xlsx", LedgerFilter(), Order(), unmasked_reason="核对")
    with pytest.raises(NotAllowed, match="不能查看遮盖的信息"):
        reader.petitions.reveal(petition.id, "核对")
    assert not (tmp_path / "全.xlsx").exists()
    reader.close()


def test_a_clerk_does_the_work_and_leaves_settings_and_accounts_alone(three: Desk) -> None:
    clerk = as_whom(three, "李平", OTHER)
    clerk.petitions.register(a_petition())
    with pytest.raises(NotAllowed, match="不能更改单位设置"):
        clerk.office.save(replace(OFFICE, section_days=20))
    for forbidden in (
        lambda: clerk.accounts.add("某人", Role.CLERK, "又一个 长长的 密码 9"),
        lambda: clerk.accounts.set_password(ACCOUNT, "又一个 长长的 密码 9"),
        lambda: clerk.accounts.change(Account("李平", Role.ADMINISTRATOR)),
        lambda: clerk.accounts.remove("孙主任"),
        clerk.accounts.new_recovery_key,
    ):
        with pytest.raises(NotAllowed, match="不能管理账户和密钥"):
            forbidden()
    assert clerk.office.office() == OFFICE
    clerk.close()


def test_a_sealed_case_opens_only_for_whom_the_right_was_given_by_name(three: Desk) -> None:
    sealed = three.petitions.register(
        a_petition(petition_class=PetitionClass.ACCUSATION, complained_of="某科科长")
    )
    open_case = three.petitions.register(a_petition())
    clerk = as_whom(three, "李平", OTHER)
    clerk.petitions.reveal(open_case.id, "与本人核对")
    with pytest.raises(NotAllowed, match="“李平”是登记员，不能打开密件"):
        clerk.petitions.reveal(sealed.id, "想看看")
    boss = as_whom(clerk, ACCOUNT, PASSWORD)
    boss.accounts.change(Account("李平", Role.CLERK, sealed=True))
    clerk = as_whom(boss, "李平", OTHER)
    clerk.petitions.reveal(sealed.id, "转交纪检")
    assert clerk.petitions.case(sealed.id).events[-1].note == "转交纪检"
    assert clerk.verify.verify().sound
    clerk.close()


def test_who_may_open_sealed_cases_may_unmask_the_others_too() -> None:
    leader = Account("分管领导", Role.READER, sealed=True)
    assert {Right.SEALED, Right.UNMASK, Right.EXPORT} == leader.rights


def test_a_password_is_changed_with_the_old_one_only(three: Desk) -> None:
    clerk = as_whom(three, "李平", OTHER)
    with pytest.raises(WrongPassword, match="原来的密码不对"):
        clerk.accounts.change_password("不是这个密码", "春耕 不误 农时 66")
    clerk.accounts.change_password(OTHER, "春耕 不误 农时 66")
    clerk.close()
    with pytest.raises(WrongPassword):
        open_desk(three.folder, OTHER, at(), "李平")
    open_desk(three.folder, "春耕 不误 农时 66", at(), "李平").close()
    open_desk(three.folder, PASSWORD, at(), ACCOUNT).close()


def test_an_administrator_gives_another_password_for_a_forgotten_one(three: Desk) -> None:
    three.accounts.set_password("李平", "春耕 不误 农时 66")
    open_again = as_whom(three, "李平", "春耕 不误 农时 66")
    assert open_again.accounts.me.role is Role.CLERK
    open_again.close()


def test_the_recovery_key_gives_any_account_a_new_password(folder: Path) -> None:
    desk, recovery = new_desk(folder, OFFICE, ACCOUNT, PASSWORD, at())
    desk.accounts.add("李平", Role.CLERK, OTHER)
    desk.close()
    recovered = recover_desk(folder, recovery, "春耕 不误 农时 66", at(), "李平")
    assert recovered.accounts.me == Account("李平", Role.CLERK)
    assert kinds(recovered)[-1] == "password"
    recovered.close()
    open_desk(folder, PASSWORD, at(), ACCOUNT).close()
    open_desk(folder, "春耕 不误 农时 66", at(), "李平").close()


def test_a_new_recovery_key_takes_the_place_of_the_old_one(folder: Path) -> None:
    desk, old = new_desk(folder, OFFICE, ACCOUNT, PASSWORD, at())
    new = desk.accounts.new_recovery_key()
    desk.close()
    with pytest.raises(WrongPassword, match="恢复密钥不对"):
        recover_desk(folder, old, "春耕 不误 农时 66", at())
    recover_desk(folder, new, "春耕 不误 农时 66", at()).close()


def test_a_removed_account_opens_no_more_even_with_its_old_key_file(three: Desk) -> None:
    keys = three.folder / "keys.json"
    kept = keys.read_bytes()
    three.accounts.remove("李平")
    three.close()
    with pytest.raises(WrongPassword):
        open_desk(three.folder, OTHER, at(), "李平")
    (three.folder / "tries.json").unlink()
    keys.write_bytes(kept)  # as if from a copy
    with pytest.raises(NotAllowed, match="账户“李平”已经移除"):
        open_desk(three.folder, OTHER, at(), "李平")
    desk = open_desk(three.folder, PASSWORD, at(), ACCOUNT)
    assert accounts_of(three.folder) == (ACCOUNT, "孙主任")
    assert desk.verify.verify().sound
    desk.close()


def test_there_is_always_an_administrator(three: Desk) -> None:
    with pytest.raises(InvalidInput, match="唯一的管理员"):
        three.accounts.change(Account(ACCOUNT, Role.CLERK))
    with pytest.raises(InvalidInput, match="正在使用的账户"):
        three.accounts.remove(ACCOUNT)
    three.accounts.change(Account("李平", Role.ADMINISTRATOR))
    three.accounts.change(Account(ACCOUNT, Role.CLERK))
    with pytest.raises(NotAllowed):
        three.accounts.remove("孙主任")


def test_a_name_is_taken_once(three: Desk) -> None:
    with pytest.raises(InvalidInput, match="已经有叫“李平”的账户"):
        three.accounts.add(" 李平 ", Role.READER, "又一个 长长的 密码 9")
    with pytest.raises(InvalidInput, match="请填写姓名"):
        three.accounts.add("  ", Role.READER, "又一个 长长的 密码 9")


@pytest.mark.parametrize(
    ("weak", "why"),
    [
        ("1234567", "至少 8 个字符"),
        ("12345678", "常用密码"),
        ("woaini1314", "常用密码"),
        ("19850607", "日期"),
        ("aaaaaaaaaa", "重复"),
        ("abcdefgh1", "连着的数字或字母"),
        ("李平李平2026", "太容易猜到"),
        ("某县农业农村局1", "常用密码和姓名"),
    ],
)
def test_a_weak_password_is_refused_with_the_reason(desk: Desk, weak: str, why: str) -> None:
    with pytest.raises(InvalidInput, match=why):
        desk.accounts.add("李平", Role.CLERK, weak)
    assert accounts_of(desk.folder) == (ACCOUNT,)
    assert len(desk.accounts.all()) == 1


def test_every_change_of_an_account_is_in_the_record(three: Desk) -> None:
    three.accounts.change(Account("李平", Role.READER))
    three.accounts.set_password("李平", "春耕 不误 农时 66")
    three.accounts.remove("李平")
    three.accounts.new_recovery_key()
    assert kinds(three) == [
        "account", "office", "log_in", "account", "account", "account", "password", "account",
        "key_change",
    ]  # fmt: skip
    assert three.verify.verify().sound


# --- wrong passwords ----------------------------------------------------------------------------


def test_the_wait_after_wrong_passwords_grows_and_ends() -> None:
    waits = [growing_delay(n) for n in range(1, 14)]
    assert waits == [0, 0, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 300]


def test_the_wait_is_kept_across_restarts_and_the_failures_enter_the_record(desk: Desk) -> None:
    desk.close()
    for _ in range(3):
        with pytest.raises(WrongPassword, match="密码不对"):
            open_desk(desk.folder, "something else", at())
    with pytest.raises(TooSoon) as told:
        open_desk(desk.folder, PASSWORD, at())  # another start of the program, the same second
    assert told.value.wait == 2

    def later() -> object:
        return at()() + timedelta(seconds=2)

    again = open_desk(desk.folder, PASSWORD, later)  # type: ignore[arg-type]
    failed, entered = again.context.registry.events.of_office()[-2:]
    assert (failed.kind, entered.kind) == ("log_in_failed", "log_in")
    assert failed.changes["count"] == [None, 3]
    assert not (desk.folder / "tries.json").exists()
    assert again.verify.verify().sound
    again.close()


def test_a_clock_set_back_neither_shortens_nor_prolongs_the_wait(desk: Desk) -> None:
    desk.close()
    for _ in range(3):
        with pytest.raises(WrongPassword):
            open_desk(desk.folder, "something else", at())
    with pytest.raises(TooSoon) as told:
        open_desk(desk.folder, PASSWORD, at(TODAY - timedelta(days=400)))
    assert told.value.wait == 2


@pytest.mark.parametrize("text", ["", "{", "[]", '{"": 3}', '{"": {"wrong": "x"}}',
                                  '{"": {"wrong": 3, "first": "", "last": "gestern"}}',
                                  '{"": {"wrong": 3, "first": "", "last": "2026-01-01T00:00:00"}}'])  # fmt: skip
def test_a_damaged_note_of_tries_keeps_nobody_out(desk: Desk, text: str) -> None:
    desk.close()
    (desk.folder / "tries.json").write_text(text)
    open_desk(desk.folder, PASSWORD, at()).close()


# --- what the key file may say --------------------------------------------------------------------


def test_an_entry_that_somebody_put_into_the_key_file_gets_no_new_key(three: Desk) -> None:
    path = three.folder / "keys.json"
    kept = keys.read(path)
    theirs = next(w.public for w in kept.wraps if w.name == "李平")
    wraps = tuple(replace(w, public=theirs) if w.name == ACCOUNT else w for w in kept.wraps)
    keys.write(path, replace(kept, wraps=wraps))
    assert [line.opens for line in three.accounts.all()] == [True, True, False]
    assert three.context.registry.unproven() == (ACCOUNT,)
    three.accounts.set_password(ACCOUNT, PASSWORD)
    assert all(line.opens for line in three.accounts.all())


def test_a_damaged_entry_is_not_mistaken_for_a_wrong_password(three: Desk) -> None:
    three.close()
    path = three.folder / "keys.json"
    body = json.loads(path.read_text("utf-8"))
    broken = next(w for w in body["wraps"] if w["name"] == "李平")
    broken["salt"] = broken["salt"][::-1].replace("=", "") + "=="
    path.write_text(json.dumps(body), "utf-8")
    with pytest.raises(RegistryError, match="密钥文件已损坏"):
        open_desk(three.folder, OTHER, at(), "李平")
    open_desk(three.folder, PASSWORD, at(), ACCOUNT).close()  # whose entry is whole
