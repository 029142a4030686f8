"""The command ``sheets``: written for the sections, read back, refused with one clear line."""

import os
from pathlib import Path

import pytest

from petitiondesk import cli
from petitiondesk.domain.terms import State
from petitiondesk.services.desk import open_desk
from tests.factory import PASSWORD, TODAY, a_desk, a_petition, at, take
from tests.services.section_hands import Sheet, filled


@pytest.fixture
def registry(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A registry with a case that a section and a co-handling section hold, closed."""
    desk = a_desk(folder)
    take(desk, desk.petitions.register(a_petition()), "route")
    desk.close()
    monkeypatch.setenv("PETITIONDESK_PASSWORD", PASSWORD)
    monkeypatch.delenv("PETITIONDESK_FILE_PASSWORD", raising=False)
    monkeypatch.delenv("PETITIONDESK_LANG", raising=False)
    monkeypatch.setattr(cli, "local_now", at(TODAY))
    return folder


def run(*arguments: object) -> int:
    """One command in an environment of its own: it takes the password out of it."""
    os.environ["PETITIONDESK_PASSWORD"] = PASSWORD
    return cli.main([str(each) for each in arguments])


def state(registry: Path) -> State:
    desk = open_desk(registry, PASSWORD, at(TODAY))
    try:
        return desk.petitions.case(1).petition.state
    finally:
        desk.close()


def test_sheets_are_written_tried_and_read(
    registry: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert (
        run("sheets", "write", registry, "--to", tmp_path / "out", "--section", "农田建设科") == 0
    )
    assert "1 件，新转办 1 件" in capsys.readouterr().out
    (path,) = (tmp_path / "out").glob("*.xlsx")
    filled(path, {"信〔2026〕1号": {"签收日期": TODAY, "办理进展": "已到现场勘验。"}})
    assert run("sheets", "read", registry, path, "--dry-run") == 0
    said = capsys.readouterr().out
    assert "信〔2026〕1号　签收　新内容　2026-03-02 赵敏" in said
    assert said.endswith("没有写入。\n")
    assert state(registry) is State.ROUTED
    assert run("sheets", "read", registry, path) == 0
    assert "已记入 2 项。" in capsys.readouterr().out
    assert state(registry) is State.IN_PROGRESS


def test_a_tampered_sheet_ends_with_one_clear_line_and_the_others_come_in(
    registry: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run("sheets", "write", registry, "--to", tmp_path)
    lead, co = sorted(tmp_path.glob("*.xlsx"))
    Sheet(co).type({"信〔2026〕1号": {"概况": "改过"}}).save()
    filled(lead, {"信〔2026〕1号": {"签收日期": TODAY}})
    capsys.readouterr()
    assert run("sheets", "read", registry, co, lead) == 1
    said = capsys.readouterr()
    assert said.err.count("\n") == 1
    assert "第 6 行的“概况”（G6）与发出时不同" in said.err
    assert state(registry) is State.IN_PROGRESS


def test_a_sheet_behind_a_password_takes_it_from_the_environment(
    registry: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    monkeypatch.setenv("PETITIONDESK_FILE_PASSWORD", "办理 2026")
    assert run("sheets", "write", registry, "--to", tmp_path, "--encrypt") == 0
    path = next(tmp_path.glob("农田建设科*.xlsx"))
    assert run("sheets", "read", registry, path) == 0
    monkeypatch.setenv("PETITIONDESK_FILE_PASSWORD", "别的密码")
    assert run("sheets", "read", registry, path) == 1
    assert "打开密码不对" in capsys.readouterr().err
