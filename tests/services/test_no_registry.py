"""What is no registry, or not with this password, is said to be so and left as it is."""

from pathlib import Path

import pytest

from petitiondesk.domain.errors import RegistryError, WrongPassword
from petitiondesk.services.desk import Desk, open_desk
from tests.factory import PASSWORD, a_petition, at


def test_a_wrong_password_changes_no_byte_of_the_registry(desk: Desk) -> None:
    desk.petitions.register(a_petition())
    desk.close()
    before = {p.name: p.read_bytes() for p in desk.folder.iterdir()}
    with pytest.raises(WrongPassword, match="密码不对。登记簿没有改动"):
        open_desk(desk.folder, PASSWORD + " ", at())
    after = {p.name: p.read_bytes() for p in desk.folder.iterdir()}
    assert after.pop("tries.json")  # that it was tried, for the delay and the record
    assert after == before
    again = open_desk(desk.folder, PASSWORD, at())
    assert again.verify.verify().sound
    again.close()


def test_a_file_that_is_no_registry_is_named_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "照片.petition"
    path.write_bytes(b"\xff\xd8\xff")
    with pytest.raises(RegistryError, match="没有信访登记簿"):
        open_desk(path, PASSWORD, at())
    with pytest.raises(RegistryError, match="没有信访登记簿"):
        open_desk(tmp_path / "没有", PASSWORD, at())
    assert path.read_bytes() == b"\xff\xd8\xff"
    assert [p.name for p in tmp_path.iterdir()] == ["照片.petition"]


@pytest.mark.parametrize("content", [b"", b"no database", b"SQLite format 3\0" + bytes(5000)])
def test_a_registry_whose_file_is_something_else_says_so_and_can_be_put_right(
    desk: Desk, content: bytes
) -> None:
    desk.petitions.register(a_petition())
    desk.close()
    path = desk.folder / "registry.db"
    good = path.read_bytes()
    path.write_bytes(content)
    with pytest.raises(RegistryError, match="不是(信访)?登记簿|损坏"):
        open_desk(desk.folder, PASSWORD, at())
    assert path.read_bytes() == content
    path.write_bytes(good)
    again = open_desk(desk.folder, PASSWORD, at())
    assert again.verify.verify().petitions == 1
    again.close()
