"""A finished file takes the place of the older one, past a program that holds it for a moment."""

import os
from pathlib import Path

import pytest

from petitiondesk.infra.replacing import PATIENCE, replace_patiently


class Holder:
    """A program that holds a file: the rename is refused as often as it is told."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, refusals: int) -> None:
        self.left = refusals
        self.waited = 0.0
        self._rename = os.replace
        monkeypatch.setattr("petitiondesk.infra.replacing.os.replace", self._replace)

    def _replace(self, source: Path, target: Path) -> None:
        if self.left:
            self.left -= 1
            raise PermissionError(13, "used by another process", str(target))
        self._rename(source, target)

    def sleep(self, seconds: float) -> None:
        self.waited += seconds


def _two_files(folder: Path) -> tuple[Path, Path]:
    source, target = folder / "new", folder / "keys.json"
    source.write_text("新", encoding="utf-8")
    target.write_text("旧", encoding="utf-8")
    return source, target


def test_a_file_held_for_a_moment_is_replaced_when_it_is_let_go(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, target = _two_files(tmp_path)
    holder = Holder(monkeypatch, refusals=10)
    replace_patiently(source, target, sleep=holder.sleep)
    assert target.read_text(encoding="utf-8") == "新"
    assert not source.exists()
    assert 0 < holder.waited < PATIENCE


def test_a_file_held_for_good_stays_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, target = _two_files(tmp_path)
    holder = Holder(monkeypatch, refusals=1000)
    with pytest.raises(PermissionError):
        replace_patiently(source, target, sleep=holder.sleep)
    assert target.read_text(encoding="utf-8") == "旧"
    assert source.read_text(encoding="utf-8") == "新"
    assert holder.waited == pytest.approx(PATIENCE)
