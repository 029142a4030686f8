"""Copies for other programs: private, read-only, and gone with their session."""

import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from petitiondesk.domain.errors import StorageError
from petitiondesk.infra.copies import Copies

ROOT = Path(__file__).resolve().parents[2]

LEAVES_A_COPY = """
import sys, time
from pathlib import Path
from petitiondesk.infra.copies import Copies
copies = Copies(Path(sys.argv[1]))
(copies.folder() / "letter.docx").write_bytes(b"letter")
print("there", flush=True)
time.sleep(60)
"""


def test_nothing_is_made_before_it_is_asked_for(tmp_path: Path) -> None:
    copies = Copies(tmp_path / "copies")
    copies.clear()
    assert not (tmp_path / "copies").exists()


def test_a_sessions_folder_is_its_own_and_goes_with_its_read_only_copies(tmp_path: Path) -> None:
    base = tmp_path / "copies"
    copies, other = Copies(base), Copies(base)
    folder = copies.folder()
    letter = folder / "受理告知书.docx"
    letter.write_bytes(b"letter")
    copies.guard(letter)

    assert copies.folder() == folder != other.folder()
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE(base.stat().st_mode) == 0o700
    assert not letter.stat().st_mode & stat.S_IWUSR

    copies.clear()
    assert [p for p in base.iterdir() if p.is_dir()] == [other.folder()]
    other.clear()
    assert list(base.iterdir()) == []


def test_a_folder_that_was_swept_away_is_made_again(tmp_path: Path) -> None:
    copies = Copies(tmp_path / "copies")
    gone = copies.folder()
    gone.rmdir()
    again = copies.folder()
    assert again.is_dir()
    copies.clear()
    assert list((tmp_path / "copies").iterdir()) == []


def test_what_a_crash_left_goes_at_the_next_start_and_what_is_in_use_stays(tmp_path: Path) -> None:
    base = tmp_path / "copies"
    command = [sys.executable, "-c", LEAVES_A_COPY, str(base)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as desk:
        assert desk.stdout is not None
        assert desk.stdout.readline() == "there\n"
        Copies(base).clear()
        assert [p.name for p in base.glob("*/*")] == ["letter.docx"]
        desk.send_signal(signal.SIGKILL)
        desk.wait()

    Copies(base).clear()
    assert list(base.iterdir()) == []


def test_a_place_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    file = tmp_path / "a file"
    file.write_text("")
    with pytest.raises(StorageError, match="没有改动"):
        Copies(file / "copies").folder()


def test_a_link_that_somebody_put_there_is_not_followed(tmp_path: Path) -> None:
    base, elsewhere = tmp_path / "copies", tmp_path / "elsewhere"
    base.mkdir()
    elsewhere.mkdir()
    (elsewhere / "keep").write_text("")
    os.symlink(elsewhere, base / "0123456789abcdef")
    Copies(base).clear()
    assert (elsewhere / "keep").exists()
