"""Filling the superior's workbook from a script."""

from pathlib import Path

import openpyxl
import pytest

from petitiondesk.exchange.office_crypto import encrypt
from tests.exchange import form_books as books
from tests.factory import a_desk, a_petition
from tests.test_cli import Command, refused
from tests.test_cli import desk_command as desk_command


@pytest.fixture
def registry(folder: Path, tmp_path: Path) -> Path:
    """A registry with two kept workbooks, one behind a password, closed."""
    desk = a_desk(folder)
    desk.petitions.register(a_petition())
    (tmp_path / "表.xlsx").write_bytes(books.three_row_header())
    (tmp_path / "密.xlsx").write_bytes(encrypt(books.three_row_header(), "报表"))
    desk.forms.add(tmp_path / "表.xlsx", "月报表")
    desk.forms.add(tmp_path / "密.xlsx", "加密表", "报表")
    desk.close()
    return folder


def test_a_kept_workbook_is_filled_by_a_command(
    desk_command: Command, registry: Path, tmp_path: Path
) -> None:
    out = tmp_path / "三月.xlsx"
    month = ("--kind", "month", "--period", "2026-03", "--out", out)
    done = desk_command("export", registry, "form", "--name", "月报表", *month)
    assert done.returncode == 0, done.stderr
    assert "有 8 个公式" in done.stdout
    assert f"已填写 3 个单元格：{out}" in done.stdout
    assert openpyxl.load_workbook(out)["表一"]["A2"].value == "填报单位：某县农业农村局"
    refused(desk_command("export", registry, "form", "--name", "年报表", *month), "没有叫“年报表”")
    refused(desk_command("export", registry, "form", "--name", "加密表", *month), "密码")
    refused(desk_command("export", registry, "form", "--name", "月报表", "--out", out), "--period")
