"""The commands for returns: ``export REGISTRY return`` and ``consolidate``."""

from pathlib import Path

import openpyxl
import pytest

from tests.factory import a_desk, a_petition
from tests.test_cli import Command, desk_command, refused

__all__ = ["desk_command"]


@pytest.fixture
def registry(folder: Path) -> Path:
    """Two petitions received on 2026-03-02, closed."""
    desk = a_desk(folder)
    for number in range(2):
        desk.petitions.register(a_petition(summary=f"第 {number} 件"))
    desk.close()
    return folder


def test_a_months_return_is_written_and_consolidated(
    desk_command: Command, registry: Path, tmp_path: Path
) -> None:
    out = tmp_path / "月报.xlsx"
    written = desk_command(
        "export", registry, "return", "--kind", "month", "--period", "2026-03", "--out", out,
        "--as-of", "2026-03-31",
    )  # fmt: skip
    assert (written.returncode, written.stderr) == (0, "")
    assert written.stdout == f"已导出2026年3月月报：{out}\n"
    offices = tmp_path / "名单.csv"
    offices.write_text("某县农业农村局\n某县水利局\n", "utf-8")
    total = tmp_path / "汇总.xlsx"
    done = desk_command("consolidate", out, "--offices", offices, "--out", total)
    assert done.returncode == 1
    assert done.stderr == "没有报送　某县水利局：没有收到报表。\n"
    assert done.stdout == f"计入 1 个单位，问题 1 条：{total}\n"
    assert openpyxl.load_workbook(total).sheetnames == ["合计", "各单位", "问题"]
    assert desk_command("consolidate", out, "--out", total).returncode == 0


def test_a_return_needs_its_period(desk_command: Command, registry: Path, tmp_path: Path) -> None:
    out = tmp_path / "月报.xlsx"
    refused(desk_command("export", registry, "return", "--out", out), "--period")
    refused(
        desk_command("export", registry, "return", "--kind", "month", "--period", "三月", "--out", out),
        "2026-03",
    )  # fmt: skip
    assert not out.exists()


def test_a_folder_without_returns_is_refused(desk_command: Command, tmp_path: Path) -> None:
    refused(desk_command("consolidate", tmp_path, "--out", tmp_path / "x.xlsx"), "没有报表文件")
