"""The commands of backups as another program sees them."""

from pathlib import Path

import pytest

from tests.factory import WHOLE_COURSE, a_desk, a_petition, take
from tests.test_cli import Command, desk_command, refused

__all__ = ["desk_command"]


@pytest.fixture
def registry(folder: Path, tmp_path: Path) -> Path:
    """A registry with an archived petition and one with a file, closed."""
    scan = tmp_path / "来信.jpg"
    scan.write_bytes(b"\xff\xd8" * 100_000)
    desk = a_desk(folder)
    take(desk, desk.petitions.register(a_petition()), *WHOLE_COURSE)
    desk.petitions.register(a_petition(), [scan])
    desk.close()
    return folder


def test_a_backup_is_made_verified_and_restored(
    desk_command: Command, registry: Path, tmp_path: Path
) -> None:
    stick = tmp_path / "U盘"
    stick.mkdir()
    made = desk_command("backup", registry, stick)
    assert (made.returncode, made.stderr) == (0, "")
    (file,) = stick.glob("信访登记-*.petitionbackup")
    assert str(file) in made.stdout
    assert "2 件" in made.stdout

    good = desk_command("verify", file)
    assert (good.returncode, good.stderr) == (0, "")
    assert good.stdout.startswith("备份完好：")

    back = desk_command("restore", file, tmp_path / "新.petition")
    assert (back.returncode, back.stderr) == (0, "")
    assert "2 件" in back.stdout
    assert desk_command("verify", tmp_path / "新.petition").returncode == 0
    assert sorted(p.suffix for p in stick.iterdir()) == [".petitionattachments", ".petitionbackup"]


def test_a_backup_may_be_a_file_of_its_own_and_overwrites_none(
    desk_command: Command, registry: Path, tmp_path: Path
) -> None:
    file = tmp_path / "年终.petitionbackup"
    assert desk_command("backup", registry, file).returncode == 0
    before = file.read_bytes()
    refused(desk_command("backup", registry, file), "已经有了，没有覆盖")
    assert file.read_bytes() == before


def test_what_cannot_be_done_is_one_line(
    desk_command: Command, registry: Path, tmp_path: Path
) -> None:
    file = tmp_path / "年终.petitionbackup"
    refused(
        desk_command("backup", registry, tmp_path / "没有" / "x.petitionbackup"), "找不到文件夹"
    )
    assert desk_command("backup", registry, file).returncode == 0
    refused(desk_command("restore", file, registry), "已经有文件了，没有覆盖")
    refused(desk_command("verify", file, password="错的密码 2026"), "密码不对")
    data = bytearray(file.read_bytes())
    data[len(data) // 3] ^= 1
    file.write_bytes(data)
    refused(desk_command("verify", file), "已损坏")
    refused(desk_command("restore", file, tmp_path / "新.petition"), "已损坏")
    assert not (tmp_path / "新.petition").exists()
    refused(
        desk_command("restore", tmp_path / "来信.jpg", tmp_path / "新.petition"), "不是本程序的备份"
    )


def test_files_that_no_volume_has_are_named_and_the_status_says_so(
    desk_command: Command, registry: Path, tmp_path: Path
) -> None:
    file = tmp_path / "年终.petitionbackup"
    assert desk_command("backup", registry, file).returncode == 0
    next(tmp_path.glob("附件-*")).unlink()
    back = desk_command("restore", file, tmp_path / "新.petition")
    assert back.returncode == 1
    assert back.stderr.splitlines() == ["缺附件：信〔2026〕2号　来信.jpg"]
    assert desk_command("show", tmp_path / "新.petition", "信〔2026〕2号").returncode == 0
