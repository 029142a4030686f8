"""The trial of the packages (`make package-trial`): what it compares, and that a failure ends it."""

import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest

from tests.commands import ROOT

MODULES = {"asking", "clean_root", "trial"}


@pytest.fixture
def trial(monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    monkeypatch.syspath_prepend(str(ROOT / "tools" / "packaging"))
    before = set(sys.modules)
    yield import_module("trial")
    for name in MODULES - before:
        sys.modules.pop(name, None)


def build(folder: Path, name: str, **files: bytes) -> None:
    kept = folder / f"packages-{name}"
    kept.mkdir()
    for kind, data in files.items():
        (kept / f"petitiondesk-1-linux-x86_64.{kind}").write_bytes(data)


def compared(trial: ModuleType, folder: Path) -> str:
    said: str = trial.Trial("HEAD", folder).compare("petitiondesk-*-linux-*")
    return said


def test_two_builds_are_equal_to_the_byte(trial: ModuleType, tmp_path: Path) -> None:
    for name in ("one", "第二 处"):
        build(tmp_path, name, deb=b"abc", tar=b"def")
    assert compared(trial, tmp_path).endswith(": equal")


@pytest.mark.parametrize(
    ("second", "told"),
    [
        ({"deb": b"abC", "tar": b"def"}, r"x86_64\.deb differs"),
        ({"tar": b"def"}, "not the same files"),
    ],
)
def test_a_build_that_differs_is_named(
    second: dict[str, bytes], told: str, trial: ModuleType, tmp_path: Path
) -> None:
    build(tmp_path, "one", deb=b"abc", tar=b"def")
    build(tmp_path, "第二 处", **second)
    with pytest.raises(AssertionError, match=told):
        compared(trial, tmp_path)


def test_builds_that_left_nothing_are_not_called_equal(trial: ModuleType, tmp_path: Path) -> None:
    for name in ("one", "第二 处"):
        build(tmp_path, name)
    with pytest.raises(AssertionError, match="was made"):
        compared(trial, tmp_path)


def test_a_step_that_fails_ends_the_trial_with_what_the_program_said(
    trial: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    def refused() -> str:
        error = subprocess.CalledProcessError(1, ["dpkg"])
        error.add_note("no space left")
        raise error

    monkeypatch.setattr(
        trial.Trial, "steps",
        lambda *_: iter([("install", lambda: "done"), ("self-test", refused), ("remove", str)]),
    )  # fmt: skip
    monkeypatch.setattr(sys, "argv", ["trial.py", "--folder", str(tmp_path / "out")])
    assert trial.main() == 1
    passed, failed, *rest = capsys.readouterr().out.splitlines()
    assert passed.startswith("passed  install: done")
    assert failed.startswith("failed  self-test:")
    assert rest == ["no space left"]
