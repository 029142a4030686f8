"""The registry on disk: opening, keys, secrecy, what cannot be undone."""

import json
from pathlib import Path

import pytest

from petitiondesk.data import folder as registry_files
from petitiondesk.data import keys
from petitiondesk.domain.errors import InvalidInput, RegistryError, WrongPassword
from petitiondesk.domain.petition import Petitioner
from petitiondesk.services.desk import Desk, new_desk, open_desk, recover_desk
from tests.factory import ACCOUNT, OFFICE, PASSWORD, WHOLE_COURSE, a_petition, at, reopened, take


def test_what_was_registered_is_there_after_closing_and_opening_again(desk: Desk) -> None:
    petition = desk.petitions.register(a_petition())
    again = open_again(desk)
    assert again.petitions.case(petition.id).petition == petition
    again.close()


def open_again(desk: Desk) -> Desk:
    return reopened(desk)


def test_a_wrong_password_opens_nothing_and_says_so(desk: Desk) -> None:
    desk.close()
    with pytest.raises(WrongPassword, match="密码不对"):
        open_desk(desk.folder, "something else", at())


def test_the_recovery_key_opens_and_sets_a_new_password(folder: Path) -> None:
    desk, recovery = new_desk(folder, OFFICE, ACCOUNT, PASSWORD, at())
    number = desk.petitions.register(a_petition()).number
    desk.close()

    recovered = recover_desk(folder, recovery.lower().replace("-", " "), "新的密码 2026", at())
    assert recovered.petitions.case_by_number(number).petition.number == number
    recovered.close()

    with pytest.raises(WrongPassword):
        open_desk(folder, PASSWORD, at())
    open_desk(folder, "新的密码 2026", at()).close()


def test_a_wrong_recovery_key_changes_nothing(desk: Desk) -> None:
    desk.close()
    with pytest.raises(WrongPassword, match="恢复密钥不对"):
        recover_desk(desk.folder, "AAAA-BBBB-CCCC-DDDD-EEEE-FFFF-GGGG-HHHH", "新的密码 2026", at())
    open_desk(desk.folder, PASSWORD, at()).close()


@pytest.mark.parametrize("weak", ["", "1234567", "aaaaaaaaaaaa"])
def test_a_weak_password_is_refused_and_leaves_no_folder(folder: Path, weak: str) -> None:
    with pytest.raises(InvalidInput):
        new_desk(folder, OFFICE, ACCOUNT, weak, at())
    assert not folder.exists()


def test_a_second_program_is_told_that_the_registry_is_open(desk: Desk) -> None:
    with pytest.raises(RegistryError, match="另一个窗口"):
        open_desk(desk.folder, PASSWORD, at())


def test_a_new_registry_never_takes_the_place_of_something_else(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(RegistryError, match="已经有文件"):
        new_desk(tmp_path, OFFICE, ACCOUNT, PASSWORD, at())
    assert [p.name for p in tmp_path.iterdir()] == ["notes.txt"]


def test_a_folder_that_is_no_registry_is_named(tmp_path: Path) -> None:
    with pytest.raises(RegistryError, match="没有信访登记簿"):
        open_desk(tmp_path, PASSWORD, at())


@pytest.mark.parametrize("name", [registry_files.REGISTRY_DB, registry_files.ATTACHMENTS_DB])
def test_a_file_with_a_damaged_page_is_said_to_be_damaged(desk: Desk, name: str) -> None:
    desk.close()
    path = desk.folder / name
    path.write_bytes(b"\0" * 4096 + path.read_bytes()[4096:])
    with pytest.raises(RegistryError, match="损坏"):
        open_desk(desk.folder, PASSWORD, at())


@pytest.mark.parametrize(
    "content", ["", "{}", "[1]", '{"format": 1, "registry": "x", "wraps": [{}]}']
)
def test_a_damaged_key_file_is_said_to_be_damaged(desk: Desk, content: str) -> None:
    desk.close()
    (desk.folder / registry_files.KEYS).write_text(content)
    with pytest.raises(RegistryError, match="密钥文件已损坏"):
        open_desk(desk.folder, PASSWORD, at())


def test_a_registry_of_a_newer_program_is_refused_unchanged(desk: Desk) -> None:
    desk.context.registry.database.sql("PRAGMA user_version = 99")
    desk.close()
    with pytest.raises(RegistryError, match="更新的版本"):
        open_desk(desk.folder, PASSWORD, at())


def test_a_newer_key_file_is_refused(desk: Desk) -> None:
    desk.close()
    path = desk.folder / registry_files.KEYS
    path.write_text(json.dumps({**json.loads(path.read_text()), "format": keys.FORMAT + 1}))
    with pytest.raises(RegistryError, match="更新的版本"):
        open_desk(desk.folder, PASSWORD, at())


def test_no_file_of_the_registry_holds_a_petitioners_text_in_the_clear(
    desk: Desk, tmp_path: Path
) -> None:
    secrets = ["买买提江·艾山", "13912345678", "11010119900307461X", "水渠占地补偿", "扫描件里的字"]
    name, phone, id_number, summary, scan = secrets
    letter = tmp_path / "来信.txt"
    letter.write_text(scan, "utf-8")
    petition = desk.petitions.register(
        a_petition(
            petitioners=(Petitioner(name, phone=phone, id_number=id_number),), summary=summary
        ),
        [letter],
    )
    take(desk, petition, *WHOLE_COURSE[:5])
    desk.office.remember("draft", {"summary": summary})

    assert_nothing_in_the_clear(desk.folder, secrets)  # while open: the WAL is full
    desk.close()
    assert_nothing_in_the_clear(desk.folder, secrets)


def assert_nothing_in_the_clear(folder: Path, secrets: list[str]) -> None:
    spellings = [s.encode(code) for s in secrets for code in ("utf-8", "utf-16-le", "gb18030")]
    names = set()
    for path in folder.rglob("*"):
        names.add(path.name)
        content = path.read_bytes()
        assert not any(spelling in content for spelling in spellings), path.name
    assert {"registry.db", "attachments.db", "keys.json"} <= names


def test_two_registries_can_be_open_side_by_side(desk: Desk, tmp_path: Path) -> None:
    other, _ = new_desk(tmp_path / "other", OFFICE, ACCOUNT, PASSWORD, at())
    other.petitions.register(a_petition(summary="另一个登记簿的事"))
    assert desk.ledger.day().total == 0
    assert other.ledger.day().total == 1
    other.close()
